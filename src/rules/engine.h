// Runs the rules over a model. Rules are data: nothing here knows one of them.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/model.h"
#include "rules/program.h"
#include "source/source.h"

namespace capalint {

/// What was looked at and held, for approval: a rule and how many things it held for.
struct Passed {
  std::string code;
  std::string rule;
  std::string title;
  std::uint32_t count = 0;
};

/// A level that the run itself asks for, whatever files say; `rule` is a code, a name or a pack.
struct LevelChoice {
  std::string rule;
  Level level = Level::error;
};

struct RuleOptions {
  bool ignore_exceptions = false;
  bool collect_passes = false;
  std::vector<LevelChoice> levels;  // the last one that names a rule holds
  std::vector<std::string>
      asked_for;  // codes, names and packs that are looked at though not in use
};

struct RuleResult {
  std::vector<Diagnostic> diagnostics;
  std::vector<Suppressed> suppressed;
  std::vector<Passed> passed;
};

/// Checks the rules themselves, then applies those in force to everything that they look at.
/// Findings that were made before (`earlier`: syntax and names) can be allowed in the same way.
[[nodiscard]] RuleResult run_rules(const Sources& sources, const Model& model,
                                   std::vector<Diagnostic> earlier, const RuleOptions& options);

/// What one rule finds in everything that it looks at, whatever its level and pack, and whatever is
/// allowed. The rule may have been checked against another model with the same settings.
[[nodiscard]] std::vector<Diagnostic> apply_rule(const Sources& sources, const Model& model,
                                                 const CheckedRule& rule);

/// Whether a pack is on by default, or switched on for the team, the plan's staff group or the plan;
/// `nobody` for the workspace and for no plan.
[[nodiscard]] bool pack_in_use(const Model& model, std::string_view pack, std::uint32_t team,
                               std::uint32_t plan);

/// Whether `written` stands for that rule: its code, its name or its pack, in any case.
[[nodiscard]] bool names(std::string_view written, std::string_view code, std::string_view rule,
                         std::string_view pack);

/// What made a level what it is; the last step is in force.
struct LevelStep {
  std::string_view what;
  Level level = Level::error;
  Span span;
  std::uint32_t team = nobody;  // whose statement it is
};

/// The level of a rule for a team, after `use` and `level`; `off` when its pack is not in use.
/// `steps`, when there, gets how that came to be.
[[nodiscard]] Level level_in_force(const Model& model, const RuleSource& rule, std::uint32_t team,
                                   std::uint32_t plan, std::vector<LevelStep>* steps = nullptr);

}  // namespace capalint
