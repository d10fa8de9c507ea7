#include "balance/lost.h"

#include <algorithm>

#include "balance/steps.h"

namespace capalint {

using namespace balance;

namespace {

LostFigures figures_of(const std::optional<QuarterWork>& work) {
  const QuarterWork lost = work.value_or(QuarterWork{});
  const QuarterWork::ByDefault& rests = lost.by_default;
  const auto figure = [&](Quantity value, bool by_default) {
    if (!work) return Figure{};
    return by_default ? unknown() : known(std::move(value), "", lost.damaged);
  };
  LostFigures rows{
      {"choice", "Choice appointments", figure(appointments(lost.choice), rests.choice)},
      {"new_core", "New Core families", figure(families(lost.new_core), rests.new_core)}};
  for (ActivityId id = 0; id < activity_count; ++id) {
    const bool counted_above = id == activity::choice || id == activity::core;
    if (counted_above || !contains(paid_activities(), id)) continue;
    const ActivityInfo& info = activities()[id];
    rows.push_back(
        {hours_key(info), title_of(info) + " hours", figure(hours(lost.hours[id]), rests.hours)});
  }
  rows.push_back({"fte", "Full-time equivalents",
                  rests.posts  ? unknown()
                  : lost.posts ? known(plain(*lost.posts))
                               : Figure{}});
  return rows;
}

TeamId find_team(const Model& model, std::string_view name) {
  for (const TeamId team : model.teams.ids()) {
    if (normalised(model.teams[team].said->name.text) == normalised(name)) return team;
  }
  return none;
}

/// Nothing where the sums cannot be done, as the headline of the balance says.
std::optional<QuarterWork> lost_in(const WithAndWithout& quarter, TeamId with, TeamId without) {
  Reading before(quarter.with);
  Reading after(quarter.without);
  try {
    return lost_work(before, with, after, without);
  } catch (const DivisionByZero&) {
    return std::nullopt;
  } catch (const ArithmeticOverflow&) {
    return std::nullopt;
  }
}

bool is_nothing(const LostFigures& figures) {
  return std::all_of(figures.begin(), figures.end(),
                     [](const LostFigure& figure) { return figure.nothing(); });
}

TeamLoss loss_of(const std::vector<WithAndWithout>& quarters, std::string_view team) {
  TeamLoss loss{.team = std::string(team)};
  std::vector<QuarterWork> parts;
  for (const WithAndWithout& quarter : quarters) {
    const TeamId with = find_team(quarter.with, team);
    const TeamId without = find_team(quarter.without, team);
    if (!with || !without) continue;
    const auto work = lost_in(quarter, with, without);
    if (work) parts.push_back(*work);
    TeamBalance after = balance_of(quarter.without, without);
    loss.quarters.push_back({.quarter = after.quarter,
                             .lost = figures_of(work),
                             .before = balance_of(quarter.with, with).verdict,
                             .after = after.verdict,
                             .headline = std::move(after.headline)});
  }
  const bool all = parts.size() == loss.quarters.size();
  loss.total = figures_of(all ? std::optional(total(parts)) : std::nullopt);
  return loss;
}

}  // namespace

std::vector<TeamLoss> lost(const std::vector<WithAndWithout>& quarters) {
  std::vector<TeamLoss> losses;
  if (quarters.empty()) return losses;
  for (const Team& team : quarters.front().with.teams) {
    TeamLoss loss = loss_of(quarters, team.said->name.text);
    if (!is_nothing(loss.total)) losses.push_back(std::move(loss));
  }
  return losses;
}

}  // namespace capalint
