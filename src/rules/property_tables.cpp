#include "rules/property_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "figures/plan.h"

namespace capalint::property {

Type object_type(Scope scope) { return {.kind = Kind::object, .scope = scope}; }

Value quantity(const Type& type, const Ratio& value, Span span) {
  return Value::of({.value = value, .unit = type.unit, .percent = type.percent}, span);
}

// What is not there may have stood on a line that could not be read.
Value missing(bool damaged) { return damaged ? Value::unknown() : Value::absent(); }

namespace {

bool is_blank(std::string_view text) {
  const bool printed = std::any_of(text.begin(), text.end(), [](char c) { return c > ' '; });
  return !printed && normalised(text).empty();
}

}  // namespace

Value text_or_missing(const std::optional<ast::Text>& text) {
  const bool blank = !text || is_blank(text->text);
  return blank ? Value::absent() : Value::of(text->text, text->span);
}

Value object(const Model& model, const Object& object) {
  Value value = Value::of(object, span_of(model, object));
  value.text = name_of(model, object);
  return value;
}

std::string new_core_working(Reading& reading, SettingsId settings, const Ratio& core_hours) {
  return fmt::format("{} / {} × {}", hours_text(core_hours),
                     hours_text(reading.number(settings, reading->known.session)),
                     to_decimal(multiplier_in_force(reading, settings), 2));
}

Ratio sites_named(const Model& model, Range<Block> blocks) {
  std::set<std::string> names;
  for (const BlockId b : blocks) {
    const auto& site = model.blocks[b].said->site;
    if (site) names.insert(normalised(site->text));
  }
  return static_cast<std::int64_t>(names.size());
}

Value target_of(const Model& model, const std::vector<TargetId>& ids, const Quarter& quarter,
                bool actual, bool core, const Type& type, bool damaged) {
  for (const TargetId id : ids) {
    const ast::Target& said = *model.targets[id].said;
    if (said.actual != actual || said.quarter.value != quarter) continue;
    const auto& number = core ? said.core : said.choice;
    if (number) return quantity(type, number->value, number->span);
  }
  return missing(damaged);
}

Value target_of_plan(const Model& model, PlanId index, bool core) {
  const Plan& plan = model.plans[index];
  std::vector<TargetId> ids;
  for (const TargetId id : plan.targets) ids.push_back(id);
  return target_of(model, ids, model.quarter_of(plan.team), false, core,
                   core ? families_type : appointments_type, plan.damaged);
}

}  // namespace capalint::property
