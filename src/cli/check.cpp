#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <stdexcept>

#include "cli/inputs.h"
#include "cli/version.h"
#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "render/formats.h"
#include "rules/packs.h"

namespace capalint::cli {
namespace {

struct CheckOptions {
  InputOptions inputs;
  std::string format = "text";
  std::string colour = "auto";
  std::string fail_on = "error";
  bool no_allow = false;
  bool quiet = false;
};

// Findings in files that were only read as context are left out.
Section section_of(const Workspace& workspace, Analysis& analysis) {
  Section section{
      .workspace = workspace.root, .sources = &workspace.sources, .files = workspace.requested};
  std::vector<bool> wanted(workspace.sources.size());
  for (const FileId id : workspace.requested) wanted[id] = true;
  for (Diagnostic& diagnostic : analysis.diagnostics) {
    // Standard packs are proved sound by the tests; should one not be, nobody can mend it here.
    if (diagnostic.span.file >= first_pack_file && diagnostic.span.valid()) {
      throw std::logic_error(pack_source(diagnostic.span.file).path() + ": " + diagnostic.message);
    }
    if (!diagnostic.span.valid() || wanted[diagnostic.span.file])
      section.diagnostics.push_back(std::move(diagnostic));
  }
  for (Suppressed& suppressed : analysis.suppressed) {
    if (wanted[suppressed.diagnostic.span.file])
      section.suppressed.push_back(std::move(suppressed));
  }
  return section;
}

std::size_t plans_in(const Workspace& workspace, const Model& model) {
  std::vector<bool> wanted(workspace.sources.size());
  for (const FileId id : workspace.requested) wanted[id] = true;
  return static_cast<std::size_t>(
      std::count_if(model.plans.begin(), model.plans.end(),
                    [&](const Plan& plan) { return wanted[plan.said->span.file]; }));
}

int check(const CheckOptions& options, Terminal& terminal) {
  const Format* format = find_format(options.format);
  bool failed = false;
  const Inputs inputs = read_inputs(options.inputs, terminal, failed);
  AnalysisOptions analysis_settings = analysis_options(options.inputs);
  analysis_settings.rules.ignore_exceptions = options.no_allow;

  Report report{.fail_on = options.fail_on == "never" ? Level::off : *level_from(options.fail_on),
                .version = std::string(version)};
  for (const Workspace& workspace : inputs.workspaces) {
    Analysis analysis = analyse(workspace.sources, analysis_settings);
    report.plans += plans_in(workspace, analysis.model);
    report.teams += analysis.model.teams.size();
    report.sections.push_back(section_of(workspace, analysis));
  }

  Style style{.colour = use_colour(options.colour, terminal), .width = terminal.width};
  style.links = style.colour && terminal.out_is_terminal;
  terminal.out << format->render(report, style);
  terminal.out.flush();
  if (!options.quiet && !report.sections.empty()) terminal.err << summary(report) << '\n';

  bool reached = false;
  for (const Section& section : report.sections) {
    for (const Diagnostic& diagnostic : section.diagnostics) {
      reached = reached || (report.fail_on != Level::off && diagnostic.level <= report.fail_on);
      failed = failed || diagnostic.code == info(Builtin::unreadable_file).code;
    }
  }
  if (!terminal.out.good()) return failure;
  return failed ? failure : reached ? found : success;
}

}  // namespace

Run declare_check(CLI::App& app) {
  const auto options = std::make_shared<CheckOptions>();
  declare_inputs(app, options->inputs);
  std::string names;
  for (const Format& format : formats())
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  app.add_option("--format", options->format, "how findings are shown: " + names)
      ->check([](const std::string& name) {
        if (find_format(name) != nullptr) return std::string{};
        std::vector<std::string_view> known;
        for (const Format& format : formats()) known.push_back(format.name);
        const auto near = nearest(name, known);
        return fmt::format("`{}` is not a format{}", name,
                           near ? fmt::format("; did you mean `{}`?", *near) : "");
      });
  app.add_option("--color", options->colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_option("--fail-on", options->fail_on,
                 "the least level that makes the exit code 1: error, warning, note or never")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}));
  app.add_flag("--no-allow", options->no_allow, "show what exceptions allow, too");
  app.add_flag("-q,--quiet", options->quiet, "no summary");
  return [options](Terminal& terminal) { return check(*options, terminal); };
}

}  // namespace capalint::cli
