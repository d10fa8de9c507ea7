#include "syntax/recovery.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "CapaParser.h"
#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "syntax/spellings.h"
#include "syntax/statements.h"

namespace capalint::syntax {
namespace {

using antlr4::ParserRuleContext;
using grammar::CapaParser;

bool is_declaration(std::size_t rule) {
  switch (rule) {
    case CapaParser::RuleTeam:
    case CapaParser::RulePlan:
    case CapaParser::RuleRules:
    case CapaParser::RulePack:
    case CapaParser::RuleSetting:
    case CapaParser::RuleRuleDeclaration: return true;
    default: return false;
  }
}

bool is_statement(std::size_t rule) {
  switch (rule) {
    case CapaParser::RuleItem:
    case CapaParser::RuleTeamStatement:
    case CapaParser::RulePlanStatement:
    case CapaParser::RuleRulesStatement:
    case CapaParser::RuleAllocation:
    case CapaParser::RulePackStatement:
    case CapaParser::RuleSettingStatement:
    case CapaParser::RuleClause: return true;
    default: return false;
  }
}

Within within(std::size_t rule) {
  switch (rule) {
    case CapaParser::RuleTeam: return Within::team;
    case CapaParser::RulePlan: return Within::plan;
    case CapaParser::RuleRules: return Within::rules;
    case CapaParser::RuleTeamStatement: return Within::choice;
    case CapaParser::RuleRuleDeclaration: return Within::rule;
    case CapaParser::RulePack: return Within::pack;
    case CapaParser::RuleSetting: return Within::setting;
    default: return Within::file;
  }
}

bool is_soft_word(std::size_t type) { return type < CapaParser::DATE || type == CapaParser::WORD; }

std::string describe(const antlr4::Token* token) {
  if (token->getType() == antlr4::Token::EOF) return "the end of the file";
  if (token->getType() == CapaParser::NL) return "the end of the line";
  return "`" + token->getText() + "`";
}

std::string literal(antlr4::Parser* parser, std::size_t type) {
  const std::string quoted = parser->getVocabulary().getLiteralName(type);
  return quoted.size() > 2 ? quoted.substr(1, quoted.size() - 2) : std::string{};
}

// The expected tokens as a reader would say them; a rule that takes any word says just that.
std::string describe_expected(antlr4::Parser* parser, const antlr4::misc::IntervalSet& expected) {
  std::vector<std::string> options;
  const auto add = [&](std::string option) {
    if (std::find(options.begin(), options.end(), option) == options.end())
      options.push_back(std::move(option));
  };
  const bool any_word = expected.contains(static_cast<size_t>(CapaParser::WORD));
  for (const ssize_t raw : expected.toList()) {
    const auto type = static_cast<std::size_t>(raw);
    switch (type) {
      case CapaParser::STRING: add("a name in quotes"); break;
      case CapaParser::NUMBER: add("a number"); break;
      case CapaParser::QUANTITY: add("an amount such as `3.5h`"); break;
      case CapaParser::COUNT: add("a number of appointments such as `x2`"); break;
      case CapaParser::DATE: add("a date such as `2026-09-20`"); break;
      case CapaParser::QUARTER: add("a quarter such as `2026-Q4`"); break;
      case CapaParser::PERCENT: add("a percentage such as `66%`"); break;
      case CapaParser::CLOCK: add("a time such as `09:00`"); break;
      case CapaParser::WORD: add("a name of one word"); break;
      case CapaParser::NL: add("a new line"); break;
      case CapaParser::MINUS:
      case CapaParser::CURLY_STRING:
      case CapaParser::OPEN_STRING:
      case CapaParser::DECIMAL_COMMA:
      case CapaParser::SLASHED_DATE: break;
      default:
        if (const std::string word = literal(parser, type);
            !word.empty() && !(any_word && is_soft_word(type))) {
          add("`" + word + "`");
        }
    }
  }
  constexpr std::size_t most = 5;
  if (options.empty() || options.size() > most) return {};
  const std::string last = options.back();
  options.pop_back();
  return options.empty() ? last : fmt::format("{} or {}", fmt::join(options, ", "), last);
}

std::optional<std::string> nearest_keyword(antlr4::Parser* parser, const antlr4::Token* found,
                                           const antlr4::misc::IntervalSet& expected) {
  std::vector<std::string> words;
  for (const ssize_t type : expected.toList()) {
    const std::string word = literal(parser, static_cast<std::size_t>(type));
    if (word.size() > 1 && is_soft_word(static_cast<std::size_t>(type))) words.push_back(word);
  }
  const std::vector<std::string_view> views(words.begin(), words.end());
  const auto best = nearest(found->getText(), views);
  return best ? std::optional<std::string>(*best) : std::nullopt;
}

const antlr4::Token* opening_brace(ParserRuleContext* context) {
  antlr4::tree::TerminalNode* node = context->getToken(CapaParser::LBRACE, 0);
  return node == nullptr ? context->getStart() : node->getSymbol();
}

// For people who have never written a rule: how a name, or what a rule reads, is written.
std::string help_in_rule(antlr4::Parser* parser, const antlr4::Token* found,
                         const std::string& wanted) {
  antlr4::Token* before = parser->getTokenStream()->LT(-1);
  if (before == nullptr || !is_soft_word(found->getType()) || !is_soft_word(before->getType()))
    return {};
  const auto* context = parser->getContext();
  while (context != nullptr && context->getRuleIndex() != CapaParser::RuleRuleDeclaration)
    context = dynamic_cast<const ParserRuleContext*>(context->parent);
  if (context == nullptr) return {};
  if (wanted == "`{`")
    return fmt::format("a name is one word, such as `{}-{}`", before->getText(), found->getText());
  if (wanted == "a new line")
    return fmt::format("write in brackets what it is about, such as `{}(core)`", before->getText());
  return {};
}

// `core 3 weeks`, `core 3h weeks 1 of 4`
std::string help_in_frequency(antlr4::Parser* parser, const antlr4::Token* found) {
  const std::size_t rule = parser->getContext()->getRuleIndex();
  if (rule == CapaParser::RuleWeeksIn)
    return "write hours such as `3.5h`; how often is said as in `3.5h 3 weeks in 4`";
  if (rule == CapaParser::RuleWeeksOfCycle && found->getType() == CapaParser::OF)
    return "several weeks are `weeks 1 and 3 of 4`, and one is `week 1 of 4`";
  return {};
}

// `any day am core 2h`
bool is_of_a_day(const antlr4::Token* before, const antlr4::Token* found) {
  switch (found->getType()) {
    case CapaParser::AM:
    case CapaParser::PM:
    case CapaParser::EVE:
    case CapaParser::CLOCK: return before->getType() == CapaParser::DAY;
    default: return false;
  }
}

bool starts_text(std::size_t type) { return is_text(static_cast<TokenType>(type)); }

/// True for a token that can only begin a declaration, such as `plan` before a name in quotes.
bool begins_declaration(antlr4::TokenStream& tokens) {
  const std::size_t next = tokens.LA(2);
  switch (tokens.LA(1)) {
    case CapaParser::PLAN:
    case CapaParser::TEAM: return starts_text(next);
    case CapaParser::RULES: return starts_text(next) || next == CapaParser::LBRACE;
    default: return false;
  }
}

}  // namespace

bool Recovery::damaged(const ParserRuleContext* context) const {
  return damaged_.contains(context);
}

Span Recovery::span(const antlr4::Token* token) const {
  const auto begin = static_cast<std::uint32_t>(token->getStartIndex());
  const auto end = static_cast<std::uint32_t>(token->getStopIndex() + 1);
  return offsets_.span(Scanner::Token{.begin = begin, .end = end});
}

// What is missing at the end of a line is shown there, not at the start of the next one.
Span Recovery::place_of(antlr4::Parser* parser, antlr4::Token* found) const {
  antlr4::Token* before = parser->getTokenStream()->LT(-1);
  const bool on_a_later_line = found->getType() == CapaParser::NL ||
                               found->getType() == antlr4::Token::EOF ||
                               (before != nullptr && before->getLine() < found->getLine());
  if (before == nullptr || !on_a_later_line || before->getType() == CapaParser::NL)
    return span(found);
  return span(before);
}

void Recovery::report_unexpected(antlr4::Parser* parser, antlr4::Token* found) {
  const auto expected = parser->getExpectedTokens();
  const std::string wanted = describe_expected(parser, expected);
  const Span place = place_of(parser, found);
  antlr4::Token* before = parser->getTokenStream()->LT(-1);
  const bool after = before != nullptr && place == span(before);
  std::string message;
  if (after) {
    message = fmt::format("something is missing after {}", describe(before));
  } else {
    message = fmt::format("{} is not understood here", describe(found));
  }
  std::string help;
  bool of_the_grammar = false;
  const auto near =
      is_soft_word(found->getType()) ? nearest_keyword(parser, found, expected) : std::nullopt;
  if (near && !after) {
    help = fmt::format("did you mean `{}`?", *near);
  } else if (const std::string of_a_rule = help_in_rule(parser, found, wanted);
             !of_a_rule.empty()) {
    help = of_a_rule;
  } else if (const std::string how_often = help_in_frequency(parser, found); !how_often.empty()) {
    help = how_often;
    of_the_grammar = true;
  } else if (before != nullptr && is_of_a_day(before, found)) {
    help = fmt::format("work of any day has no time of the day: leave {} out", describe(found));
  } else {
    of_the_grammar = true;
    help = wanted.empty() ? "start a new line for each thing, and write names in quotes"
                          : fmt::format("write {}", wanted);
  }
  diagnostics_.push_back(
      make(Builtin::unexpected_text, place, std::move(message), std::move(help)));
  diagnostics_.back().of_the_grammar = of_the_grammar;
}

void Recovery::report_line(antlr4::Parser* parser, antlr4::Token* found) {
  ParserRuleContext* context = parser->getContext();
  const std::size_t rule = context->getRuleIndex();
  const auto expected = parser->getExpectedTokens();
  const Span place = span(found);
  std::string help(lines_of(within(rule)));
  if (rule == CapaParser::RuleFile && found->getType() == CapaParser::RBRACE) {
    diagnostics_.push_back(make(Builtin::stray_brace, place, "this `}` closes nothing",
                                "delete it, or add the `{` that it belongs to"));
    return;
  }
  if (const auto near = is_soft_word(found->getType()) ? nearest_keyword(parser, found, expected)
                                                       : std::nullopt) {
    help = fmt::format("did you mean `{}`?", *near);
  }
  if (rule == CapaParser::RulePlan && is_soft_word(found->getType())) {
    // Two words in a row are hardly a day and its half: `on call`, say.
    antlr4::Token* next = parser->getTokenStream()->LT(2);
    const bool words = next != nullptr && next->getType() == CapaParser::WORD;
    if (words || help.find("did you mean") == std::string::npos)
      help = fmt::format("if it is an activity, begin the line with its day: `mon am {}{} …`",
                         found->getText(), words ? " " + next->getText() : "");
  }
  const bool is_day = found->getType() >= CapaParser::MON && found->getType() <= CapaParser::SUN;
  if (is_day && rule != CapaParser::RulePlan)
    help = fmt::format("a day stands in a plan: `plan \"Name\" {{ {} am core 3.5h }}`",
                       found->getText());
  diagnostics_.push_back(
      make(Builtin::unexpected_text, place,
           fmt::format("{} does not begin {}", describe(found), line_of(within(rule))),
           std::move(help)));
  // A word of the language in another spelling is known, and something behind it is not.
  const std::string known = in_lower_case(found->getText());
  diagnostics_.back().of_the_grammar =
      diagnostics_.back().help == lines_of(within(rule)) ||
      diagnostics_.back().help.starts_with("if it is an activity") || !day_of(known).empty() ||
      find_statement(within(rule), known) != nullptr;
}

void Recovery::report_unclosed(antlr4::Parser* parser, ParserRuleContext* context) {
  antlr4::Token* found = parser->getCurrentToken();
  Diagnostic diagnostic =
      make(Builtin::unclosed_brace, span(opening_brace(context)), "this `{` is never closed",
           "add `}` on a line of its own after the last line that belongs to it");
  if (found->getType() != antlr4::Token::EOF) {
    diagnostic.labels.push_back({span(found), "the next declaration begins here"});
  }
  diagnostics_.push_back(std::move(diagnostic));
}

void Recovery::reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) {
  if (reported_) return;
  reported_ = true;
  report_unexpected(parser, error.getOffendingToken() != nullptr ? error.getOffendingToken()
                                                                 : parser->getCurrentToken());
}

void Recovery::recover(antlr4::Parser* parser, std::exception_ptr error) {
  ParserRuleContext* context = parser->getContext();
  const std::size_t rule = context->getRuleIndex();
  damaged_.insert(context);
  if (is_declaration(rule)) {
    if (!unclosed_) skip_line(parser);
  } else if (is_statement(rule) && !unclosed_) {
    skip_line(parser);
    // The declaration that holds the line has lost something.
    if (auto* parent = dynamic_cast<ParserRuleContext*>(context->parent)) damaged_.insert(parent);
  } else if (rule == CapaParser::RuleFile || rule == CapaParser::RuleDirective ||
             rule == CapaParser::RuleValue) {
    while (parser->getCurrentToken()->getType() != antlr4::Token::EOF) parser->consume();
  } else {
    std::rethrow_exception(error);
  }
  reported_ = false;
  unclosed_ = false;
}

antlr4::Token* Recovery::recoverInline(antlr4::Parser* parser) {
  const auto expected = parser->getExpectedTokens();
  ParserRuleContext* context = parser->getContext();
  antlr4::Token* found = parser->getCurrentToken();
  const auto only = [&](std::size_t type) { return expected.contains(type); };
  if (only(CapaParser::RBRACE) && found->getType() == antlr4::Token::EOF) {
    if (!unclosed_at_end_) report_unclosed(parser, context);
    unclosed_at_end_ = true;
    damaged_.insert(context);
    return missing(CapaParser::RBRACE, found);
  }
  if (only(CapaParser::LBRACE) && found->getType() == CapaParser::NL) {
    antlr4::Token* before = parser->getTokenStream()->LT(-1);
    Span place = span(before);
    Diagnostic diagnostic =
        make(Builtin::missing_brace, place,
             fmt::format("a `{{` is missing after {}", describe(before)), "add ` {` here");
    diagnostic.fixes.push_back({"add `{`", true, {{{place.file, place.end, place.end}, " {"}}});
    diagnostics_.push_back(std::move(diagnostic));
    return missing(CapaParser::LBRACE, found);
  }
  const bool after_a_statement =
      is_declaration(context->getRuleIndex()) || is_statement(context->getRuleIndex());
  if (only(CapaParser::NL) && after_a_statement) {
    report_unexpected(parser, found);
    damaged_.insert(context);
    skip_line(parser);
    if (parser->getCurrentToken()->getType() == CapaParser::NL) {
      antlr4::Token* end = parser->getCurrentToken();
      parser->consume();
      return end;
    }
    return missing(CapaParser::NL, parser->getCurrentToken());
  }
  throw antlr4::InputMismatchException(parser);
}

// ANTLR's own would ask the lexer for it, and there is none.
antlr4::Token* Recovery::missing(std::size_t type, const antlr4::Token* before) {
  const std::size_t at = before->getStartIndex();
  missing_.push_back(std::make_unique<antlr4::CommonToken>(
      std::pair<antlr4::TokenSource*, antlr4::CharStream*>{nullptr, nullptr}, type,
      antlr4::Token::DEFAULT_CHANNEL, at, at - 1));
  return missing_.back().get();
}

void Recovery::sync(antlr4::Parser* parser) {
  using antlr4::atn::ATNState;
  ATNState* state =
      parser->getInterpreter<antlr4::atn::ATNSimulator>()->atn.states[parser->getState()];
  const auto kind = state->getStateType();
  if (kind != ATNState::STAR_LOOP_ENTRY && kind != ATNState::STAR_LOOP_BACK) return;
  ParserRuleContext* context = parser->getContext();
  const std::size_t rule = context->getRuleIndex();
  if (rule != CapaParser::RuleFile && !is_declaration(rule) && !is_statement(rule)) return;
  const auto& next = parser->getATN().nextTokens(state);
  if (!next.contains(static_cast<size_t>(CapaParser::NL)) || next.contains(antlr4::Token::EPSILON))
    return;

  while (!next.contains(parser->getCurrentToken()->getType())) {
    antlr4::Token* found = parser->getCurrentToken();
    if (found->getType() == antlr4::Token::EOF) return;
    if (rule != CapaParser::RuleFile && begins_declaration(*parser->getTokenStream())) {
      report_unclosed(parser, context);
      reported_ = true;
      unclosed_ = true;
      throw antlr4::InputMismatchException(parser);
    }
    report_line(parser, found);
    damaged_.insert(context);
    if (rule == CapaParser::RuleFile) {
      skip_to_declaration(parser);
    } else {
      skip_line(parser);
    }
  }
}

// To the end of the line, past any block that the line opens.
void Recovery::skip_line(antlr4::Parser* parser) {
  int depth = 0;
  while (true) {
    switch (parser->getCurrentToken()->getType()) {
      case antlr4::Token::EOF: return;
      case CapaParser::LBRACE: ++depth; break;
      case CapaParser::RBRACE:
        if (depth == 0) return;
        --depth;
        break;
      case CapaParser::NL:
        if (depth == 0) return;
        break;
      default: break;
    }
    parser->consume();
  }
}

void Recovery::skip_to_declaration(antlr4::Parser* parser) {
  do {
    parser->consume();
  } while (parser->getCurrentToken()->getType() != antlr4::Token::EOF &&
           !begins_declaration(*parser->getTokenStream()));
}

}  // namespace capalint::syntax
