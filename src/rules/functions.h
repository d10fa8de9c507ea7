// The functions of the rule language: those that work on any values, and the formulas of `capacity`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace capalint {

/// A formula of `capacity`, so that a rule and a report can never work out one thing in two ways.
struct Formula {
  std::vector<Type> takes;
  Type gives;
  Ratio (*value)(const std::vector<Ratio>& arguments);
  std::string_view working;  // such as `{0} / {1} × {2}`, of the arguments
};

/// A function of the rule language, such as `floor(…)`.
struct Function {
  std::string_view name;
  int arguments;  // of one kind, unless the checker treats it apart or it is a formula
  std::string_view signature;
  std::string_view doc;
  std::string_view source = {};  // of a formula
  const Formula* formula = nullptr;
};
[[nodiscard]] const std::vector<Function>& functions();
[[nodiscard]] const Function* find_function(std::string_view name);

}  // namespace capalint
