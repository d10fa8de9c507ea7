// Text from a file as a terminal may show it: how wide it is, and nothing in it that moves the
// cursor, hides, or turns round what stands beside it. Called by every format that people read.
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

/// The columns that `visible(text)` takes.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace capalint
