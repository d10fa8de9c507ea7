// The formulas of `capacity` as functions of the rule language.
#include <fmt/format.h>

#include "rules/checking.h"
#include "rules/evaluate.h"
#include "rules/operators.h"
#include "rules/property_tables.h"

namespace capalint {
namespace {

using namespace property;

Type type_of_formula(CallCheck& call) {
  const Formula& formula = *call.function.formula;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    const Type& wanted = formula.takes[i];
    call.checking.adopt_zero(call.arguments[i], wanted);
    if (call.type(i) == wanted) continue;
    call.checking.mismatch(call.node(i).span, fmt::format("`{}` takes {} here, and this is {}",
                                                          call.function.signature, name_of(wanted),
                                                          name_of(call.type(i))));
  }
  return formula.gives;
}

Value value_of_formula(const Call& call) {
  Numbers numbers;
  for (std::size_t i = 0; i < call.arguments.size(); ++i) numbers[i] = call[i].quantity.value;
  return number(call.node.type, call.node.function->formula->value(numbers));
}

Function row(std::string_view name, std::string_view signature, std::string_view doc,
             std::string_view source, Formula formula) {
  const std::size_t arguments = formula.takes.size();
  return {.name = name,
          .signature = signature,
          .doc = doc,
          .source = source,
          .arguments = arguments,
          .check = type_of_formula,
          .value = value_of_formula,
          .formula = std::move(formula)};
}

}  // namespace

std::vector<Function> formulas() {
  return {
      row("big-admin-needed", "big-admin-needed(clinical, session, big-admin-per-session)",
          "The Big Admin that goes with the clinical hours of a finished plan: a seventh by the standard.",
          "S1",
          {{hours_type, hours_type, hours_type},
           hours_type,
           [](const Numbers& n) { return capacity::big_admin_of_finished(n[0], n[1], n[2]); },
           "{0} / {1} × {2}"}),
      row("big-admin-to-convert", "big-admin-to-convert(hours, session, big-admin-per-session)",
          "What becomes Big Admin of hours that hold the two together: an eighth by the standard.",
          "S1",
          {{hours_type, hours_type, hours_type},
           hours_type,
           [](const Numbers& n) { return capacity::big_admin_of_unconverted(n[0], n[1], n[2]); },
           "{0} × {2} / ({1} + {2})"}),
      row("little-admin-left", "little-admin-left(session, contacts-per-session, contact-length)",
          "The hours of a session that contacts leave.", "S1",
          {{hours_type, appointments_type, hours_type},
           hours_type,
           [](const Numbers& n) { return capacity::little_admin(n[0], n[1], n[2]); },
           "{0} - {1} × {2}"}),
      row("sessions-in", "sessions-in(hours, session)", "Sessions that hours make.", "W3",
          {{hours_type, hours_type},
           number_type,
           [](const Numbers& n) { return capacity::sessions_in(n[0], n[1]); },
           "{0} / {1}"}),
      row("appointments-in", "appointments-in(hours, session, contacts-per-session)",
          "Appointments that hours hold.", "S1",
          {{hours_type, hours_type, appointments_type},
           appointments_type,
           [](const Numbers& n) { return capacity::appointments_in(n[0], n[1], n[2]); },
           "{0} / {1} × {2}"}),
      row("choice-in-quarter", "choice-in-quarter(choice)",
          "Choice in the 13 weeks of a quarter, of so much a week.", "W20",
          {{appointments_a_week},
           appointments_type,
           [](const Numbers& n) { return capacity::choice_in_quarter(n[0]); },
           "13 weeks × {0}"}),
      row("choice-left", "choice-left(choice, choice-loss)",
          "Choice a week that is left after leave and other losses.", "W20",
          {{appointments_a_week, percent_type},
           appointments_a_week,
           [](const Numbers& n) { return capacity::choice_after_loss(n[0], n[1]); },
           "{0} × (1 - {1})"}),
      row("choice-to-schedule", "choice-to-schedule(choice, choice-loss)",
          "Choice to plan a week, so that this much is left after losses.", "W20",
          {{appointments_a_week, percent_type},
           appointments_a_week,
           [](const Numbers& n) { return capacity::choice_to_schedule(n[0], n[1]); },
           "{0} / (1 - {1})"}),
      row("choice-vacancies-wanted", "choice-vacancies-wanted(screened-in, not-opted-in)",
          "Vacant Choice wanted in the next six weeks.", "W29",
          {{referrals_type, referrals_type},
           appointments_type,
           [](const Numbers& n) { return capacity::choice_vacancies_wanted(n[0], n[1]); },
           "{0} + {1}"}),
      row("weeks-worked-in-quarter", "weeks-worked-in-quarter(working-weeks)",
          "Weeks of a quarter that are worked, of so many a year.", "W3, W6",
          {{weeks_type},
           weeks_type,
           [](const Numbers& n) { return capacity::weeks_worked_in_quarter(n[0]); },
           "{0} / 4"}),
      row("core-for-balance", "core-for-balance(ratio, referrals)",
          "New Core a quarter that makes such a ratio to the referrals of a week.", "W14",
          {{number_type, referrals_a_week},
           families_type,
           [](const Numbers& n) { return capacity::core_for_ratio(n[0], n[1]); },
           "{0} × {1}"}),
      row("referrals-for-balance", "referrals-for-balance(families, ratio)",
          "The referrals a week for which so many new families a quarter make such a ratio.", "W14",
          {{families_type, number_type},
           referrals_a_week,
           [](const Numbers& n) { return capacity::referrals_for_ratio(n[0], n[1]); },
           "{0} / {1}"}),
      row("core-hours-for", "core-hours-for(families, session, multiplier-in-force)",
          "Core hours a week that make so many new families a quarter.", "W3",
          {{families_type, hours_type, number_type},
           hours_type,
           [](const Numbers& n) { return capacity::core_hours_for(n[0], n[1], n[2]); },
           "{0} / {2} × {1}"}),
      row("core-with-co-therapy", "core-with-co-therapy(families, co-therapy)",
          "New Core, when a part of the families is seen by two clinicians.", "W9, W15",
          {{families_type, percent_type},
           families_type,
           [](const Numbers& n) { return capacity::core_with_co_therapy(n[0], n[1]); },
           "{0} × (1 + {1})"}),
      row("referrals-by-thumb", "referrals-by-thumb(posts, referrals-per-fte)",
          "Referrals a week that full-time posts take on, by the rule of thumb.", "W24, W35",
          {{number_type, number_type},
           referrals_a_week,
           [](const Numbers& n) { return capacity::referrals_by_thumb(n[0], n[1]); },
           "{0} × {1}"}),
      row("capacity-share-needed",
          "capacity-share-needed(referrals, sessions-per-referral, posts, full-time-sessions)",
          "The share of the team's sessions that referrals take, by the rule of thumb.", "W24, W8",
          {{referrals_a_week, number_type, number_type, number_type},
           percent_type,
           [](const Numbers& n) { return capacity::capacity_share_needed(n[0], n[1], n[2], n[3]); },
           "{0} × {1} / ({2} × {3})"}),
      row("hours-needed-in-year", "hours-needed-in-year(referrals, transfer, core-appointments)",
          "Hours with families that the referrals of a year need: an hour of Choice each, and an hour for each Core appointment of those who go on.",
          "W32",
          {{referrals_a_week, percent_type, appointments_type},
           hours_type,
           [](const Numbers& n) {
             return capacity::demand_per_year(capacity::in_year(n[0]), 1,
                                              capacity::clinical_hours_per_referral(n[1], n[2]));
           },
           "52 × {0} × (1 + {1} × {2})"}),
      row("hours-with-families-in-year",
          "hours-with-families-in-year(sessions, contacts-per-session, working-weeks)",
          "Hours with families that weekly sessions hold in a year.", "W33",
          {{number_type, appointments_type, weeks_type},
           hours_type,
           [](const Numbers& n) { return capacity::capacity_per_year(1, n[0], n[1], n[2]); },
           "{0} × {1} × {2}"}),
  };
}

}  // namespace capalint
