#include "figures/absence.h"

#include <fmt/format.h>

#include <algorithm>

#include "capacity/capacity.h"
#include "figures/figures.h"
#include "units/arithmetic.h"
#include "words/activities.h"

namespace capalint {

namespace {

constexpr std::chrono::days one_day(1);

bool touches(const Spell& spell, const Quarter& quarter) {
  return spell.last >= quarter.first_day() && spell.first <= quarter.last_day();
}

bool holds_on(const Plan& plan, Date day) {
  return (!plan.said->since || plan.said->since->value <= day) &&
         (plan.until == nullptr || day <= plan.until->date.value);
}

/// Adds the days between two of them on which no plan of the person in the team holds.
void add_uncovered(const Model& model, PlanId id, Date first, Date last, Spell of,
                   std::vector<Spell>& spells) {
  const Plan& plan = model.plans[id];
  const auto& all = model.clinicians[plan.clinician].plans;
  for (Date day = first; day <= last; day += one_day) {
    const bool covered = std::any_of(all.begin(), all.end(), [&](PlanId other) {
      return model.plans[other].team == plan.team && holds_on(model.plans[other], day);
    });
    if (covered) continue;
    if (!spells.empty() && spells.back().kind == of.kind && spells.back().last == day - one_day) {
      spells.back().last = day;
    } else {
      of.first = of.last = day;
      spells.push_back(of);
    }
  }
}

void add_leaves(const Model& model, PlanId id, const Quarter& quarter, std::vector<Spell>& spells) {
  for (const LeaveId leave : model.plans[id].leaves) {
    const ast::Leave& said = *model.leaves[leave].said;
    const Spell spell{.first = said.first.value,
                      .last = said.last.value,
                      .reason = said.reason.text,
                      .span = said.span};
    if (!touches(spell, quarter) || is_annual_leave(spell.reason)) continue;
    const bool known = std::any_of(spells.begin(), spells.end(), [&](const Spell& other) {
      return other.first == spell.first && other.last == spell.last &&
             normalised(other.reason) == normalised(spell.reason);
    });
    if (!known) spells.push_back(spell);
  }
}

void add_missing_ends(const Model& model, PlanId id, const Quarter& quarter,
                      std::vector<Spell>& spells) {
  const Plan& plan = model.plans[id];
  if (plan.said->since) {
    const Date start = plan.said->since->value;
    const Spell of{.kind = Spell::Kind::not_started, .said = start, .span = plan.said->since->span};
    add_uncovered(model, id, quarter.first_day(), std::min(start - one_day, quarter.last_day()), of,
                  spells);
  }
  if (plan.until != nullptr) {
    const Date end = plan.until->date.value;
    const Spell of{.kind = Spell::Kind::ended, .said = end, .span = plan.until->date.span};
    add_uncovered(model, id, std::max(end + one_day, quarter.first_day()), quarter.last_day(), of,
                  spells);
  }
}

/// The weekdays on which the plan has work; Monday to Friday of one without any.
std::array<bool, days_in_week> working_weekdays(const Model& model, const Plan& plan) {
  std::array<bool, days_in_week> working{};
  for (const DayId day : plan.days) {
    const Range<Block>& blocks = model.days[day].blocks;
    const bool works = std::any_of(blocks.begin(), blocks.end(), [&](BlockId block) {
      return contains(paid_activities(), model.blocks[block].activity);
    });
    if (works) working[static_cast<std::size_t>(model.days[day].weekday)] = true;
  }
  if (std::none_of(working.begin(), working.end(), [](bool works) { return works; }))
    std::fill(working.begin(), working.begin() + capacity::days_in_working_week, true);
  return working;
}

/// How many dates of a quarter there are, and how many of them somebody is away.
struct Dates {
  std::int64_t all = 0;
  std::int64_t away = 0;
  [[nodiscard]] Ratio share() const { return {away, all}; }
};

void count_away(const Model& model, const Plan& plan, const Quarter& quarter, Absence& absence) {
  std::array<Dates, days_in_week> by_weekday;
  for (Date date = quarter.first_day(); date <= quarter.last_day(); date += one_day) {
    Dates& dates = by_weekday[static_cast<std::size_t>(weekday_of(date))];
    ++dates.all;
    const bool away =
        std::any_of(absence.spells.begin(), absence.spells.end(),
                    [&](const Spell& spell) { return spell.first <= date && date <= spell.last; });
    if (away) ++dates.away;
  }
  const auto working = working_weekdays(model, plan);
  Dates of_plan;
  for (std::size_t day = 0; day < by_weekday.size(); ++day) {
    absence.of_weekday[day] = by_weekday[day].share();
    if (!working[day]) continue;
    of_plan.all += by_weekday[day].all;
    of_plan.away += by_weekday[day].away;
  }
  absence.of_plan = of_plan.share();
}

}  // namespace

std::string to_text(const Spell& spell) {
  switch (spell.kind) {
    case Spell::Kind::leave:
      return fmt::format("{}, {} to {}", spell.reason, to_string(spell.first),
                         to_string(spell.last));
    case Spell::Kind::not_started: return "the plan starts on " + to_string(spell.said);
    case Spell::Kind::ended: return "the plan ends on " + to_string(spell.said);
  }
  return {};
}

Ratio Absence::there() const { return Ratio(1) - of_plan; }

Absence absence(Reading& reading, PlanId id, const Quarter& quarter) {
  const Model& model = *reading;
  const Plan& plan = model.plans[id];
  reading.doubt(plan.damaged);
  Absence result;
  add_leaves(model, id, quarter, result.spells);
  for (const PlanId other : model.clinicians[plan.clinician].plans) {
    if (!model.plans[other].in_force) continue;
    reading.doubt(model.plans[other].damaged);
    add_leaves(model, other, quarter, result.spells);
  }
  add_missing_ends(model, id, quarter, result.spells);
  if (result.any()) count_away(model, plan, quarter, result);
  return result;
}

Absence absence(Reading& reading, PlanId plan) {
  return once(reading, &Figures::absence, plan, [&] {
    return absence(reading, plan, reading->quarter_of(reading->plans[plan].team));
  });
}

Absence absence(Reading& reading, PlanId plan, TeamId team) {
  if (team == none || team == reading->plans[plan].team) return absence(reading, plan);
  return absence(reading, plan, reading->quarter_of(team));
}

Ratio share_away(Reading& reading, LeaveId id) {
  const Leave& leave = reading->leaves[id];
  const Plan& plan = reading->plans[leave.plan];
  reading.doubt(plan.damaged);
  Absence alone;
  alone.spells.push_back({.first = leave.said->first.value, .last = leave.said->last.value});
  count_away(*reading, plan, reading->quarter_of(plan.team), alone);
  return alone.of_plan;
}

Ratio weeks_away(const Ratio& share) { return capacity::weeks_of_share(share); }

bool is_annual_leave(std::string_view reason) {
  const std::string words = " " + normalised(reason) + " ";
  constexpr std::array<std::string_view, 7> names{
      " annual leave ", " a/l ", " al ", " holiday ", " holidays ", " annual ", " vacation "};
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return words.find(name) != std::string::npos; });
}

}  // namespace capalint
