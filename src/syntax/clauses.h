// What commas, dashes, brackets and full stops of a line part, and which words begin an aside.
// Private to `syntax`.
#pragma once

#include <string_view>
#include <vector>

#include "syntax/lexemes.h"

namespace capalint::syntax {

struct Clause {
  std::size_t first = 0;  // lexemes of the line
  std::size_t last = 0;
  bool in_brackets = false;
};

[[nodiscard]] std::vector<Clause> clauses(const std::vector<Lexeme>& line);
/// As it is typed.
[[nodiscard]] std::string_view text_of(std::string_view line, const std::vector<Lexeme>& lexemes,
                                       const Clause& clause);

/// `mon-fri am …`, `any day …`
[[nodiscard]] bool is_of_a_day(const std::vector<Lexeme>& line);

/// `so`, `because`, `starts`: what follows says something about the line, and is no work.
[[nodiscard]] bool begins_an_aside(std::string_view word);
/// `she`, `not`, `tbc`: what has such a word in it is no name of work.
[[nodiscard]] bool is_prose(std::string_view word);

}  // namespace capalint::syntax
