// From ANTLR's parse tree to the AST. The tree is dropped afterwards. Private to `syntax`.
#pragma once

#include <functional>

#include "CapaParser.h"
#include "diagnostics/diagnostic.h"
#include "syntax/ast.h"
#include "syntax/recovery.h"
#include "syntax/tokens.h"

namespace capalint::syntax {

struct Lowering {
  FileId source_file;
  const ReadText& read;
  const Offsets& offsets;
  const Recovery& recovery;
  std::vector<Diagnostic>& diagnostics;
  /// Parses a value inside a message and adds it to the expressions; `no_expr` when it is reported as wrong.
  std::function<ast::ExprId(Span, ast::Exprs&)> parse_value;
};

[[nodiscard]] ast::File lower(const Lowering& context, FileId id,
                              grammar::CapaParser::FileContext& tree);

/// What a comment after `# capa:` says; nothing when it could not be read.
[[nodiscard]] ast::ExprId lower(const Lowering& context, ast::Exprs& exprs,
                                grammar::CapaParser::ValueContext& tree);
[[nodiscard]] std::optional<ast::Allow> lower(const Lowering& context,
                                              grammar::CapaParser::DirectiveContext& tree);

}  // namespace capalint::syntax
