#include <fmt/format.h>

#include <algorithm>

#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

std::vector<Property> of_clinician() {
  return {
      Property::of<ClinicianId>("name", text_type, "The clinician's name.", "",
                                [](Reading& r, ClinicianId i) {
                                  return Value::of(r->clinicians[i].name, r->clinicians[i].span);
                                }),
      Property::of_activities<ClinicianId>(
          "hours", hours_type, "Average hours a week of these activities over all teams.", "",
          [](Reading& r, ClinicianId i, ActivitySet set) {
            if (r->clinicians[i].damaged) return Value::unknown();
            Ratio sum;
            for (const PlanId p : r->clinicians[i].plans) {
              if (r->plans[p].in_force) sum += hours_of(r->plans[p].hours, set);
            }
            return quantity(hours_type, sum);
          }),
      Property::of<ClinicianId>(
          "paid-hours", hours_type,
          "Average paid hours a week over all plans in force: everything but lunch.", "",
          [](Reading& r, ClinicianId i) {
            if (r->clinicians[i].damaged) return Value::unknown();
            Ratio sum;
            for (const PlanId p : r->clinicians[i].plans) {
              if (r->plans[p].in_force) sum += hours_of(r->plans[p].hours, paid_activities());
            }
            return quantity(hours_type, sum);
          }),
      Property::of<ClinicianId>(
          "plans-in-force", number_type,
          "How many of the clinician's plans are in force in the quarter that is planned.", "",
          [](Reading& r, ClinicianId i) {
            const auto& plans = r->clinicians[i].plans;
            return quantity(number_type, std::count_if(plans.begin(), plans.end(), [&](auto p) {
                              return r->plans[p].in_force;
                            }));
          }),
      Property::of<ClinicianId>("last-plan", object_type(plan), "The last of the plans in force.",
                                "",
                                [](Reading& r, ClinicianId i) {
                                  PlanId last;
                                  for (const PlanId p : r->clinicians[i].plans) {
                                    if (r->plans[p].in_force) last = p;
                                  }
                                  return object(*r, last);
                                }),
  };
}

std::vector<Property> of_others() {
  return {
      Property::of<LeaveId>("plan", object_type(plan), "Whose leave it is.", "",
                            [](Reading& r, LeaveId i) { return object(*r, r->leaves[i].plan); }),
      Property::of<LeaveId>("reason", text_type, "The reason, as written.", "",
                            [](Reading& r, LeaveId i) {
                              return Value::of(r->leaves[i].said->reason.text,
                                               r->leaves[i].said->reason.span);
                            }),
      Property::of<LeaveId>("first-day", date_type, "The first day of leave.", "",
                            [](Reading& r, LeaveId i) {
                              return Value::of(r->leaves[i].said->first.value,
                                               r->leaves[i].said->first.span);
                            }),
      Property::of<LeaveId>("last-day", date_type, "The last day of leave.", "",
                            [](Reading& r, LeaveId i) {
                              return Value::of(r->leaves[i].said->last.value,
                                               r->leaves[i].said->last.span);
                            }),
      Property::of<LeaveId>("weeks-in-quarter", weeks_type,
                            "Weeks of the leave that lie in the quarter that is planned.", "S0",
                            [](Reading& r, LeaveId i) {
                              const Leave& l = r->leaves[i];
                              const TeamId t = r->plans[l.plan].team;
                              const Quarter quarter = r->quarter_of(t);
                              const Date first = std::max(l.said->first.value, quarter.first_day());
                              const Date last = std::min(l.said->last.value, quarter.last_day());
                              const auto days = (last - first).count() + 1;
                              constexpr int days_in_week = 7;
                              return quantity(weeks_type,
                                              Ratio(std::max<std::int64_t>(days, 0), days_in_week));
                            }),
      Property::of<AllocationId>(
          "team", object_type(team), "The team that decides it.", "",
          [](Reading& r, AllocationId i) { return object(*r, r->allocations[i].team); }),
      Property::of<AllocationId>(
          "plan", object_type(plan), "The plan of the clinician; absent when there is none.", "",
          [](Reading& r, AllocationId i) { return object(*r, r->allocations[i].plan); }),
      Property::of<AllocationId>("name", text_type, "The clinician's name.", "",
                                 [](Reading& r, AllocationId i) {
                                   const ast::Text& name = r->allocations[i].said->clinician;
                                   return Value::of(name.text, name.span);
                                 }),
      Property::of<AllocationId>(
          "per-week", appointments_a_week,
          "Choice appointments a week; a quota is spread over 13 weeks.", "W20",
          [](Reading& r, AllocationId i) {
            const Allocation& a = r->allocations[i];
            return quantity(appointments_a_week, a.per_week, a.said->number.span);
          }),
      Property::of<TargetId>("quarter", quarter_type, "The quarter that it is for.", "",
                             [](Reading& r, TargetId i) {
                               const auto& quarter = r->targets[i].said->quarter;
                               return Value::of(quarter.value, quarter.span);
                             }),
      Property::of<TargetId>("plan", object_type(plan),
                             "The plan that it belongs to; absent for a team's target.", "",
                             [](Reading& r, TargetId i) { return object(*r, r->targets[i].plan); }),
      Property::of<TargetId>(
          "actual", truth_type, "Whether it says what was done, not what is planned.", capa,
          [](Reading& r, TargetId i) {
            return Value::boolean(r->targets[i].said->actual, r->targets[i].said->span);
          }),
      Property::of<TargetId>(
          "choice", appointments_type, "Choice appointments in the quarter.", capa,
          [](Reading& r, TargetId i) {
            const auto& number = r->targets[i].said->choice;
            return number ? quantity(appointments_type, number->value, number->span)
                          : Value::absent();
          }),
      Property::of<TargetId>("core", families_type, "New Core families in the quarter.", capa,
                             [](Reading& r, TargetId i) {
                               const auto& number = r->targets[i].said->core;
                               return number ? quantity(families_type, number->value, number->span)
                                             : Value::absent();
                             }),
  };
}

}  // namespace capalint::property
