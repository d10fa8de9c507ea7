// What the parts of the checker share while they check one rule. Private to check*.cpp, and what the
// rows of functions ask about their arguments.
#pragma once

#include <set>

#include "diagnostics/builtin.h"
#include "rules/program.h"

namespace capalint {

inline const Type unknown_type{.kind = Kind::unknown};  // of something that has been reported
[[nodiscard]] inline bool is_unknown(const Type& type) { return type.kind == Kind::unknown; }
[[nodiscard]] bool is_ordered(const Type& type);
/// A number without a unit.
[[nodiscard]] bool is_plain(const Type& type);

struct Checking {
  const Model& model;
  const RuleSource& source;
  std::vector<Diagnostic>& diagnostics;
  CheckedRule out = {};
  std::vector<Scope> scopes = {};  // that are looked at, the rule's own first
  std::vector<bool> used_lets = {};
  std::vector<std::uint32_t> depths = {};  // of each node
  std::set<std::string_view> unknown_names = {};
  bool failed = false;

  [[nodiscard]] const ast::Rule& rule() const { return *source.rule; }
  [[nodiscard]] const ast::Expr& said(ast::ExprId id) const { return (*source.exprs)[id]; }
  [[nodiscard]] const Node& node(NodeId id) const { return out.nodes[id]; }
  [[nodiscard]] const Type& type(NodeId id) const { return out.nodes[id].type; }
  /// The thing that is looked at, or the one `depth` levels out.
  [[nodiscard]] Scope scope(std::size_t depth) const { return scopes[scopes.size() - 1 - depth]; }

  void report(Builtin id, Span span, std::string message, std::string help);
  /// Two kinds or units that do not go together.
  void mismatch(Span span, std::string message);

  NodeId push(Node node);
  NodeId constant(Span span, Value value);
  /// Stands for what has been reported.
  NodeId broken(Span span);
  /// Zero hours and zero appointments are the same nothing, so a bare 0 goes with every unit.
  void adopt_zero(NodeId id, const Type& other);
};

/// A call while it is checked, for the row of its function.
struct CallCheck {
  Checking& checking;
  const Function& function;
  Span span;
  Children arguments;

  [[nodiscard]] const Type& type(std::size_t i) const { return checking.type(arguments[i]); }
  [[nodiscard]] const Node& node(std::size_t i) const { return checking.node(arguments[i]); }
  /// Reports that the function takes something else than argument `i`.
  void wrong(std::size_t i, std::string_view takes) const;
};

// ---- the parts -----------------------------------------------------------------------------------

// check_expression.cpp
NodeId check_expression(Checking& checking, ast::ExprId id);
NodeId check_condition(Checking& checking, ast::ExprId id, std::string_view what);
/// Something that stands in a file, which a number or a text of the rule itself does not.
NodeId check_place(Checking& checking, ast::ExprId id);
NodeId check_operator(Checking& checking, const ast::Expr& expr);

// check_names.cpp
NodeId check_name(Checking& checking, const ast::Expr& expr);
NodeId check_member(Checking& checking, const ast::Expr& expr);
void report_unknown_name(Checking& checking, const ast::Expr& expr);
void report_unknown_scope(Checking& checking, const ast::Word& word);
[[nodiscard]] bool is_let(const Checking& checking, std::string_view name);

// check_calls.cpp
NodeId check_call(Checking& checking, const ast::Expr& expr);

// check_messages.cpp
CheckedTemplate check_message(Checking& checking, const ast::Template& text);

}  // namespace capalint
