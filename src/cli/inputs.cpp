#include "cli/inputs.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <ostream>

#include "cli/standard_streams.h"
#include "diagnostics/nearest.h"
#include "source/display.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool is_unread(const Source& source) { return !source.problem().empty() && !source.is_misnamed(); }

bool tell(const Problem& problem, Terminal& terminal) {
  terminal.err << "capalint: " << visible(problem.path) << ": " << problem.message;
  const std::vector<std::string_view> beside(problem.beside.begin(), problem.beside.end());
  if (const auto near = nearest(problem.missing, beside))
    terminal.err << "; did you mean `" << visible(*near) << "`?";
  terminal.err << '\n';
  return !problem.context;
}

/// The number that a version begins with: 3.4 of `3.4a`.
double version_of(const char* name) { return std::strtod(variable(name).c_str(), nullptr); }

std::vector<std::string> paths_of(const InputOptions& options) {
  return options.paths.empty() ? std::vector<std::string>{"."} : options.paths;
}

WorkspaceOptions workspace_options(const InputOptions& options) {
  return {.exclude = options.exclude,
          .respect_gitignore = !options.no_gitignore,
          .threads = options.threads,
          .timings = options.timings};
}

}  // namespace

CLI::Option* not_empty(CLI::Option* option) {
  return option->check(
      [](const std::string& text) { return text.empty() ? "nothing is given" : std::string(); });
}

void declare_inputs(CLI::App& app, InputOptions& options) {
  app.add_option("path", options.paths,
                 "files, folders or patterns such as 'plans/**'; findings in them are shown, "
                 "and the rest of their workspace is read with them; `-` reads one plan from "
                 "standard input (default: this folder)");
  declare_reading(app, options);
  declare_stdin_filename(app, options);
}

void declare_stdin_filename(CLI::App& app, InputOptions& options) {
  not_empty(app.add_option("--stdin-filename", options.stdin_filename,
                           "the name of the file that `-` stands for")
                ->type_name("FILE"));
}

void declare_leaving_out(CLI::App& app, InputOptions& options) {
  not_empty(app.add_option("--exclude", options.exclude,
                           "leave out paths that match this pattern (as in .gitignore)")
                ->type_name("PATTERN")
                ->allow_extra_args(false));
  app.add_flag("--no-gitignore", options.no_gitignore, "also read files that git ignores");
}

void declare_reading(CLI::App& app, InputOptions& options) {
  declare_leaving_out(app, options);
  declare_quarter(app, options);
  app.add_option("--threads", options.threads,
                 "how many threads to use (default: one for each core)")
      ->type_name("N");
}

void declare_quarter(CLI::App& app, InputOptions& options) {
  app.add_option(
         "--quarter", options.quarter,
         "the quarter to plan, such as 2026-Q4 (October to December), instead of each team's own")
      ->type_name("QUARTER")
      ->check([](const std::string& text) {
        return read_quarter(text) ? std::string{}
                                  : fmt::format("`{}` is not a quarter; write it as 2026-Q4", text);
      });
}

Inputs read_inputs(const InputOptions& options, Terminal& terminal, bool& failed) {
  WorkspaceOptions workspace = workspace_options(options);
  const std::vector<std::string> paths = paths_of(options);
  const bool from_input = std::find(paths.begin(), paths.end(), "-") != paths.end();
  if (!options.stdin_filename.empty() && !from_input) {
    failed = true;
    terminal.err << "capalint: `--stdin-filename` names the text of `-`, and there is no `-`\n";
    return {};
  }
  // However often it is named, it can be read once.
  if (from_input) {
    std::optional<std::string> text = read_standard_input(terminal.in);
    if (!text) {
      failed = true;
      return {};
    }
    workspace.standard_input = {options.stdin_filename, std::move(*text)};
  }
  Inputs inputs = find_workspaces(paths, workspace);
  for (const Problem& problem : inputs.problems) failed = tell(problem, terminal) || failed;
  return inputs;
}

Inputs look_around(const InputOptions& options, Terminal& terminal, bool& failed) {
  Inputs inputs = find_workspaces(paths_of(options), workspace_options(options));
  for (const Problem& problem : inputs.problems) {
    if (!problem.empty) failed = tell(problem, terminal) || failed;
  }
  return inputs;
}

bool tell_unread(const std::vector<const Source*>& files, Terminal& terminal) {
  for (const Source* file : files)
    terminal.err << "capalint: " << visible(file->path()) << ": " << file->problem() << '\n';
  return !files.empty();
}

std::vector<const Source*> unread_files(const Sources& sources) {
  std::vector<const Source*> files;
  for (FileId id = 0; id < sources.size(); ++id) {
    if (is_unread(sources[id])) files.push_back(&sources[id]);
  }
  return files;
}

std::vector<const Source*> unread_files(const Inputs& inputs) {
  std::vector<const Source*> files;
  for (const Workspace& workspace : inputs.workspaces) {
    for (const FileId id : workspace.requested) {
      const Source& source = workspace.sources[id];
      if (is_unread(source)) files.push_back(&source);
    }
  }
  return files;
}

std::set<std::string> looked_at(const InputOptions& options) {
  const std::vector<std::string> given = paths_of(options);
  std::set<std::string> paths(given.begin(), given.end());
  for (const Workspace& workspace : find_workspaces(given, workspace_options(options)).workspaces) {
    for (FileId id = 0; id < workspace.sources.size(); ++id) {
      std::string path = workspace.sources[id].path();
      // Files come and go in the folders up to the root, and folders too.
      while (paths.insert(path).second && path != workspace.root && path != "." && path != "/")
        path = parent_path(path);
    }
  }
  return paths;
}

bool use_colour(const std::string& choice, const Terminal& terminal) {
  if (choice != "auto") return choice == "always";
  return terminal.out_is_terminal && variable("NO_COLOR").empty() && variable("TERM") != "dumb";
}

bool shows_links() {
  if (const std::string wish = variable("FORCE_HYPERLINK"); !wish.empty()) return wish != "0";
  // A terminal cannot be asked, so those count that are known to, by the names they give themselves.
  const std::string program = variable("TERM_PROGRAM");
  if (program == "tmux") return version_of("TERM_PROGRAM_VERSION") >= 3.4;
  const std::string term = variable("TERM");
  if (term.starts_with("screen") || term.starts_with("tmux")) return false;
  static const std::set<std::string> programs{"iTerm.app", "WezTerm", "vscode", "ghostty", "rio"};
  static const std::set<std::string> terms{"alacritty", "contour",       "foot",       "foot-extra",
                                           "wezterm",   "xterm-ghostty", "xterm-kitty"};
  return programs.contains(program) || terms.contains(term) || version_of("VTE_VERSION") >= 5000 ||
         version_of("KONSOLE_VERSION") >= 201200 || !variable("WT_SESSION").empty();
}

AnalysisOptions analysis_options(const InputOptions& options) {
  AnalysisOptions result{.today = today(), .threads = options.threads, .timings = options.timings};
  std::string problem;
  if (const char* date = std::getenv("CAPALINT_TODAY"); date != nullptr) {
    if (const auto fixed = parse_date(date, problem)) result.today = *fixed;
  }
  if (!options.quarter.empty()) result.quarter = read_quarter(options.quarter);
  return result;
}

}  // namespace capalint::cli
