// Lines that say of somebody when they come, go or are away, without the dates that a plan needs. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_work.h"

namespace capalint::syntax {

class LineOfPerson : protected LineOfWork {
 protected:
  using LineOfWork::LineOfWork;

  /// `maternity leave until 28 Feb 2027`, `starts in March 2027`, `back from 1 March 2027`: told how it is written.
  bool comes_or_goes();

  /// `Band 7 CPN, 37.5h`, `FSW 22.5h pw over 3 days Tue-Thu`: asked about as lines of the plan.
  bool asks_about_the_heading();

  /// `Thurs - as Weds but no choice`, `same as Mon`: told how it is written.
  bool is_as_another_day();

 private:
  [[nodiscard]] std::size_t paid_hours_in_heading();

  struct Day {
    Date date;
    bool of_a_year = true;
  };

  bool half_of_a_leave();
  bool start_of_the_plan();
  bool end_of_the_leave();
  bool end_of_the_plan();

  /// All that follows as a day; of a month alone its first or last one.
  std::optional<Day> day_to_the_end(bool last_of_month);

  static std::string years_doubt(std::string_view said, const Day& day);
};

}  // namespace capalint::syntax
