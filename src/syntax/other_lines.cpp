#include "syntax/other_lines.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "diagnostics/builtin.h"
#include "syntax/clauses.h"
#include "syntax/lexemes.h"
#include "syntax/respell_parts.h"
#include "syntax/spellings.h"

namespace capalint::syntax {
namespace {

bool may_be_a_spelling(const Diagnostic& diagnostic) {
  static constexpr std::array kinds{Builtin::unexpected_text, Builtin::unknown_unit,
                                    Builtin::wrong_unit,      Builtin::date_form,
                                    Builtin::impossible_time, Builtin::impossible_quarter};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](Builtin kind) { return info(kind).code == diagnostic.code; });
}

/// Where the comment of a line begins, or its end: a `#` between quotation marks begins none.
std::size_t before_comment(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == '#' && !quoted) return i;
  }
  return line.size();
}

// Beyond these a file is no plan, and what ANTLR says of it is enough: each line costs a search for what
// it may mean.
constexpr std::size_t longest_line = 1000;  // bytes
constexpr std::size_t most_words = 60;      // of a line, whose beginning is searched for
constexpr std::size_t most_lines = 2000;

constexpr std::string_view blank = " \t";
constexpr std::string_view line_ends = "\r\n";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// With its remark as the line before it: behind it stands a comment already, which may be an exception.
std::string with_remark_before(const std::string& answer) {
  const std::size_t ends = std::min(answer.find('\n'), answer.size());
  const std::size_t remark = before_comment(std::string_view(answer).substr(0, ends));
  if (remark == 0 || remark == ends) return answer;
  return fmt::format("{}\n{}{}", answer.substr(remark, ends - remark),
                     trimmed(std::string_view(answer).substr(0, remark)), answer.substr(ends));
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + by.size()))
    text.replace(at, what.size(), by);
  return text;
}

/// An answer of two lines as a message says it.
std::string shown(const std::string& answer) { return replaced(answer, "\n", "` and `"); }

}  // namespace

std::string in_its_place(const std::string& line, Within within) {
  switch (within) {
    case Within::file: return line + "\n}\n";
    case Within::team: return "team \"T\" {\n" + line + "\n}\n";
    case Within::choice: return "team \"T\" {\nchoice weekly {\n" + line + "\n}\n}\n";
    case Within::plan: return "plan \"P\" {\n" + line + "\n}\n";
    default: return line;
  }
}

/// Empty for a longer one than is spelled anew.
OtherLines::Place OtherLines::whole_line_at(std::uint32_t offset) const {
  const std::size_t at = std::clamp<std::size_t>(offset, part_.begin, part_.end);
  const std::size_t earliest = at - std::min<std::size_t>(at - part_.begin, longest_line);
  const std::size_t before = text_.substr(earliest, at - earliest).find_last_of(line_ends);
  if (before == std::string_view::npos && earliest > part_.begin) return {};
  const std::size_t start = before == std::string_view::npos ? earliest : earliest + before + 1;
  std::string_view line =
      text_.substr(start, std::min<std::size_t>(longest_line, part_.end - start));
  const std::size_t stop = line.find_first_of(line_ends);
  if (stop == std::string_view::npos && start + line.size() < part_.end) return {};
  line = line.substr(0, stop);
  line = line.substr(0, before_comment(line));
  const std::size_t first = line.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  const std::size_t last = line.find_last_not_of(blank);
  return {static_cast<std::uint32_t>(start + first), static_cast<std::uint32_t>(start + last + 1)};
}

namespace {

Within opened_by(std::string_view head, Within around) {
  if (head == "plan" || head == "vacant") return Within::plan;
  if (head == "team") return Within::team;
  if (head == "choice" && around == Within::team) return Within::choice;
  if (head == "rules") return Within::rules;
  if (head == "rule") return Within::rule;
  if (head == "setting") return Within::setting;
  if (head == "pack") return Within::pack;
  return Within::file;  // an example of a rule
}

}  // namespace

/// The statement around `offset`: what stands between braces on its line, with the `{` that it opens.
OtherLines::Place OtherLines::line_at(std::uint32_t offset) const {
  const Place line = whole_line_at(offset);
  std::uint32_t begin = line.begin;
  std::uint32_t end = line.end;
  bool quoted = false;
  for (std::uint32_t at = line.begin; at < line.end; ++at) {
    const char c = text_[at];
    if (c == '"') quoted = !quoted;
    if (quoted || (c != '{' && c != '}')) continue;
    if (at < offset) {
      begin = at + 1;
    } else {
      end = c == '{' ? at + 1 : at;
      break;
    }
  }
  while (begin < end && blank.find(text_[begin]) != std::string_view::npos) ++begin;
  while (begin < end && blank.find(text_[end - 1]) != std::string_view::npos) --end;
  return {begin, end};
}

/// Whether the statement goes on after the line, or began before it.
bool OtherLines::is_part_of_a_statement(const Place& line) const {
  if (text_[line.end - 1] == ',') return true;
  if (line.begin != whole_line_at(line.begin).begin) return false;
  std::uint32_t at = line.begin;
  while (true) {
    const std::size_t before =
        at == 0 ? std::string_view::npos : text_.find_last_of(line_ends, at - 1);
    if (before == std::string_view::npos || before < part_.begin) return false;
    at = static_cast<std::uint32_t>(before);
    const Place previous = whole_line_at(at);
    if (previous.end > previous.begin) return text_[previous.end - 1] == ',';
  }
}

Within OtherLines::within(std::uint32_t line_begin) {
  if (braces_.empty()) note_braces();
  return std::prev(braces_.upper_bound(line_begin))->second;
}

void OtherLines::note_braces() {
  std::vector<Within> open{Within::file};
  braces_[0] = open.back();
  for (std::size_t at = part_.begin; at < part_.end;) {
    const Place line = whole_line_at(static_cast<std::uint32_t>(at));
    std::string head;
    for (const Lexeme& lexeme : lexemes(text_.substr(line.begin, line.end - line.begin))) {
      if (head.empty()) head = lexeme.low;
      if (lexeme.is("{")) open.push_back(opened_by(head, open.back()));
      if (lexeme.is("}") && open.size() > 1) open.pop_back();
      if (!lexeme.is("{") && !lexeme.is("}")) continue;
      head.clear();
      braces_[line.begin + lexeme.end] = open.back();
    }
    const std::size_t end = text_.find_first_of(line_ends, at);
    if (end == std::string_view::npos) break;
    at = end + 1;
  }
}

namespace {

/// A clinician writes these lines; a rule is for whoever has read its manual.
bool is_in_plain_words(Within within) {
  return within == Within::team || within == Within::choice || within == Within::plan;
}

/// `plan … {`
bool is_head(std::string_view line, Within where) {
  const auto words = lexemes(line);
  return where == Within::file && !words.empty() && words.back().is("{") &&
         (words.front().is("plan") || words.front().is("team"));
}

}  // namespace

namespace {

/// `mon am core`: work without its hours, which the grammar takes.
bool says_how_long(std::string_view line, Within where) {
  const auto words = lexemes(line);
  const bool work = where == Within::plan && is_of_a_day(words);
  return !work || line.ends_with(" off") ||
         std::any_of(words.begin() + 1, words.end(),
                     [](const Lexeme& word) { return word.is_number(); });
}

}  // namespace

namespace {

/// Neither a part of a word or an amount, nor what says how often, how many or which of two.
bool may_be_a_remark(const std::vector<Lexeme>& words, std::size_t first, std::size_t next,
                     Within where) {
  static const std::vector<std::string_view> of_the_week{
      "week",  "weeks",     "wk",          "wks",         "fortnight", "month", "months", "or",
      "other", "alternate", "alternating", "alternately", "to",        "until", "till"};
  const auto splits = [&](std::size_t at) {
    return at < words.size() && at > 0 && words[at].joined && words[at].is_word();
  };
  if (splits(first) || splits(next)) return false;
  bool says_more = false;
  for (std::size_t i = first; i < next; ++i) {
    const bool amount = i + 1 < words.size() && !unit_of(words[i + 1].low).empty();
    if (words[i].is_number() && (amount || where != Within::plan)) return false;
    if (words[i].kind == Lexeme::Kind::quoted && where != Within::plan) return false;  // a name
    const bool plain = words[i].is_word() && !is_one_of(of_the_week, words[i].low);
    says_more = says_more || plain || words[i].is("=") || words[i].kind == Lexeme::Kind::quoted;
  }
  return says_more;
}

}  // namespace

/// The line without the fewest words that nobody understands, the last of them if there are several.
std::optional<Diagnostic> OtherLines::explain_without_words(
    const Place& place, Within where, const InTheLanguage& is_in_the_language) const {
  const std::string_view line = text_.substr(place.begin, place.end - place.begin);
  const auto words = lexemes(line);
  constexpr std::size_t most_to_leave_out = 8;
  constexpr std::size_t longest_to_search = 24;
  if (words.size() > longest_to_search) return std::nullopt;
  for (std::size_t count = 1; count <= most_to_leave_out && count < words.size(); ++count) {
    for (std::size_t first = words.size() - count;; --first) {
      const std::size_t next = first + count;
      const auto from = words.begin() + static_cast<std::ptrdiff_t>(first);
      const auto to = from + static_cast<std::ptrdiff_t>(count);
      const bool counts =
          std::any_of(from, to, [](const Lexeme& word) { return word.is_number(); }) &&
          std::none_of(from, to, [](const Lexeme& word) { return word.is_word(); });
      const bool says_more =
          count == 1 && (!half_of(from->low).empty() || !unit_of(from->low).empty() ||
                         !day_of(from->low).empty() || from->is("x") || from->is("not") ||
                         from->is("no") || from->is("week") || from->is("weeks"));
      const bool signs = std::none_of(from, to, [](const Lexeme& word) {
        return word.is_word() || word.is_number() || word.kind == Lexeme::Kind::quoted;
      });
      const std::string_view before = trimmed(line.substr(0, words[first].begin));
      const std::string_view after =
          next < words.size() ? line.substr(words[next].begin) : std::string_view();
      const Spelling spelling = respell(trimmed(fmt::format("{} {}", before, after)), where);
      const std::string kept = to_line(spelling.words);
      if (!counts && !says_more && may_be_a_remark(words, first, next, where) &&
          !spelling.words.empty() && is_in_the_language(kept, where)) {
        const std::string_view said =
            line.substr(words[first].begin, words[next - 1].end - words[first].begin);
        const Span span{file_, place.begin + words[first].begin, place.begin + words[next - 1].end};
        const bool alone = signs && said.find('?') == std::string_view::npos;  // `-`, and no remark
        std::string remark = alone ? kept : fmt::format("{}   # {}", kept, said);
        if (has_a_comment_behind(place.end)) remark = with_remark_before(remark);
        Diagnostic diagnostic =
            make(Builtin::unexpected_text, span,
                 before.empty() ? fmt::format("`{}` is not understood before `{}`", said, after)
                                : fmt::format("`{}` is not understood after `{}`", said, before),
                 fmt::format("write `{}`{}", shown(remark), alone ? "" : " if it is a remark"));
        diagnostic.fixes.push_back({fmt::format("write `{}`", shown(remark)),
                                    false,
                                    {{{file_, place.begin, place.end},
                                      replaced(remark, "\n", "\n" + indent_of(place.begin))}}});
        return diagnostic;
      }
      if (first == 0) break;
    }
  }
  return std::nullopt;
}

/// `foo bar`, in a plan: it may be work, or a remark.
std::string OtherLines::help_of_work(std::string_view line, Within where,
                                     const InTheLanguage& is_in_the_language) {
  if (where != Within::plan) return {};
  const std::string work = to_line(respell(fmt::format("mon am {} 1h", line), where).words);
  if (work.empty() || !is_in_the_language(work, where)) return {};
  return fmt::format(
      "if it is work, write its day and how long it is, such as `{}`; if it is a remark, write `# {}`",
      work, line);
}

namespace {

std::string how_to_write(Within where, std::string_view word) {
  if (where == Within::plan)
    return "write each piece of work with its hours, how often it is, and a comma before the next "
           "one, such as `mon am core 2h every 2 weeks, big admin 1h`";
  const Statement* statement = find_statement(where, word);
  return statement == nullptr ? std::string(lines_of(where))
                              : fmt::format("write it like `{}`", statement->example);
}

}  // namespace

/// How far the line is understood, or how a line that begins so is written.
Diagnostic OtherLines::explain(const Place& place, Within where,
                               const InTheLanguage& is_in_the_language) const {
  const std::string_view line = text_.substr(place.begin, place.end - place.begin);
  const auto words = lexemes(line);
  if (where != Within::plan) {
    if (auto without = explain_without_words(place, where, is_in_the_language)) return *without;
  }
  for (std::size_t kept = std::min(words.size() - 1, most_words); kept > 1; --kept) {
    const std::string_view before = trimmed(line.substr(0, words[kept].begin));
    const Spelling spelling = respell(before, where);
    const std::string understood = to_line(spelling.words);
    if (spelling.words.empty() || !spelling.doubts.empty() ||
        !is_in_the_language(understood, where))
      continue;
    const Span rest{file_, place.begin + words[kept].begin, place.end};
    return make(Builtin::unexpected_text, rest,
                fmt::format("`{}` is not understood after `{}`", line.substr(words[kept].begin),
                            understood),
                !says_how_long(understood, where)
                    ? fmt::format("write how long it is, such as `{} 3.5h`", understood)
                : may_be_a_remark(words, kept, words.size(), where)
                    ? fmt::format("write `{}   # {}` if it is a remark", understood,
                                  line.substr(words[kept].begin))
                    : how_to_write(where, words[0].low));
  }
  const Span first{file_, place.begin + words.front().begin, place.begin + words.front().end};
  if (const Statement* statement = find_statement(where, words.front().low)) {
    const Span rest{file_, words.size() > 1 ? place.begin + words[1].begin : first.begin,
                    words.size() > 1 ? place.end : first.end};
    return make(Builtin::unexpected_text, rest,
                words.size() > 1
                    ? fmt::format("`{}` is not understood after `{}`",
                                  trimmed(line.substr(words[1].begin)), words.front().text)
                    : fmt::format("`{}` says nothing more", words.front().text),
                fmt::format("write it like `{}`", statement->example));
  }
  const std::string help = help_of_work(line, where, is_in_the_language);
  const bool may_be_a_remark = is_in_plain_words(where) && line.find_first_of("{}") == line.npos;
  std::string said = help.empty() ? std::string(lines_of(where)) : help;
  if (may_be_a_remark && help.empty()) said += "; if the line is a remark, put `# ` before it";
  Diagnostic diagnostic =
      make(Builtin::unexpected_text, first,
           fmt::format("`{}` does not begin {}", words.front().text, line_of(where)), said);
  if (may_be_a_remark)
    diagnostic.fixes.push_back(
        {"put `# ` before the line", false, {{{file_, place.begin, place.begin}, "# "}}});
  return diagnostic;
}

namespace {

/// Whether each work of a day's line has a name, and no half of a sentence instead.
bool names_its_work(std::string_view line) {
  const std::vector<Lexeme> words = lexemes(line);
  return words.size() <= 2 || !is_of_a_day(words) ||
         std::none_of(words.begin() + 2, words.end(),
                      [](const Lexeme& word) { return word.is_word() && is_prose(word.low); });
}

/// An answer as it can stand in the file, each of its lines in the one look.
class Answers {
 public:
  Answers(Within where, const OtherLines::InTheLanguage& is_in_the_language)
      : where_(where), is_in_the_language_(is_in_the_language) {}

  struct Kept {
    bool as_they_were = true;
    bool taken_apart = false;  // for lack of another way to understand one of them
  };
  /// Leaves out those that cannot stand.
  Kept keep_what_stands(std::vector<std::string>& answers) {
    std::vector<std::string> standing;
    taken_apart_ = false;
    for (const std::string& answer : answers) {
      const auto line = stands(answer, deepest);
      if (line && std::find(standing.begin(), standing.end(), *line) == standing.end())
        standing.push_back(*line);
    }
    const Kept kept{standing == answers, taken_apart_};
    answers = std::move(standing);
    return kept;
  }

  /// In the language, with names for its work.
  [[nodiscard]] bool reads(const std::string& line) const {
    return is_in_the_language_(line, where_) && (where_ != Within::plan || names_its_work(line));
  }

 private:
  static constexpr int deepest = 3;  // questions behind questions

  [[nodiscard]] std::optional<std::string> stands(const std::string& answer, int deep) {
    const bool is_block = answer.find('{') != std::string::npos;
    if (where_ == Within::file || is_block)
      return is_in_the_language_(answer, where_) ? std::optional(answer) : std::nullopt;
    std::string all;
    bool any = false;
    for (std::size_t begin = 0; begin <= answer.size();) {
      const std::size_t end = std::min(answer.find('\n', begin), answer.size());
      const std::string line(trimmed(std::string_view(answer).substr(begin, end - begin)));
      const auto standing = line_that_stands(line, deep);
      any = any || standing.has_value();
      if (!all.empty()) all += "\n";
      all += standing ? *standing : "# " + line;
      begin = end + 1;
    }
    return any ? std::optional(all) : std::nullopt;
  }

  [[nodiscard]] std::optional<std::string> line_that_stands(const std::string& line, int deep) {
    const std::size_t said = before_comment(line);
    const std::string text(trimmed(std::string_view(line).substr(0, said)));
    const std::string remark = line.substr(said);
    if (text.empty()) return line;
    const Spelling read = respell(text, where_);
    if (!read.words.empty() && reads(to_line(read.words)))
      return with_remark(to_line(read.words), remark);
    if (reads(text)) return line;
    if (deep == 0) return std::nullopt;
    if (!read.answers.empty()) {
      if (const auto first = stands(read.answers.front(), deep - 1))
        return with_remark(*first, remark);
    }
    taken_apart_ = true;
    const Spelling apart = take_apart(text, where_);
    if (apart.answers.empty()) return std::nullopt;
    const auto first = stands(apart.answers.front(), deep - 1);
    return first ? std::optional(with_remark(*first, remark)) : std::nullopt;
  }

  /// One remark behind the first line; `# ` begins it.
  static std::string with_remark(std::string answer, const std::string& remark) {
    if (remark.empty()) return answer;
    const std::size_t ends = std::min(answer.find('\n'), answer.size());
    const bool has_one = before_comment(answer.substr(0, ends)) < ends;
    answer.insert(ends, has_one ? ", " + remark.substr(std::min<std::size_t>(2, remark.size()))
                                : "   " + remark);
    return answer;
  }

  Within where_;
  const OtherLines::InTheLanguage& is_in_the_language_;
  bool taken_apart_ = false;
};

}  // namespace

Spelling OtherLines::understood(std::string_view line, Within where,
                                const InTheLanguage& is_in_the_language) {
  Answers answers(where, is_in_the_language);
  Spelling spelling = respell(line, where);
  if (!spelling.words.empty() && answers.reads(to_line(spelling.words))) return spelling;
  const bool only_told = !spelling.question.empty() && spelling.answers.empty();
  const Answers::Kept kept = answers.keep_what_stands(spelling.answers);
  if (!kept.as_they_were) spelling.help.clear();
  const bool asked = !spelling.answers.empty() && !spelling.answers.front().starts_with('#');
  if (only_told || (asked && !kept.taken_apart)) return spelling;
  Spelling apart = take_apart(line, where);
  (void)answers.keep_what_stands(apart.answers);
  const bool told = apart.answers.empty() && !apart.help.empty();
  if (told || (!apart.answers.empty() && !apart.answers.front().starts_with('#'))) return apart;
  return asked ? spelling : Spelling{};
}

bool OtherLines::add(const std::vector<Diagnostic>& diagnostics,
                     const InTheLanguage& is_in_the_language) {
  bool fresh = false;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (!may_be_a_spelling(diagnostic)) continue;
    const Place place = line_at(diagnostic.span.begin);
    if (place.end <= place.begin || tried_.size() == most_lines ||
        !tried_.insert(place.begin).second)
      continue;
    if (is_part_of_a_statement(place)) continue;
    const Within where = within(place.begin);
    const std::string_view line = text_.substr(place.begin, place.end - place.begin);
    Spelling spelling = understood(line, where, is_in_the_language);
    if (!spelling.question.empty()) {
      questions_[place.begin] = std::move(spelling);
      continue;
    }
    const bool wrong_around_it =
        !spelling.words.empty() && is_in_the_language(std::string(line), where);
    if (wrong_around_it) continue;
    if (spelling.words.empty()) {
      if ((is_in_plain_words(where) || is_head(line, where)) && !lexemes(line).empty())
        unread_[place.begin] = explain(place, where, is_in_the_language);
      continue;
    }
    lines_.push_back({place.begin, place.end, spelling.words});
    if (!spelling.doubts.empty()) likely_[place.begin] = std::move(spelling);
    fresh = true;
  }
  std::sort(lines_.begin(), lines_.end(),
            [](const auto& a, const auto& b) { return a.begin < b.begin; });
  return fresh;
}

namespace {

bool is_all_a_remark(const std::string& answer) {
  return answer.starts_with('#') && answer.find('\n') == std::string::npos;
}

std::string help_of(const Spelling& spelling) {
  if (!spelling.help.empty()) return spelling.help;
  std::vector<std::string> answers;
  for (const std::string& answer : spelling.answers) {
    if (!is_all_a_remark(answer)) answers.push_back(shown(answer));
  }
  const bool of_two_lines = std::any_of(answers.begin(), answers.end(), [](const auto& answer) {
    return answer.find("` and `") != std::string::npos;
  });
  const bool may_be_a_remark = answers.size() < spelling.answers.size();
  return fmt::format(
      "write `{}`{}", fmt::join(answers, of_two_lines ? "`, or `" : "` or `"),
      may_be_a_remark ? ", or put `# ` before the line if all of it is a remark" : "");
}

}  // namespace

/// A line that is asked about says nothing yet, whatever the grammar could take of it.
void OtherLines::leave_out_asked(ast::File& file) const {
  if (questions_.empty()) return;
  const auto leave_out = [&](auto& of) {
    const auto left_out = std::erase_if(of.statements, [&](const auto& statement) {
      const Span span = std::visit([](const auto& each) { return each.span; }, statement);
      return questions_.contains(line_at(span.begin).begin);
    });
    of.damaged = of.damaged || left_out > 0;
  };
  for (ast::Item& item : file.items) {
    if (auto* plan = std::get_if<ast::Plan>(&item)) leave_out(*plan);
    if (auto* team = std::get_if<ast::Team>(&item)) leave_out(*team);
  }
}

bool OtherLines::has_a_comment_behind(std::uint32_t end) const {
  const std::size_t more = text_.find_first_not_of(blank, end);
  return more != std::string_view::npos && text_[more] == '#';
}

/// The spaces before a line's first word.
std::string OtherLines::indent_of(std::uint32_t begin) const {
  const std::size_t before = text_.substr(0, begin).find_last_not_of(blank);
  const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
  return std::string(text_.substr(start, begin - start));
}

void OtherLines::report(Parsed& parsed) const {
  for (const ReadText::Line& line : lines_) {
    const Span span{file_, line.begin, line.end};
    const std::string text = to_line(line.words);
    const auto doubtful = likely_.find(line.begin);
    if (doubtful == likely_.end()) {
      parsed.spellings.push_back({span, text});
      continue;
    }
    const auto& doubts = doubtful->second.doubts;
    const bool only_a_date = doubtful->second.of_a_date && doubts.size() == 1;
    Diagnostic diagnostic =
        make(only_a_date ? Builtin::date_form : Builtin::likely_meaning, span,
             fmt::format("{}, so this is read as `{}`", fmt::join(doubts, ", and "), text),
             fmt::format("write `{}`", text));
    diagnostic.fixes.push_back({fmt::format("write `{}`", text), true, {{span, text}}});
    parsed.diagnostics.push_back(std::move(diagnostic));
  }
  std::set<std::uint32_t> explained;
  for (Diagnostic& found : parsed.diagnostics) {
    const auto better = unread_.find(line_at(found.span.begin).begin);
    if (better == unread_.end() || !found.of_the_grammar) continue;
    found = better->second;
    explained.insert(better->first);
  }
  std::erase_if(parsed.diagnostics, [&](const Diagnostic& found) {
    const auto better = unread_.find(line_at(found.span.begin).begin);
    return better != unread_.end() && explained.contains(better->first) &&
           may_be_a_spelling(found) && found.message != better->second.message;
  });
  std::erase_if(parsed.diagnostics, [&](const Diagnostic& diagnostic) {
    return may_be_a_spelling(diagnostic) &&
           questions_.contains(line_at(diagnostic.span.begin).begin);
  });
  leave_out_asked(parsed.file);
  for (const auto& [begin, question] : questions_) {
    const Span span{file_, begin, line_at(begin).end};
    Spelling spelling = question;
    if (has_a_comment_behind(span.end)) {
      for (std::string& answer : spelling.answers) answer = with_remark_before(answer);
    }
    Diagnostic diagnostic = make(spelling.of_a_date ? Builtin::date_form : Builtin::unexpected_text,
                                 span, spelling.question, help_of(spelling));
    for (const std::string& answer : spelling.answers)
      diagnostic.fixes.push_back({is_all_a_remark(answer)
                                      ? "put `# ` before the line"
                                      : fmt::format("write `{}`", shown(answer)),
                                  false,
                                  {{span, replaced(answer, "\n", "\n" + indent_of(begin))}}});
    parsed.diagnostics.push_back(std::move(diagnostic));
  }
}

}  // namespace capalint::syntax
