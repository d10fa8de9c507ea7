#include "format/diff.h"

#include <fmt/format.h>

#include <dtl/dtl.hpp>
#include <string>
#include <vector>

#include "source/display.h"

namespace capalint {
namespace {

// Without their ends. That a last line has none is part of it: `patch` wants to be told.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      lines.push_back(std::string(text) + "\n\\ No newline at end of file");
      break;
    }
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  dtl::Diff<std::string> diff(lines_of(before), lines_of(after));
  diff.compose();
  diff.composeUnifiedHunks();
  std::string result = fmt::format("--- {0}\n+++ {0}\n", visible(path));
  for (const auto& hunk : diff.getUniHunks()) {
    // A side without lines counts from the line before it.
    result += fmt::format("@@ -{},{} +{},{} @@\n", hunk.b == 0 ? hunk.a - 1 : hunk.a, hunk.b,
                          hunk.d == 0 ? hunk.c - 1 : hunk.c, hunk.d);
    for (const auto& [line, info] : hunk.common[0]) result += " " + line + "\n";
    for (const auto& [line, info] : hunk.change) {
      result += info.type == dtl::SES_ADD ? "+" : info.type == dtl::SES_DELETE ? "-" : " ";
      result += line + "\n";
    }
    for (const auto& [line, info] : hunk.common[1]) result += " " + line + "\n";
  }
  return result;
}

}  // namespace capalint
