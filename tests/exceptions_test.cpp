// Exceptions: what allows what, and what is said about those that do nothing, have ended or soon will.
#include <algorithm>
#include <catch2/catch.hpp>

#include "support/lint.h"

using namespace capalint;

namespace {

using Codes = std::vector<std::string>;

const std::string three = "  mon am core 3.5h x3";
const std::string admin = "  tue am big admin 1h\n";

std::string plan(const std::string& name, const std::string& lines) {
  return "plan \"" + name + "\" {\n" + lines + "\n" + admin + "}\n";
}

std::string with_fix(const Linted& linted, const std::string& code) {
  const Diagnostic& diagnostic = linted.only(code);
  REQUIRE(diagnostic.fixes.size() == 1);
  REQUIRE(diagnostic.fixes[0].edits.size() == 1);
  const Edit& edit = diagnostic.fixes[0].edits[0];
  std::string text{linted.sources[edit.span.file].text()};
  return text.replace(edit.span.begin, edit.span.size(), edit.replacement);
}

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

TEST_CASE("a comment allows what is found on its line, and says why", "[exceptions]") {
  const Linted linted = lint_alone(
      {{"a.capa", plan("A", three + "  # capa: allow contacts because \"joint clinic\"")}});
  CHECK(linted.codes() == Codes{});
  REQUIRE(linted.analysis.suppressed.size() == 1);
  CHECK(linted.analysis.suppressed[0].diagnostic.code == "CAPA201");
  CHECK(linted.analysis.suppressed[0].reason == "joint clinic");
}

TEST_CASE("a comment names a rule by its code as well", "[exceptions]") {
  CHECK(lint_alone({{"a.capa", plan("A", three + "  # capa: allow CAPA201 because \"joint\"")}})
            .codes() == Codes{});
}

TEST_CASE("a comment on another line allows nothing", "[exceptions]") {
  const Linted linted = lint_alone(
      {{"a.capa", plan("A", "  # capa: allow contacts because \"joint clinic\"\n" + three)}});
  CHECK(linted.codes() == Codes{"CAPA122", "CAPA201"});
}

TEST_CASE("a comment `in file` allows the rule in the whole file and in no other", "[exceptions]") {
  const std::string comment = "# capa: allow contacts in file because \"joint clinic\"\n";
  const Linted linted =
      lint_alone({{"a.capa", comment + plan("A", three + "\n  wed am core 3.5h x3")},
                  {"b.capa", plan("B", three)}});
  CHECK(linted.codes() == Codes{"CAPA201"});
  CHECK(linted.only("CAPA201").subject == "B");
  CHECK(linted.analysis.suppressed.size() == 2);
}

TEST_CASE("a comment goes by the place of the finding, whoever it is about", "[exceptions]") {
  const std::string team =
      "team \"T\" {\n  choice weekly {\n    \"A\" 1 per week  # capa: allow choice-in-plan because "
      "\"starts in May\"\n  }\n}\n";
  // The finding stands in the plan of A, so the comment in the team's file does not reach it.
  const Linted linted =
      lint_alone({{"a.capa", plan("A", "  mon am core 3.5h")}, {"team.capa", team}});
  CHECK(linted.codes() == Codes{"CAPA205", "CAPA122"});
  const Linted at_plan = lint_alone(
      {{"a.capa",
        "plan \"A\" {  # capa: allow choice-in-plan because \"starts in May\"\n  mon am core "
        "3.5h\n" +
            admin + "}\n"},
       {"team.capa", "team \"T\" {\n  choice weekly {\n    \"A\" 1 per week\n  }\n}\n"}});
  CHECK(at_plan.codes() == Codes{});
}

TEST_CASE("a comment anywhere in a plan or a team allows what is found about all of it",
          "[exceptions]") {
  const std::string comment = "# capa: allow big-admin because \"agreed\"\n";
  const auto allowed = [&](const std::string& lines) {
    const Linted linted = lint({{"a.capa", "plan \"A\" {\n" + lines + "}\n"}});
    const auto& all = linted.analysis.suppressed;
    return std::count_if(all.begin(), all.end(), [](const Suppressed& each) {
      return each.diagnostic.rule == "big-admin" && each.reason == "agreed";
    });
  };
  CHECK(allowed("  tue am core 3h x2\n") == 0);
  CHECK(allowed("  tue am core 3h x2  " + comment) == 1);
  CHECK(allowed("  mon am core 1h x1\n  tue am core 3h x2  " + comment) == 1);
  CHECK(allowed("  tue am core 3h x2  " + comment + "  mon am core 1h x1\n") == 1);
  CHECK(allowed("  contract 10h  " + comment + "  mon am core 3h x2\n") == 1);
  CHECK(allowed("  mon am core 3h x2\n  " + comment) == 1);
  const std::string team =
      "team \"T\" {\n  quarter 2026-Q4\n  # capa: allow team-targets because \"not yet\"\n}\n";
  const Linted linted =
      lint({{"a.capa", "plan \"A\" {\n  mon am core 3h x2\n}\n"}, {"t.capa", team}});
  CHECK(std::count_if(linted.analysis.suppressed.begin(), linted.analysis.suppressed.end(),
                      [](const Suppressed& each) { return each.reason == "not yet"; }) == 1);
}

TEST_CASE("a comment in another plan allows nothing of this one", "[exceptions]") {
  const std::string texts =
      "plan \"A\" {\n  mon am core 3h x2\n}\n"
      "plan \"B\" {\n  mon am cpd 3h  # capa: allow big-admin because \"x\"\n}\n";
  CHECK(lint({{"a.capa", texts}}).only("CAPA202").subject == "A");
}

TEST_CASE("a comment on any line of a half-day or of a clash allows it", "[exceptions]") {
  const std::string allow = "  # capa: allow contacts because \"joint clinic\"";
  const std::string one = "  mon am core 2h x1";
  const std::string other = "\n  mon am specific \"clinic\" 1.5h x2";
  CHECK(lint_alone({{"a.capa", plan("A", one + other)}}).codes() == Codes{"CAPA201"});
  CHECK(lint_alone({{"a.capa", plan("A", one + allow + other)}}).codes() == Codes{});
  CHECK(lint_alone({{"a.capa", plan("A", one + other + allow)}}).codes() == Codes{});
  const std::string clash = "  # capa: allow overlap because \"hand-over\"";
  for (const auto& [first, second] : {std::pair{clash, std::string()}, {std::string(), clash}}) {
    const Linted linted =
        lint({{"a.capa", plan("A", "  mon 09:00-12:00 core 3h" + first +
                                       "\n  mon 11:00-13:00 team meeting 2h" + second)}});
    CHECK(linted.codes() != Codes{});
    for (const std::string& code : linted.codes()) CHECK((code != "CAPA301" && code != "CAPA122"));
  }
}

TEST_CASE("an exception that covers nothing says what it is for", "[exceptions]") {
  const auto help = [](const Texts& texts) { return lint(texts).only("CAPA122").help; };
  const std::string allow = "  # capa: allow contacts because \"joint\"\n";
  const auto needless = [](const std::string& what) {
    return "delete it, unless it will be needed again: it is for " + what +
           ", where nothing is found now";
  };
  CHECK(help({{"a.capa", plan("A", "  mon am core 3.5h x2" + allow)}}) ==
        needless("`mon am` of A"));
  CHECK(help({{"a.capa", plan("A", "  mon am cpd 1h  # capa: allow big-admin because \"x\"")}}) ==
        needless("the plan of A"));
  CHECK(help({{"a.capa", plan("A", "  mon am cpd 1h")},
              {"r.capa", "rules {\n  allow contacts for \"A\" because \"x\"\n}\n"}}) ==
        needless("\"A\""));
  const Linted elsewhere =
      lint({{"a.capa", plan("A", "  mon am core 3.5h x2" + allow + "  wed am core 3.5h x3")}});
  CHECK(elsewhere.only("CAPA122").help ==
        "move it to what `contacts` finds, or delete it: it is for `mon am` of A");
  REQUIRE(elsewhere.only("CAPA122").labels.size() == 1);
  CHECK(elsewhere.sources.text(elsewhere.only("CAPA122").labels[0].span) == "x3");
}

TEST_CASE("no safe fix takes an exception away", "[exceptions]") {
  const Linted linted = lint_alone(
      {{"a.capa", plan("A", "  mon am core 3.5h x2  # capa: allow contacts because \"joint\"")}});
  CHECK_FALSE(linted.only("CAPA122").fixes.at(0).safe);
}

TEST_CASE("a block allows a rule for one plan, for one team, or for all", "[exceptions]") {
  const Texts plans{
      {"a.capa", "team \"T\" {\n}\nplan \"A\" in \"T\" {\n" + three + "\n" + admin + "}\n"},
      {"b.capa", "team \"U\" {\n}\nplan \"B\" in \"U\" {\n" + three + "\n" + admin + "}\n"}};
  const auto codes = [&](const std::string& rules) {
    Texts texts = plans;
    texts.emplace_back("rules.capa", rules);
    return lint_alone(texts).codes();
  };
  CHECK(codes("rules {\n  allow contacts because \"new\"\n}\n") == Codes{});
  CHECK(codes("rules {\n  allow contacts for \"A\" because \"new\"\n}\n") == Codes{"CAPA201"});
  CHECK(codes("rules \"U\" {\n  allow contacts because \"new\"\n}\n") == Codes{"CAPA201"});
  CHECK(codes("rules \"T\" {\n  allow contacts for \"B\" because \"new\"\n}\n") ==
        Codes{"CAPA201", "CAPA201", "CAPA122"});
}

TEST_CASE("an exception without a reason allows nothing", "[exceptions]") {
  CHECK(lint_alone({{"a.capa", plan("A", three + "  # capa: allow contacts")}}).codes() ==
        Codes{"CAPA201", "CAPA121"});
  CHECK(lint_alone({{"a.capa", plan("A", three)},
                    {"r.capa", "rules {\n  allow contacts because \"\"\n}\n"}})
            .codes() == Codes{"CAPA201", "CAPA121"});
  CHECK(lint_alone({{"a.capa", plan("A", three + "  # capa: allow contacts because \"  \"")}})
            .codes() == Codes{"CAPA201", "CAPA121"});
}

TEST_CASE("an exception ends after its last day, which is announced", "[exceptions]") {
  const auto codes = [&](const std::string& date) {
    return lint_alone({{"a.capa", plan("A", three + "  # capa: allow contacts until " + date +
                                                " because \"joint clinic\"")}})
        .codes();
  };
  CHECK(codes("2026-10-14") == Codes{"CAPA201", "CAPA123"});
  CHECK(codes("2026-10-15") == Codes{"CAPA124"});
  CHECK(codes("2026-11-13") == Codes{"CAPA124"});
  CHECK(codes("2026-11-14") == Codes{});
}

TEST_CASE("an exception that is not needed is found, with a fix that takes it away",
          "[exceptions]") {
  const std::string fine = "  mon am core 3.5h x2";
  CHECK(with_fix(lint_alone(
                     {{"a.capa", plan("A", fine + "  # capa: allow contacts because \"joint\"")}}),
                 "CAPA122") == plan("A", fine));
  CHECK(with_fix(lint_alone(
                     {{"a.capa",
                       plan("A", "  # capa: allow contacts in file because \"joint\"\n" + fine)}}),
                 "CAPA122") == plan("A", fine));
  const std::string rules = "rules {\n  set session 3.5h\n  allow contacts because \"joint\"\n}\n";
  CHECK(with_fix(lint_alone({{"a.capa", plan("A", fine)}, {"r.capa", rules}}), "CAPA122") ==
        "rules {\n  set session 3.5h\n}\n");
}

TEST_CASE("of two exceptions for one finding, one is enough", "[exceptions]") {
  const Linted linted = lint_alone(
      {{"a.capa", plan("A", three + "  # capa: allow contacts because \"joint clinic\"")},
       {"r.capa", "rules {\n  allow contacts because \"joint clinic\"\n}\n"}});
  CHECK(linted.codes() == Codes{"CAPA122"});
  CHECK(linted.only("CAPA122").help ==
        "delete one of two exceptions: this one is for `mon am` of A, and another allows the same");
}

TEST_CASE("an exception for nobody known says so", "[exceptions]") {
  const Linted linted = lint_alone(
      {{"a.capa", plan("Andrew Down", three)},
       {"r.capa", "rules {\n  allow contacts for \"Andrew Donw\" because \"joint clinic\"\n}\n"}});
  CHECK(linted.codes() == Codes{"CAPA106"});
  CHECK(linted.only("CAPA106").help == "did you mean \"Andrew Down\"?");
}

TEST_CASE("a built-in diagnostic can be allowed, by a comment and for a plan", "[exceptions]") {
  const std::string dated = "  review 2027-03-31\n  review 2027-03-31";
  CHECK(lint_alone({{"a.capa", plan("A", dated)}}).codes() == Codes{"CAPA112"});
  CHECK(
      lint_alone({{"a.capa",
                   plan("A", dated + "  # capa: allow duplicate-statement because \"asked for\"")}})
          .codes() == Codes{});
  CHECK(lint_alone({{"a.capa", plan("A", dated)},
                    {"r.capa", "rules {\n  allow CAPA112 for \"A\" because \"asked for\"\n}\n"}})
            .codes() == Codes{});
  CHECK(lint_alone({{"a.capa", plan("A", dated) + plan("B", "  mon am core 3.5h")},
                    {"r.capa", "rules {\n  allow CAPA112 for \"B\" because \"asked for\"\n}\n"}})
            .codes() == Codes{"CAPA112", "CAPA122"});
}

TEST_CASE("with --no-allow everything is found, and nothing is said about exceptions",
          "[exceptions]") {
  const Texts texts{
      {"a.capa", plan("A", three + "  # capa: allow contacts because \"joint clinic\"")},
      {"r.capa", "rules {\n  allow big-admin until 2026-01-01 because \"phased\"\n}\n"}};
  CHECK(lint_alone(texts).codes() == Codes{"CAPA123"});
  const Linted all = lint_alone(texts, true);
  CHECK(all.codes() == Codes{"CAPA201"});
  CHECK(all.analysis.suppressed.empty());
}

TEST_CASE("an exception inside another comment is none, which is told of", "[exceptions]") {
  const Linted linted = lint_alone(
      {{"a.capa", plan("A", three + "  # as agreed # capa: allow contacts because \"joint\"")}});
  CHECK(linted.codes() == Codes{"CAPA201", "CAPA023"});
  CHECK(linted.sources.text(linted.only("CAPA023").span) ==
        "# capa: allow contacts because \"joint\"");
}

TEST_CASE("an exception that covers nothing says what it is for, wherever it stands",
          "[exceptions]") {
  const std::string rules =
      "rules {\n  rule of-nothing {\n    code OWN001\n    level warning\n    title \"t\"\n"
      "    require session < 9h\n    say \"s\"\n  }\n  rule of-people {\n    code OWN002\n"
      "    level warning\n    title \"t\"\n    for each clinician\n    require plans-in-force < 9\n"
      "    at last-plan\n    say \"s\"\n  }\n}\n";
  const auto help = [&](const std::string& text) {
    return lint_alone({{"a.capa", text}, {"r.capa", rules}}).only("CAPA122").help;
  };
  const auto needless = [](const std::string& what) {
    return "delete it, unless it will be needed again: it is for " + what +
           ", where nothing is found now";
  };
  const auto allow = [](const std::string& rule) {
    return "  # capa: allow " + rule + " because \"x\"\n";
  };
  const std::string week = "  mon am core 2h\n  tue am big admin 1h";
  const auto in_team = [&](const std::string& rule, const std::string& after = "") {
    return "team \"T\" {\n  quarter 2026-Q4" + (after.empty() ? allow(rule) : "\n") + "}" + after +
           "\nplan \"A\" in \"T\" {\n" + week + "\n}\n";
  };
  const std::vector<std::pair<std::string, std::string>> all{
      // The line that it stands on, and neither the one before nor the one after.
      {"plan \"A\" {\n  contract 3h" + allow("contacts") + week + "\n}\n", "its own line"},
      {"plan \"A\" {\n" + week + allow("contacts") + "}\n", "`tue am` of A"},
      {"plan \"A\" {\n" + week + "\n  contract 3h" + allow("contacts") + "}\n", "its own line"},
      {"plan \"A\" {\n" + week + "\n}" + allow("contacts"), "its own line"},
      {"plan \"A\" {\n" + week + allow("CAPA202") + "}\n", "the plan of A"},
      {"plan \"A\" {\n" + week + allow("of-people") + "}\n", "the plan of A"},
      {"plan \"A\" {\n" + week + allow("duplicate-statement") + "}\n", "`tue am` of A"},
      {"plan \"A\" {\n" + week + allow("of-nothing") + "}\n", "`tue am` of A"},
      {in_team("attendance"), "the team \"T\""},
      {in_team("contacts"), "its own line"},
      {in_team("big-admin"), "its own line"},
      {in_team("attendance", allow("attendance")), "its own line"},
  };
  for (const auto& [text, what] : all) {
    INFO(text);
    CHECK(help(text) == needless(what));
  }
}

TEST_CASE("an exception beside the wrong line is shown the first finding of its plan or team",
          "[exceptions]") {
  const std::string allow = "  # capa: allow CODE because \"x\"";
  const std::string choice = "  choice weekly {\n    \"A\" 1 per week\n    \"B\" 1 per week\n";
  const auto shown = [](std::string text, const std::string& code) {
    text.replace(text.find("CODE"), 4, code);
    const Linted linted = lint_alone({{"a.capa", text}});
    const Diagnostic& unused = linted.only("CAPA122");
    return unused.labels.empty() ? std::string("nothing")
                                 : std::string(linted.sources.text(unused.labels.at(0).span));
  };
  // The first in the text, which is not the first of the week; none of another plan, nor of what is in none.
  const std::string two = "  wed am core 1h x7\n  mon am core 1h x8\n";
  CHECK(shown("plan \"A\" {\n" + two + "  tue am big admin 1h" + allow + "\n}\n", "contacts") ==
        "x7");
  CHECK(shown("plan \"A\" {\n" + two + "  tue am big admin 1h\n}" + allow + "\n", "contacts") ==
        "nothing");
  CHECK(shown("plan \"A\" {\n" + two +
                  "  tue am big admin 1h\n}\nplan \"B\" {\n  tue am big admin 1h" + allow + "\n}\n",
              "contacts") == "nothing");
  // What is found about a list of Choice stands in the team.
  CHECK(shown("team \"T\" {\n  quarter 2026-Q4" + allow + "\n" + choice + "  }\n}\n",
              "unknown-clinician") == "\"A\"");
  CHECK(shown("team \"T\" {\n" + choice + "  }\n}" + allow + "\n", "unknown-clinician") ==
        "nothing");
}

TEST_CASE("the fix of a needless exception leaves the line as it ends", "[exceptions]") {
  const std::string allow = "  # capa: allow contacts because \"joint\"";
  for (const std::string end : {"", "\n", "\r\n"}) {
    const std::string plan = "plan \"A\" { tue am big admin 1h }";
    CHECK(with_fix(lint_alone({{"a.capa", plan + allow + end}}), "CAPA122") == plan + end);
  }
}

TEST_CASE("a misspelt name in an exception is taken for one that is surely meant, and no other",
          "[exceptions]") {
  const auto codes = [](const std::string& names, const std::string& name) {
    Texts texts;
    for (std::size_t at = 0; at < names.size();) {
      const std::size_t end = std::min(names.find(',', at), names.size());
      texts.emplace_back(std::to_string(at) + ".capa", plan(names.substr(at, end - at), three));
      at = end + 1;
    }
    texts.emplace_back("r.capa",
                       "rules {\n  allow contacts for \"" + name + "\" because \"x\"\n}\n");
    return lint_alone(texts).codes();
  };
  CHECK(codes("Marion", "Marian") == Codes{"CAPA106"});
  // Either may be meant; a name so short may be anybody's.
  CHECK(codes("Marion,Marien", "Marian") == Codes{"CAPA201", "CAPA201", "CAPA106"});
  CHECK(codes("Ann", "Anj") == Codes{"CAPA201", "CAPA106"});
  CHECK(codes("Marion", "Nobody Near") == Codes{"CAPA201", "CAPA106"});
}

TEST_CASE("nothing is said of what exceptions do while something is not judged", "[exceptions]") {
  const std::string named = "rules {\n  allow contacts for \"Nobody\" because \"x\"\n}\n";
  const std::string needless = "rules {\n  allow contacts for \"A\" because \"x\"\n}\n";
  const auto said = [](const std::string& rules, const std::string& text) {
    Codes found;
    for (const std::string& code : lint({{"a.capa", text}, {"r.capa", rules}}).codes()) {
      if (code == "CAPA106" || code == "CAPA122" || code == "CAPA119") found.push_back(code);
    }
    return found;
  };
  const std::string sound = plan("A", "  mon am core 3h");
  CHECK(said(named, sound) == Codes{"CAPA106"});
  CHECK(said(needless, sound) == Codes{"CAPA122"});
  for (const std::string& doubtful :
       {plan("A", "  mon am xyz 3h"),
        plan("A", "  mon am core 3h") + "team \"T\" {\n  nonsense\n}\n", sound + "nonsense\n",
        sound + "team \"T\" {\n  transfer 120%\n}\n", sound + "rules {\n  set session 0h\n}\n"}) {
    INFO(doubtful);
    CHECK(said(named, doubtful) == Codes{});
    CHECK(said(needless, doubtful) == Codes{});
  }
  // Where the name is misspelt, what it covers shows that it is wanted.
  std::string misspelt = named;
  misspelt.replace(misspelt.find("Nobody"), 6, "Marian");
  CHECK(said(misspelt, plan("Marion", three) + "nonsense\n") == Codes{"CAPA106"});
  // A rule that nobody knows is found by its name, and no more is said.
  const auto of_rule = [&](std::string rules) {
    return said(rules.replace(rules.find("contacts"), 8, "contactz"), sound);
  };
  CHECK(of_rule(named) == Codes{"CAPA119"});
  CHECK(of_rule(needless) == Codes{"CAPA119"});
}

TEST_CASE("an exception for a team or a plan covers what stands elsewhere", "[exceptions]") {
  const auto found = [](const std::string& allow, const std::string& setting) {
    return lint_alone(
               {{"a.capa",
                 "team \"T\" {\n}\nplan \"A\" in \"T\" {\n  mon am core 3h\n}\n"
                 "team \"U\" {\n}\nplan \"B\" {\n  mon am core 3h\n}\n"},
                {"r.capa",
                 "rules {\n  rule own {\n    code OWN001\n    level warning\n    title \"t\"\n"
                 "    for each " +
                     setting +
                     "\n    require session > 9h\n"
                     "    at session\n    say \"{name} is short\"\n  }\n  set session 3h\n" +
                     allow + "}\n"}})
        .analysis.suppressed.size();
  };
  CHECK(found("", "plan") == 0);
  CHECK(found("  allow own for \"A\" because \"x\"\n", "plan") == 1);
  CHECK(found("  allow own for \"B\" because \"x\"\n", "plan") == 1);
  CHECK(found("  allow own for \"T\" because \"x\"\n", "team") == 1);
  CHECK(found("}\nrules \"T\" {\n  allow own because \"x\"\n", "team") == 1);
  CHECK(found("}\nrules \"T\" {\n  allow own because \"x\"\n", "plan") == 1);
}
