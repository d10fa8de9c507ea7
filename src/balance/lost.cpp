#include "balance/lost.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "balance/steps.h"

namespace capalint {

using namespace balance;

namespace {

const Ratio weeks_in_quarter(capacity::weeks_in_quarter);

/// What goes into one figure: a sum with its terms, unknown as soon as one of them is.
struct Sum {
  std::optional<Ratio> value = Ratio(0);
  std::vector<std::string> terms;
  bool at_least = false;

  void add(const Ratio& term, std::string working) {
    if (value) *value += term;
    terms.push_back(std::move(working));
  }
  void add(const Figure& figure) {
    at_least = at_least || figure.at_least;
    if (!figure.known()) value.reset();
    if (!value || figure.ratio() == 0) return;
    add(figure.ratio(), short_number(figure));
  }
  [[nodiscard]] std::string working() const { return fmt::format("{}", fmt::join(terms, " + ")); }
  [[nodiscard]] Figure figure(Quantity (*unit)(const Ratio&)) const {
    return value ? known(unit(*value), working(), at_least) : Figure{};
  }

 private:
  static std::string short_number(const Figure& figure) {
    const bool hours = figure.value->unit == Unit::of(Base::hour);
    return hours ? hours_text(figure.ratio()) : number(figure.ratio());
  }
};

Ratio or_none(const Figure& figure) { return figure.known() ? figure.ratio() : Ratio(0); }

const ClinicianBalance* find(const TeamBalance& team, const std::string& title) {
  for (const ClinicianBalance& who : team.clinicians) {
    if (normalised(who.title()) == normalised(title)) return &who;
  }
  return nullptr;
}

Figure difference(const Ratio& with, const Ratio& without, Quantity (*unit)(const Ratio&),
                  bool at_least) {
  const std::string working =
      with == without ? "" : fmt::format("{} - {}", number(with), number(without));
  return known(unit(with - without), working, at_least);
}

/// Choice of the quarter before the weekly method's losses, which would have taken their part of it.
Ratio choice_of(const TeamBalance& team) {
  return capacity::choice_in_quarter(team.choice_given.ratio() - or_none(team.choice_away));
}

Lost lost(const TeamBalance& with, const TeamBalance& without) {
  std::array<Sum, activity_count> hours_lost;
  Sum fte;
  bool damaged = false;
  for (const ClinicianBalance& who : with.clinicians) {
    const ClinicianBalance* after = find(without, who.title());
    const Ratio before = or_none(who.weeks_away);
    const Ratio weeks = (after == nullptr ? weeks_in_quarter : or_none(after->weeks_away)) - before;
    if (weeks == 0) continue;
    damaged = damaged || who.damaged;
    for (ActivityId id = 0; id < activity_count; ++id) {
      if (!contains(paid_activities(), id) || who.hours[id] == 0) continue;
      hours_lost[id].add(capacity::lost_hours(who.hours[id], weeks),
                         fmt::format("{} × {} weeks", hours_text(who.hours[id]), number(weeks)));
    }
    if (!who.has_plan || who.visiting) continue;
    if (!who.fte.known()) {
      fte.value.reset();
    } else {
      fte.add(capacity::lost_equivalents(who.fte.ratio(), weeks),
              fmt::format("{} × {} ÷ {} weeks", number(who.fte.ratio()), number(weeks),
                          capacity::weeks_in_quarter));
    }
  }
  Lost result{.fte = fte.figure(&plain)};
  if (with.choice_given.known() && without.choice_given.known())
    result.choice = difference(choice_of(with), choice_of(without), &appointments, damaged);
  if (with.core_left.known() && without.core_left.known())
    result.new_core =
        difference(with.core_left.ratio(), without.core_left.ratio(), &families, damaged);
  for (ActivityId id = 0; id < activity_count; ++id) {
    hours_lost[id].at_least = damaged;
    result.hours[id] = hours_lost[id].figure(&hours);
  }
  return result;
}

Lost sum_of(const std::vector<LostInQuarter>& quarters) {
  Sum choice;
  Sum core;
  Sum fte;
  std::array<Sum, activity_count> hours_lost;
  for (const LostInQuarter& quarter : quarters) {
    choice.add(quarter.lost.choice);
    core.add(quarter.lost.new_core);
    fte.add(quarter.lost.fte);
    for (ActivityId id = 0; id < activity_count; ++id) hours_lost[id].add(quarter.lost.hours[id]);
  }
  Lost total{.choice = choice.figure(&appointments), .new_core = core.figure(&families)};
  for (ActivityId id = 0; id < activity_count; ++id)
    total.hours[id] = hours_lost[id].figure(&hours);
  if (fte.value) {
    const auto count = static_cast<std::int64_t>(quarters.size());
    total.fte = known(plain(*fte.value / count),
                      count == 1 ? "" : fmt::format("({}) ÷ {} quarters", fte.working(), count));
  }
  return total;
}

const TeamBalance* find(const std::vector<TeamBalance>& teams, const std::string& name) {
  const auto it = std::find_if(teams.begin(), teams.end(), [&](const TeamBalance& team) {
    return normalised(team.team) == normalised(name);
  });
  return it == teams.end() ? nullptr : &*it;
}

bool is_nothing(const Figure& figure) { return figure.known() && figure.ratio() == 0; }

}  // namespace

bool Lost::nothing() const {
  return is_nothing(choice) && is_nothing(new_core) && is_nothing(fte) &&
         std::all_of(hours.begin(), hours.end(), is_nothing);
}

std::vector<LostFigure> figures_of(const Lost& lost) {
  std::vector<LostFigure> rows{{"choice", "Choice appointments", lost.choice},
                               {"new_core", "New Core families", lost.new_core}};
  for (const ActivityInfo& info : activities()) {
    const auto id = static_cast<ActivityId>(&info - activities().data());
    const bool counted_above = id == activity::choice || id == activity::core;
    if (counted_above || !contains(paid_activities(), id)) continue;
    rows.push_back({hours_key(info), title_of(info) + " hours", lost.hours[id]});
  }
  rows.push_back({"fte", "Full-time equivalents", lost.fte});
  return rows;
}

std::vector<TeamLoss> lost(const std::vector<std::vector<TeamBalance>>& with,
                           const std::vector<std::vector<TeamBalance>>& without) {
  std::vector<TeamLoss> losses;
  for (const TeamBalance& named : with.front()) {
    TeamLoss loss{.team = named.team};
    for (std::size_t i = 0; i < with.size(); ++i) {
      const TeamBalance* before = find(with[i], named.team);
      const TeamBalance* after = find(without[i], named.team);
      if (before == nullptr || after == nullptr) continue;
      loss.quarters.push_back({after->quarter, lost(*before, *after), before->verdict,
                               after->verdict, after->headline});
    }
    loss.total = sum_of(loss.quarters);
    if (!loss.total.nothing()) losses.push_back(std::move(loss));
  }
  return losses;
}

}  // namespace capalint
