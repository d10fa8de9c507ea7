#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <new>
#include <ostream>
#include <regex>
#include <system_error>
#include <utility>

#include "cli/command.h"
#include "cli/gate.h"
#include "cli/help.h"
#include "cli/standard_streams.h"
#include "cli/version.h"
#include "diagnostics/nearest.h"
#include "source/display.h"

namespace capalint::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      {"check", "check job plans against the CAPA standards", &declare_check},
      {"fmt", "tidy up files, so that all plans look alike", &declare_fmt},
      {"balance", "work through CAPA's six steps, from Choice and Core to balance, and ask what if",
       &declare_balance},
      {"diff", "show what a change does to capacity, balance and findings", &declare_diff},
      {"explain", "say what a code, a setting or a word means, and show the sums behind a finding",
       &declare_explain},
      {"rules", "list the rules and settings in force, and where each comes from", &declare_rules},
      {"test", "run the examples inside rules, and list the changes that no example would notice",
       &declare_test},
      {"init", "write a small team with two plans, to start from", &declare_init},
      {"lsp", "run the language server, which editors start", &declare_lsp},
      {"completions", "print what makes a shell complete commands and options",
       &declare_completions},
      {"man", "print the man page", &declare_man},
      {"debug", "show what one stage makes of files", &declare_debug, true},
  };
  return table;
}

std::pair<std::string, std::string> name_and_value(const std::string& said) {
  const std::size_t equals = said.find('=');
  if (equals == std::string::npos) return {said, ""};
  return {said.substr(0, equals), said.substr(equals + 1)};
}

namespace {

// The command that the words were for, as far as they could be read.
const CLI::App& meant(const CLI::App& app) {
  const auto chosen = app.get_subcommands();
  return chosen.empty() ? app : *chosen.front();
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

std::string hint(const std::string& word, const std::vector<std::string>& known) {
  const auto near = nearest(word, {known.begin(), known.end()});
  return near ? fmt::format("; did you mean `{}`?", *near) : "";
}

/// What the parser of the command line says, for people.
std::string in_plain_words(const std::string& said) {
  static const std::pair<std::regex, const char*> words[] = {
      {std::regex("(.*): At Most 1 required but received .*"), "`$1` may be given only once"},
      {std::regex("(.*): 1 required \\{(.*)\\} missing"), "`$1` needs one of these after it: $2"},
      {std::regex("(.*): 1 required (.*) missing"), "`$1` needs a $2 after it"},
      {std::regex("Could not convert: (.*) = (.*)"), "`$1` takes a whole number, and not `$2`"},
      {std::regex("(.*) is required"), "`$1` is missing"},
      {std::regex("(.*): (.*) not in \\{(.*)\\}"), "`$1` takes one of $3, and not `$2`"},
      {std::regex("(--[a-z-]+): (.*)"), "`$1`: $2"}};
  for (const auto& [pattern, plain] : words) {
    if (std::regex_match(said, pattern)) return std::regex_replace(said, pattern, plain);
  }
  return said;
}

int usage_error(Terminal& terminal, const CLI::App& root, const CLI::ParseError& error) {
  const CLI::App& app = meant(root);
  const bool in_command = &app != &root;
  const std::string name = in_command ? "capalint " + app.get_name() : "capalint";
  const std::vector<std::string> left = root.remaining(true);
  bool said = false;
  for (const std::string& word : left) {
    if (word == "--") continue;
    const std::string option = name_and_value(word).first;
    if (option.starts_with("-") && option.size() > 1) {
      terminal.err << fmt::format("capalint: `{}` is not an option of `{}`{}\n", visible(option),
                                  name, hint(option, option_names(app)));
    } else if (in_command) {
      terminal.err << fmt::format("capalint: `{}` takes nothing like `{}`\n", name, visible(word));
    } else {
      std::vector<std::string> known;
      for (const Command& command : commands()) {
        if (!command.hidden) known.emplace_back(command.name);
      }
      terminal.err << fmt::format("capalint: `{}` is not a command{}\n", visible(word),
                                  hint(word, known));
    }
    said = true;
    if (!in_command) break;  // what follows belongs to the command that is not known
  }
  if (!said && !in_command && left.empty() && root.count_all() <= 1) {
    terminal.err << root.help();
    return failure;
  }
  if (!said) terminal.err << "capalint: " << visible(in_plain_words(error.what())) << '\n';
  terminal.err << fmt::format("`{} --help` shows what there is\n", name);
  return failure;
}

int run_command(int argc, const char* const* argv, Terminal& terminal) {
  CLI::App app("Checks job plans against CAPA, the Choice and Partnership Approach.", "capalint");
  app.footer(examples_text(""));
  app.set_version_flag("--version", std::string("capalint ") + std::string(version),
                       "print the version, and end");
  app.require_subcommand(1);
  Run chosen;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    const Run run_command = command.declare(*sub);
    if (command.hidden) sub->group("");
    for (CLI::Option* option : sub->get_options([](const CLI::Option*) { return true; }))
      option->disable_flag_override();
    if (sub->get_footer() == app.get_footer()) sub->footer(examples_text(command.name));
    sub->callback([&chosen, run_command] { chosen = run_command; });
  }
  // `help` and `help check` are `--help` and `check --help`.
  std::vector<const char*> words(argv, argv + argc);
  if (words.size() > 1 && std::string_view(words[1]) == "help") {
    words.erase(words.begin() + 1);
    const bool known = words.size() == 1 || std::any_of(commands().begin(), commands().end(),
                                                        [&](const Command& command) {
                                                          return command.name == words[1];
                                                        });
    if (known) words.push_back("--help");
  }
  try {
    app.parse(static_cast<int>(words.size()), words.data());
  } catch (const CLI::CallForHelp&) {
    terminal.out << app.help();
    return success;
  } catch (const CLI::CallForAllHelp&) {
    terminal.out << app.help("", CLI::AppFormatMode::All);
    return success;
  } catch (const CLI::CallForVersion&) {
    terminal.out << app.version() << '\n';
    return success;
  } catch (const CLI::ParseError& error) {
    return usage_error(terminal, app, error);
  }
  return chosen(terminal);
}

int run_or_say_why_not(int argc, const char* const* argv, Terminal& terminal) {
  try {
    return run_command(argc, argv, terminal);
  } catch (const std::bad_alloc&) {
    terminal.err << not_enough_memory;
  } catch (const std::system_error& error) {
    terminal.err << "capalint: the system does not allow this: " << error.code().message() << '\n';
  } catch (const std::exception& error) {
    terminal.err
        << "capalint: internal error: " << error.what() << '\n'
        << "This is a fault of capalint, not of your plans. Please report it with the plan that caused it.\n";
  }
  return failure;
}

}  // namespace

int run(int argc, const char* const* argv, Terminal& terminal) {
  Gate out_gate(terminal.out);
  Gate err_gate(terminal.err);
  std::ostream out(&out_gate);
  std::ostream err(&err_gate);
  Terminal gated{.in = terminal.in,
                 .out = out,
                 .err = err,
                 .out_is_terminal = terminal.out_is_terminal,
                 .err_is_terminal = terminal.err_is_terminal,
                 .width = terminal.width};
  int code = run_or_say_why_not(argc, argv, gated);
  out.flush();
  err.flush();
  // Text goes through the gate for which it needs memory; a stream keeps the lack of it to itself.
  if ((!out && terminal.out) || (!err && terminal.err)) {
    terminal.err << not_enough_memory;
    code = failure;
  }
  for (const std::string& problem :
       {why_input_failed(terminal.in), why_output_failed(terminal.out)}) {
    if (problem.empty()) continue;
    err << "capalint: " << problem << '\n';
    code = failure;
  }
  return code;
}

}  // namespace capalint::cli
