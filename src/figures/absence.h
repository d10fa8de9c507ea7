// When somebody is away from a plan in a quarter, and which share of each weekday's dates that takes.
// Leave, a plan that starts late and one that ends early are one set of dates; a date counts once.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "figures/reading.h"

namespace capalint {

/// Dates without somebody, and why.
struct Spell {
  enum class Kind : std::uint8_t { leave, not_started, ended };
  Kind kind = Kind::leave;
  Date first;
  Date last;
  Date said;                // the plan's first or last day, where that is why
  std::string_view reason;  // of leave
  Span span;                // of the line that says it
};
/// `maternity, 2027-01-11 to 2027-07-09` or `the plan ends on 2027-04-25`.
[[nodiscard]] std::string to_text(const Spell& spell);

/// Shares are from 0 to 1. Annual leave and bank holidays are in the weeks worked of a year (W6), so
/// they are never in here.
struct Absence {
  std::array<Ratio, days_in_week>
      of_weekday;  // of this weekday's dates in the quarter, Monday first
  Ratio of_plan;   // of the dates on which the plan has work
  std::vector<Spell>
      spells;  // leave as written, where it touches the quarter, and dates of the quarter

  /// The share of them on which somebody is there.
  [[nodiscard]] Ratio there() const;
  [[nodiscard]] bool any() const { return !spells.empty(); }
  [[nodiscard]] const Ratio& on(Weekday day) const {
    return of_weekday[static_cast<std::size_t>(day)];
  }
};

/// Of the person's plans in force, whichever of them says the leave (S0; the calendar is inferred). Days
/// on which another plan of the person in the same team holds are not missed.
[[nodiscard]] Absence absence(Reading& reading, PlanId plan, const Quarter& quarter);
/// In the quarter that the plan's team plans.
[[nodiscard]] Absence absence(Reading& reading, PlanId plan);
/// In the quarter that a team plans for which the plan has work; `none` is the plan's own team.
[[nodiscard]] Absence absence(Reading& reading, PlanId plan, TeamId team);
/// By one line of leave alone.
[[nodiscard]] Ratio share_away(Reading& reading, LeaveId leave);

/// The weeks that a share of a quarter's dates is: × 13 (W3). All of the dates are 13 weeks.
[[nodiscard]] Ratio weeks_away(const Ratio& share);

/// Whether the reason names what the weeks worked of a year leave out already: `annual leave`, `holiday`.
[[nodiscard]] bool is_annual_leave(std::string_view reason);

}  // namespace capalint
