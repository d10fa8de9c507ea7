#include "source/display.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

namespace capalint {
namespace {

constexpr std::size_t tab_width = 4;
// Marks without end pile up over the lines above and below.
constexpr std::size_t most_marks = 8;

constexpr utf8proc_int32_t zero_width_non_joiner = 0x200C;
constexpr utf8proc_int32_t zero_width_joiner = 0x200D;
constexpr utf8proc_int32_t emoji_presentation = 0xFE0F;

bool is_plain(char c) { return c >= ' ' && c <= '~'; }

struct Character {
  utf8proc_int32_t code = 0;
  std::uint32_t bytes = 1;
  bool valid = false;
};

Character decode(std::string_view text) {
  utf8proc_int32_t code = 0;
  const auto read = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (read <= 0) return {};
  return {code, static_cast<std::uint32_t>(read), true};
}

bool is_mark(utf8proc_int32_t code) {
  const auto category = utf8proc_category(code);
  return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME ||
         category == UTF8PROC_CATEGORY_MC;
}

// Joiners shape the letters and pictures beside them; every other one of these has no look of its
// own, or changes that of its neighbours.
bool must_be_named(utf8proc_int32_t code) {
  if (code == zero_width_non_joiner || code == zero_width_joiner) return false;
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return false;
  }
}

Cell named(utf8proc_int32_t code) {
  Cell cell;
  if (code == '\t') {
    cell.shown.assign(tab_width, ' ');
    cell.width = tab_width;
  } else if (code < 0x20 || code == 0x7F) {
    // The pictures of control characters: ␛ for escape, ␡ for delete.
    const utf8proc_int32_t picture = code == 0x7F ? 0x2421 : 0x2400 + code;
    utf8proc_uint8_t bytes[4];
    const auto size = utf8proc_encode_char(picture, bytes);
    cell.shown.assign(bytes, bytes + size);
    cell.width = 1;
  } else {
    cell.shown = fmt::format("<U+{:04X}>", code);
    cell.width = cell.shown.size();
  }
  return cell;
}

// A character with all that combines with it; `text` starts with one that is shown as it is.
Cell cluster(std::string_view text) {
  Cell cell;
  Character last = decode(text);
  std::size_t marks = 0;
  bool pictured = false;
  utf8proc_int32_t state = 0;
  // A wide character keeps its width whatever joins it: a syllable, a family in one picture.
  const bool wide = utf8proc_charwidth(last.code) == 2;
  const bool flag = last.code >= 0x1F1E6 && last.code <= 0x1F1FF;
  if (is_mark(last.code) || last.code == zero_width_joiner || last.code == zero_width_non_joiner) {
    cell.shown = "◌";  // nothing stands before it that it could combine with
    cell.width = 1;
  }
  while (true) {
    if (marks <= most_marks) cell.shown += text.substr(cell.end, last.bytes);
    cell.end += last.bytes;
    cell.width += utf8proc_charwidth(last.code);
    pictured |= last.code == emoji_presentation;
    if (cell.end == text.size()) break;
    const Character next = decode(text.substr(cell.end));
    if (!next.valid || must_be_named(next.code)) break;
    if (utf8proc_grapheme_break_stateful(last.code, next.code, &state)) break;
    if (is_mark(next.code)) ++marks;
    last = next;
  }
  if (wide || pictured || (flag && cell.end > 4)) cell.width = 2;
  if (marks > most_marks) {
    cell.shown += "…";
    ++cell.width;
  }
  return cell;
}

Cell next_cell(std::string_view text) {
  // Nearly everything; what combines is never ASCII.
  if (is_plain(text[0]) && (text.size() == 1 || static_cast<unsigned char>(text[1]) < 0x80)) {
    return {.end = 1, .width = 1, .shown = std::string(1, text[0])};
  }
  const Character first = decode(text);
  if (!first.valid) {
    return {.end = 1,
            .width = 4,
            .shown = fmt::format("\\x{:02X}", static_cast<unsigned char>(text[0]))};
  }
  if (!must_be_named(first.code)) return cluster(text);
  Cell cell = named(first.code);
  cell.end = first.bytes;
  return cell;
}

}  // namespace

std::vector<Cell> cells(std::string_view line) {
  std::vector<Cell> all;
  all.reserve(line.size());
  std::size_t column = 0;
  for (std::uint32_t at = 0; at < line.size();) {
    Cell cell = next_cell(line.substr(at));
    cell.begin = at;
    cell.end += at;
    cell.column = column;
    at = cell.end;
    column += cell.width;
    all.push_back(std::move(cell));
  }
  return all;
}

std::string visible(std::string_view text) {
  if (std::all_of(text.begin(), text.end(), is_plain)) return std::string(text);
  std::string shown;
  for (const Cell& cell : cells(text)) shown += cell.shown;
  return shown;
}

std::size_t display_width(std::string_view text) {
  const auto all = cells(text);
  return all.empty() ? 0 : all.back().column + all.back().width;
}

}  // namespace capalint
