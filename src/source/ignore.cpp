#include "source/ignore.h"

#include <algorithm>

namespace capalint {
namespace {

// Spaces at the end do not count unless the last one that does is written `\ `.
std::string_view without_trailing_spaces(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) {
      ++i;
      end = i + 1;
    } else if (line[i] != ' ') {
      end = i + 1;
    }
  }
  return line.substr(0, end);
}

}  // namespace

IgnoreRules::IgnoreRules(std::string folder, std::string_view lines, Pointer above)
    : folder_(std::move(folder)), above_(std::move(above)) {
  if (lines.starts_with("\xEF\xBB\xBF")) lines.remove_prefix(3);
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    add(line);
  }
  std::reverse(rules_.begin(), rules_.end());
}

void IgnoreRules::add(std::string_view line) {
  if (line.starts_with('#')) return;
  line = without_trailing_spaces(line);
  const bool negated = line.starts_with('!');
  if (negated) line.remove_prefix(1);
  const bool only_folders = line.ends_with('/');
  if (only_folders) line.remove_suffix(1);
  const bool any_depth = line.find('/') == std::string_view::npos;
  if (line.starts_with('/')) line.remove_prefix(1);
  if (!line.empty()) rules_.push_back({Glob(line), negated, only_folders, any_depth});
}

bool IgnoreRules::leave_out(const Pointer& rules, std::string_view path, bool is_folder) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const IgnoreRules* level = rules.get(); level != nullptr; level = level->above_.get()) {
    const std::size_t prefix = level->folder_ == "/" ? 0 : level->folder_.size();
    if (path.size() <= prefix + 1 || !path.starts_with(level->folder_) || path[prefix] != '/')
      continue;
    const std::string_view below = path.substr(prefix + 1);
    for (const Rule& rule : level->rules_) {
      if (rule.only_folders && !is_folder) continue;
      if (rule.glob.matches(rule.any_depth ? name : below)) return !rule.negated;
    }
  }
  return false;
}

}  // namespace capalint
