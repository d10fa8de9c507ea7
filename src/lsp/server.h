// The language server: LSP 3.17 over two streams. One thread reads, and the thread that called
// `serve` works: what waits is worked off in order, and findings are told when no other change waits.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>

#include "pipeline/pipeline.h"

namespace capalint::lsp {

struct ServerOptions {
  std::string version;
  std::string manual;  // where the pages of docs/rules are, as a URL; empty when not known
  /// Asked for each run, since a server lives longer than a day.
  std::function<AnalysisOptions()> analysis;
  /// Ends the input, so that nothing waits for it any more: called when the server cannot go on.
  std::function<void()> hang_up = [] {};
};

/// Returns when the client says `exit` or its messages end: true when it had said `shutdown` before.
/// `out` gets nothing but the protocol; `log` gets what went wrong. It ends as well when `out` fails, and when memory is
/// gone, by that exception: what it knows may be half of it, and an editor starts it again with whole texts.
bool serve(std::istream& in, std::ostream& out, std::ostream& log, const ServerOptions& options);

}  // namespace capalint::lsp
