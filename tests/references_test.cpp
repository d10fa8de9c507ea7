// Where a standard stands is told in words: no output shows a key of rules/sources.tsv.
#include "diagnostics/references.h"

#include <catch2/catch.hpp>
#include <regex>
#include <set>

#include "pipeline/pipeline.h"
#include "render/explanation.h"
#include "render/formats.h"
#include "render/manual.h"
#include "rules/examples.h"
#include "rules/packs.h"

using namespace capalint;

namespace {

/// What looks like a key, whether the table has it or not.
std::string key_in(const std::string& text) {
  static const std::regex key(R"(\b[SWNP][0-9]{1,2}\b)");
  std::smatch found;
  return std::regex_search(text, found, key) ? found.str() : "";
}

const Model& packs_alone() {
  using namespace std::chrono;
  static const Sources none;
  static const Analysis analysis = analyse(none, {.today = sys_days(year(2026) / October / 15)});
  return analysis.model;
}

}  // namespace

TEST_CASE("a key is shown as a title and a site, or as a site alone when the words are the title",
          "[references]") {
  CHECK(in_words("CAPA, the team in balance (W14)") ==
        "CAPA, the team in balance, camhsnetwork.co.uk");
  CHECK(
      in_words("CAPA, Individual and team job planning, step 1 (S1); the limits are inferred") ==
      "CAPA, Individual and team job planning, step 1, camhsnetwork.co.uk; the limits are inferred");
  CHECK(in_words("W14, W24") ==
        "\"The team in balance\", camhsnetwork.co.uk, \"Rules of thumb\", capa.co.uk");
  CHECK(
      in_words("CAPA, rules of thumb (W24, W35) and more") ==
      "CAPA, rules of thumb, capa.co.uk, \"Considering the issues\", camhsnetwork.co.uk, and more");
  CHECK(in_words("CAPA, the numbers (W4, W11)") == "CAPA, the numbers, camhsnetwork.co.uk");
  CHECK(in_words("our own ward S12, and (W14") ==
        "our own ward S12, and (\"The team in balance\", camhsnetwork.co.uk");
  CHECK(in_words("Riverside team day, May 2026") == "Riverside team day, May 2026");
  CHECK(in_words("").empty());
}

TEST_CASE("each key stands once in the table, with a title and an address", "[references]") {
  std::set<std::string_view> keys;
  for (const Reference& reference : references()) {
    INFO(reference.key);
    CHECK(keys.insert(reference.key).second);
    CHECK(!reference.title.empty());
    CHECK(reference.address.starts_with("http"));
    CHECK(!site_of(reference.address).empty());
    CHECK(site_of(reference.address).find("www.") == std::string_view::npos);
  }
  CHECK(keys.size() > 40);
}

TEST_CASE("no page of the manual shows a key", "[references]") {
  std::string all;
  for (const std::string& name : manual_pages()) {
    INFO(name);
    const std::string page = manual_page(name).value();
    CHECK(key_in(page).empty());
    all += page;
  }
  for (const Reference& reference : references()) {
    INFO(reference.key);
    CHECK(all.find(reference.address) != std::string::npos);
  }
}

TEST_CASE("no finding of the standard and no explanation shows a key", "[references]") {
  std::vector<ModelFile> files;
  for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
  std::vector<Diagnostic> diagnostics;
  std::size_t findings = 0;
  const auto check = [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
    for (const ExampleCase& example : examples) {
      Report report;
      report.sections.push_back({.sources = &example.sources, .diagnostics = judge(rule, example)});
      findings += report.sections.back().diagnostics.size();
      for (const bool explain : {false, true}) {
        for (const std::string_view name : {"text", "short", "markdown", "github", "junit"})
          CHECK(key_in(find_format(name)->render(report, {.explain = explain})).empty());
      }
    }
  };
  visit_examples({}, files, check, diagnostics);
  CHECK(findings > 100);

  const auto explained = [](std::string_view name) {
    INFO(name);
    for (const Description& d : describe({}, packs_alone(), name)) {
      CHECK(key_in(explanation_text({}, d, {})).empty());
    }
  };
  for (const RuleSource& rule : packs_alone().rules) explained(rule.rule->name.text);
  for (const SettingDeclaration& setting : packs_alone().setting_declarations)
    explained(setting.name);
  for (const ActivityInfo& activity : activities()) explained(activity.name);
  for (const Property& property : properties()) explained(property.name);
  for (const Function& function : functions()) explained(function.name);
  for (const ast::Pack* pack : packs_alone().packs) explained(pack->name.text);
}
