// The copies of the files that a what-if edits, and what is said about it on the way. Private to
// `whatif`.
#pragma once

#include <fmt/format.h>

#include <utility>

#include "whatif/names.h"
#include "whatif/whatif.h"

namespace capalint::whatif {

template <class Item>
[[nodiscard]] const Item* only_item(const Parsed& parsed) {
  return parsed.file.items.size() == 1 ? std::get_if<Item>(&parsed.file.items.front()) : nullptr;
}

[[nodiscard]] inline bool same_place(Span a, Span b) {
  return a.file == b.file && a.begin == b.begin;
}

/// Whether the one says what the other says, so that both together would say it twice.
template <class Statement>
[[nodiscard]] bool replaces(const Statement& now, const Statement& other) {
  if (now.index() != other.index()) return false;
  const auto* a = std::get_if<ast::Target>(&now);
  const auto* b = std::get_if<ast::Target>(&other);
  return a == nullptr || (a->actual == b->actual && a->quarter.value == b->quarter.value);
}

class Draft {
 public:
  Draft(const Model& model, const std::vector<ParsedFile>& files);

  const Model& model;
  std::vector<Parsed> files;
  std::vector<std::string> words;
  std::vector<WhatIfProblem> problems;

  void problem(std::string what, std::string message, std::string help,
               std::vector<std::string> names = {});
  [[nodiscard]] WhatIf finished();

  template <class Use>
  void each_team(Use use) {
    for (Parsed& parsed : files) {
      for (ast::Item& item : parsed.file.items) {
        if (auto* team = std::get_if<ast::Team>(&item)) use(*team);
      }
    }
  }
  /// Every part of this team; a team may be written in several.
  template <class Use>
  void each_part_of(std::string_view team, Use use) {
    each_team([&](ast::Team& part) {
      if (same_name(part.name.text, team)) use(part);
    });
  }
  template <class Use>
  void each_method(Use use) {
    each_team([&](ast::Team& team) {
      for (ast::TeamStatement& statement : team.statements) {
        if (auto* method = std::get_if<ast::ChoiceMethod>(&statement)) use(team, *method);
      }
    });
  }

  [[nodiscard]] std::string_view team_name(TeamId team) const;
  [[nodiscard]] ast::Plan* copy_of(PlanId plan);
  /// The plans in force of a clinician, of one team or of all.
  [[nodiscard]] std::vector<PlanId> plans_of(std::string_view name, TeamId team) const;

  /// The clinician's name as the files write it. Nothing, and a problem said, when it is not clear who is
  /// meant; a name that the files do not know at all is one that has no plan.
  [[nodiscard]] std::optional<std::string> clinician(const std::string& what,
                                                     std::string_view typed);
  void no_plan(const std::string& what, std::string_view name);

  /// Parses what may become part of the workspace; only a text without mistakes becomes a source, and
  /// the last one of `files`.
  [[nodiscard]] Parsed* read(Sources& sources, const std::string& what, const std::string& text);

  /// The one statement that the text makes in a `team` or a `plan`; nothing, and a problem said, when it
  /// makes another number of them.
  template <class Holder>
  [[nodiscard]] auto one_statement(Sources& sources, const std::string& what,
                                   const std::string& head, std::string_view text) {
    std::optional<typename decltype(Holder::statements)::value_type> statement;
    Parsed* parsed = read(sources, what, fmt::format("{} {{\n{}\n}}\n", head, text));
    if (parsed == nullptr) return statement;
    const auto* holder = only_item<Holder>(*parsed);
    if (holder != nullptr && holder->statements.size() == 1) {
      statement = holder->statements.front();
    } else {
      more_than_one_line(what);
    }
    parsed->file.items.clear();
    return statement;
  }
  void more_than_one_line(const std::string& what);
};

}  // namespace capalint::whatif
