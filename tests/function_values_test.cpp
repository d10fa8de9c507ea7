// What each function of the rule language gives, and which arguments it refuses: written as a rule would.
#include <catch2/catch.hpp>

#include "support/lint.h"

using namespace capalint;

namespace {

const std::string plan =
    "team \"T\" {\n  quarter 2026-Q4\n}\n"
    "plan \"A\" in \"T\" {\n  contract 20h\n  review 2026-11-10\n"
    "  mon am core 3h\n  tue am core 1h\n  wed am core 2.5h\n  thu am specific \"x\" 2h\n}\n";

std::string rule(const std::string& say, const std::string& lets = "") {
  return "rule mine {\n  code TEAM001\n  level note\n  title \"t\"\n  for each plan\n" + lets +
         "  require 1 > 2\n  say \"" + say + "\"\n}\n";
}

/// The value of an expression about the plan, as a message shows it.
std::string value(const std::string& expression) {
  return lint({{"a.capa", plan}, {"r.capa", rule("{" + expression + "}")}}).only("TEAM001").message;
}

/// What is wrong with an expression: the text that it points at, and the message.
std::string mistake(const std::string& expression) {
  const std::string text = rule("said", "  let x = " + expression + "\n  let y = has(x)\n");
  const Linted linted = lint({{"a.capa", plan}, {"r.capa", text}});
  for (const Diagnostic& diagnostic : linted.analysis.diagnostics) {
    if (diagnostic.code != "CAPA128" && diagnostic.code < "CAPA200")
      return std::string(linted.sources.text(diagnostic.span)) + ": " + diagnostic.message;
  }
  return "nothing";
}

}  // namespace

TEST_CASE("numbers are rounded down, up and to the nearest", "[functions][values]") {
  CHECK(value("floor(5 / 2)") == "2");
  CHECK(value("floor(-5 / 2)") == "-3");
  CHECK(value("ceil(9 / 4)") == "3");
  CHECK(value("round(9 / 4)") == "2");
  CHECK(value("round(11 / 4)") == "3");
  CHECK(value("abs(0 - 3)") == "3");
  CHECK(value("-hours(core)") == "-6.5h");
}

TEST_CASE("the lesser and the greater of two", "[functions][values]") {
  CHECK(value("least(2, 3)") == "2");
  CHECK(value("least(3, 2)") == "2");
  CHECK(value("least(5 / 2, 2)") == "2");
  CHECK(value("most(2, 3)") == "3");
  CHECK(value("most(3, 2)") == "3");
  CHECK(value("most(5 / 2, 2)") == "2.5");
  CHECK(value("least(hours(core), 0)") == "0h");
  CHECK(value("most(0, hours(core))") == "6.5h");
}

TEST_CASE("the smallest, the largest and the middle of a collection", "[functions][values]") {
  CHECK(value("min(length for each block where activity in core)") == "1h");
  CHECK(value("max(length for each block where activity in core)") == "3h");
  CHECK(value("median(length for each block where activity in core)") == "2.5h");
  CHECK(value("median(length for each block)") == "2.25h");
  CHECK(value("sum(length for each block)") == "8.5h");
  CHECK(value("count(each block where activity in core)") == "3");
  CHECK(value("all(length > 30m for each block)") == "yes");
  CHECK(value("all(length > 1h for each block)") == "no");
  CHECK(value("any(length > 2.5h for each block)") == "yes");
  CHECK(value("any(length > 3h for each block)") == "no");
}

TEST_CASE("the formulas of capacity take their arguments in order", "[functions][values]") {
  CHECK(value("choice-to-schedule(9 appointments per week, 10%) as number") == "10");
  CHECK(value("big-admin-to-convert(8h, 3.5h, 30m)") == "1h");
  CHECK(value("big-admin-to-convert(9h, 4h, 30m)") == "1h");
  CHECK(value("referrals-for-balance(96 families, 8) as number") == "12");
  CHECK(value("capacity-share-needed(11 referrals per week, 3, 4, 10) as percent") == "82.5%");
}

TEST_CASE("an argument of another kind is pointed at", "[functions][values]") {
  CHECK(mistake("first-day(5)") == "5: `first-day` takes a quarter, and this is a plain number");
  CHECK(mistake("quarter-of(5)") == "5: `quarter-of` takes a date, and this is a plain number");
  CHECK(mistake("days-from(review, 5)") ==
        "5: `days-from` takes dates, and this is a plain number");
  CHECK(mistake("days-from(5, review)") ==
        "5: `days-from` takes dates, and this is a plain number");
  CHECK(mistake("floor(review)") == "review: `floor` takes a number, and this is a date");
  CHECK(
      mistake("least(2, 3h)") ==
      "least(2, 3h): `least` takes two values of one kind, and these are a plain number and hours");
  CHECK(mistake("most(yes, no)") == "yes: `most` takes a number, and this is yes or no");
  CHECK(mistake("is-set(5)") == "5: `is-set` takes the name of a setting");
  CHECK(mistake("uses(5)") == "5: `uses` takes the name of a rule pack, such as `uses(\"afc\")`");
  CHECK(mistake("uses(name)") ==
        "name: `uses` takes the name of a rule pack, such as `uses(\"afc\")`");
  CHECK(mistake("choice-to-schedule(10%, 9 appointments per week)").starts_with("10%: "));
  CHECK(mistake("choice-to-schedule(9 appointments per week, 3h)").starts_with("3h: "));
}

TEST_CASE("what a file sets is told from a pack's default", "[functions][values]") {
  const auto is_set = [](const std::string& setting, const std::string& lines) {
    return lint({{"a.capa", plan},
                 {"r.capa", rule("{is-set(" + setting + ")}") + "rules {\n" + lines + "}\n"}})
        .only("TEAM001")
        .message;
  };
  CHECK(is_set("session", "") == "no");
  CHECK(is_set("session", "  set session 4h\n") == "yes");
  CHECK(is_set("multiplier", "") == "no");  // it has no default
  CHECK(is_set("multiplier", "  set multiplier 3\n") == "yes");
  CHECK(is_set("afc-scotland", "") == "no");
  CHECK(is_set("days-off", "") == "no");
}

TEST_CASE("a setting that nobody sets may stand on a line that could not be read",
          "[functions][values]") {
  const auto with = [](const std::string& text, const std::string& expression) {
    return lint({{"a.capa", text}, {"r.capa", rule("{" + expression + "}")}})
        .only("TEAM001")
        .message;
  };
  const std::string unset = "default(wait-to-choice, 1 week)";
  const std::string alone = "plan \"A\" {\n  contract 20h\n";
  const std::string in_team = "plan \"A\" in \"T\" {\n  contract 20h\n}\n";
  CHECK(with(alone + "}\n", unset) == "1 week");
  CHECK(with(alone + "  ???\n}\n", unset) == "unknown");
  CHECK(with("team \"T\" {\n}\n" + in_team, unset) == "1 week");
  CHECK(with("team \"T\" {\n  ???\n}\n" + in_team, unset) == "unknown");
  CHECK(with(alone + "}\n", "has(wait-to-choice)") == "no");
  CHECK(with(alone + "  ???\n}\n", "has(wait-to-choice)") == "unknown");
  // One that has a value is known all the same.
  CHECK(with(alone + "  ???\n}\n", "working-weeks") == "45 weeks");
}
