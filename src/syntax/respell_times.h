// Times by the clock of a line that is spelled anew: `9am - 12.30`, `from 0900 to 1230`. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_days.h"

namespace capalint::syntax {

class LineTimes : protected LineDays {
 protected:
  using LineDays::LineDays;

  struct Time {
    int minutes = 0;
    bool half_said = false;  // `9am`
  };

  static constexpr int minutes_in_hour = 60;

  static constexpr int noon = 12 * minutes_in_hour;

  static constexpr int earliest = 7 * minutes_in_hour;  // that a working day begins

  /// `9`, `9.30`, `09:30`, `0930`, `9am`, `nine`, `noon`
  std::optional<Time> time();

  /// `24h`, `24 hour` somewhere in the line.
  [[nodiscard]] bool says_a_whole_day() const;

  /// `-`, `to`, `until`: the end of a range of times follows.
  [[nodiscard]] bool is_up_to() const {
    return is_one_of({"-", "to", "until", "till", "til"}, next().low) &&
           next().kind != Lexeme::Kind::quoted;
  }

  static std::string clock(int minutes);

  /// Nothing is taken when no range of times stands here, or when it has to be asked about.
  Part clock_words();

  void ask_which_half(const Time& start, const Time& end);

  /// False when it has to be asked about.
  bool clock_range();

  /// `pm` or `eve` stands before the times.
  [[nodiscard]] bool is_afternoon() const { return !half_.empty() && half_ != "am"; }

  /// `9-5`, `1.30-4`: as the day is worked, when it can be only one pair of times; not of a night's work.
  void read_as_worked(std::size_t first, Time& start, Time& end);

  /// One half of the day that is said is that of both times, as far as they run forward then.
  static void agree(Time& start, Time& end);

  int started_ = 0;     // of the line by the clock, in minutes after midnight
  int length_ = 0;      // of the line by the clock, in minutes
  std::string half_;    // `am`, where it stands before the times or the work
  Words before_times_;  // the work that its times stand after
};

}  // namespace capalint::syntax
