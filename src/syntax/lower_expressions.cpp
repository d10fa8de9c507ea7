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

ast::ExprId ExpressionLowerer::expression(CapaParser::ExpressionContext* tree) {
  if (auto* plain = dynamic_cast<CapaParser::PlainContext*>(tree))
    return disjunction(plain->disjunction());
  auto& conditional = dynamic_cast<CapaParser::ConditionalContext&>(*tree);
  ast::Expr expr{.kind = ast::ExprKind::conditional, .span = span(tree)};
  for (auto* part : conditional.expression()) expr.children.push_back(expression(part));
  return push(std::move(expr));
}

ast::ExprId ExpressionLowerer::disjunction(CapaParser::DisjunctionContext* tree) {
  const auto parts = tree->conjunction();
  ast::ExprId result = conjunction(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    result = binary(ast::Operator::disjunction, token_span(tree->OR(i - 1)), result,
                    conjunction(parts[i]));
  }
  return result;
}

ast::ExprId ExpressionLowerer::conjunction(CapaParser::ConjunctionContext* tree) {
  const auto parts = tree->negation();
  ast::ExprId result = negation(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    result = binary(ast::Operator::conjunction, token_span(tree->AND(i - 1)), result,
                    negation(parts[i]));
  }
  return result;
}

ast::ExprId ExpressionLowerer::negation(CapaParser::NegationContext* tree) {
  if (tree->comparison() != nullptr) return comparison(tree->comparison());
  return push({.kind = ast::ExprKind::invert,
               .span = span(tree),
               .children = {negation(tree->negation())}});
}

ast::ExprId ExpressionLowerer::comparison(CapaParser::ComparisonContext* tree) {
  const auto sums = tree->sum();
  const ast::ExprId left = sum(sums[0]);
  if (sums.size() == 1) return left;
  return binary(operator_from(view(tree->comparator())), span(tree->comparator()), left,
                sum(sums[1]));
}

template <class Part, class Lower>
ast::ExprId ExpressionLowerer::chain(Tree* tree, const std::vector<Part*>& parts,
                                     Lower lower_part) {
  ast::ExprId result = lower_part(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    auto* node = dynamic_cast<antlr4::tree::TerminalNode*>(tree->children[2 * i - 1]);
    result = binary(operator_from(view(node)), token_span(node), result, lower_part(parts[i]));
  }
  return result;
}

ast::ExprId ExpressionLowerer::sum(CapaParser::SumContext* tree) {
  return chain(tree, tree->product(), [this](auto* part) { return product(part); });
}

ast::ExprId ExpressionLowerer::product(CapaParser::ProductContext* tree) {
  return chain(tree, tree->unary(), [this](auto* part) { return unary(part); });
}

ast::ExprId ExpressionLowerer::unary(CapaParser::UnaryContext* tree) {
  if (tree->postfix() != nullptr) return postfix(tree->postfix());
  return push(
      {.kind = ast::ExprKind::negate, .span = span(tree), .children = {unary(tree->unary())}});
}

ast::ExprId ExpressionLowerer::postfix(CapaParser::PostfixContext* tree) {
  ast::ExprId result = primary(tree->primary());
  for (auto* part : tree->call()) {
    const ast::ExprId member = call(part);
    const Span place = join(file_.exprs[result].span, file_.exprs[member].span);
    result = push({.kind = ast::ExprKind::member, .span = place, .children = {result, member}});
  }
  return result;
}

ast::ExprId ExpressionLowerer::primary(CapaParser::PrimaryContext* tree) {
  if (auto* node = dynamic_cast<CapaParser::LiteralPrimaryContext*>(tree))
    return literal(node->literal());
  if (auto* node = dynamic_cast<CapaParser::CallPrimaryContext*>(tree)) return call(node->call());
  const ast::ExprId inner = expression(dynamic_cast<CapaParser::GroupContext&>(*tree).expression());
  file_.exprs[inner].span = span(tree);
  return inner;
}

ast::ExprId ExpressionLowerer::each(Span place, CapaParser::WordContext* collection,
                                    CapaParser::ExpressionContext* where) {
  ast::Expr expr{.kind = ast::ExprKind::each, .span = place, .word = word(collection)};
  if (where != nullptr) expr.children.push_back(expression(where));
  return push(std::move(expr));
}

ast::ExprId ExpressionLowerer::call(CapaParser::CallContext* tree) {
  ast::Expr expr{.kind = ast::ExprKind::call,
                 .called = tree->LPAREN() != nullptr,
                 .span = span(tree),
                 .word = words(tree->exprWord())};
  if (auto* arguments = dynamic_cast<CapaParser::EachArgumentsContext*>(tree->arguments())) {
    expr.children.push_back(each(span(arguments), arguments->word(), arguments->expression()));
  } else if (auto* list = dynamic_cast<CapaParser::ListArgumentsContext*>(tree->arguments())) {
    auto parts = list->expression();
    CapaParser::ExpressionContext* where = nullptr;
    if (list->WHERE() != nullptr) {
      where = parts.back();
      parts.pop_back();
    }
    for (auto* part : parts) expr.children.push_back(expression(part));
    if (list->EACH() != nullptr) {
      const Span place = join(token_span(list->EACH()), span(list));
      expr.children.push_back(each(place, list->word(), where));
    }
  }
  return push(std::move(expr));
}

Unit ExpressionLowerer::per(CapaParser::RateSuffixContext* tree, Ratio& value) {
  if (tree == nullptr) return {};
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
                                           CapaParser::RateSuffixContext* rate) {
  Measured known = measured.value_or(Measured{1, {}, false});
  const Unit rate_unit = per(rate, known.value);
  return {.kind = ast::ExprKind::quantity,
          .session = known.session,
          .unreadable = !measured,
          .span = place,
          .quantity = {.value = known.value, .unit = known.unit * rate_unit}};
}

ast::ExprId ExpressionLowerer::literal(CapaParser::LiteralContext* tree) {
  const Span place = span(tree);
  const int too_large = too_large_;
  ast::Expr expr{.span = place};
  if (auto* node = dynamic_cast<CapaParser::NumberLiteralContext*>(tree)) {
    const Ratio value = unsigned_number(node->NUMBER(), node->DECIMAL_COMMA());
    std::optional<Measured> measured = Measured{value, {}, false};
    if (node->unitWord() != nullptr) {
      const auto unit = known_unit(view(node->unitWord()), span(node->unitWord()));
      measured.reset();
      if (unit) measured = Measured{value * unit->factor, unit->unit, unit->session};
    }
    expr = measured_expr(place, measured, node->rateSuffix());
  } else if (auto* quantity_node = dynamic_cast<CapaParser::QuantityLiteralContext*>(tree)) {
    auto* written = quantity_node->QUANTITY();
    expr = measured_expr(place, quantity(view(written), token_span(written)),
                         quantity_node->rateSuffix());
  } else if (auto* count_node = dynamic_cast<CapaParser::CountLiteralContext*>(tree)) {
    expr.kind = ast::ExprKind::quantity;
    expr.quantity = {.value = count(count_node->COUNT()).value,
                     .unit = Unit::of(Base::appointment)};
  } else if (auto* percent_node = dynamic_cast<CapaParser::PercentLiteralContext*>(tree)) {
    const std::string_view digits = view(percent_node->PERCENT());
    expr.kind = ast::ExprKind::quantity;
    expr.quantity = {.value = decimal(digits.substr(0, digits.size() - 1), place) / 100,
                     .unit = {},
                     .percent = true};
  } else if (dynamic_cast<CapaParser::DateLiteralContext*>(tree) != nullptr) {
    expr.kind = ast::ExprKind::date;
    const auto value = date_from(view(tree), place);
    expr.unreadable = !value;
    if (value) expr.number = value->time_since_epoch().count();
  } else if (auto* quarter_node = dynamic_cast<CapaParser::QuarterLiteralContext*>(tree)) {
    expr.kind = ast::ExprKind::quarter;
    const auto value = quarter(quarter_node->QUARTER());
    expr.unreadable = !value;
    if (value) expr.number = value->value.year * 4 + value->value.number - 1;
  } else if (auto* clock_node = dynamic_cast<CapaParser::ClockLiteralContext*>(tree)) {
    expr.kind = ast::ExprKind::clock;
    const auto value = clock(clock_node->CLOCK());
    expr.unreadable = !value;
    if (value) expr.number = value->minutes;
  } else if (auto* text_node = dynamic_cast<CapaParser::StringLiteralContext*>(tree)) {
    expr.kind = ast::ExprKind::text;
    expr.word = {place, content(text_node->string())};
  } else {
    expr.kind = ast::ExprKind::boolean;
    expr.number = dynamic_cast<CapaParser::YesLiteralContext*>(tree) != nullptr ? 1 : 0;
  }
  expr.unreadable = expr.unreadable || too_large_ > too_large;
  return push(std::move(expr));
}

}  // namespace capalint::syntax
