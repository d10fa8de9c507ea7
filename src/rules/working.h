// How one rule comes out for chosen things, whether it finds something or not, with everything that
// the verdict rests on: what `explain` shows for a line of a plan.
#pragma once

#include <string>
#include <vector>

#include "rules/inputs.h"
#include "rules/verdict.h"
#include "source/source.h"

namespace capalint {

struct Working {
  Object object;
  std::string subject;  // the plan or team
  Span span;            // where a finding points, or the thing itself
  Verdict verdict = Verdict::holds;
  Level level = Level::error;  // in force for it
  std::string message;         // of a finding, or why there is no verdict
  std::string help;
  std::vector<TracedValue> values;
  std::vector<Input> inputs;
};

[[nodiscard]] Working work_out(const Sources& sources, const Model& model, const CheckedRule& rule,
                               Object object);

/// What a rule of that scope looks at on a line (from 1): what stands on it, else what is around it
/// or, for something small, what the plan around it holds.
[[nodiscard]] std::vector<Object> objects_at(const Sources& sources, const Model& model,
                                             Scope scope, FileId file, std::uint32_t line);

}  // namespace capalint
