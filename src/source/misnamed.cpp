#include "source/misnamed.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "source/paths.h"

namespace capalint {
namespace {

constexpr std::string_view ending = ".capa";

std::string in_lower_case(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

bool ends_with_any(std::string_view name, const std::vector<std::string_view>& endings) {
  const std::string lower = in_lower_case(name);
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view each) { return lower.ends_with(each); });
}

/// Whether the first line that is no comment begins a plan or a team.
bool begins_like_a_plan(const std::string& path) {
  const FileText file = read_file(path);
  std::string_view text = file.source.text();
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::size_t start = line.find_first_not_of(" \t\r");
    if (start == std::string_view::npos || line[start] == '#') continue;
    const std::string_view words = line.substr(start);
    const auto declares = [&](std::string_view word) {
      return words.starts_with(word) && (words.substr(word.size()).starts_with(" \"") ||
                                         words.substr(word.size()).starts_with(" \u201C"));
    };
    return declares("plan") || declares("team");
  }
  return false;
}

}  // namespace

bool is_packed_document(std::string_view name) {
  return ends_with_any(name, {".docx", ".doc", ".odt", ".rtf", ".pdf", ".xlsx", ".xls", ".ods"});
}

std::string meant_name(const Folder& folder, const std::string& folder_path,
                       std::string_view name) {
  const std::string lower = in_lower_case(name);
  const std::size_t inside = lower.find(ending);
  const bool goes_on =
      inside != std::string::npos &&
      (inside + ending.size() == lower.size() ||
       std::isalnum(static_cast<unsigned char>(lower[inside + ending.size()])) == 0);
  const std::size_t dot = lower.rfind('.');
  const bool may_be_one =
      dot == std::string::npos || ends_with_any(name, {".txt", ".cap", ".cappa", ".capaa", ".cpa"});
  if (!goes_on && !may_be_one) return {};
  std::string meant(name.substr(0, goes_on ? inside : dot));
  meant += ending;
  const bool beside_it = std::any_of(folder.entries.begin(), folder.entries.end(),
                                     [&](const FolderEntry& entry) { return entry.name == meant; });
  if (beside_it || (!goes_on && !begins_like_a_plan(join_path(folder_path, name)))) return {};
  return meant;
}

}  // namespace capalint
