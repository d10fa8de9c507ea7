// What is fuzzed: each target is a function of the bytes that libFuzzer makes, which stops the program when
// something does not hold. `capalint_fuzz --target=NAME` runs one of them.
#pragma once

#include <string>
#include <string_view>

#include "support/dice.h"
#include "support/invariants.h"

namespace fuzz {

/// Ends the program with what does not hold, unless that is nothing.
void expect(const Problems& problems);
void expect(bool holds, std::string_view what);

// Of a text or a workspace: texts.cpp.
void parse_text(const std::string& text);
void look(const std::string& text);
void findings(const std::string& text);
void pipeline(const std::string& text);
void fixes(const std::string& text);
void rule(const std::string& text);

// Of the language server: messages.cpp.
void framing(const std::string& bytes);
void session(const std::string& bytes);

/// The text with something in it changed as a person would type, or as nobody would: mutate.cpp.
[[nodiscard]] std::string changed(const std::string& text, Dice& dice, bool with_rules);
/// Lines of both.
[[nodiscard]] std::string mixed(const std::string& text, const std::string& other, Dice& dice);

}  // namespace fuzz
