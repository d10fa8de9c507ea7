// What a line stands in, as its text has it whether or not it can be read: for completion and hover.
#pragma once

#include <string_view>
#include <vector>

#include "source/source.h"
#include "syntax/statements.h"

namespace capalint::lsp {

/// The words and texts in quotes of a line; a comment and commas are words, too.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view line);

struct Around {
  Within block = Within::file;
  std::string_view name;  // of the team or plan that it stands in, without quotes
};
/// At the beginning of the line; lines count from 1.
[[nodiscard]] Around around(const Source& source, std::uint32_t line);

}  // namespace capalint::lsp
