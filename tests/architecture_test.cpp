// What docs/architecture.md promises about the shape of the code, and the linker cannot enforce.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "rules/properties.h"

namespace {

namespace fs = std::filesystem;

const fs::path root = CAPALINT_SOURCE_DIR;

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Line {
  std::string place;  // `src/units/ratio.h:12`
  std::string layer;  // `units`; empty for src/main.cpp
  std::string text;
  std::string header;  // what it includes, without brackets or quotes; else empty
};

std::vector<fs::path> files_below(const std::string& folder) {
  std::vector<fs::path> files;
  if (!fs::exists(root / folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string included(const std::string& text) {
  static const std::regex pattern("#include [<\"]([^>\"]+)[>\"].*");
  std::smatch match;
  return text.starts_with("#") && std::regex_match(text, match, pattern) ? match[1].str() : "";
}

const std::vector<Line>& source_lines() {
  static const std::vector<Line> lines = [] {
    std::vector<Line> all;
    for (const fs::path& path : files_below("src")) {
      const fs::path below = path.lexically_relative(root / "src");
      const std::string layer = below.has_parent_path() ? below.begin()->string() : "";
      std::ifstream file(path);
      int number = 0;
      for (std::string text; std::getline(file, text);) {
        const std::string place = "src/" + below.string() + ":" + std::to_string(++number);
        all.push_back({place, layer, text, included(text)});
      }
    }
    return all;
  }();
  return lines;
}

/// The first group of every match.
std::vector<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    found.push_back((*it)[1]);
  }
  return found;
}

/// Left to right, as the build has them.
std::vector<std::string> layers() {
  return matches(read(root / "CMakeLists.txt"), std::regex("\ncapalint_layer\\((\\w+)"));
}

bool contains(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

}  // namespace

TEST_CASE("every folder in src is a layer of the build", "[architecture]") {
  const auto known = layers();
  REQUIRE(known.size() > 1);
  for (const Line& line : source_lines()) {
    INFO(line.place);
    if (!line.layer.empty()) REQUIRE(contains(known, line.layer));
  }
}

TEST_CASE("no include points to a layer on the right", "[architecture]") {
  const auto known = layers();
  const auto rank = [&](const std::string& layer) {
    return std::find(known.begin(), known.end(), layer) - known.begin();
  };
  for (const Line& line : source_lines()) {
    const std::string layer = line.header.substr(0, line.header.find('/'));
    if (line.layer.empty() || !contains(known, layer)) continue;
    INFO(line.place << " includes " << line.header);
    CHECK(rank(layer) <= rank(line.layer));
  }
}

TEST_CASE("each library stays in the layers that need it", "[architecture]") {
  struct Library {
    std::string prefix;
    std::vector<std::string> layers;
  };
  const std::vector<Library> libraries{
      {"nlohmann/", {"render", "lsp", "cli"}},
      {"CLI/", {"cli"}},
      {"dtl/", {"format"}},
  };
  for (const Line& line : source_lines()) {
    INFO(line.place << ": " << line.text);
    for (const Library& library : libraries) {
      if (line.header.starts_with(library.prefix)) CHECK(contains(library.layers, line.layer));
    }
    // Nothing of ANTLR's can be used without its name.
    if (line.layer != "syntax") CHECK(line.text.find("antlr4") == std::string::npos);
  }
}

TEST_CASE("only the layers that work out figures calculate", "[architecture]") {
  // Reading and rewriting of amounts, the model's units, and the operators of the rule language.
  const std::vector<std::string> layers{"units",  "capacity", "syntax",
                                        "format", "model",    "figures"};
  const std::vector<std::string> language{"src/rules/operators.cpp", "src/rules/functions.cpp",
                                          "src/rules/formulas.cpp", "src/rules/mutation.cpp"};
  const std::regex formula("capacity::\\w+\\(");
  std::size_t calculating = 0;
  for (const Line& line : source_lines()) {
    const bool calculates =
        line.header == "units/arithmetic.h" || std::regex_search(line.text, formula);
    if (!calculates) continue;
    ++calculating;
    INFO(line.place << ": " << line.text);
    CHECK((contains(layers, line.layer) ||
           contains(language, line.place.substr(0, line.place.find(':')))));
  }
  CHECK(calculating > 0);
}

bool is_word_of_the_language(const std::string& name) {
  const auto& table = capalint::properties();
  if (std::any_of(table.begin(), table.end(),
                  [&](const capalint::Property& property) { return property.name == name; })) {
    return true;
  }
  for (const fs::path& path : files_below("rules")) {
    const auto settings = matches("\n" + read(path), std::regex("\n[ \t]*setting[ \t]+([\\w-]+)"));
    if (std::find(settings.begin(), settings.end(), name) != settings.end()) return true;
  }
  return false;
}

TEST_CASE("C++ names no rule of the standard packs", "[architecture]") {
  std::vector<std::string> names;
  for (const fs::path& path : files_below("rules")) {
    const std::string text = "\n" + read(path);
    const auto codes = matches(text, std::regex("\n[ \t]*code[ \t]+(\\w+)"));
    names.insert(names.end(), codes.begin(), codes.end());
    // One word alone (`lunch`) may be an activity as well, and a rule is often called as what it
    // looks at: a word of the rule language stands for the property or the setting.
    for (const std::string& name : matches(text, std::regex("\n[ \t]*rule[ \t]+(\\w+-[\\w-]+)"))) {
      if (!is_word_of_the_language(name)) names.push_back('"' + name + '"');
    }
  }
  for (const Line& line : source_lines()) {
    for (const std::string& name : names) {
      if (line.text.find(name) == std::string::npos) continue;
      FAIL_CHECK(line.place << " names " << name << ", which belongs to rules/ alone");
    }
  }
}

TEST_CASE("rules call the formulas of capacity, and write none of their own", "[architecture]") {
  // Sessions, weeks of a quarter, the multiplier: what each formula of CAPA divides or multiplies by.
  const std::regex formula(
      "/ \\(?(session|multiplier|core-appointments|full-time-sessions)\\b(?!-)|13 weeks|"
      "\\* multiplier-in-force|working-weeks / 4");
  const std::regex statement("^ *(let|require|where|for each) .*");
  int statements = 0;
  for (const fs::path& path : files_below("rules/capa")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (!std::regex_match(line, statement)) continue;
      ++statements;
      INFO(path.filename().string() << ": " << line);
      CHECK_FALSE(std::regex_search(line, formula));
    }
  }
  CHECK(statements > 100);
}

TEST_CASE("comments stand on their own", "[architecture]") {
  const std::regex leftover("#[0-9]|\\b(TODO|FIXME|XXX)\\b");
  for (const Line& line : source_lines()) {
    const std::size_t slashes = line.text.find("//");
    if (slashes == std::string::npos) continue;
    INFO(line.place << ": " << line.text);
    CHECK_FALSE(std::regex_search(line.text.substr(slashes), leftover));
  }
}

TEST_CASE("the functions in docs/architecture.md exist", "[architecture]") {
  // | `stage` | `function`, `Type::function` | …
  const std::string page = read(root / "docs/architecture.md");
  const std::regex row("\n\\| `(\\w+)` \\| (`[^|]*`) \\|");
  for (std::sregex_iterator it(page.begin(), page.end(), row), end; it != end; ++it) {
    const std::string stage = (*it)[1];
    std::string headers;
    for (const fs::path& path : files_below("src/" + stage)) {
      if (path.extension() == ".h") headers += read(path);
    }
    for (const std::string& name : matches((*it)[2], std::regex("(\\w+)`"))) {
      INFO("src/" << stage << " has no `" << name << "`");
      CHECK(std::regex_search(headers, std::regex("\\b" + name + "\\(")));
    }
  }
}
