// The one look of a `.capa` file: for `capalint fmt` and for editors. Formatting what is formatted
// changes nothing, and the AST stays the same but for the order of the lines in a week.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace capalint {

struct Formatted {
  std::string text;
  /// Why the file cannot be read; when there are any, `text` is what came in.
  std::vector<Diagnostic> refusals;
};

/// Keeps line ends (CRLF when every line ends so), a byte-order mark, and every comment. A mistake
/// that leaves no doubt about the words of the file, such as an unknown unit, is no refusal.
[[nodiscard]] Formatted format(FileId id, const Source& source);

}  // namespace capalint
