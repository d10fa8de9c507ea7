#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "render/formats.h"

namespace capalint {
namespace {

std::string without_spaces(std::string_view text) {
  std::string result(text);
  std::erase_if(result, [](unsigned char c) { return std::isspace(c) != 0; });
  return result;
}

/// The beginning of what `render_json`, `render_jsonl`, `render_sarif` and `render_gitlab` write.
bool begins_like_json(std::string_view beginning) {
  const std::string json = without_spaces(beginning);
  const auto holds = [&](std::string_view part) { return json.find(part) != std::string::npos; };
  if (json.starts_with(R"([{"type":"issue",)")) return holds(R"("check_name":)");
  if (json.starts_with(R"({"$schema":)"))
    return holds(R"("runs":[{"tool":{"driver":{"name":"capalint")");
  constexpr std::string_view format = R"({"format":)";
  if (json.starts_with(format)) {
    const std::size_t after = json.find_first_not_of("0123456789", format.size());
    return json.compare(std::min(after, json.size()), 11, R"(,"version":)") == 0;
  }
  constexpr std::array types{R"({"type":"finding",)", R"({"type":"suppressed",)",
                             R"({"type":"summary",)"};
  return json == "[]" || std::any_of(types.begin(), types.end(),
                                     [&](std::string_view type) { return json.starts_with(type); });
}

/// The first line of what `render_text`, `render_short`, `render_github` and `render_markdown` write.
bool is_first_line(std::string_view line) {
  if (line.starts_with("## capalint: ")) return true;
  constexpr std::array levels{"error", "warning", "notice", "note"};
  return std::any_of(levels.begin(), levels.end(), [&](const std::string& level) {
    const bool of_text = line.starts_with(level + "[");
    const bool of_github = line.starts_with("::" + level + " title=");
    const bool of_short =
        (line.starts_with(level + ": ") || line.find(": " + level + ": ") != std::string::npos) &&
        line.ends_with(']');
    return of_text || of_github || of_short;
  });
}

}  // namespace

bool begins_like_a_report(std::string_view beginning) {
  if (beginning.empty()) return true;
  if (beginning.starts_with('{') || beginning.starts_with('[')) return begins_like_json(beginning);
  if (beginning.starts_with("<?xml"))
    return beginning.find("<testsuites name=\"capalint\"") != std::string_view::npos;
  return is_first_line(beginning.substr(0, beginning.find('\n')));
}

}  // namespace capalint
