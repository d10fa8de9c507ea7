#include "syntax/respell_days.h"

namespace capalint::syntax {

namespace {

constexpr std::array<std::string_view, 7> week{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

}  // namespace

std::string LineDays::day_or_days() {
  if (take("weekdays") || take("weekday")) return "mon-fri";
  if (take("weekend") || take("weekends")) return "sat,sun";
  if (next().is("w") && next(1).is("/") &&
      (next(2).is("end") || next(2).is("e") || next(2).is("ends"))) {
    at_ += 3;
    return "sat,sun";
  }
  const std::size_t first = at_;
  const bool each = take("every") || take("each");
  if (each && (take("weekday") || take("working") || take("work"))) {
    drop("day");
    return "mon-fri";
  }
  if ((each && take("day")) || take("daily") || takes_each_day()) {
    if (std::string days = but_for("mon-fri"); !days.empty()) return days;
    doubt(fmt::format("`{}` leaves open whether the weekend is one", typed(first, at_)));
    return "mon-fri";
  }
  bool other = (each && take("other")) ||
               (!each && (take("alternate") || take("alt") || take("alternating")));
  if (other) drop(".");
  if (const auto nth = each && !other ? ordinal() : std::nullopt) {
    other = true;
    nth_ = *nth;
  }
  std::string days = days_in_letters();
  if (!days.empty()) return days;
  days = day_range();
  if (days.empty()) {
    at_ = first;
    return {};
  }
  if (other) every_other_ = made("every", first);
  if (std::string others = but_for(days); !others.empty()) return others;
  while (more()) {
    const std::size_t kept = at_;
    const bool joins = take(",") || take("&") || take("/") || take("and") || take("+");
    if (joins) drop("and");
    const bool listed = !joins && !day_of(next().low).empty();  // `mon tue wed`
    const std::string next_days = joins || listed ? day_range() : std::string();
    if (next_days.empty()) {
      at_ = kept;
      break;
    }
    days += "," + next_days;
  }
  return days;
}

std::string LineDays::but_for(std::string_view days) {
  const std::size_t first = at_;
  const bool but = take("except") || take("exc") || take("excl") || take("excluding") ||
                   take("bar") || (take("apart") && take("from")) ||
                   (take("but") && (take("not") || take("for")));
  if (but) drop(".");
  if (but) drop("for");
  const std::string left_out = but ? day_range() : std::string();
  std::string others = left_out.empty() ? std::string() : days_without(days, left_out);
  if (others.empty()) at_ = first;
  return others;
}

std::string LineDays::but_for_at_the_end(std::string_view days) {
  const std::size_t kept = at_;
  std::string others;
  for (std::size_t i = at_ + 1; i < in_.size() && others.empty(); ++i) {
    at_ = i;
    others = but_for(days);
    if (more()) others.clear();
    if (!others.empty()) in_.resize(i);
  }
  at_ = kept;
  return others;
}

std::string LineDays::days_in_letters() {
  static const std::vector<std::pair<std::string_view, std::string_view>> letters{
      {"m", "mon"}, {"t", "tue"}, {"tu", "tue"}, {"w", "wed"}, {"th", "thu"}, {"f", "fri"}};
  const std::size_t first = at_;
  std::string days;
  std::size_t count = 0;
  while (more()) {
    const auto letter = std::find_if(letters.begin(), letters.end(),
                                     [&](const auto& one) { return next().is(one.first); });
    if (letter == letters.end()) break;
    days += (days.empty() ? "" : ",") + std::string(letter->second);
    ++at_;
    ++count;
    if (!next().is("/") || !next().joined || !more(1)) break;
    ++at_;
  }
  if (count > 1 && !in_[at_ - 1].is("/")) return days;
  at_ = first;
  return {};
}

std::string LineDays::day_range() {
  if (!more()) return {};
  const std::string& word = next().low;
  if (const std::size_t dash = word.find('-'); dash != std::string::npos) {
    const std::string_view from = day_of(std::string_view(word).substr(0, dash));
    const std::string_view to = day_of(std::string_view(word).substr(dash + 1));
    if (from.empty() || to.empty()) return {};
    ++at_;
    return fmt::format("{}-{}", from, to);
  }
  std::string from(next().is_word() ? day_of(word) : std::string_view());
  const bool begins = at_ == 0 || in_[at_ - 1].is("and") ||
                      (in_[at_ - 1].kind == Lexeme::Kind::sign && !next().joined);
  if (from.empty() && begins && next().is("th") && more(1)) from = "thu";
  if (from.empty()) from = misspelt_day();
  if (from.empty()) return {};
  ++at_;
  drop(".");
  const bool range = next().is("-") || next().is("to") || next().is("until") ||
                     (next().is("till") || next().is("til")) || next().is("through");
  if (range && !day_of(next(1).low).empty()) {
    at_ += 2;
    return fmt::format("{}-{}", from, day_of(in_[at_ - 1].low));
  }
  return from;
}

bool LineDays::takes_each_day() {
  const bool half = at_ > 0 && (in_[at_ - 1].is("half") || in_[at_ - 1].is("1/2"));
  const bool each = !half && at_ + 1 < in_.size() && next(1).is("day") &&
                    (next().is("a") || next().is("per") || next().is("/"));
  if (each) at_ += 2;
  return each;
}

std::string_view LineDays::misspelt_day() {
  static const std::vector<std::string_view> names{"monday", "tuesday",  "wednesday", "thursday",
                                                   "friday", "saturday", "sunday"};
  constexpr std::size_t shortest = 5;
  if (at_ > 0 || !next().is_word() || next().low.size() < shortest || next().is("sundry"))
    return {};
  const auto meant = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
    return may_be_misspelt(next().low, name);
  });
  if (meant == names.end()) return {};
  doubt(fmt::format("`{}` is near to `{}`", next().text, *meant));
  return day_of(*meant);
}

std::optional<std::string> LineDays::ordinal() {
  static constexpr std::array<std::string_view, 5> names{"first", "second", "third", "fourth",
                                                         "fifth"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (take(names[i])) return std::to_string(i + 1);
  }
  const bool ending = next(1).joined && is_one_of({"st", "nd", "rd", "th"}, next(1).low);
  if (!next().is_number() || !ending) return std::nullopt;
  at_ += 2;
  return in_[at_ - 2].low;
}

bool LineDays::off() {
  const std::size_t kept = at_;
  drop("-");
  const std::size_t first = at_;
  if (!more() || (!(next().is("off") && !more(1)) && !says_day_off(rest()))) {
    at_ = kept;
    return false;
  }
  at_ = in_.size();
  put("off", first);
  return true;
}

bool LineDays::off_before_its_day() {
  const std::size_t first = at_;
  while (more() && day_of(next().low.substr(0, next().low.find('-'))).empty() &&
         !next().is("weekends"))
    ++at_;
  std::size_t last = at_;
  if (last > first && (in_[last - 1].is(":") || in_[last - 1].is("-") || in_[last - 1].is("=")))
    --last;
  if (!more() || !says_day_off_before_it(typed(first, last))) {
    at_ = first;
    return false;
  }
  const std::size_t days_at = at_;
  put(day_or_days(), days_at);
  if (const std::string half(half_of(next().low)); more() && !half.empty()) {
    ++at_;
    put(half, at_ - 1);
  }
  if (more()) return false;
  at_ = last;
  put("off", first);
  at_ = in_.size();
  return true;
}

bool LineDays::days_that_are_worked() {
  const std::size_t first = at_;
  (void)(take("i") || take("she") || take("he"));
  const bool says_so =
      take("works") || take("working") || take("work") || (take("days") && take("worked"));
  if (says_so) drop("days");
  drop(":");
  drop("on");
  const std::string days = says_so ? day_or_days() : std::string();
  drop("only");
  const bool only_times = std::none_of(
      in_.begin() + static_cast<std::ptrdiff_t>(at_), in_.end(), [](const Lexeme& one) {
        return one.is_word() && half_of(one.low).empty() && !one.is("to") && !one.is("from");
      });
  if (days.empty() || !only_times) {
    at_ = first;
    return false;
  }
  const std::string off = days_without("mon-fri", days);
  if (off.empty())
    return tell("a day that is worked needs no line of its own", "leave it out"), true;
  (void)ask("a plan says which days are off", {off + " off"});
  return true;
}

std::string LineDays::days_without(std::string_view days, std::string_view left_out) {
  std::string others;
  for (const std::string_view day : week) {
    if (is_in(days, day) && !is_in(left_out, day))
      others += fmt::format("{}{}", others.empty() ? "" : ",", day);
  }
  return others;
}

bool LineDays::is_in(std::string_view days, std::string_view day) {
  const auto number = [&](std::string_view name) {
    return std::find(week.begin(), week.end(), name) - week.begin();
  };
  while (!days.empty()) {
    const std::string_view range = days.substr(0, days.find(','));
    const auto from = number(range.substr(0, 3));
    const auto to = number(range.substr(range.size() - 3));
    if (from <= number(day) && number(day) <= to) return true;
    days.remove_prefix(std::min(range.size() + 1, days.size()));
  }
  return false;
}

std::vector<std::string> LineDays::which_of_a_month() {
  const std::size_t first = at_;
  std::vector<std::string> numbers;
  while (more()) {
    const auto nth = take("last") ? std::optional<std::string>("last") : ordinal();
    if (!nth) break;
    numbers.push_back(*nth);
    if (!take("and") && !take("&") && !take(",")) break;
  }
  if (!day_of(next().low).empty()) return numbers;
  at_ = first;
  return {};
}

void LineDays::drop_of_the_month() {
  const std::size_t first = at_;
  (void)(take("of") || take("in"));
  (void)(take("the") || take("each") || take("every"));
  if (!take("month")) at_ = first;
}

bool LineDays::day_of_a_month() {
  const std::size_t first = at_;
  drop("every");
  drop("the");
  const std::vector<std::string> weeks = which_of_a_month();
  const bool every_nth = in_[first].is("every") && weeks.size() == 1 && !next(1).is("of") &&
                         !next(1).is("in");  // `every 2nd Thursday`
  if (weeks.empty() || every_nth) {
    at_ = first;
    return false;
  }
  const std::string day(day_of(next().low));
  ++at_;
  drop_of_the_month();
  drop(":");
  const std::string work = fmt::format("{} {}", day, rest());
  std::vector<std::string> answers;
  if (weeks.size() == 1) {
    answers = {work + " every 4 weeks", work + " 12 per year"};
  } else {
    std::string list = weeks.front();
    for (std::size_t i = 1; i < weeks.size(); ++i)
      list += (i + 1 == weeks.size() ? " and " : ", ") + weeks[i];
    answers = {fmt::format("{} weeks {} of 4", work, list),
               fmt::format("{} {} per year", work, 12 * weeks.size())};
  }
  for (std::string& answer : answers) answer = spelled(answer);
  (void)ask("a month is no number of weeks: how often is it?", std::move(answers));
  return true;
}

}  // namespace capalint::syntax
