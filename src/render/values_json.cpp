#include "render/values_json.h"

#include <nlohmann/json.hpp>

#include "diagnostics/references.h"

namespace capalint {

nlohmann::ordered_json values_json(const Diagnostic& diagnostic) {
  auto all = nlohmann::ordered_json::array();
  for (const TracedValue& value : diagnostic.values) {
    all.push_back({{"name", value.name},
                   {"expression", value.expression},
                   {"substituted", value.substituted},
                   {"value", value.value},
                   {"exact", value.exact},
                   {"unit", value.unit},
                   {"label", value.label},
                   {"sum", value.sum}});
  }
  return all;
}

nlohmann::ordered_json references_json(std::string_view source) {
  auto all = nlohmann::ordered_json::array();
  for (const Reference& reference : references_in(source)) {
    all.push_back(
        {{"key", reference.key}, {"title", reference.title}, {"address", reference.address}});
  }
  return all;
}

}  // namespace capalint
