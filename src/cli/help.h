// The commands and their options as plain data, read from what the parser of the command line was
// told: the man page, the page of the manual and the completions all come from it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace capalint::cli {

struct CommandExample {
  std::string_view command;
  std::string_view says;
};

/// What to type, for `--help` and the man page; empty for a command that is not known.
[[nodiscard]] const std::vector<CommandExample>& examples_of(std::string_view command);

/// The examples as they stand at the end of `--help`.
[[nodiscard]] std::string examples_text(std::string_view command);

struct OptionDoc {
  std::vector<std::string> names;    // `-q`, `--quiet`; of a word without a dash, its name alone
  std::string value;                 // `FILE`; empty for a flag
  std::vector<std::string> choices;  // when only these may be given
  std::string text;
  bool positional = false;
};

struct CommandDoc {
  std::string name;  // empty for `capalint` itself
  std::string summary;
  std::vector<OptionDoc> options;
  std::vector<CommandExample> examples;
};

/// `capalint` itself, then its commands in the order of `--help`.
[[nodiscard]] std::vector<CommandDoc> documented(const CLI::App& root);

/// The man page, in roff.
[[nodiscard]] std::string man_page(const std::vector<CommandDoc>& commands);
/// The same for the manual, in Markdown.
[[nodiscard]] std::string command_page(const std::vector<CommandDoc>& commands);

[[nodiscard]] std::string bash_completions(const std::vector<CommandDoc>& commands);
[[nodiscard]] std::string zsh_completions(const std::vector<CommandDoc>& commands);
[[nodiscard]] std::string fish_completions(const std::vector<CommandDoc>& commands);

}  // namespace capalint::cli
