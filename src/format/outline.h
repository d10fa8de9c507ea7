// A file as the formatter sees it: statements with their bodies, and the comments between them.
// Read from tokens alone, so that nothing that is written can get lost. Private to `format`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/lex.h"

namespace capalint {

struct OutlineWord {
  TokenKind kind = TokenKind::word;
  std::string text;     // in its canonical spelling
  std::string comment;  // the comment at the end of the line that this word ends
  bool on_new_line = false;
};

/// A statement, or a comment on a line of its own.
struct Entry {
  std::vector<OutlineWord> words;  // those of the statement, with comments on lines between them
  bool blank_before = false;
  bool has_body = false;  // then the last word is `{`
  std::vector<Entry> body;
  std::string closing_comment;  // after the `}`

  [[nodiscard]] bool is_comment() const { return words.front().kind == TokenKind::comment; }
  [[nodiscard]] bool begins_with(std::string_view keyword) const {
    return words.front().kind == TokenKind::keyword && words.front().text == keyword;
  }
};

/// `tokens` are those of a text that parses.
[[nodiscard]] std::vector<Entry> outline(const std::vector<Token>& tokens, std::string_view text);

}  // namespace capalint
