// What was found: one plain data type for syntax, names, units and rules. It carries facts only;
// `render` and `lsp` decide how it looks.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "source/span.h"

namespace capalint {

/// How much a finding weighs. `off` is a choice in settings: such a finding is never made.
enum class Level { error, warning, note, off };

[[nodiscard]] std::string_view to_string(Level level);
[[nodiscard]] std::optional<Level> level_from(std::string_view word);

/// Another place that has to do with the finding, and what it has to do with it.
struct Label {
  Span span;
  std::string message;
  friend bool operator==(const Label&, const Label&) = default;
};

struct Edit {
  Span span;
  std::string replacement;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// A change that mends the finding. `safe` means that it cannot change what the writer meant.
struct Fix {
  std::string title;
  bool safe = false;
  std::vector<Edit> edits;
  friend bool operator==(const Fix&, const Fix&) = default;
};

/// One line of a finding's arithmetic, such as `needed = clinical / 7 = 18h / 7 = 2h34m`.
struct TracedValue {
  std::string name;         // what the rule calls it; empty for the condition itself
  std::string label;        // what readers call it; empty for what they need not see
  std::string expression;   // as the rule writes it
  std::string substituted;  // with this plan's numbers; empty when that says nothing more
  std::string sum;          // the numbers that make it, as on paper: `18h ÷ 7`; may be empty
  std::string value;        // the result as shown to people
  std::string exact;        // the exact number as an integer or a ratio; empty when not a number
  std::string unit;         // the unit of `exact`
  friend bool operator==(const TracedValue&, const TracedValue&) = default;
};

/// How far one comparison of a rule's condition is from holding. A known finding with a greater one has
/// got worse.
struct Distance {
  std::string exact;  // an integer or a ratio
  std::string unit;
  std::string text;  // as shown to people
  friend bool operator==(const Distance&, const Distance&) = default;
};

struct Diagnostic {
  std::string code;  // `CAPA000`
  std::string rule;  // the rule's name
  Level level = Level::error;
  std::string message;
  Span span;
  std::string subject;  // the plan or team that it is about, for identity across edits
  std::string where;    // the place in somebody's week, such as `mon am core`, for the same
  std::vector<Label> labels;
  std::vector<TracedValue> values;
  std::vector<Distance> distances;
  std::string standard;  // the standard's sentence, paraphrased
  std::string source;    // where the standard says so
  std::string help;
  std::vector<Fix> fixes;
  bool of_the_grammar = false;  // says what the parser expected, and knows nothing of the words
  bool unread =
      false;  // no total includes what it stands for, so no option and no exception hides it
  friend bool operator==(const Diagnostic&, const Diagnostic&) = default;
};

/// A finding that an exception allows, kept for those who want to see everything.
struct Suppressed {
  Diagnostic diagnostic;
  std::string reason;
  Span exception;  // where the exception is written
};

/// Orders findings by file, place and code, so that output never depends on the order of work. What says
/// the same of one place for several subjects is one finding, about none of them.
void sort_and_deduplicate(std::vector<Diagnostic>& diagnostics);

}  // namespace capalint
