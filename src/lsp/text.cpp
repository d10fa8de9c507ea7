#include "lsp/text.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "source/paths.h"

namespace capalint::lsp {
namespace {

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// The columns that a character takes, told by its first byte.
std::uint32_t columns(char first, std::uint32_t bytes, Encoding encoding) {
  if (encoding == Encoding::utf8) return bytes;
  return static_cast<unsigned char>(first) >= 0xF0 ? 2 : 1;
}

std::uint32_t character_size(std::string_view text, std::uint32_t at) {
  std::uint32_t size = 1;
  while (at + size < text.size() && continues(text[at + size])) ++size;
  return size;
}

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::uint32_t offset_of(const Source& source, const Json& position, Encoding encoding) {
  // By reference, since only that refuses a number of another kind.
  const auto line = position.at("line").get_ref<const Json::number_unsigned_t&>();
  const auto character = position.at("character").get_ref<const Json::number_unsigned_t&>();
  if (line >= source.line_count()) return static_cast<std::uint32_t>(source.text().size());
  const auto number = static_cast<std::uint32_t>(line) + 1;
  const std::string_view text = source.line(number);
  std::uint32_t at = 0;
  for (std::uint32_t column = 0; at < text.size();) {
    const std::uint32_t size = character_size(text, at);
    column += columns(text[at], size, encoding);
    if (column > character) break;
    at += size;
  }
  return source.line_start(number) + at;
}

Json position_of(const Source& source, std::uint32_t offset, Encoding encoding) {
  offset = std::min(offset, static_cast<std::uint32_t>(source.text().size()));
  const std::uint32_t line = source.position(offset).line;
  std::uint32_t column = 0;
  for (std::uint32_t at = source.line_start(line); at < offset;) {
    const std::uint32_t size = character_size(source.text(), at);
    column += columns(source.text()[at], size, encoding);
    at += size;
  }
  return {{"line", line - 1}, {"character", column}};
}

Json range_of(const Source& source, Span span, Encoding encoding) {
  return {{"start", position_of(source, span.begin, encoding)},
          {"end", position_of(source, std::max(span.begin, span.end), encoding)}};
}

std::string changed(std::string text, const Json& change, Encoding encoding) {
  auto replacement = change.at("text").get<std::string>();
  const auto range = change.find("range");
  if (range == change.end() || range->is_null()) return replacement;
  const Source before("", std::move(text));
  const std::uint32_t begin = offset_of(before, range->at("start"), encoding);
  const std::uint32_t end = std::max(begin, offset_of(before, range->at("end"), encoding));
  std::string after;
  after.reserve(before.text().size() + replacement.size());
  after.append(before.text().substr(0, begin));
  after.append(replacement);
  after.append(before.text().substr(end));
  return after;
}

std::optional<Edit> edit_between(FileId id, const Source& before, std::string_view after) {
  const std::string_view text = before.text();
  if (text == after) return std::nullopt;
  const std::size_t least = std::min(text.size(), after.size());
  std::size_t same = 0;
  while (same < least && text[same] == after[same]) ++same;
  // No edit may begin or end inside a character or a line end.
  const auto splits = [&](std::size_t at) {
    return (at < text.size() && continues(text[at])) || (at < after.size() && continues(after[at]));
  };
  while (same > 0 && (splits(same) || text[same - 1] == '\r')) --same;
  std::size_t tail = 0;
  while (tail < least - same && text[text.size() - 1 - tail] == after[after.size() - 1 - tail])
    ++tail;
  while (tail > 0 && (continues(text[text.size() - tail]) || text[text.size() - tail] == '\n'))
    --tail;
  const Span span{id, static_cast<std::uint32_t>(same),
                  static_cast<std::uint32_t>(text.size() - tail)};
  return Edit{span, std::string(after.substr(same, after.size() - tail - same))};
}

std::optional<std::string> path_of_uri(const std::string& uri) {
  constexpr std::string_view scheme = "file://";
  if (!uri.starts_with(scheme)) return std::nullopt;
  const std::size_t slash = uri.find('/', scheme.size());
  if (slash == std::string::npos) return std::nullopt;
  std::string path;
  for (std::size_t i = slash; i < uri.size() && uri[i] != '?' && uri[i] != '#'; ++i) {
    const bool escape =
        uri[i] == '%' && i + 2 < uri.size() && hex(uri[i + 1]) >= 0 && hex(uri[i + 2]) >= 0;
    if (escape) {
      path += static_cast<char>(hex(uri[i + 1]) * 16 + hex(uri[i + 2]));
      i += 2;
    } else {
      path += uri[i];
    }
  }
  if (path.find('\0') != std::string::npos) return std::nullopt;
  return absolute_path(path, "/");
}

}  // namespace capalint::lsp
