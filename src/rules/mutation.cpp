#include "rules/mutation.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "diagnostics/builtin.h"
#include "rules/operators.h"
#include "syntax/operators.h"
#include "units/arithmetic.h"

namespace capalint {
namespace {

using ast::Operator;

struct Mutation {
  CheckedRule rule;
  Span span;
  std::string message;  // after "no example of `rule` would notice "
  std::string help;
};

std::optional<Operator> swapped(Operator op) {
  switch (op) {
    case Operator::lt: return Operator::le;
    case Operator::le: return Operator::lt;
    case Operator::gt: return Operator::ge;
    case Operator::ge: return Operator::gt;
    case Operator::conjunction: return Operator::disjunction;
    case Operator::disjunction: return Operator::conjunction;
    case Operator::eq:
    case Operator::is: return Operator::ne;
    case Operator::ne: return Operator::eq;
    case Operator::none:
    case Operator::add:
    case Operator::subtract:
    case Operator::multiply:
    case Operator::divide:
    case Operator::in: break;
  }
  return std::nullopt;
}

bool is_ordering(Operator op) {
  return op == Operator::lt || op == Operator::le || op == Operator::gt || op == Operator::ge;
}

// A little of each kind: what a plan is rounded to, or one of what is counted.
std::optional<Ratio> little(const Type& type) {
  constexpr int quarters_in_hour = 4;
  constexpr int points = 100;
  if (type.kind != Kind::quantity) return std::nullopt;
  if (type.unit == Unit::of(Base::hour)) return Ratio(1, quarters_in_hour);
  if (type.percent) return Ratio(1, points);
  return Ratio(1);
}

class Mutator {
 public:
  explicit Mutator(const CheckedRule& rule) : rule_(rule), seen_(rule.nodes.size()) {}

  std::vector<Mutation> all() {
    visit(rule_.where);
    visit(rule_.require);
    return std::move(mutations_);
  }

 private:
  void visit(NodeId id) {
    if (id == no_node || seen_[id]) return;
    seen_[id] = true;
    const Node& node = rule_.nodes[id];
    if (node.kind == NodeKind::let) visit(rule_.lets[node.index].value);
    if (node.kind == NodeKind::binary) change_operator(id);
    if (node.kind == NodeKind::invert) drop_not(id);
    for (const NodeId child : node.children) visit(child);
    visit(node.activities);
  }

  void change_operator(NodeId id) {
    const Node& node = rule_.nodes[id];
    const auto other = swapped(node.op);
    if (!other) return;
    Mutation mutation{
        rule_, node.op_span, fmt::format("`{}` becoming `{}`", symbol(node.op), symbol(*other)),
        is_connective(node.op) ? "add an example in which one side holds and the other does not"
        : is_ordering(node.op) ? "add an example in which both sides are equal"
                               : "add an example that this comparison decides"};
    mutation.rule.nodes[id].op = *other;
    mutations_.push_back(std::move(mutation));
    if (is_ordering(node.op)) nudge(id);
  }

  // The right side of a comparison is its threshold; a nudge is added to whatever works it out.
  void nudge(NodeId id) {
    const Node& comparison = rule_.nodes[id];
    const NodeId threshold = comparison.children[1];
    const Type type = rule_.nodes[threshold].type;
    const auto step = little(type);
    if (!step) return;
    for (const bool more : {true, false}) {
      const Quantity amount{
          .value = more ? *step : -*step, .unit = type.unit, .percent = type.percent};
      Mutation mutation{
          rule_, rule_.nodes[threshold].span,
          fmt::format("this being {} {}",
                      to_text(Quantity{.value = *step, .unit = type.unit, .percent = type.percent}),
                      more ? "more" : "less"),
          "add an example that is just inside, or just outside"};
      auto& nodes = mutation.rule.nodes;
      nodes.push_back({.kind = NodeKind::constant, .type = type, .constant = Value::of(amount)});
      const auto constant = static_cast<NodeId>(nodes.size() - 1);
      nodes.push_back({.kind = NodeKind::binary,
                       .op = Operator::add,
                       .type = type,
                       .children = {threshold, constant}});
      nodes[id].children[1] = static_cast<NodeId>(nodes.size() - 1);
      mutations_.push_back(std::move(mutation));
    }
  }

  void drop_not(NodeId id) {
    Mutation mutation{rule_, rule_.nodes[id].span, "this without its `not`",
                      "add an example that this condition decides"};
    const NodeId inner = rule_.nodes[id].children[0];
    mutation.rule.nodes[id] = rule_.nodes[inner];
    mutations_.push_back(std::move(mutation));
  }

  const CheckedRule& rule_;
  std::vector<bool> seen_;
  std::vector<Mutation> mutations_;
};

}  // namespace

MutationCounts try_mutations(const CheckedRule& rule, const std::vector<ExampleCase>& examples,
                             std::vector<Diagnostic>& diagnostics) {
  const ast::Rule& said = *rule.source->rule;
  MutationCounts counts;
  if (examples.empty()) {
    diagnostics.push_back(make(Builtin::unnoticed_change, said.name.span,
                               fmt::format("`{}` has no examples", said.name.text),
                               "add `example good { … }` and `example bad { … }` to the rule"));
    return counts;
  }
  for (const Mutation& mutation : Mutator(rule).all()) {
    ++counts.tried;
    const bool noticed =
        std::any_of(examples.begin(), examples.end(), [&](const ExampleCase& example) {
          return judge(rule, example).empty() != judge(mutation.rule, example).empty();
        });
    if (noticed) continue;
    ++counts.unnoticed;
    diagnostics.push_back(
        make(Builtin::unnoticed_change, mutation.span,
             fmt::format("no example of `{}` would notice {}", said.name.text, mutation.message),
             mutation.help));
  }
  return counts;
}

}  // namespace capalint
