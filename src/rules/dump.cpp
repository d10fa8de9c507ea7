#include "rules/dump.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diagnostics/diagnostic.h"
#include "source/display.h"
#include "syntax/operators.h"

namespace capalint {
namespace {

std::string text_of(const Model& model, const CheckedRule& rule, const Node& node) {
  const auto outwards = [&] { return fmt::format("{} levels out", node.depth); };
  switch (node.kind) {
    case NodeKind::constant: return fmt::format("constant {}", visible(to_text(node.constant)));
    case NodeKind::session: return "session";
    case NodeKind::let: return fmt::format("let {}", visible(rule.lets[node.index].name));
    case NodeKind::setting:
      return fmt::format("setting {} of the {}",
                         visible(model.setting_declarations[node.index].name),
                         to_string(node.looked_at));
    case NodeKind::self: return fmt::format("self, {}", outwards());
    case NodeKind::property:
      return fmt::format("property {}{}", node.property->name,
                         node.children.empty() ? ", " + outwards() : "");
    case NodeKind::function: return fmt::format("function {}", node.function->name);
    case NodeKind::aggregate:
      return fmt::format("{} over each {}", node.function->name, to_string(node.collection));
    case NodeKind::negate: return "negate";
    case NodeKind::invert: return "not";
    case NodeKind::binary: return fmt::format("operator {}", symbol(node.op));
    case NodeKind::conditional: return "if";
  }
  return {};
}

std::string number_of(NodeId id) { return id == no_node ? "-" : fmt::format("#{}", id); }

std::string numbers_of(const std::vector<NodeId>& ids) {
  std::string text;
  for (const NodeId id : ids) text += (text.empty() ? "" : " ") + number_of(id);
  return text;
}

/// As a rule writes it, with the numbers of nodes in place of expressions.
std::string text_of(const CheckedTemplate& pieces) {
  std::string text;
  for (const CheckedPiece& piece : pieces) {
    text += visible(piece.text);
    if (piece.value == no_node) continue;
    text += fmt::format("{{{}{}{}{}}}", number_of(piece.value), piece.percent ? " percent" : "",
                        piece.quoted ? " quoted" : "", piece.bare ? " bare" : "");
  }
  return text;
}

std::string_view name_of(ast::EditKind kind) {
  switch (kind) {
    case ast::EditKind::replace: return "replace";
    case ast::EditKind::insert: return "insert";
    case ast::EditKind::insert_line: return "insert a line";
    case ast::EditKind::remove: return "remove";
  }
  return {};
}

}  // namespace

std::string dump(const Model& model, const CheckedRule& rule) {
  const ast::Rule& said = *rule.source->rule;
  std::string text =
      fmt::format("rule {} {}: {} for each {}\n", visible(said.code->text), visible(said.name.text),
                  to_string(rule.level), to_string(rule.scope));
  const auto line = [&](const std::string& what) { text += "  " + what + '\n'; };
  for (std::size_t i = 0; i < rule.nodes.size(); ++i) {
    const Node& node = rule.nodes[i];
    std::string what = fmt::format("#{} {}", i, text_of(model, rule, node));
    if (!node.children.empty()) what += " of " + numbers_of(node.children);
    if (node.activities != no_node) what += ", activities " + number_of(node.activities);
    line(fmt::format("{}: {}{}", what, capalint::name_of(node.type),
                     node.type.percent ? " as a share" : ""));
  }
  for (const CheckedLet& let : rule.lets)
    line(fmt::format("let {} = {} \"{}\"", visible(let.name), number_of(let.value),
                     visible(let.label)));
  if (rule.where != no_node) line("where " + number_of(rule.where));
  line("require " + number_of(rule.require));
  if (!rule.at.empty()) line("at " + numbers_of(rule.at));
  line("say " + text_of(rule.say));
  if (!rule.help.empty()) line("help " + text_of(rule.help));
  for (const CheckedNote& note : rule.notes)
    line(fmt::format("note at {}: {}", number_of(note.at), text_of(note.text)));
  for (const CheckedFix& fix : rule.fixes)
    line(fmt::format("{} {}: {} at {}, {}",
                     fix.joined ? "and"
                     : fix.safe ? "fix"
                                : "suggestion",
                     text_of(fix.title), name_of(fix.kind), number_of(fix.place),
                     text_of(fix.text)));
  return text;
}

}  // namespace capalint
