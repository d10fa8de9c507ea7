// What if: a copy of the parsed files with somebody away, or with some lines replaced. The model made
// of the copy goes through the same arithmetic as the files; nothing on disk changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "source/source.h"
#include "syntax/parse.h"

namespace capalint {

struct Scenario {
  std::vector<std::string> without;  // clinicians by name
  std::optional<Date> from;          // of their absence; both absent: they leave the team
  std::optional<Date> to;
  std::vector<std::string> set;  // `referrals 13 per week`, `plan "Karen Peters" core 9h`

  [[nodiscard]] bool empty() const { return without.empty() && set.empty(); }
};

struct ScenarioProblem {
  std::string what;  // the part of the scenario that it is about, as the user wrote it
  std::string message;
  std::string help;
};

struct ScenarioResult {
  std::vector<ParsedFile> files;
  std::vector<std::string> words;  // what was changed, one for each part
  std::vector<ScenarioProblem> problems;
};

/// `model` is that of the unchanged `files`. What is set gets a source of its own in `sources`, which
/// the result points into.
[[nodiscard]] ScenarioResult apply(const Scenario& scenario, const Model& model,
                                   const std::vector<ParsedFile>& files, Sources& sources);

/// The findings about what was set, once the changed files have been analysed.
[[nodiscard]] std::vector<ScenarioProblem> problems_in(const Scenario& scenario,
                                                       const Sources& sources,
                                                       const std::vector<Diagnostic>& diagnostics);

}  // namespace capalint
