#include "syntax/tokens.h"

#include <algorithm>
#include <optional>

#include "CapaParser.h"
#include "syntax/parse.h"
#include "syntax/scanner.h"

namespace capalint::syntax {
namespace {

using grammar::CapaParser;

bool continues_before(std::size_t type) {
  switch (type) {
    case CapaParser::PLUS:
    case CapaParser::TIMES:
    case CapaParser::OVER:
    case CapaParser::LE:
    case CapaParser::GE:
    case CapaParser::LT:
    case CapaParser::GT:
    case CapaParser::EQ:
    case CapaParser::NE:
    case CapaParser::AND:
    case CapaParser::OR:
    case CapaParser::THEN:
    case CapaParser::ELSE:
    case CapaParser::WHERE: return true;
    default: return false;
  }
}

bool continues_after(std::size_t type) {
  return continues_before(type) || type == CapaParser::COMMA || type == CapaParser::MINUS ||
         type == CapaParser::NOT;
}

// How deep the expressions of one statement go, so that whatever walks their tree has room to.
class Depth {
 public:
  void add(std::size_t type) {
    switch (type) {
      case CapaParser::LPAREN: around_.push_back(nested_++); break;
      case CapaParser::RPAREN:
        if (!around_.empty()) {
          nested_ = around_.back();
          around_.pop_back();
        }
        break;
      case CapaParser::IF: ++nested_; break;
      case CapaParser::PLUS:
      case CapaParser::MINUS:
      case CapaParser::TIMES:
      case CapaParser::OVER:
      case CapaParser::AND:
      case CapaParser::OR:
      case CapaParser::DOT: ++joined_; break;
      default: break;
    }
    const bool in_front = type == CapaParser::NOT || type == CapaParser::MINUS;
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

/// Knows its text, since no stream of ANTLR's stands behind it.
class ReadToken final : public antlr4::CommonToken {
 public:
  ReadToken(const Scanner::Token& token, std::string_view text, std::size_t line)
      : CommonToken({nullptr, nullptr}, token.type, DEFAULT_CHANNEL, token.begin,
                    token.end - std::size_t{1}),
        text_(text.substr(token.begin, token.end - token.begin)) {
    setLine(line);
  }

  [[nodiscard]] std::string getText() const override { return std::string(text_); }

 private:
  std::string_view text_;
};

}  // namespace

Offsets::Part Offsets::part(const antlr4::Token* first, const antlr4::Token* last) const {
  const auto begin = base_ + static_cast<std::uint32_t>(first->getStartIndex());
  const auto end = base_ + static_cast<std::uint32_t>(last->getStopIndex() + 1);
  return {begin, std::max(begin, end)};
}

Span Offsets::span(const antlr4::Token* first, const antlr4::Token* last) const {
  const Part read = part(first, last);
  return span(read.begin, read.end);
}

Span Offsets::span(std::uint32_t begin, std::uint32_t end) const {
  const ReadText::Bytes written = read_.written({begin, end});
  return {file_, written.begin, written.end};
}

std::string_view Offsets::view(const antlr4::Token* first, const antlr4::Token* last) const {
  const Part read = part(first, last);
  return read_.text().substr(read.begin, read.end - read.begin);
}

Tokens statement_tokens(std::string_view text, const Offsets& offsets) {
  Scanner scanner(text);
  Tokens result;
  auto& kept = result.tokens;
  std::size_t line = 1;
  int braces = 0;
  Depth depth;
  std::optional<Scanner::Token> pending;  // a new line that counts unless the statement goes on
  const auto keep = [&](const Scanner::Token& token, std::size_t on_line) {
    kept.push_back(std::make_unique<ReadToken>(token, text, on_line));
  };

  while (true) {
    const Scanner::Token token = scanner.next();
    const std::size_t type = token.type;
    const auto span = [&] { return offsets.span(token); };
    if (type == CapaParser::COMMENT) {
      result.comments.push_back(span());
      continue;
    }
    const std::size_t previous =
        kept.empty() ? std::size_t{CapaParser::NL} : kept.back()->getType();
    if (type == CapaParser::NL) {
      const bool already = pending || previous == CapaParser::NL || previous == CapaParser::LBRACE;
      if (!already && !continues_after(previous) && !depth.in_brackets()) pending = token;
      ++line;
      continue;
    }
    const bool joins_texts = is_text(previous) && is_text(type);
    if (continues_before(type) || joins_texts) {
      pending.reset();
    } else if (pending) {
      keep(*pending, line);
      pending.reset();
      depth = {};
    }
    const bool ends_statement = type == CapaParser::RBRACE || type == antlr4::Token::EOF;
    if (ends_statement && !kept.empty() && kept.back()->getType() != CapaParser::NL &&
        kept.back()->getType() != CapaParser::LBRACE) {
      const auto end = static_cast<std::uint32_t>(kept.back()->getStopIndex() + 1);
      keep({CapaParser::NL, end, end}, kept.back()->getLine());
      depth = {};
    }
    if (type == CapaParser::LBRACE) {
      ++braces;
      depth = {};
    }
    if (type == CapaParser::RBRACE) --braces;
    depth.add(type);
    const bool too_deep = braces > deepest_nesting || depth.nested() > deepest_nesting;
    if (too_deep && !result.too_deep.valid()) result.too_deep = span();
    if (depth.joined() > most_joined && !result.too_many.valid()) result.too_many = span();
    keep(token, line);
    if (type == antlr4::Token::EOF) return result;
  }
}

bool begins_declaration(antlr4::TokenStream& tokens) {
  const std::size_t next = tokens.LA(2);
  switch (tokens.LA(1)) {
    case CapaParser::PLAN:
    case CapaParser::TEAM: return is_text(next);
    case CapaParser::RULES: return is_text(next) || next == CapaParser::LBRACE;
    default: return false;
  }
}

bool is_text(std::size_t token_type) {
  return token_type == CapaParser::STRING || token_type == CapaParser::CURLY_STRING ||
         token_type == CapaParser::OPEN_STRING;
}

}  // namespace capalint::syntax
