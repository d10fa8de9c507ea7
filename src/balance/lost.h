// What a team loses when somebody is away or leaves: for each quarter, what the balance with them has
// and the balance without them lacks, and the sum over the quarters. `render` shows it.
#pragma once

#include "balance/balance.h"

namespace capalint {

struct Lost {
  Figure choice;                               // appointments
  Figure new_core;                             // families
  std::array<Figure, activity_count> hours{};  // of paid work, by activity
  Figure fte;                                  // on average

  [[nodiscard]] bool nothing() const;
};

/// One number of `Lost` for every format.
struct LostFigure {
  std::string key;
  std::string name;
  Figure figure;

  [[nodiscard]] bool nothing() const { return figure.known() && figure.ratio() == 0; }
};
/// Choice and new Core, the hours of every other paid activity, full-time equivalents.
[[nodiscard]] std::vector<LostFigure> figures_of(const Lost& lost);

struct LostInQuarter {
  Quarter quarter;
  Lost lost;
  BalanceVerdict before = BalanceVerdict::not_judged;  // with them
  BalanceVerdict after = BalanceVerdict::not_judged;   // without them
  std::string headline;                                // without them
};

struct TeamLoss {
  std::string team;
  std::vector<LostInQuarter> quarters;
  Lost total;  // the sum; full-time equivalents on average
};

/// The balances of the same teams and quarters with those who are away, and without them: for each
/// quarter those of all teams.
[[nodiscard]] std::vector<TeamLoss> lost(const std::vector<std::vector<TeamBalance>>& with,
                                         const std::vector<std::vector<TeamBalance>>& without);

}  // namespace capalint
