#include "source/workspace.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <system_error>

#include "source/files.h"
#include "source/glob.h"
#include "source/misnamed.h"
#include "source/parallel.h"
#include "source/paths.h"
#include "source/walk.h"

namespace capalint {
namespace {

/// A folder that many things share, such as / or /tmp: a file in it says nothing about the rest.
bool is_shared(const std::string& folder) {
  const char* home = std::getenv("HOME");
  if (folder == "/" || (home != nullptr && folder == shown_path(home))) return true;
  struct stat found {};
  return ::stat(folder.c_str(), &found) == 0 && (found.st_mode & S_ISVTX) != 0;
}

Source misnamed(const ListedFile& file) {
  std::string advice =
      is_packed_document(file.shown)
          ? "copy its text into a file of a plain editor, such as Notepad or VS Code, called `" +
                file.meant + "`"
          : "rename it to `" + file.meant + "`, or move it out of the folder";
  return Source::misnamed(
      file.shown, "this file is not read, because a plan's name ends with `.capa` and nothing else",
      std::move(advice));
}

std::vector<FileText> read_all(std::vector<ListedFile>& files, unsigned threads) {
  std::vector<std::optional<FileText>> texts(files.size());
  const auto read_one = [&](std::size_t i) {
    ListedFile& file = files[i];
    if (file.text) {
      const FileStatus on_disk = status(file.shown);
      texts[i] = {Source(file.shown, std::move(*file.text)), {}};
      if (on_disk.kind == FileKind::plain) texts[i]->identity = on_disk.identity;
    } else if (!file.meant.empty()) {
      texts[i] = {misnamed(file), {}};
    } else if (file.kind != FileKind::plain) {
      texts[i] = {Source::unreadable(file.shown, why_unreadable(file.kind)), {}};
    } else if (file.leads_out) {
      texts[i] = {Source::unreadable(
                      file.shown, "this link leads out of the workspace, so it is not read",
                      "put a copy of the file here in place of the link, or name the file itself"),
                  {}};
    } else {
      texts[i] = read_file(file.shown);
    }
  };
  constexpr std::size_t batch = 64;
  in_parallel(files.size(), threads, batch, read_one);

  std::vector<FileText> result;
  result.reserve(texts.size());
  for (auto& text : texts) result.push_back(std::move(*text));
  return result;
}

/// Reads them, in byte order, each file once however many names it has.
void read_into(Workspace& workspace, std::vector<ListedFile> files, unsigned threads) {
  std::sort(files.begin(), files.end(),
            [](const ListedFile& a, const ListedFile& b) { return a.shown < b.shown; });
  std::vector<FileText> texts = read_all(files, threads);

  std::map<FileIdentity, std::size_t> shown_as;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (!texts[i].identity) continue;
    const auto [other, first] = shown_as.emplace(*texts[i].identity, i);
    if (first) continue;
    const bool requested = files[i].requested || files[other->second].requested;
    if (files[i].how < files[other->second].how) other->second = i;
    files[other->second].requested = requested;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (texts[i].identity && shown_as[*texts[i].identity] != i) continue;
    const FileId id = workspace.sources.add(std::move(texts[i].source));
    if (files[i].requested) workspace.requested.push_back(id);
  }
}

class Search {
 public:
  explicit Search(const WorkspaceOptions& options) : options_(options) {
    std::error_code error;
    current_folder_ = std::filesystem::current_path(error).native();
    if (error) why_nowhere_ = error.message();
  }

  void add(const std::string& path, std::size_t order) {
    if (path == "-") return add_standard_input(order);
    if (!why_nowhere_.empty() && !path.starts_with('/'))
      return fail(order, path, "the system does not say which folder this one is: " + why_nowhere_);
    const std::string shown = path.empty() ? "" : shown_path(path);
    const FileStatus found = status(shown);
    switch (found.kind) {
      case FileKind::missing:
        return has_wildcard(shown) ? add_matches(shown, order) : add_missing(shown, order, found);
      case FileKind::folder:
        return add_folder({shown, absolute_path(shown, current_folder_), order, {}});
      case FileKind::plain:
      case FileKind::dangling:
      case FileKind::device:
        return add_file({shown, absolute_path(shown, current_folder_), order, {}});
    }
  }

  void add_open() {
    for (const auto& [path, text] : options_.open) add_file({path, path, 0, text});
  }

  Inputs run() {
    merge_unmarked();
    Inputs inputs;
    // A nested workspace comes after the one around it, so it is found before its turn.
    for (auto& [absolute, root] : roots_) {
      listed_.insert(absolute);
      if (uncertain_.contains(absolute)) continue;
      const LeftOut left_out = left_out_in(absolute);
      Timed finding(options_.timings, "find files", "files");
      Listed listed = list_workspace(root, current_folder_, left_out);
      finding.count(listed.files.size());
      finding.end();
      for (const Named& nested : listed.nested) add_folder(nested);
      for (auto& failure : listed.failures) {
        problems_.emplace(failure.folder.order, Problem{.path = failure.folder.shown,
                                                        .message = std::move(failure.message),
                                                        .context = failure.context,
                                                        .unread = failure.unread,
                                                        .empty = failure.empty});
      }
      tell(left_out.unknown());
      std::move(listed.ignored.begin(), listed.ignored.end(), std::back_inserter(inputs.ignored));
      const auto requested = [](const ListedFile& file) { return file.requested; };
      if (std::none_of(listed.files.begin(), listed.files.end(), requested)) continue;
      Workspace workspace;
      workspace.root = path_seen_from(absolute, current_folder_);
      for (const Named& folder : root.folders) {
        if (folder.absolute == absolute) workspace.root = folder.shown;
      }
      Timed reading(options_.timings, "read", "files");
      read_into(workspace, std::move(listed.files), options_.threads);
      if (reading.wanted()) reading.count(workspace.sources.size(), bytes_in(workspace.sources));
      reading.end();
      inputs.workspaces.push_back(std::move(workspace));
    }
    if (nameless_) inputs.workspaces.push_back(std::move(*nameless_));
    for (auto& [order, problem] : problems_) inputs.problems.push_back(std::move(problem));
    return inputs;
  }

 private:
  LeftOut left_out_in(const std::string& root) const {
    const bool below = !current_folder_.empty() && is_within(root, current_folder_);
    const bool above = is_within(current_folder_, root);
    const bool from_root = options_.exclude_from_root || !(below || above);
    return {options_.exclude, from_root ? root : current_folder_, options_.respect_gitignore};
  }

  void fail(std::size_t order, std::string path, std::string message) {
    problems_.emplace(order, Problem{.path = std::move(path), .message = std::move(message)});
  }

  void tell(const std::vector<Unknown>& unknown) {
    for (const auto& [path, why] : unknown) {
      if (told_.insert(path).second) fail(0, path_seen_from(path, current_folder_), why);
    }
  }

  void add_standard_input(std::size_t order) {
    if (!options_.standard_input) return fail(order, "-", "there is no standard input to read");
    const auto& [name, text] = *options_.standard_input;
    if (name.empty()) {
      nameless_.emplace();
      nameless_->root = ".";
      nameless_->requested.push_back(nameless_->sources.add(Source("<stdin>", text)));
      return;
    }
    const std::string shown = shown_path(name);
    add_file({shown, absolute_path(shown, current_folder_), order, text});
  }

  void add_missing(const std::string& shown, std::size_t order, const FileStatus& found) {
    if (found.error != ENOENT && found.error != ENOTDIR)
      return fail(order, shown, why_failed(found.error, "path"));
    Problem problem{.path = shown, .message = "there is no such file or folder"};
    std::string missing = shown;
    std::string folder = parent_path(missing);
    while (folder != missing && status(folder).kind == FileKind::missing) {
      missing = folder;
      folder = parent_path(missing);
    }
    problem.missing = file_name(missing);
    for (FolderEntry& entry : list_folder(folder).entries) {
      if (!entry.name.starts_with('.')) problem.beside.push_back(std::move(entry.name));
    }
    problems_.emplace(order, std::move(problem));
  }

  /// A pattern that no shell expanded: `.capa` files and folders, less what is left out.
  void add_matches(const std::string& shown, std::size_t order) {
    std::string base(shown.starts_with('/') ? "/" : ".");
    std::string pattern = shown;
    while (true) {
      const std::size_t start = pattern.starts_with('/') ? 1 : 0;
      const std::size_t slash = pattern.find('/', start);
      const std::string name =
          pattern.substr(start, slash == std::string::npos ? slash : slash - start);
      if (has_wildcard(name)) break;
      base = join_path(base, name);
      pattern.erase(0, slash);
    }
    const Glob glob(pattern);
    const std::string absolute = absolute_path(base, current_folder_);
    const LeftOut left_out = left_out_in(absolute);
    bool matched = false;
    const std::function<void(const std::string&, const std::string&, const IgnoreRules::Pointer&)>
        look = [&](const std::string& below, const std::string& at,
                   const IgnoreRules::Pointer& above) {
          const std::string opened = join_path(base, below);
          const Folder folder = list_folder(opened.empty() ? "." : opened);
          const std::size_t unknown = left_out.unknown().size();
          const auto rules = left_out.rules_in(at, opened.empty() ? "." : opened, folder, above);
          if (folder.error != 0 && !says_nothing_there(folder.error))
            fail(order, opened.empty() ? "." : opened, why_failed(folder.error, "folder"));
          if (left_out.unknown().size() > unknown) return;
          for (const FolderEntry& entry : folder.entries) {
            const bool is_folder = entry.kind == FileKind::folder;
            if (entry.name.starts_with('.') || (!is_folder && !entry.name.ends_with(".capa")))
              continue;
            const std::string path = join_path(below, entry.name);
            const Named found{join_path(base, path), join_path(at, entry.name), order, {}};
            if (left_out(rules, found.absolute, is_folder)) continue;
            if (glob.matches(path)) {
              matched = true;
              is_folder ? add_folder(found) : add_file(found);
            } else if (is_folder && !entry.link && glob.may_match_below(path)) {
              look(path, found.absolute, rules);
            }
          }
        };
    look("", absolute, left_out.rules_above(absolute, absolute));
    tell(left_out.unknown());
    if (!matched) fail(order, shown, "this pattern matches no folder and no `.capa` file");
  }

  void add_folder(const Named& folder) { root_of(folder.absolute).folders.push_back(folder); }

  void add_file(const Named& file) {
    auto& files = root_of(parent_path(file.absolute)).files;
    const auto [known, first] = files.emplace(file.absolute, file);
    if (!first && file.text) known->second.text = file.text;
  }

  Root& root_of(const std::string& folder) {
    const auto known = root_of_folder_.find(folder);
    if (known != root_of_folder_.end()) return roots_.at(known->second);
    std::vector<Unknown> unknown;
    const std::string marked = nearest_folder_with(workspace_marker, folder, unknown);
    std::string absolute = marked.empty() ? folder : marked;
    const FileStatus found = status(absolute);
    if (found.kind == FileKind::missing && !says_nothing_there(found.error))
      unknown.push_back({absolute, why_failed(found.error, "folder")});
    tell(unknown);
    if (!unknown.empty()) uncertain_.insert(absolute);
    const FileIdentity identity = found.identity;
    // By another name it is still the same workspace, unless that one is done.
    if (identity != FileIdentity{}) {
      const std::string& first = named_first_.emplace(identity, absolute).first->second;
      if (!listed_.contains(first)) absolute = first;
    }
    const auto root = roots_.emplace(absolute, Root{}).first;
    root->second.absolute = absolute;
    root->second.identity = identity;
    root->second.marked = !marked.empty();
    root_of_folder_.emplace(folder, absolute);
    return root->second;
  }

  /// Without a marker, what lies below another given folder belongs to it.
  void merge_unmarked() {
    for (auto& [absolute, root] : roots_) {
      const auto is_root = [&, &self = root](const Named& folder) {
        return folder.absolute == self.absolute;
      };
      const bool named = std::any_of(root.folders.begin(), root.folders.end(), is_root);
      root.shallow = !root.marked && !named && is_shared(absolute);
    }
    for (auto root = roots_.begin(); root != roots_.end();) {
      Root* around = root->second.marked ? nullptr : unmarked_around(root->first);
      if (around == nullptr) {
        ++root;
        continue;
      }
      around->folders.insert(around->folders.end(), root->second.folders.begin(),
                             root->second.folders.end());
      around->files.merge(root->second.files);
      for (auto& [folder, absolute] : root_of_folder_) {
        if (absolute == root->first) absolute = around->absolute;
      }
      root = roots_.erase(root);
    }
  }

  Root* unmarked_around(const std::string& folder) {
    for (std::string at = folder; at != "/" && at != ".";) {
      at = parent_path(at);
      const auto found = roots_.find(at);
      if (found != roots_.end() && !found->second.marked && !found->second.shallow &&
          !leads_out(folder, real_path(at)))
        return &found->second;
    }
    return nullptr;
  }

  const WorkspaceOptions& options_;
  std::string current_folder_;
  std::string why_nowhere_;                            // why the current folder is not known
  std::map<std::string, Root> roots_;                  // by absolute path
  std::map<std::string, std::string> root_of_folder_;  // both absolute
  std::map<FileIdentity, std::string> named_first_;    // of roots
  std::set<std::string> listed_;                       // roots that are done
  std::set<std::string> uncertain_;                    // folders that may not be the roots
  std::set<std::string> told_;                         // paths that could not be looked at
  std::multimap<std::size_t, Problem> problems_;       // by the order of the paths given
  std::optional<Workspace> nameless_;                  // standard input without a name
};

}  // namespace

bool is_marker(const Source& source) {
  const std::string_view path = source.path();
  const std::size_t slash = path.rfind('/');
  return path.substr(slash == std::string_view::npos ? 0 : slash + 1) == workspace_marker;
}

Inputs find_workspaces(const std::vector<std::string>& paths, const WorkspaceOptions& options) {
  Search search(options);
  for (std::size_t i = 0; i < paths.size(); ++i) search.add(paths[i], i);
  search.add_open();
  return search.run();
}

}  // namespace capalint
