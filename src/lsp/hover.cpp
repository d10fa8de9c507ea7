#include <fmt/format.h>

#include "diagnostics/builtin.h"
#include "diagnostics/english.h"
#include "diagnostics/references.h"
#include "figures/team.h"
#include "lsp/around.h"
#include "lsp/features.h"
#include "lsp/lookup.h"
#include "lsp/mentions.h"
#include "render/notes.h"
#include "rules/levels.h"
#include "rules/properties.h"

namespace capalint::lsp {
namespace {

std::string joined(const std::vector<ast::Text>& texts) {
  std::string all;
  for (const ast::Text& text : texts) all += (all.empty() ? "" : " ") + std::string(text.text);
  return all;
}

void paragraph(std::string& text, const std::string& more) {
  if (more.empty()) return;
  text += (text.empty() ? "" : "\n\n") + more;
}

void from(std::string& text, std::string_view source) {
  if (!source.empty()) paragraph(text, fmt::format("Source: {}", in_words(source)));
}

std::string about_activity(const Names& names, std::string_view words, std::string_view team) {
  std::string text;
  std::string_view known = words;
  if (const ast::Activity* own = find_own_word(names, words, team)) {
    text = fmt::format("`{}` is `{}` in this team", own->name.text, own->is.text);
    known = own->is.text;
  }
  const auto id = find_activity(normalised(known));
  if (!id) return text;
  const ActivityInfo& info = activities()[*id];
  paragraph(text, fmt::format("**{}** ({})", info.name, to_string(info.kind)));
  paragraph(text, std::string(info.definition));
  from(text, info.source);
  return text;
}

/// `- core-target: 10 families`, for each of these properties that has a value.
std::string values(Reading& reading, const Object& object,
                   std::initializer_list<std::string_view> which) {
  std::string lines;
  for (const std::string_view name : which) {
    const Property* property = find_property(scope_of(object), name);
    if (property == nullptr) continue;
    const Value value = property->value(reading, object, 0);
    if (reading.take_doubt().any() || !value.known()) continue;
    const std::string working = property->working(reading, object);
    lines +=
        fmt::format("- {}: {}{}\n", name, to_text(value), working.empty() ? "" : " = " + working);
  }
  return lines;
}

std::string by_activity(const HoursByActivity& all) {
  std::string line;
  for (ActivityId id = 0; id < all.size(); ++id) {
    if (all[id] == 0) continue;
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", activities()[id].name,
                        to_text(hours(all[id])));
  }
  return line.empty() ? "" : "- a week: " + line + "\n";
}

std::string about_clinician(const Names& names, std::string_view name) {
  const Model& model = names.model;
  Reading reading(model);
  std::string text;
  for (const Plan* plan : find_plans(model, name)) {
    const PlanId id = model.plans.id_of(*plan);
    std::string head = fmt::format("**{}**", plan->said->clinician.text);
    if (plan->role != nullptr) head += fmt::format(", {}", plan->role->text.text);
    if (plan->team != none) head += fmt::format(", {}", model.teams[plan->team].said->name.text);
    paragraph(text, head);
    paragraph(text, by_activity(planned_hours(reading, id)) +
                        values(reading, id,
                               {"contract", "paid-hours", "choice-in-plan", "choice-allocated",
                                "choice-target", "new-core", "core-target"}));
    if (plan->damaged) paragraph(text, "A line of this plan could not be read.");
  }
  return text;
}

std::string about_team(const Names& names, std::string_view name) {
  const Team* team = find_team(names.model, name);
  if (team == nullptr) return {};
  Reading reading(names.model);
  const TeamId id = names.model.teams.id_of(*team);
  std::string text = fmt::format("**{}**, {}, {} plans", team->said->name.text,
                                 to_string(team->quarter), team->plans.size());
  paragraph(text, by_activity(team_hours(reading, id)) +
                      values(reading, id,
                             {"referrals", "choice-needed", "choice-in-plans", "choice-after-loss",
                              "core-needed-low", "core-needed-high", "new-core"}));
  return text;
}

std::string about_rule(const Names& names, std::string_view written, std::string_view team_name) {
  if (const RuleSource* source = find_rule(names.model, written)) {
    const ast::Rule& rule = *source->rule;
    std::string text = fmt::format("**{}** {}", rule.code ? rule.code->text : "", rule.name.text);
    if (rule.title) text += fmt::format(": {}", rule.title->text);
    if (rule.standard) paragraph(text, std::string(rule.standard->text));
    paragraph(text, joined(rule.doc));
    if (rule.source) from(text, rule.source->text);
    const Team* team = find_team(names.model, team_name);
    const TeamId index = team == nullptr ? TeamId() : names.model.teams.id_of(*team);
    paragraph(text, fmt::format("Level here: {}",
                                to_string(level_in_force(names.model, *source, index, none))));
    return text;
  }
  for (const BuiltinInfo& row : builtins()) {
    if (row.code != written && row.name != written) continue;
    std::string text = fmt::format("**{}** {}: {}", row.code, row.name, row.title);
    paragraph(text, std::string(row.why));
    paragraph(text, std::string(row.help));
    return text;
  }
  return {};
}

std::string about_setting(const Names& names, std::string_view name, std::string_view team_name) {
  const SettingDeclaration* setting = find_setting(names.model, name);
  if (setting == nullptr) return {};
  const auto id = static_cast<SettingId>(setting - names.model.setting_declarations.data());
  const Team* team = find_team(names.model, team_name);
  std::string text = fmt::format("**{}** ({})", setting->name, name_of(setting->type));
  paragraph(text, setting->doc);
  from(text, setting->source);
  const SettingValue& here =
      names.model.settings[team == nullptr ? SettingsId(0) : team->settings][id];
  if (here.value.known()) {
    paragraph(text,
              fmt::format("Here: `{}`, from the {}", to_text(here.value), to_string(here.origin)));
  }
  if (setting->standard.known() && here.origin != Origin::pack)
    paragraph(text, fmt::format("Unless it is set: `{}`", to_text(setting->standard)));
  return text;
}

std::string about_pack(const Names& names, std::string_view name) {
  for (const ast::Pack* pack : names.model.packs) {
    if (pack->name.text != name) continue;
    std::string text = fmt::format("**{}**", pack->name.text);
    if (pack->title) text += fmt::format(": {}", pack->title->text);
    paragraph(text, joined(pack->doc));
    if (pack->source) from(text, pack->source->text);
    return text;
  }
  return {};
}

/// A word of the rule language.
std::string about_word(std::string_view word) {
  std::string text;
  for (const Property& property : properties()) {
    if (property.name != word) continue;
    paragraph(text,
              fmt::format("**{}** of {} ({}): {}", word, with_article(to_string(property.scope)),
                          name_of(property.type), property.doc));
    from(text, property.source);
  }
  if (const Function* function = find_function(word)) {
    paragraph(text, fmt::format("`{}`: {}", function->signature, function->doc));
    from(text, function->source);
  }
  return text;
}

std::string about(const Names& names, const Mention& mention) {
  switch (mention.kind) {
    case MentionKind::activity: return about_activity(names, mention.text, mention.team);
    case MentionKind::clinician: {
      const std::string text = about_clinician(names, mention.text);
      return text.empty() ? about_team(names, mention.text) : text;
    }
    case MentionKind::team: return about_team(names, mention.text);
    case MentionKind::rule: return about_rule(names, mention.text, mention.team);
    case MentionKind::setting: return about_setting(names, mention.text, mention.team);
    case MentionKind::pack: return about_pack(names, mention.text);
    case MentionKind::word: break;
  }
  for (const std::string& text :
       {about_clinician(names, mention.text), about_team(names, mention.text),
        about_activity(names, mention.text, mention.team),
        about_setting(names, mention.text, mention.team), about_word(mention.text),
        about_rule(names, mention.text, mention.team)}) {
    if (!text.empty()) return text;
  }
  return {};
}

/// Whether a line begins with the words of a statement; `tue-thu` as `mon-fri` does.
bool begins_with(const std::vector<std::string_view>& line, std::string_view statement) {
  const std::vector<std::string_view> words = words_of(statement);
  if (line.size() < words.size()) return false;
  if (const std::size_t joins = statement.find_first_of("-,"); joins != std::string_view::npos) {
    const auto begins_with_day = [](std::string_view text) {
      return find_statement(Within::plan, text.substr(0, text.find('-'))) != nullptr;
    };
    const bool several = statement[joins] == '-' ? line[0].find('-') != std::string_view::npos
                                                 : line.size() > 1 && line[1] == ",";
    return several && begins_with_day(line[0]);
  }
  return std::equal(words.begin(), words.end(), line.begin());
}

struct AboutStatement {
  std::string text;
  Span span;  // of its first words
};

/// What the statement table says of the words that a line begins with.
std::optional<AboutStatement> about_statement(FileId file, const Source& source,
                                              std::uint32_t offset) {
  const std::uint32_t number = source.position(offset).line;
  const std::string_view text = source.line(number);
  const std::vector<std::string_view> line = words_of(text);
  if (line.empty()) return std::nullopt;
  const Within within = around(source, number).block;
  // `plan vacant` rather than `plan`; some say several things, as `contract` does.
  std::vector<const Statement*> longest;
  for (const Statement& each : statements()) {
    if (each.within != within || !begins_with(line, each.word)) continue;
    if (!longest.empty() && each.word.size() > longest.front()->word.size()) longest.clear();
    if (longest.empty() || each.word.size() == longest.front()->word.size())
      longest.push_back(&each);
  }
  if (longest.empty()) return std::nullopt;
  const std::string_view last = line[words_of(longest.front()->word).size() - 1];
  const auto place = [&](const char* at) {
    return source.line_start(number) + static_cast<std::uint32_t>(at - text.data());
  };
  AboutStatement about{
      .span = {file, place(line.front().data()), place(last.data() + last.size())}};
  if (offset < about.span.begin || offset > about.span.end) return std::nullopt;
  for (const Statement* each : longest) {
    paragraph(about.text, fmt::format("**{}**: {}", each->word, each->means));
    if (!each->example.empty()) paragraph(about.text, fmt::format("Such as `{}`", each->example));
  }
  return about;
}

std::string about(const Diagnostic& diagnostic) {
  std::string text =
      fmt::format("**{}** {}: {}", diagnostic.code, diagnostic.rule, diagnostic.message);
  std::string lines;
  for (const Note& note : notes_of(diagnostic, Sums::in_words))
    lines += fmt::format("- {}: {}\n", note.key, note.text);
  paragraph(text, lines);
  return text;
}

}  // namespace

Json hover(const Asked& asked, const Json& params) {
  const std::uint32_t offset = asked.offset(params);
  std::string text;
  std::optional<Span> range;
  const Names names = asked.names();
  if (const auto statement = about_statement(asked.at.id, asked.source(), offset)) {
    text = statement->text;
    range = statement->span;
  }
  for (const Mention& mention : mentions_at(asked.at.file().parsed->file, asked.source(), offset)) {
    if (!text.empty()) break;
    paragraph(text, about(names, mention));
    if (text.empty()) continue;
    range = mention.span;
    break;
  }
  for (const Diagnostic* diagnostic : asked.at.folder->findings(asked.at.id)) {
    const Span span = diagnostic->span;
    if (span.file != asked.at.id || offset < span.begin || offset > span.end) continue;
    if (!text.empty()) paragraph(text, "---");
    paragraph(text, about(*diagnostic));
    if (!range) range = span;
  }
  if (text.empty()) return nullptr;
  if (!asked.client.markdown) {
    for (std::size_t at = text.find("**"); at != std::string::npos; at = text.find("**", at))
      text.erase(at, 2);
  }
  return {
      {"contents", {{"kind", asked.client.markdown ? "markdown" : "plaintext"}, {"value", text}}},
      {"range", range_of(asked.source(), *range, asked.client.encoding)}};
}

}  // namespace capalint::lsp
