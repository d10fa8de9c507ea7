// What the files of `balance` share: how numbers are made and written, and the parts of step 6.
// Private to `balance`.
#pragma once

#include "balance/balance.h"

namespace capalint::balance {

[[nodiscard]] Figure known(Quantity value, std::string working = {}, bool at_least = false);
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

/// Weeks of the quarter that the clinician is away by this plan: leave, and the days before it starts
/// or after it ends unless another plan covers them. Says each in `why`.
[[nodiscard]] Ratio absence(const Model& model, PlanId plan, const Quarter& quarter,
                            std::vector<std::string>& why);

/// The reasons of the exceptions that name the plan's clinician or stand in the plan.
[[nodiscard]] std::vector<std::string> reasons_about(const Model& model, PlanId plan);

/// What balance is judged by.
struct Scales {
  Ratio referrals;
  Ratio choice_left;  // a week
  Ratio core_left;    // a quarter
  Ratio ratio_least, ratio_most;

  [[nodiscard]] bool choice_enough() const { return choice_left >= referrals; }
  [[nodiscard]] Ratio least_core() const {
    return capacity::core_for_ratio(ratio_least, referrals);
  }
  [[nodiscard]] Ratio most_core() const { return capacity::core_for_ratio(ratio_most, referrals); }
  [[nodiscard]] bool core_enough() const { return core_left >= least_core(); }
  [[nodiscard]] bool core_fits() const { return core_left <= most_core(); }
  [[nodiscard]] bool balanced() const { return choice_enough() && core_enough() && core_fits(); }
};
[[nodiscard]] Scales scales_of(const TeamBalance& team);

/// Fills `verdict` and `headline`.
void judge(TeamBalance& team);
/// Fills `remedies` when the team is out of balance.
void restore(TeamBalance& team, const Ratio& choice_loss, const Ratio& session);
/// Fills `monitored`.
void monitor(const Model& model, TeamId index, TeamBalance& team);
/// Fills `spreads`.
void spread(const Model& model, TeamId index, TeamBalance& team);

}  // namespace capalint::balance
