#include "rules/edits.h"

#include <fmt/format.h>

#include <algorithm>

namespace capalint {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

}  // namespace

Edit line_below(const Sources& sources, Span place, const std::string& line) {
  const Source& source = sources[place.file];
  const std::uint32_t number =
      source.position(place.end > place.begin ? place.end - 1 : place.end).line;
  const std::string_view above = source.line(number);
  const std::size_t text = std::min(above.find_first_not_of(" \t"), above.size());
  const std::size_t last = above.find_last_not_of(" \t");
  const bool opens = last != std::string_view::npos && above[last] == '{';
  const auto end = static_cast<std::uint32_t>(source.line_start(number) + above.size());
  return {{place.file, end, end},
          fmt::format("\n{}{}{}", above.substr(0, text), opens ? "  " : "", line)};
}

Edit last_line_in(const Sources& sources, Span declaration, const std::string& line) {
  const std::string_view text = sources[declaration.file].text();
  const std::uint32_t brace = declaration.end - 1;
  std::uint32_t place = brace;
  while (place > declaration.begin && is_blank(text[place - 1])) --place;
  // The brace stands on a line of its own, or behind other text.
  const bool alone = place > declaration.begin && text[place - 1] == '\n';
  if (!alone) return {{declaration.file, place, brace}, fmt::format("\n  {}\n", line)};
  --place;
  if (text[place - 1] == '\r') --place;
  return {{declaration.file, place, place}, fmt::format("\n  {}", line)};
}

Span with_its_comma_or_line(const Sources& sources, Span span) {
  const std::string_view text = sources[span.file].text();
  Span wide = span;
  while (wide.begin > 0 && is_blank(text[wide.begin - 1])) --wide.begin;
  while (wide.end < text.size() && is_blank(text[wide.end])) ++wide.end;
  if (wide.begin > 0 && text[wide.begin - 1] == ',') return {span.file, wide.begin - 1, span.end};
  if (wide.end < text.size() && text[wide.end] == ',') {
    ++wide.end;
    while (wide.end < text.size() && is_blank(text[wide.end])) ++wide.end;
    return {span.file, span.begin, wide.end};
  }
  const bool from_start = wide.begin == 0 || text[wide.begin - 1] == '\n';
  if (!from_start) return {span.file, wide.begin, span.end};
  if (wide.end < text.size() && text[wide.end] == '\r') ++wide.end;
  if (wide.end < text.size() && text[wide.end] != '\n') return span;
  if (wide.end < text.size()) ++wide.end;
  return wide;
}

}  // namespace capalint
