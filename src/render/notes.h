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

[[nodiscard]] std::vector<Note> notes_of(const Diagnostic& diagnostic);

}  // namespace capalint
