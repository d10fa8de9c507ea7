// What rules are judged by. The one place where a `Reading` is made for them.
#pragma once

#include "figures/reading.h"
#include "source/source.h"

namespace capalint {

struct Evidence {
  const Sources& sources;
  const Model& model;

  [[nodiscard]] Reading reading(Record* record = nullptr) const { return Reading(model, record); }
};

}  // namespace capalint
