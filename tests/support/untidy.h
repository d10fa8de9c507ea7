// A `.capa` text with other spaces between its words, as an untidy hand would leave them.
#pragma once

#include <string>

/// Says the same as `text`: only spaces within lines and at their beginning differ.
[[nodiscard]] std::string untidy(const std::string& text, unsigned seed);
