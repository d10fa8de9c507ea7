#include "syntax/respell_amounts.h"

#include "units/arithmetic.h"
#include "units/quantity.h"

namespace capalint::syntax {

Part LineAmounts::amount() {
  const std::size_t first = at_;
  auto number = decimal();
  if (number && next().is("and") && next(1).is("a") && next(2).is("half") &&
      number->find('.') == std::string::npos) {
    at_ += 3;
    *number += ".5";
  }
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
    Respelt word = made(unit == "sessions" && *number == "1" ? "session" : unit, at_ - 1);
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

Part LineAmounts::amount_in_words() {
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
    if (article == 1 && next(2).is_word() && unit_of(next(2).low) == "PA") {
      at_ += 3;
      return Words{{"0.5", in_[first].begin, in_[first].end}, made("PA", at_ - 1)};
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

Part LineAmounts::amount_without_unit(const Block& block) {
  const std::size_t first = at_;
  const auto number = decimal();
  const bool joined_number = next().is(",") && next(1).is_number() && next(1).joined;  // `2,5`
  const bool of_days =
      is_one_of({"day", "days", "week", "weeks", "wk", "wks", "month", "months"}, next().low);
  if (!number || joined_number || of_days || !may_be_hours(*number) ||
      (next().is_word() && next().joined))
    return std::nullopt;
  const bool choice = block.activity.empty()
                          ? next().is("choice")
                          : block.activity.size() == 1 && block.activity.front().text == "choice";
  if (choice && number->find('.') == std::string::npos) {
    const bool said = next().is("choice");  // `2 choice`
    const std::string before = to_line(result_.words);
    const std::string_view after = typed(said ? at_ + 1 : at_, in_.size());
    (void)ask(*number == "1" ? "is this one appointment, or one hour?"
                             : fmt::format("are these {0} appointments or {0} hours?", *number),
              {fmt::format("{} choice x{} {}", before, *number, after),
               fmt::format("{} choice {}h {}", before, *number, after)});
    return std::nullopt;
  }
  doubt(fmt::format("`{}` has no unit", *number));
  return Words{made(*number + "h", first)};
}

bool LineAmounts::may_be_hours(const std::string& number) {
  constexpr std::size_t longest = 5;
  if (number.size() > longest) return false;
  const Ratio hours = parse_decimal(number);
  constexpr int longest_day = 12;
  constexpr int begins_work = 7;
  const bool of_a_clock = number.size() > 3 &&
                          is_one_of({"00", "15", "30", "45"}, number.substr(number.size() - 2)) &&
                          number.find('.') + 3 == number.size() && hours >= begins_work;
  return hours <= longest_day && !of_a_clock;
}

std::optional<std::string> LineAmounts::decimal() {
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

std::optional<std::string_view> LineAmounts::written_fraction() {
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

std::string LineAmounts::hours_and_minutes(const std::string& hours, int minutes) {
  constexpr int quarter = 15;
  static const std::array<std::string_view, 4> decimals{"", ".25", ".5", ".75"};
  if (minutes % quarter != 0)
    return hours == "0" ? fmt::format("{}m", minutes) : fmt::format("{}h{}m", hours, minutes);
  return fmt::format("{}{}h", hours, decimals[static_cast<std::size_t>(minutes / quarter)]);
}

std::string LineAmounts::length_of(const Ratio& hours) {
  const std::string decimal = to_decimal(hours, 2);
  if (parse_decimal(decimal) == hours) return decimal + "h";
  const std::int64_t minutes = (hours * minutes_in_hour).round();
  return hours_and_minutes(std::to_string(minutes / minutes_in_hour),
                           static_cast<int>(minutes % minutes_in_hour));
}

Part LineAmounts::count() {
  const std::size_t first = at_;
  const bool has_unit = next(2).joined && next(2).is_word();  // `x 1.5h` is no number of them
  if (next().is("x") && next(1).is_number() && !has_unit) {
    at_ += 2;
    const std::string number = in_[at_ - 1].low;
    if (counts_appointments(next().low)) ++at_;
    return Words{made("x" + number, first)};
  }
  if (next().is_number() && (next(1).is("choice") || next(1).is("core")) &&
      counts_appointments(next(2).low)) {  // `2 choice appointments`
    std::swap(in_[at_], in_[at_ + 1]);
    return std::nullopt;
  }
  const bool of_a_period = next(2).is("a") || next(2).is("per") || next(2).is("/");  // `6x a year`
  const bool times = next(1).is("x") && !next(2).is_number() && !of_a_period;        // not `3 x 2`
  if (next().is_number() && (times || counts_appointments(next(1).low))) {
    at_ += 2;
    return Words{made("x" + in_[first].low, first)};
  }
  return std::nullopt;
}

bool LineAmounts::is_about() const {
  const std::size_t number = next(1).is(".") ? 2 : 1;
  return next(number).is_number() && (next().is("~") || says_about(next().low));
}

bool LineAmounts::ask_for_hours(const Block& block, std::size_t first) {
  const std::string said(typed(first, at_));
  while (take(",") || take(")") || take("-") || take("(")) {
  }
  std::string work = to_line(block.activity);
  if (more()) work += fmt::format("{}{}", work.empty() ? "" : " ", rest());
  const std::string number = in_[first].low;
  constexpr std::size_t longest = 5;
  const bool exact =
      number.size() <= longest && number.find_first_not_of("0123456789.") == std::string::npos;
  const Ratio activities = exact ? parse_decimal(number) : Ratio(1);
  std::vector<std::string> answers;
  for (const int hours : {4, 3})
    answers.push_back(spelled(
        fmt::format("{} {} {}h", to_line(result_.words), work, to_decimal(activities * hours, 2))));
  return ask(fmt::format(
                 "how many hours are `{}`? A programmed activity is 4h, and 3h out of hours", said),
             std::move(answers));
}

}  // namespace capalint::syntax
