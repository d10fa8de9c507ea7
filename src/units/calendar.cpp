#include "units/calendar.h"

#include <fmt/format.h>

#include <array>

namespace capalint {
namespace {

constexpr std::array<std::string_view, 7> short_names{"mon", "tue", "wed", "thu",
                                                      "fri", "sat", "sun"};
constexpr std::array<std::string_view, 7> full_names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};

int whole_number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

std::string_view to_string(Weekday day) { return short_names[static_cast<std::size_t>(day)]; }
std::string_view full_name(Weekday day) { return full_names[static_cast<std::size_t>(day)]; }

Weekday weekday_of(Date date) {
  return static_cast<Weekday>(std::chrono::weekday(date).iso_encoding() - 1);
}

std::optional<Date> parse_date(std::string_view text, std::string& problem) {
  const std::size_t first = text.find('-');
  const std::size_t second = text.find('-', first + 1);
  const int year = whole_number(text.substr(0, first));
  const int month = whole_number(text.substr(first + 1, second - first - 1));
  const int day = whole_number(text.substr(second + 1));
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (date.ok()) return std::chrono::sys_days(date);
  if (month < 1 || month > 12) {
    problem = fmt::format("there is no month {}", month);
  } else {
    const std::chrono::year_month_day_last last(date.year(),
                                                std::chrono::month_day_last(date.month()));
    problem = fmt::format("{}-{:02} has {} days", year, month, static_cast<unsigned>(last.day()));
  }
  return std::nullopt;
}

std::string to_string(Date date) {
  const std::chrono::year_month_day ymd(date);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

Date today() { return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()); }

Date Quarter::first_day() const {
  const auto month = static_cast<unsigned>((number - 1) * 3 + 1);
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / 1);
}

Date Quarter::last_day() const { return next().first_day() - std::chrono::days(1); }

Quarter Quarter::next() const {
  return number == 4 ? Quarter{year + 1, 1} : Quarter{year, number + 1};
}

std::optional<Quarter> parse_quarter(std::string_view text) {
  const Quarter quarter{whole_number(text.substr(0, 4)), text.back() - '0'};
  if (quarter.number < 1 || quarter.number > 4) return std::nullopt;
  return quarter;
}

std::string to_string(const Quarter& quarter) {
  return fmt::format("{:04}-Q{}", quarter.year, quarter.number);
}

Quarter quarter_of(Date date) {
  const std::chrono::year_month_day ymd(date);
  return {static_cast<int>(ymd.year()),
          static_cast<int>((static_cast<unsigned>(ymd.month()) - 1) / 3 + 1)};
}

std::optional<Clock> parse_clock(std::string_view text) {
  constexpr int minutes_in_day = 24 * 60;
  const std::size_t colon = text.find(':');
  const int hour = whole_number(text.substr(0, colon));
  const int minute = whole_number(text.substr(colon + 1));
  const int minutes = hour * 60 + minute;
  if (minute > 59 || minutes > minutes_in_day) return std::nullopt;
  return Clock{minutes};
}

std::string to_string(Clock clock) {
  return fmt::format("{:02}:{:02}", clock.minutes / 60, clock.minutes % 60);
}

Ratio hours_between(Clock start, Clock end) { return {end.minutes - start.minutes, 60}; }

}  // namespace capalint
