// Text from outside as it may leave the program: how wide it is, and nothing in it that moves the
// cursor, hides, turns round what stands beside it, or is a command to the service that shows a log.
// Called by every format, and by the gate of the command line and that of the language server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace capalint {

/// What is shown as one unit: a character with what combines with it, or the name of one that
/// cannot be shown.
struct Cell {
  std::uint32_t begin = 0;  // bytes in the text
  std::uint32_t end = 0;
  std::size_t column = 0;  // columns of the terminal, from 0
  std::size_t width = 0;
  std::string shown;
};

/// The cells of one line, left to right and without gaps. Bytes that are not UTF-8 get a cell each.
[[nodiscard]] std::vector<Cell> cells(std::string_view line);

/// The text made safe to show, on one line.
[[nodiscard]] std::string visible(std::string_view text);

/// Whether the program's own looks may stand in a text: its colours, and links to files.
enum class Looks { plain, own };

/// Lines made safe to show: as `visible`, but line breaks, tabs and the width of characters stay as they are, and no
/// line begins as a command to a service that reads logs.
[[nodiscard]] std::string guarded(std::string_view text, Looks looks = Looks::plain);

/// The same JSON, with `\u` escapes for the characters that `visible` would name.
[[nodiscard]] std::string guarded_json(std::string_view json);

/// The columns that `visible(text)` takes.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace capalint
