#include "figures/dump.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "source/display.h"

namespace capalint {
namespace {

std::string text_of(const Ratio& value) { return to_exact(value); }
std::string text_of(std::int64_t value) { return std::to_string(value); }
std::string text_of(const WholeByQuarter& value) {
  return fmt::format("{}", fmt::join(value, " "));
}
std::string text_of(const capacity::Band& band) {
  return fmt::format("{} to {}", to_exact(band.least), to_exact(band.most));
}
std::string text_of(const HoursByActivity& hours) {
  std::string text;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    if (hours[i] == 0) continue;
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", activities()[i].name, to_exact(hours[i]));
  }
  return text.empty() ? "none" : text;
}
std::string text_of(const Spell& spell) { return visible(to_text(spell)); }
template <class T>
std::string text_of(const std::optional<T>& value) {
  return value ? text_of(*value) : "not said";
}

class Lines {
 public:
  explicit Lines(std::string head) : text_(std::move(head) + '\n') {}

  template <class T>
  Lines& add(std::string_view name, const T& value) {
    text_ += fmt::format("  {}: {}\n", name, text_of(value));
    return *this;
  }

  std::string end(const Doubt& doubt) {
    if (doubt.lines) text_ += "  in doubt, since a line could not be read\n";
    if (doubt.settings) text_ += "  in doubt, since a setting could not be read\n";
    return std::move(text_);
  }

 private:
  std::string text_;
};

}  // namespace

std::string dump(Reading& reading, PlanId plan) {
  const TeamId team = reading->plans[plan].team;
  if (!team) return {};
  const PlanFigures figures = figures_of(reading, plan, team);
  Lines lines(fmt::format("plan \"{}\"", visible(reading->plan_name(plan))));
  lines.add("hours of the week", figures.week)
      .add("hours after absence", figures.average)
      .add("paid hours here", figures.here)
      .add("paid hours elsewhere", figures.elsewhere)
      .add("contract", figures.contract)
      .add("full-time equivalent", figures.fte)
      .add("big admin to come", figures.conversion.hours)
      .add("share that becomes big admin", figures.conversion.share);
  for (const Spell& spell : figures.absence.spells) lines.add("away", spell);
  return lines.add("weeks away", figures.weeks_away)
      .add("choice listed a week", figures.choice_listed)
      .add("choice planned a week", figures.choice_planned)
      .add("choice in the quarter", figures.choice_in_quarter)
      .add("choice lost to absence", figures.choice_away)
      .add("session", figures.session)
      .add("core sessions", figures.core_sessions)
      .add("joint core hours", figures.joint_core)
      .add("sessions that make families", figures.family_sessions)
      .add("multiplier", figures.multiplier)
      .add("new core before absence", figures.new_core)
      .add("new core lost to absence", figures.core_away)
      .add("new core", figures.core_left)
      .add("clinical hours for big admin", figures.big_admin_base)
      .add("big admin per session", figures.big_admin_per_session)
      .add("big admin needed", figures.big_admin_needed)
      .add("choice and core hours", figures.choice_and_core)
      .add("paid hours", figures.paid)
      .add("core share", figures.core_share)
      .add("whole families by quarter", figures.whole)
      .end(reading.take_doubt());
}

std::string dump(Reading& reading, TeamId team) {
  const TeamFigures figures = figures_of(reading, team);
  Lines lines(fmt::format("team \"{}\" in {}", visible(reading->teams[team].said->name.text),
                          to_string(reading->quarter_of(team))));
  for (const auto& member : figures.members)
    lines.add(fmt::format("{} \"{}\"", member.visiting ? "visitor" : "member",
                          visible(reading->plan_name(member.plan))),
              member.figures.core_left);
  lines.add("plans", figures.plans)
      .add("hours of the week", figures.week)
      .add("hours after absence", figures.average)
      .add("contract", figures.contract)
      .add("full-time equivalents of the plans", figures.fte_of_plans)
      .add("full-time equivalents", figures.fte)
      .add("referrals a week", figures.referrals)
      .add("choice needed a week", figures.choice_needed)
      .add("choice needed in the quarter", figures.choice_needed_quarter)
      .add("choice given a week", figures.choice_given)
      .add("choice given in the quarter", figures.choice_given_quarter)
      .add("choice lost to absence a week", figures.choice_away)
      .add("choice lost to absence in the quarter", figures.choice_away_quarter)
      .add("choice loss", figures.choice_loss)
      .add("choice kept", figures.choice_kept)
      .add("choice left a week", figures.choice_left)
      .add("choice gap", figures.choice_gap)
      .add("choice in the plans a week", figures.choice_planned)
      .add("choice hours", figures.choice_hours)
      .add("session", figures.session)
      .add("working weeks", figures.working_weeks)
      .add("weeks in the quarter", figures.weeks_in_quarter)
      .add("core appointments", figures.core_appointments)
      .add("core hours", figures.core_hours)
      .add("joint core hours", figures.joint_core)
      .add("core sessions", figures.core_sessions)
      .add("sessions that make families", figures.family_sessions)
      .add("multiplier", figures.multiplier)
      .add("new core before absence", figures.new_core)
      .add("new core lost to absence", figures.core_away)
      .add("new core", figures.core_left)
      .add("whole families by quarter", figures.whole)
      .add("big admin", figures.big_admin)
      .add("big admin needed", figures.big_admin_needed)
      .add("choice and core hours", figures.choice_and_core)
      .add("paid hours", figures.paid)
      .add("core share", figures.core_share)
      .add("ratio", figures.ratio)
      .add("ratio in balance", figures.band);
  for (const auto& need : {figures.need_low, figures.need_high}) {
    if (!need) continue;
    lines.add("transfer rate", need->transfer)
        .add("families needed", need->families)
        .add("families to spare", need->gap)
        .add("sessions for them", need->sessions);
  }
  return lines.end(reading.take_doubt());
}

}  // namespace capalint
