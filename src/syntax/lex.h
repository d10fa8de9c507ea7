// The words of a file, comments included, as plain values: for the formatter and for editors
// (colours, completion). Whether a keyword stands for itself or in a name is for the parser to say.
#pragma once

#include <string_view>
#include <vector>

#include "source/source.h"

namespace capalint {

enum class TokenKind : std::uint8_t {
  keyword,
  word,
  text,  // in quotes
  number,
  quantity,  // `3.5h`
  count,     // `x2`
  percent,
  date,
  quarter,
  clock,
  comment,
  statement_end,  // the new line that ends a statement; empty before a `}` on the same line
  brace,
  parenthesis,
  comma,
  dots,  // `..` and `.`
  operator_sign,
  mistake,  // such as a curly quotation mark; `parse` says what is wrong with it
};

struct Token {
  TokenKind kind = TokenKind::mistake;
  Span span;
  std::string_view text;
};

/// In the order of the file. Nothing for a file that is too large or not UTF-8. Views in the result
/// point into `source`.
[[nodiscard]] std::vector<Token> lex(FileId id, const Source& source);

}  // namespace capalint
