#include "syntax/statements.h"

#include <algorithm>

#include "diagnostics/nearest.h"

namespace capalint {

const std::vector<Statement>& statements() {
  static const std::vector<Statement> table{
      {Within::file, "team", "what comes in, who does Choice, the targets",
       "team \"Riverside CAMHS\" {"},
      {Within::file, "plan", "one clinician's week",
       "plan \"Leila Farouk\" in \"Riverside CAMHS\" {"},
      {Within::file, "plan vacant", "the week of a post that nobody has yet",
       "plan vacant \"Band 6 nurse\" in \"Riverside CAMHS\" {"},
      {Within::file, "rules", "packs, settings, levels and exceptions", "rules {"},
      {Within::file, "activity", "another word for an activity", "activity \"duty desk\" is other"},
      {Within::file, "language", "the version of the language: `1`", "language 1"},
      {Within::team, "quarter", "the quarter that is planned, such as `2026-Q4`",
       "quarter 2026-Q4"},
      {Within::team, "referrals", "accepted referrals, such as `11 per week range 5..20`",
       "referrals 11 per week range 5..20"},
      {Within::team, "transfer", "the share of Choice that goes on to Core, such as `66%..70%`",
       "transfer 66%..70%"},
      {Within::team, "core", "Core appointments for a family, such as `7.5 appointments`",
       "core 7.5 appointments"},
      {Within::team, "weeks", "weeks worked, such as `45 per year`", "weeks 45 per year"},
      {Within::team, "fte", "full-time equivalents of the team", "fte 9.4"},
      {Within::team, "sites", "the places that the team works at",
       "sites \"Elm House\", \"Harbour Road\""},
      {Within::team, "skills", "the skills that the team needs", "skills \"CBT\", \"Systemic\""},
      {Within::team, "choice", "who does how much Choice: `choice weekly { … }`",
       "choice weekly {"},
      {Within::team, "target", "Choice and Core for a quarter, as planned",
       "target 2026-Q4 choice 143, core 96"},
      {Within::team, "actual", "Choice and Core for a quarter, as it was",
       "actual 2026-Q3 choice 140, core 91"},
      {Within::team, "activity", "the team's own word for an activity",
       "activity \"duty desk\" is other"},
      {Within::team, "set", "a setting for this team", "set choice-length 90m"},
      {Within::plan, "role", "the clinician's role", "role \"Clinical psychologist\""},
      {Within::plan, "group", "the staff group", "group \"consultants\""},
      {Within::plan, "contract", "paid hours a week, such as `37.5h`", "contract 37.5h"},
      {Within::plan, "contract", "a doctor's, in programmed activities", "contract 10 PA"},
      {Within::plan, "fte", "the full-time equivalent", "fte 0.8"},
      {Within::plan, "skills", "the clinician's skills", "skills \"CBT\", \"Systemic\""},
      {Within::plan, "before big admin", "Big Admin has still to be taken out of the hours",
       "before big admin"},
      {Within::plan, "leave", "such as `\"maternity\" 2027-01-11..2027-07-09`",
       "leave \"maternity\" 2027-01-11..2027-07-09"},
      {Within::plan, "review", "the date of the next review", "review 2027-03-31"},
      {Within::plan, "agreed", "who agreed the plan, and when",
       "agreed \"Leila Farouk\" 2026-09-20, \"Team lead\" 2026-09-21"},
      {Within::plan, "until", "the last day of this plan", "until 2027-03-31"},
      {Within::plan, "target", "Choice and Core for a quarter, as planned",
       "target 2026-Q4 choice 13, core 9"},
      {Within::plan, "actual", "Choice and Core for a quarter, as it was",
       "actual 2026-Q3 choice 12, core 8"},
      {Within::plan, "set", "a setting for this plan", "set days-off \"fri\""},
      {Within::plan, "use", "a rule pack for this plan", "use nhs-consultant"},
      {Within::plan, "mon", "Monday", "mon am core 3.5h"},
      {Within::plan, "tue", "Tuesday", "tue pm choice x2, big admin 30m"},
      {Within::plan, "wed", "Wednesday", "wed lunch 30m"},
      {Within::plan, "thu", "Thursday", "thu 09:00-12:30 core 3.5h"},
      {Within::plan, "fri", "Friday", "fri pm cpd 2h every 2 weeks"},
      {Within::plan, "sat", "Saturday", "sat am core 3.5h"},
      {Within::plan, "sun", "Sunday", "sun am core 3.5h"},
      {Within::plan, "mon-fri", "the same line on several days", "mon-fri lunch 30m"},
      {Within::plan, "mon,wed", "the same line on these days", "mon,wed am core 3.5h"},
      {Within::plan, "any day", "work of the week that has no day", "any day cpd 4h"},
      {Within::rules, "use", "a rule pack", "use working-time"},
      {Within::rules, "set", "a setting", "set choice-length 90m"},
      {Within::rules, "level", "how much a rule weighs: error, warning, note or off",
       "level core-share note"},
      {Within::rules, "allow", "an exception with its reason",
       "allow big-admin for \"Leila Farouk\" because \"phased return\""},
      {Within::rules, "rule", "a rule of your own", ""},
      {Within::rules, "setting", "a setting of your own", ""},
      {Within::rules, "activity", "another word for an activity",
       "activity \"duty desk\" is other"},
      {Within::rule, "code", "such as `LOCAL001`", ""},
      {Within::rule, "level", "error, warning or note", ""},
      {Within::rule, "title", "what the rule wants, in a few words", ""},
      {Within::rule, "standard", "the standard, in a sentence", ""},
      {Within::rule, "source", "where the standard stands", ""},
      {Within::rule, "doc", "why it matters", ""},
      {Within::rule, "for each", "what the rule looks at", ""},
      {Within::rule, "let", "a name for a value", ""},
      {Within::rule, "require", "what has to hold", ""},
      {Within::rule, "at", "the place of the finding", ""},
      {Within::rule, "say", "the message", ""},
      {Within::rule, "note", "more about it, perhaps at another place", ""},
      {Within::rule, "help", "what to do", ""},
      {Within::rule, "fix", "a change that mends it", ""},
      {Within::rule, "example", "`good` or `bad`", ""},
      {Within::setting, "doc", "what it is for", ""},
      {Within::setting, "source", "where the value comes from", ""},
      {Within::pack, "title", "the pack's title", ""},
      {Within::pack, "doc", "what the pack is for", ""},
      {Within::pack, "source", "where its rules come from", ""},
  };
  return table;
}

const Statement* find_statement(Within within, std::string_view word) {
  const auto& all = statements();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Statement& row) {
    return row.within == within && row.word.substr(0, row.word.find(' ')) == word;
  });
  return found == all.end() ? nullptr : &*found;
}

bool nearly_begins_a_line(std::string_view word) {
  std::vector<std::string_view> words;
  for (const Statement& statement : statements()) {
    if (statement.within == Within::plan) words.push_back(statement.word);
  }
  constexpr std::size_t shortest = 3;  // not the `on` of `on call`
  return word.size() >= shortest && nearest(word, words).has_value();
}

std::string_view line_of(Within within) {
  switch (within) {
    case Within::file: return "a declaration";
    case Within::team: return "a line of a team";
    case Within::choice: return "a line of who does Choice";
    case Within::plan: return "a line of a plan";
    case Within::rules: return "a line of a `rules` block";
    case Within::rule: return "a line of a rule";
    case Within::setting: return "a line of a setting";
    case Within::pack: return "a line of a pack";
  }
  return "a line";
}

std::string_view lines_of(Within within) {
  switch (within) {
    case Within::team:
      return "a team has lines such as `quarter 2026-Q4`, `referrals 11 per week`, `choice weekly { … }` and `target 2026-Q4 choice 143, core 96`";
    case Within::plan:
      return "a plan has lines such as `contract 37.5h`, `mon am core 3.5h`, `target 2026-Q4 choice 13, core 9` and `review 2027-03-31`";
    case Within::rules:
      return "a `rules` block has lines such as `use working-time`, `set choice-length 90m`, `level core-share note` and `allow big-admin for \"Name\" because \"reason\"`";
    case Within::choice: return "write a name and a number, such as `\"Karen Peters\" 1 per week`";
    case Within::rule:
      return "a rule has lines that begin with `code`, `level`, `title`, `source`, `for each`, `let`, `require`, `at`, `say`, `help` or `example`";
    default:
      return "a file holds `team \"Name\" { … }`, `plan \"Name\" in \"Team\" { … }` and `rules { … }`";
  }
}

}  // namespace capalint
