// Whether the examples of a rule would notice if the rule said something slightly else: `>=` for `>`,
// `or` for `and`, a threshold a little higher or lower, a `not` left out. Called by `capalint test`.
#pragma once

#include <vector>

#include "rules/examples.h"

namespace capalint {

struct MutationCounts {
  std::size_t tried = 0;
  std::size_t unnoticed = 0;
};

/// Adds a note for each change that every example lets pass, at its place in the rule. A rule without
/// examples gets one note.
[[nodiscard]] MutationCounts try_mutations(const CheckedRule& rule,
                                           const std::vector<ExampleCase>& examples,
                                           std::vector<Diagnostic>& diagnostics);

}  // namespace capalint
