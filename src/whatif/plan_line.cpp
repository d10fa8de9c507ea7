// A line of a plan: a statement, or the work of an average week.
#include <algorithm>

#include "figures/repair.h"
#include "whatif/line.h"

namespace capalint::whatif {

namespace {

constexpr std::array working_week{Weekday::mon, Weekday::tue, Weekday::wed, Weekday::thu,
                                  Weekday::fri};

bool reads(const std::string& text) {
  const Source trial("", text);
  return parse(0, trial).diagnostics.empty();
}

void replace_statement(Draft& draft, const std::string& what, PlanId plan,
                       const ast::PlanStatement& statement) {
  if (std::holds_alternative<ast::DayLine>(statement))
    return draft.problem(what, "this is a day of the week",
                         "leave the day out: what is set is the work of an average week, as in "
                         "`plan \"Karen Peters\" core 9h`");
  if (std::holds_alternative<ast::Set>(statement) || std::holds_alternative<ast::Use>(statement))
    return draft.problem(what, "this is a rule's setting, not a part of the week",
                         "set it for the team: `--set 'set NAME VALUE'`");
  ast::Plan* copy = draft.copy_of(plan);
  if (copy == nullptr) return;
  const bool one_of_many = std::holds_alternative<ast::Leave>(statement) ||
                           std::holds_alternative<ast::DayOff>(statement);
  if (!one_of_many) {
    std::erase_if(copy->statements,
                  [&](const ast::PlanStatement& other) { return replaces(statement, other); });
  }
  copy->statements.push_back(statement);
}

/// The catalogue's activity or the one that a team's own word stands for.
std::optional<ActivityId> activity_of(const Draft& draft, std::string_view word) {
  const std::string name = normalised(word);
  if (const auto id = find_activity(name)) return id;
  for (const OwnActivity& own : draft.model.own_activities) {
    if (normalised(own.said->name.text) == name) return own.is;
  }
  return std::nullopt;
}

bool replaces_work(const Draft& draft, const ast::Block& work, const ast::Block& block) {
  // A team's own word stands for itself alone, the catalogue's for all words that mean it.
  const bool own_word = !find_activity(normalised(work.activity.text));
  if (own_word && !same_name(block.activity.text, work.activity.text)) return false;
  if (activity_of(draft, block.activity.text) != activity_of(draft, work.activity.text))
    return false;
  return block.team.has_value() == work.team.has_value() &&
         (!work.team || same_name(block.team->text, work.team->text));
}

/// Takes the work of that kind out of the week and puts the new amount into it, a fifth a day.
void replace_work(Draft& draft, PlanId plan, const ast::DayLine& line) {
  ast::Plan* copy = draft.copy_of(plan);
  if (copy == nullptr) return;
  for (ast::PlanStatement& statement : copy->statements) {
    auto* day = std::get_if<ast::DayLine>(&statement);
    if (day == nullptr) continue;
    std::erase_if(day->blocks, [&](const ast::Block& block) {
      return std::any_of(line.blocks.begin(), line.blocks.end(),
                         [&](const ast::Block& work) { return replaces_work(draft, work, block); });
    });
  }
  std::erase_if(copy->statements, [](const ast::PlanStatement& statement) {
    const auto* day = std::get_if<ast::DayLine>(&statement);
    return day != nullptr && day->blocks.empty();
  });
  ast::DayLine part = line;
  std::erase_if(part.blocks,
                [](const ast::Block& block) { return block.amount && block.amount->value == 0; });
  if (part.blocks.empty()) return;
  for (ast::Block& block : part.blocks) {
    if (block.amount) block.amount->value = a_day(block.amount->value, working_week.size());
    if (block.contacts) block.contacts->value = a_day(block.contacts->value, working_week.size());
  }
  for (const Weekday day : working_week) {
    part.days.ranges = {{day, day}};
    copy->statements.emplace_back(part);
  }
}

}  // namespace

void set_plan(Draft& draft, Sources& sources, const std::string& what, SetLine& line) {
  const auto typed = line.name_after("plan");
  if (!typed)
    return draft.problem(what, "this does not say whose plan",
                         "write `plan \"Karen Peters\" core 9h`");
  line.drop(2);
  TeamId team;
  if (const auto in = line.name_after("in")) {
    team = find_team(draft, what, *in);
    if (!team) return;
    line.drop(2);
  }
  const auto name = draft.clinician(what, *typed);
  if (!name) return;
  const auto plans = draft.plans_of(*name, team);
  if (plans.empty()) return draft.no_plan(what, *name);
  if (line.rest().empty())
    return draft.problem(what, "this does not say what changes in the plan",
                         fmt::format("write the hours a week: `plan \"{}\" core 9h`", *name));

  const std::string head = fmt::format("plan \"{}\"", *name);
  const bool is_statement = reads(fmt::format("{} {{\n{}\n}}\n", head, line.rest()));
  const auto statement = draft.one_statement<ast::Plan>(
      sources, what, head, fmt::format("{}{}", is_statement ? "" : "mon ", line.rest()));
  if (!statement) return;
  if (std::holds_alternative<ast::DayOff>(*statement) && !is_statement)
    return draft.problem(what, "this does not say which day is off", "write the day: `mon off`");
  for (const PlanId plan : plans) {
    if (is_statement) {
      replace_statement(draft, what, plan, *statement);
    } else if (const auto* work = std::get_if<ast::DayLine>(&*statement)) {
      replace_work(draft, plan, *work);
    }
  }
}

}  // namespace capalint::whatif
