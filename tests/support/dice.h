// Random choices that are the same in every run and on every machine: the distributions of the standard
// library may differ.
#pragma once

#include <initializer_list>
#include <random>
#include <span>
#include <vector>

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}

  unsigned below(std::size_t end) { return static_cast<unsigned>(random_() % end); }
  bool one_in(unsigned times) { return below(times) == 0; }
  template <class T>
  T any(std::initializer_list<T> choices) {
    return *(choices.begin() + below(choices.size()));
  }
  template <class T>
  const T& any(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
  template <class T>
  const T& any(std::span<const T> choices) {
    return choices[below(choices.size())];
  }

 private:
  std::mt19937 random_;
};
