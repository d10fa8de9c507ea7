#include "rules/properties.h"

#include <algorithm>
#include <stdexcept>

#include "rules/property_tables.h"

namespace capalint {

using enum Scope;

namespace {

using Names = std::vector<std::string_view>;

// What a property is worked out from, beside what the files say; a test changes each setting and looks.
struct Reads {
  Scope scope;
  std::string_view property;
  Names names;
};

std::vector<Reads> all_reads() {
  const Names calculated{"contacts-per-session", "working-weeks", "core-appointments"};
  Names multiplier{"multiplier"};
  multiplier.insert(multiplier.end(), calculated.begin(), calculated.end());
  Names core{"core", "session", "big-admin-base", "big-admin-added", "big-admin-per-session"};
  core.insert(core.end(), multiplier.begin(), multiplier.end());
  Names paid;
  for (ActivityId id = 0; id < activities().size(); ++id) {
    if (contains(paid_activities(), id)) paid.push_back(activities()[id].name);
  }
  Names share = paid;
  share.insert(share.end(),
               {"session", "big-admin-base", "big-admin-added", "big-admin-per-session"});
  const Names choice{"choice", "choice-length"};
  const auto of_those_who_count = [](Names names) {
    names.insert(names.end(), {"trainee", "trainees-count"});
    return names;
  };
  return {
      {plan, "paid-hours", paid},
      {plan, "core-share", share},
      {plan, "new-core", core},
      {plan, "new-core-gross", core},
      {plan, "new-core-least", core},
      {plan, "new-core-most", core},
      {plan, "choice-in-plan", choice},
      {team, "paid-hours", of_those_who_count(paid)},
      {team, "core-share", of_those_who_count(share)},
      {team,
       "median-core-share",
       {"session", "big-admin-base", "big-admin-added", "big-admin-per-session"}},
      {team, "new-core", of_those_who_count(core)},
      {team, "balance", of_those_who_count(core)},
      {team, "balance-begins", {"balance-low", "balance-high", "transfer-low", "transfer-high"}},
      {team, "balance-ends", {"balance-low", "balance-high", "transfer-low", "transfer-high"}},
      {team, "core-needed-low", {"transfer-low"}},
      {team, "core-needed-high", {"transfer-high"}},
      {plan, "counts", of_those_who_count({})},
      {team, "plans-in-force", of_those_who_count({})},
      {team, "choice-in-plans", of_those_who_count(choice)},
      {team, "choice-scheduled", of_those_who_count(choice)},
      {team, "choice-after-loss", of_those_who_count({"choice", "choice-length", "choice-loss"})},
      {team, "multiplier-in-force", multiplier},
      {team, "multiplier-calculated", calculated},
      {team, "fte-in-force", of_those_who_count({"full-time"})},
      {block, "appointments-that-fit", {"session", "contacts-per-session"}},
  };
}

}  // namespace

const std::vector<Property>& properties() {
  static const std::vector<Property> table = [] {
    std::vector<Property> all;
    for (auto part : {property::of_team(), property::of_plan(), property::of_clinician(),
                      property::of_week(), property::of_others()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    for (Reads& reads : all_reads()) {
      const auto row = std::find_if(all.begin(), all.end(), [&](const Property& property) {
        return property.scope == reads.scope && property.name == reads.property;
      });
      if (row == all.end())
        throw std::logic_error("no such property: " + std::string(reads.property));
      row->reads = std::move(reads.names);
    }
    return all;
  }();
  return table;
}

const Property* find_property(Scope scope, std::string_view name) {
  for (const Property& property : properties()) {
    if (property.scope == scope && property.name == name) return &property;
  }
  return nullptr;
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

void for_each(const Model& model, Object from, Scope collection,
              const std::vector<std::uint32_t>*& list, std::uint32_t& first, std::uint32_t& end) {
  list = nullptr;
  first = end = 0;
  const auto range = [&](std::uint32_t begin, std::uint32_t stop) {
    first = begin;
    end = stop;
  };
  if (from.scope == team) {
    const Team& t = model.teams[from.index];
    list = collection == plan ? &t.plans : collection == allocation ? &t.allocations : &t.targets;
  } else if (from.scope == clinician) {
    list = &model.clinicians[from.index].plans;
  } else if (from.scope == plan) {
    const Plan& p = model.plans[from.index];
    if (collection == day) range(p.first_day, p.end_day);
    if (collection == line) range(p.first_line, p.end_line);
    if (collection == block) range(p.first_block, p.end_block);
    if (collection == leave) range(p.first_leave, p.end_leave);
    if (collection == target) range(p.first_target, p.end_target);
    if (collection == allocation) list = &p.allocations;
  } else if (from.scope == day) {
    const Day& d = model.days[from.index];
    if (collection == line) range(d.first_line, d.end_line);
    if (collection == block) range(d.first_block, d.end_block);
  } else if (from.scope == line) {
    range(model.lines[from.index].first_block, model.lines[from.index].end_block);
  }
}

std::uint32_t count(const Model& model, Scope scope) {
  const auto size = [](const auto& vector) { return static_cast<std::uint32_t>(vector.size()); };
  switch (scope) {
    case team: return size(model.teams);
    case plan: return size(model.plans);
    case clinician: return size(model.clinicians);
    case day: return size(model.days);
    case line: return size(model.lines);
    case block: return size(model.blocks);
    case leave: return size(model.leaves);
    case allocation: return size(model.allocations);
    case target: return size(model.targets);
  }
  return 0;
}

std::uint32_t plan_of(const Model& model, Object object) {
  switch (object.scope) {
    case plan: return object.index;
    case day: return model.days[object.index].plan;
    case line: return model.lines[object.index].plan;
    case block: return model.blocks[object.index].plan;
    case leave: return model.leaves[object.index].plan;
    case allocation: return model.allocations[object.index].plan;
    case target: return model.targets[object.index].plan;
    case team:
    case clinician: return nobody;
  }
  return nobody;
}

std::uint32_t team_of(const Model& model, Object object) {
  if (object.scope == team) return object.index;
  if (object.scope == allocation) return model.allocations[object.index].team;
  if (object.scope == target) return model.targets[object.index].team;
  if (object.scope == clinician) {
    const auto& plans = model.clinicians[object.index].plans;
    return plans.empty() ? nobody : model.plans[plans.front()].team;
  }
  return model.plans[plan_of(model, object)].team;
}

std::uint32_t settings_of(const Model& model, Object object) {
  const std::uint32_t plan_index = plan_of(model, object);
  if (plan_index != nobody) return model.plans[plan_index].settings;
  const std::uint32_t team_index = team_of(model, object);
  return team_index == nobody ? 0 : model.teams[team_index].settings;
}

Span span_of(const Model& model, Object object) {
  switch (object.scope) {
    case team: return model.teams[object.index].said->name.span;
    case plan: return model.plans[object.index].said->clinician.span;
    case clinician: return model.clinicians[object.index].span;
    case day: return model.days[object.index].span;
    case line: {
      const ast::DayLine& said = *model.lines[object.index].said;
      return said.clock ? said.clock->span : said.day_span;
    }
    case block: return model.blocks[object.index].said->activity.span;
    case leave: return model.leaves[object.index].said->span;
    case allocation: return model.allocations[object.index].said->clinician.span;
    case target: return model.targets[object.index].said->span;
  }
  return {};
}

std::string_view name_of(const Model& model, Object object) {
  switch (object.scope) {
    case team: return model.teams[object.index].said->name.text;
    case plan: return model.plan_name(object.index);
    case clinician: return model.clinicians[object.index].name;
    case day: return full_name(model.days[object.index].weekday);
    case line: return full_name(model.days[model.lines[object.index].day].weekday);
    case block: return model.blocks[object.index].said->activity.text;
    case leave: return model.leaves[object.index].said->reason.text;
    case allocation: return model.allocations[object.index].said->clinician.text;
    case target:
      return model.targets[object.index].plan == nobody
                 ? name_of(model, {team, model.targets[object.index].team})
                 : model.plan_name(model.targets[object.index].plan);
  }
  return {};
}

bool damaged(const Model& model, Object object) {
  if (object.scope == team) return model.teams[object.index].incomplete;
  if (object.scope == clinician) return model.clinicians[object.index].damaged;
  if (object.scope == line) {
    const Line& l = model.lines[object.index];
    return l.end_block - l.first_block != l.said->blocks.size();
  }
  const std::uint32_t plan_index = plan_of(model, object);
  if (plan_index != nobody) return model.plans[plan_index].damaged;
  const std::uint32_t team_index = team_of(model, object);
  return team_index != nobody && model.teams[team_index].damaged;
}

Span place_of_activity(const Model& model, Object object, ActivitySet activities) {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  switch (object.scope) {
    case plan:
      first = model.plans[object.index].first_block;
      end = model.plans[object.index].end_block;
      break;
    case day:
      first = model.days[object.index].first_block;
      end = model.days[object.index].end_block;
      break;
    case line:
      first = model.lines[object.index].first_block;
      end = model.lines[object.index].end_block;
      break;
    case block:
      first = object.index;
      end = object.index + 1;
      break;
    case team:
    case clinician:
    case leave:
    case allocation:
    case target: break;
  }
  for (std::uint32_t b = first; b < end; ++b) {
    if (contains(activities, model.blocks[b].activity)) return model.blocks[b].said->activity.span;
  }
  return {};
}

}  // namespace capalint
