// Which files and folders a walk leaves out: what .gitignore files and `--exclude` say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/files.h"
#include "source/ignore.h"

namespace capalint {

class LeftOut {
 public:
  /// `excluded` holds for paths below `base`, which is absolute.
  LeftOut(const std::vector<std::string>& excluded, const std::string& base,
          bool respect_gitignore);

  /// The rules from above that hold in `folder`: those of its git repository, or else of `root`.
  [[nodiscard]] IgnoreRules::Pointer rules_above(const std::string& folder,
                                                 const std::string& root) const;

  /// The rules for what stands in `folder`, which is shown (and can be opened) as `shown`.
  [[nodiscard]] IgnoreRules::Pointer rules_in(const std::string& folder, const std::string& shown,
                                              const Folder& listing,
                                              const IgnoreRules::Pointer& above) const;

  [[nodiscard]] bool operator()(const IgnoreRules::Pointer& rules, std::string_view path,
                                bool is_folder) const;
  /// Whether that is not because the user said so.
  [[nodiscard]] bool only_by_git(const IgnoreRules::Pointer& rules, std::string_view path,
                                 bool is_folder) const;

  /// The .gitignore files that could not be read so far. What they would leave out is not to be looked at.
  [[nodiscard]] const std::vector<Unknown>& unknown() const { return unknown_; }

 private:
  [[nodiscard]] IgnoreRules::Pointer read_rules(const std::string& path, const std::string& folder,
                                                const IgnoreRules::Pointer& above) const;
  [[nodiscard]] IgnoreRules::Pointer rules_of_repository(const std::string& folder,
                                                         const std::string& shown) const;
  /// Whether there is such a file.
  [[nodiscard]] bool is_there(const std::string& path) const;

  mutable std::vector<Unknown> unknown_;
  IgnoreRules::Pointer excluded_;
  bool respect_gitignore_;
};

}  // namespace capalint
