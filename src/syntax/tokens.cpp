#include "syntax/tokens.h"

#include <algorithm>
#include <optional>

#include "syntax/parse.h"
#include "syntax/scanner.h"

namespace capalint::syntax {
namespace {

bool continues_before(TokenType type) {
  switch (type) {
    case TokenType::PLUS:
    case TokenType::TIMES:
    case TokenType::OVER:
    case TokenType::LE:
    case TokenType::GE:
    case TokenType::LT:
    case TokenType::GT:
    case TokenType::EQ:
    case TokenType::NE:
    case TokenType::AND:
    case TokenType::OR:
    case TokenType::THEN:
    case TokenType::ELSE:
    case TokenType::WHERE: return true;
    default: return false;
  }
}

bool continues_after(TokenType type) {
  return continues_before(type) || type == TokenType::COMMA || type == TokenType::MINUS ||
         type == TokenType::NOT;
}

// How deep the expressions of one statement go, so that whatever walks their tree has room to.
class Depth {
 public:
  void add(TokenType type) {
    switch (type) {
      case TokenType::LPAREN: around_.push_back(nested_++); break;
      case TokenType::RPAREN:
        if (!around_.empty()) {
          nested_ = around_.back();
          around_.pop_back();
        }
        break;
      case TokenType::IF: ++nested_; break;
      case TokenType::PLUS:
      case TokenType::MINUS:
      case TokenType::TIMES:
      case TokenType::OVER:
      case TokenType::AND:
      case TokenType::OR:
      case TokenType::DOT: ++joined_; break;
      default: break;
    }
    const bool in_front = type == TokenType::NOT || type == TokenType::MINUS;
    in_a_row_ = in_front ? in_a_row_ + 1 : 0;
  }

  [[nodiscard]] bool in_brackets() const { return !around_.empty(); }
  [[nodiscard]] int nested() const { return nested_ + in_a_row_; }
  [[nodiscard]] int joined() const { return joined_; }

 private:
  std::vector<int> around_;  // for each open bracket, how much is nested around it
  int nested_ = 0;
  int in_a_row_ = 0;  // `not not`, `- -`
  int joined_ = 0;
};

}  // namespace

Span Offsets::span(const Scanner::Token& first, const Scanner::Token& last) const {
  return span(base_ + first.begin, base_ + std::max(first.begin, last.end));
}

Span Offsets::span(std::uint32_t begin, std::uint32_t end) const {
  const ReadText::Bytes written = read_.written({begin, end});
  return {file_, written.begin, written.end};
}

std::string_view Offsets::view(const Scanner::Token& first, const Scanner::Token& last) const {
  const std::uint32_t end = std::max(first.begin, last.end);
  return read_.text().substr(base_ + first.begin, end - first.begin);
}

Tokens statement_tokens(std::string_view text, const Offsets& offsets) {
  Scanner scanner(text);
  Tokens result;
  auto& kept = result.tokens;
  int braces = 0;
  Depth depth;
  std::optional<Scanner::Token> pending;  // a new line that counts unless the statement goes on

  while (true) {
    const Scanner::Token token = scanner.next();
    const TokenType type = token.type;
    const auto span = [&] { return offsets.span(token); };
    if (type == TokenType::COMMENT) {
      result.comments.push_back(span());
      continue;
    }
    const TokenType previous = kept.empty() ? TokenType::NL : kept.back().type;
    if (type == TokenType::NL) {
      const bool already = pending || previous == TokenType::NL || previous == TokenType::LBRACE;
      if (!already && !continues_after(previous) && !depth.in_brackets()) pending = token;
      continue;
    }
    const bool joins_texts = is_text(previous) && is_text(type);
    if (continues_before(type) || joins_texts) {
      pending.reset();
    } else if (pending) {
      kept.push_back(*pending);
      pending.reset();
      depth = {};
    }
    const bool ends_statement = type == TokenType::RBRACE || type == TokenType::end;
    if (ends_statement && !kept.empty() && kept.back().type != TokenType::NL &&
        kept.back().type != TokenType::LBRACE) {
      const std::uint32_t end = kept.back().end;
      kept.push_back({TokenType::NL, end, end});
      depth = {};
    }
    if (type == TokenType::LBRACE) {
      ++braces;
      depth = {};
    }
    if (type == TokenType::RBRACE) --braces;
    depth.add(type);
    const bool too_deep = braces > deepest_nesting || depth.nested() > deepest_nesting;
    if (too_deep && !result.too_deep.valid()) result.too_deep = span();
    if (depth.joined() > most_joined && !result.too_many.valid()) result.too_many = span();
    kept.push_back(token);
    if (type == TokenType::end) return result;
  }
}

bool is_text(TokenType type) {
  return type == TokenType::STRING || type == TokenType::CURLY_STRING ||
         type == TokenType::OPEN_STRING;
}

}  // namespace capalint::syntax
