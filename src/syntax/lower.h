// From the parse tree to the AST. Private to `syntax`.
#pragma once

#include <functional>

#include "diagnostics/diagnostic.h"
#include "syntax/ast.h"
#include "syntax/tokens.h"
#include "syntax/tree.h"

namespace capalint::syntax {

struct Lowering {
  FileId source_file;
  const ReadText& read;
  const Offsets& offsets;
  std::vector<Diagnostic>& diagnostics;
  /// Parses a value inside a message and adds it to the expressions; `no_expr` when it is reported as wrong.
  std::function<ast::ExprId(Span, ast::Exprs&)> parse_value;
};

[[nodiscard]] ast::File lower_file(const Lowering& context, FileId id, Tree tree);
/// Of a value between braces; `no_expr` when it could not be read.
[[nodiscard]] ast::ExprId lower_value(const Lowering& context, ast::Exprs& exprs, Tree tree);
/// What a comment after `# capa:` says; nothing when it could not be read.
[[nodiscard]] std::optional<ast::Allow> lower_directive(const Lowering& context, Tree tree);

}  // namespace capalint::syntax
