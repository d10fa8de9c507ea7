// Texts as the protocol counts them: lines from 0, columns in UTF-16 or UTF-8 units, files by URI.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.h"
#include "source/source.h"

namespace capalint::lsp {

using Json = nlohmann::json;

enum class Encoding { utf16, utf8 };

/// Clamped to its line and to the text; inside a character, the character's start.
[[nodiscard]] std::uint32_t offset_of(const Source& source, const Json& position,
                                      Encoding encoding);
[[nodiscard]] Json position_of(const Source& source, std::uint32_t offset, Encoding encoding);
[[nodiscard]] Json range_of(const Source& source, Span span, Encoding encoding);

/// The text after one of the changes of `textDocument/didChange`: a part of it or all of it.
[[nodiscard]] std::string changed(std::string text, const Json& change, Encoding encoding);

/// The one edit that makes `after` of `before`, without what both begin and end with; nothing when
/// they are equal.
[[nodiscard]] std::optional<Edit> edit_between(FileId id, const Source& before,
                                               std::string_view after);

/// The absolute path of a `file:` URI; nothing for another scheme.
[[nodiscard]] std::optional<std::string> path_of_uri(const std::string& uri);

}  // namespace capalint::lsp
