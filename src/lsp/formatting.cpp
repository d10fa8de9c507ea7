#include "format/format.h"
#include "lsp/features.h"

namespace capalint::lsp {

// Line by line where that can be, so that the cursor and folds stay where they are.
Json formatting(const Asked& asked, const Json&) {
  const Source& before = asked.source();
  const Formatted formatted = format(asked.at.id, before);
  if (!formatted.refusals.empty()) return nullptr;
  const Source after("", formatted.text);
  Json edits = Json::array();
  const auto add = [&](const std::optional<Edit>& edit) {
    if (!edit) return;
    edits.push_back({{"range", range_of(before, edit->span, asked.client.encoding)},
                     {"newText", edit->replacement}});
  };
  if (before.line_count() != after.line_count()) {
    add(edit_between(asked.at.id, before, after.text()));
    return edits;
  }
  for (std::uint32_t line = 1; line <= before.line_count(); ++line) {
    if (before.line(line) == after.line(line)) continue;
    const std::uint32_t begin = before.line_start(line);
    const auto size = static_cast<std::uint32_t>(before.line(line).size());
    add(Edit{{asked.at.id, begin, begin + size}, std::string(after.line(line))});
  }
  return edits;
}

}  // namespace capalint::lsp
