#include "render/notes.h"

#include <string_view>

namespace capalint {
namespace {

Note arithmetic(const TracedValue& value) {
  if (value.name.empty()) {
    const bool numbers = !value.substituted.empty() && value.substituted != value.expression;
    return {"wanted", value.expression + (numbers ? ", here " + value.substituted : "")};
  }
  // What goes through a list, or chooses, says more with its result than in the words of the rule.
  const bool result_only =
      value.substituted.empty() &&
      (value.expression.find("each ") != std::string::npos || value.expression.starts_with("if "));
  std::string text;
  std::string_view previous;
  for (const std::string* part :
       {&value.name, &value.expression, &value.substituted, &value.value}) {
    if (part->empty() || *part == previous) continue;
    if (part == &value.expression && result_only) continue;
    text += (text.empty() ? "" : " = ") + *part;
    previous = *part;
  }
  return {"sum", text};
}

}  // namespace

std::vector<Note> notes_of(const Diagnostic& diagnostic) {
  std::vector<Note> notes;
  for (const TracedValue& value : diagnostic.values) notes.push_back(arithmetic(value));
  if (!diagnostic.standard.empty()) {
    const std::string source = diagnostic.source.empty() ? "" : " (" + diagnostic.source + ")";
    notes.push_back({"standard", diagnostic.standard + source});
  } else if (!diagnostic.source.empty()) {
    notes.push_back({"source", diagnostic.source});
  }
  if (!diagnostic.help.empty()) notes.push_back({"help", diagnostic.help});
  for (const Fix& fix : diagnostic.fixes) {
    if (fix.title != diagnostic.help)
      notes.push_back({fix.safe ? "fix" : "possible fix", fix.title});
  }
  return notes;
}

}  // namespace capalint
