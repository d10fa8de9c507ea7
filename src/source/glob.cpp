#include "source/glob.h"

#include <fnmatch.h>

#include <algorithm>
#include <clocale>

namespace capalint {
namespace {

// `?` is one character, not one byte, whatever the locale of the process.
bool wildcard_matches(const std::string& pattern, std::string_view name) {
  static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  const locale_t before = utf8 != nullptr ? ::uselocale(utf8) : nullptr;
  const bool matched = ::fnmatch(pattern.c_str(), std::string(name).c_str(), FNM_PATHNAME) == 0;
  if (before != nullptr) ::uselocale(before);
  return matched;
}

}  // namespace

std::vector<std::string_view> split_path(std::string_view path) {
  std::vector<std::string_view> names;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) names.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return names;
}

bool has_wildcard(std::string_view text) {
  return text.find_first_of("*?[") != std::string_view::npos;
}

Glob::Glob(std::string_view pattern) {
  for (const std::string_view name : split_path(pattern)) {
    const bool special = name.find_first_of("*?[\\") != std::string_view::npos;
    const bool stars = name.size() > 1 && name.find_first_not_of('*') == std::string_view::npos;
    const auto kind = stars     ? Part::Kind::any_folders
                      : special ? Part::Kind::wildcard
                                : Part::Kind::literal;
    parts_.push_back({std::string(name), kind});
  }
}

bool Glob::matches(const Part& part, std::string_view name) {
  return part.kind == Part::Kind::literal ? part.text == name : wildcard_matches(part.text, name);
}

// A later `**` can do whatever an earlier one could, so only the last one is ever reconsidered.
bool Glob::matches(std::string_view path) const {
  const auto names = split_path(path);
  constexpr std::size_t none = ~std::size_t{0};
  std::size_t part = 0;
  std::size_t name = 0;
  std::size_t retry_part = none;
  std::size_t retry_name = 0;
  while (name < names.size()) {
    if (part < parts_.size() && parts_[part].kind == Part::Kind::any_folders) {
      if (part + 1 == parts_.size()) return true;
      retry_part = ++part;
      retry_name = name;
    } else if (part < parts_.size() && matches(parts_[part], names[name])) {
      ++part;
      ++name;
    } else if (retry_part != none) {
      part = retry_part;
      name = ++retry_name;
    } else {
      return false;
    }
  }
  return part == parts_.size();
}

bool Glob::may_match_below(std::string_view folder) const {
  const auto names = split_path(folder);
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i >= parts_.size()) return false;
    if (parts_[i].kind == Part::Kind::any_folders) return true;
    if (!matches(parts_[i], names[i])) return false;
  }
  return names.size() < parts_.size();
}

}  // namespace capalint
