// The built-in words of the rule language: one row of one table for each, with its type and its
// doc, which also feed hover, completion and the manual. Nothing here knows a rule.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "figures/reading.h"
#include "model/model.h"

namespace capalint {

/// A property of something a rule looks at, such as `contract` of a plan.
class Property {
 public:
  template <class Subject>
  using Code = Value (*)(Reading&, Subject);
  template <class Subject>
  using CodeOfActivities = Value (*)(Reading&, Subject, ActivitySet);
  template <class Subject>
  using Working = std::string (*)(Reading&, Subject);

  Scope scope = Scope::plan;
  std::string_view name;
  bool takes_activities = false;  // `hours(core + specific)`
  Type type;
  std::string_view doc;
  std::string_view source;  // of the number's meaning, where it is CAPA's

  template <class Subject>
  static Property of(std::string_view name, Type type, std::string_view doc,
                     std::string_view source, Code<Subject> code,
                     Working<Subject> working = nullptr) {
    Property row = named<Subject>(name, type, doc, source, working);
    row.code_ = reinterpret_cast<Erased>(code);
    row.call_ = [](Erased erased, Reading& reading, const Object& object, ActivitySet) {
      return reinterpret_cast<Code<Subject>>(erased)(reading, std::get<Subject>(object));
    };
    return row;
  }

  template <class Subject>
  static Property of_activities(std::string_view name, Type type, std::string_view doc,
                                std::string_view source, CodeOfActivities<Subject> code) {
    Property row = named<Subject>(name, type, doc, source, nullptr);
    row.takes_activities = true;
    row.code_ = reinterpret_cast<Erased>(code);
    row.call_ = [](Erased erased, Reading& reading, const Object& object, ActivitySet set) {
      return reinterpret_cast<CodeOfActivities<Subject>>(erased)(reading, std::get<Subject>(object),
                                                                 set);
    };
    return row;
  }

  /// Absent when the files do not say it. What `reading` notes says whether it may rest on a line that
  /// could not be read. `object` is of this property's scope.
  [[nodiscard]] Value value(Reading& reading, const Object& object, ActivitySet activities) const {
    return call_(code_, reading, object, activities);
  }
  /// How it is worked out, with this object's numbers, such as `11h / 3.5h × 3`; may be empty.
  [[nodiscard]] std::string working(Reading& reading, const Object& object) const {
    return working_ == nullptr ? std::string() : show_(working_, reading, object);
  }

 private:
  using Erased = void (*)();

  template <class Subject>
  static Property named(std::string_view name, Type type, std::string_view doc,
                        std::string_view source, Working<Subject> working) {
    Property row;
    row.scope = scope_of(Object(Subject()));
    row.name = name;
    row.type = type;
    row.doc = doc;
    row.source = source;
    row.working_ = reinterpret_cast<Erased>(working);
    row.show_ = [](Erased erased, Reading& reading, const Object& object) {
      return reinterpret_cast<Working<Subject>>(erased)(reading, std::get<Subject>(object));
    };
    return row;
  }

  Erased code_ = nullptr;
  Value (*call_)(Erased, Reading&, const Object&, ActivitySet) = nullptr;
  Erased working_ = nullptr;
  std::string (*show_)(Erased, Reading&, const Object&) = nullptr;
};

[[nodiscard]] const std::vector<Property>& properties();
[[nodiscard]] const Property* find_property(Scope scope, std::string_view name);

/// What `for each` of a collection inside a rule goes through, seen from `from`.
[[nodiscard]] bool contains_scope(Scope from, Scope collection);

/// Calls `use` with each thing of a collection that something holds.
template <class Use>
void each_of(const Model& model, const Object& from, Scope collection, Use use) {
  const auto all = [&](const auto& ids) {
    for (const auto id : ids) use(Object(id));
  };
  if (const auto* team = std::get_if<TeamId>(&from)) {
    if (collection == Scope::plan) all(model.teams[*team].plans);
    if (collection == Scope::allocation) all(model.teams[*team].allocations);
    if (collection == Scope::target) all(model.teams[*team].targets);
  } else if (const auto* clinician = std::get_if<ClinicianId>(&from)) {
    all(model.clinicians[*clinician].plans);
  } else if (const auto* plan = std::get_if<PlanId>(&from)) {
    if (collection == Scope::day) all(model.plans[*plan].days);
    if (collection == Scope::line) all(model.plans[*plan].lines);
    if (collection == Scope::block) all(model.plans[*plan].blocks);
    if (collection == Scope::leave) all(model.plans[*plan].leaves);
    if (collection == Scope::target) all(model.plans[*plan].targets);
    if (collection == Scope::allocation) all(model.plans[*plan].allocations);
  } else if (const auto* day = std::get_if<DayId>(&from)) {
    if (collection == Scope::line) all(model.days[*day].lines);
    if (collection == Scope::block) all(model.days[*day].blocks);
  } else if (const auto* line = std::get_if<LineId>(&from)) {
    all(model.lines[*line].blocks);
  }
}

/// How many things of one scope the workspace holds: what a rule's `for each` goes through.
[[nodiscard]] std::size_t count(const Model& model, Scope scope);

/// The settings in force for something.
[[nodiscard]] SettingsId settings_of(const Model& model, const Object& object);
/// The team and the plan that something belongs to; `none` when it belongs to none.
[[nodiscard]] TeamId team_of(const Model& model, const Object& object);
[[nodiscard]] PlanId plan_of(const Model& model, const Object& object);
/// The place that stands for it in a finding, and its name for people.
[[nodiscard]] Span span_of(const Model& model, const Object& object);
[[nodiscard]] std::string_view name_of(const Model& model, const Object& object);
/// Whether part of it could not be read.
[[nodiscard]] bool damaged(const Model& model, const Object& object);
/// Where the plan, day or line names one of these activities first; not valid when it does not.
[[nodiscard]] Span place_of_activity(const Model& model, const Object& object,
                                     ActivitySet activities);

}  // namespace capalint
