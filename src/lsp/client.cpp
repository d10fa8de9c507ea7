#include "lsp/client.h"

#include <algorithm>
#include <utility>

namespace capalint::lsp {
namespace {

const Json* find(const Json& object, const char* pointer) {
  const Json::json_pointer path(pointer);
  return object.is_object() && object.contains(path) ? &object[path] : nullptr;
}

bool is_true(const Json& object, const char* pointer) {
  const Json* value = find(object, pointer);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

bool lists(const Json& object, const char* pointer, std::string_view word) {
  const Json* value = find(object, pointer);
  return value != nullptr && value->is_array() &&
         std::find(value->begin(), value->end(), word) != value->end();
}

}  // namespace

Client::Client(const Json& can, std::string manual_url)
    : encoding(lists(can, "/general/positionEncodings", "utf-8") ? Encoding::utf8
                                                                 : Encoding::utf16),
      pulls_diagnostics(find(can, "/textDocument/diagnostic") != nullptr),
      refreshes_diagnostics(is_true(can, "/workspace/diagnostics/refreshSupport")),
      related_information(is_true(can, "/textDocument/publishDiagnostics/relatedInformation")),
      code_descriptions(is_true(can, "/textDocument/publishDiagnostics/codeDescriptionSupport")),
      document_versions(is_true(can, "/textDocument/publishDiagnostics/versionSupport")),
      document_changes(is_true(can, "/workspace/workspaceEdit/documentChanges")),
      action_literals(find(can, "/textDocument/codeAction/codeActionLiteralSupport") != nullptr),
      markdown(lists(can, "/textDocument/hover/contentFormat", "markdown")),
      markdown_in_completion(
          lists(can, "/textDocument/completion/completionItem/documentationFormat", "markdown")),
      symbol_trees(is_true(can, "/textDocument/documentSymbol/hierarchicalDocumentSymbolSupport")),
      watches_files(is_true(can, "/workspace/didChangeWatchedFiles/dynamicRegistration")),
      gives_settings(is_true(can, "/workspace/configuration")),
      manual(std::move(manual_url)) {}

}  // namespace capalint::lsp
