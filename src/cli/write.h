// Writing files so that a full disk, a crash, Ctrl-C or an editor that saves meanwhile loses nothing.
// Whatever writes a file calls it: `fmt`, fixes and `init` those of users, `check` its reports.
#pragma once

#include <string>
#include <string_view>

namespace capalint::cli {

struct Written {
  std::string problem;  // why it was not, for people; empty when it was
  std::string remark;   // what people may want to know about a file that was
};

/// Replaces the whole text of an existing file, or leaves it as it is: the new text is on the disk
/// before it takes the file's name. Mode, owner, access lists and attributes stay, and a symbolic link
/// stays one. Refuses a write-protected file (for root, too), one that links put outside of
/// `workspace`, and one that no longer says `before`, also when it is saved at that very moment.
[[nodiscard]] Written replace_file(const std::string& path, const std::string& workspace,
                                   std::string_view before, std::string_view after);

/// Writes a file that is not there yet, whole or not at all; a file of that name stays as it is.
/// Returns why it could not, for people; empty when it did.
[[nodiscard]] std::string create_file(const std::string& path, std::string_view text);

/// Whether a file that begins so may be written over. It sees `long_beginning` bytes at most.
using MayGo = bool (*)(std::string_view beginning);
inline constexpr std::size_t long_beginning = 64 * 1024;

/// Why `save_file` would not write there, for people; empty when nothing speaks against it.
[[nodiscard]] std::string why_not_saved(const std::string& path, MayGo may_go);

/// Puts a text under that name in the same way as `replace_file`, whether there is a file already, which
/// has to be one that may go, or not. A pipe or a device is written to as it is.
[[nodiscard]] Written save_file(const std::string& path, std::string_view text, MayGo may_go);

}  // namespace capalint::cli
