#include "words/plan_words.h"

#include <algorithm>

#include "words/table.h"

namespace capalint {

extern const std::string_view plan_words_table;  // the text of `rules/plan-words.tsv`

const std::vector<PlanWord>& plan_words() {
  static const std::vector<PlanWord> words = [] {
    std::vector<PlanWord> read;
    for (const auto& row : rows_of(plan_words_table)) {
      if (row.size() == 5) read.push_back({split(row[0], ", "), row[1], row[2], row[3], row[4]});
    }
    return read;
  }();
  return words;
}

const PlanWord* find_plan_word(std::string_view word) {
  const auto& all = plan_words();
  const auto found = std::find_if(all.begin(), all.end(), [&](const PlanWord& row) {
    return std::find(row.words.begin(), row.words.end(), word) != row.words.end();
  });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace capalint
