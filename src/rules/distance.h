// How far the condition of a rule is from holding: one number for each comparison in it, 0 for one that
// holds. A condition without numbers has none.
#pragma once

#include <vector>

#include "diagnostics/diagnostic.h"
#include "rules/evaluate.h"

namespace capalint {

[[nodiscard]] std::vector<Distance> distances_of(const Context& context);

}  // namespace capalint
