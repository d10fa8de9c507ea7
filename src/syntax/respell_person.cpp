#include "syntax/respell_person.h"

#include "units/arithmetic.h"
#include "units/quantity.h"
#include "words/lexicon.h"

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

namespace {

bool says_part_of_time(std::string_view word) {
  return is_one_of({"full", "part", "time", "full-time", "part-time", "ft", "pt", "f/t", "p/t",
                    "perm", "permanent"},
                   word);
}

bool begins_a_band(const std::vector<Lexeme>& in) {
  const std::string& word = in.front().low;
  return word == "band" || (word.size() == 2 && word[0] == 'b' && word[1] >= '3' && word[1] <= '9');
}

}  // namespace

/// Where they stand in the line; its size when there are none.
std::size_t LineOfPerson::paid_hours_in_heading() {
  const Ratio longest_day(12);
  const std::size_t kept = at_;
  std::size_t found = in_.size();
  for (std::size_t at = 1; at < in_.size() && found == in_.size(); ++at) {
    at_ = at;
    if (!next().is_number() || next().low.find(':') != std::string::npos || next().joined) continue;
    const std::string number = next().low;
    const bool share = next(1).is("wte") || next(1).is("fte");
    const auto hours = amount();
    const bool of_a_week = hours && hours->size() == 1 && hours->front().text == number + "h" &&
                           number.size() <= 5 && parse_decimal(number) > longest_day;
    const bool programmed = hours && hours->back().text == "PA";
    if (share || of_a_week || programmed) found = at;
  }
  at_ = kept;
  return found;
}

bool LineOfPerson::asks_about_the_heading() {
  const std::size_t hours_at = paid_hours_in_heading();
  const bool named = next().is_word() && day_of(next().low).empty();
  std::size_t who_ends = 0;
  while (who_ends < hours_at && (in_[who_ends].is_word() || in_[who_ends].is_number()) &&
         !says_part_of_time(in_[who_ends].low) && day_of(in_[who_ends].low).empty())
    ++who_ends;
  const std::string_view who = typed(0, who_ends);
  std::size_t asides_end = who_ends;
  while (asides_end < hours_at &&
         (says_part_of_time(in_[asides_end].low) || in_[asides_end].kind == Lexeme::Kind::sign))
    ++asides_end;
  const bool all_of_it = asides_end == hours_at && hours_at < in_.size();
  if (!named || who_ends == 0 || !all_of_it || find_statement(Within::plan, in_[0].low) ||
      (nearly_begins_a_line(in_[0].low) && in_[0].text.back() > 'Z') ||
      is_one_of({"any", "working", "weekly", "compressed", "paid", "total", "contracted", "hours",
                 "works", "job", "annual"},
                in_[0].low) ||
      (names_work(who) && !begins_a_band(in_)))
    return false;
  std::size_t aside_at = who_ends;
  while (aside_at < hours_at && in_[aside_at].kind == Lexeme::Kind::sign) ++aside_at;
  std::size_t aside_ends = hours_at;
  while (aside_ends > aside_at && in_[aside_ends - 1].kind == Lexeme::Kind::sign) --aside_ends;
  std::string asides(typed(aside_at, aside_ends));
  at_ = hours_at;
  const bool share = next(1).is("wte") || next(1).is("fte");
  if (share)
    at_ += 2;
  else
    (void)amount();
  const std::string hours(typed(hours_at, at_));
  (void)rate();
  std::string days;
  while (more()) {
    const std::size_t first = at_;
    std::string worked = days.empty() ? day_or_days() : std::string();
    if (!worked.empty() && half_of(next().low).empty()) {
      days = std::move(worked);
      continue;
    }
    at_ = first + 1;
    if (in_[first].kind == Lexeme::Kind::sign && !in_[first].is("=")) continue;
    if (!asides.empty()) asides += in_[first].joined ? "" : " ";
    asides += in_[first].text;
  }
  std::string lines =
      fmt::format("role \"{}\"\n{}", who, share ? "fte " + in_[hours_at].low : "contract " + hours);
  const std::string off = days.empty() ? std::string() : days_without("mon-fri", days);
  if (!off.empty()) lines += fmt::format("\n{} off", off);
  if (!asides.empty()) lines += "   # " + asides;
  return ask(fmt::format("is `{}` the role, and are `{}` the paid hours?", who, hours),
             {std::move(lines)}),
         true;
}

bool LineOfPerson::is_as_another_day() {
  const std::size_t first = at_;
  std::string days = day_or_days();
  if (!half_of(next().low).empty() && !days.empty()) ++at_;
  if (!take("-") && !take(":")) drop(",");
  (void)(take("exactly") || take("is") || take("pm") || take("am"));
  const std::size_t as_at = at_;
  const bool same = take("same") || take("ditto") || take("repeat");
  const bool as = take("as") || take("like") || take("of");
  drop("per");
  std::string other = day_or_days();
  const bool above = other.empty() && (take("above") || take("before"));
  const bool says_so = (as && (!other.empty() || above)) || (same && (!other.empty() || !more()));
  if (!says_so || (days.empty() && !same)) {
    at_ = first;
    return false;
  }
  if (other.empty()) other = days == "mon" ? "tue" : "mon";
  if (days.empty()) days = other == "tue" ? "wed" : "tue";
  (void)tell(fmt::format("`{}` is not read: a plan says of each day what is done in it",
                         typed(as_at, in_.size())),
             fmt::format("write what is done on both days with both before it, such as `{0},{1} am "
                         "core 3.5h`, and what differs as lines of their own",
                         other, days));
  return true;
}

}  // namespace capalint::syntax
