#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/help.h"

namespace capalint::cli {

const std::vector<CommandExample>& examples_of(std::string_view command) {
  static const std::map<std::string_view, std::vector<CommandExample>> table{
      {"",
       {{"capalint check", "check the plans in this folder and below"},
        {"capalint explain CAPA101", "what a finding means, and what to do about it"},
        {"capalint check --help", "the options of a command"}}},
      {"check",
       {{"capalint check", "check the plans in this folder and below"},
        {"capalint check plans/karen.capa", "check one plan, in the context of its team"},
        {"capalint check --fix", "mend what can be mended safely, and check again"},
        {"capalint check --diff --unsafe-fixes", "look at all fixes before anything is written"},
        {"capalint check --format short --output sarif=out.sarif",
         "one line for each finding here, and a file for code review"},
        {"capalint check --ignore hygiene --level contacts=note",
         "leave out a pack, and let a rule weigh less"},
        {"capalint check --write-baseline known.json", "write down what is found today …"},
        {"capalint check --baseline known.json", "… and from now on report only what is new"},
        {"capalint check --since main", "only what the changes since `main` introduced"},
        {"capalint check --watch", "check again whenever a file is saved"},
        {"capalint check --stdin-filename plans/karen.capa -",
         "check a text that is not saved yet, as though it were that file"}}},
      {"fmt",
       {{"capalint fmt", "format the files in this folder and below"},
        {"capalint fmt --diff plans/karen.capa", "only show what would change"},
        {"capalint fmt --check", "exit code 1 when a file is not formatted, for hooks"}}},
      {"explain",
       {{"capalint explain CAPA101", "a rule: what it asks, why, and its source"},
        {"capalint explain session", "a setting: its value here, and where that comes from"},
        {"capalint explain \"big admin\"", "a word of the language"}}},
      {"rules",
       {{"capalint rules", "the rules in force in this folder"},
        {"capalint rules --settings", "the settings, and where each comes from"}}},
      {"test", {{"capalint test", "run the examples of the rules in this folder"}}},
      {"balance",
       {{"capalint balance", "demand and capacity of each team, step by step"},
        {"capalint balance --quarter 2027-Q1", "the same for another quarter"},
        {"capalint balance --without Karen --from '1 Feb 2027' --to '31 Oct 2027'",
         "what is lost, quarter by quarter"}}},
      {"diff", {{"capalint diff --git main..HEAD", "what changed in hours, not in lines"}}},
      {"lsp", {{"capalint lsp", "what an editor starts; it speaks on standard input and output"}}},
      {"init", {{"capalint init riverside", "a team and two plans in the folder `riverside`"}}},
      {"completions",
       {{"capalint completions bash > ~/.local/share/bash-completion/completions/capalint",
         "complete commands and options in bash"},
        {"capalint completions zsh > ~/.zfunc/_capalint", "in zsh, with ~/.zfunc in `fpath`"},
        {"capalint completions fish > ~/.config/fish/completions/capalint.fish", "in fish"}}},
      {"man",
       {{"capalint man | man -l -", "read the man page"},
        {"capalint man --markdown", "the same as a page of the manual"}}},
  };
  static const std::vector<CommandExample> none;
  const auto found = table.find(command);
  return found == table.end() ? none : found->second;
}

std::string examples_text(std::string_view command) {
  const auto& examples = examples_of(command);
  if (examples.empty()) return {};
  std::string text = "Examples:\n";
  for (const CommandExample& example : examples)
    text += fmt::format("  {}\n      {}\n", example.command, example.says);
  return text;
}

}  // namespace capalint::cli
