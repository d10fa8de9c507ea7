#include "model/dump.h"

#include <fmt/format.h>

#include "model/places.h"
#include "source/display.h"

namespace capalint {
namespace {

std::string quoted(std::string_view name) { return fmt::format("\"{}\"", visible(name)); }

std::string how_often(const Recurrence& often) {
  std::string text = often.times_a_year ? fmt::format("{} a year", to_exact(*often.times_a_year))
                                        : fmt::format("{} a week", to_exact(often.times_a_week));
  if (often.cycle > 1)
    text += fmt::format(", {} of {} weeks (bits {:#x})", often.times, often.cycle, often.weeks);
  return text;
}

class Dumper {
 public:
  Dumper(const Model& model, const std::vector<bool>& files) : model_(model), files_(files) {}

  std::string run() {
    line(0, fmt::format("workspace {}, today {}{}", to_string(model_.quarter),
                        to_string(model_.today), flag(model_.damaged, "damaged")));
    settings(SettingsId{0}, Origin::workspace);
    for (const TeamId team : model_.teams.ids()) {
      if (is_wanted(model_.teams[team].said->span)) show(team);
    }
    for (const PlanId plan : model_.plans.ids()) {
      if (is_wanted(model_.plans[plan].said->span)) show(plan);
    }
    for (const VacantPost& post : model_.vacant_posts) {
      if (is_wanted(post.said->span)) line(0, fmt::format("vacant post in {}", name_of(post.team)));
    }
    return std::move(out_);
  }

 private:
  void line(int depth, const std::string& text) {
    out_.append(2 * static_cast<std::size_t>(depth), ' ');
    out_ += text + '\n';
  }

  static std::string flag(bool holds, std::string_view name) {
    return holds ? fmt::format(", {}", name) : std::string();
  }

  [[nodiscard]] bool is_wanted(Span span) const {
    return span.file < files_.size() && files_[span.file];
  }

  [[nodiscard]] std::string name_of(TeamId team) const {
    return team ? quoted(model_.teams[team].said->name.text) : "no team";
  }

  void amount(int depth, std::string_view name, const std::optional<Ratio>& value) {
    if (value) line(depth, fmt::format("{} {}", name, to_exact(*value)));
  }

  /// Those that are set where the team or the plan says so, or everywhere.
  void settings(SettingsId layer, Origin origin) {
    for (const SettingValue& each : model_.settings[layer]) {
      if (each.origin != origin && !each.refused) continue;
      line(1, fmt::format("setting {} = {}, from the {}{}",
                          visible(model_.setting_declarations[each.id].name),
                          visible(to_text(each.value)), to_string(each.origin),
                          flag(each.refused.has_value(), "refused")));
    }
  }

  void show(TeamId id) {
    const Team& team = model_.teams[id];
    line(0, fmt::format("team {} in {}{}{}", name_of(id), to_string(team.quarter),
                        flag(team.damaged, "damaged"), flag(team.incomplete, "incomplete")));
    settings(team.settings, Origin::team);
    amount(1, "referrals a week", team.referrals_per_week);
    amount(1, "referrals least", team.referrals_least);
    amount(1, "referrals most", team.referrals_most);
    for (const PlanId plan : team.plans)
      line(1, fmt::format("plan of {}", quoted(model_.plan_name(plan))));
    for (const PlanId plan : team.visiting)
      line(1, fmt::format("visiting plan of {}", quoted(model_.plan_name(plan))));
    for (const AllocationId allocation : team.allocations) {
      const Allocation& given = model_.allocations[allocation];
      line(1,
           fmt::format("choice {} a week for {}{}", to_exact(given.per_week),
                       quoted(given.said->clinician.text), flag(!given.plan, "who has no plan")));
    }
    for (const TargetId target : team.targets) show(*model_.targets[target].said);
    for (const LaterLine& later : team.later)
      line(1, fmt::format("later: {} since {}", visible(later.what), to_string(later.since)));
  }

  void show(const ast::Target& target) {
    std::string text = place_of(target);
    if (target.choice) text += fmt::format(", choice {}", to_exact(target.choice->value));
    if (target.core) text += fmt::format(", core {}", to_exact(target.core->value));
    line(1, text);
  }

  void show(PlanId id) {
    const Plan& plan = model_.plans[id];
    line(0, fmt::format("plan {} in {}{}{}{}{}", quoted(model_.plan_name(id)), name_of(plan.team),
                        flag(plan.damaged, "damaged"), flag(!plan.in_force, "not in force"),
                        flag(!plan.counts, "does not count"),
                        flag(plan.before_big_admin != nullptr, "before big admin")));
    settings(plan.settings, Origin::plan);
    const std::size_t plans = model_.clinicians[plan.clinician].plans.size();
    if (plans > 1) line(1, fmt::format("one of {} plans of the clinician", plans));
    amount(1, "contract hours", plan.contract_hours);
    amount(1, "contract activities", plan.contract_activities);
    for (const AllocationId allocation : plan.allocations)
      line(1, fmt::format("choice {} a week by the list of {}",
                          to_exact(model_.allocations[allocation].per_week),
                          name_of(model_.allocations[allocation].team)));
    for (const LineId each : plan.lines) show(each);
    for (const DayOff& off : plan.days_off) line(1, fmt::format("{} off", to_string(off.weekday)));
    for (const LeaveId leave : plan.leaves) {
      const ast::Leave& said = *model_.leaves[leave].said;
      line(1, fmt::format("leave {}, {} to {}", quoted(said.reason.text),
                          to_string(said.first.value), to_string(said.last.value)));
    }
    for (const TargetId target : plan.targets) show(*model_.targets[target].said);
  }

  void show(LineId id) {
    const Line& said = model_.lines[id];
    const auto weekday = model_.weekday_of(said.day);
    line(1, fmt::format("line {}, as `{}`", weekday ? to_string(*weekday) : "any day",
                        when(*said.said)));
    for (const BlockId each : said.blocks) {
      const Block& block = model_.blocks[each];
      std::string text = fmt::format("{} {}h, {}", activities()[block.activity].name,
                                     to_exact(block.hours), how_often(block.recurrence));
      if (block.contacts) text += fmt::format(", {} contacts", to_exact(*block.contacts));
      if (block.start && block.end)
        text += fmt::format(", {} to {}", to_string(*block.start), to_string(*block.end));
      if (block.colleague)
        text += fmt::format(", with {}", quoted(model_.clinicians[block.colleague].name));
      if (block.team != model_.plans[said.plan].team)
        text += fmt::format(", for {}", name_of(block.team));
      line(2, text);
    }
  }

  const Model& model_;
  const std::vector<bool>& files_;
  std::string out_;
};

}  // namespace

std::string dump(const Model& model, const std::vector<bool>& files) {
  return Dumper(model, files).run();
}

}  // namespace capalint
