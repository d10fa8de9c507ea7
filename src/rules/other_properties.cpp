#include <fmt/format.h>

#include <algorithm>

#include "figures/absence.h"
#include "figures/week.h"
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
          "hours", hours_type,
          "Average hours a week of these activities over all teams, in the weeks as planned.", "",
          [](Reading& r, ClinicianId i, ActivitySet set) {
            return quantity(hours_type, planned_hours_of(r, i, set));
          }),
      Property::of<ClinicianId>(
          "paid-hours", hours_type,
          "Average paid hours a week over all plans in force, in the weeks as planned: everything but lunch.",
          "",
          [](Reading& r, ClinicianId i) {
            return quantity(hours_type, planned_hours_of(r, i, paid_activities()));
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
      Property::of<LeaveId>(
          "weeks-in-quarter", weeks_type,
          "Weeks of the quarter that this leave alone takes from the plan, of 13.", "S0",
          [](Reading& r, LeaveId i) { return quantity(weeks_type, weeks_away(share_away(r, i))); }),
      Property::of<LeaveId>(
          "annual", truth_type,
          "Whether it is annual leave, which the weeks worked of a year leave out already.", "W6",
          [](Reading& r, LeaveId i) {
            return Value::boolean(is_annual_leave(r->leaves[i].said->reason.text),
                                  r->leaves[i].said->reason.span);
          }),
      Property::of<LeaveId>(
          "first-in-quarter", truth_type,
          "Whether it is the first leave of the plan that takes time from the quarter: the one where a finding about all of them stands.",
          "",
          [](Reading& r, LeaveId i) {
            const Absence away = absence(r, r->leaves[i].plan);
            const auto first =
                std::find_if(away.spells.begin(), away.spells.end(),
                             [](const Spell& spell) { return spell.kind == Spell::Kind::leave; });
            return Value::boolean(first != away.spells.end() &&
                                  first->span == r->leaves[i].said->span);
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
