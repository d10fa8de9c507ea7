#include "syntax/ast.h"

namespace capalint::ast {

std::vector<Weekday> weekdays(const Days& days) {
  std::vector<Weekday> all;
  const auto after = [](Weekday day) {
    return static_cast<Weekday>((static_cast<int>(day) + 1) % days_in_week);
  };
  for (const DayRange& range : days.ranges) {
    for (Weekday day = range.first; day != range.last; day = after(day)) all.push_back(day);
    all.push_back(range.last);
  }
  return all;
}

std::string to_string(const Days& days) {
  if (days.any()) return "any day";
  std::string text;
  for (const DayRange& range : days.ranges) {
    if (!text.empty()) text += ",";
    text += capalint::to_string(range.first);
    if (range.last != range.first) text.append("-").append(capalint::to_string(range.last));
  }
  return text;
}

}  // namespace capalint::ast
