#include "rules/properties.h"

#include <array>
#include <unordered_map>

#include "rules/overloaded.h"
#include "rules/property_tables.h"

namespace capalint {

using enum Scope;

const std::vector<Property>& properties() {
  static const std::vector<Property> table = [] {
    constexpr std::size_t about = 256;
    std::vector<Property> all;
    all.reserve(about);
    for (const auto& part : {property::of_team(), property::of_plan(), property::of_clinician(),
                             property::of_week(), property::of_others()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    return all;
  }();
  return table;
}

const Property* find_property(Scope scope, std::string_view name) {
  using ByScope = std::array<const Property*, scope_count>;
  static const std::unordered_map<std::string_view, ByScope> by_name = [] {
    std::unordered_map<std::string_view, ByScope> all;
    all.reserve(properties().size());
    for (const Property& property : properties())
      all[property.name][static_cast<std::size_t>(property.scope)] = &property;
    return all;
  }();
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : found->second[static_cast<std::size_t>(scope)];
}

bool contains_scope(Scope from, Scope collection) {
  switch (from) {
    case team: return collection == plan || collection == allocation || collection == target;
    case plan:
      return collection == day || collection == line || collection == block ||
             collection == leave || collection == target || collection == allocation;
    case clinician: return collection == plan;
    case day: return collection == line || collection == block;
    case line: return collection == block;
    case block:
    case leave:
    case allocation:
    case target: return false;
  }
  return false;
}

std::size_t count(const Model& model, Scope scope) {
  switch (scope) {
    case team: return model.teams.size();
    case plan: return model.plans.size();
    case clinician: return model.clinicians.size();
    case day: return model.days.size();
    case line: return model.lines.size();
    case block: return model.blocks.size();
    case leave: return model.leaves.size();
    case allocation: return model.allocations.size();
    case target: return model.targets.size();
  }
  return 0;
}

PlanId plan_of(const Model& model, const Object& object) {
  return std::visit(
      Overloaded{[](TeamId) { return PlanId(); }, [](ClinicianId) { return PlanId(); },
                 [](PlanId id) { return id; }, [&](DayId id) { return model.days[id].plan; },
                 [&](LineId id) { return model.lines[id].plan; },
                 [&](BlockId id) { return model.blocks[id].plan; },
                 [&](LeaveId id) { return model.leaves[id].plan; },
                 [&](AllocationId id) { return model.allocations[id].plan; },
                 [&](TargetId id) { return model.targets[id].plan; }},
      object);
}

TeamId team_of(const Model& model, const Object& object) {
  return std::visit(Overloaded{[](TeamId id) { return id; },
                               [&](ClinicianId id) {
                                 const auto& plans = model.clinicians[id].plans;
                                 return plans.empty() ? TeamId() : model.plans[plans.front()].team;
                               },
                               [&](AllocationId id) { return model.allocations[id].team; },
                               [&](TargetId id) { return model.targets[id].team; },
                               [&](auto id) { return model.plans[plan_of(model, id)].team; }},
                    object);
}

SettingsId settings_of(const Model& model, const Object& object) {
  if (const PlanId id = plan_of(model, object)) return model.plans[id].settings;
  const TeamId id = team_of(model, object);
  return id ? model.teams[id].settings : SettingsId(0);
}

Span span_of(const Model& model, const Object& object) {
  return std::visit(
      Overloaded{[&](TeamId id) { return model.teams[id].said->name.span; },
                 [&](PlanId id) { return model.plans[id].said->clinician.span; },
                 [&](ClinicianId id) { return model.clinicians[id].span; },
                 [&](DayId id) { return model.days[id].span; },
                 [&](LineId id) {
                   const ast::DayLine& said = *model.lines[id].said;
                   return said.clock ? said.clock->span : said.days.span;
                 },
                 [&](BlockId id) { return model.blocks[id].said->activity.span; },
                 [&](LeaveId id) { return model.leaves[id].said->span; },
                 [&](AllocationId id) { return model.allocations[id].said->clinician.span; },
                 [&](TargetId id) { return model.targets[id].said->span; }},
      object);
}

std::string_view name_of(const Model& model, const Object& object) {
  return std::visit(
      Overloaded{[&](TeamId id) { return model.teams[id].said->name.text; },
                 [&](PlanId id) { return model.plan_name(id); },
                 [&](ClinicianId id) { return model.clinicians[id].name; },
                 [&](DayId id) { return full_name(model.days[id].weekday); },
                 [&](LineId id) {
                   const auto weekday = model.weekday_of(model.lines[id].day);
                   return weekday ? full_name(*weekday) : std::string_view("any day");
                 },
                 [&](BlockId id) { return model.blocks[id].said->activity.text; },
                 [&](LeaveId id) { return model.leaves[id].said->reason.text; },
                 [&](AllocationId id) { return model.allocations[id].said->clinician.text; },
                 [&](TargetId id) {
                   const Target& target = model.targets[id];
                   return target.plan ? model.plan_name(target.plan)
                                      : model.teams[target.team].said->name.text;
                 }},
      object);
}

bool damaged(const Model& model, const Object& object) {
  return std::visit(Overloaded{[&](TeamId id) { return model.teams[id].incomplete; },
                               [&](ClinicianId id) { return model.clinicians[id].damaged; },
                               [&](LineId id) {
                                 const Line& line = model.lines[id];
                                 return line.blocks.size() != line.said->blocks.size();
                               },
                               [&](auto id) {
                                 if (const PlanId plan = plan_of(model, id))
                                   return model.plans[plan].damaged;
                                 const TeamId team = team_of(model, id);
                                 return team && model.teams[team].damaged;
                               }},
                    object);
}

Span place_of_activity(const Model& model, const Object& object, ActivitySet activities) {
  Range<Block> blocks;
  if (const auto* plan = std::get_if<PlanId>(&object)) blocks = model.plans[*plan].blocks;
  if (const auto* day = std::get_if<DayId>(&object)) blocks = model.days[*day].blocks;
  if (const auto* line = std::get_if<LineId>(&object)) blocks = model.lines[*line].blocks;
  if (const auto* block = std::get_if<BlockId>(&object)) {
    BlockId after = *block;
    blocks = {*block, ++after};
  }
  for (const BlockId id : blocks) {
    if (contains(activities, model.blocks[id].activity))
      return model.blocks[id].said->activity.span;
  }
  return {};
}

}  // namespace capalint
