// The figures of plans and teams by paper: each sum is written out beside the number.
#include "figures/figures.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "figures/half_day.h"
#include "figures/line.h"
#include "figures/lost.h"
#include "figures/monitor.h"
#include "figures/person.h"
#include "figures/plan.h"
#include "figures/repair.h"
#include "figures/team.h"
#include "model/halves.h"
#include "rules/evaluate.h"
#include "support/lint.h"
#include "support/workspaces.h"
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

TEST_CASE("without a team, a plan is looked at in the quarter of its own", "[figures]") {
  Worked w(team("") + "team \"U\" {\n  quarter 2027-Q3\n}\n" +
           plan("A", "  mon am core 3.5h\n  leave \"sick\" 2027-04-01..2027-06-30\n"));
  CHECK(new_core_before_absence(w.reading, a) > 0);
  CHECK(new_core(w.reading, a) == 0);
  CHECK(new_core(w.reading, a, t) == 0);
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
        "2027-04-01..2027-04-01 the plan ends on 2027-03-20");
  CHECK(spells("2027-06-29", "2027-07-05", b) ==
        "2027-06-30..2027-06-30 the plan starts on 2027-07-05");
  // All of that lies in another quarter.
  CHECK(spells("2027-03-20", "2027-04-01", a).empty());
  CHECK(spells("2027-06-30", "2027-07-05", b).empty());
}

TEST_CASE("a leave up to the last day of a later plan stays a leave", "[figures]") {
  Worked w(team("") + "plan \"A\" in \"T\" {\n" + core_week + "  until 2027-05-02\n" +
           "  leave \"sick\" 2027-05-10..2027-05-16\n}\n" +
           "plan \"A\" in \"T\" from 2027-05-03 {\n" + core_week + "  until 2027-05-16\n}\n");
  const auto spells = absence(w.reading, a).spells;
  REQUIRE(spells.size() == 2);
  CHECK(to_text(spells[0]) == "sick, 2027-05-10 to 2027-05-16");
  CHECK(to_string(spells[1].first) == "2027-05-17");
  CHECK(to_text(spells[1]) == "the plan ends on 2027-05-02");
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
  CHECK(from("plan \"A\" in \"T\" from 2027-01-01").empty());
  CHECK(from("plan \"A\" in \"T\" from 2027-06-01") == "2027-04-01");
  CHECK(from("plan \"A\" in \"T\" from 2027-07-01") == "2027-04-01");
}

TEST_CASE("only a later plan in the same team takes over from one that ends", "[figures]") {
  const auto to = [](const std::string& other, const std::string& inside = "") {
    Worked w(team("") + "team \"U\" {\n  quarter 2027-Q2\n}\n" +
             "plan \"A\" in \"T\" {\n  until 2027-05-02\n" + core_week + "}\n" + other + " {\n" +
             core_week + inside + "}\n");
    const auto spells = absence(w.reading, a).spells;
    return spells.empty() ? "" : to_string(spells.front().last);
  };
  CHECK(to("plan \"A\" in \"T\" from 2027-05-03").empty());
  CHECK(to("plan \"A\" in \"U\" from 2027-05-03") == "2027-06-30");
  CHECK(to("plan \"A\" in \"T\" from 2027-05-10", "  until 2027-06-10\n") == "2027-05-09");
  CHECK(to("plan \"A\" in \"T\" from 2027-01-01", "  until 2027-05-02\n") == "2027-06-30");
}

TEST_CASE("a leave outside of the quarter is no absence in it", "[figures]") {
  for (const std::string leave : {"2027-01-01..2027-03-31", "2027-07-01..2027-07-31"}) {
    Worked w(team("") + plan("A", "  leave \"sick\" " + leave + "\n" + core_week));
    CHECK_FALSE(absence(w.reading, a).any());
  }
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
  CHECK(whole_new_core(there.reading, a, none) == WholeByQuarter{9, 10, 9, 10});
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
  Worked unsaid(team(skills) + plan("A", "  mon am core 3.5h\n"));
  CHECK_FALSE(is_covered(unsaid.reading, t, "cbt"));
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
  // What is noted is worked out once more, since nothing is noted of what is kept.
  Record record;
  Reading noting(w.linted.analysis.model, figures, &record);
  (void)new_core(noting, b);
  CHECK(record.blocks.size() == 1);
}

TEST_CASE("every property is the same with everything worked out before", "[figures]") {
  std::vector<Workspace> workspaces = made_up_workspaces(25);
  for (Workspace& each : workspaces_to_read()) workspaces.push_back(std::move(each));
  for (const Workspace& each : workspaces) {
    const Linted linted = lint(each.texts);
    const Model& model = linted.analysis.model;
    const Figures figures(model);
    Reading kept(model, figures);
    Reading fresh(model);
    for (const Property& property : properties()) {
      for (std::size_t i = 0; i < count(model, property.scope); ++i) {
        const Object object = object_in(property.scope, i);
        for (const ActivitySet set : {paid_activities(), set_of(activity::core)}) {
          const Value one = value_of(property, kept, object, set);
          const Value other = value_of(property, fresh, object, set);
          INFO(each.name << ": " << property.name << " of " << name_of(model, object));
          REQUIRE(one.kind == other.kind);
          REQUIRE(one.quantity == other.quantity);
          REQUIRE(one.number == other.number);
          REQUIRE(one.text == other.text);
          REQUIRE(one.span == other.span);
        }
      }
    }
  }
}

TEST_CASE("the whole numbers of a year are those of the year that the team plans", "[figures]") {
  Worked w(team("") + "team \"U\" {\n  quarter 2028-Q1\n}\n" +
           plan("A",
                "  leave \"sabbatical\" 2028-07-01..2028-09-30\n  mon am core 7h\n"
                "  tue am core 7h in \"U\"\n"));
  // 7 h are two sessions, and 6 families.
  CHECK(whole_new_core(w.reading, a, t) == WholeByQuarter{6, 6, 6, 6});
  CHECK(whole_new_core(w.reading, a, TeamId(1)) == WholeByQuarter{6, 6, 0, 6});
}

TEST_CASE("Choice that is left is what is planned, without those away, after the loss",
          "[figures]") {
  Worked w(team("  choice weekly {\n    \"A\" 2 per week\n    \"B\" 1 per week\n  }\n") +
           plan("A", core_week + "  leave \"sick\" 2027-04-01..2027-06-30\n") +
           plan("B", core_week));
  const ChoiceLeft choice = choice_left_of(w.reading, t);
  CHECK(choice.planned == 3);
  CHECK(choice.away == 2);
  CHECK(choice.kept == Ratio(9, 10));
}

TEST_CASE("a team's figures rest on a default when those of one plan do", "[figures]") {
  const auto rests = [](const std::string& of_a, const std::string& of_b) {
    Worked w(team("") + plan("A", of_a + core_week) + plan("B", of_b + core_week));
    return figures_of(w.reading, t).by_default.members;
  };
  for (const bool first : {true, false}) {
    const std::string refused = "  set session 0h\n";
    const auto members = rests(first ? refused : "", first ? "" : refused);
    CHECK(members.sessions);
    CHECK(members.new_core);
    CHECK(members.big_admin);
    CHECK_FALSE(members.posts);
  }
  CHECK_FALSE(rests("", "").sessions);
}

TEST_CASE("a block's hours rest on the length that they are made from", "[figures]") {
  const auto rests_on = [](const std::string& day_line) {
    Worked w(team("") + plan("A", "  " + day_line + "\n"));
    Record record;
    Reading reading(w.linted.analysis.model, &record);
    if (w.reading->blocks.size() == 0) return std::string("no block");
    (void)hours_each_time(reading, BlockId(0));
    if (record.settings.empty()) return std::string("nothing");
    return std::string(w.reading->setting_declarations[record.settings.front().id].name);
  };
  CHECK(rests_on("mon am choice x1") == "choice-length");
  CHECK(rests_on("mon 09:00-12:00 choice x1, cpd 1h") == "choice-length");
  CHECK(rests_on("mon 09:00-12:00 choice x1") == "nothing");  // it takes the whole line
  CHECK(rests_on("mon am choice 1.5h x1") == "nothing");
  CHECK(rests_on("mon 09:00-12:00 core x1, cpd 1h") == "nothing");
  CHECK(rests_on("mon am core 1 session") == "session");
}

TEST_CASE("a plan's trainee setting that cannot be read puts the team's sums in doubt",
          "[figures]") {
  Worked w(team("") + plan("A", core_week) + plan("B", "  set trainee yess\n" + core_week));
  (void)new_core(w.reading, a);
  CHECK_FALSE(w.reading.take_doubt().any());
  (void)new_core(w.reading, t);
  CHECK(w.reading.take_doubt().any());
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
  CHECK(halves == std::vector<std::optional<ast::Half>>{am, pm, pm, eve, am, {}, pm, eve});
  // 11:45 is 11 × 60 + 45 minutes after midnight.
  CHECK(orders == std::vector<std::optional<int>>{705, 720, 1005, 1020, 0, {}, 720, 1020});
}

namespace {

LineId line(const Worked& w, int number) {
  return LineId(w.linted.analysis.model.plans[a].lines.first.index() + number);
}

/// Of a plan's first line.
std::optional<Booked> clinical(const std::string& blocks) {
  Worked w(team("") + plan("A", "  mon am " + blocks + "\n"));
  return clinical_booking(w.reading, line(w, 0));
}

}  // namespace

TEST_CASE("the week of a rotation counts whose appointments exceed their room most", "[figures]") {
  // 1 h has room for 4/7: 3/7 too many. 3.5 h have room for 2: one too many.
  const auto second = clinical("core 1h x1 week 1 of 2, core 3.5h x3 week 2 of 2");
  REQUIRE(second);
  CHECK(second->appointments == 3);
  CHECK(second->hours == Ratio(7, 2));
  const auto first = clinical("core 3.5h x3 week 1 of 2, core 1h x1 week 2 of 2");
  REQUIRE(first);
  CHECK(first->appointments == 3);
  // Of two weeks that are alike the first: 2 in 3.5 h, and 4 in 7 h.
  CHECK(clinical("core 3.5h x2 week 1 of 2, core 7h x4 week 2 of 2")->appointments == 2);
  // Every week has one of the two rotations, though the weekly hour alone would exceed its room more.
  CHECK(clinical("core 1h x1, core 3.5h x1 week 1 of 2, specific \"x\" 3.5h x1 week 2 of 2")
            ->appointments == 2);
}

TEST_CASE("a half-day without numbers has no booking, and one appointment is one", "[figures]") {
  CHECK_FALSE(clinical("core 3.5h"));
  CHECK_FALSE(clinical("choice x2"));
  CHECK(clinical("core 1h x1")->appointments == 1);
  Worked w(team("") + plan("A", "  mon am core 3.5h x2\n  tue am choice x1\n"));
  CHECK_FALSE(choice_booking(w.reading, line(w, 0)));
  CHECK(choice_booking(w.reading, line(w, 1))->appointments == 1);
}

TEST_CASE("a booking knows all hours, and stands at the first of its largest blocks", "[figures]") {
  Worked w(team("") + plan("A", "  mon am core 1h x1, core 1h x1, big admin 30m\n"));
  const auto booked = clinical_booking(w.reading, line(w, 0));
  REQUIRE(booked);
  CHECK(booked->hours == 2);
  CHECK(booked->all_hours == Ratio(5, 2));
  const BlockId block = w.reading->lines[line(w, 0)].blocks.first;
  CHECK(booked->span == w.reading->blocks[block].said->contacts->span);
}

TEST_CASE("a line holds the hours of its fullest week", "[figures]") {
  Worked w(team("") + plan("A",
                           "  mon am core 2h week 1 of 2, specific \"x\" 1h, core 3h week 2 of 2\n"
                           "  tue am core 3h week 1 of 2, core 2h week 2 of 2, big admin 30m\n"));
  CHECK(fullest_week(w.reading, line(w, 0)) == 4);
  CHECK(fullest_week(w.reading, line(w, 1)) == Ratio(7, 2));
  // Of a kind of work, all that is written.
  CHECK(hours_of_line(w.reading, line(w, 0), set_of(activity::core)) == 5);
  CHECK_FALSE(w.reading.doubt().any());
}

TEST_CASE("work that cannot be read puts its half-day in doubt", "[figures]") {
  Worked w(team("") + plan("A", "  mon am core 2h, xyzzy 1h\n  tue am core 2h\n"));
  (void)hours_of_line(w.reading, line(w, 1), set_of(activity::core));
  CHECK_FALSE(w.reading.take_doubt().any());
  (void)hours_of_line(w.reading, line(w, 0), set_of(activity::core));
  CHECK(w.reading.take_doubt().any());
  (void)clinical_booking(w.reading, line(w, 0));
  CHECK(w.reading.take_doubt().any());
}

TEST_CASE("a day has the pieces of its fullest week", "[figures]") {
  const auto most = [](const std::string& blocks) {
    Worked w(team("") + plan("A", "  mon " + blocks + "\n"));
    return pieces(w.reading, w.reading->plans[a].days.first);
  };
  CHECK(most("core 1h week 1 of 2, core 1h week 1 of 2, core 1h") == 3);
  CHECK(most("core 1h week 2 of 2, core 1h week 2 of 2, core 1h") == 3);
  CHECK(most("core 1h week 1 of 2, core 1h every 2 weeks") == 2);
  CHECK(most("xyzzy 1h") == 0);
}

TEST_CASE("work lost over quarters is their sum, and posts are their average", "[figures]") {
  const QuarterWork first{.choice = 13, .new_core = 9, .posts = Ratio(1), .damaged = true};
  const QuarterWork second{.choice = 6, .new_core = 3, .posts = Ratio(1, 2)};
  const QuarterWork both = total({first, second});
  CHECK(both.choice == 19);
  CHECK(both.new_core == 12);
  CHECK(both.posts == Ratio(3, 4));
  CHECK(both.damaged);
  CHECK_FALSE(total({second}).damaged);
  CHECK(total({}).posts == Ratio(0));
  CHECK_FALSE(total({first, {}}).posts);
  CHECK_FALSE(total({{}, first}).posts);
}

TEST_CASE("what a leave loses is the difference of two quarters", "[figures]") {
  const auto lost = [](const std::string& inside) {
    const auto both = [&](const std::string& of_b) {
      return team("") + plan("A", "  contract 7h\n" + core_week) + plan("B", inside + of_b);
    };
    Worked with(both(""));
    Worked without(both("  leave \"sick\" 2027-04-01..2027-06-30\n"));
    return lost_work(with.reading, t, without.reading, t);
  };
  // 13 weeks of one Choice in 1.5 h, and of 3.5 h of Core: 3 families.
  const QuarterWork all = lost("  contract 37.5h\n  mon am choice x1\n  tue am core 3.5h\n");
  CHECK(all.choice == 13);
  CHECK(all.new_core == 3);
  CHECK(all.hours[activity::choice] == Ratio(39, 2));
  CHECK(all.hours[activity::core] == Ratio(91, 2));
  CHECK(all.posts == Ratio(1));
  CHECK_FALSE(all.damaged);
  CHECK_FALSE(lost("  tue am core 3.5h\n").posts);
  CHECK(lost("  tue am core 3.5h\n  wed xyzzy 1h\n").damaged);
}

namespace {

/// `2027-Q1 team choice 21/23 core 13/-, at least`, a row a line: actual/target.
std::string rows(const std::string& of_team, const std::string& of_a, const std::string& of_b) {
  Worked w(team(of_team) + plan("A", core_week + of_a) + plan("B", core_week + of_b));
  const auto number = [](const std::optional<Ratio>& value) {
    return value ? to_decimal(*value, 1) : "-";
  };
  std::string text;
  for (const Monitored& row : monitored(w.reading, t)) {
    text += to_string(row.quarter) + " " + (row.who.empty() ? "team" : row.who) + " choice " +
            number(row.choice_actual) + "/" + number(row.choice_target) + " core " +
            number(row.core_actual) + "/" + number(row.core_target) +
            (row.at_least ? ", at least" : "") + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("a team's monitored numbers are the sums of its clinicians'", "[figures]") {
  const std::string of_a =
      "  target 2027-Q1 choice 13, core 9\n  actual 2027-Q1 choice 12, core 8\n";
  CHECK(rows("", of_a, "  target 2027-Q1 choice 10, core 6\n  actual 2027-Q1 choice 9, core 5\n") ==
        "2027-Q1 team choice 21/23 core 13/15\n"
        "2027-Q1 A choice 12/13 core 8/9\n"
        "2027-Q1 B choice 9/10 core 5/6\n");
  // Targets are added up only when the set of them is whole.
  CHECK(rows("", of_a, "  target 2027-Q1 choice 10\n  actual 2027-Q1 choice 9, core 5\n") ==
        "2027-Q1 team choice 21/23 core 13/-\n"
        "2027-Q1 A choice 12/13 core 8/9\n"
        "2027-Q1 B choice 9/10 core 5/-\n");
  CHECK(rows("", of_a, "  target 2027-Q1 core 6\n  actual 2027-Q1 choice 9, core 5\n") ==
        "2027-Q1 team choice 21/- core 13/15\n"
        "2027-Q1 A choice 12/13 core 8/9\n"
        "2027-Q1 B choice 9/- core 5/6\n");
  // Two quarters, each with a number that is not written in all plans.
  CHECK(rows("", "  actual 2027-Q1 choice 12\n  actual 2026-Q4 core 8\n",
             "  actual 2027-Q1 choice 9\n  target 2026-Q3 core 5\n") ==
        "2026-Q4 team choice -/- core 8/-, at least\n"
        "2026-Q4 A choice -/- core 8/-\n"
        "2027-Q1 team choice 21/- core -/-, at least\n"
        "2027-Q1 A choice 12/- core -/-\n"
        "2027-Q1 B choice 9/- core -/-\n");
}

TEST_CASE("a team's own monitored numbers stand before those of its clinicians", "[figures]") {
  const std::string a_wrote =
      "  target 2027-Q1 choice 13, core 9\n  actual 2027-Q1 choice 12, core 8\n";
  const std::string of_a = "2027-Q1 A choice 12/13 core 8/9\n";
  CHECK(rows("  actual 2027-Q1 choice 30\n  target 2027-Q1 core 50\n", a_wrote, "") ==
        "2027-Q1 team choice 30/- core -/50\n" + of_a);
  CHECK(rows("  actual 2027-Q1 core 30\n  target 2027-Q1 choice 50\n", a_wrote, "") ==
        "2027-Q1 team choice -/50 core 30/-\n" + of_a);
  CHECK(rows("  target 2027-Q1 choice 50, core 60\n  actual 2027-Q1 choice 30\n", a_wrote,
             "  target 2027-Q1 choice 13, core 9\n") ==
        "2027-Q1 team choice 30/50 core -/60\n" + of_a + "2027-Q1 B choice -/13 core -/9\n");
  CHECK_FALSE(above_target(std::nullopt, Ratio(3)));
  CHECK_FALSE(above_target(Ratio(3), std::nullopt));
  CHECK(above_target(Ratio(3), Ratio(5)) == Ratio(-2));
}

TEST_CASE("shares of Core are far apart when they are more than the spread from the middle",
          "[figures]") {
  // 3.5 h of 7 h are 50 %, 1 h of 5 h 20 %: each 15 % from 35 %.
  const std::string half = "  mon am core 3.5h\n  tue am big admin 3.5h\n";
  const std::string fifth = "  mon am core 1h\n  tue am big admin 4h\n";
  const auto spread = [](const std::string& text) {
    Worked w(text);
    return spread_of_core_share(w.reading, t, figures_of(w.reading, t));
  };
  const auto even = spread(team("") + plan("A", half) + plan("B", fifth));
  REQUIRE(even);
  CHECK(even->median == Ratio(7, 20));
  CHECK(even->least.member == 1);
  CHECK(even->most.member == 0);
  CHECK(even->far.empty());
  // 1 h of 6 h: the middle is a third, and each a sixth from it.
  const auto apart =
      spread(team("") + plan("A", half) + plan("B", "  mon am core 1h\n  tue am big admin 5h\n"));
  CHECK(apart->far.size() == 2);
  // Visitors and plans that could not be read in full do not count.
  const auto visited =
      spread(team("") + "team \"U\" {\n  quarter 2027-Q2\n}\n" + plan("A", half) +
             plan("B", fifth) + "plan \"C\" in \"U\" {\n  mon am core 3.5h in \"T\"\n}\n");
  CHECK(visited->median == Ratio(7, 20));
  const auto damaged = spread(team("") + plan("A", half) + plan("B", fifth) +
                              plan("C", "  mon am core 3.5h\n  tue xyzzy 1h\n"));
  CHECK(damaged->median == Ratio(7, 20));
  CHECK_FALSE(spread(team("") + plan("A", half)));
}

TEST_CASE("Big Admin is compared by full-time equivalent, where that is said", "[figures]") {
  // 1 h at half time is 2 h for a full-timer, 3 h at full time are 3 h.
  Worked w(team("") + plan("A", "  fte 0.5\n  mon am big admin 1h\n") +
           plan("B", "  fte 1\n  mon am big admin 3h\n") + plan("C", "  mon am big admin 9h\n"));
  const auto spread = spread_of_big_admin(w.reading, figures_of(w.reading, t));
  REQUIRE(spread);
  CHECK(spread->median == Ratio(5, 2));
  CHECK(spread->far.empty());
}

TEST_CASE("a day's fullest week has one at least of the work whose weeks are not said",
          "[figures]") {
  const auto fullest = [](const std::string& blocks) {
    Worked w(team("") + plan("A", "  mon " + blocks + "\n"));
    return person::fullest(*w.reading, w.reading->plans[a].days.first);
  };
  // 3 h each week, and the longer of two pieces that may never meet.
  CHECK(fullest("core 3h, core 2h every 2 weeks, core 90m every 2 weeks") == 5);
  CHECK(fullest("core 3h, core 1h every 2 weeks, core 2h every 2 weeks") == 5);
  CHECK(fullest("core 3h week 1 of 2, core 1h week 2 of 2") == 3);
  CHECK(fullest("lunch 1h, core 1h") == 1);
}

TEST_CASE("work whose weeks are not said may be in each week of its half-day", "[figures]") {
  Worked w(team("") + plan("A", "  mon am core 2h x2 every 2 weeks, core 1h x1\n"));
  const auto booked = clinical_booking(w.reading, line(w, 0));
  REQUIRE(booked);
  CHECK(booked->appointments == 3);
  CHECK(booked->all_hours == 3);
}

TEST_CASE("a day off is both of its halves, and a half-day off is one", "[figures]") {
  const auto off = [](const std::string& said, const std::string& work) {
    Worked w(team("") + plan("A", "  " + said + " off\n  " + work + " core 1h\n"));
    return off_at(*w.reading, line(w, 0)) != nullptr;
  };
  CHECK(off("mon", "mon am"));
  CHECK(off("mon", "mon"));
  CHECK(off("mon am", "mon am"));
  CHECK_FALSE(off("mon pm", "mon am"));
  CHECK_FALSE(off("tue", "mon am"));
}

TEST_CASE("work that follows without a gap does not overlap, in either order", "[figures]") {
  const auto overlap = [](const std::string& first, const std::string& second) {
    Worked w(team("") + plan("A", "  mon " + first + "\n  mon " + second + "\n"));
    return person::overlap(*w.reading, line(w, 1), true) != none;
  };
  CHECK_FALSE(overlap("11:00-12:00 core 1h", "12:00-13:00 core 1h"));
  CHECK_FALSE(overlap("12:00-13:00 core 1h", "11:00-12:00 core 1h"));
  CHECK(overlap("11:00-12:15 core 75m", "12:00-13:00 core 1h"));
  CHECK_FALSE(overlap("11:00-12:00 core 1h week 1 of 2", "11:00-12:00 core 1h week 2 of 2"));
  CHECK(overlap("11:00-12:00 core 1h week 1 of 2", "11:00-12:00 core 1h week 1 of 2"));
}

namespace {

/// What `of` says of a plan's first day.
template <class Of>
auto on_day(const std::string& lines, Of of) {
  Worked w(team("") + plan("A", lines));
  return of(*w.reading, w.reading->plans[a].days.first);
}

}  // namespace

TEST_CASE("a day has both halves with work in the morning and in the afternoon", "[figures]") {
  CHECK(on_day("  mon am core 1h\n  mon pm core 1h\n", person::both_halves));
  CHECK_FALSE(on_day("  mon am core 1h\n  mon eve core 1h\n", person::both_halves));
  CHECK_FALSE(on_day("  mon am core 1h\n  mon pm lunch 30m\n", person::both_halves));
  CHECK_FALSE(
      on_day("  mon am core 1h week 1 of 2\n  mon pm core 1h week 2 of 2\n", person::both_halves));
}

TEST_CASE("the longest break lies between clock times when all work has them", "[figures]") {
  const std::string apart = "  mon 09:00-10:00 core 1h\n  mon 14:00-15:00 core 1h\n";
  CHECK(on_day(apart, person::longest_break) == 4);
  CHECK(on_day(apart + "  mon am core 1h\n", person::longest_break) == 0);
  CHECK(on_day(apart + "  mon lunch 30m\n", person::longest_break) == 4);
  CHECK(on_day("  mon am core 1h\n  mon lunch 30m\n  mon lunch 15m\n", person::longest_break) ==
        Ratio(1, 2));
  // In each week something fills the gap.
  CHECK(on_day(apart + "  mon 10:00-14:00 core 4h week 1 of 2, specific \"x\" 4h week 2 of 2\n",
               person::longest_break) == 0);
}

TEST_CASE("the longest run is that of one half-day, without the lunch in it", "[figures]") {
  CHECK(on_day("  mon am core 1h, core 2h\n", person::longest_run) == 3);
  CHECK(on_day("  mon am core 1h\n  mon pm core 2h\n", person::longest_run) == 2);
  CHECK(on_day("  mon am core 1h, lunch 30m, core 2h\n", person::longest_run) == 2);
  CHECK(on_day("  mon 09:00-12:00 core 3h\n  mon 12:00-13:00 lunch 1h\n  mon 13:00-15:00 core 2h\n",
               person::longest_run) == 3);
  CHECK(on_day("  mon core 3h\n", person::longest_run) == 0);
  // They follow one another in no week.
  CHECK(on_day("  mon 09:00-10:00 core 1h week 1 of 2\n  mon 10:00-11:00 core 1h week 2 of 2\n",
               person::longest_run) == 1);
}

TEST_CASE("of two equal rests the first is told", "[figures]") {
  Worked w(team("") + plan("A",
                           "  mon 20:00-22:00 core 2h\n  mon 21:00-22:00 core 1h\n"
                           "  tue 06:00-06:30 lunch 30m\n  tue 07:00-08:00 core 1h\n"));
  const auto rest =
      person::rest_before(*w.reading, DayId(w.reading->plans[a].days.first.index() + 1));
  REQUIRE(rest);
  // From 22:00 to 07:00.
  CHECK(rest->hours == 9);
  CHECK(rest->from == w.reading->plans[a].blocks.first);
}

TEST_CASE("work without a time of the day keeps its order within the plan", "[figures]") {
  Worked w(team("") + plan("A", "  mon core 1h at \"North\"\n  mon core 1h at \"South\"\n"));
  const BlockId first = w.reading->plans[a].blocks.first;
  CHECK(person::left_site(*w.reading, BlockId(first.index() + 1)) == first);
  CHECK(person::left_site(*w.reading, first) == none);
}

TEST_CASE("work on one line follows in its order", "[figures]") {
  Worked w(team("") + plan("A", "  mon am core 1h at \"North\", core 1h at \"South\"\n"));
  const BlockId first = w.reading->plans[a].blocks.first;
  CHECK(person::left_site(*w.reading, BlockId(first.index() + 1)) == first);
  CHECK(person::left_site(*w.reading, first) == none);
}

TEST_CASE("free days are those of the two weeks in a row that have fewest", "[figures]") {
  const auto free = [](const std::string& lines) {
    Worked w(team("") + plan("A", lines));
    return person::free_days(*w.reading, a);
  };
  CHECK(free("  mon am core 1h\n") == 12);
  // 7 days of work in the first week and 5 in the second: 0 + 2.
  CHECK(free("  mon am core 1h\n  tue am core 1h\n  wed am core 1h\n  thu am core 1h\n"
             "  fri am core 1h\n  sat am core 1h week 1 of 2\n  sun am core 1h week 1 of 2\n") ==
        2);
}

TEST_CASE("a change of site is seen between half-days, clock times and teams", "[figures]") {
  const auto left = [](const std::string& first, const std::string& second,
                       bool two_teams = false) {
    const std::string other = "}\nteam \"U\" {\n  quarter 2027-Q2\n}\nplan \"A\" in \"U\" {\n";
    Worked w(team("") + plan("A", "  mon " + first + "\n" + (two_teams ? other : "") + "  mon " +
                                      second + "\n"));
    const BlockId earlier = w.reading->plans[a].blocks.first;
    return person::left_site(*w.reading, BlockId(earlier.index() + 1)) == earlier;
  };
  const std::string north = "core 1h at \"North\"";
  const std::string south = "core 1h at \"South\"";
  CHECK(left("am " + north, "pm " + south));
  CHECK(left("am " + north, "pm " + south, true));
  CHECK(left("am " + north, "14:00-15:00 " + south));
  CHECK(left("09:00-10:00 " + north, "pm " + south));
  CHECK(left("09:00-10:00 " + north, "10:00-11:00 " + south));
  CHECK_FALSE(left("09:00-10:00 " + north, "10:15-11:15 " + south));
  CHECK_FALSE(left("am " + north, "pm " + north));
  // Perhaps never in one week.
  CHECK_FALSE(
      left("am core 1h every 2 weeks at \"North\"", "pm core 1h every 2 weeks at \"South\""));
}

namespace {

/// A team with 6 referrals a week and a session of 3.5 h.
TeamFigures team_with(const Ratio& choice_left, const Ratio& core_left,
                      const capacity::Band& band = {8, 9}) {
  TeamFigures figures;
  figures.referrals = 6;
  figures.choice_left = choice_left;
  figures.core_left = core_left;
  figures.band = band;
  figures.choice_loss = Ratio(1, 10);
  figures.multiplier = 3;
  figures.session = Ratio(7, 2);
  figures.core_hours = 70;
  return figures;
}

/// `choice 1.5 = 1.5, after 6.35 and 8.5`: the change, its amount, and Choice and ratio after it.
std::string offered(const TeamFigures& figures, bool quota = false) {
  std::string text;
  for (const Repair& repair : repairs(figures, quota)) {
    text += repair.kind == Repair::Kind::choice       ? "choice "
            : repair.kind == Repair::Kind::core_hours ? "core "
                                                      : "referrals ";
    text += to_decimal(repair.change, 2) + " = " + to_decimal(repair.amount, 2) + ", after " +
            to_decimal(repair.after.choice_left, 2) + " and " + to_decimal(repair.after.ratio, 2) +
            (repair.needs_the_one_before ? ", with that\n" : "\n");
  }
  return text;
}

}  // namespace

TEST_CASE("a team at the edges of balance needs no repair", "[figures]") {
  CHECK(offered(team_with(6, 48)).empty());  // 48 / 6 = 8
  CHECK(offered(team_with(6, 54)).empty());  // 54 / 6 = 9
  TeamFigures no_referrals = team_with(6, 48);
  no_referrals.referrals = 0;
  CHECK(scales_of(no_referrals).ratio == 0);
}

TEST_CASE("Choice that is missing is planned by halves, or by whole ones of a quota", "[figures]") {
  // 1 is missing: 1 / 0.9 = 1.11, in halves 1.5, of which 1.35 are left.
  CHECK(offered(team_with(5, 51)) == "choice 1.5 = 1.5, after 6.35 and 8.5\n");
  // 12.5 of the quarter are missing, and a quota loses nothing.
  TeamFigures quota = team_with(Ratio(6) - Ratio(25, 26), 51);
  quota.choice_loss = 0;
  CHECK(offered(quota, true) == "choice 1 = 13, after 6.04 and 8.5\n");
  // Where all of it is lost, no more of it helps.
  quota.choice_loss = 1;
  CHECK(offered(quota).empty());
}

TEST_CASE("Core that is missing or too much is planned by quarters of an hour", "[figures]") {
  // 3 families are missing to 48: 3 / 3 × 3.5 h; or the referrals become 45 / 8 = 5.6.
  CHECK(offered(team_with(6, 45)) ==
        "core 3.5 = 3.5, after 6 and 8\n"
        "referrals -0.4 = 5.6, after 6 and 8.04\n");
  // 6 are more than 54: 7 h less.
  TeamFigures large = team_with(6, 60);
  CHECK(offered(large) == "core -7 = 7, after 6 and 9\n");
  large.core_hours = 7;
  CHECK(offered(large) == "core -7 = 7, after 6 and 9\n");
  large.core_hours = Ratio(27, 4);
  CHECK(offered(large).empty());
  // With room in Choice, 60 / 9 = 6.67 referrals could come.
  CHECK(offered(team_with(7, 60)) ==
        "core -7 = 7, after 7 and 9\n"
        "referrals 0.7 = 6.7, after 7 and 8.96\n");
  // By other multipliers 3 families take 10.5 h, or can never be.
  TeamFigures slow = team_with(6, 45);
  slow.multiplier = 1;
  CHECK(offered(slow).starts_with("core 10.5 = 10.5"));
  slow.core_hours = 1;
  CHECK(offered(slow).starts_with("core 10.5 = 10.5"));
  slow.multiplier = 0;
  CHECK(offered(slow) == "referrals -0.4 = 5.6, after 6 and 8.04\n");
}

TEST_CASE("Choice and Core that are missing are planned together", "[figures]") {
  // 5 referrals would have 9 families each.
  CHECK(offered(team_with(5, 45)) ==
        "choice 1.5 = 1.5, after 6.35 and 7.5\n"
        "core 3.5 = 3.5, after 6.35 and 8, with that\n"
        "referrals -1 = 5, after 5 and 9\n");
}

TEST_CASE("Choice alone is not offered when it leaves the team short of Core", "[figures]") {
  TeamFigures figures = team_with(5, 45);
  figures.multiplier = 0;
  CHECK(offered(figures) == "referrals -1 = 5, after 5 and 9\n");
}

TEST_CASE("referrals are repaired by any band above 0", "[figures]") {
  // 12 / 1 = 12 referrals, for which there is Choice.
  CHECK(
      offered(team_with(30, 12, {Ratio(1, 2), 1})).ends_with("referrals 6 = 12, after 30 and 1\n"));
  CHECK(offered(team_with(6, 8)).ends_with("referrals -5 = 1, after 6 and 8\n"));
  CHECK(offered(team_with(6, 0)) == "core 56 = 56, after 6 and 8\n");
  CHECK(offered(team_with(5, 48, {0, 9})) == "choice 1.5 = 1.5, after 6.35 and 8\n");
  CHECK(offered(team_with(30, 12, {Ratio(1, 2), 0})).find("referrals") == std::string::npos);
}

TEST_CASE("Choice given to somebody without a plan is not lost to absence", "[figures]") {
  Worked w(team("  choice weekly {\n    \"Nobody\" 2 per week\n  }\n") + plan("A", core_week));
  CHECK(choice_given(w.reading, t) == 2);
}

TEST_CASE("contracts and posts of a team are sums, unless one is not said", "[figures]") {
  Worked all(team("") + plan("A", "  contract 37.5h\n") + plan("B", "  contract 7.5h\n"));
  CHECK(contract_hours(all.reading, t) == Ratio(45));
  CHECK(full_time_equivalents(all.reading, t) == Ratio(6, 5));
  CHECK(figures_of(all.reading, t).all_contracts);
  Worked some(team("") + plan("A", "  contract 37.5h\n") + plan("B", core_week));
  CHECK_FALSE(contract_hours(some.reading, t));
  CHECK_FALSE(figures_of(some.reading, t).all_contracts);
  CHECK(figures_of(some.reading, t).contract == Ratio(75, 2));
}

TEST_CASE("a team's report takes off the half of what two clinicians do together, each",
          "[figures]") {
  Worked w(team("") + plan("A", "  mon am core 3.5h x2 with \"B\"\n  tue am core 3.5h\n") +
           plan("B", "  mon am core 3.5h x2 with \"A\"\n"));
  const TeamFigures figures = figures_of(w.reading, t);
  CHECK(figures.core_hours == Ratio(21, 2));
  CHECK(figures.joint_core == Ratio(7, 2));
  CHECK(figures.new_core == 6);
}

TEST_CASE("what a team says of its posts stands before the sum of its plans", "[figures]") {
  const auto posts = [](const std::string& of_team) {
    Worked w(team(of_team) + plan("A", "  fte 0.5\n" + core_week));
    return figures_of(w.reading, t).fte;
  };
  CHECK(posts("  fte 1\n") == Ratio(1));
  CHECK(posts("  fte 0\n") == Ratio(1, 2));
  CHECK(posts("") == Ratio(1, 2));
}

TEST_CASE("a multiplier of 0 makes no families and needs no sessions", "[figures]") {
  Worked w(team("  referrals 6 per week\n  transfer 66%\n  set multiplier 0\n") +
           plan("A", core_week));
  const TeamFigures figures = figures_of(w.reading, t);
  REQUIRE(figures.need_low);
  // 13 × 6 × 0.66.
  CHECK(figures.need_low->families == Ratio(5148, 100));
  CHECK(figures.need_low->sessions.has_value() == (figures.multiplier > 0));
  // 0.5 a session: 51.48 / 0.5.
  Worked half(team("  referrals 6 per week\n  transfer 66%\n  set multiplier 0.5\n") +
              plan("A", core_week));
  CHECK(figures_of(half.reading, t).need_low->sessions == Ratio(10296, 100));
}

TEST_CASE("what a team needs is unknown without its referrals", "[figures]") {
  Worked w(team("  transfer 66%\n") + plan("A", core_week));
  CHECK_FALSE(core_needed(w.reading, t));
  CHECK_FALSE(choice_needed(w.reading, t));
  CHECK_FALSE(balance_ratio(w.reading, t));
  Worked unknown_rate(team("  referrals 6 per week\n") + plan("A", core_week));
  CHECK_FALSE(core_needed(unknown_rate.reading, t));
  CHECK(choice_needed(unknown_rate.reading, t) == Ratio(6));
}

TEST_CASE("the rules of thumb go by posts, where there are any", "[figures]") {
  const auto thumb = [](const std::string& posts) {
    Worked w(team("  referrals 6 per week\n") + plan("A", posts + core_week));
    return figures_of(w.reading, t).thumb_referrals;
  };
  CHECK(thumb("  fte 0.5\n") == Ratio(1, 2));
  CHECK_FALSE(thumb("  contract 0h\n"));
  CHECK_FALSE(thumb(""));
}

TEST_CASE("an hour of clinical time is converted like any other, and none is not", "[figures]") {
  Worked w(team("") + plan("A", "  before big admin\n  mon am core 1h\n"));
  CHECK(conversion(w.reading, a).share == Ratio(1, 8));
  Worked none_there(team("") + plan("A", "  before big admin\n  mon am big admin 1h\n"));
  CHECK(conversion(none_there.reading, a).share == 0);
}

TEST_CASE("a number rests on the settings that made it, and on no others", "[figures]") {
  Worked w(team("") + plan("A", "  mon am choice x1\n  tue am core 3.5h x2\n"));
  const auto rests_on = [&](const auto& number) {
    Record record;
    Reading reading(*w.reading, &record);
    number(reading);
    std::vector<SettingId> settings;
    for (const Record::SettingRead& read : record.settings) settings.push_back(read.id);
    return settings;
  };
  const BlockId first = w.reading->plans[a].blocks.first;
  const auto hours_of_block = [&](std::size_t number) {
    return rests_on(
        [&](Reading& reading) { (void)hours_each_time(reading, BlockId(first.index() + number)); });
  };
  CHECK(hours_of_block(0) == std::vector{w.reading->known.choice_length});
  CHECK(hours_of_block(1).empty());
  // A finished plan has nothing to convert.
  const auto of_week =
      rests_on([](Reading& reading) { (void)average_hours(reading, a, none, Absence{}); });
  CHECK(std::count(of_week.begin(), of_week.end(), w.reading->known.big_admin_base) == 0);
}

TEST_CASE("joint work is the same work, on the same day, in the same weeks", "[figures]") {
  const auto families = [](const std::string& of_b) {
    Worked w(team("") + plan("A", "  mon am core 3.5h with \"B\"\n") + plan("B", of_b));
    return new_core(w.reading, t);
  };
  CHECK(families("  mon am core 3.5h with \"A\"\n") == 3);
  CHECK(families("  mon pm core 3.5h with \"a\"\n") == 3);
  CHECK(families("  tue am core 3.5h with \"A\"\n") == 6);
  CHECK(families("  mon am core 3.5h with \"C\"\n") == 6);
  // The 3 families of A alone.
  CHECK(families("  mon am specific \"x\" 3.5h with \"A\"\n") == 3);
  Worked apart(team("") + plan("A", "  mon am core 3.5h week 1 of 2 with \"B\"\n") +
               plan("B", "  mon am core 3.5h week 2 of 2 with \"A\"\n"));
  CHECK(new_core(apart.reading, t) == 3);
}

TEST_CASE("Big Admin that is added stands in the plan's own team, and falls away with absence",
          "[figures]") {
  // 7 h here and 3.5 h there: an hour and a half are added. 3 of 13 Mondays and Tuesdays are left.
  Worked w(team("") + "team \"U\" {\n  quarter 2027-Q2\n}\n" +
           plan("A",
                "  before big admin\n  set big-admin-added yes\n  mon am core 7h\n"
                "  tue am core 3.5h in \"U\"\n  leave \"sick\" 2027-04-26..2027-12-31\n"));
  CHECK(finished_hours(w.reading, a)[activity::big_admin] == Ratio(3, 2));
  CHECK(finished_hours(w.reading, a, t)[activity::big_admin] == Ratio(3, 2));
  CHECK(finished_hours(w.reading, a, TeamId(1))[activity::big_admin] == 0);
  CHECK(average_hours(w.reading, a)[activity::big_admin] == Ratio(3, 2) * Ratio(3, 13));
  // What has been worked out for the whole plan is not taken for a team's part.
  const Figures figures(w.linted.analysis.model);
  Reading kept(w.linted.analysis.model, figures);
  CHECK(average_hours(kept, a)[activity::core] == Ratio(21, 2) * Ratio(3, 13));
  CHECK(average_hours(kept, a, t)[activity::core] == Ratio(7) * Ratio(3, 13));
  CHECK(new_core(kept, a) == Ratio(9) * Ratio(3, 13));
  CHECK(new_core(kept, a, t) == Ratio(6) * Ratio(3, 13));
}

TEST_CASE("joint Core is taken after the conversion and after absence", "[figures]") {
  const auto joint = [](const std::string& work) {
    Worked w(team("") +
             plan("A", "  before big admin\n  leave \"sick\" 2027-04-26..2027-12-31\n  mon am " +
                           work + " with \"B\"\n") +
             plan("B", "  mon am " + work + " with \"A\"\n"));
    return joint_core(w.reading, a, t, absence(w.reading, a));
  };
  // An eighth becomes Big Admin, and 3 of 13 Mondays are left.
  CHECK(joint("core 3.5h") == Ratio(7, 2) * Ratio(7, 8) * Ratio(3, 13));
  CHECK(joint("specific \"x\" 3.5h") == 0);
}

TEST_CASE("a quota goes with what a plan holds in the weeks worked, up to all weeks", "[figures]") {
  const auto goes = [](const std::string& choice, int quota) {
    Worked w(team("  choice quota {\n    \"A\" " + std::to_string(quota) + "\n  }\n") +
             plan("A", "  mon am choice x1" + choice + "\n"));
    return goes_with_list(w.reading, a);
  };
  // One a week is 11.25 in the 45 / 4 weeks worked, and 13 in all of them.
  CHECK_FALSE(goes("", 10));
  CHECK(goes("", 11));
  CHECK(goes("", 13));
  CHECK_FALSE(goes("", 14));
  // One in two weeks is 5.625, and 6.5.
  CHECK_FALSE(goes(" every 2 weeks", 4));
  CHECK(goes(" every 2 weeks", 5));
  CHECK(goes(" every 2 weeks", 7));
  CHECK_FALSE(goes(" every 2 weeks", 8));
}

TEST_CASE("posts follow from the contract and a full-timer's hours", "[figures]") {
  const auto posts = [](const std::string& full_time) {
    Worked w(team("  set full-time " + full_time + "\n") + plan("A", "  contract 1h\n"));
    return full_time_equivalent(w.reading, a);
  };
  CHECK(posts("1h") == Ratio(1));
  CHECK(posts("40h") == Ratio(1, 40));
}

TEST_CASE("Core before the conversion is what it was, where Core makes Big Admin", "[figures]") {
  const auto gross = [](const std::string& inside) {
    Worked w(team("") + plan("A", inside + "  mon am core 3.5h\n"));
    return core_hours_gross(w.reading, a);
  };
  CHECK(gross("") == 4);
  CHECK(gross("  before big admin\n") == Ratio(7, 2));
  CHECK(gross("  set big-admin-base choice\n") == Ratio(7, 2));
  CHECK(gross("  set big-admin-added yes\n") == Ratio(7, 2));

  // Half of joint work is the other clinician's.
  Worked joint(team("") + plan("A", "  before big admin\n  mon am core 3h with \"B\"\n") +
               plan("B", "  before big admin\n  mon am core 3h with \"A\"\n"));
  CHECK(core_hours_gross(joint.reading, a) == Ratio(3, 2));
}

TEST_CASE("a programmed activity of Wales has 3.75 h", "[figures]") {
  const auto number = [](const std::string& inside) {
    Worked w(team("") + plan("A", "  use nhs-consultant\n  contract 10 PA\n" + inside +
                                      "  mon am core 3.75h\n"));
    return programmed_activities(w.reading, a).number;
  };
  CHECK(number("  set consultant-wales yes\n") == 1);
  CHECK(number("") == Ratio(15, 16));
}

TEST_CASE("the days with Choice are those on which Choice is planned", "[figures]") {
  Worked w(team("") + plan("A", "  mon am core 1h\n  tue am choice 1h\n  any day choice 1h\n"));
  const auto days = choice_days(w.reading, t);
  CHECK(std::count(days.begin(), days.end(), true) == 1);
  CHECK(days.at(1));
}

TEST_CASE("the first contract of a person covers the plans without one", "[figures]") {
  const auto hours = [](const std::string& of_a, const std::string& of_b, const std::string& of_c,
                        PlanId id) {
    const auto in = [](const std::string& where, const std::string& inside) {
      return "team \"" + where + "\" {\n  quarter 2027-Q2\n}\nplan \"A\" in \"" + where + "\" {\n" +
             inside + "}\n";
    };
    Worked w(in("T", of_a + "  mon am core 3h\n") + in("U", of_b + "  tue am core 2h\n") +
             in("V", of_c + "  wed am core 1h\n"));
    return hours_under_contract(w.reading, id, set_of(activity::core));
  };
  const std::string contract = "  contract 7h\n";
  CHECK(hours(contract, "", contract, a) == 5);
  CHECK(hours(contract, "", contract, PlanId(2)) == 1);
  CHECK(hours("", contract, contract, b) == 5);
}

TEST_CASE("Choice of the quarter is that of the team's list, or else of the plan", "[figures]") {
  const std::string week =
      "  leave \"sick\" 2027-04-26..2027-12-31\n  mon am choice x1\n  mon pm choice x1 in \"U\"\n";
  const std::string other =
      "team \"U\" {\n  quarter 2027-Q2\n  choice weekly {\n    \"B\" 1 per week\n  }\n}\n";
  Worked planned(team("") + other + plan("A", week));
  // One a week here, and 10 of 13 Mondays lost.
  CHECK(figures_of(planned.reading, a, t).choice_in_quarter == 13);
  CHECK(figures_of(planned.reading, a, t).choice_away == 10);
  CHECK(figures_of(planned.reading, a, TeamId(1)).choice_in_quarter == 13);
  CHECK(figures_of(planned.reading, a, none).choice_in_quarter == 26);
  Worked listed(team("  choice weekly {\n    \"A\" 3 per week\n  }\n") + other + plan("A", week));
  CHECK(figures_of(listed.reading, a, t).choice_in_quarter == 39);
  CHECK(figures_of(listed.reading, a, t).choice_away == 30);
}

TEST_CASE("work is out of hours before seven, after seven and at weekends", "[figures]") {
  const auto out_of_hours = [](const std::string& line) {
    Worked w(team("") + plan("A", "  contract 10 PA\n  " + line + "\n"));
    return programmed_activities(w.reading, a).out_of_hours;
  };
  CHECK(out_of_hours("mon am core 3.5h") == 0);
  CHECK(out_of_hours("fri am core 3.5h") == 0);
  CHECK(out_of_hours("any day cpd 4h") == 0);
  CHECK(out_of_hours("sat am core 3.5h") == Ratio(7, 2));
  CHECK(out_of_hours("sun am core 3.5h") == Ratio(7, 2));
  CHECK(out_of_hours("mon 05:00-06:00 other") == 1);
  CHECK(out_of_hours("mon 05:00-08:00 other") == 2);
  CHECK(out_of_hours("mon 18:00-20:30 other") == Ratio(3, 2));
  CHECK(out_of_hours("thu 17:00-09:00 on call") == 12);  // to 19:00, and from 07:00 on Friday
  CHECK(out_of_hours("fri 20:00-08:00 on call") == 12);  // Saturday is a weekend
  CHECK(out_of_hours("sun 20:00-08:00 on call") == 11);  // Monday from 07:00 is not
  CHECK(out_of_hours("mon 09:00-09:00 on call 24h") == 12);
  // Less than a minute has no length by the clock.
  CHECK(out_of_hours("sat 08:00-09:00 other 0.005h, core 30m") == Ratio(1, 200) + Ratio(1, 2));
}

TEST_CASE("half an hour out of hours is a sixth of a programmed activity", "[figures]") {
  const auto of = [](const std::string& line) {
    Worked w(team("  set out-of-hours-activity never\n") +
             plan("A", "  contract 10 PA\n  " + line + "\n"));
    const Ratio number = programmed_activities(w.reading, a).number;
    return std::pair(number, w.reading.take_doubt().settings);
  };
  CHECK(of("mon 18:00-19:30 other") == std::pair(Ratio(1, 4) + Ratio(1, 6), true));
  // Work of the day alone rests on no other length.
  CHECK(of("mon 09:00-13:00 other") == std::pair(Ratio(1), false));
}

TEST_CASE("a clash is told once for lines at the same time", "[figures]") {
  const auto told = [](const std::string& lines, int last, const std::string& settings = "") {
    Worked w(team(settings) + plan("A", lines));
    return person::clash_told(*w.reading, line(w, last));
  };
  const std::string all_morning = "  mon 09:00-12:00 core 3h\n";
  CHECK_FALSE(told(all_morning + "  mon 12:00-13:00 cpd 1h\n", 1));
  CHECK_FALSE(told(all_morning + "  mon 10:00-11:00 cpd 1h\n", 1));
  CHECK(told(all_morning + "  mon 10:00-11:00 cpd 1h\n  mon 10:00-11:00 other 1h\n", 2));
  CHECK_FALSE(told(all_morning + "  mon 10:00-11:00 cpd 1h\n  mon 10:00-11:30 other 90m\n", 2));
  CHECK_FALSE(told(all_morning + "  mon 09:30-11:00 cpd 90m\n  mon 10:00-11:00 other 1h\n", 2));
  // Half-days have times where the team gives them some.
  const std::string halves = "  set am-start 09:00\n  set pm-start 11:00\n";
  CHECK(told("  mon am core 3h\n  mon pm cpd 1h\n  mon pm other 1h\n", 2, halves));
  CHECK_FALSE(told(all_morning + "  mon am cpd 1h\n  mon pm other 1h\n", 2, halves));
  CHECK_FALSE(told(all_morning + "  mon am cpd 1h\n  mon 09:00-10:00 other 1h\n", 2, halves));
  CHECK_FALSE(told(all_morning + "  mon 09:00-10:00 cpd 1h\n  mon am other 1h\n", 2, halves));
  // Whether the first two of these meet with the others is sure for one and open for the other.
  const std::string open = "  mon 08:30-12:00 core 3.5h every 2 weeks\n";
  const std::string weekly = "  mon 10:00-11:00 cpd 1h\n";
  const std::string at_times = "  mon 10:00-11:00 other 1h every 2 weeks\n";
  CHECK_FALSE(told(open + all_morning + weekly + at_times, 3));
  CHECK(told(open + all_morning + at_times + at_times, 3));
}

TEST_CASE("work of any day in another plan is at no time", "[figures]") {
  Worked w(
      "team \"T\" {\n}\nteam \"U\" {\n}\nplan \"A\" in \"T\" {\n  any day cpd 4h\n}\n"
      "plan \"A\" in \"U\" {\n  mon 09:00-10:00 cpd\n}\n");
  CHECK(person::overlap(*w.reading, LineId(1), false) == none);
}

TEST_CASE("a line that leaves a minute free says not when its work is", "[figures]") {
  const auto overlaps = [](const std::string& hours) {
    Worked w(team("") +
             plan("A", "  mon 09:00-12:30 core " + hours + "\n  mon 10:00-11:00 cpd 1h\n"));
    return person::overlap(*w.reading, line(w, 1), true) != none;
  };
  CHECK(overlaps("3.5h"));
  CHECK(overlaps("3.4835h"));  // 59.4 seconds are free
  CHECK_FALSE(overlaps("3h29m"));
}

TEST_CASE("a night meets the day after it to the minute", "[figures]") {
  const auto overlaps = [](const std::string& next_day) {
    Worked w(team("") + plan("A", "  mon 21:00-08:00 on call\n  tue " + next_day + " core\n"));
    return person::overlap(*w.reading, line(w, 1), true) != none;
  };
  CHECK(overlaps("07:59-09:00"));
  CHECK_FALSE(overlaps("08:00-09:00"));
}

TEST_CASE("the share of Core shows Choice and Core over all paid hours", "[figures]") {
  HoursByActivity hours{};
  hours[activity::choice] = 2;
  hours[activity::core] = 6;
  hours[activity::big_admin] = 2;
  CHECK(core_share_working(hours) == "8h ÷ 10h");
}

TEST_CASE("a doubt about lines stays beside one about settings", "[figures]") {
  const Doubt both = Doubt{.lines = true} | Doubt{.settings = true};
  CHECK(both.lines);
  CHECK(both.settings);
  CHECK_FALSE((Doubt{} | Doubt{}).any());
}

TEST_CASE("a line adds up with the half-day, the day and the week around it", "[figures]") {
  Worked w(
      team("") +
      plan("A",
           "  contract 20h\n  mon am core 3.5h, audit 1h every 2 weeks\n  mon am big admin 30m\n"
           "  mon pm choice x1 2h\n  tue am core 1h\n  tue,wed pm specific \"CBT\" 2h\n"));
  const auto line = [&](std::uint32_t number) { return sums_of_line(w.reading, LineId{number}); };
  const auto paid = [](const std::optional<HoursByActivity>& hours) {
    return hours_of(hours.value(), paid_activities());
  };

  const LineSums first = line(1);  // 3.5h and an hour every two weeks, behind the shorter text
  CHECK(paid(first.line) == 4);
  CHECK(paid(first.half_day) == Ratio(9, 2));
  CHECK(paid(first.day) == Ratio(13, 2));
  CHECK(first.averaged);
  // 6.5h on Monday, 3h on Tuesday, 2h on Wednesday
  CHECK(first.under_contract == Ratio(23, 2));
  CHECK(first.contract == Ratio(20));
  CHECK(first.in_no_line == Ratio(17, 2));
  CHECK(first.beyond == 0);

  const LineSums second = line(0);
  CHECK(paid(second.line) == Ratio(1, 2));
  CHECK(paid(second.half_day) == Ratio(9, 2));
  CHECK_FALSE(second.averaged);

  const LineSums of_two_days = line(4);
  CHECK(paid(of_two_days.line) == 4);
  CHECK_FALSE(of_two_days.day.has_value());
  CHECK_FALSE(of_two_days.half_day.has_value());
}

TEST_CASE("a line of any day has no day, and hours beyond the contract are told as such",
          "[figures]") {
  Worked w(team("") + plan("A", "  contract 5h\n  any day core 6h\n  mon core 1h\n") +
           plan("B", "  mon am core 1h\n"));
  const LineSums of_any_day = sums_of_line(w.reading, LineId{1});
  CHECK_FALSE(of_any_day.day.has_value());
  CHECK(of_any_day.in_no_line == 0);
  CHECK(of_any_day.beyond == 2);
  const LineSums of_a_day = sums_of_line(w.reading, LineId{0});
  CHECK(of_a_day.day.has_value());
  CHECK_FALSE(of_a_day.half_day.has_value());
  const LineSums without_contract = sums_of_week(w.reading, b);
  CHECK_FALSE(without_contract.contract.has_value());
  CHECK(without_contract.in_no_line == 0);
  CHECK_FALSE(without_contract.line.has_value());
}
