#include "balance/figures.h"

#include "capacity/capacity.h"

namespace capalint {

Ratio multiplier_calculated(const Model& model, SettingsId settings) {
  return capacity::multiplier(model.setting_value(settings, model.known.contacts_per_session),
                              model.setting_value(settings, model.known.working_weeks),
                              model.setting_value(settings, model.known.core_appointments));
}

Ratio multiplier_in_force(const Model& model, SettingsId settings) {
  const Value& given = model.setting(settings, model.known.multiplier);
  return given.known() ? given.quantity.value : multiplier_calculated(model, settings);
}

HoursByActivity hours_for_team(const Model& model, PlanId plan, TeamId team) {
  HoursByActivity hours{};
  const Plan& said = model.plans[plan];
  for (const BlockId b : said.blocks) {
    const Block& block = model.blocks[b];
    if (block.team == team) hours[block.activity] += block.hours * block.share;
  }
  return hours;
}

Ratio choice_for_team(const Model& model, PlanId plan, TeamId team) {
  Ratio sum;
  const Plan& said = model.plans[plan];
  for (const BlockId b : said.blocks) {
    const Block& block = model.blocks[b];
    if (block.team == team && block.activity == activity::choice)
      sum += block.contacts.value_or(0) * block.share;
  }
  return sum;
}

Ratio new_core(const Model& model, SettingsId settings, const Ratio& core_hours) {
  return capacity::new_core(core_hours, model.setting_value(settings, model.known.session),
                            multiplier_in_force(model, settings));
}

Ratio new_core_of_plan(const Model& model, PlanId plan) {
  const Plan& said = model.plans[plan];
  return new_core(model, said.settings, finished_hours(model, said, said.hours)[activity::core]);
}

Ratio new_core_of_team(const Model& model, TeamId team) {
  Ratio sum;
  for (const PlanId plan : plans_for_team(model, team)) {
    const Plan& said = model.plans[plan];
    const HoursByActivity hours = finished_hours(model, said, hours_for_team(model, plan, team));
    sum += new_core(model, said.settings, hours[activity::core]);
  }
  return sum;
}

HoursByActivity finished_hours_of_team(const Model& model, TeamId team) {
  HoursByActivity sum{};
  for (const PlanId plan : plans_for_team(model, team)) {
    const HoursByActivity hours =
        finished_hours(model, model.plans[plan], hours_for_team(model, plan, team));
    for (ActivityId id = 0; id < activity_count; ++id) sum[id] += hours[id];
  }
  return sum;
}

std::vector<PlanId> plans_for_team(const Model& model, TeamId team) {
  const Team& said = model.teams[team];
  std::vector<PlanId> plans;
  for (const PlanId plan : said.plans) {
    if (model.plans[plan].counts) plans.push_back(plan);
  }
  plans.insert(plans.end(), said.visiting.begin(), said.visiting.end());
  return plans;
}

capacity::Band balance_band(const Model& model, const Team& team) {
  const capacity::Band published{model.setting_value(team.settings, model.known.balance_low),
                                 model.setting_value(team.settings, model.known.balance_high)};
  const auto transfer = transfer_rate(model, team);
  return transfer ? capacity::balance_band(transfer->least, transfer->most, published) : published;
}

std::optional<capacity::Band> transfer_rate(const Model& model, const Team& team) {
  if (!model.setting(team.settings, model.known.transfer_low).known()) return std::nullopt;
  return capacity::Band{model.setting_value(team.settings, model.known.transfer_low),
                        model.setting_value(team.settings, model.known.transfer_high)};
}

std::optional<Ratio> core_share(const HoursByActivity& hours) {
  const Ratio paid = hours_of(hours, paid_activities());
  if (paid == 0) return std::nullopt;
  return capacity::core_share(hours[activity::choice] + hours[activity::core], paid);
}

bool is_quota(const Team& team) {
  return team.choice != nullptr && team.choice->method.text == "quota";
}

Ratio choice_given(const Model& model, TeamId team) {
  Ratio sum;
  for (const AllocationId id : model.teams[team].allocations) {
    const Allocation& allocation = model.allocations[id];
    if (allocation.plan == none || model.plans[allocation.plan].counts) sum += allocation.per_week;
  }
  return sum;
}

Ratio choice_left(const Model& model, TeamId team, const Ratio& given) {
  const Team& said = model.teams[team];
  if (is_quota(said)) return given;
  return capacity::choice_after_loss(given,
                                     model.setting_value(said.settings, model.known.choice_loss));
}

std::optional<Ratio> fte_of_plan(const Model& model, const Plan& plan) {
  if (plan.fte != nullptr) return plan.fte->number.value;
  const Ratio full_time = model.setting_value(plan.settings, model.known.full_time);
  if (!plan.contract_hours || full_time <= 0) return std::nullopt;
  return capacity::full_time_equivalent(*plan.contract_hours, full_time);
}

}  // namespace capalint
