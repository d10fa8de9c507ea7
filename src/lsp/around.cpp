#include "lsp/around.h"

#include <algorithm>

namespace capalint::lsp {

std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < line.size();) {
    if (line[i] == ' ' || line[i] == '\t') {
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    if (line[i] == '"') {
      end = std::min(line.find('"', i + 1), line.size() - 1) + 1;
    } else if (line[i] == '#') {
      end = line.size();
    } else if (std::string_view(",{}()").find(line[i]) == std::string_view::npos) {
      while (end < line.size() &&
             std::string_view(" \t,{}()\"#").find(line[end]) == std::string_view::npos)
        ++end;
    }
    words.push_back(line.substr(i, end - i));
    i = end;
  }
  return words;
}

Around around(const Source& source, std::uint32_t line) {
  std::vector<Around> open{{}};
  for (std::uint32_t number = 1; number < line; ++number) {
    const auto words = words_of(source.line(number));
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] == "}" && open.size() > 1) open.pop_back();
      if (words[i] != "{") continue;
      Around next = open.back();
      const std::string_view head = words[0];
      const std::string_view name = words.size() > 1 && words[1].starts_with('"')
                                        ? words[1].substr(1, words[1].size() - 2)
                                        : std::string_view{};
      if (head == "team") next = {Within::team, name};
      if (head == "plan") {
        next = {Within::plan, {}};
        for (std::size_t w = 2; w < i; ++w) {
          if (words[w - 1] == "in" && words[w].size() > 1)
            next.name = words[w].substr(1, words[w].size() - 2);
        }
      }
      if (head == "rules") next = {Within::rules, name};
      if (head == "choice" && next.block == Within::team) next.block = Within::choice;
      if (head == "rule") next.block = Within::rule;
      if (head == "example") next = {};
      if (head == "setting") next.block = Within::setting;
      if (head == "pack") next.block = Within::pack;
      open.push_back(next);
    }
  }
  return open.back();
}

}  // namespace capalint::lsp
