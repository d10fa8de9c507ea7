// Every rule of every standard pack is checked by the examples that stand in it.
#include <catch2/catch.hpp>
#include <deque>
#include <set>

#include "format/format.h"
#include "message_style.h"
#include "rules/examples.h"
#include "rules/packs.h"
#include "support/lint.h"
#include "support/untidy.h"
#include "syntax/dump.h"
#include "syntax/parse.h"

using namespace capalint;

namespace {

std::vector<ModelFile> packs() {
  std::vector<ModelFile> files;
  for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
  return files;
}

/// All that the rules in these texts find in their examples. Places are left out: there, fmt has
/// another spelling for the same amount.
std::vector<std::string> found_in_examples(const std::vector<std::string>& texts) {
  Sources sources;
  for (const std::string& text : texts) sources.add(Source("rule.capa", text));
  std::deque<Parsed> parsed;
  std::vector<ModelFile> files;
  for (FileId id = 0; id < sources.size(); ++id) {
    parsed.push_back(parse(id, sources[id]));
    files.push_back({&parsed.back().file, standard_packs()[id].pack});
  }
  std::vector<std::string> findings;
  const auto collect = [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
    for (const ExampleCase& example : examples) {
      for (const Diagnostic& found : judge(rule, example)) {
        findings.push_back(found.code + ": " + found.message + " | " + found.help);
        for (const Label& label : found.labels) findings.push_back(label.message);
        for (const TracedValue& value : found.values)
          findings.push_back(value.name + " = " + value.substituted + " = " + value.value);
      }
    }
  };
  std::vector<Diagnostic> diagnostics;
  visit_examples(sources, files, collect, diagnostics);
  CHECK(diagnostics.empty());
  return findings;
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

TEST_CASE("formatting a standard pack changes nothing that its rules find") {
  std::vector<std::string> hurried;
  std::vector<std::string> neat;
  for (const EmbeddedFile& file : embedded_files()) {
    hurried.push_back(untidy(std::string(file.text), 5));
    neat.push_back(format(0, Source("rule.capa", hurried.back())).text);
    CHECK(neat.back() != hurried.back());
  }
  const std::vector<std::string> findings = found_in_examples(hurried);
  const std::vector<std::string> found = found_in_examples(neat);
  CHECK(findings.size() > 100);
  REQUIRE(found.size() == findings.size());
  for (std::size_t i = 0; i < findings.size(); ++i) CHECK(found[i] == findings[i]);
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

TEST_CASE("the program's own copy of a standard pack is what its text says") {
  for (std::size_t i = 0; i < embedded_files().size(); ++i) {
    const EmbeddedFile& file = embedded_files()[i];
    INFO(file.path);
    const Source source(std::string(file.path), std::string(file.text));
    CHECK(dump(standard_packs()[i].file) == dump(parse(0, source).file));
  }
}

TEST_CASE("every number that a finding of the standard shows has a label, and no label is idle") {
  std::vector<Diagnostic> diagnostics;
  const auto check = [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
    std::set<std::string> shown;
    for (const ExampleCase& example : examples) {
      for (const Diagnostic& found : judge(rule, example)) {
        for (const TracedValue& value : found.values) {
          if (!value.label.empty()) shown.insert(value.name);
        }
      }
    }
    for (const ast::Let& let : rule.source->rule->lets) {
      INFO(rule.source->rule->name.text << ": " << let.name.text);
      CHECK(let.label.has_value() == shown.contains(std::string(let.name.text)));
      if (!let.label) continue;
      for (const std::string& problem : style_problems(std::string(let.label->text)))
        FAIL_CHECK(let.label->text << " " << problem);
    }
  };
  visit_examples({}, packs(), check, diagnostics);
  CHECK(diagnostics.empty());
}

TEST_CASE("examples of rules in several files are run, each beside the others") {
  const auto rule = [](const std::string& name, const std::string& code) {
    return "rule " + name + " {\n  code " + code +
           "\n  level note\n  title \"Core takes some time\"\n  for each plan\n"
           "  require hours(core) > own-limit\n  at own-limit, else plan\n"
           "  say \"{hours(core)} of Core\"\n"
           "  example bad \"none\" {\n    plan \"A\" {\n    }\n  }\n"
           "  example good \"some\" {\n    plan \"A\" {\n      mon am core 3.5h\n    }\n  }\n}\n";
  };
  const Linted linted =
      lint({{"capalint.capa", "setting own-limit = 1h {\n  doc \"A limit.\"\n}\n"},
            {"first.capa", rule("first", "TEAM001")},
            {"second.capa", rule("second", "TEAM002")}});
  std::vector<ModelFile> files = packs();
  for (const ParsedFile& parsed : linted.analysis.files) files.push_back({&parsed->file, {}});
  std::vector<Diagnostic> diagnostics;
  ExampleCounts counts;
  visit_examples(
      linted.sources, files,
      [&](const CheckedRule& checked, const std::vector<ExampleCase>& examples) {
        counts += try_examples(checked, examples, diagnostics);
      },
      diagnostics, [](const RuleSource& source) { return source.pack.empty(); });
  CHECK(diagnostics.empty());
  CHECK(counts.good == 2);
  CHECK(counts.bad == 2);
}
