// Parsed rule packs as bytes: the build parses the standard packs once, so that a run need not.
#pragma once

#include <string>
#include <string_view>

#include "syntax/ast.h"

namespace capalint {

/// Packs, settings and rules of a file; other declarations are not archived (`archivable` says so).
[[nodiscard]] bool archivable(const ast::File& file);
[[nodiscard]] std::string archive(const ast::File& file, std::string_view text);
/// `text` is the file's text, which the result has views into; spans get the file `id`.
[[nodiscard]] ast::File unarchive(std::string_view bytes, std::string_view text, FileId id);

}  // namespace capalint
