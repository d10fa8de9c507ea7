#include "rules/finding.h"

#include <fmt/format.h>

#include "diagnostics/builtin.h"
#include "rules/distance.h"
#include "rules/edits.h"
#include "rules/message.h"
#include "rules/packs.h"
#include "rules/trace.h"

namespace capalint {
namespace {

std::optional<Edit> edit_of(const Context& context, const Sources& sources, const CheckedFix& fix) {
  const Span place = place_of(context, fix.place);
  auto text = text_to_write(context, fix.text);
  if (!in_workspace(place) || !text) return std::nullopt;
  switch (fix.kind) {
    case ast::EditKind::replace: return Edit{place, std::move(*text)};
    case ast::EditKind::insert: return Edit{{place.file, place.end, place.end}, std::move(*text)};
    case ast::EditKind::insert_line: {
      const Span declaration = declaration_of(context, fix.place);
      return declaration.valid() ? last_line_in(sources, declaration, *text)
                                 : line_below(sources, place, *text);
    }
    case ast::EditKind::remove:
      return Edit{with_its_comma_or_line(sources, extent_of(context, fix.place)), std::move(*text)};
  }
  return std::nullopt;
}

/// A line without a word, which a rule writes for what is not wanted here.
bool is_no_line(const CheckedFix& fix, const Context& context) {
  const auto text = text_to_write(context, fix.text);
  return fix.kind == ast::EditKind::insert_line && text && text->empty();
}

// A fix of several edits is made as a whole or not at all.
std::vector<Fix> fixes_of(const Context& context, const Sources& sources) {
  std::vector<Fix> fixes;
  bool whole = true;
  for (const CheckedFix& fix : context.rule.fixes) {
    if (!fix.joined) {
      whole = true;
      fixes.push_back({text_of(context, fix.title), fix.safe, {}});
    }
    if (!whole || is_no_line(fix, context)) continue;
    auto edit = edit_of(context, sources, fix);
    whole = edit.has_value();
    if (whole) {
      fixes.back().edits.push_back(std::move(*edit));
    } else {
      fixes.pop_back();
    }
  }
  std::erase_if(fixes, [](const Fix& fix) { return fix.edits.empty(); });
  return fixes;
}

std::vector<Label> notes_of(const Context& context) {
  std::vector<Label> notes;
  for (const CheckedNote& note : context.rule.notes) {
    const Span place = note.at == no_node ? Span{} : place_of(context, note.at);
    if (note.at == no_node || in_workspace(place))
      notes.push_back({place, text_of(context, note.text)});
  }
  return notes;
}

}  // namespace

Diagnostic finding_of(const Context& context, const Sources& sources, Level level) {
  const ast::Rule& said = *context.rule.source->rule;
  Diagnostic diagnostic;
  diagnostic.code = said.code->text;
  diagnostic.rule = said.name.text;
  diagnostic.level = level;
  diagnostic.message = text_of(context, context.rule.say);
  diagnostic.span = place_of_finding(context);
  diagnostic.subject = subject_of(context.model(), context.object);
  diagnostic.labels = notes_of(context);
  diagnostic.values = trace_of(context, sources);
  diagnostic.distances = distances_of(context);
  if (said.standard) diagnostic.standard = said.standard->text;
  if (said.source) diagnostic.source = said.source->text;
  diagnostic.help = is_known(context, context.rule.help)
                        ? text_of(context, context.rule.help)
                        : "correct what could not be read: what to do about this rests on it";
  diagnostic.fixes = fixes_of(context, sources);
  return diagnostic;
}

Diagnostic failure_of(const Context& context, std::string_view why) {
  const ast::Rule& said = *context.rule.source->rule;
  const std::string subject = subject_of(context.model(), context.object);
  Diagnostic diagnostic = make(
      Builtin::rule_failed, span_of(context.model(), context.object),
      fmt::format("the rule `{}` could not be worked out for {}: {}", said.name.text, subject, why),
      "guard the rule with `where`, or correct the number");
  diagnostic.subject = subject;
  if (in_workspace(said.name.span))
    diagnostic.labels.push_back({said.name.span, "this is the rule"});
  return diagnostic;
}

}  // namespace capalint
