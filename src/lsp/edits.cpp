#include "lsp/edits.h"

#include <algorithm>
#include <map>

namespace capalint::lsp {
namespace {

bool inside(const Fix& fix, FileId id) {
  return std::all_of(fix.edits.begin(), fix.edits.end(),
                     [&](const Edit& edit) { return edit.span.file == id; });
}

bool overlap(const Edit& a, const Edit& b) {
  // Two insertions at one place would have no order.
  return a.span.begin == b.span.begin || (a.span.begin < b.span.end && b.span.begin < a.span.end);
}

/// The text with every safe fix that no earlier one touches.
std::string fixed_once(const Analysis& analysis, const Source& source, FileId id) {
  std::vector<Edit> chosen;
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    if (diagnostic.span.file != id) continue;
    for (const Fix& fix : diagnostic.fixes) {
      const auto clashes = [&](const Edit& edit) {
        return std::any_of(chosen.begin(), chosen.end(),
                           [&](const Edit& other) { return overlap(edit, other); });
      };
      if (!fix.safe || !inside(fix, id) || std::any_of(fix.edits.begin(), fix.edits.end(), clashes))
        continue;
      chosen.insert(chosen.end(), fix.edits.begin(), fix.edits.end());
      break;
    }
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin > b.span.begin; });
  std::string text(source.text());
  for (const Edit& edit : chosen) text.replace(edit.span.begin, edit.span.size(), edit.replacement);
  return text;
}

}  // namespace

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
  constexpr int most_rounds = 10;  // fixes may go round in circles
  Sources sources = folder.sources;
  std::vector<ParsedFile> files = folder.names_now().files;
  std::string text(sources[id].text());
  for (int round = 0; round < most_rounds; ++round) {
    const Analysis analysis = analyse(sources, files, options);
    std::string next = fixed_once(analysis, sources[id], id);
    if (next == text) break;
    text = std::move(next);
    auto source = std::make_shared<const Source>(std::string(sources[id].path()), text);
    files[id] = std::make_shared<const Parsed>(parse(id, *source));
    sources.replace(id, std::move(source));
  }
  return text;
}

}  // namespace capalint::lsp
