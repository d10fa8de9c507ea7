#include "model/rule_names.h"

#include "diagnostics/builtin.h"

namespace capalint {

std::vector<std::string_view> rule_names(const Model& model) {
  std::vector<std::string_view> names;
  for (const RuleSource& source : model.rules) {
    names.push_back(source.rule->name.text);
    if (source.rule->code) names.push_back(source.rule->code->text);
  }
  for (const BuiltinInfo& row : builtins()) {
    names.push_back(row.name);
    names.push_back(row.code);
  }
  return names;
}

}  // namespace capalint
