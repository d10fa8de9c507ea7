// The paths, the quarter and the other inputs that every command takes in the same way.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/command.h"
#include "pipeline/pipeline.h"
#include "source/workspace.h"

namespace capalint::cli {

struct InputOptions {
  std::vector<std::string> paths;
  std::vector<std::string> exclude;
  std::string stdin_filename;
  std::string quarter;
  bool no_gitignore = false;
  unsigned threads = 0;
  Timings* timings = nullptr;
};

void declare_inputs(CLI::App& app, InputOptions& options);
/// The same without the paths, for commands whose words are not paths.
void declare_reading(CLI::App& app, InputOptions& options);
void declare_leaving_out(CLI::App& app, InputOptions& options);
void declare_stdin_filename(CLI::App& app, InputOptions& options);
void declare_quarter(CLI::App& app, InputOptions& options);

/// Refuses an option that stands there with nothing, such as `--since "$BASE"` without a BASE.
CLI::Option* not_empty(CLI::Option* option);

/// The workspaces, with every problem said on `err`; `failed` is set when a path could not be used.
[[nodiscard]] Inputs read_inputs(const InputOptions& options, Terminal& terminal, bool& failed);

/// The same for a command that has an answer where there are no plans, which is no problem then.
[[nodiscard]] Inputs look_around(const InputOptions& options, Terminal& terminal, bool& failed);

/// Says of each file that cannot be read why; whether there are some.
[[nodiscard]] bool tell_unread(const std::vector<const Source*>& files, Terminal& terminal);

/// The files of any kind that could not be read; those with another name than a plan's are none of them.
[[nodiscard]] std::vector<const Source*> unread_files(const Sources& sources);
/// Those of them that were asked for.
[[nodiscard]] std::vector<const Source*> unread_files(const Inputs& inputs);

/// The files that a run would read, with the folders that hold them and the paths that were given:
/// when none of them changes, neither does what is found.
[[nodiscard]] std::set<std::string> looked_at(const InputOptions& options);

/// `auto`, `always` or `never`: whether output is coloured.
[[nodiscard]] bool use_colour(const std::string& choice, const Terminal& terminal);

/// Whether the terminal makes links of what is marked as one.
[[nodiscard]] bool shows_links();

/// Today's date (or CAPALINT_TODAY, for reproducible runs), the quarter and the threads.
[[nodiscard]] AnalysisOptions analysis_options(const InputOptions& options);

}  // namespace capalint::cli
