#include "syntax/respell_words.h"

namespace capalint::syntax {

Respelt LineWords::quoted(std::size_t first) const {
  const std::string_view text =
      at_ == first + 1 && in_[first].kind == Lexeme::Kind::quoted
          ? in_[first].text
          : line_.substr(in_[first].begin, in_[at_ - 1].end - in_[first].begin);
  return made(fmt::format("\"{}\"", text), first);
}

bool LineWords::name_to_the_end(std::string_view what) {
  const std::size_t first = at_;
  if (!more()) return false;
  if (next().kind != Lexeme::Kind::quoted)
    doubt(fmt::format("the {} is not in quotation marks", what));
  at_ = next().kind == Lexeme::Kind::quoted ? at_ + 1 : in_.size();
  put(quoted(first));
  return true;
}

std::string LineWords::spelled(const std::string& line) const {
  const Spelling read = respell(line, within_);
  if (!read.words.empty()) return to_line(read.words);
  return read.answers.empty() ? line : read.answers.front();
}

bool LineWords::plain_number() {
  if (!next().is_number() || next().low.find(':') != std::string::npos) return false;
  ++at_;
  put(in_[at_ - 1].low, at_ - 1);
  return true;
}

bool LineWords::dots() {
  const std::size_t first = at_;
  if (!take("..") && !take("-") && !take("to")) return false;
  put("..", first);
  return true;
}

Part LineWords::rate() {
  const std::size_t first = at_;
  if (take("p.a.") || take("p.a")) return Words{made("per", first), made("year", first)};
  if (next().is("p") && next(1).is("/") && (next(2).is("w") || next(2).is("wk"))) {
    at_ += 3;
    return Words{made("per", first), made("week", first)};
  }
  if (take("weekly") || take("pw")) return Words{made("per", first), made("week", first)};
  const bool per = take("per") || take("a") || take("each") || take("every") || take("/");
  if (const std::string_view period = period_of(next().low); per && !period.empty()) {
    ++at_;
    return Words{{"per", in_[first].begin, in_[first].end}, made(std::string(period), at_ - 1)};
  }
  at_ = first;
  return std::nullopt;
}

void LineWords::turn_round(std::string word) {
  const Lexeme& number = in_[at_];
  const Lexeme& said = in_[at_ + 1];
  put({std::move(word), said.begin, said.end});
  put({number.low, number.begin, number.end});
  at_ += 2;
}

void LineWords::begin_with(std::string text) {
  const std::size_t first = at_++;
  put(std::move(text), first);
  if (!take(":") && !take("=")) drop("-");
}

std::string_view LineWords::typed(std::size_t first, std::size_t last) const {
  return first < last ? line_.substr(in_[first].begin, in_[last - 1].end - in_[first].begin)
                      : std::string_view();
}

}  // namespace capalint::syntax
