#include "model/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "words/activities.h"

namespace capalint {
namespace {

bool holds(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.begin < outer.end;
}

// The end of a line's time may change, and it is still the same line.
std::string time_of(const ast::DayLine& line) {
  std::string text = ast::to_string(line.days);
  if (line.half) text += fmt::format(" {}", to_string(*line.half));
  if (line.clock) text += fmt::format(" {}", to_string(line.clock->start));
  return text;
}

}  // namespace

std::string_view to_string(ast::Half half) {
  switch (half) {
    case ast::Half::am: return "am";
    case ast::Half::pm: return "pm";
    case ast::Half::eve: return "eve";
  }
  return "";
}

std::string when(const ast::DayLine& line) {
  std::string text = ast::to_string(line.days);
  if (line.clock)
    return text + fmt::format(" {}-{}", to_string(line.clock->start), to_string(line.clock->end));
  return line.half ? text + fmt::format(" {}", to_string(*line.half)) : text;
}

Places::Places(const Model& model) : model_(model) {
  for (const PlanId plan : model.plans.ids()) by_place_.push_back(plan);
  std::sort(by_place_.begin(), by_place_.end(), [&](PlanId a, PlanId b) {
    const Span first = model.plans[a].said->span;
    const Span second = model.plans[b].said->span;
    return std::tie(first.file, first.begin) < std::tie(second.file, second.begin);
  });
}

PlanId Places::plan_at(Span span) const {
  const auto next =
      std::upper_bound(by_place_.begin(), by_place_.end(), span, [&](const Span& at, PlanId plan) {
        const Span said = model_.plans[plan].said->span;
        return std::tie(at.file, at.begin) < std::tie(said.file, said.begin);
      });
  if (!span.valid() || next == by_place_.begin()) return none;
  const PlanId plan = *std::prev(next);
  return holds(model_.plans[plan].said->span, span) ? plan : none;
}

std::string_view Places::clinician(Span span) const {
  const PlanId plan = plan_at(span);
  return plan == none ? std::string_view{} : model_.plan_name(plan);
}

std::string Places::place(Span span) const {
  const PlanId index = plan_at(span);
  if (index == none) return {};
  const Plan& plan = model_.plans[index];
  for (const LineId l : plan.lines) {
    const Line& line = model_.lines[l];
    if (!holds(line.said->span, span)) continue;
    std::string text = time_of(*line.said);
    for (const BlockId b : line.blocks) {
      const Block& block = model_.blocks[b];
      if (holds(block.said->span, span))
        text += fmt::format(" {}", activities()[block.activity].name);
    }
    return text;
  }
  for (const TargetId t : plan.targets) {
    const ast::Target& said = *model_.targets[t].said;
    if (holds(said.span, span)) return "target " + to_string(said.quarter.value);
  }
  return "plan";
}

}  // namespace capalint
