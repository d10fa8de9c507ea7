// Days of a line that is spelled anew: `Mon, Wed and Fri`, `every other Monday`, `does not work Fridays`.
// Private to `respell.cpp`.
#pragma once

#include "syntax/respell_dates.h"

namespace capalint::syntax {

class LineDays : protected LineDates {
 protected:
  using LineDates::LineDates;

  /// `mon`, `mon-fri`, `Mon, Wed and Fri`, `weekdays`; empty when no day stands here.
  std::string day_or_days();

  /// `… except Weds`: those of the days that are left; empty when nothing is left out.
  std::string but_for(std::string_view days);

  /// The same at the end of the line, which loses it.
  std::string but_for_at_the_end(std::string_view days);

  /// `M/W/F`
  std::string days_in_letters();

  std::string day_range();

  /// `lunch 30m a day`; not `half a day`.
  bool takes_each_day();

  /// `mnday`: the day that it is taken for, at the beginning of a line.
  std::string_view misspelt_day();

  /// `1st`, `first`: 1
  std::optional<std::string> ordinal();

  /// `off`, `- off`, `non-working day`, to the end of the line.
  bool off();

  /// `non-working day: Wednesday`, `does not work Fridays`
  bool off_before_its_day();

  /// `works Mon-Wed only`: the other days are off.
  bool days_that_are_worked();

  /// Whether `mon-wed,fri` holds a day.
  /// Those of the days that are not among the others, with commas between.
  static std::string days_without(std::string_view days, std::string_view left_out);
  static bool is_in(std::string_view days, std::string_view day);

  /// `1st and 3rd Monday`: `1` and `3`, with the day next; nothing is taken where no day stands behind them.
  std::vector<std::string> which_of_a_month();
  /// `of the month`, `each month`
  void drop_of_the_month();

  // `1st and 3rd Monday of the month am core 3.5h`
  bool day_of_a_month();

  std::optional<Respelt> every_other_;  // `every other Monday`
  std::string nth_ = "2";
};

}  // namespace capalint::syntax
