#include "syntax/lex.h"

#include <algorithm>

#include "CapaParser.h"
#include "syntax/readable.h"
#include "syntax/tokens.h"

namespace capalint {
namespace {

using grammar::CapaParser;

TokenKind kind_of(std::size_t type) {
  if (type < CapaParser::DATE) return TokenKind::keyword;
  switch (type) {
    case CapaParser::DAYS: return TokenKind::keyword;
    case CapaParser::WORD: return TokenKind::word;
    case CapaParser::STRING: return TokenKind::text;
    case CapaParser::NUMBER: return TokenKind::number;
    case CapaParser::QUANTITY: return TokenKind::quantity;
    case CapaParser::COUNT: return TokenKind::count;
    case CapaParser::PERCENT: return TokenKind::percent;
    case CapaParser::DATE: return TokenKind::date;
    case CapaParser::QUARTER: return TokenKind::quarter;
    case CapaParser::CLOCK: return TokenKind::clock;
    case CapaParser::NL: return TokenKind::statement_end;
    case CapaParser::LBRACE:
    case CapaParser::RBRACE: return TokenKind::brace;
    case CapaParser::LPAREN:
    case CapaParser::RPAREN: return TokenKind::parenthesis;
    case CapaParser::COMMA: return TokenKind::comma;
    case CapaParser::DOTS:
    case CapaParser::DOT: return TokenKind::dots;
    case CapaParser::PLUS:
    case CapaParser::MINUS:
    case CapaParser::TIMES:
    case CapaParser::OVER:
    case CapaParser::LE:
    case CapaParser::GE:
    case CapaParser::LT:
    case CapaParser::GT:
    case CapaParser::EQ:
    case CapaParser::NE: return TokenKind::operator_sign;
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
    const Span span = offsets.span(token.get());
    for (; comment != found.comments.end() && comment->begin < span.begin; ++comment) {
      add(TokenKind::comment, *comment);
    }
    if (token->getType() != antlr4::Token::EOF) add(kind_of(token->getType()), span);
  }
  std::for_each(comment, found.comments.end(), [&](Span span) { add(TokenKind::comment, span); });
  return tokens;
}

}  // namespace capalint
