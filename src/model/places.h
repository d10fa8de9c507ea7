// Where in somebody's week a span stands, in words that an edit elsewhere does not change. For the
// identity of findings from one version of a plan to the next.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/model.h"

namespace capalint {

/// `am`, `pm` or `eve`.
[[nodiscard]] std::string_view to_string(ast::Half half);
/// When a line of the week is, as it says it: `mon am`, `mon 09:00-12:30` or `mon`.
[[nodiscard]] std::string when(const ast::DayLine& line);

/// Where somebody's work, a line of the week or a target stands: `mon am core`, `mon 09:00`,
/// `target 2026-Q4`. The end of a line's time may change, and it is still the same line.
[[nodiscard]] std::string place_of(const Model& model, BlockId block);
[[nodiscard]] std::string place_of(const ast::DayLine& line);
[[nodiscard]] std::string place_of(const ast::Target& target);

class Places {
 public:
  explicit Places(const Model& model);

  /// `mon am core`, `target 2026-Q4`, or `plan`; empty for a span that stands in no plan.
  [[nodiscard]] std::string place(Span span) const;
  /// Whose plan it stands in; empty when in none.
  [[nodiscard]] std::string_view clinician(Span span) const;

 private:
  [[nodiscard]] PlanId plan_at(Span span) const;

  const Model& model_;
  std::vector<PlanId> by_place_;
};

}  // namespace capalint
