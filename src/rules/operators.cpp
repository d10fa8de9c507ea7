#include "rules/operators.h"

#include "rules/attempt.h"
#include "units/arithmetic.h"

namespace capalint {
namespace {

using ast::Operator;

bool equal(const Value& a, const Value& b) {
  if (a.kind == Kind::quantity) return a.quantity.value == b.quantity.value;
  if (a.kind == Kind::text) return a.text == b.text;
  if (a.kind == Kind::object) return a.object == b.object;
  return a.number == b.number;
}

bool within(const Value& a, const Value& b) {
  if (a.kind == Kind::activities) return (a.number & ~b.number) == 0;
  if (a.kind == Kind::text) return normalised(b.text).find(normalised(a.text)) != std::string::npos;
  const Quarter quarter = b.quarter();
  return a.date() >= quarter.first_day() && a.date() <= quarter.last_day();
}

Value connective(Operator op, const Value& left, const Value& right) {
  if (decides(op, left)) return left;
  if (decides(op, right)) return right;
  return left.known() ? right : less_known(left, right);
}

Value sum(const Type& type, const Value& left, const Value& right) {
  if (left.kind == Kind::activities)
    return Value::activities(static_cast<ActivitySet>(left.number | right.number));
  if (left.kind == Kind::date) {
    return {.kind = Kind::date, .number = left.number + right.quantity.value.round()};
  }
  return number(type, left.quantity.value + right.quantity.value);
}

Value difference(const Type& type, const Value& left, const Value& right) {
  constexpr int minutes_in_hour = 60;
  if (left.kind == Kind::activities)
    return Value::activities(static_cast<ActivitySet>(left.number & ~right.number));
  if (left.kind == Kind::clock)
    return number(type, Ratio(left.number - right.number, minutes_in_hour));
  if (left.kind == Kind::date && right.kind == Kind::date)
    return number(type, left.number - right.number);
  if (left.kind == Kind::date)
    return {.kind = Kind::date, .number = left.number - right.quantity.value.round()};
  return number(type, left.quantity.value - right.quantity.value);
}

Value of_known(Operator op, const Type& type, const Value& left, const Value& right) {
  switch (op) {
    case Operator::add: return sum(type, left, right);
    case Operator::subtract: return difference(type, left, right);
    case Operator::multiply: return number(type, left.quantity.value * right.quantity.value);
    case Operator::divide: return number(type, left.quantity.value / right.quantity.value);
    default: return Value::boolean(compare(op, left, right));
  }
}

int missing(const Value& value) {
  switch (value.kind) {
    case Kind::unknown: return 3;
    case Kind::failed: return 2;
    case Kind::absent: return 1;
    default: return 0;
  }
}

}  // namespace

const Value& less_known(const Value& a, const Value& b) { return missing(b) > missing(a) ? b : a; }

Value number(const Type& type, const Ratio& value) {
  return Value::of({.value = value, .unit = type.unit, .percent = type.percent});
}

bool compare(Operator op, const Value& left, const Value& right) {
  switch (op) {
    case Operator::lt: return order(left, right) < 0;
    case Operator::le: return order(left, right) <= 0;
    case Operator::gt: return order(left, right) > 0;
    case Operator::ge: return order(left, right) >= 0;
    case Operator::ne: return !equal(left, right);
    case Operator::in: return within(left, right);
    default: return equal(left, right);
  }
}

std::strong_ordering order(const Value& a, const Value& b) {
  if (a.kind == Kind::quantity) return a.quantity.value <=> b.quantity.value;
  return a.number <=> b.number;
}

Value combine(Operator op, const Type& type, const Value& left, const Value& right) {
  if (is_connective(op)) return connective(op, left, right);
  if (!left.known() || !right.known()) return less_known(left, right);
  return attempt([&] { return of_known(op, type, left, right); });
}

Value negative(const Value& value) {
  if (!value.known()) return value;
  return attempt([&] {
    Value result = value;
    result.quantity.value = -value.quantity.value;
    return result;
  });
}

}  // namespace capalint
