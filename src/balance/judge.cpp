// Step 6: whether the team is in balance, and the smallest changes that would restore it. Each change,
// or the two together where both Choice and Core need one, is put through the judgement again, and what
// does not pass is not offered.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "balance/steps.h"

namespace capalint::balance {

namespace {

/// Plans are made in quarters of an hour (W13), Choice in one every two weeks, referrals in tenths.
const Ratio hours_step{1, 4};
const Ratio choice_step{1, 2};
const Ratio referrals_step{1, 10};

std::string choice_says(const Scales& scales) {
  return fmt::format("{} Choice a week for {} referral{}", number(scales.choice_left),
                     number(scales.referrals), scales.referrals == 1 ? "" : "s");
}

std::string ratio_says(const Scales& scales) {
  const Ratio ratio = capacity::balance_ratio(scales.core_left, scales.referrals);
  const std::string sum = fmt::format("{} new Core ÷ {} = {}", number(scales.core_left),
                                      number(scales.referrals), number(ratio));
  if (ratio < scales.ratio_least)
    return fmt::format("{}, below {}", sum, number(scales.ratio_least));
  if (ratio > scales.ratio_most) return fmt::format("{}, above {}", sum, number(scales.ratio_most));
  return fmt::format("{}, between {} and {}", sum, number(scales.ratio_least),
                     number(scales.ratio_most));
}

/// A change of the plans, and how the team stands after it.
struct Change {
  Remedy remedy;
  Scales after;
};

std::optional<Change> more_choice(const TeamBalance& team, const Scales& now, const Ratio& loss) {
  if (now.choice_enough() || loss >= 1) return std::nullopt;
  const Ratio short_by = now.referrals - now.choice_left;
  // A quota is given out for the quarter, in whole appointments.
  const Ratio step = team.quota ? Ratio(1, capacity::weeks_in_quarter) : choice_step;
  const Ratio more = capacity::rounded_up(capacity::choice_to_schedule(short_by, loss), step);
  Scales after = now;
  after.choice_left += capacity::choice_after_loss(more, loss);
  const std::string amount = team.quota ? fmt::format("{} more Choice appointments in the quarter",
                                                      number(capacity::choice_in_quarter(more)))
                                        : fmt::format("{} more Choice appointment{} a week",
                                                      number(more), more == 1 ? "" : "s");
  return Change{{.kind = Remedy::Kind::choice,
                 .change = appointments_per_week(more),
                 .text = "give " + amount,
                 .check = choice_says(after)},
                after};
}

std::optional<Change> other_core(const TeamBalance& team, const Scales& now, const Ratio& session) {
  if ((now.core_enough() && now.core_fits()) || !team.multiplier.known() ||
      team.multiplier.ratio() <= 0)
    return std::nullopt;
  const Ratio multiplier = team.multiplier.ratio();
  const bool more = !now.core_enough();
  const Ratio apart = more ? now.least_core() - now.core_left : now.core_left - now.most_core();
  const Ratio change =
      capacity::rounded_up(capacity::core_hours_for(apart, session, multiplier), hours_step);
  if (!more && change > team.core_hours.ratio()) return std::nullopt;
  const Ratio cases = capacity::new_core(change, session, multiplier);
  Scales after = now;
  after.core_left += more ? cases : -cases;
  return Change{
      {.kind = Remedy::Kind::core_hours,
       .change = hours(more ? change : -change),
       .text = fmt::format("plan {} {} of Core a week", hours_text(change), more ? "more" : "less"),
       .check = ratio_says(after)},
      after};
}

std::optional<Change> other_referrals(const Scales& now) {
  if (now.ratio_least <= 0 || now.ratio_most <= 0) return std::nullopt;
  const Ratio most =
      std::min(now.choice_left, capacity::referrals_for_ratio(now.core_left, now.ratio_least));
  const Ratio least = capacity::referrals_for_ratio(now.core_left, now.ratio_most);
  Scales after = now;
  after.referrals = now.referrals > most ? capacity::rounded_down(most, referrals_step)
                                         : capacity::rounded_up(least, referrals_step);
  if (after.referrals <= 0 || after.referrals == now.referrals) return std::nullopt;
  return Change{{.kind = Remedy::Kind::referrals,
                 .change = referrals_per_week(after.referrals - now.referrals),
                 .text = fmt::format("accept {} referrals a week, not {}", number(after.referrals),
                                     number(now.referrals)),
                 .check = choice_says(after) + ", " + ratio_says(after)},
                after};
}

}  // namespace

Scales scales_of(const TeamBalance& team) {
  return {.referrals = team.referrals.ratio(),
          .choice_left = team.choice_left.ratio(),
          .core_left = team.core_left.ratio(),
          .ratio_least = team.ratio_least,
          .ratio_most = team.ratio_most};
}

void judge(TeamBalance& team) {
  team.verdict = BalanceVerdict::not_judged;
  if (!team.referrals.known()) {
    team.headline = "balance cannot be judged: the accepted referrals are not said";
    return;
  }
  if (team.referrals.ratio() == 0) {
    team.headline = "no referrals are accepted, so there is nothing to balance";
    return;
  }
  const Scales now = scales_of(team);
  const bool short_of = !now.choice_enough() || !now.core_enough();
  if (short_of && (team.at_least || team.choice_left.at_least)) {
    team.headline = fmt::format(
        "balance cannot be judged, because something is missing: at least {}, and at least {}",
        choice_says(now), ratio_says(now));
    return;
  }
  if (now.balanced()) {
    team.verdict = BalanceVerdict::in_balance;
    const std::string_view at_least = team.at_least ? "at least " : "";
    team.headline = fmt::format("broadly in balance: {}{}, and {}{}", at_least, choice_says(now),
                                at_least, ratio_says(now));
    return;
  }
  std::vector<std::string> why;
  if (!now.choice_enough()) {
    why.push_back(
        fmt::format("{}, {} short", choice_says(now), number(now.referrals - now.choice_left)));
  }
  if (!now.core_enough() || !now.core_fits()) why.push_back(ratio_says(now));
  team.verdict = BalanceVerdict::out_of_balance;
  team.headline = fmt::format("out of balance: {}", fmt::join(why, "; "));
}

void restore(TeamBalance& team, const Ratio& choice_loss, const Ratio& session) {
  if (team.verdict != BalanceVerdict::out_of_balance) return;
  const Scales now = scales_of(team);
  const auto choice = more_choice(team, now, choice_loss);
  auto core = other_core(team, choice ? choice->after : now, session);
  const bool plans_restore = core ? core->after.balanced() : choice && choice->after.balanced();
  if (plans_restore) {
    if (choice) team.remedies.push_back(choice->remedy);
    if (core) {
      core->remedy.and_the_one_before = choice.has_value();
      team.remedies.push_back(core->remedy);
    }
  }
  const auto referrals = other_referrals(now);
  if (referrals && referrals->after.balanced()) team.remedies.push_back(referrals->remedy);
}

}  // namespace capalint::balance
