// How often, of a line that is spelled anew: `fortnightly`, `1 in 4`, `weeks 1, 2 and 4 of 4`. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_amounts.h"

namespace capalint::syntax {

class LineOften : protected LineAmounts {
 protected:
  using LineAmounts::LineAmounts;

  /// `every 2 weeks`, `fortnightly`, `alternate weeks`, `week 1 of 2`, `3 weeks in 4`, `12 per year`
  Part frequency();

  /// The same in `on alternate weeks`, `on a fortnightly basis`.
  Part frequency_in_a_phrase();

  /// What is in the one look already: `weeks 1 and 3 of 4`, `week 1 of 2`, `3 weeks in 4`, `per year`.
  Part frequency_of_the_grammar();

  /// `1-3`, `1 to 3`, from its first sign on
  [[nodiscard]] bool begins_range_of_weeks() const;
  static void add_weeks_up_to(const Lexeme& last, Words& weeks);

  /// Without a number of times before it.
  bool begins_how_often();
  /// Looks only.
  bool how_often_follows();

  /// `quarterly`, `6-weekly`: how often in one word.
  Part frequency_in_a_word();

  /// `1:4`, `2:4 weeks`, `1x4 weeks`, `1 in 4`
  bool asks_about_a_rota();

  /// `now and then`, `term time only`: true when it is asked how often that is.
  bool asks_about_vague_words();

  [[nodiscard]] Respelt made_at(std::size_t at) const;

  /// `weeks 1, 2 and 4`
  [[nodiscard]] Words list_of(std::size_t first, const Words& weeks) const;

  Part ask_about_months(std::size_t first);

  /// `1:4`, `1 in 4`
  Part ask_one_in(std::size_t first, const std::string& weeks, std::size_t count);

  /// Asks with the whole line, in which one of these says how often.
  Part ask_after(std::size_t first, std::size_t count, std::string question,
                 const std::vector<std::string>& often);

  std::size_t asked_up_to_ = 0;  // the lexeme after the words that are asked about
};

}  // namespace capalint::syntax
