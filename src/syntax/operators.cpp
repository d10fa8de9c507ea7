#include "syntax/operators.h"

#include <algorithm>
#include <array>

namespace capalint {

namespace {

// In the order of `ast::Operator`.
constexpr std::array<std::string_view, 15> symbols{"",   "+", "-",  "*",  "/",  "<",   "<=", ">",
                                                   ">=", "=", "!=", "in", "is", "and", "or"};

}  // namespace

std::string_view symbol(ast::Operator op) { return symbols.at(static_cast<std::size_t>(op)); }

ast::Operator operator_from(std::string_view symbol) {
  const auto* const found = std::find(symbols.begin(), symbols.end(), symbol);
  return found == symbols.end() ? ast::Operator::none
                                : static_cast<ast::Operator>(found - symbols.begin());
}

}  // namespace capalint
