// How the expressions of rules and settings become those of the AST. Private to `syntax`.
#pragma once

#include "syntax/lower_values.h"

namespace capalint::syntax {

class ExpressionLowerer : protected ValueLowerer {
 protected:
  using ValueLowerer::ValueLowerer;

  ast::ExprId expression(CapaParser::ExpressionContext* tree);

 private:
  ast::ExprId push(ast::Expr expr);
  ast::ExprId binary(ast::Operator op, Span op_span, ast::ExprId left, ast::ExprId right);
  /// Operators of one level, in the order in which they are written.
  template <class Part, class Lower>
  ast::ExprId chain(Tree* tree, const std::vector<Part*>& parts, Lower lower_part);

  ast::ExprId disjunction(CapaParser::DisjunctionContext* tree);
  ast::ExprId conjunction(CapaParser::ConjunctionContext* tree);
  ast::ExprId negation(CapaParser::NegationContext* tree);
  ast::ExprId comparison(CapaParser::ComparisonContext* tree);
  ast::ExprId sum(CapaParser::SumContext* tree);
  ast::ExprId product(CapaParser::ProductContext* tree);
  ast::ExprId unary(CapaParser::UnaryContext* tree);
  ast::ExprId postfix(CapaParser::PostfixContext* tree);
  ast::ExprId primary(CapaParser::PrimaryContext* tree);
  ast::ExprId call(CapaParser::CallContext* tree);
  ast::ExprId each(Span place, CapaParser::WordContext* collection,
                   CapaParser::ExpressionContext* where);
  ast::ExprId literal(CapaParser::LiteralContext* tree);
  ast::Expr measured_expr(Span place, std::optional<Measured> measured,
                          CapaParser::RateSuffixContext* rate);
  Unit per(CapaParser::RateSuffixContext* tree, Ratio& value);
};

}  // namespace capalint::syntax
