#include "figures/lost.h"

#include "capacity/capacity.h"
#include "figures/team.h"
#include "units/arithmetic.h"

namespace capalint {

namespace {

/// Of all plans that count for a team. What is not said, and what could not be read, is counted as well:
/// it matters only where it is not the same on both sides.
struct Present {
  QuarterWork work;
  Ratio posts;
  Ratio plans_without_posts;
  Ratio damaged_plans;
};

QuarterWork::ByDefault operator|(const QuarterWork::ByDefault& a, const QuarterWork::ByDefault& b) {
  return {.choice = a.choice || b.choice,
          .new_core = a.new_core || b.new_core,
          .hours = a.hours || b.hours,
          .posts = a.posts || b.posts};
}

void add_posts(Reading& reading, TeamId id, Present& all) {
  for (const PlanId plan : plans_for_team(reading, id)) {
    const Ratio there = absence(reading, plan).there();
    if (reading->plans[plan].damaged) all.damaged_plans += there;
    if (reading->plans[plan].team != id) continue;
    if (const auto post = full_time_equivalent(reading, plan)) {
      all.posts += *post * there;
    } else {
      all.plans_without_posts += there;
    }
  }
}

Present present(Reading& reading, TeamId id) {
  Present all;
  QuarterWork& work = all.work;
  work.by_default.choice = rests_on_default(
      reading, [&] { work.choice = capacity::choice_in_quarter(choice_scheduled(reading, id)); });
  work.by_default.new_core =
      rests_on_default(reading, [&] { work.new_core = new_core(reading, id); });
  work.by_default.hours = rests_on_default(reading, [&] {
    const HoursByActivity a_week = team_hours(reading, id);
    for (ActivityId activity = 0; activity < activity_count; ++activity) {
      if (contains(paid_activities(), activity))
        work.hours[activity] = capacity::hours_in_quarter(a_week[activity]);
    }
  });
  work.by_default.posts = rests_on_default(reading, [&] { add_posts(reading, id, all); });
  return all;
}

}  // namespace

QuarterWork lost_work(Reading& with, TeamId with_id, Reading& without, TeamId without_id) {
  const Present before = present(with, with_id);
  const Present after = present(without, without_id);
  QuarterWork lost{.choice = before.work.choice - after.work.choice,
                   .new_core = before.work.new_core - after.work.new_core,
                   .damaged = before.damaged_plans != after.damaged_plans,
                   .by_default = before.work.by_default};
  for (ActivityId activity = 0; activity < activity_count; ++activity)
    lost.hours[activity] = before.work.hours[activity] - after.work.hours[activity];
  if (before.plans_without_posts == after.plans_without_posts)
    lost.posts = before.posts - after.posts;
  return lost;
}

QuarterWork total(const std::vector<QuarterWork>& quarters) {
  QuarterWork sum{.posts = Ratio(0)};
  for (const QuarterWork& quarter : quarters) {
    sum.choice += quarter.choice;
    sum.new_core += quarter.new_core;
    sum.hours = sum.hours + quarter.hours;
    sum.damaged = sum.damaged || quarter.damaged;
    sum.by_default = sum.by_default | quarter.by_default;
    if (!quarter.posts) sum.posts.reset();
    if (sum.posts) *sum.posts += *quarter.posts;
  }
  if (sum.posts && !quarters.empty())
    *sum.posts /= Ratio(static_cast<std::int64_t>(quarters.size()));
  return sum;
}

}  // namespace capalint
