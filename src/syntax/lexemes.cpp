#include "syntax/lexemes.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace capalint::syntax {
namespace {

struct Character {
  utf8proc_int32_t code = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

std::vector<Character> characters(std::string_view line) {
  std::vector<Character> all;
  for (std::size_t i = 0; i < line.size();) {
    utf8proc_int32_t code = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(line.data() + i);
    const auto length = std::max<utf8proc_ssize_t>(
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(line.size() - i), &code), 1);
    all.push_back({code, static_cast<std::uint32_t>(i),
                   static_cast<std::uint32_t>(i + static_cast<std::size_t>(length))});
    i += static_cast<std::size_t>(length);
  }
  return all;
}

bool is_digit(utf8proc_int32_t code) { return code >= '0' && code <= '9'; }

bool is_space(utf8proc_int32_t code) {
  return code == ' ' || code == '\t' || utf8proc_category(code) == UTF8PROC_CATEGORY_ZS;
}

bool is_letter(utf8proc_int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC: return true;
    default: return false;
  }
}

constexpr utf8proc_int32_t times = 0xD7;
bool is_x(utf8proc_int32_t code) { return code == 'x' || code == 'X' || code == times; }
bool is_apostrophe(utf8proc_int32_t code) { return code == '\'' || code == 0x2019; }
constexpr utf8proc_int32_t arrow = 0x2192;  // `9 → 12.30`
bool is_dash(utf8proc_int32_t code) {
  return code == '-' || (code >= 0x2010 && code <= 0x2015) || code == arrow;
}
bool is_quote(utf8proc_int32_t code) {
  return code == '"' || code == 0x201C || code == 0x201D || code == 0x201E || code == 0xAB ||
         code == 0xBB;
}

class Reader {
 public:
  explicit Reader(std::string_view line) : line_(line), all_(characters(line)) {}

  std::vector<Lexeme> read() {
    bool joined = false;
    while (at_ < all_.size()) {
      if (is_space(code())) {
        ++at_;
        joined = false;
        continue;
      }
      Lexeme next = lexeme();
      next.joined = joined && !result_.empty();
      result_.push_back(std::move(next));
      joined = true;
    }
    return std::move(result_);
  }

 private:
  [[nodiscard]] utf8proc_int32_t code(std::size_t ahead = 0) const {
    return at_ + ahead < all_.size() ? all_[at_ + ahead].code : 0;
  }

  [[nodiscard]] Lexeme from(std::size_t first, Lexeme::Kind kind) const {
    Lexeme result{.kind = kind, .begin = all_[first].begin, .end = all_[at_ - 1].end};
    result.text = line_.substr(result.begin, result.end - result.begin);
    result.low = lower(first);
    return result;
  }

  [[nodiscard]] std::string lower(std::size_t first) const {
    std::string low;
    for (std::size_t i = first; i < at_; ++i) {
      const utf8proc_int32_t one = is_dash(all_[i].code)         ? '-'
                                   : all_[i].code == times       ? 'x'
                                   : is_apostrophe(all_[i].code) ? '\''
                                                                 : utf8proc_tolower(all_[i].code);
      std::array<utf8proc_uint8_t, 4> bytes{};
      const auto length = utf8proc_encode_char(one, bytes.data());
      low.append(reinterpret_cast<const char*>(bytes.data()), static_cast<std::size_t>(length));
    }
    return low;
  }

  Lexeme lexeme() {
    const std::size_t first = at_;
    if (is_quote(code())) return quoted();
    if (is_digit(code())) return number();
    if (code() == '.' && is_digit(code(1)) && (at_ == 0 || !is_digit(all_[at_ - 1].code))) {
      Lexeme below_one = number();
      below_one.low = fmt::format("0{}", below_one.low);
      return below_one;
    }
    if (is_fraction(code())) {
      ++at_;
      return from(first, Lexeme::Kind::number);
    }
    if (is_x(code()) && is_digit(code(1))) {  // `x2`
      ++at_;
      return from(first, Lexeme::Kind::word);
    }
    if (is_letter(code()) || code() == times) return word();
    ++at_;
    if (line_[all_[first].begin] == '.' && code() == '.') ++at_;
    return from(first, Lexeme::Kind::sign);
  }

  static bool is_fraction(utf8proc_int32_t code) {
    return code == 0xBC || code == 0xBD || code == 0xBE;
  }

  // `3`, `3.5`, `12:30`; not the first dot of `2027-02-01..`.
  Lexeme number() {
    const std::size_t first = at_;
    while (is_digit(code()) || ((code() == '.' || code() == ':') && is_digit(code(1)))) ++at_;
    return from(first, Lexeme::Kind::number);
  }

  // `O'Neill`, `mon-fri`, `Q4`, `a.m.`
  Lexeme word() {
    const std::size_t first = at_;
    const bool unit = !result_.empty() && result_.back().is_number() &&
                      result_.back().end == all_[first].begin;  // `3h30`
    bool dotted = false;
    while (at_ < all_.size()) {
      const bool between = is_letter(code(1));
      const bool dot = code() == '.' && between && (dotted || at_ == first + 1);
      const bool goes_on = is_letter(code()) || (is_digit(code()) && !unit) || code() == times ||
                           ((is_apostrophe(code()) || is_dash(code())) && between) || dot;
      if (!goes_on) break;
      dotted = dotted || dot;
      ++at_;
    }
    const bool possessive = is_apostrophe(code()) && at_ > first && all_[at_ - 1].code == 's' &&
                            is_space(code(1));  // `consultants' meeting`
    if (possessive || (code() == '.' && dotted)) ++at_;
    return from(first, Lexeme::Kind::word);
  }

  // To the next quotation mark of any kind, or to the end of the line.
  Lexeme quoted() {
    const std::size_t first = at_++;
    while (at_ < all_.size() && !is_quote(code())) ++at_;
    const bool closed = at_ < all_.size();
    if (closed) ++at_;
    Lexeme result = from(first, Lexeme::Kind::quoted);
    result.curly = !closed || all_[first].code != '"' || all_[at_ - 1].code != '"';
    const std::uint32_t open = all_[first].end;
    const std::uint32_t close = closed ? all_[at_ - 1].begin : result.end;
    result.text = line_.substr(open, close - open);
    return result;
  }

  std::string_view line_;
  std::vector<Character> all_;
  std::vector<Lexeme> result_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<Lexeme> lexemes(std::string_view line) { return Reader(line).read(); }

}  // namespace capalint::syntax
