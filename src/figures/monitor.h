// What quarters brought beside their targets, and how work is spread over a team's plans.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "figures/team.h"

namespace capalint {

/// What a quarter brought, beside its target: Choice appointments and new Core families.
struct Monitored {
  Quarter quarter;
  std::string who;  // a clinician; empty for the team
  std::optional<Ratio> choice_target, choice_actual, core_target, core_actual;
  bool at_least = false;  // a sum over clinicians of whom some have not written theirs
};
/// Quarters up to the planned one that brought something; the team's row first, a sum where it has no
/// line of its own.
[[nodiscard]] std::vector<Monitored> monitored(Reading& reading, TeamId team);
/// What was done less what was planned; nothing when either is not said.
[[nodiscard]] std::optional<Ratio> above_target(const std::optional<Ratio>& actual,
                                                const std::optional<Ratio>& target);

/// How a number is spread over plans.
struct SpreadFigures {
  struct Entry {
    std::size_t member = 0;  // of `TeamFigures::members`
    Ratio value;
    Ratio apart;  // from the middle
  };
  Entry least, most;
  Ratio median;
  std::vector<Entry> far;  // further from the middle than `fair-share-spread`
};
/// Over the team's own plans that could be read; nothing for fewer than two.
[[nodiscard]] std::optional<SpreadFigures> spread_of_core_share(Reading& reading, TeamId team,
                                                                const TeamFigures& figures);
/// Big Admin hours a week for each full-time equivalent.
[[nodiscard]] std::optional<SpreadFigures> spread_of_big_admin(Reading& reading,
                                                               const TeamFigures& figures);

}  // namespace capalint
