#include "render/balance.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <ostream>

#include "cli/inputs.h"
#include "cli/version.h"

namespace capalint::cli {
namespace {

struct BalanceOptions {
  InputOptions inputs;
  std::string format = "text";
};

int balance(const BalanceOptions& options, Terminal& terminal) {
  bool failed = false;
  const Inputs inputs = read_inputs(options.inputs, terminal, failed);
  const AnalysisOptions settings = analysis_options(options.inputs);
  BalanceReport report{.version = std::string(version)};
  for (const Workspace& workspace : inputs.workspaces) {
    const Analysis analysis = analyse(workspace.sources, settings);
    report.sections.push_back({workspace.root, balances_of(analysis.model), {}});
  }
  for (const BalanceFormat& format : balance_formats()) {
    if (format.name == options.format)
      terminal.out << format.render(report, {.width = terminal.width});
  }
  terminal.out.flush();
  return failed || !terminal.out.good() ? failure : success;
}

}  // namespace

Run declare_balance(CLI::App& app) {
  const auto options = std::make_shared<BalanceOptions>();
  declare_inputs(app, options->inputs);
  app.add_option("--format", options->format, "text, markdown, json or csv");
  return [options](Terminal& terminal) { return balance(*options, terminal); };
}

}  // namespace capalint::cli
