// The checker's names: lets, properties, what is looked at, settings, activities.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diagnostics/english.h"
#include "diagnostics/nearest.h"
#include "rules/checking.h"

namespace capalint {
namespace {

std::optional<std::uint32_t> find_let(const Checking& checking, std::string_view name) {
  const auto& lets = checking.out.lets;
  for (std::uint32_t i = 0; i < lets.size(); ++i) {
    if (lets[i].name == name) return i;
  }
  return std::nullopt;
}

std::vector<std::string_view> properties_of(Scope scope) {
  std::vector<std::string_view> names;
  for (const Property& property : properties()) {
    if (property.scope == scope) names.push_back(property.name);
  }
  return names;
}

// A team's setting that is called like a property could not be read here.
void check_setting_beside(Checking& checking, const ast::Expr& expr, const Property& property) {
  if (!checking.source.pack.empty()) return;
  const Model& model = checking.model;
  const SettingId setting = model.find_setting(property.name);
  if (setting == no_setting || !model.setting_declarations[setting].pack.empty()) return;
  checking.report(Builtin::duplicate_setting, expr.span,
                  fmt::format("`{}` is a setting of yours and also a property of {}", property.name,
                              with_article(to_string(property.scope))),
                  "rename the setting");
}

// Of the thing `depth` levels out, or of `receiver`.
NodeId check_property(Checking& checking, const ast::Expr& expr, const Property& property,
                      NodeId receiver, std::uint8_t depth, Span span) {
  Node node{.kind = NodeKind::property,
            .type = property.type,
            .span = span,
            .depth = depth,
            .property = &property};
  if (receiver != no_node) node.children.push_back(receiver);
  if (property.takes_activities) {
    if (expr.children.size() != 1) {
      checking.report(Builtin::wrong_type, expr.span,
                      fmt::format("`{}` takes activities", property.name),
                      fmt::format("write `{}(core + specific)`", property.name));
      return checking.broken(expr.span);
    }
    node.activities = check_expression(checking, expr.children[0]);
    const Type& type = checking.type(node.activities);
    if (!is_unknown(type) && type.kind != Kind::activities) {
      checking.mismatch(
          checking.node(node.activities).span,
          fmt::format("`{}` takes activities, and this is {}", property.name, name_of(type)));
    }
  }
  return checking.push(std::move(node));
}

NodeId check_setting(Checking& checking, const ast::Expr& expr, SettingId setting) {
  const Type& type = checking.model.setting_declarations[setting].type;
  if (is_unknown(type)) return checking.broken(expr.span);
  return checking.push({.kind = NodeKind::setting,
                        .type = type,
                        .span = expr.span,
                        .index = setting,
                        .looked_at = checking.scope(0)});
}

}  // namespace

bool is_let(const Checking& checking, std::string_view name) {
  return find_let(checking, name).has_value();
}

NodeId check_name(Checking& checking, const ast::Expr& expr) {
  const std::string_view name = expr.word.text;
  const auto let = expr.called ? std::nullopt : find_let(checking, name);
  if (let) {
    checking.used_lets[*let] = true;
    return checking.push({.kind = NodeKind::let,
                          .type = checking.type(checking.out.lets[*let].value),
                          .span = expr.span,
                          .index = *let});
  }
  // From the innermost thing that is looked at outwards.
  for (std::uint8_t out = 0; out < checking.scopes.size(); ++out) {
    const Scope scope = checking.scope(out);
    const Property* property = find_property(scope, name);
    if (property != nullptr && property->takes_activities == expr.called) {
      if (!expr.called) check_setting_beside(checking, expr, *property);
      return check_property(checking, expr, *property, no_node, out, expr.span);
    }
    if (!expr.called && name == to_string(scope)) {
      return checking.push({.kind = NodeKind::self,
                            .type = {.kind = Kind::object, .scope = scope},
                            .span = expr.span,
                            .depth = out});
    }
  }
  if (expr.called) return check_call(checking, expr);
  if (const SettingId setting = checking.model.find_setting(name); setting != no_setting)
    return check_setting(checking, expr, setting);
  if (const auto id = find_activity(normalised(name)))
    return checking.constant(expr.span, Value::activities(set_of(*id)));
  report_unknown_name(checking, expr);
  return checking.broken(expr.span);
}

NodeId check_member(Checking& checking, const ast::Expr& expr) {
  const NodeId receiver = check_expression(checking, expr.children[0]);
  const Type type = checking.type(receiver);
  const ast::Expr& part = checking.said(expr.children[1]);
  if (is_unknown(type)) return checking.broken(expr.span);
  if (type.kind != Kind::object) {
    checking.mismatch(part.span, fmt::format("{} has no properties", name_of(type)));
    return checking.broken(expr.span);
  }
  const Property* property = find_property(type.scope, part.word.text);
  if (property != nullptr && property->takes_activities == part.called)
    return check_property(checking, part, *property, receiver, 0, expr.span);
  const std::vector<std::string_view> names = properties_of(type.scope);
  const auto near = nearest(part.word.text, names);
  checking.report(Builtin::unknown_name, part.word.span,
                  fmt::format("{} has no `{}`", name_of(type), part.word.text),
                  near ? fmt::format("did you mean `{}`?", *near)
                       : fmt::format("it has {}", fmt::join(names, ", ")));
  return checking.broken(expr.span);
}

// A slip that is made twice is one slip.
void report_unknown_name(Checking& checking, const ast::Expr& expr) {
  if (!checking.unknown_names.insert(expr.word.text).second) return;
  std::vector<std::string_view> names;
  for (const CheckedLet& let : checking.out.lets) names.push_back(let.name);
  for (const Scope scope : checking.scopes) {
    for (const std::string_view name : properties_of(scope)) names.push_back(name);
  }
  for (const SettingDeclaration& setting : checking.model.setting_declarations)
    names.push_back(setting.name);
  for (const ActivityInfo& info : activities()) names.push_back(info.name);
  if (expr.called) {
    for (const Function& function : functions()) names.push_back(function.name);
  }
  const auto near = nearest(expr.word.text, names);
  checking.report(
      Builtin::unknown_name, expr.word.span,
      fmt::format("`{}` is not known in a rule for each {}", expr.word.text,
                  to_string(checking.scopes.front())),
      near ? fmt::format("did you mean `{}`?", *near)
           : "use a `let`, a setting, an activity, or a property of what the rule looks at");
}

void report_unknown_scope(Checking& checking, const ast::Word& word) {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < scope_count; ++i) names.push_back(to_string(static_cast<Scope>(i)));
  const auto near = nearest(word.text, names);
  checking.report(Builtin::unknown_name, word.span,
                  fmt::format("`{}` is not something that a rule can look at", word.text),
                  near ? fmt::format("did you mean `{}`?", *near)
                       : fmt::format("write one of {}", fmt::join(names, ", ")));
}

}  // namespace capalint
