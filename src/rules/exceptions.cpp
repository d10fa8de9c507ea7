#include "rules/exceptions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <tuple>
#include <unordered_set>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "model/places.h"
#include "model/rule_names.h"
#include "rules/edits.h"

namespace capalint {
namespace {

constexpr int soon_in_days = 30;

bool has_reason(const ast::Allow& said) { return said.because && !said.because->text.empty(); }

bool has_ended(const ast::Allow& said, Date today) {
  return said.until && said.until->value < today;
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
    : sources_(sources),
      model_(model),
      used_(model.allows.size()),
      covered_(model.allows.size()),
      missed_(model.allows.size()) {
  std::optional<Names> names;
  for (std::size_t i = 0; i < model.allows.size(); ++i) {
    const RuleAllow& allow = model.allows[i];
    const ast::Allow& said = *allow.said;
    if (said.subject && !names && !model.names_around) names = names_of(model);
    subjects_.push_back(!said.subject        ? Subject()
                        : model.names_around ? subject_of(said, *model.names_around)
                                             : subject_of(said, *names));
    if (!has_reason(said) || has_ended(said, model.today)) continue;
    OfRule& of_rule = by_rule_[said.rule.text];
    const FileId file = said.span.file;
    if (!said.comment) {
      Whom whom;
      if (allow.team != none) whom.first = model.teams[allow.team].said;
      if (said.subject) whom.second = normalised(subjects_[i].name);
      of_rule.statements.emplace(std::move(whom), i);
    } else if (said.whole_file) {
      of_rule.of_files.emplace(file, i);
    } else {
      of_rule.comments.emplace(std::pair(file, sources[file].position(said.span.begin).line), i);
    }
  }
  if (by_rule_.empty()) return;
  for (const Plan& plan : model.plans) {
    const ast::Team* team = plan.team == none ? nullptr : model.teams[plan.team].said;
    declarations_.push_back({plan.said->span, {.team = team, .plan = plan.said}});
  }
  for (const Team& team : model.teams)
    declarations_.push_back({team.said->span, {.team = team.said}});
  std::sort(declarations_.begin(), declarations_.end(), [](const auto& a, const auto& b) {
    return std::tie(a.text.file, a.text.begin) < std::tie(b.text.file, b.text.begin);
  });
}

const ast::Allow* Exceptions::allowing(const Diagnostic& diagnostic, const About& about) {
  if (diagnostic.unread) return nullptr;
  std::vector<std::size_t> covering;
  for (const std::string_view name :
       {std::string_view(diagnostic.code), std::string_view(diagnostic.rule)}) {
    const auto known = by_rule_.find(name);
    if (known != by_rule_.end()) add_covering(covering, known->second, diagnostic, about);
  }
  if (covering.empty()) {
    note_missed(diagnostic.code, diagnostic);
    note_missed(diagnostic.rule, diagnostic);
    return nullptr;
  }
  for (const std::size_t i : covering) covered_[i] = true;
  const std::size_t first = *std::min_element(covering.begin(), covering.end());
  used_[first] = true;
  return model_.allows[first].said;
}

template <class Use>
void Exceptions::each_comment(const OfRule& of_rule, Span text, Use use) const {
  if (!text.valid()) return;
  const Source& source = sources_[text.file];
  const auto end = of_rule.comments.upper_bound(
      {text.file, source.position(std::max(text.begin, text.end)).line});
  for (auto each = of_rule.comments.lower_bound({text.file, source.position(text.begin).line});
       each != end; ++each)
    use(each->second);
}

void Exceptions::add_covering(std::vector<std::size_t>& all, const OfRule& of_rule,
                              const Diagnostic& diagnostic, const About& about) const {
  const auto add = [&](std::size_t i) { all.push_back(i); };
  const auto add_beside = [&](Span text) {
    each_comment(of_rule, text, add);
    const auto [first, last] = of_rule.of_files.equal_range(text.file);
    for (auto each = first; each != last; ++each) add(each->second);
  };
  add_beside({diagnostic.span.file, diagnostic.span.begin, diagnostic.span.begin});
  for (const Span text : about.texts) add_beside(text);
  if (of_rule.statements.empty()) return;
  const About whose = whose_is(diagnostic, about);
  const std::string subject = subject_of(diagnostic, whose);
  for (const Whom& whom : {Whom(), Whom(nullptr, subject), Whom(whose.team, std::nullopt),
                           Whom(whose.team, subject)}) {
    const auto [first, last] = of_rule.statements.equal_range(whom);
    for (auto each = first; each != last; ++each) add(each->second);
  }
}

void Exceptions::note_missed(std::string_view rule, const Diagnostic& diagnostic) {
  const auto known = by_rule_.find(rule);
  if (known == by_rule_.end()) return;
  const Span span = diagnostic.span;
  const Declaration* here = around(span);
  if (here == nullptr) return;
  each_comment(known->second, here->text, [&](std::size_t i) {
    // In one declaration: whatever stands in another one may stand in another file.
    if (around(model_.allows[i].said->span) != here) return;
    if (!missed_[i].valid() || span.begin < missed_[i].begin) missed_[i] = span;
  });
}

// A built-in diagnostic belongs to the plan or team that it stands in.
About Exceptions::whose_is(const Diagnostic& diagnostic, const About& about) const {
  const bool of_nobody = about.plan == nullptr && about.team == nullptr;
  return of_nobody ? writer(diagnostic.span) : about;
}

std::string Exceptions::subject_of(const Diagnostic& diagnostic, const About& whose) {
  return normalised(whose.plan != nullptr ? whose.plan->clinician.text
                                          : std::string_view(diagnostic.subject));
}

const Exceptions::Declaration* Exceptions::around(Span span) const {
  const auto next =
      std::upper_bound(declarations_.begin(), declarations_.end(), span,
                       [](Span place, const Declaration& declaration) {
                         return std::tie(place.file, place.begin) <
                                std::tie(declaration.text.file, declaration.text.begin);
                       });
  if (next == declarations_.begin()) return nullptr;
  const Declaration& before = *std::prev(next);
  return holds(before.text, span) ? &before : nullptr;
}

About Exceptions::writer(Span span) const {
  const Declaration* here = around(span);
  return here == nullptr ? About() : here->who;
}

Exceptions::Names Exceptions::names_of(const Model& model) {
  std::vector<std::string_view> all;
  for (const Clinician& clinician : model.clinicians) all.push_back(clinician.name);
  for (const Team& team : model.teams) all.push_back(team.said->name.text);
  Names names{KnownNames(all), {}};
  for (const std::string_view name : all) names.known.emplace(normalised(name), name);
  return names;
}

// A name in `for "…"`, as the plan or the team has it.
Exceptions::Subject Exceptions::subject_of(const ast::Allow& said, const Names& names) {
  if (const auto known = names.known.find(normalised(said.subject->text));
      known != names.known.end())
    return {.name = known->second};
  return unknown_subject_of(said, names.near.nearest_to(said.subject->text));
}

Exceptions::Subject Exceptions::subject_of(const ast::Allow& said, const NamesAround& names) {
  if (const auto known = names.anybody(normalised(said.subject->text))) return {.name = *known};
  return unknown_subject_of(said, names.anybody_near(said.subject->text));
}

Exceptions::Subject Exceptions::unknown_subject_of(const ast::Allow& said,
                                                   std::vector<std::string_view> near) {
  Subject unknown{.name = said.subject->text, .known = false, .near = std::move(near)};
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

ExceptionsUsed Exceptions::used() const {
  ExceptionsUsed result{.anything_unjudged = anything_damaged(model_) || model_.doubts};
  for (std::size_t i = 0; i < model_.allows.size(); ++i) {
    const ast::Allow* said = model_.allows[i].said;
    if (!model_.is_neighbour(said->span.file)) {
      result.has_unused = result.has_unused || !used_[i];
      continue;
    }
    if (used_[i]) result.used.push_back(said);
    if (covered_[i]) result.covered.push_back(said);
  }
  for (auto* all : {&result.used, &result.covered})
    std::sort(all->begin(), all->end(), std::less<>());
  return result;
}

std::vector<Diagnostic> Exceptions::findings(const ExceptionsUsed& elsewhere) {
  std::vector<Diagnostic> found;
  if (model_.allows.empty()) return found;
  const auto holds = [](const std::vector<const ast::Allow*>& all, const ast::Allow* said) {
    return std::binary_search(all.begin(), all.end(), said, std::less<>());
  };
  for (std::size_t i = 0; i < model_.allows.size(); ++i) {
    used_[i] = used_[i] || holds(elsewhere.used, model_.allows[i].said);
    covered_[i] = covered_[i] || holds(elsewhere.covered, model_.allows[i].said);
  }
  const std::vector<std::string_view> names = rule_names(model_);
  const std::unordered_set<std::string_view> known(names.begin(), names.end());
  const bool unjudged = elsewhere.anything_unjudged || anything_damaged(model_) || model_.doubts;
  for (std::size_t i = 0; i < model_.allows.size(); ++i) {
    const ast::Allow& said = *model_.allows[i].said;
    if (!has_reason(said) || model_.is_neighbour(said.span.file)) continue;
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
      found.push_back(unused(i));
    }
  }
  return found;
}

Diagnostic Exceptions::unused(std::size_t index) const {
  const ast::Allow& said = *model_.allows[index].said;
  const std::string for_what = what_it_is_for(index);
  Diagnostic diagnostic =
      make(Builtin::unused_exception, said.rule.span,
           fmt::format("nothing here needs an exception from `{}`", said.rule.text),
           fmt::format("delete it, unless it will be needed again: it is for {}, where nothing is "
                       "found now",
                       for_what));
  if (covered_[index]) {
    diagnostic.help = fmt::format(
        "delete one of two exceptions: this one is for {}, and another allows the same", for_what);
  } else if (missed_[index].valid()) {
    diagnostic.help = fmt::format("move it to what `{}` finds, or delete it: it is for {}",
                                  said.rule.text, for_what);
    diagnostic.labels.push_back({missed_[index], fmt::format("`{}` finds this", said.rule.text)});
  }
  // Somebody wrote the reason: whether it is still wanted is for people to say.
  diagnostic.fixes.push_back({"delete the exception", false, {{deletion(said), ""}}});
  return diagnostic;
}

std::string Exceptions::what_it_is_for(std::size_t index) const {
  const RuleAllow& allow = model_.allows[index];
  if (allow.said->comment) return what_it_stands_beside(*allow.said);
  if (allow.said->subject) return fmt::format("\"{}\"", subjects_[index].name);
  if (allow.team != none)
    return fmt::format("the team \"{}\"", model_.teams[allow.team].said->name.text);
  return "all plans and teams";
}

std::string Exceptions::what_it_stands_beside(const ast::Allow& said) const {
  if (said.whole_file) return "this file";
  const auto names_it = [&](const RuleSource& source) {
    return source.rule->name.text == said.rule.text ||
           (source.rule->code && source.rule->code->text == said.rule.text);
  };
  const auto rule = std::find_if(model_.rules.begin(), model_.rules.end(), names_it);
  Scope scope = Scope::line;
  if (rule != model_.rules.end() && rule->rule->scope)
    (void)scope_from(rule->rule->scope->text, scope);
  const About whose = writer(said.span);
  if (whose.plan != nullptr) {
    const Source& source = sources_[said.span.file];
    const auto stands_in = [&, line = source.position(said.span.begin).line](Span text) {
      return source.position(text.begin).line <= line && line <= source.position(text.end).line;
    };
    const std::string_view name = whose.plan->clinician.text;
    if (scope == Scope::plan || scope == Scope::clinician)
      return fmt::format("the plan of {}", name);
    for (const ast::PlanStatement& statement : whose.plan->statements) {
      const auto* line = std::get_if<ast::DayLine>(&statement);
      if (line != nullptr && stands_in(line->span))
        return fmt::format("`{}` of {}", place_of(*line), name);
    }
  } else if (whose.team != nullptr && scope == Scope::team) {
    return fmt::format("the team \"{}\"", whose.team->name.text);
  }
  return "its own line";
}

// A comment goes with its `#`; a statement goes with its line.
Span Exceptions::deletion(const ast::Allow& said) const {
  const std::string_view text = sources_[said.span.file].text();
  Span span = said.span;
  if (said.comment) {
    span.begin = static_cast<std::uint32_t>(text.rfind('#', span.begin));
    span.end =
        static_cast<std::uint32_t>(std::min(text.find_first_of("\r\n", span.end), text.size()));
  }
  return with_its_comma_or_line(sources_, span);
}

}  // namespace capalint
