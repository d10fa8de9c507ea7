// Every rule of every standard pack is checked by the examples that stand in it.
#include <catch2/catch.hpp>
#include <set>

#include "rules/examples.h"
#include "rules/packs.h"

using namespace capalint;

namespace {

std::vector<ModelFile> packs() {
  std::vector<ModelFile> files;
  for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
  return files;
}

}  // namespace

TEST_CASE("the examples in the standard packs behave as they say") {
  std::vector<Diagnostic> diagnostics;
  const ExampleCounts counts = run_examples({}, packs(), diagnostics);
  for (const Diagnostic& diagnostic : diagnostics) {
    const Source source = pack_source(diagnostic.span.file);
    const Position at = source.position(diagnostic.span.begin);
    FAIL_CHECK(source.path() << ":" << at.line << ": " << diagnostic.message << " ("
                             << diagnostic.help << ")");
  }
  CHECK(counts.rules > 0);
}

TEST_CASE("every standard rule has a good and a bad example, a doc and a source") {
  std::vector<Diagnostic> diagnostics;
  std::set<std::string_view> codes;
  const auto check = [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
    const ast::Rule& said = *rule.source->rule;
    INFO(said.name.text);
    std::size_t good = 0;
    for (const ExampleCase& example : examples) good += example.said->good ? 1 : 0;
    CHECK(good > 0);
    CHECK(good < examples.size());
    CHECK(!said.doc.empty());
    CHECK(said.source.has_value());
    CHECK(said.standard.has_value());
    CHECK(!said.help.pieces.empty());
    CHECK(codes.insert(said.code->text).second);
  };
  visit_examples({}, packs(), check, diagnostics);
  CHECK(diagnostics.empty());
}
