#include "lsp/workspaces.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "lsp/text.h"
#include "render/place.h"
#include "source/paths.h"
#include "source/workspace.h"

namespace capalint::lsp {

bool is_broken(const ast::File& file) {
  if (file.damaged) return true;
  return std::any_of(file.items.begin(), file.items.end(), [](const ast::Item& item) {
    if (const auto* plan = std::get_if<ast::Plan>(&item)) return plan->damaged;
    if (const auto* team = std::get_if<ast::Team>(&item)) return team->damaged;
    if (const auto* rules = std::get_if<ast::Rules>(&item)) return rules->damaged;
    if (const auto* rule = std::get_if<ast::Rule>(&item)) return rule->damaged;
    return false;
  });
}

const Parts& Folder::analysis(const AnalysisOptions& options) {
  if (fresh_ && today_ == options.today) return parts_;
  today_ = options.today;
  const bool first = parts_.files().empty();
  std::vector<FileId> changed(changed_.begin(), changed_.end());
  changed_.clear();
  std::map<FileId, std::vector<FileId>> around;
  if (first) {
    for (FileId id = 0; id < files.size(); ++id) changed.push_back(id);
  } else {
    for (const FileId id : changed) around[id] = parts_.around(id);
  }
  for (const FileId id : parts_.update(sources, changed, options)) {
    news_.insert(id);
    files[id].result.reset();
  }
  for (const FileId id : changed) {
    File& file = files[id];
    file.parsed = parts_.files()[id];
    if (!is_broken(file.parsed->file)) {
      file.good = {sources.shared(id), file.parsed};
      broken_.erase(id);
    } else if (file.good.parsed != nullptr) {
      broken_.emplace(id, around[id]);
    }
  }
  good_.reset();
  fresh_ = true;
  return parts_;
}

std::vector<const Diagnostic*> Folder::findings(FileId id) const {
  std::vector<const Diagnostic*> all = parts_.findings(id);
  if (id != 0) return all;
  const auto without_place = parts_.findings(no_file);
  all.insert(all.end(), without_place.begin(), without_place.end());
  return all;
}

Names Folder::names_now() const {
  std::vector<const Model*> models;
  for (const Parts::Known& known : parts_.parts()) models.push_back(&known.part->model);
  return {std::move(models), for_all(), sources, parts_.files()};
}

Names Folder::names(const AnalysisOptions& options) {
  (void)analysis(options);
  if (broken_.empty()) return names_now();
  if (good_ == nullptr) make_good(options);
  return {good_->models, *good_->for_all, good_->sources, good_->files};
}

void Folder::make_good(const AnalysisOptions& options) {
  good_ = std::make_unique<Good>(Good{sources, parts_.files(), {}, {}, nullptr});
  const std::vector<FileId>& for_all_now = parts_.for_all().files;
  bool speaks_for_all = false;
  std::set<std::size_t> parts;
  for (const auto& [id, around] : broken_) {
    good_->sources.replace(id, files[id].good.source);
    good_->files[id] = files[id].good.parsed;
    speaks_for_all = speaks_for_all ||
                     std::binary_search(for_all_now.begin(), for_all_now.end(), id) ||
                     names_in(files[id].good.parsed->file).for_all;
    parts.insert(parts_.part_of(id));
    for (const FileId other : around) parts.insert(parts_.part_of(other));
  }
  if (speaks_for_all) {
    good_->model = build_model(good_->files, options).model;
    good_->models = {&good_->model};
    good_->for_all = &good_->model;
    return;
  }
  std::vector<ParsedFile> together;
  for (std::size_t i = 0; i < parts_.parts().size(); ++i) {
    const WorkspacePart& part = *parts_.parts()[i].part;
    if (!parts.contains(i)) {
      good_->models.push_back(&part.model);
      continue;
    }
    for (const FileId id : part.files) together.push_back(good_->files[id]);
  }
  good_->model = parts_.model_of(together);
  good_->models.push_back(&good_->model);
  good_->for_all = &for_all();
}

void Folder::replace(FileId id, std::shared_ptr<const Source> source) {
  sources.replace(id, std::move(source));
  files[id].parsed = nullptr;
  changed_.insert(id);
  fresh_ = false;
}

void Workspaces::set_settings(ClientSettings settings) {
  settings_ = std::move(settings);
  for (const auto& folder : served_) folder->touch();
}

AnalysisOptions Workspaces::options() const {
  AnalysisOptions result = options_();
  if (settings_.quarter) result.quarter = settings_.quarter;
  return result;
}

void Workspaces::open(OpenDocument document) {
  document.touched = ++touches_;
  const std::string uri = document.uri;
  const OpenDocument& open = open_.insert_or_assign(uri, std::move(document)).first->second;
  if (stale_) return;
  if (const auto known = find(uri)) {
    File& file = known->folder->files[known->id];
    if (file.uri != uri) ++names_;
    file.uri = uri;
    file.version = open.version;
    places_.insert_or_assign(uri, std::pair{known->folder, known->id});
    const Source& source = known->source();
    const bool same = source.problem().empty() && source.text() == open.source->text();
    if (!same) known->folder->replace(known->id, open.source);
    known->folder->opened(known->id);
  } else if (!open.path) {
    Folders none;
    serve_document(open, none);
    index(*served_.back(), {{uri, &open}});
  } else {
    scan();
  }
}

const OpenDocument* Workspaces::find_open(const std::string& uri) const {
  const auto known = open_.find(uri);
  return known == open_.end() ? nullptr : &known->second;
}

void Workspaces::edit(const std::string& uri, std::int64_t version, std::string text) {
  const auto known = open_.find(uri);
  if (known == open_.end()) return;
  OpenDocument& document = known->second;
  document.version = version;
  document.touched = ++touches_;
  document.source =
      std::make_shared<const Source>(std::string(document.source->path()), std::move(text));
  if (stale_) return;
  if (const auto place = find(uri)) {
    File& file = place->folder->files[place->id];
    if (file.uri != uri) ++names_;
    file.uri = uri;
    file.version = version;
    place->folder->replace(place->id, document.source);
  }
}

void Workspaces::close(const std::string& uri) {
  if (open_.erase(uri) != 0) scan();
}

void Workspaces::refresh() {
  if (!std::exchange(stale_, false)) return;
  WorkspaceOptions options{.exclude = settings_.exclude,
                           .exclude_from_root = true,
                           .respect_gitignore = settings_.respect_gitignore};
  for (const auto& [path, document] : shown()) {
    if (document->path) options.open.emplace(path, document->source->text());
  }
  Inputs inputs = find_workspaces(folders_, options);
  unread_.clear();
  for (const Problem& problem : inputs.problems) {
    // A folder that is not there, or not there yet, holds no plans.
    if (problem.empty || problem.context || !problem.missing.empty()) continue;
    unread_ += (unread_.empty() ? "" : "\n") + problem.path + ": " + problem.message;
  }
  Folders old;
  for (auto& folder : served_) {
    const std::string root = folder->root;
    old.emplace(root, std::move(folder));
  }
  served_.clear();
  std::error_code error;
  const std::string current_folder = std::filesystem::current_path(error).native();
  for (Workspace& workspace : inputs.workspaces)
    serve(absolute_path(workspace.root, current_folder), std::move(workspace.sources), old);
  for (const auto& [uri, document] : open_) {
    if (!document.path) serve_document(document, old);
  }
  index();
}

void Workspaces::serve_document(const OpenDocument& document, Folders& old) {
  Sources sources;
  sources.add(document.source);
  serve(document.uri, std::move(sources), old);
}

// Takes over from the old folder with the same root what is still true.
void Workspaces::serve(std::string root, Sources sources, Folders& old) {
  std::error_code error;
  const std::string current_folder = std::filesystem::current_path(error).native();
  std::vector<std::string> paths;
  for (FileId id = 0; id < sources.size(); ++id) {
    const std::string& path = sources[id].path();
    paths.push_back(path == root ? path : absolute_path(path, current_folder));
  }

  std::unique_ptr<Folder> folder;
  if (const auto same_root = old.find(root); same_root != old.end())
    folder = std::move(same_root->second);
  const auto same_path = [](const File& file, const std::string& path) {
    return file.path == path;
  };
  const bool same_files =
      folder != nullptr &&
      std::equal(folder->files.begin(), folder->files.end(), paths.begin(), paths.end(), same_path);
  if (!same_files) {
    // Spans hold the number of their file, so another list of files is another folder.
    folder = std::make_unique<Folder>();
    folder->root = std::move(root);
    folder->sources = std::move(sources);
    for (std::string& path : paths) folder->files.push_back({.path = std::move(path)});
  } else {
    for (FileId id = 0; id < sources.size(); ++id) {
      const Source& before = folder->sources[id];
      const bool same =
          before.text() == sources[id].text() && before.problem() == sources[id].problem();
      if (!same) folder->replace(id, sources.shared(id));
    }
  }
  served_.push_back(std::move(folder));
}

std::map<std::string, const OpenDocument*> Workspaces::shown() const {
  std::map<std::string, const OpenDocument*> latest;
  for (const auto& [uri, document] : open_) {
    const OpenDocument*& known = latest[document.path.value_or(uri)];
    if (known == nullptr || known->touched < document.touched) known = &document;
  }
  return latest;
}

void Workspaces::index() {
  const std::map<std::string, const OpenDocument*> open_paths = shown();
  places_.clear();
  ++names_;
  for (const auto& folder : served_) index(*folder, open_paths);
}

void Workspaces::index(Folder& folder,
                       const std::map<std::string, const OpenDocument*>& open_paths) {
  for (FileId id = 0; id < folder.files.size(); ++id) {
    File& file = folder.files[id];
    const auto open = open_paths.find(file.path);
    const bool is_open = open != open_paths.end();
    file.uri = is_open ? open->second->uri : file_uri("/", file.path);
    if (is_open && file.version != open->second->version) folder.opened(id);
    file.version.reset();
    if (is_open) file.version = open->second->version;
    places_.emplace(file.path, std::pair{&folder, id});
    places_.emplace(file.uri, std::pair{&folder, id});
  }
}

std::optional<Location> Workspaces::find(const std::string& uri) {
  refresh();
  auto known = places_.find(uri);
  if (known == places_.end()) {
    const auto path = path_of_uri(uri);
    if (path) known = places_.find(*path);
  }
  if (known == places_.end()) return std::nullopt;
  return Location{known->second.first, known->second.second};
}

}  // namespace capalint::lsp
