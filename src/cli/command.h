// A subcommand: its name, what it does, its options, and how it runs. One file of this folder for
// each; `commands.cpp` lists them.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace capalint::cli {

/// What the program is connected to. Findings go to `out`, talk about the run to `err`. Commands see both behind
/// the gate (`cli/gate.h`), which lets through only text.
struct Terminal {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t width = 80;
};

inline constexpr int success = 0;
inline constexpr int found = 1;    // something reached `--fail-on`
inline constexpr int failure = 2;  // the job could not be done

/// For when there is none to put a message together.
inline constexpr const char* not_enough_memory = "capalint: there is not enough memory for this\n";

using Run = std::function<int(Terminal&)>;

/// Of an option's `NAME=VALUE`; without a `=` all of it is the name.
[[nodiscard]] std::pair<std::string, std::string> name_and_value(const std::string& said);

/// Declares its options on `app` and returns what to do once they are read.
struct Command {
  std::string_view name;
  std::string_view summary;
  Run (*declare)(CLI::App& app);
  bool hidden = false;  // for engineers: neither `--help` nor what is made of it names it
};

[[nodiscard]] const std::vector<Command>& commands();

Run declare_balance(CLI::App& app);
Run declare_check(CLI::App& app);
Run declare_explain(CLI::App& app);
Run declare_rules(CLI::App& app);
Run declare_test(CLI::App& app);
Run declare_lsp(CLI::App& app);
Run declare_completions(CLI::App& app);
Run declare_debug(CLI::App& app);
Run declare_man(CLI::App& app);
Run declare_diff(CLI::App& app);
Run declare_fmt(CLI::App& app);
Run declare_init(CLI::App& app);

/// The whole program; the exit code. When standard input or output fails, that is said here, for all commands.
int run(int argc, const char* const* argv, Terminal& terminal);

}  // namespace capalint::cli
