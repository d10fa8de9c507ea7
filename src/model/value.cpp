#include "model/value.h"

#include <array>

#include "diagnostics/english.h"

namespace capalint {
namespace {
constexpr std::array<std::string_view, 9> scope_names{
    "team", "plan", "clinician", "day", "line", "block", "leave", "allocation", "target"};
}

std::string_view to_string(Scope scope) { return scope_names[static_cast<std::size_t>(scope)]; }

bool scope_from(std::string_view word, Scope& scope) {
  for (std::size_t i = 0; i < scope_names.size(); ++i) {
    const bool plural = word.size() == scope_names[i].size() + 1 && word.back() == 's' &&
                        word.starts_with(scope_names[i]);
    if (word == scope_names[i] || plural) {
      scope = static_cast<Scope>(i);
      return true;
    }
  }
  return false;
}

Object object_in(Scope scope, std::size_t index) {
  switch (scope) {
    case Scope::team: return TeamId(index);
    case Scope::plan: return PlanId(index);
    case Scope::clinician: return ClinicianId(index);
    case Scope::day: return DayId(index);
    case Scope::line: return LineId(index);
    case Scope::block: return BlockId(index);
    case Scope::leave: return LeaveId(index);
    case Scope::allocation: return AllocationId(index);
    case Scope::target: return TargetId(index);
  }
  return TeamId();
}

Quarter Value::quarter() const {
  return {static_cast<int>(number / 4), static_cast<int>(number % 4) + 1};
}

std::string to_text(const Value& value) {
  switch (value.kind) {
    case Kind::absent: return "nothing";
    case Kind::unknown: return "unknown";
    case Kind::failed: return "no result";
    case Kind::quantity: return to_text(value.quantity);
    case Kind::boolean: return value.number != 0 ? "yes" : "no";
    case Kind::text: return std::string(value.text);
    case Kind::date: return to_string(value.date());
    case Kind::quarter: return to_string(value.quarter());
    case Kind::clock: return to_string(Clock{static_cast<int>(value.number)});
    case Kind::activities: return to_text(static_cast<ActivitySet>(value.number));
    case Kind::object: return std::string(value.text);
  }
  return {};
}

Type type_of(const Value& value) {
  return {.kind = value.kind,
          .unit = value.quantity.unit,
          .scope = scope_of(value.object),
          .percent = value.quantity.percent};
}

std::string name_of(const Type& type) {
  switch (type.kind) {
    case Kind::absent:
    case Kind::unknown:
    case Kind::failed: return "nothing";
    case Kind::quantity: return name_of(type.unit);
    case Kind::boolean: return "yes or no";
    case Kind::text: return "a text";
    case Kind::date: return "a date";
    case Kind::quarter: return "a quarter";
    case Kind::clock: return "a time of day";
    case Kind::activities: return "activities";
    case Kind::object: return with_article(to_string(type.scope));
  }
  return {};
}

}  // namespace capalint
