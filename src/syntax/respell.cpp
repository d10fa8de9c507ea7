#include "syntax/respell.h"

#include <utility>

#include "syntax/clause_reader.h"
#include "syntax/respell_person.h"
#include "units/arithmetic.h"
#include "units/quantity.h"
#include "words/activities.h"
#include "words/lexicon.h"

namespace capalint::syntax {
namespace {

/// Of a number as it is written; one that is too long for exact arithmetic is more than any.
bool is_at_most_one(std::string_view number) {
  const std::size_t point = number.find('.');
  const bool zeros_follow = point == std::string_view::npos ||
                            number.find_first_not_of('0', point + 1) == std::string_view::npos;
  const std::string_view whole = number.substr(0, point);
  return whole == "0" || (whole == "1" && zeros_follow);
}

class Line : LineOfPerson {
 public:
  Line(std::string_view line, Within within) : LineOfPerson(line) { within_ = within; }

  Spelling read() {
    const bool understood = !in_.empty() && statement() && at_ == in_.size();
    if (std::any_of(in_.begin(), in_.end(), [](const Lexeme& one) { return one.curly; }))
      doubt("the quotation marks are not straight ones");
    if (!result_.question.empty()) {
      result_.words.clear();
      return std::move(result_);
    }
    if (!understood) return with_the_day_first();
    return std::move(result_);
  }

 private:
  /// `home visits Tuesday pm 3h` is `Tuesday pm home visits 3h`; nothing when no day stands in the line.
  Spelling with_the_day_first() {
    if (within_ != Within::plan || find_statement(Within::plan, in_.empty() ? "" : in_[0].low))
      return {};
    std::size_t first = 1;
    const auto begins_days = [&] {
      at_ = first;
      result_ = {};
      return in_[first].kind != Lexeme::Kind::quoted && !day_or_days().empty();
    };
    const auto begins_days_of_a_month = [&] {
      at_ = first;
      return in_[first].kind != Lexeme::Kind::quoted && ordinal() && !day_of(next().low).empty();
    };
    while (first < in_.size() && !begins_days()) {
      if (begins_days_of_a_month())
        return respell(fmt::format("{} {}", typed(first, in_.size()), typed(0, first)), within_);
      ++first;
    }
    if (first >= in_.size()) {
      at_ = 0;
      result_ = {};
      if (!in_.empty() && (asks_for_the_day_of_parts() || asks_for_the_day()))
        return std::move(result_);
      return {};
    }
    if (more() && !half_of(next().low).empty()) ++at_;
    const std::string when(typed(first, at_));
    const std::size_t before_ends = in_[first - 1].is("on") && first > 1 ? first - 1 : first;
    const std::string before(typed(0, before_ends));
    const std::string turned = fmt::format("{} {} {}", when, before, rest());
    Spelling read = respell(turned, within_);
    const auto place = [&](std::uint32_t in_turned) -> std::uint32_t {
      const auto when_ends = static_cast<std::uint32_t>(when.size());
      const auto before_from = when_ends + 1;
      const auto rest_from = before_from + static_cast<std::uint32_t>(before.size()) + 1;
      if (in_turned <= when_ends) return in_[first].begin + in_turned;
      if (in_turned < rest_from || !more()) return in_[0].begin + in_turned - before_from;
      return in_[at_].begin + in_turned - rest_from;
    };
    for (Respelt& word : read.words) {
      word.begin = place(word.begin);
      word.end = std::max(place(word.end), word.begin);
    }
    if (more() && splits_a_name(read.words, in_[first].begin, in_[at_].begin)) return {};
    return read;
  }

  /// `group mon am supervision 1h`: whether these two are one kind of work, nobody can know.
  static bool splits_a_name(const std::vector<Respelt>& words, std::uint32_t day_at,
                            std::uint32_t rest_at) {
    const auto names = [](const Respelt& word) {
      const auto is_letter = [](char c) {
        return std::isalpha(static_cast<unsigned char>(c)) != 0;
      };
      return word.text.size() > 1 && is_letter(word.text[0]) && is_letter(word.text[1]) &&
             !is_one_of({"every", "week", "with", "at", "in"}, word.text);
    };
    const auto pair =
        std::adjacent_find(words.begin(), words.end(), [&](const Respelt& a, const Respelt& b) {
          return a.begin < day_at && b.begin >= rest_at && names(a) && names(b);
        });
    return pair != words.end();
  }

  // ---- statements --------------------------------------------------------------------------------

  bool statement() {
    switch (within_) {
      case Within::file: return declaration();
      case Within::team: return team_line();
      case Within::choice: return allocation();
      case Within::plan: return plan_line();
      default: return false;
    }
  }

  bool declaration() {
    const bool vacant = next().is("vacant") && (next(1).is("plan") || next(1).is("post"));
    const bool plan = next().is("plan") || vacant;
    if (!plan && !next().is("team")) return false;
    if (vacant) ++at_;
    begin_with(plan ? "plan" : "team");
    drop("for");
    if (plan && next().is("vacant")) {
      keyword();
      drop("post");
      drop(":");
    } else if (vacant) {
      put({"vacant", in_[0].begin, in_[0].end});
    }
    if (plan && asks_about_the_role()) return false;
    const auto ends_name = [&] {
      return next().is("{") || (plan && (next().is("in") || next().is("from") || next().is(",") ||
                                         (next().is("-") && !next().joined)));
    };
    if (!name(plan ? "clinician's name" : "team's name", ends_name)) return false;
    const bool comma = plan && (next().is(",") || next().is("-"));
    if (comma) {
      doubt(fmt::format("`{}` stands before the team", next().text));
      ++at_;
      put(made_of_nothing("in"));
      if (!name("team's name", [&] { return next().is("{") || next().is("from"); })) return false;
    }
    if (plan && !comma && more() && next().is("in")) {
      keyword();
      if (!name("team's name", [&] { return next().is("{") || next().is("from"); })) return false;
    }
    if (plan && more() && next().is("from")) {
      keyword();
      if (!date()) return false;
    }
    if (!more() || !next().is("{")) return false;
    keyword();
    return true;
  }

  /// `plan Cara Poe (Band 6 nurse) {`
  bool asks_about_the_role() {
    std::size_t open = at_;
    while (open < in_.size() && !in_[open].is("(") && !in_[open].is("{")) ++open;
    std::size_t close = open;
    while (close < in_.size() && !in_[close].is(")")) ++close;
    if (open == at_ || close + 1 >= in_.size() || !in_[open].is("(") || close == open + 1)
      return false;
    const std::string head = fmt::format("{} {} {}", to_line(result_.words), typed(at_, open),
                                         typed(close + 1, in_.size()));
    (void)ask("is it the role, which is a line of its own?",
              {fmt::format("{}\n  role \"{}\"", spelled(head), typed(open + 1, close))});
    return true;
  }

  /// `contract 30h` in a team, `referrals 9 a week` in a plan
  bool belongs_elsewhere(Within where, std::string_view of_it, std::string_view to_it) {
    const std::string& word = next().low;
    const bool elsewhere = find_statement(where, word) != nullptr &&
                           find_statement(within_, word) == nullptr &&
                           !respell(line_, where).words.empty();
    if (elsewhere)
      (void)tell(fmt::format("`{}` begins a line of {}", next().text, of_it),
                 fmt::format("move the line to {}", to_it));
    return elsewhere;
  }

  bool team_line() {
    if (belongs_elsewhere(Within::plan, "a plan", "the plan that it is about")) return false;
    if (next().is_number()) {
      if (core_appointments()) return true;
      if (next(1).is("referrals") || next(1).is("referral")) return referrals();
      if (next(1).is("fte") || next(1).is("wte")) return posts();
      if (next(1).is("weeks") || next(1).is("wks") ||
          (next(2).is("weeks") && (next(1).is("working") || next(1).is("worked"))))
        return weeks();
      return words_about_transfer();
    }
    if ((next().is("staff") || next().is("staffing") || next().is("establishment")) &&
        (next(1).is(":") || next(1).is("-")) && next(2).is_number()) {
      at_ += 2;
      return posts();
    }
    const std::string& word = next().low;
    if (leave_of_a_year()) return false;
    if (word == "choice" && asks_for_the_choice_list()) return false;
    if (tells_who_does_choice()) return false;
    if (word == "session" || word == "sessions") return length_of_a_session();
    if (word == "referrals" || words_before_referrals() > 0) return referrals();
    if (word == "fte" || word == "wte") return posts();
    if (word == "weeks" || ((word == "working" || word == "worked") && next(1).is("weeks")))
      return weeks();
    if (word == "transfer") return transfer();
    if (const std::size_t words = other_words_of_transfer()) {
      at_ += words - 1;
      return transfer();
    }
    if (core_appointments()) return true;
    if (words_about_transfer()) return transfer();
    if (own_word()) return true;
    if (!result_.question.empty()) return false;
    drop_words_before_quarter();
    if (const auto alone = quarter_alone()) return *alone;
    if (word == "sites" || word == "skills") return names(word);
    if (word == "target" || word == "targets" || word == "actual" ||
        ((word == "choice" || word == "core") && is_target(1)))
      return target();
    if (word == "quarter") {
      begin_with("quarter");
      return quarter();
    }
    if (word == "core") {
      begin_with("core");
      if (!plain_number()) return false;
      const std::size_t unit = at_;
      if (more() && counts_appointments(next().low)) ++at_;
      put(at_ > unit ? made("appointments", unit) : made_of_nothing("appointments"));
      return since();
    }
    return false;
  }

  bool since() {
    if (!more() || !next().is("from")) return true;
    keyword();
    return date();
  }

  /// `number of referrals`, `annual accepted referrals`: how many words stand before.
  [[nodiscard]] std::size_t words_before_referrals() const {
    std::size_t words = 0;
    while (is_one_of({"number", "of", "no", "average", "mean", "accepted", "annual", "annualised",
                      "yearly", "weekly", "monthly", "total", "new", "expected"},
                     next(words).low))
      ++words;
    return next(words).is("referrals") ? words : 0;
  }

  /// The number of a past year says how many there are in a year.
  bool referrals() {
    const bool read = referrals_of_a_period() && !more();
    if (!read || past_year_.empty()) return read;
    return ask(fmt::format("are there as many in a year as in `{}`?", past_year_),
               {fmt::format("{}   # {}", to_line(result_.words), past_year_)});
  }

  // `referrals 4 a week`, `4 referrals per week range 2..6`
  bool referrals_of_a_period() {
    std::string period_said;
    for (; !next().is("referrals") && !next().is_number(); ++at_) {
      if (next().is("annual") || next().is("annualised") || next().is("yearly"))
        period_said = "year";
      if (next().is("weekly")) period_said = "week";
      if (next().is("monthly")) period_said = "month";
    }
    if (next().is("referrals") && !next(1).is_number() && !next(1).is(":")) {
      const std::size_t kept = at_++;
      drop("accepted");
      auto period = rate();
      if (!period) period = past_year();
      if (period) period_said = period->back().text;
      const bool sign = take(":") || take("=") || take("-");
      if (period && next().is_number()) {
        (void)sign;
        put({"referrals", in_[kept].begin, in_[kept].end});
        if (!plain_number()) return false;
        put(*period);
        return range_of_referrals() && since();
      }
      at_ = kept;
      period_said.clear();
    }
    if (next().is_number()) {
      turn_round("referrals");
    } else {
      begin_with("referrals");
      drop("average");
      if (is_about()) {
        doubt(fmt::format("`{}` is not counted", next().text));
        ++at_;
        drop(".");
      }
      if (!plain_number()) return false;
    }
    if (asks_about_two_numbers()) return false;
    drop("accepted");
    auto period = rate();
    if (!period) period = past_year();
    if (period && asks_about_the_accepted(*period)) return false;
    if (!period && !more() && !period_said.empty())
      period = Words{made_of_nothing("per"), made_of_nothing(period_said)};
    if (!period) {
      if (more()) return false;
      const std::string& number = result_.words.back().text;
      return ask("over what time are these referrals counted?",
                 {fmt::format("referrals {} per week", number),
                  fmt::format("referrals {} per quarter", number)});
    }
    put(*period);
    drop("accepted");
    (void)(take("avg") || take("average") || take("mean"));
    return range_of_referrals() && since();
  }

  /// `last year`, `in 2025/26`
  Part past_year() {
    const std::size_t first = at_;
    const bool in = take("in") || take("over") || take("for") || take("during");
    drop("the");
    bool past = (take("last") || take("past") || take("previous")) && (take("year") || take("yr"));
    if (!past && in && is_digits(next().low) && next().low.starts_with("20")) {
      past = true;
      ++at_;
      if ((next().is("/") || next().is("-")) && next(1).is_number()) at_ += 2;
    }
    if (!past) {
      at_ = first;
      return std::nullopt;
    }
    past_year_ = typed(first, at_);
    return Words{made("per", first), made("year", first)};
  }
  std::string past_year_;  // as it is typed

  /// `580 referrals a year, accepted 75%`
  bool asks_about_the_accepted(const Words& period) {
    const std::size_t first = at_;
    (void)(take(",") || take("(") || take("-"));
    if (take("of")) drop("which");
    bool accepted = take("accepted");
    const std::string share = is_short_number() ? next().low : std::string();
    const bool percent = !share.empty() && next(1).is("%");
    if (percent) {
      at_ += 2;
      (void)(take("of") && take("them"));
      accepted = take("accepted") || take("acceptance") || accepted;
    }
    drop(")");
    const std::string number = result_.words.back().text;
    const std::string said(typed(0, in_.size()));
    constexpr std::size_t longest = 6;
    if (!percent || !accepted || more() || number.size() > longest) {
      at_ = first;
      return false;
    }
    const Ratio part = parse_decimal(number) * parse_decimal(share) / 100;
    const auto line = [&](const std::string& count) {
      return fmt::format("referrals {} {}   # {}", count, to_line(period), said);
    };
    const std::string part_said = to_decimal(part, 2);
    (void)ask(fmt::format("which of the two are accepted: {}, or {}% of them?", number, share),
              {line(part_said), line(number)});
    result_.help = fmt::format("write `{}` if they are {}% of {}, or `{}` if {} are accepted",
                               line(part_said), share, number, line(number), number);
    return true;
  }

  /// `referrals 5 to 8 a week`
  bool asks_about_two_numbers() {
    const std::size_t first = at_;
    const bool two = (next().is("-") || next().is("to")) && next(1).is_number();
    const std::string low = result_.words.back().text;
    const std::string high = next(1).low;
    const bool are_short = low.size() < 4 && high.size() < 4 && is_digits(low + high);
    if (!two || !are_short) return false;
    at_ += 2;
    const auto period = rate();
    if (!period || more()) {
      at_ = first;
      return false;
    }
    const std::string middle = to_decimal((parse_decimal(low) + parse_decimal(high)) / 2, 1);
    (void)ask("how many are expected, within this range?",
              {fmt::format("referrals {} {} range {}..{}", middle, to_line(*period), low, high)});
    return true;
  }

  /// `range 5..14`, `(5 - 14)`
  bool range_of_referrals() {
    const std::size_t first = at_;
    const bool brackets = take("(");
    if (!brackets) drop(",");
    if (!take("range") && !take("from") && !brackets) {
      at_ = first;
      return true;
    }
    drop(":");
    put("range", first);
    return plain_number() && dots() && plain_number() && (!brackets || take(")"));
  }

  /// `"Kev O'Brien" choice 1 a fortnight`
  bool tells_who_does_choice() {
    if (next().kind != Lexeme::Kind::quoted) return false;
    const std::string line = to_line(respell(line_, Within::choice).words);
    if (line.empty()) return false;
    (void)tell("who does Choice stands in a list of its own, a line for each",
               fmt::format("write `{}` as a line of `choice weekly {{ … }}`", line));
    return true;
  }

  /// `choice list: Priya Shah 2/wk, Dan Ellis 1/wk`
  bool asks_for_the_choice_list() {
    std::size_t names_at = at_ + 1;
    while (names_at < in_.size() &&
           is_one_of({"list", "rota", "weekly", ":", "-", "="}, in_[names_at].low))
      ++names_at;
    if (names_at == at_ + 1) return false;
    std::vector<std::string> lines;
    for (std::size_t begin = names_at; begin < in_.size();) {
      std::size_t end = begin;
      while (end < in_.size() && !in_[end].is(",") && !in_[end].is(";")) ++end;
      const Spelling read = respell(typed(begin, end), Within::choice);
      if (read.words.empty()) return false;
      lines.push_back(to_line(read.words));
      begin = end + 1;
    }
    if (lines.empty()) return false;
    (void)ask("who does Choice stands in a list of its own, a line for each",
              {fmt::format("choice weekly {{\n  {}\n}}", fmt::join(lines, "\n  "))});
    result_.help = fmt::format(
        "write `choice weekly {{`, then a line such as `{}` for each, then `}}`", lines.front());
    return true;
  }

  /// `session = 3.5 hrs`, `sessions are 4h`
  bool length_of_a_session() {
    put({"set session", in_[at_].begin, in_[at_].end});
    ++at_;
    while (is_one_of({"length", "lasts", "last", "is", "are", "of", "=", ":", "-"}, next().low))
      ++at_;
    const auto length = amount();
    if (!length) return false;
    put(*length);
    return !more();
  }

  bool posts() {
    if (next().is_number()) {
      turn_round("fte");
      return since();
    }
    begin_with("fte");
    return plain_number() && since();
  }

  // `45 weeks a year`, `weeks 45`, `45 working weeks`, `weeks worked: 45`
  bool weeks() {
    const auto drop_worked = [&] {
      if (take("worked") || take("working") || take("work")) drop(":");
    };
    if (next().is_number()) {
      const Lexeme number = in_[at_++];
      drop_worked();
      ++at_;
      put("weeks", at_ - 1);
      drop_worked();
      put({number.low, number.begin, number.end});
    } else {
      drop_worked();
      begin_with("weeks");
      drop_worked();
      const auto period = rate();
      if (!take(":")) drop("=");
      if (!plain_number()) return false;
      drop("weeks");
      if (period) {
        put(*period);
        return since();
      }
    }
    const auto period = rate();
    put(period ? *period : Words{made_of_nothing("per"), made_of_nothing("year")});
    return since();
  }

  // `transfer 66-70%`, `transfer 66 to 70`
  bool transfer() {
    begin_with("transfer");
    drop("rate");
    drop(":");
    drop("of");
    if (says_about(next().low) || next().is("~")) {
      doubt(fmt::format("`{}` is not counted", next().text));
      ++at_;
    }
    if (asks_about_fraction()) return false;
    if (!percentage()) return false;
    if (more() && (next().is("..") || next().is("-") || next().is("to"))) {
      if (!dots() || !percentage()) return false;
    }
    return since();
  }

  /// `transfer 2/3`, `transfer three quarters`; thirds lie between two whole percentages.
  bool asks_about_fraction() {
    struct Fraction {
      std::vector<std::string_view> written;
      std::vector<std::string> percent;
    };
    static const std::vector<Fraction> known{{{"1/2", "half"}, {"50%"}},
                                             {{"3/4", "three quarters"}, {"75%"}},
                                             {{"1/3", "a third", "one third"}, {"33%..34%", "33%"}},
                                             {{"2/3", "two thirds"}, {"66%..67%", "67%"}}};
    const std::string said = in_lower_case(rest());
    const auto meant = std::find_if(known.begin(), known.end(), [&](const Fraction& fraction) {
      return is_one_of(fraction.written, said);
    });
    if (meant == known.end()) return false;
    std::vector<std::string> answers;
    for (const std::string& percent : meant->percent) answers.push_back("transfer " + percent);
    const std::string question =
        answers.size() > 1 ? fmt::format("`{}` is no whole percentage: which one is meant?", rest())
                           : fmt::format("how many of a hundred are `{}`?", rest());
    (void)ask(question, std::move(answers));
    return true;
  }

  /// `conversion rate`, `Choice to Core`: how many words say so.
  [[nodiscard]] std::size_t other_words_of_transfer() const {
    for (std::size_t words = std::min<std::size_t>(5, in_.size() - at_); words > 0; --words) {
      if (is_one_of(
              {"conversion", "conversion rate", "choice to core", "choice to partnership",
               "choice to core rate", "choice to core conversion", "choice-to-core",
               "choice to core transfer", "conversion to core", "transfer from choice to core",
               "transfer to core", "transfer to partnership", "conversion from choice to core"},
              in_lower_case(typed(at_, at_ + words))))
        return words;
    }
    return 0;
  }

  /// `average 7.5 core appointments`, `core appointments per family: 7.5`
  bool core_appointments() {
    const Lexeme* number = nullptr;
    bool says_what = false;
    bool core = false;
    for (const Lexeme& one : in_) {
      if (one.is_number() && number == nullptr) {
        number = &one;
      } else if (counts_appointments(one.low)) {
        says_what = true;
      } else if (one.is("core") || one.is("partnership")) {
        core = true;
      } else if (!is_one_of({"average", "avg", "mean", "per", "a", "each", "of", "for", "number",
                             "client", "child", "case", ":", "=", "-"},
                            one.low)) {
        return false;
      }
    }
    if (number == nullptr || !says_what || !core || number->low.find(':') != std::string::npos)
      return false;
    put({"core", in_.front().begin, in_.front().end});
    put({number->low, number->begin, number->end});
    at_ = in_.size();
    put(made_of_nothing("appointments"));
    return true;
  }

  /// `two thirds go on from Choice to Core`: a share first, and both ends of the way.
  bool words_about_transfer() {
    const auto names = [&](const std::vector<std::string_view>& words) {
      return std::any_of(in_.begin(), in_.end(),
                         [&](const Lexeme& one) { return is_one_of(words, one.low); });
    };
    std::size_t share = at_;
    if (says_about(in_[share].low)) ++share;
    const bool of_a_hundred = share + 1 < in_.size() && in_[share].is_number() &&
                              in_[share + 1].is("%") && names({"to", "into", "go", "transfer"});
    if ((!names({"choice"}) && !of_a_hundred) || !names({"core", "partnership", "p'ship", "pship"}))
      return false;
    std::size_t ends = share;
    while (ends < in_.size() && (in_[ends].is_number() || in_[ends].is("%") || in_[ends].is("/") ||
                                 in_[ends].is("-") || in_[ends].is("percent") ||
                                 is_one_of({"a", "half", "third", "quarter", "thirds", "quarters",
                                            "one", "two", "three"},
                                           in_[ends].low)))
      ++ends;
    if (ends == share) return false;
    const std::string turned = fmt::format("transfer {}", typed(share, ends));
    const Spelling read = respell(turned, within_);
    if (read.words.empty() && read.answers.empty()) return false;
    (void)ask(
        read.question.empty() ? "is this the share of Choice that goes on to Core?" : read.question,
        read.answers.empty() ? std::vector<std::string>{to_line(read.words)} : read.answers);
    return false;
  }

  /// `"duty desk" = other`, `'clinical contact' means Core`, `ED clinic / weigh-in -> specific`
  bool own_word() {
    std::size_t says = at_;
    const auto says_what_it_is = [&](std::size_t at) {
      return is_one_of({"=", "means", "->", "→"}, in_[at].low) ||
             (in_[at].is("-") && in_[at].text != "-" && at > at_) ||
             (in_[at].is("is") && at > at_) ||
             (in_[at].is("counts") && next(at - at_ + 1).is("as"));
    };
    while (says < in_.size() && !says_what_it_is(says)) ++says;
    if (says == at_ || says + 1 >= in_.size()) return false;
    std::size_t work_at = says + 1;
    while (work_at < in_.size() && is_one_of({"as", "all", "always", ">"}, in_[work_at].low))
      ++work_at;
    for (std::size_t last = in_.size(); last > work_at; --last) {
      const std::string work = normalised(typed(work_at, last));
      const bool only_its_end = !find_activity(work) && find_in_lexicon(work) == nullptr;
      if (!names_work(work) || (only_its_end && last < in_.size())) continue;
      const LexiconEntry* exact = find_in_lexicon(work);
      const LexiconEntry& entry = exact != nullptr ? *exact : find_by_ending(work);
      const std::string_view is = find_activity(work) ? work : entry.meanings.front().line;
      ask_about_own_words(says, is);
      return false;
    }
    return false;
  }

  /// Parted by `/` or commas.
  void ask_about_own_words(std::size_t says, std::string_view is) {
    if (says > at_ + 1 && in_[says - 1].is("all")) --says;
    std::string lines;
    std::string names;
    for (std::size_t begin = at_; begin < says; ++begin) {
      std::size_t end = begin;
      while (end < says && !in_[end].is("/") && !in_[end].is(",") && !in_[end].is("+")) ++end;
      std::string name(end == begin + 1 && in_[begin].kind == Lexeme::Kind::quoted
                           ? in_[begin].text
                           : typed(begin, end));
      std::erase(name, '\'');
      if (!name.empty() && find_activity(normalised(name)))
        return (void)tell(fmt::format("`{}` is a word for an activity already", name),
                          fmt::format("leave the line out: `{}` counts as it is", name));
      if (!name.empty()) {
        lines += fmt::format("{}activity \"{}\" is {}", lines.empty() ? "" : "\n", name, is);
        names += fmt::format("{}`{}`", names.empty() ? "" : ", ", name);
      }
      begin = end;
    }
    (void)ask(fmt::format("is {} the team's own word for `{}`?", names, is), {lines});
  }

  /// `Planning for Q4 2026`
  void drop_words_before_quarter() {
    std::size_t words = at_;
    while (words < in_.size() && is_one_of({"planning", "plan", "for", "this", "is", "the",
                                            "period", "covers", "job", "plans"},
                                           in_[words].low))
      ++words;
    const std::size_t kept = at_;
    at_ = words;
    const bool quarter_follows =
        words < in_.size() && (in_[words].low.front() == 'q' || quarter_of_months());
    at_ = quarter_follows ? words : kept;
  }

  /// `Q4 2026` as a line of its own; nothing for another line.
  std::optional<bool> quarter_alone() {
    const std::size_t first = at_;
    put({"quarter", in_[first].begin, in_[first].begin});
    const bool read = quarter() && !more();
    if (read || !result_.question.empty()) return read;
    result_.words.clear();
    at_ = first;
    return std::nullopt;
  }

  bool percentage() {
    const std::size_t first = at_;
    if (!next().is_number()) return false;
    ++at_;
    const std::string number = in_[first].low;
    const bool percent = take("%") || take("percent");
    // The first of two ends may leave the sign to the second one.
    const bool first_end = next().is("-") || next().is("..") || next().is("to");
    constexpr int hundred = 100;
    if (!percent && number.starts_with("0.") && number.size() <= 4)
      return ask(fmt::format("how many of a hundred are `{}`?", number),
                 {fmt::format("{} {}%", to_line(result_.words),
                              to_decimal(parse_decimal(number) * hundred, 2))});
    if (!percent && !first_end) doubt(fmt::format("`{}` has no `%`", number));
    put(number + "%", first);
    return true;
  }

  // `sites Elm House, Harbour Road`
  bool names(const std::string& word) {
    begin_with(word);
    if ((next().is("needed") || next().is("required") || next().is("are")) && next(1).is(":"))
      at_ += 2;
    const std::size_t names_at = at_;
    const std::string what = word == "sites" ? "name of a site" : "name of a skill";
    const auto ends_with_it = [&](const Lexeme& one) {
      return one.is(",") || one.is("and") || one.is(";") || one.is("+");
    };
    std::size_t first = at_;
    const auto ends = [&] {
      return ends_with_it(next()) || (at_ > first && end_of_an_aside(at_) > at_);
    };
    std::vector<std::string> asides;
    while (name(what, ends)) {
      if (const std::size_t aside_ends = end_of_an_aside(at_); aside_ends > at_) {
        asides.emplace_back(typed(at_, aside_ends));
        at_ = aside_ends;
      }
      if (!more()) break;
      if (!ends_with_it(next())) return false;
      put(",", at_++);
      first = at_;
    }
    if (more() || result_.words.back().text == "," || result_.words.size() < 2) return false;
    return asides.empty() ||
           ask(fmt::format("is `{}` a remark?", fmt::join(asides, ", ")),
               {fmt::format("{}   # {}", to_line(result_.words), typed(names_at, in_.size()))});
  }

  /// `(mon-weds)`, `thurs/fri` behind the name of a site; the place itself when no aside begins there.
  [[nodiscard]] std::size_t end_of_an_aside(std::size_t first) const {
    std::size_t end = first;
    if (end < in_.size() && in_[end].is("(")) {
      while (end < in_.size() && !in_[end].is(")")) ++end;
      return end < in_.size() ? end + 1 : first;
    }
    const auto is_day = [&](std::size_t at) {
      return at < in_.size() && in_[at].is_word() &&
             !day_of(in_[at].low.substr(0, in_[at].low.find('-'))).empty();
    };
    while (is_day(end)) {
      ++end;
      while (end + 1 < in_.size() && is_day(end + 1) && in_[end].kind == Lexeme::Kind::sign)
        end += 2;
      if (end < in_.size() && in_[end].is("only")) ++end;
    }
    const bool ends =
        end == in_.size() || in_[end].is(",") || in_[end].is("and") || in_[end].is(";");
    return ends ? end : first;
  }

  // `"Karen Peters" 1 per week`, `Karen Peters - fortnightly`, `Karen Peters x2`
  bool allocation() {
    const auto ends = [&] {
      return next().is_number() || next().is("-") || next().is(":") || next().is(",") ||
             (next().is("choice") && (next(1).is("x") || next(1).is_number())) ||
             (next().is("x") && next(1).is_number()) || begins_how_often() ||
             (number_word(next().low) &&
              is_one_of({"a", "per", "every", "each", "choice"}, next(1).low));
    };
    if (tells_of_a_vacancy() || asks_about_several_people()) return false;
    if (next().is_number() && (next(1).is("x") || next(1).is_word())) return number_before_name();
    if (says_none(line_))
      return tell("who does no Choice is not in this list",
                  fmt::format("leave the line out, or write `# {}` to keep it as a remark", line_));
    if (next().is_word() && next(1).is(",") && next(2).is_word() && next(3).is_number()) {
      const std::string turned =
          fmt::format("\"{} {}\" {}", next(2).text, next().text, typed(at_ + 3, in_.size()));
      const Spelling line = respell(turned, within_);
      return ask("is the family name before the comma?",
                 {line.words.empty() ? turned : to_line(line.words)});
    }
    if (!name("clinician's name", ends)) return false;
    drop(":");
    drop("-");
    drop(",");
    drop("choice");
    drop("x");
    const auto named = number_word(next().low);
    if (named && !next().is_number()) {
      ++at_;
      put(std::to_string(*named), at_ - 1);
    } else if (begins_how_often()) {
      doubt("no number of appointments stands here");
      put(made_of_nothing("1"));
    } else if (!plain_number()) {
      return false;
    }
    drop("x");
    drop("choice");
    if (more() && counts_appointments(next().low)) ++at_;
    if (next().is("week") || next().is("wk")) {
      put(made_of_nothing("per"));
      ++at_;
      put("week", at_ - 1);
    } else if (auto period = rate()) {
      put(*period);
    } else if (asks_about_days_of_a_month()) {
      return false;
    } else {
      const std::size_t before = at_;
      const bool open = take("(");
      if (auto often = frequency())
        put(*often);
      else if (result_.question.empty())
        at_ = before;
      if (open && at_ > before && result_.question.empty() && !take(")")) return false;
    }
    drop(",");
    return result_.question.empty();
  }

  /// `Band 7 vacancy - 1.5 per wk once filled`; not `Cara Poe 1/wk (vacant from May)`
  bool tells_of_a_vacancy() {
    bool vacant = next().is("tbc") || next().is("tba") ||
                  (next().is("new") && (next(1).is("starter") || next(1).is("post")));
    std::size_t last_number = in_.size();
    while (last_number > 0 && !in_[last_number - 1].is_number()) --last_number;
    for (std::size_t at = 0; at < last_number; ++at)
      vacant = vacant || is_one_of({"vacancy", "vacant", "unfilled"}, in_[at].low);
    if (!vacant || next().kind == Lexeme::Kind::quoted) return false;
    (void)tell(
        "this line names nobody, and only the Choice of clinicians who are there counts",
        fmt::format("write `# {}` to keep it as a remark, and the clinician's name in its place "
                    "when there is one, such as `\"Karen Peters\" 1 per week`",
                    line_));
    return true;
  }

  /// `Karen + Jo joint choice x2`
  bool asks_about_several_people() {
    std::vector<std::string> names;
    std::size_t at = 0;
    do {
      const std::size_t first = at;
      while (at < in_.size() && in_[at].begins_with_a_capital() && !in_[at].is("choice") &&
             day_of(in_[at].low).empty())
        ++at;
      if (at == first) return false;
      names.emplace_back(typed(first, at));
    } while (at < in_.size() && is_one_of({"+", "&", "and", "/"}, in_[at].low) && ++at > 0);
    std::size_t number_at = at;
    while (number_at < in_.size() && !in_[number_at].is_number()) ++number_at;
    if (names.size() < 2 || number_at == in_.size()) return false;
    std::string how_many(typed(number_at, in_.size()));
    const bool each = in_.back().is("each");
    if (each) how_many = typed(number_at, in_.size() - 1);
    const Words one = respell(fmt::format("\"{}\" {}", names.front(), how_many), within_).words;
    constexpr std::size_t longest = 4;
    if (one.size() < 2 || !is_digits(one[1].text) || one[1].text.size() > longest) return false;
    const std::string period =
        one.size() == 2 ? "per week" : to_line(Words(one.begin() + 2, one.end()));
    const auto lines = [&](const std::string& count) {
      std::string all;
      for (const std::string& name : names) {
        if (!all.empty()) all += "\n";
        all += fmt::format("\"{}\" {} {}", name, count, period);
        if (name == names.front()) all += fmt::format("   # {}", typed(at, in_.size()));
      }
      return all;
    };
    const std::string& number = one[1].text;
    if (each) return (void)ask("each of these is a line of its own", {lines(number)}), true;
    std::vector<std::string> answers{lines(number)};
    const Ratio share = parse_decimal(number) / static_cast<int>(names.size());
    const std::string written = to_decimal(share, 2);
    if (parse_decimal(written) == share) answers.insert(answers.begin(), lines(written));
    (void)ask(
        fmt::format("is it {} in all, seen by them together, or {} for each?", number, number),
        std::move(answers));
    return true;
  }

  /// `Cara Poe 2 on 1st & 3rd Fri`
  bool asks_about_days_of_a_month() {
    const std::size_t first = at_;
    drop("on");
    drop("the");
    const std::size_t days = which_of_a_month().size();
    if (days > 0) ++at_;
    drop_of_the_month();
    const std::string& number = result_.words.back().text;
    if (days == 0 || more() || number.size() > 2 || !is_digits(number)) {
      at_ = first;
      return false;
    }
    const int all = static_cast<int>(days) * std::stoi(number);
    result_.words.pop_back();
    (void)ask(fmt::format("are these {} in a month?", all),
              {fmt::format("{} {} per month", to_line(result_.words), all)});
    return true;
  }

  /// `1 x Cara Poe weekly`
  bool number_before_name() {
    const std::size_t number = at_++;
    drop("x");
    const auto ends = [&] { return next().is("-") || next().is(":") || begins_how_often(); };
    if (!name("clinician's name", ends)) return false;
    drop("-");
    drop(":");
    put({in_[number].low, in_[number].begin, in_[number].end});
    if (auto period = rate()) {
      put(*period);
    } else if (auto often = frequency()) {
      put(*often);
    }
    return result_.question.empty();
  }

  bool plan_line() {
    const bool of_the_team =
        is_one_of({"referrals", "transfer", "sites", "quarter", "activity"}, next().low);
    if (of_the_team && belongs_elsewhere(Within::team, "the team", "the team")) return false;
    if (next().is("my") && is_target(1)) ++at_;
    const std::string& word = next().low;
    if (next().is_number() && (next(1).is("fte") || next(1).is("wte"))) return posts();
    if (word == "fte" || word == "wte") return posts();
    if (asks_about_full_or_part_time()) return false;
    if (comes_or_goes() || hours_of_attendance() || asks_about_days_in_letters() ||
        is_as_another_day() || asks_about_the_heading() || asks_about_sums_of_the_week())
      return false;
    if (leave_of_a_year()) return false;
    if (!result_.question.empty()) return false;
    if (next().is_number() && begins_hours_alone()) return hours_alone();
    if (is_one_of({"contracted", "contract", "working", "weekly", "compressed", "paid", "total"},
                  word) &&
        (next(1).is("hours") || next(1).is("hrs")))
      ++at_;
    if ((next(0).is("hours") || next(0).is("hrs")) && at_ > 0) return contract();
    if (word == "contract") return contract();
    if (begins_parts_of_contract()) return contract_in_parts_alone();
    if (starts_or_ends()) return result_.question.empty();
    if (share_of_the_contract()) return false;
    if (word == "skills") return names(word);
    if (word == "target" || word == "targets" || word == "actual" ||
        ((word == "choice" || word == "core") && is_target(1)))
      return target();
    if (word == "hours" && (next(1).is_number() || (next(1).is(":") && next(2).is_number())))
      return contract();
    if (asks_about_additional()) return false;
    if (word == "leave" || next(1).is("leave")) return leave();
    if (const std::size_t before = words_before_agreed(); before > 0 || word == "agreed") {
      at_ += before;
      return agreed();
    }
    if (word == "weeks" && next(1).is_number() && !more(4))
      return ask("does this clinician work other weeks than the team?",
                 {fmt::format("set working-weeks {} weeks", next(1).low)});
    if (word == "role" || word == "group") {
      begin_with(word);
      return name_to_the_end(word);
    }
    const std::size_t review = words_before_review();
    if (review > 0 || word == "review" || word == "until") {
      at_ += review;
      begin_with(next().low);
      while (take("due") || take("date") || take("on") || take("by") || take("in") || take(":") ||
             take("-")) {
      }
      if (!more()) return false;
      if (date()) return true;
      if (result_.question.empty())
        (void)tell(fmt::format("`{}` is no date", rest()),
                   fmt::format("write the day, such as `{} 2027-03-31`", to_line(result_.words)));
      return false;
    }
    if (word == "before" && next(1).is("big") && next(2).is("admin")) {
      keyword();
      keyword();
      keyword();
      return true;
    }
    if (off_before_its_day()) return true;
    if (asks_about_no()) return false;
    if (word == "band" && more(1))
      return ask("is it the role?", {fmt::format("role \"{}\"", rest())});
    if (is_one_of({"locum", "temporary", "temp", "agency", "secondment", "fixed-term"}, word) &&
        (next(1).is("until") || next(1).is("till") || next(1).is("til") || next(1).is("to"))) {
      ++at_;
      if (next().low != "until") doubt(fmt::format("`{}` is read as `until`", next().text));
      ++at_;
      put("until", at_ - 1);
      return date();
    }
    if (days_that_are_worked() || day_of_a_month() || line_without_a_day()) return false;
    if (word == "any" && next(1).is("day") && asks_for_the_day_of_parts()) return false;
    return result_.question.empty() && day_line();
  }

  /// `annual leave 27 days`, `5 weeks AL`, `A/L booked 19 October`
  bool leave_of_a_year() {
    const auto is_length = [&](std::size_t ahead) {
      return next(ahead).is_number() &&
             (next(ahead + 1).is("days") || next(ahead + 1).is("weeks") || next(ahead + 1).is("%"));
    };
    const std::size_t first = at_;
    std::size_t name = first + (is_length(0) ? 2 : 0);
    if (name > first && (in_.size() > name && in_[name].is("of"))) ++name;
    std::size_t last = name;
    while (last < in_.size() && (in_[last].is_word() || in_[last].is("/")) &&
           !in_[last].is("booked") && !in_[last].is("from"))
      ++last;
    if (last == name || !is_leave_of_a_year(typed(name, last))) return false;
    if (last < in_.size() && (in_[last].is(":") || in_[last].is("-"))) ++last;
    at_ = last;
    const bool length_follows = is_length(0);
    const bool alone = !more() && (name > first || in_[first].low != "leave");
    const bool booked = (next().is("from") && in_[name].is("annual")) ||
                        (!in_[last - 1].is("leave") && (next().is("booked") || next().is_number()));
    at_ = first;
    if (name == first && !length_follows && !alone && !booked) return false;
    (void)tell(
        fmt::format("`{}` is in the weeks that are worked in a year", typed(first, in_.size())),
        within_ == Within::team
            ? "write the weeks that are worked, such as `weeks 45 per year`: 52 less 7 of annual leave, study leave and bank holidays together"
            : "leave it out: the team's line `weeks 45 per year` counts annual leave, study leave and bank holidays; `leave \"maternity\" 2027-01-11..2027-07-09` is for longer absences");
    return true;
  }

  /// `next`, or `job plan`, before `review`.
  [[nodiscard]] std::size_t words_before_review() const {
    for (std::size_t words = 1; words <= 3; ++words) {
      if (!next(words).is("review")) continue;
      const std::string_view before = typed(at_, at_ + words);
      return is_one_of({"next", "job plan", "next job plan", "plan", "annual"},
                       in_lower_case(before))
                 ? words
                 : 0;
    }
    return 0;
  }

  // `contract 37.5 hours a week`, `contract 0.6 WTE`, `contract 10 PAs`
  bool contract() {
    const std::size_t first = at_++;
    if (!take(":") && !take(",")) drop("=");
    const std::size_t time_at = at_;
    const bool full = take("full-time") || (next().is("full") && next(1).is("time"));
    if (full || next().is("part") || next().is("part-time")) {
      while (next().is_word() &&
             is_one_of({"full", "part", "time", "part-time", "permanent", "post"}, next().low))
        ++at_;
      if (!take("(") && !take(",") && !take(":")) drop("-");
      if (full && !more()) return ask("how many hours is full time?", {"contract 37.5h", "fte 1"});
      if (!more())
        return tell(
            fmt::format("`{}` says no hours", typed(time_at, in_.size())),
            "write the paid hours a week, such as `contract 22.5h`, or the full-time equivalent, such as `fte 0.6`");
      doubt(fmt::format("`{}` is not counted", typed(time_at, at_)));
    }
    if (!next().is_number()) return false;
    if (next(1).is("fte") || next(1).is("wte")) {
      at_ += 2;
      put({"fte", in_[first].begin, in_[first].end});
      put({in_[at_ - 2].low, in_[at_ - 2].begin, in_[at_ - 1].end});
      const std::string fte = to_line(result_.words);
      if (take("(") || take(",") || take("/") || take("-") || take("=")) {
        if (const auto hours = amount(); hours && (take(")") || !more()) && !more())
          return ask("a contract says one of the two",
                     {fmt::format("contract {}", to_line(*hours)), fte});
        return false;
      }
      if (more() || fte.size() > 10) return false;
      const std::string number = in_[at_ - 2].low;
      const std::string hours = to_decimal(parse_decimal(number) * full_time(), 3);
      result_.help = fmt::format(
          "write `contract {}h`, or the hours that are paid; `fte {}` alone leaves them open",
          hours, number);
      return ask(fmt::format("`{} {}` of 37.5h a week is {}h: are these the paid hours?", number,
                             in_[at_ - 1].text, hours),
                 {fmt::format("contract {}h", hours), "fte " + number});
    }
    put({"contract", in_[first].begin, in_[first].end});
    if (is_short_number() && (next(1).is("days") || next(1).is("day"))) return days_of_contract();
    if (next(1).is("dcc") || next(1).is("spa")) return parts_of_contract();
    const std::size_t amount_at = at_;
    const std::string number = next().low;
    if (auto hours = amount()) {
      const bool plus = hours->back().text == "PA" && (take("+") || take("and") || take("plus"));
      if (plus && additional_activities(*hours)) return false;
      put(*hours);
    } else {
      at_ = amount_at;
      if (!plain_number()) return false;
      if (is_at_most_one(number))
        return ask(fmt::format("is `{}` a full-time equivalent, or hours?", number),
                   {"fte " + number, fmt::format("contract {}h", number)});
      result_.words.back().text += "h";
      doubt(fmt::format("`{}` has no unit", number));
    }
    (void)rate();
    drop(")");
    return !asks_about_term_time();
  }

  /// `Full time (37.5)`
  bool asks_about_full_or_part_time() {
    const bool time = is_one_of({"full-time", "part-time", "ft", "pt"}, next().low) ||
                      ((next().is("full") || next().is("part")) && next(1).is("time"));
    if (!time) return false;
    const std::string contract = fmt::format("contract {}", rest());
    const Spelling read = respell(contract, within_);
    if (read.words.empty() && read.answers.empty()) return false;
    return ask("are these the paid hours?", {fmt::format("{}   # {}", spelled(contract), rest())}),
           true;
  }

  /// `contract 15h term time only`
  bool asks_about_term_time() {
    const std::string said = in_lower_case(rest());
    if (!said.starts_with("term time") && !said.starts_with("term-time")) return false;
    const std::string contract = to_line(result_.words);
    (void)ask(
        "how many weeks of the year are worked? A school year has about 39 weeks of term",
        {contract + "\nset working-weeks 39 weeks", fmt::format("{}   # {}", contract, rest())});
    return true;
  }

  /// A week's hours: 37.5.
  static Ratio full_time() { return {75, 2}; }

  /// One that exact arithmetic holds.
  [[nodiscard]] bool is_short_number() const {
    constexpr std::size_t longest = 5;
    return next().is_number() && next().low.size() <= longest &&
           next().low.find_first_not_of("0123456789.") == std::string::npos;
  }

  [[nodiscard]] bool begins_hours_alone() {
    const std::size_t first = at_;
    const auto hours = amount();
    at_ = first;
    return hours && (hours->back().text.ends_with("h") || hours->back().text == "PA");
  }

  /// `30 hrs per week`
  bool hours_alone() {
    const std::size_t first = at_;
    const auto hours = amount();
    (void)rate();
    if (hours && hours->back().text == "PA" && (take("=") || take(":") || take("(") || take("-"))) {
      put({"contract", in_[first].begin, in_[first].begin});
      put(*hours);
      const std::size_t words = result_.words.size();
      const bool parts = parts_of_contract();
      result_.words.resize(words);
      drop(")");
      return parts && !more();
    }
    if (!hours) return false;
    put({"contract", in_[first].begin, in_[first].begin});
    put(*hours);
    if (more()) return !asks_about_term_time() && !more();
    doubt(fmt::format("`{}` does not say that it is the contract", typed(first, at_)));
    return true;
  }

  /// `contract 10 PA + 1 APA`
  bool additional_activities(const Words& contract) {
    if (!is_short_number() || !(next(1).is("apa") || next(1).is("apas") || next(1).is("epa")))
      return false;
    const std::string extra = next().low;
    const Ratio all = parse_decimal(contract.front().text) + parse_decimal(extra);
    (void)ask("are the additional ones on top?",
              {fmt::format("contract {} PA\nset additional-pas {}", to_decimal(all, 2), extra),
               fmt::format("contract {} PA", contract.front().text)});
    return true;
  }

  /// `contract 3 days`
  bool days_of_contract() {
    constexpr int tenths_of_a_day = 75;
    const Ratio days = parse_decimal(next().low);
    return ask("how many hours are these days?",
               {fmt::format("contract {}h", to_decimal(days * Ratio(tenths_of_a_day, 10), 2)),
                fmt::format("fte {}", to_decimal(days / 5, 2))});
  }

  [[nodiscard]] bool is_part_of_contract(std::size_t ahead) const {
    return is_one_of({"dcc", "dccs", "spa", "spas", "anr", "ed"}, next(ahead).low);
  }

  /// `7.5 DCC + 2.5 SPA`, `DCC 7.5, SPA 2.5`, as a line of its own
  [[nodiscard]] bool begins_parts_of_contract() const {
    const std::size_t signs = next(1).is(":") || next(1).is("=") ? 1 : 0;
    const bool number_first = next().is_number() && is_part_of_contract(1);
    const bool word_first = is_part_of_contract(0) && next(1 + signs).is_number();
    const bool only_parts = std::all_of(in_.begin(), in_.end(), [](const Lexeme& one) {
      return one.is_number() || !one.is_word() ||
             is_one_of({"dcc", "dccs", "spa", "spas", "anr", "ed", "pa", "pas", "and", "plus"},
                       one.low);
    });
    const auto numbers =
        std::count_if(in_.begin(), in_.end(), [](const Lexeme& one) { return one.is_number(); });
    return (number_first || word_first) && only_parts && numbers > 1;
  }

  bool contract_in_parts_alone() {
    put({"contract", in_[0].begin, in_[0].begin});
    return parts_of_contract() && !more();
  }

  /// `additional PA: 1`, `1 APA`
  bool asks_about_additional() {
    std::size_t number = 1;
    if (next().is("additional") && (next(1).is("pa") || next(1).is("pas"))) number = 2;
    if (number == 1 && !next().is("apa") && !next().is("apas")) number = 0;
    const bool after =
        number == 0 && next().is_number() && (next(1).is("apa") || next(1).is("apas")) && !more(2);
    if (number == 0 && !after) return false;
    if (next(number).is(":") || next(number).is("=")) ++number;
    if (!next(number).is_number()) return false;
    return (void)ask("are they on top of the contract?",
                     {fmt::format("set additional-pas {}", next(number).low)}),
           true;
  }

  /// `start date 4 Jan 2027`, `ends 31 March 2027`
  bool starts_or_ends() {
    const std::size_t first = at_;
    const bool start =
        take("start") || take("starts") || take("starting") || take("commences") || take("started");
    const bool end = !start && (take("end") || take("ends") || take("ending") || take("finish") ||
                                take("finishes") || take("leaves") || take("leaving"));
    if (!start && !end) return false;
    while (take("date") || take("on") || take(":") || take("-") || take("from")) {
    }
    const std::size_t date_at = at_;
    const auto read = read_a_date();
    if (!read || more()) {
      at_ = first;
      return false;
    }
    if (start) {
      (void)tell("a plan says in its first line from when on it holds",
                 fmt::format("write `from {}` before the `{{` of the plan", to_string(read->date)));
      return true;
    }
    at_ = date_at;
    put({"until", in_[first].begin, in_[date_at - 1].end});
    doubt("the last day of a plan is `until`");
    (void)date();
    return true;
  }

  /// `10% research`
  bool share_of_the_contract() {
    if (!is_short_number() || !next(1).is("%") || !next(2).is_word()) return false;
    const bool of = next(2).is("of");
    const std::string work(typed(at_ + (of ? 3 : 2), in_.size()));
    constexpr int tenths_of_a_week = 375;
    const Ratio hours = parse_decimal(next().low) * Ratio(tenths_of_a_week, 1000);
    (void)ask(fmt::format("how many hours are `{}%`? Of 37.5h they are {}h", next().low,
                          to_decimal(hours, 2)),
              {spelled(fmt::format("any day {} {}h", work, to_decimal(hours, 2)))});
    return true;
  }

  /// `contract 7.5 DCC + 2.5 SPA`
  bool parts_of_contract() {
    const std::size_t first = at_;
    Ratio sum;
    while (more()) {
      const bool named = is_part_of_contract(0);
      if (named) {
        ++at_;
        if (!take(":")) drop("=");
      }
      if (!is_short_number()) return false;
      sum += parse_decimal(next().low);
      ++at_;
      const bool unit = !named && (take("dcc") || take("dccs") || take("spa") || take("spas") ||
                                   take("anr") || take("ed") || take("pa") || take("pas"));
      (void)(take("pa") || take("pas"));
      if (!unit && !named) return false;
      (void)(take("+") || take("and") || take(",") || take("&") || take("plus"));
    }
    doubt("the parts of the contract are added");
    put(to_decimal(sum, 2), first);
    put({"PA", in_[at_ - 1].begin, in_[at_ - 1].end});
    return true;
  }

  /// Of a target, more numbers than parts: one of them is the year.
  [[nodiscard]] bool has_a_number_too_many() const {
    const auto count = [&](auto is) { return std::count_if(in_.begin(), in_.end(), is); };
    return count([](const Lexeme& one) { return one.is_number(); }) > count([](const Lexeme& one) {
             return is_one_of({"choice", "core", "partnership", "partnerships"}, one.low);
           });
  }

  /// Where a quarter ends that begins there: `Q4`, `Q3 26/27`, `Oct-Dec 2026`; the place itself when none does.
  std::size_t end_of_quarter(std::size_t first) {
    const std::size_t kept = std::exchange(at_, first);
    const bool months = quarter_of_months().has_value();
    std::size_t end = at_;
    at_ = kept;
    if (months) return end;
    for (std::size_t last = std::min(first + 3, in_.size()); last > first; --last) {
      if (read_quarter(typed(first, last))) return last;
    }
    const std::string& word = in_[first].low;
    if (word.size() != 2 || word[0] != 'q' || word[1] < '1' || word[1] > '4') return first;
    const auto is = [&](std::size_t at, std::string_view sign) {
      return at < in_.size() && in_[at].is(sign);
    };
    const auto is_number = [&](std::size_t at) { return at < in_.size() && in_[at].is_number(); };
    end = first + 1;
    if (is_number(end) && (is(end + 1, "/") || is(end + 1, "-")) && is_number(end + 2))
      return end + 3;
    if (is_number(end) && has_a_number_too_many()) return end + 1;  // `Q4 26`
    if (!is(end, "(")) return end;
    const std::size_t closed = end_of_quarter(end + 1);
    return closed > end + 1 && is(closed, ")") ? closed + 1 : end;
  }

  /// `core target 12 families Q4, choice 13`, `target: 5 new partnerships Oct-Dec`: its quarter first, then
  /// each part with its number.
  bool target_in_another_order() {
    std::string word, quarter, parts, part, number, families;
    const auto add_part = [&] {
      if (part.empty() || number.empty()) return true;
      const bool twice = parts.find(part) != std::string::npos;
      append(parts, fmt::format("{} {}", part, number), ", ");
      part.clear();
      number.clear();
      return !twice;
    };
    for (std::size_t at = 0; at < in_.size();) {
      const std::size_t quarter_ends = quarter.empty() ? end_of_quarter(at) : at;
      if (quarter_ends > at) {
        quarter = typed(at, quarter_ends);
        if (quarter_ends == at + 2) quarter = with_century(quarter);
        at = quarter_ends;
        continue;
      }
      const Lexeme& one = in_[at++];
      const bool says_core = is_one_of({"core", "partnership", "partnerships"}, one.low);
      if (one.is("target") || one.is("targets") || one.is("actual")) {
        word = one.is("actual") ? "actual" : "target";
      } else if (one.is_number() && number.empty()) {
        number = one.low;
      } else if (says_core || one.is("choice")) {
        if (!part.empty() && !(says_core && part == "core")) return false;  // `core partnership`
        part = says_core ? "core" : "choice";
      } else if (one.is("families") || one.is("fams")) {
        families = one.text;
      } else if (!counts_appointments(one.low) &&
                 !is_one_of({"my", "new", "family", "for", "in", "of", "and", "&", ",", ";", "(",
                             ")", ":", "/", "-", "="},
                            one.low)) {
        return false;
      }
      if (!add_part()) return false;
    }
    const bool says_new_families = part.empty() && !number.empty() && !families.empty();
    if (says_new_families) part = "core";
    if (!add_part() || word.empty() || parts.empty() || !part.empty() || !number.empty())
      return false;
    std::string turned = word;
    append(turned, quarter);
    append(turned, parts);
    const auto words = lexemes(turned);
    const bool as_it_is =
        std::equal(words.begin(), words.end(), in_.begin(), in_.end(),
                   [](const Lexeme& a, const Lexeme& b) { return a.low == b.low; });
    if (as_it_is) return false;
    result_ = respell(turned, within_);
    for (Respelt& each : result_.words) {
      each.begin = in_.front().begin;
      each.end = in_.back().end;
    }
    at_ = in_.size();
    if (says_new_families && !result_.words.empty())
      (void)ask(fmt::format("are the `{}` new ones in Core?", families), {to_line(result_.words)});
    return true;
  }

  [[nodiscard]] bool is_target(std::size_t ahead) const {
    return next(ahead).is("target") || next(ahead).is("targets") || next(ahead).is("actual");
  }

  bool target() {
    if (target_in_another_order()) return result_.question.empty();
    const std::string word = next().is("targets") ? "target" : next().low;
    begin_with(word);
    if (!quarter()) {
      if (!result_.question.empty() || is_a_quarter_without_a_year(word)) return false;
      if (!next().is("choice") && !next().is("core")) return false;
      const std::string rest(line_.substr(next().begin));
      return ask("which quarter is it for?", {fmt::format("{} 2026-Q4 {}", word, rest)});
    }
    bool any = false;
    while (more()) {
      if (any && !take(",")) return false;
      if (any) put(",", at_ - 1);
      if (!next().is("choice") && !next().is("core")) return false;
      keyword();
      if (!plain_number()) return false;
      any = true;
    }
    return any;
  }

  /// `target Q4 choice 13`
  bool is_a_quarter_without_a_year(const std::string& word) {
    const std::string& said = next().low;
    if (said.size() != 2 || said[0] != 'q' || said[1] < '1' || said[1] > '4') return false;
    const std::size_t signs = next(1).is(":") || next(1).is("-") ? 1 : 0;
    if (next(1).is("(")) {  // `Q3 (Oct-Dec 26)`
      const std::size_t first = at_;
      at_ += 2;
      const auto months = quarter_of_months();
      const bool known = months && months->year != 0 && take(")");
      const std::string parts(rest());
      at_ = first;
      if (known)
        return ask(fmt::format("is `{}` a quarter of the financial year, which begins in April?",
                               next().text),
                   {spelled(
                       fmt::format("{} {}-Q{} {}", word, months->year, months->number, parts))}),
               true;
    }
    const std::string parts(typed(at_ + 1 + signs, in_.size()));
    return ask(fmt::format("which year is `{}` in?", next().text),
               {spelled(fmt::format("{} 2026-Q{} {}", word, said[1], parts)),
                spelled(fmt::format("{} 2027-Q{} {}", word, said[1], parts))}),
           true;
  }

  /// `Q3 2026/27`: the quarters of the NHS's year begin in April.
  bool is_of_a_financial_year() {
    if (!next().is_word() || next().low.size() != 2 || next().low[0] != 'q' ||
        next().low[1] < '1' || next().low[1] > '4' || !next(1).is_number() ||
        (next(1).low.size() != 4 && next(1).low.size() != 2) ||
        (!next(2).is("/") && !next(2).is("-")) || !next(3).is_number())
      return false;
    const int number = next().low[1] - '0';
    constexpr int century = 2000;
    const int year = std::stoi(next(1).low) + (next(1).low.size() == 2 ? century : 0);
    const Quarter quarter = Quarter{year, number}.next();
    const std::string before = to_line(result_.words);
    const std::string said(line_.substr(next().begin, next(3).end - next().begin));
    const std::string rest(line_.substr(next(3).end));
    (void)ask(fmt::format("is `{}` a quarter of the financial year, which begins in April?", said),
              {fmt::format("{} {}{}", before, to_string(quarter), rest)});
    return true;
  }

  /// `Oct-Dec 2026`, `Jan to March 27`: the months of a quarter; without a year it is asked which.
  std::optional<Quarter> quarter_of_months() {
    static const std::vector<std::pair<std::string_view, std::string_view>> ends{
        {"jan", "mar"}, {"apr", "jun"}, {"jul", "sep"}, {"oct", "dec"}};
    const std::size_t first = at_;
    std::string months = next().low;
    ++at_;
    if (months.find('-') == std::string::npos && (take("-") || take("to"))) {
      months += "-" + next().low;
      ++at_;
    }
    const std::size_t dash = months.find('-');
    if (dash != std::string::npos) {
      const auto found = std::find_if(ends.begin(), ends.end(), [&](const auto& quarter) {
        return months.starts_with(quarter.first) &&
               std::string_view(months).substr(dash + 1).starts_with(quarter.second);
      });
      constexpr int this_century = 2000;
      if (found != ends.end()) {
        const int number = static_cast<int>(found - ends.begin()) + 1;
        const bool year = next().is_number() &&
                          (next().low.size() == 2 || next().low.size() == 4) &&
                          is_digits(next().low);
        const int said = year ? std::stoi(next().low) : 0;
        if (year) ++at_;
        return Quarter{said == 0 ? 0 : said < this_century ? this_century + said : said, number};
      }
    }
    at_ = first;
    return std::nullopt;
  }

  bool quarter() {
    const std::size_t first = at_;
    if (is_of_a_financial_year()) return false;
    if (const auto months = quarter_of_months()) {
      const std::string before = to_line(result_.words);
      if (months->year == 0) {
        const std::string after(rest());
        return ask(fmt::format("which year is `{}` in?", typed(first, at_)),
                   {spelled(fmt::format("{} 2026-Q{} {}", before, months->number, after)),
                    spelled(fmt::format("{} 2027-Q{} {}", before, months->number, after))});
      }
      put(to_string(*months), first);
      return true;
    }
    const std::size_t most = std::min<std::size_t>(3, in_.size() - at_);
    for (std::size_t length = most; length > 0; --length) {
      at_ = first + length;
      const std::string_view text =
          line_.substr(in_[first].begin, in_[at_ - 1].end - in_[first].begin);
      if (const auto value = read_quarter(text)) {
        put(to_string(*value), first);
        return true;
      }
    }
    at_ = first;
    return false;
  }

  // `leave maternity from 2027-02-01 to 2027-08-31`
  bool leave() {
    const std::size_t first = at_++;
    if (!in_[first].is("leave")) return named_leave(first);
    put("leave", first);
    if (!take(":")) drop("-");
    if (next().is_word() && next(1).is("leave")) {
      result_.words.clear();
      return leave();
    }
    if (next().is("from") || begins_date()) {
      const std::string dates(line_.substr(next().begin));
      return ask("what is the leave for?", {fmt::format("leave \"maternity\" {}", dates),
                                            fmt::format("leave \"study\" {}", dates)});
    }
    const auto ends = [&] {
      return begins_since() || next().is(":") || next().is(",") || next().is("-") || begins_date();
    };
    if (!name("reason", ends)) return false;
    if (!take(":") && !take(",")) drop("-");
    return dates_of_leave();
  }

  // `maternity leave 2027-02-01 to 2027-08-01`
  bool named_leave(std::size_t reason) {
    if (!in_[reason].is_word()) return false;
    put("leave", at_++);
    put({fmt::format("\"{}\"", in_[reason].low), in_[reason].begin, in_[reason].end});
    doubt("`leave` stands before its reason, which is in quotation marks");
    drop(":");
    return dates_of_leave();
  }

  bool dates_of_leave() {
    if (begins_since()) ++at_;
    if (is_without_beginning() || is_without_end() || is_from_month_to_month()) return false;
    if (!date()) return false;
    const std::size_t between = at_;
    if (!take("..") && !take("-") && !take("to") && !take("until") && !take("till")) return false;
    put("..", between);
    return date();
  }

  /// `Jan-Sept 2027`, `January to September 2027`, `Jan 27 - Oct 27`
  bool is_from_month_to_month() {
    const std::string& word = next().low;
    const std::size_t dash = word.find('-');
    const bool joined = dash != std::string::npos && next(1).is_number() && !more(2);
    const std::size_t years = next(1).is_number() ? 1 : 0;  // `Jan 27`, and not `27 Jan`
    const Lexeme& between = next(1 + years);
    const bool apart = (between.is("to") || between.is("until") || between.is("-")) &&
                       next(3 + years).is_number() && !more(4 + years);
    if (!next().is_word() || (!joined && !apart)) return false;
    const std::string year(joined ? next(1).text : next(3 + years).text);
    std::string problem;
    const auto first =
        read_date(with_century(fmt::format("1 {} {}", joined ? word.substr(0, dash) : word,
                                           years > 0 ? next(1).text : year)),
                  problem);
    const auto last =
        read_date(with_century(fmt::format(
                      "1 {} {}", joined ? word.substr(dash + 1) : next(2 + years).low, year)),
                  problem);
    if (!first || !last) return false;
    const std::chrono::year_month_day parts(*last);
    const Date end(
        std::chrono::year_month_day_last(parts.year(), std::chrono::month_day_last(parts.month())));
    (void)ask(
        fmt::format("which days of `{}` are they?", rest()),
        {fmt::format("{} {}..{}", to_line(result_.words), to_string(*first), to_string(end))});
    return true;
  }

  /// `mat leave ends 30/9/27`
  bool is_without_beginning() {
    if (!take("ends") && !take("ending") && !take("until") && !take("till") && !take("to"))
      return false;
    drop("on");
    const auto end = read_a_date();
    if (!end) return false;
    constexpr int weeks = 8;
    const Date first = end->date - std::chrono::days(7 * weeks - 1);
    (void)ask("which is its first day?", {fmt::format("{} {}..{}", to_line(result_.words),
                                                      to_string(first), to_string(end->date))});
    return true;
  }

  /// `sick leave since 3.2.27`
  bool is_without_end() {
    const std::size_t first = at_;
    const auto begin = read_a_date();
    drop("onwards");
    const bool ends = begin && !more();
    at_ = first;
    if (!ends) return false;
    constexpr int weeks = 8;
    const Date last = begin->date + std::chrono::days(7 * weeks - 1);
    (void)ask("which is its last day? Write the day that is planned, and change it when it changes",
              {fmt::format("{} {}..{}", to_line(result_.words), to_string(begin->date),
                           to_string(last))});
    return true;
  }

  /// `job plan`, before `agreed`.
  [[nodiscard]] std::size_t words_before_agreed() const {
    for (std::size_t words = 1; words <= 3; ++words) {
      if (!next(words).is("agreed")) continue;
      return is_one_of({"plan", "job plan", "date", "job plan was", "plan was"},
                       in_lower_case(typed(at_, at_ + words)))
                 ? words
                 : 0;
    }
    return 0;
  }

  bool agreed() {
    begin_with("agreed");
    drop("date");
    drop(":");
    drop("on");
    if (begins_date()) {
      const auto day = read_a_date();
      return ask("who agreed it?", {fmt::format("agreed \"Team lead\" {}", to_string(day->date))});
    }
    drop("by");
    drop("with");
    const auto ends = [&] { return next().is("on") || begins_date(); };
    while (more()) {
      if (result_.words.size() > 1) {
        if (!take(",") && !take("and")) return false;
        put(",", at_ - 1);
      }
      if (!name("name of who agreed", ends)) return false;
      drop("on");
      if (!more())
        return ask("on which day was it agreed?",
                   {fmt::format("{} 2026-09-20", to_line(result_.words))});
      if (!date()) return false;
    }
    return result_.words.size() > 1;
  }
};

}  // namespace

Spelling respell(std::string_view line, Within within) {
  // An answer that is offered is read in its turn; one that raises questions without end is none.
  constexpr int deepest = 6;
  thread_local int depth = 0;
  if (depth == deepest) return {};
  struct Deeper {
    Deeper() { ++depth; }
    ~Deeper() { --depth; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
  } deeper;
  return Line(line, within).read();
}

}  // namespace capalint::syntax
