// The operators of the rule language as they are written.
#pragma once

#include <string_view>

#include "syntax/ast.h"

namespace capalint {

/// `+`, `<=`, `and`; empty for none.
[[nodiscard]] std::string_view symbol(ast::Operator op);
/// The operator that is written so; `none` for any other text.
[[nodiscard]] ast::Operator operator_from(std::string_view symbol);

}  // namespace capalint
