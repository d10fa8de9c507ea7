// The words of a plan and of a team, in the words of whoever writes them: the table `rules/plan-words.tsv`,
// which the build embeds. `explain` shows them.
#pragma once

#include <string_view>
#include <vector>

namespace capalint {

struct PlanWord {
  std::vector<std::string_view> words;  // `mon`, `tue`, …; one for most
  std::string_view where;               // `a plan`, `a team`, `a file`, or several of them
  std::string_view meaning;
  std::string_view example;  // one line, as it is typed
  std::string_view source;
};

[[nodiscard]] const std::vector<PlanWord>& plan_words();

/// The word (normalised) with its meaning; none when plans have no such word.
[[nodiscard]] const PlanWord* find_plan_word(std::string_view word);

}  // namespace capalint
