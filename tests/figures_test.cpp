// The figures of plans and teams by paper: each sum is written out beside the number.
#include "figures/figures.h"

#include <catch2/catch.hpp>

#include "figures/half_day.h"
#include "figures/plan.h"
#include "figures/team.h"
#include "support/lint.h"
#include "units/arithmetic.h"

using namespace capalint;

namespace {

const PlanId a{0};
const PlanId b{1};
const TeamId t{0};

std::string team(const std::string& inside, const std::string& quarter = "2027-Q2") {
  return "team \"T\" {\n  quarter " + quarter + "\n" + inside + "}\n";
}
std::string plan(const std::string& name, const std::string& inside) {
  return "plan \"" + name + "\" in \"T\" {\n" + inside + "}\n";
}

const std::string core_week =
    "  tue am core 3.5h\n  wed am core 3.5h\n  thu am core 3.5h\n  fri am big admin 1.5h\n";

/// A model of one file, and a reading of it without anything worked out before.
struct Worked {
  explicit Worked(const std::string& text)
      : linted(lint({{"a.capa", text}})), reading(linted.analysis.model) {}
  Linted linted;
  Reading reading;
};

}  // namespace

TEST_CASE("each line loses the share of its weekday's dates", "[figures]") {
  // 26 April 2027 is a Monday. Of the second quarter's Mondays, Tuesdays and Wednesdays 3 of 13 come
  // before it; of its Thursdays and Fridays 4 of 13.
  Worked w(
      team("") +
      plan("A", "  leave \"maternity\" 2027-04-26..2027-12-31\n  mon am choice x1\n" + core_week));
  const Absence away = absence(w.reading, a);
  CHECK(away.on(Weekday::mon) == Ratio(10, 13));
  CHECK(away.on(Weekday::thu) == Ratio(9, 13));
  CHECK(away.of_plan == Ratio(10 + 10 + 10 + 9 + 9, 65));
  CHECK(weeks_away(away.of_plan) == Ratio(48, 5));
  CHECK(average_choice(w.reading, a) == Ratio(3, 13));
  CHECK(new_core(w.reading, a) == Ratio(3 * (3 + 3 + 4), 13));
  CHECK(new_core_before_absence(w.reading, a) == 9);
}

TEST_CASE("away for all of a quarter loses all of it", "[figures]") {
  for (const std::string quarter : {"2027-Q1", "2027-Q2", "2027-Q3", "2027-Q4", "2028-Q1"}) {
    INFO(quarter);
    Worked w(team("", quarter) +
             plan("A", "  leave \"sabbatical\" 2026-12-01..2028-08-31\n" + core_week));
    CHECK(weeks_away(absence(w.reading, a).of_plan) == 13);
    CHECK(new_core(w.reading, a) == 0);
    CHECK(paid(average_hours(w.reading, a)) == 0);
  }
}

TEST_CASE("days without work of the plan are not missed", "[figures]") {
  Worked w(team("") + plan("A",
                           "  leave \"course\" 2027-04-07..2027-04-09\n"
                           "  leave \"course\" 2027-04-14..2027-04-18\n"
                           "  mon am core 3.5h\n  tue am core 3.5h\n"));
  CHECK(absence(w.reading, a).of_plan == 0);
  CHECK(new_core(w.reading, a) == 6);
}

TEST_CASE("joining, ending and leave that overlap are one set of dates", "[figures]") {
  // From Tuesday 1 June: 4 of 13 Mondays, 5 of 13 Tuesdays and Wednesdays.
  const std::string week = "  mon am core 3.5h\n  tue am core 3.5h\n  wed am core 3.5h\n";
  Worked joins(team("") + "plan \"A\" in \"T\" from 2027-06-01 {\n" + week + "}\n");
  CHECK(new_core(joins.reading, a) == Ratio(3 * (4 + 5 + 5), 13));
  Worked both(team("") + "plan \"A\" in \"T\" from 2027-06-01 {\n" + week +
              "  leave \"sick\" 2027-05-20..2027-06-02\n  until 2027-06-25\n}\n");
  // Left are the Mondays 7, 14, 21, the Tuesdays 8, 15, 22 and the Wednesdays 9, 16, 23 of June.
  CHECK(new_core(both.reading, a) == Ratio(3 * 9, 13));
  Worked follows(team("") + "plan \"A\" in \"T\" {\n" + week + "  until 2027-05-02\n}\n" +
                 "plan \"A\" in \"T\" from 2027-05-03 {\n" + week + "}\n");
  CHECK_FALSE(absence(follows.reading, a).any());
}

TEST_CASE("a leave that only touches the quarter takes its one date", "[figures]") {
  // 1 April 2027 is a Thursday and 30 June a Wednesday; the week has work on four days.
  Worked first(team("") + plan("A", "  leave \"sick\" 2027-03-01..2027-04-01\n" + core_week));
  CHECK(absence(first.reading, a).on(Weekday::thu) == Ratio(1, 13));
  CHECK(absence(first.reading, a).of_plan == Ratio(1, 52));
  Worked last(team("") + plan("A", "  leave \"sick\" 2027-06-30..2027-12-31\n" + core_week));
  CHECK(absence(last.reading, a).on(Weekday::wed) == Ratio(1, 13));
  CHECK(absence(last.reading, a).of_plan == Ratio(1, 52));
}

TEST_CASE("a plan without work is missed from Monday to Friday", "[figures]") {
  // A Friday and a Saturday: 1 of 13 × 5 dates.
  Worked w(team("") + plan("A", "  leave \"sick\" 2027-04-09..2027-04-10\n"));
  CHECK(absence(w.reading, a).of_plan == Ratio(1, 65));
}

TEST_CASE("between two plans of a person nobody is there", "[figures]") {
  const auto spells = [](const std::string& until, const std::string& from, PlanId id) {
    Worked w(team("") + "plan \"A\" in \"T\" {\n" + core_week + "  until " + until + "\n}\n" +
             "plan \"A\" in \"T\" from " + from + " {\n" + core_week + "}\n");
    std::string said;
    for (const Spell& spell : absence(w.reading, id).spells)
      said += to_string(spell.first) + ".." + to_string(spell.last) + " " + to_text(spell);
    return said;
  };
  CHECK(spells("2027-05-02", "2027-05-10", a) ==
        "2027-05-03..2027-05-09 the plan ends on 2027-05-02");
  CHECK(spells("2027-05-02", "2027-05-10", b) ==
        "2027-05-03..2027-05-09 the plan starts on 2027-05-10");
  CHECK(spells("2027-05-02", "2027-05-03", a).empty());
  CHECK(spells("2027-05-02", "2027-05-03", b).empty());
  // Of the quarter, only its first day and its last day are without a plan.
  CHECK(spells("2027-03-20", "2027-04-02", a) ==
        "2027-03-21..2027-04-01 the plan ends on 2027-03-20");
  CHECK(spells("2027-06-29", "2027-07-05", b) ==
        "2027-06-30..2027-07-04 the plan starts on 2027-07-05");
  // All of that lies in another quarter.
  CHECK(spells("2027-03-20", "2027-04-01", a).empty());
  CHECK(spells("2027-06-30", "2027-07-05", b).empty());
}

TEST_CASE("only an earlier plan in the same team stands in for one that has not begun",
          "[figures]") {
  const auto from = [](const std::string& other) {
    Worked w(team("") + "team \"U\" {\n  quarter 2027-Q2\n}\n" +
             "plan \"A\" in \"T\" from 2027-06-01 {\n" + core_week + "}\n" + other + " {\n" +
             core_week + "}\n");
    const auto spells = absence(w.reading, a).spells;
    return spells.empty() ? "" : to_string(spells.front().first);
  };
  CHECK(from("plan \"A\" in \"T\"").empty());
  CHECK(from("plan \"A\" in \"U\"") == "2027-04-01");
  CHECK(from("plan \"A\" in \"T\" from 2027-06-01") == "2027-04-01");
  CHECK(from("plan \"A\" in \"T\" from 2027-07-01") == "2027-04-01");
}

TEST_CASE("a leave that two plans of a person tell counts once", "[figures]") {
  const auto leaves = [](const std::string& of_other) {
    Worked w(team("") + "team \"U\" {\n  quarter 2027-Q2\n}\n" +
             plan("A", "  leave \"sick\" 2027-05-03..2027-05-07\n" + core_week) +
             "plan \"A\" in \"U\" {\n  mon am core 3.5h\n  leave " + of_other + "\n}\n");
    return absence(w.reading, a).spells.size();
  };
  CHECK(leaves("\"Sick\" 2027-05-03..2027-05-07") == 1);
  CHECK(leaves("\"course\" 2027-05-03..2027-05-07") == 2);
  CHECK(leaves("\"sick\" 2027-05-04..2027-05-07") == 2);
  CHECK(leaves("\"sick\" 2027-05-03..2027-05-06") == 2);
}

TEST_CASE("annual leave takes nothing off", "[figures]") {
  for (const std::string reason : {"annual leave", "A/L", "Summer holiday", "bank holidays"}) {
    INFO(reason);
    Worked w(team("") +
             plan("A", "  leave \"" + reason + "\" 2027-05-03..2027-05-16\n" + core_week));
    CHECK_FALSE(absence(w.reading, a).any());
  }
  CHECK_FALSE(is_annual_leave("maternity"));
  CHECK_FALSE(is_annual_leave("manual handling course"));
}

TEST_CASE("Big Admin that stands in an unconverted plan already counts", "[figures]") {
  // 7 h of Core and 30 minutes are 7.5 h, of which an eighth is 56m15s: 26m15s are still to come.
  Worked w(team("") + plan("A",
                           "  before big admin\n  mon am core 3.5h\n  mon pm core 3.5h\n"
                           "  tue am big admin 30m\n"));
  CHECK(conversion(w.reading, a).hours == Ratio(7, 16));
  CHECK(finished_hours(w.reading, a)[activity::core] == Ratio(65625, 10000));
  CHECK(finished_hours(w.reading, a)[activity::big_admin] == Ratio(15, 16));
  CHECK(new_core(w.reading, a) == Ratio(5625, 1000));
  // Enough and more of it leaves the clinical time alone.
  Worked enough(team("") +
                plan("A", "  before big admin\n  mon am core 3.5h\n  tue am big admin 2h\n"));
  CHECK(conversion(enough.reading, a).hours == 0);
  CHECK(new_core(enough.reading, a) == 3);
}

TEST_CASE("Big Admin that is added to the hours is what a seventh lacks", "[figures]") {
  Worked w(team("") + plan("A",
                           "  before big admin\n  set big-admin-added yes\n  mon am core 7h\n"
                           "  tue am big admin 15m\n"));
  CHECK(conversion(w.reading, a).hours == Ratio(3, 4));
  CHECK(finished_hours(w.reading, a)[activity::core] == 7);
  CHECK(finished_hours(w.reading, a)[activity::big_admin] == 1);
}

TEST_CASE("each team gets its part of a plan's conversion", "[figures]") {
  // 8 h in all: 1 h becomes Big Admin, 45 minutes of the 6 h here and 15 of the 2 h there.
  Worked w(team("") + "team \"U\" {\n  quarter 2027-Q2\n}\n" +
           plan("A", "  before big admin\n  mon am core 6h\n  tue am core 2h in \"U\"\n"));
  CHECK(finished_hours(w.reading, a, t)[activity::core] == Ratio(21, 4));
  CHECK(finished_hours(w.reading, a, TeamId(1))[activity::core] == Ratio(7, 4));
  CHECK(finished_hours(w.reading, a, t)[activity::big_admin] == Ratio(3, 4));
}

TEST_CASE("the whole numbers of a year leave out each quarter's absence", "[figures]") {
  // 11 h make 66/7 a quarter: 9, 10, 9, 10. All of the second quarter is away.
  const std::string week = "  mon am core 5.5h\n  tue am core 5.5h\n";
  Worked there(team("") + plan("A", week));
  CHECK(whole_new_core(there.reading, a, t) == WholeByQuarter{9, 10, 9, 10});
  Worked away(team("") + plan("A", week + "  leave \"maternity\" 2027-04-01..2027-06-30\n"));
  CHECK(whole_new_core(away.reading, a, t) == WholeByQuarter{9, 0, 9, 10});
}

TEST_CASE("families that two clinicians see together are counted once", "[figures]") {
  const auto families = [](const std::string& of_a, const std::string& of_b) {
    Worked w(team("") + plan("A", "  mon am core 3.5h x2" + of_a + "\n  tue am core 3.5h\n") +
             plan("B", "  mon am core 3.5h x2" + of_b + "\n"));
    return new_core(w.reading, t);
  };
  CHECK(families("", "") == 9);
  CHECK(families(" with \"B\"", " with \"A\"") == 6);
  CHECK(families(" with \"B\"", "") == 9);
  CHECK(families(" with \"A\"", "") == 9);
}

TEST_CASE("Choice that is given falls away with the plan's working dates", "[figures]") {
  // B works on Mondays and Fridays; from 26 April 3 of 13 and 4 of 13 dates are left.
  Worked w(team("  choice weekly {\n    \"A\" 1.5 per week\n    \"B\" 1 per week\n  }\n") +
           plan("A", "  mon am choice x1, choice x1 every 2 weeks\n" + core_week) +
           plan("B",
                "  leave \"maternity\" 2027-04-26..2027-12-31\n  mon am choice x1\n"
                "  fri am big admin 1h\n"));
  CHECK(choice_listed(w.reading, t) == Ratio(5, 2));
  CHECK(choice_given(w.reading, t) == Ratio(3, 2) + Ratio(7, 26));
  CHECK(choice_left(w.reading, t) == (Ratio(3, 2) + Ratio(7, 26)) * Ratio(9, 10));
}

TEST_CASE("a skill is covered by somebody who is there", "[figures]") {
  const std::string skills = "  skills \"CBT\"\n";
  Worked there(team(skills) + plan("A", "  skills \"CBT\"\n  mon am core 3.5h\n"));
  CHECK(is_covered(there.reading, t, "cbt"));
  Worked away(team(skills) + plan("A",
                                  "  skills \"CBT\"\n  mon am core 3.5h\n"
                                  "  leave \"maternity\" 2027-04-01..2027-06-30\n"));
  CHECK_FALSE(is_covered(away.reading, t, "cbt"));
}

TEST_CASE("a reading with everything worked out gives what one without gives", "[figures]") {
  Worked w(team("  referrals 2 per week\n") +
           plan("A", "  leave \"sick\" 2027-05-03..2027-05-30\n  before big admin\n" + core_week) +
           plan("B", "  mon am core 2h every 3 weeks\n"));
  const Figures figures(w.linted.analysis.model);
  Reading kept(w.linted.analysis.model, figures);
  for (const PlanId id : {a, b}) {
    CHECK(absence(kept, id).of_plan == absence(w.reading, id).of_plan);
    CHECK(average_hours(kept, id) == average_hours(w.reading, id));
    CHECK(new_core(kept, id) == new_core(w.reading, id));
  }
  CHECK(new_core(kept, t) == new_core(w.reading, t));
  CHECK(team_hours(kept, t) == team_hours(w.reading, t));
}

TEST_CASE("a plan's trainee setting that cannot be read puts the team's sums in doubt",
          "[figures]") {
  Worked w(team("") + plan("A", core_week) + plan("B", "  set trainee yess\n" + core_week));
  (void)new_core(w.reading, a);
  CHECK_FALSE(w.reading.take_doubt());
  (void)new_core(w.reading, t);
  CHECK(w.reading.take_doubt());
}

TEST_CASE("lines with clock times belong to the half-day in which they begin", "[figures]") {
  Worked w(team("") + plan("A",
                           "  mon 09:00-10:00 core 1h x1\n"
                           "  mon 10:00-12:30 specific \"x\" 2.5h x1\n"
                           "  mon pm choice x1\n  mon 14:00-17:00 choice x2\n"));
  const Range<Line>& lines = w.linted.analysis.model.plans[a].lines;
  const auto first = clinical_booking(w.reading, lines.first);
  REQUIRE(first);
  CHECK(first->appointments == 2);
  CHECK(first->hours == Ratio(7, 2));
  const auto choice = choice_booking(w.reading, LineId(lines.first.index() + 2));
  REQUIRE(choice);
  CHECK(choice->appointments == 3);
}

TEST_CASE("the afternoon begins at noon and the evening at five", "[figures]") {
  Worked w(team("") +
           plan("A",
                "  mon 11:45-12:30 core 45m\n  tue 12:00-13:00 core 1h\n"
                "  wed 16:45-17:30 core 45m\n  thu 17:00-18:00 core 1h\n"
                "  fri core 1h\n  fri am core 1h\n  fri pm core 1h\n  fri eve core 1h\n"));
  std::vector<std::optional<ast::Half>> halves;
  std::vector<std::optional<int>> orders;
  for (const LineId line : w.linted.analysis.model.plans[a].lines) {
    halves.push_back(half_of(*w.reading->lines[line].said));
    orders.push_back(order_of(*w.reading->lines[line].said));
  }
  using enum ast::Half;
  CHECK(halves == std::vector<std::optional<ast::Half>>{am, pm, pm, eve, {}, am, pm, eve});
  // 11:45 is 11 × 60 + 45 minutes after midnight.
  CHECK(orders == std::vector<std::optional<int>>{705, 720, 1005, 1020, {}, 0, 720, 1020});
}
