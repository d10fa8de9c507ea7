// The pages of docs/rules: one for each standard rule and each built-in diagnostic, `CAPA101.md`, and the
// index. Their examples are checked while the page is made, and what is found is shown below them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace capalint {

/// The codes that have a page, in order.
[[nodiscard]] const std::vector<std::string>& documented_codes();
[[nodiscard]] std::optional<std::string> rule_page(std::string_view code);
/// All codes by pack, each with its title, level and fix.
[[nodiscard]] std::string rules_index();

}  // namespace capalint
