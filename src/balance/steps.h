// What the files of `balance` share: how numbers are made and written, and the parts of step 6.
// Private to `balance`.
#pragma once

#include "balance/balance.h"
#include "figures/repair.h"
#include "figures/team.h"

namespace capalint::balance {

[[nodiscard]] Figure known(Quantity value, std::string working = {}, bool at_least = false);
/// Of a number that rests on a setting that could not be read or was refused.
[[nodiscard]] Figure unknown();
[[nodiscard]] Quantity appointments_per_week(const Ratio& value);
[[nodiscard]] Quantity appointments(const Ratio& value);
[[nodiscard]] Quantity families(const Ratio& value);
[[nodiscard]] Quantity referrals_per_week(const Ratio& value);
[[nodiscard]] Quantity weeks_of(const Ratio& value);
[[nodiscard]] Quantity percent(const Ratio& value);

/// `11.25`, as it stands in a sum.
[[nodiscard]] std::string number(const Ratio& value);
/// `66%`
[[nodiscard]] std::string share(const Ratio& value);
/// `12.5 points above`
[[nodiscard]] std::string points(const Ratio& apart);

/// The reasons of the exceptions that name the plan's clinician or stand in the plan.
[[nodiscard]] std::vector<std::string> reasons_about(const Model& model, PlanId plan);

/// Fills `verdict` and `headline`.
void judge(TeamBalance& team, const TeamFigures& figures);
/// Fills `remedies` when the team is out of balance.
void restore(TeamBalance& team, const TeamFigures& figures);
/// Fills `spreads`.
void spread(Reading& reading, TeamId index, const TeamFigures& figures, TeamBalance& team);

}  // namespace capalint::balance
