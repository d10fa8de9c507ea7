// What happens at a mistake: it is reported once, its line is left out, and the rest is parsed.
// Private to `syntax`.
#pragma once

#include <antlr4-runtime.h>

#include <memory>
#include <unordered_set>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "syntax/tokens.h"

namespace capalint::syntax {

class Recovery : public antlr4::DefaultErrorStrategy {
 public:
  Recovery(const Offsets& offsets, std::vector<Diagnostic>& diagnostics)
      : offsets_(offsets), diagnostics_(diagnostics) {}

  void reportError(antlr4::Parser* parser, const antlr4::RecognitionException& error) override;
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  antlr4::Token* recoverInline(antlr4::Parser* parser) override;
  void sync(antlr4::Parser* parser) override;
  bool inErrorRecoveryMode(antlr4::Parser*) override { return false; }
  void reportMatch(antlr4::Parser*) override {}

  /// Whether a line of this declaration (or its head) could not be read.
  [[nodiscard]] bool damaged(const antlr4::ParserRuleContext* context) const;

 private:
  void report_unexpected(antlr4::Parser* parser, antlr4::Token* found);
  void report_unclosed(antlr4::Parser* parser, antlr4::ParserRuleContext* context);
  void report_line(antlr4::Parser* parser, antlr4::Token* found);
  void skip_line(antlr4::Parser* parser);
  void skip_to_declaration(antlr4::Parser* parser);
  [[nodiscard]] Span span(const antlr4::Token* token) const;
  [[nodiscard]] Span place_of(antlr4::Parser* parser, antlr4::Token* found) const;
  /// A token that is not there, without text, before this one.
  antlr4::Token* missing(std::size_t type, const antlr4::Token* before);

  const Offsets& offsets_;
  std::vector<Diagnostic>& diagnostics_;
  std::unordered_set<const antlr4::ParserRuleContext*> damaged_;
  std::vector<std::unique_ptr<antlr4::Token>> missing_;
  bool reported_ = false;         // the error on its way up has been said
  bool unclosed_ = false;         // a declaration begins inside another one
  bool unclosed_at_end_ = false;  // said once for all braces that are open at the end
};

}  // namespace capalint::syntax
