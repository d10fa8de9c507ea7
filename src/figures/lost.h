// What a team has for all of a quarter, after absence, so that the same team with somebody and without
// them can be compared: what is lost when they are away.
#pragma once

#include <optional>
#include <vector>

#include "figures/reading.h"

namespace capalint {

struct QuarterWork {
  Ratio choice;    // appointments that are shared out, before ordinary leave and other events
  Ratio new_core;  // families
  HoursByActivity hours{};  // of paid work
  std::optional<Ratio>
      posts;             // full-time equivalents that are there, on average; nothing when some of
                         // them are not said
  bool damaged = false;  // a line of a plan that makes a difference could not be read
  /// Which of these rest on a setting that could not be read or was refused.
  struct ByDefault {
    bool choice = false, new_core = false, hours = false, posts = false;
  };
  ByDefault by_default;
};

/// What the team of the one model has and the same team of the other lacks; both plan one quarter.
[[nodiscard]] QuarterWork lost_work(Reading& with, TeamId with_id, Reading& without,
                                    TeamId without_id);

/// The sum over quarters; the posts are their average.
[[nodiscard]] QuarterWork total(const std::vector<QuarterWork>& quarters);

}  // namespace capalint
