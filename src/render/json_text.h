// JSON as it leaves the program: one way for every report that is JSON.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "source/display.h"

namespace capalint {

/// One line when `indent` is below 0. Bytes that are not UTF-8 are replaced, and what could not be seen is escaped.
template <class Json>
[[nodiscard]] std::string json_text(const Json& json, int indent) {
  return guarded_json(json.dump(indent, ' ', false, Json::error_handler_t::replace));
}

}  // namespace capalint
