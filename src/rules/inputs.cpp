#include "rules/inputs.h"

#include <algorithm>

#include "figures/week.h"
#include "rules/attempt.h"
#include "rules/packs.h"

namespace capalint {
namespace {

Input setting_input(const Model& model, const Sources& sources, SettingsId layer, SettingId id) {
  const SettingValue& value = model.settings[layer][id];
  Input input{.name = std::string(model.setting_declarations[id].name),
              .value = shown(value.value),
              .span = value.span,
              .origin = std::string(to_string(value.origin))};
  if (value.origin != Origin::pack) input.name = line_of(sources, value.span);
  return input;
}

// One that is there already, such as a default that many plans have, is not told again.
void add_once(std::vector<Input>& inputs, Input input) {
  const bool known = std::any_of(inputs.begin(), inputs.end(), [&](const Input& other) {
    return other.name == input.name && other.span == input.span;
  });
  if (!known) inputs.push_back(std::move(input));
}

Input block_input(const Model& model, const Sources& sources, const Object& object, BlockId id) {
  const Block& block = model.blocks[id];
  Reading reading(model);
  const bool once =
      std::holds_alternative<LineId>(object) || std::holds_alternative<BlockId>(object);
  return {.name = line_of(sources, block.said->span),
          .value = hours_text(once ? block.hours : average_hours(reading, id)),
          .span = block.said->span,
          .is_work = true};
}

class Gatherer {
 public:
  Gatherer(const Context& context, const Evidence& evidence)
      : evidence_(evidence),
        context_(context),
        sources_(evidence.sources),
        rule_(context.rule),
        focus_(context.focus()),
        seen_(rule_.lets.size()) {}

  std::vector<Input> all() {
    gather(rule_.where);
    gather(rule_.require);
    return std::move(inputs_);
  }

 private:
  void add(Input input) { add_once(inputs_, std::move(input)); }

  void gather(NodeId id) {
    if (id == no_node) return;
    const Node& node = rule_.nodes[id];
    if (node.kind == NodeKind::let && !seen_[node.index]) {
      seen_[node.index] = true;
      gather(rule_.lets[node.index].value);
    }
    if (node.kind == NodeKind::setting) add(setting(static_cast<SettingId>(node.index)));
    if (node.kind == NodeKind::session) add(setting(context_.model().known.session));
    if (node.kind == NodeKind::property && node.type.kind != Kind::object) add(property(id));
    if (node.kind == NodeKind::aggregate) {
      add(aggregate(id));
      return;
    }
    for (const NodeId child : node.children) gather(child);
    gather(node.activities);
  }

  [[nodiscard]] Input setting(SettingId id) const {
    const Model& model = context_.model();
    return setting_input(model, sources_, settings_of(model, context_.object), id);
  }

  [[nodiscard]] Input named(NodeId id) const {
    const Value result = evaluate(context_, focus_, id);
    return {.name = line_of(sources_, rule_.nodes[id].span),
            .value = shown(result),
            .span = in_workspace(result.span) ? result.span : Span{}};
  }

  [[nodiscard]] Input aggregate(NodeId id) const {
    const Node& node = rule_.nodes[id];
    Input input = named(id);
    each_of(context_.model(), focus_.at(node.depth), node.collection, [&](const Object& item) {
      const Focus inner{item, &focus_};
      if (answer(context_, inner, node.children[1]) != Answer::yes) return;
      Input part{.name = std::string(name_of(context_.model(), item)),
                 .span = span_of(context_.model(), item)};
      if (node.children[0] != no_node) {
        const Value each = evaluate(context_, inner, node.children[0]);
        part.value = shown(each);
        if (in_workspace(each.span)) part.span = each.span;
      }
      input.parts.push_back(std::move(part));
    });
    return input;
  }

  // What is looked up while it is worked out once more.
  [[nodiscard]] Input property(NodeId id) const {
    const Node& node = rule_.nodes[id];
    Input input = named(id);
    const Question question = question_of(context_, focus_, node);
    if (question.missing || !evaluate(context_, focus_, id).known()) return input;
    const Model& model = context_.model();
    Record record;
    Reading reading = evidence_.reading(&record);
    (void)value_of(*node.property, reading, question.object, question.activities);
    if (node.activities != no_node) {
      input.span = {};
      std::erase_if(record.blocks, [&](BlockId block) {
        return !contains(question.activities, model.blocks[block].activity);
      });
    }
    for (const BlockId block : record.blocks)
      input.parts.push_back(block_input(model, sources_, question.object, block));
    for (const Record::SettingRead& read : record.settings)
      add_once(input.parts, setting_input(model, sources_, read.layer, read.id));
    return input;
  }

  const Evidence& evidence_;
  const Context& context_;
  const Sources& sources_;
  const CheckedRule& rule_;
  Focus focus_;
  std::vector<bool> seen_;
  std::vector<Input> inputs_;
};

}  // namespace

std::vector<Input> inputs_of(const Context& context, const Evidence& evidence) {
  return Gatherer(context, evidence).all();
}

}  // namespace capalint
