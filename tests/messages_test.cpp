// Messages read as docs/messages.md asks: the templates in the standard packs, and what the style
// check itself makes of a few.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "message_style.h"

namespace {

struct Template {
  std::string place;
  std::string text;
};

/// The texts of `say`, `note` and `help` lines; a text on a line of its own goes on the one before.
std::vector<Template> templates_in(const std::filesystem::path& path) {
  std::vector<Template> templates;
  std::ifstream file(path);
  bool in_message = false;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    const std::size_t start = std::min(line.find_first_not_of(" \t"), line.size());
    const std::string word = line.substr(start, line.find_first_of(" \t\"", start) - start);
    const bool starts = word == "say" || word == "note" || word == "help";
    in_message = starts || (in_message && word.empty());
    if (!in_message) continue;
    if (starts) {
      templates.push_back({path.filename().string() + ":" + std::to_string(number), ""});
    }
    for (std::size_t open = line.find('"'); open != std::string::npos;) {
      const std::size_t close = line.find('"', open + 1);
      if (close == std::string::npos) break;
      templates.back().text += line.substr(open + 1, close - open - 1);
      open = line.find('"', close + 1);
    }
  }
  return templates;
}

}  // namespace

TEST_CASE("messages of the standard packs follow the guide", "[messages]") {
  const std::filesystem::path rules = std::filesystem::path(CAPALINT_SOURCE_DIR) / "rules";
  if (!std::filesystem::exists(rules)) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(rules)) {
    if (entry.path().extension() != ".capa") continue;
    for (const Template& message : templates_in(entry.path())) {
      for (const std::string& problem : style_problems(message.text)) {
        FAIL_CHECK(message.place << " " << problem << ": " << message.text);
      }
    }
  }
}

TEST_CASE("the style check knows a good message from a careless one", "[messages]") {
  CHECK(style_problems("{planned} of Big Admin supports {clinical} of clinical time").empty());
  CHECK(style_problems("Choice is shared by two of nine").empty());
  CHECK(style_problems("`Invalid!` is not a known activity; did you mean `other`?").empty());
  CHECK(style_problems("Karen Peters has two plans", "Karen Peters").empty());

  CHECK(style_problems("Duplicate plan") == std::vector<std::string>{"starts with a capital"});
  CHECK(style_problems("there is no plan.") == std::vector<std::string>{"ends with a full stop"});
  CHECK(style_problems("`core is open") ==
        std::vector<std::string>{"has a backtick without its pair"});
  CHECK(style_problems("too slow!") ==
        std::vector<std::string>{"has an exclamation mark", "says `slow`"});
}
