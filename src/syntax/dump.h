// The AST as indented text without places: for `capalint debug tree`, for tests that compare what two texts
// mean, and for an order that no layout of files changes. One line for each statement.
#pragma once

#include <string>

#include "syntax/ast.h"

namespace capalint {

/// The body of a rule's example is not part of the AST; only its name is shown.
[[nodiscard]] std::string dump(const ast::File& file);
/// Of a declaration, a statement or a line; `exprs` are those of its file.
template <class Node>
[[nodiscard]] std::string dump(const ast::Exprs& exprs, const Node& node);

}  // namespace capalint
