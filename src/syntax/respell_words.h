// The line that is spelled anew, word by word: what comes next, what has been made of it, and what is in
// doubt. Private to `respell.cpp`.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "diagnostics/nearest.h"
#include "syntax/lexemes.h"
#include "syntax/respell.h"
#include "syntax/spellings.h"
#include "units/calendar.h"

namespace capalint::syntax {

using Words = std::vector<Respelt>;

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
  bool tell(std::string message, std::string help) {
    result_.help = std::move(help);
    return ask(std::move(message), {});
  }

  /// As typed, from this word up to that one.
  [[nodiscard]] std::string_view typed(std::size_t first, std::size_t last) const {
    return first < last ? line_.substr(in_[first].begin, in_[last - 1].end - in_[first].begin)
                        : std::string_view();
  }
  [[nodiscard]] std::string_view rest() const { return typed(at_, in_.size()); }

  /// The word that a statement begins with, in the one look.
  void begin_with(std::string text) {
    const std::size_t first = at_++;
    put(std::move(text), first);
    if (!take(":") && !take("=")) drop("-");
  }
  /// `4 referrals` is written `referrals 4`.
  void turn_round(std::string word) {
    const Lexeme& number = in_[at_];
    const Lexeme& said = in_[at_ + 1];
    put({std::move(word), said.begin, said.end});
    put({number.low, number.begin, number.end});
    at_ += 2;
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
    if (per && (next().is("week") || next().is("wk") || next().is("month") ||
                next().is("quarter") || next().is("year"))) {
      ++at_;
      return Words{{"per", in_[first].begin, in_[first].end},
                   {in_[at_ - 1].is("wk") ? "week" : in_[at_ - 1].low, in_[at_ - 1].begin,
                    in_[at_ - 1].end}};
    }
    at_ = first;
    return std::nullopt;
  }

  std::string_view line_;
  Within within_ = Within::plan;  // what the line stands in
  std::vector<Lexeme> in_;
  std::size_t at_ = 0;
  Spelling result_;
};

}  // namespace capalint::syntax
