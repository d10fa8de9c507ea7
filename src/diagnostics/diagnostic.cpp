#include "diagnostics/diagnostic.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

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
  const auto text = [](const Diagnostic& d) {
    return std::tie(d.span.file, d.span.begin, d.span.end, d.code, d.message);
  };
  const auto key = [&](const Diagnostic& d) {
    return std::tuple_cat(text(d), std::tie(d.subject, d.where));
  };
  // They are large: numbers are put in order, and each finding is moved once.
  std::vector<std::size_t> order(diagnostics.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return key(diagnostics[a]) < key(diagnostics[b]);
  });
  std::vector<Diagnostic> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) {
    Diagnostic& next = diagnostics[i];
    if (sorted.empty() || text(sorted.back()) != text(next)) {
      sorted.push_back(std::move(next));
    } else if (sorted.back().subject != next.subject) {
      sorted.back().subject = sorted.back().where = {};
    }
  }
  diagnostics = std::move(sorted);
}

}  // namespace capalint
