#include "diagnostics/diagnostic.h"

#include <algorithm>
#include <tuple>

namespace capalint {

std::string_view to_string(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::warning: return "warning";
    case Level::note: return "note";
    case Level::off: return "off";
  }
  return "error";
}

std::optional<Level> level_from(std::string_view word) {
  for (const Level level : {Level::error, Level::warning, Level::note, Level::off}) {
    if (word == to_string(level)) return level;
  }
  return std::nullopt;
}

void sort_and_deduplicate(std::vector<Diagnostic>& diagnostics) {
  const auto key = [](const Diagnostic& d) {
    return std::tie(d.span.file, d.span.begin, d.span.end, d.code, d.message);
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) { return key(a) == key(b); };
  diagnostics.erase(std::unique(diagnostics.begin(), diagnostics.end(), same), diagnostics.end());
}

}  // namespace capalint
