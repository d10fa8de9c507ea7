#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <deque>
#include <memory>
#include <ostream>

#include "cli/git.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/version.h"
#include "render/difference.h"
#include "source/display.h"
#include "source/files.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

struct DiffOptions {
  InputOptions inputs;
  std::string git;
  std::string format = "text";
  std::string fail_on = "never";
};

/// `path` as it is within `folder`; empty for the folder itself or for what lies outside.
std::string within(const std::string& folder, const std::string& path) {
  if (folder == "." || folder.empty()) return path == "." ? "" : path;
  return path.starts_with(folder + "/") ? path.substr(folder.size() + 1) : "";
}

/// One version, with everything that its report points into.
struct Loaded {
  std::deque<Sources> sources;
  std::deque<Analysis> analyses;
  Version version;
};

/// The one that a file or folder is compared with: what lies in it is no context when the two lie in one
/// workspace.
struct Opposite {
  std::string path;
  std::string
      name;  // that both have in the report; empty for folders, in which files keep their paths
};

void load(const Inputs& inputs, const std::string& given, const AnalysisOptions& settings,
          const Opposite& opposite, Loaded& loaded) {
  const bool is_apart = !opposite.path.empty() && within(opposite.path, given).empty();
  for (const Workspace& workspace : inputs.workspaces) {
    // Paths within the workspace: those of two versions are then the same.
    Sources& sources = loaded.sources.emplace_back();
    Section section{.workspace = within(given, workspace.root)};
    std::vector<bool> is_requested(workspace.sources.size());
    for (const FileId id : workspace.requested) is_requested[id] = true;
    for (FileId id = 0; id < workspace.sources.size(); ++id) {
      const Source& file = workspace.sources[id];
      const bool requested = is_requested[id];
      const bool opposes =
          file.path() == opposite.path || (is_apart && !within(opposite.path, file.path()).empty());
      if (opposes && !requested) continue;
      const std::string in_given = within(given, file.path());
      const std::string path = !requested || (opposite.name.empty() && in_given.empty())
                                   ? within(workspace.root, file.path())
                               : opposite.name.empty() ? in_given
                                                       : opposite.name;
      section.files.push_back(sources.add(
          file.problem().empty() ? Source(path, std::string(file.text()))
                                 : Source::unreadable(path, file.problem(), file.advice())));
    }
    section.sources = &sources;
    Analysis& analysis = loaded.analyses.emplace_back(analyse(sources, settings));
    section.diagnostics = analysis.diagnostics;
    section.suppressed = analysis.suppressed;
    for (TeamBalance& team : balances_of(analysis.model))
      loaded.version.teams.push_back(std::move(team));
    loaded.version.models.push_back(&analysis.model);
    loaded.version.report.sections.push_back(std::move(section));
  }
}

bool is_file(const std::string& path) { return status(path).kind == FileKind::plain; }

std::string base_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// The two sides as paths on disk; `Checkout`s hold those that come out of git.
struct Sides {
  std::string before, after;            // paths; empty: that version has nothing there
  std::string before_name, after_name;  // for people
  std::unique_ptr<Checkout> old_checkout, new_checkout;
};

bool from_git(const DiffOptions& options, Sides& sides, Terminal& terminal) {
  if (options.inputs.paths.size() > 1) {
    terminal.err << "capalint: with `--git`, give one file or folder\n";
    return false;
  }
  const std::string path = options.inputs.paths.empty() ? "." : options.inputs.paths.front();
  const std::size_t dots = options.git.find("..");
  if (options.git.find("...") != std::string::npos) {
    terminal.err << "capalint: --git " << visible(options.git)
                 << ": write two dots: the two versions are compared as they are\n";
    return false;
  }
  sides.before_name = options.git.substr(0, dots);
  if (sides.before_name.empty()) sides.before_name = "HEAD";
  const auto check_out = [&](const std::string& revision, std::unique_ptr<Checkout>& checkout,
                             std::string& side) {
    checkout = std::make_unique<Checkout>(revision, path);
    side = checkout->path();
    if (checkout->problem().empty()) return true;
    terminal.err << "capalint: --git " << visible(options.git) << ": " << checkout->problem()
                 << '\n';
    return false;
  };
  if (!check_out(sides.before_name, sides.old_checkout, sides.before)) return false;
  if (dots == std::string::npos) {
    sides.after = is_absent(path) ? "" : path;
    sides.after_name = "the files as they are";
  } else {
    sides.after_name = options.git.substr(dots + 2);
    if (sides.after_name.empty()) sides.after_name = "HEAD";
    if (!check_out(sides.after_name, sides.new_checkout, sides.after)) return false;
  }
  if (sides.before.empty() && sides.after.empty()) {
    terminal.err << "capalint: " << visible(path) << ": neither version has this\n";
    return false;
  }
  // A file that one version lacks is compared with what stood around it.
  if (sides.before.empty() && is_file(sides.after)) sides.before = sides.old_checkout->folder();
  if (sides.after.empty() && is_file(sides.before)) {
    const std::string here = parent_path(path);
    if (sides.new_checkout) sides.after = sides.new_checkout->folder();
    if (!sides.new_checkout && status(here).kind == FileKind::folder) sides.after = here;
  }
  return true;
}

int diff(const DiffOptions& options, Terminal& terminal) {
  Sides sides;
  if (!options.git.empty()) {
    if (!from_git(options, sides, terminal)) return failure;
  } else if (options.inputs.paths.size() == 2) {
    sides.before = sides.before_name = options.inputs.paths[0];
    sides.after = sides.after_name = options.inputs.paths[1];
  } else {
    terminal.err << "capalint: `diff` compares two files or folders: `capalint diff OLD NEW`, or "
                    "two versions: `capalint diff --git main..HEAD`\n";
    return failure;
  }

  bool failed = false;
  const AnalysisOptions settings = analysis_options(options.inputs);
  const bool files = is_file(sides.before) && is_file(sides.after);
  const auto without_slash = [](std::string path) {
    while (path.size() > 1 && path.ends_with('/')) path.pop_back();
    return path;
  };
  const auto load_side = [&](const std::string& side, const std::string& other, Loaded& loaded) {
    const std::string path = without_slash(side);
    if (path.empty()) return;
    InputOptions one = options.inputs;
    one.paths = {path};
    const Inputs inputs = read_inputs(one, terminal, failed);
    failed = tell_unread(unread_files(inputs), terminal) || failed;
    load(inputs, path, settings,
         {without_slash(other), files ? base_name(sides.after) : std::string()}, loaded);
  };
  Loaded before;
  Loaded after;
  load_side(sides.before, sides.after, before);
  load_side(sides.after, sides.before, after);
  if (failed) return failure;

  Difference result = difference(before.version, after.version);
  result.before = sides.before_name;
  result.after = sides.after_name;
  result.version = std::string(version);
  for (const DifferenceFormat& format : difference_formats()) {
    if (format.name == options.format)
      terminal.out << format.render(result, {.width = terminal.width});
  }
  if (options.fail_on == "never") return success;
  const Level least = *level_from(options.fail_on);
  return std::any_of(result.added.begin(), result.added.end(),
                     [&](const Finding& finding) { return finding.level <= least; })
             ? found
             : success;
}

}  // namespace

Run declare_diff(CLI::App& app) {
  const auto options = std::make_shared<DiffOptions>();
  declare_inputs(app, options->inputs);
  app.get_option("path")->description(
      "the old and the new file or folder; with --git, one (default: this folder)");
  app.add_option("--git", options->git,
                 "compare two versions in git: A..B, or A with the files as they are")
      ->type_name("A..B");
  declare_format(app, options->format, names_in(difference_formats()), "how the result is shown");
  app.add_option("--fail-on", options->fail_on,
                 "the least level of a new finding that makes the exit code 1: error, warning, "
                 "note or never")
      ->check(CLI::IsMember({"error", "warning", "note", "never"}));
  app.footer(
      "What a change does: to hours, Choice, Core, Big Admin and balance, for each clinician and\n"
      "team, and which findings are new or gone. A finding keeps its identity when lines move.\n"
      "\n"
      "  capalint diff plans-2026 plans-2027            two folders\n"
      "  capalint diff --git main..HEAD                 two versions of this folder\n"
      "  capalint diff --git main --format markdown     a comment for a review\n"
      "\n"
      "Exit code: 0, or 1 when a new finding reaches --fail-on, or 2 when it could not be done.\n");
  return [options](Terminal& terminal) { return diff(*options, terminal); };
}

}  // namespace capalint::cli
