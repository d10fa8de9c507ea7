#include "rules/functions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "diagnostics/nearest.h"
#include "rules/checking.h"
#include "rules/evaluate.h"
#include "rules/levels.h"
#include "rules/operators.h"
#include "rules/packs.h"
#include "rules/property_tables.h"
#include "units/arithmetic.h"

namespace capalint {
namespace {

using namespace property;

// ---- checks --------------------------------------------------------------------------------------

Type gives_truth(CallCheck&) { return truth_type; }
Type gives_date(CallCheck&) { return date_type; }

void wants(CallCheck& call, Kind kind, std::string_view what) {
  for (std::size_t i = 0; i < call.arguments.size(); ++i) {
    if (call.type(i).kind != kind) call.wrong(i, what);
  }
}

Type one_number(CallCheck& call) {
  wants(call, Kind::quantity, "a number");
  return call.type(0);
}

Type date_of_quarter(CallCheck& call) {
  wants(call, Kind::quarter, "a quarter");
  return date_type;
}

Type quarter_for_date(CallCheck& call) {
  wants(call, Kind::date, "a date");
  return quarter_type;
}

Type number_of_dates(CallCheck& call) {
  wants(call, Kind::date, "dates");
  return number_type;
}

Type two_of_one_kind(CallCheck& call) {
  call.checking.adopt_zero(call.arguments[0], call.type(1));
  call.checking.adopt_zero(call.arguments[1], call.type(0));
  if (call.type(0) == call.type(1)) return call.type(0);
  call.checking.mismatch(
      call.span, fmt::format("`{}` takes two values of one kind, and these are {} and {}",
                             call.function.name, name_of(call.type(0)), name_of(call.type(1))));
  return unknown_type;
}

Type two_in_order(CallCheck& call) {
  const Type type = two_of_one_kind(call);
  if (!is_unknown(type) && !is_ordered(type)) call.wrong(0, "a number");
  return type;
}

Type of_setting(CallCheck& call) {
  if (call.node(0).kind != NodeKind::setting) {
    call.checking.mismatch(call.node(0).span,
                           fmt::format("`{}` takes the name of a setting", call.function.name));
  }
  return truth_type;
}

Type of_pack(CallCheck& call) {
  const Node& node = call.node(0);
  if (node.kind != NodeKind::constant || node.type.kind != Kind::text) {
    call.checking.mismatch(node.span,
                           fmt::format("`{}` takes the name of a rule pack, such as `{}`",
                                       call.function.name, call.function.signature));
    return truth_type;
  }
  std::vector<std::string_view> packs;
  for (const ast::Pack* pack : call.checking.model.packs) packs.push_back(pack->name.text);
  const std::string_view name = node.constant.text;
  if (std::find(packs.begin(), packs.end(), name) != packs.end()) return truth_type;
  const auto near = nearest(name, packs);
  call.checking.report(Builtin::unknown_pack, node.span,
                       fmt::format("`{}` is not a rule pack", name),
                       near ? fmt::format("did you mean `{}`?", *near)
                            : fmt::format("the packs are {}", fmt::join(packs, ", ")));
  return truth_type;
}

Type count_of_all(CallCheck&) { return number_type; }

Type text_of_days(CallCheck& call) {
  wants(call, Kind::text, "a text");
  return call.type(0);
}

Type condition_of_all(CallCheck& call) {
  wants(call, Kind::boolean, "a condition");
  return call.type(0);
}

// ---- values --------------------------------------------------------------------------------------

Value with_number(Value value, const Ratio& number) {
  value.quantity.value = number;
  return value;
}

Value floor(const Call& call) { return with_number(call[0], call[0].quantity.value.floor()); }
Value ceil(const Call& call) { return with_number(call[0], call[0].quantity.value.ceil()); }
Value round(const Call& call) { return with_number(call[0], call[0].quantity.value.round()); }
Value abs(const Call& call) { return with_number(call[0], absolute(call[0].quantity.value)); }

Value least(const Call& call) { return order(call[1], call[0]) < 0 ? call[1] : call[0]; }
Value most(const Call& call) { return order(call[1], call[0]) < 0 ? call[0] : call[1]; }

Value days_from(const Call& call) {
  return number(call.node.type, call[1].number - call[0].number);
}

Value today(const Call& call) { return Value::of(call.context.model().today); }
Value first_day(const Call& call) { return Value::of(call[0].quarter().first_day(), call[0].span); }
Value last_day(const Call& call) { return Value::of(call[0].quarter().last_day(), call[0].span); }
Value quarter_of_date(const Call& call) {
  return Value::of(quarter_of(call[0].date()), call[0].span);
}

Value uses(const Call& call) {
  const Model& model = call.context.model();
  const Object& object = call.focus.object;
  return Value::boolean(
      pack_in_use(model, call[0].text, team_of(model, object), plan_of(model, object)));
}

bool may_be_there(const Value& value) {
  return value.kind == Kind::unknown || value.kind == Kind::failed;
}

Value has(const Call& call) {
  if (may_be_there(call[0])) return call[0];
  return Value::boolean(call[0].known(), call[0].span);
}

Value is_set(const Call& call) {
  if (may_be_there(call[0])) return call[0];
  const Span span = call[0].span;
  return Value::boolean(in_workspace(span), span);
}

Value default_value(const Call& call) { return call[0].kind == Kind::absent ? call[1] : call[0]; }

// ---- values of collections -----------------------------------------------------------------------

Value count(const Gathered& all) {
  return all.undecided.kind == Kind::absent ? number(all.type, all.count) : all.undecided;
}

Value sum(const Gathered& all) {
  const Value* missing = all.undecided.kind == Kind::absent ? nullptr : &all.undecided;
  Ratio sum;
  for (const Value& value : all.values) {
    if (!value.known()) {
      missing = missing == nullptr ? &value : &less_known(*missing, value);
    } else if (missing == nullptr) {
      sum += value.quantity.value;
    }
  }
  return missing == nullptr ? number(all.type, sum) : *missing;
}

// Absent when nothing is missing but what is not said, which does not count.
Value why_not_all(const Gathered& all) {
  Value missing = all.undecided;
  for (const Value& value : all.values) {
    if (!value.known()) missing = less_known(missing, value);
  }
  return missing;
}

// What is chosen of those that are known; absent when there is none.
template <class Choose>
Value of_known(const Gathered& all, Choose choose) {
  const Value missing = why_not_all(all);
  if (missing.kind != Kind::absent) return missing;
  std::vector<const Value*> known;
  for (const Value& value : all.values) {
    if (value.known()) known.push_back(&value);
  }
  return known.empty() ? Value::absent() : choose(known);
}

bool smaller(const Value* a, const Value* b) { return order(*a, *b) < 0; }

Value min(const Gathered& all) {
  return of_known(all, [](const auto& known) {
    return **std::min_element(known.begin(), known.end(), smaller);
  });
}

Value max(const Gathered& all) {
  return of_known(all, [](const auto& known) {
    return **std::max_element(known.begin(), known.end(), smaller);
  });
}

Value median(const Gathered& all) {
  return of_known(all, [&](auto& known) {
    std::sort(known.begin(), known.end(), smaller);
    const std::size_t middle = known.size() / 2;
    if (known.size() % 2 == 1) return *known[middle];
    return number(all.type,
                  (known[middle - 1]->quantity.value + known[middle]->quantity.value) / 2);
  });
}

// One that is `wanted` decides, whatever the others are.
Value decided_by(const Gathered& all, bool wanted) {
  for (const Value& value : all.values) {
    if (value.known() && value.truth() == wanted) return Value::boolean(wanted, value.span);
  }
  const Value missing = why_not_all(all);
  return missing.kind == Kind::absent ? Value::boolean(!wanted) : missing;
}

Value weekdays(const Gathered& all) {
  std::array<bool, days_in_week> days{};
  Value missing = all.undecided;
  for (const Value& value : all.values) {
    if (!value.known()) missing = less_known(missing, value);
    for (std::size_t day = 0; day < days.size(); ++day)
      days[day] = days[day] || value.text == to_string(static_cast<Weekday>(day));
  }
  return missing.kind == Kind::absent ? Value::of(names_of(days)) : missing;
}

Value any(const Gathered& all) { return decided_by(all, true); }
Value all_of(const Gathered& all) { return decided_by(all, false); }

}  // namespace

std::string_view names_of(const std::array<bool, days_in_week>& days) {
  static const std::vector<std::string> table = [] {
    std::vector<std::string> all;
    for (unsigned set = 0; set < 1u << days_in_week; ++set) {
      std::vector<std::string_view> names;
      for (unsigned day = 0; day < days_in_week; ++day) {
        if ((set >> day & 1u) != 0) names.push_back(full_name(static_cast<Weekday>(day)));
      }
      const std::string_view last = names.empty() ? std::string_view() : names.back();
      if (!names.empty()) names.pop_back();
      all.push_back(names.empty() ? std::string(last)
                                  : fmt::format("{} and {}", fmt::join(names, ", "), last));
    }
    return all;
  }();
  std::size_t set = 0;
  for (std::size_t day = 0; day < days.size(); ++day) set |= std::size_t{days[day]} << day;
  return table[set];
}

std::vector<Function> general_functions() {
  return {
      {.name = "has",
       .signature = "has(value)",
       .doc = "Whether the files say it.",
       .arguments = 1,
       .check = gives_truth,
       .value = has,
       .takes_missing = true},
      {.name = "default",
       .signature = "default(value, other)",
       .doc = "The value, or the other one when the files do not say it.",
       .arguments = 2,
       .check = two_of_one_kind,
       .value = default_value,
       .takes_missing = true},
      {.name = "floor",
       .signature = "floor(number)",
       .doc = "The next whole number below; of hours, whole hours.",
       .arguments = 1,
       .check = one_number,
       .value = floor},
      {.name = "ceil",
       .signature = "ceil(number)",
       .doc = "The next whole number above; of hours, whole hours.",
       .arguments = 1,
       .check = one_number,
       .value = ceil},
      {.name = "round",
       .signature = "round(number)",
       .doc = "The nearest whole number, halves upwards.",
       .arguments = 1,
       .check = one_number,
       .value = round},
      {.name = "abs",
       .signature = "abs(number)",
       .doc = "The number without its sign.",
       .arguments = 1,
       .check = one_number,
       .value = abs},
      {.name = "least",
       .signature = "least(a, b)",
       .doc = "The smaller of two.",
       .arguments = 2,
       .check = two_in_order,
       .value = least},
      {.name = "most",
       .signature = "most(a, b)",
       .doc = "The larger of two.",
       .arguments = 2,
       .check = two_in_order,
       .value = most},
      {.name = "days-from",
       .signature = "days-from(first, last)",
       .doc = "Days from one date to another, as a number.",
       .arguments = 2,
       .check = number_of_dates,
       .value = days_from},
      {.name = "uses",
       .signature = "uses(\"afc\")",
       .doc = "Whether a rule pack is in use here.",
       .arguments = 1,
       .check = of_pack,
       .value = uses},
      {.name = "today",
       .signature = "today()",
       .doc = "The date of the run.",
       .check = gives_date,
       .value = today},
      {.name = "first-day",
       .signature = "first-day(quarter)",
       .doc = "The first day of a quarter.",
       .arguments = 1,
       .check = date_of_quarter,
       .value = first_day},
      {.name = "last-day",
       .signature = "last-day(quarter)",
       .doc = "The last day of a quarter.",
       .arguments = 1,
       .check = date_of_quarter,
       .value = last_day},
      {.name = "quarter-of",
       .signature = "quarter-of(date)",
       .doc = "The quarter that a date lies in.",
       .arguments = 1,
       .check = quarter_for_date,
       .value = quarter_of_date},
      {.name = "is-set",
       .signature = "is-set(setting)",
       .doc = "Whether a file sets it, rather than the pack's default.",
       .arguments = 1,
       .check = of_setting,
       .value = is_set,
       .takes_missing = true},
      {.name = "sum",
       .signature = "sum(number for each plan where …)",
       .doc = "All of them together.",
       .arguments = 1,
       .check = one_number,
       .of_all = sum},
      {.name = "count",
       .signature = "count(each plan where …)",
       .doc = "How many there are.",
       .check = count_of_all,
       .of_all = count},
      {.name = "min",
       .signature = "min(number for each plan where …)",
       .doc = "The smallest; absent when there is none.",
       .arguments = 1,
       .check = one_number,
       .of_all = min},
      {.name = "max",
       .signature = "max(number for each plan where …)",
       .doc = "The largest; absent when there is none.",
       .arguments = 1,
       .check = one_number,
       .of_all = max},
      {.name = "median",
       .signature = "median(number for each plan where …)",
       .doc = "The middle one; absent when there is none.",
       .arguments = 1,
       .check = one_number,
       .of_all = median},
      {.name = "weekdays",
       .signature = "weekdays(short-name for each day where …)",
       .doc = "The days in words: `Monday, Tuesday and Friday`.",
       .arguments = 1,
       .check = text_of_days,
       .of_all = weekdays},
      {.name = "any",
       .signature = "any(condition for each plan where …)",
       .doc = "Whether it holds for at least one.",
       .arguments = 1,
       .check = condition_of_all,
       .of_all = any},
      {.name = "all",
       .signature = "all(condition for each plan where …)",
       .doc = "Whether it holds for each of them.",
       .arguments = 1,
       .check = condition_of_all,
       .of_all = all_of},
  };
}

const std::vector<Function>& functions() {
  static const std::vector<Function> table = [] {
    std::vector<Function> all = general_functions();
    for (Function& formula : formulas()) all.push_back(formula);
    return all;
  }();
  return table;
}

const Function* find_function(std::string_view name) {
  const auto& all = functions();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Function& function) { return function.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace capalint
