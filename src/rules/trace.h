// Shows how a verdict was worked out: each let and the condition, with this thing's numbers.
#pragma once

#include <vector>

#include "rules/evaluate.h"
#include "source/source.h"

namespace capalint {

/// The lets that the condition rests on, and last the condition itself.
[[nodiscard]] std::vector<TracedValue> trace_of(const Context& context, const Sources& sources);

}  // namespace capalint
