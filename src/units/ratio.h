// Exact numbers. Every comparison that decides a finding is made with these; only display rounds.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace capalint {

/// Arithmetic that has no result; `why` says so in words and outlives the exception.
struct NoResult : std::runtime_error {
  explicit NoResult(const char* reason) : std::runtime_error(reason), why(reason) {}
  std::string_view why;
};

/// A result that does not fit in 64 bits above and below the line.
struct ArithmeticOverflow : NoResult {
  ArithmeticOverflow() : NoResult("a number became too large to be exact") {}
};

struct DivisionByZero : NoResult {
  DivisionByZero() : NoResult("a number was divided by zero") {}
};

/// A fraction in lowest terms with a positive denominator. Whoever calculates with it includes
/// `units/arithmetic.h`; comparing and showing need nothing more.
class Ratio {
 public:
  constexpr Ratio() = default;
  constexpr Ratio(std::int64_t whole) : numerator_(whole) {}  // NOLINT: a whole number is a ratio
  /// Throws `DivisionByZero` or `ArithmeticOverflow`.
  Ratio(std::int64_t numerator, std::int64_t denominator);

  [[nodiscard]] std::int64_t numerator() const { return numerator_; }
  [[nodiscard]] std::int64_t denominator() const { return denominator_; }
  [[nodiscard]] bool is_whole() const { return denominator_ == 1; }

  [[nodiscard]] std::int64_t floor() const;
  [[nodiscard]] std::int64_t ceil() const;
  /// To the nearest whole number, halves away from zero.
  [[nodiscard]] std::int64_t round() const;

  friend bool operator==(const Ratio& a, const Ratio& b) = default;
  friend std::strong_ordering operator<=>(const Ratio& a, const Ratio& b);

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

[[nodiscard]] Ratio absolute(const Ratio& value);

/// A number without its sign, split: the wholes, and what is left in parts of which `in_whole` make a
/// whole, to the nearest one. Always has a result.
struct WholeAndParts {
  std::int64_t whole = 0;
  std::int64_t parts = 0;
};
[[nodiscard]] WholeAndParts split(const Ratio& value, std::int64_t in_whole);

/// `12`, `9.4`: at most `decimals` decimals, halves away from zero, no trailing zeros.
[[nodiscard]] std::string to_decimal(const Ratio& value, int decimals);
/// `66/7`: the number itself.
[[nodiscard]] std::string to_exact(const Ratio& value);
/// Reads what `to_exact` writes; nothing for anything else.
[[nodiscard]] std::optional<Ratio> parse_exact(std::string_view text);
/// Reads `12` or `3.25`; more than 9 digits before or 6 after the point throw `ArithmeticOverflow`.
[[nodiscard]] Ratio parse_decimal(std::string_view text);

}  // namespace capalint
