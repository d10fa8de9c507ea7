// The words that people write for those of the one look: `Tuesdays` for `tue`, `morning` for `am`, `hrs`
// for `h`. All are given in lower case. Private to `syntax`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace capalint::syntax {

/// `mon` … `sun`; empty for another word.
[[nodiscard]] std::string_view day_of(std::string_view word);
/// `am`, `pm` or `eve`; empty for another word.
[[nodiscard]] std::string_view half_of(std::string_view word);
/// `h`, `m`, `sessions` or `PA`; empty for another word.
[[nodiscard]] std::string_view unit_of(std::string_view word);
/// `week`, `month`, `quarter` or `year`; empty for another word.
[[nodiscard]] std::string_view period_of(std::string_view word);
[[nodiscard]] bool counts_appointments(std::string_view word);
/// `weekly` for `wkly`; the word itself when it is no such abbreviation.
[[nodiscard]] std::string written_out(const std::string& word);
/// Not `½`, and not nothing.
[[nodiscard]] bool is_digits(std::string_view text);
/// 2 for `two`, up to twelve.
[[nodiscard]] std::optional<int> number_word(std::string_view word);
/// `fortnightly`, which the one look writes `every 2 weeks`.
[[nodiscard]] bool says_how_often(std::string_view word);

/// Whether these words end with an amount that is written out: `half an hour`, `one hour`.
[[nodiscard]] bool end_with_amount(std::string_view words);
/// `about`, before an amount.
[[nodiscard]] bool says_about(std::string_view word);
/// `non-working day`, which the one look writes `off`.
[[nodiscard]] bool says_day_off(std::string_view words);
/// `non-working day`, `does not work`, before the day that is off.
[[nodiscard]] bool says_day_off_before_it(std::string_view words);
/// `annual leave`, `AL`, `bank holidays`: what is in the weeks of a year.
/// `finish`, `starts`, `home by`: when somebody comes or goes, which is no work.
[[nodiscard]] bool says_comes_or_goes(std::string_view words);
/// `part time`, `WFH`, `late shift`: where somebody works, and at which times.
[[nodiscard]] bool says_how_somebody_works(std::string_view words);
/// `Jo (FSW) none`, `Dr Osei - no Choice`
[[nodiscard]] bool says_none(std::string_view words);
/// `joint`, before `with`
[[nodiscard]] bool says_joint(std::string_view word);
[[nodiscard]] bool is_leave_of_a_year(std::string_view words);

[[nodiscard]] bool is_one_of(const std::vector<std::string_view>& words, std::string_view word);
/// Without making a list of them each time.
[[nodiscard]] bool is_one_of(std::initializer_list<std::string_view> words, std::string_view word);
/// ASCII letters alone.
[[nodiscard]] std::string in_lower_case(std::string_view text);

/// A range of times that ends before it begins is a night from here on, and a slip before; in minutes.
inline constexpr int first_night = 16 * 60;

}  // namespace capalint::syntax
