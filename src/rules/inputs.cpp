#include "rules/inputs.h"

#include <algorithm>

#include "rules/attempt.h"
#include "rules/packs.h"

namespace capalint {
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
  const auto add = [&](std::uint32_t first, std::uint32_t end, std::uint32_t team) {
    for (std::uint32_t i = first; i < end; ++i) {
      const Block& block = model.blocks[i];
      if (!contains(activities, block.activity) || (team != nobody && block.team != team)) continue;
      const bool once = object.scope == Scope::line || object.scope == Scope::block;
      const Ratio hours = once ? block.hours : block.hours * block.share;
      parts.push_back({.name = line_of(sources, block.said->span),
                       .value = hours_text(hours),
                       .span = block.said->span});
    }
  };
  const auto add_plan = [&](std::uint32_t plan, std::uint32_t team) {
    add(model.plans[plan].first_block, model.plans[plan].end_block, team);
  };
  switch (object.scope) {
    case Scope::team:
      // A block may be for another team than its plan's.
      for (std::uint32_t plan = 0; plan < model.plans.size(); ++plan) {
        if (model.plans[plan].in_force) add_plan(plan, object.index);
      }
      break;
    case Scope::clinician:
      for (const std::uint32_t plan : model.clinicians[object.index].plans) {
        if (model.plans[plan].in_force) add_plan(plan, nobody);
      }
      break;
    case Scope::plan: add_plan(object.index, nobody); break;
    case Scope::day:
      add(model.days[object.index].first_block, model.days[object.index].end_block, nobody);
      break;
    case Scope::line:
      add(model.lines[object.index].first_block, model.lines[object.index].end_block, nobody);
      break;
    case Scope::block: add(object.index, object.index + 1, nobody); break;
    case Scope::leave:
    case Scope::allocation:
    case Scope::target: break;
  }
  return parts;
}

bool in_workspace(Span span) { return span.valid() && span.file < first_pack_file; }

class Gatherer {
 public:
  Gatherer(const Context& context, const Sources& sources)
      : context_(context),
        sources_(sources),
        rule_(context.rule),
        focus_(context.focus()),
        seen_(rule_.lets.size()) {}

  std::vector<Input> all() {
    gather(rule_.where);
    gather(rule_.require);
    return std::move(inputs_);
  }

 private:
  void add(Input input) {
    const bool known = std::any_of(inputs_.begin(), inputs_.end(), [&](const Input& other) {
      return other.name == input.name && other.span == input.span;
    });
    if (!known) inputs_.push_back(std::move(input));
  }

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
    return setting_input(context_.model(), sources_, context_.object, id);
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
      if (!holds(context_, inner, node.children[1]).truth()) return;
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

  [[nodiscard]] Input property(NodeId id) const {
    const Node& node = rule_.nodes[id];
    Input input = named(id);
    const Question question = question_of(context_, focus_, node);
    if (question.missing || !evaluate(context_, focus_, id).known()) return input;
    const Model& model = context_.model();
    const Object& object = question.object;
    if (node.activities != no_node) {
      input.span = {};
      input.parts = blocks_of(model, sources_, object, question.activities);
    }
    for (const std::string_view name : node.property->reads) {
      if (const SettingId setting = model.find_setting(name); setting != no_setting) {
        input.parts.push_back(setting_input(model, sources_, object, setting));
      } else if (const auto activity = find_activity(name)) {
        for (Input& part : blocks_of(model, sources_, object, set_of(*activity)))
          input.parts.push_back(std::move(part));
      }
    }
    return input;
  }

  const Context& context_;
  const Sources& sources_;
  const CheckedRule& rule_;
  Focus focus_;
  std::vector<bool> seen_;
  std::vector<Input> inputs_;
};

}  // namespace

std::vector<Input> inputs_of(const Context& context, const Sources& sources) {
  return Gatherer(context, sources).all();
}

}  // namespace capalint
