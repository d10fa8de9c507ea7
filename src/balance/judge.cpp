// Step 6 in words: whether the team is in balance, and what would restore it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "balance/steps.h"

namespace capalint::balance {

namespace {

std::string choice_says(const Scales& scales) {
  return fmt::format("{} Choice a week for {} referral{}", number(scales.choice_left),
                     number(scales.referrals), scales.referrals == 1 ? "" : "s");
}

std::string ratio_says(const Scales& scales) {
  const std::string sum = fmt::format("{} new Core ÷ {} = {}", number(scales.core_left),
                                      number(scales.referrals), number(scales.ratio));
  if (!scales.core_enough()) return fmt::format("{}, below {}", sum, number(scales.band.least));
  if (!scales.core_fits()) return fmt::format("{}, above {}", sum, number(scales.band.most));
  return fmt::format("{}, between {} and {}", sum, number(scales.band.least),
                     number(scales.band.most));
}

std::string plural(const Ratio& amount) { return amount == 1 ? "" : "s"; }

Remedy remedy_of(const Repair& repair, const Scales& now, bool quota) {
  Remedy remedy{.and_the_one_before = repair.needs_the_one_before};
  switch (repair.kind) {
    case Repair::Kind::choice:
      remedy.kind = Remedy::Kind::choice;
      remedy.change = appointments_per_week(repair.change);
      remedy.text = fmt::format("give {} more Choice appointment{} {}", number(repair.amount),
                                plural(repair.amount), quota ? "in the quarter" : "a week");
      remedy.check = choice_says(repair.after);
      break;
    case Repair::Kind::core_hours:
      remedy.kind = Remedy::Kind::core_hours;
      remedy.change = hours(repair.change);
      remedy.text = fmt::format("plan {} {} of Core a week", hours_text(repair.amount),
                                repair.change > 0 ? "more" : "less");
      remedy.check = ratio_says(repair.after);
      break;
    case Repair::Kind::referrals:
      remedy.kind = Remedy::Kind::referrals;
      remedy.change = referrals_per_week(repair.change);
      remedy.text = fmt::format("accept {} referrals a week, not {}", number(repair.amount),
                                number(now.referrals));
      remedy.check = choice_says(repair.after) + ", " + ratio_says(repair.after);
      break;
  }
  return remedy;
}

}  // namespace

void judge(TeamBalance& team, const TeamFigures& figures) {
  team.verdict = BalanceVerdict::not_judged;
  if (!team.referrals.known()) {
    team.headline = "balance cannot be judged: the accepted referrals are not said";
    return;
  }
  if (team.referrals.ratio() == 0) {
    team.headline = "no referrals are accepted, so there is nothing to balance";
    return;
  }
  const Scales now = scales_of(figures);
  const bool short_of = !now.choice_enough() || !now.core_enough();
  if (team.choice_left.unknown || team.ratio.unknown) {
    team.headline =
        "balance cannot be judged, because a setting that it rests on could not be read";
    return;
  }
  if (short_of && team.at_least) {
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
  if (!now.choice_enough())
    why.push_back(fmt::format("{}, {} short", choice_says(now), number(choice_short(now))));
  if (!now.core_enough() || !now.core_fits()) why.push_back(ratio_says(now));
  team.verdict = BalanceVerdict::out_of_balance;
  team.headline = fmt::format("out of balance: {}", fmt::join(why, "; "));
}

void restore(TeamBalance& team, const TeamFigures& figures) {
  if (team.verdict != BalanceVerdict::out_of_balance || !team.unread_settings.empty()) return;
  const Scales now = scales_of(figures);
  for (const Repair& repair : repairs(figures, team.quota))
    team.remedies.push_back(remedy_of(repair, now, team.quota));
}

}  // namespace capalint::balance
