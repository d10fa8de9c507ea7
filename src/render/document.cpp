#include "render/document.h"

#include <fmt/format.h>

#include <algorithm>

#include "source/display.h"

namespace capalint {

void Document::heading(int level, std::string text) {
  parts.emplace_back(Heading{level, std::move(text)});
}
void Document::line(std::string text) { parts.emplace_back(Lines{{std::move(text)}, false}); }
void Document::list(std::vector<std::string> items) {
  if (!items.empty()) parts.emplace_back(Lines{std::move(items), true});
}
void Document::table(Table table) {
  if (!table.rows.empty()) parts.emplace_back(std::move(table));
}

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest = 12;
constexpr std::size_t unlimited = 10'000;

std::string spaces(std::size_t count) { return std::string(count, ' '); }

/// Words to lines of at most `width` columns; a word that is longer stands alone.
std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string_view word = text.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const std::size_t columns = display_width(word);
    if (used > 0 && used + 1 + columns > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    lines.back() += word;
    used += columns;
  }
  return lines;
}

void write(std::string& out, const Heading& heading, const Style& style) {
  if (!out.empty()) out += '\n';
  const std::string text = visible(heading.text);
  out += style.colour ? "\x1b[1m" + text + "\x1b[0m\n" : text + '\n';
  if (heading.level == 1)
    out += std::string(std::min(display_width(heading.text), style.width), '=') + '\n';
}

void write(std::string& out, const Lines& lines, const Style& style) {
  for (const std::string& line : lines.lines) {
    const std::string first = lines.list ? "  - " : "";
    const std::string next = spaces(first.size());
    const auto pieces = wrapped(visible(line), style.width - first.size());
    for (std::size_t i = 0; i < pieces.size(); ++i)
      out += (i == 0 ? first : next) + pieces[i] + '\n';
  }
}

std::size_t longest_word(std::string_view text) {
  std::size_t longest = 0;
  for (const std::string& word : wrapped(text, 1)) longest = std::max(longest, display_width(word));
  return longest;
}

std::size_t sum_of(const std::vector<std::size_t>& widths) {
  std::size_t sum = 0;
  for (const std::size_t width : widths) sum += gap + width;
  return sum;
}

/// Columns as wide as what they hold; when that is too much, the headings of numbers wrap, and then the
/// widest left-aligned column.
std::vector<std::size_t> widths_of(const Table& table, std::size_t width) {
  std::vector<std::size_t> widths;
  std::vector<std::size_t> cells;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    std::size_t widest = 0;
    for (const auto& row : table.rows) widest = std::max(widest, display_width(row[i]));
    cells.push_back(widest);
    widths.push_back(std::max(widest, display_width(table.columns[i].heading)));
  }
  if (sum_of(widths) > width) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      const Column& column = table.columns[i];
      if (column.right) widths[i] = std::max(cells[i], longest_word(column.heading));
    }
  }
  for (std::size_t sum = sum_of(widths); sum > width; sum = sum_of(widths)) {
    std::size_t widest = table.columns.size();
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i].right || widths[i] <= narrowest) continue;
      if (widest == table.columns.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == table.columns.size()) break;
    widths[widest] -= std::min(sum - width, widths[widest] - narrowest);
  }
  return widths;
}

/// These columns of a table, and the first one.
Table part_of(const Table& table, std::size_t first, std::size_t end) {
  const auto part = [&](const auto& all) {
    auto some = all;
    some.erase(some.begin() + static_cast<std::ptrdiff_t>(end), some.end());
    some.erase(some.begin() + 1, some.begin() + static_cast<std::ptrdiff_t>(first));
    return some;
  };
  Table result{.columns = part(table.columns), .rows = {}};
  for (const auto& row : table.rows) result.rows.push_back(part(row));
  return result;
}

/// A table of numbers that is too wide goes on below, each part with the first column.
std::vector<Table> parts_of(const Table& table, std::size_t width) {
  const bool numbers = std::all_of(table.columns.begin() + 1, table.columns.end(),
                                   [](const Column& column) { return column.right; });
  if (!numbers || sum_of(widths_of(table, width)) <= width) return {table};
  std::vector<Table> parts;
  std::size_t first = 1;
  for (std::size_t end = 2; end <= table.columns.size(); ++end) {
    const bool fits = end < table.columns.size() &&
                      sum_of(widths_of(part_of(table, first, end + 1), width)) <= width;
    if (fits) continue;
    parts.push_back(part_of(table, first, end));
    first = end;
  }
  return parts;
}

void write_row(std::string& out, const Table& table, const std::vector<std::size_t>& widths,
               const std::vector<std::string>& row) {
  std::vector<std::vector<std::string>> cells;
  std::size_t height = 0;
  for (std::size_t i = 0; i < row.size(); ++i) {
    cells.push_back(wrapped(visible(row[i]), widths[i]));
    height = std::max(height, cells.back().size());
  }
  for (std::size_t line = 0; line < height; ++line) {
    std::string text = spaces(gap);
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string cell = line < cells[i].size() ? cells[i][line] : std::string();
      const std::size_t columns = display_width(cell);
      const std::string fill = spaces(widths[i] > columns ? widths[i] - columns : 0);
      text += table.columns[i].right ? fill + cell : cell + fill;
      text += spaces(gap);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + '\n';
  }
}

void write_part(std::string& out, const Table& table, std::size_t width) {
  const auto widths = widths_of(table, width);
  const bool headed = std::any_of(table.columns.begin(), table.columns.end(),
                                  [](const Column& column) { return !column.heading.empty(); });
  if (headed) {
    std::vector<std::string> headings;
    std::vector<std::string> rules;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      headings.push_back(table.columns[i].heading);
      rules.emplace_back(widths[i], '-');
    }
    write_row(out, table, widths, headings);
    write_row(out, table, widths, rules);
  }
  for (const auto& row : table.rows) write_row(out, table, widths, row);
}

void write(std::string& out, const Table& table, const Style& style) {
  bool first = true;
  for (const Table& part : parts_of(table, style.width)) {
    if (!first) out += '\n';
    write_part(out, part, style.width);
    first = false;
  }
}

std::string cell(const std::string& text) { return text.empty() ? " " : markdown(text); }

}  // namespace

std::string document_text(const Document& document, const Style& style) {
  Style limited = style;
  if (limited.width < 4 * narrowest) limited.width = style.width == 0 ? unlimited : 4 * narrowest;
  std::string out;
  bool after_table = false;
  for (const Part& part : document.parts) {
    const bool table = std::holds_alternative<Table>(part);
    if (table && after_table) out += '\n';
    std::visit([&](const auto& kind) { write(out, kind, limited); }, part);
    after_table = table;
  }
  return out;
}

std::string document_markdown(const Document& document) {
  std::string out;
  for (const Part& part : document.parts) {
    if (!out.empty()) out += '\n';
    if (const auto* heading = std::get_if<Heading>(&part)) {
      out += std::string(static_cast<std::size_t>(heading->level) + 1, '#') + ' ' +
             markdown(heading->text) + '\n';
    } else if (const auto* lines = std::get_if<Lines>(&part)) {
      for (const std::string& line : lines->lines)
        out += (lines->list ? "- " : "") + markdown(line) + '\n';
    } else {
      const auto& table = std::get<Table>(part);
      std::string head = "|";
      std::string rule = "|";
      for (const Column& column : table.columns) {
        head += ' ' + cell(column.heading) + " |";
        rule += column.right ? " --: |" : " --- |";
      }
      out += fmt::format("{}\n{}\n", head, rule);
      for (const auto& row : table.rows) {
        out += '|';
        for (const std::string& text : row) out += ' ' + cell(text) + " |";
        out += '\n';
      }
    }
  }
  return out;
}

}  // namespace capalint
