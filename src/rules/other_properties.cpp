#include <fmt/format.h>

#include <algorithm>

#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

std::vector<Property> of_clinician() {
  return {
      {clinician, "name", false, text_type, "The clinician's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(m.clinicians[i].name, m.clinicians[i].span);
       }},
      {clinician, "hours", true, hours_type,
       "Average hours a week of these activities over all teams.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         if (m.clinicians[i].damaged) return Value::unknown();
         Ratio sum;
         for (const std::uint32_t p : m.clinicians[i].plans) {
           if (m.plans[p].in_force) sum += hours_of(m.plans[p].hours, set);
         }
         return quantity(hours_type, sum);
       }},
      {clinician, "paid-hours", false, hours_type,
       "Average paid hours a week over all plans in force: everything but lunch.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         if (m.clinicians[i].damaged) return Value::unknown();
         Ratio sum;
         for (const std::uint32_t p : m.clinicians[i].plans) {
           if (m.plans[p].in_force) sum += hours_of(m.plans[p].hours, paid_activities());
         }
         return quantity(hours_type, sum);
       }},
      {clinician, "plans-in-force", false, number_type,
       "How many of the clinician's plans are in force in the quarter that is planned.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& plans = m.clinicians[i].plans;
         return quantity(number_type, std::count_if(plans.begin(), plans.end(),
                                                    [&](auto p) { return m.plans[p].in_force; }));
       }},
      {clinician, "last-plan", false, object_type(plan), "The last of the plans in force.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         std::uint32_t last = nobody;
         for (const std::uint32_t p : m.clinicians[i].plans) {
           if (m.plans[p].in_force) last = p;
         }
         return object(m, plan, last);
       }},
  };
}

std::vector<Property> of_others() {
  return {
      {leave, "plan", false, object_type(plan), "Whose leave it is.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, plan, m.leaves[i].plan);
       }},
      {leave, "reason", false, text_type, "The reason, as written.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(m.leaves[i].said->reason.text, m.leaves[i].said->reason.span);
       }},
      {leave, "first-day", false, date_type, "The first day of leave.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(m.leaves[i].said->first.value, m.leaves[i].said->first.span);
       }},
      {leave, "last-day", false, date_type, "The last day of leave.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(m.leaves[i].said->last.value, m.leaves[i].said->last.span);
       }},
      {leave, "weeks-in-quarter", false, weeks_type,
       "Weeks of the leave that lie in the quarter that is planned.", "S0",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Leave& l = m.leaves[i];
         const std::uint32_t t = m.plans[l.plan].team;
         const Quarter quarter = m.quarter_of(t);
         const Date first = std::max(l.said->first.value, quarter.first_day());
         const Date last = std::min(l.said->last.value, quarter.last_day());
         const auto days = (last - first).count() + 1;
         constexpr int days_in_week = 7;
         return quantity(weeks_type, Ratio(std::max<std::int64_t>(days, 0), days_in_week));
       }},
      {allocation, "team", false, object_type(team), "The team that decides it.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, team, m.allocations[i].team);
       }},
      {allocation, "plan", false, object_type(plan),
       "The plan of the clinician; absent when there is none.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, plan, m.allocations[i].plan);
       }},
      {allocation, "name", false, text_type, "The clinician's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::Text& name = m.allocations[i].said->clinician;
         return Value::of(name.text, name.span);
       }},
      {allocation, "per-week", false, appointments_a_week,
       "Choice appointments a week; a quota is spread over 13 weeks.", "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Allocation& a = m.allocations[i];
         return quantity(appointments_a_week, a.per_week, a.said->number.span);
       }},
      {target, "quarter", false, quarter_type, "The quarter that it is for.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& quarter = m.targets[i].said->quarter;
         return Value::of(quarter.value, quarter.span);
       }},
      {target, "plan", false, object_type(plan),
       "The plan that it belongs to; absent for a team's target.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, plan, m.targets[i].plan);
       }},
      {target, "actual", false, truth_type, "Whether it says what was done, not what is planned.",
       capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::boolean(m.targets[i].said->actual, m.targets[i].said->span);
       }},
      {target, "choice", false, appointments_type, "Choice appointments in the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& number = m.targets[i].said->choice;
         return number ? quantity(appointments_type, number->value, number->span) : Value::absent();
       }},
      {target, "core", false, families_type, "New Core families in the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& number = m.targets[i].said->core;
         return number ? quantity(families_type, number->value, number->span) : Value::absent();
       }},
  };
}

}  // namespace capalint::property
