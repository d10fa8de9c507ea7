// The operators of the rule language on values that have been worked out.
#pragma once

#include <compare>

#include "rules/program.h"

namespace capalint {

/// Of two values, the one that says more plainly why nothing can be worked out with both: unknown
/// before failed before absent; `a` when both are known.
[[nodiscard]] const Value& less_known(const Value& a, const Value& b);

/// A number of the type that the node has.
[[nodiscard]] Value number(const Type& type, const Ratio& value);

/// Of two values of one ordered type.
[[nodiscard]] std::strong_ordering order(const Value& a, const Value& b);

/// Whether two known values stand to each other as a comparison or `in` says.
[[nodiscard]] bool compare(ast::Operator op, const Value& left, const Value& right);

/// `and` or `or`.
[[nodiscard]] inline bool is_connective(ast::Operator op) {
  return op == ast::Operator::conjunction || op == ast::Operator::disjunction;
}
/// `left op right`; missing when a side that it needs is. A side does not matter when the other one
/// decides an `and` or `or`.
[[nodiscard]] Value combine(ast::Operator op, const Type& type, const Value& left,
                            const Value& right);
/// Whether one side settles an `and` or `or`, whatever the other one is.
[[nodiscard]] inline bool decides(ast::Operator op, const Value& side) {
  return is_connective(op) && side.known() && side.truth() == (op == ast::Operator::disjunction);
}
[[nodiscard]] Value negative(const Value& value);
[[nodiscard]] inline Value inverse(const Value& condition) {
  return condition.known() ? Value::boolean(!condition.truth()) : condition;
}

}  // namespace capalint
