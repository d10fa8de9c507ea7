// "Did you mean …?": the known word that is nearest to an unknown one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace capalint {

/// The candidate with the fewest insertions, deletions, changes and swaps of neighbours, counted in
/// bytes without regard to case; nothing when even that is more than a third of the word.
[[nodiscard]] std::optional<std::string_view> nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

/// All of them when several are equally near: then no one knows which was meant.
[[nodiscard]] std::vector<std::string_view> all_nearest(
    std::string_view word, const std::vector<std::string_view>& candidates);

/// Whether one is the other with a letter more, less or changed, or two neighbours swapped.
[[nodiscard]] bool one_slip(std::string_view word, std::string_view candidate);

/// Whether two names are so alike that one is taken for the other misspelt: two slips in a name of
/// eight letters and more, one in a name of four and more.
[[nodiscard]] bool may_be_misspelt(std::string_view name, std::string_view other);

}  // namespace capalint
