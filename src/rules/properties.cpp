#include "rules/properties.h"

#include <fmt/format.h>

#include "capacity/capacity.h"

namespace capalint {
namespace {

using enum Scope;

constexpr std::string_view capa = "CAPA, Job Plans";

const Type hours_type{.kind = Kind::quantity, .unit = Unit::of(Base::hour)};
const Type number_type{.kind = Kind::quantity};
const Type percent_type{.kind = Kind::quantity, .percent = true};
const Type families_type{.kind = Kind::quantity, .unit = Unit::of(Base::family)};
const Type appointments_type{.kind = Kind::quantity, .unit = Unit::of(Base::appointment)};
const Type appointments_a_week{.kind = Kind::quantity, .unit = Unit::of(Base::appointment) / Unit::of(Base::week)};
const Type referrals_a_week{.kind = Kind::quantity, .unit = Unit::of(Base::referral) / Unit::of(Base::week)};
const Type weeks_type{.kind = Kind::quantity, .unit = Unit::of(Base::week)};
const Type text_type{.kind = Kind::text};
const Type truth_type{.kind = Kind::boolean};
const Type date_type{.kind = Kind::date};
const Type clock_type{.kind = Kind::clock};
const Type quarter_type{.kind = Kind::quarter};
const Type activities_type{.kind = Kind::activities};
Type object_type(Scope scope) { return {.kind = Kind::object, .scope = scope}; }

Value quantity(const Type& type, const Ratio& value, Span span = {}) {
  return Value::of({.value = value, .unit = type.unit, .percent = type.percent}, span);
}

// What is not there may have stood on a line that could not be read.
Value missing(bool damaged) { return damaged ? Value::unknown() : Value::absent(); }

Value text_or_missing(const std::optional<ast::Text>& text) {
  return text ? Value::of(text->text, text->span) : Value::absent();
}

Value object(const Model& model, Scope scope, std::uint32_t index) {
  if (index == nobody) return Value::absent();
  const Object thing{scope, index};
  Value value = Value::of(thing, span_of(model, thing));
  value.text = name_of(model, thing);
  return value;
}

// ---- of a team ---------------------------------------------------------------------------------

Ratio team_multiplier(const Model& model, std::uint32_t settings) {
  const Value& given = model.setting(settings, model.known.multiplier);
  if (given.known()) return given.quantity.value;
  return capacity::multiplier(model.setting_value(settings, model.known.contacts_per_session),
                              model.setting_value(settings, model.known.working_weeks),
                              model.setting_value(settings, model.known.core_appointments));
}

Ratio new_core(const Model& model, std::uint32_t settings, const HoursByActivity& hours) {
  return capacity::new_core(hours[activity::core], model.setting_value(settings, model.known.session),
                            team_multiplier(model, settings));
}

std::string new_core_working(const Model& model, std::uint32_t settings, const HoursByActivity& hours) {
  return fmt::format("{} / {} × {}", hours_text(hours[activity::core]),
                     hours_text(model.setting_value(settings, model.known.session)),
                     to_decimal(team_multiplier(model, settings), 2));
}

Value team_total(const Model& model, std::uint32_t index, const Type& type, const Ratio& total) {
  return model.teams[index].incomplete ? Value::unknown() : quantity(type, total);
}

Ratio team_choice_allocated(const Model& model, std::uint32_t index) {
  Ratio sum;
  for (const std::uint32_t id : model.teams[index].allocations) sum += model.allocations[id].per_week;
  return sum;
}

Value target_of(const Model& model, const std::vector<std::uint32_t>& ids, const Quarter& quarter, bool actual,
                bool core, const Type& type, bool damaged) {
  for (const std::uint32_t id : ids) {
    const ast::Target& said = *model.targets[id].said;
    if (said.actual != actual || said.quarter.value != quarter) continue;
    const auto& number = core ? said.core : said.choice;
    if (number) return quantity(type, number->value, number->span);
  }
  return missing(damaged);
}

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
  return target_of(model, target_ids(plan), quarter_of_plan(model, index), false, core, type, plan.damaged);
}

Value team_target(const Model& model, std::uint32_t index, bool core, const Type& type) {
  const Team& team = model.teams[index];
  return target_of(model, team.targets, team.quarter, false, core, type, team.damaged);
}

Ratio plan_allocated(const Model& model, std::uint32_t index) {
  Ratio sum;
  for (const std::uint32_t id : model.plans[index].allocations) sum += model.allocations[id].per_week;
  return sum;
}

Value plan_total(const Model& model, std::uint32_t index, const Type& type, const Ratio& total) {
  return model.plans[index].damaged ? Value::unknown() : quantity(type, total);
}

std::vector<Property> team_properties() {
  return {
      {team, "name", false, text_type, "The team's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(m.teams[i].said->name.text, m.teams[i].said->name.span); }},
      {team, "quarter", false, quarter_type, "The quarter that is planned; this quarter unless the team says.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(m.teams[i].quarter, m.teams[i].quarter_span); }},
      {team, "referrals", false, referrals_a_week, "Accepted referrals a week.", "W1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.referrals_per_week ? quantity(referrals_a_week, *t.referrals_per_week, t.referrals->span) : missing(t.damaged);
       }},
      {team, "referrals-least", false, referrals_a_week, "The lower end of the range of referrals.", "W1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.referrals_least ? quantity(referrals_a_week, *t.referrals_least, t.referrals->least->span) : missing(t.damaged);
       }},
      {team, "referrals-most", false, referrals_a_week, "The upper end of the range of referrals.", "W1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.referrals_most ? quantity(referrals_a_week, *t.referrals_most, t.referrals->most->span) : missing(t.damaged);
       }},
      {team, "transfer-low", false, percent_type, "The share of Choice that goes on to Core, lower end.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.transfer != nullptr ? quantity(percent_type, t.transfer->low.value, t.transfer->low.span) : missing(t.damaged);
       }},
      {team, "transfer-high", false, percent_type, "The share of Choice that goes on to Core, upper end.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.transfer == nullptr) return missing(t.damaged);
         const ast::Number& share = t.transfer->high ? *t.transfer->high : t.transfer->low;
         return quantity(percent_type, share.value, share.span);
       }},
      {team, "quota", false, truth_type, "Whether Choice is shared out by quota for the quarter, not weekly.", "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.choice != nullptr ? Value::boolean(t.choice->method.text == "quota", t.choice->method.span) : missing(t.damaged);
       }},
      {team, "choice-allocated", false, appointments_a_week, "Choice that the team gives to its clinicians, a week on average.", "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.choice == nullptr) return missing(t.damaged);
         if (t.damaged) return Value::unknown();
         return quantity(appointments_a_week, team_choice_allocated(m, i), t.choice->method.span);
       }},
      {team, "choice-after-loss", false, appointments_a_week,
       "Choice that is left of what is allocated: 10 % less by the weekly method, all of it by quota.", "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.choice == nullptr) return missing(t.damaged);
         if (t.damaged) return Value::unknown();
         const Ratio allocated = team_choice_allocated(m, i);
         const bool quota = t.choice->method.text == "quota";
         const Ratio left = quota ? allocated : capacity::choice_after_loss(allocated, m.setting_value(t.settings, m.known.choice_loss));
         return quantity(appointments_a_week, left, t.choice->method.span);
       }},
      {team, "choice-needed", false, appointments_a_week, "Choice needed a week: one for each accepted referral.", "W1, W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week) return missing(t.damaged);
         return quantity(appointments_a_week, capacity::choice_needed_per_week(*t.referrals_per_week), t.referrals->span);
       }},
      {team, "choice-in-plans", false, appointments_a_week, "Choice in the weeks of all plans, a week on average.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         Ratio sum;
         for (const std::uint32_t p : m.teams[i].plans) {
           if (m.plans[p].in_force) sum += m.plans[p].choice_per_week;
         }
         return team_total(m, i, appointments_a_week, sum);
       }},
      {team, "hours", true, hours_type, "Average hours a week of these activities in the team's plans.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) { return team_total(m, i, hours_type, hours_of(m.teams[i].hours, set)); }},
      {team, "new-core", false, families_type, "New Core families that the team can start in a quarter: Core hours / session × multiplier.", "W3, W6",
       [](const Model& m, std::uint32_t i, ActivitySet) { return team_total(m, i, families_type, new_core(m, m.teams[i].settings, m.teams[i].hours)); },
       [](const Model& m, std::uint32_t i) { return new_core_working(m, m.teams[i].settings, m.teams[i].hours); }},
      {team, "core-needed-low", false, families_type, "New Core families that Choice passes on in a quarter, at the lower transfer rate.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week || t.transfer == nullptr) return missing(t.damaged);
         return quantity(families_type, capacity::core_needed(*t.referrals_per_week, t.transfer->low.value), t.referrals->span);
       }},
      {team, "core-needed-high", false, families_type, "New Core families that Choice passes on in a quarter, at the upper transfer rate.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week || t.transfer == nullptr) return missing(t.damaged);
         const Ratio share = (t.transfer->high ? *t.transfer->high : t.transfer->low).value;
         return quantity(families_type, capacity::core_needed(*t.referrals_per_week, share), t.referrals->span);
       }},
      {team, "multiplier-in-force", false, number_type, "New Core families a quarter for each weekly Core session.", "W6, W22",
       [](const Model& m, std::uint32_t i, ActivitySet) { return quantity(number_type, team_multiplier(m, m.teams[i].settings)); }},
      {team, "contract-hours", false, hours_type, "Contract hours of all plans together.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         Ratio sum;
         for (const std::uint32_t p : m.teams[i].plans) {
           if (!m.plans[p].in_force) continue;
           if (!m.plans[p].contract_hours) return missing(m.teams[i].incomplete);
           sum += *m.plans[p].contract_hours;
         }
         return team_total(m, i, hours_type, sum);
       }},
      {team, "choice-target", false, appointments_type, "The team's Choice target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) { return team_target(m, i, false, appointments_type); }},
      {team, "core-target", false, families_type, "The team's Core target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) { return team_target(m, i, true, families_type); }},
      {team, "fte", false, number_type, "Full-time equivalents, as the team says them.", "W9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.fte != nullptr ? quantity(number_type, t.fte->number.value, t.fte->number.span) : missing(t.damaged);
       }},
  };
}

std::vector<Property> plan_properties() {
  return {
      {plan, "name", false, text_type, "The clinician's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(m.plans[i].said->clinician.text, m.plans[i].said->clinician.span); }},
      {plan, "team", false, object_type(team), "The team of the plan.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, team, m.plans[i].team); }},
      {plan, "clinician", false, object_type(clinician), "The person, over all teams.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, clinician, m.plans[i].clinician); }},
      {plan, "role", false, text_type, "The role, as written.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.role != nullptr ? Value::of(p.role->text.text, p.role->text.span) : missing(p.damaged);
       }},
      {plan, "group", false, text_type, "The staff group, as written.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.group != nullptr ? Value::of(p.group->text.text, p.group->text.span) : missing(p.damaged);
       }},
      {plan, "contract", false, hours_type, "Paid hours a week by contract.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.contract_hours ? quantity(hours_type, *p.contract_hours, p.contract->amount.span) : missing(p.damaged);
       }},
      {plan, "fte", false, number_type, "The full-time equivalent, as written.", "W9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.fte != nullptr ? quantity(number_type, p.fte->number.value, p.fte->number.span) : missing(p.damaged);
       }},
      {plan, "in-force", false, truth_type, "Whether the plan is the one in force in the quarter that is planned.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::boolean(m.plans[i].in_force); }},
      {plan, "before-big-admin", false, truth_type, "Whether Big Admin has still to be taken out of the clinical hours.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.before_big_admin != nullptr) return Value::boolean(true, p.before_big_admin->span);
         return p.damaged ? Value::unknown() : Value::boolean(false);
       }},
      {plan, "hours", true, hours_type, "Average hours a week of these activities.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) { return plan_total(m, i, hours_type, hours_of(m.plans[i].hours, set)); }},
      {plan, "paid-hours", false, hours_type, "Average paid hours a week: everything but lunch.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return plan_total(m, i, hours_type, hours_of(m.plans[i].hours, paid_activities())); }},
      {plan, "new-core", false, families_type, "New Core families to start in a quarter: Core hours / session × multiplier.", "W3, W6",
       [](const Model& m, std::uint32_t i, ActivitySet) { return plan_total(m, i, families_type, new_core(m, m.plans[i].settings, m.plans[i].hours)); },
       [](const Model& m, std::uint32_t i) { return new_core_working(m, m.plans[i].settings, m.plans[i].hours); }},
      {plan, "new-core-least", false, families_type, "The whole number for the quarters with the fewer new families.", "W3",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, families_type, capacity::least_whole(new_core(m, m.plans[i].settings, m.plans[i].hours)));
       }},
      {plan, "new-core-most", false, families_type, "The whole number for the quarters with the more new families.", "W3",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return plan_total(m, i, families_type, capacity::most_whole(new_core(m, m.plans[i].settings, m.plans[i].hours)));
       }},
      {plan, "choice-in-plan", false, appointments_a_week, "Choice appointments in the week, on average.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) { return plan_total(m, i, appointments_a_week, m.plans[i].choice_per_week); }},
      {plan, "choice-allocated", false, appointments_a_week, "Choice that the team gives to this clinician, a week on average; none is zero.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.team == nobody) return Value::absent();
         const Team& t = m.teams[p.team];
         if (t.damaged || m.damaged) return Value::unknown();
         if (t.choice == nullptr) return Value::absent();
         const Span span = p.allocations.empty() ? t.choice->method.span : m.allocations[p.allocations.front()].said->clinician.span;
         return quantity(appointments_a_week, plan_allocated(m, i), span);
       }},
      {plan, "choice-target", false, appointments_type, "The Choice target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) { return plan_target(m, i, false, appointments_type); }},
      {plan, "core-target", false, families_type, "The Core target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) { return plan_target(m, i, true, families_type); }},
      {plan, "review", false, date_type, "When the plan is to be reviewed.", "N9, N11",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         return p.review != nullptr ? Value::of(p.review->date.value, p.review->date.span) : missing(p.damaged);
       }},
      {plan, "signatures", false, number_type, "How many people have agreed the plan.", "N9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Plan& p = m.plans[i];
         if (p.agreed == nullptr) return p.damaged ? Value::unknown() : quantity(number_type, 0);
         return quantity(number_type, static_cast<std::int64_t>(p.agreed->signatures.size()), p.agreed->span);
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

std::vector<Property> clinician_properties() {
  return {
      {clinician, "name", false, text_type, "The clinician's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(m.clinicians[i].name, m.clinicians[i].span); }},
      {clinician, "hours", true, hours_type, "Average hours a week of these activities over all teams.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         if (m.clinicians[i].damaged) return Value::unknown();
         Ratio sum;
         for (const std::uint32_t p : m.clinicians[i].plans) {
           if (m.plans[p].in_force) sum += hours_of(m.plans[p].hours, set);
         }
         return quantity(hours_type, sum);
       }},
  };
}

std::vector<Property> week_properties() {
  return {
      {day, "name", false, text_type, "The day of the week.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(full_name(m.days[i].weekday), m.days[i].span); }},
      {day, "plan", false, object_type(plan), "The plan that the day belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, plan, m.days[i].plan); }},
      {day, "hours", true, hours_type, "Average hours of these activities on this day.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         const Day& d = m.days[i];
         return m.plans[d.plan].damaged ? Value::unknown() : quantity(hours_type, hours_of(d.hours, set));
       }},
      {line, "plan", false, object_type(plan), "The plan that the line belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, plan, m.lines[i].plan); }},
      {line, "day", false, object_type(day), "The day that the line belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, day, m.lines[i].day); }},
      {line, "half", false, text_type, "`am`, `pm` or `eve`; absent for clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::DayLine& said = *m.lines[i].said;
         if (!said.half) return Value::absent();
         return Value::of(*said.half == ast::Half::am ? "am" : *said.half == ast::Half::pm ? "pm" : "eve", said.span);
       }},
      {line, "length", false, hours_type, "Hours between the clock times of the line, when it has them.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::DayLine& said = *m.lines[i].said;
         if (!said.clock) return Value::absent();
         return quantity(hours_type, hours_between(said.clock->start, said.clock->end), said.clock->span);
       }},
      {line, "hours", true, hours_type, "Hours of these activities in this line, when they take place.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         const Line& l = m.lines[i];
         if (l.end_block - l.first_block != l.said->blocks.size()) return Value::unknown();
         Ratio sum;
         for (std::uint32_t b = l.first_block; b < l.end_block; ++b) {
           if (contains(set, m.blocks[b].activity)) sum += m.blocks[b].hours;
         }
         return quantity(hours_type, sum);
       }},
      {block, "plan", false, object_type(plan), "The plan that the block belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, plan, m.blocks[i].plan); }},
      {block, "day", false, object_type(day), "The day that the block belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, day, m.blocks[i].day); }},
      {block, "line", false, object_type(line), "The line that the block stands in.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, line, m.blocks[i].line); }},
      {block, "activity", false, activities_type, "What is done.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return Value::activities(set_of(b.activity), b.said->activity.span);
       }},
      {block, "word", false, text_type, "The word for it in the plan, such as `duty desk`.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::Word& word = m.blocks[i].said->activity;
         return Value::of(word.text, word.span);
       }},
      {block, "what", false, text_type, "The text after the activity, such as the name of Specific work.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) { return text_or_missing(m.blocks[i].said->what); }},
      {block, "site", false, text_type, "Where it takes place, when said.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return text_or_missing(m.blocks[i].said->site); }},
      {block, "with", false, text_type, "Whom it is shared with, when said.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return text_or_missing(m.blocks[i].said->with); }},
      {block, "length", false, hours_type, "Hours each time that it takes place.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return quantity(hours_type, b.hours, b.said->amount ? b.said->amount->span : b.said->activity.span);
       }},
      {block, "average", false, hours_type, "Average hours a week.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return quantity(hours_type, m.blocks[i].hours * m.blocks[i].share); }},
      {block, "contacts", false, appointments_type, "Appointments each time (`x2`), when said.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.said->contacts ? quantity(appointments_type, b.said->contacts->value, b.said->contacts->span) : Value::absent();
       }},
      {block, "appointments-that-fit", false, appointments_type, "Appointments that its time holds by the standard: hours / session × contacts for a session.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         const std::uint32_t s = m.plans[b.plan].settings;
         return quantity(appointments_type, capacity::appointments_in(b.hours, m.setting_value(s, m.known.session),
                                                                      m.setting_value(s, m.known.contacts_per_session)));
       },
       [](const Model& m, std::uint32_t i) {
         const std::uint32_t s = m.plans[m.blocks[i].plan].settings;
         return fmt::format("{} / {} × {}", hours_text(m.blocks[i].hours), hours_text(m.setting_value(s, m.known.session)),
                            to_decimal(m.setting_value(s, m.known.contacts_per_session), 2));
       }},
      {block, "start", false, clock_type, "When it begins, when the line has clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.start ? Value::of(*b.start, m.lines[b.line].said->clock->span) : Value::absent();
       }},
      {block, "end", false, clock_type, "When it ends, when the line has clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.end ? Value::of(*b.end, m.lines[b.line].said->clock->span) : Value::absent();
       }},
  };
}

std::vector<Property> other_properties() {
  return {
      {leave, "plan", false, object_type(plan), "Whose leave it is.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, plan, m.leaves[i].plan); }},
      {leave, "reason", false, text_type, "The reason, as written.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(m.leaves[i].said->reason.text, m.leaves[i].said->reason.span); }},
      {leave, "first-day", false, date_type, "The first day of leave.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(m.leaves[i].said->first.value, m.leaves[i].said->first.span); }},
      {leave, "last-day", false, date_type, "The last day of leave.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::of(m.leaves[i].said->last.value, m.leaves[i].said->last.span); }},
      {allocation, "team", false, object_type(team), "The team that decides it.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, team, m.allocations[i].team); }},
      {allocation, "plan", false, object_type(plan), "The plan of the clinician; absent when there is none.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, plan, m.allocations[i].plan); }},
      {allocation, "name", false, text_type, "The clinician's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::Text& name = m.allocations[i].said->clinician;
         return Value::of(name.text, name.span);
       }},
      {allocation, "per-week", false, appointments_a_week, "Choice appointments a week; a quota is spread over 13 weeks.", "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Allocation& a = m.allocations[i];
         return quantity(appointments_a_week, a.per_week, a.said->number.span);
       }},
      {target, "quarter", false, quarter_type, "The quarter that it is for.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& quarter = m.targets[i].said->quarter;
         return Value::of(quarter.value, quarter.span);
       }},
      {target, "plan", false, object_type(plan), "The plan that it belongs to; absent for a team's target.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, plan, m.targets[i].plan); }},
      {target, "actual", false, truth_type, "Whether it says what was done, not what is planned.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) { return Value::boolean(m.targets[i].said->actual, m.targets[i].said->span); }},
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

}  // namespace

const std::vector<Property>& properties() {
  static const std::vector<Property> table = [] {
    std::vector<Property> all;
    for (auto part : {team_properties(), plan_properties(), clinician_properties(), week_properties(), other_properties()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return table;
}

const Property* find_property(Scope scope, std::string_view name) {
  for (const Property& property : properties()) {
    if (property.scope == scope && property.name == name) return &property;
  }
  return nullptr;
}

const std::vector<Function>& functions() {
  static const std::vector<Function> table{
      {"has", 1, "has(value)", "Whether the files say it."},
      {"default", 2, "default(value, other)", "The value, or the other one when the files do not say it."},
      {"floor", 1, "floor(number)", "The next whole number below; of hours, whole hours."},
      {"ceil", 1, "ceil(number)", "The next whole number above; of hours, whole hours."},
      {"round", 1, "round(number)", "The nearest whole number, halves upwards."},
      {"abs", 1, "abs(number)", "The number without its sign."},
      {"least", 2, "least(a, b)", "The smaller of two."},
      {"most", 2, "most(a, b)", "The larger of two."},
      {"days-from", 2, "days-from(first, last)", "Days from one date to another, as a number."},
      {"today", 0, "today()", "The date of the run."},
      {"sum", -1, "sum(number for each plan where …)", "All of them together."},
      {"count", -1, "count(each plan where …)", "How many there are."},
      {"min", -1, "min(number for each plan where …)", "The smallest; absent when there is none."},
      {"max", -1, "max(number for each plan where …)", "The largest; absent when there is none."},
      {"median", -1, "median(number for each plan where …)", "The middle one; absent when there is none."},
      {"any", -1, "any(condition for each plan where …)", "Whether it holds for at least one."},
      {"all", -1, "all(condition for each plan where …)", "Whether it holds for each of them."},
  };
  return table;
}

const Function* find_function(std::string_view name) {
  for (const Function& function : functions()) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

bool contains_scope(Scope from, Scope collection) {
  switch (from) {
    case team: return collection == plan || collection == allocation || collection == target;
    case plan: return collection == day || collection == line || collection == block || collection == leave || collection == target || collection == allocation;
    case clinician: return collection == plan;
    case day: return collection == line || collection == block;
    case line: return collection == block;
    case block:
    case leave:
    case allocation:
    case target: return false;
  }
  return false;
}

void for_each(const Model& model, Object from, Scope collection, const std::vector<std::uint32_t>*& list,
              std::uint32_t& first, std::uint32_t& end) {
  list = nullptr;
  first = end = 0;
  const auto range = [&](std::uint32_t begin, std::uint32_t stop) {
    first = begin;
    end = stop;
  };
  if (from.scope == team) {
    const Team& t = model.teams[from.index];
    list = collection == plan ? &t.plans : collection == allocation ? &t.allocations : &t.targets;
  } else if (from.scope == clinician) {
    list = &model.clinicians[from.index].plans;
  } else if (from.scope == plan) {
    const Plan& p = model.plans[from.index];
    if (collection == day) range(p.first_day, p.end_day);
    if (collection == line) range(p.first_line, p.end_line);
    if (collection == block) range(p.first_block, p.end_block);
    if (collection == leave) range(p.first_leave, p.end_leave);
    if (collection == target) range(p.first_target, p.end_target);
    if (collection == allocation) list = &p.allocations;
  } else if (from.scope == day) {
    const Day& d = model.days[from.index];
    if (collection == line) range(d.first_line, d.end_line);
    if (collection == block) range(d.first_block, d.end_block);
  } else if (from.scope == line) {
    range(model.lines[from.index].first_block, model.lines[from.index].end_block);
  }
}

std::uint32_t count(const Model& model, Scope scope) {
  const auto size = [](const auto& vector) { return static_cast<std::uint32_t>(vector.size()); };
  switch (scope) {
    case team: return size(model.teams);
    case plan: return size(model.plans);
    case clinician: return size(model.clinicians);
    case day: return size(model.days);
    case line: return size(model.lines);
    case block: return size(model.blocks);
    case leave: return size(model.leaves);
    case allocation: return size(model.allocations);
    case target: return size(model.targets);
  }
  return 0;
}

std::uint32_t plan_of(const Model& model, Object object) {
  switch (object.scope) {
    case plan: return object.index;
    case day: return model.days[object.index].plan;
    case line: return model.lines[object.index].plan;
    case block: return model.blocks[object.index].plan;
    case leave: return model.leaves[object.index].plan;
    case allocation: return model.allocations[object.index].plan;
    case target: return model.targets[object.index].plan;
    case team:
    case clinician: return nobody;
  }
  return nobody;
}

std::uint32_t team_of(const Model& model, Object object) {
  if (object.scope == team) return object.index;
  if (object.scope == allocation) return model.allocations[object.index].team;
  if (object.scope == target) return model.targets[object.index].team;
  if (object.scope == clinician) {
    const auto& plans = model.clinicians[object.index].plans;
    return plans.empty() ? nobody : model.plans[plans.front()].team;
  }
  return model.plans[plan_of(model, object)].team;
}

std::uint32_t settings_of(const Model& model, Object object) {
  const std::uint32_t plan_index = plan_of(model, object);
  if (plan_index != nobody) return model.plans[plan_index].settings;
  const std::uint32_t team_index = team_of(model, object);
  return team_index == nobody ? 0 : model.teams[team_index].settings;
}

Span span_of(const Model& model, Object object) {
  switch (object.scope) {
    case team: return model.teams[object.index].said->name.span;
    case plan: return model.plans[object.index].said->clinician.span;
    case clinician: return model.clinicians[object.index].span;
    case day: return model.days[object.index].span;
    case line: {
      const ast::DayLine& said = *model.lines[object.index].said;
      return said.clock ? said.clock->span : said.day_span;
    }
    case block: return model.blocks[object.index].said->activity.span;
    case leave: return model.leaves[object.index].said->span;
    case allocation: return model.allocations[object.index].said->clinician.span;
    case target: return model.targets[object.index].said->span;
  }
  return {};
}

std::string_view name_of(const Model& model, Object object) {
  switch (object.scope) {
    case team: return model.teams[object.index].said->name.text;
    case plan: return model.plan_name(object.index);
    case clinician: return model.clinicians[object.index].name;
    case day: return full_name(model.days[object.index].weekday);
    case line: return full_name(model.days[model.lines[object.index].day].weekday);
    case block: return model.blocks[object.index].said->activity.text;
    case leave: return model.leaves[object.index].said->reason.text;
    case allocation: return model.allocations[object.index].said->clinician.text;
    case target: return model.targets[object.index].plan == nobody ? name_of(model, {team, model.targets[object.index].team})
                                                                   : model.plan_name(model.targets[object.index].plan);
  }
  return {};
}

bool damaged(const Model& model, Object object) {
  if (object.scope == team) return model.teams[object.index].incomplete;
  if (object.scope == clinician) return model.clinicians[object.index].damaged;
  const std::uint32_t plan_index = plan_of(model, object);
  if (plan_index != nobody) return model.plans[plan_index].damaged;
  const std::uint32_t team_index = team_of(model, object);
  return team_index != nobody && model.teams[team_index].damaged;
}

Span place_of_activity(const Model& model, Object object, ActivitySet activities) {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  switch (object.scope) {
    case plan:
      first = model.plans[object.index].first_block;
      end = model.plans[object.index].end_block;
      break;
    case day:
      first = model.days[object.index].first_block;
      end = model.days[object.index].end_block;
      break;
    case line:
      first = model.lines[object.index].first_block;
      end = model.lines[object.index].end_block;
      break;
    case block:
      first = object.index;
      end = object.index + 1;
      break;
    case team:
    case clinician:
    case leave:
    case allocation:
    case target: break;
  }
  for (std::uint32_t b = first; b < end; ++b) {
    if (contains(activities, model.blocks[b].activity)) return model.blocks[b].said->activity.span;
  }
  return {};
}

}  // namespace capalint
