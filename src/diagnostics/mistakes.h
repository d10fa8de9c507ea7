// A text for each built-in diagnostic in which it is found, and the same text mended. The reference pages
// and `explain` show them, and a test runs them all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/builtin.h"

namespace capalint {

struct Mistake {
  Builtin id;
  std::string_view found;
  std::string_view wrong;  // of it, and once
  std::string_view right;  // instead
};

[[nodiscard]] std::string mended(const Mistake& mistake);

/// In the order of the codes; without those that no text shows: a file that cannot be opened, or is huge.
[[nodiscard]] const std::vector<Mistake>& mistakes();
/// Null when no text shows it.
[[nodiscard]] const Mistake* mistake_of(Builtin id);

}  // namespace capalint
