// In which weeks of their cycles blocks take place, and whether two of them ever meet. The builder
// lays out the blocks of a line with it, the rules look for clashes with it.
#pragma once

#include <cstdint>
#include <vector>

#include "model/model.h"

namespace capalint {

enum class Meeting : std::uint8_t {
  never,
  perhaps,  // `every 2 weeks` twice: the plan does not say whether in the same week
  surely,
};

/// Whether both take place in one week, or `second` so many weeks after `first`.
[[nodiscard]] Meeting meeting(const Block& first, const Block& second, int weeks_later = 0);

[[nodiscard]] bool takes_place_each_week(const Block& block);
/// Whether the plan says in which weeks it takes place.
[[nodiscard]] bool weeks_are_said(const Block& block);
/// Weeks count from 0. In none of them when the plan does not say in which it takes place.
[[nodiscard]] bool takes_place(const Block& block, int week);

/// How often in a year: as said, or whenever its turn comes in all of the weeks.
[[nodiscard]] Ratio times_a_year(const Block& block);

/// After so many weeks everything repeats; blocks whose weeks are not said do not count. Cycles that
/// fit together only after years are cut off at 52 weeks. The first adds a block to what repeats after `weeks`.
[[nodiscard]] int weeks_to_repeat(int weeks, const Block& block);
[[nodiscard]] int weeks_to_repeat(const std::vector<const Block*>& blocks);

}  // namespace capalint
