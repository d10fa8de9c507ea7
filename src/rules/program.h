// A rule after it has been checked: names resolved, units known, ready to be evaluated many times.
#pragma once

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"
#include "rules/functions.h"
#include "rules/properties.h"

namespace capalint {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = ~NodeId{0};

enum class NodeKind : std::uint8_t {
  constant,
  session,   // a number of sessions, in hours by the setting
  let,       // `index`
  setting,   // `index`
  self,      // the object that is looked at, `depth` levels out
  property,  // of the object of children[0], or of the one `depth` levels out
  function,  // `function`, children
  aggregate,  // `function`; children[0] what is aggregated or none, children[1] the condition or none
  negate,
  invert,
  binary,
  conditional,
};

/// The nodes that a node is worked out from.
class Children {
 public:
  Children() = default;
  Children(std::initializer_list<NodeId> nodes) {
    for (const NodeId node : nodes) push_back(node);
  }
  void push_back(NodeId node) { nodes_.at(size_++) = node; }

  [[nodiscard]] NodeId operator[](std::size_t i) const { return nodes_[i]; }
  [[nodiscard]] NodeId& operator[](std::size_t i) { return nodes_[i]; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] const NodeId* begin() const { return nodes_.data(); }
  [[nodiscard]] const NodeId* end() const { return nodes_.data() + size_; }

 private:
  std::array<NodeId, most_arguments> nodes_{};
  std::uint32_t size_ = 0;
};

struct Node {
  NodeKind kind = NodeKind::constant;
  ast::Operator op = ast::Operator::none;
  Type type;
  Span span;
  Span op_span;  // of the operator's sign or word
  std::uint8_t depth = 0;
  std::uint32_t index = 0;
  Scope collection = Scope::plan;  // that an aggregate goes through
  Scope looked_at = Scope::plan;   // the thing whose settings a setting or session is one of
  const Property* property = nullptr;
  const Function* function = nullptr;
  Value constant;
  Children children;
  NodeId activities = no_node;  // the argument of a property that takes activities
};

struct CheckedPiece {
  std::string_view text;
  NodeId value = no_node;
  bool percent = false;
  bool quoted = false;
  bool bare = false;  // the number without its unit, as a file says it
};
using CheckedTemplate = std::vector<CheckedPiece>;

struct CheckedNote {
  CheckedTemplate text;
  NodeId at = no_node;
};

struct CheckedFix {
  CheckedTemplate title;
  CheckedTemplate text;
  NodeId place = no_node;
  ast::EditKind kind = ast::EditKind::replace;
  bool safe = true;
  bool joined = false;  // one more edit of the fix before it
};

struct CheckedLet {
  std::string_view name;
  NodeId value = no_node;
  std::string_view label;  // the name when the rule gives none
};

struct CheckedRule {
  const RuleSource* source = nullptr;
  Scope scope = Scope::plan;
  Level level = Level::error;
  std::vector<Node> nodes;
  NodeId where = no_node;
  NodeId require = no_node;
  std::vector<CheckedLet> lets;
  std::vector<NodeId> at;
  CheckedTemplate say;
  CheckedTemplate help;
  std::vector<CheckedNote> notes;
  std::vector<CheckedFix> fixes;
};

/// Type-checks a rule. Reports everything that is wrong with it; gives nothing then.
[[nodiscard]] std::optional<CheckedRule> check_rule(const Model& model, const RuleSource& source,
                                                    std::vector<Diagnostic>& diagnostics);

}  // namespace capalint
