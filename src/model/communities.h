// Which files have to do with each other: whatever is worked out for something in one file stands in the same
// community or in a file that speaks for all teams. Told by the names that files say alone, so that an edit
// that changes none of them changes no community.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/surroundings.h"
#include "syntax/ast.h"

namespace capalint {

/// A name as it is looked up, and as it is written.
using NameSaid = std::pair<std::string, std::string>;

/// What a file names.
struct FileNames {
  struct Team {
    NameSaid name;
    std::optional<Quarter> quarter;
    std::size_t item = 0;  // of the file
    friend bool operator==(const Team&, const Team&) = default;
  };
  struct Plan {
    NameSaid clinician;
    std::string order;  // of the plans in the model
    std::size_t item = 0;
    friend bool operator==(const Plan&, const Plan&) = default;
  };
  std::vector<Team> teams;
  std::vector<Plan> plans;          // of people
  std::vector<NameSaid> in_teams;   // that plans and work are for
  std::vector<NameSaid> for_teams;  // that rules are for
  struct Colleague {
    NameSaid name;
    NameSaid own;  // of whoever names the colleague
    friend bool operator==(const Colleague&, const Colleague&) = default;
  };
  std::vector<Colleague> colleagues;
  std::vector<std::string> with_choice;
  bool without_team = false;  // some plan says none
  bool for_all = false;
  bool damaged = false;
  friend bool operator==(const FileNames&, const FileNames&) = default;
};
[[nodiscard]] FileNames names_in(const ast::File& file);

struct Communities {
  std::vector<std::vector<FileId>> files;  // each in ascending order
  std::vector<FileId> for_all;             // those with settings, rules or words of no one team
  Surroundings surroundings;               // of every one of them
  /// Two of one name: which of them counts rests on all that they say.
  bool ambiguous = false;
};

/// Of the workspace's files, by FileId; each stands in exactly one community. `quarter` is planned by who
/// says none, and by all teams when `for_all_teams`.
[[nodiscard]] Communities communities(const std::vector<const ast::File*>& files,
                                      const std::vector<FileNames>& names, Quarter quarter,
                                      bool for_all_teams);

}  // namespace capalint
