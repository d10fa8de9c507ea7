// The built-in words of the rule language: one row of one table for each, with its type and its
// doc, which also feed hover, completion and the manual. Nothing here knows a rule.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace capalint {

/// A property of something a rule looks at, such as `contract` of a plan.
struct Property {
  Scope scope;
  std::string_view name;
  bool takes_activities = false;  // `hours(core + specific)`
  Type type;
  std::string_view doc;
  std::string_view source;  // of the number's meaning, where it is CAPA's
  /// Absent when the files do not say it; unknown when a broken line may have said it.
  Value (*value)(const Model&, std::uint32_t index, ActivitySet activities);
  /// How it is worked out, with this plan's numbers, such as `11h / 3.5h × 3`; may be null.
  std::string (*working)(const Model&, std::uint32_t index) = nullptr;
  /// The settings and activities that it is worked out from, beside what the files say.
  std::vector<std::string_view> reads = {};
};

[[nodiscard]] const std::vector<Property>& properties();
[[nodiscard]] const Property* find_property(Scope scope, std::string_view name);

/// What `for each` of a collection inside a rule goes through, seen from `from`.
[[nodiscard]] bool contains_scope(Scope from, Scope collection);
void for_each(const Model& model, Object from, Scope collection,
              const std::vector<std::uint32_t>*& list, std::uint32_t& first, std::uint32_t& end);

/// Everything of one scope in the workspace: what a rule's `for each` goes through.
[[nodiscard]] std::uint32_t count(const Model& model, Scope scope);

/// The settings in force for something.
[[nodiscard]] std::uint32_t settings_of(const Model& model, Object object);
[[nodiscard]] std::uint32_t team_of(const Model& model, Object object);
[[nodiscard]] std::uint32_t plan_of(const Model& model, Object object);
/// The place that stands for it in a finding, and its name for people.
[[nodiscard]] Span span_of(const Model& model, Object object);
[[nodiscard]] std::string_view name_of(const Model& model, Object object);
/// Whether part of it could not be read.
[[nodiscard]] bool damaged(const Model& model, Object object);
/// Where the plan, day or line names one of these activities first; not valid when it does not.
[[nodiscard]] Span place_of_activity(const Model& model, Object object, ActivitySet activities);

}  // namespace capalint
