// A misspelt name is one finding, "did you mean", and a fix that renames is only suggested: a safe one may
// change a spelling, never who is meant.
#include <algorithm>
#include <catch2/catch.hpp>

#include "diagnostics/nearest.h"
#include "model/people.h"
#include "pipeline/fixes.h"
#include "support/lint.h"

using namespace capalint;

namespace {

const std::string team =
    "team \"Riverside\" {\n"
    "  quarter 2026-Q4\n"
    "  referrals 1 per week\n"
    "  sites \"Elm House\", \"Harbour\"\n"
    "  choice weekly {\n"
    "    \"Tom Becker\"  1 per week\n"
    "    \"Nadia Hassan\"  1 every 2 weeks\n"
    "  }\n"
    "  target 2026-Q4 choice 13, core 5\n"
    "}\n";

const std::string week =
    "  contract 15.5h\n"
    "  mon am choice x1, core 2h x1\n"
    "  tue am core 3.5h with \"Nadia Hassan\" at \"Elm House\"\n"
    "  tue pm team meeting 1.5h, big admin 1.5h\n"
    "  wed am cpd 3.5h\n"
    "  wed pm specific \"Trauma\" 2h\n"
    "  target 2026-Q4 choice 13, core 4\n";

const std::string nadia =
    "plan \"Nadia Hassan\" in \"Riverside\" {\n"
    "  contract 9h\n"
    "  mon am choice x1 every 2 weeks, core 2h\n"
    "  tue am core 3.5h with \"Tom Becker\"\n"
    "  tue pm team meeting 1.5h, big admin 1h\n"
    "  target 2026-Q4 choice 6, core 4\n"
    "}\n";

std::string tom(const std::string& name = "Tom Becker", const std::string& of = "Riverside") {
  return "plan \"" + name + "\" in \"" + of + "\" {\n" + week + "}\n";
}

std::string replaced(std::string text, const std::string& old, const std::string& by) {
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  return text.replace(at, old.size(), by);
}

std::vector<std::string> errors(const std::string& text) {
  std::vector<std::string> found;
  for (const Diagnostic& diagnostic : lint({{"a.capa", text}}).analysis.diagnostics)
    found.push_back(diagnostic.code + " " + diagnostic.message);
  std::sort(found.begin(), found.end());
  return found;
}

std::string fixed_text(const std::string& text, const WantFix& wanted) {
  Sources sources;
  sources.add(Source("a.capa", text));
  std::string problem;
  const AnalysisOptions options{.today = *parse_date(test_day, problem), .rules = {}, .threads = 1};
  return std::string(fix_all(sources, options, wanted).sources[0].text());
}

/// One finding more than without the slip: "did you mean", no safe fix, and a suggested one that mends it.
void check_one_finding(const std::string& right, const std::string& wrong, const std::string& code,
                       const std::string& meant) {
  const Linted linted = lint({{"a.capa", wrong}});
  const Diagnostic& diagnostic = linted.only(code);
  CHECK(diagnostic.help == "did you mean \"" + meant + "\"?");
  REQUIRE(!diagnostic.fixes.empty());
  for (const Fix& fix : diagnostic.fixes) CHECK(!fix.safe);
  CHECK(fixed_text(wrong, is_safe) == wrong);
  const std::string mended = fixed_text(wrong, [&](const Sources&, const Diagnostic& other,
                                                   const Fix&) { return other.code == code; });
  CHECK(mended == right);
  std::vector<std::string> expected = errors(right);
  expected.push_back(diagnostic.code + " " + diagnostic.message);
  std::sort(expected.begin(), expected.end());
  CHECK(errors(wrong) == expected);
}

}  // namespace

TEST_CASE("a misspelt name in the list of Choice is one finding", "[names]") {
  const std::string right = team + tom() + nadia;
  check_one_finding(right, replaced(team, "Tom Becker", "Tom Beker") + tom() + nadia, "CAPA106",
                    "Tom Becker");
}

TEST_CASE("a misspelt name of a plan is one finding, and either may be renamed", "[names]") {
  const std::string alone = replaced(nadia, " with \"Tom Becker\"", "");
  const std::string wrong = team + tom("Tom Beker") + alone;
  const Linted linted = lint({{"a.capa", wrong}});
  const Diagnostic& diagnostic = linted.only("CAPA106");
  REQUIRE(diagnostic.fixes.size() == 2);
  CHECK(diagnostic.fixes[0].title == "write \"Tom Beker\"");
  CHECK(diagnostic.fixes[1].title == "call the plan \"Tom Becker\"");
  CHECK(fixed_text(wrong, is_safe) == wrong);
  CHECK(with_edits(wrong, diagnostic.fixes[1].edits) == team + tom() + alone);
  const std::vector<std::string> codes = linted.codes();
  CHECK(std::count(codes.begin(), codes.end(), "CAPA205") == 0);
}

TEST_CASE("nobody is added to the list of Choice beside a name that has no plan", "[names]") {
  const std::string wrong = replaced(team, "Tom Becker", "T B") + tom() + nadia;
  CHECK(fixed_text(wrong, is_safe) == wrong);
}

TEST_CASE("two short names are two people", "[names]") {
  const std::string two =
      "team \"T\" {\n  choice weekly {\n    \"Bo\"  1 per week\n  }\n}\n"
      "plan \"Jo\" in \"T\" {\n  mon am core 3.5h\n}\n";
  const Linted linted = lint({{"a.capa", two}});
  CHECK(linted.only("CAPA106").fixes.size() == 1);
  CHECK(linted.analysis.model.plans.front().allocations.empty());
}

TEST_CASE("a misspelt colleague is one finding", "[names]") {
  const std::string right = team + tom() + nadia;
  check_one_finding(right, replaced(right, "with \"Nadia Hassan\"", "with \"Nadia Hasan\""),
                    "CAPA106", "Nadia Hassan");
}

TEST_CASE("a misspelt team of a plan is one finding", "[names]") {
  const std::string right = team + tom() + nadia;
  check_one_finding(right, team + tom("Tom Becker", "Rivrside") + nadia, "CAPA104", "Riverside");
}

TEST_CASE("a misspelt team of a block is one finding", "[names]") {
  const std::string right = replaced(team + tom() + nadia, "specific \"Trauma\" 2h",
                                     "specific \"Trauma\" 2h in \"Riverside\"");
  check_one_finding(right, replaced(right, "2h in \"Riverside\"", "2h in \"Riversde\""), "CAPA104",
                    "Riverside");
}

TEST_CASE("a misspelt site is one finding", "[names]") {
  const std::string right = team + tom() + nadia;
  check_one_finding(right, replaced(right, "at \"Elm House\"", "at \"Elm Hose\""), "CAPA141",
                    "Elm House");
}

TEST_CASE("a misspelt team of rules is one finding", "[names]") {
  const std::string rules = "rules \"Riverside\" {\n  level team-meeting off\n}\n";
  const std::string right = team + tom() + nadia + rules;
  check_one_finding(right, replaced(right, "rules \"Riverside\"", "rules \"Rivreside\""), "CAPA104",
                    "Riverside");
}

TEST_CASE("a misspelt name in an exception is one finding, and it allows what it was written for",
          "[names]") {
  const std::string short_week = replaced(tom(), "big admin 1.5h", "cpd 1.5h");
  const std::string rules =
      "rules {\n  allow big-admin for \"Tom Becker\" because \"returning, phased\"\n}\n";
  const std::string right = team + short_week + nadia + rules;
  REQUIRE(lint({{"a.capa", right}}).analysis.suppressed.size() == 1);
  check_one_finding(right,
                    replaced(right, "for \"Tom Becker\" because", "for \"Tom Beker\" because"),
                    "CAPA106", "Tom Becker");
}

TEST_CASE("nobody in a list of Choice is offered as a remark", "[names]") {
  const Linted linted = lint({{"a.capa",
                               "team \"T\" {\n  choice weekly {\n"
                               "    \"Lee Adeyemi\" 2 on 1st & 3rd Fri\n  }\n}\n"
                               "plan \"Lee Adeyemi\" in \"T\" {\n  mon am core 3.5h\n}\n"}});
  std::size_t unread = 0;
  for (const Diagnostic& diagnostic : linted.analysis.diagnostics) {
    unread += diagnostic.unread;
    CHECK(diagnostic.help.find("# ") == std::string::npos);
    for (const Fix& fix : diagnostic.fixes) CHECK(fix.title.find("# ") == std::string::npos);
  }
  CHECK(unread > 0);
}

TEST_CASE("among very many names only a single slip is offered", "[names]") {
  std::vector<std::string> all;
  for (int i = 0; i < 1000; ++i) all.push_back("Clinician " + std::to_string(100'000 + 7 * i));
  all.emplace_back("Nadia Hassan");
  all.emplace_back("Tom Becker");
  all.emplace_back("Tom Decker");
  const KnownNames names({all.begin(), all.end()});
  using Found = std::vector<std::string_view>;
  CHECK(names.nearest_to("Nadia Hasan") == Found{"Nadia Hassan"});
  CHECK(names.nearest_to("nadia Hassna") == Found{"Nadia Hassan"});
  CHECK(names.nearest_to("Nadja Hassan") == Found{"Nadia Hassan"});
  CHECK(names.nearest_to("Nadia Hassans") == Found{"Nadia Hassan"});
  CHECK(names.nearest_to("Tom Ecker") == Found{"Tom Becker", "Tom Decker"});
  CHECK(names.nearest_to("Tom Becker", "Tom Becker") == Found{"Tom Decker"});
  CHECK(names.nearest_to("Nadja Hasan").empty());
  CHECK(KnownNames({"Nadia Hassan", "Tom Becker"}).nearest_to("Nadja Hasan") ==
        Found{"Nadia Hassan"});
}

TEST_CASE("when very many names are equally near, none of them is offered", "[names]") {
  std::vector<std::string> all;
  for (char c = 'a'; c < 'a' + static_cast<char>(most_offered); ++c)
    all.push_back(std::string("Team ") + c);
  std::vector<std::string_view> names(all.begin(), all.end());
  CHECK(all_nearest("Team 1", names).size() == most_offered);
  names.emplace_back("Team z");
  CHECK(all_nearest("Team 1", names).empty());
  names.emplace_back("Team 1");
  CHECK(all_nearest("Team 1", names) == std::vector<std::string_view>{"Team 1"});
}

TEST_CASE("a first name is found among many people", "[names]") {
  People people({"Ruth Evans", "Ruth  Cole", "Tom Ruthven", "Ann Ruth Cole"});
  using Found = std::vector<std::string_view>;
  CHECK(people.called("ruth") == Found{"Ruth Evans", "Ruth  Cole", "Ann Ruth Cole"});
  CHECK(people.called("Ruth Cole") == Found{"Ruth  Cole", "Ann Ruth Cole"});
  CHECK(people.called("Cole Ruth").empty());
  CHECK(people.called("Ruth", "Ruth Evans") == Found{"Ruth  Cole", "Ann Ruth Cole"});
  CHECK(people.called("Jane").empty());
  CHECK(people.called("").empty());
}
