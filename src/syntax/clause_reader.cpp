#include "syntax/clause_reader.h"

#include "syntax/clauses.h"
#include "syntax/respell_work.h"
#include "words/lexicon.h"

namespace capalint::syntax {

void append(std::string& text, std::string_view more, std::string_view between) {
  if (more.empty()) return;
  if (!text.empty()) text += between;
  text += more;
}

namespace {

using Text = std::optional<std::string>;

bool is_month(std::string_view word) {
  static const std::vector<std::string_view> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                    "jul", "aug", "sep", "oct", "nov", "dec"};
  constexpr std::size_t letters = 3;
  std::string problem;
  return word.size() >= letters && is_one_of(months, word.substr(0, letters)) &&
         read_date(fmt::format("1 {} 2027", word), problem).has_value();
}

/// `Apr-Sept`, `July`
bool names_months(std::string_view word) {
  const std::size_t dash = word.find('-');
  return is_month(word.substr(0, dash)) &&
         (dash == std::string_view::npos || is_month(word.substr(dash + 1)));
}

// Takes the parts of one clause one after the other.
class ClauseReader : LineOfWork {
 public:
  ClauseReader(std::string_view clause, const std::string& half) : LineOfWork(clause) {
    half_ = half;
  }

  std::vector<Parts> read() {
    drop_the_rest_of();
    std::vector<Parts> all(1);
    while (more()) {
      Parts& parts = all.back();
      const bool next_piece = (next().is("and") || next().is("&")) && !parts.work.empty() &&
                              !parts.amount.empty() && more(1);
      const bool other_half = !parts.work.empty() && (next().is("am") || next().is("pm")) &&
                              (!parts.half.empty() || !half_.empty()) && more(1);
      if (next_piece || other_half) {
        if (next_piece) ++at_;
        all.emplace_back();
      } else if (!takes_a_part(parts) && !drops_a_filler(parts)) {
        add_word(parts);
      }
    }
    return all;
  }

 private:
  using Reads = Text (ClauseReader::*)();

  bool takes_a_part(Parts& parts) {
    return takes_day_of_a_month(parts) || takes(parts.day, &ClauseReader::day) ||
           takes(parts.half, &ClauseReader::half) || takes_times_of_appointments(parts) ||
           takes_times(parts) || takes_days_of_a_period(parts) || takes_weeks_of_a_year(parts) ||
           takes(parts.count, &ClauseReader::number) ||
           takes(parts.amount, &ClauseReader::length) ||
           takes(parts.often, &ClauseReader::how_often) || takes_a_time(parts) ||
           takes(parts.place, &ClauseReader::where);
  }

  /// When the clause has no such part yet.
  bool takes(std::string& part, Reads reads) {
    if (!part.empty()) return false;
    const std::size_t first = at_;
    const Text text = (this->*reads)();
    result_ = {};
    if (!text) {
      at_ = first;
      return false;
    }
    part = *text;
    after_day_ = reads == &ClauseReader::day;
    return true;
  }

  [[nodiscard]] std::string typed_since(std::size_t first) const {
    return std::string(typed(first, at_));
  }

  /// `rest of the morning`, before work that fills it
  void drop_the_rest_of() {
    (void)take("the");
    if (!take("rest") && !take("remainder") && !take("remaining")) {
      at_ = 0;
      return;
    }
    drop("of");
    drop("the");
    if (!half_of(next().low).empty() || next().is("day") || next().is("time")) ++at_;
    if (!more()) at_ = 0;
  }

  /// `1st and 3rd Tues of the month`, which says more than `Tues`.
  bool takes_day_of_a_month(Parts& parts) {
    const std::size_t first = at_;
    (void)(take("on") || take("every"));
    drop("the");
    const std::size_t begins = at_;
    if (which_of_a_month().empty()) {
      at_ = first;
      return false;
    }
    ++at_;
    drop_of_the_month();
    parts.day = typed_since(in_[first].is("every") ? first : begins);
    after_day_ = true;
    return true;
  }

  /// `every other Fri`, `Mon & Thurs`
  Text day() {
    const std::size_t first = at_;
    if (take("any") && take("day")) return typed_since(first);
    at_ = first;
    if (day_or_days().empty()) return std::nullopt;
    return typed_since(first);
  }

  Text half() {
    const std::string_view half = half_of(next().low);
    const bool short_form =
        next().low.starts_with("a.m") || next().low.starts_with("p.m") || next().low == half;
    if (half.empty() || (!after_day_ && !short_form)) return std::nullopt;  // `evening clinic`
    ++at_;
    return std::string(half);
  }

  /// `9-12.30`, `half eight to 10`
  bool takes_times(Parts& parts) {
    if (parts.has_times()) return false;
    const std::size_t first = at_;
    if (!parts.half.empty()) half_ = parts.half;
    drop("between");
    (void)clock_words();
    const bool asked = !result_.question.empty();
    const int length = length_;
    result_ = {};
    if (!asked && at_ == first) return false;
    if (asked) {  // a night, or a day and a night
      at_ = first;
      drop("from");
      const bool range = time() && is_up_to();
      if (range) ++at_;
      if (!range || !time()) {
        at_ = first;
        return false;
      }
      parts.times = typed_since(first);
    } else {
      parts.begins = started_;
      parts.ends = started_ + length;
    }
    parts.times_of_work = !parts.work.empty();
    return true;
  }

  /// `9.30`, `4pm`, `12ish`, `til 4`: the one end of a piece of work that is said.
  bool takes_a_time(Parts& parts) {
    const std::size_t first = at_;
    const bool until = take("til") || take("till") || take("until");
    const bool at = !until && (take("at") || take("@") || take("from"));
    const bool begins_clause = first == 0 || after_day_;
    const std::size_t digits_at = at_;
    const auto read = time();
    const std::string digits = read ? in_[digits_at].low : std::string();
    const bool minutes = digits.find(':') != digits.npos || digits.find('.') != digits.npos;
    const bool of_a_morning = begins_clause && read && read->minutes >= earliest;
    const bool sure = until || at || of_a_morning || minutes || (read && read->half_said) ||
                      (digits_at < in_.size() && in_[digits_at].is("half"));
    const bool counts =
        more() && (counts_appointments(next().low) || !unit_of(next().low).empty() ||
                   next().is("x") || next().is("@") || next().is("-") || next().is("of") ||
                   next().is("weeks") || next().is("days") || is_month(next().low));
    auto& end = until ? parts.ends : parts.begins;
    const bool part_of_a_word = more() && next().joined && next().is_word() && !next().is("ish");
    if (!read || !sure || counts || end || part_of_a_word) {
      at_ = first;
      return false;
    }
    drop("ish");
    parts.times_of_work = !parts.work.empty();
    end = read->minutes + (!read->half_said && read->minutes < earliest ? noon : 0);
    return true;
  }

  /// `2pm & 3.30pm`, `@ 10`: when somebody comes.
  bool takes_times_of_appointments(Parts& parts) {
    const std::size_t first = at_;
    const bool at = take("at") || take("@");
    std::vector<int> times;
    std::size_t ends = at_;
    while (const auto read = time()) {
      const std::string& digits = in_[ends].low;
      const bool list_follows = !parts.work.empty() && (next().is("&") || next().is("and")) &&
                                next(1).is_number();  // `choice 9.30 & 11`
      const bool sure = at || !times.empty() || list_follows || read->half_said ||
                        digits.find(':') != digits.npos;
      if (!sure || counts_appointments(next().low) || !unit_of(next().low).empty()) break;
      times.push_back(read->minutes + (!read->half_said && read->minutes < earliest ? noon : 0));
      (void)(take("noon") || take("midday"));
      ends = at_;
      if (!take("&") && !take("and") && !take(",") && !take("/")) break;
    }
    at_ = times.size() > 1 ? ends : first;
    if (times.size() < 2) return false;
    append(parts.aside, typed(first, at_), ", ");
    if (parts.count.empty()) parts.count = fmt::format("x{}", times.size());
    parts.appointments = std::move(times);
    return true;
  }

  /// `4 full days a year`: a session is half a day.
  bool takes_days_of_a_period(Parts& parts) {
    const std::size_t first = at_;
    const auto named = number_word(next().low);
    const std::string number = named ? std::to_string(*named) : next().low;
    const bool counted = (named || next().is_number()) && number.size() <= 2 && is_digits(number);
    if (counted) ++at_;
    (void)(take("full") || take("whole"));
    const bool half = take("half-days") || take("half-day") ||
                      (next().is("half") && next(1).is("days") && take("half") && take("days"));
    const bool days = counted && (half || take("days") || take("day"));
    const auto period = days ? rate() : std::nullopt;
    if (!period || !parts.amount.empty() || !parts.often.empty()) {
      at_ = first;
      return false;
    }
    constexpr int months = 12;
    const bool monthly = period->back().text == "month";
    parts.amount = half ? "1 session" : "2 sessions";
    parts.often = monthly ? fmt::format("{} per year", months * std::stoi(number))
                          : fmt::format("{} {}", number, to_line(*period));
    return true;
  }

  /// `10 wks a yr`, `10 wks, 3x a yr`; `for 12 weeks` says how long it goes on
  bool takes_weeks_of_a_year(Parts& parts) {
    const std::size_t first = at_;
    if (takes_courses_of_a_year(parts)) return true;
    if (next().is("for") && next(1).is_number() &&
        is_one_of({"weeks", "wks", "months"}, next(2).low)) {
      at_ += 3;
      append(parts.aside, typed(first, at_), ", ");
      return true;
    }
    const bool short_number = next().is_number() && next().low.size() <= 2;
    if (short_number) ++at_;
    const bool weeks = short_number && (take("weeks") || take("wks") || take("times"));
    const auto period = weeks ? rate() : std::nullopt;
    if (!period || period->back().text == "month" || !parts.often.empty()) {
      at_ = first;
      return false;
    }
    parts.often = fmt::format("{} {}", in_[first].low, to_line(*period));
    return true;
  }

  /// `x 8 wks, 2x/yr`, `6 wk course, runs termly`
  bool takes_courses_of_a_year(Parts& parts) {
    const std::size_t first = at_;
    (void)(take("for") || take("x"));
    const bool short_number = next().is_number() && next().low.size() <= 2 && is_digits(next().low);
    const std::size_t number_at = at_;
    if (short_number) ++at_;
    const bool weeks = short_number && (take("weeks") || take("wks") || take("week") || take("wk"));
    (void)(take("course") || take("block") || take("programme"));
    drop(",");
    (void)(take("runs") || take("running") || take("held"));
    const auto often = weeks ? frequency() : std::nullopt;
    const std::string asked = result_.answers.empty() ? std::string() : result_.answers.front();
    const std::size_t asked_up_to = asked_up_to_;
    const Words times = often ? *often : Words();
    result_ = {};
    std::string courses = !often ? std::string() : times.front().text;
    if (asked.ends_with("3 per year") && asked_up_to > at_) {  // `each term`
      courses = "3";
      at_ = asked_up_to;
    }
    const bool of_a_year =
        !often ? !courses.empty() : times.size() == 3 && times.back().text == "year";
    if (!of_a_year || !is_digits(courses) || courses.size() > 1 || !parts.often.empty()) {
      at_ = first;
      return false;
    }
    parts.courses = typed_since(first);
    parts.often = fmt::format("{} per year", std::stoi(in_[number_at].low) * std::stoi(courses));
    return true;
  }

  /// `x2`, `3 pts`, `2 a day`
  Text number() {
    const bool each_day =
        next().is_number() && next().low.size() == 1 && next(1).is("a") && next(2).is("day");
    if (each_day) {
      at_ += 3;
      return fmt::format("x{}", in_[at_ - 3].low);
    }
    const auto read = count();
    if (!read) return std::nullopt;
    return to_line(*read);
  }

  /// `3 hrs`, `for an hour`, `6 x 20 min`, `1hr each`
  Text length() {
    const bool of_each = take("of") || take("@");  // `8 slots of 20 min`
    (void)(take("for") || take("takes") || take("lasting"));
    if (is_about()) {
      ++at_;
      drop(".");
    }
    const std::size_t first = at_;
    if (next().is_word() && unit_of(next().low) == "h" && next(1).is("each")) {  // `hr each`
      at_ += 2;
      return "(1h each)";
    }
    const bool times =
        next().is_number() && (next(1).is("x") || next(1).is("@")) && next(2).is_number();
    const std::string number = times ? next().low : std::string();
    if (times) at_ += 2;
    const std::size_t one_at = at_;
    if (!amount() && !amount_in_words()) return std::nullopt;
    if (times) return fmt::format("{} x {}", number, typed(one_at, at_));
    if (of_each) {
      drop("each");
      return fmt::format("({} each)", typed(one_at, at_));
    }
    if (next().is("and") && next(1).is("a") && next(2).is("bit")) at_ += 3;
    if (take("each")) return fmt::format("({})", typed_since(first));
    return typed_since(first);
  }

  Text how_often() {
    const std::size_t first = at_;
    if (!frequency_in_a_phrase()) {
      if (result_.question.empty() || asked_up_to_ <= first) return std::nullopt;
      at_ = asked_up_to_;
    }
    return typed_since(first);
  }

  Text where() {
    const std::size_t first = at_;
    const bool with = next().is("with") || is_short_with();
    if (!with && !next().is("at") && !next().is("@")) return std::nullopt;
    ++at_;
    if (with && (next().is(".") || next().is("/"))) ++at_;
    const std::size_t name = at_;
    if (next().kind == Lexeme::Kind::quoted) {
      ++at_;
    } else {
      while (more() && next().begins_with_a_capital() && day_of(next().low).empty()) ++at_;
    }
    if (at_ == name) return std::nullopt;
    return typed_since(first);
  }

  bool drops_a_filler(Parts& parts) {
    if (next().is("on") && next(1).is("call")) return false;
    const bool at_an_end = !more(1) || parts.work.empty();
    const bool filler =
        (at_an_end && is_one_of({"on", "at", "and", "-", ":", ".", ",", "each"}, next().low)) ||
        is_one_of({"runs", "just", "only", "always", "booked", ":"}, next().low) ||
        (is_one_of({"on", "for", "from", "="}, next().low) && part_follows());
    const bool whole = (next().is("all") || next().is("whole") || next().is("full")) &&
                       (next(1).is("day") || next(1).is("session"));
    const bool of_choice =
        counts_appointments(next().low) && is_one_of({"choice", "core"}, in_lower_case(parts.work));
    if (!filler && !whole && !of_choice) return false;
    parts.whole_day = parts.whole_day || (whole && next(1).is("day"));
    at_ += whole ? 2 : 1;
    return true;
  }

  bool part_follows() {
    const std::size_t first = at_++;
    Parts ignored;
    const bool follows = takes_a_part(ignored);
    at_ = first;
    return follows;
  }

  void add_word(Parts& parts) {
    const bool apart = !next().joined;
    const std::size_t first = at_++;
    const bool between = (in_[first].is("in") && (next().is("between") || next().is("the"))) ||
                         (in_[first].is("from") && !parts.work.empty());
    if (between || (is_prose_at(first) && names_work(parts.work))) {
      at_ = in_.size();
      append(parts.aside, typed(first, at_), ", ");
      return;
    }
    const std::string_view written =
        line_.substr(in_[first].begin, in_[first].end - in_[first].begin);
    const bool abbreviated = in_[first].is_word() && in_[first].low != in_lower_case(written) &&
                             written_out(in_lower_case(written)) == in_[first].low;
    const std::string_view word = abbreviated ? std::string_view(in_[first].low) : written;
    if (in_[first].is_number() && apart && !(more() && next().joined)) {
      add_number(parts, word);
      return;
    }
    const bool season = names_months(in_[first].low) && parts.aside.empty();
    append(season ? parts.aside : parts.work, word, apart ? " " : "");
    after_day_ = false;
  }

  /// Hours behind known work; else nobody knows of what.
  void add_number(Parts& parts, std::string_view number) {
    constexpr std::size_t below_ten_hours = 1;
    const bool decimal =
        number.ends_with(".5") || number.ends_with(".25") || number.ends_with(".75");
    const bool hours = !more() && parts.amount.empty() &&
                       (parts.work.empty() || decimal || names_work(parts.work)) &&
                       number.substr(0, number.find('.')).size() == below_ten_hours;
    const bool minutes =
        parts.amount.empty() && is_one_of({"15", "20", "30", "40", "45", "50", "60", "90"}, number);
    if (hours)
      parts.amount = number;
    else if (minutes)
      parts.amount = fmt::format("{}m", number);
    else
      append(parts.aside, number, ", ");
  }

  [[nodiscard]] bool is_prose_at(std::size_t at) const {
    return in_[at].is_word() && is_prose(in_[at].low);
  }

  bool after_day_ = false;
};

}  // namespace

std::vector<Parts> parts_of(std::string_view clause, const std::string& half) {
  return ClauseReader(clause, half).read();
}

}  // namespace capalint::syntax
