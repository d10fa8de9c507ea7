#include "syntax/parser.h"

namespace capalint::syntax {
namespace {

namespace parser = grammar::parser;
using parser::Do;

struct Open {
  std::uint32_t node;
  std::uint16_t after;  // the step behind the call of its rule
};

}  // namespace

bool parse(ParseTree& tree, Rule rule) {
  constexpr std::uint16_t whole = 0;
  constexpr std::size_t nodes_of_a_token = 4;
  auto& nodes = tree.nodes;
  nodes.clear();
  nodes.reserve(tree.tokens.size() * nodes_of_a_token);
  std::vector<Open> open;
  std::uint32_t at = 0;

  const auto enter = [&](Rule called, std::uint16_t after) {
    const auto number = static_cast<std::size_t>(called);
    Node node{.rule = called, .first = at};
    if (const std::uint8_t row = parser::labelled[number]; row != 0)
      node.alternative =
          parser::alternatives[row - 1][static_cast<std::size_t>(tree.tokens[at].type)];
    open.push_back({static_cast<std::uint32_t>(nodes.size()), after});
    nodes.push_back(node);
    return parser::start_of[number];
  };

  std::uint16_t step = enter(rule, whole);
  while (step != 0) {
    const parser::Step now = parser::steps[step];
    const auto type = static_cast<std::uint8_t>(tree.tokens[at].type);
    switch (now.what) {
      case Do::choose: step = parser::rows[now.subject][type]; break;
      case Do::call: step = enter(static_cast<Rule>(now.subject), now.next); break;
      case Do::match:
      case Do::match_one_of: {
        const bool matches =
            now.what == Do::match ? now.subject == type : parser::rows[now.subject][type] != 0;
        if (!matches) return false;
        const auto behind = static_cast<std::uint32_t>(nodes.size() + 1);
        nodes.push_back({.is_token = true, .first = at, .last = at, .end = behind});
        if (tree.tokens[at].type != TokenType::end) ++at;
        step = now.next;
        break;
      }
      case Do::end: {
        Node& node = nodes[open.back().node];
        node.last = open.size() == 1 ? at : at - 1;  // the whole has the end of the text, too
        node.end = static_cast<std::uint32_t>(nodes.size());
        if (open.size() == 1) return true;
        step = open.back().after;
        open.pop_back();
        break;
      }
    }
  }
  return false;
}

}  // namespace capalint::syntax
