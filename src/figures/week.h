// The hours and Choice appointments of a plan's week: as planned, once Big Admin has been taken out of
// them, and on average over the quarter, when absence has been taken off.
#pragma once

#include "figures/absence.h"
#include "figures/reading.h"

namespace capalint {

/// Hours each time that a block takes place; notes the settings that made them.
[[nodiscard]] const Ratio& hours_each_time(Reading& reading, BlockId block);
/// How often a block takes place in an average week that is worked; notes the setting of the weeks worked
/// where it is said by month, quarter or year: 42 a year of 42 weeks are once a week.
[[nodiscard]] Ratio times_a_week(Reading& reading, BlockId block);
/// Hours a week of a block, on average over its rotation; before absence.
[[nodiscard]] Ratio average_hours(Reading& reading, BlockId block);
/// Choice appointments each time: as said, or as many as the time holds (W2); none for other work.
[[nodiscard]] std::optional<Ratio> choice_each_time(Reading& reading, BlockId block);

/// Whether all work of the plan counts for the team that it is a plan of: its part is the whole then.
[[nodiscard]] bool is_whole(const Model& model, PlanId plan, TeamId team);

/// Hours a week of the plan as planned, before any conversion and absence; with a team, of the blocks
/// that count for it. Rotations weigh their average.
[[nodiscard]] HoursByActivity planned_hours(Reading& reading, PlanId plan, TeamId team = none);
/// Of these activities alone; nothing else of the week is looked at.
[[nodiscard]] Ratio planned_hours_of(Reading& reading, PlanId plan, ActivitySet activities);
[[nodiscard]] Ratio planned_hours_of(Reading& reading, DayId day, ActivitySet activities);
[[nodiscard]] Ratio planned_hours_of(Reading& reading, ClinicianId clinician,
                                     ActivitySet activities);
/// Choice appointments a week of the plan as planned, likewise.
[[nodiscard]] Ratio planned_choice(Reading& reading, PlanId plan, TeamId team = none);

/// What a plan that says `before big admin` has still to do. An eighth of clinical hours and Big Admin
/// together has to be Big Admin (S1); by the setting `big-admin-added` a seventh of the clinical hours is
/// added to them (W13). Big Admin that stands in the plan already counts.
struct Conversion {
  Ratio hours;         // of Big Admin a week still to come; 0 in a finished plan
  Ratio share;         // of each clinical hour that becomes Big Admin
  bool added = false;  // the hours are added to the week instead
};
[[nodiscard]] Conversion conversion(Reading& reading, PlanId plan);

/// Hours a week once the conversion is done, before absence.
[[nodiscard]] HoursByActivity finished_hours(Reading& reading, PlanId plan, TeamId team = none);
/// Hours of an average week of the quarter: after the conversion, and after absence. Each line loses the
/// share of its weekday's dates; what stands in no line loses the share of the plan's working dates.
[[nodiscard]] HoursByActivity average_hours(Reading& reading, PlanId plan, TeamId team = none);
[[nodiscard]] HoursByActivity average_hours(Reading& reading, PlanId plan, TeamId team,
                                            const Absence& absence);
/// The same as if no Big Admin had to be taken out.
[[nodiscard]] HoursByActivity unconverted_hours(Reading& reading, PlanId plan);

/// The work of a colleague that this block is done together with: each names the other, on one day, for
/// one kind of work. `none` for work that is not shared, or whose sharing the colleague's plan lacks.
[[nodiscard]] BlockId joint_block(Reading& reading, BlockId block);
/// Core hours of an average week that two clinicians do together; each of them has these hours, and the
/// families are the same (S1: co-therapy counts a family once, inferred).
[[nodiscard]] Ratio joint_core(Reading& reading, PlanId plan, TeamId team, const Absence& absence);
/// The same for the whole plan, after absence, as if no Big Admin had to be taken out.
[[nodiscard]] Ratio unconverted_joint_core(Reading& reading, PlanId plan);

/// Choice appointments of an average week of the quarter, after absence.
[[nodiscard]] Ratio average_choice(Reading& reading, PlanId plan, TeamId team = none);

/// Choice and Core of these hours as a share of the paid ones (S1, W14); nothing when none are paid.
[[nodiscard]] std::optional<Ratio> core_share(const HoursByActivity& hours);
/// Everything but unpaid breaks, in hours.
[[nodiscard]] Ratio paid(const HoursByActivity& hours);
/// Choice and Core ÷ the paid hours, as a sum to read.
[[nodiscard]] std::string core_share_working(const HoursByActivity& hours);
[[nodiscard]] HoursByActivity operator+(const HoursByActivity& a, const HoursByActivity& b);

}  // namespace capalint
