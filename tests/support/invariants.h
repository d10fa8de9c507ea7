// What holds for every text, whoever wrote it: for tests, which say what does not, and for fuzz targets, which
// stop there. Each function returns a sentence for each thing that does not hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/fixes.h"
#include "support/texts.h"

using Problems = std::vector<std::string>;

/// Spans inside their files, findings sorted, messages of one line, JSON and SARIF that parse.
[[nodiscard]] Problems problems_of_findings(const capalint::Sources& sources,
                                            const capalint::Analysis& analysis);

/// Fixes come to an end, make nothing worse and keep every comment but an exception that covers nothing.
[[nodiscard]] Problems problems_of_fixes(const capalint::Sources& sources,
                                         const capalint::Analysis& analysis,
                                         const capalint::AnalysisOptions& options);

/// Formatting again changes nothing, and the look and the meaning are right; nothing when it is refused.
[[nodiscard]] std::optional<Problems> problems_of_look(const std::string& text);

/// Both find the same, but for places, and have the same numbers.
[[nodiscard]] Problems differences(const Texts& before, const Texts& after, bool same_files = true);

/// With each file as `fmt` writes it.
[[nodiscard]] Texts formatted(const Texts& texts);

/// The comments of a text in alphabetical order, without the spaces around them.
[[nodiscard]] std::vector<std::string> comments_in(const std::string& text);
