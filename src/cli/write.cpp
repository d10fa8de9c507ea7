#include "cli/write.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "source/display.h"
#include "source/files.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

constexpr const char* write_protected = "this file is write-protected";
constexpr const char* changed_meanwhile =
    "this file has changed since it was read, so it stays as it is";
constexpr const char* attributes_would_go =
    "the access list or other attributes of this file cannot be kept, so it stays as it is";
constexpr const char* no_report =
    "this file is not a report of capalint, so it stays as it is; name another file, or delete this one";

std::string why_not_written(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT: return "the disk is full, so the file stays as it was";
    case EFBIG: return "the new text is larger than the system allows, so the file stays as it was";
    case EROFS: return "the disk cannot be written to";
    case EISDIR: return "this is a folder, not a file";
    case ENOENT: return "there is no such folder";
    case EACCES:
    case EPERM: return "you have no permission to write in the folder of this file";
    default:
      return fmt::format("the system cannot write this file: {}",
                         std::generic_category().message(error));
  }
}

/// Signals that end the program wait until a file is whole and nothing is left beside it.
class SignalsHeld {
 public:
  SignalsHeld() {
    sigset_t ending;
    ::sigemptyset(&ending);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaddset(&ending, signal);
    ::pthread_sigmask(SIG_BLOCK, &ending, &before_);
  }
  SignalsHeld(const SignalsHeld&) = delete;
  SignalsHeld& operator=(const SignalsHeld&) = delete;
  ~SignalsHeld() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t count = ::write(file, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// The first bytes of a file, `most` of them at most; nothing, with `errno`, when it is none or cannot be read.
std::optional<std::string> beginning_of(const std::string& path, std::size_t most) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
  if (file < 0) return std::nullopt;
  struct stat found {};
  std::optional<std::string> text;
  if (::fstat(file, &found) == 0 && S_ISREG(found.st_mode)) text.emplace(most, '\0');
  std::size_t size = 0;
  while (text && size < most) {
    const ssize_t count = ::read(file, text->data() + size, most - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) text.reset();
    if (count <= 0) break;
    size += static_cast<std::size_t>(count);
  }
  const int error = errno;
  ::close(file);
  errno = error;
  if (text) text->resize(size);
  return text;
}

/// Whether the file of this name, which is no link, may be written over.
using MayBeReplaced = std::function<bool(const std::string& path)>;

/// Nothing when they cannot be told.
std::optional<std::set<std::string>> attributes_of(int file) {
  std::set<std::string> names;
  std::string list;
  ssize_t size = 0;
  while ((size = ::flistxattr(file, nullptr, 0)) > 0) {
    list.resize(static_cast<std::size_t>(size));
    size = ::flistxattr(file, list.data(), list.size());
    if (size >= 0) break;
    if (errno != ERANGE) break;  // ERANGE: there are more of them now
  }
  if (size < 0) return errno == ENOTSUP ? std::optional(names) : std::nullopt;
  list.resize(static_cast<std::size_t>(size));
  for (std::size_t at = 0; at < list.size(); at = list.find('\0', at) + 1)
    names.insert(list.c_str() + at);
  return names;
}

/// What the system itself gives to each file, and may keep anybody from giving.
bool is_for_the_system(const std::string& attribute) {
  return attribute.starts_with("security.") || attribute.starts_with("trusted.");
}

bool copy_attribute(const std::string& name, int from, int to) {
  const ssize_t size = ::fgetxattr(from, name.c_str(), nullptr, 0);
  if (size < 0) return errno == ENODATA;
  std::string value(static_cast<std::size_t>(size), '\0');
  const ssize_t read = ::fgetxattr(from, name.c_str(), value.data(), value.size());
  return read >= 0 &&
         ::fsetxattr(to, name.c_str(), value.data(), static_cast<std::size_t>(read), 0) == 0;
}

/// Access lists are attributes as well. A new file may have got some from its folder.
bool copy_attributes(int from, int to) {
  const auto wanted = attributes_of(from);
  const auto given = attributes_of(to);
  if (!wanted || !given) return false;
  const auto goes = [&](const std::string& name) {
    return wanted->contains(name) || is_for_the_system(name) ||
           ::fremovexattr(to, name.c_str()) == 0;
  };
  return std::all_of(given->begin(), given->end(), goes) &&
         std::all_of(wanted->begin(), wanted->end(), [&](const std::string& name) {
           return copy_attribute(name, from, to) || is_for_the_system(name);
         });
}

/// A new file beside `path`, gone again when it has not taken the place of `path`. Signals that end the
/// program wait as long as there is one.
class Replacement {
 public:
  explicit Replacement(const std::string& path)
      : path_(path), name_(join_path(parent_path(path), ".capalint-XXXXXX")) {
    file_ = ::mkostemp(name_.data(), O_CLOEXEC);
    there_ = file_ >= 0;
  }
  Replacement(const Replacement&) = delete;
  Replacement& operator=(const Replacement&) = delete;
  ~Replacement() {
    if (there_) ::unlink(name_.c_str());
    if (file_ >= 0) ::close(file_);
  }

  /// Like the file of before, if there is one.
  Written place(std::string_view text, const struct stat* before,
                const MayBeReplaced& may_be_replaced, const char* otherwise) {
    if (file_ < 0 || !write_all(file_, text)) return failed();
    if (before != nullptr) {
      if (std::string problem = take_attributes(); !problem.empty())
        return {std::move(problem), {}};
    }
    if (!(before != nullptr ? becomes_like(*before) : becomes_new()) || ::fsync(file_) != 0)
      return failed();
    if (before == nullptr) {
      if (move_to_free_name()) return {};
      return errno == EEXIST ? Written{otherwise, {}} : failed();
    }
    if (exchange()) {
      // What was there is beside us now, where no editor looks for it.
      if (may_be_replaced(name_)) return take_away_what_was_there();
      if (put_back(text)) return {otherwise, {}};
      there_ = false;
      return {fmt::format("this file was saved meanwhile, and the text of that is in `{}`",
                          visible(name_)),
              {}};
    }
    if (errno == ENOENT) return {why_failed(errno, "file"), {}};
    // Not every file system exchanges; one more look, as late as can be, is the next best.
    if (!may_be_replaced(path_)) return {otherwise, {}};
    there_ = ::rename(name_.c_str(), path_.c_str()) != 0;
    return there_ ? failed() : Written();
  }

 private:
  static Written failed() { return {why_not_written(errno), {}}; }

  Written take_away_what_was_there() {
    there_ = ::unlink(name_.c_str()) != 0;
    if (!there_) return {};
    return {{},
            fmt::format("its text of before is in `{}` and cannot be deleted: {}", visible(name_),
                        std::generic_category().message(errno))};
  }

  [[nodiscard]] bool becomes_like(const struct stat& before) const {
    // Another's file becomes ours where the system forbids anything else; the group may still stay.
    const bool owned = ::fchown(file_, before.st_uid, before.st_gid) == 0 ||
                       ::fchown(file_, static_cast<uid_t>(-1), before.st_gid) == 0 ||
                       errno == EPERM;
    return owned && ::fchmod(file_, before.st_mode & 07777) == 0;
  }

  [[nodiscard]] std::string take_attributes() const {
    const int old = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (old < 0) return why_failed(errno, "file");
    const bool copied = copy_attributes(old, file_);
    ::close(old);
    return copied ? "" : attributes_would_go;
  }

  [[nodiscard]] bool becomes_new() const {
    const mode_t withheld = ::umask(0);
    ::umask(withheld);
    return ::fchmod(file_, 0666 & ~withheld) == 0;
  }

  [[nodiscard]] bool rename_with(unsigned flag) const {
    return ::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, path_.c_str(), flag) == 0;
  }
  [[nodiscard]] bool exchange() const { return rename_with(RENAME_EXCHANGE); }

  bool move_to_free_name() {
    there_ = !rename_with(RENAME_NOREPLACE);
    const bool unknown = errno == EINVAL || errno == ENOSYS || errno == ENOTSUP;
    if (there_ && unknown) there_ = ::rename(name_.c_str(), path_.c_str()) != 0;
    return !there_;
  }

  /// Gives the name back to what was there, or to what an editor has saved since.
  bool put_back(std::string_view text) {
    struct stat found {};
    if (::fstat(file_, &found) != 0) return false;
    const FileIdentity ours{found.st_dev, found.st_ino};
    FileIdentity placed = ours;
    FileIdentity held = identity_of(name_);
    for (;;) {
      if (exchange()) {
        const FileIdentity out = identity_of(name_);
        const bool saved_into = out == ours && beginning_of(name_, text.size() + 1) != text;
        if (out == placed && !saved_into) return true;
        placed = std::exchange(held, out);
        continue;
      }
      // An editor has moved what stood there to a backup, and is about to write.
      if (errno == ENOENT && move_to_free_name()) return true;
      if (errno != EEXIST) return false;
    }
  }

  static FileIdentity identity_of(const std::string& path) {
    struct stat found {};
    if (::lstat(path.c_str(), &found) != 0) return {};
    return {found.st_dev, found.st_ino};
  }

  const SignalsHeld held_;
  std::string path_;
  std::string name_;
  int file_ = -1;
  bool there_ = false;  // under its own name
};

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

Written replace_file(const std::string& path, const std::string& workspace, std::string_view before,
                     std::string_view after) {
  // Where links end: that name is replaced, so that they stay.
  const std::string real = real_path(path);
  struct stat found {};
  if (real.empty() || ::stat(real.c_str(), &found) != 0) return {why_failed(errno, "file"), {}};
  const std::string folder = real_path(workspace);
  if (folder.empty()) return {why_failed(errno, "folder"), {}};
  if (leads_out(real, folder))
    return {"this link leads out of the workspace, so what it leads to stays as it is", {}};
  if (is_protected(real, found)) return {write_protected, {}};
  const auto still_says_before = [&](const std::string& name) {
    return beginning_of(name, before.size() + 1) == before;
  };
  const auto now = beginning_of(real, before.size() + 1);
  if (!now) return {why_failed(errno, "file"), {}};
  if (now != before) return {changed_meanwhile, {}};
  Written written = Replacement(real).place(after, &found, still_says_before, changed_meanwhile);
  if (!written.problem.empty()) return written;
  sync_folder(parent_path(real));
  if (found.st_nlink == 1 || !written.remark.empty()) return written;
  return {{}, "this file had another name as well (a hard link), which keeps the text of before"};
}

std::string why_not_saved(const std::string& path, MayGo may_go) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return errno == ENOENT ? "" : why_not_written(errno);
  if (S_ISDIR(found.st_mode)) return why_not_written(EISDIR);
  if (!S_ISREG(found.st_mode)) return {};
  const std::string real = real_path(path);
  if (real.empty()) return why_failed(errno, "file");
  if (is_protected(real, found)) return write_protected;
  const auto beginning = beginning_of(real, long_beginning);
  if (!beginning) return why_failed(errno, "file");
  return may_go(*beginning) ? std::string() : no_report;
}

Written save_file(const std::string& path, std::string_view text, MayGo may_go) {
  if (std::string problem = why_not_saved(path, may_go); !problem.empty())
    return {std::move(problem), {}};
  struct stat found {};
  const bool there = ::stat(path.c_str(), &found) == 0;
  if (!there && errno != ENOENT) return {why_not_written(errno), {}};
  if (there && !S_ISREG(found.st_mode)) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const bool written = file >= 0 && write_all(file, text);
    const int error = errno;
    if (file >= 0) ::close(file);
    return {written ? "" : why_not_written(error), {}};
  }
  const std::string real = there ? real_path(path) : path;
  if (real.empty()) return {why_failed(errno, "file"), {}};
  const auto may_be_replaced = [may_go](const std::string& name) {
    const auto beginning = beginning_of(name, long_beginning);
    return beginning && may_go(*beginning);
  };
  Written written =
      Replacement(real).place(text, there ? &found : nullptr, may_be_replaced, no_report);
  if (written.problem.empty()) sync_folder(parent_path(real));
  return written;
}

std::string create_file(const std::string& path, std::string_view text) {
  const SignalsHeld held;
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
