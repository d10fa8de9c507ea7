#include "support/cases.h"

#include <cstdlib>
#include <map>

#include "support/lint.h"

using namespace capalint;

namespace {

constexpr std::string_view separator = "#--- ";

// `#   ^^^ CODE level: message`; a place in the first column, below the `#`, is `#<`.
std::string expectation(const Source& source, const Diagnostic& diagnostic) {
  const Position start = source.position(diagnostic.span.begin);
  const Position end = source.position(diagnostic.span.end);
  const std::string text = " " + diagnostic.code + " " + std::string(to_string(diagnostic.level)) +
                           ": " + diagnostic.message;
  if (source.text().empty() || (diagnostic.span.begin == 0 && diagnostic.span.size() == 0))
    return "#!" + text;
  if (start.column == 1) return "#<" + text;
  const std::uint32_t width =
      end.line == start.line && end.column > start.column ? end.column - start.column : 1;
  return "#" + std::string(start.column - 2, ' ') + std::string(width, '^') + text;
}

}  // namespace

std::vector<std::string> codes_found(const std::string& text) {
  return lint(files_of(text)).codes();
}

std::string annotate(const std::string& text,
                     const std::function<bool(const Diagnostic&)>& counts) {
  const Texts files = files_of(text);
  const Linted linted = lint(files);
  std::string annotated;
  for (FileId id = 0; id < files.size(); ++id) {
    if (id > 0) annotated += std::string(separator) + files[id].first + "\n";
    const Source& source = linted.sources[id];
    std::multimap<std::uint32_t, std::string> expectations;
    for (const Diagnostic& diagnostic : linted.analysis.diagnostics) {
      if (diagnostic.span.file != id || !counts(diagnostic)) continue;
      const bool whole_file = diagnostic.span.begin == 0 && diagnostic.span.size() == 0;
      const std::uint32_t line = whole_file ? 0 : source.position(diagnostic.span.begin).line;
      expectations.emplace(line, expectation(source, diagnostic));
    }
    const auto add = [&](std::uint32_t line) {
      const auto [first, last] = expectations.equal_range(line);
      for (auto it = first; it != last; ++it) annotated += it->second + "\n";
    };
    add(0);
    const std::vector<std::string> lines = lines_of(files[id].second);
    for (std::uint32_t i = 0; i < lines.size(); ++i) {
      annotated += lines[i] + "\n";
      add(i + 1);
    }
  }
  return annotated;
}

bool updating() { return std::getenv("CAPALINT_UPDATE_GOLDEN") != nullptr; }
