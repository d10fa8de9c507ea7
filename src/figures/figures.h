// What is worked out once for a model and read by everybody: rules, `balance`, fixes, hover. Each figure
// keeps what may be wrong with what it rests on.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "figures/absence.h"
#include "figures/reading.h"
#include "figures/week.h"
#include "units/ratio.h"

namespace capalint {

/// A figure as `Figures` keeps it; no value when working it out throws, which it then does again for
/// whoever asks.
template <class T>
struct Kept {
  std::optional<T> value;
  Doubt doubt;
};

struct Figures {
  explicit Figures(const Model& model);

  std::vector<Kept<HoursByActivity>> planned;     // of each plan, as planned
  std::vector<Kept<Absence>> absence;             // of each plan
  std::vector<Kept<Conversion>> conversion;       // likewise
  std::vector<Kept<HoursByActivity>> hours;       // of each plan, after conversion and absence
  std::vector<Kept<Ratio>> new_core;              // of each plan
  std::vector<Kept<HoursByActivity>> team_hours;  // of each team
  std::vector<Kept<Ratio>> team_new_core;         // likewise
  std::vector<Kept<std::optional<Ratio>>> median_core_share;  // likewise
};

/// The figure that is kept for `id`; null where there is none, or where everything that it rests on has to
/// be noted.
template <class T, class Thing>
const T* known(Reading& reading, std::vector<Kept<T>> Figures::*table, Id<Thing> id) {
  const Figures* figures = reading.recording() ? nullptr : reading.figures();
  if (figures == nullptr || id.index() >= (figures->*table).size()) return nullptr;
  const Kept<T>& kept = (figures->*table)[id.index()];
  if (!kept.value) return nullptr;
  reading.doubt(kept.doubt);
  return &*kept.value;
}

/// The same, or what `work` makes.
template <class T, class Thing, class Work>
T once(Reading& reading, std::vector<Kept<T>> Figures::*table, Id<Thing> id, Work work) {
  const T* kept = known(reading, table, id);
  return kept != nullptr ? *kept : work();
}

}  // namespace capalint
