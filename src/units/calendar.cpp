#include "units/calendar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "diagnostics/nearest.h"

namespace capalint {
namespace {

constexpr std::array<std::string_view, 7> short_names{"mon", "tue", "wed", "thu",
                                                      "fri", "sat", "sun"};
constexpr std::array<std::string_view, 7> full_names{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};

constexpr std::array<std::string_view, 12> month_names{
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

constexpr std::size_t digits_of_a_year = 4;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string result;
  for (const char c : text) result += lower(c);
  return result;
}

/// Nothing for a text that is not one to four digits.
std::optional<int> whole_number(std::string_view digits) {
  if (digits.empty() || digits.size() > digits_of_a_year ||
      !std::all_of(digits.begin(), digits.end(), is_digit))
    return std::nullopt;
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

std::optional<Date> date_of(int year, int month, int day, std::string& problem) {
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (date.ok()) return std::chrono::sys_days(date);
  if (month < 1 || month > 12) {
    problem = fmt::format("there is no month {}", month);
  } else {
    const std::chrono::year_month_day_last last(date.year(),
                                                std::chrono::month_day_last(date.month()));
    problem = fmt::format("{} {} has {} days", month_names[static_cast<std::size_t>(month - 1)],
                          year, static_cast<unsigned>(last.day()));
  }
  return std::nullopt;
}

/// The runs of digits and of letters in a text; nothing when it holds anything else than these and
/// what people write between them.
std::optional<std::vector<std::string_view>> runs_of(std::string_view text) {
  std::vector<std::string_view> runs;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto kind = is_digit(text[at]) ? &is_digit : is_letter(text[at]) ? &is_letter : nullptr;
    if (kind == nullptr) {
      if (std::string_view(" \t,./-").find(text[at]) == std::string_view::npos) return std::nullopt;
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && kind(text[end])) ++end;
    runs.push_back(text.substr(at, end - at));
    at = end;
  }
  return runs;
}

/// The month that these letters, three or more, begin: 1 to 12.
std::optional<int> month_of(std::string_view letters) {
  constexpr std::size_t shortest = 3;
  if (letters.size() < shortest) return std::nullopt;
  for (std::size_t i = 0; i < month_names.size(); ++i) {
    if (lower(month_names[i]).starts_with(lower(letters))) return static_cast<int>(i) + 1;
  }
  return std::nullopt;
}

/// `st` in `1st`, and `of` in `1st of February`.
bool says_nothing(std::string_view letters) {
  constexpr std::array<std::string_view, 5> words{"st", "nd", "rd", "th", "of"};
  return std::find(words.begin(), words.end(), lower(letters)) != words.end();
}

}  // namespace

std::string_view to_string(Weekday day) { return short_names[static_cast<std::size_t>(day)]; }
std::string_view full_name(Weekday day) { return full_names[static_cast<std::size_t>(day)]; }

Weekday weekday_of(Date date) {
  return static_cast<Weekday>(std::chrono::weekday(date).iso_encoding() - 1);
}

std::optional<Date> parse_date(std::string_view text, std::string& problem) {
  const std::size_t first = std::min(text.find('-'), text.size());
  const std::size_t second = std::min(text.find('-', first + 1), text.size());
  const auto year = whole_number(text.substr(0, first));
  const auto month = whole_number(text.substr(std::min(first + 1, second), second - first - 1));
  const auto day = whole_number(text.substr(std::min(second + 1, text.size())));
  if (!year || !month || !day) return std::nullopt;
  return date_of(*year, *month, *day, problem);
}

std::optional<Date> read_date(std::string_view text, std::string& problem) {
  const auto runs = runs_of(text);
  if (!runs || text.empty() || !(is_digit(text.front()) || is_letter(text.front())))
    return std::nullopt;
  std::optional<int> month;
  std::vector<std::string_view> numbers;
  for (const std::string_view run : *runs) {
    if (is_digit(run.front())) {
      numbers.push_back(run);
    } else if (says_nothing(run)) {
      continue;
    } else if (const auto named = month_of(run)) {
      if (month) return std::nullopt;
      month = named;
    } else {
      const std::vector<std::string_view> names(month_names.begin(), month_names.end());
      if (const auto near = nearest(run, names))
        problem = fmt::format("did you mean `{}` by `{}`?", *near, run);
      return std::nullopt;
    }
  }
  const bool year_first = !numbers.empty() && numbers.front().size() == digits_of_a_year;
  std::vector<int> values;
  for (const std::string_view number : numbers) {
    const auto value = whole_number(number);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  const std::size_t wanted = month ? 2 : 3;
  if (values.size() > wanted) return std::nullopt;
  if (values.size() < wanted) {
    const bool has_year = std::any_of(numbers.begin(), numbers.end(), [](std::string_view number) {
      return number.size() == digits_of_a_year;
    });
    if (month || values.size() > 1) problem = has_year ? "it has no day" : "it has no year";
    return std::nullopt;
  }
  if (!year_first && numbers.back().size() != digits_of_a_year) {
    problem = "its year needs four digits";
    return std::nullopt;
  }
  const int year = year_first ? values.front() : values.back();
  const int day = year_first ? values.back() : values.front();
  const auto date = date_of(year, month.value_or(values[1]), day, problem);
  if (!date && !month && !year_first && values[1] > 12) problem += ": the day comes first";
  return date;
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
  const std::size_t dash = std::min(text.find('-'), text.size());
  const auto year = whole_number(text.substr(0, dash));
  const std::string_view rest = text.substr(dash);
  if (dash != digits_of_a_year || !year || rest.size() != 3 || lower(rest[1]) != 'q')
    return std::nullopt;
  const Quarter quarter{*year, rest[2] - '0'};
  if (quarter.number < 1 || quarter.number > 4) return std::nullopt;
  return quarter;
}

std::optional<Quarter> read_quarter(std::string_view text) {
  const auto runs = runs_of(text);
  if (!runs || runs->size() != 3) return std::nullopt;
  const bool year_first = runs->front().size() == digits_of_a_year;
  const std::string_view year = year_first ? runs->front() : runs->back();
  const std::string_view letter = (*runs)[year_first ? 1 : 0];
  const std::string_view number = (*runs)[year_first ? 2 : 1];
  return parse_quarter(fmt::format("{}-{}{}", year, letter, number));
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
  const std::size_t colon = std::min(text.find(':'), text.size());
  const auto hour = whole_number(text.substr(0, colon));
  const auto minute = whole_number(text.substr(std::min(colon + 1, text.size())));
  if (!hour || !minute || *minute > 59 || *hour * 60 + *minute > minutes_in_day)
    return std::nullopt;
  return Clock{*hour * 60 + *minute};
}

std::string to_string(Clock clock) {
  constexpr int minutes_in_day = 24 * 60;
  const int minutes =
      clock.minutes > minutes_in_day ? clock.minutes % minutes_in_day : clock.minutes;
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

Ratio hours_between(Clock start, Clock end) { return {end.minutes - start.minutes, 60}; }

}  // namespace capalint
