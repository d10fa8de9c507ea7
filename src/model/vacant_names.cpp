#include "model/vacant_names.h"

#include <algorithm>
#include <array>
#include <vector>

#include "words/activities.h"

namespace capalint {
namespace {

/// Whoever stands beside them, the post is vacant.
constexpr std::array<std::string_view, 2> of_vacant_posts{"vacant", "vacancy"};
/// Beside the name of a person they say something of that person.
constexpr std::array<std::string_view, 3> of_nobody{"tbc", "tba", "agency"};
constexpr std::array<std::string_view, 4> after_to_be{"confirmed", "announced", "appointed",
                                                      "recruited"};
/// Of what a post is called; with a digit, as in `Band 6`, it is one too.
constexpr std::array<std::string_view, 22> of_posts{
    "band",      "grade",     "post",         "posts",           "position", "role",
    "job",       "nurse",     "worker",       "practitioner",    "doctor",   "psychologist",
    "clinician", "therapist", "psychiatrist", "psychotherapist", "staff",    "cover",
    "manager",   "assistant", "consultant",   "registrar"};
/// That say no more than that there is one.
constexpr std::array<std::string_view, 5> any_post{"post", "posts", "position", "role", "job"};

template <std::size_t count>
bool is_one(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct NameWord {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string low;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_of_word(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || is_digit(c) || static_cast<unsigned char>(c) >= 0x80;
}

/// A dash of Word and Excel is no part of a word.
std::size_t long_dash_at(std::string_view text, std::size_t at) {
  const std::string_view here = text.substr(at, 3);
  return here == "–" || here == "—" ? here.size() : 0;
}

std::vector<NameWord> words_in(std::string_view text) {
  std::vector<NameWord> words;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_of_word(text[end]) && long_dash_at(text, end) == 0) ++end;
    if (end > at) words.push_back({at, end, normalised(text.substr(at, end - at))});
    at = end > at ? end : at + std::max<std::size_t>(1, long_dash_at(text, at));
  }
  return words;
}

/// Without the dashes, brackets and spaces at its ends.
std::string_view trimmed(std::string_view text) {
  const std::vector<NameWord> words = words_in(text);
  if (words.empty()) return {};
  return text.substr(words.front().begin, words.back().end - words.front().begin);
}

}  // namespace

std::optional<std::string> post_in_name(std::string_view name) {
  const std::vector<NameWord> words = words_in(name);
  std::size_t first = words.size();  // of the words that say so
  std::size_t last = first;
  bool sure = false;
  for (std::size_t i = 0; i < words.size() && first == words.size(); ++i) {
    const bool to_be = i + 2 < words.size() && words[i].low == "to" && words[i + 1].low == "be" &&
                       is_one(words[i + 2].low, after_to_be);
    sure = is_one(words[i].low, of_vacant_posts);
    if (!sure && !to_be && !is_one(words[i].low, of_nobody)) continue;
    first = i;
    last = to_be ? i + 2 : i;
  }
  if (first == words.size()) return std::nullopt;

  bool is_post = words.size() == last - first + 1;
  bool is_any_post = true;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i >= first && i <= last) continue;
    is_post = is_post || is_one(words[i].low, of_posts) ||
              std::any_of(words[i].low.begin(), words[i].low.end(), is_digit);
    is_any_post = is_any_post && is_one(words[i].low, any_post);
  }
  if (!sure && !is_post) return std::nullopt;
  if (is_any_post) return "";
  const std::string_view before = trimmed(name.substr(0, words[first].begin));
  const std::string_view after = trimmed(name.substr(words[last].end));
  return std::string(before) + (before.empty() || after.empty() ? "" : " ") + std::string(after);
}

}  // namespace capalint
