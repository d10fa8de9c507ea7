// What to leave out: the patterns of .gitignore files and of `--exclude`, with git's meaning.
// A folder's rules hold those of the folders above it; the walk of a workspace goes down with them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "source/glob.h"

namespace capalint {

class IgnoreRules {
 public:
  using Pointer = std::shared_ptr<const IgnoreRules>;

  /// The lines of one .gitignore in `folder`, which is absolute. `above` may be null.
  IgnoreRules(std::string folder, std::string_view lines, Pointer above);

  /// The last pattern that matches decides, the nearest file first. `path` is absolute. That a
  /// folder above is left out is for the caller to know: he does not go into it.
  [[nodiscard]] static bool leave_out(const Pointer& rules, std::string_view path, bool is_folder);

 private:
  struct Rule {
    Glob glob;
    bool negated = false;
    bool only_folders = false;
    bool any_depth = false;  // no slash in it: matches a name wherever it stands
  };
  void add(std::string_view line);

  std::string folder_;
  std::vector<Rule> rules_;  // the last line first
  Pointer above_;
};

}  // namespace capalint
