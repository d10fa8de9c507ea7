// Works out a checked rule for one thing, and shows how it was worked out. Pure; throws
// `DivisionByZero` and `ArithmeticOverflow`, which the engine turns into findings about the rule.
#pragma once

#include "rules/program.h"
#include "source/source.h"

namespace capalint {

/// A value that a verdict rests on, with the place that says it, or with what it is the sum of.
struct Input {
  std::string name;  // as the rule, or the line of the plan, writes it
  std::string value;
  Span span;           // not valid when no file says it
  std::string origin;  // of a setting: `default`, `workspace`, `team`, `plan`
  std::vector<Input> parts;
};

class Evaluation {
 public:
  Evaluation(const Model& model, const CheckedRule& rule, Object object);

  [[nodiscard]] Value value(NodeId id);
  [[nodiscard]] std::string text(const CheckedTemplate& message);
  /// The smallest text that the expression means; not valid when it means none.
  [[nodiscard]] Span place(NodeId id);
  /// All of the text that says it, to be deleted with it.
  [[nodiscard]] Span extent(NodeId id);
  /// The smallest text that the whole finding is about: the first `at` that means any.
  [[nodiscard]] Span place();
  /// The lets that the condition rests on and the condition itself, with this plan's numbers.
  [[nodiscard]] std::vector<TracedValue> trace(const Sources& sources);
  /// What `where` and the condition rest on, down to the lines that the files say.
  [[nodiscard]] std::vector<Input> inputs(const Sources& sources);

 private:
  [[nodiscard]] Value setting(SettingId id) const;
  Value property(const Node& node);
  Value formula(const Node& node);
  Value function(const Node& node);
  Value aggregate(const Node& node);
  Value binary(const Node& node);
  Value connective(const Node& node);
  std::string shown(NodeId id);
  [[nodiscard]] std::string written(const Sources& sources, NodeId id) const;
  std::string substituted(NodeId id, bool outermost);
  void collect(NodeId id, std::vector<bool>& lets) const;
  void gather(const Sources& sources, NodeId id, std::vector<bool>& lets,
              std::vector<Input>& inputs);
  Input input_of(const Sources& sources, NodeId id);

  const Model& model_;
  const CheckedRule& rule_;
  std::vector<Object> objects_;
  std::vector<std::optional<Value>> lets_;
};

}  // namespace capalint
