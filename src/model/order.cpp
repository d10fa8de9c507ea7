#include "model/order.h"

#include <fmt/format.h>

#include <string_view>

#include "model/halves.h"
#include "syntax/dump.h"
#include "words/activities.h"

namespace capalint {
namespace {

// What tells most statements of one kind apart, without making a text of them.
struct Name {
  std::int64_t number = 0;
  std::string_view text;

  template <class Node>
  static Name of(const Node&) {
    return {};
  }
  static Name of(const ast::Target& said) {
    const std::int64_t quarter = said.quarter.value.year * 4LL + said.quarter.value.number;
    return {quarter * 2 + (said.actual ? 1 : 0)};
  }
  static Name of(const ast::Leave& said) { return {said.first.value.time_since_epoch().count()}; }
  static Name of(const ast::Set& said) { return {0, said.name.text}; }
  static Name of(const ast::LevelStatement& said) { return {0, said.rule.text}; }
  static Name of(const ast::Allow& said) { return {0, said.rule.text}; }
  static Name of(const ast::Rule& said) { return {0, said.name.text}; }
  static Name of(const ast::Setting& said) { return {0, said.name.text}; }
  static Name of(const ast::Activity& said) { return {0, said.name.text}; }
};

template <class Statement>
void sort(const ast::Exprs& exprs, std::vector<const Statement*>& statements) {
  put_in_order(
      statements,
      [](const Statement* each) {
        const Name name = std::visit([](const auto& said) { return Name::of(said); }, *each);
        return std::tuple(each->index(), name.number, name.text);
      },
      [&](const Statement* each) { return content_of(dump(exprs, *each)); });
}

template <class Statement>
std::vector<const Statement*> sorted(const ast::Exprs& exprs,
                                     const std::vector<Statement>& statements) {
  std::vector<const Statement*> all;
  for (const Statement& statement : statements) all.push_back(&statement);
  sort(exprs, all);
  return all;
}

}  // namespace

std::pair<int, int> place_in_day(const ast::DayLine& line) {
  return {order_of(line).value_or(noon), line.clock ? 2 : line.half ? 1 : 0};
}

std::string order_of(const ast::Plan& plan) {
  return fmt::format("{}\n{}\n{}", normalised(plan.clinician.text),
                     plan.team ? normalised(plan.team->text) : "",
                     plan.since ? to_string(plan.since->value) : "");
}

std::pair<std::ptrdiff_t, std::string> order_by_content(std::string content) {
  return {-static_cast<std::ptrdiff_t>(content.size()), std::move(content)};
}

std::string content_of(std::string_view dumped) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < dumped.size();) {
    const std::size_t end = std::min(dumped.find('\n', start), dumped.size());
    lines.push_back(normalised(dumped.substr(start, end - start)));
    start = end + 1;
  }
  std::sort(lines.begin(), lines.end());
  std::string content;
  for (const std::string& line : lines) content += line + '\n';
  return content;
}

std::vector<const ast::PlanStatement*> beside_the_week(const ast::Exprs& exprs,
                                                       const ast::Plan& plan) {
  std::vector<const ast::PlanStatement*> all;
  for (const ast::PlanStatement& statement : plan.statements) {
    if (!std::holds_alternative<ast::DayLine>(statement)) all.push_back(&statement);
  }
  sort(exprs, all);
  return all;
}

std::vector<const ast::TeamStatement*> in_order(const ast::Exprs& exprs, const ast::Team& team) {
  return sorted(exprs, team.statements);
}

std::vector<const ast::RulesStatement*> in_order(const ast::Exprs& exprs, const ast::Rules& rules) {
  return sorted(exprs, rules.statements);
}

std::vector<const ast::Allocation*> in_order(const ast::Exprs& exprs,
                                             const ast::ChoiceMethod& choice) {
  std::vector<std::pair<std::string, const ast::Allocation*>> named;
  for (const ast::Allocation& each : choice.allocations)
    named.emplace_back(normalised(each.clinician.text), &each);
  put_in_order(
      named, [](const auto& each) -> const std::string& { return each.first; },
      [&](const auto& each) { return content_of(dump(exprs, *each.second)); });
  std::vector<const ast::Allocation*> all;
  for (const auto& [name, each] : named) all.push_back(each);
  return all;
}

}  // namespace capalint
