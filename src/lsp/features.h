// What the server answers about a document, one function for a request. Each is given the place
// asked about and what the client can do, and gives the result as the protocol wants it.
#pragma once

#include <nlohmann/json.hpp>

#include "lsp/client.h"
#include "lsp/workspaces.h"

namespace capalint::lsp {

struct Asked {
  Workspaces& workspaces;
  const Client& client;
  Location at;
  AnalysisOptions options;

  [[nodiscard]] const Model& for_all() const {
    (void)at.folder->analysis(options);
    return at.folder->for_all();
  }
  [[nodiscard]] Names names() const { return at.folder->names(options); }
  [[nodiscard]] const Source& source() const { return at.source(); }
  [[nodiscard]] std::uint32_t offset(const Json& params) const {
    return offset_of(source(), params.at("position"), client.encoding);
  }
};

/// All findings of the file. The analysis has to be fresh.
[[nodiscard]] Json diagnostics_of(const Folder& folder, FileId id, const Client& client);

[[nodiscard]] Json code_actions(const Asked& asked, const Json& params);
[[nodiscard]] Json hover(const Asked& asked, const Json& params);
[[nodiscard]] Json document_symbols(const Asked& asked, const Json& params);
[[nodiscard]] Json definition(const Asked& asked, const Json& params);
[[nodiscard]] Json completion(const Asked& asked, const Json& params);
[[nodiscard]] Json formatting(const Asked& asked, const Json& params);

}  // namespace capalint::lsp
