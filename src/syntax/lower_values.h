// How the text of a parse tree becomes words, names, numbers, amounts and dates of the AST; each slip of the
// pen is reported once. Private to `syntax`.
#pragma once

#include "diagnostics/builtin.h"
#include "syntax/lower.h"

namespace capalint::syntax {

/// Whether the parser gave up on this statement; it has been reported.
inline bool broken(Tree tree) { return !tree || tree.broken(); }

class ValueLowerer {
 protected:
  ValueLowerer(const Lowering& context, ast::File& file) : context_(context), file_(file) {}

  void add(Diagnostic diagnostic) { context_.diagnostics.push_back(std::move(diagnostic)); }

  Span span(Tree tree) const;
  /// The words as they are read.
  std::string_view view(Tree tree) const { return view(tree, tree); }
  std::string_view view(Tree first, Tree last) const;
  ast::Word word(Tree tree) const;
  ast::Word words(const std::vector<Tree>& trees) const {
    return {join(span(trees.front()), span(trees.back())), view(trees.front(), trees.back())};
  }
  ast::Word period_of(Tree tree) const { return word(tree.last_child()); }

  std::string_view content(Tree tree);
  ast::Text text(Tree tree) { return {span(tree), content(tree)}; }
  std::vector<ast::Text> texts(const std::vector<Tree>& trees);
  /// Blanks alone are no reason.
  ast::Text reason(Tree tree);
  /// Texts on following lines are one message with a space between them.
  ast::Template message(const std::vector<Tree>& trees);

  Ratio decimal(std::string_view digits, Span place);
  Ratio unsigned_number(Tree plain, Tree comma);
  ast::Number number(Tree tree);
  ast::Number number(Span place, Tree plain, Tree comma, bool negative);
  ast::Number percent(Tree tree);
  ast::Number count(Tree node);

  struct Measured {
    Ratio value;
    Unit unit;
    bool session = false;
  };
  /// `3h30m`: pairs of a number and a unit, all of one kind.
  std::optional<Measured> quantity(std::string_view whole, Span place);
  std::optional<UnitWord> known_unit(std::string_view unit, Span place);
  std::optional<ast::Amount> amount(Tree tree);
  /// Of a number with a unit in one word, or in two (`unit` is null without a second one).
  std::optional<ast::Amount> amount(Span place, Tree digits, Tree unit, bool negative);

  std::optional<Date> date_from(std::string_view written, Span place);
  std::optional<ast::DateValue> date(Tree tree);
  ast::Written<ast::DateValue> since(Tree tree);
  std::optional<ast::QuarterValue> quarter(Tree node);
  std::optional<Clock> clock(Tree node);

  const Lowering& context_;
  ast::File& file_;
  int too_large_ = 0;  // numbers so far; each stands as 1 in what then has to be left out

 private:
  void add_pieces(std::string_view text, ast::Template& result);
  /// `3,5h` is read as `3.5h` after it has been reported, so that one slip is one finding.
  std::string mend_decimal_comma(Tree node);
  void unexpected_unit(std::string_view unit, Span place);
};

}  // namespace capalint::syntax
