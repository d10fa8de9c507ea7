// The numbers of the six steps as JSON: one shape for `balance` and `diff`.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "balance/compare.h"

namespace capalint {

[[nodiscard]] nlohmann::ordered_json figure_json(const Figure& figure);
[[nodiscard]] nlohmann::ordered_json team_json(const TeamBalance& team);
[[nodiscard]] nlohmann::ordered_json change_json(const TeamChange& change);

}  // namespace capalint
