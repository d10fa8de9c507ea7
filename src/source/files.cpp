#include "source/files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>
#include <system_error>

#include "source/descriptor.h"
#include "source/paths.h"

namespace capalint {
namespace {

FileKind kind_of(const struct stat& found) {
  if (S_ISREG(found.st_mode)) return FileKind::plain;
  if (S_ISDIR(found.st_mode)) return FileKind::folder;
  return FileKind::device;
}

FileStatus status_at(int folder, const char* name) {
  struct stat found {};
  if (::fstatat(folder, name, &found, 0) == 0)
    return {kind_of(found), {found.st_dev, found.st_ino}};
  const int error = errno;
  const bool named = ::fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW) == 0;
  return {named && S_ISLNK(found.st_mode) ? FileKind::dangling : FileKind::missing, {}, error};
}

std::string too_large(std::uintmax_t size) {
  return fmt::format("this file has {} MB, and plans have a few kilobytes", size / 1'000'000);
}

}  // namespace

bool says_nothing_there(int error) {
  return error == ENOENT || error == ENOTDIR || error == EACCES || error == ELOOP ||
         error == ENAMETOOLONG;
}

FileStatus status(const std::string& path) { return status_at(AT_FDCWD, path.c_str()); }

bool is_absent(const std::string& path) {
  const FileStatus found = status(path);
  return found.kind == FileKind::missing && says_nothing_there(found.error);
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : std::string();
}

bool leads_out(const std::string& path, const std::string& real_folder) {
  const std::string real = real_path(path);
  if (real.empty()) return !says_nothing_there(errno);
  return real_folder.empty() || !is_within(real, real_folder);
}

Folder list_folder(const std::string& path) {
  Folder folder;
  // Non-blocking, in case that a pipe took the folder's place a moment ago.
  const int opened = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
  struct stat found {};
  DIR* listing = opened >= 0 && ::fstat(opened, &found) == 0 ? ::fdopendir(opened) : nullptr;
  if (listing == nullptr) {
    folder.error = errno;
    if (opened >= 0) ::close(opened);
    return folder;
  }
  folder.identity = {found.st_dev, found.st_ino};
  for (;;) {
    errno = 0;
    const dirent* entry = ::readdir(listing);
    if (entry == nullptr) {
      if (errno != 0) folder.error = errno;
      break;
    }
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    FileKind kind = FileKind::plain;
    bool link = false;
    switch (entry->d_type) {
      case DT_REG: break;
      case DT_DIR: kind = FileKind::folder; break;
      case DT_FIFO:
      case DT_SOCK:
      case DT_CHR:
      case DT_BLK: kind = FileKind::device; break;
      default: {
        const FileStatus named = status_at(opened, entry->d_name);
        kind = named.kind;
        struct stat itself {};
        // What may be a link is taken for one.
        link = ::fstatat(opened, entry->d_name, &itself, AT_SYMLINK_NOFOLLOW) != 0 ||
               S_ISLNK(itself.st_mode);
        if (named.error != 0 && !says_nothing_there(named.error)) folder.error = named.error;
      }
    }
    if (kind != FileKind::missing) folder.entries.push_back({std::string(name), kind, link});
  }
  ::closedir(listing);
  if (folder.error != 0) folder.entries.clear();
  std::sort(folder.entries.begin(), folder.entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  return folder;
}

FileText read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) return {Source::unreadable(path, why_failed(errno, "file")), {}};
  struct stat found {};
  if (::fstat(file.get(), &found) != 0)
    return {Source::unreadable(path, why_failed(errno, "file")), {}};
  const FileIdentity identity{found.st_dev, found.st_ino};
  if (kind_of(found) != FileKind::plain)
    return {Source::unreadable(path, why_unreadable(kind_of(found))), identity};
  if (static_cast<std::uintmax_t>(found.st_size) > largest_file) {
    return {Source::unreadable(path, too_large(static_cast<std::uintmax_t>(found.st_size))),
            identity};
  }
  // The size is what the file had a moment ago, and 0 for a file that the kernel makes up.
  const auto expected = static_cast<std::size_t>(found.st_size);
  std::string text(expected + 1, '\0');
  std::size_t size = 0;
  while (true) {
    const ssize_t count = ::read(file.get(), text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return {Source::unreadable(path, why_failed(errno, "file")), identity};
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
    if (size == expected) break;
    if (size > largest_file) return {Source::unreadable(path, too_large(size)), identity};
    if (size == text.size()) text.resize(2 * size + 4096);
  }
  text.resize(size);
  return {Source(path, std::move(text)), identity};
}

std::string why_unreadable(FileKind kind) {
  switch (kind) {
    case FileKind::missing: return why_failed(ENOENT, "file");
    case FileKind::plain: return {};
    case FileKind::folder: return "this is a folder, not a file";
    case FileKind::dangling: return "this link points to a file that does not exist";
    case FileKind::device: return "this is a pipe, socket or device, not a file";
  }
  return {};
}

std::string why_failed(int error, std::string_view what) {
  switch (error) {
    case EACCES:
    case EPERM: return fmt::format("you have no permission to read this {}", what);
    case ENOENT:
    case ENOTDIR: return fmt::format("this {} was there a moment ago and is gone now", what);
    case ELOOP: return "this link leads back to itself";
    case ENAMETOOLONG: return "this path is longer than the system allows";
    default:
      return fmt::format("the system cannot read this {}: {}", what,
                         std::generic_category().message(error));
  }
}

}  // namespace capalint
