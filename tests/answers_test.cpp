// What a condition comes out as, which most things need alone, held to the value that it has.
#include <catch2/catch.hpp>

#include "rules/evaluate.h"
#include "rules/program.h"
#include "rules/reads.h"
#include "support/lint.h"
#include "support/workspaces.h"

using namespace capalint;

namespace {

Answer answer_of(const Value& value) {
  if (value.kind == Kind::absent) return Answer::absent;
  if (value.kind == Kind::failed) return Answer::failed;
  if (value.kind == Kind::unknown) return Answer::unknown;
  return value.truth() ? Answer::yes : Answer::no;
}

void check_answers(const Model& model, const CheckedRule& rule) {
  Reading reading(model);
  Lets lets;
  for (std::size_t i = 0; i < count(model, rule.scope); ++i) {
    const Object object = object_in(rule.scope, i);
    const Context context(rule, object, reading, lets);
    for (const NodeId condition : {rule.where, rule.require}) {
      if (condition == no_node) continue;
      INFO(rule.source->rule->name.text << " for " << name_of(model, object));
      REQUIRE(answer(context, context.focus(), condition) ==
              answer_of(evaluate(context, condition)));
    }
  }
}

}  // namespace

TEST_CASE("every rule of the standard packs is sound, so that a run checks those it needs",
          "[answers]") {
  for (const RuleSource& source : sample().rules) {
    INFO(source.rule->name.text);
    std::vector<Diagnostic> mistakes;
    CHECK(check_rule(sample(), source, mistakes));
    CHECK(mistakes.empty());
  }
}

TEST_CASE("a condition is answered as its value says", "[answers]") {
  std::vector<Workspace> workspaces = made_up_workspaces(15);
  for (Workspace& each : workspaces_of_cases()) workspaces.push_back(std::move(each));
  for (const Workspace& each : workspaces) {
    INFO(each.name);
    const Linted linted = lint(each.texts);
    const Model& model = linted.analysis.model;
    for (const RuleSource& source : model.rules) {
      std::vector<Diagnostic> mistakes;
      if (const auto rule = check_rule(model, source, mistakes)) check_answers(model, *rule);
    }
  }
}
