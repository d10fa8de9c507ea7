#include "figures/figures.h"

#include "figures/plan.h"
#include "figures/team.h"

namespace capalint {

namespace {

template <class T, class Thing, class Work>
void fill(const Model& model, const Figures& figures, std::vector<Kept<T>>& table,
          const Range<Thing>& ids, Work work) {
  table.reserve(ids.size());
  for (const Id<Thing> id : ids) {
    Reading reading(model, figures);
    Kept<T> kept;
    try {
      kept.value = work(reading, id);
    } catch (const ArithmeticOverflow&) {
      kept.value.reset();
    }
    kept.doubt = reading.doubt();
    table.push_back(std::move(kept));
  }
}

}  // namespace

Figures::Figures(const Model& model) {
  const auto plans = model.plans.ids();
  const auto teams = model.teams.ids();
  fill(model, *this, planned, plans,
       [](Reading& reading, PlanId plan) { return planned_hours(reading, plan); });
  // A setting in doubt makes no more than the hours of its own work doubtful.
  for (Kept<HoursByActivity>& kept : planned) {
    if (kept.doubt.settings) kept.value.reset();
  }
  fill(model, *this, absence, plans,
       [](Reading& reading, PlanId plan) { return capalint::absence(reading, plan); });
  fill(model, *this, conversion, plans,
       [](Reading& reading, PlanId plan) { return capalint::conversion(reading, plan); });
  fill(model, *this, hours, plans,
       [](Reading& reading, PlanId plan) { return average_hours(reading, plan); });
  fill(model, *this, new_core, plans,
       [](Reading& reading, PlanId plan) { return capalint::new_core(reading, plan); });
  fill(model, *this, team_hours, teams,
       [](Reading& reading, TeamId team) { return capalint::team_hours(reading, team); });
  fill(model, *this, team_new_core, teams,
       [](Reading& reading, TeamId team) { return capalint::new_core(reading, team); });
  fill(model, *this, median_core_share, teams,
       [](Reading& reading, TeamId team) { return capalint::median_core_share(reading, team); });
}

}  // namespace capalint
