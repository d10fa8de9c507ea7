// What a line of a week adds up to with what stands beside it, and the week against the contract: planned
// hours of an average week, before any conversion and absence. Called by `explain`.
#pragma once

#include <optional>

#include "figures/week.h"

namespace capalint {

struct LineSums {
  std::optional<HoursByActivity> line;      // on all of its days
  std::optional<HoursByActivity> half_day;  // of a line on one day, in one half of it
  std::optional<HoursByActivity> day;       // of a line on one day
  HoursByActivity week;
  bool averaged = false;  // some of the line's work is not there each week

  std::optional<Ratio> contract;
  Ratio under_contract;  // paid hours of the week, and of other plans that the contract is for
  Ratio in_no_line;      // hours of the contract that are not planned …
  Ratio beyond;          // … and hours planned beyond it
};

[[nodiscard]] LineSums sums_of_line(Reading& reading, LineId line);
/// Without any line.
[[nodiscard]] LineSums sums_of_week(Reading& reading, PlanId plan);

}  // namespace capalint
