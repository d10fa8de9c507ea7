// What a team holds for CAPA in the quarter that it plans: Choice, new Core, balance, shares, skills.
// Everything is after absence unless its name says otherwise.
#pragma once

#include <array>
#include <string_view>

#include "capacity/capacity.h"
#include "figures/plan.h"
#include "figures/reading.h"

namespace capalint {

/// The plans that are written for the team and count, and those of other teams with hours for it.
[[nodiscard]] std::vector<PlanId> plans_for_team(Reading& reading, TeamId team);

/// Hours of an average week of these plans that count for the team.
[[nodiscard]] HoursByActivity team_hours(Reading& reading, TeamId team);

/// Choice of the 13 weeks that one line of the list gives.
[[nodiscard]] Ratio choice_in_quarter(const Allocation& allocation);

[[nodiscard]] bool is_quota(const Team& team);
/// Choice a week that the list gives to those whose plans count, as the list says it.
[[nodiscard]] Ratio choice_listed(Reading& reading, TeamId team);
/// The same after absence.
[[nodiscard]] Ratio choice_given(Reading& reading, TeamId team);
/// Choice a week that the list gives, or that is in the plans of a team without one, before absence.
[[nodiscard]] Ratio choice_before_absence(Reading& reading, TeamId team);
/// Choice a week in the plans, after absence.
[[nodiscard]] Ratio choice_in_plans(Reading& reading, TeamId team);
/// Choice a week that is shared out, by the list or else by the plans.
[[nodiscard]] Ratio choice_scheduled(Reading& reading, TeamId team);
/// What is left of it after ordinary leave and other events; a quota loses nothing to them (W20).
[[nodiscard]] Ratio choice_left(Reading& reading, TeamId team);
[[nodiscard]] Ratio choice_loss(Reading& reading, TeamId team);
/// What `choice_left` comes from: Choice a week before absence, what absence takes, and the share that
/// ordinary leave and other events leave of the rest.
struct ChoiceLeft {
  Ratio planned, away, kept;
};
[[nodiscard]] ChoiceLeft choice_left_of(Reading& reading, TeamId team);
/// On how many days of the week Choice takes place.
[[nodiscard]] std::array<bool, days_in_week> choice_days(Reading& reading, TeamId team);

/// Choice a week that the accepted referrals need (W1, W20); nothing when these are not said.
[[nodiscard]] std::optional<Ratio> choice_needed(Reading& reading, TeamId team);
/// New Core families of the quarter that Choice passes on, at the lower and the upper end of the transfer
/// rate (W14); nothing without referrals or a rate.
[[nodiscard]] std::optional<capacity::Band> core_needed(Reading& reading, TeamId team);

/// New Core families that the team can start in the quarter: the sum over its plans (W3).
[[nodiscard]] Ratio new_core(Reading& reading, TeamId team);

/// The share of Choice that goes on to Core, from the one end to the other; nothing when it is not said.
[[nodiscard]] std::optional<capacity::Band> transfer_rate(Reading& reading, TeamId team);
/// The ratios of new Core to referrals that count as balance: by the team's transfer rate, or the
/// published 8 to 9 without one (W14).
[[nodiscard]] capacity::Band balance_band(Reading& reading, TeamId team);
/// New Core ÷ referrals a week (W14); nothing without referrals.
[[nodiscard]] std::optional<Ratio> balance_ratio(Reading& reading, TeamId team);

[[nodiscard]] std::optional<Ratio> core_share_of_team(Reading& reading, TeamId team);
/// The middle of the plans' own shares; nothing when no plan that counts has paid hours.
[[nodiscard]] std::optional<Ratio> median_core_share(Reading& reading, TeamId team);

/// The full-time equivalents of the plans; nothing when one of them says neither it nor a contract.
[[nodiscard]] std::optional<Ratio> full_time_equivalents(Reading& reading, TeamId team);
/// The contract hours of the plans, likewise.
[[nodiscard]] std::optional<Ratio> contract_hours(Reading& reading, TeamId team);

/// Whether a plan with Core in the quarter names the skill.
[[nodiscard]] bool is_covered(Reading& reading, TeamId team, std::string_view skill);

/// All numbers of a team, for a report. Nothing where the files do not say what one needs.
struct TeamFigures {
  struct Member {
    PlanId plan;
    bool visiting = false;  // a plan of another team
    PlanFigures figures;
  };
  std::vector<Member> members;

  /// Which numbers rest on a setting that could not be read or was refused. Some of those of the members
  /// do, when there is one of whom nobody knows whether they count.
  struct ByDefault {
    PlanFigures::ByDefault members;
    bool choice_away = false, choice_left = false, new_core = false, multiplier = false,
         share_range = false, ratio = false, need = false, thumb_referrals = false,
         thumb_share = false, planned_share = false, exact_share = false;
  };
  ByDefault by_default;
  std::int64_t plans = 0;  // of the team's own
  HoursByActivity week;    // of all members, before absence
  HoursByActivity average;
  WholeByQuarter whole{};

  std::optional<Ratio> contract, fte_of_plans, fte;  // sums over what is said
  bool all_contracts = true, all_fte = true;

  std::optional<Ratio> referrals, choice_needed, choice_needed_quarter;
  Ratio choice_given, choice_given_quarter;  // before absence
  Ratio choice_away, choice_away_quarter;
  Ratio choice_loss, choice_kept;  // shares
  Ratio choice_left;
  std::optional<Ratio> choice_gap;
  Ratio choice_planned, choice_hours;

  Ratio session, contacts_per_session, working_weeks, weeks_in_quarter, core_appointments;
  Ratio core_hours, joint_core, core_sessions, family_sessions, multiplier;  // before absence
  bool session_alike = true;     // its length makes the Core sessions of all plans
  bool multiplier_alike = true;  // it makes the families of all plans
  Ratio new_core;                // before absence
  Ratio core_away, core_left;

  Ratio big_admin, big_admin_needed;
  std::optional<Ratio> core_share;
  Ratio core_share_low, core_share_high;
  Ratio paid, choice_and_core;  // hours of an average week
  std::optional<Ratio> ratio;
  capacity::Band band;

  /// By one end of the transfer rate.
  struct Need {
    Ratio transfer, families, gap;
    std::optional<Ratio> sessions;
  };
  std::optional<Need> need_low, need_high;  // `need_high` when the rate has two ends

  Ratio half_days_full_time, referrals_per_fte, sessions_per_referral;
  Ratio half_days_planned;
  Ratio half_days_per_referral;  // exactly, with leave, by the lower transfer rate
  std::optional<Ratio> thumb_referrals, thumb_share, exact_share, planned_share;
};
[[nodiscard]] TeamFigures figures_of(Reading& reading, TeamId team);

}  // namespace capalint
