// The gate through which every message leaves the language server: what an editor shows holds nothing that hides, or
// turns round what stands beside it. What an editor writes to a file, and what it knows things by, stays exact.
#pragma once

#include <nlohmann/json_fwd.hpp>

namespace capalint::lsp {

void guard(nlohmann::json& message);

}  // namespace capalint::lsp
