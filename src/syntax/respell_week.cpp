#include "syntax/respell_week.h"

#include "syntax/respell_parts.h"

namespace capalint::syntax {

namespace {

/// Of the letters and short forms that are days only where several of them stand, or a time behind one.
std::string day_in_letters(std::string_view word) {
  static const std::vector<std::pair<std::string_view, std::string_view>> letters{
      {"m", "mon"},  {"t", "tue"},  {"tu", "tue"}, {"w", "wed"},
      {"we", "wed"}, {"th", "thu"}, {"f", "fri"},  {"fr", "fri"}};
  for (const auto& [letter, day] : letters) {
    if (word == letter) return std::string(day);
  }
  const std::size_t dash = word.find('-');  // `M-Th`
  if (dash == std::string_view::npos) return {};
  const std::string from = day_in_letters(word.substr(0, dash));
  const std::string to = day_in_letters(word.substr(dash + 1));
  return from.empty() || to.empty() ? std::string() : fmt::format("{}-{}", from, to);
}

bool parts_work(const Lexeme& one) {
  return is_one_of({",", ";", "|", "+", "then"}, one.low) && one.kind != Lexeme::Kind::quoted;
}

}  // namespace

std::string LineOfWeek::standing(const std::string& line) {
  Spelling read = respell(line, Within::plan);
  if (!read.words.empty()) return to_line(read.words);
  if (read.answers.empty()) read = take_apart(line, Within::plan);
  const bool is_work = !read.answers.empty() && !read.answers.front().starts_with('#');
  return is_work ? read.answers.front() : std::string();
}

// ---- days by letters -----------------------------------------------------------------------------

std::vector<std::size_t> LineOfWeek::letters_of_days() const {
  std::vector<std::size_t> letters;
  const auto is_listed = [&](std::size_t at) {                      // `M/T`, `M & W`
    if (!letters.empty() && letters.back() == at - 1) return true;  // `M W F`
    return at > 1 && !letters.empty() && letters.back() == at - 2 &&
           is_one_of({"/", "&", "and", "-", ","}, in_[at - 1].low);
  };
  for (std::size_t at = 0; at < in_.size(); ++at) {
    const bool begins = at == 0 || parts_work(in_[at - 1]) || is_listed(at);
    if (begins && in_[at].is_word() && !day_in_letters(in_[at].low).empty()) letters.push_back(at);
  }
  return letters;
}

bool LineOfWeek::is_clear_of_a_day(std::size_t letter) const {
  if (in_[letter].low.find('-') != std::string::npos) return true;  // `M-Th`
  const std::size_t then = letter + 1;
  return then < in_.size() && !in_[then].joined &&
         (in_[then].is_number() || !half_of(in_[then].low).empty() || in_[then].is("off"));
}

std::string LineOfWeek::with_days(const std::vector<std::size_t>& letters,
                                  std::string_view day_of_t) const {
  std::string line(line_);
  for (auto at = letters.rbegin(); at != letters.rend(); ++at) {
    const Lexeme& letter = in_[*at];
    line.replace(letter.begin, letter.end - letter.begin,
                 letter.is("t") ? std::string(day_of_t) : day_in_letters(letter.low));
  }
  return line;
}

bool LineOfWeek::asks_about_days_in_letters() {
  const std::size_t first = at_;
  const bool all_in_a_list = !days_in_letters().empty();  // `M/W/F am`
  at_ = first;
  const std::vector<std::size_t> letters = letters_of_days();
  const bool clear =
      std::any_of(letters.begin(), letters.end(), [&](auto at) { return is_clear_of_a_day(at); });
  if (all_in_a_list || letters.empty() || letters.front() != 0 || (letters.size() < 2 && !clear))
    return false;
  const auto says = [&](std::string_view day) {
    return std::any_of(in_.begin(), in_.end(), [&](const Lexeme& one) {
      return one.is_word() && !one.is("t") &&
             (day_of(one.low) == day || day_in_letters(one.low) == day);
    });
  };
  const bool has_t =
      std::any_of(letters.begin(), letters.end(), [&](std::size_t at) { return in_[at].is("t"); });
  std::vector<std::string> days;
  if (!has_t || !says("tue")) days.emplace_back("tue");
  if (has_t && !says("thu")) days.emplace_back("thu");
  std::vector<std::string> answers;
  for (const std::string& day : days) {
    std::string line = standing(with_days(letters, day));
    if (!line.empty()) answers.push_back(std::move(line));
  }
  if (answers.empty()) {  // hours of attendance
    result_ = respell(with_days(letters, days.front()), Within::plan);
    return !result_.question.empty();
  }
  std::vector<std::string> said;
  for (const std::size_t at : letters) {
    std::string letter = fmt::format("`{}`", in_[at].text);
    if (std::find(said.begin(), said.end(), letter) == said.end()) said.push_back(letter);
  }
  const bool in_short = std::all_of(letters.begin(), letters.end(), [&](std::size_t at) {
    return in_[at].low.size() == 2 && !in_[at].is("we");
  });
  const bool is_one_line = answers.front().find('\n') == std::string::npos;
  if (in_short && is_one_line) return false;  // `Th 9-1 core`, which is read as it stands
  const bool is_range = said.front().find('-') != std::string::npos;  // `M-F`
  const std::string question = in_short             ? "each of these is a line of its own"
                               : answers.size() > 1 ? "is `T` Tuesday or Thursday?"
                               : said.size() > 1
                                   ? fmt::format("are {} days?", fmt::join(said, " and "))
                                   : fmt::format("{} {}?", is_range ? "are" : "is",
                                                 said.front() + (is_range ? " days" : " a day"));
  (void)ask(question, std::move(answers));
  return true;
}

// ---- sums of a week ------------------------------------------------------------------------------

std::optional<LineOfWeek::Sum> LineOfWeek::sum_of(std::size_t first, std::size_t last) const {
  Sum sum;
  if (in_[first].is_number() && in_[first].low.find(':') == std::string::npos) {
    sum.number = in_[first++].low;
    if (first < last && in_[first].is("x")) {
      sum.unit = in_[first++].low;
    } else if (first < last && !unit_of(in_[first].low).empty()) {
      sum.unit = unit_of(in_[first++].low);
    } else if (last > first && unit_of(in_[last - 1].low) == "sessions") {
      sum.unit = unit_of(in_[--last].low);
    }
  } else if (is_one_of({"rest", "remainder", "remaining"}, in_[first].low)) {
    ++first;
  }
  std::size_t work_ends = first;
  while (work_ends < last && in_[work_ends].is_word()) ++work_ends;
  sum.work = typed(first, work_ends);
  const bool brackets = work_ends + 2 < last && in_[work_ends].is("(") && in_[last - 1].is(")");
  if (brackets) sum.in_brackets = typed(work_ends + 1, last - 1);
  const bool whole = work_ends == last || brackets;
  const bool of_the_contract = is_one_of(
      {"dcc", "dccs", "spa", "spas", "pa", "pas", "apa", "wte", "fte"}, in_lower_case(sum.work));
  if (!whole || sum.work.empty() || of_the_contract) return std::nullopt;
  return sum;
}

std::optional<std::vector<LineOfWeek::Sum>> LineOfWeek::sums_of_the_week() const {
  std::vector<Sum> sums;
  int depth = 0;
  std::size_t first = 0;
  bool rest = false;
  for (std::size_t at = 0; at <= in_.size(); ++at) {
    if (at < in_.size()) {
      const Lexeme& one = in_[at];
      const bool names_a_day = !day_of(one.low.substr(0, one.low.find('-'))).empty();
      if (one.is_word() && (names_a_day || !half_of(one.low).empty())) return std::nullopt;
      if (one.is("(")) ++depth;
      if (one.is(")")) --depth;
      if (depth > 0 || (!one.is(",") && !one.is(";") && !one.is("+") && !one.is("&"))) continue;
    }
    if (at == first) return std::nullopt;
    const auto sum = sum_of(first, at);
    rest = rest || is_one_of({"rest", "remainder", "remaining"}, in_[first].low);
    if (!sum || (sum->number.empty() && !rest)) return std::nullopt;
    sums.push_back(*sum);
    first = at + 1;
  }
  return sums;
}

bool LineOfWeek::asks_about_sums_of_the_week() {
  auto sums = sums_of_the_week();
  if (!sums) return false;
  std::string common;  // of `4 sess core, 2 DBT`
  std::size_t numbers = 0;
  for (const Sum& sum : *sums) {
    if (!sum.number.empty()) ++numbers;
    if (sum.unit == "sessions") common = sum.unit;
  }
  if (numbers < 2) return false;
  const auto lines = [&](bool choice_counts) {
    std::string all;
    for (const Sum& sum : *sums) {
      const bool one_word = sum.work.find(' ') == std::string::npos;
      const std::string low = in_lower_case(sum.work);
      const bool named = (low == "spec" || low == "specific" || low == "other") && one_word &&
                         !sum.in_brackets.empty();
      std::string line = named ? fmt::format("any day {} \"{}\"", low == "spec" ? "specific" : low,
                                             sum.in_brackets)
                               : "any day " + sum.work;
      const bool counted =
          sum.unit == "x" || (sum.unit.empty() && low == "choice" && choice_counts);
      const std::string& unit = sum.unit.empty() ? common : sum.unit;
      if (!sum.number.empty() && !counted && unit.empty()) return std::string();
      if (!sum.number.empty())
        line += counted ? " x" + sum.number : fmt::format(" {} {}", sum.number, unit);
      line = standing(line);
      std::string aside = sum.number.empty() ? "rest" : "";
      if (!named && !sum.in_brackets.empty())
        aside += (aside.empty() ? "" : ", ") + sum.in_brackets;
      if (line.empty() || line.find('\n') != std::string::npos) return std::string();
      if (!aside.empty()) line += "   # " + aside;
      all += (all.empty() ? "" : "\n") + line;
    }
    return all;
  };
  std::vector<std::string> answers;
  for (const bool choice_counts : {true, false}) {
    std::string answer = lines(choice_counts);
    const bool fresh = answers.empty() || answers.front() != answer;
    if (!answer.empty() && fresh) answers.push_back(std::move(answer));
  }
  if (answers.empty()) return false;
  (void)ask("are these the sums of a week? Each is a line of its own", std::move(answers));
  return true;
}

// ---- hours of attendance -------------------------------------------------------------------------

bool LineOfWeek::hours_of_attendance() {
  constexpr int shortest = 3 * minutes_in_hour;  // of a day with its lunch, and longer than a lunch
  const Spelling kept = result_;
  const std::size_t first = at_;
  const bool says_so = take("works") || take("working") || take("work") || take("hours");
  drop("hours");
  std::string days, lunch, half_day, half_days_off;
  int longest = 0;
  const auto add = [](std::string& list, std::string_view more, std::string_view between) {
    list += fmt::format("{}{}", list.empty() ? "" : between, more);
  };
  const auto end_half_day = [&] {
    if (!half_day.empty()) add(half_days_off, half_day, "` and `");
    half_day.clear();
  };
  std::string day;  // that was said last
  while (more()) {
    if (is_one_of({"from", ",", "and", "on", "(", ")", ";", "with", "less", "inc", "incl", "minus",
                   "for", ":", "only", "unpaid", "paid", "a", "&"},
                  next().low)) {
      ++at_;
      continue;
    }
    if (take("half") && (take("day") || unit_of(next().low).empty())) continue;
    if (at_ > first && in_[at_ - 1].is("half")) --at_;
    if (std::string said = day_or_days(); !said.empty()) {
      end_half_day();
      add(days, said, ",");
      day = std::move(said);
      continue;
    }
    if (const std::string_view half = half_of(next().low); !half.empty()) {
      ++at_;
      if (!day.empty() && half != "eve")
        half_day = fmt::format("{} {} off", day, half == "am" ? "pm" : "am");
      continue;
    }
    const std::size_t lunch_at = at_;
    auto length = amount();
    if (!length) length = amount_in_words();
    while (length && is_one_of({"unpaid", "paid", "for"}, next().low)) ++at_;
    if (take("lunch") || take("lunchbreak") || take("break")) {
      drop("break");
      if (!length) length = amount();
      const std::size_t times_at = at_;
      const auto times = length ? std::nullopt : clock_words();  // `lunch 1-2`
      if (!times) at_ = times_at;
      length_ = 0;
      if (times) {
        lunch = fmt::format("{} {} lunch", days.empty() ? "mon-fri" : days, to_line(*times));
        continue;
      }
      lunch = fmt::format("{} lunch {}", days.empty() ? "mon-fri" : days,
                          length ? to_line(*length) : "30m");
      continue;
    }
    at_ = lunch_at;
    const auto begin = time();
    const auto end = begin && is_up_to() ? (++at_, time()) : std::nullopt;
    if (!end) break;
    half_day.clear();
    longest = std::max(longest,
                       end->minutes - begin->minutes + (end->minutes > begin->minutes ? 0 : noon));
  }
  end_half_day();
  const bool all = !more() && longest >= (says_so ? 1 : shortest) && !every_other_;
  every_other_.reset();
  at_ = first;
  result_ = kept;
  if (!all) return false;
  std::string help = fmt::format(
      "leave the line out, and write what is done in that time: `mon am core 3.5h`, or with times `{} "
      "09:00-12:30 core 3.5h`",
      days.empty() ? "mon" : days.substr(0, days.find(',')));
  if (!lunch.empty()) help += fmt::format("; lunch is written `{}`", lunch);
  if (!half_days_off.empty())
    help += fmt::format("; the other half of the day is `{}`", half_days_off);
  (void)tell(fmt::format("`{}` says when somebody is there, and a plan holds only work",
                         typed(0, in_.size())),
             std::move(help));
  return true;
}

}  // namespace capalint::syntax
