// Small workspaces to try things on: those of the examples in rules, of the case files and of the
// folder `examples`, and made-up teams, which are the same in every run.
#pragma once

#include <string>
#include <vector>

#include "rules/examples.h"
#include "support/texts.h"

struct Workspace {
  std::string name;  // for messages: where it comes from
  Texts texts;
};

/// The text of an example, moved to the left, and below it the file that switches on its rule.
[[nodiscard]] std::string example_as_case(const capalint::ast::Rule& rule,
                                          const capalint::ast::Example& example,
                                          std::string_view source, std::string_view pack);

/// Every bad example of every standard rule.
[[nodiscard]] std::vector<Workspace> workspaces_of_rules();
/// Every file in a folder below `tests/cases`, without its expectations.
[[nodiscard]] std::vector<Workspace> workspaces_of_cases();
/// Every folder in `examples`.
[[nodiscard]] std::vector<Workspace> workspaces_to_read();
/// One declaration of a workspace: `plan "A" in "T"`, and the lines in its braces.
struct Declaration {
  std::string head;
  std::vector<std::string> lines;
};
[[nodiscard]] std::string text_of(const Declaration& declaration);
/// Teams in which lines clash, sites change, names are misspelt, numbers contradict each other and
/// exceptions stand anywhere; every line in it may stand anywhere within its braces.
[[nodiscard]] std::vector<Declaration> crowded_workspace(unsigned seed);

/// Teams of a few clinicians with leave, joiners, plans that end, people in two teams, and slips.
[[nodiscard]] std::vector<Workspace> made_up_workspaces(unsigned count);
