#include "rules/packs.h"

#include <fmt/format.h>

#include "source/display.h"
#include "syntax/archive.h"

namespace capalint {

const std::vector<PackFile>& standard_packs() {
  // Nothing is taken apart again at the end of the program.
  static const auto& packs = *[] {
    auto* all = new std::vector<PackFile>;
    all->reserve(embedded_files().size());
    FileId id = first_pack_file;
    for (const EmbeddedFile& embedded : embedded_files()) {
      const std::string_view pack = embedded.path.substr(0, embedded.path.find('/'));
      all->push_back({pack, unarchive(embedded.ast, embedded.text, id++)});
    }
    return all;
  }();
  return packs;
}

Source pack_source(FileId id) {
  const EmbeddedFile& embedded = embedded_files()[id - first_pack_file];
  return {"rules/" + std::string(embedded.path), std::string(embedded.text)};
}

const Sources& pack_sources() {
  static const Sources packs = [] {
    Sources all;
    for (std::size_t i = 0; i < embedded_files().size(); ++i)
      all.add(pack_source(first_pack_file + static_cast<FileId>(i)));
    return all;
  }();
  return packs;
}

const Source& file_of(const Sources& sources, FileId id) {
  return id < first_pack_file ? sources[id] : pack_sources()[id - first_pack_file];
}

std::string_view text_of(const Sources& sources, Span span) {
  if (!span.valid()) return {};
  const std::string_view text = span.file >= first_pack_file
                                    ? embedded_files()[span.file - first_pack_file].text
                                    : sources[span.file].text();
  return text.substr(span.begin, span.size());
}

std::string line_of(const Sources& sources, Span span) {
  std::string result;
  for (const char c : text_of(sources, span)) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) {
      result += c;
    } else if (!result.empty() && result.back() != ' ') {
      result += ' ';
    }
  }
  return result;
}

std::string place_text(const Sources& sources, Span span) {
  if (!span.valid()) return {};
  const Source& source = file_of(sources, span.file);
  const Position at = source.position(span.begin);
  return fmt::format("{}:{}:{}", visible(source.path()), at.line, at.column);
}

}  // namespace capalint
