// The smallest changes that bring a team into balance (step 6). Each is put through the judgement again;
// what does not pass is not offered.
#pragma once

#include <optional>

#include "capacity/capacity.h"
#include "figures/team.h"

namespace capalint {

/// What balance is judged by.
struct Scales {
  Ratio referrals;    // a week
  Ratio choice_left;  // a week
  Ratio core_left;    // families a quarter
  Ratio ratio;        // of the two before; 0 without referrals
  capacity::Band band;

  [[nodiscard]] bool choice_enough() const { return choice_left >= referrals; }
  [[nodiscard]] bool core_enough() const { return ratio >= band.least; }
  [[nodiscard]] bool core_fits() const { return ratio <= band.most; }
  [[nodiscard]] bool balanced() const { return choice_enough() && core_enough() && core_fits(); }
};
/// Of a team whose referrals are known.
[[nodiscard]] Scales scales_of(const TeamFigures& figures);
/// Choice a week that is missing; nothing is missing when it is negative or 0.
[[nodiscard]] Ratio choice_short(const Scales& scales);

/// A change of the plans or the referrals, and how the team stands after it.
struct Repair {
  enum class Kind { choice, core_hours, referrals };
  Kind kind = Kind::choice;
  Ratio change;  // Choice or referrals a week, or hours of Core a week; negative for less
  Ratio amount;  // the same without its sign; of a quota, appointments of the quarter
  Scales after;
  bool needs_the_one_before = false;
};

/// Plans are made in quarters of an hour (W13), Choice in one every two weeks, a quota in whole
/// appointments, referrals in tenths. Empty for a team in balance.
[[nodiscard]] std::vector<Repair> repairs(const TeamFigures& figures, bool quota);

/// What remains of stated full-time equivalents without somebody's.
[[nodiscard]] Ratio posts_without(const Ratio& stated, const Ratio& posts);
/// An amount of work a week, spread evenly over so many days.
[[nodiscard]] Ratio a_day(const Ratio& a_week, std::size_t days);

}  // namespace capalint
