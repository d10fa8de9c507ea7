// Dates of a line that is spelled anew, and which day a month or a date without a year may be. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_words.h"

namespace capalint::syntax {

class LineDates : protected LineWords {
 protected:
  using LineWords::LineWords;

  [[nodiscard]] bool begins_date();

  struct Read {
    Date date;
    std::string text;
  };

  std::optional<Read> read_a_date();

  /// `01/06/27` and `1 June 27` are of this century; the year of `27-06-01` is not known to be one.
  static std::string with_century(std::string text);

  /// `June 2027`, `end of June 2027`, `06/2027`: the first and the last day of it are offered.
  bool is_a_month_alone();

  void ask_which_day(std::string_view said, Date first_day, bool end);

  /// `1 June`
  bool is_a_day_without_a_year();

  bool date();

  /// `03/06/2027` as the 6th of March; nothing for a date that can only be read in one way.
  static std::optional<Date> with_the_month_first(const std::string& text, Date read);

  static std::string in_words(Date date);
};

}  // namespace capalint::syntax
