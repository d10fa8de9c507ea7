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

/// A piece of work, each part of it in the one look.
struct Block {
  Words activity;
  Words text;
  Words amount;
  Words count;
  Words frequency;
  Words places;  // `with "…" at "…" in "…"`
};

class LineWords {
 protected:
  explicit LineWords(std::string_view line) : line_(line), in_(lexemes(line)) {
    for (Lexeme& one : in_) {
      const bool capitals = one.text.size() > 2 && one.text.back() >= 'A' && one.text.back() <= 'Z';
      if (one.is_word() && !capitals) one.low = written_out(one.low);
    }
  }

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
  [[nodiscard]] Respelt quoted(std::size_t first) const;
  void put(Respelt word) { result_.words.push_back(std::move(word)); }
  void put(std::string text, std::size_t first) { put(made(std::move(text), first)); }
  void put(const Block& block) { put(words_of(block)); }
  [[nodiscard]] static Words words_of(const Block& block) {
    Words words;
    for (const Words* part : {&block.activity, &block.text, &block.amount, &block.count,
                              &block.frequency, &block.places})
      words.insert(words.end(), part->begin(), part->end());
    return words;
  }
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
  [[nodiscard]] std::string_view typed(std::size_t first, std::size_t last) const;
  [[nodiscard]] std::string_view rest() const { return typed(at_, in_.size()); }

  /// The word that a statement begins with, in the one look.
  void begin_with(std::string text);
  /// `4 referrals` is written `referrals 4`.
  void turn_round(std::string word);

  /// All that follows as one name, unless it is in quotation marks already.
  bool name_to_the_end(std::string_view what);

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

  /// The line in the one look, as far as it is understood.
  [[nodiscard]] std::string spelled(const std::string& line) const;

  bool plain_number();

  bool dots();

  /// `per week`, `a week`, `weekly`, `/week`
  Part rate();

  std::string_view line_;
  Within within_ = Within::plan;  // what the line stands in
  std::vector<Lexeme> in_;
  std::size_t at_ = 0;
  Spelling result_;
};

}  // namespace capalint::syntax
