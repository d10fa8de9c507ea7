#include "syntax/parser_of_mistakes.h"

#include <algorithm>

#include "CapaParser.h"

namespace capalint::syntax {
namespace {

using antlr4::ParserRuleContext;
using grammar::CapaParser;

std::size_t antlr_type(TokenType type) {
  return type == TokenType::end ? antlr4::Token::EOF : static_cast<std::size_t>(type);
}

TokenType type_of(const antlr4::Token& token) {
  return token.getType() == antlr4::Token::EOF ? TokenType::end
                                               : static_cast<TokenType>(token.getType());
}

/// Knows its text, since no stream of ANTLR's stands behind it.
class ReadToken final : public antlr4::CommonToken {
 public:
  ReadToken(const Scanner::Token& token, std::string_view text, std::size_t line)
      : CommonToken({nullptr, nullptr}, antlr_type(token.type), DEFAULT_CHANNEL, token.begin,
                    token.end - std::size_t{1}),
        text_(text.substr(token.begin, token.end - token.begin)) {
    setLine(line);
  }

  [[nodiscard]] std::string getText() const override { return std::string(text_); }

 private:
  std::string_view text_;
};

std::vector<std::unique_ptr<antlr4::Token>> antlr_tokens(const std::vector<Scanner::Token>& tokens,
                                                         std::string_view text) {
  std::vector<std::unique_ptr<antlr4::Token>> all;
  std::size_t line = 1;
  std::uint32_t counted = 0;
  for (const Scanner::Token& token : tokens) {
    for (; counted < token.begin; ++counted) {
      const bool pair = text[counted] == '\r' && text.substr(counted + 1).starts_with('\n');
      if (!pair && (text[counted] == '\n' || text[counted] == '\r')) ++line;
    }
    all.push_back(std::make_unique<ReadToken>(token, text, line));
  }
  return all;
}

class Flattening {
 public:
  Flattening(ParseTree& tree, const Recovery& recovery) : tree_(tree), recovery_(recovery) {}

  void add(antlr4::tree::ParseTree* each) {
    const std::size_t at = tree_.nodes.size();
    if (auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(each)) {
      const std::uint32_t token = number(*leaf->getSymbol());
      tree_.nodes.push_back({.is_token = true, .first = token, .last = token});
    } else {
      auto& context = dynamic_cast<ParserRuleContext&>(*each);
      tree_.nodes.push_back(node(context));
      for (antlr4::tree::ParseTree* child : context.children) add(child);
    }
    tree_.nodes[at].end = static_cast<std::uint32_t>(tree_.nodes.size());
  }

 private:
  Node node(ParserRuleContext& context) {
    const std::size_t rule = context.getRuleIndex();
    Node node{.rule = static_cast<Rule>(rule),
              .broken = context.exception != nullptr,
              .damaged = recovery_.damaged(&context),
              .first = number(*context.getStart())};
    if (grammar::parser::labelled[rule] != 0)
      node.alternative = static_cast<std::uint8_t>(context.getAltNumber());
    if (context.getStop() != nullptr) node.last = number(*context.getStop());
    return node;
  }

  std::uint32_t number(const antlr4::Token& token) {
    if (const std::size_t index = token.getTokenIndex(); index != INVALID_INDEX)
      return static_cast<std::uint32_t>(index);
    const auto begin = static_cast<std::uint32_t>(token.getStartIndex());
    tree_.tokens.push_back({type_of(token), begin, begin});  // one that is missing
    return static_cast<std::uint32_t>(tree_.tokens.size() - 1);
  }

  ParseTree& tree_;
  const Recovery& recovery_;
};

ParserRuleContext* parse_rule(CapaParser& parser, Rule rule) {
  switch (rule) {
    case Rule::value: return parser.value();
    case Rule::directive: return parser.directive();
    default: return parser.file();
  }
}

}  // namespace

void parse_with_mistakes(ParseTree& tree, Rule rule, std::string_view text, Recovery& recovery) {
  antlr4::ListTokenSource list(antlr_tokens(tree.tokens, text));
  antlr4::CommonTokenStream stream(&list);
  CapaParser parser(&stream);
  parser.removeErrorListeners();
  // The parser shares its strategy; this one is the caller's.
  parser.setErrorHandler({std::shared_ptr<void>{}, &recovery});
  tree.nodes.clear();
  Flattening(tree, recovery).add(parse_rule(parser, rule));
}

}  // namespace capalint::syntax
