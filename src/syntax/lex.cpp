#include "syntax/lex.h"

#include <algorithm>

#include "CapaLexer.h"
#include "syntax/readable.h"
#include "syntax/tokens.h"

namespace capalint {
namespace {

using grammar::CapaLexer;

TokenKind kind_of(std::size_t type) {
  if (type < CapaLexer::DATE) return TokenKind::keyword;
  switch (type) {
    case CapaLexer::DAYS: return TokenKind::keyword;
    case CapaLexer::WORD: return TokenKind::word;
    case CapaLexer::STRING: return TokenKind::text;
    case CapaLexer::NUMBER: return TokenKind::number;
    case CapaLexer::QUANTITY: return TokenKind::quantity;
    case CapaLexer::COUNT: return TokenKind::count;
    case CapaLexer::PERCENT: return TokenKind::percent;
    case CapaLexer::DATE: return TokenKind::date;
    case CapaLexer::QUARTER: return TokenKind::quarter;
    case CapaLexer::CLOCK: return TokenKind::clock;
    case CapaLexer::NL: return TokenKind::statement_end;
    case CapaLexer::LBRACE:
    case CapaLexer::RBRACE: return TokenKind::brace;
    case CapaLexer::LPAREN:
    case CapaLexer::RPAREN: return TokenKind::parenthesis;
    case CapaLexer::COMMA: return TokenKind::comma;
    case CapaLexer::DOTS:
    case CapaLexer::DOT: return TokenKind::dots;
    case CapaLexer::PLUS:
    case CapaLexer::MINUS:
    case CapaLexer::TIMES:
    case CapaLexer::OVER:
    case CapaLexer::LE:
    case CapaLexer::GE:
    case CapaLexer::LT:
    case CapaLexer::GT:
    case CapaLexer::EQ:
    case CapaLexer::NE: return TokenKind::operator_sign;
    default: return TokenKind::mistake;
  }
}

}  // namespace

std::vector<Token> lex(FileId id, const Source& source) {
  std::vector<Diagnostic> unused;
  if (!syntax::is_readable(source, id, unused)) return {};
  const Span all{id, 0, static_cast<std::uint32_t>(source.text().size())};
  const Span part = syntax::after_marks(source.text(), all);
  const std::string_view text = source.text().substr(part.begin);
  const syntax::ReadText read(source.text());
  const syntax::Offsets offsets(read, text, id, part.begin);
  antlr4::ANTLRInputStream input{std::string(text)};
  CapaLexer lexer(&input);
  lexer.removeErrorListeners();
  const syntax::Tokens found = syntax::statement_tokens(lexer, offsets);

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
