// A small workspace made of texts, linted in memory, with everything that must hold for every text.
#pragma once

#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "support/texts.h"

struct Linted {
  capalint::Sources sources;
  capalint::Analysis analysis;

  /// The codes found, in order.
  [[nodiscard]] std::vector<std::string> codes() const;
  /// The only finding with this code; fails the test when there is none or more than one.
  [[nodiscard]] const capalint::Diagnostic& only(const std::string& code) const;
};

/// Lints the texts and checks what holds for every text: spans inside their files, findings sorted,
/// messages in style, JSON and SARIF that parse, fixes that come to an end and make nothing worse.
[[nodiscard]] Linted lint(const Texts& texts, bool ignore_exceptions = false);
