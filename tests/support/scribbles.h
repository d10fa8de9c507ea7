// Files of lines that nobody would write, put together from the words of the language, of its tables, and of
// all examples and cases. What random bytes never reach, the readers of dates, amounts and spellings, these do.
#pragma once

#include <string>
#include <string_view>

#include "support/dice.h"

/// A line of one to fourteen words.
[[nodiscard]] std::string scribbled_line(Dice& dice);
/// One word, mostly of the language.
[[nodiscard]] std::string scribbled_word(Dice& dice);
/// A line as somebody could write it behind `plan … {`, `team … {`, …: of the table of statements or of a made-up
/// workspace.
[[nodiscard]] std::string likely_line(std::string_view head, Dice& dice);
/// Declarations with such lines in them.
[[nodiscard]] std::string scribbled_file(Dice& dice);
/// A rule whose values go together, mostly.
[[nodiscard]] std::string scribbled_rule(Dice& dice);
