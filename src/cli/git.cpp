#include "cli/git.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "cli/write.h"
#include "source/git.h"
#include "source/paths.h"

namespace capalint::cli {

namespace fs = std::filesystem;

// What is whole by then is destroyed, and its folder with it, also when the rest throws.
Checkout::Checkout(const std::string& revision, const std::string& path) : Checkout() {
  std::error_code nowhere;
  const fs::path temporary = fs::temp_directory_path(nowhere);
  if (nowhere) {
    problem_ = "there is no folder for temporary files; `TMPDIR` names one";
    return;
  }
  try {
    std::string name = (temporary / "capalint-XXXXXX").native();
    if (mkdtemp(name.data()) == nullptr) {
      problem_ =
          fmt::format("cannot make a folder in {}: {}", temporary.native(), std::strerror(errno));
      return;
    }
    folder_ = std::move(name);
    fill(revision, path);
  } catch (const fs::filesystem_error& error) {
    problem_ = fmt::format("{}: {}", error.path1().native(), error.code().message());
  }
}

Checkout::~Checkout() {
  std::error_code ignored;
  if (!folder_.empty()) fs::remove_all(folder_, ignored);
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
  const Repository repository = repository_of(start.native());
  problem_ = repository.problem;
  if (!problem_.empty()) return;
  const RevisionFiles then = files_at(repository.root, revision, ".capa");
  problem_ = then.problem;
  if (!problem_.empty()) return;
  const fs::path prefix(repository.prefix);
  const fs::path tree = fs::path(folder_) / "tree";
  fs::create_directory(tree);
  for (const RevisionFile& each : then.files) {
    const fs::path name(each.path);
    const bool inside =
        name.is_relative() && std::find(name.begin(), name.end(), "..") == name.end();
    if (!inside) continue;
    const fs::path file = tree / name;
    fs::create_directories(file.parent_path());
    problem_ = create_file(file.native(), each.text);
    if (!problem_.empty()) return;
  }
  fs::path place = (tree / prefix / below).lexically_normal();
  const fs::path folder = place;
  if (is_file) place /= given.filename();
  if (!fs::exists(folder)) return;
  (fs::exists(place) ? path_ : beside_) = fs::exists(place) ? place.native() : folder.native();
  // The nearest marker makes the workspace; one above the repository must not.
  for (fs::path above = folder; above.native().size() >= tree.native().size();
       above = above.parent_path()) {
    if (fs::exists(above / workspace_marker)) return;
  }
  problem_ = create_file((folder / workspace_marker).native(), "");
}

}  // namespace capalint::cli
