#include "rules/about.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/halves.h"
#include "model/places.h"
#include "rules/overloaded.h"
#include "rules/properties.h"

namespace capalint {
namespace {

void add_plans(const Model& model, ClinicianId person, std::vector<Span>& texts) {
  for (const PlanId plan : model.clinicians[person].plans)
    texts.push_back(model.plans[plan].said->span);
}

// Clinical work of one half-day counts together, in whichever of its lines it stands.
void add_half_day(const Model& model, LineId id, std::vector<Span>& texts) {
  const Line& line = model.lines[id];
  texts.push_back(line.said->span);
  const auto half = half_of(*line.said);
  if (!half || !line.day) return;
  for (const LineId other : model.days[line.day].lines) {
    if (other != id && half_of(*model.lines[other].said) == half)
      texts.push_back(model.lines[other].said->span);
  }
}

bool is_in(const std::vector<Span>& texts, Span span) {
  return std::any_of(texts.begin(), texts.end(), [&](Span text) { return holds(text, span); });
}

// The other side of a clash, or of a journey, may have the exception as well.
void add_lines_beside(const Model& model, PlanId plan, const Diagnostic& found,
                      std::vector<Span>& texts) {
  std::vector<Span> plans;
  add_plans(model, model.plans[plan].clinician, plans);
  for (const Label& label : found.labels) {
    if (is_in(plans, label.span)) texts.push_back(label.span);
  }
}

std::string of_target(const Model& model, const std::vector<TargetId>& targets, Span place,
                      std::string_view otherwise) {
  for (const TargetId id : targets) {
    if (holds(model.targets[id].said->span, place)) return place_of(*model.targets[id].said);
  }
  return std::string(otherwise);
}

std::string of_line(const Model& model, LineId id, Span place) {
  const Line& line = model.lines[id];
  for (const BlockId block : line.blocks) {
    if (holds(model.blocks[block].said->span, place)) return place_of(model, block);
  }
  return place_of(*line.said);
}

bool is_of_several_teams(const Model& model, PlanId plan) {
  const auto& plans = model.clinicians[model.plans[plan].clinician].plans;
  return std::any_of(plans.begin(), plans.end(), [&](PlanId other) {
    return model.plans[other].team != model.plans[plan].team;
  });
}

}  // namespace

About about(const Model& model, const Object& object, const Diagnostic& found) {
  const TeamId team = team_of(model, object);
  const PlanId plan = plan_of(model, object);
  About result{.team = team ? model.teams[team].said : nullptr,
               .plan = plan ? model.plans[plan].said : nullptr};
  std::vector<Span>& texts = result.texts;
  std::visit(Overloaded{[&](TeamId id) { texts.push_back(model.teams[id].said->span); },
                        [&](PlanId id) { texts.push_back(model.plans[id].said->span); },
                        [&](ClinicianId id) { add_plans(model, id, texts); },
                        [&](DayId id) {
                          for (const LineId line : model.days[id].lines)
                            texts.push_back(model.lines[line].said->span);
                        },
                        [&](LineId id) { add_half_day(model, id, texts); },
                        [&](BlockId id) {
                          texts.push_back(model.lines[model.blocks[id].line].said->span);
                        },
                        [&](LeaveId id) { texts.push_back(model.leaves[id].said->span); },
                        [&](AllocationId id) { texts.push_back(model.allocations[id].said->span); },
                        [&](TargetId id) { texts.push_back(model.targets[id].said->span); }},
             object);
  const bool of_week = std::holds_alternative<DayId>(object) ||
                       std::holds_alternative<LineId>(object) ||
                       std::holds_alternative<BlockId>(object);
  if (of_week) add_lines_beside(model, plan, found, texts);
  return result;
}

std::string lasting_place(const Model& model, const Object& object, Span found_at) {
  const PlanId plan = plan_of(model, object);
  const std::string place = std::visit(
      Overloaded{
          [&](TeamId id) { return of_target(model, model.teams[id].targets, found_at, "team"); },
          [&](PlanId id) {
            const auto targets = model.plans[id].targets;
            return of_target(model, {targets.begin(), targets.end()}, found_at, "plan");
          },
          [&](ClinicianId) { return std::string("all plans"); },
          [&](DayId id) {
            // What is written for several days is found once.
            for (const LineId line : model.days[id].lines) {
              const ast::Days& days = model.lines[line].said->days;
              if (holds(days.span, model.days[id].span)) return ast::to_string(days);
            }
            return std::string(to_string(model.days[id].weekday));
          },
          [&](LineId id) { return of_line(model, id, found_at); },
          [&](BlockId id) { return place_of(model, id); },
          [&](LeaveId id) {
            return fmt::format("leave {}", to_string(model.leaves[id].said->first.value));
          },
          [&](AllocationId id) {
            return fmt::format("choice \"{}\"", model.allocations[id].said->clinician.text);
          },
          [&](TargetId id) { return place_of(*model.targets[id].said); }},
      object);
  return plan && is_of_several_teams(model, plan) && model.plans[plan].team
             ? fmt::format("{} in {}", place, name_of(model, model.plans[plan].team))
             : place;
}

}  // namespace capalint
