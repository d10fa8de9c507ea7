#include "diagnostics/mistakes.h"

#include <algorithm>

namespace capalint {

const std::vector<Mistake>& mistakes() {
  using enum Builtin;
  static const std::vector<Mistake> table{
      {not_text, R"capa({\rtf1\ansi plan "Nadia Hassan" \{\par
  mon am   core 3.5h\par
\}}
)capa",
       R"capa({\rtf1\ansi plan "Nadia Hassan" \{\par
  mon am   core 3.5h\par
\}}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {byte_order_mark,
       "\xEF\xBB\xBF"
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa",
       "\xEF\xBB\xBF", ""},
      {nothing_in_file, "# Nadia Hassan: to be written\n", "# Nadia Hassan: to be written\n",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {unexpected_text, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
  duty 2h
}
)capa",
       "  duty 2h\n", R"capa(  tue am   other "duty" 2h
)capa"},
      {missing_brace, R"capa(plan "Nadia Hassan"
  mon am   core 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan"
)capa",
       R"capa(plan "Nadia Hassan" {
)capa"},
      {unclosed_brace, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
)capa",
       "  mon am   core 3.5h\n", R"capa(  mon am   core 3.5h
}
)capa"},
      {stray_brace, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
}
)capa",
       R"capa(}
}
)capa",
       "}\n"},
      {curly_quotes, R"capa(plan "Nadia Hassan" {
  mon am   specific “trauma” 3.5h
}
)capa",
       "  mon am   specific “trauma” 3.5h\n", R"capa(  mon am   specific "trauma" 3.5h
)capa"},
      {open_text, R"capa(plan "Nadia Hassan" {
  role "Clinical psychologist
  mon am   core 3.5h
}
)capa",
       R"capa(  role "Clinical psychologist
)capa",
       R"capa(  role "Clinical psychologist"
)capa"},
      {decimal_comma, R"capa(plan "Nadia Hassan" {
  mon am   core 3,5h
}
)capa",
       "  mon am   core 3,5h\n", "  mon am   core 3.5h\n"},
      {date_form, R"capa(plan "Nadia Hassan" {
  review 01/03/2027
}
)capa",
       "  review 01/03/2027\n", "  review 2027-03-01\n"},
      {impossible_date, R"capa(plan "Nadia Hassan" {
  review 2027-02-30
}
)capa",
       "  review 2027-02-30\n", "  review 2027-02-28\n"},
      {impossible_quarter, R"capa(team "Riverside CAMHS" {
  quarter 2026-Q7
}
)capa",
       "  quarter 2026-Q7\n", "  quarter 2026-Q4\n"},
      {impossible_time, R"capa(plan "Nadia Hassan" {
  mon 09:00-25:00 core
}
)capa",
       "  mon 09:00-25:00 core\n", "  mon 09:00-12:30 core\n"},
      {unknown_unit, R"capa(team "Riverside CAMHS" {
  referrals 4 per sprint
}
)capa",
       "  referrals 4 per sprint\n", "  referrals 4 per week\n"},
      {number_too_large, R"capa(plan "Nadia Hassan" {
  contract 37.1234567h
}
)capa",
       "  contract 37.1234567h\n", "  contract 37.5h\n"},
      {unknown_comment, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x3   # capa: permit contacts
}
)capa",
       "  mon am   core 3.5h x3   # capa: permit contacts\n",
       R"capa(  mon am   core 3.5h x3   # capa: allow contacts because "A student sees the third family"
)capa"},
      {likely_meaning, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5
}
)capa",
       "  mon am   core 3.5\n", "  mon am   core 3.5h\n"},
      {conflict_markers, R"capa(plan "Nadia Hassan" {
<<<<<<< HEAD
  mon am   core 3h
=======
  mon am   core 3.5h
>>>>>>> autumn
}
)capa",
       R"capa(<<<<<<< HEAD
  mon am   core 3h
=======
  mon am   core 3.5h
>>>>>>> autumn
)capa",
       "  mon am   core 3.5h\n"},
      {unknown_activity, R"capa(plan "Nadia Hassan" {
  mon am   admin 1h
}
)capa",
       "  mon am   admin 1h\n", "  mon am   big admin 1h\n"},
      {duplicate_team, R"capa(team "Riverside CAMHS" {
  quarter 2026-Q4
}
team "Riverside CAMHS" {
  referrals 4 per week
}
)capa",
       R"capa(}
team "Riverside CAMHS" {
)capa",
       R"capa()capa"},
      {duplicate_plan, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
plan "Nadia Hassan" {
  mon am   core 3h
}
)capa",
       R"capa(}
plan "Nadia Hassan" {
)capa",
       R"capa(}
plan "Nadia Hassan" from 2027-01-01 {
)capa"},
      {unknown_team, R"capa(team "Riverside CAMHS" {
}
plan "Nadia Hassan" in "Riverside CAHMS" {
  mon am   core 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan" in "Riverside CAHMS" {
)capa",
       R"capa(plan "Nadia Hassan" in "Riverside CAMHS" {
)capa"},
      {plan_without_team, R"capa(team "Riverside CAMHS" {
}
team "Harbour CAMHS" {
}
plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan" {
)capa",
       R"capa(plan "Nadia Hassan" in "Harbour CAMHS" {
)capa"},
      {unknown_clinician, R"capa(team "Riverside CAMHS" {
  choice weekly {
    "Nadia Hasan"   1 per week
  }
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   choice x1
}
)capa",
       R"capa(    "Nadia Hasan"   1 per week
)capa",
       R"capa(    "Nadia Hassan"   1 per week
)capa"},
      {duplicate_allocation, R"capa(team "Riverside CAMHS" {
  choice weekly {
    "Nadia Hassan"   1 per week
    "Nadia Hassan"   1 every 2 weeks
  }
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   choice x1
}
)capa",
       R"capa(    "Nadia Hassan"   1 every 2 weeks
)capa",
       R"capa()capa"},
      {wrong_unit, R"capa(team "Riverside CAMHS" {
  core 7.5 weeks
}
)capa",
       "  core 7.5 weeks\n", "  core 7.5 appointments\n"},
      {not_positive, R"capa(plan "Nadia Hassan" {
  mon am   core 0h
}
)capa",
       "  mon am   core 0h\n", "  mon am   core 3.5h\n"},
      {too_long, R"capa(plan "Nadia Hassan" {
  mon am   core 35h
}
)capa",
       "  mon am   core 35h\n", "  mon am   core 3.5h\n"},
      {end_before_start, R"capa(plan "Nadia Hassan" {
  mon 12:30-09:00 core
}
)capa",
       "  mon 12:30-09:00 core\n", "  mon 09:00-12:30 core\n"},
      {duplicate_statement, R"capa(plan "Nadia Hassan" {
  contract 37.5h
  contract 30h
}
)capa",
       "  contract 37.5h\n", R"capa()capa"},
      {missing_amount, R"capa(plan "Nadia Hassan" {
  mon am   core
}
)capa",
       "  mon am   core\n", "  mon am   core 3.5h\n"},
      {unused_text, R"capa(plan "Nadia Hassan" {
  set core-share-low 25%
  mon am   core 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  set core-share-low 25%
)capa",
       R"capa(team "Riverside CAMHS" {
  set core-share-low 25%
}
plan "Nadia Hassan" in "Riverside CAMHS" {
)capa"},
      {unknown_setting, R"capa(team "Riverside CAMHS" {
  set sesion 4h
}
)capa",
       "  set sesion 4h\n", "  set session 4h\n"},
      {duplicate_setting, R"capa(setting longest-day = 9h {
  doc "The longest day of this team."
}
setting longest-day = 10h {
  doc "The longest day of this team."
}
)capa",
       R"capa(setting longest-day = 9h {
  doc "The longest day of this team."
}
)capa",
       R"capa()capa"},
      {wrong_type, R"capa(team "Riverside CAMHS" {
  set session 2 appointments
}
)capa",
       "  set session 2 appointments\n", "  set session 4h\n"},
      {unknown_pack, R"capa(rules {
  use nhs-consultants
}
)capa",
       "  use nhs-consultants\n", "  use nhs-consultant\n"},
      {unknown_rule, R"capa(rules {
  level big-admn note
}
)capa",
       "  level big-admn note\n", "  level big-admin note\n"},
      {unknown_level, R"capa(rules {
  level big-admin info
}
)capa",
       "  level big-admin info\n", "  level big-admin note\n"},
      {missing_reason, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x3   # capa: allow contacts
}
)capa",
       "  mon am   core 3.5h x3   # capa: allow contacts\n",
       R"capa(  mon am   core 3.5h x3   # capa: allow contacts because "A student sees the third family"
)capa"},
      {unused_exception, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x2   # capa: allow contacts because "A student sees the third family"
}
)capa",
       R"capa(  mon am   core 3.5h x2   # capa: allow contacts because "A student sees the third family"
)capa",
       "  mon am   core 3.5h x2\n"},
      {expired_exception, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rules {
  allow big-admin for "Nadia Hassan" until 2026-06-30 because "Phased return"
}
)capa",
       R"capa(  allow big-admin for "Nadia Hassan" until 2026-06-30 because "Phased return"
)capa",
       R"capa(  allow big-admin for "Nadia Hassan" until 2027-03-31 because "Phased return"
)capa"},
      {exception_expires_soon, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rules {
  allow big-admin for "Nadia Hassan" until 2026-10-31 because "Phased return"
}
)capa",
       R"capa(  allow big-admin for "Nadia Hassan" until 2026-10-31 because "Phased return"
)capa",
       R"capa(  allow big-admin for "Nadia Hassan" until 2027-03-31 because "Phased return"
)capa"},
      {duplicate_rule, R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
rule enough-core {
  code TEAM002
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       R"capa(rule enough-core {
  code TEAM002
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       R"capa()capa"},
      {incomplete_rule, R"capa(rule enough-core {
  code TEAM001
  level note
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       "  level note\n", R"capa(  level note
  title "A plan holds three hours of Core"
)capa"},
      {unknown_name, R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= least-core
  say "{hours(core)} of Core"
}
)capa",
       "  for each plan\n", R"capa(  for each plan
  let least-core = 3h
)capa"},
      {unit_mismatch, R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3 appointments
  say "{hours(core)} of Core"
}
)capa",
       "  require hours(core) >= 3 appointments\n", "  require hours(core) >= 3h\n"},
      {unused_let, R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  let least-core = 3h
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       "  require hours(core) >= 3h\n", "  require hours(core) >= least-core\n"},
      {rule_failed, R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) / hours(travel) < 2
  say "{hours(core)} of Core"
}
)capa",
       "  for each plan\n", R"capa(  for each plan
  where hours(travel) > 0h
)capa"},
      {example_failed, R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
  example bad "an hour" {
    plan "A" {
      mon am   core 4h
    }
  }
}
)capa",
       "      mon am   core 4h\n", "      mon am   core 1h\n"},
      {reserved_code, R"capa(rule enough-core {
  code CAPA999
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       "  code CAPA999\n", "  code TEAM001\n"},
      {unnoticed_change, R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
  example bad "an hour" {
    plan "A" {
      mon am   core 1h
    }
  }
  example good "three hours" {
    plan "A" {
      mon am   core 3h
    }
  }
}
)capa",
       R"capa(  example bad "an hour" {
    plan "A" {
      mon am   core 1h
)capa",
       R"capa(  example bad "a minute less" {
    plan "A" {
      mon am   core 2h59m
)capa"},
      {unknown_site, R"capa(team "Riverside CAMHS" {
  sites "Elm House", "Harbour Road"
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   core 3.5h at "Elm Hous"
}
)capa",
       R"capa(  mon am   core 3.5h at "Elm Hous"
)capa",
       R"capa(  mon am   core 3.5h at "Elm House"
)capa"},
      {starts_within_quarter, R"capa(team "Riverside CAMHS" {
  quarter 2026-Q4
  referrals 4 per week
  referrals 5 per week from 2026-11-16
}
)capa",
       "  referrals 5 per week from 2026-11-16\n", "  referrals 5 per week from 2027-01-01\n"},
      {empty_name, R"capa(plan "" {
  mon am   core 3.5h
}
)capa",
       R"capa(plan "" {
)capa",
       R"capa(plan "Nadia Hassan" {
)capa"},
      {out_of_range, R"capa(team "Riverside CAMHS" {
  set choice-loss 110%
}
)capa",
       "  set choice-loss 110%\n", "  set choice-loss 10%\n"},
      {unknown_language, R"capa(language 9
team "Riverside CAMHS" {
}
)capa",
       "language 9\n", "language 1\n"},
      {unnamed_work, R"capa(plan "Nadia Hassan" {
  mon am   supervision 1h
}
)capa",
       "  mon am   supervision 1h\n", R"capa(  mon am   other "supervision" 1h
)capa"},
      {vacant_post, R"capa(plan vacant "Band 6 nurse" {
  mon am   core 3.5h
  review 2027-03-31
}
)capa",
       "  review 2027-03-31\n", R"capa()capa"},
  };
  return table;
}

std::string mended(const Mistake& mistake) {
  std::string text(mistake.found);
  return text.replace(text.find(mistake.wrong), mistake.wrong.size(), mistake.right);
}

const Mistake* mistake_of(Builtin id) {
  const auto found = std::find_if(mistakes().begin(), mistakes().end(),
                                  [id](const Mistake& mistake) { return mistake.id == id; });
  return found == mistakes().end() ? nullptr : &*found;
}

}  // namespace capalint
