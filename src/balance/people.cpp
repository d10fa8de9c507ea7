// What concerns the plans one by one: absence, what a quarter brought, and how work is spread.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "balance/figures.h"
#include "balance/steps.h"

namespace capalint::balance {

namespace {

struct Away {
  Date first;
  Date last;
};

/// The last day before `start` on which another plan of the clinician in the team counts.
std::optional<Date> covered_until(const Model& model, PlanId index, Date start) {
  const Plan& plan = model.plans[index];
  std::optional<Date> last;
  for (const PlanId other : model.clinicians[plan.clinician].plans) {
    const Plan& earlier = model.plans[other];
    if (other == index || earlier.team != plan.team) continue;
    if (earlier.said->since && earlier.said->since->value >= start) continue;
    const Date before = start - std::chrono::days(1);
    const Date end =
        earlier.until != nullptr ? std::min(earlier.until->date.value, before) : before;
    if (!last || end > *last) last = end;
  }
  return last;
}

/// The first day after `end` on which another one counts, one from before it among them.
std::optional<Date> covered_from(const Model& model, PlanId index, Date end) {
  const Plan& plan = model.plans[index];
  const Date after = end + std::chrono::days(1);
  std::optional<Date> first;
  for (const PlanId other : model.clinicians[plan.clinician].plans) {
    const Plan& next = model.plans[other];
    if (other == index || next.team != plan.team) continue;
    if (next.until != nullptr && next.until->date.value < after) continue;
    const Date start = next.said->since ? std::max(next.said->since->value, after) : after;
    if (!first || start < *first) first = start;
  }
  return first;
}

}  // namespace

Ratio absence(const Model& model, PlanId index, const Quarter& quarter,
              std::vector<std::string>& why) {
  const Plan& plan = model.plans[index];
  const Date first_day = quarter.first_day();
  const Date last_day = quarter.last_day();
  std::vector<Away> all;
  for (const LeaveId id : plan.leaves) {
    const ast::Leave& leave = *model.leaves[id].said;
    if (leave.last.value < first_day || leave.first.value > last_day) continue;
    all.push_back({leave.first.value, leave.last.value});
    why.push_back(fmt::format("{}, {} to {}", leave.reason.text, to_string(leave.first.value),
                              to_string(leave.last.value)));
  }
  const std::chrono::days day(1);
  if (plan.said->since && plan.said->since->value > first_day) {
    const Date start = plan.said->since->value;
    const Date from =
        std::max(covered_until(model, index, start).value_or(first_day - day) + day, first_day);
    if (from < start) {
      all.push_back({from, start - day});
      why.push_back("the plan starts on " + to_string(start));
    }
  }
  if (plan.until != nullptr && plan.until->date.value < last_day) {
    const Date end = plan.until->date.value;
    const Date to =
        std::min(covered_from(model, index, end).value_or(last_day + day) - day, last_day);
    if (end < to) {
      all.push_back({end + day, to});
      why.push_back("the plan ends on " + to_string(end));
    }
  }

  // A day counts once, however many leaves name it.
  std::sort(all.begin(), all.end(), [](const Away& a, const Away& b) { return a.first < b.first; });
  Ratio weeks;
  Date counted_to = Date::min();
  for (const Away& away : all) {
    const Date first = std::max(away.first, counted_to);
    if (away.last < first) continue;
    weeks += capacity::weeks_away(first, away.last, quarter);
    counted_to = away.last + std::chrono::days(1);
  }
  return std::min(weeks, Ratio(capacity::weeks_in_quarter));
}

std::vector<std::string> reasons_about(const Model& model, PlanId index) {
  const Plan& plan = model.plans[index];
  const std::string name = normalised(plan.said->clinician.text);
  std::vector<std::string> reasons;
  for (const RuleAllow& allow : model.allows) {
    if (!allow.said->because) continue;
    if (allow.said->until && allow.said->until->value < model.today) continue;
    const bool names = allow.said->subject && normalised(allow.said->subject->text) == name &&
                       (allow.team == none || allow.team == plan.team);
    const Span span = allow.said->span;
    const bool inside = allow.said->comment && span.file == plan.said->span.file &&
                        span.begin >= plan.said->span.begin && span.end <= plan.said->span.end;
    if (names || inside) reasons.emplace_back(allow.said->because->text);
  }
  return reasons;
}

// ---- monitoring --------------------------------------------------------------------------------------

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

void add(std::optional<Ratio>& sum, const std::optional<Ratio>& value, bool& lacks) {
  if (value) {
    sum = sum.value_or(0) + *value;
  } else {
    lacks = true;
  }
}

}  // namespace

void monitor(const Model& model, TeamId index, TeamBalance& team) {
  std::map<std::pair<Quarter, std::string>, Monitored> rows;
  const auto collect = [&](const ast::Target& said, std::string who) {
    if (said.quarter.value > team.quarter) return;
    Monitored& row = rows[{said.quarter.value, who}];
    row.quarter = said.quarter.value;
    row.who = std::move(who);
    take(row, said);
  };
  for (const TargetId id : model.teams[index].targets) collect(*model.targets[id].said, "");
  for (const PlanId plan : model.teams[index].plans) {
    const Plan& said = model.plans[plan];
    for (const TargetId id : said.targets)
      collect(*model.targets[id].said, std::string(model.plan_name(plan)));
  }
  // Only quarters that brought something; the team's own line first, a sum where it has none.
  std::map<Quarter, std::vector<Monitored>> quarters;
  for (auto& [key, row] : rows) quarters[row.quarter].push_back(row);
  for (auto& [quarter, list] : quarters) {
    const bool any = std::any_of(list.begin(), list.end(), [](const Monitored& row) {
      return row.choice_actual || row.core_actual;
    });
    if (!any) continue;
    Monitored total{.quarter = quarter};
    bool lacks_target = false;
    Monitored sum{.quarter = quarter};
    for (const Monitored& row : list) {
      if (row.who.empty()) {
        total = row;
        continue;
      }
      add(sum.choice_actual, row.choice_actual, sum.at_least);
      add(sum.core_actual, row.core_actual, sum.at_least);
      add(sum.choice_target, row.choice_target, lacks_target);
      add(sum.core_target, row.core_target, lacks_target);
    }
    const auto written = static_cast<std::size_t>(std::count_if(
        list.begin(), list.end(), [](const Monitored& row) { return !row.who.empty(); }));
    const auto plans = static_cast<std::size_t>(
        std::count_if(team.clinicians.begin(), team.clinicians.end(),
                      [](const ClinicianBalance& who) { return who.has_plan && !who.visiting; }));
    sum.at_least = sum.at_least || written < plans;
    if (!total.choice_actual && !total.core_actual) {
      total.choice_actual = sum.choice_actual;
      total.core_actual = sum.core_actual;
      total.at_least = sum.at_least;
    }
    // Targets of clinicians hold the allowance for losses, so only a whole set of them is a sum.
    if (!total.choice_target && !lacks_target) total.choice_target = sum.choice_target;
    if (!total.core_target && !lacks_target) total.core_target = sum.core_target;
    team.monitored.push_back(total);
    for (const Monitored& row : list) {
      if (!row.who.empty()) team.monitored.push_back(row);
    }
  }
}

// ---- fairness ----------------------------------------------------------------------------------------

namespace {

struct Entry {
  const ClinicianBalance* who = nullptr;
  Ratio value;
};

std::string with_reasons(std::string text, const ClinicianBalance& who) {
  for (const std::string& reason : who.reasons) text += "; the reason given: " + reason;
  return text;
}

std::optional<Spread> spread_of(std::string what, Unit unit, bool percent,
                                const std::vector<Entry>& entries) {
  if (entries.size() < 2) return std::nullopt;
  const auto [least, most] =
      std::minmax_element(entries.begin(), entries.end(),
                          [](const Entry& a, const Entry& b) { return a.value < b.value; });
  std::vector<Ratio> values;
  for (const Entry& entry : entries) values.push_back(entry.value);
  return Spread{.what = std::move(what),
                .unit = unit,
                .percent = percent,
                .least = least->value,
                .median = capacity::median(std::move(values)),
                .most = most->value,
                .least_name = least->who->name,
                .most_name = most->who->name};
}

}  // namespace

void spread(const Model& model, TeamId index, TeamBalance& team) {
  const Ratio distance =
      model.setting_value(model.teams[index].settings, model.known.fair_share_spread);
  std::vector<Entry> shares;
  std::vector<Entry> admin;
  for (const ClinicianBalance& who : team.clinicians) {
    if (!who.has_plan || who.visiting || who.damaged) continue;
    if (who.core_share.known()) shares.push_back({&who, who.core_share.ratio()});
    if (who.fte.known() && who.fte.ratio() > 0)
      admin.push_back(
          {&who, capacity::for_full_time(who.hours[activity::big_admin], who.fte.ratio())});
  }
  if (auto row = spread_of("share of Choice and Core", {}, true, shares)) {
    for (const Entry& entry : shares) {
      const Ratio apart = entry.value - row->median;
      if (absolute(apart) <= distance) continue;
      row->far.push_back(with_reasons(
          fmt::format("{}: {}, {} points {} the middle", entry.who->name, share(entry.value),
                      to_decimal(absolute(apart) * 100, 1), apart > 0 ? "above" : "below"),
          *entry.who));
    }
    team.spreads.push_back(std::move(*row));
  }
  if (auto row =
          spread_of("Big Admin for each full-time equivalent", Unit::of(Base::hour), false, admin))
    team.spreads.push_back(std::move(*row));
}

}  // namespace capalint::balance
