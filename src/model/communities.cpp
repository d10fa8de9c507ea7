#include "model/communities.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <unordered_map>

#include "model/order.h"
#include "model/vacant_names.h"
#include "syntax/dump.h"
#include "words/activities.h"

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
    const FileId first = root(a);
    const FileId second = root(b);
    parent_[std::max(first, second)] = std::min(first, second);
  }

 private:
  std::vector<FileId> parent_;
};

NameSaid said(const ast::Text& text) { return {normalised(text.text), std::string(text.text)}; }

bool declares_for_all(const ast::Rules& rules) {
  return std::any_of(rules.statements.begin(), rules.statements.end(),
                     [](const ast::RulesStatement& statement) {
                       return std::holds_alternative<ast::Rule>(statement) ||
                              std::holds_alternative<ast::Setting>(statement);
                     });
}

void add_team(FileNames& names, const ast::File& file, const ast::Team& team, std::size_t item) {
  FileNames::Team added{.name = said(team.name), .item = item};
  const bool one_quarter =
      std::count_if(team.statements.begin(), team.statements.end(),
                    [](const ast::TeamStatement& statement) {
                      return std::holds_alternative<ast::TeamQuarter>(statement);
                    }) <= 1;
  const auto take = [&](const ast::TeamStatement& statement) {
    const auto* quarter = std::get_if<ast::TeamQuarter>(&statement);
    if (quarter != nullptr && !added.quarter) added.quarter = quarter->quarter.value;
  };
  if (one_quarter) {
    for (const ast::TeamStatement& statement : team.statements) take(statement);
  } else {
    for (const ast::TeamStatement* statement : in_order(file.exprs, team)) take(*statement);
  }
  for (const ast::TeamStatement& statement : team.statements) {
    const auto* choice = std::get_if<ast::ChoiceMethod>(&statement);
    if (choice == nullptr) continue;
    for (const ast::Allocation& each : choice->allocations)
      names.with_choice.push_back(normalised(each.clinician.text));
  }
  names.teams.push_back(std::move(added));
}

void add_plan(FileNames& names, const ast::Plan& plan, std::size_t item) {
  if (plan.team) {
    names.in_teams.push_back(said(*plan.team));
  } else {
    names.without_team = true;
  }
  for (const ast::PlanStatement& statement : plan.statements) {
    const auto* line = std::get_if<ast::DayLine>(&statement);
    if (line == nullptr) continue;
    for (const ast::Block& block : line->blocks) {
      if (block.team) names.in_teams.push_back(said(*block.team));
      if (block.with) names.colleagues.push_back({said(*block.with), said(plan.clinician)});
    }
  }
  // A vacant post is nobody, whatever it is called.
  if (plan.vacant || post_in_name(plan.clinician.text)) return;
  names.plans.push_back({said(plan.clinician), order_of(plan), item});
}

/// Declarations of one name, in the model's order: the first one counts.
template <class Node, class Declared>
void put_duplicates_in_order(const std::vector<const ast::File*>& files,
                             std::vector<std::pair<FileId, const Declared*>>& declared) {
  std::stable_sort(declared.begin(), declared.end(), [&](const auto& a, const auto& b) {
    const auto content = [&](const auto& each) {
      const ast::File& file = *files[each.first];
      return order_by_content(
          content_of(dump(file.exprs, std::get<Node>(file.items[each.second->item]))));
    };
    return content(a) < content(b);
  });
}

}  // namespace

FileNames names_in(const ast::File& file) {
  FileNames names{.damaged = file.damaged};
  for (std::size_t i = 0; i < file.items.size(); ++i) {
    const ast::Item& item = file.items[i];
    if (const auto* team = std::get_if<ast::Team>(&item)) {
      add_team(names, file, *team, i);
    } else if (const auto* plan = std::get_if<ast::Plan>(&item)) {
      add_plan(names, *plan, i);
    } else if (const auto* rules = std::get_if<ast::Rules>(&item);
               rules != nullptr && rules->team) {
      names.for_teams.push_back(said(*rules->team));
      names.for_all = names.for_all || declares_for_all(*rules);
    } else {
      names.for_all = true;
    }
  }
  return names;
}

Communities communities(const std::vector<const ast::File*>& files,
                        const std::vector<FileNames>& names, Quarter quarter, bool for_all_teams) {
  Communities result;
  Surroundings& around = result.surroundings;
  Joined joined(files.size());
  using Key = const std::string*;
  const auto less = [](Key a, Key b) { return *a < *b; };
  const auto count = static_cast<FileId>(names.size());

  // ---- who there is --------------------------------------------------------------------------------
  std::unordered_map<std::string_view, std::vector<std::pair<FileId, const FileNames::Team*>>>
      teams;
  std::unordered_map<std::string_view, std::vector<std::pair<FileId, const FileNames::Plan*>>>
      people;
  std::vector<Key> team_keys;
  std::vector<Key> person_keys;
  for (FileId id = 0; id < count; ++id) {
    around.damaged = around.damaged || names[id].damaged;
    for (const FileNames::Team& team : names[id].teams) {
      auto& same = teams[team.name.first];
      if (same.empty())
        team_keys.push_back(&team.name.first);
      else
        joined.join(id, same.front().first);
      same.emplace_back(id, &team);
    }
    for (const FileNames::Plan& plan : names[id].plans) {
      auto& same = people[plan.clinician.first];
      if (same.empty())
        person_keys.push_back(&plan.clinician.first);
      else
        joined.join(id, same.front().first);
      same.emplace_back(id, &plan);
    }
  }
  std::sort(team_keys.begin(), team_keys.end(), less);
  std::sort(person_keys.begin(), person_keys.end(), less);

  AllNames all;
  all.teams.reserve(team_keys.size());
  all.people.reserve(person_keys.size());
  std::vector<Quarter> quarters;
  for (const Key key : team_keys) {
    auto& same = teams.at(*key);
    result.ambiguous = result.ambiguous || same.size() > 1;
    if (same.size() > 1) put_duplicates_in_order<ast::Team>(files, same);
    const FileNames::Team& counts = *same.front().second;
    all.teams.push_back(counts.name.second);
    quarters.push_back(for_all_teams ? quarter : counts.quarter.value_or(quarter));
  }
  for (const Key key : person_keys) {
    auto& same = people.at(*key);
    const auto otherwise = [&](const auto& each) {
      return each.second->clinician.second != same.front().second->clinician.second;
    };
    if (std::any_of(same.begin(), same.end(), otherwise)) {
      std::stable_sort(same.begin(), same.end(), [](const auto& a, const auto& b) {
        return a.second->order < b.second->order;
      });
      const auto last = std::find_if(same.begin(), same.end(), [&](const auto& each) {
        return each.second->order != same.front().second->order;
      });
      if (last - same.begin() > 1) {
        result.ambiguous = true;
        std::vector<std::pair<FileId, const FileNames::Plan*>> alike(same.begin(), last);
        put_duplicates_in_order<ast::Plan>(files, alike);
        std::copy(alike.begin(), alike.end(), same.begin());
      }
    }
    all.people.push_back(same.front().second->clinician.second);
  }
  around.names = std::make_shared<const NamesAround>(std::move(all));
  const bool alike = std::all_of(quarters.begin(), quarters.end(),
                                 [&](const Quarter& each) { return each == quarters.front(); });
  around.quarter = quarters.empty() || !alike ? quarter : quarters.front();
  for (const Quarter& each : quarters) {
    if (std::find(around.quarters.begin(), around.quarters.end(), each) == around.quarters.end())
      around.quarters.push_back(each);
  }

  // ---- who has to do with whom -----------------------------------------------------------------------
  // A name that is nearly one of a team or a person is taken for that by the model.
  const auto join_team = [&](FileId id, const NameSaid& name) {
    auto known = teams.find(name.first);
    if (known == teams.end()) {
      const auto near = around.names->teams_near(name.second);
      if (near.size() == 1) known = teams.find(normalised(near.front()));
    }
    if (known == teams.end()) return false;
    joined.join(id, known->second.front().first);
    return true;
  };
  const auto join_person = [&](FileId id, const std::string& name) {
    const auto known = people.find(name);
    if (known == people.end()) return false;
    joined.join(id, known->second.front().first);
    return true;
  };
  const bool one_team = team_keys.size() == 1;
  for (FileId id = 0; id < count; ++id) {
    const FileNames& file = names[id];
    bool for_all = file.for_all;
    for (const NameSaid& team : file.in_teams) (void)join_team(id, team);
    for (const NameSaid& team : file.for_teams) {
      if (!join_team(id, team)) for_all = true;
    }
    if (file.without_team && one_team) joined.join(id, teams.begin()->second.front().first);
    for (const std::string& name : file.with_choice) (void)join_person(id, name);
    for (const auto& [name, own] : file.colleagues) {
      if (join_person(id, name.first)) continue;
      const auto known = people.find(own.first);
      const std::string& except =
          known == people.end() ? own.second : known->second.front().second->clinician.second;
      for (const auto& meant : {around.names->people_called(name.second, except),
                                around.names->people_near(name.second, except)}) {
        for (const std::string_view each : meant) (void)join_person(id, normalised(each));
      }
    }
    if (for_all) result.for_all.push_back(id);
  }

  std::vector<std::optional<std::size_t>> index(names.size());
  for (FileId id = 0; id < count; ++id) {
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
