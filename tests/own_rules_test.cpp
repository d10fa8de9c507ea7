// A team's own rules: everything that a standard rule can do, and what is said when one is wrong.
// The diagnostics of the rule language have their cases in tests/cases/language.
#include <catch2/catch.hpp>

#include "support/lint.h"

using namespace capalint;

namespace {

using Codes = std::vector<std::string>;

std::string rule(const std::string& name, const std::string& code, const std::string& body) {
  return "rule " + name + " {\n  code " + code + "\n  level warning\n  title \"A rule\"\n" + body +
         "}\n";
}

const std::string core = "plan \"A\" {\n  mon am core 3.5h\n  tue am big admin 1h\n}\n";

// The standard rules that these tests are not about have no part in them.
Linted lint_alone(const Texts& texts, bool ignore_exceptions = false) {
  Linted linted = lint(texts, ignore_exceptions);
  std::erase_if(linted.analysis.diagnostics, [](const Diagnostic& diagnostic) {
    const bool standard = diagnostic.code.starts_with("CAPA") && diagnostic.code >= "CAPA200";
    return standard && diagnostic.code != "CAPA201" && diagnostic.code != "CAPA205";
  });
  return linted;
}

}  // namespace

TEST_CASE("a rule of a team's own stands at the top of a file, or in a block for one team",
          "[own-rules]") {
  const std::string body =
      "  for each plan\n  require hours(core) >= limit\n  say \"{hours(core)} of Core, not {limit}\"\n";
  const std::string setting = "setting limit = 4h {\n  doc \"The least Core.\"\n}\n";
  const Linted everywhere =
      lint_alone({{"a.capa", core}, {"r.capa", setting + rule("more", "TEAM1", body)}});
  CHECK(everywhere.codes() == Codes{"TEAM1"});
  CHECK(everywhere.only("TEAM1").message == "3.5h of Core, not 4h");

  const std::string teams =
      "team \"T\" {\n}\nteam \"U\" {\n}\nplan \"A\" in \"T\" {\n  mon am core 3.5h\n  tue am big admin "
      "1h\n}\nplan \"B\" in \"U\" {\n  mon am core 3.5h\n  tue am big admin 1h\n}\n";
  const Linted one =
      lint_alone({{"a.capa", teams},
                  {"r.capa", "rules \"U\" {\n" + setting + rule("more", "TEAM1", body) + "}\n"}});
  CHECK(one.only("TEAM1").subject == "B");
}

TEST_CASE("a setting of a team's own is set like any other", "[own-rules]") {
  const std::string own =
      "setting limit = 4h {\n  doc \"The least Core.\"\n}\n" +
      rule("more", "TEAM1",
           "  for each plan\n  require hours(core) >= limit\n  say \"less than {limit}\"\n");
  CHECK(lint_alone({{"a.capa", core}, {"r.capa", own}}).codes() == Codes{"TEAM1"});
  CHECK(lint_alone({{"a.capa", core}, {"r.capa", own + "rules {\n  set limit 3h\n}\n"}}).codes() ==
        Codes{});
  CHECK(lint_alone({{"a.capa", core}, {"r.capa", own + "rules {\n  set limt 3h\n}\n"}}).codes() ==
        Codes{"TEAM1", "CAPA115"});
  CHECK(lint_alone({{"a.capa", core}, {"r.capa", own + "rules {\n  set limit 3 appointments\n}\n"}})
            .codes() == Codes{"TEAM1", "CAPA117"});
}

TEST_CASE("a type error names both units, at the operator", "[own-rules]") {
  const Linted linted = lint_alone(
      {{"r.capa",
        core + rule("units", "TEAM1",
                    "  for each plan\n  require hours(core) > 3 appointments\n  say \"no\"\n")}});
  const Diagnostic& found = linted.only("CAPA133");
  CHECK(found.message == "hours cannot be compared with appointments");
  CHECK(linted.sources.text(found.span) == ">");
}

TEST_CASE("a rule cannot use itself or what comes later", "[own-rules]") {
  const Linted linted =
      lint_alone({{"r.capa", core + rule("later", "TEAM1",
                                         "  for each plan\n  let a = b\n  let b = a\n  "
                                         "require a > b\n  say \"no\"\n")}});
  CHECK(linted.codes() == Codes{"CAPA132"});
}

TEST_CASE("a damaged rule is left out, and the others go on", "[own-rules]") {
  const Linted linted = lint_alone(
      {{"r.capa",
        core +
            rule("broken", "TEAM1", "  for each plan\n  require hours(core >= 4h\n  say \"no\"\n") +
            rule("sound", "TEAM2",
                 "  for each plan\n  require hours(core) >= 4h\n  say \"less\"\n")}});
  CHECK(linted.codes() == Codes{"TEAM2", "CAPA010"});
}

TEST_CASE("a rule that fails for one plan says so, and goes on with the others", "[own-rules]") {
  const std::string plans =
      "plan \"A\" {\n  mon am core 3.5h\n  tue am big admin 1h\n}\nplan \"B\" {\n  mon am core 3.5h\n  mon "
      "pm travel 3.5h\n  tue am big admin 1h\n}\n";
  const Linted linted = lint_alone(
      {{"r.capa", plans +
                      rule("ratio", "TEAM1",
                           "  for each plan\n  require hours(core) / hours(travel) > 2\n  say "
                           "\"{hours(core)} for {hours(travel)}\"\n") +
                      rule("sound", "TEAM2",
                           "  for each plan\n  require hours(travel) = 0h\n  say \"travel\"\n")}});
  CHECK(linted.codes() == Codes{"CAPA135", "TEAM1", "TEAM2"});
  const Diagnostic& failed = linted.only("CAPA135");
  CHECK(failed.subject == "A");
  CHECK(failed.message ==
        "the rule `ratio` could not be worked out for A: a number was divided by zero");
  REQUIRE(failed.labels.size() == 1);
  CHECK(linted.sources.text(failed.labels[0].span) == "ratio");
}

TEST_CASE("what a verdict does not need may have no result", "[own-rules]") {
  const Linted linted = lint_alone(
      {{"r.capa",
        core + rule("ratio", "TEAM1",
                    "  for each plan\n  let share = hours(core) / hours(travel)\n  require "
                    "hours(travel) > 0h and share > 2\n  say \"no travel\"\n")}});
  const Diagnostic& found = linted.only("TEAM1");
  REQUIRE(found.values.size() == 2);
  CHECK(found.values[0].value == "no result");
}

TEST_CASE("names, codes and settings of the standard are taken", "[own-rules]") {
  const std::string body = "  for each plan\n  require hours(core) >= 0h\n  say \"no\"\n";
  CHECK(lint_alone({{"r.capa", core + rule("contacts", "TEAM1", body)}}).codes() ==
        Codes{"CAPA130"});
  CHECK(lint_alone({{"r.capa", core + rule("mine", "CAPA201", body)}}).codes() == Codes{"CAPA130"});
  CHECK(lint_alone({{"r.capa", core + rule("mine", "CAPA999", body)}}).codes() == Codes{"CAPA137"});
  CHECK(lint_alone({{"r.capa", core + rule("one", "TEAM1", body) + rule("two", "TEAM1", body)}})
            .codes() == Codes{"CAPA130"});
  CHECK(lint_alone({{"r.capa", core + "setting session = 4h {\n}\n"}}).codes() == Codes{"CAPA116"});
}
