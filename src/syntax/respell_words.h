// The line that is spelled anew, word by word: what comes next, what has been made of it, and what is in
// doubt. Private to `respell.cpp`.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "syntax/lexemes.h"
#include "syntax/respell.h"
#include "units/calendar.h"

namespace capalint::syntax {

using Words = std::vector<Respelt>;

struct Synonyms {
  std::string_view is;
  std::vector<std::string_view> written;
};

inline bool is_one_of(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

inline std::string_view look_up(const std::vector<Synonyms>& table, std::string_view word) {
  for (const Synonyms& row : table) {
    if (row.is == word || is_one_of(row.written, word)) return row.is;
  }
  return {};
}

inline std::string_view day_of(std::string_view word) {
  static const std::vector<Synonyms> days{
      {"mon", {"monday", "mondays"}},
      {"tue", {"tues", "tuesday", "tuesdays"}},
      {"wed", {"weds", "wednesday", "wednesdays"}},
      {"thu", {"thur", "thurs", "thursday", "thursdays"}},
      {"fri", {"friday", "fridays"}},
      {"sat", {"saturday", "saturdays"}},
      {"sun", {"sunday", "sundays"}},
  };
  return look_up(days, word);
}

inline std::string_view half_of(std::string_view word) {
  static const std::vector<Synonyms> halves{
      {"am", {"a.m.", "a.m", "morning", "mornings"}},
      {"pm", {"p.m.", "p.m", "afternoon", "afternoons"}},
      {"eve", {"evening", "evenings"}},
  };
  return look_up(halves, word);
}

inline std::string_view unit_of(std::string_view word) {
  static const std::vector<Synonyms> units{
      {"h", {"hr", "hrs", "hour", "hours"}},
      {"m", {"min", "mins", "minute", "minutes"}},
      {"sessions", {"session"}},
      {"PA", {"pa", "pas"}},
  };
  return look_up(units, word);
}

inline bool counts_appointments(std::string_view word) {
  return is_one_of({"appointment", "appointments", "appt", "appts", "contact", "contacts"}, word);
}

inline std::optional<int> number_word(std::string_view word) {
  constexpr std::array<std::string_view, 12> names{"one",  "two", "three",  "four",
                                                   "five", "six", "seven",  "eight",
                                                   "nine", "ten", "eleven", "twelve"};
  const auto* known = std::find(names.begin(), names.end(), word);
  if (known == names.end()) return std::nullopt;
  return static_cast<int>(known - names.begin()) + 1;
}

/// A part of the line in the one look, or nothing when it is not what was looked for.
using Part = std::optional<Words>;

class LineWords {
 protected:
  explicit LineWords(std::string_view line) : line_(line), in_(lexemes(line)) {}

  // ---- the words of the line ---------------------------------------------------------------------

  [[nodiscard]] bool more(std::size_t ahead = 0) const { return at_ + ahead < in_.size(); }
  [[nodiscard]] const Lexeme& next(std::size_t ahead = 0) const {
    static const Lexeme nothing{.kind = Lexeme::Kind::sign};
    return more(ahead) ? in_[at_ + ahead] : nothing;
  }
  bool take(std::string_view word) {
    if (!more() || !next().is(word)) return false;
    ++at_;
    return true;
  }
  void drop(std::string_view sign) { (void)take(sign); }

  [[nodiscard]] Respelt made(std::string text, std::size_t first) const {
    return {std::move(text), in_[first].begin, in_[at_ - 1].end};
  }
  [[nodiscard]] Respelt quoted(std::size_t first) const {
    const std::string_view text =
        at_ == first + 1 && in_[first].kind == Lexeme::Kind::quoted
            ? in_[first].text
            : line_.substr(in_[first].begin, in_[at_ - 1].end - in_[first].begin);
    return made(fmt::format("\"{}\"", text), first);
  }
  void put(Respelt word) { result_.words.push_back(std::move(word)); }
  void put(std::string text, std::size_t first) { put(made(std::move(text), first)); }
  void put(const Words& words) {
    result_.words.insert(result_.words.end(), words.begin(), words.end());
  }
  void doubt(std::string why) {
    if (std::find(result_.doubts.begin(), result_.doubts.end(), why) == result_.doubts.end())
      result_.doubts.push_back(std::move(why));
  }
  bool ask(std::string question, std::vector<std::string> answers) {
    result_.question = std::move(question);
    result_.answers = std::move(answers);
    return false;
  }

  /// All that follows as one name, unless it is in quotation marks already.
  bool name_to_the_end(std::string_view what) {
    const std::size_t first = at_;
    if (!more()) return false;
    if (next().kind != Lexeme::Kind::quoted)
      doubt(fmt::format("the {} is not in quotation marks", what));
    at_ = next().kind == Lexeme::Kind::quoted ? at_ + 1 : in_.size();
    put(quoted(first));
    return true;
  }

  void keyword() {
    ++at_;
    put(in_[at_ - 1].low, at_ - 1);
  }

  /// A name in quotation marks, or without them up to what ends it.
  template <class Ends>
  bool name(std::string_view what, Ends ends) {
    const std::size_t first = at_;
    if (!more()) return false;
    if (next().kind == Lexeme::Kind::quoted) {
      ++at_;
    } else {
      while (more() && !ends()) {
        if (next().kind == Lexeme::Kind::sign && !next().is("&") && !next().is(".")) return false;
        ++at_;
      }
      if (at_ == first) return false;
      doubt(fmt::format("the {} is not in quotation marks", what));
    }
    put(quoted(first));
    return true;
  }

  [[nodiscard]] Respelt made_of_nothing(std::string text) const {
    const std::uint32_t end = in_[at_ - 1].end;
    return {std::move(text), end, end};
  }

  bool plain_number() {
    if (!next().is_number() || next().low.find(':') != std::string::npos) return false;
    ++at_;
    put(in_[at_ - 1].low, at_ - 1);
    return true;
  }

  bool dots() {
    const std::size_t first = at_;
    if (!take("..") && !take("-") && !take("to")) return false;
    put("..", first);
    return true;
  }

  /// `per week`, `a week`, `weekly`, `/week`
  Part rate() {
    const std::size_t first = at_;
    if (take("weekly") || take("pw")) return Words{made("per", first), made("week", first)};
    const bool per = take("per") || take("a") || take("each") || take("every") || take("/");
    if (per && (next().is("week") || next().is("quarter") || next().is("year"))) {
      ++at_;
      return Words{{"per", in_[first].begin, in_[first].end},
                   {in_[at_ - 1].low, in_[at_ - 1].begin, in_[at_ - 1].end}};
    }
    at_ = first;
    return std::nullopt;
  }

  std::string_view line_;
  std::vector<Lexeme> in_;
  std::size_t at_ = 0;
  Spelling result_;
};

}  // namespace capalint::syntax
