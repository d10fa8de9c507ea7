#include "model/communities.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

namespace capalint {
namespace {

/// Sets of files that grow together.
class Joined {
 public:
  explicit Joined(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), FileId{0});
  }

  FileId root(FileId file) {
    while (parent_[file] != file) file = parent_[file] = parent_[parent_[file]];
    return file;
  }

  void join(FileId a, FileId b) {
    parent_[std::max(root(a), root(b))] = std::min(root(a), root(b));
  }

 private:
  std::vector<FileId> parent_;
};

bool declares_for_all(const ast::Rules& rules) {
  return std::any_of(rules.statements.begin(), rules.statements.end(),
                     [](const ast::RulesStatement& statement) {
                       return std::holds_alternative<ast::Rule>(statement) ||
                              std::holds_alternative<ast::Setting>(statement);
                     });
}

}  // namespace

Communities communities(const Model& model, const std::vector<const ast::File*>& files) {
  Joined joined(files.size());
  // A second plan or team of one name is in no model as long as the first is there.
  std::unordered_map<std::string, FileId> teams;
  std::unordered_map<std::string, FileId> clinicians;
  const auto join_by_name = [&](auto& known, const ast::Text& name, FileId id) {
    joined.join(id, known.emplace(normalised(name.text), id).first->second);
  };
  for (FileId id = 0; id < files.size(); ++id) {
    for (const ast::Item& item : files[id]->items) {
      if (const auto* team = std::get_if<ast::Team>(&item)) join_by_name(teams, team->name, id);
      if (const auto* plan = std::get_if<ast::Plan>(&item))
        join_by_name(clinicians, plan->clinician, id);
    }
  }
  const auto file_of_team = [&](TeamId team) { return model.teams[team].said->span.file; };
  const auto file_of_plan = [&](PlanId plan) { return model.plans[plan].said->span.file; };

  for (const Plan& plan : model.plans) {
    if (plan.team != none) joined.join(plan.said->span.file, file_of_team(plan.team));
  }
  for (const Block& block : model.blocks) {
    if (block.team != none && block.team != model.plans[block.plan].team)
      joined.join(file_of_plan(block.plan), file_of_team(block.team));
    if (block.colleague == none) continue;
    for (const PlanId other : model.clinicians[block.colleague].plans)
      joined.join(file_of_plan(block.plan), file_of_plan(other));
  }
  for (const Allocation& allocation : model.allocations) {
    if (allocation.plan != none)
      joined.join(file_of_team(allocation.team), file_of_plan(allocation.plan));
  }

  Communities result;
  for (FileId id = 0; id < files.size(); ++id) {
    bool for_all = false;
    for (const ast::Item& item : files[id]->items) {
      if (std::holds_alternative<ast::Team>(item) || std::holds_alternative<ast::Plan>(item))
        continue;
      const auto* rules = std::get_if<ast::Rules>(&item);
      const auto team = rules != nullptr && rules->team && !declares_for_all(*rules)
                            ? teams.find(normalised(rules->team->text))
                            : teams.end();
      if (team == teams.end())
        for_all = true;
      else
        joined.join(id, team->second);
    }
    if (for_all) result.for_all.push_back(id);
  }

  std::vector<std::optional<std::size_t>> index(files.size());
  for (FileId id = 0; id < files.size(); ++id) {
    std::optional<std::size_t>& community = index[joined.root(id)];
    if (!community) {
      community = result.files.size();
      result.files.emplace_back();
    }
    result.files[*community].push_back(id);
  }
  return result;
}

}  // namespace capalint
