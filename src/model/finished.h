// A plan's hours once Big Admin has been taken out of them: what all sums about a week go by.
#pragma once

#include "model/model.h"

namespace capalint {

/// Hours as capacity counts them. A plan that says `before big admin` has an eighth of its clinical
/// hours still to convert (S1), and only what is left makes new Core (W13); by the setting
/// `big-admin-added` a seventh is still to be added to them, and all of them stay (W13).
[[nodiscard]] HoursByActivity finished_hours(const Model& model, const Plan& plan,
                                             HoursByActivity hours);

}  // namespace capalint
