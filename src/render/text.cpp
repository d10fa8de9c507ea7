// For people: the message, the line with what is wrong underlined, other places that matter, the
// arithmetic, and what to do.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "render/formats.h"
#include "render/manual.h"
#include "render/notes.h"
#include "render/place.h"
#include "source/display.h"

namespace capalint {
namespace {

// Of a line longer than this, only what stands near the mark is looked at.
constexpr std::uint32_t longest_line = 4096;
constexpr std::uint32_t looked_at_before = 512;

enum class Ink { none, bold, error, warning, note, gutter };

class Painter {
 public:
  explicit Painter(const Style& style) : style_(style) {}

  [[nodiscard]] std::string operator()(Ink ink, std::string_view text) const {
    if (!style_.colour || ink == Ink::none || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code(ink), text);
  }

  [[nodiscard]] bool links() const { return style_.links; }
  [[nodiscard]] std::string link(const std::string& target, const std::string& text) const {
    if (!style_.links || target.empty()) return text;
    return fmt::format("\x1b]8;;{}\x1b\\{}\x1b]8;;\x1b\\", target, text);
  }

 private:
  static std::string_view code(Ink ink) {
    switch (ink) {
      case Ink::none: return "0";
      case Ink::bold: return "1";
      case Ink::error: return "1;31";
      case Ink::warning: return "1;33";
      case Ink::note: return "1;34";
      case Ink::gutter: return "36";
    }
    return "0";
  }

  const Style& style_;
};

Ink ink_of(Level level) {
  switch (level) {
    case Level::error: return Ink::error;
    case Level::warning: return Ink::warning;
    case Level::note:
    case Level::off: return Ink::note;
  }
  return Ink::note;
}

/// Something to underline. After `show_line` its places are columns of the terminal.
struct Mark {
  Span span;
  bool primary = false;
  Ink ink = Ink::none;
  std::string message;
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// One line below a source line: single characters in places, then words.
class Canvas {
 public:
  void put(std::size_t column, char c, Ink ink) {
    if (column >= characters_.size()) {
      characters_.resize(column + 1, ' ');
      inks_.resize(column + 1, Ink::none);
    }
    characters_[column] = c;
    inks_[column] = ink;
  }

  [[nodiscard]] std::string painted(const Painter& paint) const {
    std::string out;
    for (std::size_t begin = 0; begin < characters_.size();) {
      std::size_t end = begin;
      while (end < characters_.size() && inks_[end] == inks_[begin]) ++end;
      out += paint(inks_[begin], std::string_view(characters_).substr(begin, end - begin));
      begin = end;
    }
    return out;
  }

  [[nodiscard]] std::size_t size() const { return characters_.size(); }

 private:
  std::string characters_;
  std::vector<Ink> inks_;
};

/// The part of a long line that is shown.
struct Window {
  std::size_t begin = 0;  // in columns
  std::size_t end = 0;
  bool cut_left = false;
  bool cut_right = false;
};

/// As much of the line as fits, with the columns `low` to `high` in its middle when not all of it does.
Window window_around(std::size_t low, std::size_t high, std::size_t total, std::size_t room) {
  if (total <= room) return {0, total, false, false};
  constexpr std::size_t ellipsis = 1;
  high = std::min(std::max(high, low + 1), total);
  std::size_t begin = 0;
  if (high + ellipsis > room) {
    const std::size_t needed = high - low + 2 * ellipsis;
    const std::size_t before = needed < room ? (room - needed) / 2 : 0;
    begin = low > before + ellipsis ? low - before - ellipsis : 0;
    begin = std::min(begin, total - room);
  }
  return {begin, begin + room, begin > 0, begin + room < total};
}

class Snippets {
 public:
  Snippets(const Report& report, const Section& section, const Style& style)
      : report_(report), section_(section), style_(style), paint_(style) {}

  [[nodiscard]] std::string finding(const Diagnostic& diagnostic) {
    out_.clear();
    const Ink ink = ink_of(diagnostic.level);
    const std::string head =
        fmt::format("{}[{}]", to_string(diagnostic.level), visible(diagnostic.code));
    const std::string page =
        paint_.links() ? documentation_of(report_.docs, diagnostic.code) : std::string{};
    out_ += paint_.link(page, paint_(ink, head)) +
            paint_(Ink::bold, ": " + visible(diagnostic.message)) + "\n";

    std::vector<std::pair<FileId, std::vector<Mark>>> files;
    std::vector<std::string> elsewhere;
    collect(diagnostic, files, elsewhere);
    margin_ = 1;
    for (const auto& [file, marks] : files) {
      for (const Mark& mark : marks) {
        const std::uint32_t line = source(file).position(mark.span.begin).line;
        margin_ = std::max(margin_, fmt::formatted_size("{}", line));
      }
    }

    if (diagnostic.span.valid() && (files.empty() || files.front().first != diagnostic.span.file)) {
      show_path("--> ", diagnostic.span, false);
    }
    for (auto& [file, marks] : files) show_file(file, marks);
    show_notes(diagnostic, elsewhere, !files.empty());
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Source& source(FileId file) const { return (*section_.sources)[file]; }

  /// The marks of each file, the finding's own file first; what can only be said in words goes to `elsewhere`.
  void collect(const Diagnostic& diagnostic,
               std::vector<std::pair<FileId, std::vector<Mark>>>& files,
               std::vector<std::string>& elsewhere) const {
    const auto add = [&](Mark mark) {
      const FileId file = mark.span.file;
      auto found = std::find_if(files.begin(), files.end(),
                                [&](const auto& each) { return each.first == file; });
      if (found == files.end()) found = files.insert(files.end(), {file, {}});
      found->second.push_back(std::move(mark));
    };
    const auto has_text = [&](Span span) {
      return place_of(section_, span) && !source(span.file).text().empty();
    };

    if (has_text(diagnostic.span)) {
      add({.span = diagnostic.span, .primary = true, .ink = ink_of(diagnostic.level)});
    }
    for (const Label& label : diagnostic.labels) {
      const std::string message = visible(label.message);
      if (!has_text(label.span)) {
        const auto place = place_of(section_, label.span);
        elsewhere.push_back(place ? fmt::format("{} ({})", message, visible(place->path))
                                  : message);
      } else if (label.span == diagnostic.span && files.front().second.front().message.empty()) {
        files.front().second.front().message = message;
      } else {
        add({.span = label.span, .ink = Ink::note, .message = message});
      }
    }
  }

  void gutter(std::string_view text) { out_ += paint_(Ink::gutter, text); }
  void bar(std::string_view content = {}) {
    gutter(fmt::format("{:>{}} |", "", margin_));
    if (!content.empty()) out_ += " ";
    out_ += content;
    out_ += "\n";
  }

  void show_path(std::string_view arrow, Span span, bool position) {
    const auto place = place_of(section_, span);
    if (!place) return;
    gutter(fmt::format("{:>{}}{}", "", margin_, arrow));
    std::string text = visible(place->path);
    if (position) text += fmt::format(":{}:{}", place->start.line, place->start.column);
    out_ += paint_.link(file_uri(report_.root, place->path), text) + "\n";
  }

  void show_file(FileId file, std::vector<Mark>& marks) {
    const bool main = marks.front().primary;
    std::map<std::uint32_t, std::vector<Mark>> lines;
    const Span first = marks.front().span;
    for (Mark& mark : marks)
      lines[source(file).position(mark.span.begin).line].push_back(std::move(mark));

    show_path(main ? "--> " : "also ", first, true);
    bar();
    std::uint32_t previous = 0;
    for (auto& [number, on_line] : lines) {
      if (previous != 0 && number == previous + 2) {
        std::vector<Mark> none;
        show_line(file, previous + 1, none);
      } else if (previous != 0 && number > previous + 1) {
        gutter("...");
        out_ += "\n";
      }
      show_line(file, number, on_line);
      previous = number;
    }
  }

  void show_line(FileId file, std::uint32_t number, std::vector<Mark>& marks) {
    std::string_view line = source(file).line(number);
    std::uint32_t line_begin = source(file).line_start(number);
    bool cut_left = false;
    bool cut_right = false;
    if (line.size() > longest_line) {
      const std::uint32_t near = marks.empty() ? line_begin : marks.front().span.begin;
      const std::uint32_t at =
          std::min<std::uint32_t>(near - line_begin, static_cast<std::uint32_t>(line.size()));
      std::uint32_t begin = at > looked_at_before ? at - looked_at_before : 0;
      while (begin > 0 && (static_cast<unsigned char>(line[begin]) & 0xC0) == 0x80) --begin;
      cut_left = begin > 0;
      cut_right = begin + longest_line < line.size();
      line = line.substr(begin, longest_line);
      line_begin += begin;
    }

    const std::vector<Cell> shown = cells(line);
    const std::size_t total = shown.empty() ? 0 : shown.back().column + shown.back().width;
    for (Mark& mark : marks) place(mark, line, line_begin, shown, total);
    std::stable_sort(marks.begin(), marks.end(),
                     [](const Mark& a, const Mark& b) { return a.begin < b.begin; });

    const std::size_t width = width_of(style_);
    const std::size_t beside = margin_ + 3;
    const std::size_t room = width > beside + 20 ? width - beside : 20;
    Window window = window_for(marks, total, room);
    window.cut_left |= cut_left;
    window.cut_right |= cut_right;

    std::string text = window.cut_left ? "…" : "";
    std::size_t column = window.begin + (window.cut_left ? 1 : 0);
    const std::size_t last = window.end - (window.cut_right ? 1 : 0);
    for (const Cell& cell : shown) {
      if (cell.column < column) continue;
      if (cell.column + cell.width > last) break;
      // A wide character that the edge cuts in two.
      text.append(cell.column - column, ' ');
      text += cell.shown;
      column = cell.column + cell.width;
    }
    if (window.cut_right) text += "…";
    text.erase(text.find_last_not_of(' ') + 1);

    gutter(fmt::format("{:>{}} |", number, margin_));
    out_ += (text.empty() ? "" : " ") + text + "\n";
    for (Mark& mark : marks) {
      mark.begin = std::clamp(mark.begin, window.begin, window.end) - window.begin;
      mark.end = std::clamp(mark.end, window.begin, window.end) - window.begin;
      mark.end = std::max(mark.end, mark.begin + 1);
    }
    if (!marks.empty()) show_marks(marks);
  }

  /// A mark that goes on over the end of its line is shown to the end of the line's text.
  static void place(Mark& mark, std::string_view line, std::uint32_t line_begin,
                    const std::vector<Cell>& shown, std::size_t total) {
    auto written = static_cast<std::uint32_t>(line.size());
    while (written > 0 && (line[written - 1] == ' ' || line[written - 1] == '\t')) --written;
    const std::uint32_t begin = mark.span.begin > line_begin ? mark.span.begin - line_begin : 0;
    std::uint32_t end = mark.span.end > line_begin ? mark.span.end - line_begin : 0;
    if (end > line.size()) end = std::max(written, begin);

    const auto cell_at = [&](std::uint32_t byte) {
      return std::upper_bound(shown.begin(), shown.end(), byte,
                              [](std::uint32_t at, const Cell& cell) { return at < cell.end; });
    };
    const auto first = cell_at(begin);
    mark.begin = first == shown.end() ? total : first->column;
    mark.end = mark.begin + 1;
    if (end > begin) {
      const auto last = cell_at(end - 1);
      if (last != shown.end()) mark.end = std::max(mark.end, last->column + last->width);
    }
  }

  static Window window_for(const std::vector<Mark>& marks, std::size_t total, std::size_t room) {
    if (marks.empty()) return window_around(0, 1, total, room);
    std::size_t low = marks.front().begin;
    std::size_t high = 0;
    for (const Mark& mark : marks) high = std::max(high, mark.end);
    if (high - low + 2 > room) {
      // Not all marks fit: the finding's own decides.
      const auto main =
          std::find_if(marks.begin(), marks.end(), [](const Mark& mark) { return mark.primary; });
      const Mark& mark = main == marks.end() ? marks.front() : *main;
      low = mark.begin;
      high = mark.end;
    }
    const std::size_t words =
        marks.back().message.empty() ? 0 : display_width(marks.back().message) + 1;
    if (high - low + words + 2 <= room) high += words;
    // An empty place at the end of the line needs a column of its own.
    return window_around(low, high, std::max(total, marks.back().begin + (total > room ? 1 : 0)),
                         room);
  }

  /// All underlines in one row, the words of the last one beside it, those of the others hung below.
  void show_marks(const std::vector<Mark>& marks) {
    Canvas row;
    for (const bool primary : {false, true}) {
      for (const Mark& mark : marks) {
        if (mark.primary != primary) continue;
        for (std::size_t column = mark.begin; column < mark.end; ++column) {
          row.put(column, primary ? '^' : '-', mark.ink);
        }
      }
    }
    const Mark& last = marks.back();
    const bool beside = !last.message.empty() && last.end == row.size();
    bar(row.painted(paint_) + (beside ? " " + paint_(last.ink, last.message) : ""));

    std::vector<const Mark*> hung;
    for (const Mark& mark : marks) {
      if (!mark.message.empty() && !(beside && &mark == &last)) hung.push_back(&mark);
    }
    const auto hangers = [&](std::size_t count) {
      Canvas canvas;
      for (std::size_t i = 0; i < count; ++i) canvas.put(hung[i]->begin, '|', hung[i]->ink);
      return canvas;
    };
    if (!hung.empty()) bar(hangers(hung.size()).painted(paint_));
    for (std::size_t i = hung.size(); i-- > 0;) {
      // Words that begin where others do hang from the same line.
      std::size_t left = i;
      while (left > 0 && hung[left - 1]->begin == hung[i]->begin) --left;
      const Canvas canvas = hangers(left);
      const std::string space(hung[i]->begin - canvas.size(), ' ');
      bar(canvas.painted(paint_) + space + paint_(hung[i]->ink, hung[i]->message));
    }
  }

  void show_notes(const Diagnostic& diagnostic, const std::vector<std::string>& elsewhere,
                  bool after_snippet) {
    std::vector<Note> notes;
    for (const std::string& text : elsewhere) notes.push_back({"note", text});
    for (Note& note : notes_of(diagnostic, sums_of(style_))) notes.push_back(std::move(note));
    if (notes.empty()) return;
    if (after_snippet) bar();
    for (const auto& [key, text] : notes) {
      if (key == "standard" && !told_.insert(text).second) continue;
      gutter(fmt::format("{:>{}} = ", "", margin_));
      out_ += paint_(Ink::bold, key + ":") + " " + visible(text) + "\n";
    }
  }

  const Report& report_;
  const Section& section_;
  const Style& style_;
  Painter paint_;
  std::size_t margin_ = 1;      // columns of the widest line number
  std::set<std::string> told_;  // of the standard, each sentence once
  std::string out_;
};

}  // namespace

std::string render_text(const Report& report, const Style& style) {
  std::string out;
  for (const Section& section : report.sections) {
    Snippets snippets(report, section, style);
    for (const Diagnostic& diagnostic : section.diagnostics) {
      if (!out.empty()) out += "\n";
      out += snippets.finding(diagnostic);
    }
  }
  return out;
}

}  // namespace capalint
