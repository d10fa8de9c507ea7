// Switches for `tests/mutate.py`, which puts this into a copy of the sources: every point that can change
// asks here whether its change is on. $CAPALINT_MUTANT names the one that is; with `record` none is, and
// the changes that would have made a difference are added to $CAPALINT_MUTANT_LOG at the end. `list` adds
// those that do not compile.
#pragma once

#undef _GLIBCXX_ASSERTIONS
#define _GLIBCXX_ASSERTIONS \
  1  // a change that leaves an array, or reads an empty optional, ends the program

#include <algorithm>
#include <array>
#include <compare>
#include <concepts>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace mutant {

inline constexpr int most_mutants = 100'000;  // numbers, not all in use

struct State {
  int active = -1;
  bool recording = false;
  bool listing = false;
  std::array<bool, most_mutants> differs{};

  State() {
    const char* wanted = std::getenv("CAPALINT_MUTANT");
    if (wanted == nullptr) return;
    recording = std::string_view(wanted) == "record";
    listing = std::string_view(wanted) == "list";
    if (!recording && !listing) active = std::atoi(wanted);
  }
  ~State() {
    const char* log = std::getenv("CAPALINT_MUTANT_LOG");
    std::FILE* file = log == nullptr ? nullptr : std::fopen(log, "a");
    if (file == nullptr) return;
    std::string lines;
    for (int id = 0; id < most_mutants; ++id)
      if (differs[id]) lines += std::to_string(id) + "\n";
    std::fputs(lines.c_str(), file);
    std::fclose(file);
  }
};
inline State& state() {
  static State state;
  return state;
}

/// The change of this number would not compile; noted when the program starts.
template <int N>
struct DoesNotCompile {
  static inline const bool noted = state().listing ? state().differs[N] = true : false;
};

template <class R, class Changed>
void record(int id, const R& original, Changed changed) {
  if (!state().recording || state().differs[id]) return;
  bool differs = true;
  if constexpr (std::equality_comparable<R>) {
    try {
      differs = !(original == static_cast<R>(changed()));
    } catch (...) {
    }
  }
  if (differs) state().differs[id] = true;
}

template <class Original, class Changed>
auto choose(int id, Original original, Changed changed) {
  using R = decltype(original());
  if (state().active == id) return static_cast<R>(changed());
  R value = original();
  record(id, value, changed);
  return value;
}

template <class B>
void refuse_zero(const B& b) {
  if constexpr (std::is_integral_v<B>)
    if (b == 0) throw "an integer was divided by zero";
}

// `a < b` becomes `a < less<7>{} < b`, which keeps precedence and grouping.
#define MUTANT_OPERATOR(NAME, OP, CHANGED)                                   \
  template <int N>                                                           \
  struct NAME {};                                                            \
  template <class A, int N>                                                  \
  struct NAME##_left {                                                       \
    const A& a;                                                              \
  };                                                                         \
  template <class A, int N>                                                  \
  NAME##_left<A, N> operator OP(const A& a, NAME<N>) {                       \
    return {a};                                                              \
  }                                                                          \
  template <class A, int N, class B>                                         \
  auto operator OP(NAME##_left<A, N> left, const B& b) {                     \
    using R = std::remove_cvref_t<decltype(left.a OP b)>;                    \
    if constexpr (requires { static_cast<R>(left.a CHANGED b); }) {          \
      return choose(                                                         \
          N, [&]() -> R { return left.a OP b; },                             \
          [&]() -> R {                                                       \
            if constexpr (std::string_view(#CHANGED) == "/") refuse_zero(b); \
            return static_cast<R>(left.a CHANGED b);                         \
          });                                                                \
    } else {                                                                 \
      (void)DoesNotCompile<N>::noted;                                        \
      return R(left.a OP b);                                                 \
    }                                                                        \
  }

MUTANT_OPERATOR(less, <, <=)
MUTANT_OPERATOR(less_equal, <=, <)
MUTANT_OPERATOR(greater, >, >=)
MUTANT_OPERATOR(greater_equal, >=, >)
MUTANT_OPERATOR(equal, ==, !=)
MUTANT_OPERATOR(not_equal, !=, ==)
MUTANT_OPERATOR(plus, +, -)
MUTANT_OPERATOR(minus, -, +)
MUTANT_OPERATOR(times, *, /)
MUTANT_OPERATOR(divided, /, *)
MUTANT_OPERATOR(modulo, %, *)

// Two optionals: more special than the standard's own operators.
#define MUTANT_OPTIONAL(NAME, OP, CHANGED)                                             \
  template <class A, int N, class B>                                                   \
  bool operator OP(NAME##_left<std::optional<A>, N> left, const std::optional<B>& b) { \
    return choose(                                                                     \
        N, [&] { return left.a OP b; }, [&] { return left.a CHANGED b; });             \
  }

MUTANT_OPTIONAL(equal, ==, !=)
MUTANT_OPTIONAL(not_equal, !=, ==)

// A `<=>`, which C++ compares with a literal 0 alone.
inline int sign(std::strong_ordering order) { return order < 0 ? -1 : order > 0 ? 1 : 0; }

#define MUTANT_ORDER(NAME, OP, CHANGED)                                                \
  template <int N>                                                                     \
  bool operator OP(NAME##_left<std::strong_ordering, N> left, const int& b) {          \
    return choose(                                                                     \
        N, [&] { return sign(left.a) OP b; }, [&] { return sign(left.a) CHANGED b; }); \
  }

MUTANT_ORDER(less, <, <=)
MUTANT_ORDER(less_equal, <=, <)
MUTANT_ORDER(greater, >, >=)
MUTANT_ORDER(greater_equal, >=, >)

// `a += b` becomes `a += plus_assign<7>{} += b`.
#define MUTANT_ASSIGNMENT(NAME, OP, CHANGED)                        \
  template <int N>                                                  \
  struct NAME {};                                                   \
  template <int N, class B>                                         \
  struct NAME##_right {                                             \
    const B& b;                                                     \
  };                                                                \
  template <int N, class B>                                         \
  NAME##_right<N, B> operator OP(NAME<N>, const B& b) {             \
    return {b};                                                     \
  }                                                                 \
  template <class A, int N, class B>                                \
  A& operator OP(A& a, NAME##_right<N, B> right) {                  \
    if constexpr (requires { a CHANGED right.b; }) {                \
      A changed = a;                                                \
      if (state().active == N) return a CHANGED right.b;            \
      a OP right.b;                                                 \
      record(N, a, [&]() -> A { return changed CHANGED right.b; }); \
    } else {                                                        \
      (void)DoesNotCompile<N>::noted;                               \
      a OP right.b;                                                 \
    }                                                               \
    return a;                                                       \
  }

MUTANT_ASSIGNMENT(plus_assign, +=, -=)
MUTANT_ASSIGNMENT(minus_assign, -=, +=)
MUTANT_ASSIGNMENT(times_assign, *=, /=)
MUTANT_ASSIGNMENT(divided_assign, /=, *=)

/// One more by mutant N, one less by N + 1.
template <int N, class T>
T number(T value) {
  if (state().active == N) return value + 1;
  if (state().active == N + 1) return value - 1;
  record(N, value, [&] { return value + 1; });
  record(N + 1, value, [&] { return value - 1; });
  return value;
}

/// An operand of `&&` that is left out counts as true, and one of `||` as false.
template <int N>
bool left_out_of_and(bool operand) {
  return choose(
      N, [&] { return operand; }, [] { return true; });
}
template <int N>
bool left_out_of_or(bool operand) {
  return choose(
      N, [&] { return operand; }, [] { return false; });
}
template <int N>
bool flipped(bool truth) {
  return choose(
      N, [&] { return truth; }, [&] { return !truth; });
}

template <int N, class T>
T smaller(const T& a, const std::type_identity_t<T>& b) {
  return choose(
      N, [&]() -> T { return std::min(a, b); }, [&]() -> T { return std::max(a, b); });
}
template <int N, class T>
T larger(const T& a, const std::type_identity_t<T>& b) {
  return choose(
      N, [&]() -> T { return std::max(a, b); }, [&]() -> T { return std::min(a, b); });
}

template <int N, class It, class... Order>
It smallest(It first, It last, Order... order) {
  return choose(
      N, [&] { return std::min_element(first, last, order...); },
      [&] { return std::max_element(first, last, order...); });
}
template <int N, class It, class... Order>
It largest(It first, It last, Order... order) {
  return choose(
      N, [&] { return std::max_element(first, last, order...); },
      [&] { return std::min_element(first, last, order...); });
}

/// `x.floor()` becomes `x.floor(rounded_by<7>{})`, which `Ratio` gets in the copy.
template <int N>
struct rounded_by {};

}  // namespace mutant
