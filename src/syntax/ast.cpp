#include "syntax/ast.h"

namespace capalint::ast {

std::vector<Weekday> weekdays(const Days& days) {
  std::vector<Weekday> all;
  if (days.any) return all;
  const auto after = [](Weekday day) {
    return static_cast<Weekday>((static_cast<int>(day) + 1) % days_in_week);
  };
  for (Weekday day = days.first; day != days.last; day = after(day)) all.push_back(day);
  all.push_back(days.last);
  return all;
}

}  // namespace capalint::ast
