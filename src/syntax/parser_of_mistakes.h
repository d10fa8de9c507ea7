// Parses tokens that hold a mistake: ANTLR's parser says what is wrong and goes on behind it. It reads what is right as
// `parse` does, some thirty times slower. Private to `syntax`.
#pragma once

#include "syntax/recovery.h"
#include "syntax/tree.h"

namespace capalint::syntax {

/// Fills `tree.nodes` from `tree.tokens` of this text, and adds tokens that are missing behind the others.
void parse_with_mistakes(ParseTree& tree, Rule rule, std::string_view text, Recovery& recovery);

}  // namespace capalint::syntax
