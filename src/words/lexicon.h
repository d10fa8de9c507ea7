// What clinicians call their work, and what it may be in a plan: the table `rules/lexicon.tsv`, which the
// build embeds. The model asks with it what an unknown activity was meant to be; `explain` shows it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "words/activities.h"

namespace capalint {

/// One answer to what a word means.
struct Meaning {
  enum class Kind : std::uint8_t {
    activity,   // an activity, by the word `line`
    with_text,  // `specific` or `other`, with what was typed as its text
    plan_line,  // a line of the plan instead of work in the week
    team_line,  // a line of the team
    nothing,    // no line at all
  };
  Kind kind = Kind::activity;
  ActivityId activity = activity::choice;
  std::string_view line;
  std::string_view when;  // after "if"; may be empty
};

struct LexiconEntry {
  std::vector<std::string_view> words;  // normalised; `… clinic` is whatever ends so, `…` anything
  std::vector<Meaning> meanings;        // the most likely first
  std::string_view source;

  /// One that is meant whenever the word is used: writing it out changes no meaning.
  [[nodiscard]] bool has_one_meaning() const {
    return meanings.size() == 1 && meanings.front().when.empty();
  }
  [[nodiscard]] bool is_for_anything() const { return words.front() == "…"; }
};

[[nodiscard]] const std::vector<LexiconEntry>& lexicon();

/// What is wrong with the table, for its test; empty when each row can be read.
[[nodiscard]] std::vector<std::string> lexicon_problems();

/// Each shortened word (normalised) as a whole one: `team mtg` is `team meeting`.
[[nodiscard]] std::string spelt_out(std::string_view words);

/// The entry that has exactly these words (normalised), or has them spelt out; none when no entry has.
[[nodiscard]] const LexiconEntry* find_in_lexicon(std::string_view words);

/// The entry of the longest ending that these words have, spelt out or not; the one for anything when they have none.
[[nodiscard]] const LexiconEntry& find_by_ending(std::string_view words);

/// Whether the catalogue or the table has these words, or their ending.
[[nodiscard]] bool names_work(std::string_view words);

/// All exact words of the table.
[[nodiscard]] const std::vector<std::string_view>& words_of_lexicon();

}  // namespace capalint
