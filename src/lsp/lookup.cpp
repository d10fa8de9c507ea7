#include "lsp/lookup.h"

#include <algorithm>
#include <utility>

namespace capalint::lsp {

namespace {

template <class Thing, class NameOf>
std::vector<Found<Thing>> all_by_name(const Names& names, Indexed<Thing> Model::*table,
                                      NameOf name_of) {
  std::vector<std::pair<std::string, Found<Thing>>> named;
  for (const Model* model : names.models) {
    for (const auto id : (model->*table).ids())
      named.push_back({normalised(name_of((model->*table)[id])), {model, id}});
  }
  std::stable_sort(named.begin(), named.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Found<Thing>> all;
  for (const auto& [name, found] : named) all.push_back(found);
  return all;
}

}  // namespace

Found<Team> find_team(const Names& names, std::string_view name) {
  const std::string wanted = normalised(name);
  for (const Model* model : names.models) {
    for (const TeamId id : model->teams.ids()) {
      if (normalised(model->teams[id].said->name.text) == wanted) return {model, id};
    }
  }
  return {};
}

std::vector<Found<Plan>> find_plans(const Names& names, std::string_view name) {
  const std::string wanted = normalised(name);
  std::vector<Found<Plan>> plans;
  for (const Model* model : names.models) {
    for (const Clinician& clinician : model->clinicians) {
      if (normalised(clinician.name) != wanted) continue;
      for (const PlanId plan : clinician.plans) plans.push_back({model, plan});
    }
  }
  return plans;
}

std::vector<Found<Team>> all_teams(const Names& names) {
  return all_by_name(names, &Model::teams, [](const Team& team) { return team.said->name.text; });
}

std::vector<Found<Clinician>> all_clinicians(const Names& names) {
  return all_by_name(names, &Model::clinicians,
                     [](const Clinician& clinician) { return clinician.name; });
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
