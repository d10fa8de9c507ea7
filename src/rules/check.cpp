#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "diagnostics/nearest.h"
#include "rules/checking.h"

namespace capalint {
namespace {

constexpr std::uint32_t deepest_rule = 2000;

void check_present(Checking& checking) {
  const ast::Rule& rule = checking.rule();
  std::vector<std::string_view> missing;
  std::vector<std::string> lines;
  const auto need = [&](bool there, std::string_view what, std::string_view how) {
    if (there) return;
    missing.push_back(what);
    lines.push_back(fmt::format("`{}`", how));
  };
  need(rule.code.has_value(), "code", "code TEAM001");
  need(rule.level.has_value(), "level", "level warning");
  need(rule.title.has_value(), "title", "title \"What the rule asks for\"");
  need(rule.scope.has_value(), "scope", "for each plan");
  need(rule.require != ast::no_expr, "condition", "require hours(core) > 0");
  need(!rule.say.pieces.empty(), "message", "say \"what was seen, and what was expected\"");
  if (missing.empty()) return;
  checking.report(
      Builtin::incomplete_rule, rule.name.span,
      fmt::format("the rule `{}` has no {}", rule.name.text, fmt::join(missing, ", no ")),
      fmt::format("add lines such as {}", fmt::join(lines, ", ")));
}

void check_level(Checking& checking, const ast::Word& word) {
  if (const auto level = level_from(word.text)) {
    checking.out.level = *level;
    return;
  }
  const auto near = nearest(word.text, {"error", "warning", "note", "off"});
  checking.report(Builtin::unknown_level, word.span, fmt::format("`{}` is not a level", word.text),
                  near ? fmt::format("did you mean `{}`?", *near)
                       : "the levels are `error`, `warning`, `note` and `off`");
}

// An exception and a level name a rule in the same way as a diagnostic or a pack.
void check_own_name(Checking& checking, const ast::Word& word) {
  const auto called = [&](const BuiltinInfo& row) { return row.name == word.text; };
  const bool diagnostic = std::any_of(builtins().begin(), builtins().end(), called);
  const bool pack =
      std::any_of(checking.model.packs.begin(), checking.model.packs.end(),
                  [&](const ast::Pack* known) { return known->name.text == word.text; });
  if (!diagnostic && !pack) return;
  checking.report(Builtin::duplicate_rule, word.span,
                  fmt::format("there is already a {} called `{}`",
                              pack ? "rule pack" : "diagnostic of capalint itself", word.text),
                  "choose another name and code");
}

void check_head(Checking& checking) {
  const ast::Rule& rule = checking.rule();
  const bool standard = !checking.source.pack.empty();
  check_present(checking);
  if (rule.level) check_level(checking, *rule.level);
  if (rule.code && !standard && rule.code->text.starts_with("CAPA")) {
    checking.report(
        Builtin::reserved_code, rule.code->span,
        fmt::format("`{}` begins with CAPA, which is for the standard packs", rule.code->text),
        "choose letters of your own, such as `TEAM001`");
  }
  if (rule.scope && !scope_from(rule.scope->text, checking.out.scope))
    report_unknown_scope(checking, *rule.scope);
  if (!rule.code || standard) return;
  check_own_name(checking, rule.name);
  check_own_name(checking, *rule.code);
}

void check_lets(Checking& checking) {
  for (const ast::Let& let : checking.rule().lets) {
    const NodeId value = check_expression(checking, let.value);
    if (is_let(checking, let.name.text)) {
      checking.report(Builtin::duplicate_statement, let.name.span,
                      fmt::format("there are two lets called `{}`", let.name.text),
                      "rename one of them");
    }
    checking.out.lets.push_back(
        {let.name.text, value, let.label ? let.label->text : let.name.text});
  }
}

void check_finding(Checking& checking) {
  const ast::Rule& rule = checking.rule();
  CheckedRule& out = checking.out;
  for (const ast::ExprId at : rule.at) out.at.push_back(check_place(checking, at));
  out.say = check_message(checking, rule.say);
  out.help = check_message(checking, rule.help);
  for (const ast::NoteClause& note : rule.notes) {
    CheckedTemplate text = check_message(checking, note.text);
    out.notes.push_back(
        {std::move(text), note.at == ast::no_expr ? no_node : check_place(checking, note.at)});
  }
  for (const ast::FixClause& fix : rule.fixes) {
    CheckedFix checked{.kind = fix.kind, .safe = !fix.suggested, .joined = fix.joined};
    checked.title = check_message(checking, fix.title);
    checked.text = check_message(checking, fix.text);
    checked.place = check_place(checking, fix.place);
    out.fixes.push_back(std::move(checked));
  }
}

void check_use_of_lets(Checking& checking) {
  for (std::size_t i = 0; i < checking.used_lets.size(); ++i) {
    if (checking.used_lets[i]) continue;
    const ast::Word& name = checking.rule().lets[i].name;
    checking.report(Builtin::unused_let, name.span, fmt::format("`{}` is never used", name.text),
                    "use it, or delete the line");
  }
}

}  // namespace

bool is_ordered(const Type& type) {
  return type.kind == Kind::quantity || type.kind == Kind::date || type.kind == Kind::clock ||
         type.kind == Kind::quarter;
}

bool is_plain(const Type& type) { return type == Type{.kind = Kind::quantity}; }

void Checking::report(Builtin id, Span span, std::string message, std::string help) {
  failed = true;
  diagnostics.push_back(make(id, span, std::move(message), std::move(help)));
}

void Checking::mismatch(Span span, std::string message) {
  report(Builtin::unit_mismatch, span, std::move(message), "bring both to one unit or kind first");
}

NodeId Checking::push(Node node) {
  std::uint32_t depth = 0;
  const auto rests_on = [&](NodeId id) {
    if (id != no_node) depth = std::max(depth, depths[id]);
  };
  for (const NodeId child : node.children) rests_on(child);
  rests_on(node.activities);
  if (node.kind == NodeKind::let) rests_on(out.lets[node.index].value);
  depths.push_back(depth + 1);
  // What is worked out in one go has to fit in memory; said once, where it begins to be too much.
  if (depth == deepest_rule) {
    report(Builtin::nested_too_deep, node.span,
           fmt::format("this rests on more than {} steps, one on top of the other", deepest_rule),
           "work it out in fewer steps");
  }
  out.nodes.push_back(std::move(node));
  return static_cast<NodeId>(out.nodes.size() - 1);
}

NodeId Checking::constant(Span span, Value value) {
  value.span = {};
  return push(
      {.kind = NodeKind::constant, .type = type_of(value), .span = span, .constant = value});
}

NodeId Checking::broken(Span span) {
  failed = true;
  return push({.kind = NodeKind::constant,
               .type = unknown_type,
               .span = span,
               .constant = Value::unknown()});
}

void Checking::adopt_zero(NodeId id, const Type& other) {
  Node& node = out.nodes[id];
  if (node.kind == NodeKind::constant && is_plain(node.type) && node.constant.quantity.value == 0 &&
      other.kind == Kind::quantity) {
    node.type.unit = other.unit;
    node.constant.quantity.unit = other.unit;
  }
}

std::optional<CheckedRule> check_rule(const Model& model, const RuleSource& source,
                                      std::vector<Diagnostic>& diagnostics) {
  if (source.rule->damaged) return std::nullopt;
  Checking checking{model, source, diagnostics};
  checking.out.source = &source;
  check_head(checking);
  if (checking.failed) return std::nullopt;

  const ast::Rule& rule = checking.rule();
  checking.scopes.push_back(checking.out.scope);
  checking.used_lets.resize(rule.lets.size());
  if (rule.where != ast::no_expr)
    checking.out.where = check_condition(checking, rule.where, "`where`");
  check_lets(checking);
  checking.out.require = check_condition(checking, rule.require, "`require`");
  check_finding(checking);
  check_use_of_lets(checking);
  if (checking.failed) return std::nullopt;
  return std::move(checking.out);
}

}  // namespace capalint
