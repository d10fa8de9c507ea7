// The client's settings, as it gives them: `{"exclude": ["drafts/"], "gitignore": true,
// "quarter": "2026-Q4"}`. The server asks for them to be read whenever they come.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "lsp/workspaces.h"

namespace capalint::lsp {

struct GivenSettings {
  ClientSettings settings;
  /// What of it cannot be used, and what to write instead; one line for each, empty when all is well.
  std::string problems;
};

/// `said` is an object.
[[nodiscard]] GivenSettings read_settings(const nlohmann::json& said);

}  // namespace capalint::lsp
