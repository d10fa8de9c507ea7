// Paths as text: how they are shown and compared. What a symbolic link changes is asked of the disk.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/files.h"

namespace capalint {

/// The name of the file that marks the root of a workspace.
inline constexpr std::string_view workspace_marker = "capalint.capa";

/// As given, without `./`, doubled slashes and a slash at the end.
[[nodiscard]] std::string shown_path(std::string_view path);

/// `folder` may be `.`, which is not shown.
[[nodiscard]] std::string join_path(std::string_view folder, std::string_view name);

/// `.` for a name alone.
[[nodiscard]] std::string parent_path(std::string_view path);
[[nodiscard]] std::string_view file_name(std::string_view path);

/// Whether `path` is `folder` or lies below it; both absolute.
[[nodiscard]] bool is_within(std::string_view path, std::string_view folder);

/// Absolute and without `..`; symbolic links stay as they were written where that is the same place.
[[nodiscard]] std::string absolute_path(const std::string& path, const std::string& current_folder);

/// An absolute path as seen from the current folder: relative below it, with `..` above it.
[[nodiscard]] std::string path_seen_from(const std::string& path,
                                         const std::string& current_folder);

/// The nearest folder, from this absolute one upwards, that holds `name`; empty when none does.
/// Where that cannot be told it is noted, and the search goes on above.
[[nodiscard]] std::string nearest_folder_with(std::string_view name, std::string folder,
                                              std::vector<Unknown>& unknown);

}  // namespace capalint
