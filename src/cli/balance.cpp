#include "render/balance.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <ostream>

#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/version.h"
#include "diagnostics/builtin.h"
#include "source/display.h"
#include "whatif/whatif.h"

namespace capalint::cli {
namespace {

struct BalanceOptions {
  InputOptions inputs;
  std::vector<std::string> without;
  std::vector<std::string> set;
  std::string from;
  std::string to;
  std::string format = "text";
};

/// What the question changes, its dates read.
struct Question {
  WhoIsAway absence;
  std::vector<std::string> set;

  [[nodiscard]] bool somebody_away() const { return !absence.without.empty(); }
  [[nodiscard]] bool empty() const { return !somebody_away() && set.empty(); }
};

std::string date_problem(const std::string& text) {
  std::string problem;
  if (read_date(text, problem)) return {};
  return fmt::format("`{}` is not a date{}; write it as `1 February 2027` or `2027-02-01`", text,
                     problem.empty() ? "" : ": " + problem);
}

std::optional<Date> date_of(const std::string& text) {
  std::string problem;
  return text.empty() ? std::nullopt : read_date(text, problem);
}

void say(Terminal& terminal, const WhatIfProblem& problem) {
  terminal.err << "capalint: " << visible(problem.what) << ": " << visible(problem.message);
  if (!problem.help.empty()) terminal.err << "; " << visible(problem.help);
  terminal.err << '\n';
  for (const std::string& name : problem.names) terminal.err << "  " << visible(name) << '\n';
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

/// The files with a part of the question applied, and the model of them.
struct Step {
  std::vector<ParsedFile> files;
  Model model;
};

std::vector<TeamLoss> losses_of(const std::vector<ParsedFile>& with,
                                const std::vector<ParsedFile>& without,
                                const std::vector<Quarter>& quarters,
                                const AnalysisOptions& settings) {
  std::vector<WithAndWithout> models;
  const auto add = [&](const AnalysisOptions& options) {
    models.push_back({build_model(with, options).model, build_model(without, options).model});
  };
  for (const Quarter& quarter : quarters) {
    AnalysisOptions options = settings;
    options.quarter = quarter;
    add(options);
  }
  // Who leaves for good is missed in the quarter that each team plans.
  if (quarters.empty()) add(settings);
  return lost(models);
}

/// The team's numbers are those of the people who are there; one line says what the vacant posts would add.
void say_vacant_posts(const std::vector<ParsedFile>& files, const Model& model,
                      const AnalysisOptions& settings, std::vector<TeamBalance>& teams) {
  if (model.vacant_posts.empty()) return;
  const Model with = build_model(files, settings, true).model;
  for (const TeamId id : model.teams.ids()) {
    TeamBalance& team = teams[id.index()];
    for (const VacantPost& post : model.vacant_posts) {
      if (post.team == id) team.vacant_posts.emplace_back(post.said->clinician.text);
    }
    if (team.vacant_posts.empty()) continue;
    const TeamBalance full = balance_of(with, id);
    std::vector<std::string> changes;
    const auto compare = [&](std::string_view what, const Figure& now, const Figure& then) {
      if (to_text(now) != to_text(then))
        changes.push_back(fmt::format("{} {} instead of {}", what, to_text(then), to_text(now)));
    };
    compare("Choice in the plans", team.choice_planned, full.choice_planned);
    compare("new Core to count on", team.core_left, full.core_left);
    team.with_vacant_posts = fmt::format(
        "with the vacant posts ({}): {}; {}", fmt::join(team.vacant_posts, ", "), full.headline,
        changes.empty() ? "nothing changes" : fmt::format("{}", fmt::join(changes, ", ")));
  }
}

/// Answers the question for one workspace; false when something in it cannot be done.
bool answer(const Question& question, const AnalysisOptions& settings, Workspace& workspace,
            const Analysis& before, BalanceSection& section, std::vector<std::string>& words,
            std::vector<WhatIfProblem>& problems) {
  Step with{before.files, before.model};
  words.clear();
  if (!question.set.empty()) {
    WhatIf set = set_lines(question.set, before.model, before.files, workspace.sources);
    problems = std::move(set.problems);
    if (!problems.empty()) return false;
    Analysis analysis = analyse(workspace.sources, std::move(set.files), settings);
    problems = problems_in(question.set, workspace.sources, analysis.diagnostics);
    if (!problems.empty()) return false;
    with = {std::move(analysis.files), std::move(analysis.model)};
    words = std::move(set.words);
  }
  if (question.somebody_away()) {
    Away asked = take_out(question.absence, with.model, with.files);
    problems = std::move(asked.away.problems);
    if (!problems.empty()) return false;
    section.losses = losses_of(asked.there, asked.away.files, asked.quarters, settings);
    with.model = build_model(asked.away.files, settings).model;
    with.files = std::move(asked.away.files);
    words.insert(words.begin(), asked.away.words.begin(), asked.away.words.end());
  }
  std::vector<TeamBalance> teams = balances_of(with.model);
  say_vacant_posts(with.files, with.model, settings, teams);
  if (question.somebody_away()) keep_what_was(section.teams, teams);
  section.changes = compare(section.teams, teams);
  section.teams = std::move(teams);
  return true;
}

int balance(const BalanceOptions& options, Terminal& terminal) {
  const Question question{.absence = {options.without, date_of(options.from), date_of(options.to)},
                          .set = options.set};
  const WhoIsAway& absence = question.absence;
  if (!question.somebody_away() && (absence.from || absence.to)) {
    terminal.err << "capalint: `--from` and `--to` say when somebody is away; add "
                    "`--without \"NAME\"`\n";
    return failure;
  }
  bool failed = false;
  Inputs inputs = read_inputs(options.inputs, terminal, failed);
  const AnalysisOptions settings = analysis_options(options.inputs);
  BalanceReport report{.somebody_away = question.somebody_away(), .version = std::string(version)};
  std::vector<WhatIfProblem> refused;
  bool applied = question.empty();
  for (Workspace& workspace : inputs.workspaces) {
    const Analysis analysis = analyse(workspace.sources, settings);
    say_mistakes(analysis, terminal);
    BalanceSection& section = report.sections.emplace_back(
        BalanceSection{workspace.root, balances_of(analysis.model), {}});
    say_vacant_posts(analysis.files, analysis.model, settings, section.teams);
    if (question.empty()) continue;
    // With several workspaces, the one that knows the names is meant.
    std::vector<std::string> words;
    if (!answer(question, settings, workspace, analysis, section, words, refused)) continue;
    for (std::string& word : words) {
      auto& said = report.what_if;
      if (std::find(said.begin(), said.end(), word) == said.end()) said.push_back(std::move(word));
    }
    applied = true;
  }
  if (!applied) {
    for (const WhatIfProblem& problem : refused) say(terminal, problem);
    return failure;
  }
  for (const BalanceFormat& format : balance_formats()) {
    if (format.name == options.format)
      terminal.out << format.render(report, {.width = terminal.width});
  }
  return failed || !unread_files(inputs).empty() ? failure : success;
}

}  // namespace

Run declare_balance(CLI::App& app) {
  const auto options = std::make_shared<BalanceOptions>();
  declare_inputs(app, options->inputs);
  app.add_option(
         "--without", options->without,
         "what if this clinician were away: for good, or between --from and --to; a part of the "
         "name is enough when nobody else has it")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option(
         "--from", options->from,
         "the first day of that absence: '1 February 2027', 01/02/2027 or 2027-02-01 (default: "
         "the first day of the quarter that is planned)")
      ->type_name("DATE")
      ->check(&date_problem);
  app.add_option("--to", options->to,
                 "its last day (default: the end of the fourth quarter, counting that of --from)")
      ->type_name("DATE")
      ->check(&date_problem);
  app.add_option("--set", options->set,
                 "what if a line were different: 'referrals 13 per week', "
                 "'plan \"Karen Peters\" core 9h', 'choice \"Karen Peters\" 2 per week'")
      ->type_name("LINE")
      ->allow_extra_args(false);
  declare_format(app, options->format, names_in(balance_formats()), "how the result is shown");
  app.footer(
      "The six steps of job planning for each team and quarter, with the working of every number.\n"
      "\n"
      "  capalint balance                                   the plans in this folder\n"
      "  capalint balance --quarter 2027-Q1                 the same team, another quarter\n"
      "  capalint balance --without \"Karen Peters\"          what is lost, and whether the rest is enough\n"
      "  capalint balance --without Karen --from \"1 February 2027\" --to \"31 October 2027\"\n"
      "                                                     the same for each quarter of that absence\n"
      "  capalint balance --set 'referrals 13 per week' --set 'plan \"Andrew Down\" core 14h'\n"
      "\n"
      "What is set holds for this run only: no file changes. Hours are those of an average week.\n"
      "Exit code: 0 when the sums were done, 2 when they could not be.\n");
  return [options](Terminal& terminal) { return balance(*options, terminal); };
}

}  // namespace capalint::cli
