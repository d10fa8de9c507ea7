// What is known where the user stands: the workspace of a folder when there is one, and the
// standard packs always. For the commands that answer questions about rules and settings.
#pragma once

#include "cli/inputs.h"

namespace capalint::cli {

struct Known {
  Inputs inputs;  // holds the texts that the analysis points into
  Analysis analysis;
  bool failed = false;  // part of it could not be read, which is said

  [[nodiscard]] const Sources& sources() const;
};

/// The workspace of the first path, or of the current folder; an empty one when that holds no plans.
[[nodiscard]] Known known_here(const InputOptions& options, Terminal& terminal);

}  // namespace capalint::cli
