// The traced numbers of a finding, and what its source stands for, as JSON: one shape for every format that
// has JSON in it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "diagnostics/diagnostic.h"

namespace capalint {

[[nodiscard]] nlohmann::ordered_json values_json(const Diagnostic& diagnostic);
/// `[{"key": "W14", "title": …, "address": …}]`
[[nodiscard]] nlohmann::ordered_json references_json(std::string_view source);

}  // namespace capalint
