// The tables of a parser that reads what ANTLR's reads without mistakes. They are its network of states with each
// decision made by one token, for the grammar is LL(1); where it would not be, the build fails.
#include <antlr4-runtime.h>
#include <atn/ATNState.h>
#include <atn/LL1Analyzer.h>
#include <atn/RuleStartState.h>
#include <atn/RuleStopState.h>
#include <atn/RuleTransition.h>
#include <atn/Transition.h>

#include <array>
#include <map>
#include <optional>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <string>

#include "CapaLexer.h"
#include "CapaParser.h"
#include "tables.h"

using antlr4::atn::ATN;
using antlr4::atn::ATNState;
using antlr4::atn::RuleTransition;
using antlr4::atn::Transition;
using capalint::grammar::CapaLexer;
using capalint::grammar::CapaParser;

namespace {

constexpr std::size_t end_of_text = 0;  // the number of `EOF` in the tables; ANTLR uses no 0

/// Its transitions lead to wherever the rule is used.
bool ends_a_rule(const ATNState* state) {
  return dynamic_cast<const antlr4::atn::RuleStopState*>(state) != nullptr;
}

bool decides(const ATNState* state) { return !ends_a_rule(state) && state->transitions.size() > 1; }

/// What is done at one place of the grammar.
struct Step {
  enum Kind { end, match, match_one_of, call, choose };
  Kind kind = end;
  std::size_t what = 0;  // a token, the row of a set of tokens or of a choice, or a rule
  std::size_t next = 0;
};

class ParserTables {
 public:
  explicit ParserTables(const ATN& atn) : atn_(atn), analyzer_(atn), tokens_(atn.maxTokenType + 1) {
    steps.emplace_back();  // 0 is none
    for (const auto* start : atn.ruleToStartState)
      starts.push_back(step_of(forward(start->transitions[0]->target)));
    for (std::size_t i = 0; i < waiting_.size(); ++i) fill(waiting_[i]);
  }

  /// The alternative, from 1, of a rule that has several, by the token with which it begins.
  std::vector<std::size_t> alternatives(std::size_t rule) const {
    const ATNState* state = atn_.ruleToStartState[rule]->transitions[0]->target;
    std::vector<std::size_t> row(tokens_, 1);
    for (std::size_t token = 0; token < tokens_; ++token) {
      if (decides(state)) row[token] = alternative(*state, token).value_or(0) + 1;
    }
    return row;
  }

  std::vector<Step> steps;
  std::vector<std::size_t> starts;  // by rule
  std::vector<std::vector<std::size_t>>
      rows;  // by token: the next step of a choice; whether a set has it

 private:
  static const ATNState* forward(const ATNState* state) {
    while (!ends_a_rule(state) && !decides(state) && state->transitions[0]->isEpsilon() &&
           state->transitions[0]->getSerializationType() != Transition::RULE)
      state = state->transitions[0]->target;
    return state;
  }

  std::size_t step_of(const ATNState* state) {
    const auto [known, fresh] = numbers_.emplace(state, steps.size());
    if (fresh) {
      steps.emplace_back();
      waiting_.push_back(state);
    }
    return known->second;
  }

  void fill(const ATNState* state) {
    Step step;
    if (ends_a_rule(state)) {
      step.kind = Step::end;
    } else if (decides(state)) {
      step.kind = Step::choose;
      step.what = row(choice(*state));
    } else if (const Transition& only = *state->transitions[0];
               only.getSerializationType() == Transition::RULE) {
      const auto& call = static_cast<const RuleTransition&>(only);
      step = {Step::call, call.target->ruleIndex, step_of(forward(call.followState))};
    } else {
      step = match(only);
    }
    steps[numbers_.at(state)] = step;
  }

  Step match(const Transition& transition) {
    std::vector<std::size_t> all(tokens_);
    std::size_t count = 0;
    std::size_t last = 0;
    for (std::size_t token = 0; token < tokens_; ++token) {
      all[token] = transition.matches(antlr_type(token), 1, atn_.maxTokenType) ? 1 : 0;
      if (all[token] == 0) continue;
      ++count;
      last = token;
    }
    const std::size_t next = step_of(forward(transition.target));
    if (count == 1) return {Step::match, last, next};
    return {Step::match_one_of, row(all), next};
  }

  static ssize_t antlr_type(std::size_t token) {
    return token == end_of_text ? static_cast<ssize_t>(antlr4::Token::EOF)
                                : static_cast<ssize_t>(token);
  }

  std::size_t row(std::vector<std::size_t> cells) {
    const auto [known, fresh] = row_numbers_.emplace(std::move(cells), rows.size());
    if (fresh) rows.push_back(known->first);
    return known->second;
  }

  /// By token: the first step behind this decision, and behind those that follow it, that is none.
  std::vector<std::size_t> choice(const ATNState& decision) {
    std::vector<std::size_t> cells(tokens_);
    for (std::size_t token = 0; token < tokens_; ++token) {
      const ATNState* state = &decision;
      while (state != nullptr && decides(state)) {
        const auto chosen = alternative(*state, token);
        state = chosen ? forward(state->transitions[*chosen]->target) : nullptr;
      }
      if (state != nullptr) cells[token] = step_of(state);
    }
    return cells;
  }

  /// The one that begins with the token; else one that may be empty.
  std::optional<std::size_t> alternative(const ATNState& decision, std::size_t token) const {
    const auto looks = analyzer_.getDecisionLookahead(const_cast<ATNState*>(&decision));
    std::optional<std::size_t> chosen;
    std::optional<std::size_t> empty;
    for (std::size_t i = 0; i < looks.size(); ++i) {
      if (looks[i].contains(static_cast<ssize_t>(antlr4::Token::EPSILON))) {
        if (empty) fail(decision, token);
        empty = i;
      }
      if (!looks[i].contains(antlr_type(token))) continue;
      if (chosen) fail(decision, token);
      chosen = i;
    }
    return chosen ? chosen : empty;
  }

  [[noreturn]] static void fail(const ATNState& decision, std::size_t token) {
    throw std::runtime_error("the grammar is not LL(1) in rule " +
                             std::to_string(decision.ruleIndex) + " at token " +
                             std::to_string(token));
  }

  const ATN& atn_;
  antlr4::atn::LL1Analyzer analyzer_;
  std::size_t tokens_;
  std::map<const ATNState*, std::size_t> numbers_;
  std::map<std::vector<std::size_t>, std::size_t> row_numbers_;
  std::vector<const ATNState*> waiting_;
};

/// `# Name` behind an alternative, in the order in which they stand; by rule.
std::map<std::string, std::vector<std::string>> labels(const std::string& grammar) {
  const std::regex rule(R"(^(\w+)\s*(:.*)?$)");
  const std::regex label(R"(^\s+[:|].*\s# (\w+)\s*$)");
  std::map<std::string, std::vector<std::string>> all;
  std::istringstream lines(grammar);
  std::string in;
  std::smatch match;
  for (std::string line; std::getline(lines, line);) {
    if (std::regex_match(line, match, rule)) in = match[1];
    if (std::regex_match(line, match, label)) all[in].push_back(match[1]);
  }
  return all;
}

std::string token_name(const CapaParser& parser, std::size_t type) {
  return type == end_of_text ? "end" : parser.getVocabulary().getSymbolicName(type);
}

}  // namespace

void write_parser_tables(std::ostream& out, const std::string& grammar) {
  antlr4::ANTLRInputStream nothing;
  CapaLexer lexer(&nothing);
  antlr4::CommonTokenStream stream(&lexer);
  CapaParser parser(&stream);
  const ParserTables tables(parser.getATN());
  const std::vector<std::string>& rules = parser.getRuleNames();
  const auto labelled = labels(grammar);
  const std::size_t tokens = parser.getATN().maxTokenType + 1;
  const auto plain = [&](std::size_t number) { out << number; };

  out << "// Made of the grammar.\n#pragma once\n\n#include <cstdint>\n\nnamespace capalint::grammar {\n\n"
         "enum class TokenType : std::uint8_t {";
  std::vector<std::size_t> numbers(tokens);
  for (std::size_t i = 0; i < tokens; ++i) numbers[i] = i;
  write_list(out, numbers, [&](std::size_t type) { out << token_name(parser, type); });
  out << "enum class Rule : std::uint8_t {";
  write_list(out, rules, [&](const std::string& name) { out << name; });
  out << "/// An alternative of a rule that has a name: the rule, and which it is, from 1.\n"
         "enum class Label : std::uint16_t {\n    none,";
  std::vector<std::vector<std::size_t>> alternatives;  // only those of rules with labels
  std::vector<std::size_t> row_of(rules.size());       // 0 for none
  for (std::size_t rule = 0; rule < rules.size(); ++rule) {
    const auto names = labelled.find(rules[rule]);
    if (names == labelled.end()) continue;
    for (std::size_t i = 0; i < names->second.size(); ++i)
      out << "\n    " << names->second[i] << " = " << rule * 256 + i + 1 << ',';
    alternatives.push_back(tables.alternatives(rule));
    row_of[rule] = alternatives.size();
  }
  out << "};\n\nnamespace parser {\n\n"
         "enum class Do : std::uint8_t { end, match, match_one_of, call, choose };\n"
         "struct Step {\n  Do what;\n  std::uint8_t subject;  // a token, a rule, or the row of a set or a choice\n"
         "  std::uint16_t next;\n};\n\n"
         "inline constexpr std::uint16_t tokens = "
      << tokens << ";\ninline constexpr Step steps[] = {";
  constexpr std::array kinds{"end", "match", "match_one_of", "call", "choose"};
  write_list(out, tables.steps, [&](const Step& step) {
    if (step.what > 255) throw std::runtime_error("more than 255 rows");
    out << "{Do::" << kinds.at(step.kind) << ", " << step.what << ", " << step.next << '}';
  });
  out << "inline constexpr std::uint16_t start_of[] = {";
  write_list(out, tables.starts, plain);
  out << "/// By token: the next step of a choice, or 1 for one of a set; 0 is none.\n"
         "inline constexpr std::uint16_t rows[][tokens] = {";
  for (const auto& row : tables.rows) {
    out << '{';
    write_list(out, row, plain);
    out.seekp(-2, std::ios::cur);
    out << ",\n";
  }
  out << "};\n/// The row of `alternatives` and one more; 0 for a rule whose alternatives have no names.\n"
         "inline constexpr std::uint8_t labelled[] = {";
  write_list(out, row_of, plain);
  out << "inline constexpr std::uint8_t alternatives[][tokens] = {";
  for (const auto& row : alternatives) {
    out << '{';
    write_list(out, row, plain);
    out.seekp(-2, std::ios::cur);
    out << ",\n";
  }
  out << "};\n\n}  // namespace parser\n}  // namespace capalint::grammar\n";
}
