#include <fmt/format.h>

#include <set>

#include "rules/person.h"
#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

Quarter quarter_of_plan(const Model& model, std::uint32_t plan) {
  return model.quarter_of(model.plans[plan].team);
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

// Plans of the clinician without a contract of their own are worked under the first one that has one.
Value under_contract(const Model& model, std::uint32_t index, ActivitySet set) {
  if (!model.plans[index].contract_hours) return missing(model.plans[index].damaged);
  if (person::damaged(model, index)) return Value::unknown();
  Ratio sum = hours_of(model.plans[index].hours, set);
  bool first = true;
  for (const std::uint32_t other : person::plans(model, index)) {
    const bool has_own = model.plans[other].contract_hours.has_value();
    if (has_own && other < index) first = false;
  }
  for (const std::uint32_t other : person::plans(model, index)) {
    if (first && !model.plans[other].contract_hours) sum += hours_of(model.plans[other].hours, set);
  }
  return quantity(hours_type, sum);
}

// Days of the quarter that is planned on which the clinician is on leave.
int days_of_leave(const Model& model, std::uint32_t index, const Quarter& quarter) {
  int days = 0;
  for (Date date = quarter.first_day(); date <= quarter.last_day(); date += std::chrono::days(1)) {
    for (std::uint32_t i = model.plans[index].first_leave; i < model.plans[index].end_leave; ++i) {
      const ast::Leave& leave = *model.leaves[i].said;
      if (leave.first.value > date || leave.last.value < date) continue;
      ++days;
      break;
    }
  }
  return days;
}

// The place of the first leave that touches the quarter.
Span place_of_leave(const Model& model, std::uint32_t index, const Quarter& quarter) {
  for (std::uint32_t i = model.plans[index].first_leave; i < model.plans[index].end_leave; ++i) {
    const ast::Leave& leave = *model.leaves[i].said;
    if (leave.first.value <= quarter.last_day() && leave.last.value >= quarter.first_day())
      return leave.span;
  }
  return {};
}

// The first site that a day names after another one.
const ast::Text* second_site(const Model& model, const Plan& plan) {
  for (std::uint32_t d = plan.first_day; d < plan.end_day; ++d) {
    const ast::Text* first = nullptr;
    for (std::uint32_t b = model.days[d].first_block; b < model.days[d].end_block; ++b) {
      const auto& site = model.blocks[b].said->site;
      if (!site) continue;
      if (first == nullptr) first = &*site;
      if (normalised(first->text) != normalised(site->text)) return &*site;
    }
  }
  return nullptr;
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
      {plan, "counts", false, truth_type,
       "Whether the plan counts for the team: it is in force, and not a trainee's unless `trainees-count` says so.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::boolean(m.plans[i].counts);
       }},
      {plan, "quarter", false, quarter_type, "The quarter that is planned.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const std::uint32_t t = m.plans[i].team;
         return Value::of(quarter_of_plan(m, i), t == nobody ? Span{} : m.teams[t].quarter_span);
       }},
      {plan, "first-day", false, date_type, "The day that the plan counts from, when said.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& since = m.plans[i].said->since;
         return since ? Value::of(since->value, since->span) : Value::absent();
       }},
      {plan, "last-day", false, date_type, "The last day of the plan (`until`), when said.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.until != nullptr ? Value::of(p.until->date.value, p.until->date.span)
                                   : missing(p.damaged);
       }},
      {plan, "sites", false, number_type, "How many different sites its week names.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return plan_total(m, i, number_type, sites_named(m, p.first_block, p.end_block));
       }},
      {plan, "second-site", false, text_type,
       "The first site that a day of the week names after another one; absent when each day has one.",
       "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::Text* site = second_site(m, m.plans[i]);
         return site != nullptr ? Value::of(site->text, site->span) : missing(m.plans[i].damaged);
       }},
      {plan, "core-share", false, percent_type,
       "Choice and Core as a share of the paid hours; absent in an empty week.", "W10, W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         const auto share = core_share(finished_hours(m, p, p.hours));
         return share ? plan_total(m, i, percent_type, *share) : missing(p.damaged);
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
      {plan,
       "paid-hours",
       false,
       hours_type,
       "Average paid hours a week: everything but lunch.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, hours_type, hours_of(m.plans[i].hours, paid_activities()));
       },
       nullptr,
       {"choice", "core", "specific", "big admin", "team meeting", "travel", "management",
        "research", "other", "on call"}},
      {plan, "paid-under-contract", false, hours_type,
       "Average paid hours a week under this contract: of this plan, and of the clinician's other plans in force that say no contract.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return under_contract(m, i, paid_activities());
       }},
      {plan, "breaks-under-contract", false, hours_type,
       "Average hours of lunch a week in the same plans.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return under_contract(m, i, set_of(activity::lunch));
       }},
      {plan,
       "fte-counted",
       false,
       number_type,
       "The full-time equivalent: as written, else the contract as a part of `full-time`, at most 1.",
       "W9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.fte != nullptr)
           return quantity(number_type, p.fte->number.value, p.fte->number.span);
         const auto share = fte_of_plan(m, p);
         if (!share) return missing(p.damaged);
         return quantity(number_type, std::min(Ratio(1), *share), p.contract->amount.span);
       },
       nullptr,
       {"full-time"}},
      {plan, "first-of-clinician", false, truth_type,
       "Whether it is the clinician's first plan in force: the one where a finding about the person stands.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::boolean(m.plans[i].in_force && person::plans(m, i).front() == i);
       }},
      {plan, "free-days", false, number_type,
       "The fewest days without work in two weeks one after the other, over all plans in force.",
       "N14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return person::damaged(m, i) ? Value::unknown()
                                      : quantity(number_type, person::free_days(m, i));
       }},
      {plan, "on-leave", false, percent_type,
       "The share of the quarter that is planned on which the clinician is on leave.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         if (m.plans[i].damaged) return Value::unknown();
         const Quarter quarter = quarter_of_plan(m, i);
         const auto days = (quarter.last_day() - quarter.first_day()).count() + 1;
         return quantity(percent_type, Ratio(days_of_leave(m, i, quarter), days),
                         place_of_leave(m, i, quarter));
       }},
      {plan, "new-core", false, families_type,
       "New Core families to start in a quarter: Core hours / session × multiplier.", "W3, W6",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, families_type, new_core_of_plan(m, i));
       },
       [](const Model& m, std::uint32_t i) {
         const Plan& p = m.plans[i];
         return new_core_working(m, p.settings, core_hours_after_big_admin(m, p));
       }},
      {plan, "new-core-gross", false, families_type,
       "New Core families a quarter that the Core hours before Big Admin would make: too many by an eighth.",
       "W13",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return plan_total(m, i, families_type,
                           new_core(m, p.settings, core_hours_before_big_admin(m, p)));
       },
       [](const Model& m, std::uint32_t i) {
         const Plan& p = m.plans[i];
         return new_core_working(m, p.settings, core_hours_before_big_admin(m, p));
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
       [](const Model& m, std::uint32_t i, ActivitySet) { return target_of_plan(m, i, false); }},
      {plan, "core-target", false, families_type, "The Core target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) { return target_of_plan(m, i, true); }},
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
      {plan, "signers", false, number_type, "How many different people have agreed the plan.", "N9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.agreed == nullptr) return p.damaged ? Value::unknown() : quantity(number_type, 0);
         std::set<std::string> names;
         for (const ast::Signature& signature : p.agreed->signatures)
           names.insert(normalised(signature.name.text));
         return quantity(number_type, static_cast<std::int64_t>(names.size()), p.agreed->span);
       }},
      {plan, "agreed-by-clinician", false, truth_type,
       "Whether the clinician is one of those who have agreed the plan.", "N9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.agreed == nullptr) return p.damaged ? Value::unknown() : Value::boolean(false);
         const std::string own = normalised(m.plan_name(i));
         bool found = false;
         for (const ast::Signature& signature : p.agreed->signatures)
           found = found || normalised(signature.name.text) == own;
         return Value::boolean(found, p.agreed->span);
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
