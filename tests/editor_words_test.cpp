// Every statement of the language has its word in each editor's highlighting.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "syntax/parse.h"
#include "syntax/statements.h"

using namespace capalint;

namespace {

const std::filesystem::path editors = std::filesystem::path(CAPALINT_SOURCE_DIR) / "editors";

/// The words of a file's patterns: of the lines that hold one of these marks.
std::set<std::string> words_of_patterns(const std::string& file,
                                        const std::vector<std::string>& marks) {
  std::ifstream in(editors / file);
  REQUIRE(in.good());
  std::set<std::string> words;
  for (std::string line; std::getline(in, line);) {
    const bool pattern = std::any_of(marks.begin(), marks.end(), [&](const std::string& mark) {
      return line.find(mark) != std::string::npos;
    });
    if (!pattern) continue;
    std::string word;
    for (std::size_t i = 0; i <= line.size(); ++i) {
      const char before = i > 0 ? line[i - 1] : ' ';
      const bool letter = i < line.size() && std::isalpha(static_cast<unsigned char>(line[i])) != 0;
      // `\s` and `\a` are of the pattern.
      if (letter && !(before == '\\' && word.empty())) {
        word += line[i];
      } else if (!word.empty()) {
        words.insert(word);
        word.clear();
      }
    }
  }
  return words;
}

}  // namespace

TEST_CASE("every statement is in the highlighting of each editor", "[editors]") {
  const std::vector<std::set<std::string>> all{
      words_of_patterns("vscode/syntaxes/capa.tmLanguage.json", {"\"match\"", "\"begin\""}),
      words_of_patterns("neovim/capalint.lua", {"syntax match"}),
      words_of_patterns("emacs/capa-mode.el", {"\\\\("}),
  };
  for (const Statement& statement : statements()) {
    const std::string first(statement.word.substr(0, statement.word.find_first_of(" ,-")));
    CAPTURE(first);
    for (const auto& words : all) CHECK(words.contains(first));
    for (std::string_view rest = statement.word; !rest.empty();) {
      const std::string word(rest.substr(0, rest.find(' ')));
      if (word.find_first_of(",-") == std::string::npos) {
        CAPTURE(word);
        CHECK(all.front().contains(word));
      }
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    }
  }
}

TEST_CASE("every keyword is in the highlighting of VS Code", "[editors]") {
  const auto words =
      words_of_patterns("vscode/syntaxes/capa.tmLanguage.json", {"\"match\"", "\"begin\""});
  for (const std::string_view keyword : keywords()) {
    CAPTURE(keyword);
    CHECK((words.contains(std::string(keyword)) || words.contains(std::string(keyword) + "s")));
  }
}
