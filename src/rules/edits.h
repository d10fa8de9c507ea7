// The edits that a fix is made of: a line put below another, and what goes with a text that is removed.
#pragma once

#include <string>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace capalint {

/// A new line below the place, indented like the line above it, or, where that opens a brace, by two
/// spaces more.
[[nodiscard]] Edit line_below(const Sources& sources, Span place, const std::string& line);

/// A new line at the end of a declaration, before its closing brace.
[[nodiscard]] Edit last_line_in(const Sources& sources, Span declaration, const std::string& line);

/// What stands between commas goes with one of them; what stands alone goes with its line.
[[nodiscard]] Span with_its_comma_or_line(const Sources& sources, Span span);

}  // namespace capalint
