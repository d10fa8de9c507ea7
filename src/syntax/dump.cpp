#include "syntax/dump.h"

#include <fmt/format.h>

#include <array>

#include "syntax/operators.h"

namespace capalint {
namespace {

// A name of several words, as if there were one space between them.
std::string one_spaced(std::string_view text) {
  std::string result;
  bool in_comment = false;
  bool space = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#') in_comment = true;
    if (text[i] == '\n' || text[i] == '\r') in_comment = false;
    // Every other space that the grammar knows is U+00A0, U+2000 to U+200A, U+202F, U+3000, U+FEFF.
    const std::string_view rest = text.substr(i);
    std::size_t width = rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r';
    if (rest.starts_with("\u00A0")) width = 2;
    const bool three = rest.starts_with("\u202F") || rest.starts_with("\u3000") ||
                       rest.starts_with("\uFEFF") || (rest >= "\u2000" && rest < "\u200B");
    if (three) width = 3;
    if (width > 0 || in_comment) {
      space = true;
      if (width > 1) i += width - 1;
      continue;
    }
    if (space && !result.empty()) result += ' ';
    space = false;
    result += text[i];
  }
  return result;
}

class Dumper {
 public:
  explicit Dumper(const ast::Exprs& exprs) : exprs_(exprs) {}

  std::string of(const ast::File& file) {
    if (file.damaged) line("damaged");
    for (const ast::Item& item : file.items) show(item);
    for (const ast::Allow& allow : file.comments) show(allow);
    return std::move(out_);
  }

  template <class Node>
  std::string of_node(const Node& node) {
    show(node);
    return std::move(out_);
  }

 private:
  void line(std::string_view text) {
    out_.append(2 * depth_, ' ');
    out_ += text;
    out_ += '\n';
  }

  template <class Statements>
  void block(std::string_view head, bool damaged, const Statements& statements) {
    line(fmt::format("{}{}", head, damaged ? " (damaged)" : ""));
    ++depth_;
    for (const auto& statement : statements) show(statement);
    --depth_;
  }

  template <class... Kinds>
  void show(const std::variant<Kinds...>& node) {
    std::visit([this](const auto& value) { this->show(value); }, node);
  }

  // ---- values --------------------------------------------------------------------------------

  static std::string text(const ast::Word& word) { return one_spaced(word.text); }
  static std::string text(const ast::Text& value) { return fmt::format("\"{}\"", value.text); }
  static std::string text(const ast::Number& number) { return to_exact(number.value); }
  static std::string text(const ast::DateValue& date) { return to_string(date.value); }
  static std::string text(const ast::QuarterValue& quarter) { return to_string(quarter.value); }

  static std::string text(const ast::Amount& amount) {
    return to_exact(amount.value) + (amount.sessions ? " sessions" : " hours");
  }

  static std::string text(const ast::Signature& signature) {
    return text(signature.name) + " " + text(signature.date);
  }

  static std::string text(const ast::Frequency& frequency) {
    if (const auto* every = std::get_if<ast::EveryWeeks>(&frequency)) {
      return "every " + text(every->weeks);
    }
    if (const auto* cycle = std::get_if<ast::WeekOfCycle>(&frequency)) {
      return "week " + text(cycle->week) + " of " + text(cycle->of);
    }
    if (const auto* weeks = std::get_if<ast::WeeksOfCycle>(&frequency)) {
      return "weeks " + list(weeks->weeks) + " of " + text(weeks->of);
    }
    if (const auto* weeks = std::get_if<ast::WeeksIn>(&frequency)) {
      return text(weeks->times) + " weeks in " + text(weeks->of);
    }
    const auto& per = std::get<ast::PerPeriod>(frequency);
    const bool once = per.times.span == per.span;  // no number is written
    return (once ? "" : text(per.times) + " ") + "per " + text(per.period);
  }

  static std::string text(const ast::Block& block) {
    return text(block.activity) + maybe("", block.what) + maybe("", block.amount) +
           maybe("contacts ", block.contacts) + maybe("", block.frequency) +
           maybe("with ", block.with) + maybe("at ", block.site) + maybe("in ", block.team);
  }

  template <class T>
  static std::string maybe(std::string_view before, const std::optional<T>& value) {
    return value ? fmt::format(" {}{}", before, text(*value)) : std::string{};
  }

  template <class T>
  static std::string list(const std::vector<T>& values) {
    std::string result;
    for (const T& value : values) result += (result.empty() ? "" : ", ") + text(value);
    return result;
  }

  std::string operands(const ast::Expr& expr) const {
    std::string result;
    for (const ast::ExprId child : expr.children) {
      if (!result.empty()) result += ' ';
      result += text(child);
    }
    return result;
  }

  std::string text(ast::ExprId id) const {
    if (id == ast::no_expr) return "nothing";
    const ast::Expr& expr = exprs_[id];
    switch (expr.kind) {
      case ast::ExprKind::quantity: {
        const std::string unit = expr.session ? "sessions" : name_of(expr.quantity.unit);
        const bool plain = expr.quantity.unit.plain();
        return to_exact(expr.quantity.value) + (expr.quantity.percent ? "%" : "") +
               (plain ? "" : "[" + unit + "]");
      }
      case ast::ExprKind::boolean: return expr.number != 0 ? "yes" : "no";
      case ast::ExprKind::text: return fmt::format("\"{}\"", expr.word.text);
      case ast::ExprKind::date: return fmt::format("day {}", expr.number);
      case ast::ExprKind::quarter: return fmt::format("quarter {}", expr.number);
      case ast::ExprKind::clock: return fmt::format("minute {}", expr.number);
      case ast::ExprKind::call:
        return text(expr.word) + (expr.called ? "(" + operands(expr) + ")" : "");
      case ast::ExprKind::member: return fmt::format("(member {})", operands(expr));
      case ast::ExprKind::each:
        return fmt::format("(each {} where {})", text(expr.word), operands(expr));
      case ast::ExprKind::negate: return fmt::format("(- {})", operands(expr));
      case ast::ExprKind::invert: return fmt::format("(not {})", operands(expr));
      case ast::ExprKind::binary: return fmt::format("({} {})", symbol(expr.op), operands(expr));
      case ast::ExprKind::conditional: return fmt::format("(if {})", operands(expr));
    }
    return {};
  }

  std::string text(const ast::Template& message) const {
    std::string result;
    for (const ast::Piece& piece : message.pieces) {
      result += piece.text;
      if (piece.value == ast::no_expr) continue;
      result += fmt::format("{{{}{}{}}}", text(piece.value), piece.format.empty() ? "" : " as ",
                            piece.format);
    }
    return "\"" + result + "\"";
  }

  void message(std::string_view name, const ast::Template& value) {
    if (!value.pieces.empty()) line(fmt::format("{} {}", name, text(value)));
  }

  // ---- what teams and plans say ----------------------------------------------------------------

  void show(const ast::Team& team) {
    block("team " + text(team.name), team.damaged, team.statements);
  }
  void show(const ast::TeamQuarter& node) { line("quarter " + text(node.quarter)); }

  void show(const ast::Referrals& node) {
    line("referrals " + text(node.mean) + " per " + text(node.period) + maybe("from ", node.least) +
         maybe("to ", node.most) + maybe("since ", node.since));
  }

  void show(const ast::Transfer& node) {
    line("transfer " + text(node.low) + maybe("to ", node.high) + maybe("since ", node.since));
  }

  void show(const ast::CoreAppointments& node) {
    line("core appointments " + text(node.number) + " " + text(node.unit) +
         maybe("since ", node.since));
  }

  void show(const ast::WorkingWeeks& node) {
    line("weeks " + text(node.number) + " per " + text(node.period) + maybe("since ", node.since));
  }

  void show(const ast::Fte& node) {
    line("fte " + text(node.number) + maybe("since ", node.since));
  }
  void show(const ast::Sites& node) { line("sites " + list(node.names)); }
  void show(const ast::Skills& node) { line("skills " + list(node.names)); }

  void show(const ast::ChoiceMethod& node) {
    line("choice " + text(node.method) + maybe("since ", node.since) +
         (node.damaged ? " (damaged)" : ""));
    ++depth_;
    for (const ast::Allocation& allocation : node.allocations) show(allocation);
    --depth_;
  }

  void show(const ast::Allocation& node) {
    line(text(node.clinician) + " " + text(node.number) + maybe("", node.frequency));
  }

  void show(const ast::Target& node) {
    line((node.actual ? "actual " : "target ") + text(node.quarter) +
         maybe("choice ", node.choice) + maybe("core ", node.core));
  }

  void show(const ast::Activity& node) {
    line("activity " + text(node.name) + " is " + text(node.is));
  }

  void show(const ast::Language& node) { line("language " + text(node.version)); }

  void show(const ast::Set& node) {
    line("set " + text(node.name) + " " + text(node.value) + maybe("since ", node.since));
  }

  void show(const ast::Plan& plan) {
    block("plan " + text(plan.clinician) + maybe("in ", plan.team) + maybe("since ", plan.since),
          plan.damaged, plan.statements);
  }

  void show(const ast::Role& node) { line("role " + text(node.text)); }
  void show(const ast::Group& node) { line("group " + text(node.text)); }
  void show(const ast::Contract& node) { line("contract " + text(node.amount)); }
  void show(const ast::BeforeBigAdmin& /*node*/) { line("before big admin"); }

  void show(const ast::Leave& node) {
    line("leave " + text(node.reason) + " " + text(node.first) + " to " + text(node.last));
  }

  void show(const ast::Review& node) { line("review " + text(node.date)); }
  void show(const ast::Agreed& node) { line("agreed " + list(node.signatures)); }
  void show(const ast::Until& node) { line("until " + text(node.date)); }

  static std::string text(const ast::Days& days) {
    return days.any() ? "any" : ast::to_string(days);
  }

  static std::string text(ast::Half half) {
    constexpr std::array<std::string_view, 3> halves{"am", "pm", "eve"};
    return std::string(halves[static_cast<std::size_t>(half)]);
  }

  void show(const ast::DayLine& node) {
    std::string when = text(node.days) + maybe("", node.half);
    if (node.clock) {
      when += fmt::format(" {}-{}", to_string(node.clock->start), to_string(node.clock->end));
    }
    line("day " + when + ": " + list(node.blocks));
  }

  void show(const ast::DayOff& node) {
    line("day " + text(node.days) + maybe("", node.half) + " off");
  }

  // ---- what rules and packs say ----------------------------------------------------------------

  void show(const ast::Rules& rules) {
    block("rules" + maybe("for ", rules.team), rules.damaged, rules.statements);
  }

  void show(const ast::Use& node) { line("use " + text(node.pack) + maybe("for ", node.group)); }

  void show(const ast::LevelStatement& node) {
    line("level " + text(node.rule) + " " + text(node.level));
  }

  void show(const ast::Allow& node) {
    line(std::string(node.comment ? "comment " : "") + "allow " + text(node.rule) +
         (node.whole_file ? " in file" : "") + maybe("for ", node.subject) +
         maybe("until ", node.until) + maybe("because ", node.because));
  }

  void show(const ast::Pack& pack) {
    line("pack " + text(pack.name) + (pack.standard ? " standard" : ""));
    ++depth_;
    word("title", pack.title);
    word("edition", pack.edition);
    word("source", pack.source);
    texts("doc", pack.doc);
    --depth_;
  }

  void show(const ast::Setting& setting) {
    line("setting " + text(setting.name) + maybe("is ", setting.type) + " = " +
         text(setting.value));
    ++depth_;
    texts("doc", setting.doc);
    word("source", setting.source);
    --depth_;
  }

  template <class T>
  void word(std::string_view name, const std::optional<T>& value) {
    if (value) line(std::string(name) + maybe("", value));
  }

  void texts(std::string_view name, const std::vector<ast::Text>& values) {
    if (!values.empty()) line(fmt::format("{} {}", name, list(values)));
  }

  void show(const ast::Rule& rule) {
    line("rule " + text(rule.name) + (rule.damaged ? " (damaged)" : ""));
    ++depth_;
    word("code", rule.code);
    word("level", rule.level);
    word("title", rule.title);
    word("source", rule.source);
    word("standard", rule.standard);
    texts("doc", rule.doc);
    if (rule.scope) {
      line("for each " + text(*rule.scope) + " where " + text(rule.where));
    }
    for (const ast::Let& let : rule.lets) {
      const std::string label = let.label ? " " + text(*let.label) : "";
      line("let " + text(let.name) + " = " + text(let.value) + label);
    }
    line("require " + text(rule.require));
    for (const ast::ExprId place : rule.at) line("at " + text(place));
    message("say", rule.say);
    for (const ast::NoteClause& note : rule.notes) {
      line("note " + text(note.text) + " at " + text(note.at));
    }
    message("help", rule.help);
    for (const ast::FixClause& fix : rule.fixes) show(fix);
    for (const ast::Example& example : rule.examples) {
      line(std::string("example ") + (example.good ? "good" : "bad") + maybe("", example.name));
    }
    --depth_;
  }

  void show(const ast::FixClause& fix) {
    constexpr std::array<std::string_view, 4> verbs{"replace", "insert after", "insert line after",
                                                    "delete"};
    line(fmt::format("{}{} {}: {} {}", fix.joined ? "and" : "fix",
                     fix.suggested ? " suggested" : "", text(fix.title),
                     verbs[static_cast<std::size_t>(fix.kind)], text(fix.place)));
    message("  text", fix.text);
  }

  const ast::Exprs& exprs_;
  std::string out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string dump(const ast::File& file) { return Dumper(file.exprs).of(file); }

template <class Node>
std::string dump(const ast::Exprs& exprs, const Node& node) {
  return Dumper(exprs).of_node(node);
}

template std::string dump(const ast::Exprs&, const ast::Team&);
template std::string dump(const ast::Exprs&, const ast::Plan&);
template std::string dump(const ast::Exprs&, const ast::Rules&);
template std::string dump(const ast::Exprs&, const ast::Setting&);
template std::string dump(const ast::Exprs&, const ast::Activity&);
template std::string dump(const ast::Exprs&, const ast::Rule&);
template std::string dump(const ast::Exprs&, const ast::Allow&);
template std::string dump(const ast::Exprs&, const ast::Allocation&);
template std::string dump(const ast::Exprs&, const ast::DayLine&);
template std::string dump(const ast::Exprs&, const ast::TeamStatement&);
template std::string dump(const ast::Exprs&, const ast::PlanStatement&);
template std::string dump(const ast::Exprs&, const ast::RulesStatement&);

}  // namespace capalint
