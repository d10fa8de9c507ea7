// That a file is replaced whole or stays as it is, whatever happens at that moment. What `fmt` makes of it
// is in fmt_test.py, what `check` says of it in fix_test.py.
#include "cli/write.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

namespace {

/// What others do just before each `renameat2`, in turn; and the error that it ends with, instead of being
/// called.
std::vector<std::function<void()>> meanwhile;
int rename_error = 0;

}  // namespace

// Stands before the one of the system in this program, so that a test can do something between the last
// look at a file and its replacement.
extern "C" int renameat2(int from_folder, const char* from, int to_folder, const char* to,
                         unsigned flags) noexcept {
  if (!meanwhile.empty()) {
    const std::function<void()> happen = meanwhile.front();
    meanwhile.erase(meanwhile.begin());
    happen();
  }
  if (rename_error != 0) {
    errno = rename_error;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
}

namespace {

namespace fs = std::filesystem;
using capalint::cli::save_file;

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
    meanwhile.clear();
    rename_error = 0;
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
  /// Why the file could not be replaced.
  [[nodiscard]] std::string replace(const std::string& file, std::string_view before,
                                    std::string_view after) const {
    return capalint::cli::replace_file(file, path.string(), before, after).problem;
  }
};

std::string read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

constexpr const char* changed = "this file has changed since it was read, so it stays as it is";

void save_in_place(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void save_by_rename(const std::string& path, const std::string& text) {
  save_in_place(path + ".new", text);
  fs::rename(path + ".new", path);
}

std::string attribute(const std::string& path, const char* name) {
  char value[256];
  const ssize_t size = ::getxattr(path.c_str(), name, value, sizeof value);
  return size < 0 ? "" : std::string(value, static_cast<std::size_t>(size));
}

/// Somebody else may read: an access list as the system keeps it.
std::string access_list() {
  std::string list("\2\0\0\0", 4);
  const auto add = [&](char tag, char rights, int who) {
    list += tag;
    list += '\0';
    list += rights;
    list += '\0';
    list.append(reinterpret_cast<const char*>(&who), sizeof who);
  };
  add(0x01, 6, -1);
  add(0x02, 4, 4321);
  add(0x04, 4, -1);
  add(0x10, 4, -1);
  add(0x20, 0, -1);
  return list;
}

bool set_attribute(const std::string& path, const char* name, const std::string& value) {
  return ::setxattr(path.c_str(), name, value.data(), value.size(), 0) == 0;
}

TEST_CASE("a replaced file keeps its mode, and nothing else is left in the folder", "[write]") {
  const Folder folder;
  const std::string path = folder.add("Siân's plan.capa", "before");
  fs::permissions(path, fs::perms{0640});
  CHECK(folder.replace(path, "before", "after\r\n") == "");
  CHECK(read(path) == "after\r\n");
  CHECK(fs::status(path).permissions() == fs::perms{0640});
  CHECK(folder.files() == 1);
}

TEST_CASE("a symbolic link stays one, and its target is replaced", "[write]") {
  const Folder folder;
  fs::create_directory(folder.path / "real");
  const std::string target = folder.add("real/plan.capa", "before");
  fs::create_symlink("real/plan.capa", folder.path / "one");
  fs::create_symlink("one", folder.path / "two");
  CHECK(folder.replace((folder.path / "two").string(), "before", "after") == "");
  CHECK(read(target) == "after");
  CHECK(fs::is_symlink(folder.path / "one"));
  CHECK(fs::is_symlink(folder.path / "two"));
}

TEST_CASE("nothing is written through a link out of the workspace", "[write]") {
  const Folder folder;
  const Folder elsewhere;
  const std::string target = elsewhere.add("plan.capa", "before");
  const std::string why =
      "this link leads out of the workspace, so what it leads to stays as it is";
  fs::create_symlink(target, folder.path / "plan.capa");
  CHECK(folder.replace((folder.path / "plan.capa").string(), "before", "after") == why);
  fs::create_directory_symlink(elsewhere.path, folder.path / "plans");
  CHECK(folder.replace((folder.path / "plans/plan.capa").string(), "before", "after") == why);
  CHECK(read(target) == "before");
  CHECK(elsewhere.files() == 1);

  SECTION("also when the link came a moment ago") {
    const std::string path = folder.add("own.capa", "before");
    meanwhile = {[&] {
      fs::remove(path);
      fs::create_symlink(target, path);
    }};
    CHECK(folder.replace(path, "before", "after") == changed);
    CHECK(fs::is_symlink(path));
    CHECK(read(target) == "before");
  }
}

TEST_CASE("what an editor saved meanwhile stays", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "from the editor");
  CHECK(folder.replace(path, "before", "after") == changed);
  CHECK(read(path) == "from the editor");
  CHECK(folder.files() == 1);
}

TEST_CASE("what an editor saves between the last look and the replacement stays", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  rename_error = GENERATE(0, EINVAL, ENOSYS);
  INFO(rename_error);

  std::function<void()> save = [&] { save_in_place(path, "saved"); };
  SECTION("into the file") {}
  SECTION("under its name") {
    save = [&] { save_by_rename(path, "saved"); };
  }
  SECTION("with the mode of the old one") {
    save = [&] {
      save_by_rename(path, "saved");
      fs::permissions(path, fs::perms{0600});
    };
  }
  meanwhile = {save};
  CHECK(folder.replace(path, "before", "after") == changed);
  CHECK(read(path) == "saved");
  CHECK(folder.files() == 1);
}

TEST_CASE("what an editor saves while a file is put back stays", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  const auto save = [&](const char* text) { return [&path, text] { save_by_rename(path, text); }; };

  SECTION("once") {
    meanwhile = {save("one"), save("two")};
    CHECK(folder.replace(path, "before", "after") == changed);
    CHECK(read(path) == "two");
  }
  SECTION("again and again") {
    meanwhile = {save("one"), save("two"), save("three"), save("four")};
    CHECK(folder.replace(path, "before", "after") == changed);
    CHECK(read(path) == "four");
  }
  SECTION("into the file") {
    meanwhile = {save("one"), [&] { save_in_place(path, "two"); }};
    CHECK(folder.replace(path, "before", "after") == changed);
    CHECK(read(path) == "two");
  }
  SECTION("after it has moved the old text to a backup") {
    meanwhile = {save("one"), [&] { fs::rename(path, path + "~"); }};
    CHECK(folder.replace(path, "before", "after") == changed);
    CHECK(read(path) == "one");
    fs::remove(path + "~");
  }
  CHECK(folder.files() == 1);
}

TEST_CASE("a text that cannot be put back is kept beside, and that is said", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  meanwhile = {[&] { save_by_rename(path, "saved"); }, [] { rename_error = EIO; }};
  const std::string why = folder.replace(path, "before", "after");
  CHECK(why.starts_with("this file was saved meanwhile, and the text of that is in `"));
  const std::size_t open = why.find('`') + 1;
  CHECK(read(why.substr(open, why.rfind('`') - open)) == "saved");
}

TEST_CASE("a file system without exchanging is written to as well", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  rename_error = EINVAL;
  CHECK(folder.replace(path, "before", "after") == "");
  CHECK(read(path) == "after");
  const std::string report = (folder.path / "report").string();
  CHECK(save_file(report, "text", [](std::string_view) { return false; }).problem == "");
  CHECK(read(report) == "text");
  CHECK(folder.files() == 2);
}

TEST_CASE("a signal that ends the program leaves a whole file and nothing else", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  INFO(signal);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::signal(signal, SIG_DFL);
    meanwhile = {[signal] { ::raise(signal); }};
    const std::string problem = folder.replace(path, "before", "after");
    ::_exit(problem.empty() ? 0 : 1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == signal);
  CHECK(read(path) == "after");
  CHECK(folder.files() == 1);
}

TEST_CASE("attributes and access lists stay as they are", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  if (!set_attribute(path, "user.origin", "a spreadsheet")) {
    WARN("no attributes on this file system");
    return;
  }
  const bool lists = set_attribute(path, "system.posix_acl_access", access_list());
  CHECK(folder.replace(path, "before", "after") == "");
  CHECK(attribute(path, "user.origin") == "a spreadsheet");
  if (lists) CHECK(attribute(path, "system.posix_acl_access") == access_list());

  SECTION("a file without an access list gets none from its folder") {
    const std::string other = folder.add("other.capa", "before");
    if (!set_attribute(folder.path, "system.posix_acl_default", access_list())) return;
    CHECK(folder.replace(other, "before", "after") == "");
    CHECK(attribute(other, "system.posix_acl_access").empty());
  }
}

TEST_CASE("a hard link is broken, and that is said", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  CHECK(capalint::cli::replace_file(path, folder.path.string(), "before", "one").remark.empty());
  fs::create_hard_link(path, folder.path / "twin.capa");
  const auto written = capalint::cli::replace_file(path, folder.path.string(), "one", "two");
  CHECK(written.problem.empty());
  CHECK(written.remark ==
        "this file had another name as well (a hard link), which keeps the text of before");
  CHECK(read(path) == "two");
  CHECK(read((folder.path / "twin.capa").string()) == "one");
}

TEST_CASE("a write-protected file stays, for root too", "[write]") {
  const Folder folder;
  const std::string path = folder.add("plan.capa", "before");
  fs::permissions(path, fs::perms{0444});
  CHECK(folder.replace(path, "before", "after") == "this file is write-protected");
  CHECK(read(path) == "before");
  CHECK(folder.files() == 1);
}

TEST_CASE("no file is made where there was none", "[write]") {
  const Folder folder;
  CHECK(folder.replace((folder.path / "plan.capa").string(), "", "after") ==
        "this file was there a moment ago and is gone now");
  CHECK(folder.files() == 0);
}

TEST_CASE("a report is written over what may go, and over nothing else", "[write]") {
  const Folder folder;
  const auto is_report = [](std::string_view text) { return text.starts_with("report"); };
  const std::string path = folder.add("out", "report of yesterday");
  CHECK(save_file(path, "report of today", is_report).problem == "");
  CHECK(read(path) == "report of today");
  const std::string why =
      "this file is not a report of capalint, so it stays as it is; name another file, or delete "
      "this one";
  const std::string letter = folder.add("letter", "Dear all");
  CHECK(save_file(letter, "report", is_report).problem == why);

  SECTION("also when that came a moment ago") {
    meanwhile = {[&] { save_by_rename(path, "Dear all"); }};
    CHECK(save_file(path, "report", is_report).problem == why);
    CHECK(read(path) == "Dear all");
    const std::string fresh = (folder.path / "new").string();
    meanwhile = {[&] { save_in_place(fresh, "Dear all"); }};
    CHECK(save_file(fresh, "report", is_report).problem == why);
    CHECK(read(fresh) == "Dear all");
    fs::remove(fresh);
  }
  CHECK(read(letter) == "Dear all");
  CHECK(folder.files() == 2);
}

}  // namespace
