// The arithmetic of the six steps. Pure functions of exact numbers; the rules, the reports and the
// editor all use these and no others. Hours are session hours a week as the grid shows them.
#pragma once

#include "units/ratio.h"

namespace capalint::capacity {

/// Weeks in a quarter: 13 (CAPA, calculating Partnership activity, W3).
inline constexpr int weeks_in_quarter = 13;
inline constexpr int quarters_in_year = 4;

/// Appointments that clinical time holds: `hours` / `session` × `contacts_per_session`.
/// The standard is 2 one-hour contacts for each 3.5 h (S1): 7 h hold 4.
[[nodiscard]] Ratio appointments_in(const Ratio& hours, const Ratio& session,
                                    const Ratio& contacts_per_session);

/// Big Admin that a *finished* plan needs, in hours: `per_session` for each `session` of clinical
/// time, so clinical ÷ 7 by the standard's 0.5 h for 3.5 h (S1). 21 h need 3 h.
[[nodiscard]] Ratio big_admin_of_finished(const Ratio& clinical, const Ratio& session,
                                          const Ratio& per_session);

/// Big Admin to take out of clinical hours that have *not* been converted yet, in hours:
/// clinical ÷ 8 by the standard (S1: seven half-hours and one for Big Admin make eight). 24 h give 3 h.
[[nodiscard]] Ratio big_admin_of_unconverted(const Ratio& clinical, const Ratio& session,
                                             const Ratio& per_session);

/// New Core families a quarter for each weekly Core session: `contacts_per_session` × (weeks a year ÷ 4)
/// ÷ average appointments. 2 × 11.25 ÷ 7.5 = 3 (W6).
[[nodiscard]] Ratio multiplier(const Ratio& contacts_per_session, const Ratio& working_weeks,
                               const Ratio& core_appointments);

/// New Core families a quarter: Core sessions × multiplier (W3). 11 h give 66/7, shown as 9.4.
[[nodiscard]] Ratio new_core(const Ratio& core_hours, const Ratio& session,
                             const Ratio& multiplier);

/// Whole numbers for one quarter (0 to 3) of a year, so that four quarters make round(4 × x): 66/7
/// gives 9, 10, 9, 10 (W3; the order is this project's).
[[nodiscard]] std::int64_t whole_for_quarter(const Ratio& per_quarter, int quarter);
/// The least and most that any quarter gets.
[[nodiscard]] std::int64_t least_whole(const Ratio& per_quarter);
[[nodiscard]] std::int64_t most_whole(const Ratio& per_quarter);

/// Choice appointments needed a week: one for each accepted referral (W1, W20).
[[nodiscard]] Ratio choice_needed_per_week(const Ratio& referrals_per_week);
/// Choice appointments needed a quarter: 13 × referrals (W20). 11 a week need 143.
[[nodiscard]] Ratio choice_needed_per_quarter(const Ratio& referrals_per_week);
/// What the weekly method yields after leave and other losses: scheduled × (1 − loss). `loss` is
/// 1/10 by the source (W20): 7 scheduled give 6.3. The quota method loses nothing.
[[nodiscard]] Ratio choice_after_loss(const Ratio& scheduled_per_week, const Ratio& loss);

/// New Core families that Choice passes on in a quarter: 13 × referrals × transfer (inferred in
/// capa.md 3.5). 11 a week at 66 % need 94.38.
[[nodiscard]] Ratio core_needed(const Ratio& referrals_per_week, const Ratio& transfer);
/// New Core a quarter ÷ referrals a week: 8 to 9 is broadly in balance (W14). Throws on zero referrals.
[[nodiscard]] Ratio balance_ratio(const Ratio& new_core_per_quarter,
                                  const Ratio& referrals_per_week);
/// Choice and Core hours as a share of all paid hours (S1, W14).
[[nodiscard]] Ratio core_share(const Ratio& choice_and_core_hours, const Ratio& paid_hours);

}  // namespace capalint::capacity
