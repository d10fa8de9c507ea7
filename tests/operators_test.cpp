// The operators of the rule language on values of each kind.
#include "rules/operators.h"

#include <catch2/catch.hpp>

#include "rules/property_tables.h"
#include "units/arithmetic.h"

using namespace capalint;
using namespace capalint::property;
using ast::Operator;

namespace {

Date date(std::string_view text) {
  std::string problem;
  return *parse_date(text, problem);
}
Value day(std::string_view text) { return Value::of(date(text)); }
Value plain_number(const Ratio& value) { return Value::of(plain(value)); }

bool holds(Operator op, const Value& left, const Value& right) {
  return combine(op, truth_type, left, right).truth();
}

}  // namespace

TEST_CASE("values of each kind are equal to themselves alone", "[operators]") {
  const Value object = Value::of(Object(PlanId(1)));
  const Value pairs[][2] = {{plain_number(1), plain_number(2)},
                            {Value::of(std::string_view("A")), Value::of(std::string_view("B"))},
                            {object, Value::of(Object(PlanId(2)))},
                            {object, Value::of(Object(TeamId(1)))},
                            {day("2027-04-01"), day("2027-04-02")},
                            {Value::of(Clock{60}), Value::of(Clock{61})}};
  for (const auto& [one, other] : pairs) {
    CHECK(holds(Operator::eq, one, one));
    CHECK_FALSE(holds(Operator::ne, one, one));
    CHECK_FALSE(holds(Operator::eq, one, other));
    CHECK(holds(Operator::ne, one, other));
  }
}

TEST_CASE("values are in order, with their boundaries", "[operators]") {
  const Value pairs[][2] = {{plain_number(1), plain_number(2)},
                            {day("2027-04-01"), day("2027-04-02")},
                            {Value::of(Clock{60}), Value::of(Clock{61})}};
  for (const auto& [small, large] : pairs) {
    CHECK(holds(Operator::lt, small, large));
    CHECK_FALSE(holds(Operator::lt, small, small));
    CHECK(holds(Operator::le, small, small));
    CHECK_FALSE(holds(Operator::le, large, small));
    CHECK(holds(Operator::gt, large, small));
    CHECK_FALSE(holds(Operator::gt, small, small));
    CHECK(holds(Operator::ge, small, small));
    CHECK_FALSE(holds(Operator::ge, small, large));
  }
}

TEST_CASE("a quarter holds its first and its last day", "[operators]") {
  const Value quarter = Value::of(Quarter{2027, 2});
  CHECK_FALSE(holds(Operator::in, day("2027-03-31"), quarter));
  CHECK(holds(Operator::in, day("2027-04-01"), quarter));
  CHECK(holds(Operator::in, day("2027-06-30"), quarter));
  CHECK_FALSE(holds(Operator::in, day("2027-07-01"), quarter));
}

TEST_CASE("days are added to dates and taken from them, to the nearest day", "[operators]") {
  const Type a_date{.kind = Kind::date};
  const auto moved = [&](Operator op, const Ratio& days) {
    return combine(op, a_date, day("2027-04-10"), plain_number(days)).date();
  };
  CHECK(moved(Operator::add, 2) == date("2027-04-12"));
  CHECK(moved(Operator::add, Ratio(5, 3)) == date("2027-04-12"));
  CHECK(moved(Operator::subtract, 2) == date("2027-04-08"));
  CHECK(moved(Operator::subtract, Ratio(5, 3)) == date("2027-04-08"));
  CHECK(combine(Operator::subtract, number_type, day("2027-04-10"), day("2027-04-07"))
            .quantity.value == 3);
}

TEST_CASE("the hours between clock times are exact", "[operators]") {
  CHECK(combine(Operator::subtract, hours_type, Value::of(Clock{750}), Value::of(Clock{540}))
            .quantity.value == Ratio(7, 2));
}

TEST_CASE("of two values the one that says more plainly why there is none", "[operators]") {
  const Value in_order[] = {plain_number(1), Value::absent(), Value::failed("why"),
                            Value::unknown()};
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      CHECK(less_known(in_order[i], in_order[j]).kind == in_order[std::max(i, j)].kind);
    }
  }
  const Value one = plain_number(1);
  const Value two = plain_number(2);
  CHECK(less_known(one, two).quantity.value == 1);
}

TEST_CASE("one side settles an `and` or an `or`, whatever the other one is", "[operators]") {
  const Value yes = Value::boolean(true);
  const Value no = Value::boolean(false);
  const auto both = [](Operator op, const Value& left, const Value& right) {
    const Value value = combine(op, truth_type, left, right);
    return value.known() ? (value.truth() ? "yes" : "no") : "missing";
  };
  for (const Value& missing : {Value::absent(), Value::unknown(), Value::failed("why")}) {
    CHECK(both(Operator::conjunction, no, missing) == std::string("no"));
    CHECK(both(Operator::conjunction, missing, no) == std::string("no"));
    CHECK(both(Operator::conjunction, yes, missing) == std::string("missing"));
    CHECK(both(Operator::conjunction, missing, yes) == std::string("missing"));
    CHECK(both(Operator::disjunction, yes, missing) == std::string("yes"));
    CHECK(both(Operator::disjunction, missing, yes) == std::string("yes"));
    CHECK(both(Operator::disjunction, no, missing) == std::string("missing"));
    CHECK(both(Operator::disjunction, missing, no) == std::string("missing"));
    CHECK(both(Operator::eq, yes, missing) == std::string("missing"));
    CHECK(both(Operator::eq, missing, yes) == std::string("missing"));
  }
  CHECK(both(Operator::conjunction, yes, yes) == std::string("yes"));
  CHECK(both(Operator::conjunction, yes, no) == std::string("no"));
  CHECK(both(Operator::disjunction, no, no) == std::string("no"));
  CHECK(both(Operator::disjunction, no, yes) == std::string("yes"));
}

TEST_CASE("what has no result says why", "[operators]") {
  const Value divided = combine(Operator::divide, number_type, plain_number(1), plain_number(0));
  CHECK(divided.kind == Kind::failed);
  CHECK(negative(plain_number(2)).quantity.value == -2);
  CHECK(negative(Value::unknown()).kind == Kind::unknown);
  CHECK(inverse(Value::boolean(false)).truth());
  CHECK(inverse(Value::absent()).kind == Kind::absent);
}
