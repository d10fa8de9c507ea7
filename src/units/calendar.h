// Dates, quarters, clock times and days of the week, as plain values.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "units/ratio.h"

namespace capalint {

enum class Weekday : std::uint8_t { mon, tue, wed, thu, fri, sat, sun };
[[nodiscard]] std::string_view to_string(Weekday day);
/// `Monday`, for messages.
[[nodiscard]] std::string_view full_name(Weekday day);

inline constexpr int days_in_week = 7;

using Date = std::chrono::sys_days;
[[nodiscard]] Weekday weekday_of(Date date);

/// Reads `2026-09-20`. `problem` says what is impossible about a date that does not exist, and stays
/// empty for a text of another shape.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text, std::string& problem);
/// Reads a date as people in the UK write it: `1 February 2027`, `1 Feb 2027`, `01/02/2027` and
/// `1.2.2027` with the day first, `2027-02-01`. `problem` says what is missing or impossible, and stays
/// empty for a text that is no date at all.
[[nodiscard]] std::optional<Date> read_date(std::string_view text, std::string& problem);
[[nodiscard]] std::string to_string(Date date);
[[nodiscard]] Date today();

/// A calendar quarter such as `2026-Q4`.
struct Quarter {
  int year = 0;
  int number = 1;

  [[nodiscard]] Date first_day() const;
  [[nodiscard]] Date last_day() const;
  [[nodiscard]] Quarter next() const;
  friend auto operator<=>(const Quarter&, const Quarter&) = default;
};
/// Reads `2026-Q4`.
[[nodiscard]] std::optional<Quarter> parse_quarter(std::string_view text);
/// Reads a quarter as people write it: `2026-Q4`, `2026 q4`, `2026Q4`, `Q4 2026`.
[[nodiscard]] std::optional<Quarter> read_quarter(std::string_view text);
[[nodiscard]] std::string to_string(const Quarter& quarter);
[[nodiscard]] Quarter quarter_of(Date date);

/// Minutes after midnight, 0 to 1440; more in a night that ends on the next day.
struct Clock {
  int minutes = 0;
  friend auto operator<=>(const Clock&, const Clock&) = default;
};
/// Reads `09:30`; `24:00` is the end of the day.
[[nodiscard]] std::optional<Clock> parse_clock(std::string_view text);
[[nodiscard]] std::string to_string(Clock clock);
[[nodiscard]] Ratio hours_between(Clock start, Clock end);

}  // namespace capalint
