#include "cli/inputs.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <istream>
#include <iterator>
#include <ostream>

#include "diagnostics/nearest.h"

namespace capalint::cli {

void declare_inputs(CLI::App& app, InputOptions& options) {
  app.add_option("path", options.paths,
                 "files or folders; `-` reads one plan from standard input (default: this folder)");
  declare_reading(app, options);
  app.add_option("--stdin-filename", options.stdin_filename,
                 "the name of the file that `-` stands for");
}

void declare_reading(CLI::App& app, InputOptions& options) {
  app.add_option("--exclude", options.exclude,
                 "leave out paths that match this pattern (as in .gitignore)")
      ->allow_extra_args(false);
  app.add_flag("--no-gitignore", options.no_gitignore, "also check files that git ignores");
  app.add_option("--quarter", options.quarter,
                 "plan this quarter, such as 2026-Q4, instead of each team's own")
      ->check([](const std::string& text) {
        const bool shaped = text.size() == 7 && text.find_first_not_of("0123456789") == 4 &&
                            text[4] == '-' && (text[5] == 'Q' || text[5] == 'q');
        return shaped && parse_quarter(text)
                   ? std::string{}
                   : fmt::format("`{}` is not a quarter; write it as 2026-Q4", text);
      });
  app.add_option("--threads", options.threads,
                 "how many threads may work (default: one for each core)");
}

Inputs read_inputs(const InputOptions& options, Terminal& terminal, bool& failed) {
  WorkspaceOptions workspace{.exclude = options.exclude,
                             .respect_gitignore = !options.no_gitignore,
                             .threads = options.threads};
  std::vector<std::string> paths = options.paths;
  if (paths.empty()) paths.emplace_back(".");
  for (const std::string& path : paths) {
    if (path != "-") continue;
    std::string text((std::istreambuf_iterator<char>(terminal.in)),
                     std::istreambuf_iterator<char>());
    workspace.standard_input = {options.stdin_filename, std::move(text)};
    break;  // however often it is named, it can be read once
  }
  Inputs inputs = find_workspaces(paths, workspace);
  for (const Problem& problem : inputs.problems) {
    failed = true;
    terminal.err << "capalint: " << problem.path << ": " << problem.message;
    const std::vector<std::string_view> beside(problem.beside.begin(), problem.beside.end());
    if (const auto near = nearest(problem.missing, beside))
      terminal.err << "; did you mean `" << *near << "`?";
    terminal.err << '\n';
  }
  return inputs;
}

bool use_colour(const std::string& choice, const Terminal& terminal) {
  if (choice != "auto") return choice == "always";
  const char* no_colour = std::getenv("NO_COLOR");
  return terminal.out_is_terminal && (no_colour == nullptr || *no_colour == '\0');
}

AnalysisOptions analysis_options(const InputOptions& options) {
  AnalysisOptions result{.today = today(), .threads = options.threads};
  std::string problem;
  if (const char* date = std::getenv("CAPALINT_TODAY"); date != nullptr) {
    if (const auto fixed = parse_date(date, problem)) result.today = *fixed;
  }
  if (!options.quarter.empty()) result.quarter = parse_quarter(options.quarter);
  return result;
}

}  // namespace capalint::cli
