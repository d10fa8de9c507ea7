#include "lsp/features.h"
#include "lsp/lookup.h"
#include "lsp/mentions.h"
#include "rules/packs.h"

namespace capalint::lsp {
namespace {

std::vector<Span> team_spans(const Names& names, std::string_view text) {
  const Found<Team> team = find_team(names, text);
  return team ? std::vector{team_of(team).said->name.span} : std::vector<Span>{};
}

std::vector<Span> clinician_spans(const Names& names, std::string_view text) {
  std::vector<Span> spans;
  for (const Found<Plan>& plan : find_plans(names, text))
    spans.push_back(plan_of(plan).said->clinician.span);
  return spans;
}

std::vector<Span> rule_spans(const Names& names, std::string_view text) {
  const RuleSource* rule = find_rule(names.for_all, text);
  return rule == nullptr ? std::vector<Span>{} : std::vector{rule->rule->name.span};
}

std::vector<Span> setting_spans(const Names& names, std::string_view text) {
  const SettingDeclaration* setting = find_setting(names.for_all, text);
  return setting == nullptr ? std::vector<Span>{} : std::vector{setting->span};
}

std::vector<Span> activity_spans(const Names& names, const Mention& mention) {
  const ast::Activity* own = find_own_word(names, mention.text, mention.team);
  return own == nullptr ? std::vector<Span>{} : std::vector{own->name.span};
}

std::vector<Span> declarations(const Names& names, const Mention& mention) {
  const auto person_or_team = [&] {
    std::vector<Span> spans = clinician_spans(names, mention.text);
    return spans.empty() ? team_spans(names, mention.text) : spans;
  };
  switch (mention.kind) {
    case MentionKind::activity: return activity_spans(names, mention);
    case MentionKind::clinician: return person_or_team();
    case MentionKind::team: return team_spans(names, mention.text);
    case MentionKind::rule: return rule_spans(names, mention.text);
    case MentionKind::setting: return setting_spans(names, mention.text);
    case MentionKind::pack: return {};
    case MentionKind::word: break;
  }
  for (auto spans : {person_or_team(), setting_spans(names, mention.text),
                     activity_spans(names, mention), rule_spans(names, mention.text)}) {
    if (!spans.empty()) return spans;
  }
  return {};
}

}  // namespace

Json definition(const Asked& asked, const Json& params) {
  const std::vector<Mention> mentions =
      mentions_at(asked.at.file().parsed->file, asked.source(), asked.offset(params));
  // The texts of this moment first: places in them are right.
  for (const Names& names : {asked.at.folder->names_now(), asked.names()}) {
    for (const Mention& mention : mentions) {
      Json locations = Json::array();
      for (const Span span : declarations(names, mention)) {
        if (!in_workspace(span)) continue;  // built in: no file to show
        locations.push_back(
            {{"uri", asked.at.folder->files[span.file].uri},
             {"range", range_of(names.sources[span.file], span, asked.client.encoding)}});
      }
      if (!locations.empty()) return locations;
    }
  }
  return nullptr;
}

}  // namespace capalint::lsp
