#include "model/halves.h"

namespace capalint {
namespace {

constexpr int noon = 12 * 60;
constexpr int evening = 17 * 60;

}  // namespace

std::optional<ast::Half> half_of(const ast::DayLine& line) {
  if (!line.clock) return line.half;
  const int start = line.clock->start.minutes;
  return start < noon ? ast::Half::am : start < evening ? ast::Half::pm : ast::Half::eve;
}

std::optional<int> order_of(const ast::DayLine& line) {
  if (line.clock) return line.clock->start.minutes;
  if (!line.half) return std::nullopt;
  return *line.half == ast::Half::am ? 0 : *line.half == ast::Half::pm ? noon : evening;
}

}  // namespace capalint
