// Files as they were at a revision of the git repository that they are in. Runs git without a shell;
// git only reads, and whatever the repository's own configuration says, it starts no other program: no
// transport, filter, hook, monitor or pager. For `check --since` and for `diff`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace capalint {

struct RevisionFile {
  std::string path;  // below the folder that was asked about
  std::string text;
};

struct RevisionFiles {
  std::vector<RevisionFile> files;  // in byte order of their paths
  std::string problem;              // why there are none, for people; empty when they were read
};

struct Repository {
  std::string root;    // its outermost folder, absolute
  std::string prefix;  // of the folder that was asked about, below that; with a slash at its end
  std::string problem;
};

/// The repository that holds `folder`.
[[nodiscard]] Repository repository_of(const std::string& folder);

/// The files below `folder` whose names end with `ending`. A folder that was not there yet had none.
[[nodiscard]] RevisionFiles files_at(const std::string& folder, const std::string& revision,
                                     std::string_view ending);

}  // namespace capalint
