#include "render/formats.h"

#include <algorithm>

namespace capalint {

const std::vector<Format>& formats() {
  static const std::vector<Format> table{
      {"text", "for people: the line, what is wrong with it, the arithmetic, what to do",
       render_text},
      {"short", "one line for each finding: `path:line:column: level: message [CODE]`",
       render_short},
      {"json", "one JSON document, described by docs/schemas/check.json", render_json},
      {"jsonl", "one JSON object a line, a summary last", render_jsonl},
      {"sarif", "SARIF 2.1.0, for code scanning and viewers", render_sarif},
      {"github", "annotations of GitHub Actions", render_github, true},
      {"gitlab", "GitLab's code quality report", render_gitlab},
      {"junit", "JUnit XML, for services that show test results", render_junit},
      {"markdown", "for a comment on a merge request", render_markdown},
  };
  return table;
}

const Format* find_format(std::string_view name) {
  const auto& all = formats();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const Format& format) { return format.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace capalint
