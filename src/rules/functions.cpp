#include "rules/functions.h"

#include <algorithm>

#include "rules/property_tables.h"

namespace capalint {

namespace {

using namespace property;

using Numbers = std::vector<Ratio>;

const std::vector<Function>& general() {
  static const std::vector<Function> table{
      {"has", 1, "has(value)", "Whether the files say it."},
      {"default", 2, "default(value, other)",
       "The value, or the other one when the files do not say it."},
      {"floor", 1, "floor(number)", "The next whole number below; of hours, whole hours."},
      {"ceil", 1, "ceil(number)", "The next whole number above; of hours, whole hours."},
      {"round", 1, "round(number)", "The nearest whole number, halves upwards."},
      {"abs", 1, "abs(number)", "The number without its sign."},
      {"least", 2, "least(a, b)", "The smaller of two."},
      {"most", 2, "most(a, b)", "The larger of two."},
      {"days-from", 2, "days-from(first, last)", "Days from one date to another, as a number."},
      {"uses", 1, "uses(\"afc\")", "Whether a rule pack is in use here."},
      {"today", 0, "today()", "The date of the run."},
      {"first-day", 1, "first-day(quarter)", "The first day of a quarter."},
      {"last-day", 1, "last-day(quarter)", "The last day of a quarter."},
      {"quarter-of", 1, "quarter-of(date)", "The quarter that a date lies in."},
      {"is-set", 1, "is-set(setting)", "Whether a file sets it, rather than the pack's default."},
      {"sum", -1, "sum(number for each plan where …)", "All of them together."},
      {"count", -1, "count(each plan where …)", "How many there are."},
      {"min", -1, "min(number for each plan where …)", "The smallest; absent when there is none."},
      {"max", -1, "max(number for each plan where …)", "The largest; absent when there is none."},
      {"median", -1, "median(number for each plan where …)",
       "The middle one; absent when there is none."},
      {"any", -1, "any(condition for each plan where …)", "Whether it holds for at least one."},
      {"all", -1, "all(condition for each plan where …)", "Whether it holds for each of them."},
  };
  return table;
}

const std::vector<Function>& formulas() {
  static const Formula big_admin_needed{
      {hours_type, hours_type, hours_type},
      hours_type,
      [](const Numbers& n) { return capacity::big_admin_of_finished(n[0], n[1], n[2]); },
      "{0} / {1} × {2}"};
  static const Formula big_admin_to_convert{
      {hours_type, hours_type, hours_type},
      hours_type,
      [](const Numbers& n) { return capacity::big_admin_of_unconverted(n[0], n[1], n[2]); },
      "{0} × {2} / ({1} + {2})"};
  static const Formula little_admin_left{
      {hours_type, appointments_type, hours_type},
      hours_type,
      [](const Numbers& n) { return capacity::little_admin(n[0], n[1], n[2]); },
      "{0} - {1} × {2}"};
  static const Formula sessions_in{
      {hours_type, hours_type},
      number_type,
      [](const Numbers& n) { return capacity::sessions_in(n[0], n[1]); },
      "{0} / {1}"};
  static const Formula appointments_in{
      {hours_type, hours_type, appointments_type},
      appointments_type,
      [](const Numbers& n) { return capacity::appointments_in(n[0], n[1], n[2]); },
      "{0} / {1} × {2}"};
  static const Formula choice_in_quarter{
      {appointments_a_week},
      appointments_type,
      [](const Numbers& n) { return capacity::choice_in_quarter(n[0]); },
      "13 weeks × {0}"};
  static const Formula choice_left{
      {appointments_a_week, percent_type},
      appointments_a_week,
      [](const Numbers& n) { return capacity::choice_after_loss(n[0], n[1]); },
      "{0} × (1 - {1})"};
  static const Formula choice_to_schedule{
      {appointments_a_week, percent_type},
      appointments_a_week,
      [](const Numbers& n) { return capacity::choice_to_schedule(n[0], n[1]); },
      "{0} / (1 - {1})"};
  static const Formula choice_vacancies_wanted{
      {referrals_type, referrals_type},
      appointments_type,
      [](const Numbers& n) { return capacity::choice_vacancies_wanted(n[0], n[1]); },
      "{0} + {1}"};
  static const Formula weeks_worked_in_quarter{
      {weeks_type},
      weeks_type,
      [](const Numbers& n) { return capacity::weeks_worked_in_quarter(n[0]); },
      "{0} / 4"};
  static const Formula core_for_balance{
      {number_type, referrals_a_week},
      families_type,
      [](const Numbers& n) { return capacity::core_for_ratio(n[0], n[1]); },
      "{0} × {1}"};
  static const Formula referrals_for_balance{
      {families_type, number_type},
      referrals_a_week,
      [](const Numbers& n) { return capacity::referrals_for_ratio(n[0], n[1]); },
      "{0} / {1}"};
  static const Formula core_hours_for{
      {families_type, hours_type, number_type},
      hours_type,
      [](const Numbers& n) { return capacity::core_hours_for(n[0], n[1], n[2]); },
      "{0} / {2} × {1}"};
  static const Formula core_with_co_therapy{
      {families_type, percent_type},
      families_type,
      [](const Numbers& n) { return capacity::core_with_co_therapy(n[0], n[1]); },
      "{0} × (1 + {1})"};
  static const Formula referrals_by_thumb{
      {number_type, number_type},
      referrals_a_week,
      [](const Numbers& n) { return capacity::referrals_by_thumb(n[0], n[1]); },
      "{0} × {1}"};
  static const Formula capacity_share_needed{
      {referrals_a_week, number_type, number_type, number_type},
      percent_type,
      [](const Numbers& n) { return capacity::capacity_share_needed(n[0], n[1], n[2], n[3]); },
      "{0} × {1} / ({2} × {3})"};
  static const Formula hours_needed_in_year{
      {referrals_a_week, percent_type, appointments_type},
      hours_type,
      [](const Numbers& n) {
        return capacity::demand_per_year(capacity::in_year(n[0]), 1,
                                         capacity::clinical_hours_per_referral(n[1], n[2]));
      },
      "52 × {0} × (1 + {1} × {2})"};
  static const Formula hours_with_families_in_year{
      {number_type, appointments_type, weeks_type},
      hours_type,
      [](const Numbers& n) { return capacity::capacity_per_year(1, n[0], n[1], n[2]); },
      "{0} × {1} × {2}"};
  static const std::vector<Function> table{
      {"big-admin-needed", 3, "big-admin-needed(clinical, session, big-admin-per-session)",
       "The Big Admin that goes with the clinical hours of a finished plan: a seventh by the standard.",
       "S1", &big_admin_needed},
      {"big-admin-to-convert", 3, "big-admin-to-convert(hours, session, big-admin-per-session)",
       "What becomes Big Admin of hours that hold the two together: an eighth by the standard.",
       "S1", &big_admin_to_convert},
      {"little-admin-left", 3, "little-admin-left(session, contacts-per-session, contact-length)",
       "The hours of a session that contacts leave.", "S1", &little_admin_left},
      {"sessions-in", 2, "sessions-in(hours, session)", "Sessions that hours make.", "W3",
       &sessions_in},
      {"appointments-in", 3, "appointments-in(hours, session, contacts-per-session)",
       "Appointments that hours hold.", "S1", &appointments_in},
      {"choice-in-quarter", 1, "choice-in-quarter(choice)",
       "Choice in the 13 weeks of a quarter, of so much a week.", "W20", &choice_in_quarter},
      {"choice-left", 2, "choice-left(choice, choice-loss)",
       "Choice a week that is left after leave and other losses.", "W20", &choice_left},
      {"choice-to-schedule", 2, "choice-to-schedule(choice, choice-loss)",
       "Choice to plan a week, so that this much is left after losses.", "W20",
       &choice_to_schedule},
      {"choice-vacancies-wanted", 2, "choice-vacancies-wanted(screened-in, not-opted-in)",
       "Vacant Choice wanted in the next six weeks.", "W29", &choice_vacancies_wanted},
      {"weeks-worked-in-quarter", 1, "weeks-worked-in-quarter(working-weeks)",
       "Weeks of a quarter that are worked, of so many a year.", "W3, W6",
       &weeks_worked_in_quarter},
      {"core-for-balance", 2, "core-for-balance(ratio, referrals)",
       "New Core a quarter that makes such a ratio to the referrals of a week.", "W14",
       &core_for_balance},
      {"referrals-for-balance", 2, "referrals-for-balance(families, ratio)",
       "The referrals a week for which so many new families a quarter make such a ratio.", "W14",
       &referrals_for_balance},
      {"core-hours-for", 3, "core-hours-for(families, session, multiplier-in-force)",
       "Core hours a week that make so many new families a quarter.", "W3", &core_hours_for},
      {"core-with-co-therapy", 2, "core-with-co-therapy(families, co-therapy)",
       "New Core, when a part of the families is seen by two clinicians.", "W9, W15",
       &core_with_co_therapy},
      {"referrals-by-thumb", 2, "referrals-by-thumb(posts, referrals-per-fte)",
       "Referrals a week that full-time posts take on, by the rule of thumb.", "W24, W35",
       &referrals_by_thumb},
      {"capacity-share-needed", 4,
       "capacity-share-needed(referrals, sessions-per-referral, posts, full-time-sessions)",
       "The share of the team's sessions that referrals take, by the rule of thumb.", "W24, W8",
       &capacity_share_needed},
      {"hours-needed-in-year", 3, "hours-needed-in-year(referrals, transfer, core-appointments)",
       "Hours with families that the referrals of a year need: an hour of Choice each, and an hour for each Core appointment of those who go on.",
       "W32", &hours_needed_in_year},
      {"hours-with-families-in-year", 3,
       "hours-with-families-in-year(sessions, contacts-per-session, working-weeks)",
       "Hours with families that weekly sessions hold in a year.", "W33",
       &hours_with_families_in_year},
  };
  return table;
}

}  // namespace

const std::vector<Function>& functions() {
  static const std::vector<Function> table = [] {
    std::vector<Function> all = general();
    all.insert(all.end(), formulas().begin(), formulas().end());
    return all;
  }();
  return table;
}

const Function* find_function(std::string_view name) {
  const auto& all = functions();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Function& function) { return function.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace capalint
