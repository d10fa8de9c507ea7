#include "diagnostics/nearest.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <limits>
#include <utility>

namespace capalint {
namespace {

constexpr std::size_t longest = 64;

/// Of ASCII alone, and without asking for the locale: names are compared by the thousand.
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(char a, char b) { return lower(a) == lower(b); }

/// What two words do not begin or end alike with.
void strip(std::string_view& a, std::string_view& b) {
  while (!a.empty() && !b.empty() && same(a.front(), b.front())) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && same(a.back(), b.back())) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
}

/// A word that others are compared with. Works out a column of the table of distances at once, a bit for each
/// letter of the word (H. Hyyrö, A bit-vector algorithm for computing Levenshtein and Damerau edit distances, 2003).
class Pattern {
 public:
  /// Of at most `longest` letters, and at least one.
  explicit Pattern(std::string_view word) : size_(word.size()) {
    for (std::size_t i = 0; i < size_; ++i) places_[index_of(word[i])] |= Bits{1} << i;
  }

  /// How many slips lie between the two; `most` + 1 when there are more.
  [[nodiscard]] std::size_t distance_to(std::string_view other, std::size_t most) const {
    assert(size_ > 0);
    const std::size_t longer = std::max(size_, other.size()) - std::min(size_, other.size());
    if (longer > most) return most + 1;
    const Bits end = Bits{1} << (size_ - 1);
    std::size_t slips = size_;
    Bits one_more = ~Bits{0};  // than the entry above
    Bits one_less = 0;
    Bits as_diagonal = 0;  // no more than the entry above on the left
    Bits before = 0;       // places of the letter before
    for (const char c : other) {
      const Bits here = places_[index_of(c)];
      const Bits swapped = ((~as_diagonal & here) << 1U) & before;
      as_diagonal = (((here & one_more) + one_more) ^ one_more) | here | one_less | swapped;
      const Bits more_than_left = one_less | ~(as_diagonal | one_more);
      const Bits less_than_left = as_diagonal & one_more;
      if ((more_than_left & end) != 0) ++slips;
      if ((less_than_left & end) != 0) --slips;
      const Bits more = (more_than_left << 1U) | 1U;
      one_more = (less_than_left << 1U) | ~(as_diagonal | more);
      one_less = more & as_diagonal;
      before = here;
    }
    return std::min(slips, most + 1);
  }

 private:
  using Bits = std::uint64_t;
  static std::size_t index_of(char c) { return static_cast<unsigned char>(lower(c)); }

  std::size_t size_;
  std::array<Bits, std::numeric_limits<unsigned char>::max() + 1> places_{};  // of each letter
};

/// How many slips lie between two words; `most` + 1 when there are more, or when the words differ over a
/// longer stretch than is compared.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > most) return most + 1;
  strip(a, b);
  if (b.empty()) return a.size();
  if (b.size() > longest) return most + 1;
  return Pattern(b).distance_to(a, most);
}

/// Which letters a word has, a bit for each; a slip takes one away, adds one, or both.
std::uint64_t letters_of(std::string_view word) {
  constexpr unsigned bits = 64;
  std::uint64_t letters = 0;
  for (const char c : word)
    letters |= std::uint64_t{1} << (static_cast<unsigned char>(lower(c)) % bits);
  return letters;
}

std::size_t most_slips(std::string_view word) { return std::max<std::size_t>(1, word.size() / 3); }

/// The nearest of the candidates that are looked at.
class Nearest {
 public:
  Nearest(std::string_view word, std::size_t most)
      : word_(word), letters_(letters_of(word)), least_(most) {}

  void look_at(std::string_view candidate, std::uint64_t letters) {
    if (static_cast<std::size_t>(std::popcount(letters ^ letters_)) > 2 * least_) return;
    const std::size_t found = word_.distance_to(candidate, least_);
    if (found > least_) return;
    if (found < least_) best_.clear();
    least_ = found;
    // One more than are offered says that there are too many.
    if (best_.size() > most_offered) return;
    if (std::find(best_.begin(), best_.end(), candidate) == best_.end()) best_.push_back(candidate);
  }

  std::vector<std::string_view> take() {
    if (best_.size() > most_offered) best_.clear();
    return std::move(best_);
  }

 private:
  Pattern word_;
  std::uint64_t letters_;
  std::size_t least_;
  std::vector<std::string_view> best_;
};

/// The word, and what it is without each of its letters.
template <class Use>
void each_slip(std::string_view word, Use use) {
  std::string text;
  for (const char c : word) text += lower(c);
  use(text);
  for (std::size_t i = 0; i < text.size(); ++i) use(text.substr(0, i) + text.substr(i + 1));
}

}  // namespace

std::vector<std::string_view> all_nearest(std::string_view word,
                                          const std::vector<std::string_view>& candidates) {
  if (word.empty() || word.size() > longest) return {};
  Nearest nearest(word, most_slips(word));
  for (const std::string_view candidate : candidates)
    nearest.look_at(candidate, letters_of(candidate));
  return nearest.take();
}

KnownNames::KnownNames(std::vector<std::string_view> names) : names_(std::move(names)) {
  for (const std::string_view name : names_) letters_.push_back(letters_of(name));
  if (names_.size() <= most_compared) return;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (names_[i].size() > longest + 1) continue;
    each_slip(names_[i], [&](const std::string& slip) {
      std::vector<std::size_t>& alike = by_slip_[slip];
      if (alike.empty() || alike.back() != i) alike.push_back(i);
    });
  }
}

std::vector<std::string_view> KnownNames::nearest_to(std::string_view word,
                                                     std::string_view except) const {
  if (word.empty() || word.size() > longest) return {};
  if (names_.size() <= most_compared) {
    Nearest nearest(word, most_slips(word));
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] != except) nearest.look_at(names_[i], letters_[i]);
    }
    return nearest.take();
  }
  Nearest nearest(word, 1);
  std::vector<std::size_t> alike;
  each_slip(word, [&](const std::string& slip) {
    const auto known = by_slip_.find(slip);
    if (known != by_slip_.end())
      alike.insert(alike.end(), known->second.begin(), known->second.end());
  });
  std::sort(alike.begin(), alike.end());
  alike.erase(std::unique(alike.begin(), alike.end()), alike.end());
  for (const std::size_t i : alike) {
    if (names_[i] != except) nearest.look_at(names_[i], letters_[i]);
  }
  return nearest.take();
}

bool one_slip(std::string_view word, std::string_view candidate) {
  return distance(word, candidate, 1) == 1;
}

bool may_be_misspelt(std::string_view name, std::string_view other) {
  constexpr std::size_t short_name = 4;
  constexpr std::size_t long_name = 8;
  const std::size_t length = std::min(name.size(), other.size());
  if (length < short_name) return false;
  const std::size_t most = length < long_name ? 1 : 2;
  return distance(name, other, most) <= most;
}

std::optional<std::string_view> nearest(std::string_view word,
                                        const std::vector<std::string_view>& candidates) {
  const std::vector<std::string_view> best = all_nearest(word, candidates);
  return best.empty() ? std::nullopt : std::optional(best.front());
}

}  // namespace capalint
