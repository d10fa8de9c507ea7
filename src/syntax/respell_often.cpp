#include "syntax/respell_often.h"

namespace capalint::syntax {

Part LineOften::frequency() {
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
  if (take("fortnightly") || take("eow")) return every("2");
  if (take("weekly")) return every("");
  if (auto in_a_word = frequency_in_a_word()) return in_a_word;
  if (!result_.question.empty() || asks_about_vague_words()) return std::nullopt;
  if (next().is_number() && next().low == "1" && next(1).is("in") && next(2).is_number() &&
      week_follows(3)) {
    at_ += 4;
    return every(in_[at_ - 2].low);
  }
  if (asks_about_a_rota()) return std::nullopt;
  const bool once = next().is("1") || next().is("once") || next().is("one");
  if (once || next().is("per") || next().is("a") || next().is("/")) {
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
  const bool over_it = next().is("over") || next().is("across") || next().is("through");
  if (over_it && next(1).is("the") && week_follows(2)) {
    at_ += 3;
    return every("");
  }
  if (next().is("every") || next().is("each")) {
    if (is_digits(next(1).low) && next(2).is("/") && next(3).is("52")) {  // `every 6/52`
      at_ += 4;
      return every(in_[at_ - 3].low);
    }
    if (next(1).is("month")) {
      at_ += 2;
      return ask_about_months(first);
    }
    if (next(1).is("fortnight")) {
      at_ += 2;
      return every("2");
    }
    if (next(1).is("week") || (next(1).is("wk") && !next(2).is_number())) {
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

Part LineOften::frequency_of_the_grammar() {
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
    while (next(1).is_number() && (next().is("and") || next().is(",") || next().is("&") ||
                                   next().is("+") || begins_range_of_weeks())) {
      if (begins_range_of_weeks()) {
        add_weeks_up_to(next(1), weeks);
      } else {
        weeks.push_back(made_at(at_ + 1));
      }
      at_ += 2;
    }
    const bool of = (next().is("of") || next().is("in") || next().is("/")) && next(1).is_number();
    if (!of) drop("only");
    if (!of)
      return ask_after(
          first, at_ - first, "of how many weeks?",
          {fmt::format("{} of {}", to_line(list_of(first, weeks)), weeks.size() == 1 ? 2 : 4)});
    Words words = list_of(first, weeks);
    words.push_back({"of", in_[at_].begin, in_[at_].end});
    words.push_back(made_at(at_ + 1));
    at_ += 2;
    return words;
  } else if ((next().is("one") || next().is("1")) && (next(1).is("week") || next(1).is("wk")) &&
             (next(2).is("in") || next(2).is("of")) && next(3).is_number()) {
    return ask_one_in(first, next(3).low, 4);
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
      if (number_ends > first) words.push_back({in_[first].low, in_[first].begin, in_[first].end});
      words.insert(words.end(), period->begin(), period->end());
      return words;
    }
  }
  at_ = first;
  return std::nullopt;
}

bool LineOften::begins_range_of_weeks() const {
  constexpr std::size_t one_digit = 1;
  return (next().is("-") || next().is("to")) && in_[at_ - 1].low.size() == one_digit &&
         next(1).low.size() == one_digit && in_[at_ - 1].low < next(1).low;
}

void LineOften::add_weeks_up_to(const Lexeme& last, Words& weeks) {
  for (int week = std::stoi(weeks.back().text) + 1; week <= std::stoi(last.low); ++week)
    weeks.push_back({std::to_string(week), last.begin, last.end});
}

Part LineOften::frequency_in_a_phrase() {
  const std::size_t first = at_;
  if (asks_about_vague_words()) return std::nullopt;  // `in the school holidays`
  const bool on = take("on") || take("in");
  const bool a = on && take("a");
  auto often = frequency();
  if (on && result_.question.empty() && (!often || (a && !take("basis")))) {
    at_ = first;
    return std::nullopt;
  }
  return often;
}

bool LineOften::begins_how_often() {
  return next().is_word() && !number_word(next().low) && how_often_follows();
}

bool LineOften::how_often_follows() {
  const std::size_t kept = at_;
  const bool often = frequency().has_value() || !result_.question.empty();
  at_ = kept;
  result_.question.clear();
  result_.answers.clear();
  return often;
}

Part LineOften::frequency_in_a_word() {
  const std::size_t first = at_;
  const auto once_per = [&](std::string_view period) {
    ++at_;
    return Words{made("1", first), made("per", first), made(std::string(period), first)};
  };
  if (next().is("quarterly")) return once_per("quarter");
  if (next().is("annually") || next().is("yearly")) return once_per("year");
  if (next().is("bimonthly") || next().is("bi-monthly"))
    return ask_after(first, 1, "is it every two months, or twice a month?",
                     {"6 per year", "24 per year"});
  // `6 weekly`, `6-weekly`, `six-weekly`
  constexpr std::string_view ending = "-weekly";
  std::string weeks;
  if (next().is_word() && next().low.ends_with(ending)) {
    const auto named = number_word(next().low.substr(0, next().low.size() - ending.size()));
    if (!named) return std::nullopt;
    weeks = std::to_string(*named);
    ++at_;
  } else {
    const auto named = number_word(next().low);
    const std::size_t dash = next(1).is("-") ? 1 : 0;
    if ((!named && !next().is_number()) || !next(1 + dash).is("weekly")) return std::nullopt;
    weeks = named ? std::to_string(*named) : next().low;
    at_ += 2 + dash;
  }
  return Words{made("every", first), made(weeks, first), made("weeks", first)};
}

bool LineOften::asks_about_a_rota() {
  const std::size_t first = at_;
  const auto week_follows = [&](std::size_t ahead) {
    return next(ahead).is("week") || next(ahead).is("weeks") || next(ahead).is("wk") ||
           next(ahead).is("wks");
  };
  if (!next().is_number()) return false;
  std::string times = next().low;
  std::string weeks;
  std::size_t count = 1;
  if (const std::size_t colon = times.find(':'); colon != std::string::npos) {
    weeks = times.substr(colon + 1);
    times.resize(colon);
    const bool rota = std::any_of(in_.begin(), in_.end(), [](const Lexeme& one) {
      return is_one_of({"rota", "call", "on-call", "oncall", "nights"}, one.low);
    });
    const bool time = weeks.size() > 1 && !rota && !week_follows(1);
    if (time || next(1).is("-") || next(1).is("to") || weeks.find(':') != std::string::npos)
      return false;
  } else if ((next(1).is("in") || (next(1).is("x") && week_follows(3))) && next(2).is_number()) {
    weeks = next(2).low;
    count = 3;
  } else {
    return false;
  }
  const auto is_short = [](const std::string& number) {
    return is_digits(number) && number.size() <= 2 && number.front() != '0';
  };
  if (!is_short(times) || !is_short(weeks) || std::stoi(times) >= std::stoi(weeks)) return false;
  if (week_follows(count)) ++count;
  if (times == "1") return (void)ask_one_in(first, weeks, count), true;
  (void)ask_after(first, count,
                  fmt::format("is `{}` {} weeks of {}?", typed(first, first + count), times, weeks),
                  {fmt::format("{} weeks in {}", times, weeks)});
  return true;
}

bool LineOften::asks_about_vague_words() {
  struct Vague {
    std::vector<std::string_view> said;
    std::string_view question;
    std::vector<std::string> answers;
    bool ends_a_part = false;  // `summer term`, and not of `summer term clinic`
  };
  static const std::vector<Vague> known{
      {{"now and then",
        "now and again",
        "from time to time",
        "as needed",
        "as required",
        "when needed",
        "when required",
        "as and when",
        "as and when needed",
        "as and when required",
        "ad hoc",
        "ad-hoc",
        "adhoc",
        "occasionally",
        "occasional",
        "sometimes",
        "some weeks",
        "regularly",
        "variable",
        "varies",
        "prn",
        "as necessary",
        "flexibly",
        "rarely"},
       "how often is `{}`? An average will do",
       {"every 2 weeks", "12 per year"}},
      {{"most weeks"}, "how often is `{}`? An average will do", {"3 weeks in 4", "4 weeks in 5"}},
      {{"term time only", "term-time only", "term time", "term-time", "termtime", "termtime only",
        "in term time", "during term time", "school terms only", "in term"},
       "a school year has about 39 weeks of term: how often is it?",
       {"39 per year", "3 weeks in 4"}},
      {{"hols", "in hols", "in the hols", "school hols", "school holidays", "school hols only",
        "school holidays only", "in school holidays", "in school hols", "in the school holidays",
        "in the holidays", "during school holidays", "hols only", "holidays only"},
       "some 6 of the weeks that are worked are school holidays: how often is it?",
       {"6 per year", "every 8 weeks"},
       true},
      {{"summer term", "autumn term", "spring term", "summer term only", "autumn term only",
        "spring term only", "in summer term", "in the summer term", "in the autumn term",
        "in the spring term", "one term a year"},
       "a term of a school has about 13 weeks: how often is it?",
       {"13 per year", "every 4 weeks"},
       true},
      {{"half termly", "half-termly", "every half term", "each half term", "once a half term",
        "once per half term", "once every half term", "once each half term", "per half term",
        "a half term"},
       "how often in a year is it? A school year has six half terms",
       {"6 per year"}},
      {{"termly", "every term", "each term", "once a term", "once per term", "once each term",
        "once every term", "per term", "a term"},
       "how often in a year is it? A year has three terms",
       {"3 per year"}}};
  constexpr std::size_t longest = 5;
  if (!next().is_word()) return false;
  for (std::size_t words = std::min(longest, in_.size() - at_); words > 0; --words) {
    const std::string said = in_lower_case(typed(at_, at_ + words));
    const auto meant = std::find_if(known.begin(), known.end(), [&](const Vague& vague) {
      return is_one_of(vague.said, said) && !(vague.ends_a_part && next(words).is_word());
    });
    if (meant == known.end()) continue;
    (void)ask_after(at_, words, fmt::format(fmt::runtime(meant->question), said), meant->answers);
    return true;
  }
  return false;
}

Respelt LineOften::made_at(std::size_t at) const {
  return {in_[at].low, in_[at].begin, in_[at].end};
}

Words LineOften::list_of(std::size_t first, const Words& weeks) const {
  Words words{{weeks.size() == 1 ? "week" : "weeks", in_[first].begin, in_[first].end}};
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    const std::uint32_t at = weeks[i].begin;
    if (i > 0) words.push_back({i + 1 == weeks.size() ? "and" : ",", at, at});
    words.push_back(weeks[i]);
  }
  return words;
}

Part LineOften::ask_about_months(std::size_t first) {
  return ask_after(first, at_ - first, "a month is no number of weeks: how often is it?",
                   {"every 4 weeks", "12 per year"});
}

Part LineOften::ask_one_in(std::size_t first, const std::string& weeks, std::size_t count) {
  const bool said = next(1).is("week") || next(1).is("wk");  // `one week of 8`
  return ask_after(first, count,
                   said
                       ? fmt::format("does it matter which of the {} weeks it is?", weeks)
                       : fmt::format("is `{}` one week of {}?", typed(first, first + count), weeks),
                   {fmt::format("every {} weeks", weeks), fmt::format("week 1 of {}", weeks)});
}

Part LineOften::ask_after(std::size_t first, std::size_t count, std::string question,
                          const std::vector<std::string>& often) {
  asked_up_to_ = first + count;
  std::vector<std::string> answers;
  const std::size_t before_ends = first > 1 && in_[first - 1].is(",") ? first - 1 : first;
  const std::size_t after = first + count;
  std::size_t piece_ends = after;
  while (piece_ends < in_.size() && !in_[piece_ends].is(",") && !in_[piece_ends].is(";") &&
         !in_[piece_ends].is("+") && !in_[piece_ends].is("then"))
    ++piece_ends;
  for (const std::string& one : often) {
    std::string line;
    for (const std::size_t at : {piece_ends, in_.size()}) {
      line = std::string(typed(0, before_ends));
      if (at > after) line += fmt::format(" {}", typed(after, at));
      line += " " + one;
      if (at < in_.size()) line += fmt::format(" {}", typed(at, in_.size()));
      const Spelling read = respell(line, within_);
      if (read.words.empty() && at < in_.size()) continue;
      if (!read.words.empty()) line = to_line(read.words);
      break;
    }
    answers.push_back(line);
  }
  (void)ask(std::move(question), std::move(answers));
  return std::nullopt;
}

}  // namespace capalint::syntax
