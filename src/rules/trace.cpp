#include "rules/trace.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <utility>

#include "rules/attempt.h"
#include "rules/packs.h"
#include "syntax/operators.h"

namespace capalint {
namespace {

enum class Look { as_written, on_paper };

class Tracer {
 public:
  Tracer(const Context& context, const Sources& sources)
      : context_(context), sources_(sources), rule_(context.rule), wanted_(rule_.lets.size()) {}

  std::vector<TracedValue> lines() {
    want(rule_.require);
    std::vector<TracedValue> lines;
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      if (wanted_[i]) lines.push_back(line(rule_.lets[i]));
    }
    lines.push_back(line({.value = rule_.require}));
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

  [[nodiscard]] TracedValue line(const CheckedLet& let) const {
    const NodeId id = let.value;
    const Value result = evaluate(context_, id);
    TracedValue line{.name = std::string(let.name),
                     .expression = written(id),
                     .substituted = with_numbers(id, result, Look::as_written),
                     .value = shown(result)};
    if (is_for_readers(result)) {
      line.label = let.label;
      line.sum = on_paper(id, result);
      if (line.sum == line.value) line.sum.clear();
    }
    if (result.kind == Kind::quantity) {
      line.exact = to_exact(result.quantity.value);
      line.unit = name_of(result.quantity.unit);
    }
    if (line.substituted == line.value) line.substituted.clear();
    return line;
  }

  // Numbers and dates; a text or a yes is there for the wording of the message.
  static bool is_for_readers(const Value& result) {
    return result.kind == Kind::quantity || result.kind == Kind::date ||
           result.kind == Kind::clock || result.kind == Kind::quarter;
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
  [[nodiscard]] std::string with_numbers(NodeId id, const Value& result, Look look) const {
    const Node& node = rule_.nodes[id];
    if (is_formula(node)) {
      return formula(node, [&](NodeId argument) { return shown(evaluate(context_, argument)); });
    }
    if (node.kind == NodeKind::property && result.known()) {
      const Question question = question_of(context_, context_.focus(), node);
      std::string working = working_of(*node.property, context_.reading, question.object);
      if (!working.empty()) return working;
    }
    return with_numbers(id, look);
  }

  // The numbers with the signs of a sum on paper, and without what the rule only needs for units.
  [[nodiscard]] std::string on_paper(NodeId id, const Value& result) const {
    std::string text = with_numbers(plain(id), result, Look::on_paper);
    for (const auto& [typed, sign] :
         {std::pair{" / ", " ÷ "}, std::pair{" * ", " × "}, std::pair{" - ", " − "}}) {
      for (std::size_t at = text.find(typed); at != std::string::npos; at = text.find(typed, at))
        text.replace(at, std::string_view(typed).size(), sign);
    }
    return text;
  }

  // What is chosen, and without × or ÷ one of what is counted: `length / 1 appointment` is `length`.
  [[nodiscard]] NodeId plain(NodeId id) const {
    const Node& node = rule_.nodes[id];
    if (node.kind == NodeKind::conditional) {
      const bool first = evaluate(context_, node.children[0]).truth();
      return plain(node.children[first ? 1 : 2]);
    }
    const bool scales = node.kind == NodeKind::binary &&
                        (node.op == ast::Operator::multiply || node.op == ast::Operator::divide);
    if (!scales) return id;
    const Node& right = rule_.nodes[node.children[1]];
    const bool one = right.kind == NodeKind::constant && right.constant.kind == Kind::quantity &&
                     right.constant.quantity.value == Ratio(1) &&
                     right.constant.quantity.unit != hours(1).unit;
    return one ? plain(node.children[0]) : id;
  }

  [[nodiscard]] std::string with_numbers(NodeId id, Look look) const {
    if (look == Look::on_paper) id = plain(id);
    const Node& node = rule_.nodes[id];
    switch (node.kind) {
      case NodeKind::binary:
        return fmt::format("{} {} {}", side(node, node.children[0], look), symbol(node.op),
                           side(node, node.children[1], look));
      case NodeKind::negate: return "-" + with_numbers(node.children[0], look);
      case NodeKind::invert: return "not " + with_numbers(node.children[0], look);
      default: return shown(evaluate(context_, id));
    }
  }

  [[nodiscard]] std::string side(const Node& node, NodeId child, Look look) const {
    if (look == Look::on_paper) child = plain(child);
    const Node& inner = rule_.nodes[child];
    const bool nested = inner.kind == NodeKind::binary && inner.op != node.op;
    return nested ? "(" + with_numbers(child, look) + ")" : with_numbers(child, look);
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
