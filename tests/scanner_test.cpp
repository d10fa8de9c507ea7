// The tables of the lexer are held to the lexer that ANTLR made of the grammar, mistakes included.
#include "syntax/scanner.h"

#include <utf8proc.h>

#include <array>
#include <catch2/catch.hpp>

#include "CapaLexer.h"
#include "support/scribbles.h"
#include "support/texts.h"

using namespace capalint;
using grammar::CapaLexer;

namespace {

struct Read {
  std::size_t type;
  std::string text;
  friend bool operator==(const Read&, const Read&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Read& each) {
    return out << each.type << " `" << each.text << "`";
  }
};

std::vector<Read> by_tables(const std::string& text) {
  std::vector<Read> all;
  syntax::Scanner scanner(text);
  while (true) {
    const auto token = scanner.next();
    if (token.type == syntax::TokenType::end) return all;
    all.push_back(
        {static_cast<std::size_t>(token.type), text.substr(token.begin, token.end - token.begin)});
  }
}

std::vector<Read> by_antlr(const std::string& text) {
  antlr4::ANTLRInputStream input(text);
  CapaLexer lexer(&input);
  lexer.removeErrorListeners();
  std::vector<Read> all;
  while (true) {
    const auto token = lexer.nextToken();
    if (token->getType() == antlr4::Token::EOF) return all;
    all.push_back({token->getType(), token->getText()});
  }
}

void check_alike(const std::string& text) {
  INFO(text);
  CHECK(by_tables(text) == by_antlr(text));
}

std::string utf8(char32_t character) {
  std::array<utf8proc_uint8_t, 4> bytes{};
  const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(character), bytes.data());
  return {bytes.begin(), bytes.begin() + size};
}

}  // namespace

TEST_CASE("tables read what the grammar's lexer reads, in all files there are", "[scanner]") {
  const std::vector<std::string> texts = texts_of_the_repository();
  for (const std::string& text : texts) check_alike(text);
  CHECK(texts.size() > 200);
}

TEST_CASE("tables read what the grammar's lexer reads, in scribbles", "[scanner]") {
  Dice dice(1);
  for (int i = 0; i < 300; ++i) {
    check_alike(scribbled_file(dice));
    check_alike(scribbled_rule(dice));
  }
}

TEST_CASE("tables know every character as the grammar's lexer does", "[scanner]") {
  constexpr char32_t first_surrogate = 0xD800;
  constexpr char32_t after_surrogates = 0xE000;
  constexpr char32_t byte_order_mark = 0xFEFF;
  constexpr char32_t end = 0x110000;
  std::string text = "mon";
  for (char32_t each = 1; each < end; each = each < 0x3400 ? each + 1 : each + 61) {
    if (each >= first_surrogate && each < after_surrogates) continue;
    if (each == byte_order_mark) continue;
    const std::string character = utf8(each);
    text += "a" + character + " " + character + "1" + character + "\n";
  }
  CHECK(by_tables(text) == by_antlr(text));
}

TEST_CASE("all text is in a token, or is blank", "[scanner]") {
  const std::string text =
      "mon am core 3.5h x2 # a remark\r\n\xE2\x80\x9Cnobody \x01 \xC3\x97"
      "2";
  syntax::Scanner scanner(text);
  std::uint32_t at = 0;
  while (true) {
    const auto token = scanner.next();
    CHECK(token.begin >= at);
    CHECK(text.substr(at, token.begin - at).find_first_not_of(' ') == std::string::npos);
    at = token.end;
    if (token.type == syntax::TokenType::end) break;
  }
  CHECK(at == text.size());
}
