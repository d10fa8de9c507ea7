// What the tables of properties share: types, and how a value is made of a number, a name or nothing.
// Private to `rules`.
#pragma once

#include "capacity/capacity.h"
#include "rules/properties.h"

namespace capalint::property {

inline constexpr std::string_view capa = "CAPA, Job Plans";

inline const Type hours_type{.kind = Kind::quantity, .unit = Unit::of(Base::hour)};
inline const Type number_type{.kind = Kind::quantity};
inline const Type percent_type{.kind = Kind::quantity, .percent = true};
inline const Type families_type{.kind = Kind::quantity, .unit = Unit::of(Base::family)};
inline const Type appointments_type{.kind = Kind::quantity, .unit = Unit::of(Base::appointment)};
inline const Type appointments_a_week{.kind = Kind::quantity,
                                      .unit = Unit::of(Base::appointment) / Unit::of(Base::week)};
inline const Type referrals_type{.kind = Kind::quantity, .unit = Unit::of(Base::referral)};
inline const Type referrals_a_week{.kind = Kind::quantity,
                                   .unit = Unit::of(Base::referral) / Unit::of(Base::week)};
inline const Type weeks_type{.kind = Kind::quantity, .unit = Unit::of(Base::week)};
inline const Type text_type{.kind = Kind::text};
inline const Type truth_type{.kind = Kind::boolean};
inline const Type date_type{.kind = Kind::date};
inline const Type clock_type{.kind = Kind::clock};
inline const Type quarter_type{.kind = Kind::quarter};
inline const Type activities_type{.kind = Kind::activities};
[[nodiscard]] Type object_type(Scope scope);

[[nodiscard]] Value quantity(const Type& type, const Ratio& value, Span span = {});
/// What is not there may have stood on a line that could not be read.
[[nodiscard]] Value missing(bool damaged);
[[nodiscard]] Value text_or_missing(const std::optional<ast::Text>& text);
[[nodiscard]] Value object(const Model& model, const Object& object);
/// Absent for `none`.
template <class Thing>
[[nodiscard]] Value object(const Model& model, Id<Thing> id) {
  return id ? object(model, Object(id)) : Value::absent();
}

/// `11h / 3.5h × 3`
[[nodiscard]] std::string new_core_working(Reading& reading, SettingsId settings,
                                           const Ratio& core_hours);
/// How many different sites these blocks name.
[[nodiscard]] Ratio sites_named(const Model& model, Range<Block> blocks);
/// The number of a `target` (or `actual`) line for a quarter.
[[nodiscard]] Value target_of(const Model& model, const std::vector<TargetId>& ids,
                              const Quarter& quarter, bool actual, bool core, const Type& type,
                              bool damaged);

/// The Core or Choice target of a plan for the quarter that its team plans.
[[nodiscard]] Value target_of_plan(const Model& model, PlanId plan, bool core);

// One table for each kind of thing, in a file of its own.
[[nodiscard]] std::vector<Property> of_team();
[[nodiscard]] std::vector<Property> of_plan();
[[nodiscard]] std::vector<Property> of_clinician();
[[nodiscard]] std::vector<Property> of_week();
[[nodiscard]] std::vector<Property> of_others();

}  // namespace capalint::property
