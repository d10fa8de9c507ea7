// The figures of a plan and of a team as text, for `capalint debug figures`: one a line, exact.
#pragma once

#include <string>

#include "figures/team.h"

namespace capalint {

/// Of a plan in its own team; of one without a team, nothing.
[[nodiscard]] std::string dump(Reading& reading, PlanId plan);
[[nodiscard]] std::string dump(Reading& reading, TeamId team);

}  // namespace capalint
