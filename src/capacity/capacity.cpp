#include "capacity/capacity.h"

namespace capalint::capacity {

Ratio appointments_in(const Ratio& hours, const Ratio& session, const Ratio& contacts_per_session) {
  return hours / session * contacts_per_session;
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
  return contacts_per_session * working_weeks / quarters_in_year / core_appointments;
}

Ratio new_core(const Ratio& core_hours, const Ratio& session, const Ratio& multiplier) {
  return core_hours / session * multiplier;
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
  return referrals_per_week * weeks_in_quarter;
}

Ratio choice_after_loss(const Ratio& scheduled_per_week, const Ratio& loss) {
  return scheduled_per_week * (Ratio(1) - loss);
}

Ratio core_needed(const Ratio& referrals_per_week, const Ratio& transfer) {
  return choice_needed_per_quarter(referrals_per_week) * transfer;
}

Ratio balance_ratio(const Ratio& new_core_per_quarter, const Ratio& referrals_per_week) {
  return new_core_per_quarter / referrals_per_week;
}

Ratio core_share(const Ratio& choice_and_core_hours, const Ratio& paid_hours) {
  return choice_and_core_hours / paid_hours;
}

}  // namespace capalint::capacity
