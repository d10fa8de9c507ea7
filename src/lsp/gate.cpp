#include "lsp/gate.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>

#include "source/display.h"

namespace capalint::lsp {
namespace {

constexpr std::string_view exact[] = {"newText", "uri", "id", "resultId", "href"};

}  // namespace

void guard(nlohmann::json& message) {
  if (message.is_string()) {
    message = guarded(message.get_ref<const std::string&>());
    return;
  }
  if (message.is_object()) {
    for (const auto& [key, value] : message.items()) {
      if (std::find(std::begin(exact), std::end(exact), key) == std::end(exact)) guard(value);
    }
    return;
  }
  if (!message.is_array()) return;
  for (nlohmann::json& value : message) guard(value);
}

}  // namespace capalint::lsp
