// What concerns the plans one by one: the reasons that exceptions give, and how work is spread.
#include <fmt/format.h>

#include "balance/steps.h"
#include "figures/monitor.h"

namespace capalint::balance {

std::vector<std::string> reasons_about(const Model& model, PlanId index) {
  const Plan& plan = model.plans[index];
  const std::string name = normalised(plan.said->clinician.text);
  std::vector<std::string> reasons;
  for (const RuleAllow& allow : model.allows) {
    const std::string_view reason = allow.said->because ? allow.said->because->text : "";
    if (reason.empty()) continue;
    if (allow.said->until && allow.said->until->value < model.today) continue;
    const bool names = allow.said->subject && normalised(allow.said->subject->text) == name &&
                       (allow.team == none || allow.team == plan.team);
    const Span span = allow.said->span;
    const Span whole = plan.said->span;
    const bool inside =
        span.file == whole.file && span.begin >= whole.begin && span.end <= whole.end;
    if (names || inside) reasons.emplace_back(reason);
  }
  return reasons;
}

namespace {

std::string with_reasons(std::string text, const ClinicianBalance& who) {
  for (const std::string& reason : who.reasons) text += "; the reason given: " + reason;
  return text;
}

Spread row_of(std::string what, Unit unit, bool is_percent, const SpreadFigures& figures,
              const TeamBalance& team) {
  return {.what = std::move(what),
          .unit = unit,
          .percent = is_percent,
          .least = figures.least.value,
          .median = figures.median,
          .most = figures.most.value,
          .least_name = team.clinicians[figures.least.member].name,
          .most_name = team.clinicians[figures.most.member].name};
}

}  // namespace

void spread(Reading& reading, TeamId index, const TeamFigures& figures, TeamBalance& team) {
  const PlanFigures::ByDefault& rests = figures.by_default.members;
  std::optional<SpreadFigures> shares;
  const bool by_default =
      rests_on_default(reading, [&] { shares = spread_of_core_share(reading, index, figures); });
  if (shares && !by_default && !rests.hours) {
    Spread row = row_of("share of Choice and Core", {}, true, *shares, team);
    for (const SpreadFigures::Entry& entry : shares->far) {
      const ClinicianBalance& who = team.clinicians[entry.member];
      row.far.push_back(with_reasons(
          fmt::format("{}: {}, {} the middle", who.name, share(entry.value), points(entry.apart)),
          who));
    }
    team.spreads.push_back(std::move(row));
  }
  const auto admin = spread_of_big_admin(reading, figures);
  if (admin && !rests.hours && !rests.posts) {
    team.spreads.push_back(row_of("Big Admin for each full-time equivalent", Unit::of(Base::hour),
                                  false, *admin, team));
  }
}

}  // namespace capalint::balance
