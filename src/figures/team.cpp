#include "figures/team.h"

#include <algorithm>

#include "figures/figures.h"
#include "units/arithmetic.h"

namespace capalint {

namespace {

const Team& team_of(Reading& reading, TeamId id) {
  const Team& team = reading->teams[id];
  reading.doubt(team.incomplete);
  return team;
}

/// The team's own plans that count.
std::vector<PlanId> own_plans(Reading& reading, TeamId id) {
  std::vector<PlanId> plans;
  for (const PlanId plan : reading->teams[id].plans) {
    if (counts(reading, plan)) plans.push_back(plan);
  }
  return plans;
}

Ratio share_there(Reading& reading, const Allocation& allocation) {
  if (allocation.plan == none) return 1;
  return absence(reading, allocation.plan).there();
}

template <class Weight>
Ratio sum_of_list(Reading& reading, TeamId id, Weight weight) {
  const Team& team = reading->teams[id];
  reading.doubt(team.damaged);
  Ratio sum;
  for (const AllocationId each : team.allocations) {
    const Allocation& allocation = reading->allocations[each];
    if (allocation.plan == none || counts(reading, allocation.plan))
      sum += allocation.per_week * weight(allocation);
  }
  return sum;
}

}  // namespace

std::vector<PlanId> plans_for_team(Reading& reading, TeamId id) {
  std::vector<PlanId> plans = own_plans(reading, id);
  const auto& visiting = team_of(reading, id).visiting;
  plans.insert(plans.end(), visiting.begin(), visiting.end());
  return plans;
}

HoursByActivity team_hours(Reading& reading, TeamId team) {
  return once(reading, &Figures::team_hours, team, [&] {
    HoursByActivity sum;
    for (const PlanId plan : plans_for_team(reading, team))
      sum = sum + average_hours(reading, plan, team);
    return sum;
  });
}

Ratio choice_in_quarter(const Allocation& allocation) {
  return capacity::choice_in_quarter(allocation.per_week);
}

bool is_quota(const Team& team) {
  return team.choice != nullptr && team.choice->method.text == "quota";
}

Ratio choice_listed(Reading& reading, TeamId team) {
  return sum_of_list(reading, team, [](const Allocation&) { return Ratio(1); });
}

Ratio choice_given(Reading& reading, TeamId team) {
  return sum_of_list(reading, team, [&](const Allocation& allocation) {
    return share_there(reading, allocation);
  });
}

Ratio choice_in_plans(Reading& reading, TeamId team) {
  Ratio sum;
  for (const PlanId plan : plans_for_team(reading, team))
    sum += average_choice(reading, plan, team);
  return sum;
}

Ratio choice_scheduled(Reading& reading, TeamId team) {
  return reading->teams[team].choice != nullptr ? choice_given(reading, team)
                                                : choice_in_plans(reading, team);
}

Ratio choice_loss(Reading& reading, TeamId id) {
  const Team& team = reading->teams[id];
  return is_quota(team) ? Ratio(0) : reading.number(team.settings, reading->known.choice_loss);
}

Ratio choice_left(Reading& reading, TeamId team) {
  return capacity::choice_after_loss(choice_scheduled(reading, team), choice_loss(reading, team));
}

Ratio choice_before_absence(Reading& reading, TeamId id) {
  if (reading->teams[id].choice != nullptr) return choice_listed(reading, id);
  Ratio sum;
  for (const PlanId plan : plans_for_team(reading, id)) sum += planned_choice(reading, plan, id);
  return sum;
}

ChoiceLeft choice_left_of(Reading& reading, TeamId id) {
  ChoiceLeft result{.planned = choice_before_absence(reading, id),
                    .kept = Ratio(1) - choice_loss(reading, id)};
  result.away = result.planned - choice_scheduled(reading, id);
  return result;
}

std::array<bool, days_in_week> choice_days(Reading& reading, TeamId team) {
  std::array<bool, days_in_week> days{};
  for (const PlanId plan : plans_for_team(reading, team)) {
    reading.doubt(reading->plans[plan].damaged);
    for (const BlockId id : reading->plans[plan].blocks) {
      const Block& block = reading->blocks[id];
      const auto weekday = reading->weekday_of(block.day);
      if (weekday && block.team == team && block.activity == activity::choice)
        days.at(static_cast<std::size_t>(*weekday)) = true;
    }
  }
  return days;
}

Ratio new_core(Reading& reading, TeamId team) {
  return once(reading, &Figures::team_new_core, team, [&] {
    Ratio sum;
    for (const PlanId plan : plans_for_team(reading, team)) sum += new_core(reading, plan, team);
    return sum;
  });
}

std::optional<capacity::Band> transfer_rate(Reading& reading, TeamId id) {
  const SettingsId settings = reading->teams[id].settings;
  const Value& low = reading.setting(settings, reading->known.transfer_low);
  if (!low.known()) return std::nullopt;
  const Value& high = reading.setting(settings, reading->known.transfer_high);
  return capacity::Band{low.quantity.value, high.quantity.value};
}

capacity::Band balance_band(Reading& reading, TeamId id) {
  const SettingsId settings = reading->teams[id].settings;
  const capacity::Band published{reading.number(settings, reading->known.balance_low),
                                 reading.number(settings, reading->known.balance_high)};
  const auto transfer = transfer_rate(reading, id);
  return transfer ? capacity::balance_band(transfer->least, transfer->most, published) : published;
}

std::optional<Ratio> balance_ratio(Reading& reading, TeamId id) {
  const auto& referrals = reading->teams[id].referrals_per_week;
  if (!referrals || *referrals == 0) return std::nullopt;
  return capacity::balance_ratio(new_core(reading, id), *referrals);
}

std::optional<Ratio> choice_needed(Reading& reading, TeamId id) {
  const auto& referrals = reading->teams[id].referrals_per_week;
  if (!referrals) return std::nullopt;
  return capacity::choice_needed_per_week(*referrals);
}

std::optional<capacity::Band> core_needed(Reading& reading, TeamId id) {
  const auto& referrals = reading->teams[id].referrals_per_week;
  const auto transfer = transfer_rate(reading, id);
  if (!referrals || !transfer) return std::nullopt;
  return capacity::Band{capacity::core_needed(*referrals, transfer->least),
                        capacity::core_needed(*referrals, transfer->most)};
}

std::optional<Ratio> core_share_of_team(Reading& reading, TeamId team) {
  return core_share(team_hours(reading, team));
}

std::optional<Ratio> median_core_share(Reading& reading, TeamId id) {
  return once(reading, &Figures::median_core_share, id, [&]() -> std::optional<Ratio> {
    (void)team_of(reading, id);
    std::vector<Ratio> shares;
    for (const PlanId plan : own_plans(reading, id)) {
      if (auto share = core_share(average_hours(reading, plan)))
        shares.push_back(std::move(*share));
    }
    if (shares.empty()) return std::nullopt;
    return capacity::median(std::move(shares));
  });
}

std::optional<Ratio> full_time_equivalents(Reading& reading, TeamId id) {
  (void)team_of(reading, id);
  std::optional<Ratio> sum;
  for (const PlanId plan : own_plans(reading, id)) {
    if (!add_known(sum, full_time_equivalent(reading, plan))) return std::nullopt;
  }
  return sum;
}

std::optional<Ratio> contract_hours(Reading& reading, TeamId id) {
  (void)team_of(reading, id);
  Ratio sum;
  for (const PlanId plan : own_plans(reading, id)) {
    const auto& hours = reading->plans[plan].contract_hours;
    if (!hours) return std::nullopt;
    sum += *hours;
  }
  return sum;
}

bool is_covered(Reading& reading, TeamId id, std::string_view skill) {
  (void)team_of(reading, id);
  for (const PlanId plan : own_plans(reading, id)) {
    const ast::Skills* skills = reading->plans[plan].skills;
    if (skills == nullptr || average_hours(reading, plan)[activity::core] == 0) continue;
    const bool named = std::any_of(
        skills->names.begin(), skills->names.end(),
        [&](const ast::Text& name) { return normalised(name.text) == normalised(skill); });
    if (named) return true;
  }
  return false;
}

// ---- the report ----------------------------------------------------------------------------------

namespace {

PlanFigures::ByDefault operator|(const PlanFigures::ByDefault& a, const PlanFigures::ByDefault& b) {
  return {.hours = a.hours || b.hours,
          .choice = a.choice || b.choice,
          .sessions = a.sessions || b.sessions,
          .new_core = a.new_core || b.new_core,
          .big_admin = a.big_admin || b.big_admin,
          .posts = a.posts || b.posts};
}

void add_members(Reading& reading, TeamId id, TeamFigures& result) {
  std::vector<PlanId> plans;
  if (rests_on_default(reading, [&] { plans = plans_for_team(reading, id); }))
    result.by_default.members = {.hours = true,
                                 .choice = true,
                                 .sessions = true,
                                 .new_core = true,
                                 .big_admin = true,
                                 .posts = true};
  for (const PlanId plan : plans) {
    TeamFigures::Member member{plan, reading->plans[plan].team != id,
                               figures_of(reading, plan, id)};
    const PlanFigures& figures = member.figures;
    if (!member.visiting) {
      ++result.plans;
      if (!add_known(result.contract, figures.contract)) result.all_contracts = false;
      if (!add_known(result.fte_of_plans, figures.fte)) result.all_fte = false;
    }
    result.week = result.week + figures.week;
    result.average = result.average + figures.average;
    for (std::size_t i = 0; i < result.whole.size(); ++i) result.whole[i] += figures.whole[i];
    result.choice_planned += figures.choice_planned;
    result.core_sessions += figures.core_sessions;
    result.half_days_planned += capacity::sessions_in(
        figures.average[activity::choice] + figures.average[activity::core], figures.session);
    result.joint_core += figures.joint_core / 2;
    result.family_sessions += figures.family_sessions;
    result.new_core += figures.new_core;
    result.core_away += figures.core_away;
    result.big_admin_needed += figures.big_admin_needed;
    result.by_default.members = result.by_default.members | figures.by_default;
    result.members.push_back(std::move(member));
  }
  result.fte = result.fte_of_plans;
  const ast::Fte* stated = reading->teams[id].fte;
  if (stated != nullptr && stated->number.value > 0) {
    result.fte = stated->number.value;
    result.by_default.members.posts = false;
  }
}

void add_choice(Reading& reading, TeamId id, TeamFigures& result) {
  const Team& team = reading->teams[id];
  if (team.referrals_per_week) {
    result.referrals = team.referrals_per_week;
    result.choice_needed = choice_needed(reading, id);
    result.choice_needed_quarter = capacity::choice_needed_per_quarter(*team.referrals_per_week);
  }
  result.by_default.choice_away = rests_on_default(reading, [&] {
    result.choice_given = choice_before_absence(reading, id);
    result.choice_away = result.choice_given - choice_scheduled(reading, id);
  });
  result.choice_given_quarter = capacity::choice_in_quarter(result.choice_given);
  result.choice_away_quarter = capacity::choice_in_quarter(result.choice_away);
  result.by_default.choice_left = rests_on_default(reading, [&] {
    result.choice_loss = choice_loss(reading, id);
    result.choice_kept = Ratio(1) - result.choice_loss;
    result.choice_left = choice_left(reading, id);
  });
  if (result.choice_needed) result.choice_gap = result.choice_left - *result.choice_needed;
  result.choice_hours = result.week[activity::choice];
}

void add_core(Reading& reading, TeamId id, TeamFigures& result) {
  const SettingsId settings = reading->teams[id].settings;
  const KnownSettings& known = reading->known;
  result.session = reading.number(settings, known.session);
  result.core_hours = result.week[activity::core];
  result.session_alike =
      result.core_sessions == capacity::sessions_in(result.core_hours, result.session);
  result.by_default.multiplier = rests_on_default(reading, [&] {
    result.contacts_per_session = reading.number(settings, known.contacts_per_session);
    result.working_weeks = reading.number(settings, known.working_weeks);
    result.weeks_in_quarter = capacity::weeks_worked_in_quarter(result.working_weeks);
    result.core_appointments = reading.number(settings, known.core_appointments);
    result.multiplier = multiplier_in_force(reading, settings);
  });
  result.multiplier_alike = result.family_sessions * result.multiplier == result.new_core;
  result.by_default.new_core =
      rests_on_default(reading, [&] { result.core_left = new_core(reading, id); });
}

TeamFigures::Need need(const TeamFigures& figures, const Ratio& transfer) {
  TeamFigures::Need result{.transfer = transfer,
                           .families = capacity::core_needed(*figures.referrals, transfer)};
  result.gap = figures.core_left - result.families;
  if (figures.multiplier > 0) {
    result.sessions =
        capacity::core_sessions_needed(*figures.referrals, transfer, figures.multiplier);
  }
  return result;
}

void add_balance(Reading& reading, TeamId id, TeamFigures& result) {
  const SettingsId settings = reading->teams[id].settings;
  const KnownSettings& known = reading->known;
  result.big_admin = result.week[activity::big_admin];
  result.core_share = core_share(result.average);
  result.by_default.share_range = rests_on_default(reading, [&] {
    result.core_share_low = reading.number(settings, known.core_share_low);
    result.core_share_high = reading.number(settings, known.core_share_high);
  });
  result.paid = paid(result.average);
  result.choice_and_core = result.average[activity::choice] + result.average[activity::core];
  result.by_default.ratio = rests_on_default(reading, [&] {
    result.band = balance_band(reading, id);
    result.ratio = balance_ratio(reading, id);
  });
  result.by_default.need = rests_on_default(reading, [&] {
    const auto transfer = transfer_rate(reading, id);
    if (!transfer || !result.referrals) return;
    result.need_low = need(result, transfer->least);
    if (transfer->most != transfer->least) result.need_high = need(result, transfer->most);
  });
}

void add_rules_of_thumb(Reading& reading, TeamId id, TeamFigures& result) {
  const SettingsId settings = reading->teams[id].settings;
  const KnownSettings& known = reading->known;
  TeamFigures::ByDefault& rests = result.by_default;
  const bool full_time = rests_on_default(reading, [&] {
    result.half_days_full_time = reading.number(settings, known.full_time_sessions);
  });
  const bool posts = rests.members.posts;
  rests.thumb_referrals = posts || rests_on_default(reading, [&] {
                            result.referrals_per_fte =
                                reading.number(settings, known.referrals_per_fte);
                          });
  rests.thumb_share = posts || full_time || rests_on_default(reading, [&] {
                        result.sessions_per_referral =
                            reading.number(settings, known.sessions_per_referral);
                      });
  rests.planned_share = posts || full_time || rests.members.sessions;
  rests.exact_share = posts || full_time || rests.need || rests.multiplier;
  if (!result.fte || *result.fte <= 0) return;
  result.thumb_referrals = capacity::referrals_by_thumb(*result.fte, result.referrals_per_fte);
  if (!result.referrals) return;
  const auto share_of = [&](const Ratio& half_days) {
    return capacity::capacity_share_needed(*result.referrals, half_days, *result.fte,
                                           result.half_days_full_time);
  };
  result.thumb_share = share_of(result.sessions_per_referral);
  result.planned_share =
      capacity::capacity_share(result.half_days_planned, *result.fte, result.half_days_full_time);
  if (!result.need_low) return;
  result.half_days_per_referral = capacity::with_leave(
      capacity::half_days_per_referral(result.need_low->transfer, result.core_appointments,
                                       result.contacts_per_session),
      result.working_weeks);
  result.exact_share = share_of(result.half_days_per_referral);
}

}  // namespace

TeamFigures figures_of(Reading& reading, TeamId id) {
  TeamFigures result;
  add_members(reading, id, result);
  add_choice(reading, id, result);
  add_core(reading, id, result);
  add_balance(reading, id, result);
  add_rules_of_thumb(reading, id, result);
  return result;
}

}  // namespace capalint
