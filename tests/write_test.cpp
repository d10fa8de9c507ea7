// That a file is replaced whole or stays as it is. What `fmt` makes of it is in fmt_test.py.
#include "cli/write.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace {

namespace fs = std::filesystem;
using capalint::cli::replace_file;

struct Folder {
  fs::path path;
  Folder() {
    std::string name = (fs::temp_directory_path() / "capalint-write-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path = fs::canonical(name);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    fs::remove_all(path, error);
  }

  [[nodiscard]] std::string add(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
  [[nodiscard]] std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator{}));
  }
};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST_CASE("a replaced file keeps its mode, and nothing else is left in the folder") {
  const Folder folder;
  const std::string path = folder.add("Siân's plan.capa", "before");
  fs::permissions(path, fs::perms{0640});
  CHECK(replace_file(path, "before", "after\r\n") == "");
  CHECK(read(path) == "after\r\n");
  CHECK(fs::status(path).permissions() == fs::perms{0640});
  CHECK(folder.files() == 1);
}

TEST_CASE("a symbolic link stays one, and its target is replaced") {
  const Folder folder;
  fs::create_directory(folder.path / "real");
  const std::string target = folder.add("real/plan.capa", "before");
  fs::create_symlink("real/plan.capa", folder.path / "one");
  fs::create_symlink("one", folder.path / "two");
  CHECK(replace_file((folder.path / "two").string(), "before", "after") == "");
  CHECK(read(target) == "after");
  CHECK(fs::is_symlink(folder.path / "one"));
  CHECK(fs::is_symlink(folder.path / "two"));
}

TEST_CASE("what an editor saved meanwhile stays") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "from the editor");
  CHECK(replace_file(path, "before", "after") ==
        "this file has changed since it was read, so it stays as it is");
  CHECK(read(path) == "from the editor");
  CHECK(folder.files() == 1);
}

TEST_CASE("a write-protected file stays, for root too") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  fs::permissions(path, fs::perms{0444});
  CHECK(replace_file(path, "before", "after") == "this file is write-protected");
  CHECK(read(path) == "before");
  CHECK(folder.files() == 1);
}

TEST_CASE("no file is made where there was none") {
  const Folder folder;
  CHECK(replace_file((folder.path / "plan.capa").string(), "", "after") ==
        "this file was there a moment ago and is gone now");
  CHECK(folder.files() == 0);
}

}  // namespace
