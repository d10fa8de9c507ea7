#include "lsp/edits.h"

#include <algorithm>
#include <map>

#include "pipeline/fixes.h"

namespace capalint::lsp {

Json workspace_edit(const Folder& folder, const std::vector<Edit>& edits, const Client& client) {
  std::map<FileId, Json> by_file;
  for (const Edit& edit : edits) {
    Json& file = by_file.try_emplace(edit.span.file, Json::array()).first->second;
    file.push_back({{"range", range_of(folder.sources[edit.span.file], edit.span, client.encoding)},
                    {"newText", edit.replacement}});
  }
  if (!client.document_changes) {
    Json changes = Json::object();
    for (auto& [id, file] : by_file) changes[folder.files[id].uri] = std::move(file);
    return {{"changes", std::move(changes)}};
  }
  Json changes = Json::array();
  for (auto& [id, file] : by_file) {
    const File& to = folder.files[id];
    const Json version = to.version ? Json(*to.version) : Json();
    changes.push_back(
        {{"textDocument", {{"uri", to.uri}, {"version", version}}}, {"edits", std::move(file)}});
  }
  return {{"documentChanges", std::move(changes)}};
}

std::string with_safe_fixes(const Folder& folder, FileId id, const AnalysisOptions& options) {
  const WantFix wanted = [&](const Sources&, const Diagnostic& diagnostic, const Fix& fix) {
    return fix.safe && diagnostic.span.file == id &&
           std::all_of(fix.edits.begin(), fix.edits.end(),
                       [&](const Edit& edit) { return edit.span.file == id; });
  };
  const Fixed fixed = fix_all(folder.sources, options, wanted, folder.parsed());
  return std::string(fixed.sources[id].text());
}

}  // namespace capalint::lsp
