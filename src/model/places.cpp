#include "model/places.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "words/activities.h"

namespace capalint {
namespace {

// Also of a place at which something is missing.
bool begins_in(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.begin < outer.end;
}

}  // namespace

std::string place_of(const ast::DayLine& line) {
  std::string text = ast::to_string(line.days);
  if (line.half) text += fmt::format(" {}", to_string(*line.half));
  if (line.clock) text += fmt::format(" {}", to_string(line.clock->start));
  return text;
}

std::string place_of(const Model& model, BlockId id) {
  const Block& block = model.blocks[id];
  std::string text = fmt::format("{} {}", place_of(*model.lines[block.line].said),
                                 activities()[block.activity].name);
  if (block.said->what) text += fmt::format(" \"{}\"", block.said->what->text);
  return text;
}

std::string place_of(const ast::Target& target) {
  return fmt::format("{} {}", target.actual ? "actual" : "target", to_string(target.quarter.value));
}

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
  return begins_in(model_.plans[plan].said->span, span) ? plan : none;
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
    const ast::DayLine& said = *line.said;
    if (!begins_in(said.span, span)) continue;
    // What says when may stand behind the work, or between its words.
    if (span == said.span || begins_in(said.days.span, span) ||
        (said.clock && begins_in(said.clock->span, span)))
      return place_of(said);
    for (const BlockId block : line.blocks) {
      if (begins_in(model_.blocks[block].said->span, span)) return place_of(model_, block);
    }
    return place_of(said);
  }
  for (const TargetId t : plan.targets) {
    const ast::Target& said = *model_.targets[t].said;
    if (begins_in(said.span, span)) return place_of(said);
  }
  return "plan";
}

}  // namespace capalint
