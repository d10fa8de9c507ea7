#include "render/notes.h"

#include <cctype>
#include <optional>
#include <string_view>

#include "diagnostics/references.h"

namespace capalint {
namespace {

Note as_written(const TracedValue& value) {
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

// Whether the message says this number already; `1h` does not stand in `11h`.
bool says(std::string_view message, std::string_view number) {
  const auto is_part = [&](std::size_t at) {
    return at < message.size() && std::isalnum(static_cast<unsigned char>(message[at])) != 0;
  };
  for (std::size_t at = message.find(number); at != std::string_view::npos;
       at = message.find(number, at + 1)) {
    const bool begins = at == 0 || (!is_part(at - 1) && message[at - 1] != '.');
    if (begins && !is_part(at + number.size())) return true;
  }
  return false;
}

// A number that nothing was done with is only told when the message does not say it.
std::optional<Note> told(const Diagnostic& diagnostic, const TracedValue& value) {
  if (value.label.empty() || (value.sum.empty() && says(diagnostic.message, value.value)))
    return {};
  const std::string sum = value.sum.empty() ? "" : value.sum + " = ";
  return Note{"sum", value.label + ": " + sum + value.value};
}

}  // namespace

std::vector<Note> notes_of(const Diagnostic& diagnostic, Sums sums) {
  std::vector<Note> notes;
  for (const TracedValue& value : diagnostic.values) {
    if (sums == Sums::as_written) {
      notes.push_back(as_written(value));
    } else if (auto note = told(diagnostic, value)) {
      notes.push_back(std::move(*note));
    }
  }
  const std::string source = in_words(diagnostic.source);
  if (!diagnostic.standard.empty()) {
    notes.push_back(
        {"standard", diagnostic.standard + (source.empty() ? "" : " (" + source + ")")});
  } else if (!source.empty()) {
    notes.push_back({"source", source});
  }
  if (!diagnostic.help.empty()) notes.push_back({"help", diagnostic.help});
  for (const Fix& fix : diagnostic.fixes) {
    if (fix.title != diagnostic.help)
      notes.push_back({fix.safe ? "fix" : "possible fix", fix.title});
  }
  return notes;
}

}  // namespace capalint
