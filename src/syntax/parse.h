// The one door to the parser: from the text of one file to its AST and what was wrong with it.
// Pure: files are parsed in parallel. No ANTLR type leaves this folder.
#pragma once

#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "source/source.h"
#include "syntax/ast.h"

namespace capalint {

/// A line that is read in another spelling than it is written in, for its meaning is certain.
struct OtherSpelling {
  Span span;
  std::string text;  // in the one look
};

struct Parsed {
  ast::File file;
  std::vector<Diagnostic> diagnostics;
  std::vector<OtherSpelling> spellings;  // in the order of the file
};

/// Shared, so that an unchanged file need not be parsed again.
using ParsedFile = std::shared_ptr<const Parsed>;

/// Texts over `largest_file` bytes, or with brackets nested deeper, are refused with a diagnostic.
inline constexpr int deepest_nesting = 100;

/// Never throws for anything that a file may hold. Views in the result point into `source`, or into what `file` holds itself.
[[nodiscard]] Parsed parse(FileId id, const Source& source);

/// Parses part of a file, such as the body of a rule's example; spans count from the file's start.
[[nodiscard]] Parsed parse_part(FileId id, const Source& source, Span part);

/// Whether it leaves in doubt what the words of the file are; a date that does not exist, or an
/// unknown unit, does not. One that has a fix says what they were meant to be.
[[nodiscard]] bool is_syntax_error(const Diagnostic& diagnostic);

/// Whether something that it stands for was not read at all, so that nobody knows what it would have said.
[[nodiscard]] bool leaves_unread(const Diagnostic& diagnostic);

/// The keywords of the language, for completion and for messages about a word that is nearly one.
[[nodiscard]] std::span<const std::string_view> keywords();

}  // namespace capalint
