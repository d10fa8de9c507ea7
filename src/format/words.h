// The canonical spelling of single words: quantities, dates, quarters, clock times.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "syntax/lex.h"

namespace capalint {

/// The token's own text where there is only one way to write it.
[[nodiscard]] std::string canonical(const Token& token);

/// Every word of a text in its canonical spelling, with one space between them: the same before and after
/// `fmt`.
[[nodiscard]] std::string canonical_words(std::string_view text);

/// `90 minutes`, `3.50h` or `2sessions`; nothing when the unit is not one of working time or the
/// number cannot be written exactly in another way.
[[nodiscard]] std::optional<std::string> canonical_time(std::string_view written);

}  // namespace capalint
