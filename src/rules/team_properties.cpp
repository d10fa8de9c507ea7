#include <fmt/format.h>

#include <algorithm>

#include "figures/team.h"
#include "rules/functions.h"
#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

/// Nothing to show when a plan has settings or a conversion of its own, or somebody is away: the sum is
/// over the plans.
std::string team_new_core_working(Reading& r, TeamId i) {
  const Team& team = r->teams[i];
  const auto plans = plans_for_team(r, i);
  const bool alike = std::all_of(plans.begin(), plans.end(), [&](PlanId plan) {
    return r->plans[plan].settings == team.settings && r->plans[plan].before_big_admin == nullptr &&
           !absence(r, plan).any();
  });
  return alike ? new_core_working(r, team.settings, team_hours(r, i)[activity::core])
               : "the sum of the plans";
}

Value of_choice(Reading& r, TeamId i, const Ratio& choice) {
  const Team& team = r->teams[i];
  if (team.choice == nullptr) r.doubt(team.damaged);
  return quantity(appointments_a_week, choice,
                  team.choice != nullptr ? team.choice->method.span : Span{});
}

/// `1.76 × 90%`, and with somebody away `(2.5 - 0.74) × 90%`.
std::string choice_after_loss_working(Reading& r, TeamId i) {
  const ChoiceLeft choice = choice_left_of(r, i);
  std::string there = to_decimal(choice.planned, 2);
  if (choice.away > 0) there += " - " + to_decimal(choice.away, 2);
  if (choice.kept == 1) return there;
  const std::string kept = to_text(Quantity{.value = choice.kept, .percent = true});
  return fmt::format("{} × {}", choice.away > 0 ? "(" + there + ")" : there, kept);
}

Value uncovered_skill(Reading& r, TeamId i) {
  const Team& team = r->teams[i];
  if (team.skills == nullptr) return missing(team.damaged);
  for (const ast::Text& skill : team.skills->names) {
    if (!is_covered(r, i, skill.text)) return Value::of(skill.text, skill.span);
  }
  return Value::absent();
}

Value team_target(const Model& model, TeamId index, bool core, const Type& type) {
  const Team& team = model.teams[index];
  return target_of(model, team.targets, team.quarter, false, core, type, team.damaged);
}

}  // namespace

std::vector<Property> of_team() {
  return {
      Property::of<TeamId>("name", text_type, "The team's name.", "",
                           [](Reading& r, TeamId i) {
                             return Value::of(r->teams[i].said->name.text,
                                              r->teams[i].said->name.span);
                           }),
      Property::of<TeamId>("quarter", quarter_type,
                           "The quarter that is planned; this quarter unless the team says.", "",
                           [](Reading& r, TeamId i) {
                             return Value::of(r->teams[i].quarter, r->teams[i].quarter_span);
                           }),
      Property::of<TeamId>("referrals", referrals_a_week, "Accepted referrals a week.", "W1",
                           [](Reading& r, TeamId i) {
                             const Team& t = r->teams[i];
                             return t.referrals_per_week
                                        ? quantity(referrals_a_week, *t.referrals_per_week,
                                                   t.referrals->span)
                                        : missing(t.damaged);
                           }),
      Property::of<TeamId>(
          "referrals-least", referrals_a_week, "The lower end of the range of referrals.", "W1",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            return t.referrals_least
                       ? quantity(referrals_a_week, *t.referrals_least, t.referrals->least->span)
                       : missing(t.damaged);
          }),
      Property::of<TeamId>(
          "referrals-most", referrals_a_week, "The upper end of the range of referrals.", "W1",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            return t.referrals_most
                       ? quantity(referrals_a_week, *t.referrals_most, t.referrals->most->span)
                       : missing(t.damaged);
          }),
      Property::of<TeamId>(
          "quota", truth_type, "Whether Choice is shared out by quota for the quarter, not weekly.",
          "W20",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            return t.choice != nullptr ? Value::boolean(is_quota(t), t.choice->method.span)
                                       : missing(t.damaged);
          }),
      Property::of<TeamId>(
          "choice-allocated", appointments_a_week,
          "Choice that the team's list gives to its clinicians, a week on average, whoever is away.",
          "W20",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            if (t.choice == nullptr) return missing(t.damaged);
            return quantity(appointments_a_week, choice_listed(r, i), t.choice->method.span);
          }),
      Property::of<TeamId>(
          "choice-names-known", truth_type,
          "Whether each name in the team's list of Choice has a plan; absent without a list.",
          "W20",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            if (t.choice == nullptr) return missing(t.damaged);
            return Value::boolean(
                std::all_of(t.allocations.begin(), t.allocations.end(),
                            [&](AllocationId a) { return r->allocations[a].plan != none; }));
          }),
      Property::of<TeamId>(
          "choice-scheduled", appointments_a_week,
          "Choice a week that the team shares out, less absence; that of its plans when it has no `choice` list.",
          "W20, S0", [](Reading& r, TeamId i) { return of_choice(r, i, choice_scheduled(r, i)); }),
      Property::of<TeamId>(
          "choice-after-loss", appointments_a_week,
          "Choice that is left of what is scheduled, after absence: 10 % less by the weekly method, all of it by quota.",
          "W20, S0", [](Reading& r, TeamId i) { return of_choice(r, i, choice_left(r, i)); },
          &choice_after_loss_working),
      Property::of<TeamId>("choice-needed", appointments_a_week,
                           "Choice needed a week: one for each accepted referral.", "W1, W20",
                           [](Reading& r, TeamId i) {
                             const Team& t = r->teams[i];
                             const auto needed = choice_needed(r, i);
                             return needed
                                        ? quantity(appointments_a_week, *needed, t.referrals->span)
                                        : missing(t.damaged);
                           }),
      Property::of<TeamId>(
          "choice-in-plans", appointments_a_week,
          "Choice in the team's plans, a week on average over the quarter, after absence.",
          "S1, S0",
          [](Reading& r, TeamId i) {
            return quantity(appointments_a_week, choice_in_plans(r, i));
          }),
      Property::of_activities<TeamId>(
          "hours", hours_type,
          "Average hours a week of these activities over the quarter, in the team's plans: after Big Admin is taken out, and after absence.",
          "S0",
          [](Reading& r, TeamId i, ActivitySet set) {
            return quantity(hours_type, hours_of(team_hours(r, i), set));
          }),
      Property::of<TeamId>(
          "new-core", families_type,
          "New Core families that the team can start in the quarter: Core hours / session × multiplier, after absence.",
          "W3, W6", [](Reading& r, TeamId i) { return quantity(families_type, new_core(r, i)); },
          [](Reading& r, TeamId i) { return team_new_core_working(r, i); }),
      Property::of<TeamId>(
          "balance", number_type,
          "New Core families a quarter ÷ accepted referrals a week; absent without referrals.",
          "W14",
          [](Reading& r, TeamId i) {
            const auto ratio = balance_ratio(r, i);
            return ratio ? quantity(number_type, *ratio) : missing(r->teams[i].damaged);
          },
          [](Reading& r, TeamId i) {
            return fmt::format("{} / {}", to_decimal(new_core(r, i), 1),
                               to_decimal(*r->teams[i].referrals_per_week, 1));
          }),
      Property::of<TeamId>(
          "balance-begins", number_type,
          "The least new Core for each weekly referral that is broadly in balance: 13 × the lower transfer rate, or `balance-low` without one; never less wide than from `balance-low` to `balance-high`.",
          "W14",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            r.doubt(t.damaged);
            return quantity(number_type, balance_band(r, i).least);
          }),
      Property::of<TeamId>(
          "balance-ends", number_type,
          "The most new Core for each weekly referral that is broadly in balance, likewise with the upper transfer rate and `balance-high`.",
          "W14",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            r.doubt(t.damaged);
            return quantity(number_type, balance_band(r, i).most);
          }),
      Property::of<TeamId>(
          "paid-hours", hours_type,
          "Average paid hours a week over the quarter in the team's plans, after absence: everything but lunch.",
          "S0", [](Reading& r, TeamId i) { return quantity(hours_type, paid(team_hours(r, i))); }),
      Property::of<TeamId>(
          "core-share", percent_type,
          "Choice and Core as a share of the paid hours of the quarter in the team's plans; absent without any.",
          "W14, W24",
          [](Reading& r, TeamId i) {
            const auto share = core_share_of_team(r, i);
            return share ? quantity(percent_type, *share) : Value::absent();
          }),
      Property::of<TeamId>(
          "median-core-share", percent_type,
          "The middle of its plans' own shares of Choice and Core; absent without any.", "W10",
          [](Reading& r, TeamId i) {
            const auto share = median_core_share(r, i);
            return share ? quantity(percent_type, *share) : Value::absent();
          }),
      Property::of<TeamId>("plans-in-force", number_type,
                           "How many plans count for the team in the quarter that is planned.", "",
                           [](Reading& r, TeamId i) {
                             const auto& plans = r->teams[i].plans;
                             return quantity(number_type,
                                             std::count_if(plans.begin(), plans.end(),
                                                           [&](PlanId p) { return counts(r, p); }));
                           }),
      Property::of<TeamId>("choice-days", number_type,
                           "On how many days of the week the team's plans hold Choice.", "W25",
                           [](Reading& r, TeamId i) {
                             const auto days = choice_days(r, i);
                             return quantity(number_type,
                                             std::count(days.begin(), days.end(), true));
                           }),
      Property::of<TeamId>(
          "days-with-choice", text_type, "These days in words: `Monday and Thursday`.", "W25",
          [](Reading& r, TeamId i) { return Value::of(names_of(choice_days(r, i)), Span{}); }),
      Property::of<TeamId>(
          "uncovered-skill", text_type,
          "The first of the team's skills that no plan with Core names; absent when each is covered.",
          "W10, W16", uncovered_skill),
      Property::of<TeamId>(
          "sites", number_type, "How many sites the team names; absent when it names none.", "",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            return t.sites != nullptr
                       ? quantity(number_type, static_cast<std::int64_t>(t.sites->names.size()),
                                  t.sites->span)
                       : missing(t.damaged);
          }),
      Property::of<TeamId>("referrals-since", date_type,
                           "The day from which the number of referrals counts, when said.", "W1",
                           [](Reading& r, TeamId i) {
                             const Team& t = r->teams[i];
                             if (t.referrals == nullptr || !t.referrals->since)
                               return missing(t.damaged);
                             return Value::of(t.referrals->since->value, t.referrals->since->span);
                           }),
      Property::of<TeamId>(
          "multiplier-calculated", number_type,
          "The multiplier that contacts, weeks and Core appointments make, whatever is set.", "W22",
          [](Reading& r, TeamId i) {
            return quantity(number_type, multiplier_calculated(r, r->teams[i].settings));
          },
          [](Reading& r, TeamId i) {
            const SettingsId s = r->teams[i].settings;
            return fmt::format("{} × {} / 4 / {}",
                               to_decimal(r.number(s, r->known.contacts_per_session), 2),
                               to_decimal(r.number(s, r->known.working_weeks), 2),
                               to_decimal(r.number(s, r->known.core_appointments), 2));
          }),
      Property::of<TeamId>(
          "fte-in-force", number_type,
          "Full-time equivalents: as the team says, else of its plans (`fte`, or contract ÷ full-time).",
          "W9",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            if (t.fte != nullptr)
              return quantity(number_type, t.fte->number.value, t.fte->number.span);
            const auto posts = full_time_equivalents(r, i);
            return posts && *posts > 0 ? quantity(number_type, *posts) : Value::absent();
          }),
      Property::of<TeamId>(
          "core-needed-low", families_type,
          "New Core families that Choice passes on in a quarter, at the lower transfer rate.",
          "W14",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            const auto needed = core_needed(r, i);
            return needed ? quantity(families_type, needed->least, t.referrals->span)
                          : missing(t.damaged);
          }),
      Property::of<TeamId>(
          "core-needed-high", families_type,
          "New Core families that Choice passes on in a quarter, at the upper transfer rate.",
          "W14",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            const auto needed = core_needed(r, i);
            return needed ? quantity(families_type, needed->most, t.referrals->span)
                          : missing(t.damaged);
          }),
      Property::of<TeamId>("multiplier-in-force", number_type,
                           "New Core families a quarter for each weekly Core session.", "W6, W22",
                           [](Reading& r, TeamId i) {
                             return quantity(number_type,
                                             multiplier_in_force(r, r->teams[i].settings));
                           }),
      Property::of<TeamId>(
          "contract-hours", hours_type, "Contract hours of all plans together.", "",
          [](Reading& r, TeamId i) {
            const auto hours = contract_hours(r, i);
            return hours ? quantity(hours_type, *hours) : missing(r->teams[i].incomplete);
          }),
      Property::of<TeamId>(
          "choice-target", appointments_type, "The team's Choice target for the quarter.", capa,
          [](Reading& r, TeamId i) { return team_target(*r, i, false, appointments_type); }),
      Property::of<TeamId>(
          "core-target", families_type, "The team's Core target for the quarter.", capa,
          [](Reading& r, TeamId i) { return team_target(*r, i, true, families_type); }),
      Property::of<TeamId>(
          "without-target", object_type(team),
          "The team, when no line of it gives a target for the quarter; absent when one does.",
          capa,
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            if (t.damaged) return Value::unknown();
            const bool given = std::any_of(t.targets.begin(), t.targets.end(), [&](TargetId id) {
              const ast::Target& said = *r->targets[id].said;
              return !said.actual && said.quarter.value == t.quarter;
            });
            return given ? Value::absent() : object(*r, i);
          }),
      Property::of<TeamId>(
          "plans-with-target", number_type,
          "How many of the plans that count have a Core target for the quarter.", capa,
          [](Reading& r, TeamId i) {
            r.doubt(r->teams[i].incomplete);
            const auto& plans = r->teams[i].plans;
            return quantity(number_type, std::count_if(plans.begin(), plans.end(), [&](PlanId p) {
                              return counts(r, p) && target_of_plan(*r, p, true).known();
                            }));
          }),
      Property::of<TeamId>(
          "fte", number_type, "Full-time equivalents, as the team says them.", "W9",
          [](Reading& r, TeamId i) {
            const Team& t = r->teams[i];
            return t.fte != nullptr ? quantity(number_type, t.fte->number.value, t.fte->number.span)
                                    : missing(t.damaged);
          }),
  };
}

}  // namespace capalint::property
