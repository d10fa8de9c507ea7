#include "model/finished.h"

#include "capacity/capacity.h"
#include "model/activities.h"

namespace capalint {

HoursByActivity finished_hours(const Model& model, const Plan& plan, HoursByActivity hours) {
  if (plan.before_big_admin == nullptr) return hours;
  const Ratio session = model.setting_value(plan.settings, model.known.session);
  const Ratio per_session = model.setting_value(plan.settings, model.known.big_admin_per_session);
  const auto base =
      static_cast<ActivitySet>(model.setting(plan.settings, model.known.big_admin_base).number);
  if (model.is_set_to_yes(plan.settings, model.known.big_admin_added)) {
    hours[activity::big_admin] +=
        capacity::big_admin_of_finished(hours_of(hours, base), session, per_session);
    return hours;
  }
  Ratio converted;
  for (ActivityId id = 0; id < activity_count; ++id) {
    if (!contains(base, id)) continue;
    const Ratio before = hours[id];
    hours[id] = capacity::clinical_after_conversion(before, session, per_session);
    converted += before - hours[id];
  }
  hours[activity::big_admin] += converted;
  return hours;
}

}  // namespace capalint
