// The files of one workspace, listed but not read: what `find_workspaces` has in hand between the
// paths that it was given and the texts that it gives back. No link is followed out of the root's tree.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "source/left_out.h"

namespace capalint {

/// A path that the user named, or a folder below one with its own marker.
struct Named {
  std::string shown;
  std::string absolute;
  std::size_t order = 0;            // its place on the command line
  std::optional<std::string> text;  // in place of what is on disk
};

struct Root {
  std::string absolute;
  FileIdentity identity;
  bool marked = false;   // by a `capalint.capa`
  bool shallow = false;  // its subfolders are somebody else's
  std::vector<Named> folders;
  std::map<std::string, Named> files;  // by absolute path
};

struct ListedFile {
  std::string shown;
  bool requested = false;
  /// Of several names of one file, the first of these is shown.
  enum class How { named, listed, linked } how = How::listed;
  FileKind kind = FileKind::plain;
  bool leads_out = false;  // of the workspace, so it is not read
  std::optional<std::string> text;
  std::string
      meant;  // the name of the plan that it should be, when its own is not one; it is not read
};

struct Listed {
  std::vector<ListedFile> files;
  std::vector<Named> nested;  // folders below named ones that are workspaces of their own
  struct Failure {
    Named folder;
    std::string message;
    bool context = false;  // it lies beside what was named
    bool unread = false;   // what it holds should count, and is not known
    bool empty = false;    // it holds no plans
  };
  std::vector<Failure> failures;
  std::vector<std::string> ignored;  // by .gitignore, below what was named
};

[[nodiscard]] Listed list_workspace(const Root& root, const std::string& current_folder,
                                    const LeftOut& left_out);

}  // namespace capalint
