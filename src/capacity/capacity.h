// The arithmetic of the six steps. Pure functions of exact numbers; the model, the reports, the editor
// and the words of the rule language all use these and no others. Unless a line says otherwise, hours
// are session hours a week as the grid shows them, referrals and Choice are a week, new Core is families
// a quarter, and a share is a part of one. `W…` and `S…` are keys of rules/sources.tsv.
#pragma once

#include <vector>

#include "units/calendar.h"
#include "units/ratio.h"

namespace capalint::capacity {

/// Weeks in a quarter: 13 (CAPA, calculating Partnership activity, W3).
inline constexpr int weeks_in_quarter = 13;
inline constexpr int quarters_in_year = 4;
inline constexpr int weeks_in_year = 52;
/// Working days that a week of leave takes.
inline constexpr int days_in_working_week = 5;

// ---- Clinical sessions and Big Admin (step 1) -----------------------------------------------------

/// Sessions that hours make: hours ÷ hours of a session (W3). 11 h make 22/7, shown as 3.14.
[[nodiscard]] Ratio sessions_in(const Ratio& hours, const Ratio& session);

/// Appointments that clinical time holds: `hours` / `session` × `contacts_per_session`.
/// The standard is 2 one-hour contacts for each 3.5 h (S1): 7 h hold 4.
[[nodiscard]] Ratio appointments_in(const Ratio& hours, const Ratio& session,
                                    const Ratio& contacts_per_session);

/// The hours of a session that are not face to face: session − contacts × their length in hours (S1).
/// 3.5 h with 2 contacts of an hour leave 1.5 h of little admin.
[[nodiscard]] Ratio little_admin(const Ratio& session, const Ratio& contacts,
                                 const Ratio& contact_length);

/// Big Admin that a *finished* plan needs, in hours: `per_session` for each `session` of clinical
/// time, so clinical ÷ 7 by the standard's 0.5 h for 3.5 h (S1). 21 h need 3 h.
[[nodiscard]] Ratio big_admin_of_finished(const Ratio& clinical, const Ratio& session,
                                          const Ratio& per_session);

/// Big Admin to take out of clinical hours that have *not* been converted yet, in hours:
/// clinical ÷ 8 by the standard (S1: seven half-hours and one for Big Admin make eight). 24 h give 3 h.
[[nodiscard]] Ratio big_admin_of_unconverted(const Ratio& clinical, const Ratio& session,
                                             const Ratio& per_session);

/// Clinical hours left after that conversion: 7/8 of them by the standard (S1, W13). 13 h leave 11.375 h.
[[nodiscard]] Ratio clinical_after_conversion(const Ratio& clinical, const Ratio& session,
                                              const Ratio& per_session);

/// The same, turned round: the clinical hours before the conversion that leave these (S1, W13).
/// 3.5 h were 4 h.
[[nodiscard]] Ratio clinical_before_conversion(const Ratio& clinical, const Ratio& session,
                                               const Ratio& per_session);

/// Hours as a share of a full-time contract, both in paid hours a week. 22.5 h of 37.5 h are 0.6 (W9).
[[nodiscard]] Ratio full_time_equivalent(const Ratio& contract, const Ratio& full_time);
/// Hours that a full-timer would have at the same rate: hours ÷ full-time equivalent (S0: equal and
/// fair; the formula is inferred). 2 h at 0.6 are 10/3, shown as 3h20m.
[[nodiscard]] Ratio for_full_time(const Ratio& hours, const Ratio& full_time_equivalent);

// ---- Choice (steps 2 to 4) --------------------------------------------------------------------------

/// Choice appointments needed a week: one for each accepted referral (W1, W20). 11 referrals need 11.
[[nodiscard]] Ratio choice_needed_per_week(const Ratio& referrals_per_week);
/// Choice appointments needed a quarter: 13 × referrals (W20). 11 a week need 143.
[[nodiscard]] Ratio choice_needed_per_quarter(const Ratio& referrals_per_week);
/// Choice appointments of a quarter from those of a week: 13 × (W20). 1 every 2 weeks is 6.5.
[[nodiscard]] Ratio choice_in_quarter(const Ratio& per_week);
/// Choice appointments a week of those of a quarter: ÷ 13 (W20). A quota of 13 is 1 a week.
[[nodiscard]] Ratio choice_a_week(const Ratio& in_quarter);
/// What the weekly method yields after leave and other losses: scheduled × (1 − loss). `loss` is
/// 1/10 by the source (W20): 7 scheduled give 6.3. The quota method loses nothing.
[[nodiscard]] Ratio choice_after_loss(const Ratio& scheduled_per_week, const Ratio& loss);
/// What the weekly method has to schedule to be left with enough: needed ÷ (1 − loss), inferred from
/// W20. 11 a week with a loss of 1/10 take 110/9, shown as 12.2. Throws when everything is lost.
[[nodiscard]] Ratio choice_to_schedule(const Ratio& needed_per_week, const Ratio& loss);
/// Hours that Choice takes in a plan: 90 minutes an appointment (W2). 2 take 3 h.
[[nodiscard]] Ratio choice_hours(const Ratio& appointments, const Ratio& choice_length);
/// Choice appointments in hours that say no number: as many whole ones as the time is nearest to, and at
/// least one (inferred from W2: two in a 3.5 h clinic). 3.5 h of 90 minutes each hold 2.
[[nodiscard]] std::int64_t choice_that_fits(const Ratio& hours, const Ratio& choice_length);
/// Vacant Choice appointments wanted in the next six weeks: referrals screened in, and those of last
/// week that have not opted in (W29). 11 and 2 want 13.
[[nodiscard]] Ratio choice_vacancies_wanted(const Ratio& screened_in, const Ratio& not_opted_in);

// ---- New Core (step 5) ------------------------------------------------------------------------------

/// Weeks worked in a quarter: weeks a year ÷ 4 (W3, W6). 45 give 11.25.
[[nodiscard]] Ratio weeks_worked_in_quarter(const Ratio& working_weeks);
/// Appointments that one weekly session holds in a quarter (W6): 2 × 11.25 = 22.5.
[[nodiscard]] Ratio slots_in_quarter(const Ratio& contacts_per_session, const Ratio& working_weeks);
/// Times in an average week that is worked, of times a year: times ÷ weeks worked (inferred from W6, which
/// counts a week's work 45 times a year). 42 a year of 42 weeks are once a week, 9 of 45 a fifth.
[[nodiscard]] Ratio times_in_working_week(const Ratio& times_a_year, const Ratio& working_weeks);
/// New Core families a quarter for each weekly Core session: `contacts_per_session` × (weeks a year ÷ 4)
/// ÷ average appointments. 2 × 11.25 ÷ 7.5 = 3 (W6).
[[nodiscard]] Ratio multiplier(const Ratio& contacts_per_session, const Ratio& working_weeks,
                               const Ratio& core_appointments);

/// New Core families a quarter: Core sessions × multiplier (W3). 11 h give 66/7, shown as 9.4.
[[nodiscard]] Ratio new_core(const Ratio& core_hours, const Ratio& session,
                             const Ratio& multiplier);
/// The weekly Core hours that make so many new families a quarter: the same, turned round. 9 take 10.5 h.
[[nodiscard]] Ratio core_hours_for(const Ratio& new_core_per_quarter, const Ratio& session,
                                   const Ratio& multiplier);

/// Whole numbers for one quarter (0 to 3) of a year, so that four quarters make round(4 × x): 66/7
/// gives 9, 10, 9, 10 (W3; the order is this project's).
[[nodiscard]] std::int64_t whole_for_quarter(const Ratio& per_quarter, int quarter);
/// The least that any of the four quarters gets (W3). 66/7 gives 9.
[[nodiscard]] std::int64_t least_whole(const Ratio& per_quarter);
/// The most that any of them gets (W3). 66/7 gives 10.
[[nodiscard]] std::int64_t most_whole(const Ratio& per_quarter);

// ---- Balance (step 6) -------------------------------------------------------------------------------

/// New Core families that Choice passes on in a quarter: 13 × referrals × transfer (inferred from
/// W14). 11 a week at 66 % need 94.38.
[[nodiscard]] Ratio core_needed(const Ratio& referrals_per_week, const Ratio& transfer);
/// Weekly Core sessions that this takes: 13 × referrals × transfer ÷ multiplier (inferred from W14).
/// 11 a week at 66 % with 3 take 31.46.
[[nodiscard]] Ratio core_sessions_needed(const Ratio& referrals_per_week, const Ratio& transfer,
                                         const Ratio& multiplier);
/// New Core a quarter ÷ referrals a week: 8 to 9 is broadly in balance (W14). 48 for 6 make 8. Throws
/// on zero referrals.
[[nodiscard]] Ratio balance_ratio(const Ratio& new_core_per_quarter,
                                  const Ratio& referrals_per_week);
/// New Core a quarter that such a ratio takes: ratio × referrals (inferred from W14). 8 for 6 take 48.
[[nodiscard]] Ratio core_for_ratio(const Ratio& ratio, const Ratio& referrals_per_week);
/// Referrals a week for which new Core makes such a ratio: new Core ÷ ratio (inferred from W14). 48 make
/// 8 for 6. Throws on a ratio of zero.
[[nodiscard]] Ratio referrals_for_ratio(const Ratio& new_core_per_quarter, const Ratio& ratio);
struct Band {
  Ratio least;
  Ratio most;
};
/// The ratios that count as broadly in balance when the transfer rate is known: 13 × its lower and upper
/// end (inferred from W14), and on either side of their middle at least half the width of the `published`
/// band of 8 to 9. 50 % to 70 % give 6.5 to 9.1, 66 % to 70 % give 8.34 to 9.34, and 70 % alone 8.6 to 9.6.
[[nodiscard]] Band balance_band(const Ratio& transfer_low, const Ratio& transfer_high,
                                const Band& published);
/// Choice and Core hours as a share of all paid hours (S1, W14). 11 h of 35 h are 31.4 %.
[[nodiscard]] Ratio core_share(const Ratio& choice_and_core_hours, const Ratio& paid_hours);

// ---- Rules of thumb ---------------------------------------------------------------------------------

/// Accepted referrals a week that a team can take: `per_equivalent`, 1 by the source, for each full-time
/// equivalent (W24, W35). 8 can take 8.
[[nodiscard]] Ratio referrals_by_thumb(const Ratio& full_time_equivalents,
                                       const Ratio& per_equivalent);
/// Clinical hours a week of Choice and Core for one accepted referral a week: an hour of Choice and
/// `core_appointments` × `transfer` of Core, an hour each (W24). 7.5 at 66 % make 5.95. Ignores leave.
[[nodiscard]] Ratio clinical_hours_per_referral(const Ratio& transfer,
                                                const Ratio& core_appointments);
/// The same in half-days: ÷ 2 contacts (W24). 2.975, and by the thumb 3. Ignores leave.
[[nodiscard]] Ratio half_days_per_referral(const Ratio& transfer, const Ratio& core_appointments,
                                           const Ratio& contacts_per_session);
/// The share of capacity that referrals take: R × half-days for each ÷ (FTE × half-days of a full-timer)
/// (W24, W8). By the rule of thumb 3 half-days each, and a full-timer has 10 (W9, W26): 8 with 8 FTE take
/// 30 %. Throws on zero full-time equivalents.
[[nodiscard]] Ratio capacity_share_needed(const Ratio& referrals_per_week,
                                          const Ratio& half_days_per_referral,
                                          const Ratio& full_time_equivalents,
                                          const Ratio& half_days_full_time);
/// The share of capacity that half-days of work take: half-days a week ÷ (FTE × half-days of a
/// full-timer) (W9, W24). 32 with 8 FTE of 10 take 40 %. Throws on zero full-time equivalents.
[[nodiscard]] Ratio capacity_share(const Ratio& half_days, const Ratio& full_time_equivalents,
                                   const Ratio& half_days_full_time);
/// What ignores leave, with leave: × 52 ÷ weeks worked (inferred from W6 and W24). 2.975 half-days become
/// 3.44, and so 34.4 % with one referral for each full-timer.
[[nodiscard]] Ratio with_leave(const Ratio& ignoring_leave, const Ratio& working_weeks);

// ---- Absence ------------------------------------------------------------------------------------------

/// The share of the year that is worked: weeks ÷ 52 (W6). 45 are 86.5 %.
[[nodiscard]] Ratio working_share(const Ratio& working_weeks);
/// The weeks that a share of a quarter's dates is: × 13 (W3; the calendar is inferred). A half is 6.5.
[[nodiscard]] Ratio weeks_of_share(const Ratio& share);
/// Hours in a quarter of those of an average week: × 13 (W3). 7 h a week are 91 h.
[[nodiscard]] Ratio hours_in_quarter(const Ratio& per_week);

// ---- The full model -----------------------------------------------------------------------------------

/// Demand a week in appointments: referrals × (Choice + transfer × Core × (1 + co-therapy)) (W9, W15).
/// 11 × (1 + 0.66 × 7.5) = 65.45.
[[nodiscard]] Ratio demand_per_week(const Ratio& referrals_per_week,
                                    const Ratio& choice_appointments, const Ratio& transfer,
                                    const Ratio& core_appointments, const Ratio& co_therapy);
/// New Core when a part of the families is seen by two: × (1 + co-therapy) (W9, W15). 94 with a tenth
/// take 103.4.
[[nodiscard]] Ratio core_with_co_therapy(const Ratio& core, const Ratio& co_therapy);
/// Capacity a week in appointments: FTE × half-days of a full-timer × core share × appointments in a
/// half-day × share of time worked (W9, W15). 10 FTE of 10 at 40 % with 2 and 45/52: 69.2.
[[nodiscard]] Ratio capacity_per_week(const Ratio& full_time_equivalents,
                                      const Ratio& half_days_full_time, const Ratio& core_share,
                                      const Ratio& contacts_per_session, const Ratio& worked_share);
/// Of a number a week, that of a year: × 52. 2 referrals a week are 104.
[[nodiscard]] Ratio in_year(const Ratio& per_week);
/// Demand a year in hours: referrals a year × attendance × hours for a family (W32). 100 at 100 % with
/// 8 h take 800 h.
[[nodiscard]] Ratio demand_per_year(const Ratio& referrals_per_year, const Ratio& attendance,
                                    const Ratio& hours_per_family);
/// Capacity a year in hours: FTE × clinical sessions × 2 × 45 (W33). 1 FTE with 8 sessions has 720 h.
[[nodiscard]] Ratio capacity_per_year(const Ratio& full_time_equivalents,
                                      const Ratio& clinical_sessions,
                                      const Ratio& contacts_per_session,
                                      const Ratio& working_weeks);
/// Families that cannot be seen: hours short ÷ hours for a family, none when there is enough (W33).
/// 720 h for 800 h of demand at 8 h leave out 10.
[[nodiscard]] Ratio families_not_seen(const Ratio& demand_hours, const Ratio& capacity_hours,
                                      const Ratio& hours_per_family);

// ---- Spread -------------------------------------------------------------------------------------------

/// The middle value, or halfway between the two in the middle; in the unit of the values (a common
/// average, no source). 1, 2, 3 and 4 have 2.5. Throws on none.
[[nodiscard]] Ratio median(std::vector<Ratio> values);

/// Up to the next multiple of `step`, both in one unit (W13: no finer than 15 minutes). 6.1 h in quarters
/// of an hour is 6.25 h.
[[nodiscard]] Ratio rounded_up(const Ratio& value, const Ratio& step);
/// Down to a multiple of `step`, likewise. 10.3 in halves is 10.
[[nodiscard]] Ratio rounded_down(const Ratio& value, const Ratio& step);

}  // namespace capalint::capacity
