// `capalint debug STAGE PATH…`: what one stage of the pipeline makes of files, for engineers. `--help` does not list it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/selection.h"
#include "figures/dump.h"
#include "model/dump.h"
#include "render/catalogue.h"
#include "render/formats.h"
#include "rules/dump.h"
#include "rules/packs.h"
#include "source/display.h"
#include "syntax/dump.h"
#include "syntax/lex.h"

namespace capalint::cli {
namespace {

struct DebugOptions {
  std::string stage;
  InputOptions inputs;
  bool standard = false;
};

struct Looked {
  const Workspace& workspace;
  const Analysis& analysis;
  std::vector<bool> wanted;  // by FileId
  bool standard = false;
};

std::string_view name_of(TokenKind kind) {
  switch (kind) {
    case TokenKind::keyword: return "keyword";
    case TokenKind::word: return "word";
    case TokenKind::text: return "text";
    case TokenKind::number: return "number";
    case TokenKind::quantity: return "quantity";
    case TokenKind::count: return "count";
    case TokenKind::percent: return "percent";
    case TokenKind::date: return "date";
    case TokenKind::quarter: return "quarter";
    case TokenKind::clock: return "clock";
    case TokenKind::comment: return "comment";
    case TokenKind::statement_end: return "end";
    case TokenKind::brace: return "brace";
    case TokenKind::parenthesis: return "parenthesis";
    case TokenKind::comma: return "comma";
    case TokenKind::dots: return "dots";
    case TokenKind::operator_sign: return "operator";
    case TokenKind::mistake: return "mistake";
  }
  return {};
}

std::string heading(const Source& source) {
  return fmt::format("file {}\n", visible(source.path()));
}

std::string tokens(const Looked& looked) {
  std::string text;
  for (const FileId id : looked.workspace.requested) {
    const Source& source = looked.workspace.sources[id];
    text += heading(source);
    for (const Token& token : lex(id, source)) {
      const Position at = source.position(token.span.begin);
      text += fmt::format("{}:{} {}..{} {}", at.line, at.column, token.span.begin, token.span.end,
                          name_of(token.kind));
      if (token.kind != TokenKind::statement_end) text += " " + visible(token.text);
      text += '\n';
    }
  }
  return text;
}

std::string tree(const Looked& looked) {
  std::string text;
  for (const FileId id : looked.workspace.requested)
    text += heading(looked.workspace.sources[id]) + dump(looked.analysis.files[id]->file);
  return text;
}

std::string model(const Looked& looked) { return dump(looked.analysis.model, looked.wanted); }

std::string figures(const Looked& looked) {
  const Model& model = looked.analysis.model;
  Reading reading(model);
  std::string text;
  for (const TeamId team : model.teams.ids()) {
    if (looked.wanted[model.teams[team].said->span.file]) text += dump(reading, team);
  }
  for (const PlanId plan : model.plans.ids()) {
    if (looked.wanted[model.plans[plan].said->span.file]) text += dump(reading, plan);
  }
  return text;
}

std::string program(const Looked& looked) {
  const Model& model = looked.analysis.model;
  std::string text;
  for (const RuleSource& source : model.rules) {
    const FileId file = source.rule->span.file;
    const bool wanted =
        file >= first_pack_file ? looked.standard : static_cast<bool>(looked.wanted[file]);
    if (!wanted) continue;
    std::vector<Diagnostic> mistakes;  // which the analysis has found, too
    if (const auto rule = check_rule(model, source, mistakes)) text += dump(model, *rule);
  }
  return text;
}

struct Stage {
  std::string_view name;
  std::string (*show)(const Looked&);
};
constexpr Stage stages[] = {{"tokens", &tokens},
                            {"tree", &tree},
                            {"model", &model},
                            {"figures", &figures},
                            {"program", &program}};

int debug(const DebugOptions& options, Terminal& terminal) {
  bool failed = false;
  const Inputs inputs = read_inputs(options.inputs, terminal, failed);
  const auto* stage = std::find_if(std::begin(stages), std::end(stages),
                                   [&](const Stage& each) { return each.name == options.stage; });
  Report mistakes;
  std::vector<Analysis> analyses;
  for (const Workspace& workspace : inputs.workspaces) {
    analyses.push_back(analyse(workspace.sources, analysis_options(options.inputs)));
    add_rules(workspace.sources, analyses.back().model, mistakes.rules);
  }
  const Selection selection({}, mistakes.rules);
  for (std::size_t i = 0; i < analyses.size(); ++i) {
    const Workspace& workspace = inputs.workspaces[i];
    Looked looked{workspace, analyses[i], std::vector<bool>(workspace.sources.size()),
                  options.standard};
    for (const FileId id : workspace.requested) looked.wanted[id] = true;
    terminal.out << stage->show(looked);
    Section section{
        .workspace = workspace.root, .sources = &workspace.sources, .files = workspace.requested};
    for (const Diagnostic& found : analyses[i].diagnostics) {
      const bool here = !found.span.valid() ||
                        (found.span.file < first_pack_file && looked.wanted[found.span.file]);
      if (here && selection.fails(found)) section.diagnostics.push_back(found);
    }
    mistakes.sections.push_back(std::move(section));
  }
  const bool wrong = tally(mistakes).findings() > 0;
  if (wrong) show_report(terminal.err, "short", mistakes, {});
  return failed || !unread_files(inputs).empty() ? failure : wrong ? found : success;
}

}  // namespace

Run declare_debug(CLI::App& app) {
  const auto options = std::make_shared<DebugOptions>();
  std::vector<std::string> names;
  for (const Stage& stage : stages) names.emplace_back(stage.name);
  app.add_option("stage", options->stage, fmt::format("{}", fmt::join(names, ", ")))
      ->required()
      ->check(CLI::IsMember(names));
  declare_inputs(app, options->inputs);
  app.add_flag("--standard", options->standard, "with `program`, also show the standard rules");
  return [options](Terminal& terminal) { return debug(*options, terminal); };
}

}  // namespace capalint::cli
