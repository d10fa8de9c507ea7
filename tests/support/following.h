// Does what the help of a finding says, as a reader would: types what stands in backticks at the place
// of the finding, moves the hours that it names, deletes the line that it means. For the test that
// follows all advice.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/pipeline.h"

/// One thing that a help says to do.
struct Instruction {
  std::string kind;  // the code, and the words by which it was understood
  /// What to change; nothing when people decide that, or when this plan has no room for it.
  std::vector<capalint::Edit> edits;
  /// Why nothing can be typed: the help leaves a choice to people. Empty for all others.
  std::string_view left_to_people;
};

/// All that the help says to do; nothing when no row of the table understands it.
[[nodiscard]] std::vector<Instruction> instructions(const capalint::Sources& sources,
                                                    const capalint::Analysis& analysis,
                                                    const capalint::Diagnostic& diagnostic);

/// Numbers that stand beside the week and follow from it; who changes the week writes them anew.
[[nodiscard]] bool follows_from_the_week(const capalint::Diagnostic& diagnostic);

/// The rows of the table that name something to do, by their kind.
[[nodiscard]] std::vector<std::string> kinds_to_follow();
