// What an expression of the rule language, a setting or a property can be.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "model/ids.h"
#include "source/span.h"
#include "units/calendar.h"
#include "units/quantity.h"
#include "words/activities.h"

namespace capalint {

/// The things that a rule can look at one by one.
enum class Scope : std::uint8_t {
  team,
  plan,
  clinician,
  day,
  line,
  block,
  leave,
  allocation,
  target
};
inline constexpr std::size_t scope_count = static_cast<std::size_t>(Scope::target) + 1;

[[nodiscard]] std::string_view to_string(Scope scope);
/// `plan` for both `plan` and `plans`.
[[nodiscard]] bool scope_from(std::string_view word, Scope& scope);

/// One of them, in the order of `Scope`.
using Object = std::variant<TeamId, PlanId, ClinicianId, DayId, LineId, BlockId, LeaveId,
                            AllocationId, TargetId>;
static_assert(std::variant_size_v<Object> == scope_count);

[[nodiscard]] inline Scope scope_of(const Object& object) {
  return static_cast<Scope>(object.index());
}
[[nodiscard]] Object object_in(Scope scope, std::size_t index);

enum class Kind : std::uint8_t {
  absent,   // not said: nothing is judged with it, unless the rule asks `has(…)`
  unknown,  // was on a line that could not be read: nothing is judged with it at all
  failed,   // has no result, such as a division by zero; `text` says why
  quantity,
  boolean,
  text,
  date,
  quarter,
  clock,
  activities,
  object,
};

/// A value and where it was written. Texts are views into a source or into a static table.
struct Value {
  Kind kind = Kind::absent;
  Quantity quantity;
  std::string_view text;
  std::int64_t number =
      0;  // boolean; days since 1970-01-01; year * 4 + quarter - 1; minutes; activities
  Object object;
  Span span;

  [[nodiscard]] bool known() const { return kind > Kind::failed; }
  [[nodiscard]] bool truth() const { return kind == Kind::boolean && number != 0; }

  static Value absent() { return {}; }
  static Value unknown();
  /// `why` has to outlive the value.
  static Value failed(std::string_view why);
  static Value of(Quantity quantity, Span span = {});
  static Value boolean(bool truth, Span span = {});
  static Value of(std::string_view text, Span span = {});
  static Value of(Date date, Span span = {});
  static Value of(const Quarter& quarter, Span span = {});
  static Value of(Clock clock, Span span = {});
  static Value of(Object object, Span span = {});
  static Value activities(ActivitySet set, Span span = {});

  [[nodiscard]] Date date() const { return Date(std::chrono::days(number)); }
  [[nodiscard]] Quarter quarter() const;
};

inline Value Value::unknown() { return {.kind = Kind::unknown}; }
inline Value Value::failed(std::string_view why) { return {.kind = Kind::failed, .text = why}; }
inline Value Value::of(Quantity quantity, Span span) {
  return {.kind = Kind::quantity, .quantity = quantity, .span = span};
}
inline Value Value::boolean(bool truth, Span span) {
  return {.kind = Kind::boolean, .number = truth ? 1 : 0, .span = span};
}
inline Value Value::of(std::string_view text, Span span) {
  return {.kind = Kind::text, .text = text, .span = span};
}
inline Value Value::of(Date date, Span span) {
  return {.kind = Kind::date, .number = date.time_since_epoch().count(), .span = span};
}
inline Value Value::of(const Quarter& quarter, Span span) {
  return {.kind = Kind::quarter, .number = quarter.year * 4 + quarter.number - 1, .span = span};
}
inline Value Value::of(Clock clock, Span span) {
  return {.kind = Kind::clock, .number = clock.minutes, .span = span};
}
inline Value Value::of(Object object, Span span) {
  return {.kind = Kind::object, .object = object, .span = span};
}
inline Value Value::activities(ActivitySet set, Span span) {
  return {.kind = Kind::activities, .number = static_cast<std::int64_t>(set), .span = span};
}

/// As people read it: `2h34m`, `Karen Peters`, `2026-Q4`, `choice + core`, `yes`.
[[nodiscard]] std::string to_text(const Value& value);

/// The type that the checker knows of a value before any plan is read.
struct Type {
  Kind kind = Kind::quantity;
  Unit unit;                  // of a quantity
  Scope scope = Scope::plan;  // of an object
  bool percent = false;
  friend bool operator==(const Type& a, const Type& b) {
    return a.kind == b.kind && (a.kind != Kind::quantity || a.unit == b.unit) &&
           (a.kind != Kind::object || a.scope == b.scope);
  }
};

[[nodiscard]] Type type_of(const Value& value);
/// `hours`, `appointments per week`, `yes or no`, `a date`, `a plan`.
[[nodiscard]] std::string name_of(const Type& type);

}  // namespace capalint
