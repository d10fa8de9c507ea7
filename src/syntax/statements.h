// Every statement of the language: where it may stand, what it says, and one that is right. Messages about
// a line that could not be read, completion, and the explanations of words read it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace capalint {

/// What a line stands in.
enum class Within : std::uint8_t { file, team, choice, plan, rules, rule, setting, pack };

struct Statement {
  Within within = Within::file;
  std::string_view word;  // that it begins with
  std::string_view means;
  std::string_view example;  // a whole line; empty for the clauses of rules
};

[[nodiscard]] const std::vector<Statement>& statements();
/// The one that begins with this word; null when none does.
[[nodiscard]] const Statement* find_statement(Within within, std::string_view word);

/// `contrct`, `mon-fry`, of a plan
[[nodiscard]] bool nearly_begins_a_line(std::string_view word);

/// `a line of a plan`
[[nodiscard]] std::string_view line_of(Within within);
/// `a plan has lines such as …`
[[nodiscard]] std::string_view lines_of(Within within);

}  // namespace capalint
