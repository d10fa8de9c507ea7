// What the client said it can do, in `initialize`; everything that makes an answer reads it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "lsp/text.h"

namespace capalint::lsp {

struct Client {
  Encoding encoding = Encoding::utf16;
  bool pulls_diagnostics = false;  // then none are pushed
  bool refreshes_diagnostics = false;
  bool related_information = false;
  bool code_descriptions = false;
  bool document_versions = false;  // of diagnostics
  bool document_changes = false;   // edits that name the version they are for
  bool action_literals = false;
  bool markdown = false;  // in hover
  bool markdown_in_completion = false;
  bool symbol_trees = false;
  bool watches_files = false;
  bool gives_settings = false;
  std::string manual;  // for code descriptions: the URL of docs/rules; empty when not known

  Client() = default;
  Client(const Json& capabilities, std::string manual_url);
};

}  // namespace capalint::lsp
