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
    bool afternoon = false;
    if (next().is_word() && !half_of(next().low).empty()) {
      const std::string half(half_of(next().low));
      afternoon = half != "am";
      ++at_;
      put(half, at_ - 1);
      drop(":");
      if (next().is("-") && next(1).is_word()) ++at_;
    }
    if (!clock_range(afternoon)) return false;
    drop(":");
    if (more() && next().is("off") && !more(1)) {
      keyword();
      return true;
    }
    return blocks();
  }

  /// `mon`, `mon-fri`; empty when no day stands here.
  std::string day_or_days() {
    const std::string& word = next().low;
    if (const std::size_t dash = word.find('-'); dash != std::string::npos) {
      const std::string_view from = day_of(std::string_view(word).substr(0, dash));
      const std::string_view to = day_of(std::string_view(word).substr(dash + 1));
      if (from.empty() || to.empty()) return {};
      ++at_;
      return fmt::format("{}-{}", from, to);
    }
    const std::string from(day_of(word));
    if (from.empty()) return {};
    ++at_;
    drop(".");
    const bool range = next().is("-") || next().is("to");
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

  /// Nothing is taken when no range of times stands here. False when it has to be asked about.
  bool clock_range(bool afternoon) {
    const std::size_t first = at_;
    auto start = time();
    const bool range =
        start && (next().is("-") || next().is("to") || next().is("until") || next().is("till"));
    if (range) ++at_;
    auto end = range ? time() : std::nullopt;
    if (!end || (more() && next().joined && next().is_word())) {  // `3-4h`
      at_ = first;
      return true;
    }
    if (start->half_said != end->half_said) agree(*start, *end);
    const bool said = start->half_said || end->half_said;
    constexpr int earliest = 7 * minutes_in_hour;
    if (!said && afternoon && end->minutes <= noon && start->minutes < noon &&
        start->minutes < earliest) {
      start->minutes += noon;
      end->minutes += noon;
    }
    const bool backwards = end->minutes <= start->minutes;
    if ((backwards && start->minutes < first_night) ||
        (!said && end->minutes < earliest && !backwards)) {
      const int from = backwards ? start->minutes : start->minutes + noon;
      const std::string rest(at_ < in_.size() ? line_.substr(in_[at_].begin) : std::string_view());
      const std::string day = to_line({result_.words.front()});
      std::vector<std::string> answers{
          fmt::format("{} {}-{} {}", day, clock(from), clock(end->minutes + noon), rest)};
      if (backwards && start->minutes < noon && end->minutes < noon)
        answers.push_back(fmt::format("{} {}-{} {}", day, clock(start->minutes + noon),
                                      clock(end->minutes), rest));
      return ask("in which half of the day are these times?", std::move(answers));
    }
    // The times say what `am` or `pm` before them said.
    if (result_.words.size() > 1) result_.words.pop_back();
    put({clock(start->minutes), in_[first].begin, in_[first].end});
    put({"-", in_[first].end, in_[at_ - 1].begin});
    put({clock(end->minutes), in_[at_ - 1].begin, in_[at_ - 1].end});
    length_ = end->minutes - start->minutes;
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

  /// Between two pieces of work: `,`, `+`, `and`, or nothing but a new piece of work.
  bool separator() {
    const std::size_t first = at_;
    if (take(",") || take("+") || take(";") || take("&")) {
      separator_ = made(",", first);
      return more();
    }
    if (take("and")) {
      doubt("`and` joins two pieces of work");
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
      if (next().is(",") || next().is("+") || next().is(";") || next().is("&")) break;
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
      if (next().is("-") && !block.activity.empty() && next(1).is_number() &&
          block.amount.empty()) {
        const std::string rest(line_.substr(next(1).begin));
        return ask(
            "does the dash stand before the amount?",
            {fmt::format("{} {} {}", to_line(result_.words), to_line(block.activity), rest)});
      }
      const std::size_t first = at_;
      if (next().is("and") && complete(block)) break;
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
      if (next().is_number()) {
        if (!block.amount.empty()) return false;
        auto found = amount();
        if (!found) found = amount_without_unit(block);
        if (!found) return false;
        block.amount = *found;
        continue;
      }
      if (place(block)) continue;
      if (!next().is_word() || says_when_or_where(next().low)) return false;
      if (complete(block)) break;  // a new piece of work begins
      ++at_;
      block.activity.push_back(made(activity_word(in_[first]), first));
    }
    if (block.activity.empty()) return false;
    name_of_work(block);
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
    const bool times = next(1).is("x") && !next(2).is_number();  // not `3 x 2`
    if (next().is_number() && (times || counts_appointments(next(1).low))) {
      at_ += 2;
      return Words{made("x" + in_[first].low, first)};
    }
    return std::nullopt;
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
    if (alone.empty() && next().joined && number.find('.') == std::string::npos) {
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
    const std::string unit(number && next().is_word() ? unit_of(next().low) : std::string_view());
    if (!number || unit.empty()) {
      at_ = first;
      return std::nullopt;
    }
    ++at_;
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
      if (is_short && (has_unit || in_[kept].joined))
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
    const bool choice = block.activity.size() == 1 && block.activity.front().text == "choice";
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
    if ((next().is("alternate") || next().is("alternating")) && week_follows(1)) {
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
    if (next().is("once") || next().is("twice")) {
      const std::string times = next().is("once") ? "1" : "2";
      ++at_;
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
      if ((next(1).is("other") || next(1).is("second") || next(1).is("2nd")) && week_follows(2)) {
        at_ += 3;
        return every("2");
      }
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

  Part ask_about_months(std::size_t first) {
    std::string before(line_.substr(0, in_[first].begin));
    before.resize(before.find_last_not_of(' ') + 1);
    (void)ask("a month is no number of weeks: how often is it?",
              {before + " every 4 weeks", before + " 12 per year"});
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
    if ((next().is("week") || next().is("weeks")) && next(1).is_number()) {
      at_ += 2;
      while ((next().is("and") || next().is(",")) && next(1).is_number()) at_ += 2;
      if (next().is("of") && next(1).is_number()) {
        at_ += 2;
        return up_to_here();
      }
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
  int length_ = 0;  // of the line by the clock, in minutes
};

}  // namespace capalint::syntax
