#include "rules/trace.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include "rules/attempt.h"
#include "rules/packs.h"
#include "syntax/operators.h"

namespace capalint {
namespace {

class Tracer {
 public:
  Tracer(const Context& context, const Sources& sources)
      : context_(context), sources_(sources), rule_(context.rule), wanted_(rule_.lets.size()) {}

  std::vector<TracedValue> lines() {
    want(rule_.require);
    std::vector<TracedValue> lines;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (wanted_[i]) lines.push_back(line(rule_.lets[i].name, rule_.lets[i].value));
    }
    lines.push_back(line({}, rule_.require));
    return lines;
  }

 private:
  // The lets that a node rests on.
  void want(NodeId id) {
    if (id == no_node) return;
    const Node& node = rule_.nodes[id];
    if (node.kind == NodeKind::let && !wanted_[node.index]) {
      wanted_[node.index] = true;
      want(rule_.lets[node.index].value);
    }
    for (const NodeId child : node.children) want(child);
    want(node.activities);
  }

  [[nodiscard]] TracedValue line(std::string_view name, NodeId id) const {
    const Value result = evaluate(context_, id);
    TracedValue line{.name = std::string(name),
                     .expression = written(id),
                     .substituted = with_numbers(id, result),
                     .value = shown(result)};
    if (result.kind == Kind::quantity) {
      line.exact = to_exact(result.quantity.value);
      line.unit = name_of(result.quantity.unit);
    }
    if (line.substituted == line.value) line.substituted.clear();
    return line;
  }

  // The formula with a text for each argument.
  template <class TextOf>
  static std::string formula(const Node& node, TextOf text_of) {
    fmt::dynamic_format_arg_store<fmt::format_context> arguments;
    for (const NodeId child : node.children) arguments.push_back(text_of(child));
    return fmt::vformat(node.function->formula->working, arguments);
  }

  static bool is_formula(const Node& node) {
    return node.kind == NodeKind::function && node.function->formula.has_value();
  }

  // As the rule writes it; a formula reads as the sum that it is: `clinical / session × 30m`.
  [[nodiscard]] std::string written(NodeId id) const {
    const auto text = [&](NodeId part) { return line_of(sources_, rule_.nodes[part].span); };
    const Node& node = rule_.nodes[id];
    if (!is_formula(node)) return text(id);
    return formula(node, [&](NodeId argument) {
      const bool nested = rule_.nodes[argument].kind == NodeKind::binary;
      return nested ? fmt::format("({})", text(argument)) : text(argument);
    });
  }

  // What a let or the condition is the sum of.
  [[nodiscard]] std::string with_numbers(NodeId id, const Value& result) const {
    const Node& node = rule_.nodes[id];
    if (is_formula(node)) {
      return formula(node, [&](NodeId argument) { return shown(evaluate(context_, argument)); });
    }
    if (node.kind == NodeKind::property && result.known()) {
      const Question question = question_of(context_, context_.focus(), node);
      std::string working = working_of(*node.property, context_.reading, question.object);
      if (!working.empty()) return working;
    }
    return with_numbers(id);
  }

  [[nodiscard]] std::string with_numbers(NodeId id) const {
    const Node& node = rule_.nodes[id];
    switch (node.kind) {
      case NodeKind::binary:
        return fmt::format("{} {} {}", side(node, node.children[0]), symbol(node.op),
                           side(node, node.children[1]));
      case NodeKind::negate: return "-" + with_numbers(node.children[0]);
      case NodeKind::invert: return "not " + with_numbers(node.children[0]);
      default: return shown(evaluate(context_, id));
    }
  }

  [[nodiscard]] std::string side(const Node& node, NodeId child) const {
    const Node& inner = rule_.nodes[child];
    const bool nested = inner.kind == NodeKind::binary && inner.op != node.op;
    return nested ? "(" + with_numbers(child) + ")" : with_numbers(child);
  }

  const Context& context_;
  const Sources& sources_;
  const CheckedRule& rule_;
  std::vector<bool> wanted_;
};

}  // namespace

std::vector<TracedValue> trace_of(const Context& context, const Sources& sources) {
  return Tracer(context, sources).lines();
}

}  // namespace capalint
