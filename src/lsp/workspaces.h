// The files that the server knows, as the editor shows them: open documents over the files on disk,
// grouped into workspaces as `source/workspace.h` finds them, each with what the pipeline says of it.
// The worker thread alone uses it. What is unchanged is neither read nor parsed again.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "pipeline/parts.h"
#include "source/source.h"

namespace capalint::lsp {

/// A text and what was parsed from it; the second has views into the first.
struct Version {
  std::shared_ptr<const Source> source;
  ParsedFile parsed;
};

struct File {
  std::string path;                     // absolute; the URI of a document that is no file
  std::string uri;                      // as the editor writes it, when it is open
  std::optional<std::int64_t> version;  // when it is open
  ParsedFile parsed;                    // null until it is needed
  Version good;                         // the last one without broken lines
  std::optional<std::string> result;    // of its findings, when the client has asked for them
};

/// What can be asked about names and numbers, and the texts that its views point into.
struct Names {
  std::vector<const Model*>
      models;            // of all files together; a team stands in one of them, with its plans
  const Model& for_all;  // settings, rules and packs
  const Sources& sources;
  const std::vector<ParsedFile>& files;
};

class Folder {
 public:
  std::string root;  // absolute; empty for a document that is no file
  Sources sources;
  std::vector<File> files;  // by FileId

  /// The pipeline over the texts of this moment; run for what has changed since the last time.
  const Parts& analysis(const AnalysisOptions& options);
  /// The findings of a file. Those that have no place are the first file's.
  [[nodiscard]] std::vector<const Diagnostic*> findings(FileId id) const;
  /// Names and numbers from the last texts that were not broken: the same as the analysis when no
  /// file is broken now.
  [[nodiscard]] Names names(const AnalysisOptions& options);
  /// Those of the analysis; it has to be fresh.
  [[nodiscard]] Names names_now() const;
  [[nodiscard]] const Model& for_all() const { return parts_.for_all().model; }
  [[nodiscard]] const std::vector<ParsedFile>& parsed() const { return parts_.files(); }

  void replace(FileId id, std::shared_ptr<const Source> source);
  /// The file is news, whatever its text: it was opened.
  void opened(FileId id) { news_.insert(id); }
  /// Judges again, even if no text has changed: another day or another quarter.
  void touch() { fresh_ = false; }

  /// The files whose findings or text have changed since the last call, or that were opened; all of them at
  /// first.
  [[nodiscard]] std::set<FileId> news() { return std::exchange(news_, {}); }

 private:
  struct Good {
    Sources sources;
    std::vector<ParsedFile> files;
    Model model;  // of the parts that hold a broken file
    std::vector<const Model*> models;
    const Model* for_all = nullptr;
  };
  void make_good(const AnalysisOptions& options);

  Parts parts_;
  std::set<FileId> changed_;  // since it was updated
  std::set<FileId> news_;
  /// Of a file that is broken now: the files that it had to do with when it was not.
  std::map<FileId, std::vector<FileId>> broken_;
  bool fresh_ = false;
  Date today_;  // of the analysis
  std::unique_ptr<Good> good_;
};

struct OpenDocument {
  std::string uri;
  std::optional<std::string> path;  // of a file
  std::int64_t version = 0;
  std::shared_ptr<const Source> source;
  std::uint64_t touched = 0;  // greater than that of whatever was opened or edited before
};

struct Location {
  Folder* folder = nullptr;
  FileId id = no_file;
  [[nodiscard]] const File& file() const { return folder->files[id]; }
  [[nodiscard]] const Source& source() const { return folder->sources[id]; }
};

/// What the client may set.
struct ClientSettings {
  std::vector<std::string> exclude;
  bool respect_gitignore = true;
  std::optional<Quarter> quarter;
};

class Workspaces {
 public:
  explicit Workspaces(std::function<AnalysisOptions()> options) : options_(std::move(options)) {}

  void set_folders(std::vector<std::string> paths) { folders_ = std::move(paths); }
  [[nodiscard]] const std::vector<std::string>& folder_paths() const { return folders_; }
  void set_settings(ClientSettings settings);

  void open(OpenDocument document);
  /// Null when it is not open.
  [[nodiscard]] const OpenDocument* find_open(const std::string& uri) const;
  void edit(const std::string& uri, std::int64_t version, std::string text);
  void close(const std::string& uri);

  /// Finds and reads everything again before the next question; what has not changed keeps what is known
  /// of it.
  void scan() { stale_ = true; }

  [[nodiscard]] std::optional<Location> find(const std::string& uri);
  [[nodiscard]] std::vector<std::unique_ptr<Folder>>& folders() {
    refresh();
    return served_;
  }
  /// Another number whenever a file may have come, gone or been renamed.
  [[nodiscard]] std::uint64_t names() const { return names_; }
  /// Why a folder, or what it leaves out, could not be looked at, for people; empty when all was.
  [[nodiscard]] const std::string& unread() const { return unread_; }
  /// The options of a run at this moment.
  [[nodiscard]] AnalysisOptions options() const;

 private:
  using Folders = std::unordered_map<std::string, std::unique_ptr<Folder>>;  // by root
  void refresh();
  void serve(std::string root, Sources sources, Folders& old);
  void serve_document(const OpenDocument& document, Folders& old);
  void index();
  void index(Folder& folder, const std::map<std::string, const OpenDocument*>& open_paths);
  /// By path, or by URI where there is none. A file may be open under two spellings of its URI: what
  /// was touched last is what it holds.
  [[nodiscard]] std::map<std::string, const OpenDocument*> shown() const;

  std::function<AnalysisOptions()> options_;
  ClientSettings settings_;
  std::vector<std::string> folders_;
  std::map<std::string, OpenDocument> open_;  // by URI
  std::uint64_t touches_ = 0;
  std::uint64_t names_ = 0;
  bool stale_ = false;  // since `scan`
  std::string unread_;
  std::vector<std::unique_ptr<Folder>> served_;
  std::map<std::string, std::pair<Folder*, FileId>> places_;  // by URI, and by path
};

/// Whether a line of it could not be read.
[[nodiscard]] bool is_broken(const ast::File& file);

}  // namespace capalint::lsp
