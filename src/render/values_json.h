// The traced numbers of a finding as JSON: one shape for every format that has JSON in it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "diagnostics/diagnostic.h"

namespace capalint {

[[nodiscard]] nlohmann::ordered_json values_json(const Diagnostic& diagnostic);

}  // namespace capalint
