// A line whose parts stand in another order, or with remarks among them: `live supervision, alt. Tues
// mornings, 3 hrs (starts wk 2)`. `OtherLines` asks with it about a line that is not understood as a whole.
// Private to `syntax`.
#pragma once

#include "syntax/respell.h"

namespace capalint::syntax {

/// A question with the line's parts in the order of the language as its answer, and the rest of it as a
/// remark. Without an answer when no work stands in the line. The grammar has not seen the answers.
[[nodiscard]] Spelling take_apart(std::string_view line, Within within);

}  // namespace capalint::syntax
