// Patterns for paths, for `--exclude`, .gitignore and patterns that no shell expanded. POSIX
// `fnmatch` matches each name between slashes; `**` stands for any number of folders.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace capalint {

class Glob {
 public:
  explicit Glob(std::string_view pattern);

  /// `path` has no slash at either end. At the end of a pattern `**` stands for at least one name.
  [[nodiscard]] bool matches(std::string_view path) const;
  /// Whether a folder may hold, at some depth, what the pattern matches.
  [[nodiscard]] bool may_match_below(std::string_view folder) const;

 private:
  struct Part {
    std::string text;
    enum class Kind { literal, wildcard, any_folders } kind;
  };
  static bool matches(const Part& part, std::string_view name);

  std::vector<Part> parts_;
};

[[nodiscard]] bool has_wildcard(std::string_view text);

/// The names between the slashes of a path, without empty ones.
[[nodiscard]] std::vector<std::string_view> split_path(std::string_view path);

}  // namespace capalint
