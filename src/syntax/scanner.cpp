#include "syntax/scanner.h"

#include <utf8proc.h>

#include <algorithm>
#include <iterator>

#include "lexer_tables.h"

namespace capalint::syntax {
namespace {

namespace lexer = grammar::lexer;

std::uint8_t class_of(std::uint32_t code_point) {
  const auto* after = std::upper_bound(
      std::begin(lexer::class_from), std::end(lexer::class_from), code_point,
      [](std::uint32_t each, const lexer::Class& from) { return each < from.first; });
  return std::prev(after)->number;
}

}  // namespace

Scanner::Token Scanner::longest_from(std::uint32_t begin) const {
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text_.data());
  const auto size = static_cast<std::uint32_t>(text_.size());
  Token longest{TokenType::end, begin, begin};
  std::uint16_t state = 1;
  for (std::uint32_t at = begin; at < size;) {
    std::uint8_t of = 0;
    if (bytes[at] < std::size(lexer::class_of_ascii)) {
      of = lexer::class_of_ascii[bytes[at++]];
    } else {
      utf8proc_int32_t code_point = 0;
      const auto left = static_cast<utf8proc_ssize_t>(size - at);
      at += static_cast<std::uint32_t>(
          std::max<utf8proc_ssize_t>(utf8proc_iterate(bytes + at, left, &code_point), 1));
      of = class_of(static_cast<std::uint32_t>(code_point));
    }
    state = lexer::next[state * lexer::classes + of];
    if (state == 0) break;
    if (lexer::accepts[state] != 0)
      longest = {static_cast<TokenType>(lexer::accepts[state]), begin, at};
  }
  return longest;
}

Scanner::Token Scanner::next() {
  while (at_ < text_.size()) {
    const Token token = longest_from(at_);
    at_ = token.end;
    if (token.type != TokenType::SPACE) return token;
  }
  return {TokenType::end, at_, at_};
}

}  // namespace capalint::syntax
