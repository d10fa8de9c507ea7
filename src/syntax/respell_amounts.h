// How much, of a line that is spelled anew: `3½ hrs`, `half an hour`, `2 appointments`, `1 PA`. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_times.h"
#include "units/ratio.h"

namespace capalint::syntax {

class LineAmounts : protected LineTimes {
 protected:
  using LineTimes::LineTimes;

  /// `3.5h`, `3 hrs`, `3h 30m`, `3h30`, `30 mins`, `2 sessions`
  Part amount();

  /// `half an hour`, `an hour`, `two hours`, `an hour and a half`
  Part amount_in_words();

  /// A number alone is hours in a day's work; of Choice it may be appointments.
  Part amount_without_unit(const Block& block);

  /// Of a number alone: `9.30` is a time, and 25 is of something else.
  static bool may_be_hours(const std::string& number);

  /// The number that stands here, `½` and `3½` included; nothing for a time such as `12:30`.
  std::optional<std::string> decimal();

  /// `.5` for `1/2`, with a unit behind it.
  std::optional<std::string_view> written_fraction();

  /// `3.5h` for 3 and 30; what is no short decimal stays `3h20m`.
  static std::string hours_and_minutes(const std::string& hours, int minutes);

  /// `2h40m` where no short decimal is exact.
  static std::string length_of(const Ratio& hours);

  /// `x2`, `x 2`, `2x`, `2 appointments`
  Part count();

  /// `about 2h`
  bool is_about() const;

  /// `core 1 PA`: of a contract, and not of work.
  bool ask_for_hours(const Block& block, std::size_t first);
};

}  // namespace capalint::syntax
