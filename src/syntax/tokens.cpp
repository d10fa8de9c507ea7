#include "syntax/tokens.h"

#include <array>

#include "CapaLexer.h"
#include "syntax/parse.h"

namespace capalint::syntax {
namespace {

using grammar::CapaLexer;

bool continues_after(std::size_t type) {
  switch (type) {
    case CapaLexer::COMMA:
    case CapaLexer::PLUS:
    case CapaLexer::MINUS:
    case CapaLexer::TIMES:
    case CapaLexer::OVER:
    case CapaLexer::LE:
    case CapaLexer::GE:
    case CapaLexer::LT:
    case CapaLexer::GT:
    case CapaLexer::EQ:
    case CapaLexer::NE:
    case CapaLexer::AND:
    case CapaLexer::OR:
    case CapaLexer::NOT:
    case CapaLexer::THEN:
    case CapaLexer::ELSE:
    case CapaLexer::WHERE: return true;
    default: return false;
  }
}

bool continues_before(std::size_t type) {
  switch (type) {
    case CapaLexer::PLUS:
    case CapaLexer::TIMES:
    case CapaLexer::OVER:
    case CapaLexer::LE:
    case CapaLexer::GE:
    case CapaLexer::LT:
    case CapaLexer::GT:
    case CapaLexer::EQ:
    case CapaLexer::NE:
    case CapaLexer::AND:
    case CapaLexer::OR:
    case CapaLexer::THEN:
    case CapaLexer::ELSE:
    case CapaLexer::WHERE: return true;
    default: return false;
  }
}

// How deep the expressions of one statement go, so that whatever walks their tree has room to.
class Depth {
 public:
  void add(std::size_t type) {
    switch (type) {
      case CapaLexer::LPAREN: around_.push_back(nested_++); break;
      case CapaLexer::RPAREN:
        if (!around_.empty()) {
          nested_ = around_.back();
          around_.pop_back();
        }
        break;
      case CapaLexer::IF: ++nested_; break;
      case CapaLexer::PLUS:
      case CapaLexer::MINUS:
      case CapaLexer::TIMES:
      case CapaLexer::OVER:
      case CapaLexer::AND:
      case CapaLexer::OR:
      case CapaLexer::DOT: ++joined_; break;
      default: break;
    }
    const bool in_front = type == CapaLexer::NOT || type == CapaLexer::MINUS;
    in_a_row_ = in_front ? in_a_row_ + 1 : 0;
  }

  [[nodiscard]] bool in_brackets() const { return !around_.empty(); }
  [[nodiscard]] int nested() const { return nested_ + in_a_row_; }
  [[nodiscard]] int joined() const { return joined_; }

 private:
  std::vector<int> around_;  // for each open bracket, how much is nested around it
  int nested_ = 0;
  int in_a_row_ = 0;  // `not not`, `- -`
  int joined_ = 0;
};

std::unique_ptr<antlr4::Token> new_line_after(const antlr4::Token& previous, antlr4::Lexer& lexer) {
  auto token = std::make_unique<antlr4::CommonToken>(
      std::make_pair(static_cast<antlr4::TokenSource*>(&lexer), lexer.getInputStream()),
      CapaLexer::NL, antlr4::Token::DEFAULT_CHANNEL, previous.getStopIndex() + 1,
      previous.getStopIndex());
  token->setLine(previous.getLine());
  return token;
}

/// All threads share the automaton of the generated lexer, and take a lock for each step in it. A step
/// that a thread has seen it keeps: states, once made, neither change nor go.
class Automaton final : public antlr4::atn::LexerATNSimulator {
 public:
  Automaton(antlr4::Lexer& lexer, antlr4::atn::LexerATNSimulator& shared)
      : LexerATNSimulator(&lexer, shared.atn, shared._decisionToDFA,
                          shared.getSharedContextCache()) {}

  antlr4::dfa::DFAState* getExistingTargetState(antlr4::dfa::DFAState* from,
                                                std::size_t symbol) override {
    constexpr std::size_t ascii = 128;
    if (symbol >= ascii) return LexerATNSimulator::getExistingTargetState(from, symbol);
    thread_local std::vector<std::array<antlr4::dfa::DFAState*, ascii>> seen;
    const auto state = static_cast<std::size_t>(from->stateNumber);
    if (state >= seen.size()) seen.resize(state + 1);
    antlr4::dfa::DFAState*& known = seen[state][symbol];
    if (known == nullptr) known = LexerATNSimulator::getExistingTargetState(from, symbol);
    return known;
  }
};

}  // namespace

Offsets::Offsets(const ReadText& read, std::string_view text, FileId file, std::uint32_t base)
    : read_(read), file_(file), base_(base), size_(static_cast<std::uint32_t>(text.size())) {
  const auto continues = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
  bool ascii = true;
  for (const char c : text) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  if (ascii) return;
  for (std::uint32_t i = 0; i < size_; ++i) {
    if (!continues(text[i])) bytes_.push_back(i);
  }
}

std::uint32_t Offsets::byte(std::size_t code_point) const {
  if (bytes_.empty())
    return base_ + std::min<std::uint32_t>(static_cast<std::uint32_t>(code_point), size_);
  return base_ + (code_point < bytes_.size() ? bytes_[code_point] : size_);
}

Offsets::Part Offsets::part(const antlr4::Token* first, const antlr4::Token* last) const {
  const std::uint32_t begin = byte(first->getStartIndex());
  const std::uint32_t end =
      last->getType() == antlr4::Token::EOF ? begin : byte(last->getStopIndex() + 1);
  return {begin, std::max(begin, end)};
}

Span Offsets::span(const antlr4::Token* first, const antlr4::Token* last) const {
  const Part read = part(first, last);
  return span(read.begin, read.end);
}

Span Offsets::span(std::uint32_t begin, std::uint32_t end) const {
  const ReadText::Bytes written = read_.written({begin, end});
  return {file_, written.begin, written.end};
}

std::string_view Offsets::view(const antlr4::Token* first, const antlr4::Token* last) const {
  const Part read = part(first, last);
  return read_.text().substr(read.begin, read.end - read.begin);
}

Tokens statement_tokens(antlr4::Lexer& lexer, const Offsets& offsets) {
  lexer.setInterpreter(
      new Automaton(lexer, *lexer.getInterpreter<antlr4::atn::LexerATNSimulator>()));
  Tokens result;
  auto& kept = result.tokens;
  int braces = 0;
  Depth depth;
  std::unique_ptr<antlr4::Token> pending;  // a new line that counts unless the statement goes on

  const auto keep_pending = [&] {
    if (pending != nullptr) kept.push_back(std::move(pending));
    depth = {};
  };

  while (true) {
    std::unique_ptr<antlr4::Token> token = lexer.nextToken();
    const std::size_t type = token->getType();
    if (type == CapaLexer::COMMENT) {
      result.comments.push_back(offsets.span(token.get()));
      continue;
    }
    const std::size_t previous = kept.empty() ? std::size_t{CapaLexer::NL} : kept.back()->getType();
    if (type == CapaLexer::NL) {
      const bool already =
          pending != nullptr || previous == CapaLexer::NL || previous == CapaLexer::LBRACE;
      if (!already && !continues_after(previous) && !depth.in_brackets())
        pending = std::move(token);
      continue;
    }
    const bool joins_texts = is_text(previous) && is_text(type);
    if (continues_before(type) || joins_texts) {
      pending.reset();
    } else if (pending != nullptr) {
      keep_pending();
    }
    const bool ends_statement = type == CapaLexer::RBRACE || type == antlr4::Token::EOF;
    if (ends_statement && !kept.empty() && kept.back()->getType() != CapaLexer::NL &&
        kept.back()->getType() != CapaLexer::LBRACE) {
      kept.push_back(new_line_after(*kept.back(), lexer));
      depth = {};
    }
    if (type == CapaLexer::LBRACE) {
      ++braces;
      depth = {};
    }
    if (type == CapaLexer::RBRACE) --braces;
    depth.add(type);
    const bool too_deep = braces > deepest_nesting || depth.nested() > deepest_nesting;
    if (too_deep && !result.too_deep.valid()) result.too_deep = offsets.span(token.get());
    if (depth.joined() > most_joined && !result.too_many.valid())
      result.too_many = offsets.span(token.get());
    kept.push_back(std::move(token));
    if (type == antlr4::Token::EOF) return result;
  }
}

bool begins_declaration(antlr4::TokenStream& tokens) {
  const std::size_t next = tokens.LA(2);
  switch (tokens.LA(1)) {
    case CapaLexer::PLAN:
    case CapaLexer::TEAM: return is_text(next);
    case CapaLexer::RULES: return is_text(next) || next == CapaLexer::LBRACE;
    default: return false;
  }
}

bool is_text(std::size_t token_type) {
  return token_type == CapaLexer::STRING || token_type == CapaLexer::CURLY_STRING ||
         token_type == CapaLexer::OPEN_STRING;
}

}  // namespace capalint::syntax
