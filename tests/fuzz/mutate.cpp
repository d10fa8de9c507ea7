#include <algorithm>

#include "fuzz/target.h"
#include "support/scribbles.h"

namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

/// A word of the line, with what is to stand in its place.
void change_word(std::string& line, Dice& dice) {
  if (line.empty()) return;
  const std::size_t at = dice.below(line.size());
  const std::size_t before = line.find_last_of(' ', at);
  const std::size_t begin = before == std::string::npos ? 0 : before + 1;
  const std::size_t size = std::min(line.find(' ', begin), line.size()) - begin;
  switch (dice.below(4)) {
    case 0: line.erase(begin, size); break;
    case 1: line.insert(begin, scribbled_word(dice) + " "); break;
    case 2: line.insert(begin, line.substr(begin, size) + (dice.one_in(2) ? " " : "")); break;
    default: line.replace(begin, size, scribbled_word(dice));
  }
}

bool has_brace(const std::string& line) { return line.find_first_of("{}") != std::string::npos; }

/// Mostly one of those between braces: a file whose braces do not fit is not judged.
std::vector<std::string>::iterator any_line(std::vector<std::string>& lines, Dice& dice) {
  auto chosen = lines.begin() + dice.below(lines.size());
  for (int again = 0; again < 4 && has_brace(*chosen); ++again)
    chosen = lines.begin() + dice.below(lines.size());
  return chosen;
}

/// The word that the braces around a line belong to.
std::string head_of(std::vector<std::string>& lines, std::vector<std::string>::iterator line) {
  int open = 0;
  while (line != lines.begin()) {
    --line;
    const bool closes = line->find('}') != std::string::npos;
    const bool opens = line->ends_with('{');
    open += (opens ? 1 : 0) - (closes ? 1 : 0);
    if (open <= 0) continue;
    const std::size_t begin = std::min(line->find_first_not_of(' '), line->size());
    return line->substr(begin, line->find(' ', begin) - begin);
  }
  return {};
}

void change_line(std::vector<std::string>& lines, Dice& dice) {
  const auto line = any_line(lines, dice);
  switch (dice.below(8)) {
    case 0: *line = "  " + scribbled_line(dice); break;
    case 1: lines.insert(line, "  " + scribbled_line(dice)); break;
    case 2:
    case 3: lines.insert(line, "  " + likely_line(head_of(lines, line), dice)); break;
    case 4: lines.erase(line); break;
    case 5: std::swap(*line, *any_line(lines, dice)); break;
    case 6: {
      std::string copy = *line;
      lines.insert(any_line(lines, dice), std::move(copy));
      break;
    }
    default: change_word(*line, dice);
  }
}

}  // namespace

std::string fuzz::changed(const std::string& text, Dice& dice, bool with_rules) {
  if (text.size() < 2 || dice.one_in(4))
    return scribbled_file(dice) + (with_rules ? scribbled_rule(dice) : "");
  std::vector<std::string> lines = lines_of(text);
  for (unsigned changes = 1 + dice.below(3); changes > 0; --changes) {
    if (lines.empty()) lines.emplace_back();
    if (with_rules && dice.one_in(4))
      lines.insert(dice.one_in(2) ? lines.begin() : lines.end(), scribbled_rule(dice));
    else
      change_line(lines, dice);
  }
  return joined(lines);
}

std::string fuzz::mixed(const std::string& text, const std::string& other, Dice& dice) {
  std::vector<std::string> lines = lines_of(text);
  std::vector<std::string> others = lines_of(other);
  if (!dice.one_in(4)) std::erase_if(others, has_brace);
  if (others.empty() || lines.empty()) return text;
  const std::size_t first = dice.below(others.size());
  const std::size_t count = 1 + dice.below(std::min<std::size_t>(others.size() - first, 8));
  lines.insert(any_line(lines, dice), others.begin() + static_cast<std::ptrdiff_t>(first),
               others.begin() + static_cast<std::ptrdiff_t>(first + count));
  return joined(lines);
}
