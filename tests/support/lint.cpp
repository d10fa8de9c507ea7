#include "support/lint.h"

#include <catch2/catch.hpp>

#include "message_style.h"
#include "support/invariants.h"

using namespace capalint;

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
  linted.sources = sources_of(texts);
  AnalysisOptions how = options();
  how.rules.ignore_exceptions = ignore_exceptions;
  linted.analysis = analyse(linted.sources, how);
  for (const std::string& problem : problems_of_findings(linted.sources, linted.analysis))
    FAIL_CHECK(problem);
  // Not for what a fuzz target makes up: a message quotes whatever stands in a file.
  for (const Diagnostic& found : linted.analysis.diagnostics) {
    INFO(found.code << " " << found.message);
    for (const std::string& problem : style_problems(found.message, found.subject))
      FAIL_CHECK(problem);
  }
  for (const std::string& problem : problems_of_fixes(linted.sources, linted.analysis, how))
    FAIL_CHECK(problem);
  return linted;
}
