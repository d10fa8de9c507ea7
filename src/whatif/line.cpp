#include "whatif/line.h"

#include <algorithm>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"

namespace capalint {

namespace whatif {

bool SetLine::ends_at(std::size_t word) const {
  return word >= words_.size() || words_[word].kind == TokenKind::statement_end;
}

std::string_view SetLine::first_word() const { return ends_at(at_) ? "" : words_[at_].text; }

std::optional<std::string> SetLine::name_after(std::string_view word) const {
  if (first_word() != word || at_ + 1 >= words_.size()) return std::nullopt;
  const Token& name = words_[at_ + 1];
  if (name.kind != TokenKind::text || name.text.size() < 2) return std::nullopt;
  return std::string(name.text.substr(1, name.text.size() - 2));
}

std::string_view SetLine::rest(std::size_t words) const {
  return ends_at(at_ + words) ? "" : source_.text().substr(words_[at_ + words].span.begin);
}

TeamId find_team(Draft& draft, const std::string& what, std::string_view name) {
  std::vector<std::string_view> names;
  for (const TeamId team : draft.model.teams.ids()) {
    names.push_back(draft.team_name(team));
    if (same_name(names.back(), name)) return team;
  }
  const auto near = nearest(name, names);
  draft.problem(what, fmt::format("there is no team called \"{}\"", name),
                near ? fmt::format("did you mean \"{}\"?", *near) : "");
  return none;
}

}  // namespace whatif

using namespace whatif;

namespace {

std::string named(const std::string& line) { return "--set '" + line + "'"; }

void set_line(Draft& draft, Sources& sources, const std::string& text) {
  const std::string what = named(text);
  SetLine line(text);
  if (line.first_word() == "plan") {
    set_plan(draft, sources, what, line);
  } else if (const auto name = line.name_after("team")) {
    line.drop(2);
    const auto team = find_team(draft, what, *name);
    if (team) set_team(draft, sources, what, line, team);
  } else {
    set_team(draft, sources, what, line, none);
  }
  if (draft.problems.empty()) draft.words.push_back(text);
}

/// A finding about names and units; what a rule finds is a result of the what-if, not a mistake in it,
/// and a source from which all was taken into the files says nothing any more.
bool about_words(const Diagnostic& diagnostic) {
  if (diagnostic.code == info(Builtin::nothing_in_file).code) return false;
  const auto& rows = builtins();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const BuiltinInfo& row) { return row.code == diagnostic.code; });
}

}  // namespace

WhatIf set_lines(const std::vector<std::string>& lines, const Model& model,
                 const std::vector<ParsedFile>& files, Sources& sources) {
  Draft draft(model, files);
  for (const std::string& line : lines) set_line(draft, sources, line);
  return draft.finished();
}

std::vector<WhatIfProblem> problems_in(const std::vector<std::string>& lines,
                                       const Sources& sources,
                                       const std::vector<Diagnostic>& diagnostics) {
  std::vector<WhatIfProblem> problems;
  for (const std::string& line : lines) {
    const std::string what = named(line);
    for (const Diagnostic& found : diagnostics) {
      if (!found.span.valid() || found.span.file >= sources.size() ||
          sources[found.span.file].path() != what || !about_words(found))
        continue;
      problems.push_back({what, found.message, found.help});
      break;
    }
  }
  return problems;
}

}  // namespace capalint
