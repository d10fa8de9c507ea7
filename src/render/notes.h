// What stands below a finding in every format for people: its arithmetic, the standard, what to do.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"

namespace capalint {

struct Note {
  std::string key;  // `sum`, `standard`, `help` …
  std::string text;
};

/// How its arithmetic is told: in the labels of its sums, or as the rule writes them, with what it asks.
enum class Sums { in_words, as_written };

[[nodiscard]] std::vector<Note> notes_of(const Diagnostic& diagnostic, Sums sums);

}  // namespace capalint
