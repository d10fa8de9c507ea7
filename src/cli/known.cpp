#include "cli/known.h"

namespace capalint::cli {

const Sources& Known::sources() const {
  static const Sources none;
  return inputs.workspaces.empty() ? none : inputs.workspaces.front().sources;
}

Known known_here(const InputOptions& options) {
  Known known;
  // No plans here is no mistake: the standard packs can still be asked about.
  known.inputs = find_workspaces({options.paths.empty() ? "." : options.paths.front()},
                                 {.exclude = options.exclude,
                                  .respect_gitignore = !options.no_gitignore,
                                  .threads = options.threads});
  known.analysis = analyse(known.sources(), analysis_options(options));
  return known;
}

}  // namespace capalint::cli
