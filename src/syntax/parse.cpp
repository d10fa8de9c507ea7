#include "syntax/parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "diagnostics/builtin.h"
#include "lexer_tables.h"
#include "syntax/lower.h"
#include "syntax/other_lines.h"
#include "syntax/parser.h"
#include "syntax/parser_of_mistakes.h"
#include "syntax/readable.h"
#include "syntax/spellings.h"

namespace capalint {
namespace {

// One run of lexer and parser over a part of a source.
class Run {
 public:
  Run(FileId id, const syntax::ReadText& read, Span part, std::vector<Diagnostic>& diagnostics)
      : offsets_(read, id, part.begin),
        text_(read.text().substr(part.begin, part.size())),
        tokens_(syntax::statement_tokens(text_, offsets_)),
        id_(id),
        read_(read),
        diagnostics_(diagnostics) {}

  [[nodiscard]] const std::vector<Span>& comments() const { return tokens_.comments; }
  [[nodiscard]] syntax::Lowering lowering() const {
    return {id_, read_, offsets_, diagnostics_,
            [this](Span value, ast::Exprs& exprs) { return parse_value(value, exprs); }};
  }

  /// Whether the text is nested too deep to be parsed, which is then reported.
  [[nodiscard]] bool refuses() const {
    if (tokens_.too_deep.valid()) {
      diagnostics_.push_back(make(Builtin::nested_too_deep, tokens_.too_deep,
                                  fmt::format("this is nested more than {} deep", deepest_nesting),
                                  "remove the extra brackets, or write it in smaller steps"));
    } else if (tokens_.too_many.valid()) {
      diagnostics_.push_back(
          make(Builtin::nested_too_deep, tokens_.too_many,
               fmt::format("more than {} parts are joined in one statement", syntax::most_joined),
               "write it in smaller steps, such as a `let` for each part"));
    }
    return tokens_.too_deep.valid() || tokens_.too_many.valid();
  }

  /// Nothing when there is a mistake in it, which is not reported. The tree lives as long as this.
  std::optional<syntax::Tree> parse_if_right(syntax::Rule rule) {
    tree_.tokens = std::move(tokens_.tokens);
    if (!syntax::parse(tree_, rule)) return std::nullopt;
    return syntax::Tree(tree_);
  }

  /// Reports what is wrong.
  syntax::Tree parse(syntax::Rule rule) {
    if (const auto right = parse_if_right(rule)) return *right;
    syntax::Recovery recovery(offsets_, diagnostics_);
    syntax::parse_with_mistakes(tree_, rule, text_, recovery);
    return syntax::Tree(tree_);
  }

 private:
  ast::ExprId parse_value(Span value, ast::Exprs& exprs) const {
    Run run(id_, read_, value, diagnostics_);
    if (run.refuses()) return ast::no_expr;
    return syntax::lower_value(run.lowering(), exprs, run.parse(syntax::Rule::value));
  }

  syntax::Offsets offsets_;
  std::string_view text_;
  syntax::Tokens tokens_;
  syntax::ParseTree tree_;
  FileId id_;
  const syntax::ReadText& read_;
  std::vector<Diagnostic>& diagnostics_;
};

void parse_comment(Span comment, const Source& source, Parsed& parsed) {
  constexpr std::string_view mark = "capa:";
  std::string_view text = source.text().substr(comment.begin + 1, comment.size() - 1);
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos ||
      syntax::in_lower_case(text.substr(start, mark.size())) != mark) {
    const std::size_t inside = syntax::in_lower_case(text).find("# capa:");
    if (inside == std::string_view::npos) return;
    const auto place = static_cast<std::uint32_t>(comment.begin + 1 + inside);
    parsed.diagnostics.push_back(
        make(Builtin::unknown_comment, {comment.file, place, comment.end},
             "this stands inside another comment, so it is no exception",
             "begin the comment with `# capa:`; other remarks go on a line of their own"));
    return;
  }
  const auto begin = static_cast<std::uint32_t>(comment.begin + 1 + start);
  std::vector<Diagnostic> ignored;
  const syntax::ReadText read(source.text());
  Run run(comment.file, read,
          {comment.file, begin + static_cast<std::uint32_t>(mark.size()), comment.end}, ignored);
  const auto allow = syntax::lower_directive(run.lowering(), run.parse(syntax::Rule::directive));
  if (allow && ignored.empty()) {
    parsed.file.comments.push_back(*allow);
    return;
  }
  parsed.diagnostics.push_back(make(Builtin::unknown_comment, {comment.file, begin, comment.end},
                                    "this comment looks like an exception and is not one",
                                    "write `# capa: allow RULE because \"reason\"`"));
}

}  // namespace

Parsed parse(FileId id, const Source& source) {
  Parsed parsed;
  parsed.file.id = id;
  if (!syntax::is_readable(source, id, parsed.diagnostics)) {
    parsed.file.damaged = true;
    return parsed;
  }
  const auto size = static_cast<std::uint32_t>(source.text().size());
  std::uint32_t begin = 0;
  if (source.text().starts_with(syntax::byte_order_mark)) {
    begin = syntax::byte_order_mark.size();
    Diagnostic diagnostic =
        make(Builtin::byte_order_mark, {id, 0, begin}, "this file begins with a byte-order mark",
             "save it as `UTF-8`, without the mark");
    diagnostic.fixes.push_back({"remove the byte-order mark", true, {{{id, 0, begin}, ""}}});
    parsed.diagnostics.push_back(std::move(diagnostic));
  }
  Parsed body = parse_part(id, source, {id, begin, size});
  std::move(parsed.diagnostics.begin(), parsed.diagnostics.end(),
            std::back_inserter(body.diagnostics));
  return body;
}

namespace {

/// What one run makes of the text as it is read.
Parsed parse_once(FileId id, const syntax::ReadText& read, Span part, std::vector<Span>& comments) {
  Parsed parsed;
  parsed.file.id = id;
  Run run(id, read, part, parsed.diagnostics);
  if (run.refuses()) {
    parsed.file.damaged = true;
    return parsed;
  }
  parsed.file = syntax::lower_file(run.lowering(), id, run.parse(syntax::Rule::file));
  comments = run.comments();
  return parsed;
}

bool is_in_the_language(const std::string& line, Within within) {
  const std::string text = syntax::in_its_place(line, within);
  const syntax::ReadText read(text);
  std::vector<Diagnostic> mistakes;
  Run run(0, read, {0, 0, static_cast<std::uint32_t>(text.size())}, mistakes);
  if (run.refuses()) return false;
  const auto tree = run.parse_if_right(syntax::Rule::file);
  if (tree) (void)syntax::lower_file(run.lowering(), 0, *tree);
  return tree && mistakes.empty();
}

}  // namespace

Parsed parse_part(FileId id, const Source& source, Span part) {
  syntax::OtherLines lines(id, source.text(), part);
  std::vector<Span> comments;
  Parsed parsed = parse_once(id, syntax::ReadText(source.text()), part, comments);
  // A head that is read opens its lines to the next time. Each time costs as much as the file.
  constexpr std::size_t most_times = 100;
  std::size_t left = std::clamp<std::size_t>(largest_file / (part.size() + 1), 2, most_times);
  while (left-- > 0 && lines.add(parsed.diagnostics, is_in_the_language)) {
    const syntax::ReadText read(source.text(), lines.lines());
    const Span all{
        id, part.begin,
        part.end + static_cast<std::uint32_t>(read.text().size() - source.text().size())};
    parsed = parse_once(id, read, all, comments);
    parsed.file.respelt = read.owned();
  }
  lines.report(parsed);
  for (const Span comment : comments) parse_comment(comment, source, parsed);
  return parsed;
}

bool is_syntax_error(const Diagnostic& diagnostic) {
  static constexpr std::array kinds{
      Builtin::unreadable_file, Builtin::file_too_large,  Builtin::not_text,
      Builtin::not_utf8,        Builtin::nested_too_deep, Builtin::unexpected_text,
      Builtin::missing_brace,   Builtin::unclosed_brace,  Builtin::stray_brace,
      Builtin::curly_quotes,    Builtin::open_text,       Builtin::decimal_comma,
      Builtin::date_form,       Builtin::likely_meaning,  Builtin::conflict_markers,
      Builtin::misnamed_file};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](Builtin kind) { return info(kind).code == diagnostic.code; });
}

bool leaves_unread(const Diagnostic& diagnostic) {
  const bool read_all_the_same = std::any_of(diagnostic.fixes.begin(), diagnostic.fixes.end(),
                                             [](const Fix& fix) { return fix.safe; });
  return is_syntax_error(diagnostic) && !read_all_the_same;
}

std::span<const std::string_view> keywords() { return grammar::lexer::keywords; }

}  // namespace capalint
