#include "syntax/respell_person.h"

namespace capalint::syntax {

namespace {

// As an example, for a leave of which one end is not known.
constexpr std::chrono::days nine_months(270);
constexpr std::string_view year_of_examples = " 2027";

Date first_of_month(Date day) {
  const std::chrono::year_month_day parts(day);
  return Date(std::chrono::year_month_day(parts.year(), parts.month(), std::chrono::day(1)));
}

Date last_of_month(Date day) {
  const std::chrono::year_month_day parts(day);
  return Date(
      std::chrono::year_month_day_last(parts.year(), std::chrono::month_day_last(parts.month())));
}

}  // namespace

bool LineOfPerson::comes_or_goes() {
  const std::size_t first = at_;
  for (const auto reads : {&LineOfPerson::half_of_a_leave, &LineOfPerson::end_of_the_leave,
                           &LineOfPerson::start_of_the_plan, &LineOfPerson::end_of_the_plan}) {
    if ((this->*reads)()) return true;
    at_ = first;
  }
  return false;
}

std::optional<LineOfPerson::Day> LineOfPerson::day_to_the_end(bool last) {
  if (!more()) return std::nullopt;
  const std::size_t first = at_;
  const auto whole = read_a_date();
  if (whole && !more()) return Day{whole->date};
  at_ = first;
  const std::string text(rest());
  std::string problem;
  const auto month = read_date(with_century("1 " + text), problem);
  if (month) return Day{last ? last_of_month(*month) : *month};
  if (const auto day = read_date(text + std::string(year_of_examples), problem))
    return Day{*day, false};
  if (const auto day = read_date(fmt::format("1 {}{}", text, year_of_examples), problem))
    return Day{last ? last_of_month(*day) : *day, false};
  return std::nullopt;
}

std::string LineOfPerson::years_doubt(std::string_view said, const Day& day) {
  return day.of_a_year ? "" : fmt::format("; `{}` does not say of which year", said);
}

bool LineOfPerson::half_of_a_leave() {
  drop("on");
  std::string reason = "maternity";
  if (next().is("off") && (next(1).is("sick") || next(1).is("ill"))) {
    reason = "sick";
    at_ += 2;
  } else if (next().is("leave")) {
    ++at_;
    if (next().kind != Lexeme::Kind::quoted && !next().is_word()) return false;
    if (next().is("until") || next().is("till") || next().is("from")) return false;
    reason = next().kind == Lexeme::Kind::quoted ? std::string(next().text) : next().low;
    ++at_;
  } else {
    if (!next().is_word() || !next(1).is("leave") || next().is("annual")) return false;
    if (!next().is("mat")) reason = next().low;
    at_ += 2;
  }
  const bool until = take("until") || take("till") || take("to");
  if (!until && !take("from")) return false;
  const std::string said(rest());
  const auto day = day_to_the_end(until);
  if (!day) return false;
  const Date from = until ? first_of_month(day->date - nine_months) : day->date;
  const Date to = until ? day->date : day->date + nine_months;
  (void)tell(fmt::format("the {} day of this leave is not said{}", until ? "first" : "last",
                         years_doubt(said, *day)),
             fmt::format("write both days, such as `leave \"{}\" {}..{}`", reason, to_string(from),
                         to_string(to)));
  return true;
}

bool LineOfPerson::end_of_the_leave() {
  if (!take("back") && !take("returns") && !take("returning") && !take("return")) return false;
  drop("to");
  drop("work");
  if (next().is("from") && next(2).is("leave")) at_ += 3;
  if (!take("from") && !take("on")) drop("in");
  const std::string said(rest());
  const auto day = day_to_the_end(false);
  if (!day) return false;
  constexpr std::chrono::days one_day(1);
  const Date last = day->date - one_day;
  (void)tell(fmt::format("a plan says when somebody is away, up to the day before `{}`{}", said,
                         years_doubt(said, *day)),
             fmt::format("write the leave with both days, such as `leave \"maternity\" {}..{}`",
                         to_string(first_of_month(last - nine_months)), to_string(last)));
  return true;
}

bool LineOfPerson::start_of_the_plan() {
  const bool starts = take("starts") || take("start") || take("starting") || take("begins") ||
                      take("joins") || take("joining");
  if (starts) {
    drop("date");
    drop(":");
    if (!take("in") && !take("on")) drop("from");
  } else if (!take("from")) {
    return false;
  }
  const std::string said(rest());
  const auto day = day_to_the_end(false);
  if (!day) return false;
  const std::string date = to_string(day->date);
  (void)tell(fmt::format("when a plan begins stands in its first line{}", years_doubt(said, *day)),
             fmt::format("write `from {0} {{` at the end of the first line, as in `plan \"Leila "
                         "Farouk\" in \"Riverside CAMHS\" from {0} {{`",
                         date));
  return true;
}

bool LineOfPerson::end_of_the_plan() {
  if (!take("finishes") && !take("finishing") && !take("leaves") && !take("leaving") &&
      !take("ends") && !(take("last") && take("day")))
    return false;
  drop(":");
  if (!take("on") && !take("in")) drop("at");
  const std::string said(rest());
  const auto day = day_to_the_end(true);
  if (!day) return false;
  const std::string line = fmt::format("until {}", to_string(day->date));
  if (day->of_a_year) {
    (void)ask("is it the last day of this plan?", {line});
  } else {
    (void)tell(fmt::format("`{}` does not say of which year", said),
               fmt::format("write the last day of the plan with its year, such as `{}`", line));
  }
  return true;
}

}  // namespace capalint::syntax
