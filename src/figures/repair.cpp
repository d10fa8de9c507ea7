#include "figures/repair.h"

#include <algorithm>

#include "units/arithmetic.h"

namespace capalint {

namespace {

const Ratio hours_step{1, 4};
const Ratio choice_step{1, 2};
const Ratio referrals_step{1, 10};

void weigh(Scales& scales) {
  scales.ratio = scales.referrals == 0
                     ? Ratio(0)
                     : capacity::balance_ratio(scales.core_left, scales.referrals);
}

std::optional<Repair> more_choice(const TeamFigures& figures, bool quota, const Scales& now) {
  if (now.choice_enough() || figures.choice_loss >= 1) return std::nullopt;
  const Ratio step = quota ? capacity::choice_a_week(1) : choice_step;
  const Ratio more = capacity::rounded_up(
      capacity::choice_to_schedule(choice_short(now), figures.choice_loss), step);
  Scales after = now;
  after.choice_left += capacity::choice_after_loss(more, figures.choice_loss);
  return Repair{.kind = Repair::Kind::choice,
                .change = more,
                .amount = quota ? capacity::choice_in_quarter(more) : more,
                .after = after};
}

std::optional<Repair> other_core(const TeamFigures& figures, const Scales& now) {
  if ((now.core_enough() && now.core_fits()) || figures.multiplier <= 0) return std::nullopt;
  const bool more = !now.core_enough();
  const Ratio least = capacity::core_for_ratio(now.band.least, now.referrals);
  const Ratio most = capacity::core_for_ratio(now.band.most, now.referrals);
  const Ratio apart = more ? least - now.core_left : now.core_left - most;
  const Ratio change = capacity::rounded_up(
      capacity::core_hours_for(apart, figures.session, figures.multiplier), hours_step);
  if (!more && change > figures.core_hours) return std::nullopt;
  const Ratio families = capacity::new_core(change, figures.session, figures.multiplier);
  Scales after = now;
  after.core_left += more ? families : -families;
  weigh(after);
  return Repair{.kind = Repair::Kind::core_hours,
                .change = more ? change : -change,
                .amount = change,
                .after = after};
}

std::optional<Repair> other_referrals(const Scales& now) {
  if (now.band.least <= 0 || now.band.most <= 0) return std::nullopt;
  const Ratio most =
      std::min(now.choice_left, capacity::referrals_for_ratio(now.core_left, now.band.least));
  const Ratio least = capacity::referrals_for_ratio(now.core_left, now.band.most);
  Scales after = now;
  after.referrals = now.referrals > most ? capacity::rounded_down(most, referrals_step)
                                         : capacity::rounded_up(least, referrals_step);
  weigh(after);
  return Repair{.kind = Repair::Kind::referrals,
                .change = after.referrals - now.referrals,
                .amount = after.referrals,
                .after = after};
}

}  // namespace

Scales scales_of(const TeamFigures& figures) {
  Scales scales{.referrals = *figures.referrals,
                .choice_left = figures.choice_left,
                .core_left = figures.core_left,
                .band = figures.band};
  weigh(scales);
  return scales;
}

Ratio choice_short(const Scales& scales) { return scales.referrals - scales.choice_left; }

Ratio posts_without(const Ratio& stated, const Ratio& posts) { return stated - posts; }

Ratio a_day(const Ratio& a_week, std::size_t days) {
  return a_week / static_cast<std::int64_t>(days);
}

std::vector<Repair> repairs(const TeamFigures& figures, bool quota) {
  std::vector<Repair> all;
  const Scales now = scales_of(figures);
  if (now.balanced()) return all;
  auto choice = more_choice(figures, quota, now);
  auto core = other_core(figures, choice ? choice->after : now);
  if (core ? core->after.balanced() : choice && choice->after.balanced()) {
    if (core) core->needs_the_one_before = choice.has_value();
    if (choice) all.push_back(std::move(*choice));
    if (core) all.push_back(std::move(*core));
  }
  auto referrals = other_referrals(now);
  if (referrals && referrals->after.balanced()) all.push_back(std::move(*referrals));
  return all;
}

}  // namespace capalint
