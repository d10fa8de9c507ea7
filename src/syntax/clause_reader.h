// The parts of one clause, in whatever order they stand: `alt. Tues mornings`, `3 hrs`, `w. Jo`.
// Private to `respell_parts.cpp`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace capalint::syntax {

/// Empty where the clause says nothing of the kind. Except for times, as it is typed.
struct Parts {
  std::string day;            // `alt. Tues`, `1st Fri of the month`
  std::string half;           // `pm`
  std::optional<int> begins;  // minutes after midnight
  std::optional<int> ends;
  std::string times;  // a range that can be read in two ways
  std::string work;
  std::string amount;
  std::string count;
  std::string often;
  std::string courses;  // `10 wks, 3x a year`, which `often` is the product of
  std::string place;    // `with Jo`, `@ Elm House`
  std::string aside;
  std::vector<int> appointments;  // when each of several begins, in minutes after midnight
  bool whole_day = false;
  bool times_of_work = false;  // they stand behind it: `team meeting 9-10`

  [[nodiscard]] bool has_times() const { return begins || ends || !times.empty(); }
  [[nodiscard]] bool says_how_much() const {
    return !amount.empty() || !count.empty() || has_times();
  }
};

/// Of each piece of work in it; `half` is that of the line so far.
[[nodiscard]] std::vector<Parts> parts_of(std::string_view clause, const std::string& half);

/// `text`, and `more` behind it.
void append(std::string& text, std::string_view more, std::string_view between = " ");

}  // namespace capalint::syntax
