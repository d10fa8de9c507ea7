// What a team loses when somebody is away or leaves, quarter by quarter: what the balance with them has
// and the balance without them lacks, and the sum. `render` shows it.
#pragma once

#include "balance/balance.h"
#include "figures/lost.h"

namespace capalint {

struct LostFigure {
  std::string key;
  std::string name;
  Figure figure;

  [[nodiscard]] bool nothing() const { return figure.known() && figure.ratio() == 0; }
};
/// Choice and new Core, the hours of every other paid activity, full-time equivalents; always the same
/// rows. Not known where the sums cannot be done.
using LostFigures = std::vector<LostFigure>;

struct LostInQuarter {
  Quarter quarter;
  LostFigures lost;
  BalanceVerdict before = BalanceVerdict::not_judged;  // with them
  BalanceVerdict after = BalanceVerdict::not_judged;   // without them
  std::string headline;                                // without them
};

struct TeamLoss {
  std::string team;
  std::vector<LostInQuarter> quarters;
  LostFigures total;
};

/// The same files in one quarter, with those who are away and without them.
struct WithAndWithout {
  Model with;
  Model without;
};
/// Of the teams that lose something.
[[nodiscard]] std::vector<TeamLoss> lost(const std::vector<WithAndWithout>& quarters);

}  // namespace capalint
