// The arithmetic of small numbers, which is quick, held to that of wide ones.
#include "units/ratio.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <boost/rational.hpp>
#include <catch2/catch.hpp>
#include <limits>

#include "support/dice.h"
#include "units/arithmetic.h"

using namespace capalint;

namespace {

using Wide = boost::multiprecision::int256_t;

boost::rational<Wide> wide(const Ratio& value) {
  return {Wide(value.numerator()), Wide(value.denominator())};
}

/// The text of what `work` makes, or why it makes nothing.
template <class Work>
std::string text_of(Work work) {
  try {
    return to_exact(work());
  } catch (const NoResult& missing) {
    return std::string(missing.why);
  }
}

Ratio narrow(const boost::rational<Wide>& value) {
  const Wide most = std::numeric_limits<std::int64_t>::max();
  if (value.numerator() > most || value.numerator() < -most || value.denominator() > most)
    throw ArithmeticOverflow();
  return {value.numerator().convert_to<std::int64_t>(),
          value.denominator().convert_to<std::int64_t>()};
}

/// Hours and weeks as plans have them, and numbers about the limits of 30, 32 and 63 bits.
Ratio any_ratio(Dice& dice) {
  const auto any_whole = [&] {
    const std::int64_t near = dice.any<std::int64_t>(
        {0, 0, 0, 60, std::int64_t{1} << 30, std::int64_t{1} << 32, std::int64_t{1} << 62});
    const std::int64_t whole = near + dice.below(9);
    return dice.one_in(3) ? -whole : whole;
  };
  const std::int64_t below = any_whole();
  return {any_whole(), below == 0 ? 1 : below};
}

}  // namespace

TEST_CASE("numbers of any size add up, multiply and compare as wide ones do", "[ratio]") {
  Dice dice(1);
  constexpr int tries = 20'000;
  for (int i = 0; i < tries; ++i) {
    const Ratio a = any_ratio(dice);
    const Ratio b = any_ratio(dice);
    INFO(to_exact(a) << " and " << to_exact(b));
    REQUIRE(text_of([&] { return a + b; }) == text_of([&] { return narrow(wide(a) + wide(b)); }));
    REQUIRE(text_of([&] { return a - b; }) == text_of([&] { return narrow(wide(a) - wide(b)); }));
    REQUIRE(text_of([&] { return a * b; }) == text_of([&] { return narrow(wide(a) * wide(b)); }));
    if (b != 0) {
      REQUIRE(text_of([&] { return a / b; }) == text_of([&] { return narrow(wide(a) / wide(b)); }));
    }
    REQUIRE((a < b) == (wide(a) < wide(b)));
    REQUIRE((a == b) == (wide(a) == wide(b)));
  }
}

TEST_CASE("a fraction is in lowest terms, with its sign above", "[ratio]") {
  CHECK(to_exact(Ratio(6, 4)) == "3/2");
  CHECK(to_exact(Ratio(-6, 4)) == "-3/2");
  CHECK(to_exact(Ratio(6, -4)) == "-3/2");
  CHECK(to_exact(Ratio(0, -4)) == "0");
  CHECK(to_exact(Ratio(std::int64_t{3} << 40, std::int64_t{1} << 40)) == "3");
  CHECK_THROWS_AS(Ratio(1, 0), DivisionByZero);
}
