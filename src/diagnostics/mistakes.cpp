#include "diagnostics/mistakes.h"

#include <algorithm>

namespace capalint {

const std::vector<Mistake>& mistakes() {
  using enum Builtin;
  static const std::vector<Mistake> table{
      {not_text,
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
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {nothing_in_file,
       R"capa(# Nadia Hassan: to be written
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {unexpected_text,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
  duty 2h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
  tue am   other "duty" 2h
}
)capa"},
      {missing_brace,
       R"capa(plan "Nadia Hassan"
  mon am   core 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {unclosed_brace,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {stray_brace,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {curly_quotes,
       R"capa(plan "Nadia Hassan" {
  mon am   specific “trauma” 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   specific "trauma" 3.5h
}
)capa"},
      {open_text,
       R"capa(plan "Nadia Hassan" {
  role "Clinical psychologist
  mon am   core 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  role "Clinical psychologist"
  mon am   core 3.5h
}
)capa"},
      {decimal_comma,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3,5h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {date_form,
       R"capa(plan "Nadia Hassan" {
  review 01/03/2027
}
)capa",
       R"capa(plan "Nadia Hassan" {
  review 2027-03-01
}
)capa"},
      {impossible_date,
       R"capa(plan "Nadia Hassan" {
  review 2027-02-30
}
)capa",
       R"capa(plan "Nadia Hassan" {
  review 2027-02-28
}
)capa"},
      {impossible_quarter,
       R"capa(team "Riverside CAMHS" {
  quarter 2026-Q7
}
)capa",
       R"capa(team "Riverside CAMHS" {
  quarter 2026-Q4
}
)capa"},
      {impossible_time,
       R"capa(plan "Nadia Hassan" {
  mon 09:00-25:00 core
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon 09:00-12:30 core
}
)capa"},
      {unknown_unit,
       R"capa(team "Riverside CAMHS" {
  referrals 4 per sprint
}
)capa",
       R"capa(team "Riverside CAMHS" {
  referrals 4 per week
}
)capa"},
      {number_too_large,
       R"capa(plan "Nadia Hassan" {
  contract 37.1234567h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  contract 37.5h
}
)capa"},
      {unknown_comment,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x3   # capa: permit contacts
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x3   # capa: allow contacts because "A student sees the third family"
}
)capa"},
      {likely_meaning,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {conflict_markers,
       R"capa(plan "Nadia Hassan" {
<<<<<<< HEAD
  mon am   core 3h
=======
  mon am   core 3.5h
>>>>>>> autumn
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {unknown_activity,
       R"capa(plan "Nadia Hassan" {
  mon am   admin 1h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   big admin 1h
}
)capa"},
      {duplicate_team,
       R"capa(team "Riverside CAMHS" {
  quarter 2026-Q4
}
team "Riverside CAMHS" {
  referrals 4 per week
}
)capa",
       R"capa(team "Riverside CAMHS" {
  quarter 2026-Q4
  referrals 4 per week
}
)capa"},
      {duplicate_plan,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
plan "Nadia Hassan" {
  mon am   core 3h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
plan "Nadia Hassan" from 2027-01-01 {
  mon am   core 3h
}
)capa"},
      {unknown_team,
       R"capa(team "Riverside CAMHS" {
}
plan "Nadia Hassan" in "Riverside CAHMS" {
  mon am   core 3.5h
}
)capa",
       R"capa(team "Riverside CAMHS" {
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   core 3.5h
}
)capa"},
      {plan_without_team,
       R"capa(team "Riverside CAMHS" {
}
team "Harbour CAMHS" {
}
plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa",
       R"capa(team "Riverside CAMHS" {
}
team "Harbour CAMHS" {
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   core 3.5h
}
)capa"},
      {unknown_clinician,
       R"capa(team "Riverside CAMHS" {
  choice weekly {
    "Nadia Hasan"   1 per week
  }
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   choice x1
}
)capa",
       R"capa(team "Riverside CAMHS" {
  choice weekly {
    "Nadia Hassan"   1 per week
  }
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   choice x1
}
)capa"},
      {duplicate_allocation,
       R"capa(team "Riverside CAMHS" {
  choice weekly {
    "Nadia Hassan"   1 per week
    "Nadia Hassan"   1 every 2 weeks
  }
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   choice x1
}
)capa",
       R"capa(team "Riverside CAMHS" {
  choice weekly {
    "Nadia Hassan"   1 per week
  }
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   choice x1
}
)capa"},
      {wrong_unit,
       R"capa(team "Riverside CAMHS" {
  core 7.5 weeks
}
)capa",
       R"capa(team "Riverside CAMHS" {
  core 7.5 appointments
}
)capa"},
      {not_positive,
       R"capa(plan "Nadia Hassan" {
  mon am   core 0h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {too_long,
       R"capa(plan "Nadia Hassan" {
  mon am   core 35h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {end_before_start,
       R"capa(plan "Nadia Hassan" {
  mon 12:30-09:00 core
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon 09:00-12:30 core
}
)capa"},
      {duplicate_statement,
       R"capa(plan "Nadia Hassan" {
  contract 37.5h
  contract 30h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  contract 30h
}
)capa"},
      {missing_amount,
       R"capa(plan "Nadia Hassan" {
  mon am   core
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {unused_text,
       R"capa(plan "Nadia Hassan" {
  set core-share-low 25%
  mon am   core 3.5h
}
)capa",
       R"capa(team "Riverside CAMHS" {
  set core-share-low 25%
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   core 3.5h
}
)capa"},
      {unknown_setting,
       R"capa(team "Riverside CAMHS" {
  set sesion 4h
}
)capa",
       R"capa(team "Riverside CAMHS" {
  set session 4h
}
)capa"},
      {duplicate_setting,
       R"capa(setting longest-day = 9h {
  doc "The longest day of this team."
}
setting longest-day = 10h {
  doc "The longest day of this team."
}
)capa",
       R"capa(setting longest-day = 10h {
  doc "The longest day of this team."
}
)capa"},
      {wrong_type,
       R"capa(team "Riverside CAMHS" {
  set session 2 appointments
}
)capa",
       R"capa(team "Riverside CAMHS" {
  set session 4h
}
)capa"},
      {unknown_pack,
       R"capa(rules {
  use nhs-consultants
}
)capa",
       R"capa(rules {
  use nhs-consultant
}
)capa"},
      {unknown_rule,
       R"capa(rules {
  level big-admn note
}
)capa",
       R"capa(rules {
  level big-admin note
}
)capa"},
      {unknown_level,
       R"capa(rules {
  level big-admin info
}
)capa",
       R"capa(rules {
  level big-admin note
}
)capa"},
      {missing_reason,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x3   # capa: allow contacts
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x3   # capa: allow contacts because "A student sees the third family"
}
)capa"},
      {unused_exception,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x2   # capa: allow contacts because "A student sees the third family"
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h x2
}
)capa"},
      {expired_exception,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rules {
  allow big-admin for "Nadia Hassan" until 2026-06-30 because "Phased return"
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rules {
  allow big-admin for "Nadia Hassan" until 2027-03-31 because "Phased return"
}
)capa"},
      {exception_expires_soon,
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rules {
  allow big-admin for "Nadia Hassan" until 2026-10-31 because "Phased return"
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rules {
  allow big-admin for "Nadia Hassan" until 2027-03-31 because "Phased return"
}
)capa"},
      {duplicate_rule,
       R"capa(rule enough-core {
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
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa"},
      {incomplete_rule,
       R"capa(rule enough-core {
  code TEAM001
  level note
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa"},
      {unknown_name,
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= least-core
  say "{hours(core)} of Core"
}
)capa",
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  let least-core = 3h
  require hours(core) >= least-core
  say "{hours(core)} of Core"
}
)capa"},
      {unit_mismatch,
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3 appointments
  say "{hours(core)} of Core"
}
)capa",
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa"},
      {unused_let,
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  let least-core = 3h
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  let least-core = 3h
  require hours(core) >= least-core
  say "{hours(core)} of Core"
}
)capa"},
      {rule_failed,
       R"capa(plan "Nadia Hassan" {
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
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  where hours(travel) > 0h
  require hours(core) / hours(travel) < 2
  say "{hours(core)} of Core"
}
)capa"},
      {example_failed,
       R"capa(rule enough-core {
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
       R"capa(rule enough-core {
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
}
)capa"},
      {reserved_code,
       R"capa(rule enough-core {
  code CAPA999
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa",
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
}
)capa"},
      {unnoticed_change,
       R"capa(rule enough-core {
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
       R"capa(rule enough-core {
  code TEAM001
  level note
  title "A plan holds three hours of Core"
  for each plan
  require hours(core) >= 3h
  say "{hours(core)} of Core"
  example bad "a minute less" {
    plan "A" {
      mon am   core 2h59m
    }
  }
  example good "three hours" {
    plan "A" {
      mon am   core 3h
    }
  }
}
)capa"},
      {unknown_site,
       R"capa(team "Riverside CAMHS" {
  sites "Elm House", "Harbour Road"
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   core 3.5h at "Elm Hous"
}
)capa",
       R"capa(team "Riverside CAMHS" {
  sites "Elm House", "Harbour Road"
}
plan "Nadia Hassan" in "Riverside CAMHS" {
  mon am   core 3.5h at "Elm House"
}
)capa"},
      {starts_within_quarter,
       R"capa(team "Riverside CAMHS" {
  quarter 2026-Q4
  referrals 4 per week
  referrals 5 per week from 2026-11-16
}
)capa",
       R"capa(team "Riverside CAMHS" {
  quarter 2026-Q4
  referrals 4 per week
  referrals 5 per week from 2027-01-01
}
)capa"},
      {empty_name,
       R"capa(plan "" {
  mon am   core 3.5h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   core 3.5h
}
)capa"},
      {out_of_range,
       R"capa(team "Riverside CAMHS" {
  set choice-loss 110%
}
)capa",
       R"capa(team "Riverside CAMHS" {
  set choice-loss 10%
}
)capa"},
      {unknown_language,
       R"capa(language 9
team "Riverside CAMHS" {
}
)capa",
       R"capa(language 1
team "Riverside CAMHS" {
}
)capa"},
      {unnamed_work,
       R"capa(plan "Nadia Hassan" {
  mon am   supervision 1h
}
)capa",
       R"capa(plan "Nadia Hassan" {
  mon am   other "supervision" 1h
}
)capa"},
      {vacant_post,
       R"capa(plan vacant "Band 6 nurse" {
  mon am   core 3.5h
  review 2027-03-31
}
)capa",
       R"capa(plan vacant "Band 6 nurse" {
  mon am   core 3.5h
}
)capa"},
  };
  return table;
}

const Mistake* mistake_of(Builtin id) {
  const auto found = std::find_if(mistakes().begin(), mistakes().end(),
                                  [id](const Mistake& mistake) { return mistake.id == id; });
  return found == mistakes().end() ? nullptr : &*found;
}

}  // namespace capalint
