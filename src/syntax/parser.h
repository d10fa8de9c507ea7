// Parses tokens by tables that the build makes of the grammar. Private to `syntax`.
#pragma once

#include "syntax/tree.h"

namespace capalint::syntax {

/// Fills `tree.nodes` from `tree.tokens`, which are those of one `rule`. False at the first mistake: what the nodes
/// are then says nothing.
[[nodiscard]] bool parse(ParseTree& tree, Rule rule);

}  // namespace capalint::syntax
