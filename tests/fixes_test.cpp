#include "pipeline/fixes.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "format/format.h"
#include "support/lint.h"

using namespace capalint;

namespace {

Fixed fixed(const Texts& texts, const WantFix& wanted = &is_safe) {
  Sources sources;
  for (const auto& [path, text] : texts) sources.add(Source(path, text));
  std::string problem;
  const AnalysisOptions options{.today = *parse_date(test_day, problem), .threads = 1};
  return fix_all(sources, options, wanted);
}

std::string fixed_text(const std::string& text, const WantFix& wanted = &is_safe) {
  return std::string(fixed({{"plan.capa", text}}, wanted).sources[0].text());
}

bool any(const Sources&, const Diagnostic&, const Fix&) { return true; }
bool of_big_admin(const Sources&, const Diagnostic& diagnostic, const Fix&) {
  return diagnostic.code == "CAPA202";
}
bool of_choice_in_plan(const Sources&, const Diagnostic& diagnostic, const Fix&) {
  return diagnostic.code == "CAPA205";
}

}  // namespace

TEST_CASE("Edits are applied from the first to the last, whatever their order", "[fixes]") {
  CHECK(with_edits("abc", {{{0, 2, 3}, "C"}, {{0, 0, 1}, "A"}}) == "AbC");
  CHECK(with_edits("abc", {{{0, 3, 3}, "d"}}) == "abcd");
  CHECK(with_edits("", {}) == "");
  // At one place they stay in their order.
  CHECK(with_edits("ab", {{{0, 1, 1}, "\nx"}, {{0, 1, 1}, "\ny"}, {{0, 1, 1}, "\nz"}}) ==
        "a\nx\ny\nzb");
}

TEST_CASE("A line that an edit adds ends as the others do", "[fixes]") {
  CHECK(with_edits("a\r\nb\r\n", {{{0, 1, 1}, "\nx"}}) == "a\r\nx\r\nb\r\n");
  CHECK(with_edits("a\nb\n", {{{0, 1, 1}, "\nx"}}) == "a\nx\nb\n");
  CHECK(with_edits("\nb\n", {{{0, 2, 2}, "\nx"}}) == "\nb\nx\n");
  CHECK(with_edits("\r\nb", {{{0, 3, 3}, "\nx"}}) == "\r\nb\r\nx");
  CHECK(with_edits("a\r", {{{0, 2, 2}, "\nx"}}) == "a\r\nx");
}

TEST_CASE("The Core target becomes the calculated number", "[fixes]") {
  const Fixed result = fixed({{"plan.capa",
                               "plan \"A\" {\n"
                               "  mon am core 3.5h\n"
                               "  tue am big admin 30m\n"
                               "  target 2026-Q4 core 5\n"
                               "}\n"}},
                             &any);
  CHECK(std::string(result.sources[0].text()).find("target 2026-Q4 core 3\n") != std::string::npos);
  REQUIRE(result.changed == std::vector<FileId>{0});
  REQUIRE(result.tried.size() == 1);
  CHECK(result.tried[0].undone.empty());
  CHECK(result.tried[0].line == 4);
  CHECK(result.settled);
}

TEST_CASE("Clinical hours before Big Admin lose an eighth to it, and the plan says so no more",
          "[fixes]") {
  CHECK(fixed_text("plan \"A\" {\n"
                   "  before big admin\n"
                   "  mon am core 5h\n"
                   "  tue am specific \"Trauma\" 3h\n"
                   "}\n",
                   &any) ==
        "plan \"A\" {\n"
        "  mon am core 4h, big admin 1h\n"
        "  tue am specific \"Trauma\" 3h\n"
        "  target 2026-Q4 core 4\n"
        "}\n");
}

TEST_CASE("Slips of the pen are mended, also several on one line", "[fixes]") {
  CHECK(fixed_text("plan “A” {\n  mon am core 3,5h, suprevision 1,5h\n}\n")
            .starts_with("plan \"A\" {\n  mon am core 3"));
  const std::string text = fixed_text("plan “A” {\n  mon am suprevision 1,5h, suprevision 2h\n}\n");
  CHECK(text == "plan \"A\" {\n  mon am other \"supervision\" 1.5h, other \"supervision\" 2h\n}\n");
}

TEST_CASE("A file whose words are in doubt is left alone, and the others are not", "[fixes]") {
  const std::string broken = "plan “A” {\n  mon am core 3.5h\n";
  const Fixed result =
      fixed({{"a.capa", broken}, {"b.capa", "plan “B” {\n  mon am other 1h\n}\n"}});
  CHECK(result.sources[0].text() == broken);
  CHECK(result.sources[1].text() == "plan \"B\" {\n  mon am other 1h\n}\n");
  CHECK(result.changed == std::vector<FileId>{1});
}

TEST_CASE("A line that cannot be read keeps its own fixes waiting, and an open brace all of them",
          "[fixes]") {
  const std::string first = "plan \"A\" {\n  mon am other “x” 1h\n";
  const std::string unread = "  tue am other “x” 1h ???, foo 3 4 ??? 3,5h\n";
  const std::string last = "  wed am other “x” 1h, cpd 1,5h\n";
  const auto fix = [](std::string text) {
    for (const auto& [curly, straight] :
         {std::pair("“", "\""), std::pair("”", "\""), std::pair("1,5h", "1.5h")}) {
      for (std::size_t at = text.find(curly); at != std::string::npos; at = text.find(curly))
        text.replace(at, std::string_view(curly).size(), straight);
    }
    return text;
  };
  CHECK(fixed_text(first + unread + last + "}\n") == fix(first) + unread + fix(last) + "}\n");
  CHECK(fixed_text(first + last) == first + last);

  // The lines from and to which an edit goes, and whether something is in its way.
  const auto waits = [](const std::string& text, std::uint32_t from, std::uint32_t to) {
    const Linted linted = lint({{"a.capa", text}});
    const Source& source = linted.sources[0];
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    for (std::uint32_t i = 0; i < text.size(); ++i) {
      if (source.position(i).line < from) begin = i + 1;
      if (source.position(i).line <= to && text[i] != '\n') end = i;
    }
    return in_the_way(linted.sources, linted.analysis, {0, begin, end}) != nullptr;
  };
  const std::string torn = first + unread + last + "}\n";
  CHECK_FALSE(waits(torn, 1, 2));
  CHECK(waits(torn, 1, 3));
  CHECK(waits(torn, 3, 3));
  CHECK(waits(torn, 3, 4));
  CHECK(waits(torn, 2, 5));
  CHECK_FALSE(waits(torn, 4, 5));
  CHECK(waits(first + last, 1, 1));
  CHECK(waits(first + last, 3, 3));
}

TEST_CASE("What stood in the one look stands in it afterwards, and nothing else does", "[fixes]") {
  const std::string tidy =
      "plan \"A\" {\n  contract 14h\n\n  wed am   core 3.5h\n  wed pm   core 6h\n}\n";
  const auto is_tidy = [](const Source& source) { return format(0, source).text == source.text(); };
  const std::string untidy =
      "plan \"B\" {\n  contract 14h\n wed am core 3.5h\n  wed pm core 6h\n}\n";
  REQUIRE(is_tidy(Source("a.capa", tidy)));
  REQUIRE_FALSE(is_tidy(Source("b.capa", untidy)));
  const Fixed result = fixed({{"a.capa", tidy}, {"b.capa", untidy}}, &any);
  CHECK(result.changed == std::vector<FileId>{0, 1});
  CHECK(is_tidy(result.sources[0]));
  CHECK(result.sources[1].text().find("\n wed am core") != std::string_view::npos);
  // What is found is found in the text that is there now.
  Texts texts;
  for (const FileId id : {0U, 1U})
    texts.emplace_back(result.sources[id].path(), std::string(result.sources[id].text()));
  CHECK(result.analysis.diagnostics == lint(texts).analysis.diagnostics);
}

TEST_CASE("The only clinical block gives its time to Big Admin", "[fixes]") {
  const std::string one = "plan \"A\" {\n  mon am core 4h\n}\n";
  CHECK(fixed_text(one, &of_big_admin) == "plan \"A\" {\n  mon am core 3.5h, big admin 30m\n}\n");
  const std::string two = "plan \"A\" {\n  mon am core 4h\n  tue am core 4h\n}\n";
  CHECK(fixed_text(two, &of_big_admin) == two);
  const std::string now_and_then = "plan \"A\" {\n  mon am core 4h every 2 weeks\n}\n";
  CHECK(fixed_text(now_and_then, &of_big_admin) == now_and_then);
  // It changes what is planned, so nobody makes it unasked.
  CHECK(fixed_text(one) == one);
}

TEST_CASE("A clinician with Choice in the week is added to the list of Choice", "[fixes]") {
  const std::string text = fixed_text(
      "team \"T\" {\n"
      "  choice weekly {\n"
      "    \"B\" 1 per week\n"
      "  }\n"
      "}\n"
      "plan \"A\" in \"T\" {\n"
      "  mon am choice x2\n"
      "}\n"
      "plan \"B\" in \"T\" {\n"
      "  mon am choice x1\n"
      "}\n",
      &of_choice_in_plan);
  CHECK(text.find("  choice weekly {\n    \"A\" 2 per week\n    \"B\" 1 per week\n") !=
        std::string::npos);
}

TEST_CASE("An exception that nothing needs is deleted with its line or its comment", "[fixes]") {
  CHECK(fixed_text("rules {\n"
                   "  allow contacts for \"A\" because \"agreed\"\n"
                   "}\n"
                   "plan \"A\" {\n"
                   "  mon am other 1h  # capa: allow contacts because \"agreed\"\n"
                   "}\n",
                   &any) == "rules {\n}\nplan \"A\" {\n  mon am other 1h\n}\n");
}

TEST_CASE("A fix that adds a finding as bad as its own is undone and said", "[fixes]") {
  const std::string text =
      "rules {\n"
      "  rule short-lunch {\n"
      "    code TEAM001\n"
      "    level warning\n"
      "    title \"Lunch is short\"\n"
      "    for each block where activity in lunch\n"
      "    require length < 30m\n"
      "    at length\n"
      "    say \"lunch is {length}\"\n"
      "    fix \"make it long\" replace length with \"9h\"\n"
      "  }\n"
      "  rule long-week {\n"
      "    code TEAM002\n"
      "    level warning\n"
      "    title \"The week is short\"\n"
      "    for each plan\n"
      "    require hours(lunch) < 5h\n"
      "    at plan\n"
      "    say \"there are {hours(lunch)} of lunch\"\n"
      "  }\n"
      "}\n"
      "plan \"A\" {\n"
      "  mon lunch 30m\n"
      "}\n";
  const Fixed result = fixed({{"plan.capa", text}});
  CHECK(result.sources[0].text() == text);
  CHECK(result.changed.empty());
  REQUIRE(result.tried.size() == 1);
  CHECK(result.tried[0].undone == "TEAM001 would still be found");
}

TEST_CASE("A fix that mends its own finding with a new one of another rule is undone", "[fixes]") {
  const std::string text =
      "rules {\n"
      "  level lunch-length off\n"
      "  rule short-lunch {\n"
      "    code TEAM001\n"
      "    level warning\n"
      "    title \"Lunch is short\"\n"
      "    for each block where activity in lunch\n"
      "    require length < 30m\n"
      "    at length\n"
      "    say \"lunch is {length}\"\n"
      "    fix \"make it ten minutes\" replace length with \"10m\"\n"
      "  }\n"
      "  rule some-lunch {\n"
      "    code TEAM002\n"
      "    level warning\n"
      "    title \"There is lunch\"\n"
      "    for each plan\n"
      "    require hours(lunch) > 20m\n"
      "    at plan\n"
      "    say \"there are {hours(lunch)} of lunch\"\n"
      "  }\n"
      "}\n"
      "plan \"A\" {\n"
      "  mon lunch 30m\n"
      "}\n";
  const Fixed result = fixed({{"plan.capa", text}});
  CHECK(result.sources[0].text() == text);
  REQUIRE(result.tried.size() == 1);
  CHECK(result.tried[0].undone.starts_with("it would add TEAM002"));
  // A note is milder than the warning that is mended.
  std::string note = text;
  note.replace(note.rfind("warning"), 7, "note");
  CHECK(fixed_text(note).ends_with("mon lunch 10m\n}\n"));
}

TEST_CASE("What a mended word lets be judged is not the fix's doing", "[fixes]") {
  const Fixed result = fixed({{"plan.capa",
                               "plan \"A\" {\n"
                               "  mon am core 3.5h, suprevision 30m\n"
                               "  tue am core 3.5h\n"
                               "}\n"}});
  CHECK(std::string(result.sources[0].text()).find("\"supervision\" 30m") != std::string::npos);
  CHECK_FALSE(result.analysis.diagnostics.empty());
}

TEST_CASE("Fixes that undo each other end", "[fixes]") {
  const auto rule = [](const std::string& name, const std::string& code, const std::string& bad,
                       const std::string& good) {
    return "rule " + name + " {\n  code " + code +
           "\n  level warning\n  title \"t\"\n  for each block where activity in lunch\n"
           "  require length != " +
           bad +
           "\n  at length\n  say \"lunch is {length}\"\n  fix \"change it\" replace length with \"" +
           good + "\"\n}\n";
  };
  const Fixed result = fixed(
      {{"plan.capa", rule("one", "TEAM001", "30m", "40m") + rule("two", "TEAM002", "40m", "30m") +
                         "plan \"A\" {\n  mon lunch 30m\n}\n"}});
  CHECK(result.changed.empty());
  CHECK_FALSE(result.tried.empty());
}

TEST_CASE("Suggested fixes are only applied when they are wanted", "[fixes]") {
  const std::string text =
      "plan \"A\" {\n  mon am core 3.5h, lunch 30m, big admin 30m\n  target 2026-Q4 choice 2\n}\n";
  CHECK(fixed_text(text) == text);
  CHECK(fixed_text(text, &any).find(", core 3") != std::string::npos);
}

namespace {

/// `count` plans of one team with these lines, one after the other: the first for plan 0, and so on again.
std::string team_of(std::size_t count, const std::vector<std::string>& lines) {
  std::string text = "team \"T\" {\n  quarter 2026-Q4\n}\n";
  for (std::size_t i = 0; i < count; ++i)
    text += fmt::format("plan \"P{}\" in \"T\" {{\n  {}\n}}\n", i, lines[i % lines.size()]);
  return text;
}

std::string own_rule(std::string_view name, std::string_view code, std::string_view inside) {
  return fmt::format(
      "rule {} {{\n  code {}\n  level warning\n  title \"t\"\n{}  say \"found\"\n}}\n", name, code,
      inside);
}

std::string short_lunch(std::string_view instead) {
  return own_rule(
      "short-lunch", "TEAM001",
      fmt::format("  for each block where activity in lunch\n  require length >= 20m\n  at "
                  "length\n  fix \"make it long\" replace length with \"{}\"\n",
                  instead));
}

std::size_t undone(const Fixed& fixed) {
  return static_cast<std::size_t>(
      std::count_if(fixed.tried.begin(), fixed.tried.end(),
                    [](const TriedFix& each) { return !each.undone.empty(); }));
}

}  // namespace

TEST_CASE("one of very many fixes that spoils all plans does not keep the others back", "[fixes]") {
  // Every plan is found fault with when all lunches of the team are too long together.
  const std::string rules =
      own_rule("tiny-lunch", "TEAM003",
               "  for each block where activity in lunch\n  require length > 2m\n  at length\n"
               "  fix \"make it very long\" replace length with \"9h\"\n") +
      own_rule("short-lunch", "TEAM001",
               "  for each block where activity in lunch and length > 2m\n  require length >= 20m\n"
               "  at length\n  fix \"make it long\" replace length with \"20m\"\n") +
      own_rule("lunch-of-all", "TEAM002", "  for each plan\n  require team.hours(lunch) < 30h\n");
  std::vector<std::string> lines(80, "mon lunch 5m");
  lines[41] = "mon lunch 1m";
  const Fixed result = fixed({{"a.capa", rules + team_of(80, lines)}});
  CHECK(result.tried.size() == 80);
  CHECK(undone(result) == 1);
  CHECK(result.sources[0].text().find("lunch 5m") == std::string_view::npos);
  CHECK(result.sources[0].text().find("lunch 1m") != std::string_view::npos);
}

TEST_CASE("of very many fixes, those that plans show to be bad do not keep the others back",
          "[fixes]") {
  // Where much lunch is found already, none is added.
  const std::string rules =
      short_lunch("25m") +
      own_rule("much-lunch", "TEAM002", "  for each plan\n  require hours(lunch) < 23m\n");
  const Fixed result =
      fixed({{"a.capa", rules + team_of(300, {"mon lunch 5m", "mon lunch 5m, lunch 30m"})}});
  CHECK(result.tried.size() == 300);
  CHECK(undone(result) == 150);
}

TEST_CASE("very many fixes that cannot stay are tried in parts, and that is said", "[fixes]") {
  const std::string rules =
      short_lunch("25m") +
      own_rule("much-lunch", "TEAM002", "  for each plan\n  require hours(lunch) < 23m\n");
  const std::string why = "it would add TEAM002: found";
  for (const std::size_t count : {most_parts - 1, most_parts, most_parts + 1, 4 * most_parts}) {
    const std::string text = rules + team_of(count, {"mon lunch 5m"});
    const Fixed result = fixed({{"a.capa", text}});
    CHECK(result.sources[0].text() == text);
    CHECK(undone(result) == count);
    const auto alone = std::count_if(result.tried.begin(), result.tried.end(),
                                     [&](const TriedFix& each) { return each.undone == why; });
    const auto in_four =
        std::count_if(result.tried.begin(), result.tried.end(), [&](const TriedFix& each) {
          return each.undone ==
                 why + " (tried as one of 4 fixes together; `--ask` lets you choose fewer)";
        });
    if (count <= most_parts) CHECK(static_cast<std::size_t>(alone) == count);
    if (count == most_parts + 1) CHECK(static_cast<std::size_t>(alone) == count - 2);
    if (count == 4 * most_parts) CHECK(static_cast<std::size_t>(in_four) == count);
  }
}
