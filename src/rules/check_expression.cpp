// The checker's way through an expression: constants, operators, conditions and places.
#include <fmt/format.h>

#include "rules/checking.h"
#include "rules/property_tables.h"

namespace capalint {
namespace {

using ast::ExprKind;
using ast::Operator;
using property::truth_type;

NodeId check_quantity(Checking& checking, const ast::Expr& expr) {
  if (expr.unreadable) return checking.broken(expr.span);
  const Value value = Value::of(expr.quantity);
  if (!expr.session) return checking.constant(expr.span, value);
  return checking.push({.kind = NodeKind::session,
                        .type = {.kind = Kind::quantity, .unit = expr.quantity.unit},
                        .span = expr.span,
                        .looked_at = checking.scope(0),
                        .constant = value});
}

NodeId check_negation(Checking& checking, const ast::Expr& expr) {
  const NodeId inner = check_expression(checking, expr.children[0]);
  const Type type = checking.type(inner);
  if (!is_unknown(type) && type.kind != Kind::quantity)
    checking.mismatch(expr.span, fmt::format("{} has no negative", name_of(type)));
  return checking.push(
      {.kind = NodeKind::negate, .type = type, .span = expr.span, .children = {inner}});
}

NodeId check_conditional(Checking& checking, const ast::Expr& expr) {
  const NodeId test = check_condition(checking, expr.children[0], "`if`");
  const NodeId yes = check_expression(checking, expr.children[1]);
  const NodeId no = check_expression(checking, expr.children[2]);
  const Type a = checking.type(yes);
  const Type b = checking.type(no);
  if (!is_unknown(a) && !is_unknown(b) && !(a == b)) {
    checking.mismatch(expr.span,
                      fmt::format("`then` gives {} and `else` gives {}", name_of(a), name_of(b)));
  }
  return checking.push({.kind = NodeKind::conditional,
                        .type = is_unknown(a) ? b : a,
                        .span = expr.span,
                        .children = {test, yes, no}});
}

// ---- operators -----------------------------------------------------------------------------------

struct Sides {
  NodeId left;
  NodeId right;
};

Type additive(Checking& checking, const ast::Expr& expr, const Sides& sides) {
  checking.adopt_zero(sides.left, checking.type(sides.right));
  checking.adopt_zero(sides.right, checking.type(sides.left));
  const Type a = checking.type(sides.left);
  const Type b = checking.type(sides.right);
  const bool plus = expr.op == Operator::add;
  if (a.kind == Kind::quantity && a == b)
    return {.kind = Kind::quantity, .unit = a.unit, .percent = a.percent && b.percent};
  if (a.kind == Kind::activities && b.kind == Kind::activities) return a;
  if (a.kind == Kind::date && is_plain(b)) return a;
  if (a.kind == Kind::date && b.kind == Kind::date && !plus) return {.kind = Kind::quantity};
  if (a.kind == Kind::clock && b.kind == Kind::clock && !plus)
    return {.kind = Kind::quantity, .unit = Unit::of(Base::hour)};
  checking.mismatch(expr.op_span, fmt::format("{} cannot be {} {}", name_of(b),
                                              plus ? "added to" : "taken from", name_of(a)));
  return unknown_type;
}

Type multiplicative(Checking& checking, const ast::Expr& expr, const Sides& sides) {
  const Type& a = checking.type(sides.left);
  const Type& b = checking.type(sides.right);
  const bool times = expr.op == Operator::multiply;
  if (a.kind == Kind::quantity && b.kind == Kind::quantity)
    return {.kind = Kind::quantity, .unit = times ? a.unit * b.unit : a.unit / b.unit};
  checking.mismatch(expr.op_span, fmt::format("{} and {} cannot be {}", name_of(a), name_of(b),
                                              times ? "multiplied" : "divided"));
  return unknown_type;
}

Type comparison(Checking& checking, const ast::Expr& expr, const Sides& sides) {
  checking.adopt_zero(sides.left, checking.type(sides.right));
  checking.adopt_zero(sides.right, checking.type(sides.left));
  const Type& a = checking.type(sides.left);
  const Type& b = checking.type(sides.right);
  const bool equality =
      expr.op == Operator::eq || expr.op == Operator::ne || expr.op == Operator::is;
  if (!(a == b)) {
    checking.mismatch(expr.op_span,
                      fmt::format("{} cannot be compared with {}", name_of(a), name_of(b)));
  } else if (!equality && !is_ordered(a)) {
    checking.mismatch(expr.op_span, fmt::format("{} has no order", name_of(a)));
  }
  return truth_type;
}

Type membership(Checking& checking, const ast::Expr& expr, const Sides& sides) {
  const Type& a = checking.type(sides.left);
  const Type& b = checking.type(sides.right);
  const bool fits = (a.kind == Kind::activities && b.kind == Kind::activities) ||
                    (a.kind == Kind::date && b.kind == Kind::quarter) ||
                    (a.kind == Kind::text && b.kind == Kind::text);
  if (!fits) {
    checking.mismatch(expr.op_span, fmt::format("{} cannot be in {}", name_of(a), name_of(b)));
  }
  return truth_type;
}

Type connective(Checking& checking, const ast::Expr& expr, const Sides& sides) {
  for (const NodeId side : {sides.left, sides.right}) {
    if (checking.type(side).kind == Kind::boolean) continue;
    checking.mismatch(
        checking.node(side).span,
        fmt::format("`{}` joins conditions, and this is {}",
                    expr.op == Operator::conjunction ? "and" : "or", name_of(checking.type(side))));
  }
  return truth_type;
}

Type type_of_operation(Checking& checking, const ast::Expr& expr, const Sides& sides) {
  if (is_unknown(checking.type(sides.left)) || is_unknown(checking.type(sides.right)))
    return unknown_type;
  switch (expr.op) {
    case Operator::add:
    case Operator::subtract: return additive(checking, expr, sides);
    case Operator::multiply:
    case Operator::divide: return multiplicative(checking, expr, sides);
    case Operator::lt:
    case Operator::le:
    case Operator::gt:
    case Operator::ge:
    case Operator::eq:
    case Operator::ne:
    case Operator::is: return comparison(checking, expr, sides);
    case Operator::in: return membership(checking, expr, sides);
    case Operator::conjunction:
    case Operator::disjunction: return connective(checking, expr, sides);
    case Operator::none: break;
  }
  return unknown_type;
}

}  // namespace

NodeId check_operator(Checking& checking, const ast::Expr& expr) {
  Sides sides{};
  sides.left = check_expression(checking, expr.children[0]);
  sides.right = check_expression(checking, expr.children[1]);
  return checking.push({.kind = NodeKind::binary,
                        .op = expr.op,
                        .type = type_of_operation(checking, expr, sides),
                        .span = expr.span,
                        .op_span = expr.op_span,
                        .children = {sides.left, sides.right}});
}

NodeId check_condition(Checking& checking, ast::ExprId id, std::string_view what) {
  const NodeId node = check_expression(checking, id);
  const Type& type = checking.type(node);
  if (!is_unknown(type) && type.kind != Kind::boolean) {
    checking.report(Builtin::unit_mismatch, checking.node(node).span,
                    fmt::format("{} needs a condition, and this is {}", what, name_of(type)),
                    "compare it with something, such as `> 2h`");
  }
  return node;
}

NodeId check_place(Checking& checking, ast::ExprId id) {
  const NodeId node = check_expression(checking, id);
  const Type& type = checking.type(node);
  if (checking.node(node).kind == NodeKind::constant && !is_unknown(type) &&
      type.kind != Kind::activities) {
    checking.report(Builtin::wrong_type, checking.node(node).span,
                    fmt::format("a place in a plan is needed here, and this is {}", name_of(type)),
                    "name what the finding is about, such as `big admin`, `contract` or `plan`");
  }
  return node;
}

NodeId check_expression(Checking& checking, ast::ExprId id) {
  if (id == ast::no_expr) return checking.broken(checking.rule().span);
  const ast::Expr& expr = checking.said(id);
  const auto constant = [&](const Value& value) { return checking.constant(expr.span, value); };
  switch (expr.kind) {
    case ExprKind::quantity: return check_quantity(checking, expr);
    case ExprKind::boolean: return constant(Value::boolean(expr.number != 0));
    case ExprKind::text: return constant(Value::of(expr.word.text));
    case ExprKind::date: return constant({.kind = Kind::date, .number = expr.number});
    case ExprKind::quarter: return constant({.kind = Kind::quarter, .number = expr.number});
    case ExprKind::clock: return constant({.kind = Kind::clock, .number = expr.number});
    case ExprKind::call: return check_name(checking, expr);
    case ExprKind::member: return check_member(checking, expr);
    case ExprKind::each:
      checking.report(Builtin::unexpected_text, expr.span,
                      "`each` stands inside a function here only",
                      "write `count(each plan where …)`");
      return checking.broken(expr.span);
    case ExprKind::negate: return check_negation(checking, expr);
    case ExprKind::invert: {
      const NodeId inner = check_condition(checking, expr.children[0], "`not`");
      return checking.push(
          {.kind = NodeKind::invert, .type = truth_type, .span = expr.span, .children = {inner}});
    }
    case ExprKind::binary: return check_operator(checking, expr);
    case ExprKind::conditional: return check_conditional(checking, expr);
  }
  return checking.broken(expr.span);
}

}  // namespace capalint
