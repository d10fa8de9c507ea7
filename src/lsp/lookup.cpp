#include "lsp/lookup.h"

namespace capalint::lsp {

const Team* find_team(const Model& model, std::string_view name) {
  const std::string wanted = normalised(name);
  for (const Team& team : model.teams) {
    if (normalised(team.said->name.text) == wanted) return &team;
  }
  return nullptr;
}

std::vector<const Plan*> find_plans(const Model& model, std::string_view name) {
  const std::string wanted = normalised(name);
  std::vector<const Plan*> plans;
  for (const Clinician& clinician : model.clinicians) {
    if (normalised(clinician.name) != wanted) continue;
    for (const PlanId plan : clinician.plans) plans.push_back(&model.plans[plan]);
  }
  return plans;
}

const RuleSource* find_rule(const Model& model, std::string_view written) {
  for (const RuleSource& source : model.rules) {
    const ast::Rule& rule = *source.rule;
    if (rule.name.text == written || (rule.code && rule.code->text == written)) return &source;
  }
  return nullptr;
}

const SettingDeclaration* find_setting(const Model& model, std::string_view name) {
  const SettingId id = model.find_setting(name);
  return id == no_setting ? nullptr : &model.setting_declarations[id];
}

std::vector<OwnWords> own_words(const Names& names) {
  std::vector<OwnWords> all;
  const auto add = [&](const auto& statements, std::string_view team) {
    for (const auto& statement : statements) {
      if (const auto* said = std::get_if<ast::Activity>(&statement)) all.push_back({said, team});
    }
  };
  for (const ParsedFile& parsed : names.files) {
    add(parsed->file.items, {});
    for (const ast::Item& item : parsed->file.items) {
      if (const auto* team = std::get_if<ast::Team>(&item)) add(team->statements, team->name.text);
      if (const auto* rules = std::get_if<ast::Rules>(&item))
        add(rules->statements, rules->team ? rules->team->text : std::string_view{});
    }
  }
  return all;
}

const ast::Activity* find_own_word(const Names& names, std::string_view words,
                                   std::string_view team) {
  const std::string wanted = normalised(words);
  const std::string in_team = normalised(team);
  for (const OwnWords& own : own_words(names)) {
    if (normalised(own.said->name.text) != wanted) continue;
    if (own.team.empty() || in_team.empty() || normalised(own.team) == in_team) return own.said;
  }
  return nullptr;
}

}  // namespace capalint::lsp
