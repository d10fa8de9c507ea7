#include "cli/write.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <system_error>

#include "source/files.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

std::string why_not_written(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT: return "the disk is full, so the file stays as it was";
    case EFBIG: return "the new text is larger than the system allows, so the file stays as it was";
    case EROFS: return "the disk cannot be written to";
    case ENOENT: return "there is no such folder";
    case EACCES:
    case EPERM: return "you have no permission to write in the folder of this file";
    default:
      return fmt::format("the system cannot write this file: {}",
                         std::generic_category().message(error));
  }
}

/// Where a chain of links ends: that name is replaced, so that the links stay.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : std::string();
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// A new file beside `path`, gone again unless it took the place of `path`.
class Replacement {
 public:
  explicit Replacement(const std::string& path)
      : path_(path), name_(join_path(parent_path(path), ".capalint-XXXXXX")) {
    file_ = ::mkostemp(name_.data(), O_CLOEXEC);
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;
  ~Replacement() {
    if (file_ < 0) return;
    ::close(file_);
    if (!placed_) ::unlink(name_.c_str());
  }

  /// Like the file of before, if there is one. False, with `errno`, when that is still there.
  bool place(std::string_view text, const struct stat* before) {
    if (file_ < 0 || !write_all(file_, text)) return false;
    if (!(before != nullptr ? becomes_like(*before) : becomes_new()) || ::fsync(file_) != 0)
      return false;
    placed_ = ::rename(name_.c_str(), path_.c_str()) == 0;
    return placed_;
  }

 private:
  [[nodiscard]] bool becomes_like(const struct stat& before) const {
    // Another's file becomes ours where the system forbids anything else; the group may still stay.
    const bool owned = ::fchown(file_, before.st_uid, before.st_gid) == 0 ||
                       ::fchown(file_, static_cast<uid_t>(-1), before.st_gid) == 0 ||
                       errno == EPERM;
    return owned && ::fchmod(file_, before.st_mode & 07777) == 0;
  }

  [[nodiscard]] bool becomes_new() const {
    const mode_t withheld = ::umask(0);
    ::umask(withheld);
    return ::fchmod(file_, 0666 & ~withheld) == 0;
  }

  std::string path_;
  std::string name_;
  int file_ = -1;
  bool placed_ = false;
};

constexpr const char* write_protected = "this file is write-protected";

/// For root, too, whom the system would let write.
bool is_protected(const std::string& path, const struct stat& found) {
  constexpr mode_t anybody_may_write = 0222;
  return (found.st_mode & anybody_may_write) == 0 || ::access(path.c_str(), W_OK) != 0;
}

void sync_folder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);  // not every file system can, and the file is whole either way
  ::close(folder);
}

}  // namespace

std::string replace_file(const std::string& path, std::string_view before, std::string_view after) {
  const std::string real = real_path(path);
  struct stat found {};
  if (real.empty() || ::stat(real.c_str(), &found) != 0) return why_failed(errno, "file");
  if (is_protected(real, found)) return write_protected;
  const FileText now = read_file(real);
  if (!now.source.problem().empty()) return now.source.problem();
  if (now.source.text() != before)
    return "this file has changed since it was read, so it stays as it is";
  if (!Replacement(real).place(after, &found)) return why_not_written(errno);
  sync_folder(parent_path(real));
  return {};
}

std::string save_file(const std::string& path, std::string_view text) {
  struct stat found {};
  const bool there = ::stat(path.c_str(), &found) == 0;
  if (there && !S_ISREG(found.st_mode)) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const bool written = file >= 0 && write_all(file, text);
    const int error = errno;
    if (file >= 0) ::close(file);
    return written ? "" : why_not_written(error);
  }
  const std::string real = there ? real_path(path) : path;
  if (there && is_protected(real, found)) return write_protected;
  if (!Replacement(real).place(text, there ? &found : nullptr)) return why_not_written(errno);
  sync_folder(parent_path(real));
  return {};
}

std::string create_file(const std::string& path, std::string_view text) {
  constexpr mode_t as_the_umask_says = 0666;
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, as_the_umask_says);
  if (file < 0)
    return errno == EEXIST ? "this file is there already, so it stays as it is"
                           : why_not_written(errno);
  const bool written = write_all(file, text) && ::fsync(file) == 0;
  const int error = errno;
  ::close(file);
  if (written) return {};
  ::unlink(path.c_str());
  return why_not_written(error);
}

}  // namespace capalint::cli
