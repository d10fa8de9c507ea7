// Reads text as the lexer of the grammar does, by tables that the build makes of it. Private to `syntax`.
#pragma once

#include <cstdint>
#include <string_view>

#include "parser_tables.h"

namespace capalint::syntax {

using grammar::TokenType;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  struct Token {
    TokenType type = TokenType::end;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };
  /// The next token, comments among them but no blanks; at the end of the text, its end, again and again.
  [[nodiscard]] Token next();

 private:
  [[nodiscard]] Token longest_from(std::uint32_t begin) const;

  std::string_view text_;
  std::uint32_t at_ = 0;
};

}  // namespace capalint::syntax
