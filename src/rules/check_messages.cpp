// The checker's messages: texts with values in them.
#include <fmt/format.h>

#include "rules/checking.h"

namespace capalint {
namespace {

void check_shown(Checking& checking, const ast::Piece& said, const CheckedPiece& piece) {
  const bool way_to_show = said.format.empty() || piece.percent || piece.bare || piece.quoted;
  if (!way_to_show) {
    checking.report(Builtin::unknown_name, said.span,
                    fmt::format("`{}` is not a way to show a value", said.format),
                    "write `as percent`, `as number` or `as text`, or leave it out");
  }
  const Type& type = checking.type(piece.value);
  if (is_unknown(type)) return;
  const bool number = type.kind == Kind::quantity;
  const bool fits = piece.percent ? number && type.unit.plain() : !piece.bare || number;
  if (fits) return;
  checking.report(Builtin::unit_mismatch, said.span,
                  fmt::format("`as {}` shows {}, and this is {}", said.format,
                              piece.percent ? "a plain number" : "a number", name_of(type)),
                  "leave it out");
}

}  // namespace

CheckedTemplate check_message(Checking& checking, const ast::Template& text) {
  CheckedTemplate checked;
  for (const ast::Piece& said : text.pieces) {
    CheckedPiece piece{.text = said.text,
                       .percent = said.format == "percent",
                       .quoted = said.format == "text",
                       .bare = said.format == "number"};
    if (said.value != ast::no_expr) {
      piece.value = check_expression(checking, said.value);
      check_shown(checking, said, piece);
    } else if (said.span.valid()) {
      checking.failed = true;  // the value in it has been reported
    }
    checked.push_back(piece);
  }
  return checked;
}

}  // namespace capalint
