#include "rules/distance.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "rules/operators.h"

namespace capalint {
namespace {

using ast::Operator;

// `not (a <= b)` is `a > b`.
Operator opposite(Operator op) {
  switch (op) {
    case Operator::lt: return Operator::ge;
    case Operator::le: return Operator::gt;
    case Operator::gt: return Operator::le;
    case Operator::ge: return Operator::lt;
    case Operator::eq: return Operator::ne;
    case Operator::ne: return Operator::eq;
    case Operator::conjunction: return Operator::disjunction;
    case Operator::disjunction: return Operator::conjunction;
    default: return op;
  }
}

bool is_measured(const Value& value) {
  return value.kind == Kind::quantity || value.kind == Kind::date || value.kind == Kind::clock;
}

class Measuring {
 public:
  explicit Measuring(const Context& context) : context_(context) {}

  std::vector<Distance> of(NodeId id, bool inverted) {
    const Node& node = context_.rule.nodes[id];
    switch (node.kind) {
      case NodeKind::let: return of(context_.rule.lets[node.index].value, inverted);
      case NodeKind::invert: return of(node.children[0], !inverted);
      case NodeKind::conditional: {
        const Value test = evaluate(context_, node.children[0]);
        return test.known() ? of(node.children[test.truth() ? 1 : 2], inverted)
                            : std::vector<Distance>();
      }
      case NodeKind::binary: return of_binary(node, inverted);
      default: return {};
    }
  }

 private:
  std::vector<Distance> of_binary(const Node& node, bool inverted) {
    const Operator op = inverted ? opposite(node.op) : node.op;
    if (op == Operator::conjunction) return of_both(node, inverted);
    if (op == Operator::disjunction) return of_either(node, inverted);
    const Value left = evaluate(context_, node.children[0]);
    const Value right = evaluate(context_, node.children[1]);
    if (!is_measured(left) || left.kind != right.kind) return {};
    const Type type = left.kind == Kind::quantity ? type_of(left)
                      : left.kind == Kind::clock  ? type_of(Value::of(hours(0)))
                                                  : type_of(Value::of(plain(0)));
    const auto between = [&](const Value& more, const Value& less) {
      return distance(combine(Operator::subtract, type, more, less));
    };
    const auto nothing = [&] { return between(left, left); };
    const bool right_is_more = order(left, right) < 0;
    switch (op) {
      case Operator::lt:
      case Operator::le: return right_is_more ? nothing() : between(left, right);
      case Operator::gt:
      case Operator::ge: return right_is_more ? between(right, left) : nothing();
      case Operator::eq:
      case Operator::is: return right_is_more ? between(right, left) : between(left, right);
      default: return {};
    }
  }

  std::vector<Distance> of_both(const Node& node, bool inverted) {
    std::vector<Distance> all = of(node.children[0], inverted);
    std::vector<Distance> others = of(node.children[1], inverted);
    std::move(others.begin(), others.end(), std::back_inserter(all));
    return all;
  }

  // Either side would do, so one of them says how far it is.
  std::vector<Distance> of_either(const Node& node, bool inverted) {
    for (const NodeId side : node.children) {
      std::vector<Distance> all = of(side, inverted);
      if (all.empty()) continue;
      const bool holds = std::any_of(node.children.begin(), node.children.end(), [&](NodeId each) {
        const Value value = evaluate(context_, each);
        return value.known() && value.truth() != inverted;
      });
      for (Distance& each : all) {
        if (holds) each = {"0", each.unit, each.text};
      }
      return all;
    }
    return {};
  }

  static std::vector<Distance> distance(const Value& value) {
    if (value.kind != Kind::quantity) return {};
    return {{to_exact(value.quantity.value), name_of(value.quantity.unit), to_text(value)}};
  }

  const Context& context_;
};

}  // namespace

std::vector<Distance> distances_of(const Context& context) {
  return Measuring(context).of(context.rule.require, false);
}

}  // namespace capalint
