// The model as indented text, for `capalint debug model`: teams, plans and their weeks with names resolved and numbers exact.
#pragma once

#include <string>
#include <vector>

#include "model/model.h"

namespace capalint {

/// Of what stands in these files, by `FileId`; what the workspace sets for all comes first.
[[nodiscard]] std::string dump(const Model& model, const std::vector<bool>& files);

}  // namespace capalint
