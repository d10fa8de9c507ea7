// Lines about a week as a whole: its days by letters, its sums, and the hours of attendance. Private to
// `respell.cpp`.
#pragma once

#include "syntax/respell_work.h"

namespace capalint::syntax {

class LineOfWeek : protected LineOfWork {
 protected:
  using LineOfWork::LineOfWork;

  /// `M 9-1 core, T 9-1 core`, `F am off`: asked about, with days in place of the letters.
  bool asks_about_days_in_letters();

  /// `4 sess core, 2 sess spec (DBT), rest mgmt`: asked about as a line for each.
  bool asks_about_sums_of_the_week();

  /// `works 9-5 Mon-Fri`, `mon-thurs 8.30-5 (30 min lunch) fri half day am`: told what is written instead.
  bool hours_of_attendance();

 private:
  /// Where a letter stands for a day: at the beginning of a piece of work, or after another one.
  [[nodiscard]] std::vector<std::size_t> letters_of_days() const;
  [[nodiscard]] bool is_clear_of_a_day(std::size_t letter) const;
  [[nodiscard]] std::string with_days(const std::vector<std::size_t>& letters,
                                      std::string_view day_of_t) const;

  struct Sum {
    std::string number;  // none for the rest of the week
    std::string unit;
    std::string work;
    std::string in_brackets;
  };
  [[nodiscard]] std::optional<std::vector<Sum>> sums_of_the_week() const;
  [[nodiscard]] std::optional<Sum> sum_of(std::size_t first, std::size_t last) const;

  /// The line as it can stand, each piece of work in a line of its own; empty when nobody understands it.
  [[nodiscard]] static std::string standing(const std::string& line);
};

}  // namespace capalint::syntax
