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

// A number can be shown in steps finer than usual; the last one is the number itself.
constexpr int finest = 6;

bool counts_hours(const Unit& unit) {
  return unit == Unit::of(Base::hour) || unit == Unit::of(Base::hour) / Unit::of(Base::week);
}

int decimals_of(const Quantity& quantity, int finer) {
  if (counts_hours(quantity.unit)) return 2 + finer;
  if (quantity.percent && quantity.unit.plain()) return 1 + finer;
  const bool small = quantity.value < 1 && quantity.value > -1;
  return (quantity.unit.plain() || small ? 2 : 1) + finer;
}

// The number that a reader sees.
Ratio shown(const Quantity& quantity, int finer) {
  constexpr int minutes = 60;
  constexpr int seconds = 3600;
  if (finer >= finest) return quantity.value;
  Ratio parts = 1;
  if (counts_hours(quantity.unit) && finer < 2) {
    parts = finer == 0 ? minutes : seconds;
  } else {
    for (int i = 0; i < decimals_of(quantity, finer); ++i) parts *= 10;
    if (quantity.percent && quantity.unit.plain()) parts *= 100;
  }
  return Ratio((quantity.value * parts).round()) / parts;
}

std::string number_text(const Ratio& value, int decimals, int finer) {
  return finer < finest ? to_decimal(value, decimals) : to_exact(value);
}

// `2h34m17s`
std::string seconds_text(const Ratio& value) {
  constexpr int in_minute = 60;
  constexpr int in_hour = 3600;
  const std::int64_t all = (absolute(value) * in_hour).round();
  std::string text = value < 0 ? "-" : "";
  if (all >= in_hour) text += std::to_string(all / in_hour) + "h";
  if (all % in_hour >= in_minute) text += std::to_string(all % in_hour / in_minute) + "m";
  if (all % in_minute > 0 || all == 0) text += std::to_string(all % in_minute) + "s";
  return text;
}

std::string hours_text(const Quantity& quantity, int finer) {
  if (finer == 0) return capalint::hours_text(quantity.value);
  if (finer == 1) return seconds_text(quantity.value);
  return number_text(quantity.value, decimals_of(quantity, finer), finer) + "h";
}

std::string to_text(const Quantity& quantity, int finer) {
  const Unit& unit = quantity.unit;
  const int decimals = decimals_of(quantity, finer);
  if (unit == Unit::of(Base::hour)) return hours_text(quantity, finer);
  if (counts_hours(unit)) return hours_text(quantity, finer) + " a week";
  if (quantity.percent && unit.plain())
    return number_text(quantity.value * 100, decimals, finer) + "%";
  const std::string number = number_text(quantity.value, decimals, finer);
  const std::string above = powers_text(unit, 1, quantity.value == 1);
  const std::string below = powers_text(unit, -1, true);
  return number + (above.empty() ? "" : " " + above) + (below.empty() ? "" : " a " + below);
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
  std::string above = powers_text(unit, 1, false);
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

std::string to_text(const Quantity& quantity) { return to_text(quantity, 0); }

std::vector<std::string> to_texts(const std::vector<Quantity>& quantities) {
  std::vector<int> finer(quantities.size());
  const auto look_equal = [&](std::size_t a, std::size_t b) {
    const Quantity& one = quantities[a];
    const Quantity& other = quantities[b];
    const int coarser = std::min(finer[a], finer[b]);
    return one.unit == other.unit && one.percent == other.percent && one.value != other.value &&
           shown(one, coarser) == shown(other, coarser);
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t a = 0; a < quantities.size(); ++a) {
      for (std::size_t b = a + 1; b < quantities.size(); ++b) {
        if (!look_equal(a, b)) continue;
        finer[a] = finer[b] =
            std::max(std::min(finer[a], finer[b]) + 1, std::max(finer[a], finer[b]));
        changed = true;
      }
    }
  }
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < quantities.size(); ++i)
    texts.push_back(to_text(quantities[i], finer[i]));
  return texts;
}

}  // namespace capalint
