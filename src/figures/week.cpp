#include "figures/week.h"

#include <fmt/format.h>

#include <algorithm>

#include "capacity/capacity.h"
#include "figures/figures.h"
#include "model/turns.h"
#include "units/arithmetic.h"

namespace capalint {

namespace {

const Plan& plan_of(Reading& reading, PlanId id) {
  const Plan& plan = reading->plans[id];
  reading.doubt(plan.damaged);
  return plan;
}

/// Calls `use` with each block of the plan that counts for the team, or with all of them.
template <class Use>
void each_block(Reading& reading, PlanId id, TeamId team, Use use) {
  for (const BlockId block : plan_of(reading, id).blocks) {
    if (team == none || reading->blocks[block].team == team) use(block, reading->blocks[block]);
  }
}

/// The share of an average week that is there on the block's day, or of the plan's working dates.
Ratio present(Reading& reading, const Block& block, const Absence& absence) {
  if (!absence.any()) return 1;
  const auto weekday = reading->weekday_of(block.day);
  return weekday ? Ratio(1) - absence.on(*weekday) : absence.there();
}

}  // namespace

const Ratio& hours_each_time(Reading& reading, BlockId id) {
  const Block& block = reading->blocks[id];
  const SettingsId settings = reading->plans[block.plan].settings;
  const ast::DayLine& line = *reading->lines[block.line].said;
  const bool takes_whole_line = line.clock && line.blocks.size() == 1;
  if (block.said->amount) {
    if (block.said->amount->sessions) (void)reading.setting(settings, reading->known.session);
  } else if (block.activity == activity::choice && block.said->contacts && !takes_whole_line) {
    (void)reading.setting(settings, reading->known.choice_length);
  }
  return block.hours;
}

Ratio times_a_week(Reading& reading, BlockId id) {
  const Block& block = reading->blocks[id];
  const Recurrence& recurrence = block.recurrence;
  if (!recurrence.times_a_year) return recurrence.times_a_week;
  const SettingsId settings = reading->plans[block.plan].settings;
  return capacity::times_in_working_week(*recurrence.times_a_year,
                                         reading.number(settings, reading->known.working_weeks));
}

Ratio average_hours(Reading& reading, BlockId id) {
  reading.look_at(id);
  const Ratio& hours = hours_each_time(reading, id);
  return reading->blocks[id].said->frequency ? hours * times_a_week(reading, id) : hours;
}

std::optional<Ratio> choice_each_time(Reading& reading, BlockId id) {
  const Block& block = reading->blocks[id];
  if (block.activity != activity::choice) return std::nullopt;
  reading.look_at(id);
  if (block.contacts) return block.contacts;
  const SettingsId settings = reading->plans[block.plan].settings;
  return capacity::choice_that_fits(hours_each_time(reading, id),
                                    reading.number(settings, reading->known.choice_length));
}

HoursByActivity planned_hours(Reading& reading, PlanId plan, TeamId team) {
  const auto work = [&] {
    HoursByActivity hours;
    each_block(reading, plan, team, [&](BlockId id, const Block& block) {
      hours[block.activity] += average_hours(reading, id);
    });
    return hours;
  };
  return team == none ? once(reading, &Figures::planned, plan, work) : work();
}

namespace {

Ratio sum_of(Reading& reading, const Range<Block>& blocks, ActivitySet activities) {
  Ratio sum;
  for (const BlockId block : blocks) {
    if (contains(activities, reading->blocks[block].activity)) sum += average_hours(reading, block);
  }
  return sum;
}

}  // namespace

Ratio planned_hours_of(Reading& reading, PlanId plan, ActivitySet activities) {
  // What is kept is not in doubt for a setting that other work rests on.
  if (const HoursByActivity* hours = known(reading, &Figures::planned, plan))
    return hours_of(*hours, activities);
  return sum_of(reading, plan_of(reading, plan).blocks, activities);
}

Ratio planned_hours_of(Reading& reading, DayId id, ActivitySet activities) {
  const Day& day = reading->days[id];
  (void)plan_of(reading, day.plan);
  return sum_of(reading, day.blocks, activities);
}

Ratio planned_hours_of(Reading& reading, ClinicianId id, ActivitySet activities) {
  const Clinician& clinician = reading->clinicians[id];
  reading.doubt(clinician.damaged);
  Ratio sum;
  for (const PlanId plan : clinician.plans) {
    if (reading->plans[plan].in_force) sum += planned_hours_of(reading, plan, activities);
  }
  return sum;
}

Ratio planned_choice(Reading& reading, PlanId plan, TeamId team) {
  Ratio sum;
  each_block(reading, plan, team, [&](BlockId id, const Block& /*block*/) {
    if (const auto choice = choice_each_time(reading, id))
      sum += *choice * times_a_week(reading, id);
  });
  return sum;
}

Conversion conversion(Reading& reading, PlanId id) {
  return once(reading, &Figures::conversion, id, [&]() -> Conversion {
    const Plan& plan = plan_of(reading, id);
    if (plan.before_big_admin == nullptr) return {};
    const KnownSettings& known = reading->known;
    const HoursByActivity hours = planned_hours(reading, id);
    const Ratio clinical = hours_of(hours, reading.activities(plan.settings, known.big_admin_base));
    const Ratio& planned = hours[activity::big_admin];
    const Ratio& session = reading.number(plan.settings, known.session);
    const Ratio& per_session = reading.number(plan.settings, known.big_admin_per_session);
    Conversion result{.added = reading.yes(plan.settings, known.big_admin_added)};
    const Ratio all_of_it =
        result.added ? capacity::big_admin_of_finished(clinical, session, per_session)
                     : capacity::big_admin_of_unconverted(clinical + planned, session, per_session);
    result.hours = std::max(Ratio(0), all_of_it - planned);
    if (!result.added && clinical > 0) result.share = result.hours / clinical;
    return result;
  });
}

namespace {

HoursByActivity converted(Reading& reading, PlanId id, TeamId team, const Absence& absence,
                          const Conversion& still) {
  const Plan& plan = plan_of(reading, id);
  const ActivitySet base =
      still.share > 0 ? reading.activities(plan.settings, reading->known.big_admin_base) : 0;
  HoursByActivity hours;
  if (base == 0 && !absence.any()) {
    hours = planned_hours(reading, id, team);
  } else {
    each_block(reading, id, team, [&](BlockId block, const Block& work) {
      Ratio there = average_hours(reading, block);
      if (absence.any()) there *= present(reading, work, absence);
      if (contains(base, work.activity)) {
        const Ratio becomes = there * still.share;
        there -= becomes;
        hours[activity::big_admin] += becomes;
      }
      hours[work.activity] += there;
    });
  }
  if (still.added && (team == none || team == plan.team))
    hours[activity::big_admin] += still.hours * absence.there();
  return hours;
}

}  // namespace

HoursByActivity finished_hours(Reading& reading, PlanId plan, TeamId team) {
  return converted(reading, plan, team, {}, conversion(reading, plan));
}

HoursByActivity average_hours(Reading& reading, PlanId plan, TeamId team, const Absence& absence) {
  return converted(reading, plan, team, absence, conversion(reading, plan));
}

bool is_whole(const Model& model, PlanId id, TeamId team) {
  const Plan& plan = model.plans[id];
  return team == plan.team &&
         std::all_of(plan.blocks.begin(), plan.blocks.end(),
                     [&](BlockId block) { return model.blocks[block].team == team; });
}

HoursByActivity average_hours(Reading& reading, PlanId plan, TeamId team) {
  if (is_whole(*reading, plan, team)) team = none;
  const auto work = [&] {
    return average_hours(reading, plan, team, absence(reading, plan, team));
  };
  return team == none ? once(reading, &Figures::hours, plan, work) : work();
}

HoursByActivity unconverted_hours(Reading& reading, PlanId plan) {
  return converted(reading, plan, none, absence(reading, plan), {});
}

BlockId joint_block(Reading& reading, BlockId id) {
  const Model& model = *reading;
  const Block& block = model.blocks[id];
  const ClinicianId own = model.plans[block.plan].clinician;
  if (block.colleague == none || block.colleague == own) return none;
  for (const PlanId plan : model.clinicians[block.colleague].plans) {
    if (!model.plans[plan].in_force) continue;
    reading.doubt(model.plans[plan].damaged);
    for (const BlockId other : model.plans[plan].blocks) {
      const Block& theirs = model.blocks[other];
      const bool returned = theirs.colleague == own && theirs.activity == block.activity &&
                            model.weekday_of(theirs.day) == model.weekday_of(block.day) &&
                            meeting(block, theirs) != Meeting::never;
      if (returned) return other;
    }
  }
  return none;
}

namespace {

Ratio joint_core_as_written(Reading& reading, PlanId plan, TeamId team, const Absence& absence) {
  Ratio sum;
  each_block(reading, plan, team, [&](BlockId id, const Block& block) {
    if (block.activity != activity::core || joint_block(reading, id) == none) return;
    sum += average_hours(reading, id) * present(reading, block, absence);
  });
  return sum;
}

}  // namespace

Ratio joint_core(Reading& reading, PlanId plan, TeamId team, const Absence& absence) {
  return joint_core_as_written(reading, plan, team, absence) *
         (Ratio(1) - conversion(reading, plan).share);
}

Ratio unconverted_joint_core(Reading& reading, PlanId plan) {
  return joint_core_as_written(reading, plan, none, absence(reading, plan));
}

Ratio average_choice(Reading& reading, PlanId plan, TeamId team) {
  const Absence away = absence(reading, plan, team);
  Ratio sum;
  each_block(reading, plan, team, [&](BlockId id, const Block& block) {
    if (const auto choice = choice_each_time(reading, id))
      sum += *choice * times_a_week(reading, id) * present(reading, block, away);
  });
  return sum;
}

std::optional<Ratio> core_share(const HoursByActivity& hours) {
  const Ratio all = paid(hours);
  if (all == 0) return std::nullopt;
  return capacity::core_share(hours[activity::choice] + hours[activity::core], all);
}

Ratio paid(const HoursByActivity& hours) { return hours_of(hours, paid_activities()); }

HoursByActivity operator+(const HoursByActivity& a, const HoursByActivity& b) {
  HoursByActivity sum;
  for (ActivityId id = 0; id < activity_count; ++id) sum[id] = a[id] + b[id];
  return sum;
}

std::string core_share_working(const HoursByActivity& hours) {
  return fmt::format("{} ÷ {}", hours_text(hours[activity::choice] + hours[activity::core]),
                     hours_text(paid(hours)));
}

}  // namespace capalint
