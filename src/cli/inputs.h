// The paths, the quarter and the other inputs that every command takes in the same way.
#pragma once

#include <optional>
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
};

void declare_inputs(CLI::App& app, InputOptions& options);
/// The same without the paths, for commands whose words are not paths.
void declare_reading(CLI::App& app, InputOptions& options);

/// The workspaces, with every problem said on `err`; `failed` is set when a path could not be used.
[[nodiscard]] Inputs read_inputs(const InputOptions& options, Terminal& terminal, bool& failed);

/// `auto`, `always` or `never`: whether output is coloured.
[[nodiscard]] bool use_colour(const std::string& choice, const Terminal& terminal);

/// Today's date (or CAPALINT_TODAY, for reproducible runs), the quarter and the threads.
[[nodiscard]] AnalysisOptions analysis_options(const InputOptions& options);

}  // namespace capalint::cli
