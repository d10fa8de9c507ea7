#include "units/quantity.h"

#include <algorithm>

#include "units/arithmetic.h"

namespace capalint {
namespace {

struct BaseName {
  std::string_view singular;
  std::string_view plural;
};

constexpr std::array<BaseName, base_count> base_names{{
    {"hour", "hours"},
    {"appointment", "appointments"},
    {"referral", "referrals"},
    {"family", "families"},
    {"week", "weeks"},
}};

struct Row {
  std::string_view word;
  int numerator;
  int denominator;
  Base base;
  bool session = false;
};

// One row for each spelling; a session is 3.5 h only by default, so it is kept apart.
constexpr std::array rows{
    Row{"h", 1, 1, Base::hour},
    Row{"hour", 1, 1, Base::hour},
    Row{"hours", 1, 1, Base::hour},
    Row{"m", 1, 60, Base::hour},
    Row{"min", 1, 60, Base::hour},
    Row{"minute", 1, 60, Base::hour},
    Row{"minutes", 1, 60, Base::hour},
    Row{"session", 1, 1, Base::hour, true},
    Row{"sessions", 1, 1, Base::hour, true},
    Row{"appointment", 1, 1, Base::appointment},
    Row{"appointments", 1, 1, Base::appointment},
    Row{"referral", 1, 1, Base::referral},
    Row{"referrals", 1, 1, Base::referral},
    Row{"family", 1, 1, Base::family},
    Row{"families", 1, 1, Base::family},
    Row{"week", 1, 1, Base::week},
    Row{"weeks", 1, 1, Base::week},
};

std::string powers_text(const Unit& unit, int sign, bool singular) {
  std::string text;
  for (std::size_t i = 0; i < base_count; ++i) {
    for (int n = unit.powers[i] * sign; n > 0; --n) {
      if (!text.empty()) text += " × ";
      text += singular ? base_names[i].singular : base_names[i].plural;
    }
  }
  return text;
}

}  // namespace

Unit Unit::of(Base base, int power) {
  Unit unit;
  unit.powers[static_cast<std::size_t>(base)] = static_cast<std::int8_t>(power);
  return unit;
}

Unit operator*(const Unit& a, const Unit& b) {
  Unit unit;
  for (std::size_t i = 0; i < base_count; ++i) {
    unit.powers[i] = static_cast<std::int8_t>(a.powers[i] + b.powers[i]);
  }
  return unit;
}

Unit operator/(const Unit& a, const Unit& b) {
  Unit unit;
  for (std::size_t i = 0; i < base_count; ++i) {
    unit.powers[i] = static_cast<std::int8_t>(a.powers[i] - b.powers[i]);
  }
  return unit;
}

std::string name_of(const Unit& unit) {
  if (unit.plain()) return "a plain number";
  const std::string above = powers_text(unit, 1, false);
  const std::string below = powers_text(unit, -1, true);
  if (below.empty()) return above;
  return (above.empty() ? "a number" : above) + " per " + below;
}

Quantity difference(const Quantity& a, const Quantity& b) {
  return {.value = a.value - b.value, .unit = a.unit, .percent = a.percent};
}

Quantity hours(const Ratio& value) { return {.value = value, .unit = Unit::of(Base::hour)}; }
Quantity plain(const Ratio& value) { return {.value = value, .unit = {}}; }

std::optional<UnitWord> unit_word(std::string_view word) {
  for (const Row& row : rows) {
    if (row.word == word)
      return UnitWord{{row.numerator, row.denominator}, Unit::of(row.base), row.session};
  }
  return std::nullopt;
}

const std::vector<std::string_view>& unit_words() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> all;
    for (const Row& row : rows) all.push_back(row.word);
    return all;
  }();
  return words;
}

std::optional<Ratio> weeks_in(std::string_view period) {
  if (period == "week") return Ratio(1);
  if (period == "month") return Ratio(52, 12);
  if (period == "quarter") return Ratio(13);
  if (period == "year") return Ratio(52);
  return std::nullopt;
}

std::string hours_text(const Ratio& value) {
  constexpr int minutes_in_hour = 60;
  const std::string sign = value < 0 ? "-" : "";
  const Ratio magnitude = absolute(value);
  const bool quarters_of_an_hour = 4 % magnitude.denominator() == 0;
  if (quarters_of_an_hour && magnitude >= 1) return sign + to_decimal(magnitude, 2) + "h";
  const auto [whole, minutes] = split(magnitude, minutes_in_hour);
  if (whole == 0)
    return minutes == 0 ? (value == 0 ? "0h" : sign + "less than 1m")
                        : sign + std::to_string(minutes) + "m";
  return sign + std::to_string(whole) + "h" + (minutes == 0 ? "" : std::to_string(minutes) + "m");
}

std::string to_text(const Quantity& quantity) {
  const Unit& unit = quantity.unit;
  if (unit == Unit::of(Base::hour)) return hours_text(quantity.value);
  if (quantity.percent && unit.plain()) return to_decimal(quantity.value * 100, 1) + "%";
  if (unit.plain()) return to_decimal(quantity.value, 2);
  if (unit == Unit::of(Base::hour) / Unit::of(Base::week))
    return hours_text(quantity.value) + " a week";
  const std::string number =
      to_decimal(quantity.value, quantity.value < 1 && quantity.value > -1 ? 2 : 1);
  const std::string above = powers_text(unit, 1, quantity.value == 1);
  const std::string below = powers_text(unit, -1, true);
  std::string text = number;
  if (!above.empty()) text += " " + above;
  if (!below.empty()) text += " a " + below;
  return text;
}

}  // namespace capalint
