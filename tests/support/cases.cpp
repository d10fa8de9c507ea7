#include "support/cases.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <sstream>

#include "support/lint.h"

using namespace capalint;

namespace {

constexpr std::string_view separator = "#--- ";

bool is_expectation(const std::string& line) {
  static const std::regex shape("^#( *\\^+|<|!) (CAPA|[A-Z]+)[0-9]+ (error|warning|note): .*");
  return std::regex_match(line, shape);
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

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

Texts files_of(const std::string& text) {
  Texts files{{"case.capa", ""}};
  for (const std::string& line : lines_of(text)) {
    if (line.rfind(separator, 0) == 0) {
      files.emplace_back(line.substr(separator.size()), "");
    } else {
      files.back().second += line + "\n";
    }
  }
  return files;
}

std::string without_expectations(const std::string& annotated) {
  std::string text;
  for (const std::string& line : lines_of(annotated)) {
    if (!is_expectation(line)) text += line + "\n";
  }
  return text;
}

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

std::string read_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

bool updating() { return std::getenv("CAPALINT_UPDATE_GOLDEN") != nullptr; }
