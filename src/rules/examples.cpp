#include "rules/examples.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <memory>

#include "diagnostics/builtin.h"
#include "diagnostics/english.h"
#include "rules/engine.h"
#include "rules/packs.h"

namespace capalint {
namespace {

// What stands around a rule: settings, words and rules, without plans and without what is set for them.
ast::File surroundings(const ast::File& file) {
  ast::File kept{.id = file.id, .exprs = file.exprs};
  for (const ast::Item& item : file.items) {
    if (std::holds_alternative<ast::Team>(item) || std::holds_alternative<ast::Plan>(item))
      continue;
    const auto* rules = std::get_if<ast::Rules>(&item);
    if (rules == nullptr) {
      kept.items.push_back(item);
      continue;
    }
    ast::Rules declarations{.span = rules->span};
    for (const ast::RulesStatement& statement : rules->statements) {
      if (std::holds_alternative<ast::Rule>(statement) ||
          std::holds_alternative<ast::Setting>(statement) ||
          std::holds_alternative<ast::Activity>(statement))
        declarations.statements.push_back(statement);
    }
    kept.items.emplace_back(std::move(declarations));
  }
  return kept;
}

// The example is one more file beside those that its rule, settings and words stand in.
void build(ExampleCase& example, ModelInput input, const Sources& sources, const Source& source) {
  example.sources = sources;
  const FileId id = example.sources.add(source);
  example.parsed = parse_part(id, example.sources[id], example.said->body);
  input.files.push_back({&example.parsed.file, {}});
  ModelResult built = build_model(input);
  example.model = std::move(built.model);
  for (Diagnostic& diagnostic : built.diagnostics) {
    // What is wrong around the rule is reported once, not for every example.
    if (diagnostic.span.file == id) example.problems.push_back(std::move(diagnostic));
  }
}

// What a file may say and an example is not judged by: only the rule around it speaks.
std::vector<std::pair<Span, std::string_view>> without_effect(const ast::File& file) {
  std::vector<std::pair<Span, std::string_view>> found;
  const auto look = [&](const auto& item) {
    if (const auto* rule = std::get_if<ast::Rule>(&item))
      found.emplace_back(rule->name.span, "rule");
  };
  for (const ast::Item& item : file.items) {
    look(item);
    const auto* rules = std::get_if<ast::Rules>(&item);
    if (rules == nullptr) continue;
    for (const ast::RulesStatement& statement : rules->statements) {
      look(statement);
      if (const auto* level = std::get_if<ast::LevelStatement>(&statement))
        found.emplace_back(level->rule.span, "level");
      if (const auto* allow = std::get_if<ast::Allow>(&statement))
        found.emplace_back(allow->rule.span, "exception");
    }
  }
  for (const ast::Allow& allow : file.comments) found.emplace_back(allow.rule.span, "exception");
  return found;
}

// An example's text stands in the file of its rule as well, at the same places.
Diagnostic in_file(Diagnostic diagnostic, FileId file) {
  diagnostic.span.file = file;
  for (Label& label : diagnostic.labels) label.span.file = file;
  for (Fix& fix : diagnostic.fixes) {
    for (Edit& edit : fix.edits) edit.span.file = file;
  }
  return diagnostic;
}

std::string called(const ast::Example& example) {
  return example.name ? fmt::format("\"{}\"", example.name->text) : "this example";
}

}  // namespace

Date example_date() {
  using namespace std::chrono;
  return sys_days(year(2026) / October / 15);
}

std::vector<Diagnostic> judge(const CheckedRule& rule, const ExampleCase& example) {
  return apply_rule(example.sources, example.model, rule);
}

void visit_examples(const Sources& sources, const std::vector<ModelFile>& files,
                    const ExampleVisitor& visit, std::vector<Diagnostic>& diagnostics,
                    RuleFilter wanted) {
  std::deque<ast::File> kept;
  ModelInput input{.today = example_date()};
  for (const ModelFile& file : files) {
    kept.push_back(surroundings(*file.file));
    input.files.push_back({&kept.back(), file.pack});
  }
  const ModelResult around = build_model(input);
  for (const RuleSource& source : around.model.rules) {
    if (wanted != nullptr && !wanted(source)) continue;
    const auto rule = check_rule(around.model, source, diagnostics);
    if (!rule) continue;
    const Source& text = file_of(sources, source.rule->name.span.file);
    std::vector<ExampleCase> examples(source.rule->examples.size());
    for (std::size_t i = 0; i < examples.size(); ++i) {
      examples[i].said = &source.rule->examples[i];
      build(examples[i], input, sources, text);
    }
    visit(*rule, examples);
  }
}

ExampleCounts& operator+=(ExampleCounts& a, const ExampleCounts& b) {
  a.rules += b.rules;
  a.good += b.good;
  a.bad += b.bad;
  return a;
}

ExampleCounts try_examples(const CheckedRule& rule, const std::vector<ExampleCase>& examples,
                           std::vector<Diagnostic>& diagnostics) {
  ExampleCounts counts{.rules = 1};
  const ast::Rule& said = *rule.source->rule;
  for (const ExampleCase& example : examples) {
    const bool good = example.said->good;
    ++(good ? counts.good : counts.bad);
    if (!example.parsed.diagnostics.empty()) {
      for (const Diagnostic& unreadable : example.parsed.diagnostics)
        diagnostics.push_back(in_file(unreadable, example.said->span.file));
      continue;
    }
    const auto fails = [&](std::string message, std::string help) {
      diagnostics.push_back(
          make(Builtin::example_failed, example.said->span, std::move(message), std::move(help)));
    };
    for (const Diagnostic& problem : example.problems) {
      if (problem.level == Level::note) continue;  // it is read all the same
      if (problem.level != Level::error) continue;
      fails(fmt::format("{} of `{}` cannot be read: {}", called(*example.said), said.name.text,
                        problem.message),
            problem.help);
    }
    for (auto& [span, what] : without_effect(example.parsed.file)) {
      span.file = example.said->span.file;  // the same text
      diagnostics.push_back(
          make(Builtin::unused_text, span,
               fmt::format("{} in an example has no effect", with_article(what)),
               fmt::format("delete it: an example is judged by `{}` alone", said.name.text)));
    }
    const std::vector<Diagnostic> found = judge(rule, example);
    const auto failed = std::find_if(found.begin(), found.end(), [](const Diagnostic& each) {
      return each.code == info(Builtin::rule_failed).code;
    });
    if (failed != found.end()) {
      fails(fmt::format("in {}, {}", called(*example.said), failed->message), failed->help);
      continue;
    }
    if (good && !found.empty()) {
      fails(fmt::format("{} is a good example, and `{}` finds: {}", called(*example.said),
                        said.name.text, found.front().message),
            "correct the example or the rule");
    }
    if (!good && found.empty()) {
      fails(fmt::format("{} is a bad example, and `{}` finds nothing", called(*example.said),
                        said.name.text),
            "correct the example or the rule");
    }
  }
  return counts;
}

ExampleCounts run_examples(const Sources& sources, const std::vector<ModelFile>& files,
                           std::vector<Diagnostic>& diagnostics) {
  ExampleCounts counts;
  visit_examples(
      sources, files,
      [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
        counts += try_examples(rule, examples, diagnostics);
      },
      diagnostics);
  return counts;
}

}  // namespace capalint
