#include "source/walk.h"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <set>
#include <utility>

#include "source/misnamed.h"
#include "source/paths.h"

namespace capalint {
namespace {

class Walk {
 public:
  Walk(const Root& root, const std::string& current_folder, const LeftOut& left_out)
      : root_(root), current_folder_(current_folder), left_out_(left_out) {
    real_root_ = real_path(root.absolute);
    if (real_root_.empty() && !says_nothing_there(errno))
      listed_.failures.push_back(
          {{.shown = path_seen_from(root.absolute, current_folder_), .absolute = root.absolute},
           why_failed(errno, "folder")});
  }

  Listed run() {
    for (const auto& [absolute, file] : root_.files) {
      listed_.files.push_back({.shown = file.shown,
                               .requested = true,
                               .how = ListedFile::How::named,
                               .kind = file.text ? FileKind::plain : status(file.shown).kind,
                               .leads_out = !file.text && leads_out(file.shown, real_root_),
                               .text = file.text});
    }
    // What the user named comes first: each real folder is visited once, and shown as he gave it.
    std::vector<std::pair<const Named*, std::size_t>> named;
    for (const Named& folder : root_.folders) {
      if (leads_out(folder.shown, real_root_)) {
        failed_.insert(folder.absolute);
        listed_.failures.push_back(
            {folder, "this link leads out of the workspace; name the folder that it leads to"});
        continue;
      }
      const std::size_t unknown = left_out_.unknown().size();
      const auto rules = left_out_.rules_above(folder.absolute, root_.absolute);
      if (left_out_.unknown().size() > unknown) continue;
      named.emplace_back(&folder, places_.size());
      add({folder, rules, true});
    }
    drain();
    if (root_.identity != FileIdentity{}) {
      const Named context{.shown = path_seen_from(root_.absolute, current_folder_),
                          .absolute = root_.absolute};
      const std::size_t unknown = left_out_.unknown().size();
      const auto rules = left_out_.rules_above(root_.absolute, root_.absolute);
      if (left_out_.unknown().size() == unknown) add({context, rules, false});
      drain();
    }
    for (const auto& [folder, place] : named) {
      if (std::string message = why_empty(place); !message.empty())
        listed_.failures.push_back(
            {.folder = *folder, .message = std::move(message), .empty = true});
    }
    return std::move(listed_);
  }

 private:
  struct Step {
    Named folder;
    IgnoreRules::Pointer above;
    bool requested = false;
    bool linked = false;
    std::size_t place = 0;
  };

  /// What is known of a folder, to tell the ones that the user named and that hold no plans.
  struct Place {
    bool holds_plans = false;
    bool left_something_out = false;
    bool failed = false;
    std::vector<std::size_t> below;
  };

  std::size_t add(Step step) {
    step.place = places_.size();
    places_.emplace_back();
    if (step.linked) {
      std::string shown = step.folder.shown;
      links_.emplace(std::move(shown), std::move(step));
    } else {
      folders_.push_back(std::move(step));
    }
    return places_.size() - 1;
  }

  // Links last, so that a folder goes by its own name where it has one here.
  void drain() {
    while (!folders_.empty() || !links_.empty()) {
      if (folders_.empty()) {
        const Step link = std::move(links_.begin()->second);
        links_.erase(links_.begin());
        follow(link);
      } else {
        const Step step = std::move(folders_.front());
        folders_.pop_front();
        visit(step);
      }
    }
  }

  void follow(const Step& link) {
    const std::string& shown = link.folder.shown;
    if (leads_out(shown, real_root_)) {
      const bool holds_plans = holds_files(shown);
      if (!(link.requested || holds_plans) || !failed_.insert(link.folder.absolute).second) return;
      const bool missed = link.requested && holds_plans;
      places_[link.place].failed = missed;
      listed_.failures.push_back(
          {link.folder,
           "this link leads out of the workspace, so what it holds does not count here", !missed});
      return;
    }
    // What leads back to the workspace itself shows nothing new.
    if (const std::string real = real_path(shown); !real.empty() && real != real_root_) visit(link);
  }

  void visit(const Step& step) {
    const Folder folder = list_folder(step.folder.shown);
    if (folder.error != 0) {
      places_[step.place].failed = true;
      if (!failed_.insert(step.folder.absolute).second) return;
      std::string why = why_failed(folder.error, "folder");
      if (!step.requested) why += ", so what it holds does not count here";
      // Somebody else's folder stays closed; any other fault may be gone the next time.
      const bool context = !step.requested && says_nothing_there(folder.error);
      listed_.failures.push_back({step.folder, std::move(why), context, true});
      return;
    }
    const auto [visited, first] = visited_.emplace(folder.identity, step.place);
    if (!first) {
      places_[step.place].below.push_back(visited->second);
      return;
    }
    if (folder.identity != root_.identity && has_marker(folder)) {
      places_[step.place].holds_plans = true;
      if (step.requested) listed_.nested.push_back(step.folder);
      return;
    }
    const std::size_t unknown = left_out_.unknown().size();
    const auto rules =
        left_out_.rules_in(step.folder.absolute, step.folder.shown, folder, step.above);
    if (left_out_.unknown().size() > unknown) {
      places_[step.place].failed = true;
      return;
    }
    for (const FolderEntry& entry : folder.entries) {
      const bool is_plan = entry.kind == FileKind::folder || entry.name.ends_with(".capa");
      if (is_plan || root_.shallow || entry.kind != FileKind::plain ||
          entry.name.starts_with('.')) {
        visit(step, entry, rules);
      } else if (!entry.link) {
        if (std::string meant = meant_name(folder, step.folder.shown, entry.name); !meant.empty())
          add_misnamed(step, entry, rules, std::move(meant));
      }
    }
  }

  void add_misnamed(const Step& step, const FolderEntry& entry, const IgnoreRules::Pointer& rules,
                    std::string meant) {
    const std::string absolute = join_path(step.folder.absolute, entry.name);
    if (root_.files.contains(absolute) || left_out_(rules, absolute, false)) return;
    places_[step.place].holds_plans = true;
    listed_.files.push_back({.shown = join_path(step.folder.shown, entry.name),
                             .requested = step.requested,
                             .meant = std::move(meant)});
  }

  void visit(const Step& step, const FolderEntry& entry, const IgnoreRules::Pointer& rules) {
    const bool is_folder = entry.kind == FileKind::folder;
    if (entry.name.starts_with('.') ||
        !(is_folder ? !root_.shallow : entry.name.ends_with(".capa")))
      return;
    std::string absolute = join_path(step.folder.absolute, entry.name);
    if (!is_folder && root_.files.contains(absolute)) {
      places_[step.place].holds_plans = true;
      return;
    }
    std::string shown = join_path(step.folder.shown, entry.name);
    if (left_out_(rules, absolute, is_folder)) {
      places_[step.place].left_something_out = true;
      const bool untold = step.requested && left_out_.only_by_git(rules, absolute, is_folder);
      if (untold && (!is_folder || holds_files(shown))) listed_.ignored.push_back(shown);
      return;
    }
    if (is_folder) {
      // On the way down from a root above the current folder, `../here` is `.`.
      const bool on_the_way = is_within(current_folder_, absolute);
      if (!step.requested && on_the_way) shown = path_seen_from(absolute, current_folder_);
      Named below{
          .shown = std::move(shown), .absolute = std::move(absolute), .order = step.folder.order};
      const std::size_t place = add({.folder = std::move(below),
                                     .above = rules,
                                     .requested = step.requested,
                                     .linked = entry.link});
      places_[step.place].below.push_back(place);
      return;
    }
    places_[step.place].holds_plans = true;
    const bool elsewhere = entry.link && leads_out(shown, real_root_);
    listed_.files.push_back({.shown = std::move(shown),
                             .requested = step.requested,
                             .how = entry.link ? ListedFile::How::linked : ListedFile::How::listed,
                             .kind = entry.kind,
                             .leads_out = elsewhere});
  }

  static bool has_marker(const Folder& folder) {
    for (const FolderEntry& entry : folder.entries) {
      if (entry.name == workspace_marker) return entry.kind != FileKind::folder;
    }
    return false;
  }

  static bool holds_files(const std::string& path) {
    const Folder folder = list_folder(path);
    return std::any_of(folder.entries.begin(), folder.entries.end(), [](const FolderEntry& entry) {
      return entry.kind == FileKind::plain && entry.name.ends_with(".capa");
    });
  }

  /// Why there is nothing to check in a named folder; nothing when there is, or when that is told.
  std::string why_empty(std::size_t place) const {
    bool left_something_out = false;
    std::vector<bool> seen(places_.size());
    std::vector<std::size_t> open{place};
    while (!open.empty()) {
      const std::size_t at = open.back();
      open.pop_back();
      if (seen[at]) continue;
      seen[at] = true;
      if (places_[at].holds_plans || places_[at].failed) return {};
      left_something_out = left_something_out || places_[at].left_something_out;
      open.insert(open.end(), places_[at].below.begin(), places_[at].below.end());
    }
    return left_something_out
               ? "no `.capa` file in this folder, apart from what .gitignore or `--exclude` leaves out"
               : "no `.capa` file in this folder";
  }

  const Root& root_;
  std::string real_root_;
  const std::string& current_folder_;
  const LeftOut& left_out_;
  std::deque<Step> folders_;
  std::map<std::string, Step> links_;
  std::map<FileIdentity, std::size_t> visited_;
  std::set<std::string> failed_;
  std::vector<Place> places_;
  Listed listed_;
};

}  // namespace

Listed list_workspace(const Root& root, const std::string& current_folder,
                      const LeftOut& left_out) {
  return Walk(root, current_folder, left_out).run();
}

}  // namespace capalint
