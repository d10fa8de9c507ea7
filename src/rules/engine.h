// Runs the rules over a model: `judge` applies them, `settle` weighs what they found against the
// exceptions. Rules are data: nothing here knows one of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/model.h"
#include "rules/exceptions.h"
#include "rules/program.h"
#include "source/source.h"

namespace capalint {

/// What was looked at and held, for approval: a rule and how many things it held for.
struct Passed {
  std::string code;
  std::string rule;
  std::string title;
  std::uint32_t count = 0;
};

/// A level that the run itself asks for, whatever files say; `rule` is a code, a name or a pack.
struct LevelChoice {
  std::string rule;
  Level level = Level::error;
  friend bool operator==(const LevelChoice&, const LevelChoice&) = default;
};

struct RuleOptions {
  bool ignore_exceptions = false;
  bool collect_passes = false;
  std::vector<LevelChoice> levels;  // the last one that names a rule holds
  std::vector<std::string>
      asked_for;  // codes, names and packs that are looked at though not in use
  friend bool operator==(const RuleOptions&, const RuleOptions&) = default;
};

/// What a rule says of one thing, before exceptions are looked at.
struct Judged {
  Diagnostic diagnostic;
  About about;
  FileId home = no_file;  // where the thing stands; `no_file` for what is wrong with a rule itself
};

/// The rules of a model after they have been checked, by their numbers in it. Parts of one workspace have the
/// same ones, which are checked once for all of them.
struct RuleChecks {
  struct Check {
    std::optional<CheckedRule> rule;  // when it is sound
    std::optional<Diagnostic> twice;  // another one has its name
    std::vector<Diagnostic> mistakes;
  };
  std::vector<Check> checks;
};
[[nodiscard]] RuleChecks check_rules(const Model& model);

struct Judgement {
  std::vector<Judged> findings;  // in the order of the rules, then of the things
  std::vector<Passed> passed;
};

struct RuleResult {
  std::vector<Diagnostic> diagnostics;
  std::vector<Suppressed> suppressed;
  ExceptionsUsed used;
};

/// Tells what is wrong with the rules themselves, then applies those in force to everything that they look at, or,
/// with `files` (by FileId), only to what stands in those. The result is the same for any `threads`.
[[nodiscard]] Judgement judge(const Sources& sources, const Model& model,
                              const RuleOptions& options, unsigned threads,
                              const std::vector<bool>* files = nullptr);
[[nodiscard]] Judgement judge(const Sources& sources, const Model& model, const RuleChecks& checked,
                              const RuleOptions& options, unsigned threads);

/// Findings that were made before (`earlier`: syntax and names) can be allowed in the same way. `elsewhere` is
/// of the other parts of a workspace.
[[nodiscard]] RuleResult settle(const Sources& sources, const Model& model,
                                std::vector<Diagnostic> earlier, std::vector<Judged> judged,
                                const RuleOptions& options, const ExceptionsUsed& elsewhere = {});

/// What one rule finds in everything that it looks at, whatever its level and pack, and whatever is
/// allowed. The rule may have been checked against another model with the same settings.
[[nodiscard]] std::vector<Diagnostic> apply_rule(const Sources& sources, const Model& model,
                                                 const CheckedRule& rule);

}  // namespace capalint
