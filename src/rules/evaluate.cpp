#include "rules/evaluate.h"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>

#include "rules/levels.h"
#include "rules/packs.h"
#include "syntax/operators.h"

namespace capalint {
namespace {

using ast::Operator;

constexpr std::string_view no_result = "no result";

bool is_formula(const Node& node) {
  return node.kind == NodeKind::function && node.function->formula != nullptr;
}

/// The formula with a text for each argument.
template <class TextOf>
std::string worked_out(const Node& node, TextOf text_of) {
  fmt::dynamic_format_arg_store<fmt::format_context> arguments;
  for (const NodeId child : node.children) arguments.push_back(text_of(child));
  return fmt::vformat(node.function->formula->working, arguments);
}

Value number(const Node& node, const Ratio& value) {
  return Value::of({.value = value, .unit = node.type.unit, .percent = node.type.percent});
}

bool equal(const Value& a, const Value& b) {
  if (a.kind == Kind::quantity) return a.quantity.value == b.quantity.value;
  if (a.kind == Kind::text) return a.text == b.text;
  if (a.kind == Kind::object) return a.object == b.object;
  return a.number == b.number;
}

std::strong_ordering order(const Value& a, const Value& b) {
  if (a.kind == Kind::quantity) return a.quantity.value <=> b.quantity.value;
  return a.number <=> b.number;
}

bool within(const Value& a, const Value& b) {
  if (a.kind == Kind::activities) return (a.number & ~b.number) == 0;
  if (a.kind == Kind::text) return normalised(b.text).find(normalised(a.text)) != std::string::npos;
  const Quarter quarter = b.quarter();
  return a.date() >= quarter.first_day() && a.date() <= quarter.last_day();
}

}  // namespace

Evaluation::Evaluation(const Model& model, const CheckedRule& rule, Object object)
    : model_(model), rule_(rule), objects_{object}, lets_(rule.lets.size()) {}

Value Evaluation::value(NodeId id) {
  const Node& node = rule_.nodes[id];
  switch (node.kind) {
    case NodeKind::constant: return node.constant;
    case NodeKind::session: {
      const SettingsId settings = settings_of(model_, objects_.back());
      if (model_.settings[settings][model_.known.session].doubtful) return Value::unknown();
      return number(node, node.constant.quantity.value *
                              model_.setting_value(settings, model_.known.session));
    }
    case NodeKind::let: {
      std::optional<Value>& slot = lets_[node.index];
      if (!slot) {
        // A let belongs to the rule's own scope, wherever it is used.
        std::vector<Object> outermost{objects_.front()};
        std::swap(objects_, outermost);
        const Value worked_out = value(rule_.lets[node.index].value);
        std::swap(objects_, outermost);
        lets_[node.index] = worked_out;
        return worked_out;
      }
      return *slot;
    }
    case NodeKind::setting: return setting(static_cast<SettingId>(node.index));
    case NodeKind::self: {
      const Object object = objects_[objects_.size() - 1 - node.depth];
      Value result = Value::of(object, span_of(model_, object));
      result.text = name_of(model_, object);
      return result;
    }
    case NodeKind::property: return property(node);
    case NodeKind::function: return function(node);
    case NodeKind::aggregate: return aggregate(node);
    case NodeKind::negate: {
      Value inner = value(node.children[0]);
      if (inner.known()) inner.quantity.value = -inner.quantity.value;
      return inner;
    }
    case NodeKind::invert: {
      const Value inner = value(node.children[0]);
      return inner.known() ? Value::boolean(!inner.truth()) : inner;
    }
    case NodeKind::binary: return binary(node);
    case NodeKind::conditional: {
      const Value test = value(node.children[0]);
      return test.known() ? value(node.children[test.truth() ? 1 : 2]) : test;
    }
  }
  return Value::absent();
}

Value Evaluation::setting(SettingId id) const {
  const Object object = objects_.back();
  const SettingsId values = settings_of(model_, object);
  if (model_.settings[values][id].doubtful) return Value::unknown();
  const Value result = model_.setting(values, id);
  if (result.kind != Kind::absent) return result;
  // What none has set may stand on a line that could not be read.
  const PlanId plan = plan_of(model_, object);
  const TeamId team = team_of(model_, object);
  const bool lost =
      (plan != none && model_.plans[plan].damaged) || (team != none && model_.teams[team].damaged);
  return lost ? Value::unknown() : result;
}

Value Evaluation::property(const Node& node) {
  Object object = objects_[objects_.size() - 1 - node.depth];
  if (!node.children.empty()) {
    const Value receiver = value(node.children[0]);
    if (!receiver.known()) return receiver;
    object = receiver.object;
  }
  ActivitySet activities = 0;
  if (node.activities != no_node) {
    const Value argument = value(node.activities);
    if (!argument.known()) return argument;
    activities = static_cast<ActivitySet>(argument.number);
  }
  Reading reading(model_);
  Value result = node.property->value(reading, object, activities);
  if (reading.doubtful()) return Value::unknown();
  if (node.activities != no_node && result.known())
    result.span = place_of_activity(model_, object, activities);
  return result;
}

Value Evaluation::formula(const Node& node) {
  std::vector<Ratio> arguments;
  for (const NodeId child : node.children) {
    Value argument = value(child);
    if (!argument.known()) return argument;
    arguments.push_back(std::move(argument.quantity.value));
  }
  return number(node, node.function->formula->value(arguments));
}

Value Evaluation::function(const Node& node) {
  if (is_formula(node)) return formula(node);
  const std::string_view name = node.function->name;
  if (name == "today") return Value::of(model_.today);
  Value first = value(node.children[0]);
  if (name == "has")
    return first.kind == Kind::unknown ? first
                                       : Value::boolean(first.kind != Kind::absent, first.span);
  if (name == "uses") {
    const Object object = objects_.back();
    return Value::boolean(
        pack_in_use(model_, first.text, team_of(model_, object), plan_of(model_, object)));
  }
  if (name == "is-set") {
    const bool set = first.span.valid() && first.span.file < first_pack_file;
    return Value::boolean(set, first.span);
  }
  if (name == "default") return first.kind == Kind::absent ? value(node.children[1]) : first;
  if (!first.known()) return first;
  if (node.children.size() == 2) {
    const Value second = value(node.children[1]);
    if (!second.known()) return second;
    if (name == "days-from") return number(node, second.number - first.number);
    const bool smaller = order(second, first) < 0;
    return smaller == (name == "least") ? second : first;
  }
  if (name == "first-day") return Value::of(first.quarter().first_day(), first.span);
  if (name == "last-day") return Value::of(first.quarter().last_day(), first.span);
  if (name == "quarter-of") return Value::of(quarter_of(first.date()), first.span);
  Ratio& amount = first.quantity.value;
  if (name == "floor") amount = amount.floor();
  if (name == "ceil") amount = amount.ceil();
  if (name == "round") amount = amount.round();
  if (name == "abs") amount = absolute(amount);
  return first;
}

Value Evaluation::aggregate(const Node& node) {
  const std::string_view name = node.function->name;
  const Object from = objects_[objects_.size() - 1 - node.depth];
  std::vector<Object> items;
  each_of(model_, from, node.collection, [&](const Object& item) { items.push_back(item); });
  const bool incomplete = damaged(model_, from);  // what could not be read may change the result
  std::vector<Value> values;
  Ratio counted;
  for (const Object& each : items) {
    objects_.push_back(each);
    const Value where =
        node.children[1] == no_node ? Value::boolean(true) : value(node.children[1]);
    if (where.truth()) {
      counted += 1;
      if (node.children[0] != no_node) values.push_back(value(node.children[0]));
    }
    objects_.pop_back();
    if (where.kind == Kind::unknown) return where;
  }
  if (name == "count") return incomplete ? Value::unknown() : number(node, counted);
  const bool extreme = name == "min" || name == "max" || name == "median";
  for (const Value& item : values) {
    if (item.kind == Kind::unknown) return item;
  }
  if (name == "any" || name == "all") {
    const bool wanted = name == "any";
    for (const Value& item : values) {
      if (item.known() && item.truth() == wanted) return Value::boolean(wanted, item.span);
    }
    return incomplete ? Value::unknown() : Value::boolean(!wanted);
  }
  if (incomplete) return Value::unknown();
  if (!extreme) {
    Ratio sum;
    for (const Value& item : values) {
      if (!item.known()) return item;
      sum += item.quantity.value;
    }
    return number(node, sum);
  }
  values.erase(
      std::remove_if(values.begin(), values.end(), [](const Value& item) { return !item.known(); }),
      values.end());
  if (values.empty()) return Value::absent();
  std::sort(values.begin(), values.end(),
            [](const Value& a, const Value& b) { return order(a, b) < 0; });
  if (name == "min") return values.front();
  if (name == "max") return values.back();
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return number(node, (values[middle - 1].quantity.value + values[middle].quantity.value) / 2);
}

Value Evaluation::connective(const Node& node) {
  // A side that is not known does not matter when the other one decides.
  const bool decides = node.op == Operator::disjunction;
  const Value left = value(node.children[0]);
  if (left.known() && left.truth() == decides) return left;
  const Value right = value(node.children[1]);
  if (right.known() && right.truth() == decides) return right;
  if (!left.known()) return left;
  return right;
}

Value Evaluation::binary(const Node& node) {
  if (node.op == Operator::conjunction || node.op == Operator::disjunction) return connective(node);
  const Value left = value(node.children[0]);
  const Value right = value(node.children[1]);
  if (left.kind == Kind::unknown || right.kind == Kind::unknown) return Value::unknown();
  if (!left.known() || !right.known()) return Value::absent();
  switch (node.op) {
    case Operator::add:
    case Operator::subtract: {
      const bool plus = node.op == Operator::add;
      if (left.kind == Kind::activities) {
        return Value::activities(static_cast<ActivitySet>(plus ? left.number | right.number
                                                               : left.number & ~right.number));
      }
      if (left.kind == Kind::clock) return number(node, Ratio(left.number - right.number, 60));
      if (left.kind == Kind::date && right.kind == Kind::date)
        return number(node, left.number - right.number);
      if (left.kind == Kind::date) {
        const std::int64_t days = right.quantity.value.round();
        return Value{.kind = Kind::date, .number = left.number + (plus ? days : -days)};
      }
      return number(node, plus ? left.quantity.value + right.quantity.value
                               : left.quantity.value - right.quantity.value);
    }
    case Operator::multiply: return number(node, left.quantity.value * right.quantity.value);
    case Operator::divide: return number(node, left.quantity.value / right.quantity.value);
    case Operator::lt: return Value::boolean(order(left, right) < 0);
    case Operator::le: return Value::boolean(order(left, right) <= 0);
    case Operator::gt: return Value::boolean(order(left, right) > 0);
    case Operator::ge: return Value::boolean(order(left, right) >= 0);
    case Operator::eq:
    case Operator::is: return Value::boolean(equal(left, right));
    case Operator::ne: return Value::boolean(!equal(left, right));
    case Operator::in: return Value::boolean(within(left, right));
    case Operator::conjunction:
    case Operator::disjunction:
    case Operator::none: break;
  }
  return Value::absent();
}

std::string Evaluation::text(const CheckedTemplate& message) {
  std::string result;
  for (const CheckedPiece& piece : message) {
    result += piece.text;
    if (piece.value == no_node) continue;
    Value shown = value(piece.value);
    if (piece.percent) shown.quantity.percent = true;
    constexpr int decimals_in_files = 4;
    if (piece.quoted) {
      result += fmt::format("\"{}\"", to_text(shown));
      continue;
    }
    result += piece.bare && shown.kind == Kind::quantity
                  ? to_decimal(shown.quantity.value, decimals_in_files)
                  : to_text(shown);
  }
  return result;
}

Span Evaluation::place(NodeId id) {
  const Value target = value(id);
  if (target.kind == Kind::activities && !target.span.valid()) {
    return place_of_activity(model_, objects_.front(), static_cast<ActivitySet>(target.number));
  }
  return target.span;
}

// Work that is alone on its line is all that the line says.
Span Evaluation::extent(NodeId id) {
  const Value target = value(id);
  if (target.kind != Kind::object) return place(id);
  if (const auto* id_of_line = std::get_if<LineId>(&target.object))
    return model_.lines[*id_of_line].said->span;
  const auto* id_of_block = std::get_if<BlockId>(&target.object);
  if (id_of_block == nullptr) return place(id);
  const Block& block = model_.blocks[*id_of_block];
  const ast::DayLine& line = *model_.lines[block.line].said;
  return line.blocks.size() == 1 ? line.span : block.said->span;
}

void Evaluation::collect(NodeId id, std::vector<bool>& lets) const {
  if (id == no_node) return;
  const Node& node = rule_.nodes[id];
  if (node.kind == NodeKind::let && !lets[node.index]) {
    lets[node.index] = true;
    collect(rule_.lets[node.index].value, lets);
  }
  for (const NodeId child : node.children) collect(child, lets);
  collect(node.activities, lets);
}

// A formula reads as the sum that it is: `clinical / session × big-admin-per-session`.
std::string Evaluation::written(const Sources& sources, NodeId id) const {
  const auto text = [&](NodeId part) { return line_of(sources, rule_.nodes[part].span); };
  const Node& node = rule_.nodes[id];
  if (!is_formula(node)) return text(id);
  return worked_out(node, [&](NodeId argument) {
    const bool nested = rule_.nodes[argument].kind == NodeKind::binary;
    return nested ? fmt::format("({})", text(argument)) : text(argument);
  });
}

std::string Evaluation::substituted(NodeId id, bool outermost) {
  const Node& node = rule_.nodes[id];
  if (node.kind == NodeKind::binary) {
    const auto side = [&](NodeId child) {
      const Node& inner = rule_.nodes[child];
      const bool nested = inner.kind == NodeKind::binary && inner.op != node.op;
      const std::string text = substituted(child, false);
      return nested ? "(" + text + ")" : text;
    };
    return fmt::format("{} {} {}", side(node.children[0]), symbol(node.op), side(node.children[1]));
  }
  if (node.kind == NodeKind::negate) return "-" + substituted(node.children[0], false);
  if (node.kind == NodeKind::invert) return "not " + substituted(node.children[0], false);
  if (is_formula(node) && outermost)
    return worked_out(node, [this](NodeId argument) { return shown(argument); });
  if (node.kind == NodeKind::property && outermost && shown(id) != no_result) {
    const Object object = node.children.empty() ? objects_[objects_.size() - 1 - node.depth]
                                                : value(node.children[0]).object;
    Reading reading(model_);
    if (value(id).known()) {
      if (std::string text = node.property->working(reading, object); !text.empty()) return text;
    }
  }
  return shown(id);
}

// A part that the verdict did not need may have no result: the other side of an `and`, say.
std::string Evaluation::shown(NodeId id) {
  try {
    return to_text(value(id));
  } catch (const DivisionByZero&) {
    return std::string(no_result);
  } catch (const ArithmeticOverflow&) {
    return std::string(no_result);
  }
}

Span Evaluation::place() {
  for (const NodeId at : rule_.at) {
    const Span span = place(at);
    if (span.valid() && span.file < first_pack_file) return span;
  }
  return span_of(model_, objects_.front());
}

std::vector<TracedValue> Evaluation::trace(const Sources& sources) {
  std::vector<bool> wanted(rule_.lets.size());
  collect(rule_.require, wanted);
  const auto traced = [&](std::string_view name, NodeId id) {
    TracedValue line{.name = std::string(name),
                     .expression = written(sources, id),
                     .substituted = substituted(id, true),
                     .value = shown(id)};
    if (line.value == no_result) return line;
    const Value result = value(id);
    if (result.kind == Kind::quantity) {
      line.exact = to_exact(result.quantity.value);
      line.unit = name_of(result.quantity.unit);
    }
    if (line.substituted == line.value) line.substituted.clear();
    return line;
  };
  std::vector<TracedValue> lines;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i]) lines.push_back(traced(rule_.lets[i].name, rule_.lets[i].value));
  }
  lines.push_back(traced({}, rule_.require));
  return lines;
}

// ---- inputs ------------------------------------------------------------------------------------

namespace {

Input setting_input(const Model& model, const Sources& sources, Object object, SettingId id) {
  const SettingValue& value = model.settings[settings_of(model, object)][id];
  Input input{.name = std::string(model.setting_declarations[id].name),
              .value = to_text(value.value),
              .span = value.span,
              .origin = std::string(to_string(value.origin))};
  if (value.origin != Origin::pack) input.name = line_of(sources, value.span);
  return input;
}

// The lines that hours of these activities are the sum of.
std::vector<Input> blocks_of(const Model& model, const Sources& sources, Object object,
                             ActivitySet activities) {
  std::vector<Input> parts;
  const auto add = [&](Range<Block> blocks, TeamId team) {
    for (const BlockId i : blocks) {
      const Block& block = model.blocks[i];
      if (!contains(activities, block.activity) || (team != none && block.team != team)) continue;
      const bool once =
          std::holds_alternative<LineId>(object) || std::holds_alternative<BlockId>(object);
      const Ratio hours = once ? block.hours : block.hours * block.share;
      parts.push_back({.name = line_of(sources, block.said->span),
                       .value = hours_text(hours),
                       .span = block.said->span});
    }
  };
  if (const auto* team = std::get_if<TeamId>(&object)) {
    // A block may be for another team than its plan's.
    for (const Plan& plan : model.plans) {
      if (plan.in_force) add(plan.blocks, *team);
    }
  } else if (const auto* clinician = std::get_if<ClinicianId>(&object)) {
    for (const PlanId plan : model.clinicians[*clinician].plans) {
      if (model.plans[plan].in_force) add(model.plans[plan].blocks, none);
    }
  } else if (const auto* plan = std::get_if<PlanId>(&object)) {
    add(model.plans[*plan].blocks, none);
  } else if (const auto* day = std::get_if<DayId>(&object)) {
    add(model.days[*day].blocks, none);
  } else if (const auto* line = std::get_if<LineId>(&object)) {
    add(model.lines[*line].blocks, none);
  } else if (const auto* block = std::get_if<BlockId>(&object)) {
    BlockId after = *block;
    add({*block, ++after}, none);
  }
  return parts;
}

}  // namespace

Input Evaluation::input_of(const Sources& sources, NodeId id) {
  const Node& node = rule_.nodes[id];
  if (shown(id) == no_result)
    return {.name = line_of(sources, node.span), .value = std::string(no_result)};
  const Value result = value(id);
  Input input{.name = line_of(sources, node.span),
              .value = to_text(result),
              .span = result.span.file < first_pack_file ? result.span : Span{}};
  if (node.kind == NodeKind::aggregate) {
    std::vector<Object> items;
    each_of(model_, objects_[objects_.size() - 1 - node.depth], node.collection,
            [&](const Object& item) { items.push_back(item); });
    for (const Object& item : items) {
      objects_.push_back(item);
      if (node.children[1] == no_node || value(node.children[1]).truth()) {
        Input part{.name = std::string(name_of(model_, item)), .span = span_of(model_, item)};
        if (node.children[0] != no_node) {
          const Value each = value(node.children[0]);
          part.value = to_text(each);
          if (each.span.valid() && each.span.file < first_pack_file) part.span = each.span;
        }
        input.parts.push_back(std::move(part));
      }
      objects_.pop_back();
    }
    return input;
  }
  if (!result.known() || node.property == nullptr) return input;
  const Object object = node.children.empty() ? objects_[objects_.size() - 1 - node.depth]
                                              : value(node.children[0]).object;
  if (node.activities != no_node) {
    input.span = {};
    input.parts =
        blocks_of(model_, sources, object, static_cast<ActivitySet>(value(node.activities).number));
  }
  Record record;
  Reading reading(model_, &record);
  (void)node.property->value(reading, object, 0);
  for (const Record::SettingRead& read : record.settings)
    input.parts.push_back(setting_input(model_, sources, object, read.id));
  return input;
}

void Evaluation::gather(const Sources& sources, NodeId id, std::vector<bool>& lets,
                        std::vector<Input>& inputs) {
  if (id == no_node) return;
  const Node& node = rule_.nodes[id];
  const auto add = [&](Input input) {
    const bool known = std::any_of(inputs.begin(), inputs.end(), [&](const Input& other) {
      return other.name == input.name && other.span == input.span;
    });
    if (!known) inputs.push_back(std::move(input));
  };
  if (node.kind == NodeKind::let && !lets[node.index]) {
    lets[node.index] = true;
    gather(sources, rule_.lets[node.index].value, lets, inputs);
  }
  const bool about_an_object = node.type.kind == Kind::object;
  if ((node.kind == NodeKind::property && !about_an_object) || node.kind == NodeKind::aggregate)
    add(input_of(sources, id));
  if (node.kind == NodeKind::setting) {
    add(setting_input(model_, sources, objects_.back(), static_cast<SettingId>(node.index)));
  }
  if (node.kind == NodeKind::session)
    add(setting_input(model_, sources, objects_.back(), model_.known.session));
  if (node.kind != NodeKind::aggregate) {
    for (const NodeId child : node.children) gather(sources, child, lets, inputs);
  }
  gather(sources, node.activities, lets, inputs);
}

std::vector<Input> Evaluation::inputs(const Sources& sources) {
  std::vector<bool> lets(rule_.lets.size());
  std::vector<Input> inputs;
  gather(sources, rule_.where, lets, inputs);
  gather(sources, rule_.require, lets, inputs);
  return inputs;
}

}  // namespace capalint
