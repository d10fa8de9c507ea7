// Names looked up in a model, as people may have written them: for hover, definition and completion.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "lsp/workspaces.h"

namespace capalint::lsp {

/// A thing, and the model that it stands in.
template <class Thing>
struct Found {
  const Model* model = nullptr;
  Id<Thing> id;
  explicit operator bool() const { return model != nullptr; }
};

[[nodiscard]] Found<Team> find_team(const Names& names, std::string_view name);
/// All plans of a person.
[[nodiscard]] std::vector<Found<Plan>> find_plans(const Names& names, std::string_view name);
[[nodiscard]] inline const Team& team_of(const Found<Team>& found) {
  return found.model->teams[found.id];
}
[[nodiscard]] inline const Plan& plan_of(const Found<Plan>& found) {
  return found.model->plans[found.id];
}
/// By name.
[[nodiscard]] std::vector<Found<Team>> all_teams(const Names& names);
[[nodiscard]] std::vector<Found<Clinician>> all_clinicians(const Names& names);
/// By code or by name.
[[nodiscard]] const RuleSource* find_rule(const Model& model, std::string_view written);
[[nodiscard]] const SettingDeclaration* find_setting(const Model& model, std::string_view name);

/// A team's own words for an activity of the catalogue.
struct OwnWords {
  const ast::Activity* said = nullptr;
  std::string_view team;  // empty: for all teams
};
[[nodiscard]] std::vector<OwnWords> own_words(const Names& names);
/// Those that hold in a team; normalised when compared.
[[nodiscard]] const ast::Activity* find_own_word(const Names& names, std::string_view words,
                                                 std::string_view team);

}  // namespace capalint::lsp
