#include "syntax/spellings.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace capalint::syntax {
namespace {

struct Synonyms {
  std::string_view is;
  std::vector<std::string_view> written;
};

std::string_view look_up(const std::vector<Synonyms>& table, std::string_view word) {
  for (const Synonyms& row : table) {
    if (row.is == word || is_one_of(row.written, word)) return row.is;
  }
  return {};
}

}  // namespace

bool is_one_of(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view day_of(std::string_view word) {
  static const std::vector<Synonyms> days{
      {"mon", {"monday", "mondays"}},
      {"tue", {"tues", "tuesday", "tuesdays"}},
      {"wed", {"weds", "wednesday", "wednesdays"}},
      {"thu", {"thur", "thurs", "thursday", "thursdays"}},
      {"fri", {"friday", "fridays"}},
      {"sat", {"saturday", "saturdays"}},
      {"sun", {"sunday", "sundays"}},
  };
  return look_up(days, word);
}

std::string_view half_of(std::string_view word) {
  static const std::vector<Synonyms> halves{
      {"am", {"a.m.", "a.m", "morning", "mornings"}},
      {"pm", {"p.m.", "p.m", "afternoon", "afternoons"}},
      {"eve", {"evening", "evenings"}},
  };
  return look_up(halves, word);
}

std::string_view unit_of(std::string_view word) {
  static const std::vector<Synonyms> units{
      {"h", {"hr", "hrs", "hour", "hours"}},
      {"m", {"min", "mins", "minute", "minutes"}},
      {"sessions", {"session"}},
      {"PA", {"pa", "pas"}},
  };
  return look_up(units, word);
}

bool counts_appointments(std::string_view word) {
  return is_one_of({"appointment", "appointments", "appt", "appts", "contact", "contacts"}, word);
}

std::optional<int> number_word(std::string_view word) {
  constexpr std::array<std::string_view, 12> names{"one",  "two", "three",  "four",
                                                   "five", "six", "seven",  "eight",
                                                   "nine", "ten", "eleven", "twelve"};
  const auto* known = std::find(names.begin(), names.end(), word);
  if (known == names.end()) return std::nullopt;
  return static_cast<int>(known - names.begin()) + 1;
}

bool says_how_often(std::string_view word) {
  return is_one_of({"fortnightly", "weekly", "monthly"}, word);
}

std::string in_lower_case(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return low;
}

}  // namespace capalint::syntax
