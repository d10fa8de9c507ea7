// How a rule comes out for one thing. Worked out first, and for most things all that is worked out.
#pragma once

#include <string_view>

#include "rules/evaluate.h"

namespace capalint {

enum class Verdict : std::uint8_t {
  holds,
  finding,
  left_out,  // `where` does not hold
  not_said,  // a value that it needs is nowhere
  unread,    // a value may stand on a line that could not be read
  failed,    // the sum has no result, such as a division by zero
};
[[nodiscard]] std::string_view to_string(Verdict verdict);

struct Outcome {
  Verdict verdict = Verdict::holds;
  std::string_view why = {};  // of one that failed
};
[[nodiscard]] Outcome outcome_of(const Context& context);

}  // namespace capalint
