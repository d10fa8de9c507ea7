// What a line of a plan adds up to, in words. Called by `explain`.
#pragma once

#include <string>
#include <vector>

#include "figures/line.h"
#include "render/formats.h"

namespace capalint {

/// A row for each of the line, its half-day, its day, the week and the contract. `line` is none where only
/// the week is looked at.
[[nodiscard]] std::vector<TracedValue> rows_of(const Model& model, LineId line,
                                               const LineSums& sums);
[[nodiscard]] std::string sums_text(const std::vector<TracedValue>& rows, const Doubt& doubt,
                                    const Style& style);

}  // namespace capalint
