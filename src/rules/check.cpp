#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "rules/program.h"

namespace capalint {
namespace {

using ast::ExprKind;
using ast::Operator;

const Type number_type{.kind = Kind::quantity};
const Type truth_type{.kind = Kind::boolean};
const Type unknown_type{.kind = Kind::unknown};  // of something that has been reported

constexpr std::uint32_t deepest_rule = 2000;

bool is_unknown(const Type& type) { return type.kind == Kind::unknown; }
bool is_ordered(const Type& type) {
  return type.kind == Kind::quantity || type.kind == Kind::date || type.kind == Kind::clock ||
         type.kind == Kind::quarter;
}

class Checker {
 public:
  Checker(const Model& model, const RuleSource& source, std::vector<Diagnostic>& diagnostics)
      : model_(model),
        source_(source),
        rule_(*source.rule),
        exprs_(*source.exprs),
        diagnostics_(diagnostics) {}

  std::optional<CheckedRule> check() {
    out_.source = &source_;
    if (rule_.damaged || !complete()) return std::nullopt;
    scopes_.push_back(out_.scope);
    used_.resize(rule_.lets.size());
    if (rule_.where != ast::no_expr) out_.where = condition(rule_.where, "`where`");
    for (const ast::Let& let : rule_.lets) {
      const NodeId value = expression(let.value);
      if (find_let(let.name.text)) {
        report(Builtin::duplicate_statement, let.name.span,
               fmt::format("there are two lets called `{}`", let.name.text), "rename one of them");
      }
      out_.lets.push_back({let.name.text, value});
    }
    out_.require = condition(rule_.require, "`require`");
    for (const ast::ExprId at : rule_.at) out_.at.push_back(place(at));
    out_.say = message(rule_.say);
    out_.help = message(rule_.help);
    for (const ast::NoteClause& note : rule_.notes) {
      out_.notes.push_back(
          {message(note.text), note.at == ast::no_expr ? no_node : place(note.at)});
    }
    for (const ast::FixClause& fix : rule_.fixes) {
      out_.fixes.push_back({message(fix.title), message(fix.text), place(fix.place), fix.kind,
                            !fix.suggested, fix.joined});
    }
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (used_[i]) continue;
      report(Builtin::unused_let, rule_.lets[i].name.span,
             fmt::format("`{}` is never used", rule_.lets[i].name.text),
             "use it, or delete the line");
    }
    if (failed_) return std::nullopt;
    return std::move(out_);
  }

 private:
  void report(Builtin id, Span span, std::string message, std::string help) {
    failed_ = true;
    diagnostics_.push_back(make(id, span, std::move(message), std::move(help)));
  }

  bool complete() {
    std::vector<std::string_view> missing;
    std::vector<std::string> lines;
    const auto need = [&](bool there, std::string_view what, std::string_view how) {
      if (there) return;
      missing.push_back(what);
      lines.push_back(fmt::format("`{}`", how));
    };
    need(rule_.code.has_value(), "code", "code TEAM001");
    need(rule_.level.has_value(), "level", "level warning");
    need(rule_.title.has_value(), "title", "title \"What the rule asks for\"");
    need(rule_.scope.has_value(), "scope", "for each plan");
    need(rule_.require != ast::no_expr, "condition", "require hours(core) > 0");
    need(!rule_.say.pieces.empty(), "message", "say \"what was seen, and what was expected\"");
    if (!missing.empty()) {
      report(Builtin::incomplete_rule, rule_.name.span,
             fmt::format("the rule `{}` has no {}", rule_.name.text, fmt::join(missing, ", no ")),
             fmt::format("add lines such as {}", fmt::join(lines, ", ")));
    }
    if (rule_.level) {
      if (const auto level = level_from(rule_.level->text)) {
        out_.level = *level;
      } else {
        const auto near = nearest(rule_.level->text, {"error", "warning", "note", "off"});
        report(Builtin::unknown_level, rule_.level->span,
               fmt::format("`{}` is not a level", rule_.level->text),
               near ? fmt::format("did you mean `{}`?", *near)
                    : "the levels are `error`, `warning`, `note` and `off`");
      }
    }
    if (rule_.code && source_.pack.empty() && rule_.code->text.starts_with("CAPA")) {
      report(
          Builtin::reserved_code, rule_.code->span,
          fmt::format("`{}` begins with CAPA, which is for the standard packs", rule_.code->text),
          "choose letters of your own, such as `TEAM001`");
    }
    if (rule_.scope && !scope_from(rule_.scope->text, out_.scope)) unknown_scope(*rule_.scope);
    if (rule_.code) check_names();
    return !failed_;
  }

  void unknown_scope(const ast::Word& word) {
    std::vector<std::string_view> names;
    for (int i = 0; i <= static_cast<int>(Scope::target); ++i)
      names.push_back(to_string(static_cast<Scope>(i)));
    const auto near = nearest(word.text, names);
    report(Builtin::unknown_name, word.span,
           fmt::format("`{}` is not something that a rule can look at", word.text),
           near ? fmt::format("did you mean `{}`?", *near)
                : fmt::format("write one of {}", fmt::join(names, ", ")));
  }

  // An exception and a level name a rule in the same way as a diagnostic or a pack.
  void check_names() {
    if (!source_.pack.empty()) return;
    for (const ast::Word& word : {rule_.name, *rule_.code}) {
      const auto called = [&](const BuiltinInfo& row) { return row.name == word.text; };
      const bool diagnostic = std::any_of(builtins().begin(), builtins().end(), called);
      const bool pack =
          std::any_of(model_.packs.begin(), model_.packs.end(),
                      [&](const ast::Pack* known) { return known->name.text == word.text; });
      if (!diagnostic && !pack) continue;
      report(Builtin::duplicate_rule, word.span,
             fmt::format("there is already a {} called `{}`",
                         pack ? "rule pack" : "diagnostic of capalint itself", word.text),
             "choose another name and code");
    }
  }

  // ---- nodes -----------------------------------------------------------------------------------

  NodeId push(Node node) {
    std::uint32_t depth = 0;
    const auto rests_on = [&](NodeId id) {
      if (id != no_node) depth = std::max(depth, depths_[id]);
    };
    for (const NodeId child : node.children) rests_on(child);
    rests_on(node.activities);
    if (node.kind == NodeKind::let) rests_on(out_.lets[node.index].value);
    depths_.push_back(depth + 1);
    // What is worked out in one go has to fit in memory; said once, where it begins to be too much.
    if (depth == deepest_rule) {
      report(Builtin::nested_too_deep, node.span,
             fmt::format("this rests on more than {} steps, one on top of the other", deepest_rule),
             "work it out in fewer steps");
    }
    out_.nodes.push_back(std::move(node));
    return static_cast<NodeId>(out_.nodes.size() - 1);
  }

  [[nodiscard]] const Type& type(NodeId id) const { return out_.nodes[id].type; }

  NodeId broken(Span span) {
    return push({.kind = NodeKind::constant,
                 .type = unknown_type,
                 .span = span,
                 .constant = Value::unknown()});
  }

  // Its own finding stands elsewhere.
  NodeId unreadable(Span span) {
    failed_ = true;
    return broken(span);
  }

  NodeId constant(const ast::Expr& expr, Value value) {
    value.span = {};
    return push(
        {.kind = NodeKind::constant, .type = type_of(value), .span = expr.span, .constant = value});
  }

  NodeId condition(ast::ExprId id, std::string_view what) {
    const NodeId node = expression(id);
    if (!is_unknown(type(node)) && type(node).kind != Kind::boolean) {
      report(Builtin::unit_mismatch, out_.nodes[node].span,
             fmt::format("{} needs a condition, and this is {}", what, name_of(type(node))),
             "compare it with something, such as `> 2h`");
    }
    return node;
  }

  // Something that stands in a file, which a number or a text of the rule itself does not.
  NodeId place(ast::ExprId id) {
    const NodeId node = expression(id);
    if (out_.nodes[node].kind == NodeKind::constant && !is_unknown(type(node)) &&
        type(node).kind != Kind::activities) {
      report(Builtin::wrong_type, out_.nodes[node].span,
             fmt::format("a place in a plan is needed here, and this is {}", name_of(type(node))),
             "name what the finding is about, such as `big admin`, `contract` or `plan`");
    }
    return node;
  }

  NodeId expression(ast::ExprId id) {
    if (id == ast::no_expr) return broken(rule_.span);
    const ast::Expr& expr = exprs_[id];
    switch (expr.kind) {
      case ExprKind::quantity:
        if (expr.unreadable) return unreadable(expr.span);
        if (expr.session)
          return push({.kind = NodeKind::session,
                       .type = {.kind = Kind::quantity, .unit = expr.quantity.unit},
                       .span = expr.span,
                       .constant = Value::of(expr.quantity)});
        return constant(expr, Value::of(expr.quantity));
      case ExprKind::boolean: return constant(expr, Value::boolean(expr.number != 0));
      case ExprKind::text: return constant(expr, Value::of(expr.word.text));
      case ExprKind::date: return constant(expr, Value{.kind = Kind::date, .number = expr.number});
      case ExprKind::quarter:
        return constant(expr, Value{.kind = Kind::quarter, .number = expr.number});
      case ExprKind::clock:
        return constant(expr, Value{.kind = Kind::clock, .number = expr.number});
      case ExprKind::call: return call(expr);
      case ExprKind::member: return member(expr);
      case ExprKind::each:
        report(Builtin::unexpected_text, expr.span, "`each` stands inside a function here only",
               "write `count(each plan where …)`");
        return broken(expr.span);
      case ExprKind::negate: return negate(expr);
      case ExprKind::invert: {
        const NodeId inner = condition(expr.children[0], "`not`");
        return push(
            {.kind = NodeKind::invert, .type = truth_type, .span = expr.span, .children = {inner}});
      }
      case ExprKind::binary: return binary(expr);
      case ExprKind::conditional: return conditional(expr);
    }
    return broken(expr.span);
  }

  NodeId negate(const ast::Expr& expr) {
    const NodeId inner = expression(expr.children[0]);
    if (!is_unknown(type(inner)) && type(inner).kind != Kind::quantity)
      mismatch(expr.span, fmt::format("{} has no negative", name_of(type(inner))));
    return push(
        {.kind = NodeKind::negate, .type = type(inner), .span = expr.span, .children = {inner}});
  }

  NodeId conditional(const ast::Expr& expr) {
    const NodeId test = condition(expr.children[0], "`if`");
    const NodeId yes = expression(expr.children[1]);
    const NodeId no = expression(expr.children[2]);
    if (!is_unknown(type(yes)) && !is_unknown(type(no)) && !(type(yes) == type(no))) {
      mismatch(expr.span, fmt::format("`then` gives {} and `else` gives {}", name_of(type(yes)),
                                      name_of(type(no))));
    }
    return push({.kind = NodeKind::conditional,
                 .type = is_unknown(type(yes)) ? type(no) : type(yes),
                 .span = expr.span,
                 .children = {test, yes, no}});
  }

  void mismatch(Span span, std::string message) {
    report(Builtin::unit_mismatch, span, std::move(message),
           "bring both to one unit or kind first");
  }

  // ---- operators ---------------------------------------------------------------------------------

  // Zero hours and zero appointments are the same nothing, so a bare 0 goes with every unit.
  void adopt_zero(NodeId id, const Type& other) {
    Node& node = out_.nodes[id];
    if (node.kind == NodeKind::constant && node.type == number_type &&
        node.constant.quantity.value == 0 && other.kind == Kind::quantity) {
      node.type.unit = other.unit;
      node.constant.quantity.unit = other.unit;
    }
  }

  NodeId binary(const ast::Expr& expr) {
    const NodeId left = expression(expr.children[0]);
    const NodeId right = expression(expr.children[1]);
    const auto result = [&](Type type) {
      return push({.kind = NodeKind::binary,
                   .op = expr.op,
                   .type = type,
                   .span = expr.span,
                   .op_span = expr.op_span,
                   .children = {left, right}});
    };
    if (is_unknown(type(left)) || is_unknown(type(right))) return result(unknown_type);
    switch (expr.op) {
      case Operator::add:
      case Operator::subtract: return result(additive(expr, left, right));
      case Operator::multiply:
      case Operator::divide: return result(multiplicative(expr, left, right));
      case Operator::lt:
      case Operator::le:
      case Operator::gt:
      case Operator::ge:
      case Operator::eq:
      case Operator::ne:
      case Operator::is: comparison(expr, left, right); return result(truth_type);
      case Operator::in: membership(expr, left, right); return result(truth_type);
      case Operator::conjunction:
      case Operator::disjunction: connective(expr, left, right); return result(truth_type);
      case Operator::none: break;
    }
    return broken(expr.span);
  }

  Type additive(const ast::Expr& expr, NodeId left, NodeId right) {
    adopt_zero(left, type(right));
    adopt_zero(right, type(left));
    const Type a = type(left);
    const Type b = type(right);
    if (a.kind == Kind::quantity && a == b)
      return {.kind = Kind::quantity, .unit = a.unit, .percent = a.percent && b.percent};
    if (a.kind == Kind::activities && b.kind == Kind::activities) return a;
    if (a.kind == Kind::date && b == number_type) return a;
    if (a.kind == Kind::date && b.kind == Kind::date && expr.op == Operator::subtract)
      return number_type;
    if (a.kind == Kind::clock && b.kind == Kind::clock && expr.op == Operator::subtract)
      return {.kind = Kind::quantity, .unit = Unit::of(Base::hour)};
    mismatch(expr.op_span,
             fmt::format("{} cannot be {} {}", name_of(b),
                         expr.op == Operator::add ? "added to" : "taken from", name_of(a)));
    return unknown_type;
  }

  Type multiplicative(const ast::Expr& expr, NodeId left, NodeId right) {
    const Type& a = type(left);
    const Type& b = type(right);
    if (a.kind != Kind::quantity || b.kind != Kind::quantity) {
      mismatch(expr.op_span, fmt::format("{} and {} cannot be {}", name_of(a), name_of(b),
                                         expr.op == Operator::multiply ? "multiplied" : "divided"));
      return unknown_type;
    }
    Type result{.kind = Kind::quantity};
    result.unit = expr.op == Operator::multiply ? a.unit * b.unit : a.unit / b.unit;
    return result;
  }

  void comparison(const ast::Expr& expr, NodeId left, NodeId right) {
    adopt_zero(left, type(right));
    adopt_zero(right, type(left));
    const Type& a = type(left);
    const Type& b = type(right);
    const bool equality =
        expr.op == Operator::eq || expr.op == Operator::ne || expr.op == Operator::is;
    if (!(a == b)) {
      mismatch(expr.op_span, fmt::format("{} cannot be compared with {}", name_of(a), name_of(b)));
    } else if (!equality && !is_ordered(a)) {
      mismatch(expr.op_span, fmt::format("{} has no order", name_of(a)));
    }
  }

  void membership(const ast::Expr& expr, NodeId left, NodeId right) {
    const Type& a = type(left);
    const Type& b = type(right);
    const bool fits = (a.kind == Kind::activities && b.kind == Kind::activities) ||
                      (a.kind == Kind::date && b.kind == Kind::quarter) ||
                      (a.kind == Kind::text && b.kind == Kind::text);
    if (!fits) mismatch(expr.op_span, fmt::format("{} cannot be in {}", name_of(a), name_of(b)));
  }

  void connective(const ast::Expr& expr, NodeId left, NodeId right) {
    for (const NodeId side : {left, right}) {
      if (type(side).kind != Kind::boolean) {
        mismatch(out_.nodes[side].span,
                 fmt::format("`{}` joins conditions, and this is {}",
                             expr.op == Operator::conjunction ? "and" : "or", name_of(type(side))));
      }
    }
  }

  // ---- names -------------------------------------------------------------------------------------

  [[nodiscard]] std::optional<std::uint32_t> find_let(std::string_view name) const {
    for (std::uint32_t i = 0; i < out_.lets.size(); ++i) {
      if (out_.lets[i].name == name) return i;
    }
    return std::nullopt;
  }

  NodeId call(const ast::Expr& expr) {
    const std::string_view name = expr.word.text;
    if (!expr.called) {
      if (const auto let = find_let(name)) {
        used_[*let] = true;
        return push({.kind = NodeKind::let,
                     .type = type(out_.lets[*let].value),
                     .span = expr.span,
                     .index = *let});
      }
    }
    // From the innermost thing that is looked at outwards.
    for (std::size_t out = 0; out < scopes_.size(); ++out) {
      const Scope scope = scopes_[scopes_.size() - 1 - out];
      if (const Property* property = find_property(scope, name);
          property != nullptr && property->takes_activities == expr.called) {
        if (!expr.called) check_setting_beside(expr, *property);
        return this->property(expr, *property, no_node, static_cast<std::uint8_t>(out));
      }
      if (!expr.called && name == to_string(scope)) {
        return push({.kind = NodeKind::self,
                     .type = {.kind = Kind::object, .scope = scope},
                     .span = expr.span,
                     .depth = static_cast<std::uint8_t>(out)});
      }
    }
    if (expr.called) return function(expr);
    if (const SettingId setting = model_.find_setting(name); setting != no_setting) {
      if (is_unknown(model_.setting_declarations[setting].type)) return unreadable(expr.span);
      return push({.kind = NodeKind::setting,
                   .type = model_.setting_declarations[setting].type,
                   .span = expr.span,
                   .index = setting});
    }
    if (const auto id = find_activity(normalised(name)))
      return constant(expr, Value::activities(set_of(*id)));
    unknown_name(expr);
    return broken(expr.span);
  }

  // A team's setting that is called like a property could not be read here.
  void check_setting_beside(const ast::Expr& expr, const Property& property) {
    const SettingId setting = model_.find_setting(property.name);
    if (setting == no_setting || !source_.pack.empty() ||
        !model_.setting_declarations[setting].pack.empty())
      return;
    report(Builtin::duplicate_setting, expr.span,
           fmt::format("`{}` is a setting of yours and also a property of a {}", property.name,
                       to_string(property.scope)),
           "rename the setting");
  }

  // A slip that is made twice is one slip.
  void unknown_name(const ast::Expr& expr) {
    if (!unknown_names_.insert(expr.word.text).second) return;
    std::vector<std::string_view> names;
    for (const CheckedLet& let : out_.lets) names.push_back(let.name);
    for (const Scope scope : scopes_) {
      for (const Property& property : properties()) {
        if (property.scope == scope) names.push_back(property.name);
      }
    }
    for (const SettingDeclaration& setting : model_.setting_declarations)
      names.push_back(setting.name);
    for (const ActivityInfo& info : activities()) names.push_back(info.name);
    if (expr.called) {
      for (const Function& function : functions()) names.push_back(function.name);
    }
    const auto near = nearest(expr.word.text, names);
    report(Builtin::unknown_name, expr.word.span,
           fmt::format("`{}` is not known in a rule for each {}", expr.word.text,
                       to_string(scopes_.front())),
           near ? fmt::format("did you mean `{}`?", *near)
                : "use a `let`, a setting, an activity, or a property of what the rule looks at");
  }

  NodeId property(const ast::Expr& expr, const Property& property, NodeId receiver,
                  std::uint8_t depth) {
    Node node{.kind = NodeKind::property,
              .type = property.type,
              .span = expr.span,
              .depth = depth,
              .property = &property};
    if (receiver != no_node) node.children.push_back(receiver);
    if (property.takes_activities) {
      if (expr.children.size() != 1) {
        report(Builtin::wrong_type, expr.span, fmt::format("`{}` takes activities", property.name),
               fmt::format("write `{}(core + specific)`", property.name));
        return broken(expr.span);
      }
      const NodeId argument = expression(expr.children[0]);
      if (!is_unknown(type(argument)) && type(argument).kind != Kind::activities) {
        mismatch(out_.nodes[argument].span, fmt::format("`{}` takes activities, and this is {}",
                                                        property.name, name_of(type(argument))));
      }
      node.activities = argument;
    }
    return push(std::move(node));
  }

  NodeId member(const ast::Expr& expr) {
    const NodeId receiver = expression(expr.children[0]);
    const ast::Expr& part = exprs_[expr.children[1]];
    if (is_unknown(type(receiver))) return broken(expr.span);
    if (type(receiver).kind != Kind::object) {
      mismatch(part.span, fmt::format("{} has no properties", name_of(type(receiver))));
      return broken(expr.span);
    }
    const Scope scope = type(receiver).scope;
    const Property* property = find_property(scope, part.word.text);
    if (property == nullptr || property->takes_activities != part.called) {
      std::vector<std::string_view> names;
      for (const Property& known : properties()) {
        if (known.scope == scope) names.push_back(known.name);
      }
      const auto near = nearest(part.word.text, names);
      report(Builtin::unknown_name, part.word.span,
             fmt::format("a {} has no `{}`", to_string(scope), part.word.text),
             near ? fmt::format("did you mean `{}`?", *near)
                  : fmt::format("it has {}", fmt::join(names, ", ")));
      return broken(expr.span);
    }
    const NodeId node = this->property(part, *property, receiver, 0);
    out_.nodes[node].span = expr.span;
    return node;
  }

  // ---- functions ---------------------------------------------------------------------------------

  NodeId function(const ast::Expr& expr) {
    const Function* function = find_function(expr.word.text);
    if (function == nullptr) {
      unknown_name(expr);
      return broken(expr.span);
    }
    if (function->arguments < 0) return aggregate(expr, *function);
    if (expr.children.size() != static_cast<std::size_t>(function->arguments)) {
      report(Builtin::wrong_type, expr.span,
             fmt::format("`{}` takes {} value{}", function->name, function->arguments,
                         function->arguments == 1 ? "" : "s"),
             fmt::format("write `{}`", function->signature));
      return broken(expr.span);
    }
    Node node{.kind = NodeKind::function, .span = expr.span, .function = function};
    for (const ast::ExprId child : expr.children) node.children.push_back(expression(child));
    node.type = function_type(expr, *function, node.children);
    return push(std::move(node));
  }

  Type function_type(const ast::Expr& expr, const Function& function,
                     const std::vector<NodeId>& arguments) {
    for (const NodeId argument : arguments) {
      if (is_unknown(type(argument))) return unknown_type;
    }
    if (function.formula != nullptr) return formula_type(function, arguments);
    if (function.name == "has") return truth_type;
    if (function.name == "today") return {.kind = Kind::date};
    if (function.name == "uses") {
      check_pack(arguments[0]);
      return truth_type;
    }
    if (function.name == "is-set") {
      if (out_.nodes[arguments[0]].kind != NodeKind::setting)
        mismatch(out_.nodes[arguments[0]].span, "`is-set` takes the name of a setting");
      return truth_type;
    }
    if (function.name == "first-day" || function.name == "last-day") {
      if (type(arguments[0]).kind != Kind::quarter)
        mismatch(out_.nodes[arguments[0]].span,
                 fmt::format("`{}` takes a quarter, and this is {}", function.name,
                             name_of(type(arguments[0]))));
      return {.kind = Kind::date};
    }
    if (function.name == "quarter-of") {
      if (type(arguments[0]).kind != Kind::date)
        mismatch(
            out_.nodes[arguments[0]].span,
            fmt::format("`quarter-of` takes a date, and this is {}", name_of(type(arguments[0]))));
      return {.kind = Kind::quarter};
    }
    if (function.name == "days-from") {
      for (const NodeId argument : arguments) {
        if (type(argument).kind != Kind::date)
          mismatch(out_.nodes[argument].span,
                   fmt::format("`days-from` takes dates, and this is {}", name_of(type(argument))));
      }
      return number_type;
    }
    if (arguments.size() == 2) {
      adopt_zero(arguments[0], type(arguments[1]));
      adopt_zero(arguments[1], type(arguments[0]));
      if (!(type(arguments[0]) == type(arguments[1]))) {
        mismatch(
            expr.span,
            fmt::format("`{}` takes two values of one kind, and these are {} and {}", function.name,
                        name_of(type(arguments[0])), name_of(type(arguments[1]))));
        return unknown_type;
      }
    }
    if (function.name != "default" && !is_ordered(type(arguments[0]))) {
      mismatch(out_.nodes[arguments[0]].span,
               fmt::format("`{}` takes a number, and this is {}", function.name,
                           name_of(type(arguments[0]))));
    }
    return type(arguments[0]);
  }

  Type formula_type(const Function& function, const std::vector<NodeId>& arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) {
      const Type& wanted = function.formula->takes[i];
      adopt_zero(arguments[i], wanted);
      if (type(arguments[i]) == wanted) continue;
      mismatch(out_.nodes[arguments[i]].span,
               fmt::format("`{}` takes {} here, and this is {}", function.signature,
                           name_of(wanted), name_of(type(arguments[i]))));
    }
    return function.formula->gives;
  }

  void check_pack(NodeId argument) {
    const Node& node = out_.nodes[argument];
    if (node.kind != NodeKind::constant || node.type.kind != Kind::text) {
      mismatch(node.span, "`uses` takes the name of a rule pack, such as `uses(\"afc\")`");
      return;
    }
    std::vector<std::string_view> packs;
    for (const ast::Pack* pack : model_.packs) packs.push_back(pack->name.text);
    if (std::find(packs.begin(), packs.end(), node.constant.text) != packs.end()) return;
    const auto near = nearest(node.constant.text, packs);
    report(Builtin::unknown_pack, node.span,
           fmt::format("`{}` is not a rule pack", node.constant.text),
           near ? fmt::format("did you mean `{}`?", *near)
                : fmt::format("the packs are {}", fmt::join(packs, ", ")));
  }

  NodeId aggregate(const ast::Expr& expr, const Function& function) {
    const ast::Expr* each = expr.children.empty() ? nullptr : &exprs_[expr.children.back()];
    const bool counts = function.name == "count";
    const std::size_t wanted = counts ? 1 : 2;
    if (each == nullptr || each->kind != ExprKind::each || expr.children.size() != wanted) {
      report(Builtin::wrong_type, expr.span,
             fmt::format("`{}` goes through a collection", function.name),
             fmt::format("write `{}`", function.signature));
      return broken(expr.span);
    }
    Scope collection = Scope::plan;
    if (!scope_from(each->word.text, collection)) {
      unknown_scope(each->word);
      return broken(expr.span);
    }
    std::size_t out = 0;
    while (out < scopes_.size() && !contains_scope(scopes_[scopes_.size() - 1 - out], collection))
      ++out;
    if (out == scopes_.size()) {
      report(Builtin::unknown_name, each->word.span,
             fmt::format("a {} has no {}s", to_string(scopes_.back()), to_string(collection)),
             "look through something that it holds");
      return broken(expr.span);
    }
    if (scopes_.size() > 1 && out > 0) {
      report(
          Builtin::wrong_type, each->word.span,
          fmt::format("a {} holds no {}s, and going through those of the {} again and again could "
                      "take for ever",
                      to_string(scopes_.back()), to_string(collection),
                      to_string(scopes_[scopes_.size() - 1 - out])),
          "work it out in a `let` of its own, and use that here");
      return broken(expr.span);
    }
    Node node{.kind = NodeKind::aggregate,
              .span = expr.span,
              .depth = static_cast<std::uint8_t>(out),
              .collection = collection,
              .function = &function,
              .children = {no_node, no_node}};
    scopes_.push_back(collection);
    if (!counts) node.children[0] = expression(expr.children[0]);
    if (!each->children.empty()) node.children[1] = condition(each->children[0], "`where`");
    scopes_.pop_back();
    node.type = number_type;
    if (!counts) {
      const Type& inner = type(node.children[0]);
      const bool truth = function.name == "any" || function.name == "all";
      const Kind wanted_kind = truth ? Kind::boolean : Kind::quantity;
      if (!is_unknown(inner) && inner.kind != wanted_kind) {
        mismatch(out_.nodes[node.children[0]].span,
                 fmt::format("`{}` takes {}, and this is {}", function.name,
                             truth ? "a condition" : "a number", name_of(inner)));
      }
      node.type = inner;
    }
    return push(std::move(node));
  }

  // ---- messages ------------------------------------------------------------------------------------

  CheckedTemplate message(const ast::Template& text) {
    CheckedTemplate checked;
    for (const ast::Piece& piece : text.pieces) {
      CheckedPiece out{.text = piece.text};
      if (piece.value != ast::no_expr) {
        out.value = expression(piece.value);
        out.percent = piece.format == "percent";
        out.bare = piece.format == "number";
        out.quoted = piece.format == "text";
        if (!piece.format.empty() && !out.percent && !out.bare && !out.quoted) {
          report(Builtin::unknown_name, piece.span,
                 fmt::format("`{}` is not a way to show a value", piece.format),
                 "write `as percent`, `as number` or `as text`, or leave it out");
        }
        check_shown(piece, type(out.value), out);
      } else if (piece.span.valid()) {
        failed_ = true;  // the value in it has been reported
      }
      checked.push_back(out);
    }
    return checked;
  }

  void check_shown(const ast::Piece& piece, const Type& shown, const CheckedPiece& as) {
    if (is_unknown(shown)) return;
    const bool number = shown.kind == Kind::quantity;
    const bool fits = as.percent ? number && shown.unit.plain() : !as.bare || number;
    if (fits) return;
    report(Builtin::unit_mismatch, piece.span,
           fmt::format("`as {}` shows {}, and this is {}", piece.format,
                       as.percent ? "a plain number" : "a number", name_of(shown)),
           "leave it out");
  }

  const Model& model_;
  const RuleSource& source_;
  const ast::Rule& rule_;
  const ast::Exprs& exprs_;
  std::vector<Diagnostic>& diagnostics_;
  CheckedRule out_;
  std::vector<Scope> scopes_;
  std::vector<bool> used_;
  std::vector<std::uint32_t> depths_;  // of each node
  std::set<std::string_view> unknown_names_;
  bool failed_ = false;
};

}  // namespace

std::optional<CheckedRule> check_rule(const Model& model, const RuleSource& source,
                                      std::vector<Diagnostic>& diagnostics) {
  return Checker(model, source, diagnostics).check();
}

std::vector<SettingId> settings_read(const Model& model, const CheckedRule& rule) {
  std::set<SettingId> read;
  for (const Node& node : rule.nodes) {
    if (node.kind == NodeKind::setting) read.insert(static_cast<SettingId>(node.index));
    if (node.kind == NodeKind::session) read.insert(model.known.session);
    if (node.property == nullptr) continue;
    Record record;
    Reading reading(model, &record);
    for (std::size_t i = 0; i < count(model, node.property->scope); ++i)
      (void)node.property->value(reading, object_in(node.property->scope, i), 0);
    for (const Record::SettingRead& each : record.settings) read.insert(each.id);
  }
  return {read.begin(), read.end()};
}

}  // namespace capalint
