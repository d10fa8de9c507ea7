#include <fmt/format.h>

#include <algorithm>

#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

Value team_total(const Model& model, std::uint32_t index, const Type& type, const Ratio& total) {
  return model.teams[index].incomplete ? Value::unknown() : quantity(type, total);
}

/// Nothing to show when a plan has settings or a conversion of its own: the sum is over the plans.
std::string team_new_core_working(const Model& model, std::uint32_t index) {
  const Team& team = model.teams[index];
  const auto plans = plans_for_team(model, index);
  const bool alike = std::all_of(plans.begin(), plans.end(), [&](std::uint32_t plan) {
    return model.plans[plan].settings == team.settings &&
           model.plans[plan].before_big_admin == nullptr;
  });
  return alike ? new_core_working(model, team.settings, team.hours) : "the sum of the plans";
}

Value team_target(const Model& model, std::uint32_t index, bool core, const Type& type) {
  const Team& team = model.teams[index];
  return target_of(model, team.targets, team.quarter, false, core, type, team.damaged);
}

}  // namespace

std::vector<Property> of_team() {
  return {
      {team, "name", false, text_type, "The team's name.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(m.teams[i].said->name.text, m.teams[i].said->name.span);
       }},
      {team, "quarter", false, quarter_type,
       "The quarter that is planned; this quarter unless the team says.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(m.teams[i].quarter, m.teams[i].quarter_span);
       }},
      {team, "referrals", false, referrals_a_week, "Accepted referrals a week.", "W1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.referrals_per_week
                    ? quantity(referrals_a_week, *t.referrals_per_week, t.referrals->span)
                    : missing(t.damaged);
       }},
      {team, "referrals-least", false, referrals_a_week, "The lower end of the range of referrals.",
       "W1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.referrals_least
                    ? quantity(referrals_a_week, *t.referrals_least, t.referrals->least->span)
                    : missing(t.damaged);
       }},
      {team, "referrals-most", false, referrals_a_week, "The upper end of the range of referrals.",
       "W1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.referrals_most
                    ? quantity(referrals_a_week, *t.referrals_most, t.referrals->most->span)
                    : missing(t.damaged);
       }},
      {team, "transfer-low", false, percent_type,
       "The share of Choice that goes on to Core, lower end.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.transfer != nullptr
                    ? quantity(percent_type, t.transfer->low.value, t.transfer->low.span)
                    : missing(t.damaged);
       }},
      {team, "transfer-high", false, percent_type,
       "The share of Choice that goes on to Core, upper end.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.transfer == nullptr) return missing(t.damaged);
         const ast::Number& share = t.transfer->high ? *t.transfer->high : t.transfer->low;
         return quantity(percent_type, share.value, share.span);
       }},
      {team, "quota", false, truth_type,
       "Whether Choice is shared out by quota for the quarter, not weekly.", "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.choice != nullptr ? Value::boolean(is_quota(t), t.choice->method.span)
                                    : missing(t.damaged);
       }},
      {team, "choice-allocated", false, appointments_a_week,
       "Choice that the team gives to its clinicians, a week on average.", "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.choice == nullptr) return missing(t.damaged);
         if (t.damaged) return Value::unknown();
         return quantity(appointments_a_week, choice_given(m, i), t.choice->method.span);
       }},
      {team, "choice-after-loss", false, appointments_a_week,
       "Choice that is left of what is allocated: 10 % less by the weekly method, all of it by quota.",
       "W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.choice == nullptr) return missing(t.damaged);
         if (t.damaged) return Value::unknown();
         const Ratio left = choice_left(m, i, choice_given(m, i));
         return quantity(appointments_a_week, left, t.choice->method.span);
       }},
      {team, "choice-needed", false, appointments_a_week,
       "Choice needed a week: one for each accepted referral.", "W1, W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week) return missing(t.damaged);
         return quantity(appointments_a_week,
                         capacity::choice_needed_per_week(*t.referrals_per_week),
                         t.referrals->span);
       }},
      {team, "choice-in-plans", false, appointments_a_week,
       "Choice in the weeks of all plans, a week on average.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         Ratio sum;
         for (const std::uint32_t p : m.teams[i].plans) {
           if (m.plans[p].in_force) sum += m.plans[p].choice_per_week;
         }
         return team_total(m, i, appointments_a_week, sum);
       }},
      {team, "hours", true, hours_type,
       "Average hours a week of these activities in the team's plans.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         return team_total(m, i, hours_type, hours_of(m.teams[i].hours, set));
       }},
      {team, "new-core", false, families_type,
       "New Core families that the team can start in a quarter: Core hours / session × multiplier.",
       "W3, W6",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return team_total(m, i, families_type, new_core_of_team(m, i));
       },
       &team_new_core_working},
      {team, "core-needed-low", false, families_type,
       "New Core families that Choice passes on in a quarter, at the lower transfer rate.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week || t.transfer == nullptr) return missing(t.damaged);
         return quantity(families_type,
                         capacity::core_needed(*t.referrals_per_week, t.transfer->low.value),
                         t.referrals->span);
       }},
      {team, "core-needed-high", false, families_type,
       "New Core families that Choice passes on in a quarter, at the upper transfer rate.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week || t.transfer == nullptr) return missing(t.damaged);
         const Ratio share = (t.transfer->high ? *t.transfer->high : t.transfer->low).value;
         return quantity(families_type, capacity::core_needed(*t.referrals_per_week, share),
                         t.referrals->span);
       }},
      {team, "multiplier-in-force", false, number_type,
       "New Core families a quarter for each weekly Core session.", "W6, W22",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return quantity(number_type, multiplier_in_force(m, m.teams[i].settings));
       }},
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
      {team, "choice-target", false, appointments_type, "The team's Choice target for the quarter.",
       capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return team_target(m, i, false, appointments_type);
       }},
      {team, "core-target", false, families_type, "The team's Core target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return team_target(m, i, true, families_type);
       }},
      {team, "fte", false, number_type, "Full-time equivalents, as the team says them.", "W9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.fte != nullptr ? quantity(number_type, t.fte->number.value, t.fte->number.span)
                                 : missing(t.damaged);
       }},
  };
}

}  // namespace capalint::property
