#include "source/left_out.h"

#include <algorithm>

#include "source/paths.h"

namespace capalint {

namespace {

constexpr const char* goes_without =
    ", so nothing is read for which it matters; `--no-gitignore` goes on without it";

}  // namespace

bool LeftOut::is_there(const std::string& path) const {
  const FileStatus found = status(path);
  if (found.kind == FileKind::missing && !says_nothing_there(found.error))
    unknown_.push_back({path, why_failed(found.error, "file") + goes_without});
  return found.kind == FileKind::plain;
}

IgnoreRules::Pointer LeftOut::read_rules(const std::string& path, const std::string& folder,
                                         const IgnoreRules::Pointer& above) const {
  const FileText file = read_file(path);
  if (!file.source.problem().empty())
    unknown_.push_back({path, file.source.problem() + goes_without});
  return std::make_shared<const IgnoreRules>(folder, file.source.text(), above);
}

// What a repository leaves out for one person only, in a file that is not shared.
IgnoreRules::Pointer LeftOut::rules_of_repository(const std::string& folder,
                                                  const std::string& shown) const {
  const std::string path = join_path(shown, ".git/info/exclude");
  return is_there(path) ? read_rules(path, folder, nullptr) : nullptr;
}

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
  const std::string repository = nearest_folder_with(".git", folder, unknown_);
  const std::string& top = repository.empty() ? root : repository;
  std::vector<std::string> above;
  for (std::string at = folder; at != top && at != "/";) {
    at = parent_path(at);
    above.push_back(at);
  }
  IgnoreRules::Pointer rules =
      above.empty() || repository.empty() ? nullptr : rules_of_repository(top, top);
  std::for_each(above.rbegin(), above.rend(), [&](const std::string& at) {
    const std::string path = join_path(at, ".gitignore");
    if (is_there(path)) rules = read_rules(path, at, rules);
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
  return has_own ? read_rules(join_path(shown, ".gitignore"), folder, inherited) : inherited;
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
