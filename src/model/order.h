// The order in which the model takes what files say: by name, by time of the day, and then by everything
// that is said, so that it never matters where a line, a declaration or a file stands. Private to `model`.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "syntax/ast.h"

namespace capalint {

/// Minutes after midnight, and what comes first of one minute; half-days stand where they usually begin,
/// and a line that is just a day at noon, as `fmt` has them.
[[nodiscard]] std::pair<int, int> place_in_day(const ast::DayLine& line);

/// By which plans are in order: whoever it is of, the team, and since when it counts.
[[nodiscard]] std::string order_of(const ast::Plan& plan);
/// Of two declarations of one name, the one that says more comes first, and counts.
[[nodiscard]] std::pair<std::ptrdiff_t, std::string> order_by_content(std::string content);

/// The dump of a node, whatever the order of its lines.
[[nodiscard]] std::string content_of(std::string_view dumped);

/// By `head`; those of one head by `content`, which is made for them alone.
template <class T, class Head, class Content>
void put_in_order(std::vector<T>& items, Head head, Content content) {
  const auto by_head = [&](const T& a, const T& b) { return head(a) < head(b); };
  std::stable_sort(items.begin(), items.end(), by_head);
  for (auto first = items.begin(); first != items.end();) {
    const auto last = std::upper_bound(first, items.end(), *first, by_head);
    if (last - first > 1) {
      std::vector<std::pair<std::invoke_result_t<Content, const T&>, T>> alike;
      for (auto each = first; each != last; ++each) alike.emplace_back(content(*each), *each);
      std::stable_sort(alike.begin(), alike.end(),
                       [](const auto& a, const auto& b) { return a.first < b.first; });
      std::transform(alike.begin(), alike.end(), first, [](auto& each) { return each.second; });
    }
    first = last;
  }
}

/// All but the lines of the week.
[[nodiscard]] std::vector<const ast::PlanStatement*> beside_the_week(const ast::Exprs& exprs,
                                                                     const ast::Plan& plan);
[[nodiscard]] std::vector<const ast::TeamStatement*> in_order(const ast::Exprs& exprs,
                                                              const ast::Team& team);
[[nodiscard]] std::vector<const ast::RulesStatement*> in_order(const ast::Exprs& exprs,
                                                               const ast::Rules& rules);
/// By name.
[[nodiscard]] std::vector<const ast::Allocation*> in_order(const ast::Exprs& exprs,
                                                           const ast::ChoiceMethod& choice);

}  // namespace capalint
