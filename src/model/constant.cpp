// Expressions made of constants: the values of settings.
#include <fmt/format.h>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "model/model.h"
#include "units/arithmetic.h"

namespace capalint {
namespace {

class Constants {
 public:
  Constants(const ast::Exprs& exprs, const Ratio& session, std::vector<Diagnostic>& diagnostics)
      : exprs_(exprs), session_(session), diagnostics_(diagnostics) {}

  std::optional<Value> value(ast::ExprId id) {
    const ast::Expr& expr = exprs_[id];
    if (expr.unreadable) return std::nullopt;
    switch (expr.kind) {
      case ast::ExprKind::quantity: {
        Quantity quantity = expr.quantity;
        if (expr.session && session_ == 0) {
          return wrong(expr.span, "how long a session is can be set, so this is no fixed value",
                       "write it in hours, such as `7h`");
        }
        if (expr.session) quantity.value *= session_;
        return Value::of(quantity, expr.span);
      }
      case ast::ExprKind::boolean: return Value::boolean(expr.number != 0, expr.span);
      case ast::ExprKind::text: return Value::of(expr.word.text, expr.span);
      case ast::ExprKind::date: return Value::of(Date(std::chrono::days(expr.number)), expr.span);
      case ast::ExprKind::quarter:
        return Value{.kind = Kind::quarter, .number = expr.number, .span = expr.span};
      case ast::ExprKind::clock:
        return Value{.kind = Kind::clock, .number = expr.number, .span = expr.span};
      case ast::ExprKind::call:
        if (!expr.called) return activity(expr);
        break;
      case ast::ExprKind::negate: {
        auto inner = value(expr.children[0]);
        if (!inner) return std::nullopt;
        if (inner && inner->kind == Kind::quantity) {
          inner->quantity.value = -inner->quantity.value;
          return inner;
        }
        break;
      }
      case ast::ExprKind::binary: return binary(expr);
      case ast::ExprKind::member:
      case ast::ExprKind::each:
      case ast::ExprKind::invert:
      case ast::ExprKind::conditional: break;
    }
    return wrong(expr.span, "a setting takes a fixed value",
                 "write a number with its unit, a date, a text or activities");
  }

 private:
  std::optional<Value> wrong(Span span, std::string message, std::string help) {
    diagnostics_.push_back(make(Builtin::wrong_type, span, std::move(message), std::move(help)));
    return std::nullopt;
  }

  std::optional<Value> activity(const ast::Expr& expr) {
    if (const auto id = find_activity(normalised(expr.word.text)))
      return Value::activities(set_of(*id), expr.span);
    std::vector<std::string_view> names;
    for (const ActivityInfo& info : activities()) names.push_back(info.name);
    const auto near = nearest(expr.word.text, names);
    return wrong(expr.span, fmt::format("`{}` is not a value", expr.word.text),
                 near ? fmt::format("did you mean `{}`?", *near) : "put a text in quotes");
  }

  std::optional<Value> binary(const ast::Expr& expr) {
    const auto left = value(expr.children[0]);
    const auto right = value(expr.children[1]);
    if (!left || !right) return std::nullopt;
    const bool plus = expr.op == ast::Operator::add;
    const bool minus = expr.op == ast::Operator::subtract;
    if (left->kind == Kind::activities && right->kind == Kind::activities && (plus || minus)) {
      const auto a = static_cast<ActivitySet>(left->number);
      const auto b = static_cast<ActivitySet>(right->number);
      return Value::activities(plus ? a | b : a & ~b, expr.span);
    }
    if (left->kind == Kind::quantity && right->kind == Kind::quantity)
      return arithmetic(expr, left->quantity, right->quantity);
    return wrong(expr.op_span, "these two do not go together",
                 "join numbers with numbers and activities with activities");
  }

  std::optional<Value> arithmetic(const ast::Expr& expr, const Quantity& left,
                                  const Quantity& right) {
    const bool additive = expr.op == ast::Operator::add || expr.op == ast::Operator::subtract;
    if (additive && left.unit != right.unit) {
      return wrong(expr.op_span,
                   fmt::format("{} and {} do not mix", name_of(left.unit), name_of(right.unit)),
                   "use one unit");
    }
    try {
      switch (expr.op) {
        case ast::Operator::add:
          return Value::of({.value = left.value + right.value, .unit = left.unit}, expr.span);
        case ast::Operator::subtract:
          return Value::of({.value = left.value - right.value, .unit = left.unit}, expr.span);
        case ast::Operator::multiply:
          return Value::of({.value = left.value * right.value, .unit = left.unit * right.unit},
                           expr.span);
        case ast::Operator::divide:
          return Value::of({.value = left.value / right.value, .unit = left.unit / right.unit},
                           expr.span);
        default:
          return wrong(expr.op_span, "a setting takes a fixed value",
                       "write a number with its unit");
      }
    } catch (const DivisionByZero&) {
      return wrong(expr.op_span, "this divides by zero", "divide by something else");
    } catch (const ArithmeticOverflow&) {
      return wrong(expr.op_span, "this number is too large to be exact", "use smaller numbers");
    }
  }

  const ast::Exprs& exprs_;
  const Ratio& session_;
  std::vector<Diagnostic>& diagnostics_;
};

}  // namespace

std::optional<Value> constant(const ast::Exprs& exprs, ast::ExprId id, const Ratio& session,
                              std::vector<Diagnostic>& diagnostics) {
  return Constants(exprs, session, diagnostics).value(id);
}

}  // namespace capalint
