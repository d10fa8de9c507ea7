// The tables of a lexer that reads what ANTLR's reads: the automaton of the generated class, with all of its states made.
#include <antlr4-runtime.h>
#include <atn/TokensStartState.h>
#include <atn/Transition.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "CapaLexer.h"
#include "CapaParser.h"
#include "tables.h"

using antlr4::atn::LexerATNSimulator;
using antlr4::dfa::DFAState;
using capalint::grammar::CapaLexer;

namespace {

constexpr std::size_t beyond_unicode = 0x110000;

/// ANTLR makes a state when it first comes to it. This one is asked for all of them.
class Automaton : public LexerATNSimulator {
 public:
  explicit Automaton(CapaLexer& lexer, LexerATNSimulator& of)
      : LexerATNSimulator(&lexer, of.atn, of._decisionToDFA, of.getSharedContextCache()) {}

  DFAState* start() {
    return addDFAState(computeStartState(&nothing_, atn.modeToStartState.front()).release());
  }

  /// Null where no token goes on with this character.
  DFAState* after(DFAState* state, std::size_t character) {
    DFAState* next = computeTargetState(&nothing_, state, character);
    return next == ERROR.get() ? nullptr : next;
  }

  /// The characters with which something else begins to be told apart: in between, all are alike.
  std::vector<std::size_t> boundaries() const {
    std::set<std::size_t> all{0, beyond_unicode};
    for (const antlr4::atn::ATNState* state : atn.states) {
      if (state == nullptr) continue;
      for (const antlr4::atn::Transition* transition : state->transitions) {
        const antlr4::misc::IntervalSet label = transition->label();
        for (const antlr4::misc::Interval& each : label.getIntervals()) {
          if (each.a < 0) continue;
          all.insert(static_cast<std::size_t>(each.a));
          all.insert(static_cast<std::size_t>(each.b) + 1);
        }
      }
    }
    return {all.begin(), all.end()};
  }

 private:
  antlr4::ANTLRInputStream nothing_;
};

struct LexerTables {
  std::vector<std::pair<std::size_t, std::size_t>> classes;  // the first character, and its class
  std::vector<std::vector<std::size_t>> next;                // by state and class; 0 for none
  std::vector<std::size_t> accepts;                          // by state; 0 for none
};

LexerTables tables_of(CapaLexer& lexer) {
  Automaton automaton(lexer, *lexer.getInterpreter<LexerATNSimulator>());
  const std::vector<std::size_t> boundaries = automaton.boundaries();
  const std::size_t alike = boundaries.size() - 1;

  std::map<DFAState*, std::size_t> numbers{{nullptr, 0}};
  std::vector<DFAState*> states{nullptr};
  const auto number = [&](DFAState* state) {
    const auto [known, fresh] = numbers.emplace(state, states.size());
    if (fresh) states.push_back(state);
    return known->second;
  };
  (void)number(automaton.start());

  LexerTables tables;
  std::vector<std::vector<std::size_t>> columns(alike);
  for (std::size_t state = 0; state < states.size(); ++state) {
    const bool accepts = state > 0 && states[state]->isAcceptState;
    tables.accepts.push_back(accepts ? states[state]->prediction : 0);
    for (std::size_t i = 0; i < alike; ++i) {
      DFAState* next = state == 0 ? nullptr : automaton.after(states[state], boundaries[i]);
      columns[i].push_back(number(next));
    }
  }

  std::map<std::vector<std::size_t>, std::size_t> classes;
  for (std::size_t i = 0; i < alike; ++i) {
    const std::size_t of = classes.emplace(columns[i], classes.size()).first->second;
    if (tables.classes.empty() || tables.classes.back().second != of)
      tables.classes.emplace_back(boundaries[i], of);
  }
  tables.next.assign(states.size(), std::vector<std::size_t>(classes.size()));
  for (const auto& [column, of] : classes) {
    for (std::size_t state = 0; state < states.size(); ++state)
      tables.next[state][of] = column[state];
  }
  return tables;
}

void write(std::ostream& out, const LexerTables& tables, const CapaLexer& lexer) {
  constexpr std::size_t ascii = 128;
  const auto plain = [&](std::size_t number) { out << number; };
  std::vector<std::size_t> of_ascii;
  for (std::size_t character = 0; character < ascii; ++character) {
    const auto after =
        std::upper_bound(tables.classes.begin(), tables.classes.end(), character,
                         [](std::size_t each, const auto& first) { return each < first.first; });
    of_ascii.push_back(std::prev(after)->second);
  }
  std::vector<std::size_t> next;
  for (const auto& row : tables.next) next.insert(next.end(), row.begin(), row.end());
  std::vector<std::string> keywords;
  for (std::size_t type = CapaLexer::ACTIVITY; type < CapaLexer::DATE; ++type) {
    const std::string quoted = lexer.getVocabulary().getLiteralName(type);
    keywords.push_back(quoted.substr(1, quoted.size() - 2));
  }

  out << "// Made of the grammar. State 1 is the first, and 0 is none.\n"
         "#pragma once\n\n#include <cstdint>\n#include <string_view>\n\n"
         "namespace capalint::grammar::lexer {\n\n"
         "struct Class {\n  std::uint32_t first;\n  std::uint8_t number;\n};\n\n"
      << "inline constexpr std::uint16_t classes = " << tables.next.front().size() << ";\n"
      << "inline constexpr std::uint8_t class_of_ascii[] = {";
  write_list(out, of_ascii, plain);
  out << "inline constexpr Class class_from[] = {";
  write_list(out, tables.classes,
             [&](const auto& each) { out << '{' << each.first << ", " << each.second << '}'; });
  out << "inline constexpr std::uint8_t accepts[] = {";
  write_list(out, tables.accepts, plain);
  out << "inline constexpr std::uint16_t next[] = {";
  write_list(out, next, plain);
  out << "inline constexpr std::string_view keywords[] = {";
  write_list(out, keywords, [&](const std::string& word) { out << '"' << word << '"'; });
  out << "\n}  // namespace capalint::grammar::lexer\n";
}

}  // namespace

void write_lexer_tables(std::ostream& out) {
  antlr4::ANTLRInputStream nothing;
  CapaLexer lexer(&nothing);
  write(out, tables_of(lexer), lexer);
}
