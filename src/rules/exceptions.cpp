#include "rules/exceptions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <unordered_set>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "model/rule_names.h"
#include "rules/edits.h"

namespace capalint {
namespace {

constexpr int soon_in_days = 30;

bool has_reason(const ast::Allow& said) { return said.because && !said.because->text.empty(); }

bool has_ended(const ast::Allow& said, Date today) {
  return said.until && said.until->value < today;
}

bool holds(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

bool anything_damaged(const Model& model) {
  return model.damaged ||
         std::any_of(model.plans.begin(), model.plans.end(),
                     [](const Plan& plan) { return plan.damaged; }) ||
         std::any_of(model.teams.begin(), model.teams.end(),
                     [](const Team& team) { return team.damaged; });
}

}  // namespace

Exceptions::Exceptions(const Sources& sources, const Model& model)
    : sources_(sources), model_(model), used_(model.allows.size()) {
  for (std::size_t i = 0; i < model.allows.size(); ++i) {
    by_rule_[model.allows[i].said->rule.text].push_back(i);
    subjects_.push_back(subject_of(*model.allows[i].said));
  }
}

const ast::Allow* Exceptions::allowing(const Diagnostic& diagnostic, About about) {
  if (by_rule_.empty() || diagnostic.unread) return nullptr;
  std::size_t first = model_.allows.size();
  for (const std::string_view name :
       {std::string_view(diagnostic.code), std::string_view(diagnostic.rule)}) {
    const auto known = by_rule_.find(name);
    if (known == by_rule_.end()) continue;
    for (const std::size_t i : known->second) {
      if (i >= first) break;
      if (covers(i, diagnostic, about)) first = i;
    }
  }
  if (first == model_.allows.size()) return nullptr;
  used_[first] = true;
  return model_.allows[first].said;
}

bool Exceptions::covers(std::size_t index, const Diagnostic& diagnostic, About about) const {
  const RuleAllow& allow = model_.allows[index];
  const ast::Allow& said = *allow.said;
  if (!has_reason(said) || has_ended(said, model_.today)) return false;
  if (said.comment) {
    if (said.span.file != diagnostic.span.file) return false;
    const Source& source = sources_[said.span.file];
    return said.whole_file ||
           source.position(said.span.begin).line == source.position(diagnostic.span.begin).line;
  }
  // A built-in diagnostic belongs to the plan or team that it stands in.
  if (about.plan == nullptr && about.team == nullptr) about = writer(diagnostic.span);
  if (allow.team != none && model_.teams[allow.team].said != about.team) return false;
  if (!said.subject) return true;
  const std::string subject = normalised(subjects_[index].name);
  return normalised(about.plan != nullptr ? about.plan->clinician.text
                                          : std::string_view(diagnostic.subject)) == subject;
}

About Exceptions::writer(Span span) const {
  for (const Plan& plan : model_.plans) {
    if (holds(plan.said->span, span))
      return {plan.team == none ? nullptr : model_.teams[plan.team].said, plan.said};
  }
  for (const Team& team : model_.teams) {
    if (holds(team.said->span, span)) return {.team = team.said};
  }
  return {};
}

// A name in `for "…"`, as the plan or the team has it.
Exceptions::Subject Exceptions::subject_of(const ast::Allow& said) const {
  if (!said.subject) return {};
  std::vector<std::string_view> names;
  for (const Clinician& clinician : model_.clinicians) names.push_back(clinician.name);
  for (const Team& team : model_.teams) names.push_back(team.said->name.text);
  const std::string subject = normalised(said.subject->text);
  for (const std::string_view name : names) {
    if (normalised(name) == subject) return {.name = name};
  }
  Subject unknown{
      .name = said.subject->text, .known = false, .near = all_nearest(said.subject->text, names)};
  if (unknown.near.size() == 1 && may_be_misspelt(said.subject->text, unknown.near.front()))
    unknown.name = unknown.near.front();
  return unknown;
}

Diagnostic Exceptions::unknown_subject(const ast::Allow& said, const Subject& subject) {
  const Span span = said.subject->span;
  Diagnostic diagnostic =
      make(Builtin::unknown_clinician, span,
           fmt::format("there is no plan or team of \"{}\" to make an exception for",
                       said.subject->text),
           "correct the name, or delete the exception");
  if (subject.near.empty()) return diagnostic;
  diagnostic.help = fmt::format("did you mean \"{}\"?", fmt::join(subject.near, "\" or \""));
  for (const std::string_view name : subject.near)
    diagnostic.fixes.push_back(
        {fmt::format("write \"{}\"", name), false, {{span, fmt::format("\"{}\"", name)}}});
  return diagnostic;
}

std::vector<Diagnostic> Exceptions::findings() const {
  std::vector<Diagnostic> found;
  if (model_.allows.empty()) return found;
  const std::vector<std::string_view> names = rule_names(model_);
  const std::unordered_set<std::string_view> known(names.begin(), names.end());
  const bool unjudged = anything_damaged(model_) || model_.doubts;
  for (std::size_t i = 0; i < model_.allows.size(); ++i) {
    const ast::Allow& said = *model_.allows[i].said;
    if (!has_reason(said)) continue;
    if (has_ended(said, model_.today)) {
      found.push_back(make(Builtin::expired_exception, said.until->span,
                           fmt::format("this exception from `{}` ended on {}", said.rule.text,
                                       to_string(said.until->value)),
                           "delete it, or agree a new date"));
    } else if (!subjects_[i].known && known.contains(said.rule.text) && (used_[i] || !unjudged)) {
      found.push_back(unknown_subject(said, subjects_[i]));
    } else if (used_[i]) {
      if (!said.until || said.until->value >= model_.today + std::chrono::days(soon_in_days))
        continue;
      found.push_back(make(Builtin::exception_expires_soon, said.until->span,
                           fmt::format("this exception from `{}` ends on {}", said.rule.text,
                                       to_string(said.until->value)),
                           "plan the change, or agree a new date"));
    } else {
      // A rule that is not known is reported by its name.
      if (unjudged || !known.contains(said.rule.text)) continue;
      Diagnostic diagnostic = make(
          Builtin::unused_exception, said.rule.span,
          fmt::format("nothing here needs an exception from `{}`", said.rule.text), "delete it");
      diagnostic.fixes.push_back({"delete the exception", false, {{deletion(said), ""}}});
      found.push_back(std::move(diagnostic));
    }
  }
  return found;
}

// A comment goes with its `#`; a statement goes with its line.
Span Exceptions::deletion(const ast::Allow& said) const {
  const std::string_view text = sources_[said.span.file].text();
  Span span = said.span;
  if (said.comment) {
    while (span.begin > 0 && text[span.begin] != '#') --span.begin;
    while (span.end < text.size() && text[span.end] != '\n' && text[span.end] != '\r') ++span.end;
  }
  return with_its_comma_or_line(sources_, span);
}

}  // namespace capalint
