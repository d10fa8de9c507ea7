// What one run found, as plain data: made by whoever ran the pipeline, read by every output format.
// A run covers any number of workspaces; each is a section with the files that its spans point into.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "pipeline/unread.h"
#include "source/source.h"

namespace capalint {

struct Section {
  std::string workspace;  // its folder as shown to people; tells equal names in two of them apart
  const Sources* sources = nullptr;
  std::vector<FileId> files;            // that were checked, in order; not those of standard packs
  std::vector<Diagnostic> diagnostics;  // sorted
  std::vector<Suppressed> suppressed;
  std::vector<NotJudged> not_judged;  // of what was checked
};

/// What is known about a rule or a built-in diagnostic, whether it found something or not.
struct RuleInfo {
  std::string code;
  std::string name;
  Level level = Level::error;
  std::string title;
  std::string why;
  std::string help;
  std::string source;
  std::string pack;
};

struct Tally {
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t notes = 0;
  std::size_t suppressed = 0;
  std::size_t files = 0;

  [[nodiscard]] std::size_t findings() const { return errors + warnings + notes; }
  void add(Level level);
};

struct Report {
  std::vector<Section> sections;
  std::vector<RuleInfo> rules;
  Tally not_shown;  // findings that are left out of the sections, and count all the same
  std::size_t plans = 0;
  std::size_t teams = 0;
  Level fail_on = Level::error;  // the least level that fails the run; `off` when none does
  std::string version;           // of capalint
  std::string docs;  // where the pages of docs/rules are, as a URL; empty when not known
  std::string root;  // the absolute folder that relative paths start from
};

[[nodiscard]] Tally tally(const Report& report);

/// `2 errors, 1 warning in 12 plans of 1 team`, or `12 plans of 1 team checked: nothing found`.
[[nodiscard]] std::string summary(const Report& report);

/// `not judged: totals of Leila Farouk, since line 9 could not be read`; empty when everything was.
[[nodiscard]] std::string not_judged(const Report& report);

/// How to learn more about what was found; empty when nothing was.
[[nodiscard]] std::string explain_hint(const Report& report);

/// `1 plan`, `2 plans`; `several` for words that take no `s`.
[[nodiscard]] std::string counted(std::size_t count, const std::string& noun,
                                  const std::string& several = {});

}  // namespace capalint
