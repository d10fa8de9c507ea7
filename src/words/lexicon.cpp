#include "words/lexicon.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "words/table.h"

namespace capalint {

extern const std::string_view lexicon_table;        // the text of `rules/lexicon.tsv`
extern const std::string_view abbreviations_table;  // and of `rules/abbreviations.tsv`

namespace {

constexpr std::string_view anything = "…";

std::optional<Meaning> meaning_of(std::string_view text) {
  const std::size_t equals = text.find(" = ");
  Meaning meaning{.line = text.substr(0, equals)};
  if (equals != std::string_view::npos) meaning.when = text.substr(equals + 3);
  for (const auto& [prefix, kind] :
       {std::pair<std::string_view, Meaning::Kind>{"plan: ", Meaning::Kind::plan_line},
        {"team: ", Meaning::Kind::team_line}}) {
    if (!meaning.line.starts_with(prefix)) continue;
    meaning.kind = kind;
    meaning.line.remove_prefix(prefix.size());
    return meaning;
  }
  if (meaning.line == "nothing") {
    meaning.kind = Meaning::Kind::nothing;
    return meaning;
  }
  const auto id = find_activity(meaning.line);
  if (!id) return std::nullopt;
  meaning.activity = *id;
  if (meaning.line == "specific" || meaning.line == "other")
    meaning.kind = Meaning::Kind::with_text;
  return meaning;
}

struct Table {
  std::vector<LexiconEntry> entries;
  std::vector<std::string> problems;
  std::unordered_map<std::string_view, std::size_t> by_words;
  std::vector<std::string_view> words;                            // without the endings
  std::vector<std::pair<std::string_view, std::size_t>> endings;  // the longest first
};

void read(Table& table, const std::vector<std::string_view>& columns) {
  if (columns.size() != 3 || columns[2].empty()) {
    table.problems.push_back(fmt::format("not three columns: {}", columns.front()));
    return;
  }
  LexiconEntry entry{.words = split(columns[0], ", "), .source = columns[2]};
  for (const std::string_view answer : split(columns[1], " | ")) {
    if (const auto meaning = meaning_of(answer)) {
      entry.meanings.push_back(*meaning);
    } else {
      table.problems.push_back(fmt::format("`{}` is no answer for {}", answer, columns.front()));
    }
  }
  const std::size_t index = table.entries.size();
  for (const std::string_view word : entry.words) {
    const bool ending = word.starts_with(anything);
    const std::string_view letters = ending ? word.substr(anything.size()) : word;
    if (normalised(letters) != letters.substr(letters.starts_with(' ') ? 1 : 0))
      table.problems.push_back(fmt::format("`{}` is not in lower case", word));
    if (find_activity(word))
      table.problems.push_back(fmt::format("`{}` is a word of the catalogue", word));
    if (!table.by_words.emplace(word, index).second)
      table.problems.push_back(fmt::format("`{}` stands there twice", word));
    if (ending) {
      table.endings.emplace_back(letters, index);
    } else {
      table.words.push_back(word);
    }
  }
  table.entries.push_back(std::move(entry));
}

const Table& table() {
  static const Table table = [] {
    Table read_table;
    for (const auto& row : rows_of(lexicon_table)) read(read_table, row);
    std::stable_sort(read_table.endings.begin(), read_table.endings.end(),
                     [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    return read_table;
  }();
  return table;
}

}  // namespace

const std::vector<LexiconEntry>& lexicon() { return table().entries; }

std::vector<std::string> lexicon_problems() {
  std::vector<std::string> problems = table().problems;
  if (table().endings.empty() || !table().endings.back().first.empty())
    problems.emplace_back("nothing stands there for anything else");
  return problems;
}

std::string spelt_out(std::string_view words) {
  static const std::unordered_map<std::string_view, std::string_view> whole_words = [] {
    std::unordered_map<std::string_view, std::string_view> read;
    for (const auto& row : rows_of(abbreviations_table)) {
      for (const std::string_view abbreviation : split(row.back(), ", "))
        read.emplace(abbreviation, row.front());
    }
    return read;
  }();
  std::string all;
  for (const std::string_view word : split(words, " ")) {
    const auto whole = whole_words.find(word);
    if (!all.empty()) all += ' ';
    all += whole == whole_words.end() ? word : whole->second;
  }
  return all;
}

namespace {

const LexiconEntry* entry_of(std::string_view words) {
  const auto found = table().by_words.find(words);
  return found == table().by_words.end() ? nullptr : &table().entries[found->second];
}

/// None for words that end like nothing in the table.
const LexiconEntry* entry_of_ending(std::string_view words) {
  const auto& endings = table().endings;
  const auto found = std::find_if(endings.begin(), endings.end(), [&](const auto& ending) {
    return words.size() > ending.first.size() && words.ends_with(ending.first);
  });
  if (found == endings.end()) return nullptr;
  const LexiconEntry& entry = table().entries[found->second];
  return entry.is_for_anything() ? nullptr : &entry;
}

}  // namespace

const LexiconEntry* find_in_lexicon(std::string_view words) {
  const LexiconEntry* entry = entry_of(words);
  return entry != nullptr ? entry : entry_of(spelt_out(words));
}

const LexiconEntry& find_by_ending(std::string_view words) {
  const LexiconEntry* entry = entry_of_ending(words);
  if (entry == nullptr) entry = entry_of_ending(spelt_out(words));
  return entry != nullptr ? *entry : table().entries[table().endings.back().second];
}

bool names_work(std::string_view words) {
  const auto known = [](std::string_view name) {
    return find_activity(name) || entry_of(name) != nullptr || entry_of_ending(name) != nullptr;
  };
  const std::string name = normalised(words);
  return known(name) || known(spelt_out(name));
}

const std::vector<std::string_view>& words_of_lexicon() { return table().words; }

}  // namespace capalint
