// The lines of a file that the grammar refuses and that say something in another spelling, or leave
// something open that can be asked. Private to `syntax`.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "syntax/parse.h"
#include "syntax/read_text.h"
#include "syntax/respell.h"

namespace capalint::syntax {

/// A line with what it has to stand in, for the parser to try.
[[nodiscard]] std::string in_its_place(const std::string& line, Within within);

class OtherLines {
 public:
  OtherLines(FileId file, std::string_view text, Span part)
      : file_(file), text_(text), part_(part) {}

  using InTheLanguage = std::function<bool(const std::string& line, Within within)>;
  /// Spells the lines anew that were found wrong. Whether there is a new one, so that it is worth
  /// parsing again.
  bool add(const std::vector<Diagnostic>& diagnostics, const InTheLanguage& is_in_the_language);
  [[nodiscard]] const std::vector<ReadText::Line>& lines() const { return lines_; }

  /// Puts into the result what was read otherwise, and what has to be asked instead of what ANTLR says.
  void report(Parsed& parsed) const;

 private:
  struct Place {
    std::uint32_t begin = 0;  // of the line's first word
    std::uint32_t end = 0;    // of its last one, before a comment
  };
  /// The line as it is spelled anew, asked about, or taken apart; nothing when it is not understood.
  static Spelling understood(std::string_view line, Within where,
                             const InTheLanguage& is_in_the_language);
  [[nodiscard]] Diagnostic explain(const Place& place, Within where,
                                   const InTheLanguage& is_in_the_language) const;
  [[nodiscard]] std::optional<Diagnostic> explain_without_words(
      const Place& place, Within where, const InTheLanguage& is_in_the_language) const;
  static std::string help_of_work(std::string_view line, Within where,
                                  const InTheLanguage& is_in_the_language);
  [[nodiscard]] bool is_part_of_a_statement(const Place& line) const;
  void leave_out_asked(ast::File& file) const;
  [[nodiscard]] bool has_a_comment_behind(std::uint32_t end) const;
  [[nodiscard]] std::string indent_of(std::uint32_t begin) const;
  [[nodiscard]] Place whole_line_at(std::uint32_t offset) const;
  [[nodiscard]] Place line_at(std::uint32_t offset) const;
  [[nodiscard]] Within within(std::uint32_t line_begin);
  void note_braces();

  FileId file_;
  std::string_view text_;
  Span part_;
  std::map<std::uint32_t, Within> braces_;  // what a line stands in, from this byte on
  std::set<std::uint32_t> tried_;           // by the beginning of the line
  std::vector<ReadText::Line> lines_;
  std::map<std::uint32_t, Spelling> likely_;
  std::map<std::uint32_t, Spelling> questions_;
  std::map<std::uint32_t, Diagnostic> unread_;
};

}  // namespace capalint::syntax
