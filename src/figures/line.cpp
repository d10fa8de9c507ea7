#include "figures/line.h"

#include <algorithm>

#include "figures/plan.h"
#include "model/halves.h"
#include "model/turns.h"
#include "units/arithmetic.h"

namespace capalint {
namespace {

HoursByActivity hours_of_blocks(Reading& reading, const Range<Block>& blocks) {
  HoursByActivity hours;
  for (const BlockId block : blocks)
    hours[reading->blocks[block].activity] += average_hours(reading, block);
  return hours;
}

/// Of the plan's lines for which `wanted` holds.
template <class Wanted>
HoursByActivity hours_of_lines(Reading& reading, PlanId plan, Wanted wanted) {
  HoursByActivity hours;
  for (const LineId id : reading->plans[plan].lines) {
    const Line& line = reading->lines[id];
    if (wanted(line)) hours = hours + hours_of_blocks(reading, line.blocks);
  }
  return hours;
}

}  // namespace

LineSums sums_of_week(Reading& reading, PlanId id) {
  LineSums sums{.week = planned_hours(reading, id)};
  sums.contract = reading->plans[id].contract_hours;
  if (!sums.contract) return sums;
  sums.under_contract = hours_under_contract(reading, id, paid_activities());
  sums.in_no_line = std::max(Ratio(0), *sums.contract - sums.under_contract);
  sums.beyond = std::max(Ratio(0), sums.under_contract - *sums.contract);
  return sums;
}

LineSums sums_of_line(Reading& reading, LineId id) {
  const Line& here = reading->lines[id];
  LineSums sums = sums_of_week(reading, here.plan);
  sums.line =
      hours_of_lines(reading, here.plan, [&](const Line& line) { return line.said == here.said; });
  sums.averaged = std::any_of(here.blocks.begin(), here.blocks.end(), [&](BlockId block) {
    return !takes_place_each_week(reading->blocks[block]);
  });
  if (!here.day || here.said->days.several()) return sums;
  sums.day = hours_of_blocks(reading, reading->days[here.day].blocks);
  const auto half = half_of(*here.said);
  if (!half) return sums;
  sums.half_day = hours_of_lines(reading, here.plan, [&](const Line& line) {
    return line.day == here.day && half_of(*line.said) == half;
  });
  return sums;
}

}  // namespace capalint
