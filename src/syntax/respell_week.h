// A day's line that is spelled anew: when it is, and the work in it. Private to `respell.cpp`.
#pragma once

#include "syntax/respell_dates.h"

namespace capalint::syntax {

struct Block {
  Words activity;
  Words text;
  Words amount;
  Words count;
  Words frequency;
  Words places;  // `with "…" at "…" in "…"`
};

class WeekLine : protected LineDates {
 protected:
  using LineDates::LineDates;

  // ---- a day's line ------------------------------------------------------------------------------

  bool day_line() {
    const std::size_t first = at_;
    if (next().is("any") && next(1).is("day")) {
      keyword();
      keyword();
    } else {
      const std::string day = day_or_days();
      if (day.empty()) return false;
      put(day, first);
    }
    drop(":");
    if (next().is(",") && !half_of(next(1).low).empty()) ++at_;
    if (next().is("all") && next(1).is("day")) at_ += 2;  // a day without a half of it
    if (has_two_halves()) return false;
    bool afternoon = false;
    if (next().is_word() && !half_of(next().low).empty()) {
      const std::string half(half_of(next().low));
      afternoon = half != "am";
      ++at_;
      put(half, at_ - 1);
      drop(":");
      if (next().is("-") && next(1).is_word()) ++at_;
    }
    afternoon_ = afternoon;
    work_at_ = at_;
    if (!clock_range()) return false;
    drop(":");
    return off() || blocks();
  }

  /// `off`, `- off`, `non-working day`, to the end of the line.
  bool off() {
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

  /// `non-working day: Wednesday`, `does not work Fridays`
  bool off_before_its_day() {
    const std::size_t first = at_;
    while (more() && day_of(next().low.substr(0, next().low.find('-'))).empty() &&
           !next().is("weekends"))
      ++at_;
    std::size_t last = at_;
    if (last > first && (in_[last - 1].is(":") || in_[last - 1].is("-"))) --last;
    if (!more() || !says_day_off_before_it(typed(first, last))) {
      at_ = first;
      return false;
    }
    const std::size_t days_at = at_;
    put(day_or_days(), days_at);
    if (more() && !half_of(next().low).empty()) put(std::string(half_of(next().low)), at_++);
    if (more()) return false;
    at_ = last;
    put("off", first);
    at_ = in_.size();
    return true;
  }

  /// `works Mon-Wed only`: the other days are off.
  bool days_that_are_worked() {
    const std::size_t first = at_;
    const bool says_so =
        take("works") || take("working") || take("work") || (take("days") && take("worked"));
    if (says_so) drop("days");
    drop(":");
    drop("on");
    const std::string days = says_so ? day_or_days() : std::string();
    drop("only");
    if (days.empty() || more()) {
      at_ = first;
      return false;
    }
    std::string off;
    for (const std::string_view day : {"mon", "tue", "wed", "thu", "fri"}) {
      if (!is_in(days, day)) off += fmt::format("{}{}", off.empty() ? "" : ",", day);
    }
    if (off.empty())
      return tell("a day that is worked needs no line of its own", "leave it out"), true;
    (void)ask("a plan says which days are off", {off + " off"});
    return true;
  }

  /// Whether `mon-wed,fri` holds a day.
  static bool is_in(std::string_view days, std::string_view day) {
    static constexpr std::array<std::string_view, 7> week{"mon", "tue", "wed", "thu",
                                                          "fri", "sat", "sun"};
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

  /// `am and pm`, which is asked about.
  bool has_two_halves() {
    const bool two = next().is_word() && !half_of(next().low).empty() &&
                     (next(1).is("and") || next(1).is("&") || next(1).is("/") || next(1).is("+") ||
                      next(1).is(",")) &&
                     !half_of(next(2).low).empty();
    if (!two) return false;
    const std::string day = to_line(result_.words);
    const std::string work(typed(at_ + 3, in_.size()));
    (void)ask("is it in each half of the day, or in the day as a whole?",
              {fmt::format("{0} {1} {2}\n{0} {3} {2}", day, half_of(next().low), work,
                           half_of(next(2).low)),
               fmt::format("{} {}", day, work)});
    return true;
  }

  // `am core 3.5h`, `9-10 team meeting`
  bool line_without_a_day() {
    const std::size_t first = at_;
    std::string when;
    if (next().is_word() && !half_of(next().low).empty()) {
      when = half_of(next().low);
      ++at_;
    } else if (const auto times = clock_words()) {
      when = to_line(*times);
    }
    if (when.empty() || !more()) {
      at_ = first;
      return false;
    }
    drop(":");
    const std::string work(rest());
    (void)ask("which day is it?",
              {fmt::format("mon {} {}", when, work), fmt::format("mon-fri {} {}", when, work)});
    result_.help = fmt::format("begin the line with its day, such as `mon {} {}`", when, work);
    return true;
  }

  /// `contrct`, `mon-fry`
  static bool nearly_begins_a_line(std::string_view word) {
    std::vector<std::string_view> words;
    for (const Statement& statement : statements()) {
      if (statement.within == Within::plan) words.push_back(statement.word);
    }
    constexpr std::size_t shortest = 3;  // not the `on` of `on call`
    return word.size() >= shortest && nearest(word, words).has_value();
  }

  /// `core 3.5h every 2 weeks`: work that says how much or how often, and on no day.
  bool asks_for_the_day() {
    constexpr std::string_view any = "any day";
    const bool counts = std::any_of(in_.begin() + static_cast<std::ptrdiff_t>(at_), in_.end(),
                                    [](const Lexeme& one) { return one.is_number(); });
    if (!counts || !next().is_word() || next().is("any") || nearly_begins_a_line(next().low))
      return false;
    Spelling work = respell(fmt::format("{} {}", any, rest()), Within::plan);
    if (!work.question.empty()) {
      result_ = std::move(work);
      return true;
    }
    const std::string line = to_line(work.words);
    if (!line.starts_with(any) || !work.doubts.empty()) return false;
    (void)ask("which day is it?", {"mon" + line.substr(any.size()), line});
    return true;
  }

  // `1st and 3rd Monday of the month am core 3.5h`
  bool day_of_a_month() {
    const std::size_t first = at_;
    drop("every");
    drop("the");
    std::vector<std::string> weeks;
    while (more()) {
      const auto nth = ordinal();
      if (!nth) break;
      weeks.push_back(*nth);
      if (!take("and") && !take("&") && !take(",")) break;
    }
    const std::string day(more() ? day_of(next().low) : std::string_view());
    if (weeks.empty() || day.empty()) {
      at_ = first;
      return false;
    }
    ++at_;
    const std::size_t of = at_;
    if (take("of") || take("in")) {
      if (!take("the") && !take("each") && !take("every")) at_ = of;
      if (at_ > of && !take("month")) at_ = of;
    } else if (take("each") || take("every")) {
      if (!take("month")) at_ = of;
    }
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
    (void)ask("a month is no number of weeks: how often is it?", std::move(answers));
    return true;
  }

  /// `1st`, `first`: 1
  std::optional<std::string> ordinal() {
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

  /// `mon`, `mon-fri`, `Mon, Wed and Fri`, `weekdays`; empty when no day stands here.
  std::string day_or_days() {
    if (take("weekdays") || take("weekday")) return "mon-fri";
    const std::size_t first = at_;
    const bool each = take("every") || take("each");
    if (each && (take("weekday") || take("working") || take("work"))) {
      drop("day");
      return "mon-fri";
    }
    if ((each && take("day")) || take("daily")) {
      doubt(fmt::format("`{}` leaves open whether the weekend is one", typed(first, at_)));
      return "mon-fri";
    }
    const bool other = (each && (take("other") || take("second"))) ||
                       (!each && (take("alternate") || take("alt") || take("alternating")));
    std::string days = day_range();
    if (days.empty()) {
      at_ = first;
      return {};
    }
    if (other) every_other_ = made("every", first);
    while (more()) {
      const std::size_t kept = at_;
      const bool joins = take(",") || take("&") || take("/") || take("and") || take("+");
      if (joins) drop("and");
      const std::string next_days = joins ? day_range() : std::string();
      if (next_days.empty()) {
        at_ = kept;
        break;
      }
      days += "," + next_days;
    }
    return days;
  }

  std::string day_range() {
    if (!more()) return {};
    const std::string& word = next().low;
    if (const std::size_t dash = word.find('-'); dash != std::string::npos) {
      const std::string_view from = day_of(std::string_view(word).substr(0, dash));
      const std::string_view to = day_of(std::string_view(word).substr(dash + 1));
      if (from.empty() || to.empty()) return {};
      ++at_;
      return fmt::format("{}-{}", from, to);
    }
    const std::string from(next().is_word() ? day_of(word) : std::string_view());
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

  struct Time {
    int minutes = 0;
    bool half_said = false;  // `9am`
  };
  static constexpr int minutes_in_hour = 60;
  static constexpr int noon = 12 * minutes_in_hour;

  /// `9`, `9.30`, `09:30`, `0930`, `9am`
  std::optional<Time> time() {
    if (!next().is_number()) return std::nullopt;
    std::string digits = next().low;
    const std::size_t sign = digits.find_first_of(".:");
    std::string hours = digits.substr(0, sign);
    std::string minutes = sign == std::string::npos ? "00" : digits.substr(sign + 1);
    constexpr std::size_t without_sign = 3;  // `930`
    if (sign == std::string::npos && digits.size() >= without_sign) {
      hours = digits.substr(0, digits.size() - 2);
      minutes = digits.substr(digits.size() - 2);
    }
    if (hours.size() > 2 || minutes.size() != 2) return std::nullopt;
    Time result{std::stoi(hours) * minutes_in_hour + std::stoi(minutes)};
    if (std::stoi(minutes) >= minutes_in_hour || result.minutes > 2 * noon) return std::nullopt;
    ++at_;
    const std::string_view half = next().is_word() ? half_of(next().low) : std::string_view();
    if ((half == "am" || half == "pm") && result.minutes < noon + minutes_in_hour) {
      result.half_said = true;
      result.minutes %= noon;
      if (half == "pm") result.minutes += noon;
      ++at_;
    }
    return result;
  }

  static std::string clock(int minutes) { return to_string(Clock{minutes}); }

  /// Nothing is taken when no range of times stands here, or when it has to be asked about.
  Part clock_words() {
    const std::size_t first = at_;
    drop("from");
    auto start = time();
    const bool range = start && (next().is("-") || next().is("to") || next().is("until") ||
                                 (next().is("till") || next().is("til")));
    if (range) ++at_;
    auto end = range ? time() : std::nullopt;
    const bool counts = more() && (counts_appointments(next().low) || next().is("weeks") ||
                                   !unit_of(next().low).empty());           // `3-4 hours`
    if (!end || counts || (more() && next().joined && next().is_word())) {  // `3-4h`
      at_ = first;
      return std::nullopt;
    }
    if (start->half_said != end->half_said) agree(*start, *end);
    const bool said = start->half_said || end->half_said;
    constexpr int earliest = 7 * minutes_in_hour;
    if (!said && afternoon_ && end->minutes <= noon && start->minutes < noon &&
        start->minutes < earliest) {
      start->minutes += noon;
      end->minutes += noon;
    }
    const bool over_noon = !said && start->minutes >= noon &&
                           start->minutes < noon + minutes_in_hour &&
                           end->minutes < earliest;  // `12-1`
    if (over_noon) end->minutes += noon;
    const bool backwards = end->minutes <= start->minutes;
    if ((backwards && start->minutes < first_night) ||
        (!said && end->minutes < earliest && !backwards)) {
      const int from = backwards ? start->minutes : start->minutes + noon;
      const std::string day = result_.words.empty() ? "mon" : to_line({result_.words.front()});
      const std::string work = before_times_.empty() ? std::string(rest())
                               : more() ? fmt::format("{} {}", to_line(before_times_), rest())
                                        : to_line(before_times_);
      std::vector<std::string> answers{
          fmt::format("{} {}-{} {}", day, clock(from), clock(end->minutes + noon), work)};
      if (backwards && start->minutes < noon && end->minutes < noon)
        answers.push_back(fmt::format("{} {}-{} {}", day, clock(start->minutes + noon),
                                      clock(end->minutes), work));
      (void)ask("in which half of the day are these times?", std::move(answers));
      return std::nullopt;
    }
    length_ = end->minutes - start->minutes;
    return Words{{clock(start->minutes), in_[first].begin, in_[first].end},
                 {"-", in_[first].end, in_[at_ - 1].begin},
                 {clock(end->minutes), in_[at_ - 1].begin, in_[at_ - 1].end}};
  }

  /// False when it has to be asked about.
  bool clock_range() {
    const auto times = clock_words();
    if (!times) return result_.question.empty();
    // The times say what `am` or `pm` before them said.
    if (result_.words.size() > 1) result_.words.pop_back();
    put(*times);
    return true;
  }

  /// One half of the day that is said is that of both times, as far as they run forward then.
  static void agree(Time& start, Time& end) {
    if (!start.half_said) {
      if (end.minutes >= noon && start.minutes + noon < end.minutes) start.minutes += noon;
    } else if (end.minutes <= start.minutes && end.minutes < noon) {
      end.minutes += noon;
    }
  }

  // ---- work --------------------------------------------------------------------------------------

  bool blocks() {
    bool first = true;
    while (more()) {
      Block block;
      if (!this->block(block)) return false;
      if (times_after_work_ && (more() || !first)) return ask_for_a_line_each();
      if (block.frequency.empty() && every_other_)
        block.frequency = {*every_other_, made_of_nothing("2"), made_of_nothing("weeks")};
      const bool alone = first && !more();
      if (alone && length_ > 0 && block.amount.empty())
        block.amount = {made_of_nothing(hours_and_minutes(std::to_string(length_ / minutes_in_hour),
                                                          length_ % minutes_in_hour))};
      if (!first && separator_.text.empty()) return false;
      if (!first) put(separator_);
      first = false;
      put(block.activity);
      put(block.text);
      put(block.amount);
      put(block.count);
      put(block.frequency);
      put(block.places);
      separator_ = {};
      if (!more()) break;
      if (!separator()) return false;
    }
    return !first;
  }

  /// `core 9-12, team meeting 12-1`: the work before this piece, this one, and what follows.
  bool ask_for_a_line_each() {
    const std::string day = to_line({result_.words.front()});
    std::vector<std::string> pieces;
    std::size_t begin = work_at_;
    for (std::size_t i = work_at_; i <= in_.size(); ++i) {
      const bool ends = i == in_.size() || in_[i].is(",") || in_[i].is(";") || in_[i].is("+");
      if (!ends) continue;
      if (i > begin) pieces.emplace_back(typed(begin, i));
      begin = i + 1;
    }
    if (pieces.size() < 2) return false;
    std::string lines;
    for (const std::string& piece : pieces) {
      if (!lines.empty()) lines += "\n";
      Spelling line = respell(fmt::format("{} {}", day, piece), Within::plan);
      if (!line.answers.empty()) line = respell(line.answers.front(), Within::plan);
      lines += line.words.empty() ? fmt::format("{} {}", day, piece) : to_line(line.words);
    }
    return ask("which times belong to which work?", {lines});
  }

  /// Between two pieces of work: `,`, `+`, `and`, or nothing but a new piece of work.
  bool separator() {
    const std::size_t first = at_;
    if (take(",") || take("+") || take(";") || take("&")) {
      separator_ = made(",", first);
      return more();
    }
    if (take("and") || take("then") || take("plus")) {
      doubt(fmt::format("`{}` joins two pieces of work", in_[first].text));
      separator_ = made(",", first);
      return more();
    }
    doubt(fmt::format("a comma is missing before `{}`", next().text));
    separator_ = made_of_nothing(",");
    return true;
  }

  [[nodiscard]] static bool complete(const Block& block) {
    return !block.activity.empty() && (!block.amount.empty() || !block.count.empty());
  }

  bool block(Block& block) {
    bool in_brackets = false;
    while (more()) {
      if (next().is(",") || next().is("+") || next().is(";")) break;
      if (next().is("&") && !joins_words(block)) break;
      if (next().is("(") && !block.activity.empty() && asks_about_brackets()) return false;
      if (take("(")) {
        in_brackets = true;
        continue;
      }
      if (take(")")) {
        if (!in_brackets) return false;
        in_brackets = false;
        continue;
      }
      if (next().is(":") && !block.activity.empty()) {
        ++at_;
        continue;
      }
      const bool may_have_times = !block.activity.empty() || !separator_.text.empty();
      if (may_have_times && block.amount.empty() && times_of(block)) continue;
      if (!result_.question.empty()) return false;
      if (next().is("-") && !block.activity.empty() && next(1).is_number() &&
          block.amount.empty()) {
        const std::string rest(line_.substr(next(1).begin));
        return ask(
            "does the dash stand before the amount?",
            {fmt::format("{} {} {}", to_line(result_.words), to_line(block.activity), rest)});
      }
      const std::size_t first = at_;
      if ((next().is("and") || next().is("then") || next().is("plus")) && complete(block)) break;
      if (joins_words(block)) {
        ++at_;
        block.activity.push_back(made("and", first));
        continue;
      }
      if (next().kind == Lexeme::Kind::quoted) {
        if (!block.text.empty()) return false;
        ++at_;
        block.text = {quoted(first)};
        continue;
      }
      if (auto found = count()) {
        if (!block.count.empty()) return false;
        block.count = *found;
        continue;
      }
      if (auto found = frequency()) {
        if (!block.frequency.empty()) return false;
        block.frequency = *found;
        continue;
      }
      if (!result_.question.empty()) return false;
      if (next().is("1:1") || next().is("1-1")) {
        ++at_;
        block.activity.push_back(made("one-to-one", first));
        continue;
      }
      if (is_about()) {
        doubt(fmt::format("`{}` is not counted", next().text));
        ++at_;
        drop(".");
        continue;
      }
      if (block.amount.empty()) {
        if (auto found = amount_in_words()) {
          block.amount = *found;
          continue;
        }
      }
      if (next().is_number()) {
        if (!block.amount.empty()) return false;
        auto found = amount();
        if (found && found->back().text == "PA") return ask_for_hours(block, first);
        if (!found) found = amount_without_unit(block);
        if (!found) return false;
        block.amount = *found;
        continue;
      }
      if (place(block)) continue;
      const bool of = next().is("of") && !block.activity.empty() && next(1).is_word();
      if (!next().is_word() || (says_when_or_where(next().low) && !of)) return false;
      if (complete(block)) break;  // a new piece of work begins
      ++at_;
      block.activity.push_back(made(activity_word(in_[first]), first));
    }
    if (block.activity.empty()) return false;
    name_of_work(block);
    return true;
  }

  /// `core 1 PA`: of a contract, and not of work.
  bool ask_for_hours(const Block& block, std::size_t first) {
    const std::string before =
        fmt::format("{} {}", to_line(result_.words), to_line(block.activity));
    const std::string said(typed(first, at_));
    const bool one = in_[first].low == "1";
    return one ? ask(fmt::format("how many hours are `{}`? Work is in hours", said),
                     {before + " 4h", before + " 3h"})
               : tell(fmt::format("`{}` of work is written in hours", said),
                      fmt::format("write the hours: a programmed activity is 4h, 3h out of hours, "
                                  "such as `{} 4h`",
                                  before));
  }

  /// `admin & emails`, `letters/reports`
  bool joins_words(const Block& block) const {
    return (next().is("and") || next().is("&") || next().is("/")) && !block.activity.empty() &&
           !complete(block) && block.text.empty() && next(1).is_word();
  }

  /// `about 2h`
  bool is_about() const {
    const std::size_t number = next(1).is(".") ? 2 : 1;
    return next(number).is_number() && (next().is("~") || says_about(next().low));
  }

  /// `team meeting 9-10`: the times of the line, after its work.
  bool times_of(const Block& block) {
    const std::size_t first = at_;
    drop("from");
    if (!next().is_number()) {
      at_ = first;
      return false;
    }
    at_ = first;
    before_times_ = block.activity;
    const bool known = length_ > 0;
    const int length = length_;
    auto times = clock_words();
    before_times_.clear();
    if (!times && known && !result_.question.empty()) {  // each line is asked about, with its work
      result_.question.clear();
      result_.answers.clear();
      at_ += next().is("from") ? 1 : 0;
      (void)time();
      ++at_;
      (void)time();
      times_after_work_ = true;
      return true;
    }
    if (!times) return false;
    times_after_work_ = true;
    if (known) {
      length_ = length;
      return true;  // a second range, which is asked about
    }
    if (result_.words.size() > 1) result_.words.resize(1);
    put(*times);
    return true;
  }

  /// `core 3.5h (Elm House)`: words alone in brackets are a place, or a remark.
  bool asks_about_brackets() {
    std::size_t close = at_ + 1;
    while (close < in_.size() && in_[close].is_word()) ++close;
    if (close == at_ + 1 || close >= in_.size() || !in_[close].is(")")) return false;
    const std::size_t open = at_;
    at_ = open + 1;
    const bool means_more = frequency().has_value() || !result_.question.empty() ||
                            amount_in_words().has_value() || next().is("with") || next().is("at") ||
                            next().is("in");
    at_ = open;
    result_.question.clear();
    result_.answers.clear();
    if (means_more) return false;
    const std::string said(typed(open + 1, close));
    std::string line(typed(0, open));
    if (close + 1 < in_.size()) line += fmt::format(" {}", typed(close + 1, in_.size()));
    const Spelling without = respell(line, Within::plan);
    if (!without.words.empty()) line = to_line(without.words);
    (void)ask(fmt::format("is `{}` where the work is, or a remark?", said),
              {fmt::format("{} at \"{}\"", line, said), fmt::format("{}   # {}", line, said)});
    return true;
  }

  /// A word of the language that is no work, so that what it says here is not understood.
  static bool says_when_or_where(std::string_view word) {
    return is_one_of({"week", "weeks", "of", "in", "every", "each", "per", "at", "with", "from",
                      "until", "to", "am", "pm", "eve", "and", "or", "x"},
                     word) ||
           !day_of(word).empty();
  }

  /// Plain words are written small; an abbreviation stays as it is.
  static std::string activity_word(const Lexeme& word) {
    static const std::vector<std::string_view> keywords{"choice", "core", "big", "admin", "team"};
    const bool shouted = std::none_of(word.text.begin(), word.text.end(),
                                      [](char c) { return c >= 'a' && c <= 'z'; });
    return shouted && !is_one_of(keywords, word.low) ? std::string(word.text) : word.low;
  }

  /// `specific Eating disorders clinic` names its work without quotation marks.
  void name_of_work(Block& block) {
    const std::string& kind = block.activity.front().text;
    if ((kind != "specific" && kind != "other") || block.activity.size() == 1 ||
        !block.text.empty())
      return;
    const std::uint32_t begin = block.activity[1].begin;
    const std::uint32_t end = block.activity.back().end;
    doubt("the name of the work is not in quotation marks");
    block.text = {{fmt::format("\"{}\"", line_.substr(begin, end - begin)), begin, end}};
    block.activity.resize(1);
  }

  // `with Ben`, `at Elm House`, `in Riverside`
  bool place(Block& block) {
    const bool person_or_site = next().is("with") || next().is("at") || next().is("@");
    const bool team = next().is("in") && !block.amount.empty();
    if ((!person_or_site && !team) || block.activity.empty() || !more(1)) return false;
    const std::size_t first = at_++;
    const std::string word = in_[first].low == "@" ? "at" : in_[first].low;
    const std::size_t from = at_;
    if (next().kind == Lexeme::Kind::quoted) {
      ++at_;
    } else {
      while (more() && (next().is_word() || next().is(".")) && !ends_place()) ++at_;
    }
    if (at_ == from) {
      at_ = first;
      return false;
    }
    block.places.push_back({word, in_[first].begin, in_[first].end});
    block.places.push_back(quoted(from));
    return true;
  }

  bool ends_place() {
    if (next().is("with") || next().is("at") || next().is("in") || next().is("and")) return true;
    const std::size_t kept = at_;
    const bool often = frequency().has_value() || !result_.question.empty();
    at_ = kept;
    result_.question.clear();
    result_.answers.clear();
    return often;
  }

  /// `x2`, `x 2`, `2x`, `2 appointments`
  Part count() {
    const std::size_t first = at_;
    const bool has_unit = next(2).joined && next(2).is_word();  // `x 1.5h` is no number of them
    if (next().is("x") && next(1).is_number() && !has_unit) {
      at_ += 2;
      return Words{made("x" + in_[at_ - 1].low, first)};
    }
    if (next().is_number() && (next(1).is("choice") || next(1).is("core")) &&
        counts_appointments(next(2).low)) {  // `2 choice appointments`
      std::swap(in_[at_], in_[at_ + 1]);
      return std::nullopt;
    }
    const bool times = next(1).is("x") && !next(2).is_number();  // not `3 x 2`
    if (next().is_number() && (times || counts_appointments(next(1).low))) {
      at_ += 2;
      return Words{made("x" + in_[first].low, first)};
    }
    return std::nullopt;
  }

  /// `.5` for `1/2`, with a unit behind it.
  std::optional<std::string_view> written_fraction() {
    static const std::vector<std::pair<std::string_view, std::string_view>> known{
        {"1/2", ".5"}, {"1/4", ".25"}, {"3/4", ".75"}};
    if (!next().is_number() || !next(1).is("/") || !next(2).is_number() ||
        unit_of(next(3).low).empty())
      return std::nullopt;
    const std::string text = next().low + "/" + next(2).low;
    for (const auto& [sign, decimals] : known) {
      if (sign != text) continue;
      at_ += 3;
      return decimals;
    }
    return std::nullopt;
  }

  /// `half an hour`, `an hour`, `two hours`, `an hour and a half`
  Part amount_in_words() {
    const std::size_t first = at_;
    const auto is_hour = [&](std::size_t ahead) {
      return next(ahead).is_word() && unit_of(next(ahead).low) == "h";
    };
    const auto half_follows = [&] {
      return next().is("and") && next(1).is("a") && next(2).is("half");
    };
    if (const auto fraction = written_fraction()) {  // `1/2 hour`
      if (!is_hour(0)) {
        at_ = first;
        return std::nullopt;
      }
      ++at_;
      return Words{made(fmt::format("0{}h", *fraction), first)};
    }
    if (next().is("half")) {
      const std::size_t article = next(1).is("an") || next(1).is("a") ? 1 : 0;
      if (is_hour(1 + article)) {
        at_ += 2 + article;
        return Words{made("30m", first)};
      }
      if (next(1 + article).is("day") && !more(2 + article)) {
        at_ += 2 + article;
        doubt("half a day is a session");
        return Words{made("1", first), made("session", at_ - 1)};
      }
      return std::nullopt;
    }
    if (next().is("quarter") && next(1).is("of") && next(2).is("an") && is_hour(3)) {
      at_ += 4;
      return Words{made("15m", first)};
    }
    const std::size_t article = next().is("a") || next().is("an") ? 1 : 0;
    if (is_hour(article) && (article == 1 || (next(1).is("and") && next(2).is("a")))) {
      at_ += article + 1;
      if (!half_follows()) return Words{made("1h", first)};
      at_ += 3;
      return Words{made("1.5h", first)};
    }
    const auto number = next().is_word() ? number_word(next().low) : std::nullopt;
    if (!number || next(1).kind != Lexeme::Kind::word) return std::nullopt;
    const std::string unit(unit_of(next(1).low));
    if (unit.empty()) return std::nullopt;
    at_ += 2;
    if (unit == "h" && half_follows()) {
      at_ += 3;
      return Words{made(fmt::format("{}.5h", *number), first)};
    }
    if (unit == "sessions" || unit == "PA")
      return Words{{std::to_string(*number), in_[first].begin, in_[first].end},
                   {unit, in_[at_ - 1].begin, in_[at_ - 1].end}};
    return Words{made(std::to_string(*number) + unit, first)};
  }

  /// The number that stands here, `½` and `3½` included; nothing for a time such as `12:30`.
  std::optional<std::string> decimal() {
    static const std::vector<std::pair<std::string_view, std::string_view>> fractions{
        {"¼", ".25"}, {"½", ".5"}, {"¾", ".75"}};
    const auto fraction = [&](const Lexeme& one) -> std::string_view {
      for (const auto& [sign, decimals] : fractions) {
        if (one.text == sign) return decimals;
      }
      return {};
    };
    if (!next().is_number() || next().low.find(':') != std::string::npos) return std::nullopt;
    const std::string_view alone = fraction(next());
    std::string number = alone.empty() ? next().low : "0" + std::string(alone);
    ++at_;
    if (const auto half = written_fraction();
        alone.empty() && half && number.find('.') == std::string::npos) {
      return number + std::string(*half);  // `1 1/2`
    }
    if (alone.empty() && number.find('.') == std::string::npos) {
      if (const std::string_view more_of_it = fraction(next()); !more_of_it.empty()) {
        number += more_of_it;
        ++at_;
      }
    }
    return number;
  }

  /// `3.5h`, `3 hrs`, `3h 30m`, `3h30`, `30 mins`, `2 sessions`
  Part amount() {
    const std::size_t first = at_;
    const auto number = decimal();
    const bool programmed =
        next().is("programmed") && (next(1).is("activities") || next(1).is("activity"));
    const std::string unit(number && programmed         ? "PA"
                           : number && next().is_word() ? unit_of(next().low)
                                                        : std::string_view());
    if (!number || unit.empty()) {
      at_ = first;
      return std::nullopt;
    }
    ++at_;
    if (unit == "PA" && (next().is("activities") || next().is("activity"))) ++at_;
    if (unit == "sessions" || unit == "PA") {
      Respelt word = made(unit, at_ - 1);
      return Words{{*number, in_[first].begin, in_[at_ - 2].end}, std::move(word)};
    }
    const bool whole = number->find('.') == std::string::npos;
    if (!whole && next().is_number() && next().joined && unit_of(next(1).low) == "m") {
      at_ += 2;  // `1.1h20m`
      const std::uint32_t begin = in_[first].begin;
      return Words{made(std::string(line_.substr(begin, in_[at_ - 1].end - begin)), first)};
    }
    if (unit == "h" && whole && next().is_number() && !next(1).is("x")) {
      const std::size_t kept = at_;
      const auto minutes = decimal();
      const bool has_unit = next().is_word() && unit_of(next().low) == "m";
      if (has_unit) ++at_;
      const bool is_short = minutes && minutes->size() <= 2 &&
                            minutes->find('.') == std::string::npos &&
                            std::stoi(*minutes) < minutes_in_hour;
      const bool ends = !more() || next().is(",") || next().is("+") || next().is(")");
      const bool two_digits = is_short && minutes->size() == 2;  // `2 hrs 30`
      if (is_short && (has_unit || in_[kept].joined || (two_digits && ends)))
        return Words{made(hours_and_minutes(*number, std::stoi(*minutes)), first)};
      at_ = kept;
    }
    return Words{made(*number + unit, first)};
  }

  /// `3.5h` for 3 and 30; what is no short decimal stays `3h20m`.
  static std::string hours_and_minutes(const std::string& hours, int minutes) {
    constexpr int quarter = 15;
    static const std::array<std::string_view, 4> decimals{"", ".25", ".5", ".75"};
    if (minutes % quarter != 0) return fmt::format("{}h{}m", hours, minutes);
    return fmt::format("{}{}h", hours, decimals[static_cast<std::size_t>(minutes / quarter)]);
  }

  /// A number alone is hours in a day's work; of Choice it may be appointments.
  Part amount_without_unit(const Block& block) {
    const std::size_t first = at_;
    const auto number = decimal();
    if (!number || (more() && next().joined)) return std::nullopt;
    const bool choice = block.activity.empty()
                            ? next().is("choice")
                            : block.activity.size() == 1 && block.activity.front().text == "choice";
    if (choice && number->find('.') == std::string::npos) {
      const std::string before = to_line(result_.words);
      (void)ask(fmt::format("are these {} appointments or {} hours?", *number, *number),
                {fmt::format("{} choice x{}", before, *number),
                 fmt::format("{} choice {}h", before, *number)});
      return std::nullopt;
    }
    doubt(fmt::format("`{}` has no unit", *number));
    return Words{made(*number + "h", first)};
  }

  /// `every 2 weeks`, `fortnightly`, `alternate weeks`, `week 1 of 2`, `3 weeks in 4`, `12 per year`
  Part frequency() {
    const std::size_t first = at_;
    const auto every = [&](std::string_view weeks) {
      Words words{made("every", first)};
      if (!weeks.empty()) words.push_back(made(std::string(weeks), first));
      words.push_back(made(weeks.empty() ? "week" : "weeks", first));
      return words;
    };
    const auto week_follows = [&](std::size_t ahead) {
      return next(ahead).is("week") || next(ahead).is("weeks") || next(ahead).is("wk") ||
             next(ahead).is("wks");
    };
    if (take("fortnightly")) return every("2");
    if (take("weekly")) return every("");
    if (next().is_number() && next().low.size() == 3 && next().low[1] == ':' && next().low[2] > '1')
      return ask_one_in(first, next().low.substr(2), 1);  // `1:2`
    if (next().is_number() && next().low == "1" && next(1).is("in") && next(2).is_number()) {
      if (week_follows(3)) {
        at_ += 4;
        return every(in_[at_ - 2].low);
      }
      return ask_one_in(first, next(2).low, 3);
    }
    const bool once = next().is("1") || next().is("once") || next().is("one");
    if (once || next().is("per") || next().is("a")) {
      const std::size_t per = once ? 1 : 0;
      if ((next(per).is("per") || next(per).is("a") || next(per).is("each") ||
           next(per).is("every") || next(per).is("/")) &&
          next(per + 1).is("fortnight")) {
        at_ += per + 2;
        return every("2");
      }
    }
    if (next().is("biweekly") || next().is("bi-weekly"))
      return ask_after(first, 1, "is it every two weeks, or twice a week?",
                       {"every 2 weeks", "2 per week"});
    if ((next().is("alternate") || next().is("alternating") || next().is("alt")) &&
        !day_of(next(1).low).empty()) {
      at_ += 2;
      return every("2");
    }
    if ((next().is("odd") || next().is("even")) && week_follows(1))
      return ask_after(first, 2, "the weeks of a cycle have numbers",
                       {next().is("odd") ? "week 1 of 2" : "week 2 of 2", "every 2 weeks"});
    if (next().is("week") && next(1).is_word() && next(1).low.size() == 1 &&
        (next(1).is("a") || next(1).is("b")) && !next(2).is_word())
      return ask_after(first, 2, "the weeks of a cycle have numbers",
                       {next(1).is("a") ? "week 1 of 2" : "week 2 of 2", "every 2 weeks"});
    if ((next().is("alternate") || next().is("alternating") || next().is("alt")) &&
        week_follows(next(1).is(".") ? 2 : 1)) {
      if (next(1).is(".")) ++at_;
      at_ += 2;
      return every("2");
    }
    if (take("monthly")) return ask_about_months(first);
    if (next().is("once") && (next(1).is("a") || next(1).is("every")) &&
        (next(2).is("fortnight") || next(2).is("week") || next(2).is("month"))) {
      at_ += 3;
      if (in_[at_ - 1].low == "month") return ask_about_months(first);
      return every(in_[at_ - 1].low == "fortnight" ? "2" : "");
    }
    const auto in_words = number_word(next().low);
    const bool counted = (in_words || next().is_number()) &&
                         (next(1).is("times") || next(1).is("x"));  // `3 times a year`
    if (next().is("once") || next().is("twice") || counted) {
      const std::string times = next().is("once")    ? "1"
                                : next().is("twice") ? "2"
                                : in_words           ? std::to_string(*in_words)
                                                     : next().low;
      at_ += counted ? 2 : 1;
      if (auto period = rate()) {
        Words words{{times, in_[first].begin, in_[first].end}};
        words.insert(words.end(), period->begin(), period->end());
        return words;
      }
      at_ = first;
      return std::nullopt;
    }
    if (next().is("every") || next().is("each")) {
      if (next(1).is("month")) {
        at_ += 2;
        return ask_about_months(first);
      }
      if (next(1).is("fortnight")) {
        at_ += 2;
        return every("2");
      }
      if (next(1).is("week")) {
        at_ += 2;
        return every("");
      }
      if (week_follows(1)) {
        (void)ask(
            "every how many weeks?",
            {fmt::format("{} every 2 weeks",
                         line_.substr(0, next().begin)
                             .substr(0, line_.substr(0, next().begin).find_last_not_of(' ') + 1))});
        return std::nullopt;
      }
      if (next(1).is("other") && week_follows(2)) {
        at_ += 3;
        return every("2");
      }
      ++at_;
      if (const auto nth = ordinal(); nth && week_follows(0)) {  // `every third week`
        ++at_;
        return every(*nth);
      }
      at_ = first;
      const auto named = number_word(next(1).low);
      if ((named || next(1).is_number()) && week_follows(2)) {
        const std::string weeks = named ? std::to_string(*named) : next(1).low;
        at_ += 3;
        return every(weeks);
      }
      return std::nullopt;
    }
    return frequency_of_the_grammar();
  }

  [[nodiscard]] Respelt made_at(std::size_t at) const {
    return {in_[at].low, in_[at].begin, in_[at].end};
  }

  /// `weeks 1, 2 and 4`
  [[nodiscard]] Words list_of(std::size_t first, const Words& weeks) const {
    Words words{{weeks.size() == 1 ? "week" : "weeks", in_[first].begin, in_[first].end}};
    for (std::size_t i = 0; i < weeks.size(); ++i) {
      const std::uint32_t at = weeks[i].begin;
      if (i > 0) words.push_back({i + 1 == weeks.size() ? "and" : ",", at, at});
      words.push_back(weeks[i]);
    }
    return words;
  }

  Part ask_about_months(std::size_t first) {
    const std::string before(typed(0, first));
    (void)ask("a month is no number of weeks: how often is it?",
              {before + " every 4 weeks", before + " 12 per year"});
    return std::nullopt;
  }

  /// `1:4`, `1 in 4`
  Part ask_one_in(std::size_t first, const std::string& weeks, std::size_t count) {
    return ask_after(first, count,
                     fmt::format("is `{}` one week of {}?", typed(first, first + count), weeks),
                     {fmt::format("every {} weeks", weeks), fmt::format("week 1 of {}", weeks)});
  }

  /// Asks with the whole line, in which one of these says how often.
  Part ask_after(std::size_t first, std::size_t count, std::string question,
                 const std::vector<std::string>& often) {
    std::vector<std::string> answers;
    for (const std::string& one : often) {
      std::string line = fmt::format("{} {}", typed(0, first), one);
      if (first + count < in_.size())
        line = fmt::format("{} {} {}", typed(0, first), typed(first + count, in_.size()), one);
      const Spelling read = respell(line, within_);
      answers.push_back(read.words.empty() ? line : to_line(read.words));
    }
    (void)ask(std::move(question), std::move(answers));
    return std::nullopt;
  }

  /// What is in the one look already: `weeks 1 and 3 of 4`, `week 1 of 2`, `3 weeks in 4`, `per year`.
  Part frequency_of_the_grammar() {
    const std::size_t first = at_;
    const auto up_to_here = [&] {
      Words words;
      for (std::size_t i = first; i < at_; ++i)
        words.push_back({in_[i].low, in_[i].begin, in_[i].end});
      return words;
    };
    if ((next().is("week") || next().is("weeks") || next().is("wk") || next().is("wks")) &&
        next(1).is_number()) {
      Words weeks{made_at(at_ + 1)};
      at_ += 2;
      while (next(1).is_number() &&
             (next().is("and") || next().is(",") || next().is("&") || next().is("+"))) {
        weeks.push_back(made_at(at_ + 1));
        at_ += 2;
      }
      const bool of = (next().is("of") || next().is("in") || next().is("/")) && next(1).is_number();
      if (!of)
        return ask_after(
            first, at_ - first, "of how many weeks?",
            {fmt::format("{} of {}", to_line(list_of(first, weeks)), weeks.size() == 1 ? 2 : 4)});
      Words words = list_of(first, weeks);
      words.push_back({"of", in_[at_].begin, in_[at_].end});
      words.push_back(made_at(at_ + 1));
      at_ += 2;
      return words;
    } else if (next().is_number() && (next(1).is("weeks") || next(1).is("week")) &&
               (next(2).is("in") || next(2).is("of")) && next(3).is_number()) {
      at_ += 4;
      Words words = up_to_here();
      words[2].text = "in";
      return words;
    } else {
      if (next().is_number() && (next(1).is("per") || next(1).is("a"))) ++at_;
      const std::size_t number_ends = at_;
      if (auto period = rate()) {
        Words words;
        if (number_ends > first)
          words.push_back({in_[first].low, in_[first].begin, in_[first].end});
        words.insert(words.end(), period->begin(), period->end());
        return words;
      }
    }
    at_ = first;
    return std::nullopt;
  }

  Respelt separator_;
  int length_ = 0;          // of the line by the clock, in minutes
  bool afternoon_ = false;  // `pm` or `eve` stands before the times
  Words before_times_;      // the work that its times stand after
  bool times_after_work_ = false;
  std::size_t work_at_ = 0;             // the first word of the line's work
  std::optional<Respelt> every_other_;  // `every other Monday`
};

}  // namespace capalint::syntax
