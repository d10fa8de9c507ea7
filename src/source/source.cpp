#include "source/source.h"

#include <algorithm>

namespace capalint {

Source::Source(std::string path, std::string text)
    : path_(std::move(path)), text_(std::move(text)), line_starts_{0} {
  for (std::uint32_t i = 0; i < text_.size(); ++i) {
    const bool lone_return = text_[i] == '\r' && (i + 1 == text_.size() || text_[i + 1] != '\n');
    if (text_[i] == '\n' || lone_return) line_starts_.push_back(i + 1);
  }
}

Source Source::unreadable(std::string path, std::string problem, std::string advice) {
  Source source(std::move(path), {});
  source.problem_ = std::move(problem);
  source.advice_ = std::move(advice);
  return source;
}

Source Source::misnamed(std::string path, std::string problem, std::string advice) {
  Source source = unreadable(std::move(path), std::move(problem), std::move(advice));
  source.misnamed_ = true;
  return source;
}

Position Source::position(std::uint32_t offset) const {
  offset = std::min<std::uint32_t>(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<std::uint32_t>(after - line_starts_.begin());
  std::uint32_t column = 1;
  for (std::uint32_t i = line_starts_[line - 1]; i < offset; ++i) {
    const bool continues_a_character = (static_cast<unsigned char>(text_[i]) & 0xC0) == 0x80;
    if (!continues_a_character) ++column;
  }
  return {line, column};
}

std::uint32_t Source::line_start(std::uint32_t line) const {
  if (line == 0) return 0;
  return line <= line_starts_.size() ? line_starts_[line - 1]
                                     : static_cast<std::uint32_t>(text_.size());
}

std::string_view Source::line(std::uint32_t line) const {
  const std::uint32_t begin = line_start(line);
  std::uint32_t end = line_start(line + 1);
  while (end > begin && (text_[end - 1] == '\n' || text_[end - 1] == '\r')) --end;
  return std::string_view(text_).substr(begin, end - begin);
}

std::uint32_t Source::line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }

FileId Sources::add(Source source) {
  return add(std::make_shared<const Source>(std::move(source)));
}

FileId Sources::add(std::shared_ptr<const Source> source) {
  files_.push_back(std::move(source));
  return static_cast<FileId>(files_.size() - 1);
}

std::string_view Sources::text(Span span) const {
  if (!span.valid() || span.file >= files_.size()) return {};
  return files_[span.file]->text().substr(span.begin, span.size());
}

std::size_t bytes_in(const Sources& sources) {
  std::size_t bytes = 0;
  for (FileId id = 0; id < sources.size(); ++id) bytes += sources[id].text().size();
  return bytes;
}

}  // namespace capalint
