// What an unknown activity was meant to be: the table of clinicians' words, and the question made of it.
#include "words/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>

#include "diagnostics/references.h"
#include "format/format.h"
#include "pipeline/fixes.h"
#include "support/lint.h"
#include "words/plan_words.h"

using namespace capalint;

namespace {

std::string plan_with(const std::string& line) {
  return "team \"T\" {\n  sites \"Elm House\"\n}\n\nplan \"A\" in \"T\" {\n  " + line + "\n}\n";
}

bool holds_a_keyword(const std::string& words) {
  static const std::regex keyword("(.* )?(in|for|from|after|not)( .*)?");
  return std::regex_match(words, keyword);
}

/// The finding about the activity of a line; nothing else of names and words is found.
Diagnostic asked(const std::string& line) {
  const Linted linted = lint({{"a.capa", plan_with(line)}});
  INFO(line);
  std::vector<Diagnostic> words;
  for (const Diagnostic& diagnostic : linted.analysis.diagnostics) {
    if (diagnostic.code < "CAPA200") words.push_back(diagnostic);
  }
  REQUIRE(words.size() == 1);
  CHECK(words.front().code == "CAPA101");
  return words.front();
}

std::string fixed_line(const std::string& line) {
  Sources sources;
  sources.add(Source("a.capa", plan_with(line)));
  std::string problem;
  const AnalysisOptions options{.today = *parse_date(test_day, problem), .rules = {}, .threads = 1};
  const WantFix of_words = [](const Sources&, const Diagnostic& diagnostic, const Fix& fix) {
    return fix.safe && diagnostic.code < "CAPA200";
  };
  const Fixed fixed = fix_all(sources, options, of_words);
  const std::string text(fixed.sources[0].text());
  const std::size_t begin = text.find("  mon") + 2;
  return text.substr(begin, text.find('\n', begin) - begin);
}

void check_asks(const std::string& line, const std::vector<std::string>& answers) {
  const Diagnostic diagnostic = asked(line);
  for (const std::string& answer : answers) {
    INFO(diagnostic.help);
    CHECK(diagnostic.help.find(answer) != std::string::npos);
  }
  CHECK(std::none_of(diagnostic.fixes.begin(), diagnostic.fixes.end(),
                     [](const Fix& fix) { return fix.safe; }));
  CHECK(fixed_line(line) == line);
}

}  // namespace

TEST_CASE("the lexicon can be read, and each entry names sources of the table", "[lexicon]") {
  CHECK(lexicon_problems() == std::vector<std::string>{});
  CHECK(lexicon().size() >= 100);
  for (const LexiconEntry& entry : lexicon()) {
    INFO(entry.words.front());
    CHECK(!references_in(entry.source).empty());
    CHECK(in_words(entry.source).find(references_in(entry.source).front().title) !=
          std::string::npos);
  }
}

TEST_CASE("each word of the lexicon is asked about once, and each answer is understood",
          "[lexicon]") {
  for (const LexiconEntry& entry : lexicon()) {
    for (const std::string_view word : entry.words) {
      std::string typed(word);
      if (const std::size_t any = typed.find("…"); any != std::string::npos)
        typed.replace(any, std::string("…").size(), "zebra");
      // `children in care` has a word of the language in it, and is only explained.
      if (holds_a_keyword(typed)) continue;
      const Diagnostic diagnostic = asked(fmt::format("mon am {} 1h", typed));
      INFO(typed << ": " << diagnostic.help);
      for (const Fix& fix : diagnostic.fixes) {
        const Linted after = lint(
            {{"a.capa", with_edits(plan_with(fmt::format("mon am {} 1h", typed)), fix.edits)}});
        for (const std::string& code : after.codes()) CHECK(code > "CAPA200");
      }
    }
  }
}

TEST_CASE("every answer of a question can stand as it is typed", "[lexicon]") {
  const std::regex code("`([^`]+)`( as a line of the (plan|team))?");
  for (const LexiconEntry& entry : lexicon()) {
    if (entry.words.front().find("…") != std::string_view::npos) continue;
    const std::string help = asked(fmt::format("mon am {} 1h", entry.words.front())).help;
    for (std::sregex_iterator it(help.begin(), help.end(), code), end; it != end; ++it) {
      const std::string typed = (*it)[1].str();
      const std::string where = (*it)[3].str();
      INFO(help << ": " << typed);
      const std::string text = where == "team"   ? "team \"T\" {\n  " + typed + "\n}\n"
                               : where == "plan" ? plan_with(typed)
                                                 : plan_with("mon am " + typed);
      const Linted linted = lint({{"a.capa", text}});
      for (const std::string& found : linted.codes()) CHECK(found > "CAPA200");
    }
  }
}

TEST_CASE("an unknown word for work is asked about with the lines to choose from", "[lexicon]") {
  CHECK(asked("mon am admin 1h").help ==
        "write `big admin 1h` if it is the paperwork of Choice and Partnership, or "
        "`other \"admin\" 1h`");
  check_asks("mon am admin 1h", {"big admin 1h", "other \"admin\" 1h"});
  check_asks("mon am SPA 4h", {"cpd", "audit", "supporting"});
  check_asks("mon am trauma clinic 3.5h",
             {"specific \"trauma clinic\" 3.5h", "core", "other \"trauma clinic\""});
  check_asks("mon am annual leave 3.5h", {"leave", "weeks"});
  check_asks("mon am off site 3h", {"other \"off site\" 3h"});
  check_asks("mon am zebra work 2h",
             {"specific \"zebra work\" 2h", "core 2h", "other \"zebra work\" 2h"});
  check_asks("mon am clinic 3.5h x2", {"core 3.5h x2"});
}

TEST_CASE("a word with one meaning is written out, and counts meanwhile", "[lexicon]") {
  CHECK(fixed_line("mon am supervision 1h") == "mon am other \"supervision\" 1h");
  CHECK(fixed_line("mon am school consultation 2h") == "mon am other \"school consultation\" 2h");
  CHECK(fixed_line("mon am Clinical  supervision 1h") ==
        "mon am other \"Clinical supervision\" 1h");
  CHECK(fixed_line("mon am suprevision 1h") == "mon am other \"supervision\" 1h");
  CHECK(fixed_line("mon am specific trauma 3.5h") == "mon am specific \"trauma\" 3.5h");
  CHECK(fixed_line("mon am specific Eating disorders clinic 3.5h") ==
        "mon am specific \"Eating disorders clinic\" 3.5h");
  CHECK(fixed_line("mon am line management 1h") == "mon am management 1h");
  const Linted linted = lint({{"a.capa", plan_with("contract 1h\n  mon am supervision 1h")}});
  CHECK(!linted.analysis.model.plans.front().damaged);
  const std::vector<std::string> codes = linted.codes();
  CHECK(std::count(codes.begin(), codes.end(), "CAPA304") == 0);
}

TEST_CASE("a slip in a word of the catalogue stays one, and a word is never replaced by another",
          "[lexicon]") {
  CHECK(asked("mon am big admn 1h").help == "did you mean `big admin`?");
  CHECK(fixed_line("mon am big admn 1h") == "mon am big admin 1h");
  // Two slips: nobody knows.
  CHECK(fixed_line("mon am magagemet 1h") == "mon am magagemet 1h");
  CHECK(fixed_line("mon am core clinic zebra 1h") == "mon am core clinic zebra 1h");
  CHECK(asked("mon am care 1h").help.find("core 1h") != std::string::npos);
  CHECK(fixed_line("mon am care 1h") == "mon am care 1h");
  CHECK(asked("wed xm core 2h").help == "write `am`, `pm` or `eve` after the day, or leave it out");
}

TEST_CASE("an example of each word of a plan stands where the table says", "[lexicon]") {
  CHECK(plan_words().size() > 40);
  for (const PlanWord& word : plan_words()) {
    INFO(word.words.front() << ": " << word.example);
    CHECK(!references_in(word.source).empty());
    CHECK(!word.meaning.empty());
    std::string example(word.example);
    const bool opens = example.ends_with("{");
    if (opens) example += "\n  }";
    const bool top =
        example.starts_with("plan") || example.starts_with("team") || example.starts_with("rules");
    const bool of_team = word.where.find("a team") != std::string_view::npos &&
                         word.where.find("a plan") == std::string_view::npos;
    const std::string text = top       ? example + "\n"
                             : of_team ? "team \"T\" {\n  " + example + "\n}\n"
                                       : "plan \"A\" {\n  " + example + "\n}\n";
    Sources sources;
    const FileId id = sources.add(Source("a.capa", text));
    CHECK(format(id, sources[id]).refusals.empty());
  }
}
