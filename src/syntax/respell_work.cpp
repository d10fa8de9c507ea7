#include "syntax/respell_work.h"

#include "units/arithmetic.h"
#include "units/quantity.h"
#include "words/activities.h"
#include "words/lexicon.h"

namespace capalint::syntax {

bool LineOfWork::day_line() {
  const std::size_t first = at_;
  if (next().is("any") && next(1).is("day")) {
    keyword();
    keyword();
  } else {
    std::string day = day_or_days();
    if (day.empty()) return false;
    if (std::string others = but_for_at_the_end(day); !others.empty()) day = std::move(others);
    put(day, first);
  }
  drop(":");
  if (next().is("-") && !next(1).joined && !says_day_off(typed(at_ + 1, in_.size()))) ++at_;
  if (next().is(",") && (!half_of(next(1).low).empty() || next(1).is_number())) ++at_;
  if (next().is("all") && next(1).is("day")) at_ += 2;  // a day without a half of it
  if (has_two_halves() || asks_about_noon()) return false;
  if (next().is_word() && !half_of(next().low).empty()) {
    half_ = half_of(next().low);
    ++at_;
    put(half_, at_ - 1);
    drop("only");
    drop(":");
    if (next().is("-") && (next(1).is_word() || !next(1).joined)) ++at_;
  }
  work_at_ = at_;
  if (times_of_a_person()) return false;
  if (takes_turns()) return true;
  if (!result_.question.empty()) return false;
  if (asks_about_one_time()) return false;
  const bool in_brackets = next().is("(") && next(1).is_number();
  if (in_brackets) ++at_;
  if (!clock_range()) return false;
  if (in_brackets && !take(")")) return false;
  drop(":");
  return off() || blocks();
}

bool LineOfWork::has_two_halves() {
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

bool LineOfWork::line_without_a_day() {
  const std::size_t first = at_;
  const bool day_follows = std::any_of(in_.begin(), in_.end(), [](const Lexeme& one) {
    return one.is_word() && !day_of(one.low).empty();
  });
  if (day_follows) return false;
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

bool LineOfWork::asks_for_the_day() {
  constexpr std::string_view any = "any day";
  const bool counts = std::any_of(in_.begin() + static_cast<std::ptrdiff_t>(at_), in_.end(),
                                  [](const Lexeme& one) { return one.is_number(); });
  if (!counts || (!next().is_word() && !next(1).is("choice") && !next(1).is("core")) ||
      next().is("any") || nearly_begins_a_line(next().low))
    return false;
  Spelling work = respell(fmt::format("{} {}", any, rest()), Within::plan);
  if (!work.question.empty()) {
    result_ = std::move(work);
    return true;
  }
  const std::string line = to_line(work.words);
  if (work.words.empty()) {
    const Spelling on_a_day = respell(fmt::format("mon {}", rest()), Within::plan);
    const std::string read = to_line(on_a_day.words);
    if (!read.starts_with("mon ") || !on_a_day.doubts.empty()) return false;
    (void)ask("which day is it?", {read, "mon-fri" + read.substr(3)});
    return true;
  }
  if (!line.starts_with(any) || !work.doubts.empty()) return false;
  (void)ask("which day is it?", {"mon" + line.substr(any.size()), line});
  return true;
}

bool LineOfWork::blocks() {
  bool first = true;
  while (more()) {
    Block block;
    if (!this->block(block)) return false;
    if (times_after_work_ && (more() || !first)) return ask_for_a_line_each();
    if (block.frequency.empty() && every_other_)
      block.frequency = {*every_other_, made_of_nothing(nth_), made_of_nothing("weeks")};
    const bool alone = first && !more();
    if (alone && length_ > 0 && block.amount.empty())
      block.amount = {made_of_nothing(
          hours_and_minutes(std::to_string(length_ / minutes_in_hour), length_ % minutes_in_hour))};
    if (!first && separator_.text.empty()) return false;
    if (!first) put(separator_);
    first = false;
    put(block);
    separator_ = {};
    if (!more()) break;
    if (!separator()) return false;
  }
  return !first;
}

bool LineOfWork::ask_for_a_line_each() {
  // A time by the clock takes the place of the half-day.
  const std::string day =
      fmt::format("{}{}{}", to_line({result_.words.front()}), half_.empty() ? "" : " ", half_);
  std::vector<std::string> pieces;
  std::size_t begin = work_at_;
  for (std::size_t i = work_at_; i <= in_.size(); ++i) {
    const bool ends = i == in_.size() || in_[i].is(",") || in_[i].is(";") || in_[i].is("+");
    if (!ends) continue;
    if (begin < i && (in_[begin].is("then") || in_[begin].is("and"))) ++begin;
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
  return ask("work with times of its own has a line of its own", {lines});
}

bool LineOfWork::separator() {
  const std::size_t first = at_;
  if (take(",") || take("+") || take(";") || take("&")) {
    drop("then");
    separator_ = made(",", first);
    return more();
  }
  if (take("and") || take("then") || take("plus") || take("/")) {
    doubt(fmt::format("`{}` joins two pieces of work", in_[first].text));
    separator_ = made(",", first);
    return more();
  }
  doubt(fmt::format("a comma is missing before `{}`", next().text));
  separator_ = made_of_nothing(",");
  return true;
}

bool LineOfWork::complete(const Block& block) {
  return !block.activity.empty() && (!block.amount.empty() || !block.count.empty());
}

bool LineOfWork::block(Block& block) {
  bool in_brackets = false;
  bool amount_first = false;  // `1.5h big admin`
  while (more()) {
    if (!block.activity.empty() && next().is("all") && next(1).is("day")) {
      at_ += 2;  // a day without a half of it
      continue;
    }
    if (comma_before_amount(block)) {
      ++at_;
      continue;
    }
    if (next().is(",") || next().is("+") || next().is(";")) break;
    if (next().is("&") && !joins_words(block)) break;
    if (name_in_brackets(block) || families(block) || name_goes_on(block)) continue;
    if (next().is("(") && !block.activity.empty() && asks_about_brackets(block)) return false;
    if (asks_when_it_begins(block) || asks_about_amount(block) || asks_when_it_ends(block) ||
        asks_about_each(block) || asks_about_halves(block))
      return false;
    if (take("(")) {
      in_brackets = true;
      if (says_joint(next().low) && next(1).is("with")) ++at_;
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
    if (asks_about_dash(block)) return false;
    if (next().is("-") && !block.activity.empty() && next(1).is_number() && block.amount.empty()) {
      const std::string rest(line_.substr(next(1).begin));
      return ask("does the dash stand before the amount?",
                 {fmt::format("{} {}", so_far(block), rest)});
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
    if (asks_for_the_whole_length(block) || asks_about_times_of_a_year(block)) return false;
    if (auto found = count()) {
      if (!block.count.empty()) return false;
      block.count = *found;
      continue;
    }
    if (auto found = frequency_in_a_phrase()) {
      if (!block.frequency.empty()) return false;
      block.frequency = *found;
      continue;
    }
    if (!result_.question.empty()) return false;
    if (next().is("/") &&
        (complete(block) || (!block.activity.empty() && parts_kinds_of_work(block))))
      break;
    if (takes_number_of_name(block)) continue;
    if (next().is("1:1") || next().is("1-1")) {
      ++at_;
      const bool several = next().is("s") && next().joined;  // `1:1s`
      if (several) ++at_;
      block.activity.push_back(made(several ? "one-to-ones" : "one-to-one", first));
      continue;
    }
    const bool limit = is_one_of({"max", "maximum", "minimum"}, next().low) ||
                       says_about(next().low);  // `3 hrs max`
    if (limit && !block.amount.empty() && (!more(1) || next(1).is(","))) {
      doubt(fmt::format("`{}` is not counted", next().text));
      ++at_;
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
        if (found->back().text == "PA") return ask_for_hours(block, first);
        block.amount = *found;
        continue;
      }
    }
    if (next().is_number()) {
      if (!block.amount.empty()) return ask_which_amount(block);
      if ((next(1).is("dcc") || next(1).is("spa")) && !more(2)) {
        at_ += 2;
        return ask_for_hours(block, first);
      }
      auto found = amount();
      if (found && found->back().text == "PA") return ask_for_hours(block, first);
      if (!found) found = amount_without_unit(block);
      if (!found) return false;
      amount_first = block.activity.empty() && !result_.words.empty();
      block.amount = *found;
      continue;
    }
    if (place(block)) continue;
    if (!result_.question.empty() || asks_about_the_rest(block)) return false;
    if (is_other_weeks()) return false;  // of work that takes turns, and no name of it
    const bool of = (next().is("of") || next().is("to") || next().is("for")) &&
                    !block.activity.empty() && block.amount.empty() && next(1).is_word() &&
                    day_of(next(1).low).empty();
    if (!next().is_word() || (says_when_or_where(next().low) && !of)) return false;
    if (complete(block) && !amount_first) break;  // a new piece of work begins
    ++at_;
    block.activity.push_back(made(activity_word(in_[first]), first));
  }
  if (block.activity.empty()) return !block.text.empty() && ask_what_kind(block);
  if (!to_line(block.activity).ends_with("home") &&
      says_comes_or_goes(in_lower_case(to_line(block.activity))))
    return false;
  name_of_work(block);
  return true;
}

bool LineOfWork::ask_what_kind(const Block& block) {
  const std::string& text = block.text.front().text;
  const std::string name = normalised(std::string_view(text).substr(1, text.size() - 2));
  const auto known = find_activity(name);
  const LexiconEntry* exact = find_in_lexicon(name);
  std::vector<std::string> answers;
  const auto answer_with = [&](std::string_view kind, bool with_text) {
    Block piece = block;
    piece.activity = {{std::string(kind), block.text.front().begin, block.text.front().begin}};
    if (!with_text) piece.text.clear();
    answers.push_back(fmt::format("{}{} {}{}", to_line(result_.words), separator_.text,
                                  to_line(words_of(piece)), after()));
  };
  if (known) {
    answer_with(name, false);
  } else {
    for (const Meaning& meaning : (exact != nullptr ? *exact : find_by_ending(name)).meanings) {
      if (meaning.kind == Meaning::Kind::activity || meaning.kind == Meaning::Kind::with_text)
        answer_with(meaning.line, true);
    }
  }
  return ask(known ? fmt::format("{} is an activity, and needs no quotation marks", text)
                   : fmt::format("what kind of work is {}?", text),
             std::move(answers));
}

bool LineOfWork::comma_before_amount(const Block& block) {
  if (!next().is(",") || block.activity.empty() || !block.amount.empty() || !block.count.empty() ||
      !block.frequency.empty())
    return false;
  const std::size_t comma = at_++;
  if (!next().is_number() && begins_how_often()) {
    at_ = comma;
    return true;
  }
  if (next().is_number() && next(1).is("x") && next(2).is_number()) at_ += 2;  // `6 x 20 min`
  const bool ends =
      (amount() || amount_in_words()) && result_.question.empty() &&
      (!more() || next().is(",") || next().is("+") || next().is(";") || next().is("then"));
  at_ = comma;
  return ends;
}

bool LineOfWork::asks_for_the_whole_length(const Block& block) {
  const std::size_t first = at_;
  if (next().is("x") && next(1).is_number()) ++at_;  // `x 3 50 min sessions`
  const bool x_first = at_ > first;
  const std::size_t unit = counts_appointments(next(1).low) ? 1 : 0;
  const bool times =
      x_first ? next().low.size() == 1 && next(1).is_number()
              : next().is_number() && next().low.size() == 1 && !next().is("0") &&
                    (next(1 + unit).is("x") || next(1 + unit).is("of") || next(1 + unit).is("@"));
  if (!times || next().is("0") || block.activity.empty() || !block.amount.empty()) {
    at_ = first;
    return false;
  }
  const int number = next().low[0] - '0';
  at_ += x_first ? 1 : 2 + unit;
  const auto each = amount();
  const std::string text = each ? to_line(*each) : std::string();
  const bool minutes = text.ends_with("m");
  const std::string digits = text.empty() ? text : text.substr(0, text.size() - 1);
  if (digits.empty() || digits.size() > 4 ||
      digits.find_first_not_of("0123456789.") != std::string::npos) {
    at_ = first;
    return false;
  }
  const bool each_said =
      take("each") || take("sessions") || take("slots") || take("appts") || take("appointments");
  if (x_first && !each_said) {
    at_ = first;
    return false;
  }
  const Ratio hours = parse_decimal(digits) * Ratio(number, minutes ? minutes_in_hour : 1);
  (void)ask(fmt::format("are these {} appointments, each of {}?", number, text),
            {fmt::format("{} {} x{}{}", so_far(block), length_of(hours), number, after())});
  return true;
}

bool LineOfWork::asks_about_times_of_a_year(const Block& block) {
  const std::size_t first = at_;
  const std::string number = take("x") ? next().low : std::string();
  if (!number.empty()) ++at_;
  const auto period = is_digits(number) && !block.amount.empty() ? rate() : std::nullopt;
  if (!period || period->back().text == "week" || period->back().text == "month") {
    at_ = first;
    return false;
  }
  (void)ask(fmt::format("is it {} times in a {}?", number, period->back().text),
            {fmt::format("{} {} {} {}{}", so_far(block), to_line(block.amount), number,
                         to_line(*period), after())});
  return true;
}

bool LineOfWork::asks_about_amount(const Block& block) {
  const std::string before = so_far(block);
  if ((next().is("tbc") || next().is("tba")) && !block.activity.empty() && block.amount.empty()) {
    return (void)ask("how long is it? A plan holds what is known so far",
                     {fmt::format("{} 3.5h   # {}", before, rest())}),
           true;
  }
  if (next().is_number() && next(1).is("%"))
    return (void)tell(fmt::format("`{}` is a share, and work is in hours", typed(at_, at_ + 2)),
                      fmt::format("write the hours of each, such as `{} core 2h, big admin 1.5h`",
                                  to_line(result_.words))),
           true;
  const std::string_view unit = unit_of(next(3).low);
  const auto is_time = [](const Lexeme& one) { return one.low.find(':') != std::string::npos; };
  if (next().is_number() && !is_time(next()) && (next(1).is("-") || next(1).is("to")) &&
      next(2).is_number() && !is_time(next(2)) && (unit == "h" || unit == "m")) {
    const std::string after(typed(at_ + 4, in_.size()));
    std::vector<std::string> answers;
    for (const std::size_t which : {std::size_t{0}, std::size_t{2}})
      answers.push_back(spelled(fmt::format("{} {}{} {}", before, next(which).low, unit, after)));
    return (void)ask("which of the two is it, on average?", std::move(answers)), true;
  }
  return false;
}

bool LineOfWork::asks_when_it_ends(const Block& block) {
  if (!next().is_number() || half_of(next(1).low).empty() || block.activity.empty() ||
      !block.amount.empty() || length_ > 0 || result_.words.empty() || !separator_.text.empty() ||
      says_comes_or_goes(in_lower_case(to_line(block.activity))))
    return false;
  const std::size_t first = at_;
  const auto begin = time();
  const bool range = is_up_to();
  if (!begin || range) {
    at_ = first;
    return false;
  }
  const std::string day = to_line(Words{result_.words.front()});
  (void)ask("when does it end?", {spelled(fmt::format("{} {}-{} {} {}", day, clock(begin->minutes),
                                                      clock(begin->minutes + minutes_in_hour),
                                                      to_line(block.activity), rest()))});
  return true;
}

bool LineOfWork::takes_number_of_name(Block& block) {
  const bool numbered =
      !block.activity.empty() && is_digits(next().low) &&
      (next(1).is_word() || next(1).is_number()) &&
      is_one_of({"band", "tier", "year", "ward", "level", "room", "rm", "phase"}, in_[at_ - 1].low);
  if (!numbered) return false;
  block.activity.back().text += "-" + next().low;
  block.activity.back().end = next().end;
  ++at_;
  return true;
}

std::string LineOfWork::so_far(const Block& block) const {
  const Block named{.activity = block.activity, .text = block.text, .places = block.places};
  return fmt::format("{}{} {}", to_line(result_.words), separator_.text, to_line(words_of(named)));
}

std::string LineOfWork::after() const {
  if (!more()) return {};
  return next().is(",") || next().is(";") ? std::string(rest()) : fmt::format(" {}", rest());
}

bool LineOfWork::asks_about_each(const Block& block) {
  const bool each_way = (next().is("each") || next().is("ea")) && next(1).is("way");
  const bool each = next().is("each") && block.count.size() == 1;
  if ((!each && !each_way) || block.amount.size() != 1) return false;
  const std::string& amount = block.amount.front().text;
  const std::string number = each_way ? "2" : block.count.front().text.substr(1);
  const std::string digits = amount.substr(0, amount.size() - 1);
  constexpr std::size_t longest = 4;
  if (digits.empty() || digits.size() > longest || number.size() > 2 ||
      digits.find_first_not_of("0123456789.") != std::string::npos || !is_digits(number))
    return false;
  const Ratio hours =
      parse_decimal(digits) * parse_decimal(number) / (amount.ends_with("m") ? minutes_in_hour : 1);
  at_ += each_way ? 2 : 1;
  drop(")");
  if (each_way)
    return (void)ask("is that there and back?",
                     {fmt::format("{} {}{}", so_far(block), length_of(hours), after()),
                      fmt::format("{} {}{}", so_far(block), amount, after())}),
           true;
  (void)ask(fmt::format("are these {} appointments, each of {}?", number, amount),
            {fmt::format("{} {} x{}{}", so_far(block), length_of(hours), number, after())});
  return true;
}

bool LineOfWork::asks_about_halves(const Block& block) {
  const auto ends = [&](std::size_t at) {
    return at >= in_.size() || in_[at].is(",") || in_[at].is(";") || in_[at].is("/");
  };
  if (block.activity.empty() || result_.words.size() != 1 || half_of(next().low).empty() ||
      !ends(at_ + 1))
    return false;
  const std::string day = to_line(result_.words);
  std::string lines;
  std::size_t begin = work_at_;
  for (std::size_t i = work_at_; i <= in_.size(); ++i) {
    if (!ends(i)) continue;
    const std::string_view half = i > begin + 1 ? half_of(in_[i - 1].low) : std::string_view();
    if (half.empty()) return false;
    if (!lines.empty()) lines += "\n";
    lines += spelled(fmt::format("{} {} {}", day, half, typed(begin, i - 1)));
    begin = i + 1;
  }
  (void)ask("each half of a day is a line of its own", {lines});
  return true;
}

bool LineOfWork::ask_which_amount(const Block& block) {
  const std::size_t first = at_;
  const auto other = amount();
  const bool alone = other && (!more() || next().is(","));
  if (!alone) {
    at_ = first;
    return false;
  }
  const std::string before = so_far(block);
  return ask("which of the two is it?",
             {fmt::format("{} {}{}", before, to_line(block.amount), after()),
              fmt::format("{} {}{}", before, to_line(*other), after())});
}

bool LineOfWork::asks_about_one_time() {
  const std::size_t first = at_;
  const bool end_first = says_comes_or_goes(next().low);
  if (end_first) {
    ++at_;
    drop("at");
    drop(":");
  } else {
    drop("at");
  }
  const std::size_t time_at = at_;
  const auto begin = time();
  const std::string digits = more() || time_at < in_.size() ? in_[time_at].low : std::string();
  const bool sure = begin && (begin->half_said || digits.find(':') != std::string::npos ||
                              (digits.size() == 5 && digits[2] == '.'));
  const bool range = is_up_to();
  const bool end_last = sure && says_comes_or_goes(next().low) && !more(1);
  const std::string day = to_line(Words{result_.words.front()});
  if (end_last || (end_first && begin && !more())) {
    (void)tell("a plan says what is done, and not when a day begins or ends",
               fmt::format("give the work its times, such as `{} 08:30-12:30 core 4h`", day));
    return true;
  }
  if (!sure || range || end_first || !next().is_word() || says_comes_or_goes(next().low)) {
    at_ = first;
    return false;
  }
  (void)ask("when does it end?",
            {spelled(fmt::format("{} {}-{} {}", day, clock(begin->minutes),
                                 clock(begin->minutes + minutes_in_hour), rest()))});
  return true;
}

bool LineOfWork::asks_about_dash(const Block& block) {
  if (!next().is("-") || next().joined || !next(1).is_word() || next(1).joined ||
      block.activity.empty() || !block.amount.empty() || !block.count.empty() ||
      says_how_somebody_works(in_lower_case(to_line(block.activity))))
    return false;
  std::size_t end = at_ + 1;
  while (end < in_.size() && !in_[end].is_number() && !in_[end].is(",") && !in_[end].is("(")) ++end;
  const std::string said(typed(at_ + 1, end));
  const std::string after(typed(end, in_.size()));
  const std::string day = to_line(result_.words) + separator_.text;
  const std::string work = to_line(block.activity);
  (void)ask(fmt::format("is the work `{}`, or `{}`?", work, said),
            {spelled(fmt::format("{} {} {}", day, said, after)),
             spelled(fmt::format("{} {} {}", day, work, after)) + "   # " + said});
  return true;
}

bool LineOfWork::asks_about_noon() {
  const bool noon_alone = (next().is("noon") || next().is("midday") || next().is("lunchtime")) &&
                          next(1).is_word() && !next(1).is("to") && !next(1).is("until") &&
                          !next(1).is("till") && !next(1).is("til") && unit_of(next(1).low).empty();
  if (!noon_alone) return false;
  const std::string day = to_line(result_.words);
  const std::string work(typed(at_ + 1, in_.size()));
  return ask(fmt::format("is `{}` in the morning or in the afternoon?", next().text),
             {spelled(fmt::format("{} am {}", day, work)),
              spelled(fmt::format("{} pm {}", day, work))}),
         true;
}

bool LineOfWork::asks_about_no() {
  if (!next().is("no") && !next().is("not")) return false;
  std::size_t days_at = 1;
  while (days_at < in_.size() && day_of(in_[days_at].low).empty()) ++days_at;
  if (days_at < 2 || days_at >= in_.size()) return false;
  const std::size_t kept = at_;
  at_ = days_at;
  const std::string days = day_or_days();
  std::string half;
  if (more() && !half_of(next().low).empty()) half = fmt::format(" {}", half_of(in_[at_++].low));
  const bool ends = !more();
  at_ = kept;
  if (!ends) return false;
  const std::size_t work_ends = in_[days_at - 1].is("on") ? days_at - 1 : days_at;
  if (work_ends < 2) return false;
  (void)ask(
      "is this time off, or time for other work? A plan says what is done, and nothing of the rest",
      {fmt::format("{}{} off", days, half), fmt::format("{}{} other \"non-clinical work\" {}", days,
                                                        half, half.empty() ? "7.5h" : "3.5h")});
  return true;
}

bool LineOfWork::asks_for_the_day_of_parts() {
  const bool on_any = in_[0].is("any") && in_.size() > 1 && in_[1].is("day");
  const std::size_t begins = on_any ? 2 : 0;
  for (std::size_t i = begins; i < in_.size(); ++i) {
    at_ = i;
    std::optional<int> number;
    const std::size_t first = at_;
    bool half_day = false;
    if (take("half")) {
      (void)(take("a") || take("an"));
      half_day = true;
      number = 1;
    } else if (next().is("0.5") || next().is("½") || next().is(".5")) {
      half_day = true;
      number = 1;
      ++at_;
    } else if (next().is_number() && next().low.size() == 1) {
      number = next().low[0] - '0';
      ++at_;
    } else if (next().is("a") || next().is("an")) {
      number = 1;
      ++at_;
    } else if (const auto named = number_word(next().low)) {
      number = *named;
      ++at_;
    }
    if (!number || *number == 0) continue;
    if (number == 1 && take("half")) half_day = true;
    if (take("half-day") || take("half-days")) {
      half_day = true;
      --at_;
    }
    const std::string half(half_of(next().low));
    const bool day =
        next().is("day") || next().is("days") || next().is("half-day") || next().is("half-days");
    if (half.empty() && !day) continue;
    ++at_;
    const bool fortnight =
        (next().is("a") || next().is("per") || next().is("every") || next().is("each")) &&
        next(1).is("fortnight");
    std::string period;
    if (fortnight) {
      at_ += 2;
      period = "fortnight";
    } else if (take("monthly")) {
      period = "month";
    } else if (take("fortnightly")) {
      period = "fortnight";
    } else if (const auto per = rate()) {
      period = per->back().text;
    }
    std::string after(rest());
    if (period.empty() && in_.size() > at_ + 2) {  // `1 day research per month`
      const std::size_t work_at = at_;
      at_ = in_.size() - 2;
      const auto per = rate();
      if (!per || more()) continue;
      period = per->back().text;
      after = typed(work_at, in_.size() - 2);
      if (after.starts_with("of ")) after.erase(0, 3);
    }
    if (period.empty() || (first == begins && after.empty())) continue;
    std::string work(typed(begins, first));
    for (const std::string_view end : {" for", " -", ":", ","}) {
      if (work.ends_with(end)) work.resize(work.size() - end.size());
    }
    if (!after.empty()) work += (work.empty() ? "" : " ") + after;
    const int sessions = day && !half_day ? 2 : 1;
    const auto amount = [](int count) {
      return fmt::format("{} session{}", count, count == 1 ? "" : "s");
    };
    const std::string one =
        fmt::format("{}{} {} {}", on_any ? "any day" : "mon",
                    half.empty() || on_any ? "" : " " + half, work, amount(sessions));
    const std::string any = fmt::format("any day {} ", work);
    std::vector<std::string> answers;
    std::string question = on_any ? "how long is it, and how often?" : "which day is it?";
    if (period == "week") {
      answers = {any + amount(sessions * *number)};
      if (*number == 1) answers.insert(answers.begin(), one);
    } else if (period == "fortnight") {
      answers = {one + " every 2 weeks", any + amount(sessions * *number) + " every 2 weeks"};
    } else if (period == "month") {
      question = on_any ? "a month is no number of weeks: how often is it?"
                        : "which day is it, and how often? A month is no number of weeks";
      answers = {fmt::format("{} {} per year", one, 12 * *number)};
      answers.push_back(*number == 1
                            ? one + " every 4 weeks"
                            : any + fmt::format("{} {} per year", amount(sessions), 12 * *number));
    } else {
      answers = {fmt::format("{}{} {} per {}", any, amount(sessions), *number, period)};
    }
    for (std::string& answer : answers) answer = spelled(answer);
    (void)ask(std::move(question), std::move(answers));
    return true;
  }
  at_ = 0;
  return false;
}

bool LineOfWork::joins_words(const Block& block) const {
  return (next().is("and") || next().is("&") || next().is("/")) && !block.activity.empty() &&
         !complete(block) && block.text.empty() && next(1).is_word() && !parts_kinds_of_work(block);
}

bool LineOfWork::parts_kinds_of_work(const Block& block) const {
  const auto kind = [](std::string_view words) -> std::optional<ActivityId> {
    if (normalised(words) == "admin") return activity::big_admin;
    return find_activity(normalised(words));
  };
  std::size_t last = at_ + 1;
  while (last < in_.size() && in_[last].is_word() && !in_[last].is("and")) ++last;
  if (!next().is("/")) return false;
  const auto before = kind(to_line(block.activity));
  const auto after = kind(typed(at_ + 1, last));
  const bool said_twice =
      before == after && in_lower_case(typed(at_ + 1, last)) != to_line(block.activity);
  return before && after && !said_twice;
}

bool LineOfWork::times_of(const Block& block) {
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
    return second_times(block, first);
  }
  if (!times) return false;
  if (known) {
    length_ = length;
    return second_times(block, first);
  }
  times_after_work_ = true;
  if (result_.words.size() > 1) result_.words.resize(1);
  put(*times);
  return true;
}

bool LineOfWork::second_times(const Block& block, std::size_t first) {
  times_after_work_ = true;
  if (!separator_.text.empty()) return true;  // of other work, which has a line of its own
  const std::string work = to_line(block.activity);
  return ask("which of the two times is it?",
             {spelled(fmt::format("{} {}{}", to_line(result_.words), work, after())),
              spelled(fmt::format("{} {} {}{}", to_line({result_.words.front()}), typed(first, at_),
                                  work, after()))});
}

bool LineOfWork::asks_about_brackets(const Block& block) {
  std::size_t close = at_ + 1;
  while (close < in_.size() && in_[close].is_word()) ++close;
  if (close == at_ + 1 || close >= in_.size() || !in_[close].is(")")) return false;
  const std::size_t open = at_;
  at_ = open + 1;
  if (says_joint(next().low)) ++at_;  // `(joint with Ben)`
  const bool means_more = frequency().has_value() || !result_.question.empty() ||
                          amount_in_words().has_value() || next().is("with") || next().is("at") ||
                          next().is("in");
  at_ = open;
  result_.question.clear();
  result_.answers.clear();
  if (means_more) return false;
  const std::string said(typed(open + 1, close));
  const bool named =
      std::all_of(in_.begin() + static_cast<std::ptrdiff_t>(open + 1),
                  in_.begin() + static_cast<std::ptrdiff_t>(close), [](const Lexeme& word) {
                    const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
                    return capital(word.text.front()) &&
                           std::none_of(word.text.begin() + 1, word.text.end(), capital);
                  });
  std::string line(typed(0, open));
  if (close + 1 < in_.size()) line += fmt::format(" {}", typed(close + 1, in_.size()));
  const Spelling without = respell(line, Within::plan);
  if (!without.words.empty()) line = to_line(without.words);
  const bool work = names_work(in_lower_case(said));
  const bool kind = is_one_of({"specific", "other", "core", "choice"}, in_lower_case(said)) &&
                    block.text.empty() && !find_activity(normalised(to_line(block.activity)));
  std::vector<std::string> answers{fmt::format("{}   # {}", line, said)};
  if (kind) {
    answers = {spelled(fmt::format("{}{} {} \"{}\" {}", to_line(result_.words), separator_.text,
                                   in_lower_case(said), to_line(block.activity),
                                   typed(close + 1, in_.size())))};
  } else if (work) {
    std::string instead = fmt::format("{} {}", to_line(result_.words), in_lower_case(said));
    if (close + 1 < in_.size()) instead += fmt::format(" {}", typed(close + 1, in_.size()));
    answers.insert(answers.begin(), spelled(instead));
  } else if (named) {
    answers.insert(answers.begin(), fmt::format("{} at \"{}\"", line, said));
  }
  (void)ask(kind    ? fmt::format("is `{}` the name of {} work?", to_line(block.activity), said)
            : work  ? fmt::format("is the work `{}`, or is that a remark?", said)
            : named ? fmt::format("is `{}` where the work is, or a remark?", said)
                    : fmt::format("is `{}` a remark?", said),
            std::move(answers));
  return true;
}

bool LineOfWork::says_when_or_where(std::string_view word) {
  return is_one_of({"week", "weeks", "of", "in", "every", "each", "per", "at", "with", "from",
                    "until", "to", "am", "pm", "eve", "and", "or", "x"},
                   word) ||
         !day_of(word).empty();
}

std::string LineOfWork::activity_word(const Lexeme& word) {
  static const std::vector<std::string_view> keywords{"choice", "core", "big", "admin", "team"};
  const bool shouted =
      std::none_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const bool capital_within = std::any_of(word.text.begin() + 1, word.text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });  // `PhD`, `B5s`
  const bool stays = (shouted || capital_within) && !is_one_of(keywords, word.low);
  return stays ? std::string(word.text) : word.low;
}

void LineOfWork::name_of_work(Block& block) {
  const std::string& kind = block.activity.front().text;
  if ((kind != "specific" && kind != "other") || block.activity.size() == 1 || !block.text.empty())
    return;
  const std::uint32_t begin = block.activity[1].begin;
  const std::uint32_t end = block.activity.back().end;
  doubt("the name of the work is not in quotation marks");
  block.text = {{fmt::format("\"{}\"", line_.substr(begin, end - begin)), begin, end}};
  block.activity.resize(1);
}

bool LineOfWork::place(Block& block) {
  const bool with = (next().is("with") && !is_with_nobody(block)) || is_short_with();
  const bool person_or_site = with || next().is("at") || next().is("@");
  const bool team = next().is("in") && !block.amount.empty() && !next(1).is("the");
  const bool named = !block.activity.empty() || !block.text.empty();
  if ((!person_or_site && !team) || !named || !more(1)) return false;
  const std::size_t first = at_++;
  const std::string word = with ? "with" : in_[first].low == "@" ? "at" : in_[first].low;
  if (with && (next().is(".") || next().is("/"))) ++at_;
  const std::size_t from = at_;
  if (next().kind == Lexeme::Kind::quoted) {
    ++at_;
  } else {
    const auto joins = [&] { return next().is("&") && next().joined && next(1).joined; };  // `A&E`
    while (more() && (next().is_word() || next().is(".") || joins()) && (joins() || !ends_place()))
      ++at_;
  }
  if (at_ == from) {
    at_ = first;
    return false;
  }
  if (with && asks_about_more_colleagues()) return false;
  // In the order of the language.
  const auto order = [](std::string_view one) { return one == "with" ? 0 : one == "at" ? 1 : 2; };
  std::size_t before = 0;
  while (before < block.places.size() && order(block.places[before].text) <= order(word))
    before += 2;
  const Words said{{word, in_[first].begin, in_[first].end}, quoted(from)};
  block.places.insert(block.places.begin() + static_cast<std::ptrdiff_t>(before), said.begin(),
                      said.end());
  return true;
}

bool LineOfWork::asks_about_more_colleagues() {
  std::size_t last = at_;
  while (last + 1 < in_.size() && is_one_of({"&", "and", "/", "+"}, in_[last].low) &&
         in_[last + 1].begins_with_a_capital() && day_of(in_[last + 1].low).empty()) {
    ++last;
    while (last < in_.size() && in_[last].begins_with_a_capital()) ++last;
  }
  if (last == at_ || names_work(typed(at_ + 1, last))) return false;
  const std::string more_of_them(typed(at_, last));
  const std::string line = fmt::format("{} {}", typed(0, at_), typed(last, in_.size()));
  (void)ask(fmt::format("a line names one colleague: is `{}` a remark?", more_of_them),
            {fmt::format("{}   # {}", spelled(line), more_of_them)});
  return true;
}

bool LineOfWork::ends_place() {
  if (next().is("with") || next().is("at") || next().is("in") || next().is("and") ||
      next().is("then") || (next().is("x") && next(1).is_number()) || is_short_with())
    return true;
  return how_often_follows();
}

}  // namespace capalint::syntax
