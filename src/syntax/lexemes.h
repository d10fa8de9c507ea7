// The words, numbers and signs of a line as people type it, before anybody knows what they say: `9am`,
// `3½`, `a.m.`, `“trauma”`. Looser than the grammar's tokens. Private to `syntax`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace capalint::syntax {

struct Lexeme {
  enum class Kind : std::uint8_t { word, number, quoted, sign };
  Kind kind = Kind::sign;
  std::string_view text;    // as typed; of what is in quotation marks, what stands between them
  std::string low;          // in lower case; a dash of any kind is `-`, and × is `x`
  std::uint32_t begin = 0;  // bytes of the line
  std::uint32_t end = 0;
  bool joined = false;  // no space before it
  bool curly = false;   // in quotation marks that are not `"`

  [[nodiscard]] bool is(std::string_view word) const { return kind != Kind::quoted && low == word; }
  [[nodiscard]] bool is_word() const { return kind == Kind::word; }
  [[nodiscard]] bool is_number() const { return kind == Kind::number; }
  /// As the name of a person or a place does.
  [[nodiscard]] bool begins_with_a_capital() const {
    return is_word() && text.front() >= 'A' && text.front() <= 'Z';
  }
};

[[nodiscard]] std::vector<Lexeme> lexemes(std::string_view line);

}  // namespace capalint::syntax
