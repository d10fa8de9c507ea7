#include "render/catalogue.h"

#include <algorithm>
#include <set>

#include "diagnostics/builtin.h"
#include "rules/describe.h"
#include "rules/levels.h"
#include "rules/packs.h"

namespace capalint {
namespace {

// With its values as the rule writes them: what they are differs from plan to plan.
std::string as_written(const Sources& sources, const ast::Template& message) {
  std::string all;
  for (const ast::Piece& piece : message.pieces) {
    all += piece.text;
    if (piece.value != ast::no_expr) all += text_of(sources, piece.span);
  }
  return all;
}

}  // namespace

void add_rules(const Sources& sources, const Model& model, std::vector<RuleInfo>& rules) {
  std::set<std::string> known;
  for (const RuleInfo& info : rules) known.insert(info.code);
  for (const BuiltinInfo& row : builtins()) {
    if (!known.insert(std::string(row.code)).second) continue;
    rules.push_back({.code = std::string(row.code),
                     .name = std::string(row.name),
                     .level = row.level,
                     .title = std::string(row.title),
                     .why = std::string(row.why),
                     .help = std::string(row.help)});
  }
  for (const RuleSource& rule : model.rules) {
    const ast::Rule& said = *rule.rule;
    if (!said.code || !said.title || !known.insert(std::string(said.code->text)).second) continue;
    rules.push_back({.code = std::string(said.code->text),
                     .name = std::string(said.name.text),
                     .level = level_in_force(model, rule, rule.team, none),
                     .title = std::string(said.title->text),
                     .why = joined(said.doc),
                     .help = as_written(sources, said.help),
                     .source = said.source ? std::string(said.source->text) : "",
                     .pack = std::string(rule.pack)});
  }
  std::sort(rules.begin(), rules.end(),
            [](const RuleInfo& a, const RuleInfo& b) { return a.code < b.code; });
}

}  // namespace capalint
