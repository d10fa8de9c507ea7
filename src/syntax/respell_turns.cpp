#include "syntax/respell_work.h"

namespace capalint::syntax {

bool LineOfWork::is_week(std::size_t at) const {
  return at < in_.size() &&
         (in_[at].is("week") || in_[at].is("weeks") || in_[at].is("wk") || in_[at].is("wks"));
}

bool LineOfWork::is_other_weeks() const { return next().is("other") && is_week(at_ + 1); }

std::optional<Block> LineOfWork::piece(std::size_t first, std::size_t last) {
  const auto is_sign = [&](std::size_t at) {
    return in_[at].is(",") || in_[at].is(";") || in_[at].is(":") || in_[at].is("-") ||
           in_[at].is("/") || in_[at].is(".") || in_[at].is("and") || in_[at].is("then") ||
           in_[at].is("(") || in_[at].is(")");
  };
  while (first < last && is_sign(first)) ++first;
  while (first < last && is_sign(last - 1)) --last;
  if (first >= last) return std::nullopt;
  const std::vector<Lexeme> all = in_;
  const std::size_t kept = at_;
  const Spelling before = result_;
  in_.resize(last);
  at_ = first;
  Block block;
  const bool read = this->block(block) && !more() && result_.words.size() == before.words.size();
  in_ = all;
  at_ = kept;
  if (read) return block;
  result_ = before;  // a question about the piece would leave out the rest of the line
  return std::nullopt;
}

void LineOfWork::put_turn(Block block, const std::vector<int>& weeks, int of) {
  const std::uint32_t at = block.activity.back().end;
  block.frequency = {{weeks.size() == 1 ? "week" : "weeks", at, at}};
  for (std::size_t i = 0; i < weeks.size(); ++i) {
    if (i > 0) block.frequency.push_back({i + 1 == weeks.size() ? "and" : ",", at, at});
    block.frequency.push_back({std::to_string(weeks[i]), at, at});
  }
  block.frequency.push_back({"of", at, at});
  block.frequency.push_back({std::to_string(of), at, at});
  if (separator_.text == ",") put({",", at, at});
  separator_.text = ",";
  put(block);
}

bool LineOfWork::takes_turns() {
  const Spelling before = result_;
  const std::size_t kept = at_;
  const std::vector<Lexeme> as_typed = in_;
  const auto otherwise = std::find_if(in_.begin() + static_cast<std::ptrdiff_t>(at_), in_.end(),
                                      [](const Lexeme& one) { return one.is("otherwise"); });
  if (otherwise != in_.end()) {
    otherwise->low = "other";
    Lexeme weeks = *otherwise;
    weeks.low = "weeks";
    in_.insert(otherwise + 1, weeks);
  }
  const auto is_other = [&](std::size_t at) {  // `every other week` is no other week
    return in_[at].is("other") && is_week(at + 1) && at > at_ && !in_[at - 1].is("every") &&
           !in_[at - 1].is("each");
  };
  std::size_t other = at_;
  while (other < in_.size() && !is_other(other)) ++other;
  const bool follows = other < in_.size();
  const bool last = follows && other + 2 == in_.size();
  const bool read = (follows && (last ? other_weeks_behind(other) : other_weeks_follow(other))) ||
                    (result_.question.empty() &&
                     (one_week_the_other() || weeks_with_numbers() || one_or_the_other()));
  separator_ = {};
  if (read) {
    at_ = in_.size();
    doubt("the two take turns, week by week");
    return true;
  }
  at_ = kept;
  in_ = as_typed;
  if (result_.question.empty()) result_ = before;
  return false;
}

int LineOfWork::weeks_between(const Block& block) {
  const bool every = block.frequency.size() == 3 && block.frequency.front().text == "every";
  const std::string weeks = every ? block.frequency[1].text : std::string();
  const bool short_cycle = weeks.size() == 1 && weeks >= "2" && weeks <= "9";
  return short_cycle ? std::stoi(weeks) : 0;
}

bool LineOfWork::other_weeks_follow(std::size_t other) {
  std::size_t first_ends = other;
  if (in_[first_ends - 1].is("the") || in_[first_ends - 1].is("on")) --first_ends;
  std::size_t last = in_.size();
  // Brackets around how often, and around the other work.
  std::vector<Lexeme> kept = in_;
  std::size_t open = at_;
  while (open < first_ends && !in_[open].is("(")) ++open;
  std::size_t shut = open;
  while (shut < first_ends && !in_[shut].is(")")) ++shut;
  Words amount_of_both;
  if (open < first_ends && shut == first_ends) {
    std::size_t close = other;
    while (close < last && !in_[close].is(")")) ++close;
    if (close == last) return false;
    if (close + 1 < last) {
      at_ = close + 1;
      const auto both = amount();
      if (!both || more()) return false;
      amount_of_both = *both;
    }
    in_.resize(close);
    last = close;
    in_[open].low = ",";
    in_.erase(in_.begin() + static_cast<std::ptrdiff_t>(open));
    --first_ends;
    --other;
    --last;
  }
  auto first = piece(work_at_, first_ends);
  auto second = piece(other + 2, last);
  in_ = std::move(kept);
  if (!first || !second || !second->frequency.empty() || !result_.question.empty()) {
    result_.question.clear();
    result_.answers.clear();
    return false;
  }
  const int weeks = weeks_between(*first);
  if (weeks == 0 && !first->frequency.empty()) return false;
  if (first->amount.empty()) first->amount = amount_of_both;
  if (second->amount.empty()) second->amount = amount_of_both;
  std::vector<int> others{2};
  while (others.back() < weeks) others.push_back(others.back() + 1);
  put_turn(*first, {1}, others.back());
  put_turn(*second, others, others.back());
  if (weeks > 0) return true;
  return ask("do the two take turns, week by week?", {to_line(result_.words)});
}

bool LineOfWork::other_weeks_behind(std::size_t other) {
  std::size_t ends = other;
  if (in_[ends - 1].is("the")) --ends;
  if (in_[ends - 1].is("on") || in_[ends - 1].is("in")) --ends;
  std::size_t comma = ends;
  while (comma > at_ && !in_[comma].is(",") && !in_[comma].is(";") && !in_[comma].is("and") &&
         !in_[comma].is("/"))
    --comma;
  if (comma == at_) return false;
  auto first = piece(at_, comma);
  auto second = piece(comma + 1, ends);
  if (!first || !second || !second->frequency.empty()) return false;
  if (weeks_between(*first) != 2) return false;
  put_turn(*first, {1}, 2);
  put_turn(*second, {2}, 2);
  return true;
}

bool LineOfWork::one_or_the_other() {
  const auto alternates = [&](std::size_t at) {
    return at < in_.size() &&
           is_one_of({"alternating", "alternately", "alternate", "alternates", "alt", "alternated"},
                     in_[at].low);
  };
  const auto with_the_other = [&](std::size_t at) {
    return alternates(at) && at + 1 < in_.size() && in_[at + 1].is("with");
  };
  std::size_t between = at_;
  while (between < in_.size() && !in_[between].is("/") && !in_[between].is("or") &&
         !with_the_other(between))
    ++between;
  if (between >= in_.size()) return false;
  std::size_t last = in_.size();
  if (is_week(last - 1)) --last;
  const bool with = with_the_other(between);
  if (!with && (last <= between || !alternates(last - 1))) return false;
  auto first = piece(at_, between);
  auto second = with ? piece(between + 2, in_.size()) : piece(between + 1, last - 1);
  const bool sign_between = in_[between].is("/");
  if (!first || !second || (sign_between && (!complete(*first) || !complete(*second))))
    return false;
  if (!first->frequency.empty() || !second->frequency.empty()) return false;
  put_turn(*first, {1}, 2);
  put_turn(*second, {2}, 2);
  return ask("do the two take turns, week by week?", {to_line(result_.words)});
}

bool LineOfWork::one_week_the_other() {
  const auto is_one_week = [&](std::size_t at) {
    return at < in_.size() && in_[at].is("one") && is_week(at + 1);
  };
  const auto the_other = [&](std::size_t at) -> std::size_t {  // how many words say it
    const std::size_t the = in_[at].is("the") ? 1 : 0;
    if (at + the >= in_.size() || (!in_[at + the].is("other") && !in_[at + the].is("next")))
      return 0;
    if (is_week(at + the + 1)) return the + 2;
    return the == 1 ? 2 : 0;
  };
  std::size_t one = at_;
  while (one < in_.size() && !is_one_week(one)) ++one;
  if (one >= in_.size()) return false;
  std::size_t other = one + 2;
  while (other < in_.size() && the_other(other) == 0) ++other;
  if (other >= in_.size()) return false;
  const std::size_t other_ends = other + the_other(other);
  const bool said_first = one == at_;
  if (!said_first && other_ends != in_.size()) return false;
  auto first = said_first ? piece(one + 2, other) : piece(at_, one);
  auto second = said_first ? piece(other_ends, in_.size()) : piece(one + 2, other);
  if (!first || !second || !first->frequency.empty() || !second->frequency.empty()) return false;
  put_turn(*first, {1}, 2);
  put_turn(*second, {2}, 2);
  return true;
}

std::vector<int> LineOfWork::list_of_weeks() {
  const std::size_t kept = at_;
  const bool week = is_week(at_);
  if (week) ++at_;
  std::vector<int> weeks;
  while (more()) {
    const std::size_t before = at_;
    std::optional<std::string> number = ordinal();
    if (!number && week && next().is_number()) number = in_[at_++].low;
    constexpr std::string_view letters = "abcd";  // `wk A`
    const std::size_t letter = next().low.size() == 1 ? letters.find(next().low) : letters.npos;
    if (!number && week && letter != letters.npos) {
      number = std::to_string(letter + 1);
      ++at_;
    }
    if (!number || number->size() != 1) {
      at_ = before;
      break;
    }
    weeks.push_back(std::stoi(*number));
    if (week && begins_range_of_weeks()) {
      for (int next_week = weeks.back() + 1; next_week <= std::stoi(next(1).low); ++next_week)
        weeks.push_back(next_week);
      at_ += 2;
    }
    if (!next().is("and") && !next().is("&") && !next().is(",") && !next().is("+")) break;
    if (!next(1).is_number()) break;
    ++at_;
  }
  if (!week && !weeks.empty() && is_week(at_)) ++at_;
  const bool of_so_many = next().is("of") || next().is("in") || next().is("/");
  if (weeks.empty() || of_so_many) {
    at_ = kept;
    return {};
  }
  return weeks;
}

bool LineOfWork::weeks_with_numbers() {
  struct Turn {
    std::vector<int> weeks;
    std::size_t first, last;  // of its work
  };
  const std::size_t kept = at_;
  std::vector<Turn> turns;
  std::size_t work = work_at_;  // where that of the next turn may begin
  bool weeks_first = false;
  for (at_ = work_at_; more();) {
    const std::size_t begins = at_;
    std::vector<int> weeks = list_of_weeks();
    if (weeks.empty()) {
      ++at_;
      continue;
    }
    if (turns.empty()) weeks_first = begins == work_at_;
    if (weeks_first) {
      if (!turns.empty()) turns.back().last = begins;
      turns.push_back({std::move(weeks), at_, in_.size()});
    } else {
      turns.push_back({std::move(weeks), work, begins});
    }
    work = at_;
  }
  at_ = kept;
  const bool only_closed = work + 1 == in_.size() && in_[work].is(")");
  if (turns.size() < 2 || (!weeks_first && work != in_.size() && !only_closed)) return false;
  std::vector<int> all;
  for (const Turn& turn : turns) all.insert(all.end(), turn.weeks.begin(), turn.weeks.end());
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i] != static_cast<int>(i) + 1) return false;  // not each week once
  }
  std::vector<Block> blocks;
  for (const Turn& turn : turns) {
    auto block = piece(turn.first, turn.last);
    if (!block || !block->frequency.empty()) return false;
    blocks.push_back(std::move(*block));
  }
  for (std::size_t i = 0; i < turns.size(); ++i)
    put_turn(blocks[i], turns[i].weeks, static_cast<int>(all.size()));
  return true;
}

}  // namespace capalint::syntax
