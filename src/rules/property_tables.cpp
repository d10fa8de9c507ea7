#include "rules/property_tables.h"

#include <fmt/format.h>

#include <set>

namespace capalint::property {

Type object_type(Scope scope) { return {.kind = Kind::object, .scope = scope}; }

Value quantity(const Type& type, const Ratio& value, Span span) {
  return Value::of({.value = value, .unit = type.unit, .percent = type.percent}, span);
}

// What is not there may have stood on a line that could not be read.
Value missing(bool damaged) { return damaged ? Value::unknown() : Value::absent(); }

Value text_or_missing(const std::optional<ast::Text>& text) {
  return text ? Value::of(text->text, text->span) : Value::absent();
}

Value object(const Model& model, const Object& object) {
  Value value = Value::of(object, span_of(model, object));
  value.text = name_of(model, object);
  return value;
}

std::string new_core_working(const Model& model, SettingsId settings, const Ratio& core_hours) {
  return fmt::format("{} / {} × {}", hours_text(core_hours),
                     hours_text(model.setting_value(settings, model.known.session)),
                     to_decimal(multiplier_in_force(model, settings), 2));
}

namespace {

bool takes_big_admin_from_core(const Model& model, const Plan& plan) {
  const Value& base = model.setting(plan.settings, model.known.big_admin_base);
  return contains(static_cast<ActivitySet>(base.number), activity::core);
}

}  // namespace

Ratio core_hours_after_big_admin(const Model& model, const Plan& plan) {
  return finished_hours(model, plan, plan.hours)[activity::core];
}

Ratio core_hours_before_big_admin(const Model& model, const Plan& plan) {
  const Ratio& hours = plan.hours[activity::core];
  const bool converted = plan.before_big_admin == nullptr && takes_big_admin_from_core(model, plan);
  if (!converted || model.is_set_to_yes(plan.settings, model.known.big_admin_added)) return hours;
  return capacity::clinical_before_conversion(
      hours, model.setting_value(plan.settings, model.known.session),
      model.setting_value(plan.settings, model.known.big_admin_per_session));
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
