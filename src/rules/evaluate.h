// Works out a checked rule for one thing, and shows how it was worked out. Pure; throws
// `DivisionByZero` and `ArithmeticOverflow`, which the engine turns into findings about the rule.
#pragma once

#include "rules/program.h"

namespace capalint {

class Evaluation {
 public:
  Evaluation(const Model& model, const CheckedRule& rule, Object object);

  [[nodiscard]] Value value(NodeId id);
  [[nodiscard]] std::string text(const CheckedTemplate& message);
  /// The smallest text that the expression means; not valid when it means none.
  [[nodiscard]] Span place(NodeId id);
  /// The lets that the condition rests on and the condition itself, with this plan's numbers.
  /// `source` gives the text of a span of the rule.
  [[nodiscard]] std::vector<TracedValue> trace(std::string_view (*source)(const void*, Span),
                                               const void* context);

 private:
  Value property(const Node& node);
  Value function(const Node& node);
  Value aggregate(const Node& node);
  Value binary(const Node& node);
  Value connective(const Node& node);
  std::string substituted(NodeId id, bool outermost);
  void collect(NodeId id, std::vector<bool>& lets) const;

  const Model& model_;
  const CheckedRule& rule_;
  std::vector<Object> objects_;
  std::vector<std::optional<Value>> lets_;
};

}  // namespace capalint
