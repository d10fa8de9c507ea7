// Caret expectations: a case is a `.capa` file in which comments below a line say what is found
// there. `#--- team.capa` begins another file of the same workspace. With CAPALINT_UPDATE_GOLDEN=1
// the comments are rewritten, and `git diff` is the review.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "support/lint.h"

/// The codes of all that the linter finds in the case.
[[nodiscard]] std::vector<std::string> codes_found(const std::string& text);

/// The case with what the linter finds in it, of those findings that `counts`.
[[nodiscard]] std::string annotate(const std::string& text,
                                   const std::function<bool(const capalint::Diagnostic&)>& counts);

[[nodiscard]] bool updating();
