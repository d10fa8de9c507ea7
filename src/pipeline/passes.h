// Passes that a run over all files and a run over a part of them have in common; private to `pipeline`.
#pragma once

#include <vector>

#include "model/communities.h"
#include "model/places.h"
#include "pipeline/pipeline.h"

namespace capalint {

/// As `parse_all`, when the others of `files` are known already.
[[nodiscard]] std::vector<ParsedFile> parse_all(const Sources& sources, unsigned threads,
                                                std::vector<ParsedFile> files,
                                                const std::vector<FileId>& unknown);

[[nodiscard]] Communities communities_of(const std::vector<ParsedFile>& files,
                                         const std::vector<FileNames>& names,
                                         const AnalysisOptions& options);

/// Those of syntax and of the model.
[[nodiscard]] std::vector<Diagnostic> earlier_findings(const Sources& sources,
                                                       const std::vector<ParsedFile>& files,
                                                       std::vector<Diagnostic> of_the_model);

void say_where(Diagnostic& diagnostic, const Places& places);
/// By place, each with where in its plan it stands.
void put_in_order(RuleResult& result, const Places& places);

}  // namespace capalint
