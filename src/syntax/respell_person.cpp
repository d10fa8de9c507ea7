#include "syntax/respell_person.h"

#include <utility>

#include "units/arithmetic.h"
#include "units/quantity.h"
#include "words/lexicon.h"

namespace capalint::syntax {

namespace {

// As an example, for a leave of which one end is not known.
constexpr std::chrono::days nine_months(270);
constexpr std::string_view year_of_examples = " 2027";
constexpr Date day_of_examples = std::chrono::year(2027) / 1 / 1;

Date first_of_month(Date day) {
  const std::chrono::year_month_day parts(day);
  return Date(std::chrono::year_month_day(parts.year(), parts.month(), std::chrono::day(1)));
}

Date last_of_month(Date day) {
  const std::chrono::year_month_day parts(day);
  return Date(
      std::chrono::year_month_day_last(parts.year(), std::chrono::month_day_last(parts.month())));
}

/// The same day in the first year in which it is after that one.
Date next_after(Date before, Date day) {
  const std::chrono::year_month_day parts(day);
  std::chrono::year year = std::chrono::year_month_day(before).year();
  while (true) {
    std::chrono::year_month_day there(year, parts.month(), parts.day());
    if (!there.ok()) there = year / parts.month() / std::chrono::last;
    if (Date(there) > before) return there;
    ++year;
  }
}

/// What is known by name alone: the days are not the same in each year, or not for everybody.
bool names_a_time_of_year(std::string_view words) {
  return is_one_of({"xmas", "christmas", "new year", "easter", "half term", "half-term", "summer",
                    "the summer", "autumn", "spring", "end of term", "the end of term",
                    "end of the term", "summer holidays", "the holidays"},
                   words);
}

}  // namespace

bool LineOfPerson::comes_or_goes() {
  const std::size_t first = at_;
  for (const auto reads : {&LineOfPerson::leave_in_words, &LineOfPerson::end_of_the_leave,
                           &LineOfPerson::start_of_the_plan, &LineOfPerson::end_of_the_plan,
                           &LineOfPerson::change_at_a_date}) {
    if ((this->*reads)()) return true;
    at_ = first;
  }
  return false;
}

std::optional<LineOfPerson::Day> LineOfPerson::day_to_the_end(bool last) {
  if (!more()) return std::nullopt;
  if (next(1).is_word() || next(2).is_word()) {  // `end of June`
    const bool end = next().is("end") || next().is("late");
    const bool start = next().is("start") || next().is("beginning") || next().is("early");
    if (end || start) ++at_;
    if (end || start) drop("of");
    last = end || (last && !start);
  }
  const std::size_t first = at_;
  const auto whole = read_a_date();
  if (whole && !more()) return Day{whole->date};
  at_ = first;
  const std::string text(rest());
  std::string problem;
  const auto month = read_date(with_century("1 " + text), problem);
  if (month) return Day{last ? last_of_month(*month) : *month, true, false};
  if (const auto day = read_date(text + std::string(year_of_examples), problem))
    return Day{*day, false};
  if (const auto day = read_date(fmt::format("1 {}{}", text, year_of_examples), problem))
    return Day{last ? last_of_month(*day) : *day, false, false};
  return std::nullopt;
}

std::optional<LineOfPerson::Day> LineOfPerson::day_between(std::size_t first, std::size_t last,
                                                           bool last_of_month) {
  const std::vector<Lexeme> all = in_;
  const std::size_t kept = std::exchange(at_, first);
  in_.resize(last);
  const auto day = day_to_the_end(last_of_month);
  in_ = all;
  at_ = kept;
  return day;
}

std::string LineOfPerson::years_doubt(std::string_view said, const Day& day) {
  return day.of_a_year ? "" : fmt::format("; `{}` does not say of which year", said);
}

/// `mat leave`, `leave "study"`, `off sick`, `career break`; nothing for annual leave, or without a reason.
std::optional<std::string> LineOfPerson::reason_of_leave() {
  drop("on");
  if ((next().is("off") && (next(1).is("sick") || next(1).is("ill")))) {
    at_ += 2;
    return "sick";
  }
  if (next().is("sabbatical") || (next().is("career") && next(1).is("break"))) {
    const std::size_t first = at_;
    at_ += next().is("career") ? 2 : 1;
    return in_lower_case(typed(first, at_));
  }
  if (next().is("leave")) {
    ++at_;
    const bool quoted = next().kind == Lexeme::Kind::quoted;
    if (!quoted && (!next().is_word() || begins_since() || says_until())) return std::nullopt;
    ++at_;
    return quoted ? std::string(in_[at_ - 1].text) : in_[at_ - 1].low;
  }
  constexpr std::size_t longest = 3;  // `shared parental leave`
  const std::size_t first = at_;
  while (next().is_word() && !next().is("leave") && at_ - first < longest) ++at_;
  if (at_ == first || !next().is("leave") || is_one_of({"annual", "no", "any"}, in_[first].low))
    return std::nullopt;
  const std::string reason = in_lower_case(typed(first, at_++));
  return reason == "mat" ? "maternity" : reason == "pat" ? "paternity" : reason;
}

bool LineOfPerson::leave_in_words() {
  const bool says_leave =
      std::any_of(in_.begin(), in_.end(), [](const Lexeme& one) { return one.is("leave"); });
  const auto reason = reason_of_leave();
  if (!reason) return false;
  const std::size_t reason_ends = at_;
  if (!take(":")) drop(",");
  const bool since = begins_since();
  if (since) ++at_;
  const std::size_t from_at = at_;
  while (more() && !says_until() && !says_back()) ++at_;
  std::size_t from_ends = at_;
  while (from_ends > from_at && (in_[from_ends - 1].is(",") || in_[from_ends - 1].is("-")))
    --from_ends;
  const bool back = says_back();
  if (back) {
    ++at_;
    if (take("to")) drop("work");
    if (!take("on") && !take("in")) drop("from");
  } else if (says_until()) {
    ++at_;
  }
  const std::size_t to_at = at_;
  const auto from = from_ends > from_at ? day_between(from_at, from_ends, false) : std::nullopt;
  const auto to = more() ? day_between(to_at, in_.size(), !back) : std::nullopt;
  const bool understood = (from || from_ends == from_at) && (to || to_at == in_.size());
  if (!understood || (!from && !to) || to_at == reason_ends) return false;
  const std::string said_from(typed(from_at, from_ends));
  const std::string said_to(typed(to_at, in_.size()));
  if (from && to) {
    const bool is_said = from->of_a_year && to->of_a_year && !back && says_leave;
    return !is_said && ask_for_the_days_of(*reason, {said_from, *from}, {said_to, *to}, back);
  }
  const bool is_asked =
      from && (!since || (says_leave && from->of_a_year && !in_[from_at - 1].is("from")));
  if (is_asked) return false;  // `sick leave since 3.2.27`
  const Date first = from ? from->date : first_of_month(to->date - nine_months);
  const Date last = to ? to->date - std::chrono::days(back ? 1 : 0) : from->date + nine_months;
  (void)tell(fmt::format("the {} day of this leave is not said{}", from ? "last" : "first",
                         from ? years_doubt(said_from, *from) : years_doubt(said_to, *to)),
             fmt::format("write both days, such as `leave \"{}\" {}..{}`", *reason,
                         to_string(first), to_string(last)));
  return true;
}

/// Of both ends; one that has no year is in the first year in which it fits to the other.
bool LineOfPerson::ask_for_the_days_of(const std::string& reason, const SaidDay& from,
                                       const SaidDay& to, bool back) {
  constexpr std::chrono::years one_year(1);
  std::vector<Date> begins{from.day.date};
  if (!from.day.of_a_year && to.day.of_a_year) {
    begins = {next_after(to.day.date - std::chrono::days(366), from.day.date)};
  } else if (!from.day.of_a_year) {
    const std::chrono::year_month_day there(from.day.date);
    begins = {Date(there - one_year), from.day.date};
  }
  std::vector<std::string> answers;
  for (const Date begin : begins) {
    const Date end = (to.day.of_a_year ? to.day.date : next_after(begin, to.day.date)) -
                     std::chrono::days(back ? 1 : 0);
    if (end <= begin) return false;
    answers.push_back(fmt::format("leave \"{}\" {}..{}", reason, to_string(begin), to_string(end)));
  }
  std::vector<std::string> open;
  if (!from.day.of_a_day)
    open.push_back(fmt::format("which day is `{}`", from.said));
  else if (begins.size() > 1)
    open.push_back(fmt::format("which year is `{}` in", from.said));
  if (back) open.push_back(fmt::format("is the day before `{}` its last", to.said));
  if (!back && !to.day.of_a_day)
    open.push_back(fmt::format("which day of `{}` is its last", to.said));
  if (open.empty()) open.emplace_back("are these the first and the last day of the leave");
  (void)ask(fmt::format("{}?", fmt::join(open, ", and ")), std::move(answers));
  return true;
}

/// `core til Xmas then DBT`, `core 3.5h, from Jan choice x2`
bool LineOfPerson::change_at_a_date() {
  const auto is_day = [&](std::size_t first, std::size_t last) {
    const bool in_words =
        std::any_of(in_.begin() + static_cast<std::ptrdiff_t>(first),
                    in_.begin() + static_cast<std::ptrdiff_t>(last),
                    [](const Lexeme& one) { return one.is_word() || one.is("/"); });
    return in_words && (day_between(first, last, false) ||
                        names_a_time_of_year(in_lower_case(typed(first, last))));
  };
  for (std::size_t at = 0; at + 2 < in_.size(); ++at) {
    const bool until = is_one_of({"until", "till", "til"}, in_[at].low);
    const bool from = in_[at].is("from") && (at == 0 || in_[at - 1].is(","));
    if (!until && !from) continue;
    std::size_t ends = in_.size() - 1;
    while (ends > at + 1 && !is_day(at + 1, ends)) --ends;
    if (ends == at + 1) continue;
    at_ = ends;
    drop(",");
    const bool then = take("then") || take("thereafter") || take("after") || take("afterwards");
    if (!more() || (until && !then && !take("from"))) continue;
    const auto day = day_between(at + 1, ends, until);
    const Date from_then = day ? day->date + std::chrono::days(until ? 1 : 0) : day_of_examples;
    (void)tell(
        fmt::format("`{}` is a change at a date, and needs a plan of its own{}",
                    typed(at, in_.size()), day ? years_doubt(typed(at + 1, ends), *day) : ""),
        fmt::format("write here what holds until then, and what comes after it in a second "
                    "plan, which says from when on it holds: `plan \"Leila Farouk\" in "
                    "\"Riverside CAMHS\" from {} {{`",
                    to_string(from_then)));
    return true;
  }
  return false;
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
