// A change as people and `patch` read it. For `capalint fmt --diff`.
#pragma once

#include <string>
#include <string_view>

namespace capalint {

/// In the unified format with three lines of context; empty when nothing changed.
[[nodiscard]] std::string unified_diff(std::string_view path, std::string_view before,
                                       std::string_view after);

}  // namespace capalint
