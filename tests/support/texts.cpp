#include "support/texts.h"

#include <utf8proc.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

using namespace capalint;

namespace {

constexpr std::string_view separator = "#--- ";

bool is_expectation(const std::string& line) {
  static const std::regex shape("^#( *\\^+|<|!) (CAPA|[A-Z]+)[0-9]+ (error|warning|note): .*");
  return std::regex_match(line, shape);
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    utf8proc_int32_t character = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto length =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size()), &character);
    if (length < 1) return false;
    text.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

}  // namespace

AnalysisOptions options(const std::string& quarter) {
  std::string problem;
  AnalysisOptions result{.today = *parse_date(test_day, problem), .threads = 1};
  if (!quarter.empty()) result.quarter = parse_quarter(quarter);
  return result;
}

Sources sources_of(const Texts& texts) {
  Sources sources;
  for (const auto& [path, text] : texts) sources.add(Source(path, text));
  return sources;
}

std::string all_texts(const Texts& texts) {
  std::string all;
  for (const auto& [path, text] : texts) all += std::string(separator) + path + "\n" + text;
  return all;
}

Texts files_of(const std::string& text) {
  Texts files{{"case.capa", ""}};
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with(separator)) {
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

std::vector<std::string> texts_of_the_repository() {
  std::vector<std::string> texts;
  for (const char* folder : {"tests", "examples", "rules", "docs", "grammar"}) {
    const std::filesystem::path root(CAPALINT_SOURCE_DIR);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      const std::string end = entry.path().extension();
      if (!entry.is_regular_file() || (end != ".capa" && end != ".tsv" && end != ".md")) continue;
      std::string text = read_text(entry.path());
      if (is_utf8(text) && !text.starts_with("\xEF\xBB\xBF")) texts.push_back(std::move(text));
    }
  }
  return texts;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string read_text(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

void write_text(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}
