#include "render/notes.h"

#include <string_view>

namespace capalint {
namespace {

Note arithmetic(const TracedValue& value) {
  if (value.name.empty()) {
    const bool numbers = !value.substituted.empty() && value.substituted != value.expression;
    return {"wanted", value.expression + (numbers ? ", here " + value.substituted : "")};
  }
  std::string text;
  std::string_view previous;
  for (const std::string* part :
       {&value.name, &value.expression, &value.substituted, &value.value}) {
    if (part->empty() || *part == previous) continue;
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
