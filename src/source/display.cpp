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

std::string byte_name(char byte) {
  return fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
}

/// Whether the second `#` of `##[error]`, `##vso[` or the like is at `at`: services obey these wherever they stand.
bool begins_command(std::string_view text, std::size_t at) {
  if (at == 0 || text[at] != '#' || text[at - 1] != '#') return false;
  const auto* end =
      std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at) + 1, text.end(),
                   [](char c) { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z'); });
  return end != text.end() && *end == '[';
}

/// The size of the colour or link that the text begins with; 0 when it begins with none.
std::size_t own_look(std::string_view text) {
  constexpr std::string_view colour = "\x1b[";
  constexpr std::string_view link = "\x1b]8;;";
  constexpr std::string_view link_end = "\x1b\\";
  if (text.starts_with(colour)) {
    const std::size_t end = text.find_first_not_of("0123456789;", colour.size());
    return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
  }
  if (!text.starts_with(link)) return 0;
  std::size_t end = link.size();
  while (end < text.size() && is_plain(text[end])) ++end;
  return text.substr(end).starts_with(link_end) ? end + link_end.size() : 0;
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
  if (is_mark(last.code) || last.code == zero_width_joiner || last.code == zero_width_non_joiner) {
    cell.shown = "◌";  // nothing stands before it that it could combine with
    cell.width = 1;
  }
  while (true) {
    if (marks <= most_marks) cell.shown += text.substr(cell.end, last.bytes);
    cell.end += last.bytes;
    cell.width += static_cast<std::size_t>(utf8proc_charwidth(last.code));
    pictured |= last.code == emoji_presentation;
    if (cell.end == text.size()) break;
    const Character next = decode(text.substr(cell.end));
    if (!next.valid || must_be_named(next.code)) break;
    if (utf8proc_grapheme_break_stateful(last.code, next.code, &state)) break;
    if (is_mark(next.code)) ++marks;
    last = next;
  }
  if (wide || pictured) cell.width = 2;
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
    return {.end = 1, .width = 4, .shown = byte_name(text[0])};
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
    Cell cell = begins_command(line, at) ? Cell{.end = 1, .width = 4, .shown = byte_name(line[at])}
                                         : next_cell(line.substr(at));
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
  if (std::all_of(text.begin(), text.end(), is_plain) && text.find("##") == std::string_view::npos)
    return std::string(text);
  std::string shown;
  for (const Cell& cell : cells(text)) shown += cell.shown;
  return shown;
}

std::string guarded(std::string_view text, Looks looks) {
  std::string shown;
  shown.reserve(text.size());
  bool begins_line = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (is_plain(rest[0])) {
      const bool command = (begins_line && rest.starts_with("::")) || begins_command(text, at);
      shown += command ? byte_name(rest[0]) : std::string(1, rest[0]);
      begins_line = begins_line && rest[0] == ' ';
      ++at;
      continue;
    }
    const Character next = decode(rest);
    std::size_t size = next.bytes;
    if (const std::size_t look = looks == Looks::own ? own_look(rest) : 0; look > 0) {
      size = look;
      shown += rest.substr(0, size);
    } else if (rest[0] == '\n' || rest[0] == '\t' || rest.starts_with("\r\n")) {
      shown += rest[0];
      begins_line = begins_line || rest[0] == '\n';
    } else if (!next.valid) {
      shown += byte_name(rest[0]);
      begins_line = false;
    } else if (must_be_named(next.code)) {
      shown += named(next.code).shown;
      begins_line = false;
    } else {
      shown += rest.substr(0, size);
      // Services trim every kind of space before they look.
      begins_line = begins_line && utf8proc_category(next.code) == UTF8PROC_CATEGORY_ZS;
    }
    at += size;
  }
  return shown;
}

std::string guarded_json(std::string_view json) {
  std::string shown;
  shown.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const Character next = decode(json.substr(at));
    const bool stays = json[at] == '\n' || !next.valid || !must_be_named(next.code);
    if (begins_command(json, at)) {
      shown += "\\u0023";
    } else if (stays) {
      shown += json.substr(at, next.bytes);
    } else if (next.code > 0xFFFF) {
      const auto above = static_cast<unsigned>(next.code) - 0x10000;
      shown += fmt::format("\\u{:04x}\\u{:04x}", 0xD800 + (above >> 10), 0xDC00 + (above & 0x3FF));
    } else {
      shown += fmt::format("\\u{:04x}", static_cast<unsigned>(next.code));
    }
    at += next.bytes;
  }
  return shown;
}

std::size_t display_width(std::string_view text) {
  const auto all = cells(text);
  return all.empty() ? 0 : all.back().column + all.back().width;
}

}  // namespace capalint
