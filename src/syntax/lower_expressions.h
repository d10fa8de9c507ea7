// How the expressions of rules and settings become those of the AST. Private to `syntax`.
#pragma once

#include "syntax/lower_values.h"

namespace capalint::syntax {

class ExpressionLowerer : protected ValueLowerer {
 protected:
  using ValueLowerer::ValueLowerer;

  ast::ExprId expression(Tree tree);

 private:
  ast::ExprId push(ast::Expr expr);
  ast::ExprId binary(ast::Operator op, Span op_span, ast::ExprId left, ast::ExprId right);
  /// Operators of one level, in the order in which they are written.
  template <class Lower>
  ast::ExprId chain(Tree tree, Lower lower_part);

  ast::ExprId disjunction(Tree tree);
  ast::ExprId conjunction(Tree tree);
  ast::ExprId negation(Tree tree);
  ast::ExprId comparison(Tree tree);
  ast::ExprId sum(Tree tree);
  ast::ExprId product(Tree tree);
  ast::ExprId unary(Tree tree);
  ast::ExprId postfix(Tree tree);
  ast::ExprId primary(Tree tree);
  ast::ExprId call(Tree tree);
  ast::ExprId each(Span place, Tree collection, Tree where);
  ast::ExprId literal(Tree tree);
  ast::Expr measured_expr(Span place, std::optional<Measured> measured, Tree rate);
  Unit per(Tree tree, Ratio& value);
};

}  // namespace capalint::syntax
