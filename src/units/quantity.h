// Numbers with units, and how they are read and shown. The grid counts in hours of session time;
// appointments, referrals and families are different things and never mix.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "units/ratio.h"

namespace capalint {

/// The base units. A week is calendar time; an hour is working time: the two do not cancel.
enum class Base : std::uint8_t { hour, appointment, referral, family, week };
inline constexpr std::size_t base_count = 5;

/// A product of powers of base units; all zero is a plain number.
struct Unit {
  std::array<std::int8_t, base_count> powers{};

  static Unit of(Base base, int power = 1);
  [[nodiscard]] bool plain() const { return *this == Unit{}; }
  friend Unit operator*(const Unit& a, const Unit& b);
  friend Unit operator/(const Unit& a, const Unit& b);
  friend bool operator==(const Unit&, const Unit&) = default;
};

/// `hours`, `appointments per week`, `a plain number`: what a message calls a unit.
[[nodiscard]] std::string name_of(const Unit& unit);

struct Quantity {
  Ratio value;
  Unit unit;
  bool percent = false;  // only how it is shown

  friend bool operator==(const Quantity& a, const Quantity& b) {
    return a.value == b.value && a.unit == b.unit;
  }
};

/// `a` - `b`, in the unit of both. Throws `ArithmeticOverflow`.
[[nodiscard]] Quantity difference(const Quantity& a, const Quantity& b);

[[nodiscard]] Quantity hours(const Ratio& value);
[[nodiscard]] Quantity plain(const Ratio& value);

/// A word that may follow a number. `sessions` says how many hours only with a team's settings, so
/// its factor is counted in sessions and `session` is set.
struct UnitWord {
  Ratio factor;
  Unit unit;
  bool session = false;
};

/// Finds `h`, `hours`, `m`, `minutes`, `sessions`, `appointments`, `referrals`, `families`, `weeks` …
[[nodiscard]] std::optional<UnitWord> unit_word(std::string_view word);
/// All words that `unit_word` knows, for messages about one that it does not.
[[nodiscard]] const std::vector<std::string_view>& unit_words();

/// Weeks in a period: `week` 1, `month` 52/12, `quarter` 13, `year` 52. Nothing for another word.
/// 13 weeks make a quarter (CAPA, calculating Partnership activity, W3 and W6).
[[nodiscard]] std::optional<Ratio> weeks_in(std::string_view period);

/// As people read it: `2h34m` (to the minute), `9.4 families`, `11 referrals a week`, `66%`, `3.14`.
[[nodiscard]] std::string to_text(const Quantity& quantity);
/// The same for the numbers of one message: two of one unit that differ never look equal, whatever
/// digits that takes. A third and 0.33 are `0.333` and `0.33`; hours show their seconds first.
[[nodiscard]] std::vector<std::string> to_texts(const std::vector<Quantity>& quantities);
/// Hours as a plan writes them: `3.5h` when that is exact, else `2h34m`.
[[nodiscard]] std::string hours_text(const Ratio& hours);

}  // namespace capalint
