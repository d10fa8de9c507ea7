// Which files have to do with each other: whatever a rule looks at, starting from something in one
// file, stands in the same community or in a file that speaks for all teams.
#pragma once

#include <vector>

#include "model/model.h"

namespace capalint {

struct Communities {
  std::vector<std::vector<FileId>> files;  // each in ascending order
  std::vector<FileId> for_all;             // those with settings, rules or words of no one team
};

/// `files` are the workspace's, by FileId; each stands in exactly one community.
[[nodiscard]] Communities communities(const Model& model,
                                      const std::vector<const ast::File*>& files);

}  // namespace capalint
