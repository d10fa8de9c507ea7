// Nothing that is found depends on the order of lines, declarations or files, nor on whether they have been
// formatted: only where it is found does.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "support/invariants.h"
#include "support/workspaces.h"

using namespace capalint;

namespace {

void check_same(const Texts& before, const Texts& after, bool same_files = true) {
  for (const std::string& difference : differences(before, after, same_files))
    FAIL_CHECK(difference << "\n" << all_texts(before) << "\n===\n" << all_texts(after));
}

std::vector<std::vector<Declaration>> crowded(unsigned count) {
  std::vector<std::vector<Declaration>> all;
  for (unsigned seed = 0; seed < count; ++seed) all.push_back(crowded_workspace(seed));
  return all;
}

Texts in_one_file(const std::vector<Declaration>& declarations) {
  std::string text;
  for (const Declaration& each : declarations) text += text_of(each) + "\n";
  return {{"a.capa", text}};
}

template <class T>
void shuffle(std::vector<T>& items, std::mt19937& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

}  // namespace

TEST_CASE("fmt changes nothing that is found but its place", "[order]") {
  std::vector<Workspace> all = made_up_workspaces(60);
  for (auto& more : {workspaces_of_rules(), workspaces_of_cases(), workspaces_to_read()})
    all.insert(all.end(), more.begin(), more.end());
  unsigned seed = 0;
  for (const auto& declarations : crowded(200))
    all.push_back({fmt::format("crowded workspace {}", seed++), in_one_file(declarations)});
  std::size_t changed = 0;
  for (const Workspace& workspace : all) {
    INFO(workspace.name);
    const Texts neat = formatted(workspace.texts);
    changed += neat != workspace.texts ? 1 : 0;
    check_same(workspace.texts, neat);
  }
  CHECK(changed > 200);
}

TEST_CASE("fmt may put the day first, and what is found stays where it is", "[order]") {
  for (const char* line :
       {"example mon am core 3.5h x2", "every 2 weeks cores monday pm 2h", "core x2 mon am",
        "core 3.5h x4 mon am", "9-12 core 4h mon", "lunch 3h, core 2h monday 9-12",
        "3.5h other mon am, mon 9am-1pm admin"}) {
    INFO(line);
    const Texts texts{{"a.capa", "team \"T\" {}\nplan \"Ann\" in \"T\" {\n  contract 10h\n  " +
                                     std::string(line) + "\n}\n"}};
    const Texts neat = formatted(texts);
    check_same(texts, neat);
  }
}

TEST_CASE("what fmt does to braces is no other finding", "[order]") {
  const Texts twice{{"a.capa",
                     "team \"T\" {\n  choice weekly {\n    \"Ann\" 1 per week\n  }\n"
                     "  choice weekly {\n  }\n  choice quota { \"Ben\" 13 }\n}\n"}};
  check_same(twice, formatted(twice));
}

TEST_CASE("the order of lines changes nothing that is found but its place", "[order]") {
  unsigned seed = 0;
  for (std::vector<Declaration> declarations : crowded(200)) {
    INFO("crowded workspace " << seed);
    const Texts before = in_one_file(declarations);
    std::mt19937 random(seed++);
    for (Declaration& each : declarations) shuffle(each.lines, random);
    check_same(before, in_one_file(declarations));
  }
}

TEST_CASE("the order of declarations and of files changes nothing that is found but its place",
          "[order]") {
  unsigned seed = 0;
  for (std::vector<Declaration> declarations : crowded(200)) {
    INFO("crowded workspace " << seed);
    const Texts before = in_one_file(declarations);
    std::mt19937 random(seed++);
    shuffle(declarations, random);
    check_same(before, in_one_file(declarations));
    Texts files;
    for (const Declaration& each : declarations) {
      // What stands beside other declarations only stands in another file.
      if (files.empty() || random() % 2 == 0)
        files.emplace_back(fmt::format("{}.capa", files.size()), "");
      files.back().second += text_of(each);
    }
    check_same(before, files, false);
  }
}
