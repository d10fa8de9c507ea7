#include "rules/levels.h"

#include <algorithm>

namespace capalint {
namespace {

// The statement that switches a pack on; null when there is none, or when none is needed.
struct PackUse {
  bool in_use = false;
  const ast::Use* said = nullptr;
  TeamId team = none;
};

PackUse pack_use(const Model& model, std::string_view pack, TeamId team, PlanId plan) {
  for (const ast::Pack* known : model.packs) {
    if (known->name.text == pack && known->standard) return {true};
  }
  const ast::Group* group = plan == none ? nullptr : model.plans[plan].group;
  for (const RuleUse& use : model.uses) {
    if (use.said->pack.text != pack || (use.team != none && use.team != team)) continue;
    const bool covers =
        !use.said->group ||
        (group != nullptr && normalised(group->text.text) == normalised(use.said->group->text));
    if (covers) return {true, use.said, use.team};
  }
  if (plan == none) return {};
  for (const ast::Use* use : model.plans[plan].uses) {
    if (use->pack.text == pack) return {true, use};
  }
  return {};
}

}  // namespace

bool pack_in_use(const Model& model, std::string_view pack, TeamId team, PlanId plan) {
  return pack_use(model, pack, team, plan).in_use;
}

bool plans_choose_packs(const Model& model) {
  return std::any_of(model.uses.begin(), model.uses.end(),
                     [](const RuleUse& use) { return use.said->group.has_value(); }) ||
         std::any_of(model.plans.begin(), model.plans.end(),
                     [](const Plan& plan) { return !plan.uses.empty(); });
}

bool names(std::string_view written, std::string_view code, std::string_view rule,
           std::string_view pack) {
  if (written.empty()) return false;
  const std::string asked = normalised(written);
  return asked == normalised(code) || asked == normalised(rule) || asked == normalised(pack);
}

Level level_in_force(const Model& model, const RuleSource& rule, TeamId team, PlanId plan,
                     std::vector<LevelStep>* steps) {
  const ast::Rule& said = *rule.rule;
  Level level = said.level ? level_from(said.level->text).value_or(Level::error) : Level::error;
  const auto step = [&](std::string_view what, Span span, TeamId whose) {
    if (steps != nullptr) steps->push_back({what, level, span, whose});
  };
  step("the rule", said.level ? said.level->span : said.name.span, none);
  if (!rule.pack.empty()) {
    const PackUse use = pack_use(model, rule.pack, team, plan);
    if (!use.in_use) {
      level = Level::off;
      step("its pack is not in use", {}, none);
      return level;
    }
    if (use.said != nullptr) step("`use`", use.said->span, use.team);
  }
  // From far to near, and from a pack to the rule itself.
  for (const bool by_name : {false, true}) {
    for (const bool for_team : {false, true}) {
      for (const RuleLevel& set : model.levels) {
        if ((set.team != none) != for_team || (for_team && set.team != team)) continue;
        const bool matches = by_name ? set.said->rule.text == said.name.text ||
                                           (said.code && set.said->rule.text == said.code->text)
                                     : !rule.pack.empty() && set.said->rule.text == rule.pack;
        if (!matches) continue;
        level = set.level;
        step(by_name ? "`level`" : "`level` of its pack", set.said->span, set.team);
      }
    }
  }
  return level;
}

}  // namespace capalint
