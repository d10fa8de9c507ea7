// The table of the rule language's functions: a row is all that a function needs.
#include "rules/functions.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

using namespace capalint;

TEST_CASE("every function has its check and its code in its row", "[functions]") {
  std::set<std::string_view> names;
  for (const Function& function : functions()) {
    INFO(function.name);
    CHECK(names.insert(function.name).second);
    CHECK(function.check != nullptr);
    CHECK((function.value != nullptr) != (function.of_all != nullptr));
    CHECK(function.signature.starts_with(std::string(function.name) + "("));
    CHECK_FALSE(function.doc.empty());
    CHECK(function.arguments <= most_arguments);
    CHECK((function.source.empty() || function.formula.has_value()));
    CHECK(find_function(function.name) == &function);
  }
  CHECK(names.size() > 30);
  CHECK(find_function("floo") == nullptr);
}

TEST_CASE("no code outside of the table knows a function by its name", "[functions]") {
  namespace fs = std::filesystem;
  std::size_t files = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(CAPALINT_SOURCE_DIR) / "src" / "rules")) {
    const std::string file = entry.path().filename().string();
    if (!entry.is_regular_file() || file == "functions.cpp" || file == "formulas.cpp") continue;
    std::ifstream in(entry.path());
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    ++files;
    for (const Function& function : functions()) {
      INFO(file << " compares with " << function.name);
      const std::string quoted = "\"" + std::string(function.name) + "\"";
      CHECK(text.find("== " + quoted) == std::string::npos);
      CHECK(text.find(quoted + " ==") == std::string::npos);
    }
  }
  CHECK(files > 40);
}
