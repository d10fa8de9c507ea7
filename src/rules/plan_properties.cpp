#include <fmt/format.h>

#include <set>

#include "figures/person.h"
#include "figures/plan.h"
#include "figures/team.h"
#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

Quarter quarter_of_plan(const Model& model, PlanId plan) {
  return model.quarter_of(model.plans[plan].team);
}

// Plans of the clinician without a contract of their own are worked under the first one that has one.
Value under_contract(Reading& r, PlanId i, ActivitySet set) {
  const Plan& p = r->plans[i];
  return p.contract_hours ? quantity(hours_type, hours_under_contract(r, i, set))
                          : missing(p.damaged);
}

Span place_of_absence(Reading& r, PlanId id) {
  const Absence away = absence(r, id);
  return away.any() ? away.spells.front().span : Span{};
}

// The first line at the time of another one of which the plan does not say whether it is in the same week.
LineId unsaid_week(const Model& model, PlanId plan) {
  for (const LineId line : model.plans[plan].lines) {
    if (person::overlap(model, line, false) != none && person::overlap(model, line, true) == none)
      return line;
  }
  return none;
}

// The first site that a day names after another one.
const ast::Text* second_site(const Model& model, const Plan& plan) {
  for (const DayId d : plan.days) {
    const ast::Text* first = nullptr;
    for (const BlockId b : model.days[d].blocks) {
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
      Property::of<PlanId>("name", text_type, "The clinician's name.", "",
                           [](Reading& r, PlanId i) {
                             return Value::of(r->plans[i].said->clinician.text,
                                              r->plans[i].said->clinician.span);
                           }),
      Property::of<PlanId>("team", object_type(team), "The team of the plan.", "",
                           [](Reading& r, PlanId i) { return object(*r, r->plans[i].team); }),
      Property::of<PlanId>("clinician", object_type(clinician), "The person, over all teams.", "",
                           [](Reading& r, PlanId i) { return object(*r, r->plans[i].clinician); }),
      Property::of<PlanId>("role", text_type, "The role, as written.", "",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             return p.role != nullptr
                                        ? Value::of(p.role->text.text, p.role->text.span)
                                        : missing(p.damaged);
                           }),
      Property::of<PlanId>("group", text_type, "The staff group, as written.", "",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             return p.group != nullptr
                                        ? Value::of(p.group->text.text, p.group->text.span)
                                        : missing(p.damaged);
                           }),
      Property::of<PlanId>("contract", hours_type, "Paid hours a week by contract.", "",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             return p.contract_hours ? quantity(hours_type, *p.contract_hours,
                                                                p.contract->amount.span)
                                                     : missing(p.damaged);
                           }),
      Property::of<PlanId>("contract-pas", number_type,
                           "The programmed activities of a contract that is said in them.", "N1",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             return p.contract_activities
                                        ? quantity(number_type, *p.contract_activities,
                                                   p.contract->amount.span)
                                        : missing(p.damaged);
                           }),
      Property::of<PlanId>(
          "pas", number_type,
          "The programmed activities that the paid hours under this contract make: out of hours they are shorter.",
          "N1, N2",
          [](Reading& r, PlanId i) {
            return quantity(number_type, programmed_activities(r, i).number);
          }),
      Property::of<PlanId>(
          "out-of-hours", hours_type,
          "Average paid hours a week before 07:00, from 19:00 on and at the weekend, by the lines' times.",
          "N2, N12",
          [](Reading& r, PlanId i) {
            return quantity(hours_type, programmed_activities(r, i).out_of_hours);
          }),
      Property::of<PlanId>("fte", number_type, "The full-time equivalent, as written.", "W9",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             return p.fte != nullptr ? quantity(number_type, p.fte->number.value,
                                                                p.fte->number.span)
                                                     : missing(p.damaged);
                           }),
      Property::of<PlanId>(
          "in-force", truth_type,
          "Whether the plan is the one in force in the quarter that is planned.", "",
          [](Reading& r, PlanId i) { return Value::boolean(r->plans[i].in_force); }),
      Property::of<PlanId>(
          "counts", truth_type,
          "Whether the plan counts for the team: it is in force, and not a trainee's unless `trainees-count` says so.",
          "", [](Reading& r, PlanId i) { return Value::boolean(counts(r, i)); }),
      Property::of<PlanId>("quarter", quarter_type, "The quarter that is planned.", "",
                           [](Reading& r, PlanId i) {
                             const TeamId t = r->plans[i].team;
                             return Value::of(quarter_of_plan(*r, i),
                                              t == none ? Span{} : r->teams[t].quarter_span);
                           }),
      Property::of<PlanId>("first-day", date_type, "The day that the plan counts from, when said.",
                           "",
                           [](Reading& r, PlanId i) {
                             const auto& since = r->plans[i].said->since;
                             return since ? Value::of(since->value, since->span) : Value::absent();
                           }),
      Property::of<PlanId>(
          "last-day", date_type, "The last day of the plan (`until`), when said.", "",
          [](Reading& r, PlanId i) {
            const Plan& p = r->plans[i];
            return p.until != nullptr ? Value::of(p.until->date.value, p.until->date.span)
                                      : missing(p.damaged);
          }),
      Property::of<PlanId>(
          "unsaid-week", object_type(line),
          "The first line with work at the time of an earlier one where the plan does not say whether in the same week.",
          "", [](Reading& r, PlanId i) { return object(*r, unsaid_week(*r, i)); }),
      Property::of<PlanId>("sites", number_type, "How many different sites its week names.", "S1",
                           [](Reading& r, PlanId i) {
                             r.doubt(r->plans[i].damaged);
                             return quantity(number_type, sites_named(*r, r->plans[i].blocks));
                           }),
      Property::of<PlanId>(
          "second-site", text_type,
          "The first site that a day of the week names after another one; absent when each day has one.",
          "S1",
          [](Reading& r, PlanId i) {
            const ast::Text* site = second_site(*r, r->plans[i]);
            return site != nullptr ? Value::of(site->text, site->span)
                                   : missing(r->plans[i].damaged);
          }),
      Property::of<PlanId>(
          "core-share", percent_type,
          "Choice and Core as a share of the paid hours of the quarter; absent when none are worked.",
          "W10, W14",
          [](Reading& r, PlanId i) {
            const auto share = core_share(average_hours(r, i));
            return share ? quantity(percent_type, *share) : Value::absent();
          },
          [](Reading& r, PlanId i) { return core_share_working(average_hours(r, i)); }),
      Property::of<PlanId>("before-big-admin", truth_type,
                           "Whether Big Admin has still to be taken out of the clinical hours.",
                           "S1",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             if (p.before_big_admin != nullptr)
                               return Value::boolean(true, p.before_big_admin->span);
                             return p.damaged ? Value::unknown() : Value::boolean(false);
                           }),
      Property::of_activities<PlanId>(
          "hours", hours_type,
          "Average hours a week of these activities in the week as planned, whoever is away.", "",
          [](Reading& r, PlanId i, ActivitySet set) {
            return quantity(hours_type, planned_hours_of(r, i, set));
          }),
      Property::of<PlanId>(
          "paid-hours", hours_type,
          "Average paid hours a week in the week as planned: everything but lunch.", "",
          [](Reading& r, PlanId i) {
            return quantity(hours_type, planned_hours_of(r, i, paid_activities()));
          }),
      Property::of<PlanId>(
          "paid-under-contract", hours_type,
          "Average paid hours a week under this contract: of this plan, and of the clinician's other plans in force that say no contract.",
          "", [](Reading& r, PlanId i) { return under_contract(r, i, paid_activities()); }),
      Property::of<PlanId>(
          "breaks-under-contract", hours_type, "Average hours of lunch a week in the same plans.",
          "", [](Reading& r, PlanId i) { return under_contract(r, i, set_of(activity::lunch)); }),
      Property::of<PlanId>(
          "fte-counted", number_type,
          "The full-time equivalent: as written, else the contract as a part of `full-time`, at most 1.",
          "W9",
          [](Reading& r, PlanId i) {
            const Plan& p = r->plans[i];
            const auto posts = full_time_equivalent(r, i);
            if (!posts) return missing(p.damaged);
            if (p.fte != nullptr) return quantity(number_type, *posts, p.fte->number.span);
            return quantity(number_type, std::min(Ratio(1), *posts), p.contract->amount.span);
          }),
      Property::of<PlanId>(
          "first-of-clinician", truth_type,
          "Whether it is the clinician's first plan in force: the one where a finding about the person stands.",
          "",
          [](Reading& r, PlanId i) {
            return Value::boolean(r->plans[i].in_force && *person::Plans(*r, i).begin() == i);
          }),
      Property::of<PlanId>(
          "free-days", number_type,
          "The fewest days without work in two weeks one after the other, over all plans in force.",
          "N14",
          [](Reading& r, PlanId i) {
            r.doubt(person::damaged(*r, i));
            return quantity(number_type, person::free_days(*r, i));
          }),
      Property::of<PlanId>(
          "away", percent_type,
          "The share of the plan's working dates in the quarter on which the clinician is away: leave, and the days before the plan starts or after it ends.",
          "S0",
          [](Reading& r, PlanId i) {
            return quantity(percent_type, absence(r, i).of_plan, place_of_absence(r, i));
          }),
      Property::of<PlanId>("weeks-away", weeks_type,
                           "Weeks of the quarter on which the clinician is away, of 13.", "S0",
                           [](Reading& r, PlanId i) {
                             return quantity(weeks_type, weeks_away(absence(r, i).of_plan),
                                             place_of_absence(r, i));
                           }),
      Property::of<PlanId>(
          "still-to-convert", hours_type,
          "Hours a week that have still to become Big Admin, or with `big-admin-added` to be added; 0 in a finished plan.",
          "S1, W13",
          [](Reading& r, PlanId i) { return quantity(hours_type, conversion(r, i).hours); }),
      Property::of<PlanId>("new-core-before-absence", families_type,
                           "New Core families that the week would make if nobody were away.",
                           "W3, W6",
                           [](Reading& r, PlanId i) {
                             return quantity(families_type, new_core_before_absence(r, i));
                           }),
      Property::of<PlanId>(
          "new-core", families_type,
          "New Core families to start in the quarter: Core hours / session × multiplier, after absence.",
          "W3, W6", [](Reading& r, PlanId i) { return quantity(families_type, new_core(r, i)); },
          [](Reading& r, PlanId i) {
            return new_core_working(r, r->plans[i].settings,
                                    core_hours_for_families(r, i, none, absence(r, i)));
          }),
      Property::of<PlanId>(
          "new-core-gross", families_type,
          "New Core families a quarter that the Core hours before Big Admin would make, after absence: too many by an eighth.",
          "W13", [](Reading& r, PlanId i) { return quantity(families_type, new_core_gross(r, i)); },
          [](Reading& r, PlanId i) {
            return new_core_working(r, r->plans[i].settings, core_hours_gross(r, i));
          }),
      Property::of<PlanId>(
          "new-core-least", families_type,
          "The whole number for the quarters with the fewer new families.", "W3",
          [](Reading& r, PlanId i) { return quantity(families_type, least_new_core(r, i)); }),
      Property::of<PlanId>(
          "new-core-most", families_type,
          "The whole number for the quarters with the more new families.", "W3",
          [](Reading& r, PlanId i) { return quantity(families_type, most_new_core(r, i)); }),
      Property::of<PlanId>(
          "choice-in-plan", appointments_a_week,
          "Choice appointments for the plan's team in the week as planned, on average.", "S1",
          [](Reading& r, PlanId i) {
            return quantity(appointments_a_week, planned_choice(r, i, r->plans[i].team));
          }),
      Property::of<PlanId>(
          "choice-after-absence", appointments_a_week,
          "Choice appointments in an average week of the quarter: those of the week, or of the quota, less absence.",
          "S0, S1",
          [](Reading& r, PlanId i) {
            const TeamId t = r->plans[i].team;
            const bool quota = t != none && is_quota(r->teams[t]);
            return quantity(appointments_a_week, quota ? choice_given(r, i) : average_choice(r, i));
          }),
      Property::of<PlanId>(
          "choice-allocated", appointments_a_week,
          "Choice that the team gives to this clinician, a week on average; none is zero.", "S1",
          [](Reading& r, PlanId i) {
            const Plan& p = r->plans[i];
            if (p.team == none) return Value::absent();
            const Team& t = r->teams[p.team];
            if (t.damaged || r->damaged) return Value::unknown();
            if (t.choice == nullptr) return Value::absent();
            const Span span = p.allocations.empty()
                                  ? t.choice->method.span
                                  : r->allocations[p.allocations.front()].said->clinician.span;
            return quantity(appointments_a_week, choice_listed(r, i), span);
          }),
      Property::of<PlanId>("choice-target", appointments_type, "The Choice target for the quarter.",
                           capa, [](Reading& r, PlanId i) { return target_of_plan(*r, i, false); }),
      Property::of<PlanId>("core-target", families_type, "The Core target for the quarter.", capa,
                           [](Reading& r, PlanId i) { return target_of_plan(*r, i, true); }),
      Property::of<PlanId>(
          "without-target", object_type(plan),
          "The plan, when no line of it gives a target for the quarter; absent when one does.",
          capa,
          [](Reading& r, PlanId i) {
            const Plan& p = r->plans[i];
            if (p.damaged) return Value::unknown();
            const Quarter& quarter = r->quarter_of(p.team);
            const bool given = std::any_of(p.targets.begin(), p.targets.end(), [&](TargetId t) {
              const ast::Target& said = *r->targets[t].said;
              return !said.actual && said.quarter.value == quarter;
            });
            return given ? Value::absent() : object(*r, i);
          }),
      Property::of<PlanId>("review", date_type, "When the plan is to be reviewed.", "N9, N11",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             return p.review != nullptr
                                        ? Value::of(p.review->date.value, p.review->date.span)
                                        : missing(p.damaged);
                           }),
      Property::of<PlanId>("signatures", number_type, "How many people have agreed the plan.", "N9",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             if (p.agreed == nullptr)
                               return p.damaged ? Value::unknown() : quantity(number_type, 0);
                             return quantity(number_type,
                                             static_cast<std::int64_t>(p.agreed->signatures.size()),
                                             p.agreed->span);
                           }),
      Property::of<PlanId>(
          "signers", number_type, "How many different people have agreed the plan.", "N9",
          [](Reading& r, PlanId i) {
            const Plan& p = r->plans[i];
            if (p.agreed == nullptr) return p.damaged ? Value::unknown() : quantity(number_type, 0);
            std::set<std::string> names;
            for (const ast::Signature& signature : p.agreed->signatures)
              names.insert(normalised(signature.name.text));
            return quantity(number_type, static_cast<std::int64_t>(names.size()), p.agreed->span);
          }),
      Property::of<PlanId>("agreed-by-clinician", truth_type,
                           "Whether the clinician is one of those who have agreed the plan.", "N9",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             if (p.agreed == nullptr)
                               return p.damaged ? Value::unknown() : Value::boolean(false);
                             const std::string own = normalised(r->plan_name(i));
                             bool found = false;
                             for (const ast::Signature& signature : p.agreed->signatures)
                               found = found || normalised(signature.name.text) == own;
                             return Value::boolean(found, p.agreed->span);
                           }),
      Property::of<PlanId>("agreed", date_type, "When the last person agreed the plan.", "N9",
                           [](Reading& r, PlanId i) {
                             const Plan& p = r->plans[i];
                             if (p.agreed == nullptr || p.agreed->signatures.empty())
                               return missing(p.damaged);
                             const ast::Signature* last = &p.agreed->signatures.front();
                             for (const ast::Signature& signature : p.agreed->signatures) {
                               if (signature.date.value > last->date.value) last = &signature;
                             }
                             return Value::of(last->date.value, last->date.span);
                           }),
  };
}

}  // namespace capalint::property
