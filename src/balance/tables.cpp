// What a balance is called, and the tables of its figures that every format goes through.
#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "balance/balance.h"

namespace capalint {

std::string_view to_string(BalanceVerdict verdict) {
  switch (verdict) {
    case BalanceVerdict::in_balance: return "in balance";
    case BalanceVerdict::out_of_balance: return "out of balance";
    case BalanceVerdict::not_judged: return "not judged";
  }
  return "not judged";
}

std::string to_text(const Figure& figure) {
  if (!figure.known()) return figure.unknown ? "unknown" : "not known";
  return (figure.at_least ? "at least " : "") + to_text(*figure.value);
}

std::string hours_key(const ActivityInfo& activity) {
  std::string key = fmt::format("hours_{}", activity.name);
  std::replace(key.begin(), key.end(), ' ', '_');
  return key;
}

std::string title_of(const ActivityInfo& activity) {
  if (activity.name == "big admin") return "Big Admin";
  if (activity.name == "research") return "Research, CPD";
  std::string title(activity.name);
  title.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(title.front())));
  return title;
}

const std::vector<TeamFigure>& team_figures() {
  using T = TeamBalance;
  static const std::vector<TeamFigure> rows{
      {1, "plans", "Plans", &T::plans, "S1"},
      {1, "contract", "Contract hours a week", &T::contract, ""},
      {1, "fte", "Full-time equivalents", &T::fte, "W9"},
      {2, "referrals", "Accepted referrals a week", &T::referrals, "W1"},
      {2, "choice_needed", "Choice needed a week", &T::choice_needed, "W1, W20"},
      {2, "choice_needed_quarter", "Choice needed in the quarter", &T::choice_needed_quarter,
       "W20"},
      {3, "choice_given", "Choice given to clinicians", &T::choice_given, "S1, W20"},
      {3, "choice_away", "Choice lost to absence a week", &T::choice_away, "S0"},
      {3, "choice_left", "Left after losses", &T::choice_left, "W20"},
      {3, "choice_gap", "Choice to spare, or short", &T::choice_gap, "W20"},
      {4, "choice_planned", "Choice in the plans", &T::choice_planned, "S1"},
      {4, "choice_hours", "Hours of Choice", &T::choice_hours, "W2"},
      {5, "core_hours", "Core hours a week", &T::core_hours, "S1"},
      {5, "joint_core", "Of it by two clinicians together", &T::joint_core, ""},
      {5, "core_sessions", "Core sessions a week", &T::core_sessions, "W3"},
      {5, "multiplier", "New Core for a session", &T::multiplier, "W6, W22"},
      {5, "new_core", "New Core a quarter", &T::new_core, "W3"},
      {5, "core_away", "New Core lost to absence a quarter", &T::core_away, "S0"},
      {6, "core_left", "New Core to count on", &T::core_left, "W3"},
      {6, "core_needed_low", "Needed by the transfer rate", &T::core_needed_low, "W14"},
      {6, "core_gap_low", "New Core to spare, or short", &T::core_gap_low, "W14"},
      {6, "core_needed_high", "Needed by its upper end", &T::core_needed_high, "W14"},
      {6, "core_gap_high", "New Core to spare, upper end", &T::core_gap_high, "W14"},
      {6, "ratio", "New Core ÷ referrals", &T::ratio, "W14"},
      {6, "core_share", "Choice and Core of paid hours", &T::core_share, "S1, W14"},
      {6, "big_admin", "Big Admin planned", &T::big_admin, "S1"},
      {6, "big_admin_needed", "Big Admin needed", &T::big_admin_needed, "S1"},
      {6, "thumb_referrals", "Referrals, by rule of thumb", &T::thumb_referrals, "W24, W35"},
      {6, "thumb_share", "Half-days needed, by rule of thumb", &T::thumb_share, "W24, W8"},
      {6, "exact_share", "Half-days needed, exactly", &T::exact_share, "W6, W24"},
      {6, "planned_share", "Half-days planned", &T::planned_share, "W9"},
      {6, "sessions_needed_low", "Core sessions needed", &T::sessions_needed_low, "W14"},
      {6, "sessions_needed_high", "Core sessions needed, upper end", &T::sessions_needed_high,
       "W14"},
  };
  return rows;
}

const std::vector<ClinicianFigure>& clinician_figures() {
  using C = ClinicianBalance;
  static const std::vector<ClinicianFigure> rows{
      {"contract", "Contract hours", &C::contract},
      {"fte", "Full-time equivalent", &C::fte},
      {"choice_given", "Choice given a week", &C::choice_given},
      {"choice_planned", "Choice in the plan a week", &C::choice_planned},
      {"core_sessions", "Core sessions", &C::core_sessions},
      {"new_core", "New Core a quarter", &C::new_core},
      {"big_admin_needed", "Big Admin needed", &C::big_admin_needed},
      {"core_share", "Share of Choice and Core", &C::core_share},
      {"weeks_away", "Weeks away", &C::weeks_away},
      {"choice_away", "Choice lost in the quarter", &C::choice_away},
      {"core_away", "New Core lost in the quarter", &C::core_away},
  };
  return rows;
}

}  // namespace capalint
