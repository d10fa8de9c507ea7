#include "syntax/respell_work.h"

namespace capalint::syntax {

namespace {

bool is_a_family(std::string_view word) {
  return is_one_of({"family", "families", "patient", "patients", "client", "clients"}, word);
}

bool is_of_appointments(const Block& block) {
  return block.activity.size() == 1 &&
         (block.activity.front().text == "core" || block.activity.front().text == "choice");
}

}  // namespace

bool LineOfWork::times_of_a_person() {
  const std::size_t first = at_;
  const bool from = take("from");
  const bool start = time().has_value();
  const bool range = start && (take("-") || take("to") || take("until") || take("till"));
  const bool alone = range && time() && !more();
  at_ = first;
  if (!alone || (from && half_.empty() && result_.words.empty())) return false;
  (void)tell(
      fmt::format("`{}` says when somebody is there, and a plan holds only work",
                  typed(0, in_.size())),
      "leave the line out, and write what is done in that time: `mon am core 3.5h`, or with times "
      "`mon 09:00-12:30 core`");
  return true;
}

bool LineOfWork::name_in_brackets(Block& block) {
  const bool takes_a_name = block.activity.size() == 1 && block.text.empty() &&
                            is_one_of({"specific", "spec", "other"}, block.activity.front().text);
  if (!takes_a_name || !next().is("(") || !next(1).is_word()) return false;
  std::size_t close = at_ + 1;
  while (close < in_.size() && (in_[close].is_word() || in_[close].is("/") || in_[close].is("&")))
    ++close;
  if (close >= in_.size() || !in_[close].is(")")) return false;
  const std::size_t open = at_;
  ++at_;
  const bool often = frequency().has_value() || !result_.question.empty() || next().is("with");
  at_ = open;
  result_.question.clear();
  result_.answers.clear();
  if (often) return false;
  doubt("the name of the work is not in quotation marks");
  if (block.activity.front().text == "spec") block.activity.front().text = "specific";
  at_ = close;
  block.text = {made(fmt::format("\"{}\"", typed(open + 1, close)), open + 1)};
  ++at_;
  return true;
}

bool LineOfWork::families(Block& block) {
  const bool says_of_whom = block.activity.size() == 2 && next().is("(") &&
                            (counts_appointments(block.activity.back().text) ||
                             is_a_family(block.activity.back().text));  // `core pts (3)`
  Block of_it = block;
  if (says_of_whom) of_it.activity.pop_back();
  if (!is_of_appointments(of_it) || !block.count.empty()) return false;
  const std::size_t first = at_;
  const bool open = take("(");
  drop("for");
  const auto named = number_word(next().low);
  const std::string number = named ? std::to_string(*named) : next().low;
  const bool counted = (named || next().is_number()) && is_digits(number);
  if (counted) ++at_;
  const bool said = counted && more() && is_a_family(next().low);
  if (said) ++at_;
  if (!counted || (!said && !open) || (open && !take(")"))) {
    at_ = first;
    return false;
  }
  if (says_of_whom) block.activity.pop_back();
  doubt(fmt::format("`{}` is read as appointments", typed(says_of_whom ? first - 1 : first, at_)));
  block.count = {made("x" + number, first)};
  return true;
}

bool LineOfWork::asks_when_it_begins(const Block& block) {
  const bool until = next().is("till") || next().is("until") || next().is("til") || next().is("to");
  if (!until || block.activity.empty() || !block.amount.empty() || !next(1).is_number() ||
      length_ > 0)
    return false;
  const std::size_t first = at_++;
  const auto read = time();
  if (!read || (more() && !next().is(",") && !next().is(";") && !next().is("then") &&
                !next().is("and") && !next().is("+"))) {
    at_ = first;
    return false;
  }
  const std::size_t ends = at_;
  const int end = read->minutes + (!read->half_said && read->minutes < earliest ? noon : 0);
  std::size_t rest_at = at_;
  while (rest_at < in_.size() &&
         (in_[rest_at].is(",") || in_[rest_at].is(";") || in_[rest_at].is("then") ||
          in_[rest_at].is("and") || in_[rest_at].is("+")))
    ++rest_at;
  const std::string rest(typed(rest_at, in_.size()));
  const bool morning = end <= noon + minutes_in_hour && !is_afternoon();
  constexpr int half_hour = 30;
  const int usual = morning ? 9 * minutes_in_hour : noon + minutes_in_hour;
  std::vector<std::string> answers;
  std::string help;
  for (const int start : {usual, usual + half_hour}) {
    if (start >= end) continue;
    const int length = end - start;
    std::string line = fmt::format(
        "{} {}", so_far(block),
        hours_and_minutes(std::to_string(length / minutes_in_hour), length % minutes_in_hour));
    if (!rest.empty()) line += ", " + rest;
    const Spelling spelling = respell(line, Within::plan);
    if (!spelling.words.empty()) line = to_line(spelling.words);
    help += fmt::format("{}`{}` if it begins at {}", help.empty() ? "write " : ", or ", line,
                        clock(start));
    answers.push_back(std::move(line));
  }
  if (answers.empty()) {
    at_ = first;
    return false;
  }
  (void)ask(fmt::format("`{} {}` does not say when it begins: how long is it?",
                        to_line(block.activity), typed(first, ends)),
            std::move(answers));
  result_.help = help;
  return true;
}

bool LineOfWork::asks_about_the_rest(const Block& block) {
  const bool behind = next().is("from") || next().is("for") || next().is("to") || next().is("by");
  if (!behind || block.activity.empty() || (block.amount.empty() && block.count.empty()))
    return false;
  std::size_t last = at_ + 1;
  while (last < in_.size() && in_[last].is_word()) ++last;
  if (last == at_ + 1 || last < in_.size()) return false;
  std::string problem;
  if (read_date(with_century(std::string(typed(at_ + 1, last))), problem)) return false;
  const std::string said(typed(at_, last));
  const std::string place(typed(at_ + 1, last));
  std::string line(typed(0, at_));
  const bool named = next().is("from") && next(1).begins_with_a_capital();
  const Spelling without = respell(line, Within::plan);
  if (!without.words.empty()) line = to_line(without.words);
  std::vector<std::string> answers{fmt::format("{}   # {}", line, said)};
  if (named) answers.insert(answers.begin(), fmt::format("{} at \"{}\"", line, place));
  (void)ask(named ? fmt::format("is `{}` where the work is, or a remark?", place)
                  : fmt::format("is `{}` a remark?", said),
            std::move(answers));
  return true;
}

bool LineOfWork::name_goes_on(Block& block) {
  const bool for_somebody = next().is("for") && next(1).is_word() && !block.activity.empty() &&
                            block.amount.empty() && block.text.empty();
  if (!for_somebody && !is_with_nobody(block)) return false;
  const std::size_t first = at_;
  while (next().is("with") || next().is("for") || next().is("and") ||
         (next().is_word() && !says_when_or_where(next().low)))
    ++at_;
  block.text = {made(fmt::format("\"{}\"", typed(first, at_)), first)};
  return true;
}

bool LineOfWork::is_with_nobody(const Block& block) const {
  static const std::vector<std::string_view> known{"choice", "core", "specific", "other", "cpd"};
  return next().is("with") && next(1).is_word() && !next(1).begins_with_a_capital() &&
         block.amount.empty() && block.text.empty() && !block.activity.empty() &&
         !is_one_of(known, block.activity.front().text);
}

bool LineOfWork::is_short_with() const {
  if (!next().is("w")) return false;
  const bool sign = next(1).is(".") || next(1).is("/");
  return next(sign ? 2 : 1).begins_with_a_capital() ||
         next(sign ? 2 : 1).kind == Lexeme::Kind::quoted;
}

}  // namespace capalint::syntax
