// What a verdict rests on, down to the lines that the files say: for `explain`.
#pragma once

#include <string>
#include <vector>

#include "rules/evaluate.h"
#include "rules/evidence.h"

namespace capalint {

/// A value that a verdict rests on, with the place that says it, or with what it is the sum of.
struct Input {
  std::string name;  // as the rule, or the line of the plan, writes it
  std::string value;
  Span span;             // not valid when no file says it
  std::string origin;    // of a setting: `default`, `workspace`, `team`, `plan`
  bool is_work = false;  // a block of a plan
  std::vector<Input> parts;
};

/// What `where` and the condition rest on, each once.
[[nodiscard]] std::vector<Input> inputs_of(const Context& context, const Evidence& evidence);

}  // namespace capalint
