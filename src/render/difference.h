// What a change of the files does: to the numbers of each team, and to what is found. Made from two
// analyses; read by the formats of `diff`.
#pragma once

#include <string>
#include <vector>

#include "balance/compare.h"
#include "render/formats.h"
#include "render/report.h"

namespace capalint {

/// One version of the files: its findings, with a model for each section of the report.
struct Version {
  Report report;
  std::vector<const Model*> models;
  std::vector<TeamBalance> teams;
};

struct Finding {
  std::string code;
  std::string rule;
  Level level = Level::error;
  std::string message;
  std::string subject;  // the plan or team that it is about
  std::string where;    // in the week: `mon am`, `thu 09:00-12:30`; empty elsewhere
  std::string path;     // within its workspace
  std::uint32_t line = 0;
  std::string identity;
};

/// The same finding, that says something else now.
struct ChangedFinding {
  Finding before;
  Finding after;
};

struct Difference {
  std::string before;  // what is compared, as the user named it
  std::string after;
  std::string version;            // of capalint
  std::vector<TeamChange> teams;  // those that did not change among them
  std::vector<Finding> added;
  std::vector<Finding> gone;
  std::vector<ChangedFinding> changed;
  std::size_t same = 0;

  [[nodiscard]] bool nothing() const;
};

/// A finding is the same one by its fingerprint, or else by its rule, whom it is about and its place in
/// the week.
[[nodiscard]] Difference difference(const Version& before, const Version& after);

struct DifferenceFormat {
  std::string_view name;
  std::string_view doc;
  std::string (*render)(const Difference&, const Style&);
};
[[nodiscard]] const std::vector<DifferenceFormat>& difference_formats();

[[nodiscard]] std::string render_difference_text(const Difference& difference, const Style& style);
[[nodiscard]] std::string render_difference_markdown(const Difference& difference,
                                                     const Style& style);
[[nodiscard]] std::string render_difference_json(const Difference& difference, const Style& style);

}  // namespace capalint
