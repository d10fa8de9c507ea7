// What changes between two balances of the same teams: by a what-if, or between two versions of the
// files. Turned round, every change is its mirror image.
#pragma once

#include "balance/balance.h"

namespace capalint {

enum class Presence { both, before, after };

struct FigureChange {
  std::string key;
  std::string name;
  Figure before;
  Figure after;
};

struct ClinicianChange {
  std::string name;
  Presence presence = Presence::both;
  std::vector<FigureChange> figures;  // only those that differ; hours by activity among them
};

struct TeamChange {
  std::string team;
  Quarter quarter;  // after, where there is an after
  Quarter quarter_before;
  Presence presence = Presence::both;
  std::optional<TeamBalance> before;
  std::optional<TeamBalance> after;
  std::vector<FigureChange> figures;
  std::vector<ClinicianChange> clinicians;

  [[nodiscard]] bool nothing() const {
    return presence == Presence::both && figures.empty() && clinicians.empty();
  }
};

/// One for each team that either side has, by name; teams and clinicians in the order of `after`, and
/// what only `before` has behind.
[[nodiscard]] std::vector<TeamChange> compare(const std::vector<TeamBalance>& before,
                                              const std::vector<TeamBalance>& after);

}  // namespace capalint
