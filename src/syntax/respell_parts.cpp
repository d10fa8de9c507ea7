#include "syntax/respell_parts.h"

#include <utility>

#include "syntax/clause_reader.h"
#include "syntax/clauses.h"
#include "syntax/respell_work.h"
#include "units/arithmetic.h"
#include "units/quantity.h"
#include "words/activities.h"
#include "words/lexicon.h"
#include "words/table.h"

namespace capalint::syntax {

namespace {

constexpr const char* lines_apart = "each of these is a line of its own";

std::string is_a_remark(std::string_view asides) {
  return fmt::format("is `{}` a remark?", asides);
}

std::string with_remark(std::string line, std::string_view remark) {
  const std::size_t last_line = line.rfind('\n') + 1;
  const bool has_one = line.find("   # ", last_line) != line.npos;
  append(line, remark, has_one ? ", " : "   # ");
  return line;
}

/// Work whose name has a word of the language in it is written with a hyphen: `drop-in`, `set-up`.
std::string without_keywords(const std::string& work) {
  std::string name;
  const auto words = split(work, " ");
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool after_its_word = i > 0 && is_one_of({"in", "is"}, words[i]);
    const bool after_set = i > 0 && (words[i - 1] == "set" || words[i - 1] == "use");
    append(name, words[i], after_its_word || after_set ? "-" : " ");
  }
  std::erase(name, '.');
  return name;
}

/// Without quotation marks: no pronoun, verb or aside.
bool may_name_work(std::string_view words) {
  const auto counts_time = [](std::string_view word) {
    return is_one_of({"week", "weeks", "wk", "wks", "month", "months", "fortnight", "times", "x"},
                     word);
  };
  if (says_how_somebody_works(in_lower_case(words))) return false;
  if (names_work(words)) return true;
  const std::vector<Lexeme> in = lexemes(words);
  return std::none_of(in.begin(), in.end(), [&](const Lexeme& one) {
    return one.is_word() && (is_prose(one.low) || counts_time(one.low));
  });
}

/// A line of the plan that is being put together.
struct Composed {
  struct Piece {
    std::string work, amount, count, often, place;
  };
  std::string day;
  std::string half;
  std::string times;
  std::optional<int> begins;
  std::optional<int> ends;
  std::vector<Piece> pieces;
  std::vector<int> appointments;  // when each begins
  bool whole_day = false;
  bool times_of_work = false;  // and not of the line

  [[nodiscard]] bool has_times() const { return begins || ends || !times.empty(); }

  [[nodiscard]] bool says_how_much() const {
    return has_times() || std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
             return !piece.amount.empty() || !piece.count.empty();
           });
  }

  [[nodiscard]] std::string text() const {
    std::string line = day.empty() ? "any day" : day;
    append(line, half);
    const bool of_a_month = names_days_of_a_month();
    append(line, begins && ends ? fmt::format("{}-{}", clock(*begins), clock(*ends)) : times);
    for (const Piece& piece : pieces) {
      if (&piece != &pieces.front()) line += ",";
      const bool of_each = piece.amount.starts_with('(');  // after how many there are
      for (const std::string* part :
           {&piece.work, of_each ? &piece.count : &piece.amount,
            of_each ? &piece.amount : &piece.count, &piece.often, &piece.place}) {
        const bool said_twice = part == &piece.often && of_a_month && says_month(piece.often);
        if (!said_twice) append(line, *part);
      }
    }
    return line;
  }

  /// `last Fri`
  [[nodiscard]] bool names_days_of_a_month() const {
    const std::vector<Lexeme> in = lexemes(day);
    return !in.empty() &&
           (in.front().is_number() ||
            is_one_of({"last", "first", "second", "third", "fourth"}, in.front().low));
  }

  static bool says_month(const std::string& often) {
    return is_one_of({"monthly", "every month", "each month", "once a month", "per month"},
                     in_lower_case(often));
  }

  static std::string clock(int minutes) { return to_string(Clock{minutes}); }
};

/// How often each of two is, of which the second has the weeks that the first one leaves.
using Turns = std::pair<std::string, std::string>;

std::string list_of(const std::vector<int>& weeks, int of) {
  std::string list = weeks.size() == 1 ? "week" : "weeks";
  for (std::size_t i = 0; i < weeks.size(); ++i)
    list += fmt::format("{} {}", i == 0 ? "" : i + 1 == weeks.size() ? " and" : ",", weeks[i]);
  return fmt::format("{} of {}", list, of);
}

/// Of `every 4 weeks`, `weeks 1 and 3 of 4`, `39 per year`, in the one look.
std::optional<Turns> take_turns(std::string_view often) {
  constexpr int weeks_of_a_year = 45;
  constexpr int longest = 12;
  std::vector<int> numbers;
  const std::vector<Lexeme> in = lexemes(often);
  for (const Lexeme& word : in) {
    if (!word.is_number()) continue;
    if (!is_digits(word.low) || word.low.size() > 2) return std::nullopt;
    numbers.push_back(std::stoi(word.low));
  }
  if (numbers.empty()) return std::nullopt;
  const int last = numbers.back();
  if (in.back().is("year"))
    return Turns{fmt::format("{} per year", last),
                 fmt::format("{} per year", weeks_of_a_year - last)};
  const bool every = in.front().is("every");
  if (last > longest || (!every && numbers.size() < 2)) return std::nullopt;
  if (every)
    numbers = {1};
  else
    numbers.pop_back();
  if (in[1].is("weeks")) {  // `3 weeks in 4`
    const int count = numbers.front();
    numbers.clear();
    for (int week = 1; week <= count; ++week) numbers.push_back(week);
  }
  std::vector<int> others;
  for (int week = 1; week <= last; ++week) {
    if (std::find(numbers.begin(), numbers.end(), week) == numbers.end()) others.push_back(week);
  }
  if (others.empty()) return std::nullopt;
  return Turns{list_of(numbers, last), list_of(others, last)};
}

class Composer {
 public:
  explicit Composer(std::string_view line) : line_(line), in_(lexemes(line)) {}

  Spelling compose() {
    const std::vector<Clause> all = clauses(in_);
    if (all.empty() || is_misspelt() || splits_a_word()) return {};
    if (auto statement = statement_with_asides(all)) return *statement;
    if (is_of_a_target()) return {};
    if (is_of_a_leave()) return both_days_of_a_leave();
    for (const Clause& clause : all) {
      const std::string_view text = typed(clause);
      const bool goes_on = clause.first > 0 && is_one_of({"+", "plus"}, in_[clause.first - 1].low);
      if (!goes_on) turn_.clear();  // `otherwise core 3h + big admin 1h`
      if (takes_turns(clause) || takes_pieces_in_brackets(clause)) continue;
      if (begins_an_aside(in_[clause.first].low) || says_what_is_included(clause)) {
        asides_.emplace_back(text);
      } else if (const std::string off = day_off(text); !off.empty()) {
        days_off_.push_back(off);
      } else {
        for (Parts& parts : parts_of(text, lines_.back().half)) {
          const bool number = clause.in_brackets && parts.amount.size() == 1;  // `visits (2)`
          if (number) parts.count = "x" + std::exchange(parts.amount, {});
          if (says_joint(in_lower_case(parts.work)) && !parts.place.empty())
            parts.work.clear();  // `(joint with Becky)`
          add(parts, text, clause.in_brackets);
        }
      }
    }
    take_the_day_from_asides();
    follow_the_clock();
    return question();
  }

 private:
  [[nodiscard]] std::string_view typed(const Clause& clause) const {
    return text_of(line_, in_, clause);
  }

  [[nodiscard]] bool is_of_a_target() const {
    const auto is = [&](std::size_t at) {
      return at < in_.size() && is_one_of({"target", "targets", "actual"}, in_[at].low);
    };
    return is(0) || (is(1) && is_one_of({"choice", "core", "my"}, in_[0].low));
  }

  /// `mat leave from 9 Nov, cover by Jo`; not `leave early`, `study leave mon am`
  [[nodiscard]] bool is_of_a_leave() const {
    constexpr std::size_t longest = 4;  // words, with the reason
    std::size_t at = 0;
    while (at < std::min(longest, in_.size()) && in_[at].is_word() && !in_[at].is("leave") &&
           !in_[at].is("break"))
      ++at;
    const bool says_so = at < in_.size() && at > 0 &&
                         (in_[at].is("leave") || in_[at].is("break")) &&
                         (in_[at].is("leave") || in_[at - 1].is("career"));
    const bool dates_follow = at + 1 >= in_.size() || !in_[at + 1].is_word() ||
                              is_one_of({"from", "since", "until", "till", "til", "to", "starting",
                                         "starts", "back", "ends", "in", "on"},
                                        in_[at + 1].low);
    const bool on_a_day = std::any_of(in_.begin(), in_.end(), [](const Lexeme& one) {
      return one.is_word() && !day_of(one.low.substr(0, one.low.find('-'))).empty();
    });
    const bool counts = at + 2 < in_.size() && !unit_of(in_[at + 2].low).empty();  // `leave 3h`
    return says_so && dates_follow && !on_a_day && !counts && !in_.front().is("annual");
  }

  static Spelling both_days_of_a_leave() {
    Spelling result;
    result.question = "a leave has its first and its last day";
    result.help =
        "write the reason and both days, such as `leave \"maternity\" 2026-11-09..2027-08-31`";
    return result;
  }

  /// `contrct`, `mon-fry`
  [[nodiscard]] bool is_misspelt() const {
    constexpr std::size_t shortest = 4;  // not `sup`
    const std::string& word = in_.front().low;
    return word.size() >= shortest && day_of(word).empty() && !names_work(word) &&
           find_statement(Within::plan, word) == nullptr && nearly_begins_a_line(word);
  }

  /// `3h30weeks`
  [[nodiscard]] bool splits_a_word() const {
    for (std::size_t i = 1; i < in_.size(); ++i) {
      static const std::vector<std::string_view> endings{"in", "st", "nd", "rd",  "th", "ish",
                                                         "x",  "am", "pm", "wte", "fte"};
      const Lexeme& word = in_[i];
      if (word.is_word() && word.joined && in_[i - 1].is_number() && unit_of(word.low).empty() &&
          half_of(word.low).empty() && !is_one_of(endings, word.low) && !word.low.starts_with("x"))
        return true;
    }
    return false;
  }

  /// `Fri NWD` as `fri off`
  static std::string day_off(std::string_view clause) {
    const Spelling read = respell(clause, Within::plan);
    const std::string line = to_line(read.words);
    return line.ends_with(" off") ? line : std::string();
  }

  /// The line in the one look, alone or as the first answer; empty when it is not understood.
  static std::string alone(std::string_view text) {
    const Spelling read = respell(text, Within::plan);
    return read.words.empty() && !read.answers.empty() ? read.answers.front() : to_line(read.words);
  }

  /// `contract 30 hrs, Mondays off`: a line that is not of a day, and what follows it.
  [[nodiscard]] std::optional<Spelling> statement_with_asides(
      const std::vector<Clause>& all) const {
    std::string first;
    std::size_t kept = 0;
    std::size_t next_clause = 0;
    while (first.empty() && next_clause < std::min<std::size_t>(2, all.size())) {
      const Clause& last = all[next_clause++];  // the second in `compressed hours, 37.5 in 4 days`
      for (kept = last.last + 1; first.empty() && --kept > last.first;) {
        if (kept < last.last && in_[kept].joined) continue;  // not within `37½`
        first = alone(typed({all.front().first, kept, false}));
        if (is_of_a_day(lexemes(first))) first.clear();
      }
    }
    const std::vector<Lexeme> words = lexemes(first);
    if (words.empty() || find_statement(Within::plan, words.front().low) == nullptr)
      return std::nullopt;
    std::string asides(typed({kept, all[next_clause - 1].last, false}));
    std::string lines;
    for (std::size_t i = next_clause; i < all.size(); ++i) {
      const std::string line = all[i].in_brackets ? std::string() : alone(typed(all[i]));
      if (line.empty())
        append(asides, typed(all[i]), ", ");
      else
        lines += "\n" + line;
    }
    if (asides.empty() && lines.empty()) return std::nullopt;
    Spelling result;
    result.question = asides.empty() ? lines_apart : is_a_remark(asides);
    result.answers = {with_remark(first, asides) + lines};
    return result;
  }

  void add(const Parts& parts, std::string_view clause, bool in_brackets) {
    if (says_when_a_day_ends(parts)) return;
    if (names_a_kind(parts, in_brackets)) return;
    if (takes_days_of_the_month(parts)) return;
    const bool named = !parts.work.empty();
    const bool first = lines_.back().pieces.empty();
    const bool has_its_own_time = (!parts.half.empty() && !lines_.back().half.empty()) ||
                                  (!parts.day.empty() && !lines_.back().day.empty()) ||
                                  (parts.has_times() && lines_.back().has_times());
    const bool turn = !turn_.empty();
    const bool says_work = named && !in_brackets &&
                           (turn || (may_name_work(parts.work) &&
                                     (first || names_work(parts.work) || has_its_own_time ||
                                      (parts.says_how_much() && lines_.back().says_how_much()))));
    if (named && !says_work) {
      const bool whole = in_brackets || lines_.back().says_how_much();
      asides_.emplace_back(whole ? clause : std::string_view(parts.work));
      if (whole) return;
    }
    if (!parts.aside.empty()) asides_.push_back(parts.aside);
    if (!parts.courses.empty()) question_ = fmt::format("is `{}` {}?", parts.courses, parts.often);
    if (repeats_the_work(parts)) return;
    const bool other_half =
        !parts.half.empty() && !lines_.back().half.empty() && parts.half != lines_.back().half;
    const bool when = !parts.day.empty() || parts.has_times() || other_half;
    const bool after_the_times = !when && lines_.back().times_of_work;
    if (says_work && !first && (when || after_the_times) &&
        (lines_.back().says_how_much() || !parts.day.empty() || other_half)) {
      const Composed& before = lines_.back();
      Composed next;
      if (parts.day.empty()) next.day = before.day;
      if (after_the_times) next.half = half_before_times_;
      lines_.push_back(std::move(next));
    }
    Composed& line = lines_.back();
    line.times_of_work = line.times_of_work || parts.times_of_work;
    if (says_work) line.pieces.push_back({without_keywords(parts.work), {}, {}, turn_, {}});
    line.whole_day = line.whole_day || parts.whole_day;
    keep(line.day, parts.day);
    if (says_work || !named || !parts.day.empty())
      keep(line.half, parts.half);
    else
      append(asides_.back(), parts.half);
    if (!line.half.empty()) half_before_times_ = line.half;
    keep(line.times, parts.times);
    keep(line.begins, parts.begins);
    keep(line.ends, parts.ends);
    if (!parts.appointments.empty()) line.appointments = parts.appointments;
    keep_of_piece(parts);
  }

  /// `travel incl`
  [[nodiscard]] bool says_what_is_included(const Clause& clause) const {
    return is_one_of({"incl", "included", "inc"}, in_[clause.last - 1].low);
  }

  /// How many words of it say `otherwise`; zero for other clauses.
  [[nodiscard]] std::size_t says_other_weeks(const Clause& clause) const {
    static const std::vector<std::string_view> words{
        "otherwise",       "else",       "other weeks",     "other wks",        "all other weeks",
        "the other weeks", "the rest",   "rest of weeks",   "rest of the time", "rest",
        "remaining weeks", "rest of it", "remaining three", "in other weeks",   "on other weeks"};
    constexpr std::size_t longest = 4;
    for (std::size_t count = std::min(longest, clause.last - clause.first - 1); count > 0;
         --count) {
      const std::size_t last = clause.first + count;
      if (is_one_of(words, in_lower_case(typed({clause.first, last, false})))) return count;
    }
    return 0;
  }

  /// `duty 1 in 5, otherwise core 3.5h`: each has its weeks.
  bool takes_turns(const Clause& clause) {
    Composed& line = lines_.back();
    const std::size_t words = says_other_weeks(clause);
    if (words == 0 || line.pieces.size() != 1) return false;
    Composed::Piece& one = line.pieces.front();
    const std::string work = " core 1h";
    const std::string often =
        alone(fmt::format("{}{} {}", line.day.empty() ? "mon" : line.day, work, one.often));
    const std::size_t work_at = often.find(work);
    if (work_at == often.npos) return false;
    const auto turns = take_turns(std::string_view(often).substr(work_at + work.size()));
    const std::size_t first = clause.first + words + (in_[clause.first + words].is(":") ? 1 : 0);
    std::vector<Parts> others = parts_of(typed({first, clause.last, false}), line.half);
    if (!turns || others.front().work.empty() || !others.front().often.empty()) return false;
    Parts& other = others.front();
    if (!line.day.empty()) line.day = often.substr(0, work_at);
    one.often = turns->first;
    if (!other.says_how_much()) {
      other.amount = one.amount;
      other.begins = line.begins;
      other.ends = line.ends;
    } else if (!line.has_times() && one.amount.empty() && one.count.empty()) {
      one.amount = other.amount;
    }
    if (line.has_times() && !other.has_times()) line.times_of_work = true;
    turn_ = turns->second;
    question_ = turn_.ends_with("year") ? "do the two share the 45 weeks of a year that are worked?"
                                        : "do the two take turns, week by week?";
    for (Parts& each : others) add(each, typed(clause), false);
    return true;
  }

  /// `SPA (cpd 2h, audit 1h)`: the hours of a piece of work, part by part.
  bool takes_pieces_in_brackets(const Clause& clause) {
    Composed& line = lines_.back();
    if (!clause.in_brackets || line.pieces.empty() || !line.pieces.back().amount.empty() ||
        !line.pieces.back().count.empty() || line.has_times())
      return false;
    const std::string_view text = typed(clause);
    const std::vector<Lexeme> in = lexemes(text);
    std::vector<Composed::Piece> pieces;
    for (const Clause& each : clauses(in)) {
      const std::vector<Parts> parts = parts_of(text_of(text, in, each), {});
      if (parts.size() != 1 || parts.front().work.empty() || parts.front().amount.empty())
        return false;
      pieces.push_back({without_keywords(parts.front().work), parts.front().amount,
                        parts.front().count, parts.front().often, parts.front().place});
    }
    if (pieces.size() < 2) return false;
    asides_.push_back(std::exchange(line.pieces.back(), pieces.front()).work);
    line.pieces.insert(line.pieces.end(), pieces.begin() + 1, pieces.end());
    return true;
  }

  /// `core: mon pm, wed pm, thu am`
  bool repeats_the_work(const Parts& parts) {
    const Composed& before = lines_.back();
    const std::vector<Lexeme> days = lexemes(parts.day);
    const bool named = std::any_of(days.begin(), days.end(), [](const Lexeme& one) {
      return !day_of(one.low.substr(0, one.low.find('-'))).empty();
    });  // and not `each day`
    if (!parts.work.empty() || !named || before.day.empty() || before.pieces.empty()) return false;
    Composed next;
    next.day = parts.day;
    next.half = parts.half;
    next.begins = parts.begins;
    next.ends = parts.ends;
    next.times = parts.times;
    next.pieces = before.pieces;
    Composed::Piece& piece = next.pieces.back();
    for (const auto& [part, said] :
         {std::pair{&piece.amount, &parts.amount}, std::pair{&piece.count, &parts.count},
          std::pair{&piece.often, &parts.often}}) {
      if (!said->empty()) *part = *said;
    }
    lines_.push_back(std::move(next));
    same_work_ = true;
    return true;
  }

  /// `thurs pm finish 3pm`, `then home`
  bool says_when_a_day_ends(const Parts& parts) {
    const bool ends = says_comes_or_goes(in_lower_case(parts.work)) && parts.amount.empty();
    if (!ends) return false;
    const std::optional<int> time = parts.begins ? parts.begins : parts.ends;
    const bool start = time && in_lower_case(parts.work).starts_with("start");
    if (start && !lines_.back().has_times()) {  // of the work that follows
      keep(lines_.back().begins, time);
      keep(lines_.back().day, parts.day);
      return true;
    }
    std::string said = parts.work;
    append(said, time ? Composed::clock(*time) : parts.times);
    for (const std::string* more : {&parts.aside, &parts.often, &parts.count, &parts.place})
      append(said, *more);
    asides_.push_back(std::move(said));
    keep(lines_.back().day, parts.day);
    keep(lines_.back().half, parts.half);
    return true;
  }

  /// `home visits 1-4.30 (core)`
  bool names_a_kind(const Parts& parts, bool in_brackets) {
    const bool kind = is_one_of({"specific", "other", "core", "choice"}, in_lower_case(parts.work));
    if (!in_brackets || lines_.back().pieces.empty() || !kind) return false;
    std::string& work = lines_.back().pieces.back().work;
    const bool named = !find_activity(normalised(work)) && work.find('"') == work.npos;
    if (named) work = fmt::format("{} \"{}\"", in_lower_case(parts.work), work);
    return named;
  }

  /// `Weds pm: ADHD clinic 2-5pm, 1st and 3rd Wed of month`
  bool takes_days_of_the_month(const Parts& parts) {
    std::string& day = lines_.back().day;
    if (day.empty() || parts.day.empty() || !parts.work.empty() || parts.has_times()) return false;
    std::string_view named;
    for (const Lexeme& word : lexemes(parts.day)) {
      if (word.is_word() && !day_of(word.low).empty()) named = day_of(word.low);
    }
    const bool says_more = named == day_of(in_lower_case(day)) && parts.day.size() > day.size();
    if (says_more) day = parts.day;
    return says_more;
  }

  /// What stands before the first work waits for it.
  void keep_of_piece(const Parts& parts) {
    Composed& line = lines_.back();
    Composed::Piece& piece = line.pieces.empty() ? before_ : line.pieces.back();
    keep(piece.amount, parts.amount);
    keep(piece.count, parts.count);
    keep(piece.often, parts.often);
    keep(piece.place, parts.place);
    if (line.pieces.empty()) return;
    keep(piece.amount, std::exchange(before_.amount, {}));
    keep(piece.count, std::exchange(before_.count, {}));
    keep(piece.often, std::exchange(before_.often, {}));
    keep(piece.place, std::exchange(before_.place, {}));
  }

  /// A second one of its kind is an aside.
  void keep(std::string& part, const std::string& said) {
    if (said.empty()) return;
    if (part.empty())
      part = said;
    else
      asides_.push_back(said);
  }

  void keep(std::optional<int>& part, std::optional<int> said) {
    if (!said) return;
    if (!part)
      part = said;
    else
      asides_.push_back(Composed::clock(*said));
  }

  /// `no clinics wed pm - teaching`
  void take_the_day_from_asides() {
    Composed& line = lines_.front();
    if (lines_.size() > 1 || !line.day.empty()) return;
    for (const std::string& aside : asides_) {
      const std::vector<Parts> parts = parts_of(aside, {});
      if (parts.size() != 1 || parts.front().day.empty()) continue;
      line.day = parts.front().day;
      if (line.half.empty()) line.half = parts.front().half;
      return;
    }
  }

  /// `9 ward round, 10.30 urgent slot, lunch 12`: work goes on until the next begins; `4pm 1 hr` ends at 5.
  void follow_the_clock() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Composed& line = lines_[i];
      if (line.begins && !line.ends && line.pieces.size() == 1)
        line.ends = after(*line.begins, line.pieces.front().amount);
      const bool same_day = i + 1 < lines_.size() && lines_[i + 1].day == line.day;
      if (same_day) last_as_long_as_each_other(line, lines_[i + 1]);
      if (line.begins && !line.ends && same_day) line.ends = lines_[i + 1].begins;
      if (line.ends && !line.begins && i > 0) line.begins = lines_[i - 1].ends;
      if (line.begins && line.ends && *line.ends <= *line.begins) line.begins = line.ends = {};
      if (line.ends && !line.begins) {
        asides_.push_back(fmt::format("until {}", Composed::clock(*line.ends)));
        line.ends.reset();
      }
    }
  }

  /// `choice 9.30 & 11, admin till 1`: appointments one after the other, up to what follows them.
  void last_as_long_as_each_other(Composed& line, const Composed& next) {
    constexpr int shortest = 30;
    constexpr int longest = 120;
    const std::vector<int>& begin = line.appointments;
    if (begin.size() < 2 || line.has_times() || !next.ends || next.begins) return;
    const int length = begin[1] - begin[0];
    for (std::size_t i = 1; i < begin.size(); ++i) {
      if (begin[i] - begin[i - 1] != length) return;
    }
    const int end = begin.back() + length;
    if (length < shortest || length > longest || end >= *next.ends) return;
    line.begins = begin.front();
    line.ends = end;
    question_ = "does the last appointment take as long as the one before it?";
  }

  static std::optional<int> after(int begins, std::string_view amount) {
    constexpr int hour = 60;
    const Spelling line = respell(fmt::format("mon core {}", amount), Within::plan);
    if (amount.empty() || line.words.empty()) return std::nullopt;
    const std::string& length = line.words.back().text;
    constexpr std::size_t longest = 5;
    const std::string number = length.substr(0, length.size() - 1);
    if (number.size() > longest || number.find_first_not_of("0123456789.") != number.npos)
      return std::nullopt;
    const Ratio minutes = parse_decimal(number) * (length.ends_with('h') ? hour : 1);
    return begins + static_cast<int>(minutes.round());
  }

  Spelling question() {
    Composed& last = lines_.back();
    if (last.pieces.empty()) return days_off_.empty() ? when_somebody_is_there() : off();
    Spelling result;
    Composed::Piece& piece = last.pieces.back();
    constexpr int longest_day = 12 * 60;
    if (lines_.size() == 1 && last.pieces.size() == 1 && !last.has_times() &&
        after(0, piece.amount).value_or(0) > longest_day) {  // `FSW 22.5h pw over 3 days`
      result.question = "are these the paid hours of a week?";
      result.answers = {with_remark(fmt::format("contract {}", piece.amount), line_),
                        fmt::format("# {}", line_)};
      return result;
    }
    const bool of_lunch = in_lower_case(piece.work) == "lunch";
    const bool open = std::none_of(lines_.begin(), lines_.end(),
                                   [](const Composed& line) { return line.says_how_much(); });
    if (open && last.day.empty() && !names_work(piece.work)) return result;
    if (open)
      piece.amount = of_lunch ? "30m" : last.whole_day && last.half.empty() ? "2 sessions" : "3.5h";
    for (Composed& line : lines_) {
      if (open && same_work_) line.pieces.back().amount = piece.amount;
    }
    bool ends_are_said = true;
    for (Composed& line : lines_) {
      if (!line.begins || line.ends) continue;
      constexpr int hour = 60;
      line.ends = *line.begins + hour;
      ends_are_said = false;
    }
    const bool on_no_day = last.day.empty() && (of_lunch || (open && piece.often.empty()) ||
                                                last.has_times() || !last.half.empty());
    std::string asides;
    for (const std::string& aside : asides_) append(asides, aside, ", ");
    const auto answer_on = [&](const std::string& day) {
      std::string answer;
      for (Composed line : lines_) {
        if (on_no_day && line.day.empty()) line.day = day;
        append(answer, line.text(), "\n");
      }
      for (const std::string& off : days_off_) append(answer, off, "\n");
      return with_remark(std::move(answer), asides);
    };
    result.question = on_no_day                              ? "which day is it?"
                      : open                                 ? "how long is it?"
                      : !ends_are_said                       ? "when does it end?"
                      : !asides.empty() && question_.empty() ? is_a_remark(asides)
                      : question_.empty() && lines_.size() + days_off_.size() > 1 ? lines_apart
                      : !question_.empty()
                          ? question_
                          : "a line has its day first, then its work, and how long that is";
    result.answers = {answer_on(of_lunch ? "mon-fri" : "mon")};
    if (on_no_day) result.answers.push_back(answer_on(of_lunch ? "mon" : "mon-fri"));
    if (!asides.empty()) result.answers.push_back(fmt::format("# {}", line_));
    return result;
  }

  /// `Weds pm off (finish 1pm)`
  [[nodiscard]] Spelling off() const {
    std::string lines;
    std::string said;
    for (const std::string& day : days_off_) append(lines, day, "\n");
    for (const Clause& clause : clauses(in_)) {
      if (day_off(typed(clause)).empty()) append(said, typed(clause), ", ");
    }
    Spelling result;
    result.question = is_a_remark(said);
    result.answers = {with_remark(std::move(lines), said), fmt::format("# {}", line_)};
    return result;
  }

  /// Times without work
  [[nodiscard]] Spelling when_somebody_is_there() const {
    Spelling result;
    const Composed& line = lines_.back();
    const bool ends =
        asides_.size() == 1 &&
        says_comes_or_goes(in_lower_case(asides_.front())
                               .substr(0, asides_.front().find_last_not_of(" 0123456789:") + 1));
    if (ends) {
      result.question = "a plan says what is done, and not when a day begins or ends";
      result.help = fmt::format("give the work its times, such as `{} 08:30-12:30 core 4h`",
                                line.day.empty() ? "mon" : alone(line.day + " off").substr(0, 3));
      return result;
    }
    if (!line.has_times()) return result;
    const Spelling example = respell(
        fmt::format("{} 09:00-12:30 core 3.5h", line.day.empty() ? "mon" : line.day), Within::plan);
    if (example.words.empty()) return result;
    result.question =
        fmt::format("`{}` says when somebody is there, and a plan holds only work", line_);
    result.help =
        fmt::format("leave the line out, and write what is done in that time, such as `{}`",
                    to_line(example.words));
    return result;
  }

  std::string_view line_;
  std::vector<Lexeme> in_;
  std::vector<Composed> lines_{1};
  Composed::Piece before_;  // what stands before the first work
  std::string half_before_times_;
  std::string question_;    // instead of the one about the order of a line
  std::string turn_;        // how often the work is that is being added, when it takes turns
  bool same_work_ = false;  // in all lines
  std::vector<std::string> days_off_;
  std::vector<std::string> asides_;
};

struct Section {
  std::string text;  // without what stands in brackets
  std::string in_brackets;
  std::string typed;
};

std::vector<Section> between_commas(std::string_view line) {
  std::vector<Section> parts(1);
  int depth = 0;
  for (const Lexeme& one : lexemes(line)) {
    if (one.is(")")) --depth;
    if (depth <= 0 && (one.is(",") || one.is(";"))) {
      parts.emplace_back();
      continue;
    }
    const std::string_view typed = line.substr(one.begin, one.end - one.begin);
    const std::string_view between = one.joined ? "" : " ";
    append(parts.back().typed, typed, between);
    const bool bracket = one.is("(") || one.is(")");
    if (!bracket) append(depth > 0 ? parts.back().in_brackets : parts.back().text, typed, between);
    if (one.is("(")) ++depth;
  }
  return parts;
}

/// `Priti 0.5/wk, Sam 1.5/wk, Jo none`, `referrals 450 a year, 68% to partnership`
Spelling each_on_its_own(std::string_view line, Within within) {
  const auto line_of = [&](const std::string& text) {
    const std::string first_word = in_lower_case(text.substr(0, text.find(' ')));
    if (within == Within::choice && find_statement(Within::team, first_word) != nullptr)
      return std::string();
    const Spelling read = respell(text, within);
    return read.words.empty() && !read.answers.empty() ? read.answers.front() : to_line(read.words);
  };
  std::string lines;
  std::string none;
  for (const Section& part : between_commas(line)) {
    if (within == Within::choice && says_none(part.text)) {
      append(none, part.typed, ", ");
      continue;
    }
    std::string answer = line_of(part.typed);
    if (answer.empty()) {
      answer = line_of(part.text);
      if (answer.empty()) return {};
      answer = with_remark(std::move(answer), part.in_brackets);
    }
    append(lines, answer, "\n");
  }
  const bool several = lines.find('\n') != lines.npos;
  if (lines.empty() || (!several && none.empty())) return {};
  Spelling result;
  result.question = several ? lines_apart : is_a_remark(none);
  result.answers = {with_remark(std::move(lines), none)};
  return result;
}

/// `Sam 1 choice/wk, Priya 2` in a team
Spelling choice_list_in_a_team(std::string_view line) {
  const std::vector<Lexeme> in = lexemes(line);
  const bool says_choice =
      std::any_of(in.begin(), in.end(), [](const Lexeme& one) { return one.is("choice"); });
  Spelling list = each_on_its_own(line, Within::choice);
  if (!says_choice || list.answers.empty()) return {};
  std::string& lines = list.answers.front();
  for (std::size_t end = lines.find('\n'); end != lines.npos; end = lines.find('\n', end + 1))
    lines.insert(end + 1, "  ");
  lines = fmt::format("choice weekly {{\n  {}\n}}", lines);
  list.question = "who does Choice stands in a list of its own, a line for each";
  return list;
}

/// The line up to what can be read of it, of a team or of who does Choice.
Spelling without_its_end(std::string_view line, Within within) {
  const std::vector<Lexeme> in = lexemes(line);
  std::vector<bool> bracketed(in.size());
  for (const Clause& clause : clauses(in)) {
    if (!clause.in_brackets || clause.first < 2) continue;
    const std::size_t closed = std::min(clause.last + 1, in.size());
    for (std::size_t i = clause.first - 1; i < closed; ++i) bracketed[i] = true;
  }
  const std::vector<bool> none(in.size());
  for (std::size_t tried = 2 * in.size(); tried > 1;
       --tried) {  // each length with its brackets first
    const std::size_t kept = tried / 2;
    const bool with_brackets = tried % 2 == 0;
    const std::vector<bool>& left_out = with_brackets ? none : bracketed;
    std::string text;
    std::string asides;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const bool aside = i >= kept || left_out[i];
      append(aside ? asides : text, line.substr(in[i].begin, in[i].end - in[i].begin),
             in[i].joined ? "" : " ");
    }
    const Lexeme& last = in[kept - 1];
    const bool goes_on =
        kept < in.size() && is_one_of({"per", "a", "each", "every", "/", "%", ".."}, in[kept].low);
    if (asides.empty() || goes_on || (!last.is_word() && !last.is_number() && !last.is("%")))
      continue;
    Spelling read = respell(text, within);
    if (read.words.empty() && read.answers.empty()) continue;
    const std::size_t says_more = asides.find_first_not_of(" ,;-");
    asides.erase(0, std::min(says_more, asides.size()));
    if (read.answers.empty()) read.answers = {to_line(read.words)};
    for (std::string& answer : read.answers) answer = with_remark(std::move(answer), asides);
    read.words.clear();
    read.doubts.clear();
    if (read.question.empty()) read.question = is_a_remark(asides);
    return read;
  }
  return {};
}

/// `team mtg Weds 9.30-11, all staff`
Spelling work_in_a_team(std::string_view line) {
  const std::vector<Lexeme> in = lexemes(line);
  const auto days = std::count_if(in.begin(), in.end(), [](const Lexeme& one) {
    return one.is_word() && !day_of(one.low.substr(0, one.low.find('-'))).empty();
  });
  if (days == 0) return {};
  const Spelling whole = respell(line, Within::plan);
  const Spelling read = whole.words.empty() ? Composer(line).compose() : whole;
  std::string work = !read.words.empty()    ? to_line(read.words)
                     : read.answers.empty() ? std::string()
                                            : read.answers.front();
  work = work.substr(0, work.find("   #"));
  Spelling result;
  if (!is_of_a_day(lexemes(work))) return result;
  result.question = "work of the week stands in each clinician's plan, and not in the team";
  const std::string one_line = to_line(respell(work, Within::plan).words);
  result.help = days == 1 && !one_line.empty()
                    ? fmt::format("move it to the plans of those who do it, such as `{}`", one_line)
                    : "move it to the plans of those who do it, each day as a line of its own";
  return result;
}

}  // namespace

Spelling take_apart(std::string_view line, Within within) {
  constexpr std::size_t longest = 60;  // words; beyond it a line is a letter
  if (lexemes(line).size() > longest) return {};
  switch (within) {
    case Within::plan: return Composer(line).compose();
    case Within::team: {
      for (Spelling read :
           {work_in_a_team(line), each_on_its_own(line, within), choice_list_in_a_team(line)}) {
        if (!read.question.empty()) return read;
      }
      return without_its_end(line, within);
    }
    case Within::choice: {
      Spelling each = each_on_its_own(line, within);
      return each.answers.empty() ? without_its_end(line, within) : each;
    }
    default: return {};
  }
}

}  // namespace capalint::syntax
