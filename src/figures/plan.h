// What a plan holds for CAPA in a quarter: Choice, new Core, full-time equivalents, shares. Everything
// is after absence unless its name says otherwise.
#pragma once

#include <array>

#include "capacity/capacity.h"
#include "figures/absence.h"
#include "figures/reading.h"
#include "figures/week.h"

namespace capalint {

/// Whether the plan counts for its team: it is in force, and not a trainee's that is left out.
[[nodiscard]] bool counts(Reading& reading, PlanId plan);

/// The multiplier that the settings make, whether or not another one is set (W6, W22).
[[nodiscard]] Ratio multiplier_calculated(Reading& reading, SettingsId settings);
/// New Core families a quarter for each weekly Core session: as set, or worked out (W6, W22).
[[nodiscard]] Ratio multiplier_in_force(Reading& reading, SettingsId settings);

/// New Core families that these weekly hours of Core make in a quarter (W3).
[[nodiscard]] Ratio new_core_of_hours(Reading& reading, SettingsId settings,
                                      const Ratio& core_hours);
/// Core hours of an average week that make families: those done by two clinicians together count half in
/// each of the two plans.
[[nodiscard]] Ratio core_hours_for_families(Reading& reading, PlanId plan, TeamId team,
                                            const Absence& absence);
/// New Core families to start in the quarter, of all teams or of one (W3).
[[nodiscard]] Ratio new_core(Reading& reading, PlanId plan, TeamId team = none);
[[nodiscard]] Ratio new_core(Reading& reading, PlanId plan, TeamId team, const Absence& absence);
/// The same as if nobody were away.
[[nodiscard]] Ratio new_core_before_absence(Reading& reading, PlanId plan, TeamId team = none);
/// The same as if no Big Admin had been taken out of Core: too many by an eighth (W13).
[[nodiscard]] Ratio new_core_gross(Reading& reading, PlanId plan);
/// Core hours a week that `new_core_gross` rests on.
[[nodiscard]] Ratio core_hours_gross(Reading& reading, PlanId plan);
/// The whole numbers for the quarters of a year with the fewer and with the more families (W3).
[[nodiscard]] std::int64_t least_new_core(Reading& reading, PlanId plan);
[[nodiscard]] std::int64_t most_new_core(Reading& reading, PlanId plan);
using WholeByQuarter = std::array<std::int64_t, capacity::quarters_in_year>;
/// Whole families for each quarter of the planned year, the first quarter first; absence of each quarter
/// is taken off in it (W3).
[[nodiscard]] WholeByQuarter whole_new_core(Reading& reading, PlanId plan, TeamId team);

/// Choice a week that the team's list gives to this plan, as the list says it.
[[nodiscard]] Ratio choice_listed(Reading& reading, PlanId plan);
/// The same after absence, by the share of the plan's working dates.
[[nodiscard]] Ratio choice_given(Reading& reading, PlanId plan);

/// Whether the Choice in the plan's week is what the team's list gives to it: exactly by the weekly method;
/// a quota lies between the weeks worked in a quarter and 13 weeks (W3, W20).
[[nodiscard]] bool goes_with_list(Reading& reading, PlanId plan);

/// As the plan says it, or contract ÷ full time (W9); nothing without either.
[[nodiscard]] std::optional<Ratio> full_time_equivalent(Reading& reading, PlanId plan);
/// Big Admin that the finished week needs for one team's work (S1).
[[nodiscard]] Ratio big_admin_needed(Reading& reading, PlanId plan, TeamId team = none);

/// Paid hours, or hours of lunch, of the plan and of the person's other plans in force that say no
/// contract of their own and are worked under this one's.
[[nodiscard]] Ratio hours_under_contract(Reading& reading, PlanId plan, ActivitySet activities);

/// The programmed activities of the paid hours under the plan's contract: those of plain time are as long
/// as `programmed-activity`, or 3.75 h in Wales; out of hours, before 07:00, from 19:00 on and at the
/// weekend, as `out-of-hours-activity` (N1, N2). Work without a time of its own is in plain time on a
/// weekday.
struct ProgrammedActivities {
  Ratio hours;
  Ratio out_of_hours;  // of these hours
  Ratio number;
};
[[nodiscard]] ProgrammedActivities programmed_activities(Reading& reading, PlanId plan);

/// What one plan brings to one team, for a report.
struct PlanFigures {
  HoursByActivity week;     // finished, before absence
  HoursByActivity average;  // after absence
  Ratio here;               // paid hours of the planned week that count for the team …
  Ratio elsewhere;          // … and for others
  std::optional<Ratio> contract;
  std::optional<Ratio> fte;
  Conversion conversion;
  Absence absence;
  Ratio weeks_away;
  Ratio choice_listed;      // a week
  Ratio choice_planned;     // a week
  Ratio choice_in_quarter;  // of 13 weeks: those of the list, or else of the plan
  Ratio choice_away;        // appointments of the quarter
  Ratio session;            // hours
  Ratio core_sessions;      // of the planned week
  Ratio joint_core;         // hours of the planned week
  Ratio family_sessions;    // Core sessions that make families
  Ratio multiplier;
  Ratio new_core;   // before absence
  Ratio core_away;  // families of the quarter
  Ratio core_left;
  Ratio big_admin_base;  // clinical hours
  Ratio big_admin_per_session;
  Ratio big_admin_needed;
  std::optional<Ratio> core_share;  // of the whole plan: …
  Ratio choice_and_core, paid;      // … hours of an average week
  WholeByQuarter whole{};

  /// Which of these rest on a setting that could not be read or was refused: hours of the week and
  /// shares of them, Choice, what absence takes of it, sessions, new Core, the Big Admin that is needed, full-time equivalents.
  struct ByDefault {
    bool hours = false, choice = false, choice_away = false, sessions = false, new_core = false,
         big_admin = false, posts = false;
  };
  ByDefault by_default;
};
[[nodiscard]] PlanFigures figures_of(Reading& reading, PlanId plan, TeamId team);

}  // namespace capalint
