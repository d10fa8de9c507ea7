#include "units/ratio.h"

#include <boost/multiprecision/cpp_int.hpp>
#include <boost/rational.hpp>
#include <charconv>
#include <limits>
#include <numeric>
#include <utility>

#include "units/arithmetic.h"

namespace capalint {
namespace {

using Wide = boost::multiprecision::int128_t;
using WideRatio = boost::rational<Wide>;

// Both operands fit in 64 bits, so a sum or a product fits in 128 before it is reduced.
WideRatio widen(const Ratio& value) {
  WideRatio wide;
  wide.assign(Wide(value.numerator()), Wide(value.denominator()));
  return wide;
}

std::int64_t narrow(const Wide& value) {
  if (value > std::numeric_limits<std::int64_t>::max() ||
      value <= std::numeric_limits<std::int64_t>::min()) {
    throw ArithmeticOverflow();
  }
  return value.convert_to<std::int64_t>();
}

Ratio narrow(const WideRatio& value) {
  return Ratio(narrow(value.numerator()), narrow(value.denominator()));
}

// Products of two such parts, and their sum, fit in 64 bits.
constexpr std::int64_t small_limit = std::int64_t{1} << 30;
bool small(const Ratio& value) {
  return value.numerator() < small_limit && value.numerator() > -small_limit &&
         value.denominator() < small_limit;
}

// Of two numbers without a sign. Most are a few minutes, hours or weeks: a step or two of division, in 32 bits.
std::uint64_t common_divisor(std::uint64_t a, std::uint64_t b) {
  if (a > std::numeric_limits<std::uint32_t>::max() ||
      b > std::numeric_limits<std::uint32_t>::max())
    return std::gcd(a, b);
  auto above = static_cast<std::uint32_t>(a);
  auto below = static_cast<std::uint32_t>(b);
  while (below != 0) above = std::exchange(below, above % below);
  return above;
}

template <class Whole>
WholeAndParts split_as(const Ratio& value, std::int64_t in_whole) {
  const Whole above = value < 0 ? -Whole(value.numerator()) : Whole(value.numerator());
  const Whole below = value.denominator();
  const Whole rest = above % below;
  const Whole parts = (rest * in_whole * 2 + below) / (below * 2);
  WholeAndParts result{static_cast<std::int64_t>(Whole(above / below)),
                       static_cast<std::int64_t>(parts)};
  if (result.parts == in_whole) result = {result.whole + 1, 0};
  return result;
}

}  // namespace

Ratio::Ratio(std::int64_t numerator, std::int64_t denominator) {
  if (denominator == 0) throw DivisionByZero();
  if (denominator == 1) {
    numerator_ = numerator;
    return;
  }
  if (denominator == std::numeric_limits<std::int64_t>::min() ||
      numerator == std::numeric_limits<std::int64_t>::min()) {
    throw ArithmeticOverflow();
  }
  const auto without_sign = [](std::int64_t value) {
    return static_cast<std::uint64_t>(value < 0 ? -value : value);
  };
  const auto common =
      static_cast<std::int64_t>(common_divisor(without_sign(numerator), without_sign(denominator)));
  numerator_ = denominator < 0 ? -numerator : numerator;
  denominator_ = denominator < 0 ? -denominator : denominator;
  if (common == 1) return;
  numerator_ /= common;
  denominator_ /= common;
}

std::int64_t Ratio::floor() const {
  const std::int64_t quotient = numerator_ / denominator_;
  return numerator_ % denominator_ < 0 ? quotient - 1 : quotient;
}

std::int64_t Ratio::ceil() const { return -(-*this).floor(); }

std::int64_t Ratio::round() const {
  const Ratio half(1, 2);
  return numerator_ < 0 ? (*this - half).ceil() : (*this + half).floor();
}

Ratio operator+(const Ratio& a, const Ratio& b) {
  if (small(a) && small(b)) {
    if (a.numerator() == 0) return b;
    if (b.numerator() == 0) return a;
    if (a.denominator() == b.denominator()) return {a.numerator() + b.numerator(), a.denominator()};
    return {a.numerator() * b.denominator() + b.numerator() * a.denominator(),
            a.denominator() * b.denominator()};
  }
  return narrow(widen(a) + widen(b));
}

Ratio operator-(const Ratio& a, const Ratio& b) {
  if (small(a) && small(b)) {
    if (b.numerator() == 0) return a;
    if (a.denominator() == b.denominator()) return {a.numerator() - b.numerator(), a.denominator()};
    return {a.numerator() * b.denominator() - b.numerator() * a.denominator(),
            a.denominator() * b.denominator()};
  }
  return narrow(widen(a) - widen(b));
}

Ratio operator*(const Ratio& a, const Ratio& b) {
  if (small(a) && small(b)) {
    return {a.numerator() * b.numerator(), a.denominator() * b.denominator()};
  }
  return narrow(widen(a) * widen(b));
}

Ratio operator/(const Ratio& a, const Ratio& b) {
  if (b.numerator() == 0) throw DivisionByZero();
  if (small(a) && small(b)) {
    return {a.numerator() * b.denominator(), a.denominator() * b.numerator()};
  }
  return narrow(widen(a) / widen(b));
}

std::strong_ordering operator<=>(const Ratio& a, const Ratio& b) {
  if (small(a) && small(b)) {
    return a.numerator() * b.denominator() <=> b.numerator() * a.denominator();
  }
  const Wide left = Wide(a.numerator()) * b.denominator();
  const Wide right = Wide(b.numerator()) * a.denominator();
  return left < right   ? std::strong_ordering::less
         : left > right ? std::strong_ordering::greater
                        : std::strong_ordering::equal;
}

Ratio absolute(const Ratio& value) { return value < 0 ? -value : value; }

WholeAndParts split(const Ratio& value, std::int64_t in_whole) {
  return small(value) && in_whole < small_limit ? split_as<std::int64_t>(value, in_whole)
                                                : split_as<Wide>(value, in_whole);
}

std::string to_decimal(const Ratio& value, int decimals) {
  std::int64_t scale = 1;
  for (int i = 0; i < decimals; ++i) scale *= 10;
  const auto [whole, parts] = split(value, scale);
  const bool negative = value < 0 && (whole != 0 || parts != 0);
  std::string text = (negative ? "-" : "") + std::to_string(whole);
  std::string fraction = std::to_string(parts + scale).substr(1);
  while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
  return fraction.empty() ? text : text + "." + fraction;
}

std::string to_exact(const Ratio& value) {
  const std::string numerator = std::to_string(value.numerator());
  return value.is_whole() ? numerator : numerator + "/" + std::to_string(value.denominator());
}

std::optional<Ratio> parse_exact(std::string_view text) {
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  const char* end = text.data() + text.size();
  auto [next, problem] = std::from_chars(text.data(), end, numerator);
  if (problem != std::errc()) return std::nullopt;
  if (next != end) {
    if (*next != '/') return std::nullopt;
    const auto below = std::from_chars(next + 1, end, denominator);
    if (below.ec != std::errc() || below.ptr != end || denominator <= 1) return std::nullopt;
    if (numerator == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  }
  return Ratio(numerator, denominator);
}

Ratio parse_decimal(std::string_view text) {
  constexpr std::size_t most_digits = 9;
  constexpr std::size_t most_decimals = 6;
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  const std::string_view decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.size() > most_digits || decimals.size() > most_decimals) throw ArithmeticOverflow();
  std::int64_t numerator = 0;
  std::int64_t denominator = 1;
  for (const char c : whole) numerator = numerator * 10 + (c - '0');
  for (const char c : decimals) {
    numerator = numerator * 10 + (c - '0');
    denominator *= 10;
  }
  return {numerator, denominator};
}

}  // namespace capalint
