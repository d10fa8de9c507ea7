#include "syntax/respell_times.h"

namespace capalint::syntax {

std::optional<LineTimes::Time> LineTimes::time() {
  if (next().is("noon") || next().is("midday")) {
    ++at_;
    return Time{noon, true};
  }
  if (next().is("half")) {  // `half eight`
    const auto hour = number_word(next(1).low);
    const bool in_digits = next(1).low.size() <= 2 && is_digits(next(1).low);
    const int hours = hour ? *hour : in_digits ? std::stoi(next(1).low) : 0;
    constexpr int last_hour = 12;
    if (hours < 1 || hours > last_hour || !unit_of(next(2).low).empty()) return std::nullopt;
    at_ += 2;
    constexpr int half_hour = 30;
    return Time{hours * minutes_in_hour + half_hour};
  }
  const auto named = number_word(next().low);
  if (!next().is_number() && !named) return std::nullopt;
  std::string digits = named ? std::to_string(*named) : next().low;
  const std::size_t sign = digits.find_first_of(".:");
  std::string hours = digits.substr(0, sign);
  std::string minutes = sign == std::string::npos ? "00" : digits.substr(sign + 1);
  constexpr std::size_t without_sign = 3;  // `930`
  if (sign == std::string::npos && digits.size() >= without_sign) {
    hours = digits.substr(0, digits.size() - 2);
    minutes = digits.substr(digits.size() - 2);
  }
  if (hours.size() > 2 || minutes.size() != 2 || !is_digits(hours) || !is_digits(minutes))
    return std::nullopt;
  Time result{std::stoi(hours) * minutes_in_hour + std::stoi(minutes)};
  if (std::stoi(minutes) >= minutes_in_hour || result.minutes > 2 * noon) return std::nullopt;
  ++at_;
  if (result.minutes == noon && (take("noon") || take("midday"))) result.half_said = true;
  const std::string_view half = next().is_word() ? half_of(next().low) : std::string_view();
  if ((half == "am" || half == "pm") && result.minutes < noon + minutes_in_hour) {
    result.half_said = true;
    result.minutes %= noon;
    if (half == "pm") result.minutes += noon;
    ++at_;
  }
  return result;
}

std::string LineTimes::clock(int minutes) { return to_string(Clock{minutes}); }

Part LineTimes::clock_words() {
  const std::size_t first = at_;
  drop("from");
  auto start = time();
  const bool range = start && is_up_to();
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
  if (!said && is_afternoon() && end->minutes <= noon && start->minutes < noon &&
      start->minutes < earliest) {
    start->minutes += noon;
    end->minutes += noon;
  }
  const bool over_noon = !said && start->minutes >= noon &&
                         start->minutes < noon + minutes_in_hour &&
                         end->minutes < earliest;  // `12-1`
  if (over_noon) end->minutes += noon;
  if (start->minutes == end->minutes && says_a_whole_day()) end->minutes += 2 * noon;
  if (!said) read_as_worked(first, *start, *end);
  const bool backwards = end->minutes <= start->minutes;
  if ((backwards && start->minutes < first_night) ||
      (!said && end->minutes < earliest && !backwards)) {
    ask_which_half(*start, *end);
    at_ = first;
    return std::nullopt;
  }
  started_ = start->minutes;
  length_ = end->minutes - start->minutes;
  return Words{{clock(start->minutes), in_[first].begin, in_[first].end},
               {"-", in_[first].end, in_[at_ - 1].begin},
               {clock(end->minutes), in_[at_ - 1].begin, in_[at_ - 1].end}};
}

/// Behind the times, whose half of the day is open.
void LineTimes::ask_which_half(const Time& start, const Time& end) {
  if (before_times_.empty() && !result_.words.empty() && (!more() || next().is(","))) {
    (void)tell("a plan says what is done, and not when a day begins or ends",
               fmt::format("give the work its times, such as `{} 09:00-12:30 core 3.5h`",
                           to_line(Words{result_.words.front()})));
    return;
  }
  const int from = end.minutes <= start.minutes ? start.minutes : start.minutes + noon;
  const std::string day = result_.words.empty() ? "mon" : to_line({result_.words.front()});
  const std::string work = before_times_.empty() ? std::string(rest())
                           : more() ? fmt::format("{} {}", to_line(before_times_), rest())
                                    : to_line(before_times_);
  std::vector<std::string> answers{
      fmt::format("{} {}-{} {}", day, clock(from), clock(end.minutes + noon), work)};
  if (start.minutes == end.minutes)
    answers.push_back(fmt::format("{} {}-{} {} 24h", day, clock(from), clock(end.minutes), work));
  if (end.minutes < start.minutes && start.minutes < noon)
    answers.push_back(
        fmt::format("{} {}-{} {}", day, clock(start.minutes + noon), clock(end.minutes), work));
  (void)ask(start.minutes == end.minutes ? "when does it end: is it a whole day and night?"
                                         : "in which half of the day are these times?",
            std::move(answers));
}

void LineTimes::read_as_worked(std::size_t first, Time& start, Time& end) {
  constexpr int latest = 19 * minutes_in_hour;  // to begin
  constexpr int last_of_twelve = noon + minutes_in_hour;
  const bool as_it_stands = start.minutes >= earliest && end.minutes > start.minutes;
  const bool of_twelve_hours = start.minutes < last_of_twelve && end.minutes < last_of_twelve &&
                               in_[first].low.front() != '0';
  const bool of_a_night = std::any_of(in_.begin(), in_.end(), [](const Lexeme& one) {
    return is_one_of({"call", "on-call", "oncall", "night", "nights", "shift", "shifts"}, one.low);
  });
  if (as_it_stands || !of_twelve_hours || of_a_night || start.minutes == end.minutes) return;
  const int begins = start.minutes + (start.minutes < earliest ? noon : 0);
  const int ends = end.minutes + (end.minutes <= begins ? noon : 0);
  if (begins >= latest || ends <= begins || (half_ == "am" && begins >= noon)) return;
  start.minutes = begins;
  end.minutes = ends;
  if (half_.empty() && ends > latest)
    doubt(fmt::format("`{}` leaves open which half of the day is meant", typed(first, at_)));
}

bool LineTimes::says_a_whole_day() const {
  for (std::size_t i = 0; i + 1 < in_.size(); ++i) {
    if (in_[i].is("24") && unit_of(in_[i + 1].low) == "h") return true;
  }
  return false;
}

bool LineTimes::clock_range() {
  const auto times = clock_words();
  if (!times) return result_.question.empty();
  // The times say what `am` or `pm` before them said.
  if (result_.words.size() > 1) result_.words.pop_back();
  put(*times);
  return true;
}

void LineTimes::agree(Time& start, Time& end) {
  if (!start.half_said) {
    if (end.minutes >= noon && start.minutes + noon < end.minutes) start.minutes += noon;
  } else if (end.minutes <= start.minutes && end.minutes < noon) {
    end.minutes += noon;
  }
}

}  // namespace capalint::syntax
