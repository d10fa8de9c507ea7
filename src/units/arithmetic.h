// Arithmetic with exact numbers: Boost.Rational's, checked. Only the layers that work out figures include
// this, and the language of the rules; everybody else reads figures, and adds up nothing.
#pragma once

#include <optional>

#include "units/ratio.h"

namespace capalint {

/// Each throws `ArithmeticOverflow` when the result does not fit.
[[nodiscard]] Ratio operator+(const Ratio& a, const Ratio& b);
[[nodiscard]] Ratio operator-(const Ratio& a, const Ratio& b);
[[nodiscard]] Ratio operator*(const Ratio& a, const Ratio& b);
/// Throws `DivisionByZero` as well.
[[nodiscard]] Ratio operator/(const Ratio& a, const Ratio& b);
[[nodiscard]] inline Ratio operator-(const Ratio& a) { return Ratio(0) - a; }

inline Ratio& operator+=(Ratio& a, const Ratio& b) { return a = a + b; }
inline Ratio& operator-=(Ratio& a, const Ratio& b) { return a = a - b; }
inline Ratio& operator*=(Ratio& a, const Ratio& b) { return a = a * b; }
inline Ratio& operator/=(Ratio& a, const Ratio& b) { return a = a / b; }

/// False when there is nothing to add.
inline bool add_known(std::optional<Ratio>& sum, const std::optional<Ratio>& part) {
  if (part) sum = sum.value_or(0) + *part;
  return part.has_value();
}

}  // namespace capalint
