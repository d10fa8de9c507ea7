// The checker's calls: functions with their arguments, and those that go through a collection.
#include <fmt/format.h>

#include <algorithm>

#include "diagnostics/english.h"
#include "rules/checking.h"

namespace capalint {
namespace {

Type type_of_call(const CallCheck& call) {
  const bool reported =
      std::any_of(call.arguments.begin(), call.arguments.end(),
                  [&](NodeId argument) { return is_unknown(call.checking.type(argument)); });
  CallCheck asked = call;
  return reported ? unknown_type : call.function.check(asked);
}

// How many levels out the thing is that holds the collection; nothing once it is reported that none does.
std::optional<std::uint8_t> depth_of_holder(Checking& checking, const ast::Word& word,
                                            Scope collection) {
  const std::size_t depth = checking.scopes.size();
  std::uint8_t out = 0;
  while (out < depth && !contains_scope(checking.scope(out), collection)) ++out;
  const std::string inner = with_article(to_string(checking.scopes.back()));
  const std::string things = plural(to_string(collection));
  if (out == depth) {
    checking.report(Builtin::unknown_name, word.span, fmt::format("{} has no {}", inner, things),
                    "look through something that it holds");
    return std::nullopt;
  }
  if (depth > 1 && out > 0) {
    checking.report(
        Builtin::wrong_type, word.span,
        fmt::format(
            "{} holds no {}, and going through those of the {} again and again could take for ever",
            inner, things, to_string(checking.scope(out))),
        "work it out in a `let` of its own, and use that here");
    return std::nullopt;
  }
  return out;
}

NodeId check_aggregate(Checking& checking, const ast::Expr& expr, const Function& function) {
  const ast::Expr* each = expr.children.empty() ? nullptr : &checking.said(expr.children.back());
  if (each == nullptr || each->kind != ast::ExprKind::each ||
      expr.children.size() != function.arguments + 1) {
    checking.report(Builtin::wrong_type, expr.span,
                    fmt::format("`{}` goes through a collection", function.name),
                    fmt::format("write `{}`", function.signature));
    return checking.broken(expr.span);
  }
  Scope collection = Scope::plan;
  if (!scope_from(each->word.text, collection)) {
    report_unknown_scope(checking, each->word);
    return checking.broken(expr.span);
  }
  const auto depth = depth_of_holder(checking, each->word, collection);
  if (!depth) return checking.broken(expr.span);
  CallCheck call{checking, function, expr.span, {}};
  NodeId where = no_node;
  checking.scopes.push_back(collection);
  if (function.arguments > 0)
    call.arguments.push_back(check_expression(checking, expr.children[0]));
  if (!each->children.empty()) where = check_condition(checking, each->children[0], "`where`");
  checking.scopes.pop_back();
  return checking.push({.kind = NodeKind::aggregate,
                        .type = type_of_call(call),
                        .span = expr.span,
                        .depth = *depth,
                        .collection = collection,
                        .function = &function,
                        .children = {call.arguments.empty() ? no_node : call.arguments[0], where}});
}

}  // namespace

void CallCheck::wrong(std::size_t i, std::string_view takes) const {
  checking.mismatch(node(i).span, fmt::format("`{}` takes {}, and this is {}", function.name, takes,
                                              name_of(type(i))));
}

NodeId check_call(Checking& checking, const ast::Expr& expr) {
  const Function* function = find_function(expr.word.text);
  if (function == nullptr) {
    report_unknown_name(checking, expr);
    return checking.broken(expr.span);
  }
  if (function->of_all != nullptr) return check_aggregate(checking, expr, *function);
  if (expr.children.size() != function->arguments) {
    checking.report(Builtin::wrong_type, expr.span,
                    fmt::format("`{}` takes {} {}", function->name, function->arguments,
                                function->arguments == 1 ? "value" : plural("value")),
                    fmt::format("write `{}`", function->signature));
    return checking.broken(expr.span);
  }
  CallCheck call{checking, *function, expr.span, {}};
  for (const ast::ExprId child : expr.children)
    call.arguments.push_back(check_expression(checking, child));
  const Type type = type_of_call(call);
  return checking.push({.kind = NodeKind::function,
                        .type = type,
                        .span = expr.span,
                        .function = function,
                        .children = call.arguments});
}

}  // namespace capalint
