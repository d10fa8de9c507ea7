#include "model/turns.h"

#include <numeric>

namespace capalint {

Meeting meeting(const Block& first, const Block& second, int weeks_later) {
  const int common = std::gcd(first.cycle, second.cycle);
  if (common == 1) return Meeting::surely;
  if (first.week == 0 || second.week == 0) return Meeting::perhaps;
  return (first.week + weeks_later - second.week) % common == 0 ? Meeting::surely : Meeting::never;
}

bool weeks_are_said(const Block& block) { return block.cycle == 1 || block.week != 0; }

bool takes_place(const Block& block, int week) {
  return block.cycle == 1 || week % block.cycle == block.week - 1;
}

int weeks_to_repeat(const std::vector<const Block*>& blocks) {
  constexpr int longest = 52;
  int weeks = 1;
  for (const Block* block : blocks) {
    if (weeks_are_said(*block)) weeks = std::lcm(weeks, block->cycle);
    if (weeks > longest) return longest;
  }
  return weeks;
}

}  // namespace capalint
