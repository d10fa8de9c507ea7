// The rows of an embedded table: a line each, with tabs between the columns; lines that begin with `#` and
// empty ones say nothing. Views into the table's text.
#pragma once

#include <string_view>
#include <vector>

namespace capalint {

[[nodiscard]] std::vector<std::string_view> split(std::string_view text,
                                                  std::string_view separator);
[[nodiscard]] std::vector<std::vector<std::string_view>> rows_of(std::string_view table);

}  // namespace capalint
