// What rules are judged by. The one place where a `Reading` is made for them.
#pragma once

#include "figures/figures.h"
#include "source/source.h"

namespace capalint {

struct Evidence {
  const Sources& sources;
  const Model& model;
  const Figures* figures = nullptr;  // of the model, when they are worked out already

  [[nodiscard]] Reading reading(Record* record = nullptr) const {
    return figures != nullptr ? Reading(model, *figures, record) : Reading(model, record);
  }
};

}  // namespace capalint
