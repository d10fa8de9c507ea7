// What is told about rules, settings and words, and about the sums behind a verdict.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "render/explanation.h"
#include "rules/describe.h"
#include "rules/examples.h"
#include "rules/mutation.h"
#include "rules/packs.h"
#include "rules/properties.h"
#include "rules/reads.h"
#include "rules/working.h"
#include "support/golden.h"
#include "support/lint.h"

using namespace capalint;

namespace {

const std::string own_rule = R"(setting supervised-hours = 12h {
  doc "Clinical hours for each hour of supervision."
  source "team day"
}

rule supervision {
  code TEAM001
  level warning
  title "Supervision goes with clinical time"
  standard "an hour for each twelve"
  source "team day"
  doc "Nobody works alone."

  for each plan where has(contract)

  let clinical = hours(choice + core)
  let needed   = clinical * 1h / supervised-hours

  require hours(other) >= needed
  at   other, else plan
  say  "{hours(other)} of supervision, and {clinical} need {needed}"
  help "plan {needed - hours(other)} more"

  example bad "none" {
    plan "A" {
      contract 20h
      mon am core 12h
    }
  }
  example good "exactly" {
    plan "A" {
      contract 20h
      mon am core 12h
      tue am supervision 1h
    }
  }
}
)";

const std::string team = R"(team "T" {
  quarter 2026-Q4
  set supervised-hours 14h
}
rules "T" {
  level supervision note
}
plan "Karen Peters" in "T" {
  contract 37.5h
  set supervised-hours 7h
  mon am core 3.5h, choice 1.5h x1
  tue am core 2h every 2 weeks
  wed am supervision 30m, big admin 1h
}
plan "Andrew Down" in "T" {
  mon am core 3.5h, big admin 30m
}
)";

Linted workspace() { return lint({{"capalint.capa", own_rule}, {"team.capa", team}}); }

const RuleSource& rule_named(const Model& model, std::string_view name) {
  const auto found =
      std::find_if(model.rules.begin(), model.rules.end(),
                   [&](const RuleSource& rule) { return rule.rule->name.text == name; });
  REQUIRE(found != model.rules.end());
  return *found;
}

PlanId plan_of(const Linted& linted, std::string_view name) {
  const Model& model = linted.analysis.model;
  for (const PlanId plan : model.plans.ids()) {
    if (model.plan_name(plan) == name) return plan;
  }
  return none;
}

Working work_out(const Linted& linted, std::string_view rule, PlanId plan) {
  const Model& model = linted.analysis.model;
  std::vector<Diagnostic> problems;
  const auto checked = check_rule(model, rule_named(model, rule), problems);
  REQUIRE(checked);
  return capalint::work_out(linted.sources, model, *checked, plan);
}

std::vector<std::string> values_of(const Chain& chain) {
  std::vector<std::string> values;
  for (const ChainLink& link : chain) values.push_back(link.value);
  return values;
}

using Texts_ = std::vector<std::string>;

}  // namespace

TEST_CASE("a rule of one's own is explained", "[explain]") {
  const Linted linted = workspace();
  const auto found = describe(linted.sources, linted.analysis.model, "TEAM001");
  REQUIRE(found.size() == 1);
  check_golden("explain/rule.txt", explanation_text(linted.sources, found[0], {.width = 80}));
  check_golden("explain/rule.json", explanation_json(linted.sources, found[0]).dump(2) + "\n");
}

TEST_CASE("the sums behind a finding are told down to the lines", "[explain]") {
  const Linted linted = workspace();
  const Working working = work_out(linted, "supervision", plan_of(linted, "Karen Peters"));
  CHECK(working.verdict == Verdict::finding);
  check_golden("explain/working.txt",
               working_text(linted.sources, rule_named(linted.analysis.model, "supervision"),
                            working, {.width = 80}));
}

TEST_CASE("more than a dozen pieces of work behind one value are told together", "[explain]") {
  const auto rests_on = [](std::size_t days, std::string_view evening) {
    std::string week;
    for (const char* day : {"mon", "tue", "wed", "thu"})
      if (days-- > 0)
        week += fmt::format("  {0} am core 1h\n  {0} pm core 1h\n  {0} eve core 1h\n", day);
    const Linted linted =
        lint({{"capalint.capa", own_rule},
              {"a.capa",
               fmt::format("plan \"A\" in \"T\" {{\n  contract 20h\n{}{}}}\n", week, evening)}});
    return working_text(linted.sources, rule_named(linted.analysis.model, "supervision"),
                        work_out(linted, "supervision", PlanId(0)), {.width = 80});
  };
  CHECK_THAT(rests_on(4, ""), Catch::Contains("hours(choice + core) = 12h\n"
                                              "      core 1h  (a.capa:3:10)\n"));
  CHECK_THAT(rests_on(4, "  fri am core 2h\n"),
             Catch::Contains("hours(choice + core) = 14h\n"
                             "      13 pieces of work (a.capa, lines 3 to 15)\n"));
}

TEST_CASE("what a sum is made of adds up to it", "[explain]") {
  const Linted linted = workspace();
  const Working working = work_out(linted, "supervision", plan_of(linted, "Karen Peters"));
  const auto clinical =
      std::find_if(working.inputs.begin(), working.inputs.end(),
                   [](const Input& input) { return input.name == "hours(choice + core)"; });
  REQUIRE(clinical != working.inputs.end());
  CHECK(clinical->value == "6h");
  REQUIRE(clinical->parts.size() == 3);
  CHECK(clinical->parts[0].value == "3.5h");
  CHECK(clinical->parts[1].value == "1.5h");
  CHECK(clinical->parts[2].value == "1h");
  CHECK(linted.sources.text(clinical->parts[2].span) == "core 2h every 2 weeks");
}

TEST_CASE("every value that a finding of the standard rests on has a place or is a default",
          "[explain]") {
  const Linted linted = workspace();
  const Model& model = linted.analysis.model;
  for (const RuleSource& rule : model.rules) {
    std::vector<Diagnostic> problems;
    const auto checked = check_rule(model, rule, problems);
    REQUIRE(checked);
    for (std::size_t i = 0; i < count(model, checked->scope); ++i) {
      const Working working =
          capalint::work_out(linted.sources, model, *checked, object_in(checked->scope, i));
      for (const Input& input : working.inputs) {
        INFO(rule.rule->name.text << ": " << input.name);
        CHECK_FALSE(input.name.empty());
        if (!input.origin.empty()) CHECK(input.span.valid());
        for (const Input& part : input.parts) CHECK(part.span.valid());
      }
    }
  }
}

TEST_CASE("a plan that the rule leaves out says so", "[explain]") {
  const Linted linted = workspace();
  const Working working = work_out(linted, "supervision", plan_of(linted, "Andrew Down"));
  CHECK(working.verdict == Verdict::left_out);
}

TEST_CASE("the chain of a setting goes from the default to the plan", "[explain]") {
  const Linted linted = workspace();
  const Model& model = linted.analysis.model;
  const SettingId id = model.find_setting("supervised-hours");
  CHECK(values_of(setting_chain(model, id)) == Texts_{"12h"});
  CHECK(values_of(setting_chain(model, id, TeamId(0))) == Texts_{"12h", "14h"});
  const PlanId karen = plan_of(linted, "Karen Peters");
  const PlanId andrew = plan_of(linted, "Andrew Down");
  CHECK(values_of(setting_chain(model, id, none, karen)) == Texts_{"12h", "14h", "7h"});
  CHECK(values_of(setting_chain(model, id, none, andrew)) == Texts_{"12h", "14h"});
  CHECK(linted.sources.text(setting_chain(model, id, none, karen).back().span) ==
        "set supervised-hours 7h");
}

TEST_CASE("the chain of a level goes from the rule to the team", "[explain]") {
  const Linted linted = workspace();
  const Model& model = linted.analysis.model;
  const RuleSource& rule = rule_named(model, "supervision");
  CHECK(values_of(level_chain(model, rule)) == Texts_{"warning"});
  CHECK(values_of(level_chain(model, rule, TeamId(0))) == Texts_{"warning", "note"});
}

TEST_CASE("every name that there is can be explained, and a misspelt one gets the nearest",
          "[explain]") {
  const Linted linted = workspace();
  const Model& model = linted.analysis.model;
  const auto known = [&](std::string_view name) {
    INFO(name);
    const auto found = describe(linted.sources, model, name);
    CHECK_FALSE(found.empty());
    for (const Description& description : found) {
      CHECK_FALSE(explanation_text(linted.sources, description, {.width = 80}).empty());
    }
  };
  for (const RuleSource& rule : model.rules) known(rule.rule->name.text);
  for (const SettingDeclaration& setting : model.setting_declarations) known(setting.name);
  for (const ActivityInfo& activity : activities()) known(activity.name);
  for (const Property& property : properties()) known(property.name);
  for (const Function& function : functions()) known(function.name);
  for (const char* name : {"CAPA101", "unknown-activity", "hours", "sessions", "plan", "capa"})
    known(name);
  CHECK(describe(linted.sources, model, "supervison").empty());
  CHECK(nearest_name(model, "supervison") == "supervision");
}

TEST_CASE("each setting that changes a property is noted when it is worked out", "[explain]") {
  const std::string plans = R"(team "T" {
  quarter 2026-Q4
  referrals 11 per week
  transfer 66%
  choice weekly {
    "A" 1 per week
  }
}
plan "A" in "T" {
  contract 20h
  mon am choice 1.5h x1, core 3.5h x2
  tue am specific "x" 3.5h x1, big admin 1h
}
plan "B" in "T" {
  contract 10h
  before big admin
  mon am choice 1.5h, core 4h
}
)";
  struct Observed {
    std::string text;
    std::vector<std::string_view> settings;
  };
  const auto values = [&](const std::string& set) {
    const Linted linted = lint({{"a.capa", plans}, {"r.capa", "rules {\n" + set + "\n}\n"}});
    const Model& model = linted.analysis.model;
    std::vector<Observed> all;
    for (const Property& property : properties()) {
      Observed& observed = all.emplace_back();
      Record record;
      Reading reading(model, &record);
      for (std::size_t i = 0; i < count(model, property.scope); ++i) {
        const Value value =
            property.value(reading, object_in(property.scope, i), paid_activities());
        observed.text += to_text(value) +
                         (value.kind == Kind::quantity ? to_exact(value.quantity.value) : "") + ";";
      }
      for (const Record::SettingRead& read : record.settings)
        observed.settings.push_back(model.setting_declarations[read.id].name);
    }
    return all;
  };
  const auto before = values("");
  const std::pair<std::string, std::string> changes[] = {
      {"session", "4h"},
      {"contacts-per-session", "3 appointments"},
      {"choice-length", "60m"},
      {"big-admin-per-session", "1h"},
      {"big-admin-base", "specific"},
      {"big-admin-added", "yes"},
      {"balance-low", "7"},
      {"balance-high", "10"},
      {"choice-loss", "20%"},
      {"core-appointments", "8 appointments"},
      {"working-weeks", "40 weeks"},
      {"multiplier", "2.5"},
      {"full-time", "40h"},
  };
  std::size_t changed = 0;
  for (const auto& [name, value] : changes) {
    const auto after = values("  set " + name + " " + value);
    for (std::size_t i = 0; i < properties().size(); ++i) {
      if (before[i].text == after[i].text) continue;
      ++changed;
      const Property& property = properties()[i];
      INFO(to_string(property.scope) << "." << property.name << " changes with " << name);
      const auto& noted = before[i].settings;
      CHECK(std::find(noted.begin(), noted.end(), name) != noted.end());
    }
  }
  CHECK(changed > 0);
}

TEST_CASE("every property has a value in the sample that shows what it reads", "[explain]") {
  const Linted linted = lint({{"sample.capa", std::string(sample_text())}});
  for (const std::string& code : linted.codes()) {
    INFO(code);
    CHECK(code >= "CAPA200");  // the text itself is sound
  }
  Reading reading(sample());
  for (const Property& property : properties()) {
    INFO(to_string(property.scope) << "." << property.name);
    bool known = false;
    for (std::size_t i = 0; i < count(sample(), property.scope); ++i)
      known =
          known || property.value(reading, object_in(property.scope, i), paid_activities()).known();
    CHECK(known);
  }
}

TEST_CASE("what a rule reads of plans is told apart from what it reads of teams", "[explain]") {
  const std::string rules =
      "rule r {\n  code TEAM1\n  level warning\n  title \"T\"\n  for each team\n  require "
      "count(each plan where hours(core) > session) > 0 or balance-low > 0\n  say \"no\"\n}\n";
  const Linted linted = lint({{"r.capa", rules}});
  const Model& model = linted.analysis.model;
  std::vector<Diagnostic> problems;
  const auto checked = check_rule(model, rule_named(model, "r"), problems);
  REQUIRE(checked);
  const SettingId session = model.find_setting("session");
  const SettingId balance_low = model.find_setting("balance-low");
  const auto has = [](const std::vector<SettingId>& all, SettingId id) {
    return std::find(all.begin(), all.end(), id) != all.end();
  };
  CHECK(has(settings_read(model, *checked), session));
  CHECK(has(settings_read(model, *checked), balance_low));
  CHECK(has(settings_read_of_plans(model, *checked), session));
  CHECK_FALSE(has(settings_read_of_plans(model, *checked), balance_low));
}

TEST_CASE("what an example says without effect is told", "[examples]") {
  const Linted linted = lint({{"r.capa", R"(rule more {
  code TEAM1
  level warning
  title "More Core"
  for each plan
  require hours(core) >= 4h
  say "{hours(core)}"
  example bad "too little" {
    rule less {
      code TEAM2
      level note
      title "Less Core"
      for each plan
      require hours(core) < 1h
      say "never"
    }
    rules {
      level more off
    }
    plan "A" {
      mon am core 3.5h  # capa: allow more because "it is here"
    }
  }
}
)"}});
  std::vector<ModelFile> files;
  for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
  for (const ParsedFile& parsed : linted.analysis.files) files.push_back({&parsed->file, {}});
  std::vector<Diagnostic> diagnostics;
  visit_examples(
      linted.sources, files,
      [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
        CHECK(try_examples(rule, examples, diagnostics).bad == 1);
      },
      diagnostics, [](const RuleSource& rule) { return rule.pack.empty(); });
  std::vector<std::string> told;
  for (const Diagnostic& diagnostic : diagnostics)
    told.push_back(std::string(linted.sources.text(diagnostic.span)) + ": " + diagnostic.message);
  CHECK(told == std::vector<std::string>{"less: a rule in an example has no effect",
                                         "more: a level in an example has no effect",
                                         "more: an exception in an example has no effect"});
}

TEST_CASE("a change that no example would notice is found", "[mutation]") {
  const Linted linted = workspace();
  std::vector<ModelFile> files;
  for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
  for (const ParsedFile& parsed : linted.analysis.files) files.push_back({&parsed->file, {}});
  std::vector<Diagnostic> diagnostics;
  MutationCounts counts;
  visit_examples(
      linted.sources, files,
      [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
        CHECK(try_examples(rule, examples, diagnostics).bad == 1);
        CHECK(diagnostics.empty());
        counts = try_mutations(rule, examples, diagnostics);
      },
      diagnostics, [](const RuleSource& rule) { return rule.pack.empty(); });
  // `>=` becoming `>`, and the threshold 15m higher or lower; only the last goes unnoticed.
  CHECK(counts.tried == 3);
  REQUIRE(counts.unnoticed == 1);
  CHECK(diagnostics[0].code == "CAPA138");
  CHECK(diagnostics[0].message == "no example of `supervision` would notice this being 15m less");
  CHECK(linted.sources.text(diagnostics[0].span) == "needed");
}

TEST_CASE("a help that rests on what could not be read says so", "[help]") {
  // Of Ann's contract nobody knows how much is planned, since a line of her other plan is unread.
  const Linted linted = lint({{"a.capa",
                               "team \"A\" {\n}\nteam \"B\" {\n}\n"
                               "plan \"Ann\" in \"A\" {\n  contract 20h\n  mon am core 3.5h\n}\n"
                               "plan \"Ann\" in \"B\" {\n  mon pm ???\n}\n"}});
  CHECK(linted.only("CAPA202").help ==
        "correct what could not be read: what to do about this rests on it");
}
