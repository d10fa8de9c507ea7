#include "balance/compare.h"

#include <fmt/format.h>

#include <deque>
#include <map>

namespace capalint {

namespace {

/// Pairs by name, the second of one name with the second: those of `after` in order, then those that only
/// `before` has.
template <class T, class Name, class Use>
void pair_up(const std::vector<T>& before, const std::vector<T>& after, Name name, Use use) {
  std::map<std::string, std::deque<const T*>> waiting;
  for (const T& item : before) waiting[normalised(name(item))].push_back(&item);
  for (const T& item : after) {
    std::deque<const T*>& alike = waiting[normalised(name(item))];
    use(alike.empty() ? nullptr : alike.front(), &item);
    if (!alike.empty()) alike.pop_front();
  }
  for (const T& item : before) {
    std::deque<const T*>& alike = waiting[normalised(name(item))];
    if (alike.empty() || alike.front() != &item) continue;
    alike.pop_front();
    use(&item, nullptr);
  }
}

Presence presence_of(const void* before, const void* after) {
  return before == nullptr ? Presence::after : after == nullptr ? Presence::before : Presence::both;
}

void add(std::vector<FigureChange>& changes, std::string_view key, std::string_view name,
         const Figure& before, const Figure& after) {
  if (!before.same(after)) changes.push_back({std::string(key), std::string(name), before, after});
}

void add_hours(std::vector<FigureChange>& changes, const HoursByActivity& before,
               const HoursByActivity& after, bool before_known, bool after_known) {
  for (const ActivityInfo& info : activities()) {
    const auto id = static_cast<ActivityId>(&info - activities().data());
    const auto figure = [&](const HoursByActivity& all, bool known) {
      return known ? Figure{.value = hours(all[id])} : Figure{};
    };
    if (before[id] == 0 && after[id] == 0) continue;
    add(changes, hours_key(info), fmt::format("{} hours", info.name), figure(before, before_known),
        figure(after, after_known));
  }
}

ClinicianChange compare(const ClinicianBalance* before, const ClinicianBalance* after) {
  static const ClinicianBalance nobody_there;
  const ClinicianBalance& a = before != nullptr ? *before : nobody_there;
  const ClinicianBalance& b = after != nullptr ? *after : nobody_there;
  ClinicianChange change{.name = after != nullptr ? after->title() : before->title(),
                         .presence = presence_of(before, after)};
  add_hours(change.figures, a.hours, b.hours, before != nullptr && a.has_plan,
            after != nullptr && b.has_plan);
  for (const ClinicianFigure& row : clinician_figures())
    add(change.figures, row.key, row.name, a.*row.figure, b.*row.figure);
  return change;
}

TeamChange compare(const TeamBalance* before, const TeamBalance* after) {
  static const TeamBalance no_team;
  const TeamBalance& a = before != nullptr ? *before : no_team;
  const TeamBalance& b = after != nullptr ? *after : no_team;
  TeamChange change{.team = after != nullptr ? after->team : before->team,
                    .quarter = after != nullptr ? after->quarter : before->quarter,
                    .quarter_before = before != nullptr ? before->quarter : after->quarter,
                    .presence = presence_of(before, after)};
  if (before != nullptr) change.before = *before;
  if (after != nullptr) change.after = *after;
  for (const TeamFigure& row : team_figures())
    add(change.figures, row.key, row.name, a.*row.figure, b.*row.figure);
  pair_up(
      a.clinicians, b.clinicians, [](const ClinicianBalance& c) { return c.title(); },
      [&](const ClinicianBalance* x, const ClinicianBalance* y) {
        ClinicianChange clinician = compare(x, y);
        if (clinician.presence != Presence::both || !clinician.figures.empty())
          change.clinicians.push_back(std::move(clinician));
      });
  return change;
}

}  // namespace

std::vector<TeamChange> compare(const std::vector<TeamBalance>& before,
                                const std::vector<TeamBalance>& after) {
  std::vector<TeamChange> changes;
  pair_up(
      before, after, [](const TeamBalance& team) -> const std::string& { return team.team; },
      [&](const TeamBalance* a, const TeamBalance* b) { changes.push_back(compare(a, b)); });
  return changes;
}

}  // namespace capalint
