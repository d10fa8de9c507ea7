// What the model of a part of a workspace has to know of the rest: the names that others have, and what is
// decided for all. `communities` makes it; two parts with the same one never need to see each other.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "diagnostics/nearest.h"
#include "model/people.h"
#include "units/calendar.h"

namespace capalint {

struct AllNames {
  std::vector<std::string> teams;   // in the model's order
  std::vector<std::string> people;  // likewise; whoever has a plan
  friend bool operator==(const AllNames&, const AllNames&) = default;
};

/// The names of a workspace, as unknown ones are compared with them: prepared when somebody first asks.
class NamesAround {
 public:
  explicit NamesAround(AllNames all);
  NamesAround(const NamesAround&) = delete;
  NamesAround& operator=(const NamesAround&) = delete;

  [[nodiscard]] const AllNames& all() const { return all_; }
  /// As normalised.
  [[nodiscard]] bool has_team(const std::string& name) const { return teams_.contains(name); }
  [[nodiscard]] std::vector<std::string_view> teams() const;
  [[nodiscard]] std::vector<std::string_view> teams_near(std::string_view name) const;
  [[nodiscard]] std::vector<std::string_view> people_near(std::string_view name,
                                                          std::string_view except = {}) const;
  [[nodiscard]] std::vector<std::string_view> people_called(std::string_view part,
                                                            std::string_view except = {}) const;
  /// Of teams and people.
  [[nodiscard]] std::vector<std::string_view> anybody_near(std::string_view name) const;
  [[nodiscard]] std::optional<std::string_view> anybody(const std::string& normalised_name) const;

 private:
  AllNames all_;
  std::unordered_set<std::string> teams_;
  mutable std::mutex mutex_;  // of what follows
  mutable std::optional<KnownNames> near_teams_;
  mutable std::optional<People> near_people_;
  mutable std::optional<KnownNames> near_anybody_;
  mutable std::unordered_map<std::string, std::string_view> anybody_;
};

struct Surroundings {
  std::shared_ptr<const NamesAround> names;
  bool damaged = false;           // `Model::damaged`
  Quarter quarter;                // `Model::quarter`
  std::vector<Quarter> quarters;  // each that a team plans, in the order of the teams
};

}  // namespace capalint
