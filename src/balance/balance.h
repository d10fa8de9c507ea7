// The six steps of job planning for one team and quarter, as plain data: every number with its
// working, what is missing by name, and what would restore balance. `render` shows it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "capacity/capacity.h"
#include "figures/monitor.h"
#include "model/model.h"

namespace capalint {

/// A number and how it came about. Nothing when something that it needs is not said, or is unknown.
struct Figure {
  std::optional<Quantity> value;
  std::string
      working;  // `11 × 13 weeks`, or why it is unknown; empty when the number is as written
  bool at_least = false;  // something that would add to it is missing or could not be read
  bool unknown = false;   // a setting that it rests on could not be read
  [[nodiscard]] bool known() const { return value.has_value(); }
  /// Of a known number only.
  [[nodiscard]] const Ratio& ratio() const { return value->value; }
  /// Whether it is the same number, however it came about.
  [[nodiscard]] bool same(const Figure& other) const {
    return value == other.value && at_least == other.at_least && unknown == other.unknown;
  }
};

/// What one plan brings to one team. Hours are finished ones: after the conversion to Big Admin.
struct ClinicianBalance {
  std::string name;
  std::string from;       // the other team whose plan has hours for this one
  bool has_plan = true;   // false for somebody who is only given Choice
  bool damaged = false;   // a line of the plan could not be read
  bool visiting = false;  // it is such a plan of another team
  HoursByActivity hours{};
  bool hours_unknown = false;  // a setting that their conversion rests on could not be read
  Figure contract;             // paid hours a week
  Figure fte;
  Figure choice_given;                     // a week, by the team's list
  Figure choice_planned;                   // a week, in the plan
  std::optional<Ratio> choice_in_quarter;  // of 13 weeks, by the list or else the plan
  Figure core_sessions;
  Figure new_core;                      // a quarter
  Figure big_admin_needed;              // hours a week
  Figure core_share;                    // Choice and Core of the paid hours
  Figure weeks_away;                    // of the 13
  Figure choice_away;                   // appointments of the quarter lost to it
  Figure core_away;                     // new Core of the quarter lost to it
  std::optional<WholeByQuarter> whole;  // new Core, the first quarter first; nothing when unknown
  std::vector<std::string> away;        // why and when, `maternity, 2027-01-11 to 2027-07-09`
  std::vector<std::string> reasons;     // that exceptions about this plan give

  /// `Karen Peters`, or `Karen Peters (Riverside)`: somebody may have a plan here and visit as well.
  [[nodiscard]] std::string title() const { return from.empty() ? name : name + " (" + from + ")"; }
};

enum class BalanceVerdict { in_balance, out_of_balance, not_judged };
[[nodiscard]] std::string_view to_string(BalanceVerdict verdict);

/// Something to know about one of the steps.
struct Remark {
  int step = 0;          // 0: about all of them
  bool missing = false;  // it names what the files do not say
  std::string text;
};

/// A smallest change that restores balance, and the same arithmetic after it.
struct Remedy {
  enum class Kind { choice, core_hours, referrals };
  Kind kind = Kind::choice;
  Quantity change;                  // from what is planned to what it takes
  bool and_the_one_before = false;  // alone it does not restore balance
  std::string text;                 // what to change
  std::string check;                // the sum after it
};

/// How something is spread over the plans.
struct Spread {
  std::string what;
  Unit unit;
  bool percent = false;
  Ratio least, median, most;
  std::string least_name, most_name;
  std::vector<std::string> far;  // plans worth a reason, with the reason where one is given
};

struct TeamBalance {
  std::string team;
  Quarter quarter;
  bool quota = false;
  bool at_least = false;                     // totals over plans lack something
  std::vector<std::string> unread_settings;  // that could not be read, and figures rest on them
  std::vector<ClinicianBalance> clinicians;

  Figure plans, contract, fte;                                                       // 1
  Figure referrals, choice_needed, choice_needed_quarter;                            // 2
  Figure choice_given, choice_away, choice_left, choice_gap;                         // 3
  Figure choice_planned, choice_hours;                                               // 4
  Figure core_hours, joint_core, core_sessions, multiplier, new_core, core_away;     // 5
  Figure core_left, core_needed_low, core_needed_high, core_gap_low, core_gap_high;  // 6
  Figure ratio, core_share, big_admin, big_admin_needed;
  Figure thumb_referrals, thumb_share, exact_share, planned_share;
  Figure sessions_needed_low, sessions_needed_high;

  Ratio ratio_least, ratio_most;  // the band of `ratio`
  BalanceVerdict verdict = BalanceVerdict::not_judged;
  std::string headline;
  std::vector<std::string> vacant_posts;  // by their names; none of the numbers holds them
  std::string with_vacant_posts;          // the headline and capacity if somebody had them
  std::vector<Remark> remarks;
  std::vector<Remedy> remedies;
  std::vector<Monitored> monitored;
  std::vector<Spread> spreads;

  HoursByActivity hours{};  // the sum over all plans, a week before absence
  bool hours_unknown = false;
  std::optional<WholeByQuarter> whole;  // the sum of the whole numbers of new Core, likewise
};

/// One row for each number of the team: what every format and the comparison go by.
struct TeamFigure {
  int step = 0;
  std::string_view key;
  std::string_view name;
  Figure TeamBalance::*figure;
  std::string_view source;
};
[[nodiscard]] const std::vector<TeamFigure>& team_figures();

struct ClinicianFigure {
  std::string_view key;
  std::string_view name;
  Figure ClinicianBalance::*figure;
};
[[nodiscard]] const std::vector<ClinicianFigure>& clinician_figures();

/// `hours_big_admin`: the key of the hours of one activity.
[[nodiscard]] std::string hours_key(const ActivityInfo& activity);
/// `Big Admin`, `Team meeting`: as a heading has it.
[[nodiscard]] std::string title_of(const ActivityInfo& activity);

inline constexpr std::array<std::string_view, 6> step_titles{
    "Plans written down",  "Choice needed", "Who does Choice",
    "Choice in the plans", "New Core",      "Is the team in balance?"};

/// `97.7 families`, `at least 12 appointments a week`, `not known`.
[[nodiscard]] std::string to_text(const Figure& figure);

/// Works through the steps. Never throws for anything that a file may say.
[[nodiscard]] TeamBalance balance_of(const Model& model, TeamId team);
[[nodiscard]] std::vector<TeamBalance> balances_of(const Model& model);

}  // namespace capalint
