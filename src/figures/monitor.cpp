#include "figures/monitor.h"

#include <algorithm>
#include <map>
#include <utility>

#include "units/arithmetic.h"

namespace capalint {

namespace {

void take(Monitored& row, const ast::Target& said) {
  const auto number = [](const std::optional<ast::Number>& value) {
    return value ? std::optional(value->value) : std::nullopt;
  };
  auto& choice = said.actual ? row.choice_actual : row.choice_target;
  auto& core = said.actual ? row.core_actual : row.core_target;
  if (!choice) choice = number(said.choice);
  if (!core) core = number(said.core);
}

/// The team's row of a quarter, from its own line or from those of its clinicians.
Monitored team_row(const std::vector<Monitored>& rows, std::size_t plans) {
  Monitored total{.quarter = rows.front().quarter};
  Monitored sum;
  bool lacks_choice_target = false;
  bool lacks_core_target = false;
  std::size_t written = 0;
  for (const Monitored& row : rows) {
    if (row.who.empty()) {
      total = row;
      continue;
    }
    ++written;
    if (!add_known(sum.choice_actual, row.choice_actual)) sum.at_least = true;
    if (!add_known(sum.core_actual, row.core_actual)) sum.at_least = true;
    if (!add_known(sum.choice_target, row.choice_target)) lacks_choice_target = true;
    if (!add_known(sum.core_target, row.core_target)) lacks_core_target = true;
  }
  if (!total.choice_actual && !total.core_actual) {
    total.choice_actual = sum.choice_actual;
    total.core_actual = sum.core_actual;
    total.at_least = sum.at_least || written < plans;
  }
  // Targets of clinicians hold the allowance for losses, so only a whole set of them is a sum.
  const bool all_written = written >= plans;
  if (!total.choice_target && all_written && !lacks_choice_target)
    total.choice_target = sum.choice_target;
  if (!total.core_target && all_written && !lacks_core_target) total.core_target = sum.core_target;
  return total;
}

std::optional<SpreadFigures> spread_of(std::vector<SpreadFigures::Entry> entries,
                                       const std::optional<Ratio>& distance) {
  if (entries.size() < 2) return std::nullopt;
  std::vector<Ratio> values;
  for (const auto& entry : entries) values.push_back(entry.value);
  SpreadFigures result{.median = capacity::median(std::move(values))};
  for (auto& entry : entries) entry.apart = entry.value - result.median;
  const auto [least, most] =
      std::minmax_element(entries.begin(), entries.end(),
                          [](const auto& a, const auto& b) { return a.value < b.value; });
  result.least = *least;
  result.most = *most;
  for (const auto& entry : entries) {
    if (distance && absolute(entry.apart) > *distance) result.far.push_back(entry);
  }
  return result;
}

/// An entry for each of the team's own plans that could be read and has a value.
template <class Value>
std::vector<SpreadFigures::Entry> entries_of(Reading& reading, const TeamFigures& figures,
                                             Value value) {
  std::vector<SpreadFigures::Entry> entries;
  for (std::size_t i = 0; i < figures.members.size(); ++i) {
    const TeamFigures::Member& member = figures.members[i];
    if (member.visiting || reading->plans[member.plan].damaged) continue;
    if (const std::optional<Ratio> found = value(member.figures))
      entries.push_back({i, *found, {}});
  }
  return entries;
}

}  // namespace

std::vector<Monitored> monitored(Reading& reading, TeamId id) {
  const Team& team = reading->teams[id];
  std::map<std::pair<Quarter, std::string>, Monitored> rows;
  const auto collect = [&](const ast::Target& said, std::string who) {
    if (said.quarter.value > team.quarter) return;
    Monitored& row = rows[{said.quarter.value, who}];
    row.quarter = said.quarter.value;
    row.who = std::move(who);
    take(row, said);
  };
  for (const TargetId target : team.targets) collect(*reading->targets[target].said, "");
  for (const PlanId plan : team.plans) {
    for (const TargetId target : reading->plans[plan].targets)
      collect(*reading->targets[target].said, std::string(reading->plan_name(plan)));
  }
  std::map<Quarter, std::vector<Monitored>> quarters;
  for (auto& [key, row] : rows) quarters[row.quarter].push_back(row);

  const auto plans = static_cast<std::size_t>(std::count_if(
      team.plans.begin(), team.plans.end(), [&](PlanId plan) { return counts(reading, plan); }));
  std::vector<Monitored> result;
  for (const auto& [quarter, list] : quarters) {
    const bool any = std::any_of(list.begin(), list.end(), [](const Monitored& row) {
      return row.choice_actual || row.core_actual;
    });
    if (!any) continue;
    result.push_back(team_row(list, plans));
    for (const Monitored& row : list) {
      if (!row.who.empty()) result.push_back(row);
    }
  }
  return result;
}

std::optional<Ratio> above_target(const std::optional<Ratio>& actual,
                                  const std::optional<Ratio>& target) {
  if (!actual || !target) return std::nullopt;
  return *actual - *target;
}

std::optional<SpreadFigures> spread_of_core_share(Reading& reading, TeamId team,
                                                  const TeamFigures& figures) {
  const Ratio& distance =
      reading.number(reading->teams[team].settings, reading->known.fair_share_spread);
  return spread_of(
      entries_of(reading, figures, [](const PlanFigures& plan) { return plan.core_share; }),
      distance);
}

std::optional<SpreadFigures> spread_of_big_admin(Reading& reading, const TeamFigures& figures) {
  return spread_of(entries_of(reading, figures,
                              [](const PlanFigures& plan) -> std::optional<Ratio> {
                                if (!plan.fte || *plan.fte <= 0) return std::nullopt;
                                return capacity::for_full_time(plan.week[activity::big_admin],
                                                               *plan.fte);
                              }),
                   std::nullopt);
}

}  // namespace capalint
