#include "cli/git.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

extern char** environ;

namespace capalint::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view plan_extension = ".capa";
constexpr std::string_view marker = "capalint.capa";

struct Blob {
  std::string id;
  std::string path;
};

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

/// Entries of `ls-tree -r -z`: mode, type, id, a tab and the path. Links and submodules are no plans.
std::vector<Blob> plans_in(std::string_view tree) {
  std::vector<Blob> blobs;
  while (!tree.empty()) {
    const std::string_view entry = tree.substr(0, tree.find('\0'));
    tree.remove_prefix(std::min(tree.size(), entry.size() + 1));
    const std::size_t tab = entry.find('\t');
    if (tab == std::string_view::npos || !entry.starts_with("100")) continue;
    const std::string_view head = entry.substr(0, tab);
    const fs::path path(entry.substr(tab + 1));
    const bool inside =
        path.is_relative() && std::find(path.begin(), path.end(), "..") == path.end();
    if (inside && path.native().ends_with(plan_extension))
      blobs.push_back({std::string(head.substr(head.rfind(' ') + 1)), path.native()});
  }
  return blobs;
}

/// What `cat-file --batch` says of one blob: `<id> blob <size>`, a line end, the bytes, a line end.
std::optional<std::string_view> next_blob(std::string_view& batch) {
  const std::size_t end = batch.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view head = batch.substr(0, end);
  const std::string_view digits = head.substr(head.rfind(' ') + 1);
  std::size_t size = 0;
  const auto [rest, error] = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (error != std::errc() || rest != digits.data() + digits.size() ||
      batch.size() - end - 1 < size)
    return std::nullopt;
  const std::string_view text = batch.substr(end + 1, size);
  batch.remove_prefix(std::min(batch.size(), end + 1 + size + 1));
  return text;
}

}  // namespace

Checkout::Checkout(const std::string& revision, const std::string& path) {
  std::string name = (fs::temp_directory_path() / "capalint-XXXXXX").native();
  if (mkdtemp(name.data()) == nullptr) {
    problem_ = fmt::format("cannot make a folder in {}: {}", fs::temp_directory_path().native(),
                           std::strerror(errno));
    return;
  }
  folder_ = name;
  try {
    fill(revision, path);
  } catch (const fs::filesystem_error& error) {
    problem_ = error.code().message();
  }
}

Checkout::~Checkout() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
}

// Input and output are files: with pipes, either side could wait for the other for ever.
bool Checkout::run(const std::vector<std::string>& arguments, const std::string& input,
                   std::string& output) {
  const std::string in = folder_ + "/in";
  const std::string out = folder_ + "/out";
  const std::string err = folder_ + "/err";
  std::ofstream(in, std::ios::binary) << input;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  constexpr int owner_only = 0600;
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, owner_only);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err.c_str(),
                                   O_WRONLY | O_CREAT | O_TRUNC, owner_only);
  std::vector<std::string> words{"git", "--no-optional-locks"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, "git", &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) {
    problem_ = fmt::format("cannot run git: {}", std::strerror(failed));
    return false;
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  output = text_of(out);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  const std::string said = first_line(text_of(err));
  problem_ = said.empty() ? "git could not do it" : said;
  return false;
}

void Checkout::fill(const std::string& revision, const std::string& path) {
  const fs::path given(path);
  const bool is_file = !fs::is_directory(given);
  fs::path start = is_file ? given.parent_path() : given;
  if (start.empty()) start = ".";
  // A folder that this version has no longer, or not yet: the repository is that of the nearest one.
  fs::path below;
  while (!fs::is_directory(start)) {
    below = start.filename() / below;
    start = start.has_parent_path() ? start.parent_path() : fs::path(".");
  }
  std::string out;
  const std::vector<std::string> in_start{"-C", start.native()};
  const auto in_repository = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), in_start.begin(), in_start.end());
    return arguments;
  };
  if (!run(in_repository({"rev-parse", "--show-prefix"}), "", out)) return;
  const fs::path prefix(first_line(out));
  if (!run(in_repository(
               {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"}),
           "", out)) {
    problem_ = fmt::format("git knows no revision `{}`", revision);
    return;
  }
  const std::string commit = first_line(out);
  if (!run(in_repository({"ls-tree", "-r", "-z", "--full-tree", commit}), "", out)) return;
  const std::vector<Blob> blobs = plans_in(out);
  std::string ids;
  for (const Blob& blob : blobs) ids += blob.id + '\n';
  if (!run(in_repository({"cat-file", "--batch"}), ids, out)) return;
  const fs::path tree = fs::path(folder_) / "tree";
  fs::create_directory(tree);
  std::string_view batch = out;
  for (const Blob& blob : blobs) {
    const auto text = next_blob(batch);
    if (!text) {
      problem_ = fmt::format("git cannot give the text of {}", blob.path);
      return;
    }
    const fs::path file = tree / blob.path;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << *text;
  }
  fs::path place = (tree / prefix / below).lexically_normal();
  const fs::path folder = place;
  if (is_file) place /= given.filename();
  if (!fs::exists(place)) return;
  path_ = place.native();
  // The nearest marker makes the workspace; one above the repository must not.
  for (fs::path above = folder; above.native().size() >= tree.native().size();
       above = above.parent_path()) {
    if (fs::exists(above / marker)) return;
  }
  std::ofstream(folder / marker).flush();
}

}  // namespace capalint::cli
