#include "rules/message.h"

#include <fmt/format.h>

#include <algorithm>

#include "rules/attempt.h"
#include "rules/packs.h"

namespace capalint {
namespace {

std::string shown(const CheckedPiece& piece, const Value& value) {
  constexpr int decimals_in_files = 4;
  if (piece.quoted) return fmt::format("\"{}\"", shown(value));
  if (piece.bare && value.kind == Kind::quantity)
    return to_decimal(value.quantity.value, decimals_in_files);
  return shown(value);
}

Value value_of(const Context& context, const CheckedPiece& piece) {
  if (piece.value == no_node) return Value::absent();
  Value value = evaluate(context, piece.value);
  if (piece.percent) value.quantity.percent = true;
  return value;
}

/// Numbers that people compare, in a message: those that are written with their units.
bool is_compared(const CheckedPiece& piece, const Value& value) {
  return value.kind == Kind::quantity && !piece.bare && !piece.quoted;
}

// The line that says a setting or the quarter, of which the place is only the value.
Span statement_around(const Model& model, Span place) {
  const auto is_place = [&](Span value) { return place.valid() && value == place; };
  for (const SettingValues& values : model.settings) {
    for (const SettingValue& value : values) {
      if (is_place(value.value.span) && value.span.valid()) return value.span;
    }
  }
  for (const Team& team : model.teams) {
    if (!is_place(team.quarter_span)) continue;
    for (const ast::TeamStatement& statement : team.said->statements) {
      const auto* quarter = std::get_if<ast::TeamQuarter>(&statement);
      if (quarter != nullptr && is_place(quarter->quarter.span)) return quarter->span;
    }
  }
  return place;
}

}  // namespace

std::string text_of(const Context& context, const CheckedTemplate& message) {
  std::vector<Value> values;
  std::vector<Quantity> compared;
  for (const CheckedPiece& piece : message) {
    values.push_back(value_of(context, piece));
    if (is_compared(piece, values.back())) compared.push_back(values.back().quantity);
  }
  const auto texts = attempt([&] { return to_texts(compared); },
                             [](std::string_view) { return std::vector<std::string>(); });
  std::string result;
  auto text = texts.begin();
  for (std::size_t i = 0; i < message.size(); ++i) {
    const CheckedPiece& piece = message[i];
    result += piece.text;
    if (piece.value == no_node) continue;
    const bool together = is_compared(piece, values[i]) && text != texts.end();
    result += together ? *text++ : shown(piece, values[i]);
  }
  return result;
}

bool is_known(const Context& context, const CheckedTemplate& message) {
  return std::none_of(message.begin(), message.end(), [&](const CheckedPiece& piece) {
    return value_of(context, piece).kind == Kind::unknown;
  });
}

std::optional<std::string> text_to_write(const Context& context, const CheckedTemplate& text) {
  std::string result;
  for (const CheckedPiece& piece : text) {
    result += piece.text;
    if (piece.value == no_node) continue;
    const Value value = value_of(context, piece);
    if (!value.known()) return std::nullopt;
    result += shown(piece, value);
  }
  return result;
}

Span place_of(const Context& context, NodeId id) {
  const Value target = evaluate(context, id);
  if (target.kind != Kind::activities || target.span.valid()) return target.span;
  return place_of_activity(context.model(), context.object,
                           static_cast<ActivitySet>(target.number));
}

// Work that is alone on its line is all that the line says.
Span extent_of(const Context& context, NodeId place) {
  const Model& model = context.model();
  const Value target = evaluate(context, place);
  if (target.kind != Kind::object) return statement_around(model, place_of(context, place));
  if (const auto* line = std::get_if<LineId>(&target.object)) return model.lines[*line].said->span;
  const auto* id = std::get_if<BlockId>(&target.object);
  if (id == nullptr) return place_of(context, place);
  const Block& block = model.blocks[*id];
  const ast::DayLine& line = *model.lines[block.line].said;
  return line.blocks.size() == 1 ? line.span : block.said->span;
}

Span declaration_of(const Context& context, NodeId place) {
  const Value target = evaluate(context, place);
  if (target.kind != Kind::object) return {};
  if (const auto* plan = std::get_if<PlanId>(&target.object))
    return context.model().plans[*plan].said->span;
  if (const auto* team = std::get_if<TeamId>(&target.object))
    return context.model().teams[*team].said->span;
  return {};
}

Span place_of_finding(const Context& context) {
  for (const NodeId at : context.rule.at) {
    const Span span = place_of(context, at);
    if (in_workspace(span)) return span;
  }
  return span_of(context.model(), context.object);
}

std::string subject_of(const Model& model, const Object& object) {
  const PlanId plan = plan_of(model, object);
  return std::string(plan ? model.plan_name(plan) : name_of(model, object));
}

}  // namespace capalint
