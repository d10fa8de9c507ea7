#include "rules/evaluate.h"

#include "rules/attempt.h"
#include "rules/operators.h"

namespace capalint {
namespace {

// A value of the rule's own settings in force for the thing that is looked at.
Value setting(const Context& context, const Object& object, SettingId id) {
  const Model& model = context.model();
  const Value& result = context.reading.setting(settings_of(model, object), id);
  if (context.reading.take_doubt().any()) return Value::unknown();
  if (result.kind != Kind::absent) return result;
  // What nobody has set may stand on a line that could not be read.
  const PlanId plan = plan_of(model, object);
  const TeamId team = team_of(model, object);
  const bool lost = (plan && model.plans[plan].damaged) || (team && model.teams[team].damaged);
  return lost ? Value::unknown() : result;
}

Value let(const Context& context, std::uint32_t index) {
  if (const Value* known = context.lets.find(index)) return *known;
  // A let belongs to the rule's own thing, wherever it is used.
  const Value value = evaluate(context, context.rule.lets[index].value);
  context.lets.keep(index, value);
  return value;
}

Value self(const Context& context, const Object& object) {
  Value result = Value::of(object, span_of(context.model(), object));
  result.text = name_of(context.model(), object);
  return result;
}

Value property_of(const Context& context, const Focus& focus, const Node& node) {
  if (node.children.empty() && node.activities == no_node)
    return value_of(*node.property, context.reading, focus.at(node.depth), 0);
  const Question question = question_of(context, focus, node);
  if (question.missing) return *question.missing;
  Value result = value_of(*node.property, context.reading, question.object, question.activities);
  if (node.activities != no_node && result.known())
    result.span = place_of_activity(context.model(), question.object, question.activities);
  return result;
}

Value result_of(const Call& call) {
  const Function& function = *call.node.function;
  const Value* missing = nullptr;
  for (const Value& argument : call.arguments) {
    if (argument.known() || function.takes_missing) continue;
    missing = missing == nullptr ? &argument : &less_known(*missing, argument);
  }
  return missing != nullptr ? *missing : attempt([&] { return function.value(call); });
}

template <std::size_t... i>
Value with_arguments(const Context& context, const Focus& focus, const Node& node,
                     std::index_sequence<i...>) {
  const std::array<Value, sizeof...(i)> arguments{evaluate(context, focus, node.children[i])...};
  return result_of({context, focus, node, arguments});
}

Value function(const Context& context, const Focus& focus, const Node& node) {
  static_assert(most_arguments == 4);
  switch (node.children.size()) {
    case 0: return with_arguments(context, focus, node, std::make_index_sequence<0>());
    case 1: return with_arguments(context, focus, node, std::make_index_sequence<1>());
    case 2: return with_arguments(context, focus, node, std::make_index_sequence<2>());
    case 3: return with_arguments(context, focus, node, std::make_index_sequence<3>());
    default: return with_arguments(context, focus, node, std::make_index_sequence<4>());
  }
}

Value aggregate(const Context& context, const Focus& focus, const Node& node) {
  const NodeId what = node.children[0];
  const NodeId where = node.children[1];
  const Object& from = focus.at(node.depth);
  Gathered gathered{.type = node.type};
  // What could not be read may change the result.
  if (damaged(context.model(), from)) gathered.undecided = Value::unknown();
  each_of(context.model(), from, node.collection, [&](const Object& item) {
    const Focus inner{item, &focus};
    if (where != no_node) {
      const Value belongs = evaluate(context, inner, where);
      if (!belongs.known()) gathered.undecided = less_known(gathered.undecided, belongs);
      if (!belongs.truth()) return;
    }
    ++gathered.count;
    if (what != no_node) gathered.values.push_back(evaluate(context, inner, what));
  });
  return attempt([&] { return node.function->of_all(gathered); });
}

Value session(const Context& context, const Object& object, const Node& node) {
  return combine(ast::Operator::multiply, node.type, node.constant,
                 setting(context, object, context.model().known.session));
}

// The right side is only worked out when the left one does not decide.
Value binary(const Context& context, const Focus& focus, const Node& node) {
  const Value left = evaluate(context, focus, node.children[0]);
  if (decides(node.op, left)) return left;
  return combine(node.op, node.type, left, evaluate(context, focus, node.children[1]));
}

Value conditional(const Context& context, const Focus& focus, const Node& node) {
  const Value test = evaluate(context, focus, node.children[0]);
  return test.known() ? evaluate(context, focus, node.children[test.truth() ? 1 : 2]) : test;
}

}  // namespace

Value holds(const Context& context, const Focus& focus, NodeId condition) {
  return condition == no_node ? Value::boolean(true) : evaluate(context, focus, condition);
}

Question question_of(const Context& context, const Focus& focus, const Node& node) {
  Question question{focus.at(node.depth)};
  if (!node.children.empty()) {
    const Value receiver = evaluate(context, focus, node.children[0]);
    if (!receiver.known()) return {.missing = receiver};
    question.object = receiver.object;
  }
  if (node.activities != no_node) {
    const Value argument = evaluate(context, focus, node.activities);
    if (!argument.known()) return {.missing = argument};
    question.activities = static_cast<ActivitySet>(argument.number);
  }
  return question;
}

Value value_of(const Property& property, Reading& reading, const Object& object,
               ActivitySet activities) {
  Value value = attempt([&] { return property.value(reading, object, activities); });
  if (reading.take_doubt().any()) value = Value::unknown();
  return value;
}

std::string working_of(const Property& property, Reading& reading, const Object& object) {
  std::string working = attempt([&] { return property.working(reading, object); },
                                [](std::string_view) { return std::string(); });
  (void)reading.take_doubt();  // the value has taken it
  return working;
}

Value evaluate(const Context& context, const Focus& focus, NodeId id) {
  const Node& node = context.rule.nodes[id];
  switch (node.kind) {
    case NodeKind::constant: return node.constant;
    case NodeKind::session: return session(context, focus.object, node);
    case NodeKind::let: return let(context, node.index);
    case NodeKind::setting:
      return setting(context, focus.object, static_cast<SettingId>(node.index));
    case NodeKind::self: return self(context, focus.at(node.depth));
    case NodeKind::property: return property_of(context, focus, node);
    case NodeKind::function: return function(context, focus, node);
    case NodeKind::aggregate: return aggregate(context, focus, node);
    case NodeKind::negate: return negative(evaluate(context, focus, node.children[0]));
    case NodeKind::invert: return inverse(evaluate(context, focus, node.children[0]));
    case NodeKind::binary: return binary(context, focus, node);
    case NodeKind::conditional: return conditional(context, focus, node);
  }
  return Value::absent();
}

}  // namespace capalint
