#include <CLI/CLI.hpp>
#include <memory>

#include "cli/command.h"
#include "cli/gate.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/standard_streams.h"
#include "cli/version.h"
#include "lsp/server.h"

namespace capalint::cli {

Run declare_lsp(CLI::App& app) {
  // What many editors pass, and the only way there is.
  const auto stdio = std::make_shared<bool>(true);
  app.add_flag("--stdio", *stdio,
               "for editors that pass it: the server always speaks over standard input and output");
  const auto inputs = std::make_shared<InputOptions>();
  declare_quarter(app, *inputs);
  return [stdio, inputs](Terminal& terminal) {
    const lsp::ServerOptions options{.version = std::string(version),
                                     .manual = docs_folder(),
                                     .analysis = [inputs] { return analysis_options(*inputs); },
                                     .hang_up = allow_to_hang_up(terminal.in)};
    // The protocol's own codes: 1 when the client goes without a word.
    return lsp::serve(terminal.in, exact(terminal.out), terminal.err, options) ? 0 : 1;
  };
}

}  // namespace capalint::cli
