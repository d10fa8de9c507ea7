// Findings that are known already: those of a baseline file, and those that a git revision had.
// A finding is the same one by its rule, its plan and its place in the week; lines do not count. One that is
// further from what its rule asks for than it was then is not left out.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "cli/selection.h"
#include "pipeline/pipeline.h"
#include "render/report.h"
#include "source/workspace.h"

namespace capalint::cli {

/// In paths and fingerprints the folder of the baseline is where paths begin, so that it does not
/// matter where the program is run.
struct KnownFinding {
  std::string fingerprint;
  std::string code;
  std::string rule;
  std::string subject;
  std::string where;
  std::string path;
  std::vector<Distance> distances;
};

struct Baseline {
  std::string folder;  // that holds it, absolute
  std::vector<KnownFinding> findings;
  std::string problem;  // why it could not be read; empty when it was
};

[[nodiscard]] Baseline read_baseline(const std::string& path);
/// Whether a text that begins so is a baseline, of whatever version of capalint, or empty.
[[nodiscard]] bool begins_like_a_baseline(std::string_view beginning);
/// What the baseline at `path` is to hold.
[[nodiscard]] std::string baseline_text(const Report& report, const std::string& path);

struct KnownFingerprints {
  std::string name;  // of the baseline or the revision, for people
  std::map<std::string, std::vector<Distance>> fingerprints;
  std::string folder;  // from which they are made; empty for the root of the report
};

/// A known finding that is further from what its rule asks for.
struct WorseFinding {
  KnownFinding finding;
  Distance before;
  Distance now;
  std::string than;  // which of the known ones says so
};

struct AlreadyKnown {
  std::size_t left_out = 0;
  std::vector<WorseFinding> worse;
};

/// Takes out of the report what any of these knows, unless it has got worse.
AlreadyKnown leave_out_known(Report& report, const std::vector<KnownFingerprints>& known);

/// The findings of the baseline that the report does not hold any more, though their files and
/// rules were looked at; with paths for people.
[[nodiscard]] std::vector<KnownFinding> gone(const Report& report, const Baseline& baseline,
                                             const Selection& selection);

/// The workspace as it was at a git revision; `problem` is said when that cannot be known. What is
/// left out of the workspace now counts as having been left out then.
[[nodiscard]] Sources sources_at(const Workspace& workspace, const std::string& revision,
                                 std::string& problem);

}  // namespace capalint::cli
