#include "cli/known.h"

namespace capalint::cli {

const Sources& Known::sources() const {
  static const Sources none;
  return inputs.workspaces.empty() ? none : inputs.workspaces.front().sources;
}

Known known_here(const InputOptions& options, Terminal& terminal) {
  Known known;
  known.inputs = look_around(options, terminal, known.failed);
  known.failed = tell_unread(unread_files(known.sources()), terminal) || known.failed;
  known.analysis = analyse(known.sources(), analysis_options(options));
  return known;
}

}  // namespace capalint::cli
