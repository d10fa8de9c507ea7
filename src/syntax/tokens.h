// From text to the tokens that the parser reads: only real statement ends are kept as new lines,
// comments are taken out, and spans are counted in bytes. Private to `syntax`.
#pragma once

#include <antlr4-runtime.h>

#include <memory>
#include <string_view>
#include <vector>

#include "source/span.h"
#include "syntax/read_text.h"

namespace capalint::syntax {

/// From what ANTLR has read to where it is written. ANTLR counts code points; everything else counts
/// bytes, of the file as it is and not of a line's other spelling.
class Offsets {
 public:
  /// `text` is the part of `read` from `base` on that is parsed.
  Offsets(const ReadText& read, std::string_view text, FileId file, std::uint32_t base);
  /// Where it is written.
  [[nodiscard]] Span span(const antlr4::Token* token) const { return span(token, token); }
  [[nodiscard]] Span span(const antlr4::Token* first, const antlr4::Token* last) const;
  /// The same for a part of the text that is read.
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const;
  /// The words as they are read.
  [[nodiscard]] std::string_view view(const antlr4::Token* first, const antlr4::Token* last) const;

 private:
  struct Part {
    std::uint32_t begin;
    std::uint32_t end;
  };
  [[nodiscard]] Part part(const antlr4::Token* first, const antlr4::Token* last) const;
  [[nodiscard]] std::uint32_t byte(std::size_t code_point) const;

  const ReadText& read_;
  FileId file_;
  std::uint32_t base_;
  std::uint32_t size_;
  std::vector<std::uint32_t> bytes_;  // empty when every character is one byte
};

/// More in one statement is refused: operators that join values make a tree as deep as they are many.
inline constexpr int most_joined = 1000;

struct Tokens {
  std::vector<std::unique_ptr<antlr4::Token>> tokens;
  std::vector<Span> comments;
  /// Where it is nested deeper, or more is joined, than can be read; not valid when nothing is.
  Span too_deep;
  Span too_many;
};

/// `lexer` must have been made over the text that `offsets` describes.
[[nodiscard]] Tokens statement_tokens(antlr4::Lexer& lexer, const Offsets& offsets);

/// True for a token that can only begin a declaration, such as `plan` before a name in quotes.
[[nodiscard]] bool begins_declaration(antlr4::TokenStream& tokens);

[[nodiscard]] bool is_text(std::size_t token_type);

}  // namespace capalint::syntax
