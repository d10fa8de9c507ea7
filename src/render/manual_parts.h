// What the pages of the manual are made of: the standard packs, and tables in Markdown. For `manual.cpp`
// and `rule_pages.cpp`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace capalint {

/// The packs as they are without a workspace, on the day of the examples.
[[nodiscard]] const Model& packs_alone();

[[nodiscard]] std::string table_row(const std::vector<std::string>& cells);
[[nodiscard]] std::string table_head(const std::vector<std::string>& cells);
/// In backticks; nothing stays nothing.
[[nodiscard]] std::string code(std::string_view text);
/// What services that show Markdown call the heading in a link: `#big-admin`.
[[nodiscard]] std::string anchor(std::string_view heading);

}  // namespace capalint
