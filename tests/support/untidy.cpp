#include "support/untidy.h"

#include <random>

#include "syntax/lex.h"

std::string untidy(const std::string& text, unsigned seed) {
  const capalint::Source source("test.capa", text);
  std::mt19937 random(seed);
  std::string result;
  std::size_t end = 0;
  for (const capalint::Token& token : lex(0, source)) {
    if (token.text.empty()) continue;
    const std::string gap = text.substr(end, token.span.begin - end);
    const std::size_t new_line = gap.rfind('\n');
    if (new_line != std::string::npos) {
      result += gap.substr(0, new_line + 1) + std::string(random() % 9, ' ');
    } else {
      result += gap.empty() ? "" : std::string(1 + random() % 4, ' ');
    }
    result += token.text;
    end = token.span.end;
  }
  return result + text.substr(end);
}
