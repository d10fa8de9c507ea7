#include "syntax/lex.h"

#include <algorithm>

#include "syntax/readable.h"
#include "syntax/tokens.h"

namespace capalint {
namespace {

using syntax::TokenType;

TokenKind kind_of(TokenType type) {
  if (type < TokenType::DATE) return TokenKind::keyword;
  switch (type) {
    case TokenType::DAYS: return TokenKind::keyword;
    case TokenType::WORD: return TokenKind::word;
    case TokenType::STRING: return TokenKind::text;
    case TokenType::NUMBER: return TokenKind::number;
    case TokenType::QUANTITY: return TokenKind::quantity;
    case TokenType::COUNT: return TokenKind::count;
    case TokenType::PERCENT: return TokenKind::percent;
    case TokenType::DATE: return TokenKind::date;
    case TokenType::QUARTER: return TokenKind::quarter;
    case TokenType::CLOCK: return TokenKind::clock;
    case TokenType::NL: return TokenKind::statement_end;
    case TokenType::LBRACE:
    case TokenType::RBRACE: return TokenKind::brace;
    case TokenType::LPAREN:
    case TokenType::RPAREN: return TokenKind::parenthesis;
    case TokenType::COMMA: return TokenKind::comma;
    case TokenType::DOTS:
    case TokenType::DOT: return TokenKind::dots;
    case TokenType::PLUS:
    case TokenType::MINUS:
    case TokenType::TIMES:
    case TokenType::OVER:
    case TokenType::LE:
    case TokenType::GE:
    case TokenType::LT:
    case TokenType::GT:
    case TokenType::EQ:
    case TokenType::NE: return TokenKind::operator_sign;
    default: return TokenKind::mistake;
  }
}

}  // namespace

std::vector<Token> lex(FileId id, const Source& source) {
  std::vector<Diagnostic> unused;
  if (!syntax::is_readable(source, id, unused)) return {};
  const syntax::ReadText read(source.text());
  const syntax::Offsets offsets(read, id, 0);
  const syntax::Tokens found = syntax::statement_tokens(read.text(), offsets);

  std::vector<Token> tokens;
  const auto add = [&](TokenKind kind, Span span) {
    tokens.push_back({kind, span, source.text().substr(span.begin, span.size())});
  };
  auto comment = found.comments.begin();
  for (const auto& token : found.tokens) {
    const Span span = offsets.span(token);
    for (; comment != found.comments.end() && comment->begin < span.begin; ++comment) {
      add(TokenKind::comment, *comment);
    }
    if (token.type != TokenType::end) add(kind_of(token.type), span);
  }
  std::for_each(comment, found.comments.end(), [&](Span span) { add(TokenKind::comment, span); });
  return tokens;
}

}  // namespace capalint
