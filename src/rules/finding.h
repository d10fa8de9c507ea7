// Makes a finding of a rule that does not hold for something: message, help, places, notes and fixes.
#pragma once

#include <string_view>

#include "diagnostics/diagnostic.h"
#include "rules/evaluate.h"
#include "source/source.h"

namespace capalint {

[[nodiscard]] Diagnostic finding_of(const Context& context, const Sources& sources, Level level);

/// Says of a rule that its sum has no result for the thing, and why.
[[nodiscard]] Diagnostic failure_of(const Context& context, std::string_view why);

}  // namespace capalint
