#include <algorithm>
#include <nlohmann/json.hpp>

#include "balance/balance.h"
#include "fuzz/target.h"
#include "render/balance.h"
#include "render/catalogue.h"
#include "render/formats.h"
#include "rules/packs.h"
#include "syntax/parse.h"

using namespace capalint;

namespace {

/// One file or two: a name of the mutator's making is none that a workspace could hold.
Texts workspace_of(const std::string& text) {
  Texts texts = files_of(text);
  texts.resize(std::min<std::size_t>(texts.size(), 2));
  texts.back().first = texts.size() == 1 ? "a.capa" : "b.capa";
  return texts;
}

void show(const Sources& sources, const Analysis& analysis) {
  Report report{.version = "0", .root = "/"};
  Section section{.workspace = ".",
                  .sources = &sources,
                  .diagnostics = analysis.diagnostics,
                  .suppressed = analysis.suppressed,
                  .not_judged = analysis.not_judged};
  for (FileId id = 0; id < sources.size(); ++id) section.files.push_back(id);
  report.sections.push_back(std::move(section));
  // A list of all rules is the same for each text, and costs more than all else.
  add_rules(sources, analysis.model, report.rules);
  std::erase_if(report.rules, [&](const RuleInfo& rule) {
    return std::none_of(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                        [&](const Diagnostic& found) { return found.code == rule.code; });
  });
  for (const Format& format : formats()) {
    const std::string text = format.render(report, {.colour = true, .explain = true});
    const bool json = format.name == "json" || format.name == "sarif" || format.name == "gitlab";
    fuzz::expect(!json || nlohmann::json::accept(text), format.name);
  }
  BalanceReport balance{
      .sections = {{.workspace = ".", .teams = balances_of(analysis.model), .changes = {}}},
      .what_if = {},
      .version = "0"};
  for (const BalanceFormat& format : balance_formats()) (void)format.render(balance, {});
}

AnalysisOptions without_standard_rules() {
  AnalysisOptions result = options();
  for (const PackFile& pack : standard_packs()) {
    const std::string name(pack.pack);
    const auto& levels = result.rules.levels;
    if (levels.empty() || levels.back().rule != name)
      result.rules.levels.push_back({name, Level::off});
  }
  return result;
}

}  // namespace

void fuzz::parse_text(const std::string& text) {
  Sources sources;
  sources.add(Source("fuzz.capa", text));
  Analysis analysis;
  analysis.diagnostics = parse(0, sources[0]).diagnostics;
  for (const Diagnostic& found : analysis.diagnostics) {
    const auto inside = [&](Span span) {
      return !span.valid() || (span.begin <= span.end && span.end <= text.size());
    };
    expect(!found.message.empty() && inside(found.span), "a finding outside the file");
    for (const Label& label : found.labels) expect(inside(label.span), "a label outside the file");
    for (const Fix& fix : found.fixes) {
      for (const Edit& edit : fix.edits) expect(inside(edit.span), "an edit outside the file");
    }
  }
}

void fuzz::look(const std::string& text) {
  if (const auto problems = problems_of_look(text)) expect(*problems);
}

void fuzz::findings(const std::string& text) {
  const Texts texts = workspace_of(text);
  const Texts neat = formatted(texts);
  if (neat != texts) expect(differences(texts, neat));
}

void fuzz::pipeline(const std::string& text) {
  const Sources sources = sources_of(workspace_of(text));
  const Analysis analysis = analyse(sources, options());
  expect(problems_of_findings(sources, analysis));
  show(sources, analysis);
}

void fuzz::fixes(const std::string& text) {
  const Sources sources = sources_of(workspace_of(text));
  expect(problems_of_fixes(sources, analyse(sources, options()), options()));
}

void fuzz::rule(const std::string& text) {
  static const AnalysisOptions own_rules = without_standard_rules();
  const Sources sources = sources_of(workspace_of(text));
  const Analysis analysis = analyse(sources, own_rules);
  expect(problems_of_findings(sources, analysis));
  expect(problems_of_fixes(sources, analysis, own_rules));
}
