// How numbers are shown: as people say them, and never so that two that differ look equal.
#include "units/quantity.h"

#include <catch2/catch.hpp>

using namespace capalint;

namespace {

Quantity appointments_a_week(const Ratio& value) {
  return {.value = value, .unit = Unit::of(Base::appointment) / Unit::of(Base::week)};
}

Quantity percent(const Ratio& value) { return {.value = value, .unit = {}, .percent = true}; }

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("Numbers of a message that differ look different", "[quantity]") {
  CHECK(to_texts({appointments_a_week(Ratio(33, 100)), appointments_a_week(Ratio(1, 3))}) ==
        Texts{"0.33 appointments a week", "0.333 appointments a week"});
  CHECK(to_texts({appointments_a_week(Ratio(404, 100)), appointments_a_week(4)}) ==
        Texts{"4.04 appointments a week", "4 appointments a week"});
  CHECK(to_texts({percent(Ratio(40004, 100000)), percent(Ratio(4, 10))}) ==
        Texts{"40.004%", "40%"});
  CHECK(to_texts({plain(Ratio(1, 300)), plain(Ratio(1, 301))}) == Texts{"0.00333", "0.00332"});
}

TEST_CASE("Hours that differ by less than a minute show their seconds", "[quantity]") {
  CHECK(to_texts({hours(Ratio(26 * 60 + 15, 3600)), hours(Ratio(26, 60))}) ==
        Texts{"26m15s", "26m"});
  CHECK(to_texts({hours(Ratio(7, 2)), hours(Ratio(3 * 3600 + 1810, 3600))}) ==
        Texts{"3h30m", "3h30m10s"});
  CHECK(to_texts({hours(2), hours(Ratio(2 * 36000 + 1, 36000))}) == Texts{"2h", "2.00003h"});
}

TEST_CASE("Numbers that differ by next to nothing are shown as they are", "[quantity]") {
  CHECK(to_texts({plain(Ratio(1, 1'000'000'000)), plain(0)}) == Texts{"1/1000000000", "0"});
}

TEST_CASE(
    "Numbers that look different already, or are equal, or count other things, stay as they are",
    "[quantity]") {
  CHECK(to_texts({}).empty());
  CHECK(to_texts({hours(Ratio(18, 7)), hours(Ratio(18, 7))}) == Texts{"2h34m", "2h34m"});
  CHECK(to_texts({plain(Ratio(1, 3)), percent(Ratio(33, 100))}) == Texts{"0.33", "33%"});
  CHECK(to_texts({hours(Ratio(1, 3)), appointments_a_week(Ratio(33, 100)), hours(3)}) ==
        Texts{"20m", "0.33 appointments a week", "3h"});
}

TEST_CASE("One number that looks like two others is told apart from both", "[quantity]") {
  CHECK(to_texts({plain(Ratio(33, 100)), plain(Ratio(1, 3)), plain(Ratio(3331, 10000))}) ==
        Texts{"0.33", "0.3333", "0.3331"});
}
