// From the paths that a user gave to the workspaces that they belong to, with the text of every
// file. The only door to the disk: the command line and the server call it, nothing else reads.
// A workspace is a folder tree; its root is the nearest folder, upwards, with a `capalint.capa`,
// or else the folder that was given, or the folder of the file that was given. A link belongs to it when
// what it leads to lies in the same tree; what a link leads to elsewhere is neither read nor written.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "source/source.h"
#include "source/timings.h"

namespace capalint {

struct WorkspaceOptions {
  /// Patterns with .gitignore's meaning, as though they stood in the current folder; in a workspace
  /// that is not below it, as though they stood in its root. A file that is named is always read.
  std::vector<std::string> exclude;
  /// Then the patterns stand in the root of each workspace, wherever the current folder is.
  bool exclude_from_root = false;
  bool respect_gitignore = true;
  /// What the path `-` means: the name of the file, and its text in place of the one on disk.
  /// Without a name the text is a workspace of its own.
  std::optional<std::pair<std::string, std::string>> standard_input;
  /// Files as an editor holds them: their absolute paths, and their texts in place of those on disk,
  /// where there need not be a file. They count as named.
  std::map<std::string, std::string> open;
  unsigned threads = 0;  // 0: as many as there are cores
  Timings* timings = nullptr;
};

struct Workspace {
  std::string root;               // shown like the paths of its files; `.` for the current folder
  Sources sources;                // in byte order of their paths; some may be unreadable
  std::vector<FileId> requested;  // those that the user named or that lie under a folder that he
                                  // named; the others are context, and their findings not shown
};

/// A path of the user's of which nothing could be checked, or a folder below it.
struct Problem {
  std::string path;
  std::string message;
  /// For a path that does not exist: its first name that does not, and the names that do exist in
  /// the same folder, for a "did you mean".
  std::string missing;
  std::vector<std::string> beside;
  /// It lies beside what was named, which could be checked, though without it.
  bool context = false;
  /// A folder that could not be read: what it holds should count, and is not known.
  bool unread = false;
  /// A folder that was read, and holds no plans.
  bool empty = false;
};

struct Inputs {
  std::vector<Workspace> workspaces;  // in byte order of their roots; each has a requested file
  std::vector<Problem> problems;      // in the order of the paths given
  /// What .gitignore leaves out below the folders that were named: files, and folders that hold some.
  std::vector<std::string> ignored;
};

/// Whether it is the file that marks the root of a workspace, which may be empty.
[[nodiscard]] bool is_marker(const Source& source);

/// Paths may be files, folders, patterns that no shell expanded, and `-`.
[[nodiscard]] Inputs find_workspaces(const std::vector<std::string>& paths,
                                     const WorkspaceOptions& options);

}  // namespace capalint
