#include "syntax/respell_dates.h"

namespace capalint::syntax {

bool LineDates::begins_date() {
  const std::size_t kept = at_;
  const bool is = read_a_date().has_value();
  at_ = kept;
  return is;
}

std::optional<LineDates::Read> LineDates::read_a_date() {
  const std::size_t first = at_;
  if (!more() || (!next().is_number() && !next().is_word())) return std::nullopt;
  if (!day_of(next().low).empty() && more(1)) {  // `Tuesday 1 June 2027`
    ++at_;
    drop(".");
    drop(",");
  }
  const std::size_t date_at = at_;
  std::size_t most = 0;  // `30th of June 2027`
  while (most < 6 && more(most) && !next(most).is("..")) ++most;
  for (std::size_t length = most; length > 0; --length) {
    at_ = date_at + length;
    if (in_[at_ - 1].is(",") || in_[at_ - 1].is("-")) continue;
    const std::string text(line_.substr(in_[date_at].begin, in_[at_ - 1].end - in_[date_at].begin));
    std::string problem;
    if (const auto date = read_date(with_century(text), problem)) return Read{*date, text};
  }
  at_ = first;
  return std::nullopt;
}

std::string LineDates::with_century(std::string text) {
  const std::size_t last = text.find_last_not_of("0123456789");
  const bool has_letters =
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  const bool two_signs = text.find_first_of("/.") < last;
  if (last != std::string::npos && text.size() - last == 3 && (has_letters || two_signs))
    text.insert(last + 1, "20");
  return text;
}

bool LineDates::is_a_month_alone() {
  const std::size_t first = at_;
  const bool end = take("end") || take("late");
  if (end || take("start") || take("beginning") || take("early") || take("mid")) drop("of");
  if (!more(1)) {
    at_ = first;
    return false;
  }
  const std::size_t month_at = at_;
  for (std::size_t length = 3; length > 1; --length) {
    if (!more(length - 1)) continue;
    std::string month(typed(month_at, month_at + length));
    const bool in_numbers = next().is_number() && (next(1).is("/") || next(1).is("."));
    if (!in_numbers && !next().is_word()) continue;
    if (in_numbers && length < 3) continue;
    std::string problem;
    const auto day = read_date(with_century((in_numbers ? "1/" : "1 ") + month), problem);
    if (!day || begins_date()) continue;
    at_ = month_at + length;
    ask_which_day(typed(first, at_), *day, end);
    return true;
  }
  at_ = first;
  return false;
}

void LineDates::ask_which_day(std::string_view said, Date first_day, bool end) {
  const std::chrono::year_month_day parts(first_day);
  const Date last_day(
      std::chrono::year_month_day_last(parts.year(), std::chrono::month_day_last(parts.month())));
  const std::string before = to_line(result_.words);
  const std::string after = more() ? fmt::format(" {}", rest()) : "";
  std::vector<std::string> answers{fmt::format("{} {}{}", before, to_string(first_day), after),
                                   fmt::format("{} {}{}", before, to_string(last_day), after)};
  if (end || before == "until") std::swap(answers[0], answers[1]);
  result_.of_a_date = true;
  (void)ask(fmt::format("which day of `{}` is it?", said), std::move(answers));
}

bool LineDates::is_a_day_without_a_year() {
  if (!more(1)) return false;
  std::string problem;
  const std::string text(rest());
  if (read_date(text, problem) || problem != "it has no year") return false;
  result_.of_a_date = true;
  (void)tell(fmt::format("`{}` does not say of which year", text),
             fmt::format("write its year too, such as `{} 2027-06-01`", to_line(result_.words)));
  return true;
}

bool LineDates::date() {
  const std::size_t first = at_;
  const auto found = read_a_date();
  if (!found) {
    if (!is_a_month_alone()) (void)is_a_day_without_a_year();
    return false;
  }
  const std::string said = to_string(found->date);
  if (said != found->text) {
    if (const auto other = with_the_month_first(found->text, found->date)) {
      const std::string before = to_line(result_.words);
      result_.of_a_date = true;
      const std::string after = more() ? fmt::format(" {}", rest()) : "";
      return ask(fmt::format("is `{}` {}, with the day first as in the UK, or {}?", found->text,
                             in_words(found->date), in_words(*other)),
                 {spelled(fmt::format("{} {}{}", before, said, after)),
                  spelled(fmt::format("{} {}{}", before, to_string(*other), after))});
    }
    result_.of_a_date = result_.doubts.empty();
    doubt(fmt::format("`{}` is not in the form year-month-day", found->text));
  }
  put(said, first);
  return true;
}

std::optional<Date> LineDates::with_the_month_first(const std::string& text, Date read) {
  const bool has_letters =
      std::any_of(text.begin(), text.end(), [](unsigned char c) { return std::isalpha(c) != 0; });
  if (has_letters || text.find_first_of("/.-") == std::string::npos) return std::nullopt;
  const std::chrono::year_month_day parts(read);
  const unsigned day = static_cast<unsigned>(parts.day());
  const unsigned month = static_cast<unsigned>(parts.month());
  constexpr unsigned months = 12;
  if (day > months || day == month || text.find_first_of("/.-") > 2) return std::nullopt;
  return Date(
      std::chrono::year_month_day(parts.year(), std::chrono::month(day), std::chrono::day(month)));
}

std::string LineDates::in_words(Date date) {
  constexpr std::array<std::string_view, 12> months{
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  const std::chrono::year_month_day parts(date);
  return fmt::format("{} {}", static_cast<unsigned>(parts.day()),
                     months[static_cast<unsigned>(parts.month()) - 1]);
}

}  // namespace capalint::syntax
