// The table of targets, and what libFuzzer calls.
#include <fmt/core.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "fuzz/target.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most);

namespace {

enum class Input { lines, lines_and_rules, bytes };

struct Target {
  std::string_view name;
  std::string_view what;
  Input input;
  void (*run)(const std::string& input);
};

constexpr Target targets[]{
    {"parse", "any bytes are read to their end, with spans inside", Input::lines, fuzz::parse_text},
    {"format", "formatting again changes nothing, nor does it change what is said", Input::lines,
     fuzz::look},
    {"findings", "formatting changes nothing that is found but its place", Input::lines,
     fuzz::findings},
    {"pipeline", "every rule, every format, balance", Input::lines, fuzz::pipeline},
    {"fix", "fixes come to an end, add nothing as bad and keep comments", Input::lines,
     fuzz::fixes},
    {"rule", "rules of a team's own, on made-up plans", Input::lines_and_rules, fuzz::rule},
    {"framing", "messages of the language server are found in any bytes", Input::bytes,
     fuzz::framing},
    {"session", "what a server says after edits is what a fresh one says", Input::bytes,
     fuzz::session},
};

const Target* chosen = nullptr;

std::string text_of(const std::uint8_t* data, std::size_t size) { return {data, data + size}; }

std::size_t put(const std::string& text, std::uint8_t* data, std::size_t most) {
  const std::size_t size = std::min(text.size(), most);
  std::memcpy(data, text.data(), size);
  return size;
}

}  // namespace

void fuzz::expect(const Problems& problems) {
  if (problems.empty()) return;
  for (const std::string& problem : problems) fmt::print(stderr, "{}\n", problem);
  std::abort();
}

void fuzz::expect(bool holds, std::string_view what) {
  if (!holds) expect(Problems{std::string(what)});
}

// Half of the time of short inputs went into the stacks of their allocations.
extern "C" const char* __asan_default_options() {  // NOLINT(bugprone-reserved-identifier)
  return "malloc_context_size=2:quarantine_size_mb=16";
}

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  constexpr std::string_view option = "--target=";
  for (int i = 1; i < *argc; ++i) {
    const std::string_view argument = (*argv)[i];
    if (!argument.starts_with(option)) continue;
    for (const Target& target : targets) {
      if (target.name == argument.substr(option.size())) chosen = &target;
    }
  }
  if (chosen != nullptr) return 0;
  for (const Target& target : targets) fmt::print("{:<10} {}\n", target.name, target.what);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  chosen->run(text_of(data, size));
  return 0;
}

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                               std::size_t most, unsigned seed) {
  Dice dice(seed);
  if (chosen->input == Input::bytes || dice.one_in(8)) return LLVMFuzzerMutate(data, size, most);
  return put(fuzz::changed(text_of(data, size), dice, chosen->input == Input::lines_and_rules),
             data, most);
}

extern "C" std::size_t LLVMFuzzerCustomCrossOver(const std::uint8_t* one, std::size_t size,
                                                 const std::uint8_t* other, std::size_t other_size,
                                                 std::uint8_t* out, std::size_t most,
                                                 unsigned seed) {
  Dice dice(seed);
  return put(fuzz::mixed(text_of(one, size), text_of(other, other_size), dice), out, most);
}
