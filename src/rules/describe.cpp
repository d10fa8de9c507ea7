#include "rules/describe.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "diagnostics/builtin.h"
#include "diagnostics/english.h"
#include "diagnostics/mistakes.h"
#include "diagnostics/nearest.h"
#include "model/rule_names.h"
#include "rules/levels.h"
#include "rules/packs.h"
#include "rules/program.h"
#include "rules/properties.h"
#include "rules/reads.h"
#include "words/lexicon.h"
#include "words/plan_words.h"

namespace capalint {
namespace {

std::string_view code_of(const ast::Rule& rule) {
  return rule.code ? rule.code->text : std::string_view{};
}

// On one line, as the rule writes it.
std::string expression(const Sources& sources, const RuleSource& rule, ast::ExprId id) {
  return id == ast::no_expr ? std::string{} : line_of(sources, (*rule.exprs)[id].span);
}

// The text of an example, moved to the left as far as it goes.
std::string unindented(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::size_t margin = std::string_view::npos;
  for (const std::string_view line : lines) {
    if (!line.empty())
      margin = std::min(margin, std::min(line.find_first_not_of(' '), line.size()));
  }
  std::string result;
  for (const std::string_view line : lines) {
    if (line.empty() && result.empty()) continue;
    result += std::string(line.substr(std::min(margin, line.size()))) + '\n';
  }
  while (result.ends_with("\n\n")) result.pop_back();
  return result;
}

std::vector<std::string> how_to_except(std::string_view name, bool pack_rule) {
  std::vector<std::string> lines{
      fmt::format("# capa: allow {} because \"…\"            at the end of the line", name),
      fmt::format("# capa: allow {} in file because \"…\"    on a line of its own", name)};
  if (pack_rule) {
    lines.push_back(fmt::format(
        "allow {} for \"…\" until 2027-03-31 because \"…\"    in `rules {{ … }}`", name));
    lines.push_back(fmt::format("level {} note    in `rules {{ … }}`: for everybody", name));
  }
  return lines;
}

std::string team_name(const Model& model, TeamId team) {
  return fmt::format("team \"{}\"", model.teams[team].said->name.text);
}

std::string plan_text(const Model& model, PlanId plan) {
  return fmt::format("plan \"{}\"", model.plan_name(plan));
}

Description describe_builtin(const BuiltinInfo& row) {
  Description result{.kind = "diagnostic",
                     .name = std::string(row.name),
                     .code = std::string(row.code),
                     .title = std::string(row.title),
                     .level = std::string(to_string(row.level)),
                     .why = std::string(row.why),
                     .help = std::string(row.help),
                     .exceptions = how_to_except(row.name, false)};
  if (const Mistake* mistake = mistake_of(row.id)) {
    result.examples = {{.good = false, .text = std::string(mistake->found)},
                       {.good = true, .text = mended(*mistake)}};
  }
  return result;
}

Description describe_setting_name(const Model& model, SettingId id) {
  const SettingDeclaration& declaration = model.setting_declarations[id];
  Description result{.kind = "setting",
                     .name = std::string(declaration.name),
                     .pack = std::string(declaration.pack),
                     .place = declaration.span,
                     .source = std::string(declaration.source),
                     .why = declaration.doc,
                     .type = type_text(declaration.type)};
  result.settings.push_back(describe_setting(model, id));
  result.help = fmt::format(
      "write `set {} {}` in `rules {{ … }}`, in a team or in a plan; the nearest one counts",
      declaration.name,
      declaration.standard.known() ? to_text(declaration.standard) : std::string("…"));
  for (const RuleSource& rule : model.rules) {
    const auto read = settings_read(model, rule);
    if (std::find(read.begin(), read.end(), id) != read.end())
      result.see.emplace_back(rule.rule->name.text);
  }
  return result;
}

Description describe_plan_word(const PlanWord& row, std::string_view word) {
  return {.kind = fmt::format("word of {}", row.where),
          .name = std::string(word),
          .source = std::string(row.source),
          .why = std::string(row.meaning),
          .lines = {{.text = std::string(row.example)}}};
}

Description describe_work(const LexiconEntry& entry, std::string_view written) {
  Description result{
      .kind = "work that plans have under another name",
      .name = std::string(written),
      .source = std::string(entry.source),
      .why = entry.meanings.size() == 1
                 ? "A plan says it so:"
                 : "It may be one of these, and each kind of work counts differently:"};
  for (const Meaning& meaning : entry.meanings) {
    std::string text(meaning.line);
    if (meaning.kind == Meaning::Kind::with_text) text += fmt::format(" \"{}\" 1h", written);
    if (meaning.kind == Meaning::Kind::activity) text += " 1h";
    if (meaning.kind == Meaning::Kind::nothing) text = "no line";
    const std::pair<std::string_view, std::string_view> examples[] = {
        {"{words}", written}, {"{day}", "mon"}, {"{dates}", "2026-11-02..2026-11-15"}};
    for (const auto& [name, value] : examples) {
      if (const std::size_t at = text.find(name); at != std::string::npos)
        text.replace(at, name.size(), value);
    }
    if (meaning.kind == Meaning::Kind::team_line) text += "    in the team";
    result.lines.push_back({std::move(text), std::string(meaning.when)});
  }
  return result;
}

Description describe_activity(ActivityId id) {
  const ActivityInfo& row = activities()[id];
  Description result{.kind = "activity",
                     .name = std::string(row.name),
                     .title = fmt::format("Counts as {}", to_string(row.kind)),
                     .source = std::string(row.source),
                     .why = std::string(row.definition),
                     .type = "activities"};
  for (const std::string_view word : row.other_words) result.see.emplace_back(word);
  std::string example(row.name);
  if (id == activity::specific) example += " \"Eating disorders clinic\"";
  if (id == activity::other) example += " \"supervision\"";
  result.lines.push_back({fmt::format("mon am {} {}", example,
                                      id == activity::choice  ? "x1"
                                      : id == activity::lunch ? "30m"
                                                              : "1h")});
  return result;
}

Description describe_property(const Property& row) {
  Description result{.kind = fmt::format("property of {}", with_article(to_string(row.scope))),
                     .name = std::string(row.name) + (row.takes_activities ? "(activities)" : ""),
                     .source = std::string(row.source),
                     .why = std::string(row.doc),
                     .type = type_text(row.type)};
  for (const SettingRead& read : settings_read(row)) {
    if (std::find(result.see.begin(), result.see.end(), read.setting) == result.see.end())
      result.see.emplace_back(read.setting);
  }
  return result;
}

Description describe_pack(const Model& model, const ast::Pack& pack) {
  Description result{.kind = "rule pack", .name = std::string(pack.name.text), .place = pack.span};
  if (pack.title) result.title = pack.title->text;
  if (pack.edition) result.title += fmt::format(", edition {}", pack.edition->text);
  if (pack.source) result.source = pack.source->text;
  result.why = joined(pack.doc);
  result.help = pack.standard ? fmt::format("in use everywhere; `level {} off` switches it off",
                                            pack.name.text)
                              : fmt::format("write `use {}` in `rules {{ … }}`", pack.name.text);
  for (const RuleSource& rule : model.rules) {
    if (rule.pack == pack.name.text) result.see.emplace_back(rule.rule->name.text);
  }
  return result;
}

}  // namespace

std::string joined(const std::vector<ast::Text>& texts) {
  std::string all;
  for (const ast::Text& text : texts) all += (all.empty() ? "" : " ") + std::string(text.text);
  return all;
}

std::string type_text(const Type& type) {
  return type.kind == Kind::quantity && type.percent ? "percent" : name_of(type);
}

// ---- chains ------------------------------------------------------------------------------------

Chain setting_chain(const Model& model, SettingId setting, TeamId team, PlanId plan) {
  Chain chain;
  const SettingDeclaration& declaration = model.setting_declarations[setting];
  chain.push_back({"default",
                   declaration.standard.known() ? to_text(declaration.standard) : "not set",
                   declaration.span});
  // Each set of values repeats what it inherits, with its origin: what is its own is a link.
  const auto add = [&](SettingsId values, Origin origin, std::string from) {
    const SettingValue& value = model.settings[values][setting];
    if (value.origin == origin)
      chain.push_back({std::move(from), to_text(value.value), value.span});
  };
  if (plan != none && team == none) team = model.plans[plan].team;
  // A line that counts from a date may count in the quarter of the team and not in today's, or the reverse.
  const SettingsId of_team = team == none ? SettingsId(0) : model.teams[team].settings;
  const bool hidden = model.settings[of_team][setting].origin == Origin::team;
  add(hidden ? SettingsId(0) : of_team, Origin::workspace, "workspace");
  if (team != none) add(model.teams[team].settings, Origin::team, team_name(model, team));
  if (plan != none) add(model.plans[plan].settings, Origin::plan, plan_text(model, plan));
  return chain;
}

Chain level_chain(const Model& model, const RuleSource& rule, TeamId team, PlanId plan) {
  std::vector<LevelStep> steps;
  (void)level_in_force(model, rule, team, plan, &steps);
  Chain chain;
  for (const LevelStep& step : steps) {
    chain.push_back({step.team == none
                         ? std::string(step.what)
                         : fmt::format("{}, {}", step.what, team_name(model, step.team)),
                     std::string(to_string(step.level)), step.span});
  }
  return chain;
}

// ---- settings, rules, names --------------------------------------------------------------------

DescribedSetting describe_setting(const Model& model, SettingId id) {
  const SettingDeclaration& declaration = model.setting_declarations[id];
  DescribedSetting result{.id = id,
                          .name = std::string(declaration.name),
                          .type = type_text(declaration.type),
                          .chain = setting_chain(model, id),
                          .doc = declaration.doc,
                          .source = std::string(declaration.source),
                          .pack = std::string(declaration.pack)};
  const auto add = [&](SettingsId values, Origin origin, std::string from) {
    const SettingValue& value = model.settings[values][id];
    if (value.origin == origin)
      result.nearer.push_back({std::move(from), to_text(value.value), value.span});
  };
  for (const TeamId team : model.teams.ids())
    add(model.teams[team].settings, Origin::team, team_name(model, team));
  for (const PlanId plan : model.plans.ids())
    add(model.plans[plan].settings, Origin::plan, plan_text(model, plan));
  return result;
}

std::vector<SettingId> settings_read(const Model& model, const RuleSource& rule) {
  std::vector<Diagnostic> problems;
  const auto checked = check_rule(model, rule, problems);
  return checked ? settings_read(model, *checked) : std::vector<SettingId>();
}

bool called(const RuleSource& rule, std::string_view name) {
  return names(name, code_of(*rule.rule), rule.rule->name.text, {});
}

Description describe_rule(const Sources& sources, const Model& model, const RuleSource& rule) {
  const ast::Rule& said = *rule.rule;
  Description result{.kind = "rule",
                     .name = std::string(said.name.text),
                     .code = std::string(code_of(said)),
                     .pack = std::string(rule.pack),
                     .place = said.name.span};
  if (said.title) result.title = said.title->text;
  if (said.standard) result.standard = said.standard->text;
  if (said.source) result.source = said.source->text;
  result.why = joined(said.doc);
  result.levels = level_chain(model, rule, rule.team);
  result.level = result.levels.back().value;
  for (const TeamId team : model.teams.ids()) {
    if (rule.team != none) break;
    Chain chain = level_chain(model, rule, team);
    if (chain.back().value == result.level) continue;
    chain.back().from = fmt::format("{}: {}", team_name(model, team), chain.back().from);
    result.levels.push_back(std::move(chain.back()));
  }
  if (said.scope) {
    result.looks_at = fmt::format("each {}", said.scope->text);
    if (said.where != ast::no_expr)
      result.looks_at += " where " + expression(sources, rule, said.where);
    if (rule.team != none) result.looks_at += fmt::format(" of {}", team_name(model, rule.team));
  }
  for (const ast::Let& let : said.lets)
    result.sums.push_back(
        fmt::format("{} = {}", let.name.text, expression(sources, rule, let.value)));
  result.asks = expression(sources, rule, said.require);
  for (const SettingId id : settings_read(model, rule))
    result.settings.push_back(describe_setting(model, id));
  for (const ast::Example& example : said.examples) {
    result.examples.push_back({.good = example.good,
                               .name = example.name ? std::string(example.name->text) : "",
                               .text = unindented(text_of(sources, example.body))});
  }
  result.exceptions = how_to_except(said.name.text, true);
  return result;
}

std::vector<Description> describe(const Sources& sources, const Model& model,
                                  std::string_view written) {
  const std::string name = normalised(written);
  std::vector<Description> all;
  const auto same = [&](std::string_view other) { return normalised(other) == name; };
  for (const PlanWord& row : plan_words()) {
    if (std::find(row.words.begin(), row.words.end(), name) != row.words.end())
      all.push_back(describe_plan_word(row, name));
  }
  if (const LexiconEntry* entry = find_in_lexicon(name))
    all.push_back(describe_work(*entry, written));
  for (const RuleSource& rule : model.rules) {
    if (called(rule, name)) all.push_back(describe_rule(sources, model, rule));
  }
  for (const BuiltinInfo& row : builtins()) {
    if (same(row.name) || same(row.code)) all.push_back(describe_builtin(row));
  }
  for (SettingId id = 0; id < model.setting_declarations.size(); ++id) {
    if (same(model.setting_declarations[id].name)) all.push_back(describe_setting_name(model, id));
  }
  if (const auto activity = find_activity(name)) all.push_back(describe_activity(*activity));
  for (const OwnActivity& own : model.own_activities) {
    if (!same(own.said->name.text)) continue;
    Description result = describe_activity(own.is);
    result.title = fmt::format("`{}` is a word for `{}`: counts as {}", own.said->name.text,
                               result.name, to_string(activities()[own.is].kind));
    result.name = own.said->name.text;
    result.place = own.said->name.span;
    result.see.clear();
    all.push_back(std::move(result));
  }
  for (const ast::Pack* pack : model.packs) {
    if (same(pack->name.text)) all.push_back(describe_pack(model, *pack));
  }
  for (const Property& row : properties()) {
    if (same(row.name)) all.push_back(describe_property(row));
  }
  for (const Function& row : functions()) {
    if (same(row.name)) {
      all.push_back({.kind = "function",
                     .name = std::string(row.signature),
                     .source = std::string(row.source),
                     .why = std::string(row.doc)});
    }
  }
  if (Scope scope{}; scope_from(name, scope)) {
    Description result{.kind = "thing that a rule can look at",
                       .name = std::string(to_string(scope)),
                       .help = fmt::format("write `for each {}`", to_string(scope))};
    for (const Property& row : properties()) {
      if (row.scope == scope) result.see.emplace_back(row.name);
    }
    all.push_back(std::move(result));
  }
  if (const auto unit = unit_word(name)) {
    Description result{.kind = "unit", .name = std::string(written), .type = name_of(unit->unit)};
    if (unit->session) {
      result.why = "One session is as long as the setting `session` says.";
      result.settings.push_back(describe_setting(model, model.known.session));
    } else if (unit->factor != 1) {
      result.why = fmt::format("1{} is {}.", written, hours_text(unit->factor));
    }
    all.push_back(std::move(result));
  }
  return all;
}

std::optional<std::string> nearest_name(const Model& model, std::string_view name) {
  std::vector<std::string_view> names = rule_names(model);
  for (const SettingDeclaration& setting : model.setting_declarations)
    names.push_back(setting.name);
  for (const ActivityInfo& row : activities()) {
    names.push_back(row.name);
    names.insert(names.end(), row.other_words.begin(), row.other_words.end());
  }
  for (const ast::Pack* pack : model.packs) names.push_back(pack->name.text);
  for (const PlanWord& row : plan_words())
    names.insert(names.end(), row.words.begin(), row.words.end());
  names.insert(names.end(), words_of_lexicon().begin(), words_of_lexicon().end());
  for (const Property& row : properties()) names.push_back(row.name);
  for (const Function& row : functions()) names.push_back(row.name);
  const auto near = nearest(name, names);
  return near ? std::optional<std::string>(*near) : std::nullopt;
}

}  // namespace capalint
