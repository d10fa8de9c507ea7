// Switches for comparisons of a `<=>` with 0, which C++ allows with the literal alone.
#pragma once

#include <compare>

#include "mutant.h"

namespace mutant {

inline int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

#define MUTANT_ORDER(NAME, OP, CHANGED)                                       \
  template <int N>                                                            \
  bool operator OP(NAME##_left<std::strong_ordering, N> left, const int& b) { \
    return choose(                                                            \
        N, [&] { return sign(left.a) OP b; }, [&] { return sign(left.a) CHANGED b; }); \
  }

MUTANT_ORDER(less, <, <=)
MUTANT_ORDER(less_equal, <=, <)
MUTANT_ORDER(greater, >, >=)
MUTANT_ORDER(greater_equal, >=, >)

}  // namespace mutant
