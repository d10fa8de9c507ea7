#include "rules/working.h"

#include "rules/levels.h"

namespace capalint {

std::string_view to_string(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds: return "holds";
    case Verdict::finding: return "finding";
    case Verdict::left_out: return "left out";
    case Verdict::not_said: return "not said";
    case Verdict::unread: return "unread";
    case Verdict::failed: return "failed";
  }
  return "failed";
}

namespace {

constexpr std::string_view unread_text =
    "a line that it rests on could not be read, so it is not judged";

void judge(const Sources& sources, const CheckedRule& rule, Evaluation& evaluation,
           Working& working) {
  working.inputs = evaluation.inputs(sources);
  if (rule.where != no_node) {
    const Value where = evaluation.value(rule.where);
    if (!where.truth()) {
      working.verdict = where.kind == Kind::unknown ? Verdict::unread : Verdict::left_out;
      working.message = where.kind == Kind::unknown
                            ? std::string(unread_text)
                            : "the rule leaves it out, because `where` does not hold";
      return;
    }
  }
  const Value verdict = evaluation.value(rule.require);
  working.values = evaluation.trace(sources);
  if (verdict.kind == Kind::unknown) {
    working.verdict = Verdict::unread;
    working.message = unread_text;
  } else if (!verdict.known()) {
    working.verdict = Verdict::not_said;
    working.message = "something that it rests on is not said, so it is not judged";
  } else if (verdict.truth()) {
    working.verdict = Verdict::holds;
  } else {
    working.verdict = Verdict::finding;
    working.message = evaluation.text(rule.say);
    working.help = evaluation.text(rule.help);
    working.span = evaluation.place();
  }
}

}  // namespace

Working work_out(const Sources& sources, const Model& model, const CheckedRule& rule,
                 Object object) {
  const PlanId plan = plan_of(model, object);
  Working working{
      .object = object,
      .subject = std::string(plan != none ? model.plan_name(plan) : name_of(model, object)),
      .span = span_of(model, object),
      .level = level_in_force(model, *rule.source, team_of(model, object), plan)};
  Evaluation evaluation(model, rule, object);
  try {
    judge(sources, rule, evaluation, working);
  } catch (const DivisionByZero& error) {
    working.verdict = Verdict::failed;
    working.message = error.what();
  } catch (const ArithmeticOverflow& error) {
    working.verdict = Verdict::failed;
    working.message = error.what();
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
