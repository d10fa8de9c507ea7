#include <fmt/format.h>

#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

std::vector<std::uint32_t> target_ids(const Plan& plan) {
  std::vector<std::uint32_t> ids;
  for (std::uint32_t id = plan.first_target; id < plan.end_target; ++id) ids.push_back(id);
  return ids;
}

Quarter quarter_of_plan(const Model& model, std::uint32_t plan) {
  const std::uint32_t team = model.plans[plan].team;
  return team == nobody ? quarter_of(model.today) : model.teams[team].quarter;
}

Value plan_target(const Model& model, std::uint32_t index, bool core, const Type& type) {
  const Plan& plan = model.plans[index];
  return target_of(model, target_ids(plan), quarter_of_plan(model, index), false, core, type,
                   plan.damaged);
}

Ratio plan_allocated(const Model& model, std::uint32_t index) {
  Ratio sum;
  for (const std::uint32_t id : model.plans[index].allocations)
    sum += model.allocations[id].per_week;
  return sum;
}

Value plan_total(const Model& model, std::uint32_t index, const Type& type, const Ratio& total) {
  return model.plans[index].damaged ? Value::unknown() : quantity(type, total);
}

}  // namespace

std::vector<Property> of_plan() {
  return {
      {plan, "name", false, text_type, "The clinician's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(m.plans[i].said->clinician.text, m.plans[i].said->clinician.span);
       }},
      {plan, "team", false, object_type(team), "The team of the plan.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, team, m.plans[i].team);
       }},
      {plan, "clinician", false, object_type(clinician), "The person, over all teams.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, clinician, m.plans[i].clinician);
       }},
      {plan, "role", false, text_type, "The role, as written.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.role != nullptr ? Value::of(p.role->text.text, p.role->text.span)
                                  : missing(p.damaged);
       }},
      {plan, "group", false, text_type, "The staff group, as written.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.group != nullptr ? Value::of(p.group->text.text, p.group->text.span)
                                   : missing(p.damaged);
       }},
      {plan, "contract", false, hours_type, "Paid hours a week by contract.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.contract_hours ? quantity(hours_type, *p.contract_hours, p.contract->amount.span)
                                 : missing(p.damaged);
       }},
      {plan, "fte", false, number_type, "The full-time equivalent, as written.", "W9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.fte != nullptr ? quantity(number_type, p.fte->number.value, p.fte->number.span)
                                 : missing(p.damaged);
       }},
      {plan, "in-force", false, truth_type,
       "Whether the plan is the one in force in the quarter that is planned.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::boolean(m.plans[i].in_force);
       }},
      {plan, "before-big-admin", false, truth_type,
       "Whether Big Admin has still to be taken out of the clinical hours.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.before_big_admin != nullptr) return Value::boolean(true, p.before_big_admin->span);
         return p.damaged ? Value::unknown() : Value::boolean(false);
       }},
      {plan, "hours", true, hours_type, "Average hours a week of these activities.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         return plan_total(m, i, hours_type, hours_of(m.plans[i].hours, set));
       }},
      {plan, "paid-hours", false, hours_type, "Average paid hours a week: everything but lunch.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, hours_type, hours_of(m.plans[i].hours, paid_activities()));
       }},
      {plan, "new-core", false, families_type,
       "New Core families to start in a quarter: Core hours / session × multiplier.", "W3, W6",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, families_type, new_core_of_plan(m, i));
       },
       [](const Model& m, std::uint32_t i) {
         const Plan& p = m.plans[i];
         return new_core_working(m, p.settings, finished_hours(m, p, p.hours));
       }},
      {plan, "new-core-least", false, families_type,
       "The whole number for the quarters with the fewer new families.", "W3",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, families_type, capacity::least_whole(new_core_of_plan(m, i)));
       }},
      {plan, "new-core-most", false, families_type,
       "The whole number for the quarters with the more new families.", "W3",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, families_type, capacity::most_whole(new_core_of_plan(m, i)));
       }},
      {plan, "choice-in-plan", false, appointments_a_week,
       "Choice appointments in the week, on average.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, appointments_a_week, m.plans[i].choice_per_week);
       }},
      {plan, "choice-allocated", false, appointments_a_week,
       "Choice that the team gives to this clinician, a week on average; none is zero.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.team == nobody) return Value::absent();
         const Team& t = m.teams[p.team];
         if (t.damaged || m.damaged) return Value::unknown();
         if (t.choice == nullptr) return Value::absent();
         const Span span = p.allocations.empty()
                               ? t.choice->method.span
                               : m.allocations[p.allocations.front()].said->clinician.span;
         return quantity(appointments_a_week, plan_allocated(m, i), span);
       }},
      {plan, "choice-target", false, appointments_type, "The Choice target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_target(m, i, false, appointments_type);
       }},
      {plan, "core-target", false, families_type, "The Core target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_target(m, i, true, families_type);
       }},
      {plan, "review", false, date_type, "When the plan is to be reviewed.", "N9, N11",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.review != nullptr ? Value::of(p.review->date.value, p.review->date.span)
                                    : missing(p.damaged);
       }},
      {plan, "signatures", false, number_type, "How many people have agreed the plan.", "N9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.agreed == nullptr) return p.damaged ? Value::unknown() : quantity(number_type, 0);
         return quantity(number_type, static_cast<std::int64_t>(p.agreed->signatures.size()),
                         p.agreed->span);
       }},
      {plan, "agreed", false, date_type, "When the last person agreed the plan.", "N9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.agreed == nullptr || p.agreed->signatures.empty()) return missing(p.damaged);
         const ast::Signature* last = &p.agreed->signatures.front();
         for (const ast::Signature& signature : p.agreed->signatures) {
           if (signature.date.value > last->date.value) last = &signature;
         }
         return Value::of(last->date.value, last->date.span);
       }},
  };
}

}  // namespace capalint::property
