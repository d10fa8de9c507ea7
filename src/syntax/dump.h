// The AST as indented text without places: for `--dump=tree`, and for tests that compare what two
// texts mean. One line for each statement.
#pragma once

#include <string>

#include "syntax/ast.h"

namespace capalint {

/// The body of a rule's example is not part of the AST; only its name is shown.
[[nodiscard]] std::string dump(const ast::File& file);

}  // namespace capalint
