// The functions of the rule language, one row each with its types, doc and code: those that work on any
// values, those that go through a collection, and the formulas of `capacity`. The checker, the
// evaluator, hover, completion and the manual read the rows; nothing else knows a function by name.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace capalint {

struct Call;
struct CallCheck;
struct Gathered;

inline constexpr std::size_t most_arguments = 4;
using Numbers = std::array<Ratio, most_arguments>;

/// A formula of `capacity`, so that a rule and a report can never work out one thing in two ways.
struct Formula {
  std::vector<Type> takes;
  Type gives;
  Ratio (*value)(const Numbers& arguments);
  std::string_view working;  // such as `{0} / {1} × {2}`, of the arguments
};

/// A function of the rule language, such as `floor(…)`.
struct Function {
  std::string_view name;
  std::string_view signature;
  std::string_view doc;
  std::string_view source = {};  // of a formula
  std::size_t arguments = 0;     // before the collection, of one that goes through a collection
  /// The type of the result. Reports arguments that do not fit; none of them is of an unknown type.
  Type (*check)(CallCheck&) = nullptr;
  /// The result; exactly one of the two is there. May throw `NoResult`.
  Value (*value)(const Call&) = nullptr;
  Value (*of_all)(const Gathered&) = nullptr;  // of one that goes through a collection
  bool takes_missing = false;  // `value` sees arguments that are not known; others pass them on
  std::optional<Formula> formula = std::nullopt;
};
[[nodiscard]] const std::vector<Function>& functions();
[[nodiscard]] const Function* find_function(std::string_view name);

/// `Monday, Tuesday and Friday`; the text stays.
[[nodiscard]] std::string_view names_of(const std::array<bool, days_in_week>& days);

/// The two parts of the table.
[[nodiscard]] std::vector<Function> general_functions();
[[nodiscard]] std::vector<Function> formulas();

}  // namespace capalint
