#include "support/scribbles.h"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <set>

#include "rules/functions.h"
#include "rules/packs.h"
#include "rules/properties.h"
#include "support/workspaces.h"
#include "syntax/parse.h"
#include "syntax/statements.h"
#include "words/lexicon.h"

using namespace capalint;
namespace fs = std::filesystem;

namespace {

// ---- words ---------------------------------------------------------------------------------------

void add_words(std::string_view text, std::set<std::string>& words) {
  constexpr std::string_view apart = " \t\r\n,(){}";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(apart), text.size());
    if (end > 0) words.emplace(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

const std::vector<std::string>& words() {
  static const std::vector<std::string> all = [] {
    std::set<std::string> words;
    for (const char* folder : {"examples", "tests/cases", "tests/format"}) {
      for (const auto& entry :
           fs::recursive_directory_iterator(fs::path(CAPALINT_SOURCE_DIR) / folder)) {
        if (entry.is_regular_file()) add_words(read_text(entry.path().string()), words);
      }
    }
    for (const EmbeddedFile& file : embedded_files()) add_words(file.text, words);
    for (const std::string_view entry : words_of_lexicon()) add_words(entry, words);
    return std::vector<std::string>(words.begin(), words.end());
  }();
  return all;
}

const std::vector<std::string> signs{",",  "(", ")",      "½", "¾", "1¼", "³",       "９", "-",
                                     "–",  "→", "@",      "x", "×", "\"", "“",       "”",  "..",
                                     "…",  "+", "\u202e", "é", "💥", "#",  ":",       "/",  "1/2",
                                     "\t", ";", "&",      "=", "!", "?",  "\xC2\xA0"};

/// What stands in the braces behind a word, as the table of statements has it.
Within inside_of(std::string_view head) {
  if (head == "plan") return Within::plan;
  if (head == "team") return Within::team;
  if (head == "rules") return Within::rules;
  return Within::file;
}

/// Of a rule of the standard, whatever it begins with.
std::string line_of_a_rule(Dice& dice) {
  const std::vector<std::string> lines = lines_of(std::string(dice.any(embedded_files()).text));
  return lines.empty() ? "" : dice.any(lines);
}

// ---- rules ---------------------------------------------------------------------------------------

/// As a rule writes it behind a number.
std::string in_words(Unit unit) {
  const bool per_week = unit.powers[static_cast<std::size_t>(Base::week)] < 0;
  if (per_week) unit = unit * Unit::of(Base::week);
  constexpr std::array<std::pair<Base, const char*>, 5> words{{{Base::hour, "h"},
                                                               {Base::appointment, " appointments"},
                                                               {Base::referral, " referrals"},
                                                               {Base::family, " families"},
                                                               {Base::week, " weeks"}}};
  for (const auto& [base, word] : words) {
    if (unit == Unit::of(base)) return std::string(word) + (per_week ? " per week" : "");
  }
  return {};
}

/// Expressions about things of one scope.
class Expressions {
 public:
  Expressions(Scope scope, Dice& dice) : scope_(scope), dice_(dice) {}

  std::string of(const Type& type, unsigned depth) {
    if (dice_.one_in(200)) return scribbled_word(dice_);
    if (depth == 0 || dice_.one_in(4)) return dice_.one_in(2) ? literal(type) : property(type);
    if (type.kind == Kind::boolean) return condition(depth - 1);
    switch (dice_.below(8)) {
      case 0:
        return fmt::format("(if {} then {} else {})", condition(depth - 1), of(type, depth - 1),
                           of(type, depth - 1));
      case 1: return fmt::format("default({}, {})", property(type), of(type, depth - 1));
      default: break;
    }
    if (type.kind == Kind::quantity) return number(type, depth - 1);
    return property(type);
  }

  std::string condition(unsigned depth) {
    if (depth == 0) return dice_.one_in(2) ? property({.kind = Kind::boolean, .unit = {}}) : "yes";
    switch (dice_.below(8)) {
      case 0: return fmt::format("not {}", condition(depth - 1));
      case 1:
        return fmt::format("({} {} {})", condition(depth - 1), dice_.any({"and", "or"}),
                           condition(depth - 1));
      case 2: return fmt::format("has({})", property(any_type()));
      default: break;
    }
    const Type type = any_type();
    return fmt::format("({} {} {})", of(type, depth - 1),
                       dice_.any({"<", "<=", ">", ">=", "=", "!="}), of(type, depth - 1));
  }

  Type any_type() {
    const Property& any = dice_.any(properties());
    return any.type.kind == Kind::object || any.type.kind == Kind::activities
               ? Type{.kind = Kind::quantity, .unit = Unit::of(Base::hour)}
               : any.type;
  }

  /// What a finding may point at: something that is written.
  std::string place() {
    std::vector<const Property*> written;
    for (const Property& each : properties()) {
      if (each.scope == scope_ && !each.takes_activities) written.push_back(&each);
    }
    return written.empty() || dice_.one_in(3) ? std::string(to_string(scope_))
                                              : std::string(dice_.any(written)->name);
  }

  /// Of something that is looked at, such as a plan.
  std::string property(const Type& type) {
    std::vector<const Property*> fitting;
    for (const Property& each : properties()) {
      if (each.scope == scope_ && each.type == type) fitting.push_back(&each);
    }
    if (fitting.empty()) return literal(type);
    const Property& chosen = *dice_.any(fitting);
    std::string text(chosen.name);
    if (chosen.takes_activities)
      text += fmt::format("({})", dice_.any({"core", "choice + core", "cpd", "other", "big admin",
                                             "specific", "lunch + travel"}));
    return text;
  }

 private:
  std::string literal(const Type& type) {
    switch (type.kind) {
      case Kind::quantity: {
        const std::string number = dice_.any({"0", "1", "3", "0.5", "7", "1000000", "0.333"});
        if (type.percent) return fmt::format("{}%", number);
        return number + in_words(type.unit);
      }
      case Kind::boolean: return dice_.any({"yes", "no"});
      case Kind::date: return dice_.any({"2026-10-15", "today()", "1970-01-01"});
      case Kind::quarter: return dice_.any({"2026-Q4", "2027-Q1"});
      case Kind::clock: return dice_.any({"09:00", "12:30", "23:59"});
      case Kind::text: return dice_.any({"\"Ann\"", "\"\"", "\"Team A\"", "\"CBT\""});
      default: return "0";
    }
  }

  std::string number(const Type& type, unsigned depth) {
    const std::string one = of(type, depth);
    switch (dice_.below(9)) {
      case 0: return fmt::format("({} {} {})", one, dice_.any({"+", "-"}), of(type, depth));
      case 1: return fmt::format("{} * {}", one, of({.kind = Kind::quantity, .unit = {}}, depth));
      case 2: return fmt::format("{} / {}", one, of({.kind = Kind::quantity, .unit = {}}, depth));
      case 3: return fmt::format("{}({})", dice_.any({"floor", "ceil", "round", "abs"}), one);
      case 4: return fmt::format("{}({}, {})", dice_.any({"least", "most"}), one, of(type, depth));
      case 5: return fmt::format("-{}", one);
      case 6: return of_a_collection(type, depth);
      default: return call(type, depth);
    }
  }

  std::string of_a_collection(const Type& type, unsigned depth) {
    std::vector<Scope> inside;
    for (std::size_t i = 0; i < scope_count; ++i) {
      if (contains_scope(scope_, static_cast<Scope>(i))) inside.push_back(static_cast<Scope>(i));
    }
    if (inside.empty()) return literal(type);
    const Scope collection = dice_.any(inside);
    Expressions of_each(collection, dice_);
    const std::string where =
        dice_.one_in(2) ? fmt::format(" where {}", of_each.condition(depth)) : "";
    if (type.unit.plain() && dice_.one_in(2))
      return fmt::format("count(each {}{})", to_string(collection), where);
    return fmt::format("{}({} for each {}{})", dice_.any({"sum", "min", "max", "median"}),
                       of_each.of(type, depth), to_string(collection), where);
  }

  std::string call(const Type& type, unsigned depth) {
    std::vector<const Function*> fitting;
    for (const Function& each : functions()) {
      if (each.formula && each.formula->gives == type) fitting.push_back(&each);
    }
    if (fitting.empty()) return property(type);
    const Function& chosen = *dice_.any(fitting);
    std::string arguments;
    for (const Type& taken : chosen.formula->takes)
      arguments += (arguments.empty() ? "" : ", ") + of(taken, depth);
    return fmt::format("{}({})", chosen.name, arguments);
  }

  Scope scope_;
  Dice& dice_;
};

}  // namespace

std::string scribbled_word(Dice& dice) {
  switch (dice.below(8)) {
    case 0: return dice.any(signs);
    case 1:
    case 2:
    case 3: return dice.any(words());
    case 4: return std::to_string(dice.any({0U, 1U, 2U, 12U, 2026U, 999'999'999U, dice.below(60)}));
    default: return std::string(dice.any(keywords()));
  }
}

std::string scribbled_line(Dice& dice) {
  std::string line;
  for (unsigned count = 1 + dice.below(14); count > 0; --count) {
    line += (line.empty() || dice.one_in(12) ? "" : " ") + scribbled_word(dice);
    if (dice.one_in(10)) line += dice.any({"½", "h", "x2", ":", ".", ",", "m"});
  }
  return line;
}

std::string likely_line(std::string_view head, Dice& dice) {
  if (head == "rule") return line_of_a_rule(dice);
  if (head == "choice")
    return fmt::format("\"{}\" {}", dice.any({"Ann", "A"}), dice.any({"1", "13"}));
  if (dice.one_in(2)) {
    for (const Declaration& each : crowded_workspace(dice.below(1000))) {
      if (each.head.starts_with(head) && !each.lines.empty()) return dice.any(each.lines);
    }
  }
  std::vector<std::string_view> examples;
  for (const Statement& each : statements()) {
    if (each.within == inside_of(head) && !each.example.ends_with('{'))
      examples.push_back(each.example);
  }
  return std::string(dice.any(examples));
}

std::string scribbled_file(Dice& dice) {
  std::string text;
  if (dice.one_in(3)) {
    constexpr std::size_t long_enough = 800;
    for (const Declaration& each : crowded_workspace(dice.below(100'000))) {
      if (text.size() < long_enough) text += text_of(each);
    }
    return text;
  }
  const unsigned odd = dice.any({0U, 0U, 1U, 3U});  // lines of six
  for (unsigned heads = 1 + dice.below(3); heads > 0; --heads) {
    const std::string head =
        dice.any({"plan \"A\"", "plan \"Ann\" in \"T\"", "team \"T\"", "team \"Team A\"", "rules",
                  "plan vacant \"Post\" from 2026-11-02", "rules \"T\""});
    const std::string word = head.substr(0, head.find(' '));
    text += head + " {\n";
    for (unsigned lines = dice.below(7); lines > 0; --lines)
      text += "  " + (dice.below(6) < odd ? scribbled_line(dice) : likely_line(word, dice)) + "\n";
    if (word == "team" && dice.one_in(3)) {
      text += fmt::format("  choice {} {{\n    {}\n  }}\n", dice.any({"weekly", "quota"}),
                          likely_line("choice", dice));
    }
    text += "}\n";
  }
  return text;
}

std::string scribbled_rule(Dice& dice) {
  const auto scope = static_cast<Scope>(dice.below(scope_count));
  Expressions some(scope, dice);
  const unsigned depth = 1 + dice.below(4);
  std::string text = fmt::format(
      "rule made-up-{} {{\n  code TEAM{}\n  level {}\n  title \"Made up\"\n  for each {}{}\n",
      dice.below(9), dice.below(9), dice.any({"error", "warning", "note", "off"}), to_string(scope),
      dice.one_in(2) ? " where " + some.condition(depth) : "");
  const Type shown = some.any_type();
  text +=
      fmt::format("  let a = {}{}\n", some.of(shown, depth), dice.one_in(2) ? " \"the a\"" : "");
  text += fmt::format("  require {}\n", some.condition(depth));
  const std::string place = some.place();
  if (dice.one_in(2)) text += fmt::format("  at {}, else {}\n", place, to_string(scope));
  text += fmt::format("  say \"there is {{a}}, {{{}}}\"\n", some.of(some.any_type(), depth));
  if (dice.one_in(3)) text += fmt::format("  note \"see {{a}}\" at {}\n", some.place());
  if (dice.one_in(3)) text += "  help \"write `{a}`\"\n";
  if (dice.one_in(2)) {
    const std::string edit =
        dice.any({fmt::format("replace {} with \"{{a}}\"", place),
                  fmt::format("insert \", big admin 30m\" after {}", place),
                  fmt::format("insert line \"mon am core {{a}}\" after {}", place),
                  fmt::format("delete {}", place)});
    text += fmt::format("  fix {}\"change it\" {}\n", dice.one_in(2) ? "suggested " : "", edit);
  }
  return text + "}\n";
}
