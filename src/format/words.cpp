#include "format/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "units/arithmetic.h"
#include "units/quantity.h"

namespace capalint {
namespace {

constexpr std::string_view digits = "0123456789.";
constexpr int most_decimals = 6;

struct Time {
  Ratio value;  // hours, or sessions
  bool sessions = false;
  std::string_view word;  // the last unit

  friend bool operator==(const Time& a, const Time& b) {
    return a.value == b.value && a.sessions == b.sessions;
  }
};

// Pairs of a number and a unit of working time.
std::optional<Time> read_time(std::string_view text) {
  std::optional<Time> total;
  while (!text.empty()) {
    const std::size_t unit = std::min(text.find_first_not_of(digits), text.size());
    const std::size_t next = std::min(text.find_first_of(digits, unit), text.size());
    std::string_view word = text.substr(unit, next - unit);
    word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
    const auto known = unit_word(word);
    if (unit == 0 || !known || known->unit != Unit::of(Base::hour)) return std::nullopt;
    if (total && total->sessions != known->session) return std::nullopt;
    const Ratio value = parse_decimal(text.substr(0, unit)) * known->factor;
    total = Time{(total ? total->value : Ratio(0)) + value, known->session, word};
    text.remove_prefix(next);
  }
  return total;
}

std::string_view without_trailing_spaces(std::string_view text) {
  constexpr std::array<std::string_view, 5> spaces{" ", "\t", "\u00A0", "\u202F", "\u3000"};
  const auto ends = [&](std::string_view space) { return text.ends_with(space); };
  for (auto space = spaces.begin(); space != spaces.end();) {
    space = std::find_if(spaces.begin(), spaces.end(), ends);
    if (space != spaces.end()) text.remove_suffix(space->size());
  }
  return text;
}

std::string decimal(const Ratio& value) { return to_decimal(value, most_decimals); }

std::string write_time(const Time& time) {
  constexpr int minutes_in_hour = 60;
  if (time.sessions) return fmt::format("{} {}", decimal(time.value), time.word);
  const Ratio minutes = time.value * minutes_in_hour;
  if (minutes.is_whole()) return hours_text(time.value);
  const std::string hours = decimal(time.value) + "h";
  return read_time(hours) == time ? hours : decimal(minutes) + "m";
}

}  // namespace

std::optional<std::string> canonical_time(std::string_view written) {
  try {
    const auto time = read_time(written);
    if (!time) return std::nullopt;
    std::string result = write_time(*time);
    if (read_time(result) == time) return result;
  } catch (const ArithmeticOverflow&) {  // a finding of its own, in `parse`
  }
  return std::nullopt;
}

std::string canonical(const Token& token) {
  const std::string_view text = token.text;
  switch (token.kind) {
    case TokenKind::quantity: return canonical_time(text).value_or(std::string(text));
    case TokenKind::count: {
      const std::string_view number = text.substr(text.find_first_of(digits));
      try {
        return "x" + decimal(parse_decimal(number));
      } catch (const ArithmeticOverflow&) {
        return fmt::format("x{}", number);
      }
    }
    case TokenKind::date: {
      const std::size_t first = text.find('-');
      const std::size_t second = text.find('-', first + 1);
      return fmt::format("{}-{:0>2}-{:0>2}", text.substr(0, first),
                         text.substr(first + 1, second - first - 1), text.substr(second + 1));
    }
    case TokenKind::quarter: return fmt::format("{}-Q{}", text.substr(0, 4), text.back());
    case TokenKind::clock: return fmt::format("{:0>5}", text);
    case TokenKind::comment: {
      return std::string(without_trailing_spaces(text));
    }
    case TokenKind::keyword:
    case TokenKind::word:
    case TokenKind::text:
    case TokenKind::number:
    case TokenKind::percent:
    case TokenKind::statement_end:
    case TokenKind::brace:
    case TokenKind::parenthesis:
    case TokenKind::comma:
    case TokenKind::dots:
    case TokenKind::operator_sign:
    case TokenKind::mistake: break;
  }
  return std::string(text);
}

std::string canonical_words(std::string_view text) {
  const Source source("", std::string(text));
  std::string words;
  for (const Token& token : lex(0, source)) {
    if (token.text.empty()) continue;
    words += (words.empty() ? "" : " ") + canonical(token);
  }
  return words;
}

}  // namespace capalint
