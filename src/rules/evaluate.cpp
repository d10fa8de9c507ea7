#include "rules/evaluate.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <new>
#include <type_traits>

#include "rules/attempt.h"
#include "rules/operators.h"

namespace capalint {
namespace {

/// Where a value is made that stands nowhere yet.
class Room {
 public:
  template <class Make>
  const Value& fill(Make make) {
    static_assert(std::is_trivially_destructible_v<Value>);
    return *new (bytes_) Value(make());
  }

 private:
  alignas(Value) std::byte bytes_[sizeof(Value)];
};

const Value unknown_value = Value::unknown();

// A value of the rule's own settings in force for the thing that is looked at.
const Value& setting(const Context& context, const Object& object, SettingId id) {
  const Model& model = context.model();
  const Value& result = context.reading.setting(settings_of(model, object), id);
  if (context.reading.take_doubt().any()) return unknown_value;
  if (result.kind != Kind::absent) return result;
  // What nobody has set may stand on a line that could not be read.
  const PlanId plan = plan_of(model, object);
  const TeamId team = team_of(model, object);
  const bool lost = (plan && model.plans[plan].damaged) || (team && model.teams[team].damaged);
  return lost ? unknown_value : result;
}

const Value& let(const Context& context, std::uint32_t index) {
  if (const Value* known = context.lets.find(index)) return *known;
  // A let belongs to the rule's own thing, wherever it is used.
  return context.lets.keep(index, evaluate(context, context.rule.lets[index].value));
}

/// What `evaluate` gives: where it stands already, or made in `room`.
const Value& look(const Context& context, const Focus& focus, NodeId id, Room& room) {
  const Node& node = context.rule.nodes[id];
  if (node.kind == NodeKind::constant) return node.constant;
  if (node.kind == NodeKind::let) return let(context, node.index);
  if (node.kind == NodeKind::setting)
    return setting(context, focus.object, static_cast<SettingId>(node.index));
  if (node.kind == NodeKind::property && node.children.empty() && node.activities == no_node) {
    return room.fill(
        [&] { return value_of(*node.property, context.reading, focus.at(node.depth), 0); });
  }
  return room.fill([&] { return evaluate(context, focus, id); });
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
    const Answer belongs = answer(context, inner, where);
    if (belongs == Answer::no) return;
    if (belongs != Answer::yes) {
      gathered.undecided = less_known(gathered.undecided, evaluate(context, inner, where));
      return;
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
  Room room;
  const Value& left = look(context, focus, node.children[0], room);
  if (decides(node.op, left)) return left;
  Room other;
  return combine(node.op, node.type, left, look(context, focus, node.children[1], other));
}

Value conditional(const Context& context, const Focus& focus, const Node& node) {
  Room room;
  const Value& test = look(context, focus, node.children[0], room);
  return test.known() ? evaluate(context, focus, node.children[test.truth() ? 1 : 2]) : test;
}

Answer answer_of(const Value& value) {
  switch (value.kind) {
    case Kind::absent: return Answer::absent;
    case Kind::failed: return Answer::failed;
    case Kind::unknown: return Answer::unknown;
    default: return value.truth() ? Answer::yes : Answer::no;
  }
}

Answer opposite(Answer given) {
  if (given == Answer::yes) return Answer::no;
  return given == Answer::no ? Answer::yes : given;
}

}  // namespace

Answer answer(const Context& context, const Focus& focus, NodeId condition) {
  if (condition == no_node) return Answer::yes;
  const Node& node = context.rule.nodes[condition];
  if (node.kind == NodeKind::invert) return opposite(answer(context, focus, node.children[0]));
  if (node.kind == NodeKind::binary && is_connective(node.op)) {
    const Answer deciding = node.op == ast::Operator::disjunction ? Answer::yes : Answer::no;
    const Answer left = answer(context, focus, node.children[0]);
    if (left == deciding) return left;
    const Answer right = answer(context, focus, node.children[1]);
    return right == deciding ? right : std::max(left, right);
  }
  Room room;
  if (node.kind != NodeKind::binary) return answer_of(look(context, focus, condition, room));
  Room other;
  const Value& left = look(context, focus, node.children[0], room);
  const Value& right = look(context, focus, node.children[1], other);
  if (!left.known() || !right.known()) return answer_of(less_known(left, right));
  return compare(node.op, left, right) ? Answer::yes : Answer::no;
}

Question question_of(const Context& context, const Focus& focus, const Node& node) {
  Question question{focus.at(node.depth)};
  if (!node.children.empty()) {
    Room room;
    const Value& receiver = look(context, focus, node.children[0], room);
    if (!receiver.known()) return {.missing = receiver};
    question.object = receiver.object;
  }
  if (node.activities != no_node) {
    Room room;
    const Value& argument = look(context, focus, node.activities, room);
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
