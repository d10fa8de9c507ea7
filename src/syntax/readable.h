// What ANTLR would stumble over, found before it starts. Private to `syntax`.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace capalint::syntax {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// False, and a diagnostic, for what is too large, not plain text or not UTF-8.
[[nodiscard]] bool is_readable(const Source& source, FileId id,
                               std::vector<Diagnostic>& diagnostics);

}  // namespace capalint::syntax
