// The halves of a day, and where lines stand in it. The model asks with it what a half-day has room for,
// the figures add up by it what half-days hold.
#pragma once

#include <optional>
#include <string_view>

#include "syntax/ast.h"

namespace capalint {

/// In minutes after midnight.
inline constexpr int noon = 12 * 60;

/// `morning`, `afternoon` or `evening`.
[[nodiscard]] std::string_view full_name(ast::Half half);
/// The half of the day that a line says, or that its clock time begins in; nothing for a line that is
/// just a day.
[[nodiscard]] std::optional<ast::Half> half_of(const ast::DayLine& line);
/// Minutes after midnight by which lines of a day are in order; half-days stand where they usually begin.
[[nodiscard]] std::optional<int> order_of(const ast::DayLine& line);

}  // namespace capalint
