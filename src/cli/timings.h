// `check --timings`: the stages of a run as a table.
#pragma once

#include <string>

#include "source/timings.h"

namespace capalint::cli {

/// `whole` is the run from its first stage to its last, with what lies between them.
[[nodiscard]] std::string table_of(const Timings& timings, const Timings::Stage& whole);

}  // namespace capalint::cli
