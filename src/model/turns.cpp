#include "model/turns.h"

#include <algorithm>
#include <bit>
#include <numeric>

#include "capacity/capacity.h"

namespace capalint {

namespace {

constexpr std::uint64_t bit(int week) { return std::uint64_t{1} << week; }
constexpr std::uint64_t all_of(int weeks) { return bit(weeks) - 1; }

// The weeks of a cycle that is `common` weeks long in which it is; its own cycle is a multiple of that.
std::uint64_t weeks_of(const Recurrence& each, int common) {
  std::uint64_t weeks = 0;
  for (int week = 0; week < each.cycle; week += common) weeks |= each.weeks >> week;
  return weeks & all_of(common);
}

// The weeks of a cycle, so many weeks later.
std::uint64_t moved(std::uint64_t weeks, int later, int cycle) {
  return (weeks << later | weeks >> (cycle - later)) & all_of(cycle);
}

// In how many different weeks of that cycle it is at least.
int least_weeks_of(const Recurrence& each, int common) {
  if (each.weeks != 0) return std::popcount(weeks_of(each, common));
  return (each.times * common + each.cycle - 1) / each.cycle;
}

}  // namespace

bool takes_place_each_week(const Block& block) {
  const Recurrence& each = block.recurrence;
  return each.weeks != 0 && std::popcount(each.weeks) == each.cycle;
}

bool weeks_are_said(const Block& block) { return block.recurrence.weeks != 0; }

bool takes_place(const Block& block, int week) {
  return (block.recurrence.weeks & bit(week % block.recurrence.cycle)) != 0;
}

Meeting meeting(const Block& first, const Block& second, int weeks_later) {
  if (takes_place_each_week(first) || takes_place_each_week(second)) return Meeting::surely;
  const Recurrence& a = first.recurrence;
  const Recurrence& b = second.recurrence;
  if (a.times_a_year || b.times_a_year) return Meeting::perhaps;
  const int common = std::gcd(a.cycle, b.cycle);
  if (a.weeks == 0 || b.weeks == 0) {
    // More weeks than there are: some of them are the same.
    return least_weeks_of(a, common) + least_weeks_of(b, common) > common ? Meeting::surely
                                                                          : Meeting::perhaps;
  }
  const std::uint64_t of_first = moved(weeks_of(a, common), weeks_later % common, common);
  return (of_first & weeks_of(b, common)) != 0 ? Meeting::surely : Meeting::never;
}

Ratio times_a_year(const Block& block) {
  const Recurrence& recurrence = block.recurrence;
  return recurrence.times_a_year.value_or(capacity::in_year(recurrence.times_a_week));
}

int weeks_to_repeat(int weeks, const Block& block) {
  constexpr int longest = 52;
  if (!weeks_are_said(block)) return weeks;
  return weeks == longest ? longest : std::min(longest, std::lcm(weeks, block.recurrence.cycle));
}

int weeks_to_repeat(const std::vector<const Block*>& blocks) {
  int weeks = 1;
  for (const Block* block : blocks) weeks = weeks_to_repeat(weeks, *block);
  return weeks;
}

}  // namespace capalint
