// What `level`, `allow` and `explain` may name: every rule and every built-in diagnostic.
#pragma once

#include <string_view>
#include <vector>

#include "model/model.h"

namespace capalint {

/// Each with its name and its code, those of the rules first.
[[nodiscard]] std::vector<std::string_view> rule_names(const Model& model);

}  // namespace capalint
