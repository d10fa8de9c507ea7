#include "capacity/capacity.h"

#include <algorithm>
#include <stdexcept>

#include "units/arithmetic.h"

namespace capalint::capacity {

Ratio sessions_in(const Ratio& hours, const Ratio& session) { return hours / session; }

Ratio little_admin(const Ratio& session, const Ratio& contacts, const Ratio& contact_length) {
  return session - contacts * contact_length;
}

Ratio clinical_after_conversion(const Ratio& clinical, const Ratio& session,
                                const Ratio& per_session) {
  return clinical - big_admin_of_unconverted(clinical, session, per_session);
}

Ratio clinical_before_conversion(const Ratio& clinical, const Ratio& session,
                                 const Ratio& per_session) {
  return clinical + big_admin_of_finished(clinical, session, per_session);
}

Ratio full_time_equivalent(const Ratio& contract, const Ratio& full_time) {
  return contract / full_time;
}

Ratio for_full_time(const Ratio& hours, const Ratio& full_time_equivalent) {
  return hours / full_time_equivalent;
}

Ratio weeks_worked_in_quarter(const Ratio& working_weeks) {
  return working_weeks / quarters_in_year;
}

Ratio times_in_working_week(const Ratio& times_a_year, const Ratio& working_weeks) {
  return times_a_year / working_weeks;
}

Ratio slots_in_quarter(const Ratio& contacts_per_session, const Ratio& working_weeks) {
  return contacts_per_session * weeks_worked_in_quarter(working_weeks);
}

Ratio appointments_in(const Ratio& hours, const Ratio& session, const Ratio& contacts_per_session) {
  return sessions_in(hours, session) * contacts_per_session;
}

Ratio big_admin_of_finished(const Ratio& clinical, const Ratio& session, const Ratio& per_session) {
  return clinical * per_session / session;
}

Ratio big_admin_of_unconverted(const Ratio& clinical, const Ratio& session,
                               const Ratio& per_session) {
  return clinical * per_session / (session + per_session);
}

Ratio multiplier(const Ratio& contacts_per_session, const Ratio& working_weeks,
                 const Ratio& core_appointments) {
  return slots_in_quarter(contacts_per_session, working_weeks) / core_appointments;
}

Ratio new_core(const Ratio& core_hours, const Ratio& session, const Ratio& multiplier) {
  return sessions_in(core_hours, session) * multiplier;
}

std::int64_t whole_for_quarter(const Ratio& per_quarter, int quarter) {
  const std::int64_t year = (per_quarter * quarters_in_year).round();
  const auto until = [&](int quarters) { return Ratio(year * quarters, quarters_in_year).floor(); };
  return until(quarter + 1) - until(quarter);
}

std::int64_t least_whole(const Ratio& per_quarter) {
  return Ratio((per_quarter * quarters_in_year).round(), quarters_in_year).floor();
}

std::int64_t most_whole(const Ratio& per_quarter) {
  return Ratio((per_quarter * quarters_in_year).round(), quarters_in_year).ceil();
}

Ratio choice_needed_per_week(const Ratio& referrals_per_week) { return referrals_per_week; }

Ratio choice_needed_per_quarter(const Ratio& referrals_per_week) {
  return choice_in_quarter(choice_needed_per_week(referrals_per_week));
}

Ratio choice_in_quarter(const Ratio& per_week) { return per_week * weeks_in_quarter; }

Ratio choice_a_week(const Ratio& in_quarter) { return in_quarter / weeks_in_quarter; }

Ratio choice_after_loss(const Ratio& scheduled_per_week, const Ratio& loss) {
  return scheduled_per_week * (Ratio(1) - loss);
}

Ratio core_needed(const Ratio& referrals_per_week, const Ratio& transfer) {
  return choice_needed_per_quarter(referrals_per_week) * transfer;
}

Ratio balance_ratio(const Ratio& new_core_per_quarter, const Ratio& referrals_per_week) {
  return new_core_per_quarter / referrals_per_week;
}

Ratio core_for_ratio(const Ratio& ratio, const Ratio& referrals_per_week) {
  return ratio * referrals_per_week;
}

Ratio referrals_for_ratio(const Ratio& new_core_per_quarter, const Ratio& ratio) {
  return new_core_per_quarter / ratio;
}

Band balance_band(const Ratio& transfer_low, const Ratio& transfer_high, const Band& published) {
  const Band exact{core_needed(1, transfer_low), core_needed(1, transfer_high)};
  const Ratio missing = (published.most - published.least) - (exact.most - exact.least);
  const Ratio more = std::max(Ratio(0), missing / 2);
  return {exact.least - more, exact.most + more};
}

Ratio core_share(const Ratio& choice_and_core_hours, const Ratio& paid_hours) {
  return choice_and_core_hours / paid_hours;
}

Ratio choice_to_schedule(const Ratio& needed_per_week, const Ratio& loss) {
  return needed_per_week / (Ratio(1) - loss);
}

Ratio choice_hours(const Ratio& appointments, const Ratio& choice_length) {
  return appointments * choice_length;
}

std::int64_t choice_that_fits(const Ratio& hours, const Ratio& choice_length) {
  return std::max<std::int64_t>(1, (hours / choice_length).round());
}

Ratio choice_vacancies_wanted(const Ratio& screened_in, const Ratio& not_opted_in) {
  return screened_in + not_opted_in;
}

Ratio core_hours_for(const Ratio& new_core_per_quarter, const Ratio& session,
                     const Ratio& multiplier) {
  return new_core_per_quarter / multiplier * session;
}

Ratio core_sessions_needed(const Ratio& referrals_per_week, const Ratio& transfer,
                           const Ratio& multiplier) {
  return core_needed(referrals_per_week, transfer) / multiplier;
}

Ratio referrals_by_thumb(const Ratio& full_time_equivalents, const Ratio& per_equivalent) {
  return full_time_equivalents * per_equivalent;
}

Ratio clinical_hours_per_referral(const Ratio& transfer, const Ratio& core_appointments) {
  return demand_per_week(1, 1, transfer, core_appointments, 0);
}

Ratio half_days_per_referral(const Ratio& transfer, const Ratio& core_appointments,
                             const Ratio& contacts_per_session) {
  return clinical_hours_per_referral(transfer, core_appointments) / contacts_per_session;
}

Ratio capacity_share_needed(const Ratio& referrals_per_week, const Ratio& half_days_per_referral,
                            const Ratio& full_time_equivalents, const Ratio& half_days_full_time) {
  return capacity_share(referrals_per_week * half_days_per_referral, full_time_equivalents,
                        half_days_full_time);
}

Ratio capacity_share(const Ratio& half_days, const Ratio& full_time_equivalents,
                     const Ratio& half_days_full_time) {
  return half_days / (full_time_equivalents * half_days_full_time);
}

Ratio with_leave(const Ratio& ignoring_leave, const Ratio& working_weeks) {
  return ignoring_leave / working_share(working_weeks);
}

Ratio working_share(const Ratio& working_weeks) { return working_weeks / weeks_in_year; }

Ratio weeks_of_share(const Ratio& share) { return share * weeks_in_quarter; }

Ratio hours_in_quarter(const Ratio& per_week) { return per_week * weeks_in_quarter; }

Ratio demand_per_week(const Ratio& referrals_per_week, const Ratio& choice_appointments,
                      const Ratio& transfer, const Ratio& core_appointments,
                      const Ratio& co_therapy) {
  return referrals_per_week *
         (choice_appointments + core_with_co_therapy(transfer * core_appointments, co_therapy));
}

Ratio core_with_co_therapy(const Ratio& core, const Ratio& co_therapy) {
  return core * (Ratio(1) + co_therapy);
}

Ratio capacity_per_week(const Ratio& full_time_equivalents, const Ratio& half_days_full_time,
                        const Ratio& core_share, const Ratio& contacts_per_session,
                        const Ratio& worked_share) {
  return full_time_equivalents * half_days_full_time * core_share * contacts_per_session *
         worked_share;
}

Ratio in_year(const Ratio& per_week) { return per_week * weeks_in_year; }

Ratio demand_per_year(const Ratio& referrals_per_year, const Ratio& attendance,
                      const Ratio& hours_per_family) {
  return referrals_per_year * attendance * hours_per_family;
}

Ratio capacity_per_year(const Ratio& full_time_equivalents, const Ratio& clinical_sessions,
                        const Ratio& contacts_per_session, const Ratio& working_weeks) {
  return full_time_equivalents * clinical_sessions * contacts_per_session * working_weeks;
}

Ratio families_not_seen(const Ratio& demand_hours, const Ratio& capacity_hours,
                        const Ratio& hours_per_family) {
  return std::max(Ratio(0), demand_hours - capacity_hours) / hours_per_family;
}

Ratio median(std::vector<Ratio> values) {
  if (values.empty()) throw std::invalid_argument("the median of nothing");
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) / 2;
}

Ratio rounded_up(const Ratio& value, const Ratio& step) { return step * (value / step).ceil(); }

Ratio rounded_down(const Ratio& value, const Ratio& step) { return step * (value / step).floor(); }

}  // namespace capalint::capacity
