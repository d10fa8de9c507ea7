#include "rules/working.h"

#include "rules/evidence.h"
#include "rules/levels.h"
#include "rules/message.h"
#include "rules/trace.h"

namespace capalint {

namespace {

std::string why_no_finding(const Outcome& outcome) {
  switch (outcome.verdict) {
    case Verdict::left_out: return "the rule leaves it out, because `where` does not hold";
    case Verdict::not_said: return "something that it rests on is not said, so it is not judged";
    case Verdict::unread: return "a line that it rests on could not be read, so it is not judged";
    case Verdict::failed: return std::string(outcome.why);
    case Verdict::holds:
    case Verdict::finding: break;
  }
  return {};
}

}  // namespace

Working work_out(const Sources& sources, const Model& model, const CheckedRule& rule,
                 Object object) {
  const Evidence evidence{sources, model};
  Reading reading = evidence.reading();
  Lets lets;
  const Context context(rule, object, reading, lets);
  const Outcome outcome = outcome_of(context);
  Working working{
      .object = object,
      .subject = subject_of(model, object),
      .span = span_of(model, object),
      .verdict = outcome.verdict,
      .level = level_in_force(model, *rule.source, team_of(model, object), plan_of(model, object)),
      .message = why_no_finding(outcome),
      .inputs = inputs_of(context, evidence)};
  if (answer(context, context.focus(), rule.where) == Answer::yes)
    working.values = trace_of(context, sources);
  if (outcome.verdict == Verdict::finding) {
    working.message = text_of(context, rule.say);
    working.help = text_of(context, rule.help);
    working.span = place_of_finding(context);
  }
  return working;
}

std::vector<Object> objects_at(const Sources& sources, const Model& model, Scope scope, FileId file,
                               std::uint32_t line) {
  const auto line_of_offset = [&](std::uint32_t offset) {
    return sources[file].position(offset).line;
  };
  const auto around = [&](Span span) {
    return span.file == file && line_of_offset(span.begin) <= line &&
           line <= line_of_offset(span.end);
  };
  PlanId plan = none;
  TeamId team = none;
  for (const PlanId i : model.plans.ids()) {
    if (around(model.plans[i].said->span)) plan = i;
  }
  for (const TeamId i : model.teams.ids()) {
    if (around(model.teams[i].said->span)) team = i;
  }
  if (plan != none) team = model.plans[plan].team;

  std::vector<Object> objects;
  const auto add = [&](auto id) {
    if (id) objects.emplace_back(id);
  };
  switch (scope) {
    case Scope::team: add(team); return objects;
    case Scope::plan:
      if (plan != none || team == none) {
        add(plan);
      } else {
        for (const PlanId of_team : model.teams[team].plans) add(of_team);
      }
      return objects;
    case Scope::clinician:
      if (plan != none) add(model.plans[plan].clinician);
      return objects;
    case Scope::day:
    case Scope::line:
    case Scope::block:
    case Scope::leave:
    case Scope::allocation:
    case Scope::target: break;
  }
  std::vector<Object> nearby;
  for (std::size_t i = 0; i < count(model, scope); ++i) {
    const Object object = object_in(scope, i);
    const Span span = span_of(model, object);
    if (span.file == file && line_of_offset(span.begin) == line) objects.push_back(object);
    const bool same = plan != none ? plan_of(model, object) == plan
                                   : team != none && team_of(model, object) == team;
    if (same) nearby.push_back(object);
  }
  return objects.empty() ? nearby : objects;
}

}  // namespace capalint
