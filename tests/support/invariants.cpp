#include "support/invariants.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "balance/compare.h"
#include "format/format.h"
#include "format/words.h"
#include "render/fingerprint.h"
#include "render/formats.h"
#include "syntax/dump.h"
#include "syntax/lex.h"

using namespace capalint;

namespace {

std::vector<std::string> only_in(const std::vector<std::string>& these,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> only;
  std::set_difference(these.begin(), these.end(), others.begin(), others.end(),
                      std::back_inserter(only));
  return only;
}

class Checks {
 public:
  void that(bool holds, std::string_view what, std::string_view of = {}) {
    if (!holds) problems_.push_back(fmt::format("{}{}{}", what, of.empty() ? "" : ": ", of));
  }
  [[nodiscard]] Problems problems() { return std::move(problems_); }

 private:
  Problems problems_;
};

// ---- findings ------------------------------------------------------------------------------------

bool is_inside(const Sources& sources, Span span) {
  return !span.valid() || (span.file < sources.size() && span.begin <= span.end &&
                           span.end <= sources[span.file].text().size());
}

void check_places(const Sources& sources, const Diagnostic& found, Checks& check) {
  const auto inside = [&](Span span, const char* what) {
    check.that(is_inside(sources, span), what, found.code + " " + found.message);
  };
  inside(found.span, "a finding outside its file");
  for (const Label& label : found.labels) inside(label.span, "a label outside its file");
  for (const Fix& fix : found.fixes) {
    for (const Edit& edit : fix.edits) inside(edit.span, "an edit outside its file");
  }
}

}  // namespace

Problems problems_of_findings(const Sources& sources, const Analysis& analysis) {
  Checks check;
  const auto& diagnostics = analysis.diagnostics;
  for (const Diagnostic& found : diagnostics) {
    check_places(sources, found, check);
    check.that(!found.code.empty(), "a finding without a code", found.message);
    check.that(!found.message.empty(), "a finding without a message", found.code);
    check.that(found.message.find('\n') == std::string::npos, "a message of several lines",
               found.message);
  }
  check.that(std::is_sorted(diagnostics.begin(), diagnostics.end(),
                            [](const Diagnostic& a, const Diagnostic& b) {
                              return std::tie(a.span.file, a.span.begin) <
                                     std::tie(b.span.file, b.span.begin);
                            }),
             "findings are not in the order of their places");
  Report report;
  report.sections.push_back({.workspace = ".", .sources = &sources, .diagnostics = diagnostics});
  for (FileId id = 0; id < sources.size(); ++id) report.sections.front().files.push_back(id);
  for (const char* format : {"json", "sarif"})
    check.that(nlohmann::json::accept(find_format(format)->render(report, {})), "no JSON", format);
  check.that(find_format("text")->render(report, {}).empty() == diagnostics.empty(),
             "text says nothing of findings, or something of none");
  return check.problems();
}

// ---- fixes ---------------------------------------------------------------------------------------

namespace {

std::size_t syntax_errors(const Analysis& analysis) {
  std::size_t count = 0;
  for (const ParsedFile& file : analysis.files) {
    count += static_cast<std::size_t>(
        std::count_if(file->diagnostics.begin(), file->diagnostics.end(), &is_syntax_error));
  }
  return count;
}

std::size_t errors(const Analysis& analysis) {
  return static_cast<std::size_t>(
      std::count_if(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                    [](const Diagnostic& each) { return each.level == Level::error; }));
}

bool all_judged(const Model& model) {
  const auto damaged = [](const auto& each) { return each.damaged; };
  return !model.damaged && std::none_of(model.plans.begin(), model.plans.end(), damaged) &&
         std::none_of(model.teams.begin(), model.teams.end(), damaged);
}

bool all_complete(const Model& model) {
  return all_judged(model) && std::none_of(model.teams.begin(), model.teams.end(),
                                           [](const Team& team) { return team.incomplete; });
}

/// By what a finding is known again: its rule, and the person, the team or the file that it is about.
std::string kind_of(const Diagnostic& found) {
  return fmt::format("{} {} {}", found.code, found.subject,
                     found.subject.empty() ? found.span.file : 0);
}

std::map<std::string, std::size_t> kinds_in(const Analysis& analysis) {
  std::map<std::string, std::size_t> kinds;
  for (const Diagnostic& each : analysis.diagnostics) ++kinds[kind_of(each)];
  return kinds;
}

/// The worst level among what was mended; nothing when what was not read is among it, which says what nobody knew.
std::optional<Level> worst_mended(const Analysis& before, const Fixed& fixed) {
  Level worst = Level::off;
  for (const TriedFix& tried : fixed.tried) {
    if (!tried.undone.empty()) continue;
    const auto mended = std::find_if(
        before.diagnostics.begin(), before.diagnostics.end(),
        [&](const Diagnostic& each) { return each.code == tried.code && each.rule == tried.rule; });
    if (mended == before.diagnostics.end() || mended->unread) return std::nullopt;
    worst = std::min(worst, mended->level);
  }
  return worst;
}

void check_added(const Analysis& before, const Fixed& fixed, Checks& check) {
  if (!all_complete(before.model) || !all_complete(fixed.analysis.model)) return;
  const std::optional<Level> worst = worst_mended(before, fixed);
  if (!worst) return;
  auto known = kinds_in(before);
  const auto after = kinds_in(fixed.analysis);
  for (const Diagnostic& each : fixed.analysis.diagnostics) {
    const std::string kind = kind_of(each);
    check.that(each.level > *worst || after.at(kind) <= known[kind],
               "fixing adds a finding as bad as what it mends", each.code + " " + each.message);
  }
}

bool is_exception(const std::string& comment) { return comment.find("capa:") != std::string::npos; }

/// What a line goes on with may become a remark before its comment, which is then the end of that. An exception may
/// get a rule's name mended; one that covers nothing is a comment as well, and may be deleted when somebody wants that.
void check_comments(const Sources& before, const Fixed& fixed, bool exceptions_stay,
                    Checks& check) {
  for (FileId id = 0; id < before.size(); ++id) {
    const auto comments = comments_in(std::string(before[id].text()));
    const auto after = comments_in(std::string(fixed.sources[id].text()));
    const bool all_exceptions = std::count_if(after.begin(), after.end(), is_exception) ==
                                std::count_if(comments.begin(), comments.end(), is_exception);
    for (const std::string& comment : only_in(comments, after)) {
      const bool kept = std::any_of(after.begin(), after.end(), [&](const std::string& each) {
        return each.ends_with(comment);
      });
      check.that(is_exception(comment) ? all_exceptions || !exceptions_stay : kept,
                 "fixing deletes a comment", comment);
    }
  }
}

}  // namespace

Problems problems_of_fixes(const Sources& sources, const Analysis& analysis,
                           const AnalysisOptions& options) {
  Checks check;
  const auto& diagnostics = analysis.diagnostics;
  if (std::all_of(diagnostics.begin(), diagnostics.end(),
                  [](const Diagnostic& each) { return each.fixes.empty(); }))
    return {};
  const WantFix any = [](const Sources&, const Diagnostic&, const Fix&) { return true; };
  for (const bool all : {false, true}) {
    const Fixed fixed = fix_all(sources, options, all ? any : WantFix(&is_safe));
    check.that(fixed.settled, "fixes do not come to an end");
    check.that(syntax_errors(fixed.analysis) <= syntax_errors(analysis),
               "less can be read after fixing");
    if (all_judged(analysis.model))
      check.that(errors(fixed.analysis) <= errors(analysis), "there are more errors after fixing");
    check_added(analysis, fixed, check);
    check_comments(sources, fixed, !all, check);
  }
  return check.problems();
}

// ---- the look ------------------------------------------------------------------------------------

namespace {

std::string trimmed(std::string_view line) {
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  line.remove_prefix(begin);
  while (line.ends_with(' ') || line.ends_with('\t') || line.ends_with('\r')) line.remove_suffix(1);
  return std::string(line.ends_with("\u00A0") ? trimmed(line.substr(0, line.size() - 2)) : line);
}

// `day mon am` of a day line; lines of one half keep their order. Exceptions in comments move with
// the lines that they stand on.
std::string place_in_week(const std::string& line) {
  const std::string text = trimmed(line);
  if (text.starts_with("comment ")) return text;
  return text.starts_with("day ") ? text.substr(0, text.find(": ")) : "";
}

void add_meaning(const Source& source, const Parsed& parsed, std::vector<std::string>& all) {
  std::vector<std::string> lines = lines_of(dump(parsed.file));
  for (auto first = lines.begin(); first != lines.end();) {
    const auto last = std::find_if(
        first, lines.end(), [](const std::string& line) { return place_in_week(line).empty(); });
    std::stable_sort(first, last, [](const std::string& a, const std::string& b) {
      return place_in_week(a) < place_in_week(b);
    });
    first = last == lines.end() ? last : last + 1;
  }
  all.insert(all.end(), lines.begin(), lines.end());

  const auto examples = [&](const ast::Rule& rule) {
    for (const ast::Example& example : rule.examples) {
      add_meaning(source, parse_part(0, source, example.body), all);
    }
  };
  for (const ast::Item& item : parsed.file.items) {
    if (const auto* rule = std::get_if<ast::Rule>(&item)) examples(*rule);
    if (const auto* rules = std::get_if<ast::Rules>(&item)) {
      for (const ast::RulesStatement& statement : rules->statements) {
        if (const auto* rule = std::get_if<ast::Rule>(&statement)) examples(*rule);
      }
    }
  }
}

std::vector<std::string> meaning_of(const std::string& text) {
  const Source source("test.capa", text);
  std::vector<std::string> lines;
  add_meaning(source, parse(0, source), lines);
  return lines;
}

void check_look(const std::string& text, Checks& check) {
  const bool crlf = text.find('\r') != std::string::npos;
  bool blank = true;  // none at the start
  for (const std::string& line : lines_of(text)) {
    check.that(!crlf || line.ends_with('\r'), "a line that ends otherwise", line);
    const std::string plain = line.substr(0, line.size() - (crlf ? 1 : 0));
    check.that(plain.find('\r') == std::string::npos, "a carriage return in a line", line);
    check.that(!plain.ends_with(' ') && !plain.ends_with('\t'), "a space at a line's end", line);
    check.that(!blank || !plain.empty(), "two blank lines, or one at the beginning");
    blank = plain.empty();
  }
  check.that(text.empty() || text.ends_with('\n') || text == "\xEF\xBB\xBF",
             "no line end at the end");
}

}  // namespace

std::vector<std::string> comments_in(const std::string& text) {
  const Source source("test.capa", text);
  std::vector<std::string> comments;
  for (const Token& token : lex(0, source)) {
    if (token.kind == TokenKind::comment) comments.push_back(trimmed(token.text));
  }
  std::sort(comments.begin(), comments.end());
  return comments;
}

std::optional<Problems> problems_of_look(const std::string& text) {
  const auto look_of = [](const std::string& of) { return format(0, Source("test.capa", of)); };
  Checks check;
  const Formatted once = look_of(text);
  if (!once.refusals.empty()) {
    if (once.text == text) return std::nullopt;
    return Problems{"what is refused has changed"};
  }
  const Formatted twice = look_of(once.text);
  check.that(twice.refusals.empty(), "what was formatted is refused");
  check.that(twice.text == once.text, "formatting again changes the text", twice.text);
  check.that(meaning_of(once.text) == meaning_of(text), "formatting changes what is said",
             once.text);
  check.that(comments_in(once.text) == comments_in(text), "formatting changes comments", once.text);
  check_look(once.text, check);
  return check.problems();
}

// ---- what is found, wherever it stands -----------------------------------------------------------

namespace {

/// What was found in a workspace, without its places, and what its numbers are.
struct Found {
  Sources sources;
  Analysis analysis;
  std::vector<std::string> findings;      // in alphabetical order
  std::vector<std::string> fingerprints;  // likewise
};

/// With what it quotes of a file as fmt writes it.
std::string neat(const std::string& message) {
  std::string result;
  for (std::size_t start = 0; start <= message.size();) {
    const std::size_t end = std::min(message.find('`', start), message.size());
    const std::string part = message.substr(start, end - start);
    const bool quoted = start > 0 && std::count(result.begin(), result.end(), '`') % 2 == 1;
    result += (quoted ? canonical_words(part) : part) + (end < message.size() ? "`" : "");
    start = end + 1;
  }
  return result;
}

std::string all_of(const Diagnostic& found) {
  std::string text =
      fmt::format("{} {} {}: {}\n  about {}, {}\n  help: {}", to_string(found.level), found.code,
                  found.rule, neat(found.message), found.subject, found.where, neat(found.help));
  for (const Distance& each : found.distances)
    text += fmt::format("\n  off by {} {}", each.exact, each.unit);
  for (const TracedValue& each : found.values)
    text += fmt::format("\n  {} {} = {} {}", each.name, each.label, each.value, each.exact);
  std::multiset<std::string> labels;
  for (const Label& label : found.labels) labels.insert("\n  label: " + label.message);
  for (const std::string& label : labels) text += label;
  for (const Fix& fix : found.fixes)
    text += fmt::format("\n  {} fix: {}", fix.safe ? "safe" : "suggested", fix.title);
  return text;
}

void note(Found& found) {
  const Analysis& analysis = found.analysis;
  for (const Diagnostic& each : analysis.diagnostics) found.findings.push_back(all_of(each));
  for (const Suppressed& each : analysis.suppressed)
    found.findings.push_back("allowed because " + each.reason + ": " + all_of(each.diagnostic));
  Report report;
  report.sections.push_back({.workspace = ".",
                             .sources = &found.sources,
                             .diagnostics = analysis.diagnostics,
                             .suppressed = analysis.suppressed});
  for (FileId id = 0; id < found.sources.size(); ++id) report.sections.front().files.push_back(id);
  const Fingerprints marks = fingerprints(report).front();
  const auto add = [&](const std::string& mark, const Diagnostic& of) {
    found.fingerprints.push_back(
        fmt::format("{} {} {} {} {}", of.code, of.subject, of.where, of.message, mark));
  };
  for (std::size_t i = 0; i < analysis.diagnostics.size(); ++i)
    add(marks.diagnostics[i], analysis.diagnostics[i]);
  for (std::size_t i = 0; i < analysis.suppressed.size(); ++i)
    add(marks.suppressed[i], analysis.suppressed[i].diagnostic);
  std::sort(found.findings.begin(), found.findings.end());
  std::sort(found.fingerprints.begin(), found.fingerprints.end());
}

/// Views in it point into its sources, so it is made where it stays.
void find_in(const Texts& texts, Found& found) {
  found.sources = sources_of(texts);
  found.analysis = analyse(found.sources, options());
  note(found);
}

}  // namespace

Problems differences(const Texts& before, const Texts& after, bool same_files) {
  Found one;
  Found other;
  find_in(before, one);
  find_in(after, other);
  Checks check;
  for (const std::string& finding : only_in(one.findings, other.findings))
    check.that(false, "only before", finding);
  for (const std::string& finding : only_in(other.findings, one.findings))
    check.that(false, "only after", finding);
  for (const TeamChange& team :
       compare(balances_of(one.analysis.model), balances_of(other.analysis.model))) {
    for (const FigureChange& figure : team.figures)
      check.that(false, "another number", team.team + " " + figure.key);
    for (const ClinicianChange& who : team.clinicians) {
      for (const FigureChange& figure : who.figures)
        check.that(false, "another number", who.name + " " + figure.key);
    }
  }
  if (same_files && one.findings == other.findings) {
    for (const std::string& mark : only_in(one.fingerprints, other.fingerprints))
      check.that(false, "a fingerprint that is no more", mark);
  }
  return check.problems();
}

Texts formatted(const Texts& texts) {
  Texts result;
  for (const auto& [path, text] : texts)
    result.emplace_back(path, format(0, Source(path, text)).text);
  return result;
}
