// A team's own rules: everything that a standard rule can do, and what is said when one is wrong.
// The diagnostics of the rule language have their cases in tests/cases/language.
#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "rules/packs.h"
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

TEST_CASE("a number of a rule is called by its label, or else by its name", "[own-rules]") {
  const std::string body =
      "  for each plan\n  let taken = hours(core) * 2 / 7 \"two sevenths\"\n"
      "  let rest = 8h - taken\n  let who = \"A\"\n  let full = rest > 7h\n"
      "  let double = 2 appointments / 1 appointment * hours(core) \"twice the Core\"\n"
      "  let part = if full then 1h else rest - 1h \"a part\"\n"
      "  require not full and double > 0h and name = who and part < 0h\n  say \"no\"\n";
  const Linted linted = lint_alone({{"a.capa", core}, {"r.capa", rule("more", "TEAM1", body)}});
  std::vector<std::string> told;
  for (const TracedValue& value : linted.only("TEAM1").values)
    told.push_back(value.label + ": " + value.sum + " = " + value.value);
  CHECK(told == std::vector<std::string>{"two sevenths: (3.5h × 2) ÷ 7 = 1h", "rest: 8h − 1h = 7h",
                                         ":  = A", ":  = no",
                                         "twice the Core: 2 appointments × 3.5h = 7h",
                                         "a part: 7h − 1h = 6h", ":  = no"});
}

TEST_CASE("a rule may call the formulas of CAPA, and shows them worked out", "[own-rules]") {
  const auto own = [](const std::string& sum) {
    return rule("more", "TEAM1",
                "  for each plan\n  let clinical = hours(core)\n  let needed = " + sum +
                    "\n  require hours(big admin) >= needed * 3\n  say \"{needed}\"\n");
  };
  const Linted right =
      lint_alone({{"a.capa", core},
                  {"r.capa", own("big-admin-needed(clinical, session, big-admin-per-session)")}});
  CHECK(right.only("TEAM1").message == "30m");
  REQUIRE(right.only("TEAM1").values.size() == 3);
  CHECK(right.only("TEAM1").values[1].substituted == "3.5h / 3.5h × 30m");
  CHECK(right.only("TEAM1").values[1].expression == "clinical / session × big-admin-per-session");

  const Linted wrong =
      lint_alone({{"a.capa", core}, {"r.capa", own("big-admin-needed(clinical, 2, 30m)")}});
  CHECK(
      wrong.only("CAPA133").message ==
      "`big-admin-needed(clinical, session, big-admin-per-session)` takes hours here, and this is a "
      "plain number");
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
        Codes{"CAPA115"});
  CHECK(lint_alone({{"a.capa", core}, {"r.capa", own + "rules {\n  set limit 3 appointments\n}\n"}})
            .codes() == Codes{"CAPA117"});
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

namespace {

// A week with Choice on its first day only.
Linted lint_week(const std::string& condition, const std::string& let = "") {
  return lint_alone(
      {{"a.capa",
        "plan \"A\" {\n  role \"Nurse\"\n  mon am core 3.5h\n  mon pm choice 1.5h x1\n  tue am core "
        "3.5h\n  tue pm big admin 1h\n}\n"},
       {"r.capa", rule("ratio", "TEAM1",
                       "  for each plan\n" + let + "  require " + condition +
                           "\n  say \"{hours(core)} by {role}\"\n")}});
}

// `ratio` divides by the Choice of each day.
Linted lint_with_ratio(const std::string& condition) {
  return lint_week(condition, "  let ratio = sum(hours(core) / hours(choice) for each day)\n");
}

std::string condition_with_numbers(const Linted& linted) {
  return linted.only("TEAM1").values.back().substituted;
}

}  // namespace

TEST_CASE("a sum over days that has no result leaves the plan as what is looked at",
          "[own-rules]") {
  const Linted by_name = lint_with_ratio("name = \"Doctor\" and ratio > 0");
  CHECK(by_name.only("TEAM1").message == "7h by Nurse");
  CHECK(condition_with_numbers(by_name) == "(A = Doctor) and (no result > 0)");
  CHECK(by_name.only("TEAM1").values.front().value == "no result");

  const Linted by_hours = lint_with_ratio("hours(core) > 1000h and ratio > 0");
  CHECK(condition_with_numbers(by_hours) == "(7h > 1000h) and (no result > 0)");
  const Linted by_role = lint_with_ratio("role = \"Doctor\" and ratio > 0");
  CHECK(condition_with_numbers(by_role) == "(Nurse = Doctor) and (no result > 0)");
}

TEST_CASE("a side without a result does not matter when the other one decides, in any order",
          "[own-rules]") {
  CHECK(lint_with_ratio("ratio > 0 and role = \"Doctor\"").codes() == Codes{"TEAM1"});
  CHECK(lint_with_ratio("ratio > 0 or role = \"Nurse\"").codes() == Codes{});
  CHECK(lint_with_ratio("ratio > 0 and role = \"Nurse\"").codes() == Codes{"CAPA135"});
  CHECK(lint_with_ratio("ratio > 0 or role = \"Doctor\"").codes() == Codes{"CAPA135"});
  CHECK(lint_week("not any(hours(core) / hours(choice) > 1 for each day)").codes() ==
        Codes{"TEAM1"});
  CHECK(lint_week("all(hours(core) / hours(choice) > 1 for each day)").codes() == Codes{"CAPA135"});
  CHECK(lint_with_ratio("default(ratio, 1) > 0").codes() == Codes{"CAPA135"});
  CHECK(lint_with_ratio("has(ratio)").codes() == Codes{"CAPA135"});
}

TEST_CASE("a number too large to be exact is told, and the rule goes no further", "[own-rules]") {
  const Linted linted = lint_alone(
      {{"r.capa", core +
                      rule("large", "TEAM1",
                           "  for each plan\n  let large = 999999999 * 999999999\n  require "
                           "hours(core) > 4h and large * large > 0\n  say \"{large}\"\n") +
                      rule("larger", "TEAM2",
                           "  for each plan\n  let large = 999999999 * 999999999\n  require "
                           "large * large < 0\n  say \"no\"\n")}});
  CHECK(linted.codes() == Codes{"CAPA135", "TEAM1"});
  CHECK(linted.only("TEAM1").message == "999999998000000001");
  CHECK(linted.only("CAPA135").message ==
        "the rule `larger` could not be worked out for A: a number became too large to be exact");
}

TEST_CASE("a message says what has no result, and a fix never writes it", "[own-rules]") {
  const Linted linted = lint_alone(
      {{"r.capa",
        core + rule("ratio", "TEAM1",
                    "  for each plan\n  require hours(core) > 4h\n  at core\n  say \"a share of "
                    "{hours(core) / hours(travel)}\"\n  fix \"write it\" insert \" "
                    "{hours(core) / hours(travel)}\" after core\n")}});
  const Diagnostic& found = linted.only("TEAM1");
  CHECK(found.message == "a share of no result");
  CHECK(found.fixes.empty());
}

TEST_CASE("a setting of one plan that cannot be read leaves the team's sums in doubt",
          "[own-rules]") {
  const std::string team = "team \"T\" {\n  quarter 2026-Q4\n}\n";
  const auto plan = [](const std::string& name, const std::string& lines) {
    return "plan \"" + name + "\" in \"T\" {\n  contract 5h\n" + lines +
           "  mon am core 3.5h\n  tue am big admin 1h\n}\n";
  };
  const auto codes = [&](const std::string& lines, const std::string& condition) {
    const Linted linted = lint_alone(
        {{"t.capa", team + plan("A", "") + plan("B", "") + plan("C", lines)},
         {"r.capa",
          rule("sum", "TEAM1", "  for each team\n  require " + condition + "\n  say \"no\"\n")}});
    const auto found = linted.codes();
    return std::count(found.begin(), found.end(), "TEAM1");
  };
  for (const char* condition :
       {"contract-hours = 0h", "plans-in-force = 0", "hours(core) = 0h", "paid-hours = 0h"}) {
    INFO(condition);
    CHECK(codes("", condition) == 1);
    CHECK(codes("  set trainee yes\n", condition) == 1);
    CHECK(codes("  set trainee yess\n", condition) == 0);
  }
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

// ---- rules and settings that mean no good --------------------------------------------------------

namespace {

std::string repeated(const std::string& text, std::size_t times) {
  std::string result;
  for (std::size_t i = 0; i < times; ++i) result += text;
  return result;
}

Linted lint_rule(const std::string& body) {
  return lint_alone({{"r.capa", core + rule("weird", "TEAM1", body)}});
}

Linted lint_condition(const std::string& condition) {
  return lint_rule("  for each plan\n  require " + condition + "\n  say \"no\"\n");
}

}  // namespace

TEST_CASE("a rule of many terms is worked out, and one of ten thousand is refused", "[own-rules]") {
  CHECK(lint_condition(repeated("hours(core) + ", 900) + "0h >= 3150h").codes() == Codes{});
  CHECK(lint_condition(repeated("hours(core) + ", 900) + "0h > 3150h").codes() == Codes{"TEAM1"});
  CHECK(lint_condition(repeated("hours(core) > 1h and ", 900) + "no").codes() == Codes{"TEAM1"});
  const Linted linted = lint_condition(repeated("hours(core) + ", 10'000) + "0h > 1h");
  CHECK(linted.codes() == Codes{"CAPA007"});
  CHECK(linted.only("CAPA007").message == "more than 1000 parts are joined in one statement");
  CHECK(lint_condition("plan" + repeated(".plan", 10'000) + ".contract > 1h").codes() ==
        Codes{"CAPA007"});
}

TEST_CASE("brackets beside each other are not nested", "[own-rules]") {
  CHECK(lint_condition(repeated("(not (hours(core) > 9h)) and ", 300) + "yes").codes() == Codes{});
  CHECK(lint_condition(repeated("(", 150) + "1h" + repeated(")", 150) + " > 0h").codes() ==
        Codes{"CAPA007"});
}

TEST_CASE("a value in a message that is nested too deep is told of", "[own-rules]") {
  const Linted linted =
      lint_rule("  for each plan\n  require hours(core) > 9h\n  say \"{" + repeated("(", 150) +
                "hours(core)" + repeated(")", 150) + "}\"\n");
  CHECK(linted.codes() == Codes{"CAPA007"});
}

TEST_CASE("lets that rest on one another by the thousand are refused", "[own-rules]") {
  const auto lets = [](int count) {
    std::string text = "  for each plan\n  let a0 = hours(core)\n";
    for (int i = 1; i <= count; ++i)
      text += "  let a" + std::to_string(i) + " = a" + std::to_string(i - 1) + " + 1h\n";
    return lint_rule(text + "  require a" + std::to_string(count) + " < 1h\n  say \"no\"\n");
  };
  CHECK(lets(500).codes() == Codes{"TEAM1"});
  CHECK(lets(5000).codes() == Codes{"CAPA007"});
}

TEST_CASE("going through things again for each of them is refused", "[own-rules]") {
  const Linted linted = lint_condition("sum(sum(1 for each block) for each block) < 1");
  CHECK(linted.codes() == Codes{"CAPA117"});
  CHECK(linted.only("CAPA117").message ==
        "a block holds no blocks, and going through those of the plan again and again could take "
        "for ever");
  CHECK(linted.only("CAPA117").help == "work it out in a `let` of its own, and use that here");
  CHECK(lint_condition("sum(sum(1 for each block) for each day) < 1").codes() == Codes{"TEAM1"});
  CHECK(lint_rule("  for each plan\n  let all = count(each block)\n  require all(all < 1 for each "
                  "block)\n  say \"no\"\n")
            .codes() == Codes{"TEAM1"});
}

TEST_CASE("a rule is not called like a diagnostic or a pack", "[own-rules]") {
  const std::string body = "  for each plan\n  require yes\n  say \"no\"\n";
  for (const char* name : {"unused-exception", "hygiene"}) {
    INFO(name);
    const Linted linted = lint_alone({{"r.capa", core + rule(name, "TEAM1", body)}});
    CHECK(linted.codes() == Codes{"CAPA130"});
    CHECK(linted.sources.text(linted.only("CAPA130").span) == name);
  }
}

TEST_CASE("one name in two files is found, with both places", "[own-rules]") {
  const std::string body = "  for each plan\n  require yes\n  say \"no\"\n";
  const Linted linted = lint_alone(
      {{"a.capa", core + rule("one", "TEAM1", body)}, {"b.capa", rule("two", "TEAM1", body)}});
  const Diagnostic& found = linted.only("CAPA130");
  CHECK(linted.sources[found.span.file].path() == "b.capa");
  REQUIRE(found.labels.size() == 1);
  CHECK(linted.sources[found.labels[0].span.file].path() == "a.capa");
}

TEST_CASE("a place in a rule is one that a file can hold", "[own-rules]") {
  const auto at = [](const std::string& place) {
    return lint_rule("  for each plan\n  require no\n  at " + place + "\n  say \"no\"\n").codes();
  };
  CHECK(at("3h") == Codes{"CAPA117"});
  CHECK(at("core, else \"plan\"") == Codes{"CAPA117"});
  CHECK(at("core, else plan") == Codes{"TEAM1"});
}

TEST_CASE("a setting has a name of its own and a fixed value", "[own-rules]") {
  const auto setting = [](const std::string& declaration) {
    return lint_alone({{"r.capa", core + declaration + " {\n  doc \"d\"\n}\n"}}).codes();
  };
  CHECK(setting("setting core = 3h") == Codes{"CAPA116"});
  CHECK(setting("setting supervision = 3h") == Codes{"CAPA116"});
  CHECK(setting("setting a = a") == Codes{"CAPA117"});
  CHECK(setting("setting a = session") == Codes{"CAPA117"});
  CHECK(setting("setting a = 2 sessions") == Codes{"CAPA117"});
  CHECK(setting("setting a = 1h / 0") == Codes{"CAPA117"});
  CHECK(setting("setting a = 7h") == Codes{});

  const std::string own = "setting contract = 3h {\n  doc \"d\"\n}\n";
  const Linted linted = lint_alone(
      {{"r.capa",
        core + own +
            rule("weird", "TEAM1", "  for each plan\n  require contract > 9h\n  say \"no\"\n")}});
  CHECK(linted.codes() == Codes{"CAPA116"});
  CHECK(linted.only("CAPA116").message ==
        "`contract` is a setting of yours and also a property of a plan");
}

TEST_CASE("seventy thousand settings are too many, which is told of", "[own-rules]") {
  std::string text = core;
  for (int i = 0; i < 70'000; ++i) text += "setting s" + std::to_string(i) + " = 1h {\n}\n";
  const Codes codes = lint_alone({{"r.capa", text}}).codes();
  CHECK(std::count(codes.begin(), codes.end(), "CAPA002") > 0);
}

TEST_CASE("a pack for a staff group that no plan names is told of", "[own-rules]") {
  const auto codes = [](const std::string& group, const std::string& in_plan) {
    return lint_alone({{"r.capa", "rules {\n  use afc for \"" + group + "\"\n}\nplan \"A\" {\n" +
                                      in_plan + "  mon am core 3.5h, big admin 30m\n}\n"}})
        .codes();
  };
  CHECK(codes("nurses", "  group \"Nurses\"\n") == Codes{});
  CHECK(codes("nurse", "  group \"nurses\"\n") == Codes{"CAPA114"});
  CHECK(codes("nurses", "") == Codes{"CAPA114"});
  CHECK(codes("nurses", "  grup \"nurses\"\n") == Codes{"CAPA010"});
}

TEST_CASE("a value is shown in a way that it has", "[own-rules]") {
  const auto codes = [](const std::string& value) {
    return lint_rule("  for each plan\n  require no\n  say \"{" + value + "}\"\n").codes();
  };
  CHECK(codes("core-share as percent") == Codes{"TEAM1"});
  CHECK(codes("hours(core) as number") == Codes{"TEAM1"});
  CHECK(codes("role as text") == Codes{"TEAM1"});
  CHECK(codes("hours(core) as percent") == Codes{"CAPA133"});
  CHECK(codes("role as number") == Codes{"CAPA133"});
  CHECK(codes("today() as percent") == Codes{"CAPA133"});
}

TEST_CASE("a level in a file is for rules", "[own-rules]") {
  const auto codes = [](const std::string& line) {
    return lint_alone({{"r.capa", core + "rules {\n  " + line + "\n}\n"}}).codes();
  };
  CHECK(codes("level contacts note") == Codes{});
  CHECK(codes("level CAPA122 off") == Codes{"CAPA114"});
  CHECK(codes("level unused-exception off") == Codes{"CAPA114"});
}

TEST_CASE("a setting that cannot be declared is one mistake", "[own-rules]") {
  const std::string reads =
      rule(
          "more", "TEAM1",
          "  for each plan\n  let least-core = limit\n  require hours(core) >= least-core and limit > 0\n  say \"{limit}\"\n") +
      rule("again", "TEAM2",
           "  for each plan\n  require hours(core) >= limit\n  say \"{limit}\"\n") +
      "rules {\n  set limit 3h\n}\n";
  const auto codes = [&](const std::string& setting) {
    return lint_alone({{"a.capa", core}, {"r.capa", setting + reads}}).codes();
  };
  const std::string doc = " {\n  doc \"The least Core.\"\n}\n";
  CHECK(codes("setting limit = 4 our" + doc) == Codes{"CAPA021"});
  CHECK(codes("setting limit is our" + doc) == Codes{"CAPA117"});
  CHECK(codes("setting limit = 4h + core" + doc) == Codes{"CAPA117"});
  CHECK(codes("setting limit = 4h" + doc) == Codes{});
}

TEST_CASE("a name that a rule misspells twice is one mistake", "[own-rules]") {
  const std::string own =
      "setting limit = 4h {\n  doc \"The least Core.\"\n}\n" +
      rule("more", "TEAM1", "  for each plan\n  require hours(core) >= limt\n  say \"{limt}\"\n");
  CHECK(lint_alone({{"a.capa", core}, {"r.capa", own}}).codes() == Codes{"CAPA132"});
}

TEST_CASE("every pack can be used for a staff group, and looks at its plans alone", "[own-rules]") {
  const std::regex plan("(plan \"[^\"]*\"[^{]*\\{)");
  std::set<std::string> packs;
  for (const PackFile& pack : standard_packs()) {
    for (const ast::Item& item : pack.file.items) {
      const auto* said = std::get_if<ast::Rule>(&item);
      if (said == nullptr || said->scope->text == "team") continue;
      const auto bad = std::find_if(said->examples.begin(), said->examples.end(),
                                    [](const ast::Example& example) { return !example.good; });
      REQUIRE(bad != said->examples.end());
      const std::string text(pack_sources()[bad->body.file - first_pack_file].text().substr(
          bad->body.begin, bad->body.size()));
      const auto finds = [&](const std::string& plans, const std::string& group) {
        const std::string known = "plan \"Z\" {\n  group \"porters\"\n}\n";
        const Linted linted =
            lint({{"a.capa", plans + known},
                  {"r.capa", "rules {\n  use " + std::string(pack.pack) + " for \"" + group +
                                 "\"\n  level " + std::string(said->name.text) + " warning\n}\n"}});
        const auto& all = linted.analysis.diagnostics;
        return std::any_of(all.begin(), all.end(), [&](const Diagnostic& found) {
          return found.code == said->code->text && found.subject != "Z";
        });
      };
      INFO(pack.pack << " " << said->name.text);
      CHECK(finds(std::regex_replace(text, plan, "$1\n  group \"nurses\"\n"), "nurses"));
      const bool standard = pack.pack == "capa" || pack.pack == "hygiene";
      CHECK(finds(text, "porters") == standard);
      if (!standard) packs.insert(std::string(pack.pack));
    }
  }
  CHECK(packs == std::set<std::string>{"afc", "nhs-consultant", "nhs-sas", "working-time"});
}
