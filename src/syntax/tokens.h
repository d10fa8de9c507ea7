// From text to the tokens that the parser reads: only real statement ends are kept as new lines,
// comments are taken out, and spans are counted in bytes. Private to `syntax`.
#pragma once

#include <string_view>
#include <vector>

#include "source/span.h"
#include "syntax/read_text.h"
#include "syntax/scanner.h"

namespace capalint::syntax {

/// From what the parser has read to where it is written: in bytes of the file as it is, and not of a line's
/// other spelling.
class Offsets {
 public:
  /// The text that is parsed begins at `base` of `read`.
  Offsets(const ReadText& read, FileId file, std::uint32_t base)
      : read_(read), file_(file), base_(base) {}
  /// Where it is written.
  [[nodiscard]] Span span(const Scanner::Token& token) const { return span(token, token); }
  [[nodiscard]] Span span(const Scanner::Token& first, const Scanner::Token& last) const;
  /// The same for a part of the text that is read.
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const;
  /// The words as they are read.
  [[nodiscard]] std::string_view view(const Scanner::Token& first,
                                      const Scanner::Token& last) const;

 private:
  const ReadText& read_;
  FileId file_;
  std::uint32_t base_;
};

/// More in one statement is refused: operators that join values make a tree as deep as they are many.
inline constexpr int most_joined = 1000;

struct Tokens {
  std::vector<Scanner::Token> tokens;
  std::vector<Span> comments;
  /// Where it is nested deeper, or more is joined, than can be read; not valid when nothing is.
  Span too_deep;
  Span too_many;
};

/// Those of the text that `offsets` describes.
[[nodiscard]] Tokens statement_tokens(std::string_view text, const Offsets& offsets);

[[nodiscard]] bool is_text(TokenType type);

}  // namespace capalint::syntax
