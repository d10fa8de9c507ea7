// Which settings rules and properties look at: for what is told of them, and to find a setting of a plan
// that nobody looks at there. Of a property that is observed, while it is worked out for everything in
// a small sample workspace, so it does not change with the files of the run.
#pragma once

#include <string_view>
#include <vector>

#include "rules/program.h"

namespace capalint {

struct SettingRead {
  std::string_view setting;
  bool of_plan = false;  // looked up for a plan, and not for a team
  friend bool operator==(const SettingRead&, const SettingRead&) = default;
};

/// Those of a property, each once.
[[nodiscard]] const std::vector<SettingRead>& settings_read(const Property& property);

/// Those of a rule, also by way of properties, in the order of their declaration.
[[nodiscard]] std::vector<SettingId> settings_read(const Model& model, const CheckedRule& rule);
/// Those that it looks up for a plan, so that a plan can set them for itself.
[[nodiscard]] std::vector<SettingId> settings_read_of_plans(const Model& model,
                                                            const CheckedRule& rule);

/// By name those that any rule of the standard packs looks up for a plan, made once.
[[nodiscard]] const std::vector<std::string_view>& settings_read_of_plans_by_packs();

/// The sample as a file would say it; every property has a value in it.
[[nodiscard]] std::string_view sample_text();
/// The sample with the standard packs, made once.
[[nodiscard]] const Model& sample();

}  // namespace capalint
