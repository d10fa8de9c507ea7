#include "source/left_out.h"

#include <algorithm>

#include "source/paths.h"

namespace capalint {
namespace {

IgnoreRules::Pointer read_rules(const std::string& folder, const std::string& shown,
                                const IgnoreRules::Pointer& above) {
  const FileText file = read_file(join_path(shown, ".gitignore"));
  return std::make_shared<const IgnoreRules>(folder, file.source.text(), above);
}

// What a repository leaves out for one person only, in a file that is not shared.
IgnoreRules::Pointer rules_of_repository(const std::string& folder, const std::string& shown) {
  const std::string path = join_path(shown, ".git/info/exclude");
  if (status(path).kind != FileKind::plain) return nullptr;
  return std::make_shared<const IgnoreRules>(folder, read_file(path).source.text(), nullptr);
}

}  // namespace

LeftOut::LeftOut(const std::vector<std::string>& excluded, const std::string& base,
                 bool respect_gitignore)
    : respect_gitignore_(respect_gitignore) {
  std::string lines;
  for (std::string_view pattern : excluded) {
    const bool below_base =
        pattern.starts_with(base) && pattern.substr(base.size()).starts_with('/');
    if (below_base) pattern.remove_prefix(base.size());
    if (pattern.starts_with("./")) pattern.remove_prefix(1);
    lines += pattern;
    lines += '\n';
  }
  if (!excluded.empty()) excluded_ = std::make_shared<const IgnoreRules>(base, lines, nullptr);
}

IgnoreRules::Pointer LeftOut::rules_above(const std::string& folder,
                                          const std::string& root) const {
  if (!respect_gitignore_) return nullptr;
  const std::string repository = nearest_folder_with(".git", folder);
  const std::string& top = repository.empty() ? root : repository;
  std::vector<std::string> above;
  for (std::string at = folder; at != top && at != "/";) {
    at = parent_path(at);
    above.push_back(at);
  }
  IgnoreRules::Pointer rules =
      above.empty() || repository.empty() ? nullptr : rules_of_repository(top, top);
  std::for_each(above.rbegin(), above.rend(), [&](const std::string& at) {
    if (status(join_path(at, ".gitignore")).kind == FileKind::plain)
      rules = read_rules(at, at, rules);
  });
  return rules;
}

IgnoreRules::Pointer LeftOut::rules_in(const std::string& folder, const std::string& shown,
                                       const Folder& listing,
                                       const IgnoreRules::Pointer& above) const {
  if (!respect_gitignore_) return nullptr;
  const auto entry = [&](std::string_view name) {
    const auto found =
        std::lower_bound(listing.entries.begin(), listing.entries.end(), name,
                         [](const FolderEntry& a, std::string_view b) { return a.name < b; });
    return found != listing.entries.end() && found->name == name ? &*found : nullptr;
  };
  const IgnoreRules::Pointer inherited =
      entry(".git") != nullptr ? rules_of_repository(folder, shown) : above;
  const FolderEntry* own = entry(".gitignore");
  // As for git, a link is no .gitignore file.
  const bool has_own = own != nullptr && own->kind == FileKind::plain && !own->link;
  return has_own ? read_rules(folder, shown, inherited) : inherited;
}

bool LeftOut::only_by_git(const IgnoreRules::Pointer& rules, std::string_view path,
                          bool is_folder) const {
  return !IgnoreRules::leave_out(excluded_, path, is_folder) &&
         IgnoreRules::leave_out(rules, path, is_folder);
}

bool LeftOut::operator()(const IgnoreRules::Pointer& rules, std::string_view path,
                         bool is_folder) const {
  return IgnoreRules::leave_out(excluded_, path, is_folder) ||
         IgnoreRules::leave_out(rules, path, is_folder);
}

}  // namespace capalint
