// Every diagnostic at its place: the cases of tests/cases, and that none is without one.
#include "support/cases.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "diagnostics/builtin.h"
#include "rules/examples.h"
#include "rules/mutation.h"
#include "rules/packs.h"
#include "support/lint.h"
#include "support/workspaces.h"

using namespace capalint;
namespace fs = std::filesystem;

namespace {

const fs::path cases = fs::path(CAPALINT_SOURCE_DIR) / "tests" / "cases";

std::vector<fs::path> capa_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".capa") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void check_case(const fs::path& path, const std::function<bool(const Diagnostic&)>& counts) {
  INFO(path.string());
  const std::string text = read_text(path.string());
  const std::string annotated = annotate(without_expectations(text), counts);
  if (updating()) write_text(path.string(), annotated);
  CHECK(read_text(path.string()) == annotated);
}

// What a new rule's case starts as: its first bad example.
void write_rule_case(const fs::path& path, const ast::Rule& rule, std::string_view source,
                     std::string_view pack) {
  for (const ast::Example& example : rule.examples) {
    if (example.good) continue;
    write_text(path.string(), example_as_case(rule, example, source, pack));
    return;
  }
}

// What `capalint test` finds in a rule with an example that does not behave, and changes that none would notice.
std::vector<std::string> codes_of_examples() {
  const Linted linted = lint({{"capalint.capa", R"(
rule short-core {
  code TEAM001
  level note
  title "Core takes some time"
  for each plan
  require hours(core) > 2h
  say "{hours(core)} of Core"
  example good "no Core at all" {
    plan "A" {
    }
  }
}
)"}});
  std::vector<ModelFile> files;
  for (const ParsedFile& file : linted.analysis.files) files.push_back({&file->file, {}});
  std::vector<Diagnostic> diagnostics;
  visit_examples(
      linted.sources, files,
      [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
        (void)try_examples(rule, examples, diagnostics);
        (void)try_mutations(rule, examples, diagnostics);
      },
      diagnostics);
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

}  // namespace

TEST_CASE("Language: what is found is shown at the smallest text that is wrong") {
  for (const fs::path& path : capa_files(cases / "language")) check_case(path, is_builtin);
}

// Written by somebody who has read the README and nothing else.
TEST_CASE("Newcomers: the default packs find little in a first plan") {
  for (const fs::path& path : capa_files(cases / "newcomers"))
    check_case(path, [](const Diagnostic&) { return true; });
  for (const fs::path& path : capa_files(cases / "absence"))
    check_case(path, [](const Diagnostic&) { return true; });
}

// Weeks as consultants' papers have them, each sayable without a day or a half-day that nobody wrote.
TEST_CASE("Grids: all that is found in weeks taken from papers") {
  for (const fs::path& path : capa_files(cases.parent_path() / "grids"))
    check_case(path, [](const Diagnostic&) { return true; });
}

TEST_CASE("Rules: what is found is shown at the smallest text that is wrong") {
  for (const PackFile& pack : standard_packs()) {
    for (const ast::Item& item : pack.file.items) {
      const auto* rule = std::get_if<ast::Rule>(&item);
      if (rule == nullptr) continue;
      const fs::path path = cases / "rules" / (std::string(rule->name.text) + ".capa");
      const Source source = pack_source(pack.file.id);
      if (updating() && !fs::exists(path)) write_rule_case(path, *rule, source.text(), pack.pack);
      INFO(path.string());
      REQUIRE(fs::exists(path));
      check_case(path,
                 [&](const Diagnostic& diagnostic) { return diagnostic.rule == rule->name.text; });
      const std::string annotated = read_text(path.string());
      CHECK(annotated != without_expectations(annotated));
    }
  }
}

TEST_CASE("No case without a rule") {
  std::set<std::string> rules;
  for (const PackFile& pack : standard_packs()) {
    for (const ast::Item& item : pack.file.items) {
      if (const auto* rule = std::get_if<ast::Rule>(&item)) rules.emplace(rule->name.text);
    }
  }
  for (const fs::path& path : capa_files(cases / "rules")) {
    INFO(path.string());
    CHECK(rules.contains(path.stem().string()));
  }
}

TEST_CASE("Every built-in diagnostic is found in some text") {
  std::set<std::string> found;
  const auto found_in = [&](const std::vector<std::string>& codes) {
    found.insert(codes.begin(), codes.end());
  };
  for (const fs::path& path : capa_files(cases / "language"))
    found_in(codes_found(without_expectations(read_text(path.string()))));
  // What no case file can hold.
  constexpr std::size_t too_many = 5'000'000;
  for (const std::string& bytes :
       {std::string("\xEF\xBB\xBF# a plan"), std::string("# Si\xE2n"), std::string("ELF\0", 4),
        std::string("<<<<<<< HEAD\n"), std::string(too_many, '#'),
        "rules {\n  set session " + std::string(too_many / 1000, '(')})
    found_in(lint({{"bad.capa", bytes}}).codes());
  Linted unread;
  unread.sources.add(Source::unreadable("secret.capa", "permission denied"));
  unread.sources.add(Source::misnamed("tom.capa.txt", "this file is not read", "rename it"));
  std::string problem;
  unread.analysis = analyse(unread.sources, {.today = *parse_date(test_day, problem), .rules = {}});
  found_in(unread.codes());
  found_in(codes_of_examples());

  for (const BuiltinInfo& row : builtins()) {
    INFO(row.code << " " << row.name);
    CHECK(found.contains(std::string(row.code)));
  }
}

TEST_CASE("Built-in diagnostics stand in the order of their ids, each with its own code and name") {
  std::set<std::string_view> seen;
  const auto& table = builtins();
  for (std::size_t i = 0; i < table.size(); ++i) {
    CHECK(static_cast<std::size_t>(table[i].id) == i);
    CHECK(seen.insert(table[i].code).second);
    CHECK(seen.insert(table[i].name).second);
    CHECK_FALSE(table[i].why.empty());
    CHECK_FALSE(table[i].help.empty());
  }
}
