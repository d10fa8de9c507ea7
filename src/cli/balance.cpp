#include "render/balance.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <ostream>

#include "balance/scenario.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/version.h"
#include "diagnostics/builtin.h"

namespace capalint::cli {
namespace {

struct BalanceOptions {
  InputOptions inputs;
  Scenario scenario;
  std::string from;
  std::string to;
  std::string format = "text";
};

std::string date_problem(const std::string& text) {
  std::string problem;
  if (parse_date(text, problem)) return {};
  return fmt::format("`{}` is not a date{}; write it as 2027-01-11", text,
                     problem.empty() ? "" : ": " + problem);
}

std::optional<Date> date_of(const std::string& text) {
  std::string problem;
  return text.empty() ? std::nullopt : parse_date(text, problem);
}

void say(Terminal& terminal, const ScenarioProblem& problem) {
  terminal.err << "capalint: " << problem.what << ": " << problem.message;
  if (!problem.help.empty()) terminal.err << "; " << problem.help;
  terminal.err << '\n';
}

/// What earlier quarters brought is not undone when somebody leaves.
void keep_what_was(const std::vector<TeamBalance>& before, std::vector<TeamBalance>& after) {
  for (TeamBalance& team : after) {
    for (const TeamBalance& same : before) {
      if (same.team != team.team) continue;
      const auto earlier = [&](const Monitored& row) { return row.quarter < team.quarter; };
      std::erase_if(team.monitored, earlier);
      std::vector<Monitored> kept;
      std::copy_if(same.monitored.begin(), same.monitored.end(), std::back_inserter(kept), earlier);
      team.monitored.insert(team.monitored.begin(), kept.begin(), kept.end());
    }
  }
}

/// The numbers rest on what the files say; `check` shows what in them could not be used.
void say_mistakes(const Analysis& analysis, Terminal& terminal) {
  const auto& rows = builtins();
  const auto count = std::count_if(
      analysis.diagnostics.begin(), analysis.diagnostics.end(), [&](const Diagnostic& found) {
        return found.level == Level::error &&
               std::any_of(rows.begin(), rows.end(),
                           [&](const BuiltinInfo& row) { return row.code == found.code; });
      });
  if (count == 0) return;
  terminal.err << fmt::format(
      "capalint: {} in the files may change these numbers; `capalint check` shows {}\n",
      count == 1 ? "1 mistake" : fmt::format("{} mistakes", count), count == 1 ? "it" : "them");
}

/// The balances after the scenario; false when something in it cannot be done.
bool what_if(const Scenario& scenario, const AnalysisOptions& settings, Workspace& workspace,
             const Analysis& before, BalanceSection& section, std::vector<std::string>& words,
             std::vector<ScenarioProblem>& problems) {
  ScenarioResult changed = apply(scenario, before.model, before.files, workspace.sources);
  problems = std::move(changed.problems);
  if (!problems.empty()) return false;
  const Analysis after = analyse(workspace.sources, std::move(changed.files), settings);
  problems = problems_in(scenario, workspace.sources, after.diagnostics);
  if (!problems.empty()) return false;
  std::vector<TeamBalance> teams = balances_of(after.model);
  if (!scenario.without.empty()) keep_what_was(section.teams, teams);
  section.changes = compare(section.teams, teams);
  section.teams = std::move(teams);
  words = std::move(changed.words);
  return true;
}

int balance(const BalanceOptions& options, Terminal& terminal) {
  Scenario scenario = options.scenario;
  scenario.from = date_of(options.from);
  scenario.to = date_of(options.to);
  if (scenario.without.empty() && (scenario.from || scenario.to)) {
    terminal.err << "capalint: `--from` and `--to` say when somebody is away; add "
                    "`--without \"NAME\"`\n";
    return failure;
  }
  bool failed = false;
  Inputs inputs = read_inputs(options.inputs, terminal, failed);
  const AnalysisOptions settings = analysis_options(options.inputs);
  BalanceReport report{.version = std::string(version)};
  std::vector<ScenarioProblem> refused;
  bool applied = scenario.empty();
  for (Workspace& workspace : inputs.workspaces) {
    const Analysis analysis = analyse(workspace.sources, settings);
    say_mistakes(analysis, terminal);
    BalanceSection& section = report.sections.emplace_back(
        BalanceSection{workspace.root, balances_of(analysis.model), {}});
    if (scenario.empty()) continue;
    // With several workspaces, the one that knows the names is meant.
    if (what_if(scenario, settings, workspace, analysis, section, report.what_if, refused))
      applied = true;
  }
  if (!applied) {
    for (const ScenarioProblem& problem : refused) say(terminal, problem);
    return failure;
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
  app.add_option("--without", options->scenario.without,
                 "what if this clinician were away: for good, or between --from and --to")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--from", options->from, "the first day of that absence, such as 2027-01-11")
      ->type_name("DATE")
      ->check(&date_problem);
  app.add_option("--to", options->to, "its last day")->type_name("DATE")->check(&date_problem);
  app.add_option("--set", options->scenario.set,
                 "what if a line were different: 'referrals 13 per week', "
                 "'plan \"Karen Peters\" core 9h', 'choice \"Karen Peters\" 2 per week'")
      ->type_name("LINE")
      ->allow_extra_args(false);
  declare_format(app, options->format, names_in(balance_formats()), "how it is shown");
  app.footer(
      "The six steps of job planning for each team and quarter, with the working of every number.\n"
      "\n"
      "  capalint balance                                   the plans in this folder\n"
      "  capalint balance --quarter 2027-Q1                 the same team, another quarter\n"
      "  capalint balance --without \"Karen Peters\"          what is lost, and whether the rest is enough\n"
      "  capalint balance --without \"Karen Peters\" --from 2027-01-11 --to 2027-07-09\n"
      "  capalint balance --set 'referrals 13 per week' --set 'plan \"Andrew Down\" core 14h'\n"
      "\n"
      "What is set holds for this run only: no file changes. Hours are those of an average week.\n"
      "Exit code: 0 when the sums were done, 2 when they could not be.\n");
  return [options](Terminal& terminal) { return balance(*options, terminal); };
}

}  // namespace capalint::cli
