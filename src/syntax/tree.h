// What the parser makes of the tokens: which rule of the grammar holds which others. Flat, in the order of the text,
// and dropped when the AST is made. Private to `syntax`.
#pragma once

#include <cstdint>
#include <vector>

#include "parser_tables.h"
#include "syntax/scanner.h"

namespace capalint::syntax {

using grammar::Label;
using grammar::Rule;

struct Node {
  static constexpr std::uint32_t nothing = UINT32_MAX;
  Rule rule{};                   // not of a token
  std::uint8_t alternative = 0;  // from 1, of a rule whose alternatives have names
  bool is_token = false;
  bool broken = false;   // the parser gave up within it
  bool damaged = false;  // a line of it, or its head, could not be read
  std::uint32_t first = 0;
  std::uint32_t last = nothing;  // the token before `first` where it is empty
  std::uint32_t end = 0;         // the number of the node behind all that it holds
};

struct ParseTree {
  std::vector<Scanner::Token> tokens;
  std::vector<Node> nodes;
};

/// A node with all that it holds, or nothing.
class Tree {
 public:
  Tree() = default;
  explicit Tree(const ParseTree& whole) : whole_(&whole) {}

  [[nodiscard]] explicit operator bool() const { return whole_ != nullptr; }
  friend bool operator==(Tree, Tree) = default;

  /// The first of this kind directly in it.
  [[nodiscard]] Tree operator[](Rule rule) const { return at(rule, 0); }
  [[nodiscard]] Tree operator[](TokenType type) const { return at(type, 0); }
  template <class Kind>
  [[nodiscard]] Tree at(Kind kind, std::size_t index) const {
    for (const Tree child : *this) {
      if (child.is(kind) && index-- == 0) return child;
    }
    return {};
  }
  /// The last that is directly in it.
  [[nodiscard]] Tree last_child() const {
    Tree found;
    for (const Tree child : *this) found = child;
    return found;
  }
  [[nodiscard]] std::vector<Tree> all(Rule rule) const {
    std::vector<Tree> found;
    for (const Tree child : *this) {
      if (child.is(rule)) found.push_back(child);
    }
    return found;
  }
  template <class Kind>
  [[nodiscard]] bool has(Kind kind) const {
    return static_cast<bool>(at(kind, 0));
  }

  [[nodiscard]] bool is(Rule rule) const { return !node().is_token && node().rule == rule; }
  [[nodiscard]] bool is(TokenType type) const { return node().is_token && this->type() == type; }
  [[nodiscard]] bool is(Label label) const { return this->label() == label; }
  [[nodiscard]] bool is_token() const { return node().is_token; }
  /// Of a token.
  [[nodiscard]] TokenType type() const { return first().type; }
  [[nodiscard]] Label label() const {
    constexpr unsigned of_a_rule = 256;
    const unsigned named = static_cast<unsigned>(node().rule) * of_a_rule + node().alternative;
    return node().alternative == 0 ? Label::none : static_cast<Label>(named);
  }
  [[nodiscard]] bool damaged() const { return node().damaged; }
  [[nodiscard]] bool broken() const { return node().broken; }

  [[nodiscard]] const Scanner::Token& first() const { return whole_->tokens[node().first]; }
  [[nodiscard]] const Scanner::Token& last() const {
    return node().last == Node::nothing ? first() : whole_->tokens[node().last];
  }

  class Iterator {
   public:
    Iterator(const ParseTree* whole, std::uint32_t at) : whole_(whole), at_(at) {}
    Tree operator*() const { return {whole_, at_}; }
    Iterator& operator++() {
      at_ = whole_->nodes[at_].end;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const ParseTree* whole_;
    std::uint32_t at_;
  };
  [[nodiscard]] Iterator begin() const { return {whole_, at_ + 1}; }
  [[nodiscard]] Iterator end() const { return {whole_, node().end}; }

 private:
  Tree(const ParseTree* whole, std::uint32_t at) : whole_(whole), at_(at) {}
  [[nodiscard]] const Node& node() const { return whole_->nodes[at_]; }

  const ParseTree* whole_ = nullptr;
  std::uint32_t at_ = 0;
};

}  // namespace capalint::syntax
