// The example that stands on the page of each built-in diagnostic.
#include "diagnostics/mistakes.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "render/formats.h"
#include "render/manual.h"
#include "rules/packs.h"
#include "support/lint.h"

using namespace capalint;

namespace {

bool is_built_in(const Diagnostic& diagnostic) {
  return std::any_of(builtins().begin(), builtins().end(),
                     [&](const BuiltinInfo& row) { return row.code == diagnostic.code; });
}

// `capalint test` finds these two, and docs_test.py runs it.
bool about_examples(Builtin id) {
  return id == Builtin::example_failed || id == Builtin::unnoticed_change;
}

}  // namespace

TEST_CASE("the example of a built-in diagnostic is found, and mended nothing built in is found") {
  for (const Mistake& mistake : mistakes()) {
    const BuiltinInfo& row = info(mistake.id);
    INFO(row.code << " " << row.name);
    if (!about_examples(mistake.id)) {
      const Linted found = lint({{"plan.capa", std::string(mistake.found)}});
      const auto codes = found.codes();
      CHECK(std::find(codes.begin(), codes.end(), row.code) != codes.end());
    }
    const Linted clean = lint({{"plan.capa", mended(mistake)}});
    for (const Diagnostic& diagnostic : clean.analysis.diagnostics) {
      INFO(diagnostic.code << " " << diagnostic.message);
      CHECK_FALSE(is_built_in(diagnostic));
    }
  }
}

TEST_CASE("every built-in diagnostic that a short text can show has an example") {
  const std::set<Builtin> without{Builtin::unreadable_file, Builtin::file_too_large,
                                  Builtin::not_utf8, Builtin::nested_too_deep,
                                  Builtin::misnamed_file};
  for (const BuiltinInfo& row : builtins()) {
    INFO(row.code << " " << row.name << " has no row in src/diagnostics/mistakes.cpp");
    CHECK((mistake_of(row.id) == nullptr) == without.contains(row.id));
  }
}

TEST_CASE("the link of a code leads to its page") {
  CHECK(documentation_of("https://manual.example/rules", "CAPA202") ==
        "https://manual.example/rules/CAPA202.md");
  CHECK(documentation_of("https://manual.example/rules", "CAPA101") ==
        "https://manual.example/rules/CAPA101.md");
  CHECK(documentation_of("https://manual.example/rules", "TEAM001").empty());
  CHECK(documentation_of("", "CAPA202").empty());
}

TEST_CASE("a SARIF file links to pages on the web, and never to those of one machine") {
  Report report{.rules = {{.code = "CAPA202", .name = "big-admin", .title = "Big Admin"}}};
  report.docs = "https://manual.example/rules";
  const std::string page = R"("helpUri": "https://manual.example/rules/CAPA202.md")";
  CHECK(render_sarif(report, {}).find(page) != std::string::npos);
  report.docs = "file:///home/nadia/docs/rules";
  CHECK(render_sarif(report, {}).find("helpUri") == std::string::npos);
}
