#include "format/outline.h"

#include <algorithm>
#include <array>
#include <optional>

#include "format/words.h"
#include "units/quantity.h"

namespace capalint {
namespace {

struct Item {
  OutlineWord word;
  std::size_t line = 0;
  bool blank_before = false;
};

bool is_brace(const Item& item, std::string_view text) {
  return item.word.kind == TokenKind::brace && item.word.text == text;
}

std::size_t count_new_lines(std::string_view gap) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < gap.size(); ++i) {
    count += gap[i] == '\n' || (gap[i] == '\r' && !gap.substr(i + 1).starts_with('\n'));
  }
  return count;
}

// A comment at the end of a line goes with the last word of it, but not with a `}`: when
// `plan "A" { contract 7h }  # …` becomes three lines, the comment stays at what it is about.
Item& owner_of_comment(std::vector<Item>& items) {
  std::size_t owner = items.size() - 1;
  const auto passes = [&](std::size_t i) {
    return is_brace(items[i], "}") || items[i].word.kind == TokenKind::statement_end;
  };
  std::size_t found = owner;
  while (found > 0 && passes(found) && items[found - 1].line == items[owner].line) --found;
  if (!passes(found)) return items[found];
  while (!is_brace(items[owner], "}")) --owner;
  return items[owner];
}

std::vector<Item> items_of(const std::vector<Token>& tokens, std::string_view text) {
  std::vector<Item> items;
  std::size_t line = 0;
  std::size_t end = 0;
  std::size_t new_lines = 0;  // since the last word or comment
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::statement_end) {
      items.push_back({{.kind = token.kind}, line});
      continue;
    }
    new_lines = count_new_lines(text.substr(end, token.span.begin - end));
    line += new_lines;
    end = token.span.end;
    if (token.kind == TokenKind::comment && new_lines == 0 && !items.empty()) {
      owner_of_comment(items).word.comment = canonical(token);
      continue;
    }
    items.push_back({{.kind = token.kind, .text = canonical(token), .on_new_line = new_lines > 0},
                     line,
                     new_lines > 1});
  }
  return items;
}

// `3 h` is `3h`. In a line such as `core 7.5 appointments` the second word is no unit of time.
void join_amounts(Entry& entry) {
  constexpr std::array<std::string_view, 2> names{"core", "weeks"};
  std::vector<OutlineWord>& words = entry.words;
  if (std::any_of(names.begin(), names.end(), [&](auto name) { return entry.begins_with(name); })) {
    return;
  }
  for (std::size_t i = 0; i + 1 < words.size(); ++i) {
    const OutlineWord& unit = words[i + 1];
    if (words[i].kind != TokenKind::number || !unit_word(unit.text)) continue;
    const auto time = canonical_time(words[i].text + " " + unit.text);
    if (!time || !words[i].comment.empty()) continue;
    words[i] = {.kind = TokenKind::quantity,
                .text = *time,
                .comment = unit.comment,
                .on_new_line = words[i].on_new_line};
    words.erase(words.begin() + static_cast<std::ptrdiff_t>(i) + 1);
  }
}

class Reader {
 public:
  explicit Reader(std::vector<Item> items) : items_(std::move(items)) {}

  // Up to the `}` that closes it, or the end.
  std::vector<Entry> body() {
    std::vector<Entry> entries;
    while (next_ < items_.size() && !is_brace(items_[next_], "}")) {
      if (items_[next_].word.kind == TokenKind::statement_end) {
        ++next_;
      } else {
        entries.push_back(entry());
      }
    }
    return entries;
  }

 private:
  Entry entry() {
    Entry entry{.blank_before = items_[next_].blank_before};
    const bool comment = items_[next_].word.kind == TokenKind::comment;
    while (next_ < items_.size() && !is_brace(items_[next_], "}") &&
           items_[next_].word.kind != TokenKind::statement_end) {
      const bool opens = is_brace(items_[next_], "{");
      entry.words.push_back(std::move(items_[next_++].word));
      if (comment) break;
      if (!opens) continue;
      entry.has_body = true;
      entry.body = body();
      if (next_ < items_.size()) entry.closing_comment = std::move(items_[next_++].word.comment);
      break;
    }
    join_amounts(entry);
    return entry;
  }

  std::vector<Item> items_;
  std::size_t next_ = 0;
};

}  // namespace

std::vector<Entry> outline(const std::vector<Token>& tokens, std::string_view text) {
  return Reader(items_of(tokens, text)).body();
}

}  // namespace capalint
