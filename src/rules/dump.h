// A checked rule as text, for `capalint debug program`: its nodes by number, and what is worked out with them.
#pragma once

#include <string>

#include "rules/program.h"

namespace capalint {

[[nodiscard]] std::string dump(const Model& model, const CheckedRule& rule);

}  // namespace capalint
