#include <fmt/format.h>

#include "diagnostics/builtin.h"
#include "diagnostics/english.h"
#include "diagnostics/references.h"
#include "figures/team.h"
#include "lsp/around.h"
#include "lsp/features.h"
#include "lsp/lookup.h"
#include "lsp/markdown.h"
#include "lsp/mentions.h"
#include "render/notes.h"
#include "rules/describe.h"
#include "rules/levels.h"
#include "rules/properties.h"

namespace capalint::lsp {
namespace {

void paragraph(Markdown& text, const Markdown& more) {
  if (more.empty()) return;
  if (!text.empty()) text += Markdown::of("\n\n");
  text += more;
}

void paragraph(Markdown& text, std::string_view more) { paragraph(text, Markdown::text(more)); }

void from(Markdown& text, std::string_view source) {
  if (!source.empty()) paragraph(text, Markdown::of("Source: {}", in_words(source)));
}

Markdown about_activity(const Names& names, std::string_view words, std::string_view team) {
  Markdown text;
  std::string_view known = words;
  if (const ast::Activity* own = find_own_word(names, words, team)) {
    text = Markdown::of("{} is {} in this team", Markdown::code(own->name.text),
                        Markdown::code(own->is.text));
    known = own->is.text;
  }
  const auto id = find_activity(normalised(known));
  if (!id) return text;
  const ActivityInfo& info = activities()[*id];
  paragraph(text, Markdown::of("**{}** ({})", info.name, to_string(info.kind)));
  paragraph(text, info.definition);
  from(text, info.source);
  return text;
}

/// `- core-target: 10 families`, for each of these properties that has a value.
Markdown values(Reading& reading, const Object& object,
                std::initializer_list<std::string_view> which) {
  Markdown lines;
  for (const std::string_view name : which) {
    const Property* property = find_property(scope_of(object), name);
    if (property == nullptr) continue;
    const Value value = property->value(reading, object, 0);
    if (reading.take_doubt().any() || !value.known()) continue;
    const std::string working = property->working(reading, object);
    lines +=
        Markdown::of("- {}: {}{}\n", name, to_text(value), working.empty() ? "" : " = " + working);
  }
  return lines;
}

Markdown by_activity(const HoursByActivity& all) {
  std::string line;
  for (ActivityId id = 0; id < all.size(); ++id) {
    if (all[id] == 0) continue;
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", activities()[id].name,
                        to_text(hours(all[id])));
  }
  return line.empty() ? Markdown() : Markdown::of("- a week: {}\n", line);
}

Markdown about_clinician(const Names& names, std::string_view name) {
  Markdown text;
  for (const auto& [in, id] : find_plans(names, name)) {
    const Model& model = *in;
    const Plan* plan = &model.plans[id];
    Reading reading(model);
    Markdown head = Markdown::of("**{}**", plan->said->clinician.text);
    if (plan->role != nullptr) head += Markdown::of(", {}", plan->role->text.text);
    if (plan->team != none) head += Markdown::of(", {}", model.teams[plan->team].said->name.text);
    paragraph(text, head);
    Markdown sums = by_activity(planned_hours(reading, id));
    sums += values(reading, id,
                   {"contract", "paid-hours", "choice-in-plan", "choice-allocated", "choice-target",
                    "new-core", "core-target"});
    paragraph(text, sums);
    if (plan->damaged) paragraph(text, "A line of this plan could not be read.");
  }
  return text;
}

Markdown about_team(const Names& names, std::string_view name) {
  const auto [model, id] = find_team(names, name);
  if (model == nullptr) return {};
  const Team* team = &model->teams[id];
  Reading reading(*model);
  Markdown text = Markdown::of("**{}**, {}, {} plans", team->said->name.text,
                               to_string(team->quarter), team->plans.size());
  Markdown sums = by_activity(team_hours(reading, id));
  sums += values(reading, id,
                 {"referrals", "choice-needed", "choice-in-plans", "choice-after-loss",
                  "core-needed-low", "core-needed-high", "new-core"});
  paragraph(text, sums);
  return text;
}

Markdown about_rule(const Names& names, std::string_view written, std::string_view team_name) {
  if (const RuleSource* source = find_rule(names.for_all, written)) {
    const ast::Rule& rule = *source->rule;
    Markdown text = Markdown::of("**{}** {}", rule.code ? rule.code->text : "", rule.name.text);
    if (rule.title) text += Markdown::of(": {}", rule.title->text);
    if (rule.standard) paragraph(text, rule.standard->text);
    paragraph(text, joined(rule.doc));
    if (rule.source) from(text, rule.source->text);
    const auto [model, team] = find_team(names, team_name);
    const Model& here = model == nullptr ? names.for_all : *model;
    paragraph(text,
              Markdown::of("Level here: {}", to_string(level_in_force(here, *source, team, none))));
    return text;
  }
  for (const BuiltinInfo& row : builtins()) {
    if (row.code != written && row.name != written) continue;
    Markdown text = Markdown::of("**{}** {}: {}", row.code, row.name, row.title);
    paragraph(text, row.why);
    paragraph(text, row.help);
    return text;
  }
  return {};
}

Markdown about_setting(const Names& names, std::string_view name, std::string_view team_name) {
  const SettingDeclaration* setting = find_setting(names.for_all, name);
  if (setting == nullptr) return {};
  const auto id = static_cast<SettingId>(setting - names.for_all.setting_declarations.data());
  const auto [model, team] = find_team(names, team_name);
  Markdown text = Markdown::of("**{}** ({})", setting->name, name_of(setting->type));
  paragraph(text, setting->doc);
  from(text, setting->source);
  const SettingValue& here = model == nullptr ? names.for_all.settings[SettingsId(0)][id]
                                              : model->settings[model->teams[team].settings][id];
  if (here.value.known()) {
    paragraph(text, Markdown::of("Here: {}, from the {}", Markdown::code(to_text(here.value)),
                                 to_string(here.origin)));
  }
  if (setting->standard.known() && here.origin != Origin::pack)
    paragraph(text,
              Markdown::of("Unless it is set: {}", Markdown::code(to_text(setting->standard))));
  return text;
}

Markdown about_pack(const Names& names, std::string_view name) {
  for (const ast::Pack* pack : names.for_all.packs) {
    if (pack->name.text != name) continue;
    Markdown text = Markdown::of("**{}**", pack->name.text);
    if (pack->title) text += Markdown::of(": {}", pack->title->text);
    paragraph(text, joined(pack->doc));
    if (pack->source) from(text, pack->source->text);
    return text;
  }
  return {};
}

/// A word of the rule language.
Markdown about_word(std::string_view word) {
  Markdown text;
  for (const Property& property : properties()) {
    if (property.name != word) continue;
    paragraph(text,
              Markdown::of("**{}** of {} ({}): {}", word, with_article(to_string(property.scope)),
                           name_of(property.type), property.doc));
    from(text, property.source);
  }
  if (const Function* function = find_function(word)) {
    paragraph(text, Markdown::of("{}: {}", Markdown::code(function->signature), function->doc));
    from(text, function->source);
  }
  return text;
}

Markdown about(const Names& names, const Mention& mention) {
  switch (mention.kind) {
    case MentionKind::activity: return about_activity(names, mention.text, mention.team);
    case MentionKind::clinician: {
      const Markdown text = about_clinician(names, mention.text);
      return text.empty() ? about_team(names, mention.text) : text;
    }
    case MentionKind::team: return about_team(names, mention.text);
    case MentionKind::rule: return about_rule(names, mention.text, mention.team);
    case MentionKind::setting: return about_setting(names, mention.text, mention.team);
    case MentionKind::pack: return about_pack(names, mention.text);
    case MentionKind::word: break;
  }
  for (const Markdown& text :
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
  Markdown text;
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
    paragraph(about.text, Markdown::of("**{}**: {}", each->word, each->means));
    if (!each->example.empty())
      paragraph(about.text, Markdown::of("Such as {}", Markdown::code(each->example)));
  }
  return about;
}

Markdown about(const Diagnostic& diagnostic) {
  Markdown text =
      Markdown::of("**{}** {}: {}", diagnostic.code, diagnostic.rule, diagnostic.message);
  Markdown lines;
  for (const Note& note : notes_of(diagnostic, Sums::in_words))
    lines += Markdown::of("- {}: {}\n", note.key, note.text);
  paragraph(text, lines);
  return text;
}

}  // namespace

Json hover(const Asked& asked, const Json& params) {
  const std::uint32_t offset = asked.offset(params);
  Markdown text;
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
    if (!text.empty()) paragraph(text, Markdown::of("---"));
    paragraph(text, about(*diagnostic));
    if (!range) range = span;
  }
  if (text.empty()) return nullptr;
  const bool markdown = asked.client.markdown;
  return {{"contents",
           {{"kind", markdown ? "markdown" : "plaintext"},
            {"value", markdown ? text.markdown() : text.plain()}}},
          {"range", range_of(asked.source(), *range, asked.client.encoding)}};
}

}  // namespace capalint::lsp
