#include "model/halves.h"

namespace capalint {
namespace {

constexpr int evening = 17 * 60;

}  // namespace

std::string_view full_name(ast::Half half) {
  switch (half) {
    case ast::Half::am: return "morning";
    case ast::Half::pm: return "afternoon";
    case ast::Half::eve: break;
  }
  return "evening";
}

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
