#include "message_style.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace {

// CAPA's own terms and the days of the week keep their capital.
constexpr std::array<std::string_view, 14> capital_terms{
    "Monday",    "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",    "Sunday",
    "Big Admin", "CAPA",    "CPD",       "Choice",   "Core",   "Partnership", "Specific"};

// About people instead of plans, or scolding, or filling.
constexpr std::array<std::string_view, 16> avoided_words{
    "bad",         "easy", "idle",   "illegal",        "inefficient",
    "invalid",     "just", "lazy",   "low-performing", "obviously",
    "please",      "poor", "simply", "slow",           "underperforming",
    "unproductive"};

std::string without_code(std::string_view message) {
  std::string text;
  bool in_code = false;
  for (const char c : message) {
    if (c == '`') {
      in_code = !in_code;
      text += '`';
    } else if (!in_code) {
      text += c;
    }
  }
  return text;
}

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0; }

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    if (is_letter(c) || c == '-') {
      words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!words.back().empty()) {
      words.emplace_back();
    }
  }
  return words;
}

}  // namespace

std::vector<std::string> style_problems(std::string_view message, std::string_view subject) {
  std::vector<std::string> problems;
  if (message.empty()) return {"is empty"};

  const bool begins_with_term =
      std::any_of(capital_terms.begin(), capital_terms.end(),
                  [&](std::string_view term) { return message.starts_with(term); }) ||
      (!subject.empty() && message.starts_with(subject));
  if (std::isupper(static_cast<unsigned char>(message.front())) != 0 && !begins_with_term) {
    problems.emplace_back("starts with a capital");
  }
  if (message.ends_with('.') && !message.ends_with(".."))
    problems.emplace_back("ends with a full stop");
  if (std::count(message.begin(), message.end(), '`') % 2 != 0) {
    problems.emplace_back("has a backtick without its pair");
  }
  if (message.find('\n') != std::string_view::npos) problems.emplace_back("has more than one line");

  const std::string prose = without_code(message);
  if (prose.find('!') != std::string::npos) problems.emplace_back("has an exclamation mark");
  for (const std::string& word : words_of(prose)) {
    if (std::find(avoided_words.begin(), avoided_words.end(), word) != avoided_words.end()) {
      problems.push_back("says `" + word + "`");
    }
  }
  return problems;
}
