#include "figures/plan.h"

#include <algorithm>

#include "figures/figures.h"
#include "figures/person.h"
#include "figures/team.h"
#include "units/arithmetic.h"

namespace capalint {

namespace {

SettingsId settings_of(Reading& reading, PlanId plan) { return reading->plans[plan].settings; }

}  // namespace

bool counts(Reading& reading, PlanId id) {
  const Plan& plan = reading->plans[id];
  if (reading.yes(plan.settings, reading->known.trainee))
    (void)reading.yes(plan.settings, reading->known.trainees_count);
  return plan.counts;
}

Ratio multiplier_calculated(Reading& reading, SettingsId settings) {
  const KnownSettings& known = reading->known;
  return capacity::multiplier(reading.number(settings, known.contacts_per_session),
                              reading.number(settings, known.working_weeks),
                              reading.number(settings, known.core_appointments));
}

Ratio multiplier_in_force(Reading& reading, SettingsId settings) {
  const Value& given = reading.setting(settings, reading->known.multiplier);
  return given.known() ? given.quantity.value : multiplier_calculated(reading, settings);
}

Ratio new_core_of_hours(Reading& reading, SettingsId settings, const Ratio& core_hours) {
  return capacity::new_core(core_hours, reading.number(settings, reading->known.session),
                            multiplier_in_force(reading, settings));
}

Ratio core_hours_for_families(Reading& reading, PlanId plan, TeamId team, const Absence& absence) {
  return average_hours(reading, plan, team, absence)[activity::core] -
         joint_core(reading, plan, team, absence) / 2;
}

Ratio new_core(Reading& reading, PlanId plan, TeamId team, const Absence& absence) {
  return new_core_of_hours(reading, settings_of(reading, plan),
                           core_hours_for_families(reading, plan, team, absence));
}

Ratio new_core(Reading& reading, PlanId plan, TeamId team) {
  if (is_whole(*reading, plan, team)) team = none;
  const auto work = [&] { return new_core(reading, plan, team, absence(reading, plan, team)); };
  return team == none ? once(reading, &Figures::new_core, plan, work) : work();
}

Ratio new_core_before_absence(Reading& reading, PlanId plan, TeamId team) {
  return new_core(reading, plan, team, {});
}

Ratio core_hours_gross(Reading& reading, PlanId id) {
  const Plan& plan = reading->plans[id];
  const KnownSettings& known = reading->known;
  const Ratio hours =
      unconverted_hours(reading, id)[activity::core] - unconverted_joint_core(reading, id) / 2;
  if (plan.before_big_admin != nullptr ||
      !contains(reading.activities(plan.settings, known.big_admin_base), activity::core) ||
      reading.yes(plan.settings, known.big_admin_added))
    return hours;
  return capacity::clinical_before_conversion(
      hours, reading.number(plan.settings, known.session),
      reading.number(plan.settings, known.big_admin_per_session));
}

Ratio new_core_gross(Reading& reading, PlanId plan) {
  return new_core_of_hours(reading, settings_of(reading, plan), core_hours_gross(reading, plan));
}

std::int64_t least_new_core(Reading& reading, PlanId plan) {
  return capacity::least_whole(new_core(reading, plan));
}

std::int64_t most_new_core(Reading& reading, PlanId plan) {
  return capacity::most_whole(new_core(reading, plan));
}

WholeByQuarter whole_new_core(Reading& reading, PlanId plan, TeamId team) {
  const TeamId whose = team == none ? reading->plans[plan].team : team;
  WholeByQuarter whole{};
  for (int number = 0; number < capacity::quarters_in_year; ++number) {
    const Quarter quarter{reading->quarter_of(whose).year, number + 1};
    const Ratio families = new_core(reading, plan, team, absence(reading, plan, quarter));
    whole[static_cast<std::size_t>(number)] = capacity::whole_for_quarter(families, number);
  }
  return whole;
}

Ratio choice_listed(Reading& reading, PlanId plan) {
  Ratio sum;
  for (const AllocationId id : reading->plans[plan].allocations)
    sum += reading->allocations[id].per_week;
  return sum;
}

Ratio choice_given(Reading& reading, PlanId plan) {
  return choice_listed(reading, plan) * absence(reading, plan).there();
}

bool goes_with_list(Reading& reading, PlanId id) {
  const Plan& plan = reading->plans[id];
  const Ratio planned = planned_choice(reading, id, plan.team);
  const Ratio listed = choice_listed(reading, id);
  if (!is_quota(reading->teams[plan.team])) return planned == listed;
  const Ratio quota = capacity::choice_in_quarter(listed);
  const Ratio weeks = capacity::weeks_worked_in_quarter(
      reading.number(plan.settings, reading->known.working_weeks));
  return quota >= (planned * weeks).floor() && quota <= capacity::choice_in_quarter(planned).ceil();
}

std::optional<Ratio> full_time_equivalent(Reading& reading, PlanId id) {
  const Plan& plan = reading->plans[id];
  if (plan.fte != nullptr) return plan.fte->number.value;
  if (!plan.contract_hours) return std::nullopt;
  const Ratio& full_time = reading.number(plan.settings, reading->known.full_time);
  if (full_time <= 0) return std::nullopt;
  return capacity::full_time_equivalent(*plan.contract_hours, full_time);
}

Ratio big_admin_needed(Reading& reading, PlanId id, TeamId team) {
  const SettingsId settings = settings_of(reading, id);
  const KnownSettings& known = reading->known;
  return capacity::big_admin_of_finished(
      hours_of(finished_hours(reading, id, team),
               reading.activities(settings, known.big_admin_base)),
      reading.number(settings, known.session),
      reading.number(settings, known.big_admin_per_session));
}

namespace {

/// Calls `use` with the plan, and with the person's others that are worked under its contract.
template <class Use>
void each_under_contract(Reading& reading, PlanId id, Use use) {
  use(id);
  const person::Plans plans(*reading, id);
  const auto has_contract = [&](PlanId plan) {
    return reading->plans[plan].contract_hours.has_value();
  };
  bool first = true;
  for (const PlanId plan : plans) first = first && !(has_contract(plan) && plan < id);
  for (const PlanId other : plans) {
    reading.doubt(reading->plans[other].damaged);
    if (first && !has_contract(other)) use(other);
  }
}

/// How much of a block is out of hours, from 0 to 1.
Ratio share_out_of_hours(const Model& model, const Block& block) {
  const auto weekday = model.weekday_of(block.day);
  if (!weekday) return 0;
  constexpr int day = 24 * 60;
  constexpr int first_plain = 7 * 60;
  constexpr int last_plain = 19 * 60;
  const auto is_weekend = [&](int days_later) {
    return (static_cast<int>(*weekday) + days_later) % days_in_week >=
           static_cast<int>(Weekday::sat);
  };
  if (!block.start || *block.end == *block.start) return is_weekend(0) ? 1 : 0;
  int plain_minutes = 0;
  for (int days_later = 0; days_later * day < block.end->minutes; ++days_later) {
    if (is_weekend(days_later)) continue;
    const int from = std::max(block.start->minutes, days_later * day + first_plain);
    const int to = std::min(block.end->minutes, days_later * day + last_plain);
    plain_minutes += std::max(0, to - from);
  }
  const int all = block.end->minutes - block.start->minutes;
  return {all - plain_minutes, all};
}

}  // namespace

Ratio hours_under_contract(Reading& reading, PlanId id, ActivitySet activities) {
  Ratio sum;
  each_under_contract(reading, id,
                      [&](PlanId plan) { sum += planned_hours_of(reading, plan, activities); });
  return sum;
}

ProgrammedActivities programmed_activities(Reading& reading, PlanId id) {
  const SettingsId settings = settings_of(reading, id);
  const KnownSettings& known = reading->known;
  constexpr int quarters_of_an_hour = 15;
  const Ratio length = reading.yes(settings, known.consultant_wales)
                           ? Ratio(quarters_of_an_hour, 4)
                           : reading.number(settings, known.programmed_activity);
  ProgrammedActivities result;
  each_under_contract(reading, id, [&](PlanId plan) {
    for (const BlockId id_of_block : reading->plans[plan].blocks) {
      const Block& block = reading->blocks[id_of_block];
      if (!contains(paid_activities(), block.activity)) continue;
      const Ratio hours = average_hours(reading, id_of_block);
      result.hours += hours;
      result.out_of_hours += hours * share_out_of_hours(*reading, block);
    }
  });
  result.number = (result.hours - result.out_of_hours) / length;
  if (result.out_of_hours > 0)
    result.number += result.out_of_hours / reading.number(settings, known.out_of_hours_activity);
  return result;
}

namespace {

void add_hours(Reading& reading, PlanId id, TeamId team, PlanFigures& result) {
  result.week = finished_hours(reading, id, team);
  result.average = average_hours(reading, id, team);
  result.here = paid(planned_hours(reading, id, team));
  result.elsewhere = paid(planned_hours(reading, id)) - result.here;
  result.conversion = conversion(reading, id);
  result.joint_core = joint_core(reading, id, team, {});
  result.big_admin_base = hours_of(
      result.week, reading.activities(reading->plans[id].settings, reading->known.big_admin_base));
  const HoursByActivity whole_plan = average_hours(reading, id);
  result.core_share = core_share(whole_plan);
  result.choice_and_core = whole_plan[activity::choice] + whole_plan[activity::core];
  result.paid = paid(whole_plan);
}

void add_choice_away(Reading& reading, PlanId id, TeamId team, PlanFigures& result) {
  const Plan& plan = reading->plans[id];
  const bool listed = team != none && reading->teams[team].choice != nullptr && plan.team == team;
  const Ratio choice = listed ? choice_listed(reading, id) : planned_choice(reading, id, team);
  const Ratio left = listed ? choice_given(reading, id) : average_choice(reading, id, team);
  result.choice_in_quarter = capacity::choice_in_quarter(choice);
  result.choice_away = capacity::choice_in_quarter(choice - left);
}

void add_sessions(Reading& reading, PlanId id, TeamId team, PlanFigures& result) {
  result.session = reading.number(settings_of(reading, id), reading->known.session);
  result.core_sessions =
      capacity::sessions_in(finished_hours(reading, id, team)[activity::core], result.session);
  result.family_sessions =
      capacity::sessions_in(core_hours_for_families(reading, id, team, {}), result.session);
}

void add_new_core(Reading& reading, PlanId id, TeamId team, PlanFigures& result) {
  result.multiplier = multiplier_in_force(reading, settings_of(reading, id));
  result.new_core = new_core_before_absence(reading, id, team);
  result.core_left = new_core(reading, id, team);
  result.core_away = result.new_core - result.core_left;
  result.whole = whole_new_core(reading, id, team);
}

void add_big_admin(Reading& reading, PlanId id, TeamId team, PlanFigures& result) {
  result.big_admin_per_session =
      reading.number(settings_of(reading, id), reading->known.big_admin_per_session);
  result.big_admin_needed = big_admin_needed(reading, id, team);
}

}  // namespace

PlanFigures figures_of(Reading& reading, PlanId id, TeamId team) {
  PlanFigures result;
  result.contract = reading->plans[id].contract_hours;
  result.absence = absence(reading, id, team);
  result.weeks_away = weeks_away(result.absence.of_plan);
  PlanFigures::ByDefault& rests = result.by_default;
  rests.posts = rests_on_default(reading, [&] { result.fte = full_time_equivalent(reading, id); });
  rests.hours = rests_on_default(reading, [&] { add_hours(reading, id, team, result); });
  result.choice_listed = choice_listed(reading, id);
  rests.choice =
      rests_on_default(reading, [&] { result.choice_planned = planned_choice(reading, id, team); });
  rests.choice_away =
      rests_on_default(reading, [&] { add_choice_away(reading, id, team, result); });
  rests.sessions = rests_on_default(reading, [&] { add_sessions(reading, id, team, result); });
  rests.new_core = rests_on_default(reading, [&] { add_new_core(reading, id, team, result); });
  rests.big_admin = rests_on_default(reading, [&] { add_big_admin(reading, id, team, result); });
  return result;
}

}  // namespace capalint
