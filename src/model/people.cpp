#include "model/people.h"

#include "words/activities.h"

namespace capalint {
namespace {

std::vector<std::string> words_of(const std::string& spaced) {
  std::vector<std::string> words;
  for (std::size_t at = 1; at < spaced.size();) {
    const std::size_t end = spaced.find(' ', at);
    words.push_back(spaced.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

}  // namespace

std::vector<std::string_view> People::called(std::string_view part, std::string_view except) {
  if (people_.empty()) {
    for (const std::string_view name : names_.names()) {
      people_.push_back({name, " " + normalised(name) + " "});
      for (std::string& word : words_of(people_.back().spaced)) {
        std::vector<std::size_t>& all = by_word_[std::move(word)];
        if (all.empty() || all.back() + 1 != people_.size()) all.push_back(people_.size() - 1);
      }
    }
  }
  // Whoever is called so has each of the words: the rarest one leaves the fewest people.
  const std::string wanted = " " + normalised(part) + " ";
  const std::vector<std::size_t>* fewest = nullptr;
  for (const std::string& word : words_of(wanted)) {
    const auto known = by_word_.find(word);
    if (known == by_word_.end()) return {};
    if (fewest == nullptr || known->second.size() < fewest->size()) fewest = &known->second;
  }
  std::vector<std::string_view> called;
  if (fewest == nullptr) return called;
  for (const std::size_t i : *fewest) {
    const auto& [name, spaced] = people_[i];
    if (name == except || spaced.find(wanted) == std::string::npos) continue;
    called.push_back(name);
    if (called.size() > most_offered) break;
  }
  return called;
}

}  // namespace capalint
