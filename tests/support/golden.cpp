#include "support/golden.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

void check_golden(const std::string& path, const std::string& text) {
  const std::filesystem::path file =
      std::filesystem::path(CAPALINT_SOURCE_DIR) / "tests/golden" / path;
  const char* update = std::getenv("CAPALINT_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    SUCCEED("rewritten");
    return;
  }
  std::ifstream in(file, std::ios::binary);
  INFO("tests/golden/" << path << " (CAPALINT_UPDATE_GOLDEN=1 rewrites it)");
  REQUIRE(in.good());
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  CHECK(text == expected);
}
