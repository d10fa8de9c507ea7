// The one function that everything calls: from the texts of a workspace to what is known and what
// was found. The command line, the language server and the tests differ only in what they do next.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/communities.h"
#include "model/model.h"
#include "pipeline/unread.h"
#include "rules/engine.h"
#include "source/source.h"
#include "source/timings.h"
#include "syntax/parse.h"

namespace capalint {

struct AnalysisOptions {
  Date today;
  std::optional<Quarter> quarter;  // instead of each team's own
  RuleOptions rules;
  unsigned threads = 0;  // 0: as many as there are cores
  Timings* timings = nullptr;
  friend bool operator==(const AnalysisOptions&, const AnalysisOptions&) = default;
};

/// What a later run over the same list of files need not do again.
struct Memory {
  AnalysisOptions options;
  Communities communities;
  std::vector<std::shared_ptr<const Judged>> findings;  // shared with the memory of earlier runs
};

/// Views in it point into the `Sources`, which must outlive it.
struct Analysis {
  std::vector<ParsedFile> files;  // by FileId
  Model model;
  std::vector<Diagnostic> diagnostics;  // sorted
  std::vector<Suppressed> suppressed;
  std::vector<Passed> passed;
  std::vector<NotJudged> not_judged;
  std::optional<Memory> memory;  // of `analyse_again`
};

/// Never throws for anything that a file may say; the result does not depend on the number of threads.
[[nodiscard]] Analysis analyse(const Sources& sources, const AnalysisOptions& options);
/// The same; what is in `known` already is not parsed again.
[[nodiscard]] Analysis analyse(const Sources& sources, std::vector<ParsedFile> known,
                               const AnalysisOptions& options);

/// The same, when some of the texts have changed since `before`: what is the same parsed file as then
/// is not parsed again, and what cannot have changed is not judged again. The list of files is the same.
[[nodiscard]] Analysis analyse_again(const Sources& sources, std::vector<ParsedFile> files,
                                     const AnalysisOptions& options, const Analysis& before);

/// The stages one by one: what is `known` is not parsed again.
[[nodiscard]] std::vector<ParsedFile> parse_all(const Sources& sources, unsigned threads,
                                                std::vector<ParsedFile> known = {});
[[nodiscard]] ModelResult build_model(const std::vector<ParsedFile>& files,
                                      const AnalysisOptions& options,
                                      bool with_vacant_posts = false);

}  // namespace capalint
