// What real weeks hold: work without a day, lines for several days, nights, days off, how often.
#include <catch2/catch.hpp>

#include "figures/half_day.h"
#include "figures/person.h"
#include "figures/plan.h"
#include "figures/week.h"
#include "format/format.h"
#include "model/turns.h"
#include "support/lint.h"
#include "syntax/parse.h"
#include "units/arithmetic.h"

using namespace capalint;

namespace {

const PlanId a{0};

struct Worked {
  explicit Worked(const std::string& text)
      : linted(lint({{"a.capa", text}})), reading(linted.analysis.model) {}
  [[nodiscard]] const Model& model() const { return linted.analysis.model; }
  Linted linted;
  Reading reading;
};

std::string plan(const std::string& inside) { return "plan \"A\" {\n" + inside + "}\n"; }

DayId day(const Model& model, Weekday weekday) {
  for (const DayId id : model.plans[a].days) {
    if (model.days[id].weekday == weekday) return id;
  }
  return none;
}

}  // namespace

TEST_CASE("work of any day counts in the week and in no day", "[weeks]") {
  Worked w(plan("  mon am core 3.5h\n  mon pm core 3.5h\n  any day cpd 4h\n"));
  CHECK(paid(planned_hours(w.reading, a)) == 11);
  CHECK(w.model().plans[a].days.size() == 1);
  CHECK(person::fullest(w.model(), day(w.model(), Weekday::mon)) == 7);
  CHECK(person::free_days(w.model(), a) == 12);
  const BlockId cpd{2};
  CHECK(w.model().weekday_of(w.model().blocks[cpd].day) == std::nullopt);
}

TEST_CASE("absence takes the share of the plan's working dates of work of any day", "[weeks]") {
  // 3 of the 13 Mondays of the quarter come before 26 April 2027; work of any day goes with them.
  Worked w(
      "team \"T\" {\n  quarter 2027-Q2\n}\nplan \"A\" in \"T\" {\n"
      "  leave \"maternity\" 2027-04-26..2027-12-31\n  mon am core 3.5h\n  any day cpd 13h\n}\n");
  CHECK(average_hours(w.reading, a)[*find_activity("cpd")] == 3);
}

TEST_CASE("a line for several days is a line of each", "[weeks]") {
  Worked w(plan("  sat-mon am core 2h\n  mon lunch 30m\n"));
  CHECK(paid(planned_hours(w.reading, a)) == 6);
  CHECK(w.model().plans[a].days.size() == 3);
  CHECK(w.model().days[day(w.model(), Weekday::mon)].lines.size() == 2);
}

TEST_CASE("the only work of a clock line takes all of it", "[weeks]") {
  Worked w(plan("  mon 09:00-12:30 core\n  tue 09:00-12:30 choice x2\n  wed 20:00-08:00 other\n"));
  CHECK(paid(planned_hours(w.reading, a)) == Ratio(7, 2) + Ratio(7, 2) + 12);
}

TEST_CASE("a night goes on into the next day", "[weeks]") {
  Worked w(
      plan("  fri 20:00-08:00 other \"night\"\n  sat 08:00-12:00 cpd\n  sun 09:00-10:00 cpd\n"
           "  sun 21:00-03:00 other \"night\"\n  mon 12:00-13:00 cpd\n"));
  const Model& model = w.model();
  CHECK(person::rest_before(model, day(model, Weekday::sat))->hours == 0);
  CHECK(person::rest_before(model, day(model, Weekday::sun))->hours == 21);
  CHECK(person::rest_before(model, day(model, Weekday::mon))->hours == 9);
  CHECK(person::longest_run(model, day(model, Weekday::fri)) == 12);
  CHECK(person::longest_run(model, day(model, Weekday::sat)) == 16);
  CHECK(person::longest_run(model, day(model, Weekday::mon)) == 1);
  CHECK(person::free_days(model, a) == 6);
}

namespace {

/// The longest run of work that a day of these lines has.
Ratio run(const std::string& lines, Weekday weekday) {
  Worked w(plan(lines));
  return person::longest_run(w.model(), day(w.model(), weekday));
}

int free_days(const std::string& lines) {
  Worked w(plan(lines));
  return person::free_days(w.model(), a);
}

/// Whether the second of two lines meets the first.
bool meets(const std::string& first, const std::string& second) {
  Worked w(plan("  " + first + "\n  " + second + "\n"));
  return person::overlap(w.model(), LineId(1), true) != none;
}

}  // namespace

TEST_CASE("a night goes on into the day of the week in which it ends", "[weeks]") {
  CHECK(run("  fri 20:00-08:00 other week 1 of 2\n  sat 08:00-12:00 cpd week 1 of 2\n",
            Weekday::sat) == 16);
  CHECK(run("  fri 20:00-08:00 other week 1 of 2\n  sat 08:00-12:00 cpd week 2 of 2\n",
            Weekday::sat) == 4);
  // Sunday's night ends in the week after.
  CHECK(run("  sun 20:00-08:00 other week 1 of 3\n  mon 08:00-12:00 cpd week 2 of 3\n"
            "  mon 08:00-14:00 cpd week 3 of 3\n",
            Weekday::mon) == 16);
  CHECK(run("  sun 20:00-08:00 other week 3 of 3\n  mon 08:00-12:00 cpd week 1 of 3\n",
            Weekday::mon) == 16);
}

TEST_CASE("a half-day's run is that of one week", "[weeks]") {
  CHECK(run("  mon am cpd 2h week 1 of 2, core 3h week 2 of 2\n", Weekday::mon) == 3);
  CHECK(run("  mon am cpd 2h, core 3h every 2 weeks\n", Weekday::mon) == 2);
}

TEST_CASE("a run goes through midnight however it is written", "[weeks]") {
  const std::string evening = "  fri 20:00-24:00 cpd\n";
  CHECK(run(evening + "  sat 00:00-04:00 cpd\n", Weekday::sat) == 8);
  CHECK(run(evening + "  sat 00:01-04:01 cpd\n", Weekday::sat) == 4);
  CHECK(run("  fri 20:00-23:59 cpd\n  sat 00:00-04:00 cpd\n", Weekday::sat) == 4);
  CHECK(free_days(evening) == 12);
  CHECK(free_days("  fri 20:00-00:01 cpd\n") == 10);
}

TEST_CASE("work without a time of the day is no part of a night", "[weeks]") {
  CHECK(run("  fri 20:00-08:00 other\n  sat am cpd 1h\n", Weekday::sat) == 1);
  CHECK_FALSE(meets("fri 20:00-08:00 other", "sat am cpd 1h"));
  CHECK_FALSE(meets("any day cpd 1h", "mon 00:00-01:00 cpd"));
}

TEST_CASE("a night takes the day on which it ends", "[weeks]") {
  // Friday and Saturday of every second week.
  CHECK(free_days("  fri 20:00-08:00 other week 1 of 2\n") == 12);
  // The first week: Monday and Sunday. The second: Monday by the night, and the other days.
  CHECK(free_days("  sun 20:00-08:00 other week 1 of 3\n  mon am cpd 1h week 1 of 3\n"
                  "  tue-sun am cpd 1h week 2 of 3\n") == 5);
  CHECK(free_days("  sun 20:00-08:00 other week 3 of 3\n  tue-sun am cpd 1h week 1 of 3\n") == 6);
  // The last week is followed by the first.
  CHECK(free_days("  tue-sun am cpd 1h weeks 1 and 3 of 3\n") == 2);
}

TEST_CASE("lines of neighbouring days meet in the night between them", "[weeks]") {
  CHECK_FALSE(meets("fri 20:00-23:00 cpd", "sat 09:00-10:00 cpd"));
  CHECK(meets("fri 20:00-08:00 other", "sat 07:59-09:00 cpd"));
  CHECK_FALSE(meets("fri 20:00-08:00 other", "sat 08:00-09:00 cpd"));
  CHECK(meets("sat 07:59-09:00 cpd", "fri 20:00-08:00 other"));
  CHECK(meets("fri 20:00-08:00 other week 1 of 2", "sat 07:00-09:00 cpd week 1 of 2"));
  CHECK_FALSE(meets("fri 20:00-08:00 other week 1 of 2", "sat 07:00-09:00 cpd week 2 of 2"));
  for (const bool night_first : {false, true}) {
    const auto in_weeks = [&](const std::string& night_week, const std::string& day_week) {
      const std::string night = "sun 20:00-08:00 other week " + night_week;
      const std::string morning = "mon 07:00-09:00 cpd week " + day_week;
      return night_first ? meets(night, morning) : meets(morning, night);
    };
    CHECK(in_weeks("1 of 2", "2 of 2"));
    CHECK_FALSE(in_weeks("1 of 2", "1 of 2"));
    CHECK(in_weeks("3 of 3", "1 of 3"));
  }
}

TEST_CASE("a night of one plan meets the morning after it in another", "[weeks]") {
  const auto meets_other = [](const std::string& week) {
    Worked w(
        "team \"T\" {\n}\nteam \"U\" {\n}\n"
        "plan \"A\" in \"T\" {\n  sun 20:00-08:00 other week 1 of 2\n}\n"
        "plan \"A\" in \"U\" {\n  mon 07:00-09:00 cpd week " +
        week + "\n}\n");
    return person::overlap(w.model(), LineId(1), true) != none;
  };
  CHECK(meets_other("2 of 2"));
  CHECK_FALSE(meets_other("1 of 2"));
}

TEST_CASE("a night that goes on beyond the start of work leaves no rest to tell", "[weeks]") {
  const auto rest = [](const std::string& night) {
    Worked w(plan("  fri " + night + " cpd\n  sat 08:00-09:00 cpd\n"));
    return person::rest_before(w.model(), day(w.model(), Weekday::sat));
  };
  CHECK(rest("20:00-08:00")->hours == 0);
  CHECK_FALSE(rest("20:00-08:01"));
  CHECK_FALSE(rest("20:00-08:30"));
}

TEST_CASE("a rest lies between work of one week, or of two weeks at the weekend's end", "[weeks]") {
  const auto rest = [](const std::string& evening, const std::string& morning, Weekday weekday) {
    Worked w(plan("  " + evening + "\n  " + morning + "\n"));
    return person::rest_before(w.model(), day(w.model(), weekday)).has_value();
  };
  CHECK(rest("fri 20:00-22:00 cpd week 1 of 3", "sat 06:00-07:00 cpd week 1 of 3", Weekday::sat));
  CHECK_FALSE(
      rest("fri 20:00-22:00 cpd week 1 of 3", "sat 06:00-07:00 cpd week 2 of 3", Weekday::sat));
  CHECK(rest("sun 20:00-22:00 cpd week 1 of 3", "mon 06:00-07:00 cpd week 2 of 3", Weekday::mon));
  CHECK_FALSE(
      rest("sun 20:00-22:00 cpd week 1 of 3", "mon 06:00-07:00 cpd week 1 of 3", Weekday::mon));
}

TEST_CASE("work of any day leaves no site", "[weeks]") {
  Worked w(plan("  mon core 1h at \"North\"\n  any day core 1h at \"South\"\n"));
  for (const BlockId block : w.model().plans[a].blocks)
    CHECK(person::left_site(w.model(), block) == none);
}

TEST_CASE("no gap is sure beside work whose weeks are not said", "[weeks]") {
  Worked w(
      plan("  mon 09:00-10:00 cpd\n  mon 14:00-15:00 cpd\n  mon 11:00-12:00 core every 2 weeks\n"));
  CHECK(person::longest_break(w.model(), day(w.model(), Weekday::mon)) == 0);
}

TEST_CASE("so many times a year are shared out over the weeks worked", "[weeks]") {
  const auto hours = [](const std::string& weeks, const std::string& often) {
    Worked w("team \"T\" {\n  weeks " + weeks +
             " per year\n}\nplan \"A\" in \"T\" {\n  mon am core 1h " + often + "\n}\n");
    return planned_hours(w.reading, a)[activity::core];
  };
  CHECK(hours("42", "42 per year") == 1);
  CHECK(hours("45", "9 per year") == Ratio(1, 5));
  CHECK(hours("45", "per year") == Ratio(1, 45));
  CHECK(hours("44", "per quarter") == Ratio(1, 11));
  CHECK(hours("48", "2 per month") == Ratio(1, 2));
  CHECK(hours("45", "2 per week") == 2);
  CHECK(hours("45", "3 weeks in 4") == Ratio(3, 4));
  CHECK(hours("45", "weeks 1, 2 and 3 of 9") == Ratio(1, 3));
}

TEST_CASE("a figure notes the weeks worked that it rests on", "[weeks]") {
  Worked w(plan("  mon am core 1h 9 per year\n  tue am core 1h every 2 weeks\n"));
  const auto rests = [&](BlockId block) {
    Record record;
    Reading reading(w.model(), &record);
    (void)average_hours(reading, block);
    return !record.settings.empty() && record.settings[0].id == w.model().known.working_weeks;
  };
  CHECK(rests(BlockId(0)));
  CHECK_FALSE(rests(BlockId(1)));
}

TEST_CASE("whether two pieces of work meet", "[weeks]") {
  const auto meet = [](const std::string& first, const std::string& second, int later = 0) {
    Worked w(plan("  mon am core 1h " + first + "\n  tue am core 1h " + second + "\n"));
    return meeting(w.model().blocks[BlockId(0)], w.model().blocks[BlockId(1)], later);
  };
  using enum Meeting;
  CHECK(meet("", "9 per year") == surely);
  CHECK(meet("every 2 weeks", "9 per year") == perhaps);
  CHECK(meet("45 per year", "week 1 of 2") == surely);
  CHECK(meet("44 per year", "week 1 of 2") == perhaps);
  CHECK(meet("weeks 1 and 3 of 4", "week 2 of 2") == never);
  CHECK(meet("weeks 1 and 3 of 4", "week 2 of 2", 1) == surely);
  CHECK(meet("weeks 1 and 3 of 4", "weeks 2 and 3 of 4") == surely);
  CHECK(meet("2 weeks in 4", "every 2 weeks") == perhaps);
  CHECK(meet("3 weeks in 4", "every 2 weeks") == surely);
  CHECK(meet("3 weeks in 4", "2 weeks in 4") == surely);
  CHECK(meet("3 weeks in 4", "every 4 weeks") == perhaps);
  CHECK(meet("3 weeks in 4", "weeks 1 and 2 of 4") == surely);
  CHECK(meet("4 weeks in 4", "week 1 of 4") == surely);
  CHECK(meet("weeks 1 and 2 of 2", "week 1 of 2") == surely);
  CHECK(meet("every 2 weeks", "every 3 weeks") == surely);
  CHECK(meet("week 2 of 4", "week 1 of 2") == never);
  CHECK(meet("week 52 of 52", "week 1 of 52", 1) == surely);
}

TEST_CASE("a day off is said of each day that its line names", "[weeks]") {
  Worked w(
      plan("  mon-tue off\n  wed pm off\n  wed am core 2h\n  wed 13:00-14:00 core\n  tue core 1h\n"
           "  tue lunch 30m\n"));
  const Model& model = w.model();
  CHECK(model.plans[a].days_off.size() == 3);
  CHECK(hours_when_off(w.reading, day(model, Weekday::tue)) == 1);
  CHECK(hours_when_off(w.reading, day(model, Weekday::wed)) == 1);
}

TEST_CASE("the formatter keeps what the week says", "[weeks]") {
  const std::string text =
      "plan \"A\" {\n"
      "  any day cpd 4h\n"
      "  wed am core 3h weeks 1 and 3 of 4\n"
      "  mon am core 3h 12 per year\n"
      "  mon-fri lunch 30m\n"
      "  tue 20:00 - 08:00 other \"night\" 3 weeks in 4\n"
      "  mon off\n"
      "}\n";
  const std::string expected =
      "plan \"A\" {\n"
      "  mon-fri              lunch 30m\n"
      "  mon am               core 3h 12 per year\n"
      "  mon                  off\n"
      "  tue 20:00-08:00      other \"night\" 3 weeks in 4\n"
      "  wed am               core 3h weeks 1 and 3 of 4\n"
      "  any day              cpd 4h\n"
      "}\n";
  CHECK(format(0, Source("a.capa", text)).text == expected);
}

TEST_CASE("a week is read up to the most work that a plan can hold", "[weeks]") {
  const auto week = [](std::size_t lines) {
    std::string text;
    for (std::size_t i = 0; i < lines; ++i) text += "  mon-fri core 1m every 2 weeks\n";
    return lint({{"a.capa", plan(text)}});
  };
  const auto too_long = [](const Linted& linted) {
    std::vector<const Diagnostic*> found;
    for (const Diagnostic& each : linted.analysis.diagnostics) {
      if (each.code == "CAPA110") found.push_back(&each);
    }
    return found;
  };
  const std::size_t most = most_work_in_a_week / 5;
  const Linted full = week(most);
  CHECK(too_long(full).empty());
  CHECK(full.analysis.model.blocks.size() == most_work_in_a_week);
  CHECK(full.analysis.not_judged.empty());

  const Linted over = week(most + 1);
  const auto found = too_long(over);
  REQUIRE(found.size() == 1);
  CHECK(found.front()->message.find("more than 1000 pieces of work") != std::string::npos);
  CHECK(over.analysis.model.blocks.size() == most_work_in_a_week);
  CHECK(over.analysis.model.plans[a].damaged);
  CHECK(over.analysis.not_judged.size() == 1);
}
