// What `balance` says where something is missing, left out or at a limit: word for word.
#include <catch2/catch.hpp>

#include "balance/balance.h"
#include "balance/compare.h"
#include "balance/lost.h"
#include "figures/team.h"
#include "render/balance.h"
#include "support/golden.h"
#include "support/teams.h"
#include "units/arithmetic.h"

using namespace capalint;

namespace {

using Sentences = std::vector<std::string>;

/// `1 missing: Ben: the contract hours are not said`: each with the step that it stands in.
Sentences remarks(const TeamBalance& team) {
  Sentences lines;
  for (const Remark& remark : team.remarks)
    lines.push_back(std::to_string(remark.step) + (remark.missing ? " missing: " : ": ") +
                    remark.text);
  return lines;
}

/// A team of which all is said that a plan of "A" with one Choice a week leaves open.
std::string complete_team(const std::string& inside = "") {
  return team_of("referrals 1 per week\ntransfer 66%\nchoice weekly {\n\"A\" 1 per week\n}\n" +
                 inside);
}

std::string dated_plan(const std::string& from, const std::string& inside = "") {
  return "plan \"A\" in \"T\"" + from + " {\ncontract 37.5h\nmon am choice x1\n" + inside + "\n}\n";
}

/// With 2 Choice a week in the list and the plan: 1.8 of them are left.
std::string one_referral(const std::string& core, const std::string& choice = "2") {
  return team_of("referrals 1 per week\nchoice weekly {\n\"A\" " + choice + " per week\n}") +
         plan_of("A", "mon am choice x" + choice + "\ntue am core " + core);
}

const std::string unread_plan = plan_of("B", "mon am cor 7h");

const std::string crowded = R"(
team "Riverside" {
  quarter 2026-Q4
  referrals 3 per week range 2..5
  referrals 4 per week from 2026-11-16
  transfer 66%..70%
  fte 2.5
  choice weekly {
    "Ann" 2 per week
    "Ben" 1 per week
    "Gus" 1 per week
    "Zoe" 1 per week
  }
}

team "Hillside" {
  quarter 2026-Q4
}

plan "Ann" in "Riverside" {
  contract 30h
  mon am choice x2
  tue am core 45m with "Ben", core 7h
  wed am core 30m in "Hillside"
  fri am big admin 1h
}

plan "Ben" in "Riverside" {
  mon am choice x2
  tue am core 45m with "Ann"
  wed am core 7h
}

plan "Cat" in "Riverside" {
  contract 15h
  set trainee yes
  mon am core 7h
}

plan "Dan" in "Riverside" from 2027-01-01 {
  contract 15h
  mon am core 7h
}

plan "Eve" in "Riverside" {
  contract 15h
  mon am core 7h
  until 2026-09-30
}

plan "Flo" in "Riverside" {
  contract 7.5h
  before big admin
  mon am core 4h, core 3h, management 30m
  leave "training" 2026-11-02..2026-11-02
}

plan "Flo" in "Riverside" from 2026-12-31 {
  contract 7.5h
  mon am core 4h
}

plan "Gus" in "Riverside" {
  contract 15h
  mon am choice x2
  tue am cor 7h
}

plan "Ida" in "Hillside" {
  contract 7.5h
  wed am core 3.5h in "Riverside"
  wed pm choice x1 in "Riverside"
  thu am choice x1
}
)";

}  // namespace

// ---- the report ---------------------------------------------------------------------------------------

TEST_CASE("the report names what is missing and what is left out", "[balance][golden]") {
  const auto made = make(crowded);
  const auto teams = made->teams();
  REQUIRE(teams.size() == 2);
  check_golden("balance/missing.text",
               render_balance_text({.sections = {{".", teams, {}}}}, {.width = 80}));

  CHECK(remarks(teams[1]) ==
        Sentences{
            "0: the number of referrals changes on 2026-11-16, within the quarter; the change "
            "counts from 2027-Q1 on",
            "1: Ann: 30m a week of the plan count for another team",
            "1 missing: Ben: the contract hours are not said",
            "1 missing: Gus: a line of the plan could not be read",
            "1: Ida: 5h a week of a plan in Hillside, where contract and full-time equivalent "
            "count",
            "1 missing: Zoe: there is no plan for 2026-Q4",
            "1: Cat: a trainee's plan, which does not count here unless `trainees-count` is set",
            "1: Dan: the plan from 2027-01-01 counts later",
            "1: Eve: the plan until 2026-09-30 is over",
            "1: Flo: the plan changes on 2026-12-31, within the quarter; the change counts from "
            "2027-Q1 on",
            "4: Ben: given 1 appointment a week, and the plan holds 2 appointments a week",
            "5: Ann: 45m of Core a week with a colleague, whose families are counted once: half "
            "here and half there",
            "5: Ben: 45m of Core a week with a colleague, whose families are counted once: half "
            "here and half there",
            "5: Flo: 53m of clinical time have still to become Big Admin and are not counted as "
            "clinical here"});
  CHECK(remarks(teams[0]) ==
        Sentences{
            "1: Ida: 5h a week of the plan count for another team",
            "1: Ann: 30m a week of a plan in Riverside, where contract and full-time equivalent "
            "count",
            "2 missing: the accepted referrals are not said: write `referrals 11 per week` with "
            "the team's number",
            "3 missing: who does Choice is not said: write `choice weekly { … }`; what stands in "
            "the plans is counted instead",
            "6 missing: the share of Choice that goes on to Core is not said: write `transfer "
            "66%..70%` with the team's numbers"});

  const TeamBalance& team = teams[1];
  CHECK(team.plans.ratio() == 4);
  CHECK(team.contract.ratio() == Ratio(105, 2));
  CHECK(team.core_hours.ratio() == Ratio(201, 8));
  CHECK(team.joint_core.ratio() == Ratio(3, 4));
  CHECK(team.new_core.ratio() == Ratio(195, 8) * Ratio(6, 7));
  CHECK(team.core_away.ratio() == Ratio(21, 4) / 13);
  CHECK_FALSE(who(team, "Zoe").has_plan);
  CHECK_FALSE(who(team, "Zoe").damaged);
  CHECK_FALSE(who(team, "Zoe").visiting);
  CHECK(who(team, "Gus").damaged);
  CHECK(who(team, "Ida").visiting);
  CHECK_FALSE(who(team, "Ida").choice_given.known());
  CHECK_FALSE(who(team, "Ida").core_share.known());
  CHECK_FALSE(who(teams[1], "Ida").choice_given.known());
}

TEST_CASE("a plan of no team visits the team that its lines name", "[balance]") {
  const auto made = make(complete_team() + dated_plan("") + "team \"U\" {\n}\n" +
                         "plan \"Jo\" {\nmon am core 3.5h in \"T\"\n}\n");
  const TeamBalance team = made->team();
  CHECK(remarks(team) == Sentences{"1: Jo: 3.5h a week of a plan in no team, where contract and "
                                   "full-time equivalent count"});
  CHECK(who(team, "Jo").visiting);
  CHECK(who(team, "Jo").title() == "Jo");
  CHECK(team.new_core.ratio() == 3);
}

TEST_CASE("a file of which a part could not be read may hold a plan", "[balance]") {
  const TeamBalance team = make(complete_team() + dated_plan("") + "banana\n")->team();
  CHECK(remarks(team) ==
        Sentences{"1 missing: part of a file could not be read: a plan may stand there"});
  CHECK(to_text(team.plans) == "at least 1");
}

TEST_CASE("a team without a plan says so in the first step", "[balance]") {
  const TeamBalance team =
      make(team_of("referrals 1 per week\ntransfer 66%\nchoice weekly {\n}"))->team();
  CHECK(remarks(team) == Sentences{"1 missing: no plan is written down for this team"});
  CHECK(to_text(team.plans) == "at least 0");
}

TEST_CASE("a plan that does not count is named by its dates", "[balance][quarter]") {
  struct Row {
    std::string plans;
    Sentences says;
  };
  const std::string now = dated_plan(" from 2026-10-01");
  const Row rows[] = {
      {now + dated_plan("", "until 2026-09-30"), {"1: A: the plan until 2026-09-30 is over"}},
      // Another plan is in its place, and there is nothing to know about it.
      {now + dated_plan(""), {}},
      {now + dated_plan("", "until 2026-10-01"), {}},
      {now + dated_plan(" from 2026-07-01"), {}},
      {now + dated_plan(" from 2026-10-02"),
       {"1: A: the plan changes on 2026-10-02, within the quarter; the change counts from 2027-Q1 "
        "on"}},
      {now + dated_plan(" from 2026-12-31"),
       {"1: A: the plan changes on 2026-12-31, within the quarter; the change counts from 2027-Q1 "
        "on"}},
      {now + dated_plan(" from 2027-01-01"), {"1: A: the plan from 2027-01-01 counts later"}},
      // The dates are the wrong way round.
      {dated_plan("") + dated_plan(" from 2026-10-01", "until 2026-09-30"),
       {"1: A: the plan until 2026-09-30 is over"}},
  };
  for (const Row& row : rows) {
    INFO(row.plans);
    const TeamBalance team = make(complete_team() + row.plans)->team();
    CHECK(remarks(team) == row.says);
    CHECK(team.clinicians.size() == 1);
  }
}

TEST_CASE("stated posts are compared with those of the plans as people write them", "[balance]") {
  struct Row {
    std::string stated, of_plan;
    std::string working;
    Sentences says;
  };
  const Row rows[] = {
      {"", "fte 0.5", "of one plan", {}},
      {"fte 0", "fte 0.5", "of one plan", {}},
      {"fte 0.5", "fte 0.5", "as the team says, and of one plan", {}},
      // Alike to one decimal, whichever of them has more.
      {"fte 2.46", "fte 2.5", "as the team says, and of one plan", {}},
      {"fte 2.5", "fte 2.46", "as the team says, and of one plan", {}},
      {"fte 2.5",
       "fte 2.4",
       "as the team says",
       {"1 missing: the team says 2.5 full-time equivalents, and the plans add up to 2.4"}},
      {"fte 2.4",
       "fte 2.5",
       "as the team says",
       {"1: the team says 2.4 full-time equivalents, and the plans add up to 2.5"}},
  };
  for (const Row& row : rows) {
    INFO(row.stated << ", " << row.of_plan);
    const TeamBalance team = make(complete_team(row.stated) + dated_plan("", row.of_plan))->team();
    CHECK(team.fte.working == row.working);
    CHECK_FALSE(team.fte.at_least);
    CHECK(remarks(team) == row.says);
  }
  // The plans have no sum when one of them says neither posts nor a contract.
  const TeamBalance open =
      make(complete_team("fte 2.5") + dated_plan("") + "plan \"B\" in \"T\" {\n}\n")->team();
  CHECK(open.fte.working == "as the team says");
  CHECK(remarks(open) == Sentences{"1 missing: B: the contract hours are not said"});
}

TEST_CASE("sums of contracts and posts are at least that when a plan lacks something",
          "[balance]") {
  const TeamBalance whole = make(complete_team() + dated_plan("") + plan_of("B", ""))->team();
  CHECK(to_text(whole.contract) == "75h");
  CHECK(to_text(whole.fte) == "2");
  CHECK(whole.contract.working == "the sum of 2 plans");
  CHECK(whole.fte.working == "the sum of 2 plans");

  const TeamBalance open =
      make(complete_team() + dated_plan("") + "plan \"B\" in \"T\" {\n}\n")->team();
  CHECK(to_text(open.contract) == "at least 37.5h");
  CHECK(to_text(open.fte) == "at least 1");
  CHECK(to_text(open.plans) == "2");

  const TeamBalance unread = make(complete_team() + dated_plan("") + unread_plan)->team();
  CHECK(to_text(unread.contract) == "at least 75h");
  CHECK(to_text(unread.fte) == "at least 2");
  CHECK(to_text(unread.plans) == "at least 2");
}

TEST_CASE("only those who are given Choice are counted as giving it", "[balance]") {
  CHECK(make(complete_team() + dated_plan("") + plan_of("B", ""))->team().choice_given.working ==
        "weekly, 1 clinician");
  const auto quota = make(team_of("choice quota {\n\"A\" 26\n\"B\" 13\n\"C\" 0\n}") +
                          plan_of("A", "") + plan_of("B", "") + plan_of("C", ""));
  CHECK(quota->team().choice_given.working == "by quota: 39 in the quarter, 2 clinicians");
}

// ---- the verdict ----------------------------------------------------------------------------------------

TEST_CASE("the headline says how far the team is from balance", "[balance]") {
  struct Row {
    std::string text;
    BalanceVerdict verdict;
    std::string headline;
  };
  using enum BalanceVerdict;
  const Row rows[] = {
      {one_referral("9.5h"), in_balance,
       "broadly in balance: 1.8 Choice a week for 1 referral, and 8.14 new Core ÷ 1 = 8.14, "
       "between 8 and 9"},
      {one_referral("9.5h", "1"), out_of_balance,
       "out of balance: 0.9 Choice a week for 1 referral, 0.1 short"},
      {one_referral("12h"), out_of_balance, "out of balance: 10.29 new Core ÷ 1 = 10.29, above 9"},
      {one_referral("7h", "1"), out_of_balance,
       "out of balance: 0.9 Choice a week for 1 referral, 0.1 short; 6 new Core ÷ 1 = 6, below 8"},
      // What is missing may be enough, but never too little.
      {one_referral("9.5h") + unread_plan, in_balance,
       "broadly in balance: at least 1.8 Choice a week for 1 referral, and at least 8.14 new Core "
       "÷ 1 = 8.14, between 8 and 9"},
      {one_referral("9.5h", "1") + unread_plan, not_judged,
       "balance cannot be judged, because something is missing: at least 0.9 Choice a week for 1 "
       "referral, and at least 8.14 new Core ÷ 1 = 8.14, between 8 and 9"},
      {one_referral("7h") + unread_plan, not_judged,
       "balance cannot be judged, because something is missing: at least 1.8 Choice a week for 1 "
       "referral, and at least 6 new Core ÷ 1 = 6, below 8"},
      {one_referral("12h") + unread_plan, out_of_balance,
       "out of balance: 10.29 new Core ÷ 1 = 10.29, above 9"},
      // So may somebody who is given Choice and has no plan.
      {team_of("referrals 1 per week\nchoice weekly {\n\"A\" 1 per week\n\"Zoe\" 1 per week\n}") +
           plan_of("A", "mon am choice x1\ntue am core 7h"),
       not_judged,
       "balance cannot be judged, because something is missing: at least 1.8 Choice a week for 1 "
       "referral, and at least 6 new Core ÷ 1 = 6, below 8"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const TeamBalance team = make(row.text)->team();
    CHECK(team.verdict == row.verdict);
    CHECK(team.headline == row.headline);
  }
}

TEST_CASE("half an hour more or less of Core may be all that it takes", "[balance]") {
  // 11 h make 9.43 new Core, and 10.5 h make 9; 9 h make 7.71, and 9.5 h make 8.14.
  const TeamBalance above = make(one_referral("11h"))->team();
  REQUIRE(above.remedies.size() == 2);
  CHECK(above.remedies[0].change.value == Ratio(-1, 2));
  CHECK(above.remedies[0].text == "plan 30m less of Core a week");
  CHECK(above.remedies[0].check == "9 new Core ÷ 1 = 9, between 8 and 9");
  CHECK(above.remedies[1].text == "accept 1.1 referrals a week, not 1");
  CHECK(above.remedies[1].check ==
        "1.8 Choice a week for 1.1 referrals, 9.43 new Core ÷ 1.1 = 8.57, between 8 and 9");
  const TeamBalance below = make(one_referral("9h"))->team();
  REQUIRE(below.remedies.size() == 2);
  CHECK(below.remedies[0].change.value == Ratio(1, 2));
  CHECK(below.remedies[0].text == "plan 30m more of Core a week");
  CHECK(below.remedies[0].check == "8.14 new Core ÷ 1 = 8.14, between 8 and 9");
  CHECK(below.remedies[1].text == "accept 0.9 referrals a week, not 1");
}

// ---- reasons, and how work is spread ----------------------------------------------------------------------

TEST_CASE("the reasons about a plan name its clinician, or stand in it", "[balance]") {
  // Both files begin with a plan, so that places in one are places in the other as well.
  const auto made = make({
      {"a.capa",
       plan_of("A", "mon am core 3.5h x3  # capa: allow contacts because \"in the plan of A\"") +
           plan_of("B", "mon am core 3.5h x3  # capa: allow contacts because \"in that of B\"")},
      {"c.capa",
       plan_of("C", "mon am core 3.5h x3  # capa: allow contacts because \"in that of C\"")},
      {"team.capa", team_of("") + R"(
team "U" {
}
rules {
  allow big-admin for "a" because "by name"
  allow big-admin because "by no name"
  allow big-admin for "D" because "by the name of D"
  allow meeting for "A" until 2026-10-14 because "until yesterday"
  allow meeting for "A" until 2026-10-15 because "until today"
  allow contacts for "A" because ""
  allow contacts for "A"
}
rules "T" {
  allow big-admin for "A" because "by the team"
}
rules "U" {
  allow big-admin for "A" because "by another team"
}
)" + plan_of("D", "mon am core 3.5h")},
  });
  const TeamBalance team = made->team();
  CHECK(who(team, "A").reasons ==
        Sentences{"by name", "until today", "by the team", "in the plan of A"});
  CHECK(who(team, "B").reasons == Sentences{"in that of B"});
  CHECK(who(team, "C").reasons == Sentences{"in that of C"});
  CHECK(who(team, "D").reasons == Sentences{"by the name of D"});
}

TEST_CASE("who is far from the middle is named, above and below it", "[balance]") {
  const auto made =
      make(team_of("") + plan_of("A", "mon am core 16h, management 3h, big admin 1h") +
           plan_of("B", "mon am core 10h, management 8h, big admin 2h") +
           plan_of("C", "mon am core 10h, management 8h, big admin 2h") +
           plan_of("D", "mon am core 4h, management 12h, big admin 4h") +
           "rules {\nallow fair-share for \"D\" because \"leads the service\"\n}\n");
  const TeamBalance team = made->team();
  REQUIRE(team.spreads.size() == 2);
  CHECK(team.spreads[0].far ==
        Sentences{"A: 80%, 30 points above the middle",
                  "D: 20%, 30 points below the middle; the reason given: leads "
                  "the service"});
  CHECK(team.spreads[0].percent);
  const Spread& admin = team.spreads[1];
  CHECK_FALSE(admin.percent);
  CHECK(admin.unit == Unit::of(Base::hour));
  CHECK(admin.least == 1);
  CHECK(admin.least_name == "A");
  CHECK(admin.median == 2);
  CHECK(admin.most == 4);
  CHECK(admin.most_name == "D");
  CHECK(admin.far.empty());
}

// ---- what changes, and what is lost -----------------------------------------------------------------------

TEST_CASE("of teams with one name, the first stands for the first", "[balance]") {
  TeamBalance first;
  first.team = "T";
  first.quarter = Quarter{2027, 1};
  TeamBalance second = first;
  second.quarter = Quarter{2027, 2};
  const auto changes = compare({first, second}, {first});
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].presence == Presence::both);
  CHECK(changes[0].nothing());
  CHECK(changes[1].presence == Presence::before);
  CHECK(changes[1].quarter_before == second.quarter);
}

TEST_CASE("a change is whatever comes, goes, or has another number", "[balance][diff]") {
  const TeamBalance team{.team = "T"};
  CHECK(compare({team}, {team}).at(0).nothing());

  const TeamChange fresh = compare({}, {team}).at(0);
  CHECK(fresh.presence == Presence::after);
  CHECK(fresh.figures.empty());
  CHECK_FALSE(fresh.nothing());

  // Somebody of whom no number is known.
  TeamBalance with_somebody = team;
  with_somebody.clinicians.emplace_back().name = "A";
  const TeamChange gone = compare({with_somebody}, {team}).at(0);
  CHECK(gone.figures.empty());
  REQUIRE(gone.clinicians.size() == 1);
  CHECK(gone.clinicians[0].presence == Presence::before);
  CHECK_FALSE(gone.nothing());

  TeamBalance counted = team;
  counted.plans = {.value = Quantity{.value = 2}};
  CHECK_FALSE(compare({team}, {counted}).at(0).nothing());
  CHECK(compare({counted}, {counted}).at(0).nothing());
  TeamBalance at_least = counted;
  at_least.plans.at_least = true;
  const TeamChange less_sure = compare({counted}, {at_least}).at(0);
  REQUIRE(less_sure.figures.size() == 1);
  CHECK(to_text(less_sure.figures[0].before) == "2");
  CHECK(to_text(less_sure.figures[0].after) == "at least 2");
}

TEST_CASE("the hours that change are listed by kind of work", "[balance][diff]") {
  const auto hours_of = [](const ClinicianChange& change) {
    Sentences lines;
    for (const FigureChange& figure : change.figures) {
      if (figure.key.rfind("hours_", 0) == 0)
        lines.push_back(figure.key + ": " + to_text(figure.before) + ", " + to_text(figure.after));
    }
    return lines;
  };
  const auto change = [&](const std::string& before, const std::string& after) {
    const auto one = make(team_of("choice weekly {\n\"A\" 1 per week\n}") + before);
    const auto two = make(team_of("choice weekly {\n\"A\" 1 per week\n}") + after);
    const TeamChange team = compare(one->teams(), two->teams()).at(0);
    REQUIRE(team.clinicians.size() == 1);
    return hours_of(team.clinicians[0]);
  };
  const std::string plan = plan_of("A", "mon am core 7h\ntue am travel 30m");
  CHECK(change(plan, plan_of("A", "mon am core 3.5h\ntue am travel 30m")) ==
        Sentences{"hours_core: 7h, 3.5h"});
  CHECK(change(plan, plan_of("A", "mon am core 7h\nwed am audit 1h")) ==
        Sentences{"hours_travel: 30m, 0h", "hours_research: 0h, 1h"});
  // Without a plan nothing is known of the hours.
  CHECK(change("", plan) == Sentences{"hours_core: not known, 7h", "hours_travel: not known, 30m"});
  CHECK(change(plan, "") == Sentences{"hours_core: 7h, not known", "hours_travel: 30m, not known"});
}

TEST_CASE("what is lost has a row for Choice, new Core, all other paid work and posts",
          "[balance][scenario]") {
  const auto with = make(team_of("") + plan_of("A", "mon am core 7h\nmon lunch 30m") +
                         plan_of("B", "mon am core 7h\nmon lunch 30m"));
  const auto without = make(team_of("") + plan_of("A", "mon am core 7h\nmon lunch 30m"));
  const auto losses = lost({{with->analysis.model, without->analysis.model}});
  REQUIRE(losses.size() == 1);
  Sentences rows;
  for (const LostFigure& row : losses[0].total)
    rows.push_back(row.key + ": " + to_text(row.figure));
  CHECK(rows == Sentences{"choice: 0 appointments", "new_core: 6 families", "hours_specific: 0h",
                          "hours_big_admin: 0h", "hours_team_meeting: 0h", "hours_travel: 0h",
                          "hours_management: 0h", "hours_research: 0h", "hours_other: 0h",
                          "hours_on_call: 0h", "fte: 1"});
}

TEST_CASE("a quarter in which the team is not on both sides is left out of what is lost",
          "[balance][scenario]") {
  const auto with = make(team_of("") + plan_of("A", "mon am core 7h"));
  const auto without = make(team_of(""));
  const auto nobody = make("team \"U\" {\nquarter 2026-Q4\n}\n");
  const auto losses = lost({{with->analysis.model, without->analysis.model},
                            {with->analysis.model, nobody->analysis.model},
                            {nobody->analysis.model, without->analysis.model}});
  REQUIRE(losses.size() == 1);
  CHECK(losses[0].quarters.size() == 1);
}

TEST_CASE("a loss that cannot be worked out is not nothing", "[balance][scenario]") {
  const auto with = make(team_of("") + "plan \"A\" in \"T\" {\n}\n");
  const auto without = make(team_of(""));
  const auto losses = lost({{with->analysis.model, without->analysis.model}});
  REQUIRE(losses.size() == 1);
  REQUIRE(losses[0].total.back().key == "fte");
  CHECK_FALSE(losses[0].total.back().figure.known());
  CHECK_FALSE(losses[0].total.back().nothing());
  CHECK(losses[0].total.front().nothing());
}
