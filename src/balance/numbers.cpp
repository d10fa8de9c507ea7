#include <fmt/format.h>

#include "balance/steps.h"

namespace capalint::balance {

Figure known(Quantity value, std::string working, bool at_least) {
  return {.value = value, .working = std::move(working), .at_least = at_least};
}

Figure unknown() {
  return {.working = "rests on a setting that could not be read", .unknown = true};
}

Quantity appointments_per_week(const Ratio& value) {
  return {.value = value, .unit = Unit::of(Base::appointment) / Unit::of(Base::week)};
}
Quantity appointments(const Ratio& value) {
  return {.value = value, .unit = Unit::of(Base::appointment)};
}
Quantity families(const Ratio& value) { return {.value = value, .unit = Unit::of(Base::family)}; }
Quantity referrals_per_week(const Ratio& value) {
  return {.value = value, .unit = Unit::of(Base::referral) / Unit::of(Base::week)};
}
Quantity weeks_of(const Ratio& value) { return {.value = value, .unit = Unit::of(Base::week)}; }
Quantity percent(const Ratio& value) { return {.value = value, .percent = true}; }

std::string number(const Ratio& value) { return to_decimal(value, 2); }
std::string share(const Ratio& value) { return to_text(percent(value)); }

std::string points(const Ratio& apart) {
  const std::string text = to_text(percent(absolute(apart)));
  return fmt::format("{} points {}", text.substr(0, text.size() - 1),
                     apart > 0 ? "above" : "below");
}

}  // namespace capalint::balance
