// The tables of the parser are held to the parser that ANTLR made of the grammar: what one reads without a mistake the
// other reads in the same way, and what one refuses the other refuses.
#include "syntax/parser.h"

#include <catch2/catch.hpp>

#include "support/scribbles.h"
#include "support/texts.h"
#include "syntax/parser_of_mistakes.h"

using namespace capalint;
using syntax::ParseTree;
using syntax::Rule;

namespace {

std::string shown(const ParseTree& tree) {
  std::string all;
  for (const syntax::Node& node : tree.nodes) {
    all += node.is_token ? "token" : std::to_string(static_cast<int>(node.rule));
    all += "." + std::to_string(node.alternative) + " " + std::to_string(node.first) + "-" +
           std::to_string(static_cast<int>(node.last)) + " <" + std::to_string(node.end) + "\n";
  }
  return all;
}

struct Count {
  int right = 0;
  int wrong = 0;
};

void check_alike(const std::string& text, Rule rule, Count& count) {
  INFO(text);
  const syntax::ReadText read(text);
  const syntax::Offsets offsets(read, 0, 0);
  const syntax::Tokens tokens = syntax::statement_tokens(text, offsets);
  if (tokens.too_deep.valid() || tokens.too_many.valid()) return;  // nobody parses it

  ParseTree by_tables{.tokens = tokens.tokens};
  const bool right = syntax::parse(by_tables, rule);
  ++(right ? count.right : count.wrong);
  ParseTree by_antlr{.tokens = tokens.tokens};
  std::vector<Diagnostic> mistakes;
  syntax::Recovery recovery(offsets, mistakes);
  syntax::parse_with_mistakes(by_antlr, rule, text, recovery);
  CHECK(right == mistakes.empty());
  if (right) CHECK(shown(by_tables) == shown(by_antlr));
}

}  // namespace

TEST_CASE("tables parse as the grammar's parser does, all files there are", "[parser]") {
  Count count;
  for (const std::string& text : texts_of_the_repository()) check_alike(text, Rule::file, count);
  CHECK(count.right > 200);
  CHECK(count.wrong > 100);
}

TEST_CASE("tables parse as the grammar's parser does, scribbles", "[parser]") {
  Count count;
  Dice dice(1);
  for (int i = 0; i < 300; ++i) {
    check_alike(scribbled_file(dice), Rule::file, count);
    check_alike(scribbled_rule(dice), Rule::file, count);
  }
  CHECK(count.right + count.wrong == 600);
}

TEST_CASE("tables parse as the grammar's parser does, lines with something out of place",
          "[parser]") {
  Count count;
  Dice dice(2);
  for (std::string text : texts_of_the_repository()) {
    if (text.size() < 2 || text.size() > 4000) continue;
    const std::size_t at = dice.below(text.size() - 1);
    const std::size_t line = text.find('\n', at);
    text.erase(at, std::min<std::size_t>(1 + dice.below(12), line - at));
    check_alike(text, Rule::file, count);
  }
  CHECK(count.right > 50);
  CHECK(count.wrong > 100);
}

TEST_CASE("tables parse as the grammar's parser does, values and exceptions", "[parser]") {
  Count count;
  for (const char* value :
       {"plan.core", "core(2 + 3h) for each", "if a then b else not c and d", "x in y",
        "- 3h / 2 per week", "sum(for each week where big admin)", "",
        "a b c.d.e(1, 2 for each plan)", "3.5 sessions per quarter", "(", "1 = 2 = 3"})
    check_alike(value, Rule::value, count);
  for (const char* said :
       {" allow big-admin because \"so\"", " allow core-share in file until 2026-12-31", " allow",
        " allow x because", " allow x\n", " deny x"})
    check_alike(said, Rule::directive, count);
  CHECK(count.right >= 8);
  CHECK(count.wrong >= 5);
}
