// What every rule and every built-in diagnostic is about, for the formats that list them.
#pragma once

#include "model/model.h"
#include "render/report.h"

namespace capalint {

/// Adds the built-in diagnostics and the rules of packs and of the workspace that are not there yet,
/// in the order of their codes.
void add_rules(const Sources& sources, const Model& model, std::vector<RuleInfo>& rules);

}  // namespace capalint
