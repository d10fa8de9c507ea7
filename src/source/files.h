// The system calls behind `workspace`: what a path names, what a folder holds, the text of a file.
// Nothing here opens a pipe, a socket or a device, and whatever a disk may hold is a value, never
// an exception.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "source/source.h"

namespace capalint {

/// Two names with the same identity are the same file or folder on disk.
struct FileIdentity {
  dev_t device = 0;
  ino_t inode = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
  friend bool operator<(const FileIdentity& a, const FileIdentity& b) {
    return a.device != b.device ? a.device < b.device : a.inode < b.inode;
  }
};

enum class FileKind {
  missing,
  plain,
  folder,
  dangling,  // a symbolic link to nothing, or to itself
  device,    // a pipe, socket or device: reading it may wait for ever, or change it
};

struct FileStatus {
  FileKind kind = FileKind::missing;
  FileIdentity identity;
  int error = 0;  // the `errno` of `missing` and `dangling`
};

/// Follows symbolic links.
[[nodiscard]] FileStatus status(const std::string& path);

/// Whether that `errno` says that there is nothing, or nothing for this user; any other one leaves it open.
[[nodiscard]] bool says_nothing_there(int error);

/// What was to be looked at and could not be, so that it is open what is there.
struct Unknown {
  std::string path;
  std::string why;
};

/// Whether it is known that there is nothing of that name.
[[nodiscard]] bool is_absent(const std::string& path);

/// Where a path ends, whatever links are on the way; empty, with `errno`, when there is nothing.
[[nodiscard]] std::string real_path(const std::string& path);

/// Whether links on the way of `path` take it out of a folder, whose own path has none. What does not exist
/// leads nowhere, and what cannot be told leads out.
[[nodiscard]] bool leads_out(const std::string& path, const std::string& real_folder);

struct FolderEntry {
  std::string name;
  FileKind kind = FileKind::plain;
  bool link = false;  // `kind` is that of what it points to
};

struct Folder {
  FileIdentity identity;
  std::vector<FolderEntry> entries;  // in byte order, without `.` and `..`
  int error = 0;  // the `errno` of opening or reading it; then nothing else holds
};

[[nodiscard]] Folder list_folder(const std::string& path);

struct FileText {
  Source source;
  std::optional<FileIdentity> identity;  // nothing when the file could not be opened
};

/// Reads `path`, which is also how the file is shown. A file over `largest_file` is not read.
[[nodiscard]] FileText read_file(const std::string& path);

/// Why a file of this kind has no text that could be read.
[[nodiscard]] std::string why_unreadable(FileKind kind);

/// Why opening or reading failed, for people; `what` is `file`, `folder` or `path`.
[[nodiscard]] std::string why_failed(int error, std::string_view what);

}  // namespace capalint
