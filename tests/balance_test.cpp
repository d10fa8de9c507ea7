// The six steps, what if, and what a change does: on small teams made of text, and on the example.
#include "balance/balance.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "balance/compare.h"
#include "balance/lost.h"
#include "cli/command.h"
#include "figures/team.h"
#include "render/balance.h"
#include "render/difference.h"
#include "source/display.h"
#include "support/cases.h"
#include "support/golden.h"
#include "support/lint.h"
#include "support/teams.h"
#include "units/arithmetic.h"
#include "whatif/whatif.h"

using namespace capalint;

namespace {

std::vector<Diagnostic> found(const Made& made, const std::string& code) {
  std::vector<Diagnostic> all;
  for (const Diagnostic& diagnostic : made.analysis.diagnostics) {
    if (diagnostic.code == code) all.push_back(diagnostic);
  }
  return all;
}

void check_same(const std::vector<TeamBalance>& a, const std::vector<TeamBalance>& b) {
  for (const TeamChange& change : compare(a, b)) {
    INFO(change.team);
    CHECK(change.nothing());
  }
  CHECK(a.size() == b.size());
}

struct Answer {
  std::vector<TeamBalance> teams;
  std::vector<std::string> words;
  std::vector<Quarter> quarters;
  std::vector<WhatIfProblem> problems;
};

Answer set_lines(Made& made, const std::vector<std::string>& lines,
                 const std::string& quarter = "") {
  WhatIf result =
      capalint::set_lines(lines, made.analysis.model, made.analysis.files, made.sources);
  Answer answer{.words = result.words, .problems = result.problems};
  if (!answer.problems.empty()) return answer;
  const Analysis after = analyse(made.sources, std::move(result.files), options(quarter));
  answer.problems = problems_in(lines, made.sources, after.diagnostics);
  answer.teams = balances_of(after.model);
  return answer;
}

Answer take_out(const Made& made, const WhoIsAway& absence, const std::string& quarter = "") {
  Away asked = capalint::take_out(absence, made.analysis.model, made.analysis.files);
  Answer answer{
      .words = asked.away.words, .quarters = asked.quarters, .problems = asked.away.problems};
  if (answer.problems.empty())
    answer.teams = balances_of(build_model(asked.away.files, options(quarter)).model);
  return answer;
}

TeamBalance set(const std::string& text, const std::string& line) {
  const auto made = make(text);
  const Answer after = set_lines(*made, {line});
  for (const WhatIfProblem& problem : after.problems) FAIL(problem.message);
  return after.teams.at(0);
}

const Figure& lost_of(const LostFigures& figures, const std::string& key) {
  const auto it = std::find_if(figures.begin(), figures.end(),
                               [&](const LostFigure& figure) { return figure.key == key; });
  REQUIRE(it != figures.end());
  return it->figure;
}

/// 3 referrals a week; 4 Choice given, 29.75 h of Core: 25.5 new Core, and 8.5 for a referral.
const std::string balanced =
    team_of(
        "referrals 3 per week\ntransfer 63%..70%\nchoice weekly {\n\"A\" 2 per week\n\"B\" 2 per week\n}") +
    plan_of("A", "mon am choice x2\ntue am core 7h\nwed am core 7h\nfri pm big admin 2h") +
    plan_of("B", "mon am choice x2\ntue am core 7h\nwed am core 8.75h\nfri pm big admin 3h");

const std::string second_half = "\nleave \"maternity\" 2026-11-16..2027-07-09";

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran run(std::vector<std::string> words, std::size_t width = 80) {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  cli::Terminal terminal{.in = in, .out = out, .err = err, .width = width};
  std::vector<const char*> argv{"capalint"};
  for (const std::string& word : words) argv.push_back(word.c_str());
  setenv("CAPALINT_TODAY", test_day.c_str(), 1);
  const int code = cli::run(static_cast<int>(argv.size()), argv.data(), terminal);
  return {code, out.str(), err.str()};
}

const std::string example = std::string(CAPALINT_SOURCE_DIR) + "/examples/anywhere-camhs";

}  // namespace

TEST_CASE("the six steps of a small team", "[balance]") {
  const auto made = make(balanced);
  const TeamBalance team = made->team();
  CHECK(team.plans.ratio() == 2);
  CHECK(team.contract.ratio() == 75);
  CHECK(team.fte.ratio() == 2);
  CHECK(team.choice_needed_quarter.ratio() == 39);
  CHECK(team.choice_given.ratio() == 4);
  CHECK(team.choice_left.ratio() == Ratio(36, 10));
  CHECK(team.choice_gap.ratio() == Ratio(6, 10));
  CHECK(team.choice_planned.ratio() == 4);
  CHECK(team.choice_hours.ratio() == 6);
  CHECK(team.core_hours.ratio() == Ratio(119, 4));
  CHECK(team.core_sessions.ratio() == Ratio(17, 2));
  CHECK(team.multiplier.ratio() == 3);
  CHECK(team.new_core.ratio() == Ratio(51, 2));
  CHECK(team.core_needed_low.ratio() == Ratio(2457, 100));
  CHECK(team.core_needed_high.ratio() == Ratio(273, 10));
  CHECK(team.ratio.ratio() == Ratio(17, 2));
  CHECK(team.core_share.ratio() == (Ratio(119, 4) + 6) / (Ratio(119, 4) + 6 + 5));
  CHECK(team.big_admin.ratio() == 5);
  CHECK(team.big_admin_needed.ratio() == Ratio(119, 28));
  CHECK(team.thumb_referrals.ratio() == 2);
  CHECK(team.thumb_share.ratio() == Ratio(9, 20));
  CHECK(to_decimal(team.exact_share.ratio() * 100, 1) == "49.6");
  CHECK(team.verdict == BalanceVerdict::in_balance);
  CHECK(team.remedies.empty());
  CHECK(team.remarks.empty());
}

TEST_CASE("team totals are the sum of the plans", "[balance][property]") {
  for (const auto& made :
       {make(balanced),
        make(balanced +
             plan_of("C", "mon am core 3h every 2 weeks, choice x1\nset multiplier 2.5"))}) {
    const TeamBalance team = made->team();
    Ratio core, cases, choice, contract, admin;
    for (const ClinicianBalance& clinician : team.clinicians) {
      core += clinician.hours[activity::core];
      cases += clinician.new_core.ratio();
      choice += clinician.choice_planned.ratio();
      contract += clinician.contract.ratio();
      admin += clinician.big_admin_needed.ratio();
    }
    CHECK(team.core_hours.ratio() == core);
    CHECK(team.new_core.ratio() == cases);
    Reading reading(made->analysis.model);
    CHECK(team.core_left.ratio() == new_core(reading, TeamId(0)));
    CHECK(team.choice_planned.ratio() == choice);
    CHECK(team.contract.ratio() == contract);
    CHECK(team.big_admin_needed.ratio() == admin);
    for (std::size_t quarter = 0; quarter < team.whole->size(); ++quarter) {
      std::int64_t whole = 0;
      for (const ClinicianBalance& clinician : team.clinicians)
        whole += clinician.whole->at(quarter);
      CHECK(team.whole->at(quarter) == whole);
    }
  }
}

TEST_CASE("a rule's sum and the balance's are one number", "[balance][property]") {
  const auto value = [](const Diagnostic& diagnostic, const std::string& name) {
    for (const TracedValue& traced : diagnostic.values) {
      if (traced.name == name) return traced.exact;
    }
    return std::string();
  };
  for (int hours = 3; hours <= 20; ++hours) {
    for (const char* base :
         {"", "rules \"T\" {\nset big-admin-base choice + core + specific\n}\n"}) {
      const auto made = make(
          team_of("referrals 9 per week\ntransfer 60%..70%\nchoice weekly {\n\"A\" 2 per week\n}") +
          plan_of("A", "mon am choice x2\ntue am core " + std::to_string(hours) +
                           "h\ntarget 2026-Q4 choice 26, core 99") +
          base);
      const TeamBalance team = made->team();
      const ClinicianBalance& plan = who(team, "A");
      const auto admin = found(*made, "CAPA202");
      REQUIRE(admin.size() == 1);
      CHECK(value(admin[0], "clinical") ==
            to_exact(plan.hours[activity::core] +
                     (base[0] == '\0' ? Ratio(0) : plan.hours[activity::choice])));
      CHECK(value(admin[0], "needed") == to_exact(plan.big_admin_needed.ratio()));
      const auto choice = found(*made, "CAPA204");
      REQUIRE(choice.size() == 1);
      CHECK(value(choice[0], "left") == to_exact(team.choice_left.ratio()));
      CHECK(value(choice[0], "needed") == to_exact(team.choice_needed.ratio()));
      const auto core = found(*made, "CAPA245");
      REQUIRE(core.size() == 1);
      CHECK(value(core[0], "reached") == to_exact(team.ratio.ratio()));
      CHECK(value(core[0], "lowest") == to_exact(team.ratio_least));
      // By a range that is wider than the published band, what the rule advises are the Core sessions that the
      // lower transfer needs and no plan holds.
      const Ratio more = team.sessions_needed_low.ratio() - team.core_sessions.ratio();
      CHECK_THAT(core[0].help,
                 Catch::StartsWith(
                     "plan " + hours_text(capacity::rounded_up(more * Ratio(7, 2), Ratio(1, 4))) +
                     " more of Core a week"));
    }
  }
}

TEST_CASE("an hour of Core never lowers new Core", "[balance][property]") {
  Ratio before = -1;
  for (int hours = 0; hours <= 20; ++hours) {
    const TeamBalance team = set(balanced, "plan \"A\" core " + std::to_string(hours) + "h");
    CHECK(who(team, "A").hours[activity::core] == hours);
    CHECK(team.new_core.ratio() > before);
    before = team.new_core.ratio();
  }
}

TEST_CASE("scaling referrals scales need", "[balance][property]") {
  const TeamBalance one = make(balanced)->team();
  for (int times = 1; times < 6; ++times) {
    const TeamBalance team = set(balanced, "referrals " + std::to_string(3 * times) + " per week");
    CHECK(team.choice_needed_quarter.ratio() == one.choice_needed_quarter.ratio() * times);
    CHECK(team.core_needed_low.ratio() == one.core_needed_low.ratio() * times);
    CHECK(team.sessions_needed_high.ratio() == one.sessions_needed_high.ratio() * times);
    CHECK(team.ratio.ratio() * times == one.ratio.ratio());
    CHECK(team.new_core.ratio() == one.new_core.ratio());
  }
}

// ---- absence ------------------------------------------------------------------------------------------

TEST_CASE("leave takes its days out of the quarter, on either side of its end", "[balance]") {
  const std::string text = balanced.substr(0, balanced.find("fri pm big admin 2h")) +
                           "fri pm big admin 2h" + second_half +
                           balanced.substr(balanced.find("fri pm big admin 2h") + 19);
  // From Monday 16 November to Thursday 31 December: 7 of 13 Mondays, Tuesdays and Wednesdays, and 6 of
  // 13 Fridays, so 27 of the 52 dates on which A works.
  const TeamBalance now = make(text)->team();
  CHECK(who(now, "A").weeks_away.ratio() == Ratio(27, 4));
  CHECK(who(now, "A").choice_away.ratio() == Ratio(27, 2));
  CHECK(who(now, "A").core_away.ratio() == Ratio(12) * 7 / 13);
  CHECK(now.new_core.ratio() == Ratio(51, 2));
  CHECK(now.core_left.ratio() == Ratio(51, 2) - Ratio(12) * 7 / 13);
  CHECK(now.choice_away.ratio() == Ratio(27, 26));
  CHECK(now.choice_left.ratio() == (Ratio(4) - Ratio(27, 26)) * Ratio(9, 10));
  CHECK(now.verdict == BalanceVerdict::out_of_balance);

  // The quarters that it fills lose exactly the plan, whatever working days they have; the one after its
  // end loses some dates (a Monday, a Tuesday, a Wednesday and two Fridays), then none.
  const TeamBalance next = make(text, "2027-Q1")->team();
  CHECK(who(next, "A").weeks_away.ratio() == 13);
  const TeamBalance full = make(text, "2027-Q2")->team();
  CHECK(who(full, "A").weeks_away.ratio() == 13);
  CHECK(who(full, "A").choice_away.ratio() == 26);
  CHECK(who(full, "A").core_away.ratio() == who(full, "A").new_core.ratio());
  const TeamBalance last = make(text, "2027-Q3")->team();
  CHECK(who(last, "A").weeks_away.ratio() == Ratio(5, 4));
  CHECK_FALSE(who(make(text, "2027-Q4")->team(), "A").weeks_away.known());
}

TEST_CASE("days that two leaves name count once", "[balance]") {
  const auto made = make(team_of("referrals 1 per week") +
                         plan_of("A",
                                 "mon am core 7h\nleave \"a\" 2026-11-02..2026-11-13\n"
                                 "leave \"b\" 2026-11-09..2026-11-20"));
  CHECK(who(made->team(), "A").weeks_away.ratio() == 3);
}

TEST_CASE("leave over the turn of a year takes the dates on which the plan has work", "[balance]") {
  const std::string text = team_of("referrals 1 per week") +
                           plan_of("A", "mon am core 7h\nleave \"study\" 2026-12-28..2027-01-03");
  // Monday 28 December is one of 13 Mondays; the days of January are a Friday and a weekend.
  CHECK(who(make(text)->team(), "A").weeks_away.ratio() == 1);
  CHECK_FALSE(who(make(text, "2027-Q1")->team(), "A").weeks_away.known());
}

TEST_CASE("a plan that starts or ends within the quarter is away for the rest", "[balance]") {
  const std::string team = team_of("referrals 1 per week");
  const auto starter = make(team + "plan \"A\" in \"T\" from 2026-10-12 {\nmon am core 7h\n}\n");
  CHECK(who(starter->team(), "A").weeks_away.ratio() == 1);
  const auto leaver = make(team + plan_of("A", "mon am core 7h\nuntil 2026-12-24"));
  CHECK(who(leaver->team(), "A").weeks_away.ratio() == 1);
  const auto successor = make(team + plan_of("A", "mon am core 7h\nuntil 2026-12-24") +
                              "plan \"A\" in \"T\" from 2026-12-25 {\nmon am core 7h\n}\n");
  CHECK_FALSE(who(successor->team(), "A").weeks_away.known());
}

TEST_CASE("days on which another plan holds are not missed, and the days after it are",
          "[balance]") {
  // Mondays: 16 November is covered, and those from 23 November on, but one, are not.
  const auto made =
      make(team_of("referrals 1 per week") + plan_of("A", "mon am core 7h\nuntil 2026-11-15") +
           "plan \"A\" in \"T\" from 2026-11-16 {\nmon am core 7h\nuntil 2026-11-22\n}\n" +
           "plan \"A\" in \"T\" from 2026-12-28 {\nmon am core 7h\n}\n");
  CHECK(who(made->team(), "A").weeks_away.ratio() == 5);
  CHECK(who(made->team(), "A").away == std::vector<std::string>{"the plan ends on 2026-11-15"});
}

TEST_CASE("the quarters of the year before the first of several plans hold no families",
          "[balance]") {
  const auto made = make(team_of("referrals 1 per week") +
                         "plan \"A\" in \"T\" from 2026-07-01 {\nmon am core 7h\n}\n" +
                         "plan \"A\" in \"T\" from 2026-10-01 {\nmon am core 7h\n}\n");
  CHECK(who(made->team(), "A").whole == WholeByQuarter{0, 0, 6, 6});
}

TEST_CASE("work for another team is missed in the quarter of that team", "[balance]") {
  const auto made = make(
      "team \"T\" {\nquarter 2026-Q4\n}\nteam \"U\" {\nquarter 2027-Q1\nreferrals 1 per week\n}\n" +
      plan_of("A",
              "mon am core 7h\ntue am core 3.5h in \"U\"\ntue pm choice x1 in \"U\"\n"
              "leave \"sick\" 2026-11-02..2026-11-15"));
  const TeamBalance own = made->teams().at(0);
  CHECK(own.core_left.ratio() == Ratio(6) * 11 / 13);
  const TeamBalance other = made->teams().at(1);
  CHECK(other.core_left.ratio() == 3);
  CHECK(other.choice_left.ratio() == Ratio(9, 10));
  CHECK_FALSE(other.clinicians.at(0).weeks_away.known());
}

// ---- what is missing, and teams at the edge -------------------------------------------------------------

TEST_CASE("what is missing is named, and totals say at least", "[balance]") {
  const auto made = make(team_of("choice weekly {\n\"A\" 1 per week\n\"Zed\" 1 per week\n}") +
                         plan_of("A", "mon am choice x1\ntue am cor 3.5h"));
  const TeamBalance team = made->team();
  CHECK(team.at_least);
  CHECK(to_text(team.new_core) == "at least 0 families");
  CHECK(says(team, "Zed: there is no plan", true));
  CHECK(says(team, "A: a line of the plan could not be read", true));
  CHECK(says(team, "accepted referrals are not said", true));
  CHECK(says(team, "`transfer 66%..70%`", true));
  CHECK(team.verdict == BalanceVerdict::not_judged);
  CHECK_FALSE(team.ratio.known());
}

TEST_CASE("something missing never makes a team out of balance", "[balance]") {
  const auto made = make(team_of("referrals 3 per week\nchoice weekly {\n\"A\" 4 per week\n}") +
                         plan_of("A", "mon am choice x4\ntue am core 3.5h\nwed am coree 20h"));
  const TeamBalance team = made->team();
  CHECK(team.verdict == BalanceVerdict::not_judged);
  CHECK(team.headline.find("at least") != std::string::npos);
  CHECK(team.remedies.empty());
}

TEST_CASE("somebody with a plan in each of two teams, who visits as well", "[balance][diff]") {
  const auto text = [](const std::string& hours) {
    return team_of("referrals 1 per week") + "team \"U\" {\nreferrals 1 per week\n}\n" +
           plan_of("A", "mon am core 7h\ntue am core " + hours +
                            " in \"U\"\nleave \"x\" 2026-11-02..2026-11-13") +
           "plan \"A\" in \"U\" {\ncontract 7h\nmon pm core 7h\n}\n";
  };
  const auto teams = make(text("3.5h"))->teams();
  REQUIRE(teams.at(1).clinicians.size() == 2);
  CHECK(who(teams[1], "A").title() == "A");
  CHECK(teams[1].clinicians[1].title() == "A (T)");
  CHECK(teams[1].new_core.ratio() == 9);
  // The leave stands in one of the plans, and reaches both: two of 13 Mondays, two of 13 Tuesdays.
  CHECK(teams[1].core_left.ratio() == Ratio(9) * 11 / 13);
  CHECK(teams[0].core_left.ratio() == Ratio(6) * 11 / 13);
  check_same(teams, make(text("3.5h"))->teams());
  const auto changes = compare(teams, make(text("7h"))->teams());
  REQUIRE(changes.at(1).clinicians.size() == 1);
  CHECK(changes[1].clinicians[0].name == "A (T)");
}

TEST_CASE("a share of what could be read is not called the least", "[balance]") {
  const auto made = make(team_of("referrals 1 per week\ntransfer 66%") +
                         plan_of("A", "mon am core 3.5h\ntue am managment 3.5h") +
                         plan_of("B", "mon am core 3.5h\ntue am management 3.5h"));
  const TeamBalance team = made->team();
  CHECK_FALSE(who(team, "A").core_share.known());
  CHECK(who(team, "B").core_share.ratio() == Ratio(1, 2));
  CHECK_FALSE(team.core_share.at_least);
  CHECK_THAT(team.core_share.working, Catch::Contains("of what could be read"));
  const std::string shown = render_balance_text({.sections = {{".", {team}, {}}}}, {.width = 100});
  CHECK_THAT(shown, Catch::Contains("at least 3.5h"));
  CHECK_THAT(shown, !Catch::Contains("at least 100%"));
}

TEST_CASE("who does Choice is not said: what the plans hold is counted", "[balance]") {
  const auto made =
      make(team_of("referrals 1 per week") + plan_of("A", "mon am choice x2\ntue am core 9.5h"));
  const TeamBalance team = made->team();
  CHECK(team.choice_given.ratio() == 2);
  CHECK(says(team, "who does Choice is not said", true));
  CHECK(team.verdict == BalanceVerdict::in_balance);
}

TEST_CASE("the rules of thumb count as the team's settings say", "[balance]") {
  const auto made = make(
      "team \"T\" {\nquarter 2026-Q4\nreferrals 3 per week\nfte 2\n"
      "set referrals-per-fte 1.25\nset sessions-per-referral 4\n"
      "set full-time-sessions 8\n}\n" +
      plan_of("A", "mon am core 14h"));
  CHECK(made->team().thumb_referrals.ratio() == Ratio(5, 2));
  CHECK(made->team().thumb_share.ratio() == Ratio(3 * 4, 2 * 8));
  CHECK(made->team().planned_share.ratio() == Ratio(4, 2 * 8));
}

TEST_CASE("half-days are as long as each plan says", "[balance]") {
  const auto made = make(team_of("referrals 3 per week\nfte 2") + plan_of("A", "mon am core 14h") +
                         plan_of("B", "set session 4h\nmon am core 14h, choice 2h x1"));
  CHECK(made->team().core_sessions.ratio() == Ratio(15, 2));
  CHECK(made->team().core_sessions.working == "each by its plan's own length");
  CHECK(made->team().planned_share.ratio() == Ratio(8, 2 * 10));
}

TEST_CASE("the posts that a team states count before those of its plans", "[balance]") {
  const std::string text =
      team_of("referrals 3 per week\nfte 2.5") + plan_of("A", "mon am core 7h\nfte 0.5");
  const auto made = make(text);
  CHECK(made->team().fte.ratio() == Ratio(5, 2));
  CHECK(says(made->team(), "the team says 2.5 full-time equivalents, and the plans add up to 0.5",
             true));
  CHECK(take_out(*made, {.without = {"A"}}).teams.at(0).fte.ratio() == 2);
  const auto only = make(team_of("referrals 3 per week\nfte 0.5") + plan_of("A", "fte 0.5"));
  CHECK_FALSE(take_out(*only, {.without = {"A"}}).teams.at(0).fte.known());
}

TEST_CASE("a team of one, and the rule of thumb for it", "[balance]") {
  const auto made = make(team_of("referrals 1 per week\nchoice weekly {\n\"A\" 2 per week\n}") +
                         plan_of("A", "mon am choice x2\ntue am core 9.5h\nfri pm big admin 2h"));
  const TeamBalance team = made->team();
  CHECK(team.plans.ratio() == 1);
  CHECK(team.verdict == BalanceVerdict::in_balance);
  CHECK(team.spreads.empty());
}

TEST_CASE("a team with no plans", "[balance]") {
  const TeamBalance team = make(team_of("referrals 11 per week\ntransfer 66%"))->team();
  CHECK(team.clinicians.empty());
  CHECK(says(team, "no plan is written down", true));
  CHECK(team.verdict == BalanceVerdict::not_judged);
  CHECK(team.remedies.empty());
  CHECK_FALSE(team.core_share.known());
}

TEST_CASE("zero referrals", "[balance]") {
  const TeamBalance team = set(balanced, "referrals 0 per week");
  CHECK(team.choice_needed_quarter.ratio() == 0);
  CHECK(team.core_needed_low.ratio() == 0);
  CHECK_FALSE(team.ratio.known());
  CHECK(team.verdict == BalanceVerdict::not_judged);
}

TEST_CASE("nothing is judged by the default of a setting that is refused", "[balance]") {
  const auto made = make(balanced + "rules {\nset session 0h\n}\n");
  CHECK(found(*made, "CAPA109").size() == 1);
  CHECK(make(balanced)->team().verdict == BalanceVerdict::in_balance);
  CHECK(made->team().verdict == BalanceVerdict::not_judged);
  CHECK(made->team().headline.find("could not be read") != std::string::npos);
  CHECK_FALSE(made->team().new_core.known());
  CHECK_FALSE(made->team().ratio.known());
  // What does not rest on the setting is known all the same.
  CHECK(made->team().choice_left.ratio() == make(balanced)->team().choice_left.ratio());
}

TEST_CASE("a quota loses nothing to leave and other events", "[balance]") {
  const auto made =
      make(team_of("referrals 3 per week\nchoice quota {\n\"A\" 26\n\"B\" 13\n}") +
           plan_of("A", "mon am choice x2\ntue am core 28h") + plan_of("B", "mon am choice x1"));
  const TeamBalance team = made->team();
  CHECK(team.quota);
  CHECK(team.choice_left.ratio() == 3);
  CHECK(team.choice_gap.ratio() == 0);
}

TEST_CASE("a plan before the conversion makes new Core of what is left", "[balance]") {
  const auto made =
      make(team_of("referrals 1 per week") + plan_of("A", "before big admin\nmon am core 13h"));
  const TeamBalance team = made->team();
  CHECK(team.new_core.ratio() == Ratio(39, 4));
  CHECK(who(team, "A").hours[activity::core] == Ratio(11375, 1000));
  CHECK(who(team, "A").hours[activity::big_admin] == who(team, "A").big_admin_needed.ratio());
}

TEST_CASE("the share of Choice and Core is that of the finished plan, in rules and balance",
          "[balance]") {
  // 8 h of Core before the conversion are 7 h and an hour of Big Admin, in 20 paid hours.
  const auto made = make(team_of("referrals 1 per week") +
                         plan_of("A", "before big admin\nmon am core 8h\ntue am management 12h") +
                         plan_of("B", "mon am core 7h, big admin 1h\ntue am management 12h"));
  const TeamBalance team = made->team();
  CHECK(who(team, "A").core_share.ratio() == Ratio(7, 20));
  CHECK(team.core_share.ratio() == Ratio(7, 20));
  Reading reading(made->analysis.model);
  CHECK(median_core_share(reading, TeamId(0)) == Ratio(7, 20));
  REQUIRE(team.spreads.size() == 2);
  CHECK(team.spreads[0].median == Ratio(7, 20));

  // 26 h for Choice and Core of 92 h before the conversion, 23.25 h after it.
  const auto below = make(team_of("") +
                          plan_of("A",
                                  "before big admin\nmon am core 8h\ntue am core 14h\n"
                                  "wed am management 22h") +
                          plan_of("B",
                                  "mon am choice x1, core 2.5h\ntue am management 24h\n"
                                  "wed am management 20h") +
                          plan_of("C", ""));
  const auto low = found(*below, "CAPA248");
  const Ratio share = below->team().core_share.ratio();
  CHECK(share == Ratio(2325, 9200));
  REQUIRE(low.size() == 1);
  CHECK_THAT(low[0].message, Catch::Contains(to_decimal(share * 100, 1) + "%"));
}

TEST_CASE("what is planned only for another time is named as that", "[balance][quarter]") {
  const auto made =
      make(team_of("referrals 1 per week\nchoice weekly {\n\"A\" 1 per week\n\"B\" 1 per week\n}") +
           "plan \"A\" in \"T\" from 2027-01-01 {\nmon am choice x1\n}\n" +
           plan_of("B", "mon am choice x1\nuntil 2026-09-30"));
  CHECK(says(made->team(), "A: there is no plan for 2026-Q4", true));
  CHECK(says(made->team(), "A: the plan from 2027-01-01 counts later", false));
  CHECK(says(made->team(), "B: the plan until 2026-09-30 is over", false));
  const auto findings = found(*made, "CAPA106");
  REQUIRE(findings.size() == 2);
  CHECK_THAT(findings[0].message, Catch::Contains("the plan counts from 2027-01-01"));
  CHECK_THAT(findings[1].message, Catch::Contains("the plan ended on 2026-09-30"));
}

TEST_CASE("hours in another team count there", "[balance]") {
  const auto made =
      make("team \"T\" {\nreferrals 1 per week\n}\nteam \"U\" {\nreferrals 1 per week\n}\n" +
           plan_of("A", "mon am core 7h\ntue am core 3.5h in \"U\""));
  const auto teams = made->teams();
  CHECK(teams[0].new_core.ratio() == 6);
  CHECK(teams[1].new_core.ratio() == 3);
  CHECK(who(teams[1], "A").visiting);
  CHECK(teams[1].plans.ratio() == 0);
  CHECK(says(teams[0], "A: 3.5h a week of the plan count for another team", false));
  CHECK(says(teams[1], "A: 3.5h a week of a plan in T", false));
}

// ---- remedies -------------------------------------------------------------------------------------------

TEST_CASE("each smallest change restores balance, and one step less does not", "[balance]") {
  const std::string text = team_of("referrals 4 per week\nchoice weekly {\n\"A\" 4 per week\n}") +
                           plan_of("A", "mon am choice x4\ntue am core 14h\nwed am core 14h");
  const TeamBalance team = make(text)->team();
  REQUIRE(team.verdict == BalanceVerdict::out_of_balance);
  REQUIRE(team.remedies.size() == 3);
  // 4 × 90 % = 3.6: half an appointment more is 4.05. 24 ÷ 4 = 6: 8 new Core more are 9.33 h. Neither is
  // enough without the other; fewer referrals alone are.
  CHECK_FALSE(team.remedies[0].and_the_one_before);
  CHECK(team.remedies[1].and_the_one_before);
  CHECK_FALSE(team.remedies[2].and_the_one_before);
  CHECK(team.remedies[0].change.value == Ratio(1, 2));
  CHECK(team.remedies[1].change.value == Ratio(19, 2));
  CHECK(team.remedies[2].change.value == -1);

  CHECK(set(text, "referrals 3 per week").verdict == BalanceVerdict::in_balance);
  CHECK(set(text, "referrals 3.1 per week").verdict == BalanceVerdict::out_of_balance);
  const auto both = make(text);
  for (const auto& [hours, verdict] : {std::pair{"37.5h", BalanceVerdict::in_balance},
                                       std::pair{"37.25h", BalanceVerdict::out_of_balance}}) {
    const Answer after = set_lines(
        *make(text), {std::string("plan \"A\" core ") + hours, "choice \"A\" 4.5 per week"});
    REQUIRE(after.problems.empty());
    CHECK(after.teams.at(0).verdict == verdict);
  }
}

TEST_CASE("the rules and the balance judge by one band", "[balance][property]") {
  for (const char* transfer : {"", "transfer 63%..70%", "transfer 66%", "transfer 70%..75%"}) {
    for (int hours = 20; hours <= 40; ++hours) {
      const std::string half = to_decimal(Ratio(hours, 2), 1) + "h";
      const auto made =
          make(team_of(std::string("referrals 3 per week\nchoice weekly {\n\"A\" 4 per week\n}\n") +
                       transfer) +
               plan_of("A", "mon am choice x4\ntue am core " + half + "\nwed am core " + half));
      const TeamBalance team = made->team();
      const auto finds = [&](const std::string& rule) {
        const auto& all = made->analysis.diagnostics;
        return std::any_of(all.begin(), all.end(),
                           [&](const Diagnostic& one) { return one.rule == rule; });
      };
      INFO(transfer << " " << hours << " " << team.headline);
      CHECK(finds("balance-short") == (team.ratio.ratio() < team.ratio_least));
      CHECK(finds("balance-over") == (team.ratio.ratio() > team.ratio_most));
      CHECK((team.verdict == BalanceVerdict::in_balance) ==
            (!finds("balance-short") && !finds("balance-over")));
    }
  }
}

TEST_CASE("more Core than Choice passes on is named as well", "[balance]") {
  const TeamBalance team = set(balanced, "plan \"A\" core 20h");
  REQUIRE(team.verdict == BalanceVerdict::out_of_balance);
  CHECK(team.headline.find("above 9.1") != std::string::npos);
  REQUIRE_FALSE(team.remedies.empty());
  CHECK(team.remedies[0].kind == Remedy::Kind::core_hours);
  CHECK(team.remedies[0].change.value < 0);
}

// ---- what if --------------------------------------------------------------------------------------------

TEST_CASE("without somebody, exactly that plan is lost", "[balance][scenario]") {
  const auto made = make(balanced);
  const TeamBalance before = made->team();
  const Answer after = take_out(*made, {.without = {"A"}});
  REQUIRE(after.problems.empty());
  const TeamBalance& team = after.teams.at(0);
  CHECK(team.clinicians.size() == 1);
  CHECK(team.new_core.ratio() == before.new_core.ratio() - who(before, "A").new_core.ratio());
  CHECK(team.choice_given.ratio() == 2);
  CHECK_FALSE(says(team, "there is no plan", true));
}

TEST_CASE("taking somebody out and putting the plan back changes nothing",
          "[balance][scenario][property]") {
  const std::string b_plan = balanced.substr(balanced.find("plan \"B\""));
  const std::string b_choice = "\"B\" 2 per week\n";
  std::string out = balanced.substr(0, balanced.find("plan \"B\""));
  out.erase(out.find(b_choice), b_choice.size());

  const auto with = make(balanced);
  const auto without = make(out);
  CHECK_FALSE(compare(with->teams(), without->teams()).at(0).nothing());
  // What if somebody were not there is what the files without that plan say.
  const Answer taken_out = take_out(*with, {.without = {"B"}});
  REQUIRE(taken_out.problems.empty());
  check_same(taken_out.teams, without->teams());
  check_same(with->teams(), make(balanced)->teams());

  // Put back at another place, on the first line and in the list of Choice.
  std::string back = b_plan + out;
  back.insert(back.find("\"A\" 2 per week"), b_choice);
  check_same(make(back)->teams(), with->teams());

  // An absence of no day of the quarter takes nothing out.
  std::string problem;
  const Answer later = take_out(*make(balanced), {.without = {"B"},
                                                  .from = parse_date("2027-01-01", problem),
                                                  .to = parse_date("2027-03-31", problem)});
  REQUIRE(later.problems.empty());
  check_same(later.teams, with->teams());
}

TEST_CASE("away between two dates is leave", "[balance][scenario]") {
  std::string problem;
  const auto made = make(balanced);
  const Answer after = take_out(*made, {.without = {"A"},
                                        .from = parse_date("2026-11-02", problem),
                                        .to = parse_date("2026-11-13", problem)});
  REQUIRE(after.problems.empty());
  CHECK(who(after.teams.at(0), "A").weeks_away.ratio() == 2);
  CHECK(after.words == std::vector<std::string>{"A away from 2026-11-02 to 2026-11-13"});
  const Answer open =
      take_out(*make(balanced), {.without = {"A"}, .from = parse_date("2026-12-25", problem)});
  CHECK(who(open.teams.at(0), "A").weeks_away.ratio() == 1);
}

TEST_CASE("what is lost is the difference of the balances, quarter by quarter",
          "[balance][scenario][property]") {
  std::string problem;
  const auto made = make(balanced);
  const Away asked = capalint::take_out({.without = {"A"},
                                         .from = parse_date("2026-11-16", problem),
                                         .to = parse_date("2027-07-09", problem)},
                                        made->analysis.model, made->analysis.files);
  REQUIRE(asked.quarters == std::vector<Quarter>{{2026, 4}, {2027, 1}, {2027, 2}, {2027, 3}});
  std::vector<WithAndWithout> models;
  for (const Quarter& quarter : asked.quarters) {
    const AnalysisOptions in_quarter = options(to_string(quarter));
    models.push_back({build_model(asked.there, in_quarter).model,
                      build_model(asked.away.files, in_quarter).model});
  }
  const std::vector<TeamLoss> losses = lost(models);
  REQUIRE(losses.size() == 1);
  REQUIRE(losses[0].quarters.size() == 4);
  Ratio core;
  for (std::size_t i = 0; i < 4; ++i) {
    const LostInQuarter& one = losses[0].quarters[i];
    const TeamBalance with = balances_of(models[i].with).at(0);
    const TeamBalance without = balances_of(models[i].without).at(0);
    CHECK(lost_of(one.lost, "new_core").ratio() ==
          with.core_left.ratio() - without.core_left.ratio());
    CHECK(lost_of(one.lost, "choice").ratio() == who(without, "A").choice_away.ratio());
    CHECK(one.before == BalanceVerdict::in_balance);
    CHECK(one.after == without.verdict);
    core += lost_of(one.lost, "new_core").ratio();
  }
  CHECK(lost_of(losses[0].total, "new_core").ratio() == core);
  // All of two quarters is lost: 13 weeks of 2 Choice, 14 h of Core and 2 h of Big Admin.
  for (const std::size_t whole : {1, 2}) {
    const LostFigures& figures = losses[0].quarters[whole].lost;
    CHECK(lost_of(figures, "choice").ratio() == 26);
    CHECK(lost_of(figures, "new_core").ratio() == 12);
    CHECK(lost_of(figures, "hours_big_admin").ratio() == 26);
    CHECK(lost_of(figures, "hours_specific").ratio() == 0);
    CHECK(lost_of(figures, "fte").ratio() == 1);
  }
  // From 16 November on, 7 of 13 Tuesdays and Wednesdays and 6 of 13 Fridays are left in the first quarter.
  const LostFigures& first = losses[0].quarters[0].lost;
  CHECK(lost_of(first, "new_core").ratio() == Ratio(12) * 7 / 13);
  CHECK(lost_of(first, "hours_big_admin").ratio() == Ratio(26) * 6 / 13);
}

TEST_CASE("what a damaged plan loses is at least that", "[balance][scenario]") {
  const auto made = make(balanced + plan_of("C", "mon am specific 3.5h\ntue am cor 3.5h"));
  const Away asked =
      capalint::take_out({.without = {"C"}}, made->analysis.model, made->analysis.files);
  const auto losses =
      lost({{made->analysis.model, build_model(asked.away.files, options()).model}});
  REQUIRE(losses.size() == 1);
  CHECK(lost_of(losses[0].total, "hours_specific").ratio() == Ratio(91, 2));
  CHECK(lost_of(losses[0].total, "hours_specific").at_least);
  CHECK(lost_of(losses[0].total, "new_core").at_least);
}

TEST_CASE("what is set goes through the same arithmetic as what is written",
          "[balance][scenario]") {
  CHECK(set(balanced, "referrals 4 per week").referrals.ratio() == 4);
  CHECK(set(balanced, "referrals 26 per quarter").referrals.ratio() == 2);
  CHECK(set(balanced, "transfer 50%").core_needed_low.ratio() == Ratio(39, 2));
  CHECK(set(balanced, "core 9 appointments").multiplier.ratio() == Ratio(5, 2));
  CHECK(set(balanced, "weeks 30 per year").multiplier.ratio() == 2);
  CHECK(set(balanced, "set core-appointments 9 appointments").multiplier.ratio() == Ratio(5, 2));
  CHECK(set(balanced, "set choice-loss 20%").choice_left.ratio() == Ratio(32, 10));
  CHECK(set(balanced, "set multiplier 2").new_core.ratio() == 17);
  CHECK(set(balanced, "team \"T\" referrals 2 per week").referrals.ratio() == 2);
  CHECK(set(balanced, "choice \"A\" 1 every 2 weeks").choice_given.ratio() == Ratio(5, 2));
  CHECK(who(set(balanced, "plan \"A\" contract 30h"), "A").contract.ratio() == 30);
  CHECK(who(set(balanced, "plan \"A\" choice x3"), "A").choice_planned.ratio() == 3);
  CHECK(who(set(balanced, "plan \"A\" core 0h"), "A").new_core.ratio() == 0);
  CHECK(who(set(balanced, "plan \"A\" specific \"Groups\" 3.5h"), "A").hours[activity::specific] ==
        Ratio(7, 2));
  CHECK(who(set(balanced, "plan \"A\" in \"T\" core 9h"), "A").hours[activity::core] == 9);
}

TEST_CASE("what is set last holds", "[balance][scenario]") {
  const auto made = make(balanced);
  const Answer after = set_lines(*made, {"plan \"A\" core 9h", "plan \"A\" core 8h",
                                         "referrals 4 per week", "referrals 5 per week"});
  REQUIRE(after.problems.empty());
  CHECK(who(after.teams.at(0), "A").hours[activity::core] == 8);
  CHECK(after.teams.at(0).referrals.ratio() == 5);
}

TEST_CASE("a scenario that makes no sense is refused with the nearest name",
          "[balance][scenario]") {
  struct Row {
    const char* set;
    const char* says;
  };
  const Row rows[] = {
      {"referals 3 per week", "did you mean `referrals`?"},
      {"plan \"Aa\" core 3h", "has no plan in force"},
      {"plan \"A\" cor 3h", "did you mean `core`?"},
      {"plan \"A\" core 3", "has no unit"},
      {"plan \"A\" mon am core 3h", "day of the week"},
      {"plan \"A\"", "does not say what changes"},
      {"plan", "whose plan"},
      {"set choice-los 3%", "did you mean `choice-loss`?"},
      {"set choice-loss 3h", "takes a plain number"},
      {"team \"Tt\" fte 3", "there is no team"},
      {"referrals 3 per week } team \"X\" {", "more than one line"},
      {"referrals -3 per week", "fewer than no referrals"},
      {"quarter 2027-Q1", "`--quarter 2027-Q1`"},
      {"", "does not say what changes"},
  };
  for (const Row& row : rows) {
    INFO(row.set);
    const auto made = make(balanced);
    const Answer after = set_lines(*made, {row.set});
    REQUIRE(after.problems.size() == 1);
    const std::string text = after.problems[0].message + "; " + after.problems[0].help;
    CHECK_THAT(text, Catch::Contains(row.says));
  }
  const Answer after = take_out(*make(balanced), {.without = {"Nobody"}});
  CHECK(after.problems.size() == 1);
}

// ---- quarters -------------------------------------------------------------------------------------------

TEST_CASE("plans and settings change at a date", "[balance][quarter]") {
  const std::string text =
      "team \"T\" {\nquarter 2026-Q4\nreferrals 2 per week\nreferrals 3 per week from 2027-01-01\n"
      "transfer 60%\ntransfer 70% from 2027-04-01\n"
      "choice weekly {\n\"A\" 3 per week\n}\nchoice quota from 2027-04-01 {\n\"A\" 39\n}\n}\n" +
      plan_of("A", "mon am core 7h") +
      "plan \"A\" in \"T\" from 2027-01-01 {\nmon am core 10.5h\n}\n"
      "rules {\nset choice-loss 20% from 2027-01-01\n}\n";
  const TeamBalance q4 = make(text)->team();
  CHECK(q4.quarter == Quarter{2026, 4});
  CHECK(q4.referrals.ratio() == 2);
  CHECK(q4.new_core.ratio() == 6);
  CHECK(q4.choice_left.ratio() == Ratio(27, 10));
  CHECK(says(q4, "the plan from 2027-01-01 counts later", false));
  const TeamBalance q1 = make(text, "2027-Q1")->team();
  CHECK(q1.referrals.ratio() == 3);
  CHECK(q1.new_core.ratio() == 9);
  const TeamBalance q2 = make(text, "2027-Q2")->team();
  CHECK(q2.quota);
  CHECK(q2.core_needed_low.ratio() == Ratio(273, 10));
}

TEST_CASE("a setting from a date holds from its quarter on", "[balance][quarter]") {
  const std::string text = balanced + "rules \"T\" {\nset choice-loss 20% from 2027-01-01\n}\n";
  CHECK(make(text)->team().choice_left.ratio() == Ratio(36, 10));
  CHECK(make(text, "2027-Q1")->team().choice_left.ratio() == Ratio(32, 10));
}

TEST_CASE("of the lines that have begun, the latest counts, in any order", "[balance][quarter]") {
  struct Row {
    std::vector<std::string> lines;  // of which the last but one counts in 2026-Q4
    std::string before, after;
    std::function<Ratio(const TeamBalance&)> read;
    Ratio counts;
  };
  const std::string plan = plan_of("A", "mon am choice x2\ntue am core 7h");
  const std::string team = team_of("referrals 2 per week\nchoice weekly {\n\"A\" 2 per week\n}");
  const std::string open_team = "team \"T\" {\nquarter 2026-Q4\n";
  const Row rows[] = {
      {{"referrals 2 per week", "referrals 3 per week from 2026-04-01",
        "referrals 4 per week from 2026-10-01", "referrals 5 per week from 2027-01-01"},
       open_team,
       "}\n" + plan,
       [](const TeamBalance& t) { return t.referrals.ratio(); },
       4},
      {{"transfer 50%", "transfer 60% from 2026-07-01", "transfer 70% from 2027-01-01"},
       open_team + "referrals 1 per week\n",
       "}\n" + plan,
       [](const TeamBalance& t) { return t.core_needed_low.ratio(); },
       Ratio(78, 10)},
      {{"choice weekly {\n\"A\" 1 per week\n}", "choice quota from 2026-07-01 {\n\"A\" 39\n}",
        "choice weekly from 2027-01-01 {\n\"A\" 5 per week\n}"},
       open_team,
       "}\n" + plan,
       [](const TeamBalance& t) { return t.choice_given.ratio(); },
       3},
      {{"set choice-loss 10%", "set choice-loss 20% from 2026-04-01",
        "set choice-loss 50% from 2026-07-01", "set choice-loss 0% from 2027-01-01"},
       team + plan + "rules {\n",
       "}\n",
       [](const TeamBalance& t) { return t.choice_left.ratio(); },
       1},
      {{"set choice-loss 10%", "set choice-loss 50% from 2026-10-01",
        "set choice-loss 0% from 2027-01-01"},
       team + plan + "rules \"T\" {\n",
       "}\n",
       [](const TeamBalance& t) { return t.choice_left.ratio(); },
       1},
      {{"core 7.5 appointments", "core 9 appointments from 2026-07-01",
        "core 5 appointments from 2027-01-01"},
       open_team,
       "}\n" + plan,
       [](const TeamBalance& t) { return t.multiplier.ratio(); },
       Ratio(5, 2)},
      {{"weeks 45 per year", "weeks 30 per year from 2026-10-01",
        "weeks 52 per year from 2027-01-01"},
       open_team,
       "}\n" + plan,
       [](const TeamBalance& t) { return t.multiplier.ratio(); },
       2},
      {{"fte 9.4", "fte 8 from 2026-10-01", "fte 7 from 2027-01-01"},
       open_team,
       "}\n" + plan,
       [](const TeamBalance& t) { return t.fte.ratio(); },
       8},
      {{"core 7.5 appointments", "set core-appointments 9 appointments from 2026-07-01",
        "set core-appointments 5 appointments from 2027-01-01"},
       open_team,
       "}\n" + plan,
       [](const TeamBalance& t) { return t.multiplier.ratio(); },
       Ratio(5, 2)},
      {{"set multiplier 2", "set multiplier 4 from 2026-10-01", "set multiplier 6 from 2027-01-01"},
       team + "plan \"A\" in \"T\" {\nmon am core 7h\n",
       "}\n",
       [](const TeamBalance& t) { return t.new_core.ratio(); },
       8},
      {{"plan \"A\" in \"T\" {\nmon am core 7h\n}",
        "plan \"A\" in \"T\" from 2026-04-01 {\nmon am core 14h\n}",
        "plan \"A\" in \"T\" from 2026-10-01 {\nmon am core 21h\n}",
        "plan \"A\" in \"T\" from 2027-01-01 {\nmon am core 28h\n}"},
       team,
       "",
       [](const TeamBalance& t) { return t.new_core.ratio(); },
       18},
  };
  for (const Row& row : rows) {
    std::vector<std::string> lines = row.lines;
    std::sort(lines.begin(), lines.end());
    do {
      std::string text = row.before;
      for (const std::string& line : lines) text += line + "\n";
      const auto made = make(text + row.after);
      INFO(text + row.after);
      CHECK(row.read(made->team()) == row.counts);
      CHECK(found(*made, "CAPA112").empty());
      CHECK(found(*made, "CAPA142").empty());
    } while (std::next_permutation(lines.begin(), lines.end()));
  }
}

TEST_CASE("two lines of one date are said twice, and the first counts", "[balance][quarter]") {
  for (const char* lines : {"set choice-loss 20%\nset choice-loss 30%",
                            "set choice-loss 20% from 2026-07-01\n"
                            "set choice-loss 30% from 2026-07-01\n"
                            "set choice-loss 10%"}) {
    for (const char* block : {"rules {\n", "rules \"T\" {\n"}) {
      const auto made = make(balanced + block + lines + "\n}\n");
      CHECK(found(*made, "CAPA112").size() == 1);
      CHECK(made->team().choice_left.ratio() == Ratio(32, 10));
    }
  }
}

TEST_CASE("a change within the quarter counts from the next one, and says so",
          "[balance][quarter]") {
  const std::string text =
      "team \"T\" {\nquarter 2026-Q4\nreferrals 2 per week\nreferrals 3 per week from 2026-10-02\n"
      "transfer 66%\ntransfer 70% from 2026-12-31\n"
      "choice weekly {\n\"A\" 2 per week\n}\nchoice weekly from 2026-11-16 {\n\"A\" 4 per week\n}\n"
      "set session 3.5h\nset session 4h from 2026-11-16\n}\n" +
      plan_of("A", "mon am choice x2\ntue am core 7h") +
      "plan \"A\" in \"T\" from 2026-11-16 {\nmon am choice x4\ntue am core 8h\n}\n"
      "rules {\nset choice-loss 20% from 2026-11-16\n}\n";
  const auto made = make(text);
  const TeamBalance now = made->team();
  CHECK(now.referrals.ratio() == 2);
  CHECK(now.choice_given.ratio() == 2);
  CHECK(now.choice_left.ratio() == Ratio(18, 10));
  CHECK(now.new_core.ratio() == 6);
  CHECK_FALSE(who(now, "A").weeks_away.known());
  for (const char* line :
       {"the number of referrals changes on 2026-10-02", "the transfer rate changes on 2026-12-31",
        "who does Choice changes on 2026-11-16", "the setting `session` changes on 2026-11-16",
        "the setting `choice-loss` changes on 2026-11-16", "the plan changes on 2026-11-16"}) {
    INFO(line);
    CHECK(says(now, line, false));
  }
  CHECK(found(*made, "CAPA142").size() == 6);

  const auto next = make(text, "2027-Q1");
  CHECK(next->team().referrals.ratio() == 3);
  CHECK(next->team().choice_left.ratio() == Ratio(32, 10));
  CHECK(next->team().new_core.ratio() == 6);
  CHECK_FALSE(says(next->team(), "changes on", false));
  CHECK(found(*next, "CAPA142").empty());
}

TEST_CASE("settings hold in any order, though one is written in another", "[balance]") {
  const std::string length = "set choice-length 0.5 sessions\n";
  const std::string session = "set session 4h\n";
  const std::string team = "team \"T\" {\nquarter 2026-Q4\n";
  const std::string plan = "plan \"A\" in \"T\" {\nmon am choice x1\n";
  for (const std::string& sets : {length + session, session + length}) {
    for (const std::string& text :
         {team + "}\n" + plan + "}\nrules {\n" + sets + "}\n",
          team + "}\n" + plan + "}\nrules \"T\" {\n" + sets + "}\n",
          team + sets + "}\n" + plan + "}\n", team + "}\n" + plan + sets + "}\n"}) {
      INFO(text);
      CHECK(make(text)->team().choice_hours.ratio() == 2);
    }
  }
}

TEST_CASE("a setting of the workspace follows the quarter of each team", "[balance][quarter]") {
  const std::string text =
      "team \"T\" {\nquarter 2026-Q4\nreferrals 1 per week\nchoice weekly {\n\"A\" 1 per week\n}\n}\n"
      "team \"U\" {\nquarter 2027-Q1\nreferrals 1 per week\nchoice weekly {\n\"B\" 1 per week\n}\n}\n"
      "plan \"A\" in \"T\" {\nmon am choice x1\n}\nplan \"B\" in \"U\" {\nmon am choice x1\n}\n"
      "rules {\nset choice-loss 20%\nset choice-loss 40% from 2027-01-01\n"
      "set session 4h from 2027-02-01\n}\n";
  const auto made = make(text);
  const auto teams = made->teams();
  CHECK(teams.at(0).choice_left.ratio() == Ratio(8, 10));
  CHECK(teams.at(1).choice_left.ratio() == Ratio(6, 10));
  CHECK(found(*made, "CAPA142").size() == 1);
  // What a misspelt line was to set is not known in any quarter, and the mistake is told once.
  const auto misspelt = make(text + "rules {\nset choice-los 10%\n}\n");
  CHECK(found(*misspelt, "CAPA115").size() == 1);
  CHECK_FALSE(misspelt->teams().at(0).choice_left.known());
  CHECK_FALSE(misspelt->teams().at(1).choice_left.known());
  CHECK_FALSE(says(teams.at(0), "`session`", false));
  CHECK(says(teams.at(1), "the setting `session` changes on 2027-02-01", false));
}

TEST_CASE("after a plan for a time the one before it counts again", "[balance][quarter]") {
  const std::string text = team_of("referrals 1 per week") + plan_of("A", "mon am core 7h") +
                           "plan \"A\" in \"T\" from 2026-10-01 {\nmon am core 3.5h\n"
                           "until 2026-11-13\n}\n";
  const TeamBalance now = make(text)->team();
  CHECK(now.new_core.ratio() == 3);
  CHECK_FALSE(who(now, "A").weeks_away.known());
  CHECK(make(text, "2027-Q1")->team().new_core.ratio() == 6);
}

TEST_CASE("what is set from a date stands beside what is written", "[balance][scenario][quarter]") {
  const std::string text = balanced + "rules \"T\" {\nset choice-loss 20%\n}\n";
  const auto ask = [&](const std::string& line, const std::string& quarter) {
    const auto made = make(text, quarter);
    const Answer after = set_lines(*made, {line}, quarter);
    for (const WhatIfProblem& problem : after.problems) FAIL(problem.message);
    return after.teams.at(0);
  };
  CHECK(ask("set choice-loss 50% from 2027-01-01", "2026-Q4").choice_left.ratio() == Ratio(32, 10));
  CHECK(ask("set choice-loss 50% from 2027-01-01", "2027-Q1").choice_left.ratio() == 2);
  CHECK(ask("core 6 appointments from 2027-01-01", "2026-Q4").multiplier.ratio() == 3);
  CHECK(ask("core 6 appointments from 2027-01-01", "2027-Q1").multiplier.ratio() == Ratio(15, 4));
  CHECK(ask("referrals 5 per week from 2027-01-01", "2026-Q4").referrals.ratio() == 3);
  CHECK(ask("referrals 5 per week from 2027-01-01", "2027-Q1").referrals.ratio() == 5);
  const auto made = make(text);
  const Answer within = set_lines(*made, {"referrals 5 per week from 2026-11-16"});
  REQUIRE(within.problems.size() == 1);
  CHECK_THAT(within.problems[0].message, Catch::Contains("within 2026-Q4"));
}

// ---- monitoring and fairness ----------------------------------------------------------------------------

TEST_CASE("what a quarter brought stands beside its target", "[balance]") {
  const auto made = make(
      team_of("target 2026-Q4 choice 39, core 20") +
      plan_of(
          "A",
          "mon am core 7h\ntarget 2026-Q4 choice 13, core 6\nactual 2026-Q4 choice 12, core 6") +
      plan_of("B", "mon am core 7h"));
  const TeamBalance team = made->team();
  REQUIRE(team.monitored.size() == 2);
  CHECK(team.monitored[0].who.empty());
  CHECK(team.monitored[0].choice_target == Ratio(39));
  CHECK(team.monitored[0].choice_actual == Ratio(12));
  CHECK(team.monitored[0].at_least);
  CHECK(team.monitored[1].who == "A");
  const std::string text = render_balance_text({.sections = {{".", {team}, {}}}}, {.width = 100});
  CHECK_THAT(text, Catch::Contains("1 fewer than planned") && Catch::Contains("as planned"));
  CHECK_THAT(text, !Catch::Contains("contacts per week"));
}

TEST_CASE("how the work is spread, with the reasons that are given", "[balance]") {
  const auto made =
      make(team_of("") + plan_of("A", "mon am core 14h\nfri pm big admin 2h") +
           plan_of("B", "mon am core 14h\nfri pm big admin 2h") +
           plan_of("C", "mon am core 2h, management 8h\nfri pm big admin 1h") +
           "rules \"T\" {\nallow big-admin for \"C\" because \"runs the medication clinics\"\n}\n");
  const TeamBalance team = made->team();
  REQUIRE(team.spreads.size() == 2);
  CHECK(team.spreads[0].least_name == "C");
  CHECK(team.spreads[1].least == 1);
  CHECK(team.spreads[1].median == 2);
  REQUIRE(team.spreads[0].far.size() == 1);
  CHECK_THAT(team.spreads[0].far[0], Catch::Contains("runs the medication clinics"));
}

// ---- what a change does -----------------------------------------------------------------------------------

namespace {

Version version_of(const Made& made) {
  Version version{.teams = made.teams()};
  version.models = {&made.analysis.model};
  version.report.sections.push_back({.workspace = "",
                                     .sources = &made.sources,
                                     .files = {0},
                                     .diagnostics = made.analysis.diagnostics});
  return version;
}

Presence turned(Presence presence) {
  switch (presence) {
    case Presence::both: return Presence::both;
    case Presence::before: return Presence::after;
    case Presence::after: return Presence::before;
  }
  return presence;
}

void check_mirror(const std::vector<FigureChange>& there, const std::vector<FigureChange>& back) {
  REQUIRE(there.size() == back.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    CHECK(there[i].key == back[i].key);
    CHECK(there[i].before.same(back[i].after));
    CHECK(there[i].after.same(back[i].before));
  }
}

template <class T, class Name>
const T& named(const std::vector<T>& all, const std::string& name, Name name_of) {
  const auto it =
      std::find_if(all.begin(), all.end(), [&](const T& one) { return name_of(one) == name; });
  REQUIRE(it != all.end());
  return *it;
}

void check_mirror(const TeamChange& there, const TeamChange& back) {
  INFO(there.team);
  CHECK(there.presence == turned(back.presence));
  CHECK(there.quarter == back.quarter_before);
  CHECK(there.quarter_before == back.quarter);
  check_mirror(there.figures, back.figures);
  REQUIRE(there.clinicians.size() == back.clinicians.size());
  for (const ClinicianChange& who : there.clinicians) {
    INFO(who.name);
    const ClinicianChange& mirror =
        named(back.clinicians, who.name, [](const ClinicianChange& c) { return c.name; });
    CHECK(who.presence == turned(mirror.presence));
    check_mirror(who.figures, mirror.figures);
  }
}

/// Everything that a finding of a comparison says.
std::string all_of(const Finding& finding) {
  return finding.code + "\n" + std::string(to_string(finding.level)) + "\n" + finding.message +
         "\n" + finding.subject + "\n" + finding.where + "\n" + finding.identity + "\n" +
         std::to_string(finding.line);
}

std::vector<std::string> all_of(const std::vector<Finding>& findings) {
  std::vector<std::string> all;
  for (const Finding& finding : findings) all.push_back(all_of(finding));
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<std::string> all_of(const std::vector<ChangedFinding>& findings, bool turned_round) {
  std::vector<std::string> all;
  for (const auto& [before, after] : findings) {
    all.push_back(turned_round ? all_of(after) + "\n\n" + all_of(before)
                               : all_of(before) + "\n\n" + all_of(after));
  }
  std::sort(all.begin(), all.end());
  return all;
}

}  // namespace

TEST_CASE("a comparison with itself is empty, and turned round it is its mirror image",
          "[diff][property]") {
  const std::string crowded =
      team_of("referrals 3 per week\nchoice weekly {\n\"A\" 1 per week\n\"Zed\" 1 per week\n}");
  const std::vector<std::string> texts{
      balanced,
      balanced + plan_of("C", "mon am core 3h"),
      balanced.substr(0, balanced.find("plan \"B\"")),
      // Findings that are new, gone, the same in another place, and the same with other numbers.
      crowded + plan_of("A", "mon am core 3.5h x3\ntue am core 3.5h x3\nfri pm big admin 1h"),
      "# a line\n" + crowded + plan_of("A", "mon am core 3.5h x4\nfri pm big admin 30m"),
      crowded + plan_of("A", "mon am core 3.5h x3\nmon pm core 3.5h x3\ntue am coree 3.5h"),
      crowded + "team \"U\" {\nreferrals 1 per week\n}\n" +
          plan_of("A", "mon am core 3.5h, core 3.5h in \"U\"\nleave \"x\" 2026-11-02..2026-11-13"),
      "team \"T\" {\nquarter 2027-Q1\nreferrals 2 per week\n}\n" + plan_of("A", "mon am core 7h"),
      "team \"U\" {\nreferrals 1 per week\n}\n",
      "",
  };
  std::size_t teams = 0;
  std::size_t clinicians = 0;
  std::size_t added = 0;
  std::size_t changed = 0;
  for (const std::string& a : texts) {
    const auto one = make(a);
    CHECK(difference(version_of(*one), version_of(*make(a))).nothing());
    for (const std::string& b : texts) {
      INFO(a << "\n---\n" << b);
      const auto two = make(b);
      const Difference there = difference(version_of(*one), version_of(*two));
      const Difference back = difference(version_of(*two), version_of(*one));
      CHECK(there.nothing() == (&a == &b));
      REQUIRE(there.teams.size() == back.teams.size());
      for (const TeamChange& change : there.teams) {
        check_mirror(change, named(back.teams, change.team,
                                   [](const TeamChange& other) { return other.team; }));
        teams += change.figures.empty() ? 0 : 1;
        clinicians += change.clinicians.size();
      }
      CHECK(all_of(there.added) == all_of(back.gone));
      CHECK(all_of(there.gone) == all_of(back.added));
      CHECK(all_of(there.changed, false) == all_of(back.changed, true));
      CHECK(there.same == back.same);
      added += there.added.size();
      changed += there.changed.size();
    }
  }
  // All kinds of change were among them.
  CHECK(teams > 0);
  CHECK(clinicians > 0);
  CHECK(added > 0);
  CHECK(changed > 0);
}

TEST_CASE("findings are the same by what they are about, not by their line", "[diff]") {
  const std::string text =
      team_of("referrals 3 per week") +
      plan_of("A", "mon am core 3.5h x3\ntue am core 3.5h x3\nfri pm big admin 1h");
  const auto a = make(text);
  const auto moved = make("# a line\n\n" + text);
  CHECK(difference(version_of(*a), version_of(*moved)).nothing());

  // Another number at the same place of the week is the same finding, which says something else.
  std::string changed = text;
  changed.replace(changed.find("x3"), 2, "x4");
  const auto b = make(changed);
  const Difference there = difference(version_of(*a), version_of(*b));
  CHECK(there.added.empty());
  CHECK(there.gone.empty());
  REQUIRE(there.changed.size() == 1);
  CHECK(there.changed[0].after.where == "mon am");

  std::string mended = text;
  mended.replace(mended.find("x3"), 2, "x2");
  const auto c = make(mended);
  const Difference gone = difference(version_of(*a), version_of(*c));
  CHECK(gone.gone.size() == 1);
  CHECK(gone.added.empty());
  const Difference back = difference(version_of(*c), version_of(*a));
  REQUIRE(back.added.size() == 1);
  CHECK(back.gone.empty());
  CHECK(back.added[0].identity == gone.gone[0].identity);
  CHECK(back.same == gone.same);
}

// ---- the commands -----------------------------------------------------------------------------------------

TEST_CASE("balance of the example, in every format", "[balance][golden]") {
  const Ran narrow = run({"balance", example});
  CHECK(narrow.code == 0);
  check_golden("balance/anywhere-camhs.text", narrow.out);
  std::istringstream lines(narrow.out);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(display_width(line) <= 80);
  }
  check_golden("balance/anywhere-camhs-wide.text", run({"balance", example}, 140).out);
  check_golden("balance/anywhere-camhs.markdown",
               run({"balance", example, "--format", "markdown"}).out);
  check_golden("balance/anywhere-camhs.csv", run({"balance", example, "--format", "csv"}).out);
  const Ran json = run({"balance", example, "--format", "json"});
  check_golden("balance/without.text",
               run({"balance", example, "--without", "Agnieszka Nowak"}).out);
  check_golden("balance/away.text", run({"balance", example, "--without", "Agnieszka Nowak",
                                         "--from", "2026-11-16", "--to", "2027-07-09"})
                                        .out);
  const auto parsed = nlohmann::json::parse(json.out);
  const auto& team = parsed["workspaces"][0]["teams"][0];
  CHECK(team["steps"][4]["figures"]["new_core"]["exact"] == "684/7");
  CHECK(team["verdict"] == "in balance");
}

TEST_CASE("what the balance rests on is said, and what a scenario does not touch", "[balance]") {
  const Ran later = run({"balance", example, "--without", "Karen Peters", "--from", "2027-01-11"});
  CHECK(later.code == 0);
  CHECK_THAT(later.out, Catch::Contains("Anywhere CAMHS: nothing would change in 2026-Q4"));
  CHECK(later.err.empty());
  // What a past quarter brought stays, whoever leaves; what is planned does not.
  const Ran gone = run({"balance", example, "--without", "Karen Peters", "--format", "json"});
  const auto team = nlohmann::json::parse(gone.out)["workspaces"][0]["teams"][0];
  CHECK(team["monitoring"].size() == 11);
  CHECK(team["monitoring"][0]["choice_actual"] == "148");
  CHECK(team["clinicians"].size() == 9);

  std::istringstream in("team \"T\" {\nreferrals 2 per week\nreferrals 3 per week\n}\n");
  std::ostringstream out;
  std::ostringstream err;
  cli::Terminal terminal{.in = in, .out = out, .err = err, .width = 80};
  const char* argv[] = {"capalint", "balance", "-"};
  CHECK(cli::run(3, argv, terminal) == 0);
  CHECK_THAT(err.str(), Catch::Contains("1 mistake in the files may change these numbers"));
}

TEST_CASE("balance answers bad questions with exit code 2", "[balance]") {
  const std::vector<std::vector<std::string>> bad{
      {"balance", example, "--set", "referals 13 per week"},
      {"balance", example, "--without", "Nobody"},
      {"balance", example, "--from", "2027-01-01"},
      {"balance", example, "--without", "Karen Peters", "--from", "2027-02-30"},
      {"balance", example, "--without", "Karen Peters", "--from", "2027-02-03", "--to",
       "2027-02-01"},
      {"balance", example, "--format", "cvs"},
      {"balance", example + "/nowhere"},
      {"diff", example},
      {"diff", example, example + "/nowhere"},
      {"diff", example, example, "--format", "csv"},
      {"diff", "--git", "no-such-revision", example},
      {"diff", "--git", "HEAD...HEAD", example},
  };
  for (const auto& words : bad) {
    const Ran ran = run(words);
    INFO(words.back());
    CHECK(ran.code == 2);
    CHECK_FALSE(ran.err.empty());
    CHECK_THAT(ran.err, !Catch::Contains("internal error"));
  }
}

TEST_CASE("diff of the example with itself says that nothing changes", "[diff]") {
  const Ran ran = run({"diff", example, example});
  CHECK(ran.code == 0);
  CHECK_THAT(ran.out, Catch::Contains("nothing: the numbers and the findings are the same"));
}

TEST_CASE("the page about balance shows what the program says", "[balance][docs]") {
  const std::string page = read_text(std::string(CAPALINT_SOURCE_DIR) + "/docs/balance.md");
  std::size_t examples = 0;
  for (std::size_t at = page.find("```console\n$ "); at != std::string::npos;
       at = page.find("```console\n$ ", at + 1)) {
    const std::size_t command = at + 13;
    const std::size_t line_end = page.find('\n', command);
    const std::size_t end = page.find("```", line_end);
    std::vector<std::string> words;
    bool quoted = false;
    std::string word;
    for (const char c : page.substr(command, line_end - command) + " ") {
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.push_back(word);
        word.clear();
      } else {
        word += c;
      }
    }
    REQUIRE(words.front() == "capalint");
    words.erase(words.begin());
    for (std::string& path : words) {
      if (path == "examples/anywhere-camhs") path = example;
    }
    const std::string shown = page.substr(line_end + 1, end - line_end - 1);
    const std::string said = run(words).out;
    // `…` stands for lines that the page leaves out.
    std::size_t from = 0;
    std::istringstream pieces(shown);
    std::string piece;
    for (std::string line; std::getline(pieces, line);) {
      if (line != "…") {
        piece += line + '\n';
        continue;
      }
      const std::size_t found = said.find(piece, from);
      INFO(piece);
      REQUIRE(found != std::string::npos);
      from = found + piece.size();
      piece.clear();
    }
    INFO(piece);
    CHECK(said.find(piece, from) != std::string::npos);
    ++examples;
  }
  CHECK(examples >= 3);
}
