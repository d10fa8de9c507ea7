#include <CLI/CLI.hpp>
#include <exception>
#include <ostream>

#include "cli/command.h"
#include "cli/version.h"
#include "diagnostics/nearest.h"

namespace capalint::cli {

const std::vector<Command>& commands() {
  static const std::vector<Command> table{
      {"check", "check job plans against the CAPA standards", &declare_check},
      {"fmt", "format files in place", &declare_fmt},
  };
  return table;
}

namespace {

int usage_error(Terminal& terminal, const CLI::App& app, const CLI::ParseError& error) {
  terminal.err << "capalint: " << error.what() << '\n';
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  for (const std::string& word : app.remaining()) {
    if (const auto near = nearest(word, names))
      terminal.err << "did you mean `capalint " << *near << "`?\n";
  }
  terminal.err << "`capalint --help` shows what there is\n";
  return failure;
}

}  // namespace

int run(int argc, const char* const* argv, Terminal& terminal) {
  CLI::App app(
      "Checks CAPA job plans, as a compiler checks code.\n\n"
      "  capalint check                  check the plans in this folder and below\n"
      "  capalint check plans/karen.capa check one plan, in the context of its team\n",
      "capalint");
  app.set_version_flag("--version", std::string("capalint ") + std::string(version));
  app.require_subcommand(1);
  Run chosen;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    const Run run_command = command.declare(*sub);
    sub->callback([&chosen, run_command] { chosen = run_command; });
  }
  try {
    app.parse(argc, argv);
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
  try {
    return chosen(terminal);
  } catch (const std::exception& error) {
    terminal.err
        << "capalint: internal error: " << error.what() << '\n'
        << "This is a fault of capalint, not of your plans. Please report it with the plan that caused it.\n";
    return failure;
  }
}

}  // namespace capalint::cli
