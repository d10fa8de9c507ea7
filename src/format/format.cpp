#include "format/format.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "diagnostics/builtin.h"
#include "format/outline.h"
#include "format/words.h"
#include "source/display.h"
#include "syntax/lex.h"
#include "syntax/parse.h"

namespace capalint {
namespace {

constexpr std::size_t indentation = 2;
constexpr std::size_t gap = 2;                 // before what stands in a column
constexpr std::size_t half_width = 3;          // `eve`, so that adding one moves no other line
constexpr std::size_t message_width = 4;       // `help`, the widest of what a rule says
constexpr std::size_t clock_range_width = 11;  // `09:00-12:30`
constexpr std::size_t words_of_clock_range = 4;
// A comment after a line wider than this is not lined up: it would push all others off the screen.
constexpr std::size_t widest_aligned = 80;

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// ---- what cannot be formatted, and what is read in another spelling --------------------------------

void collect(FileId id, const Source& source, const Parsed& parsed,
             std::vector<Diagnostic>& refusals, std::vector<OtherSpelling>& spellings) {
  std::copy_if(parsed.diagnostics.begin(), parsed.diagnostics.end(), std::back_inserter(refusals),
               is_syntax_error);
  if (!refusals.empty()) return;
  spellings.insert(spellings.end(), parsed.spellings.begin(), parsed.spellings.end());
  // `parse` reads the words of an example; what they say is read on its own.
  const auto examples = [&](const ast::Rule& rule) {
    for (const ast::Example& example : rule.examples)
      collect(id, source, parse_part(id, source, example.body), refusals, spellings);
  };
  for (const ast::Item& item : parsed.file.items) {
    if (const auto* rule = std::get_if<ast::Rule>(&item)) examples(*rule);
    const auto* rules = std::get_if<ast::Rules>(&item);
    if (rules == nullptr) continue;
    for (const ast::RulesStatement& statement : rules->statements) {
      if (const auto* rule = std::get_if<ast::Rule>(&statement)) examples(*rule);
    }
  }
}

std::string respelt(std::string_view text, std::vector<OtherSpelling> spellings) {
  std::sort(spellings.begin(), spellings.end(),
            [](const auto& a, const auto& b) { return a.span.begin > b.span.begin; });
  // A line of an example is read with the file and on its own.
  spellings.erase(std::unique(spellings.begin(), spellings.end(),
                              [](const auto& a, const auto& b) { return a.span == b.span; }),
                  spellings.end());
  std::string result(text);
  for (const OtherSpelling& spelling : spellings)
    result.replace(spelling.span.begin, spelling.span.size(), spelling.text);
  return result;
}

// ---- order ---------------------------------------------------------------------------------------

constexpr std::array<std::string_view, 7> days{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
constexpr std::array<std::string_view, 3> halves{"am", "pm", "eve"};

bool is_any_day(const Entry& entry) {
  return entry.begins_with("any") && entry.words.size() > 1 && entry.words[1].text == "day";
}

// The place in the week of `mon`, of `mon-fri` or of `mon,wed`; the week's length for another word.
std::size_t first_day(const Entry& entry) {
  const std::string_view word = entry.words.front().text;
  if (entry.words.front().kind != TokenKind::keyword) return days.size();
  const auto day = std::find(days.begin(), days.end(), word.substr(0, word.find_first_of("-,")));
  return static_cast<std::size_t>(day - days.begin());
}

bool is_day_line(const Entry& entry) { return first_day(entry) < days.size() || is_any_day(entry); }

// How many words say when: `mon`, `mon am`, `mon 09:00 - 12:30` or `any day`.
std::size_t words_of_time(const Entry& entry) {
  const auto& words = entry.words;
  if (is_any_day(entry)) return 2;
  if (words.size() > 1 && is_one_of(halves, words[1].text)) return 2;
  if (words.size() > 3 && words[1].kind == TokenKind::clock) return words_of_clock_range;
  return 1;
}

// As the day goes: the morning, what has a clock time before noon, what has no time (it is mostly
// lunch), the afternoon, the evening.
// A line for several days stands before the first of them, work of any day after the week.
std::tuple<std::size_t, std::string, int> order_of(const Entry& entry) {
  const auto& words = entry.words;
  const std::size_t day = first_day(entry);
  if (is_any_day(entry) || words.front().text.size() > days.front().size()) return {day, "", 0};
  if (words_of_time(entry) == 1) return {day, "12:00", 0};
  if (words_of_time(entry) == words_of_clock_range) return {day, words[1].text, 2};
  return {day, words[1].text == "am" ? "00:00" : words[1].text == "pm" ? "12:00" : "17:00", 1};
}

// A line that ends in `and` would go on in the line that comes to stand after it.
bool can_move(const Entry& entry) { return is_day_line(entry) && entry.words.back().text != "and"; }

// Comments and blank lines stay where they are, and so does the line that a comment is about.
void sort_week(std::vector<Entry>& entries) {
  bool after_comment = false;
  for (auto first = entries.begin(); first != entries.end();) {
    auto last = first + 1;
    if (can_move(*first) && (!after_comment || first->blank_before)) {
      last = std::find_if(last, entries.end(), [](const Entry& entry) {
        return !can_move(entry) || entry.blank_before;
      });
      const bool blank_before = std::exchange(first->blank_before, false);
      std::stable_sort(first, last,
                       [](const Entry& a, const Entry& b) { return order_of(a) < order_of(b); });
      first->blank_before = blank_before;
    }
    after_comment = first->is_comment();
    first = last;
  }
}

// ---- spaces --------------------------------------------------------------------------------------

// After these words begins a value, so that a `-` is a sign and a `(` is not that of a call.
constexpr std::array<std::string_view, 14> before_value{
    "if", "then", "else",  "and",   "or",      "not",    "in",
    "is", "at",   "where", "after", "replace", "delete", "require"};

bool begins_value(const std::vector<OutlineWord>& words, std::size_t i) {
  const OutlineWord& previous = words[i - 1];
  if (words.front().text == "set" && i == 2) return true;
  if (previous.kind == TokenKind::keyword) return is_one_of(before_value, previous.text);
  return previous.kind == TokenKind::operator_sign || previous.kind == TokenKind::comma ||
         previous.text == "(";
}

bool is_clock_range(const std::vector<OutlineWord>& words, std::size_t i) {
  return i == 2 && words[1].kind == TokenKind::clock;
}

bool has_expression(const Entry& entry) {
  static constexpr std::array<std::string_view, 8> keywords{"set", "setting", "for",  "let",
                                                            "at",  "require", "note", "fix"};
  return is_one_of(keywords, entry.words.front().text);
}

bool is_sign(const Entry& entry, std::size_t i) {
  const auto& words = entry.words;
  return i > 0 && words[i].text == "-" && words[i].kind == TokenKind::operator_sign &&
         !is_clock_range(words, i) && (!has_expression(entry) || begins_value(words, i));
}

// Whether two words stand together without a space.
bool is_glued(const Entry& entry, std::size_t i) {
  const auto& words = entry.words;
  const OutlineWord& previous = words[i - 1];
  const OutlineWord& word = words[i];
  if (previous.kind == TokenKind::dots || word.kind == TokenKind::dots) return true;
  if (word.kind == TokenKind::comma || previous.text == "(" || word.text == ")") return true;
  if (is_day_line(entry) && (is_clock_range(words, i) || is_clock_range(words, i - 1))) return true;
  if (is_sign(entry, i - 1)) return true;
  const bool name = previous.kind == TokenKind::word || previous.kind == TokenKind::keyword;
  return word.text == "(" && name && !begins_value(words, i);
}

// ---- lines ---------------------------------------------------------------------------------------

struct Line {
  std::string text;
  std::string comment;
  bool blank_before = false;
  std::size_t group = 0;  // comments of one group stand in one column
};

bool is_declaration(const Entry& entry) {
  static constexpr std::array<std::string_view, 6> keywords{"team", "plan",    "rules",
                                                            "rule", "setting", "pack"};
  return entry.has_body && is_one_of(keywords, entry.words.front().text);
}

// A declaration, or the comment on the lines before it.
bool leads_declaration(const std::vector<Entry>& entries, std::size_t i) {
  while (i + 1 < entries.size() && entries[i].is_comment() && !entries[i + 1].blank_before) ++i;
  return is_declaration(entries[i]);
}

enum class BodyKind { usual, allocations, example };

// An example is short, and so are the teams and plans in it: it is no more than one piece of its rule.
bool has_blank_before(const std::vector<Entry>& entries, std::size_t i, BodyKind kind) {
  if (i == 0) return false;
  if (entries[i].blank_before) return true;
  if (kind == BodyKind::example) return false;
  if (is_declaration(entries[i - 1])) return true;
  return !entries[i - 1].is_comment() && leads_declaration(entries, i);
}

// The first words of a line, padded so that the rest of all lines stands in one column.
struct Column {
  std::size_t words = 0;  // none
  std::size_t width = 0;  // with the spaces after it
};

// Lines in a row of one sort, each of which may have its column.
template <typename IsOne, typename Fill>
void for_each_run(const std::vector<Entry>& entries, const IsOne& is_one, const Fill& fill) {
  for (std::size_t first = 0; first < entries.size();) {
    std::size_t last = first;
    while (last < entries.size() && is_one(entries[last]) &&
           (last == first || !entries[last].blank_before)) {
      ++last;
    }
    if (last > first) fill(first, last);
    first = std::max(last, first + 1);
  }
}

void add_columns_of_week(const std::vector<Entry>& entries, std::vector<Column>& columns) {
  for_each_run(entries, is_day_line, [&](std::size_t first, std::size_t last) {
    std::size_t widest = half_width;
    std::size_t widest_day = days.front().size();
    for (std::size_t i = first; i < last; ++i) {
      widest_day = std::max(widest_day, entries[i].words.front().text.size());
      columns[i].words = words_of_time(entries[i]);
      if (columns[i].words == words_of_clock_range) widest = clock_range_width;
    }
    for (std::size_t i = first; i < last; ++i) {
      columns[i].width = widest_day + 1 + widest + gap;
    }
  });
}

// `let NAME`: the values stand below each other, as in a sum on paper.
void add_columns_of_lets(const std::vector<Entry>& entries, std::vector<Column>& columns) {
  constexpr std::size_t words = 2;
  const auto is_let = [](const Entry& entry) {
    return entry.begins_with("let") && entry.words.size() > words;
  };
  const auto width = [&](std::size_t i) {
    const auto& said = entries[i].words;
    return said[0].text.size() + 1 + display_width(said[1].text) + 1;
  };
  for_each_run(entries, is_let, [&](std::size_t first, std::size_t last) {
    std::size_t widest = 0;
    for (std::size_t i = first; i < last; ++i) widest = std::max(widest, width(i));
    for (std::size_t i = first; i < last; ++i) columns[i] = {words, widest};
  });
}

// What a rule says, and where.
void add_columns_of_messages(const std::vector<Entry>& entries, std::vector<Column>& columns) {
  static constexpr std::array<std::string_view, 5> keywords{"at", "say", "note", "help", "fix"};
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const OutlineWord& first = entries[i].words.front();
    if (first.kind == TokenKind::keyword && is_one_of(keywords, first.text)) {
      columns[i] = {1, message_width + 1};
    }
  }
}

void add_columns_of_names(const std::vector<Entry>& entries, std::vector<Column>& columns) {
  std::size_t widest = 0;
  for (const Entry& entry : entries) {
    if (!entry.is_comment()) widest = std::max(widest, display_width(entry.words.front().text));
  }
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!entries[i].is_comment()) columns[i] = {1, widest + gap};
  }
}

std::vector<Column> columns_of(const std::vector<Entry>& entries, BodyKind kind) {
  std::vector<Column> columns(entries.size());
  if (kind == BodyKind::allocations) {
    add_columns_of_names(entries, columns);
    return columns;
  }
  add_columns_of_week(entries, columns);
  add_columns_of_lets(entries, columns);
  add_columns_of_messages(entries, columns);
  return columns;
}

class Printer {
 public:
  std::vector<Line> print(std::vector<Entry> entries) {
    body(entries, 0, BodyKind::usual);
    return std::move(lines_);
  }

 private:
  void body(std::vector<Entry>& entries, std::size_t depth, BodyKind kind) {
    sort_week(entries);
    const std::vector<Column> columns = columns_of(entries, kind);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const std::size_t line = lines_.size();
      const bool blank_before = has_blank_before(entries, i, kind);
      if (blank_before) ++group_;
      entry(entries[i], depth, columns[i]);
      lines_[line].blank_before = blank_before;
    }
  }

  void entry(Entry& entry, std::size_t depth, Column column) {
    const bool alone = entry.is_comment() || entry.has_body;
    if (alone) ++group_;
    statement(entry, depth, column);
    if (entry.has_body) {
      const bool empty =
          entry.body.empty() && (lines_.back().comment.empty() || entry.closing_comment.empty());
      if (empty) {
        lines_.back().text += '}';
        lines_.back().comment += entry.closing_comment;
      } else {
        ++group_;
        body(entry.body, depth + 1, kind_of_body(entry));
        ++group_;
        add(std::string(depth * indentation, ' ') + "}", entry.closing_comment);
      }
    }
    if (alone) ++group_;
  }

  void statement(const Entry& entry, std::size_t depth, Column column) {
    const auto& words = entry.words;
    if (is_interrupted(entry, column)) column = {};
    std::string line(depth * indentation, ' ');
    std::size_t width = line.size();               // counted along: lines can be very long
    std::size_t margin = width + 2 * indentation;  // of a line that goes on
    std::vector<std::size_t> margins;              // inside of parentheses
    bool margin_is_set = false;
    const std::size_t first_aligned = first_word_to_align(entry, column);
    const auto finish = [&](std::string comment) {
      add(std::move(line), std::move(comment));
      width = margins.empty() ? margin : margins.back();
      line.assign(width, ' ');
    };
    const auto put = [&](const std::string& text) {
      line += text;
      width += display_width(text);
    };

    bool at_margin = true;
    for (std::size_t i = 0; i < words.size(); ++i) {
      const OutlineWord& word = words[i];
      const bool comment_between = word.kind == TokenKind::comment && i > 0;
      const bool glued = i > 0 && is_glued(entry, i);
      if (!at_margin && (comment_between || (word.on_new_line && !glued))) {
        finish({});
        at_margin = true;
      }
      if (comment_between) {
        ++group_;
        line += word.text;
        finish({});
        ++group_;
        continue;
      }
      if (!at_margin) {
        if (column.words > 0 && i == column.words) {
          put(std::string(depth * indentation + column.width - width, ' '));
        } else if (!glued) {
          put(" ");
        }
        if (!margin_is_set && i >= first_aligned) {
          margin = width;
          margin_is_set = true;
        }
      }
      put(word.text);
      at_margin = false;
      if (word.text == "(") margins.push_back(width);
      if (word.text == ")" && !margins.empty()) margins.pop_back();
      if (i + 1 < words.size() && !word.comment.empty()) {
        finish(word.comment);
        at_margin = true;
      }
    }
    add(std::move(line), words.back().comment);
  }

  static BodyKind kind_of_body(const Entry& entry) {
    if (entry.begins_with("choice")) return BodyKind::allocations;
    return entry.begins_with("example") ? BodyKind::example : BodyKind::usual;
  }

  // Whether a comment stands between the words that are to be padded.
  static bool is_interrupted(const Entry& entry, Column column) {
    const auto last = entry.words.begin() + static_cast<std::ptrdiff_t>(column.words);
    return std::any_of(entry.words.begin(), last, [](const OutlineWord& word) {
      return !word.comment.empty() || word.kind == TokenKind::comment;
    });
  }

  // A line that goes on begins under this word: a value under the value.
  static std::size_t first_word_to_align(const Entry& entry, Column column) {
    if (column.words > 0 && !entry.begins_with("let")) return column.words;
    if (entry.begins_with("set")) return 2;
    const std::string_view before = entry.begins_with("let") || entry.begins_with("setting") ? "="
                                    : entry.begins_with("for") ? "where"
                                                               : "";
    if (before.empty()) return 1;
    const auto& words = entry.words;
    const auto found = std::find_if(words.begin(), words.end(), [&](const OutlineWord& word) {
      return word.kind != TokenKind::text && word.text == before;
    });
    return static_cast<std::size_t>(found - words.begin()) + 1;
  }

  void add(std::string text, std::string comment) {
    lines_.push_back({.text = std::move(text), .comment = std::move(comment), .group = group_});
  }

  std::vector<Line> lines_;
  std::size_t group_ = 0;
};

// ---- text ----------------------------------------------------------------------------------------

void align_comments(std::vector<Line>& lines) {
  std::map<std::size_t, std::size_t> widest;  // by group
  for (const Line& line : lines) {
    const std::size_t width = display_width(line.text);
    if (!line.comment.empty() && width <= widest_aligned) {
      widest[line.group] = std::max(widest[line.group], width);
    }
  }
  for (Line& line : lines) {
    if (line.comment.empty()) continue;
    const std::size_t width = display_width(line.text);
    line.text.append(std::max(width, widest[line.group]) - width + gap, ' ');
    line.text += line.comment;
  }
}

// The line end of a file that uses CRLF throughout is CRLF.
std::string_view line_end(std::string_view text) {
  std::size_t both = 0;
  std::size_t all = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = text.substr(i).starts_with("\r\n");
    both += pair;
    all += pair || text[i] == '\r' || text[i] == '\n';
    i += pair;
  }
  return both > 0 && both == all ? "\r\n" : "\n";
}

std::string print(FileId id, const Source& source) {
  std::vector<Line> lines = Printer().print(outline(lex(id, source), source.text()));
  align_comments(lines);
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const std::string_view end = line_end(source.text());
  std::string text(source.text().starts_with(byte_order_mark) ? byte_order_mark : "");
  for (const Line& line : lines) {
    if (line.blank_before) text += end;
    text += line.text;
    text += end;
  }
  return text;
}

}  // namespace

Formatted format(FileId id, const Source& source) {
  Formatted result{.text = std::string(source.text()), .refusals = {}};
  std::vector<OtherSpelling> spellings;
  collect(id, source, parse(id, source), result.refusals, spellings);
  if (!result.refusals.empty()) return result;
  result.text =
      spellings.empty()
          ? print(id, source)
          : print(id, Source(source.path(), respelt(source.text(), std::move(spellings))));
  return result;
}

}  // namespace capalint
