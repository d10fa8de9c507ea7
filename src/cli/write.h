// Writing files so that a full disk, a crash or an editor that saves meanwhile loses nothing. Whatever
// writes a file calls it: `fmt`, fixes and `init` those of users, `check` its reports.
#pragma once

#include <string>
#include <string_view>

namespace capalint::cli {

/// Replaces the whole text of an existing file, or leaves it as it is: the new text is on the disk
/// before it takes the file's name. Mode and owner stay, and a symbolic link stays one. Refuses a
/// write-protected file (for root, too), and one that no longer says `before`.
/// Returns why it could not, for people; empty when it did.
[[nodiscard]] std::string replace_file(const std::string& path, std::string_view before,
                                       std::string_view after);

/// Writes a file that is not there yet, whole or not at all; a file of that name stays as it is.
/// Returns why it could not, for people; empty when it did.
[[nodiscard]] std::string create_file(const std::string& path, std::string_view text);

/// Puts a text under that name, whether there is a file of that name already or not, in the same way.
/// A pipe or a device is written to as it is.
[[nodiscard]] std::string save_file(const std::string& path, std::string_view text);

}  // namespace capalint::cli
