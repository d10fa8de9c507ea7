// Golden files: output as a whole, compared with what it was when somebody last read it.
// With CAPALINT_UPDATE_GOLDEN=1 they are rewritten instead, and `git diff` is the review.
#pragma once

#include <string>

/// Fails the test when `text` is not the text of tests/golden/`path`.
void check_golden(const std::string& path, const std::string& text);
