#include "diagnostics/nearest.h"

#include <algorithm>
#include <cctype>

namespace capalint {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      cost[i][j] =
          std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                           lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost[a.size()][b.size()];
}

}  // namespace

std::vector<std::string_view> all_nearest(std::string_view word,
                                          const std::vector<std::string_view>& candidates) {
  constexpr std::size_t longest = 64;
  std::vector<std::string_view> best;
  if (word.size() > longest) return best;
  std::size_t least = std::max<std::size_t>(1, word.size() / 3);
  for (const std::string_view candidate : candidates) {
    const std::size_t difference = candidate.size() > word.size() ? candidate.size() - word.size()
                                                                  : word.size() - candidate.size();
    if (difference > least) continue;
    const std::size_t found = distance(word, candidate);
    if (found > least) continue;
    if (found < least) best.clear();
    least = found;
    if (std::find(best.begin(), best.end(), candidate) == best.end()) best.push_back(candidate);
  }
  return best;
}

bool one_slip(std::string_view word, std::string_view candidate) {
  return distance(word, candidate) == 1;
}

bool may_be_misspelt(std::string_view name, std::string_view other) {
  constexpr std::size_t short_name = 4;
  constexpr std::size_t long_name = 8;
  const std::size_t length = std::min(name.size(), other.size());
  if (length < short_name) return false;
  return distance(name, other) <= (length < long_name ? 1 : 2);
}

std::optional<std::string_view> nearest(std::string_view word,
                                        const std::vector<std::string_view>& candidates) {
  const std::vector<std::string_view> best = all_nearest(word, candidates);
  return best.empty() ? std::nullopt : std::optional(best.front());
}

}  // namespace capalint
