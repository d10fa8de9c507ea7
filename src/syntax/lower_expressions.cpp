#include "syntax/lower_expressions.h"

#include <fmt/format.h>

#include "syntax/operators.h"
#include "units/arithmetic.h"

namespace capalint::syntax {

ast::ExprId ExpressionLowerer::push(ast::Expr expr) {
  file_.exprs.push_back(std::move(expr));
  return static_cast<ast::ExprId>(file_.exprs.size() - 1);
}

ast::ExprId ExpressionLowerer::binary(ast::Operator op, Span op_span, ast::ExprId left,
                                      ast::ExprId right) {
  const Span place = join(file_.exprs[left].span, file_.exprs[right].span);
  return push({.kind = ast::ExprKind::binary,
               .op = op,
               .span = place,
               .op_span = op_span,
               .children = {left, right}});
}

ast::ExprId ExpressionLowerer::expression(Tree tree) {
  if (tree.is(Label::Plain)) return disjunction(tree[Rule::disjunction]);
  ast::Expr expr{.kind = ast::ExprKind::conditional, .span = span(tree)};
  for (const Tree part : tree.all(Rule::expression)) expr.children.push_back(expression(part));
  return push(std::move(expr));
}

template <class Lower>
ast::ExprId ExpressionLowerer::chain(Tree tree, Lower lower_part) {
  auto child = tree.begin();
  ast::ExprId result = lower_part(*child);
  while (++child != tree.end()) {
    const Tree sign = *child;
    ++child;
    result = binary(operator_from(view(sign)), span(sign), result, lower_part(*child));
  }
  return result;
}

ast::ExprId ExpressionLowerer::disjunction(Tree tree) {
  return chain(tree, [this](Tree part) { return conjunction(part); });
}

ast::ExprId ExpressionLowerer::conjunction(Tree tree) {
  return chain(tree, [this](Tree part) { return negation(part); });
}

ast::ExprId ExpressionLowerer::negation(Tree tree) {
  if (tree.has(Rule::comparison)) return comparison(tree[Rule::comparison]);
  return push({.kind = ast::ExprKind::invert,
               .span = span(tree),
               .children = {negation(tree[Rule::negation])}});
}

ast::ExprId ExpressionLowerer::comparison(Tree tree) {
  const auto sums = tree.all(Rule::sum);
  const ast::ExprId left = sum(sums[0]);
  if (sums.size() == 1) return left;
  return binary(operator_from(view(tree[Rule::comparator])), span(tree[Rule::comparator]), left,
                sum(sums[1]));
}

ast::ExprId ExpressionLowerer::sum(Tree tree) {
  return chain(tree, [this](Tree part) { return product(part); });
}

ast::ExprId ExpressionLowerer::product(Tree tree) {
  return chain(tree, [this](Tree part) { return unary(part); });
}

ast::ExprId ExpressionLowerer::unary(Tree tree) {
  if (tree.has(Rule::postfix)) return postfix(tree[Rule::postfix]);
  return push(
      {.kind = ast::ExprKind::negate, .span = span(tree), .children = {unary(tree[Rule::unary])}});
}

ast::ExprId ExpressionLowerer::postfix(Tree tree) {
  ast::ExprId result = primary(tree[Rule::primary]);
  for (const Tree part : tree.all(Rule::call)) {
    const ast::ExprId member = call(part);
    const Span place = join(file_.exprs[result].span, file_.exprs[member].span);
    result = push({.kind = ast::ExprKind::member, .span = place, .children = {result, member}});
  }
  return result;
}

ast::ExprId ExpressionLowerer::primary(Tree tree) {
  if (tree.is(Label::LiteralPrimary)) return literal(tree[Rule::literal]);
  if (tree.is(Label::CallPrimary)) return call(tree[Rule::call]);
  const ast::ExprId inner = expression(tree[Rule::expression]);
  file_.exprs[inner].span = span(tree);
  return inner;
}

ast::ExprId ExpressionLowerer::each(Span place, Tree collection, Tree where) {
  ast::Expr expr{.kind = ast::ExprKind::each, .span = place, .word = word(collection)};
  if (where) expr.children.push_back(expression(where));
  return push(std::move(expr));
}

ast::ExprId ExpressionLowerer::call(Tree tree) {
  ast::Expr expr{.kind = ast::ExprKind::call,
                 .called = tree.has(TokenType::LPAREN),
                 .span = span(tree),
                 .word = words(tree.all(Rule::exprWord))};
  const Tree arguments = tree[Rule::arguments];
  if (!arguments) return push(std::move(expr));
  if (arguments.is(Label::EachArguments)) {
    expr.children.push_back(
        each(span(arguments), arguments[Rule::word], arguments[Rule::expression]));
  } else if (arguments.is(Label::ListArguments)) {
    auto parts = arguments.all(Rule::expression);
    Tree where;
    if (arguments.has(TokenType::WHERE)) {
      where = parts.back();
      parts.pop_back();
    }
    for (const Tree part : parts) expr.children.push_back(expression(part));
    if (arguments.has(TokenType::EACH)) {
      const Span place = join(span(arguments[TokenType::EACH]), span(arguments));
      expr.children.push_back(each(place, arguments[Rule::word], where));
    }
  }
  return push(std::move(expr));
}

Unit ExpressionLowerer::per(Tree tree, Ratio& value) {
  if (!tree) return {};
  const std::string_view period = period_of(tree).text;
  if (const auto weeks = weeks_in(period)) {
    value /= *weeks;
    return Unit::of(Base::week, -1);
  }
  add(make(Builtin::unknown_unit, period_of(tree).span, fmt::format("`{}` is not a period", period),
           "write `per week`, `per month`, `per quarter` or `per year`"));
  return {};
}

ast::Expr ExpressionLowerer::measured_expr(Span place, std::optional<Measured> measured,
                                           Tree rate) {
  Measured known = measured.value_or(Measured{1, {}, false});
  const Unit rate_unit = per(rate, known.value);
  return {.kind = ast::ExprKind::quantity,
          .session = known.session,
          .unreadable = !measured,
          .span = place,
          .quantity = {.value = known.value, .unit = known.unit * rate_unit}};
}

ast::ExprId ExpressionLowerer::literal(Tree tree) {
  const Span place = span(tree);
  const int too_large = too_large_;
  ast::Expr expr{.span = place};
  if (tree.is(Label::NumberLiteral)) {
    const Ratio value = unsigned_number(tree[TokenType::NUMBER], tree[TokenType::DECIMAL_COMMA]);
    std::optional<Measured> measured = Measured{value, {}, false};
    if (tree.has(Rule::unitWord)) {
      const auto unit = known_unit(view(tree[Rule::unitWord]), span(tree[Rule::unitWord]));
      measured.reset();
      if (unit) measured = Measured{value * unit->factor, unit->unit, unit->session};
    }
    expr = measured_expr(place, measured, tree[Rule::rateSuffix]);
  } else if (tree.is(Label::QuantityLiteral)) {
    const Tree written = tree[TokenType::QUANTITY];
    expr = measured_expr(place, quantity(view(written), span(written)), tree[Rule::rateSuffix]);
  } else if (tree.is(Label::CountLiteral)) {
    expr.kind = ast::ExprKind::quantity;
    expr.quantity = {.value = count(tree[TokenType::COUNT]).value,
                     .unit = Unit::of(Base::appointment)};
  } else if (tree.is(Label::PercentLiteral)) {
    const std::string_view digits = view(tree[TokenType::PERCENT]);
    expr.kind = ast::ExprKind::quantity;
    expr.quantity = {.value = decimal(digits.substr(0, digits.size() - 1), place) / 100,
                     .unit = {},
                     .percent = true};
  } else if (tree.is(Label::DateLiteral)) {
    expr.kind = ast::ExprKind::date;
    const auto value = date_from(view(tree), place);
    expr.unreadable = !value;
    if (value) expr.number = value->time_since_epoch().count();
  } else if (tree.is(Label::QuarterLiteral)) {
    expr.kind = ast::ExprKind::quarter;
    const auto value = quarter(tree[TokenType::QUARTER]);
    expr.unreadable = !value;
    if (value) expr.number = value->value.year * 4 + value->value.number - 1;
  } else if (tree.is(Label::ClockLiteral)) {
    expr.kind = ast::ExprKind::clock;
    const auto value = clock(tree[TokenType::CLOCK]);
    expr.unreadable = !value;
    if (value) expr.number = value->minutes;
  } else if (tree.is(Label::StringLiteral)) {
    expr.kind = ast::ExprKind::text;
    expr.word = {place, content(tree[Rule::string])};
  } else {
    expr.kind = ast::ExprKind::boolean;
    expr.number = tree.is(Label::YesLiteral) ? 1 : 0;
  }
  expr.unreadable = expr.unreadable || too_large_ > too_large;
  return push(std::move(expr));
}

}  // namespace capalint::syntax
