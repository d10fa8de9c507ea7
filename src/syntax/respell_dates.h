// Dates of a line that is spelled anew. Private to `respell.cpp`.
#pragma once

#include "syntax/respell_words.h"

namespace capalint::syntax {

class LineDates : protected LineWords {
 protected:
  using LineWords::LineWords;

  [[nodiscard]] bool begins_date() {
    const std::size_t kept = at_;
    const bool is = read_a_date().has_value();
    at_ = kept;
    return is;
  }

  struct Read {
    Date date;
    std::string text;
  };
  std::optional<Read> read_a_date() {
    const std::size_t first = at_;
    if (!more() || (!next().is_number() && !next().is_word())) return std::nullopt;
    std::size_t most = 0;  // `30th of June 2027`
    while (most < 6 && more(most) && !next(most).is("..") && !next(most).is(",")) ++most;
    for (std::size_t length = most; length > 0; --length) {
      at_ = first + length;
      const std::string text(line_.substr(in_[first].begin, in_[at_ - 1].end - in_[first].begin));
      std::string problem;
      if (const auto date = read_date(text, problem)) return Read{*date, text};
    }
    at_ = first;
    return std::nullopt;
  }

  bool date() {
    const std::size_t first = at_;
    const auto found = read_a_date();
    if (!found) return false;
    const std::string said = to_string(found->date);
    if (said != found->text) {
      if (const auto other = with_the_month_first(found->text, found->date)) {
        const std::string before = to_line(result_.words);
        result_.of_a_date = true;
        return ask(
            fmt::format("is `{}` {} or {}?", found->text, in_words(found->date), in_words(*other)),
            {fmt::format("{} {}", before, said), fmt::format("{} {}", before, to_string(*other))});
      }
      result_.of_a_date = result_.doubts.empty();
      doubt(fmt::format("`{}` is not in the form year-month-day", found->text));
    }
    put(said, first);
    return true;
  }

  /// `03/06/2027` as the 6th of March; nothing for a date that can only be read in one way.
  static std::optional<Date> with_the_month_first(const std::string& text, Date read) {
    if (text.find_first_of("/.") == std::string::npos) return std::nullopt;
    const std::chrono::year_month_day parts(read);
    const unsigned day = static_cast<unsigned>(parts.day());
    const unsigned month = static_cast<unsigned>(parts.month());
    constexpr unsigned months = 12;
    if (day > months || day == month || text.find_first_of("/.") > 2) return std::nullopt;
    return Date(std::chrono::year_month_day(parts.year(), std::chrono::month(day),
                                            std::chrono::day(month)));
  }

  static std::string in_words(Date date) {
    constexpr std::array<std::string_view, 12> months{
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    const std::chrono::year_month_day parts(date);
    return fmt::format("{} {}", static_cast<unsigned>(parts.day()),
                       months[static_cast<unsigned>(parts.month()) - 1]);
  }
};

}  // namespace capalint::syntax
