#include <fmt/format.h>

#include <algorithm>
#include <set>

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
  return alike ? new_core_working(model, team.settings, team.hours[activity::core])
               : "the sum of the plans";
}

Ratio team_choice_in_plans(const Model& model, std::uint32_t index) {
  Ratio sum;
  for (const std::uint32_t p : model.teams[index].plans) {
    if (model.plans[p].counts) sum += model.plans[p].choice_per_week;
  }
  return sum;
}

Value choice_scheduled(const Model& model, std::uint32_t index, ActivitySet) {
  const Team& team = model.teams[index];
  if (team.choice == nullptr)
    return team_total(model, index, appointments_a_week, team_choice_in_plans(model, index));
  if (team.damaged) return Value::unknown();
  return quantity(appointments_a_week, choice_given(model, index), team.choice->method.span);
}

Value uncovered_skill(const Model& model, std::uint32_t index, ActivitySet) {
  const Team& team = model.teams[index];
  if (team.skills == nullptr) return missing(team.damaged);
  if (team.incomplete) return Value::unknown();
  std::set<std::string> covered;
  for (const std::uint32_t p : team.plans) {
    const Plan& plan = model.plans[p];
    if (!plan.counts || plan.skills == nullptr || plan.hours[activity::core] == 0) continue;
    for (const ast::Text& skill : plan.skills->names) covered.insert(normalised(skill.text));
  }
  for (const ast::Text& skill : team.skills->names) {
    if (!covered.contains(normalised(skill.text))) return Value::of(skill.text, skill.span);
  }
  return Value::absent();
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
      {team, "choice-scheduled", false, appointments_a_week,
       "Choice a week that the team shares out; that of its plans when it has no `choice` list.",
       "W20", choice_scheduled},
      {team,
       "choice-after-loss",
       false,
       appointments_a_week,
       "Choice that is left of what is scheduled: 10 % less by the weekly method, all of it by quota.",
       "W20",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         Value left = choice_scheduled(m, i, set);
         if (left.known()) left.quantity.value = choice_left(m, i, left.quantity.value);
         return left;
       },
       nullptr,
       {"choice-loss"}},
      {team, "choice-needed", false, appointments_a_week,
       "Choice needed a week: one for each accepted referral.", "W1, W20",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week) return missing(t.damaged);
         return quantity(appointments_a_week,
                         capacity::choice_needed_per_week(*t.referrals_per_week),
                         t.referrals->span);
       }},
      {team,
       "choice-in-plans",
       false,
       appointments_a_week,
       "Choice in the weeks of all plans, a week on average.",
       "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return team_total(m, i, appointments_a_week, team_choice_in_plans(m, i));
       },
       nullptr,
       {"choice", "choice-length"}},
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
       [](const Model& m, std::uint32_t i) { return team_new_core_working(m, i); }},
      {team, "balance", false, number_type,
       "New Core families a quarter ÷ accepted referrals a week; absent without referrals.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (!t.referrals_per_week || *t.referrals_per_week == 0) return missing(t.damaged);
         return team_total(m, i, number_type,
                           capacity::balance_ratio(new_core_of_team(m, i), *t.referrals_per_week));
       },
       [](const Model& m, std::uint32_t i) {
         return fmt::format("{} / {}", to_decimal(new_core_of_team(m, i), 1),
                            to_decimal(*m.teams[i].referrals_per_week, 1));
       }},
      {team, "balance-begins", false, number_type,
       "The least new Core for each weekly referral that is broadly in balance: 13 × the lower transfer rate, or `balance-low` without one; never less wide than from `balance-low` to `balance-high`.",
       "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.damaged ? Value::unknown() : quantity(number_type, balance_band(m, t).least);
       }},
      {team, "balance-ends", false, number_type,
       "The most new Core for each weekly referral that is broadly in balance, likewise with the upper transfer rate and `balance-high`.",
       "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.damaged ? Value::unknown() : quantity(number_type, balance_band(m, t).most);
       }},
      {team, "paid-hours", false, hours_type,
       "Average paid hours a week in the team's plans: everything but lunch.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return team_total(m, i, hours_type, hours_of(m.teams[i].hours, paid_activities()));
       }},
      {team, "core-share", false, percent_type,
       "Choice and Core as a share of the paid hours in the team's plans; absent without any.",
       "W14, W24",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         const auto share = core_share(finished_hours_of_team(m, i));
         return share ? team_total(m, i, percent_type, *share) : missing(t.incomplete);
       }},
      {team, "median-core-share", false, percent_type,
       "The middle of its plans' own shares of Choice and Core; absent without any.", "W10",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.median_core_share ? team_total(m, i, percent_type, *t.median_core_share)
                                    : missing(t.incomplete);
       }},
      {team, "plans-in-force", false, number_type,
       "How many plans count for the team in the quarter that is planned.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& plans = m.teams[i].plans;
         return quantity(number_type, std::count_if(plans.begin(), plans.end(),
                                                    [&](auto p) { return m.plans[p].counts; }));
       }},
      {team, "choice-days", false, number_type,
       "On how many days of the week the team's plans hold Choice.", "W25",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         std::set<Weekday> days;
         for (const std::uint32_t p : m.teams[i].plans) {
           if (!m.plans[p].counts) continue;
           for (std::uint32_t d = m.plans[p].first_day; d < m.plans[p].end_day; ++d) {
             if (m.days[d].hours[activity::choice] > 0) days.insert(m.days[d].weekday);
           }
         }
         return team_total(m, i, number_type, static_cast<std::int64_t>(days.size()));
       }},
      {team, "uncovered-skill", false, text_type,
       "The first of the team's skills that no plan with Core names; absent when each is covered.",
       "W10, W16", uncovered_skill},
      {team, "sites", false, number_type,
       "How many sites the team names; absent when it names none.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         return t.sites != nullptr
                    ? quantity(number_type, static_cast<std::int64_t>(t.sites->names.size()),
                               t.sites->span)
                    : missing(t.damaged);
       }},
      {team, "referrals-since", false, date_type,
       "The day from which the number of referrals counts, when said.", "W1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.referrals == nullptr || !t.referrals->since) return missing(t.damaged);
         return Value::of(t.referrals->since->value, t.referrals->since->span);
       }},
      {team, "multiplier-calculated", false, number_type,
       "The multiplier that contacts, weeks and Core appointments make, whatever is set.", "W22",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return quantity(number_type, multiplier_calculated(m, m.teams[i].settings));
       },
       [](const Model& m, std::uint32_t i) {
         const std::uint32_t s = m.teams[i].settings;
         return fmt::format("{} × {} / 4 / {}",
                            to_decimal(m.setting_value(s, m.known.contacts_per_session), 2),
                            to_decimal(m.setting_value(s, m.known.working_weeks), 2),
                            to_decimal(m.setting_value(s, m.known.core_appointments), 2));
       }},
      {team, "fte-in-force", false, number_type,
       "Full-time equivalents: as the team says, else of its plans (`fte`, or contract ÷ full-time).",
       "W9",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         if (t.fte != nullptr)
           return quantity(number_type, t.fte->number.value, t.fte->number.span);
         if (t.incomplete) return Value::unknown();
         Ratio sum;
         for (const std::uint32_t index : t.plans) {
           const Plan& p = m.plans[index];
           if (!p.counts) continue;
           const auto share = fte_of_plan(m, p);
           if (!share) return Value::absent();
           sum += *share;
         }
         return sum == 0 ? Value::absent() : quantity(number_type, sum);
       }},
      {team, "core-needed-low", false, families_type,
       "New Core families that Choice passes on in a quarter, at the lower transfer rate.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         const auto transfer = transfer_rate(m, t);
         if (!t.referrals_per_week || !transfer) return missing(t.damaged);
         return quantity(families_type,
                         capacity::core_needed(*t.referrals_per_week, transfer->least),
                         t.referrals->span);
       }},
      {team, "core-needed-high", false, families_type,
       "New Core families that Choice passes on in a quarter, at the upper transfer rate.", "W14",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Team& t = m.teams[i];
         const auto transfer = transfer_rate(m, t);
         if (!t.referrals_per_week || !transfer) return missing(t.damaged);
         return quantity(families_type,
                         capacity::core_needed(*t.referrals_per_week, transfer->most),
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
           if (!m.plans[p].counts) continue;
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
      {team, "plans-with-target", false, number_type,
       "How many of the plans that count have a Core target for the quarter.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& plans = m.teams[i].plans;
         const auto has_target = [&](std::uint32_t p) {
           return m.plans[p].counts && target_of_plan(m, p, true).known();
         };
         return team_total(m, i, number_type,
                           std::count_if(plans.begin(), plans.end(), has_target));
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
