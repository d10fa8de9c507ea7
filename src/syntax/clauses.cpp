#include "syntax/clauses.h"

#include <algorithm>

#include "syntax/spellings.h"

namespace capalint::syntax {
namespace {

bool is_day(const std::vector<Lexeme>& line, std::size_t at) {
  return at < line.size() && line[at].is_word() &&
         !day_of(line[at].low.substr(0, line[at].low.find('-'))).empty();
}

bool is_number(const std::vector<Lexeme>& line, std::size_t at) {
  return at < line.size() && line[at].is_number();
}

/// `8 wks, 2x a year`: how long a course is, and how often.
bool joins_weeks(const std::vector<Lexeme>& line, std::size_t at) {
  if (at < 2 || at + 2 >= line.size()) return false;
  const bool weeks = is_one_of({"weeks", "wks"}, line[at - 1].low) && is_number(line, at - 2) &&
                     (at < 3 || !is_one_of({"every", "each", "of", "in"}, line[at - 3].low));
  const bool times = is_number(line, at + 1) && is_one_of({"x", "times"}, line[at + 2].low);
  return weeks && (times || is_one_of({"once", "twice"}, line[at + 1].low));
}

/// `Mon - Thurs`, `9.30 - 11.30`, `Tues, Weds`
bool joins(const std::vector<Lexeme>& line, std::size_t at) {
  if (at == 0) return false;
  const bool half_before = at > 1 && !half_of(line[at - 1].low).empty() && is_number(line, at - 2);
  const bool numbers = (is_number(line, at - 1) || half_before) && is_number(line, at + 1);
  const bool halves = at + 1 < line.size() && !half_of(line[at - 1].low).empty() &&
                      !half_of(line[at + 1].low).empty();
  return halves || joins_weeks(line, at) || (is_day(line, at - 1) && is_day(line, at + 1)) ||
         (numbers && (line[at].is("-") || (line[at].is("+") && line[at].joined)));
}

bool parts(const std::vector<Lexeme>& line, std::size_t at) {
  const Lexeme& sign = line[at];
  const bool ends_word = at + 1 == line.size() || !line[at + 1].joined;
  if (sign.is(",") || sign.is(";") || sign.is("|") || sign.is("+")) return !joins(line, at);
  if (sign.is("-")) return !sign.joined && ends_word && !joins(line, at);
  if (sign.is(".")) {
    constexpr std::size_t longest_abbreviation = 4;  // `alt.`, `no.`
    return ends_word && at > 0 && line[at - 1].low.size() > longest_abbreviation;
  }
  return (sign.is("then") || sign.is("plus")) && at > 0;
}

}  // namespace

bool begins_an_aside(std::string_view word) {
  return is_one_of(
      {"so",       "but",       "because",   "since",     "due",      "incl",      "nb",
       "inc",      "including", "excl",      "excluding", "except",   "unless",    "if",
       "when",     "usually",   "otherwise", "back",      "starts",   "starting",  "ends",
       "subject",  "depending", "hopefully", "ideally",   "counts",   "less",      "minus",
       "not",      "no",        "can't",     "cannot",    "dates",    "whoever",   "as",
       "although", "though",    "unlike",    "instead",   "normally", "sometimes", "note",
       "n.b."},
      word);
}

bool is_prose(std::string_view word) {
  return begins_an_aside(word) ||
         is_one_of({"i",      "i'm",    "me",      "my",    "she",   "he",        "they",  "we",
                    "us",     "our",    "her",     "his",   "him",   "their",     "you",   "your",
                    "this",   "that",   "these",   "those", "who",   "which",     "does",  "do",
                    "did",    "don't",  "doesn't", "isn't", "won't", "is",        "are",   "was",
                    "be",     "been",   "has",     "have",  "had",   "will",      "would", "should",
                    "may",    "might",  "could",   "can",   "etc",   "tbc",       "tba",   "max",
                    "only",   "before", "until",   "till",  "rest",  "remainder", "maybe", "it's",
                    "that's", "there",  "when",    "most",  "some",  "any",       "over"},
                   word);
}

std::string_view text_of(std::string_view line, const std::vector<Lexeme>& lexemes,
                         const Clause& clause) {
  if (clause.first >= clause.last) return {};
  const std::uint32_t begin = lexemes[clause.first].begin;
  return line.substr(begin, lexemes[clause.last - 1].end - begin);
}

bool is_of_a_day(const std::vector<Lexeme>& line) {
  constexpr std::size_t letters = 3;
  return !line.empty() &&
         (line.front().is("any") || !day_of(line.front().low.substr(0, letters)).empty());
}

namespace {

/// `travel back 30m`, `travel incl`
bool belongs_to_travel(const std::vector<Lexeme>& line, std::size_t at) {
  const bool last = at + 1 == line.size() || line[at + 1].is(",") || line[at + 1].is(")");
  return at > 0 && is_one_of({"travel", "drive", "journey"}, line[at - 1].low) &&
         (line[at].is("back") || last);
}

}  // namespace

std::vector<Clause> clauses(const std::vector<Lexeme>& line) {
  std::vector<Clause> all;
  std::size_t first = 0;
  const auto is_aside = [&] { return line[first].is_word() && begins_an_aside(line[first].low); };
  const auto end_before = [&](std::size_t at) {
    if (at > first) all.push_back({first, at, false});
    first = at;
  };
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (line[at].is("(")) {
      std::size_t close = at + 1;
      while (close < line.size() && !line[close].is(")")) ++close;
      end_before(at);
      if (close > at + 1) all.push_back({at + 1, close, true});
      first = std::min(close + 1, line.size());
      at = first - 1;
    } else if (parts(line, at)) {
      end_before(at);
      first = at + 1;
    } else if (line[at].is("?") || line[at].is("!")) {
      while (at + 1 < line.size() && (line[at + 1].is("?") || line[at + 1].is("!"))) ++at;
      end_before(at + 1);
    } else if (at > first && line[at].is_word() && begins_an_aside(line[at].low) && !is_aside() &&
               !belongs_to_travel(line, at)) {
      end_before(at);
    }
  }
  end_before(line.size());
  return all;
}

}  // namespace capalint::syntax
