#include "support/lint.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "message_style.h"
#include "pipeline/fixes.h"
#include "render/formats.h"
#include "rules/packs.h"

using namespace capalint;

namespace {

void check_span(const Sources& sources, Span span) {
  if (!span.valid()) return;
  REQUIRE(span.file < sources.size());
  CHECK(span.begin <= span.end);
  CHECK(span.end <= sources[span.file].text().size());
}

void check_invariants(const Linted& linted) {
  const auto& diagnostics = linted.analysis.diagnostics;
  for (const Diagnostic& diagnostic : diagnostics) {
    INFO(diagnostic.code << " " << diagnostic.message);
    check_span(linted.sources, diagnostic.span);
    for (const Label& label : diagnostic.labels) check_span(linted.sources, label.span);
    for (const Fix& fix : diagnostic.fixes) {
      for (const Edit& edit : fix.edits) check_span(linted.sources, edit.span);
    }
    CHECK_FALSE(diagnostic.code.empty());
    CHECK_FALSE(diagnostic.message.empty());
    for (const std::string& problem : style_problems(diagnostic.message, diagnostic.subject)) {
      FAIL_CHECK(problem);
    }
  }
  for (std::size_t i = 1; i < diagnostics.size(); ++i) {
    const Span& a = diagnostics[i - 1].span;
    const Span& b = diagnostics[i].span;
    CHECK(std::tie(a.file, a.begin) <= std::tie(b.file, b.begin));
  }
  Report report;
  Section section{.workspace = ".", .sources = &linted.sources, .diagnostics = diagnostics};
  for (FileId id = 0; id < linted.sources.size(); ++id) section.files.push_back(id);
  report.sections.push_back(std::move(section));
  for (const char* format : {"json", "sarif"}) {
    CHECK(nlohmann::json::accept(find_format(format)->render(report, {})));
  }
  CHECK_FALSE(find_format("text")->render(report, {}).empty() != diagnostics.empty());
}

std::size_t syntax_errors(const Analysis& analysis) {
  std::size_t count = 0;
  for (const ParsedFile& file : analysis.files) {
    count += static_cast<std::size_t>(
        std::count_if(file->diagnostics.begin(), file->diagnostics.end(), &is_syntax_error));
  }
  return count;
}

std::size_t errors(const Analysis& analysis) {
  return static_cast<std::size_t>(
      std::count_if(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                    [](const Diagnostic& each) { return each.level == Level::error; }));
}

bool all_judged(const Model& model) {
  const auto damaged = [](const auto& each) { return each.damaged; };
  return !model.damaged && std::none_of(model.plans.begin(), model.plans.end(), damaged) &&
         std::none_of(model.teams.begin(), model.teams.end(), damaged);
}

// Fixes come to an end, and what they leave is readable and no worse.
void check_fixes(const Linted& linted, const AnalysisOptions& options) {
  const auto& diagnostics = linted.analysis.diagnostics;
  if (std::all_of(diagnostics.begin(), diagnostics.end(),
                  [](const Diagnostic& each) { return each.fixes.empty(); }))
    return;
  const WantFix any = [](const Sources&, const Diagnostic&, const Fix&) { return true; };
  for (const WantFix& wanted : {WantFix(&is_safe), any}) {
    const Fixed fixed = fix_all(linted.sources, options, wanted);
    CHECK(fixed.settled);
    for (const FileId id : fixed.changed) INFO(fixed.sources[id].text());
    CHECK(syntax_errors(fixed.analysis) <= syntax_errors(linted.analysis));
    if (all_judged(linted.analysis.model)) CHECK(errors(fixed.analysis) <= errors(linted.analysis));
  }
}

}  // namespace

std::vector<std::string> Linted::codes() const {
  std::vector<std::string> all;
  for (const Diagnostic& diagnostic : analysis.diagnostics) all.push_back(diagnostic.code);
  return all;
}

const Diagnostic& Linted::only(const std::string& code) const {
  const Diagnostic* found = nullptr;
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    if (diagnostic.code != code) continue;
    REQUIRE(found == nullptr);
    found = &diagnostic;
  }
  INFO(code);
  REQUIRE(found != nullptr);
  return *found;
}

Linted lint(const Texts& texts, bool ignore_exceptions) {
  Linted linted;
  for (const auto& [path, text] : texts) linted.sources.add(Source(path, text));
  std::string problem;
  AnalysisOptions options{.today = *parse_date(test_day, problem), .threads = 1};
  options.rules.ignore_exceptions = ignore_exceptions;
  linted.analysis = analyse(linted.sources, options);
  check_invariants(linted);
  check_fixes(linted, options);
  return linted;
}
