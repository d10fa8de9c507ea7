// Which packs are in use and how much a rule's findings weigh, after `use` and `level` statements.
#pragma once

#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/model.h"

namespace capalint {

/// Whether a pack is on by default, or switched on for the team, the plan's staff group or the plan;
/// `none` for the workspace and for no plan.
[[nodiscard]] bool pack_in_use(const Model& model, std::string_view pack, TeamId team, PlanId plan);

/// Whether any plan can have a pack in use that its team has not.
[[nodiscard]] bool plans_choose_packs(const Model& model);

/// Whether `written` stands for that rule: its code, its name or its pack, in any case.
[[nodiscard]] bool names(std::string_view written, std::string_view code, std::string_view rule,
                         std::string_view pack);

/// What made a level what it is; the last step is in force.
struct LevelStep {
  std::string_view what;
  Level level = Level::error;
  Span span;
  TeamId team = none;  // whose statement it is
};

/// The level of a rule for a team, after `use` and `level`; `off` when its pack is not in use.
/// `steps`, when there, gets how that came to be.
[[nodiscard]] Level level_in_force(const Model& model, const RuleSource& rule, TeamId team,
                                   PlanId plan, std::vector<LevelStep>* steps = nullptr);

}  // namespace capalint
