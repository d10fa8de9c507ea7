// What could not be read or counted, and which totals nobody can judge for it. Called by `analyse`, before
// exceptions and levels have a say, so that nothing makes a run look complete that is not.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/model.h"
#include "rules/engine.h"
#include "source/source.h"

namespace capalint {

/// A plan or a team whose totals are not judged, a setting of which nothing is judged that rests on it, a
/// team's own rule by which nothing is, or a file of which nothing is.
struct NotJudged {
  enum class Kind : std::uint8_t { plan, team, setting, rule, file };
  Kind kind = Kind::plan;
  std::string name;  // of the clinician, the team, the setting or the rule; empty for a file
  Span place;        // where it begins; of a setting, its line
  std::vector<Span> because;  // what could not be read or counted, in the order of files and places
  bool uncounted = false;     // all of it could be read, and not counted
};

/// Leaves out work without its hours, and a brace that is missed, where the line could not be read to its end.
void leave_out_echoes(const Sources& sources, std::vector<Diagnostic>& found);

/// Marks the findings that stand for something which no total can include.
void mark_unread(const Model& model, std::vector<Diagnostic>& found);

/// From findings that are marked, and from what is wrong with rules.
[[nodiscard]] std::vector<NotJudged> not_judged(const Model& model,
                                                const std::vector<Diagnostic>& found,
                                                const std::vector<Judged>& judged);

}  // namespace capalint
