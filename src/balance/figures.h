// The numbers of a plan or a team that `capacity` works with, taken from the model. The rules' words
// and the balance both call these, so that a finding and a report never disagree.
#pragma once

#include "capacity/capacity.h"
#include "model/finished.h"
#include "model/model.h"

namespace capalint {

/// The multiplier that the settings make, whether or not another one is set (W6, W22).
[[nodiscard]] Ratio multiplier_calculated(const Model& model, SettingsId settings);
/// New Core families a quarter for each weekly Core session: as set, or worked out (W6, W22).
[[nodiscard]] Ratio multiplier_in_force(const Model& model, SettingsId settings);

/// Hours a week of a plan that count for one team.
[[nodiscard]] HoursByActivity hours_for_team(const Model& model, PlanId plan, TeamId team);

/// The sum over the plans in force of their finished hours that count for the team.
[[nodiscard]] HoursByActivity finished_hours_of_team(const Model& model, TeamId team);

/// Choice appointments a week in the plan that count for one team.
[[nodiscard]] Ratio choice_for_team(const Model& model, PlanId plan, TeamId team);

/// New Core families a quarter of these Core hours (W3).
[[nodiscard]] Ratio new_core(const Model& model, SettingsId settings, const Ratio& core_hours);
/// Of a whole plan, whichever teams its hours count for.
[[nodiscard]] Ratio new_core_of_plan(const Model& model, PlanId plan);
/// The sum over the plans in force, each with its own settings.
[[nodiscard]] Ratio new_core_of_team(const Model& model, TeamId team);

/// The plans of which some hours count for the team, or that are written for it and count.
[[nodiscard]] std::vector<PlanId> plans_for_team(const Model& model, TeamId team);

/// The share of Choice that goes on to Core, from the one end to the other; nothing when it is not said.
[[nodiscard]] std::optional<capacity::Band> transfer_rate(const Model& model, const Team& team);
/// The ratios of new Core to referrals that count as balance: by the team's transfer rate, or the
/// published 8 to 9 without one.
[[nodiscard]] capacity::Band balance_band(const Model& model, const Team& team);
/// Choice and Core of these finished hours as a share of the paid ones; nothing when none are paid.
[[nodiscard]] std::optional<Ratio> core_share(const HoursByActivity& hours);

[[nodiscard]] bool is_quota(const Team& team);
/// Choice a week that the team gives out to those whose plans count, and what is left of it after losses (W20).
[[nodiscard]] Ratio choice_given(const Model& model, TeamId team);
[[nodiscard]] Ratio choice_left(const Model& model, TeamId team, const Ratio& given);

/// The full-time equivalent: as the plan says it, or contract ÷ full time; nothing without either.
[[nodiscard]] std::optional<Ratio> fte_of_plan(const Model& model, const Plan& plan);

}  // namespace capalint
