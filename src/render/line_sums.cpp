#include "render/line_sums.h"

#include <fmt/format.h>

#include "model/halves.h"
#include "render/explanation.h"

namespace capalint {
namespace {

/// `core 3.5h + big admin 30m`, of the activities in the set.
std::string parts(const HoursByActivity& hours, ActivitySet set) {
  std::string text;
  for (ActivityId id = 0; id < hours.size(); ++id) {
    if (hours[id] == 0 || !contains(set, id)) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : " + ", activities()[id].name,
                        hours_text(hours[id]));
  }
  return text;
}

/// Words on lines that fit, each but the first further in.
std::string hanging(const std::string& text, const Style& style) {
  return wrapped(text, "    ", style).substr(2);
}

TracedValue row(std::string name, const HoursByActivity& hours) {
  const Ratio total = paid(hours);
  TracedValue made{.name = std::move(name),
                   .sum = parts(hours, paid_activities()),
                   .value = hours_text(total),
                   .exact = to_exact(total),
                   .unit = "hours"};
  made.label = made.name;
  if (const std::string unpaid = parts(hours, ~paid_activities()); !unpaid.empty())
    made.expression = fmt::format("{}, which is not paid", unpaid);
  return made;
}

TracedValue contract_row(const LineSums& sums) {
  const Ratio& contract = *sums.contract;
  TracedValue made{.name = "the contract",
                   .label = "the contract",
                   .sum = hours_text(contract),
                   .value = hours_text(contract),
                   .exact = to_exact(contract),
                   .unit = "hours"};
  const bool with_others = sums.under_contract != paid(sums.week);
  const std::string all = with_others ? fmt::format("{} are planned with the other plans under it",
                                                    hours_text(sums.under_contract))
                                      : std::string();
  std::string rest = "all of it is planned";
  if (sums.in_no_line > 0) rest = hours_text(sums.in_no_line) + " of it are in no line";
  if (sums.beyond > 0) rest = hours_text(sums.beyond) + " more are planned";
  made.expression = all.empty() ? rest : all + "; " + rest;
  return made;
}

}  // namespace

std::vector<TracedValue> rows_of(const Model& model, LineId id, const LineSums& sums) {
  std::vector<TracedValue> rows;
  if (sums.line)
    rows.push_back(row(sums.averaged ? "this line, on average" : "this line", *sums.line));
  if (sums.day) {
    const Line& line = model.lines[id];
    const std::string day(full_name(model.days[line.day].weekday));
    if (sums.half_day)
      rows.push_back(
          row(fmt::format("{} {}", day, full_name(*half_of(*line.said))), *sums.half_day));
    rows.push_back(row(day, *sums.day));
  }
  rows.push_back(row("the week", sums.week));
  if (sums.contract) rows.push_back(contract_row(sums));
  return rows;
}

std::string sums_text(const std::vector<TracedValue>& rows, const Doubt& doubt,
                      const Style& style) {
  if (doubt.settings)
    return hanging("a setting that these hours rest on could not be read, so they are not added up",
                   style);
  std::string text;
  for (const TracedValue& each : rows) {
    const bool one_part = each.sum.find(" + ") == std::string::npos;
    std::string hours = one_part ? each.sum : each.sum + " = " + each.value;
    if (hours.empty() && each.expression.empty()) hours = each.value;
    text +=
        hanging(fmt::format("{}: {}{}{}", each.name, hours,
                            hours.empty() || each.expression.empty() ? "" : "; ", each.expression),
                style);
  }
  if (doubt.lines)
    text += hanging("a line of the plan could not be read, so it may be more", style);
  return text;
}

}  // namespace capalint
