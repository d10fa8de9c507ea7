// The examples inside rules, run as tests: each body is a small workspace of its own, judged by the
// one rule that it stands in. `capalint test` and the test suite call this; the same cases can be judged
// again with a changed rule, to see whether an example would notice.
#pragma once

#include <functional>
#include <vector>

#include "rules/program.h"
#include "syntax/parse.h"

namespace capalint {

/// An example as a workspace. It knows the settings, words and rules around its rule, and nothing that
/// they are set to: what an example needs, it says.
struct ExampleCase {
  const ast::Example* said = nullptr;
  Sources sources;  // those of the rule, and last the file that holds it once more, as the example
  Parsed parsed;    // of the body alone
  Model model;
  std::vector<Diagnostic> problems;  // of names and units
};

/// What the rule says about the example; spans are in `example.sources`.
[[nodiscard]] std::vector<Diagnostic> judge(const CheckedRule& rule, const ExampleCase& example);

/// The day on which examples are judged: 2026-10-15, in the quarter 2026-Q4.
[[nodiscard]] Date example_date();

using ExampleVisitor = std::function<void(const CheckedRule&, const std::vector<ExampleCase>&)>;

/// Which rules are visited.
using RuleFilter = bool (*)(const RuleSource&);

/// Goes through the sound rules of `files` (the standard packs first, then those of a workspace whose
/// texts are in `sources`). What is wrong with the other rules is added to `diagnostics`.
void visit_examples(const Sources& sources, const std::vector<ModelFile>& files,
                    const ExampleVisitor& visit, std::vector<Diagnostic>& diagnostics,
                    RuleFilter wanted = nullptr);

struct ExampleCounts {
  std::size_t rules = 0;
  std::size_t good = 0;
  std::size_t bad = 0;
};

ExampleCounts& operator+=(ExampleCounts& a, const ExampleCounts& b);

/// Runs the examples of one rule, in a visitor.
[[nodiscard]] ExampleCounts try_examples(const CheckedRule& rule,
                                         const std::vector<ExampleCase>& examples,
                                         std::vector<Diagnostic>& diagnostics);

/// Runs all examples of all rules in `files`: adds a finding for each that does not behave as it says,
/// with a place in the file of its rule.
[[nodiscard]] ExampleCounts run_examples(const Sources& sources,
                                         const std::vector<ModelFile>& files,
                                         std::vector<Diagnostic>& diagnostics);

}  // namespace capalint
