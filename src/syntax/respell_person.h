// Lines that say of somebody when they come, go or are away, without the dates that a plan needs. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_week.h"

namespace capalint::syntax {

class LineOfPerson : protected LineOfWeek {
 protected:
  using LineOfWeek::LineOfWeek;

  /// `maternity leave until 28 Feb 2027`, `starts in March 2027`, `back from 1 March 2027`: told how it is written.
  bool comes_or_goes();

  /// `Band 7 CPN, 37.5h`, `FSW 22.5h pw over 3 days Tue-Thu`: asked about as lines of the plan.
  bool asks_about_the_heading();

  [[nodiscard]] bool begins_since() const {
    return is_one_of({"from", "since", "starting", "starts", "beginning"}, next().low);
  }

  /// `Thurs - as Weds but no choice`, `same as Mon`: told how it is written.
  bool is_as_another_day();

 private:
  [[nodiscard]] std::size_t paid_hours_in_heading();

  struct Day {
    Date date;
    bool of_a_year = true;
    bool of_a_day = true;  // and not of a month alone
  };
  struct SaidDay {
    std::string said;
    Day day;
  };

  /// `mat leave from 9 Nov, back Sept`, `career break until June`: the days that are open are asked about.
  bool leave_in_words();
  std::optional<std::string> reason_of_leave();
  bool ask_for_the_days_of(const std::string& reason, const SaidDay& from, const SaidDay& to,
                           bool back);
  bool change_at_a_date();
  bool start_of_the_plan();
  bool end_of_the_leave();
  bool end_of_the_plan();

  /// All that follows as a day; of a month alone its first or last one.
  std::optional<Day> day_to_the_end(bool last_of_month);
  std::optional<Day> day_between(std::size_t first, std::size_t last, bool last_of_month);

  [[nodiscard]] bool says_until() const {
    const bool dash = next().is("-") && !next().joined;
    return dash || is_one_of({"until", "till", "til", "to"}, next().low);
  }
  [[nodiscard]] bool says_back() const {
    return is_one_of({"back", "returns", "returning", "return"}, next().low);
  }

  static std::string years_doubt(std::string_view said, const Day& day);
};

}  // namespace capalint::syntax
