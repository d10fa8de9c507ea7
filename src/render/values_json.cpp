#include "render/values_json.h"

#include <nlohmann/json.hpp>

namespace capalint {

nlohmann::ordered_json values_json(const Diagnostic& diagnostic) {
  auto all = nlohmann::ordered_json::array();
  for (const TracedValue& value : diagnostic.values) {
    all.push_back({{"name", value.name},
                   {"expression", value.expression},
                   {"substituted", value.substituted},
                   {"value", value.value},
                   {"exact", value.exact},
                   {"unit", value.unit}});
  }
  return all;
}

}  // namespace capalint
