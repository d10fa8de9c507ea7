#include "syntax/respell_parts.h"

#include <utility>

#include "syntax/clauses.h"
#include "syntax/respell_work.h"
#include "words/activities.h"
#include "words/lexicon.h"

namespace capalint::syntax {

namespace {

/// What a clause says, each part as it is typed; empty where it says nothing of the kind.
struct Parts {
  std::string day;    // `alt. Tues`, `1st Fri of the month`
  std::string half;   // `pm`
  std::string times;  // `9.15-10.45`
  std::string work;
  std::string amount;
  std::string count;
  std::string often;
  std::string place;  // `with Jo`, `@ Elm House`
  std::string aside;

  [[nodiscard]] bool says_when() const { return !day.empty() || !times.empty(); }
  [[nodiscard]] bool says_how_much() const {
    return !amount.empty() || !count.empty() || !times.empty();
  }
};

using Text = std::optional<std::string>;

void append(std::string& text, std::string_view more, std::string_view between = " ") {
  if (more.empty()) return;
  if (!text.empty()) text += between;
  text += more;
}

bool begins_with_a_capital(std::string_view word) {
  return !word.empty() && word.front() >= 'A' && word.front() <= 'Z';
}

/// A word of the catalogue or of the lexicon.
bool is_known_work(std::string_view words) {
  const std::string name = normalised(words);
  return find_activity(name) || find_in_lexicon(name) != nullptr ||
         (!name.empty() && !find_by_ending(name).is_for_anything());
}

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
  explicit ClauseReader(std::string_view clause) : LineOfWork(clause) {}

  std::vector<Parts> read() {
    drop_the_rest_of();
    std::vector<Parts> all(1);
    while (more()) {
      Parts& parts = all.back();
      const bool next_piece = (next().is("and") || next().is("&")) && !parts.work.empty() &&
                              !parts.amount.empty() && more(1);
      if (next_piece) {
        ++at_;
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
    return takes(parts.day, &ClauseReader::day) || takes(parts.half, &ClauseReader::half) ||
           takes(parts.times, &ClauseReader::times) || takes_days_of_a_period(parts) ||
           takes(parts.count, &ClauseReader::number) ||
           takes(parts.amount, &ClauseReader::length) ||
           takes(parts.often, &ClauseReader::how_often) || takes(parts.place, &ClauseReader::where);
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

  /// `every other Fri`, `1st and 3rd Tues of the month`, `Mon & Thurs`
  Text day() {
    const std::size_t first = at_;
    drop("every");
    drop("the");
    std::size_t numbers = 0;
    while (more() && (take("last") || ordinal())) {
      ++numbers;
      if (!take("and") && !take("&")) break;
    }
    if (numbers > 0 && !day_of(next().low).empty()) {
      ++at_;
      const std::size_t of = at_;
      (void)(take("of") || take("in"));
      (void)(take("the") || take("each") || take("every"));
      if (!take("month")) at_ = of;
      return typed_since(first);
    }
    at_ = first;
    if (take("any") && take("day")) return typed_since(first);
    at_ = first;
    if (day_or_days().empty()) return std::nullopt;
    return typed_since(first);
  }

  Text half() {
    const std::string_view half = half_of(next().low);
    const bool short_form = next().low.size() < std::string_view("morning").size();
    if (half.empty() || (!after_day_ && !short_form)) return std::nullopt;  // `evening clinic`
    ++at_;
    return std::string(half);
  }

  Text times() {
    const std::size_t first = at_;
    (void)(take("from") || take("between"));
    const bool begins = time().has_value();
    const bool range = begins && (take("-") || take("to") || take("until") || take("till") ||
                                  take("til") || take("and"));
    const bool ends = range && time().has_value();
    const bool counts = counts_appointments(next().low) || !unit_of(next().low).empty() ||
                        next().is("weeks") || next().is("wks");
    if (!ends || counts) return std::nullopt;
    return typed_since(first);
  }

  /// `4 full days a year`: a session is half a day.
  bool takes_days_of_a_period(Parts& parts) {
    const std::size_t first = at_;
    const auto named = number_word(next().low);
    const std::string number = named ? std::to_string(*named) : next().low;
    const bool counted = (named || next().is_number()) && number.size() <= 2 &&
                         number.find_first_not_of("0123456789") == std::string::npos;
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

  Text number() {
    const auto read = count();
    if (!read) return std::nullopt;
    return to_line(*read);
  }

  /// `3 hrs`, `for an hour`, `6 x 20 min`, `1hr each`
  Text length() {
    (void)(take("for") || take("of") || take("takes") || take("lasting"));
    if (is_about()) {
      ++at_;
      drop(".");
    }
    const std::size_t first = at_;
    if (next().is_number() && next(1).is("x") && next(2).is_number()) at_ += 2;
    if (!amount() && !amount_in_words()) return std::nullopt;
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
      while (more() && next().is_word() && begins_with_a_capital(next().text) &&
             day_of(next().low).empty())
        ++at_;
    }
    if (at_ == name) return std::nullopt;
    return typed_since(first);
  }

  bool drops_a_filler(const Parts& parts) {
    if (next().is("on") && next(1).is("call")) return false;
    const bool at_an_end = !more(1) || parts.work.empty();
    const bool filler =
        (at_an_end && is_one_of({"on", "at", "and", "-", ":", ".", ",", "="}, next().low)) ||
        is_one_of({"runs", "just", "only", "always", "booked", ":"}, next().low) ||
        ((next().is("on") || next().is("for") || next().is("from")) && part_follows());
    const bool whole = (next().is("all") || next().is("whole") || next().is("full")) &&
                       (next(1).is("day") || next(1).is("session"));
    const bool of_choice =
        counts_appointments(next().low) && is_one_of({"choice", "core"}, in_lower_case(parts.work));
    if (!filler && !whole && !of_choice) return false;
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
    const std::string_view word = line_.substr(in_[first].begin, in_[first].end - in_[first].begin);
    const bool season = names_months(in_[first].low) && parts.aside.empty();
    append(season ? parts.aside : parts.work, word, apart ? " " : "");
    after_day_ = false;
  }

  bool after_day_ = false;
};

/// A line of the plan that is being put together.
struct Composed {
  std::string day;
  std::string half;
  std::string times;
  struct Piece {
    std::string work, amount, count, often, place;
  };
  std::vector<Piece> pieces;

  [[nodiscard]] bool says_how_much() const {
    return !times.empty() || std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
      return !piece.amount.empty() || !piece.count.empty();
    });
  }

  [[nodiscard]] std::string text() const {
    std::string line = day.empty() ? "any day" : day;
    append(line, half);
    append(line, times);
    for (const Piece& piece : pieces) {
      if (&piece != &pieces.front()) line += ",";
      const bool of_each = piece.amount.starts_with('(');  // after how many there are
      for (const std::string* part :
           {&piece.work, of_each ? &piece.count : &piece.amount,
            of_each ? &piece.amount : &piece.count, &piece.often, &piece.place})
        append(line, *part);
    }
    return line;
  }
};

class Composer {
 public:
  explicit Composer(std::string_view line) : line_(line), in_(lexemes(line)) {}

  Spelling compose() {
    const std::vector<Clause> all = clauses(in_);
    if (all.size() > 1) {
      if (auto statement = statement_with_asides(all)) return *statement;
    }
    for (const Clause& clause : all) {
      const std::string_view text = typed(clause);
      const bool aside = begins_an_aside(in_[clause.first].low);
      if (aside) {
        asides_.emplace_back(text);
        continue;
      }
      for (const Parts& parts : ClauseReader(text).read()) add(parts, text, clause.in_brackets);
    }
    return question();
  }

 private:
  [[nodiscard]] std::string_view typed(const Clause& clause) const {
    return line_.substr(in_[clause.first].begin,
                        in_[clause.last - 1].end - in_[clause.first].begin);
  }

  /// `contract 30 hrs, Mondays off`: a line that is not of a day, and what follows it.
  [[nodiscard]] std::optional<Spelling> statement_with_asides(
      const std::vector<Clause>& all) const {
    const auto alone = [](std::string_view text) {
      const Spelling read = respell(text, Within::plan);
      return read.words.empty() && !read.answers.empty() ? read.answers.front()
                                                         : to_line(read.words);
    };
    const std::string first = alone(typed(all.front()));
    const std::vector<Lexeme> words = lexemes(first);
    if (words.empty() || words.front().is("any") ||
        !day_of(words.front().low.substr(0, 3)).empty() ||
        find_statement(Within::plan, words.front().low) == nullptr)
      return std::nullopt;
    std::string lines;
    std::string asides;
    for (std::size_t i = 1; i < all.size(); ++i) {
      const std::string line = all[i].in_brackets ? std::string() : alone(typed(all[i]));
      if (line.empty())
        append(asides, typed(all[i]), ", ");
      else
        lines += "\n" + line;
    }
    Spelling result;
    result.question = asides.empty() ? "each of these is a line of its own"
                                     : fmt::format("is `{}` a remark?", asides);
    result.answers = {first + (asides.empty() ? "" : "   # " + asides) + lines};
    return result;
  }

  void add(const Parts& parts, std::string_view clause, bool in_brackets) {
    const bool named = !parts.work.empty();
    const bool first = lines_.back().pieces.empty();
    const bool says_work = named && may_name_work(parts.work) &&
                           (first ? !in_brackets
                                  : is_known_work(parts.work) ||
                                        (parts.says_how_much() && lines_.back().says_how_much()));
    if (named && (in_brackets || !says_work)) {
      asides_.emplace_back(in_brackets ? clause : std::string_view(parts.work));
      if (in_brackets) return;
    }
    if (says_work && !first && parts.says_when() && lines_.back().says_how_much()) {
      const std::string day = lines_.back().day;
      lines_.emplace_back();
      if (parts.day.empty()) lines_.back().day = day;
    }
    if (!parts.aside.empty()) asides_.push_back(parts.aside);
    Composed& line = lines_.back();
    if (says_work)
      line.pieces.push_back(
          {.work = parts.work, .amount = {}, .count = {}, .often = {}, .place = {}});
    keep(line.day, parts.day);
    keep(line.half, parts.half);
    keep(line.times, parts.times);
    Composed::Piece& piece = line.pieces.empty() ? before_ : line.pieces.back();
    keep(piece.amount, parts.amount);
    keep(piece.count, parts.count);
    keep(piece.often, parts.often);
    keep(piece.place, parts.place);
    if (!line.pieces.empty()) {
      keep(piece.amount, std::exchange(before_.amount, {}));
      keep(piece.count, std::exchange(before_.count, {}));
      keep(piece.often, std::exchange(before_.often, {}));
      keep(piece.place, std::exchange(before_.place, {}));
    }
  }

  /// A second one of its kind is an aside.
  void keep(std::string& part, const std::string& said) {
    if (said.empty()) return;
    if (part.empty())
      part = said;
    else
      asides_.push_back(said);
  }

  Spelling question() {
    Spelling result;
    if (lines_.back().pieces.empty()) return result;
    const bool open = std::none_of(lines_.begin(), lines_.end(),
                                   [](const Composed& line) { return line.says_how_much(); });
    if (open) lines_.back().pieces.back().amount = "3.5h";
    std::string answer;
    for (const Composed& line : lines_) append(answer, line.text(), "\n");
    std::string asides;
    for (const std::string& aside : asides_) append(asides, aside, ", ");
    if (!asides.empty()) answer += "   # " + asides;
    result.question = open ? "how long is it?"
                      : asides.empty()
                          ? "a line has its day first, then its work, and how long that is"
                          : fmt::format("is `{}` a remark?", asides);
    result.answers = {answer};
    if (!asides.empty()) result.answers.push_back(fmt::format("# {}", line_));
    return result;
  }

  std::string_view line_;
  std::vector<Lexeme> in_;
  std::vector<Composed> lines_{1};
  Composed::Piece before_;  // what stands before the first work
  std::vector<std::string> asides_;
};

/// The line up to what can be read of it, of a team or of who does Choice.
Spelling without_its_end(std::string_view line, Within within) {
  const std::vector<Lexeme> in = lexemes(line);
  std::vector<bool> bracketed(in.size());
  for (const Clause& clause : clauses(in)) {
    if (!clause.in_brackets || clause.first < 2) continue;
    const std::size_t closed = std::min(clause.last + 1, in.size());
    for (std::size_t i = clause.first - 1; i < closed; ++i) bracketed[i] = true;
  }
  for (std::size_t kept = in.size(); kept > 0; --kept) {
    std::string text;
    std::string asides;
    for (std::size_t i = 0; i < in.size(); ++i) {
      const bool aside = i >= kept || bracketed[i];
      append(aside ? asides : text, line.substr(in[i].begin, in[i].end - in[i].begin),
             in[i].joined ? "" : " ");
    }
    const Lexeme& last = in[kept - 1];
    if (asides.empty() || (!last.is_word() && !last.is_number() && !last.is("%"))) continue;
    Spelling read = respell(text, within);
    if (read.words.empty() && read.answers.empty()) continue;
    const std::size_t says_more = asides.find_first_not_of(" ,;-");
    asides.erase(0, std::min(says_more, asides.size()));
    if (read.answers.empty()) read.answers = {to_line(read.words)};
    for (std::string& answer : read.answers) answer += "   # " + asides;
    read.words.clear();
    read.doubts.clear();
    if (read.question.empty()) read.question = fmt::format("is `{}` a remark?", asides);
    return read;
  }
  return {};
}

}  // namespace

bool may_name_work(std::string_view words) {
  if (is_known_work(words)) return true;
  const std::vector<Lexeme> in = lexemes(words);
  return std::none_of(in.begin(), in.end(),
                      [](const Lexeme& one) { return one.is_word() && is_prose(one.low); });
}

Spelling take_apart(std::string_view line, Within within) {
  constexpr std::size_t longest = 60;  // words; beyond it a line is a letter
  if (lexemes(line).size() > longest) return {};
  switch (within) {
    case Within::plan: return Composer(line).compose();
    case Within::team:
    case Within::choice: return without_its_end(line, within);
    default: return {};
  }
}

}  // namespace capalint::syntax
