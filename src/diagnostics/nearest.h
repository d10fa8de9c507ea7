// "Did you mean …?": the known word that is nearest to an unknown one. What many unknown words may be
// asked of is prepared once, as `KnownNames`; a question then costs the same however many are known.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace capalint {

/// Of more known names than this, only those a single slip away are offered.
inline constexpr std::size_t most_compared = 256;
/// When more than so many are equally near, none of them is offered.
inline constexpr std::size_t most_offered = 8;

/// The candidate with the fewest insertions, deletions, changes and swaps of neighbours, counted in
/// bytes without regard to case; nothing when even that is more than a third of the word.
[[nodiscard]] std::optional<std::string_view> nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

/// All of them when several are equally near: then no one knows which was meant.
[[nodiscard]] std::vector<std::string_view> all_nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

/// Candidates that are asked about often. The views outlive it.
class KnownNames {
 public:
  explicit KnownNames(std::vector<std::string_view> names);

  /// As `all_nearest` finds them, within one slip when there are more than `most_compared`; `except` is not
  /// among them.
  [[nodiscard]] std::vector<std::string_view> nearest_to(std::string_view word,
                                                         std::string_view except = {}) const;
  [[nodiscard]] const std::vector<std::string_view>& names() const { return names_; }

 private:
  std::vector<std::string_view> names_;
  std::vector<std::uint64_t> letters_;  // of each of them
  // Of many names: those that are the same once a letter is left out.
  std::unordered_map<std::string, std::vector<std::size_t>> by_slip_;
};

/// Whether one is the other with a letter more, less or changed, or two neighbours swapped.
[[nodiscard]] bool one_slip(std::string_view word, std::string_view candidate);

/// Whether two names are so alike that one is taken for the other misspelt: two slips in a name of
/// eight letters and more, one in a name of four and more.
[[nodiscard]] bool may_be_misspelt(std::string_view name, std::string_view other);

}  // namespace capalint
