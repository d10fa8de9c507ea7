// Applies the fixes of findings to texts, in memory. For `check --fix`, for editors, and for tests.
// What is changed is checked again: a fix that adds a finding of its own level or a worse one, or
// that leaves its finding as it was, is undone.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/pipeline.h"

namespace capalint {

/// Rounds of fixing after which nothing is tried any more: two fixes may undo each other.
inline constexpr int most_rounds = 10;

/// Into so many parts the fixes of a round are taken apart at most, to find those that may not stay.
inline constexpr std::size_t most_parts = 32;

/// Whether a fix of a finding is to be applied; asked at most once for each.
using WantFix = std::function<bool(const Sources&, const Diagnostic&, const Fix&)>;

/// A fix that was tried.
struct TriedFix {
  std::string code;
  std::string rule;
  std::string title;
  std::string path;
  std::uint32_t line = 1;     // where its finding was
  std::vector<FileId> files;  // that it changes
  std::string undone;         // why it did not stay; empty when it did
};

struct Fixed {
  Sources sources;  // with the new texts, and the same ids
  Analysis analysis;
  std::vector<FileId> changed;
  std::vector<TriedFix> tried;
  bool settled = true;  // false when there was still something to change after the last round
};

/// Who wants a fix. What a program applies unasked is undone when it brings a finding that weighs as much;
/// what a person has looked at stays, unless something could not be read by it or nothing is mended.
enum class WantedBy : std::uint8_t { program, person };

/// A line that cannot be read and has no fix itself is left alone; where a quote or a brace is not closed,
/// so is its file. Of fixes that overlap the first is applied, and the others are found again in the next
/// round, or not.
/// A file in the one look of `fmt` keeps it.
/// What is `known` of the files is not parsed again.
[[nodiscard]] Fixed fix_all(const Sources& sources, const AnalysisOptions& options,
                            const WantFix& wanted, std::vector<ParsedFile> known = {},
                            WantedBy wanted_by = WantedBy::program);

/// What keeps this place from being changed: something that cannot be read, and that only people can mend.
/// Null when nothing does.
[[nodiscard]] const Diagnostic* in_the_way(const Sources& sources, const Analysis& analysis,
                                           Span place);

/// For `fix_all`: the fixes that cannot change what the writer meant.
[[nodiscard]] bool is_safe(const Sources& sources, const Diagnostic& diagnostic, const Fix& fix);

/// Why a change of texts is no cure for the finding `mended`: that would still be found, or another one
/// that weighs as much would be added. Empty when it is one.
[[nodiscard]] std::string problem_of_change(const Diagnostic& mended, const Sources& sources_before,
                                            const Analysis& before, const Sources& sources_after,
                                            const Analysis& after);

/// Edits of one text that do not overlap. Lines that they add end as the text's first line does.
[[nodiscard]] std::string with_edits(std::string_view text, std::vector<Edit> edits);

}  // namespace capalint
