// Messages as they travel: headers, an empty line, and so many bytes of JSON.
// The reader thread of the server calls `read_message`, everything that answers `write_message`.
#pragma once

#include <iosfwd>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

namespace capalint::lsp {

/// The next message's body; nothing at the end of the input. Headers that are not known are passed
/// over, and after a damaged header the next one that says a length is found again. The body of a
/// message over `largest_message` bytes is passed over and comes back empty.
[[nodiscard]] std::optional<std::string> read_message(std::istream& in);
inline constexpr std::size_t largest_message = std::size_t{256} * 1024 * 1024;
/// A message whose brackets are nested deeper is not worked on.
inline constexpr std::size_t deepest_message = 100;

void write_message(std::ostream& out, const nlohmann::json& message);

}  // namespace capalint::lsp
