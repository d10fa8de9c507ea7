// Input that no plan holds: each gets a clear diagnostic, and the other files are still checked.
#include <catch2/catch.hpp>

#include "support/lint.h"

using namespace capalint;

namespace {

const std::string good_plan = "plan \"B\" {\n  contract 20h\n  mon am cre 3.5h\n}\n";

// The good file beside it is still checked.
Linted lint_beside_a_plan(const std::string& bytes) {
  Linted linted = lint({{"bad.capa", bytes}, {"good.capa", good_plan}});
  const Diagnostic& other = linted.only("CAPA101");
  CHECK(other.span.file == 1);
  return linted;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("A byte that is not UTF-8") {
  const Linted linted = lint_beside_a_plan("plan \"Si\xE2n\" {\n  contract 20h\n}\n");
  CHECK(linted.only("CAPA004").message == "the byte 0xE2 here is not UTF-8");
  CHECK(linted.only("CAPA004").span.begin == 8);
}

TEST_CASE("A truncated character at the end") {
  CHECK(lint_beside_a_plan("# Si\xC3").only("CAPA004").span.begin == 4);
}

TEST_CASE("A NUL, as in a binary file") {
  CHECK(lint_beside_a_plan(std::string("\x7F"
                                       "ELF\0\1\2",
                                       7))
            .only("CAPA003")
            .span.begin == 4);
}

TEST_CASE("A byte-order mark is named and the plan is read") {
  const Linted linted = lint({{"a.capa", "\xEF\xBB\xBFplan \"A\" {\n  mon am cre 3.5h\n}\n"}});
  CHECK(linted.only("CAPA005").level == Level::note);
  CHECK(linted.only("CAPA101").span.begin == 23);
}

TEST_CASE("Windows line ends and tabs are read like others") {
  const Linted linted = lint({{"a.capa", "plan \"A\" {\r\n\tmon am\tcre 3.5h\r\n}\r\n"}});
  const Diagnostic& diagnostic = linted.only("CAPA101");
  CHECK(linted.sources[0].position(diagnostic.span.begin).line == 2);
  CHECK(linted.sources[0].position(diagnostic.span.begin).column == 9);
}

TEST_CASE("An empty file") {
  const Linted linted = lint_beside_a_plan("");
  CHECK(linted.only("CAPA006").level == Level::note);
}

TEST_CASE("A file that could not be read") {
  Linted linted;
  linted.sources.add(Source::unreadable("secret.capa", "permission denied"));
  linted.sources.add(Source("good.capa", good_plan));
  std::string problem;
  linted.analysis = analyse(linted.sources, {.today = *parse_date(test_day, problem), .rules = {}});
  CHECK(linted.only("CAPA001").message == "permission denied");
  CHECK(linted.only("CAPA101").span.file == 1);
}

TEST_CASE("A file whose name is not that of a plan") {
  Linted linted;
  linted.sources.add(Source::misnamed("good.capa.txt", "this file is not read", "rename it"));
  linted.sources.add(Source("good.capa", good_plan));
  std::string problem;
  linted.analysis = analyse(linted.sources, {.today = *parse_date(test_day, problem), .rules = {}});
  CHECK(linted.only("CAPA026").help == "rename it");
  REQUIRE(!linted.analysis.not_judged.empty());
  CHECK(linted.analysis.not_judged.front().kind == NotJudged::Kind::file);
}

TEST_CASE("A text of many megabytes") {
  CHECK(lint_beside_a_plan(repeated("mon am core 3.5h\n", 300'000)).only("CAPA002").span.size() ==
        0);
}

TEST_CASE("A hundred thousand nested brackets, of every kind") {
  for (const char* open : {"{", "(", "plan \"A\" {", "not ", "-", "if "}) {
    INFO(open);
    const std::string text = std::string("rules {\n set session ") + repeated(open, 100'000);
    const Linted linted = lint_beside_a_plan(text);
    CHECK(linted.only("CAPA007").message == "this is nested more than 100 deep");
  }
}

TEST_CASE("A number with a thousand digits, and one that is too fine") {
  const Linted linted = lint({{"a.capa", "plan \"A\" {\n  mon am core " + repeated("9", 1000) +
                                             "h\n  mon pm core 0.1234567h\n}\n"}});
  CHECK(linted.codes() == std::vector<std::string>{"CAPA022", "CAPA022"});
}

TEST_CASE("A number that is too large is taken for no other one") {
  const std::string large = "40000000000";
  for (const std::string& line :
       {"referrals " + large + " per week", "transfer " + large + "%",
        "weeks " + large + " per year", "fte " + large, "core " + large + " appointments",
        "choice weekly {\n    \"P\" " + large + " per week\n  }", "set session " + large + "h",
        "set choice-loss " + large + "%", "set working-weeks 2 weeks + " + large + " weeks"}) {
    INFO(line);
    const auto team_with = [](const std::string& more) {
      return lint({{"a.capa", "team \"T\" {\n  quarter 2026-Q4\n  " + more +
                                  "\n}\nplan \"P\" in \"T\" {\n  contract 20h\n  mon am core "
                                  "3.5h\n  tue am choice x2\n}\n"}});
    };
    const Linted linted = team_with(line);
    CHECK(linted.only("CAPA022").message == "`" + large + "` has too many digits");
    const std::vector<std::string> without = team_with("").codes();
    for (const std::string& code : linted.codes())
      CHECK((code == "CAPA022" || std::count(without.begin(), without.end(), code) > 0));
  }
}

TEST_CASE("A line with a number that is too large says nothing about the week") {
  const Linted linted = lint({{"a.capa",
                               "plan \"P\" {\n  contract 20h\n  mon am core 3.5h "
                               "x40000000000\n  tue am big admin 2h\n}\n"}});
  CHECK(linted.codes() == std::vector<std::string>{"CAPA022"});
}

TEST_CASE("A rule with a number that cannot be read is left out") {
  for (const std::string number : {"20h", "40000000000h", "3 hh", "2026-02-31"}) {
    INFO(number);
    const std::vector<std::string> codes =
        lint({{"a.capa",
               "rule much-core {\n  code OWN1\n  level warning\n  title \"A rule\"\n  for each "
               "plan\n  require hours(core) > " +
                   number + "\n  say \"too little core\"\n}\n"},
              {"good.capa", "plan \"B\" {\n  contract 20h\n  mon am core 3.5h\n}\n"}})
            .codes();
    CHECK(std::count(codes.begin(), codes.end(), "OWN1") == (number == "20h" ? 1 : 0));
  }
}

TEST_CASE("A contract of a thousand digits without a unit") {
  const Linted linted =
      lint_beside_a_plan("plan \"A\" {\n  contract " + repeated("9", 1000) + "\n}\n");
  CHECK(linted.only("CAPA021").message.ends_with("` has no unit"));
}

TEST_CASE("A line of many words, many lines and many heads are read in one go") {
  for (const std::string& text :
       {"plan \"A\" {\n  mon am " + repeated("x 1 ", 20'000) + "\n}\n",
        "plan \"A\" {\n" + repeated("  Mon am core 1 hr ???\n", 20'000) + "}\n",
        repeated("Plan Ann Lee {\n  mon am core 1h\n}\n", 2'000),
        "plan \"A\" { " + repeated("contract 9 } plan Ann { ", 5'000)}) {
    const Source source("a.capa", text);
    CHECK_FALSE(parse(0, source).diagnostics.empty());
  }
}

TEST_CASE("A folder without plans is no crash") { CHECK(lint({}).codes().empty()); }
