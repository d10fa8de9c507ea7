// Whom and what a finding of a rule is about: for exceptions, and to know the finding again after an edit
// elsewhere.
#pragma once

#include <string>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/model.h"

namespace capalint {

/// Null for what is about no plan or no team.
struct About {
  const ast::Team* team = nullptr;
  const ast::Plan* plan = nullptr;
  /// What says it: a whole plan or team, all plans of a person, the lines of a day or a half-day. An
  /// exception in a comment beside any of these covers the finding.
  std::vector<Span> texts = {};
};
[[nodiscard]] About about(const Model& model, const Object& object, const Diagnostic& found);

/// In words that no edit elsewhere changes: `plan`, `target 2026-Q4`, `mon`, or `mon am core` of the work
/// that the finding points at.
[[nodiscard]] std::string lasting_place(const Model& model, const Object& object, Span found_at);

}  // namespace capalint
