// Changes to documents as the editor wants them.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "lsp/client.h"
#include "lsp/workspaces.h"

namespace capalint::lsp {

/// A `WorkspaceEdit` of these edits, which may be in several files.
[[nodiscard]] Json workspace_edit(const Folder& folder, const std::vector<Edit>& edits,
                                  const Client& client);

/// The text of a file after all safe fixes, those included that only they make possible.
[[nodiscard]] std::string with_safe_fixes(const Folder& folder, FileId id,
                                          const AnalysisOptions& options);

}  // namespace capalint::lsp
