#include "diagnostics/english.h"

namespace capalint {
namespace {

bool is_vowel(char letter) {
  return std::string_view("aeiou").find(letter) != std::string_view::npos;
}

}  // namespace

std::string with_article(std::string_view noun) {
  return (!noun.empty() && is_vowel(noun.front()) ? "an " : "a ") + std::string(noun);
}

std::string plural(std::string_view noun) {
  const bool y_after_consonant =
      noun.size() > 1 && noun.back() == 'y' && !is_vowel(noun[noun.size() - 2]);
  if (y_after_consonant) return std::string(noun.substr(0, noun.size() - 1)) + "ies";
  return std::string(noun) + "s";
}

}  // namespace capalint
