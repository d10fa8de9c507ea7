// What if: copies of the parsed files with other lines in them, or with somebody away. `cli` makes a
// model of the copies, which goes through the same arithmetic as the files; nothing on disk changes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/model.h"
#include "source/source.h"
#include "syntax/parse.h"

namespace capalint {

struct WhoIsAway {
  std::vector<std::string> without;  // clinicians, by as much of their names as tells them apart
  std::optional<Date> from;          // neither of the two: they leave the team
  std::optional<Date> to;
};

struct WhatIfProblem {
  std::string what;  // the part of the question that it is about, as the user wrote it
  std::string message;
  std::string help;
  std::vector<std::string> names = {};  // that may be meant
};

struct WhatIf {
  std::vector<ParsedFile> files;
  std::vector<std::string> words;  // what was changed, one for each part
  std::vector<WhatIfProblem> problems;
};

/// An absence is asked about as a whole, whatever leave the plans have in these days already.
struct Away {
  std::vector<ParsedFile> there;  // the files with nobody of them away in these days
  WhatIf away;
  std::vector<Quarter> quarters;  // that an absence between dates touches
};

/// `model` is that of the unchanged `files`. `lines` are lines of a team or of a plan, such as `referrals
/// 13 per week` and `plan "Karen Peters" core 9h`; each gets a source of its own in `sources`, which the
/// result points into.
[[nodiscard]] WhatIf set_lines(const std::vector<std::string>& lines, const Model& model,
                               const std::vector<ParsedFile>& files, Sources& sources);

/// The findings about what was set, once the changed files have been analysed.
[[nodiscard]] std::vector<WhatIfProblem> problems_in(const std::vector<std::string>& lines,
                                                     const Sources& sources,
                                                     const std::vector<Diagnostic>& diagnostics);

/// Without dates, takes out the plans and the Choice of those who are away; with them, writes leave into
/// their plans. Without `to` it ends with the fourth quarter that it touches; without `from` it begins
/// with the first quarter that a team plans.
[[nodiscard]] Away take_out(const WhoIsAway& absence, const Model& model,
                            const std::vector<ParsedFile>& files);

}  // namespace capalint
