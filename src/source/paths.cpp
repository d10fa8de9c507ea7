#include "source/paths.h"

#include <filesystem>

#include "source/files.h"
#include "source/glob.h"

namespace capalint {

namespace fs = std::filesystem;

std::string shown_path(std::string_view path) {
  std::string shown(path.starts_with('/') ? "/" : "");
  for (const std::string_view name : split_path(path)) {
    if (name == ".") continue;
    if (!shown.empty() && shown != "/") shown += '/';
    shown += name;
  }
  return shown.empty() ? "." : shown;
}

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder == "." || folder.empty()) return std::string(name);
  std::string joined(folder);
  if (!joined.ends_with('/')) joined += '/';
  return joined += name;
}

std::string parent_path(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return ".";
  return std::string(path.substr(0, slash == 0 ? 1 : slash));
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

bool is_within(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string absolute_path(const std::string& path, const std::string& current_folder) {
  const std::string written = path.starts_with('/') ? path : join_path(current_folder, path);
  std::string normal = shown_path(fs::path(written).lexically_normal().native());
  if (written.find("..") == std::string::npos) return normal;
  // `link/..` is the folder above where the link points to, not the one that holds the link.
  const FileStatus given = status(path);
  if (given.kind == FileKind::missing || given.identity == status(normal).identity) return normal;
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? normal : real.native();
}

std::string path_seen_from(const std::string& path, const std::string& current_folder) {
  if (current_folder.empty()) return path;
  if (path == current_folder) return ".";
  if (is_within(path, current_folder) || is_within(current_folder, path)) {
    return fs::path(path).lexically_relative(current_folder).native();
  }
  return path;
}

std::string nearest_folder_with(std::string_view name, std::string folder,
                                std::vector<Unknown>& unknown) {
  while (true) {
    const std::string path = join_path(folder, name);
    const FileStatus found = status(path);
    if (found.kind != FileKind::missing &&
        (found.kind != FileKind::folder || name != workspace_marker))
      return folder;
    if (found.kind == FileKind::missing && !says_nothing_there(found.error))
      unknown.push_back({path, why_failed(found.error, "file")});
    if (folder == "/" || folder == ".") return {};
    folder = parent_path(folder);
  }
}

}  // namespace capalint
