// What a user may point capalint at, good or bad, and which files that makes it read.
#include "source/workspace.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "source/files.h"
#include "source/glob.h"
#include "source/ignore.h"

namespace {

namespace fs = std::filesystem;
using namespace capalint;
using Strings = std::vector<std::string>;

/// A folder of its own for each test, and the current one while it lasts.
struct Scratch {
  fs::path before = fs::current_path();
  fs::path root;

  Scratch() {
    std::string name = (fs::temp_directory_path() / "capalint-workspace-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    fs::permissions(name, fs::perms{0755});  // for the tests that are not root's
    root = fs::canonical(name);
    fs::current_path(root);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    fs::current_path(before);
    std::error_code error;
    fs::remove_all(root, error);
  }

  void write(const Strings& paths) const {
    for (const std::string& path : paths) write(path, "# " + path + "\n");
  }
  void write(const std::string& path, const std::string& text) const {
    if (const fs::path folder = fs::path(path).parent_path(); !folder.empty())
      fs::create_directories(folder);
    std::ofstream(path, std::ios::binary) << text;
    REQUIRE(fs::exists(path));
  }
};

/// Permissions mean nothing to root, so the tests that are about them step down for a while.
struct NotRoot {
  bool was_root = ::geteuid() == 0;
  NotRoot() {
    constexpr uid_t none = 65534;
    if (was_root) REQUIRE(::seteuid(none) == 0);
  }
  NotRoot(const NotRoot&) = delete;
  NotRoot& operator=(const NotRoot&) = delete;
  ~NotRoot() {
    if (was_root && ::seteuid(0) != 0) std::abort();
  }
};

/// One line for each root, file and problem: `= root`, `* requested`, `  context`, `! path: message`.
Strings found(const Strings& paths, const WorkspaceOptions& options = {}) {
  Strings lines;
  const Inputs inputs = find_workspaces(paths, options);
  for (const Workspace& workspace : inputs.workspaces) {
    lines.push_back("= " + workspace.root);
    for (FileId id = 0; id < workspace.sources.size(); ++id) {
      const Source& source = workspace.sources[id];
      const auto& requested = workspace.requested;
      const bool is_requested =
          std::find(requested.begin(), requested.end(), id) != requested.end();
      const std::string problem = source.problem().empty() ? "" : ": " + source.problem();
      lines.push_back((is_requested ? "* " : "  ") + source.path() + problem);
    }
  }
  for (const Problem& problem : inputs.problems)
    lines.push_back("! " + problem.path + ": " + problem.message);
  return lines;
}

bool holds(const Strings& lines, const std::string& line) {
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

bool leaves_out(const std::string& rules, const std::string& path, bool is_folder = false) {
  return IgnoreRules::leave_out(std::make_shared<const IgnoreRules>("/w", rules, nullptr),
                                "/w/" + path, is_folder);
}

}  // namespace

TEST_CASE("a folder is read whole, in byte order, and shown as it was given", "[workspace]") {
  const Scratch scratch;
  scratch.write({"plans/b.capa", "plans/a.capa", "plans/a/z.capa", "plans/a-b.capa", "plans/B.capa",
                 "plans/notes.txt"});
  const Strings expected{"= plans",        "* plans/B.capa",   "* plans/a-b.capa",
                         "* plans/a.capa", "* plans/a/z.capa", "* plans/b.capa"};
  CHECK(found({"plans"}) == expected);
  CHECK(found({"./plans/"}) == expected);
  CHECK(found({".//plans/./"}) == expected);
  CHECK(found({"plans/a/.."})[1] == "* plans/a/../B.capa");

  const std::string absolute = (scratch.root / "plans").string();
  CHECK(found({absolute})[0] == "= " + absolute);
  CHECK(found({absolute})[5] == "* " + absolute + "/b.capa");

  const Inputs inputs = find_workspaces({"plans"}, {});
  CHECK(inputs.workspaces[0].sources[0].text() == "# plans/B.capa\n");

  fs::current_path("plans");
  CHECK(found({"."}) ==
        Strings{"= .", "* B.capa", "* a-b.capa", "* a.capa", "* a/z.capa", "* b.capa"});
  CHECK(found({"a"}) == Strings{"= a", "* a/z.capa"});
}

TEST_CASE("a file brings its workspace as context", "[workspace]") {
  const Scratch scratch;
  scratch.write({"capalint.capa", "team.capa", "plans/karen.capa", "plans/andrew.capa"});
  CHECK(found({"plans/karen.capa"}) == Strings{"= .", "  capalint.capa", "  plans/andrew.capa",
                                               "* plans/karen.capa", "  team.capa"});
  CHECK(found({"plans"}) == Strings{"= .", "  capalint.capa", "* plans/andrew.capa",
                                    "* plans/karen.capa", "  team.capa"});
  CHECK(found({"capalint.capa"})[1] == "* capalint.capa");

  SECTION("shown from the current folder, wherever that is") {
    fs::current_path("plans");
    CHECK(found({"karen.capa"}) ==
          Strings{"= ..", "  ../capalint.capa", "  ../team.capa", "  andrew.capa", "* karen.capa"});
    fs::current_path("/");
    const std::string root = scratch.root.string().substr(1);
    CHECK(found({root + "/team.capa"})[0] == "= " + root);
    CHECK(found({root + "/team.capa"})[4] == "* " + root + "/team.capa");
    scratch.write({(scratch.root / "elsewhere/x").string()});
    fs::current_path(scratch.root / "elsewhere");
    const std::string absolute = scratch.root.string();
    CHECK(found({absolute + "/plans/karen.capa"}) ==
          Strings{"= ..", "  ../capalint.capa", "  ../plans/andrew.capa", "  ../team.capa",
                  "* " + absolute + "/plans/karen.capa"});
  }
  SECTION("as an absolute path where the current folder is elsewhere") {
    fs::create_directories("other");
    scratch.write({"own/capalint.capa", "own/a.capa", "own/b.capa"});
    fs::current_path("other");
    const std::string own = (scratch.root / "own").string();
    CHECK(found({"../own/b.capa"}) == Strings{"= " + own, "* ../own/b.capa", "  " + own + "/a.capa",
                                              "  " + own + "/capalint.capa"});
  }
}

TEST_CASE("without a marker, the root is what was given", "[workspace]") {
  const Scratch scratch;
  scratch.write(
      {"team.capa", "plans/karen.capa", "plans/andrew.capa", "plans/old/x.capa", "other/y.capa"});
  CHECK(found({"plans/karen.capa"}) ==
        Strings{"= plans", "  plans/andrew.capa", "* plans/karen.capa", "  plans/old/x.capa"});
  CHECK(found({"plans/old"}) == Strings{"= plans/old", "* plans/old/x.capa"});
  CHECK(found({"other", "plans/old"}) ==
        Strings{"= other", "* other/y.capa", "= plans/old", "* plans/old/x.capa"});

  SECTION("what lies below another given folder belongs to it") {
    CHECK(found({"plans/old", "other/y.capa", "."}) ==
          Strings{"= .", "* other/y.capa", "* plans/andrew.capa", "* plans/karen.capa",
                  "* plans/old/x.capa", "* team.capa"});
    CHECK(found({"plans/old/x.capa", "team.capa"}) ==
          Strings{"= .", "  other/y.capa", "  plans/andrew.capa", "  plans/karen.capa",
                  "* plans/old/x.capa", "* team.capa"});
  }
  SECTION("a file in a folder that everybody shares says nothing about its subfolders") {
    fs::permissions(".", fs::perms::sticky_bit, fs::perm_options::add);
    CHECK(found({"team.capa"}) == Strings{"= .", "* team.capa"});
    CHECK(found({"team.capa", "other"}) ==
          Strings{"= .", "* team.capa", "= other", "* other/y.capa"});
    CHECK(found({"."}).size() == 6);
  }
  SECTION("a folder named like the marker is none") {
    fs::create_directories("capalint.capa");
    CHECK(found({"plans/old/x.capa"})[0] == "= plans/old");
  }
}

TEST_CASE("a folder below with its own marker is another workspace", "[workspace]") {
  const Scratch scratch;
  scratch.write({"capalint.capa", "a.capa", "north/capalint.capa", "north/n.capa",
                 "north/deep/capalint.capa", "north/deep/d.capa", "south/s.capa"});
  CHECK(found({"."}) == Strings{"= .", "* a.capa", "* capalint.capa", "* south/s.capa", "= north",
                                "* north/capalint.capa", "* north/n.capa", "= north/deep",
                                "* north/deep/capalint.capa", "* north/deep/d.capa"});
  CHECK(found({"south"}) == Strings{"= .", "  a.capa", "  capalint.capa", "* south/s.capa"});
  CHECK(found({"north/n.capa"}) == Strings{"= north", "  north/capalint.capa", "* north/n.capa"});
  CHECK(found({"north/deep/d.capa", "a.capa"}) ==
        Strings{"= .", "* a.capa", "  capalint.capa", "  south/s.capa", "= north/deep",
                "  north/deep/capalint.capa", "* north/deep/d.capa"});
  CHECK(found({"north/deep", "."}) == found({"."}));

  fs::create_directories("all/x");
  scratch.write({"all/x/capalint.capa"});
  fs::remove("capalint.capa");
  CHECK(found({"all"}) == Strings{"= all/x", "* all/x/capalint.capa"});
}

TEST_CASE("a file that is given twice is read once", "[workspace]") {
  const Scratch scratch;
  scratch.write({"a.capa", "sub/b.capa"});
  const Strings all{"= .", "* a.capa", "* sub/b.capa"};
  CHECK(found({"a.capa", "./a.capa", "sub/../a.capa", "."}) == all);
  CHECK(found({"sub", ".", "sub/b.capa"}) == all);
  const std::string absolute = (scratch.root / "a.capa").string();
  CHECK(found({"a.capa", absolute}) == Strings{"= .", "* a.capa", "  sub/b.capa"});

  SECTION("by whatever name") {
    fs::create_symlink("a.capa", "link.capa");
    fs::create_hard_link("a.capa", "twin.capa");
    CHECK(found({"."}) == all);
    CHECK(found({"link.capa"}) == Strings{"= .", "* link.capa", "  sub/b.capa"});
  }
}

TEST_CASE("standard input stands for a file", "[workspace]") {
  const Scratch scratch;
  scratch.write({"capalint.capa", "plans/a.capa", "plans/b.capa"});
  WorkspaceOptions options;
  options.standard_input = {"plans/a.capa", "typed"};
  const Strings expected{"= .", "  capalint.capa", "* plans/a.capa", "  plans/b.capa"};
  CHECK(found({"-"}, options) == expected);
  CHECK(found({"-", "plans/a.capa"}, options) == expected);
  CHECK(found({"plans/a.capa", "-"}, options) == expected);
  for (const Strings& paths :
       {Strings{"-"}, Strings{"-", "plans/a.capa"}, Strings{"plans/a.capa", "-"}}) {
    CHECK(find_workspaces(paths, options).workspaces[0].sources[1].text() == "typed");
  }
  CHECK(find_workspaces({"plans/a.capa"}, options).workspaces[0].sources[1].text() ==
        "# plans/a.capa\n");

  SECTION("that need not exist") {
    options.standard_input = {"./plans/new.capa", "typed"};
    CHECK(found({"-"}, options) == Strings{"= .", "  capalint.capa", "  plans/a.capa",
                                           "  plans/b.capa", "* plans/new.capa"});
    options.standard_input = {"nowhere/new.capa", "typed"};
    CHECK(found({"-"}, options)[2] == "* nowhere/new.capa");
    fs::remove("capalint.capa");
    CHECK(found({"-"}, options) == Strings{"= nowhere", "* nowhere/new.capa"});
  }
  SECTION("under another name of it") {
    fs::create_symlink("a.capa", "plans/link.capa");
    options.standard_input = {"plans/link.capa", "typed"};
    CHECK(found({"-"}, options) ==
          Strings{"= .", "  capalint.capa", "  plans/b.capa", "* plans/link.capa"});
  }
  SECTION("without a name") {
    options.standard_input = {"", "typed"};
    CHECK(found({"-"}, options) == Strings{"= .", "* <stdin>"});
    CHECK(found({"-"}) == Strings{"! -: there is no standard input to read"});
  }
}

TEST_CASE("patterns that the shell did not expand", "[workspace]") {
  const Scratch scratch;
  scratch.write({"plans/a.capa", "plans/b.capa", "plans/notes.txt", "plans/.hidden.capa",
                 "plans/deep/c.capa", "plans/deep/er/d.capa", "plans/[x].capa", "other/e.capa",
                 "plans/é.capa"});
  CHECK(found({"plans/[ab].capa"}) == Strings{"= plans", "  plans/[x].capa", "* plans/a.capa",
                                              "* plans/b.capa", "  plans/deep/c.capa",
                                              "  plans/deep/er/d.capa", "  plans/é.capa"});
  const auto requested = [](const std::string& pattern, const WorkspaceOptions& options = {}) {
    std::string names;
    for (const std::string& line : found({pattern}, options)) {
      if (line.starts_with("* ")) names += line.substr(2) + " ";
    }
    return names;
  };
  CHECK(requested("plans/*.capa") == "plans/[x].capa plans/a.capa plans/b.capa plans/é.capa ");
  CHECK(requested("./plans/?.capa") == "plans/a.capa plans/b.capa plans/é.capa ");
  CHECK(requested("**/[c-e].capa") == "other/e.capa plans/deep/c.capa plans/deep/er/d.capa ");
  CHECK(requested("plans/**/d.capa") == "plans/deep/er/d.capa ");
  CHECK(requested("plans/**/a.capa") == "plans/a.capa ");
  CHECK(requested("*/deep") == "plans/deep/c.capa plans/deep/er/d.capa ");
  CHECK(requested("pla*/d*/c.capa") == "plans/deep/c.capa ");
  CHECK(requested((scratch.root / "oth*").string()) ==
        (scratch.root / "other/e.capa").string() + " ");
  CHECK(requested("plans/[x].capa") == "plans/[x].capa ");
  CHECK(requested("**/*.capa", {.exclude = {"deep", "other"}}) ==
        "plans/[x].capa plans/a.capa plans/b.capa plans/é.capa ");
  CHECK(found({"plans/*.txt"}) ==
        Strings{"! plans/*.txt: this pattern matches no folder and no `.capa` file"});
  CHECK(found({"nowhere/*"}) ==
        Strings{"! nowhere/*: this pattern matches no folder and no `.capa` file"});

  SECTION("and .gitignore") {
    scratch.write(".gitignore", "other/\n");
    CHECK(requested("*/e.capa").empty());
    CHECK(requested("*/e.capa", {.respect_gitignore = false}) == "other/e.capa ");
  }
}

TEST_CASE("names between slashes match as in a shell", "[workspace][glob]") {
  struct Case {
    std::string pattern, path;
    bool matches;
  };
  const Case cases[]{
      {"a", "a", true},
      {"a", "b", false},
      {"a*c", "abc", true},
      {"*", "a/b", false},
      {"**", "a", true},
      {"**", "a/b/c", true},
      {"a/**", "a", false},
      {"a/**", "a/b/c", true},
      {"**/a", "a", true},
      {"**/a", "x/y/a", true},
      {"**/a", "x/y/b", false},
      {"a/**/b", "a/b", true},
      {"a/**/b", "a/x/y/b", true},
      {"a/**/b", "x/a/b", false},
      {"**/a/**/b", "a/b/a/c/b", true},
      {"**/a/b", "a/a/b", true},
      {"**/a/*/b", "a/a/a/b", true},
      {"?", "é", true},
      {"[é]", "é", true},
      {"?", "ab", false},
      {"[!a]", "b", true},
      {"[^a]", "a", false},
      {"\\*", "*", true},
      {"\\*", "a", false},
      {"*", "\xff\xfe", true},
      {"a\\", "a", false},
      {"[", "a", false},
      {"a*", "a\nb", true},
      {"***/a", "x/y/a", true},
  };
  for (const Case& test : cases) {
    INFO(test.pattern << " against " << test.path);
    CHECK(Glob(test.pattern).matches(test.path) == test.matches);
  }
  CHECK(Glob("a/*/c").may_match_below("a/b"));
  CHECK_FALSE(Glob("a/*/c").may_match_below("a/b/c"));
  CHECK_FALSE(Glob("a/*/c").may_match_below("b"));
  CHECK(Glob("**/c").may_match_below("a/b"));
}

TEST_CASE(".gitignore means what git says that it means", "[workspace][gitignore]") {
  CHECK(leaves_out("drafts", "drafts"));
  CHECK(leaves_out("drafts", "a/b/drafts", true));
  CHECK(leaves_out("/drafts", "drafts"));
  CHECK_FALSE(leaves_out("/drafts", "a/drafts"));
  CHECK_FALSE(leaves_out("a/drafts", "b/a/drafts"));
  CHECK(leaves_out("a/drafts", "a/drafts"));
  CHECK(leaves_out("drafts/", "a/drafts", true));
  CHECK_FALSE(leaves_out("drafts/", "drafts", false));
  CHECK(leaves_out("*.capa\n!keep.capa", "x.capa"));
  CHECK_FALSE(leaves_out("*.capa\n!keep.capa", "a/keep.capa"));
  CHECK(leaves_out("!keep.capa\n*.capa", "keep.capa"));
  CHECK_FALSE(leaves_out("# *.capa\n\n", "x.capa"));
  CHECK(leaves_out("\\#x", "#x"));
  CHECK(leaves_out("\\!x", "!x"));
  CHECK(leaves_out("x  ", "x"));
  CHECK(leaves_out("x\\ ", "x "));
  CHECK_FALSE(leaves_out("x\\ ", "x"));
  CHECK(leaves_out("x\r\ny\r\n", "x"));
  CHECK(leaves_out("\xEF\xBB\xBFx", "x"));
  CHECK(leaves_out("old/**", "old/a/b"));
  CHECK(leaves_out("**/old", "a/old"));
  CHECK(leaves_out("a/**/old", "a/b/c/old"));
  CHECK(leaves_out("*", "anything"));
  CHECK_FALSE(leaves_out("/\n!\n", "anything"));
}

TEST_CASE("a walk leaves out what .gitignore files say", "[workspace][gitignore]") {
  const Scratch scratch;
  scratch.write({"a.capa", "drafts/b.capa", "plans/c.capa", "plans/d.capa", "plans/keep/d.capa",
                 "x.tmp.capa"});
  scratch.write(".gitignore", "drafts/\n*.tmp.capa\nd.capa\n");
  scratch.write("plans/keep/.gitignore", "!d.capa\n");
  const Strings expected{"= .", "* a.capa", "* plans/c.capa", "* plans/keep/d.capa"};
  CHECK(found({"."}) == expected);
  CHECK(found({"."}, {.respect_gitignore = false}).size() == 7);
  CHECK(found({"plans"}) ==
        Strings{"= plans", "* plans/c.capa", "* plans/d.capa", "* plans/keep/d.capa"});

  SECTION("up to the top of the repository") {
    fs::create_directories(".git");
    CHECK(found({"plans"}) == Strings{"= plans", "* plans/c.capa", "* plans/keep/d.capa"});
    fs::create_directories("plans/.git");
    CHECK(found({"plans"}) ==
          Strings{"= plans", "* plans/c.capa", "* plans/d.capa", "* plans/keep/d.capa"});
    CHECK(found({"."})[3] == "* plans/d.capa");
  }
  SECTION("up to the root of the workspace") {
    scratch.write({"capalint.capa"});
    CHECK(found({"plans"}) ==
          Strings{"= .", "  a.capa", "  capalint.capa", "* plans/c.capa", "* plans/keep/d.capa"});
  }
  SECTION("but never a file or a folder that is named") {
    CHECK(found({"x.tmp.capa"}) ==
          Strings{"= .", "  a.capa", "  plans/c.capa", "  plans/keep/d.capa", "* x.tmp.capa"});
    fs::create_directories(".git");
    CHECK(found({"drafts"}) == Strings{"= drafts", "* drafts/b.capa"});
    CHECK(found({"drafts/b.capa"}) == Strings{"= drafts", "* drafts/b.capa"});
  }
  SECTION("and what a repository leaves out for one person") {
    fs::remove(".gitignore");
    scratch.write(".git/info/exclude", "/drafts/\nd.capa\n");
    const Strings left{"= .", "* a.capa", "* plans/c.capa", "* plans/keep/d.capa", "* x.tmp.capa"};
    CHECK(found({"."}) == left);
    CHECK(found({"plans"}) == Strings{"= plans", "* plans/c.capa", "* plans/keep/d.capa"});
    CHECK(found({"."}, {.respect_gitignore = false}).size() == 7);
    scratch.write(".gitignore", "!plans/d.capa\n");  // it counts for more
    CHECK(found({"."})[3] == "* plans/d.capa");
  }
  SECTION("and says what that is") {
    CHECK(find_workspaces({"."}, {}).ignored == Strings{"drafts", "x.tmp.capa", "plans/d.capa"});
    CHECK(find_workspaces({"plans/c.capa"}, {}).ignored.empty());
    CHECK(find_workspaces({"."}, {.respect_gitignore = false}).ignored.empty());
    CHECK(find_workspaces({"."}, {.exclude = {"drafts", "d.capa"}}).ignored ==
          Strings{"x.tmp.capa"});
    scratch.write({"node/deep/package.capa"});
    scratch.write(".gitignore", "node/\n");
    CHECK(find_workspaces({"."}, {}).ignored.empty());  // it holds none itself
  }
  SECTION("and a strange .gitignore is none") {
    fs::remove(".gitignore");
    REQUIRE(::mkfifo(".gitignore", 0600) == 0);
    CHECK(found({"."}).size() == 7);
    fs::remove(".gitignore");
    fs::create_directories(".gitignore");
    CHECK(found({"."}).size() == 7);
  }
}

TEST_CASE("the option `--exclude` leaves out", "[workspace]") {
  const Scratch scratch;
  scratch.write({"a.capa", "drafts/b.capa", "plans/drafts/c.capa", "plans/d.capa"});
  const auto without = [](const std::string& pattern) {
    return found({"."}, {.exclude = {pattern}});
  };
  CHECK(without("drafts") == Strings{"= .", "* a.capa", "* plans/d.capa"});
  CHECK(without("./drafts") ==
        Strings{"= .", "* a.capa", "* plans/d.capa", "* plans/drafts/c.capa"});
  CHECK(without("plans/*.capa") ==
        Strings{"= .", "* a.capa", "* drafts/b.capa", "* plans/drafts/c.capa"});
  CHECK(without("plans/**") == Strings{"= .", "* a.capa", "* drafts/b.capa"});
  CHECK(without((scratch.root / "plans").string()) ==
        Strings{"= .", "* a.capa", "* drafts/b.capa"});
  CHECK(found({"."}, {.exclude = {"*.capa", "!a.capa"}}) == Strings{"= .", "* a.capa"});
  CHECK(found({"a.capa"}, {.exclude = {"*.capa"}}) == Strings{"= .", "* a.capa"});
  CHECK(
      found({"plans"}, {.exclude = {"*.capa"}}) ==
      Strings{
          "! plans: no `.capa` file in this folder, apart from what .gitignore or `--exclude` leaves out"});

  const std::string plans = (scratch.root / "plans").string();
  fs::current_path("drafts");
  CHECK(found({plans}, {.exclude = {"drafts/*.capa"}}) ==
        Strings{"= " + plans, "* " + plans + "/d.capa"});
}

TEST_CASE("hidden files and folders are left out unless they are named", "[workspace]") {
  const Scratch scratch;
  scratch.write({"a.capa", ".git/b.capa", ".venv/c.capa", ".a.capa", ".capa"});
  fs::create_symlink("editor@host", ".#a.capa");
  CHECK(found({"."}) == Strings{"= .", "* a.capa"});
  CHECK(found({".venv"}) == Strings{"= .venv", "* .venv/c.capa"});
  CHECK(found({".a.capa"}) == Strings{"= .", "* .a.capa", "  a.capa"});
}

TEST_CASE("a file that is named is read whatever its name", "[workspace]") {
  const Scratch scratch;
  scratch.write({"plan.txt", "a.capa"});
  CHECK(found({"plan.txt"}) == Strings{"= .", "  a.capa", "* plan.txt"});
}

TEST_CASE("names may hold anything", "[workspace]") {
  const Scratch scratch;
  const Strings names{"a b.capa", "it's.capa", "line\nbreak.capa", "\xff.capa",
                      "-.capa",   "*.capa",    "Siân.capa"};
  for (const std::string& name : names) scratch.write("Māia O'Neill/" + name, name);
  CHECK(found({"Māia O'Neill"}).size() == names.size() + 1);
  for (const std::string& name : names) {
    const Strings lines = found({"Māia O'Neill/" + name});
    CHECK(lines.size() == names.size() + 1);
    CHECK(std::count(lines.begin(), lines.end(), "* Māia O'Neill/" + name) == 1);
    CHECK(std::count_if(lines.begin(), lines.end(),
                        [](const auto& line) { return line.starts_with("* "); }) == 1);
  }
}

TEST_CASE("a path that does not exist is a problem, and the others are checked", "[workspace]") {
  const Scratch scratch;
  scratch.write({"plans/karen.capa", "plans/andrew.capa", "plans/.hidden"});
  const Inputs inputs =
      find_workspaces({"plans/karne.capa", "plans/karen.capa", "plnas/karen.capa", ""}, {});
  CHECK(inputs.workspaces.size() == 1);
  REQUIRE(inputs.problems.size() == 3);
  CHECK(inputs.problems[0].path == "plans/karne.capa");
  CHECK(inputs.problems[0].message == "there is no such file or folder");
  CHECK(inputs.problems[0].missing == "karne.capa");
  CHECK(inputs.problems[0].beside == Strings{"andrew.capa", "karen.capa"});
  CHECK(inputs.problems[1].missing == "plnas");
  CHECK(inputs.problems[1].beside == Strings{"plans"});
  CHECK(inputs.problems[2].path.empty());
  CHECK(found({"plans/karen.capa/x"}) ==
        Strings{"! plans/karen.capa/x: there is no such file or folder"});
  CHECK(found({std::string(10'000, 'x')})
            .at(0)
            .ends_with(": this path is longer than the system allows"));
  CHECK(found({}).empty());
}

TEST_CASE("a folder without plans is a problem", "[workspace]") {
  const Scratch scratch;
  scratch.write({"empty/notes.txt", "plans/a.capa"});
  fs::create_directories("empty/deep/deeper");
  CHECK(found({"empty", "plans"}) ==
        Strings{"= plans", "* plans/a.capa", "! empty: no `.capa` file in this folder"});
  CHECK(found({"empty", "."}) ==
        Strings{"= .", "* plans/a.capa", "! empty: no `.capa` file in this folder"});
  CHECK(found({"plans", "."}).size() == 2);
  CHECK(found({".", "plans"}).size() == 2);

  scratch.write({"capalint.capa"});
  CHECK(found({"empty"}) == Strings{"! empty: no `.capa` file in this folder"});
}

TEST_CASE("what may not be read is told, and the rest is checked", "[workspace]") {
  const Scratch scratch;
  scratch.write({"plans/a.capa", "plans/secret.capa", "closed/b.capa", "plans/closed/c.capa"});
  fs::permissions("plans/secret.capa", fs::perms::none);
  fs::permissions("closed", fs::perms::none);
  fs::permissions("plans/closed", fs::perms::none);
  {
    const NotRoot not_root;
    CHECK(found({"plans", "closed"}) ==
          Strings{"= plans", "* plans/a.capa",
                  "* plans/secret.capa: you have no permission to read this file",
                  "! plans/closed: you have no permission to read this folder",
                  "! closed: you have no permission to read this folder"});
    CHECK(found({"closed/b.capa"}) ==
          Strings{"! closed/b.capa: you have no permission to read this path"});
    const Inputs beside = find_workspaces({"plans/a.capa"}, {});
    REQUIRE(beside.problems.size() == 1);
    CHECK(beside.problems[0].context);
    CHECK(beside.problems[0].path == "plans/closed");
    CHECK(beside.problems[0].message ==
          "you have no permission to read this folder, so what it holds does not count here");
  }
  fs::permissions("closed", fs::perms::owner_all);
  fs::permissions("plans/closed", fs::perms::owner_all);
}

TEST_CASE("links are followed within the tree, and each real folder is visited once",
          "[workspace]") {
  const Scratch scratch;
  scratch.write({"w/a.capa", "w/sub/b.capa", "outside/c.capa"});
  fs::create_directory_symlink("..", "w/sub/up");
  fs::create_directory_symlink(".", "w/self");
  fs::create_directory_symlink("/", "w/disk");
  fs::create_directory_symlink("sub", "w/again");
  fs::create_directory_symlink("../outside", "w/outside");
  fs::create_directory_symlink("loop", "w/loop");
  fs::create_symlink("loop.capa", "w/loop.capa");
  fs::create_symlink("nothing.capa", "w/dangling.capa");
  fs::create_symlink("nothing", "w/dangling");
  const std::string leads_out =
      ": this link leads out of the workspace, so what it holds does not count here";
  const Strings expected{"= w",
                         "* w/a.capa",
                         "* w/dangling.capa: this link points to a file that does not exist",
                         "* w/loop.capa: this link points to a file that does not exist",
                         "* w/sub/b.capa",
                         "! w/disk" + leads_out,
                         "! w/outside" + leads_out};
  CHECK(found({"w"}) == expected);
  CHECK(found({"w/again"}) == Strings{"= w/again", "* w/again/b.capa", "! w/again/up" + leads_out});
  CHECK(found({"w/dangling.capa"})[2] ==
        "* w/dangling.capa: this link points to a file that does not exist");
  CHECK(found({"w/outside/../a.capa"}) ==
        Strings{"! w/outside/../a.capa: there is no such file or folder"});
  CHECK(found({"w/outside/../w/sub/b.capa"})[1] == "* w/outside/../w/sub/b.capa");

  SECTION("a marker above the link counts, not one above its target") {
    scratch.write({"w/capalint.capa", "outside/capalint.capa"});
    fs::create_symlink("../outside/c.capa", "w/linked.capa");
    CHECK(found({"w/linked.capa"})[0] == "= w");
    CHECK(found({"w/again"})[0] == "= w");
  }
  SECTION("a link that leads out is not read, whoever names it") {
    const std::string why = ": this link leads out of the workspace, so it is not read";
    scratch.write({"w/capalint.capa"});
    fs::create_symlink("../outside/c.capa", "w/linked.capa");
    fs::create_symlink("linked.capa", "w/linked-again.capa");
    fs::create_symlink("sub/b.capa", "w/sub.capa");
    for (const Strings& paths : {Strings{"w"}, Strings{"w/linked.capa", "w/linked-again.capa"},
                                 Strings{"w/linked*.capa"}}) {
      CHECK(holds(found(paths), "* w/linked.capa" + why));
      CHECK(holds(found(paths), "* w/linked-again.capa" + why));
    }
    CHECK(holds(found({"w/outside/c.capa"}), "* w/outside/c.capa" + why));
    CHECK(holds(found({"w/sub.capa"}), "* w/sub.capa"));
    CHECK(holds(
        found({"w/outside"}),
        "! w/outside: this link leads out of the workspace; name the folder that it leads to"));
    CHECK_FALSE(holds(found({"w/outside"}), "! w/outside" + leads_out));
    const Inputs inputs = find_workspaces({"w/linked.capa"}, {});
    for (FileId id = 0; id < inputs.workspaces[0].sources.size(); ++id)
      CHECK(inputs.workspaces[0].sources[id].text().find("outside") == std::string::npos);
  }
  SECTION("what is named by a link is a workspace of its own where no marker is above") {
    fs::create_directory_symlink("w", "one");
    CHECK(found({"one/a.capa"})[0] == "= one");
    CHECK(found({"w/outside"}) == Strings{"= w/outside", "* w/outside/c.capa"});
    fs::current_path("w");
    CHECK(holds(found({"a.capa", "outside/c.capa"}), "= ."));
    CHECK(holds(found({"a.capa", "outside/c.capa"}), "= outside"));
    CHECK(holds(found({"a.capa", "outside/c.capa"}), "* outside/c.capa"));
  }
  SECTION("a text that an editor holds is not read from the disk") {
    fs::create_symlink("../outside/c.capa", "w/linked.capa");
    WorkspaceOptions options;
    options.open = {{(scratch.root / "w/linked.capa").string(), "typed"}};
    const Inputs inputs = find_workspaces({"w"}, options);
    const Sources& sources = inputs.workspaces.at(0).sources;
    bool typed = false;
    for (FileId id = 0; id < sources.size(); ++id) typed = typed || sources[id].text() == "typed";
    CHECK(typed);
  }
  SECTION("a workspace under two names is one") {
    scratch.write({"outside/capalint.capa"});
    CHECK(found({"w/outside/c.capa", "outside/capalint.capa", "outside/c.capa"}) ==
          Strings{"= w/outside", "* outside/c.capa", "* outside/capalint.capa"});
    CHECK(found({"w", "outside"})[0] == "= outside");
  }
}

TEST_CASE("pipes, sockets and devices are not opened", "[workspace]") {
  const Scratch scratch;
  scratch.write({"w/a.capa"});
  REQUIRE(::mkfifo("w/pipe.capa", 0600) == 0);
  REQUIRE(::mkfifo("w/pipe", 0600) == 0);
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string("w/s.capa").copy(address.sun_path, sizeof address.sun_path - 1);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  fs::create_symlink("/dev/zero", "w/zero.capa");
  const std::string why = ": this is a pipe, socket or device, not a file";
  CHECK(found({"w"}) == Strings{"= w", "* w/a.capa", "* w/pipe.capa" + why, "* w/s.capa" + why,
                                "* w/zero.capa" + why});
  CHECK(found({"w/pipe"})[2] == "* w/pipe" + why);
  CHECK(found({"/dev/null"}) == Strings{"= /dev", "* /dev/null" + why});
  CHECK(read_file("w/pipe").source.problem() == why.substr(2));
  ::close(socket);
}

TEST_CASE("a large file is not read", "[workspace]") {
  const Scratch scratch;
  scratch.write({"a.capa", "large.capa", "limit.capa", "over.capa"});
  fs::resize_file("large.capa", 50'000'000);
  fs::resize_file("limit.capa", largest_file);
  fs::resize_file("over.capa", largest_file + 1);
  CHECK(found({"."}) == Strings{"= .", "* a.capa",
                                "* large.capa: this file has 50 MB, and plans have a few kilobytes",
                                "* limit.capa",
                                "* over.capa: this file has 4 MB, and plans have a few kilobytes"});
}

TEST_CASE("reading one file", "[workspace]") {
  const Scratch scratch;
  scratch.write("empty.capa", "");
  scratch.write("bytes.capa", std::string("\0\r\n\xff", 4));
  CHECK(read_file("empty.capa").source.text().empty());
  CHECK(read_file("empty.capa").source.problem().empty());
  CHECK(read_file("bytes.capa").source.text() == std::string("\0\r\n\xff", 4));
  CHECK(read_file("gone.capa").source.problem() ==
        "this file was there a moment ago and is gone now");
  CHECK(read_file(".").source.problem() == "this is a folder, not a file");
  // Files of the kernel's have a size of 0 and a text all the same.
  CHECK_FALSE(read_file("/proc/self/status").source.text().empty());
}

TEST_CASE("files that come and go while they are read do no harm", "[workspace][threads]") {
  const Scratch scratch;
  for (int i = 0; i < 200; ++i) scratch.write({"w/" + std::to_string(i) + ".capa"});
  std::atomic<bool> done = false;
  std::thread editor([&] {
    for (int i = 0; !done; i = (i + 1) % 200) {
      const std::string path = "w/" + std::to_string(i) + ".capa";
      ::unlink(path.c_str());
      const int file = ::open(path.c_str(), O_WRONLY | O_CREAT, 0600);
      if (file >= 0) ::close(file);
    }
  });
  for (int i = 0; i < 20; ++i) {
    for (const std::string& line : found({"w"})) {
      const bool told = line.find(": ") == std::string::npos || line.ends_with("gone now");
      CHECK(told);
    }
  }
  done = true;
  editor.join();
}

TEST_CASE("a deep tree and a wide one", "[workspace][threads]") {
  const Scratch scratch;
  std::string deep = "w";
  for (int i = 0; i < 400; ++i) deep += "/folder";
  scratch.write({deep + "/a.capa"});
  for (int i = 0; i < 1000; ++i)
    scratch.write("w/" + std::to_string(i) + ".capa", std::to_string(i));
  const auto texts = [](unsigned threads) {
    Strings result;
    const Inputs inputs = find_workspaces({"w"}, {.threads = threads});
    REQUIRE(inputs.workspaces.size() == 1);
    const Sources& sources = inputs.workspaces[0].sources;
    for (FileId id = 0; id < sources.size(); ++id) {
      result.push_back(sources[id].path() + ": " + std::string(sources[id].text()));
    }
    return result;
  };
  const Strings alone = texts(1);
  CHECK(alone.size() == 1001);
  CHECK(alone[0] == "w/0.capa: 0");
  CHECK(std::is_sorted(alone.begin(), alone.end()));
  CHECK(texts(4) == alone);
}
