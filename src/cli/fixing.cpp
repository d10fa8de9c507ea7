#include "cli/fixing.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <istream>
#include <map>
#include <memory>
#include <ostream>
#include <sstream>

#include "cli/gate.h"
#include "cli/outputs.h"
#include "cli/write.h"
#include "format/diff.h"
#include "render/report.h"
#include "source/display.h"
#include "source/files.h"

namespace capalint::cli {

void declare_fixing(CLI::App& app, FixOptions& options) {
  app.add_flag("--fix", options.safe, "mend what can be mended without changing what was meant");
  app.add_flag("--unsafe-fixes", options.suggested,
               "also apply fixes that may change what was meant; look at the result");
  app.add_flag("--diff", options.diff, "show what `--fix` would change, and write nothing");
  app.add_flag("--ask", options.ask,
               "show each fix, the suggested ones too, and ask whether to apply it");
}

Analysis Fixing::apply(Workspace& workspace, const AnalysisOptions& options) {
  std::vector<bool> requested(workspace.sources.size());
  for (const FileId id : workspace.requested) requested[id] = true;
  const WantFix wanted = [&](const Sources& sources, const Diagnostic& diagnostic, const Fix& fix) {
    const bool here = requested[diagnostic.span.file] &&
                      std::all_of(fix.edits.begin(), fix.edits.end(),
                                  [&](const Edit& edit) { return requested[edit.span.file]; });
    if (!here || !selection_.reported(diagnostic)) return false;
    if (options_.ask) return ask(sources, diagnostic, fix);
    return fix.safe || options_.suggested;
  };
  Fixed fixed = fix_all(workspace.sources, options, wanted, {},
                        options_.ask ? WantedBy::person : WantedBy::program);

  std::vector<bool> is_there(workspace.sources.size(), true);
  for (const FileId id : fixed.changed)
    is_there[id] = write(workspace.root, workspace.sources[id], fixed.sources[id]);
  for (const TriedFix& tried : fixed.tried) {
    if (tried.undone.empty()) {
      const bool applied = std::all_of(tried.files.begin(), tried.files.end(),
                                       [&](FileId id) { return is_there[id]; });
      ++(applied ? applied_ : not_written_);
    } else {
      remarks_.push_back(fmt::format("{}:{}: {}: the fix \"{}\" was undone: {}",
                                     visible(tried.path), tried.line, tried.code,
                                     visible(tried.title), visible(tried.undone)));
    }
  }
  leave_out(fixed, requested);
  if (!fixed.settled)
    remarks_.push_back(fmt::format(
        "there is still something to fix after {} rounds; run it again, and if that goes on, two "
        "fixes undo each other",
        most_rounds));

  const bool input_here =
      std::any_of(workspace.requested.begin(), workspace.requested.end(),
                  [&](FileId id) { return workspace.sources[id].path() == standard_input_; });
  if (!standard_input_.empty() && input_here && !options_.diff) {
    for (const FileId id : workspace.requested) {
      if (workspace.sources[id].path() == standard_input_)
        exact(terminal_.out) << fixed.sources[id].text();
    }
  }
  if (options_.diff) return analyse(workspace.sources, options);
  if (std::find(is_there.begin(), is_there.end(), false) == is_there.end()) {
    workspace.sources = std::move(fixed.sources);
    return std::move(fixed.analysis);
  }
  for (const FileId id : fixed.changed) {
    if (is_there[id]) {
      workspace.sources.replace(id, fixed.sources.shared(id));
    } else if (const std::string path = workspace.sources[id].path();
               !leads_out(path, real_path(workspace.root))) {
      workspace.sources.replace(id, std::make_shared<const Source>(read_file(path).source));
    }
  }
  return analyse(workspace.sources, options);
}

// Says which fixes were not tried, and what keeps them.
void Fixing::leave_out(const Fixed& fixed, const std::vector<bool>& requested) {
  std::map<std::pair<FileId, std::uint32_t>, std::pair<std::size_t, const Diagnostic*>> left_out;
  for (const Diagnostic& diagnostic : fixed.analysis.diagnostics) {
    if (diagnostic.span.file >= requested.size() || !requested[diagnostic.span.file] ||
        !selection_.reported(diagnostic))
      continue;
    const Diagnostic* problem = nullptr;
    for (const Fix& fix : diagnostic.fixes) {
      if (!fix.safe && !options_.suggested) continue;
      for (const Edit& edit : fix.edits) {
        if (problem == nullptr) problem = in_the_way(fixed.sources, fixed.analysis, edit.span);
      }
    }
    if (problem == nullptr) continue;
    auto& [count, because] = left_out[{problem->span.file, problem->span.begin}];
    ++count;
    because = problem;
  }
  for (const auto& [place, counted_problem] : left_out) {
    const auto& [count, problem] = counted_problem;
    const Source& source = fixed.sources[problem->span.file];
    const auto line = source.position(problem->span.begin).line;
    remarks_.push_back(fmt::format("{}: {} left out until line {} is mended: {}",
                                   visible(source.path()), counted(count, "fix is", "fixes are"),
                                   line, visible(problem->message)));
  }
}

bool Fixing::write(const std::string& workspace, const Source& before, const Source& after) {
  if (options_.diff) {
    ++files_;
    terminal_.out << unified_diff(before.path(), before.text(), after.text());
    return true;
  }
  if (before.path() == standard_input_) return true;
  const bool is_there =
      say_written(before.path(),
                  replace_file(before.path(), workspace, before.text(), after.text()), terminal_);
  ++(is_there ? files_ : failed_);
  return is_there;
}

namespace {

/// The lines that go and those that come.
std::string change_of(const Sources& sources, const Fix& fix) {
  std::vector<FileId> files;
  for (const Edit& edit : fix.edits) files.push_back(edit.span.file);
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  std::string text;
  for (const FileId id : files) {
    if (files.size() > 1) text += fmt::format("  in {}\n", visible(sources[id].path()));
    std::vector<Edit> here;
    for (const Edit& edit : fix.edits) {
      if (edit.span.file == id) here.push_back(edit);
    }
    const std::string after = with_edits(sources[id].text(), std::move(here));
    std::istringstream diff(unified_diff("", sources[id].text(), after));
    std::string line;
    for (int header = 0; header < 2; ++header) std::getline(diff, line);
    while (std::getline(diff, line)) {
      if (line.starts_with('-') || line.starts_with('+')) text += "  " + visible(line) + '\n';
    }
  }
  return text;
}

std::string_view suggested_mark(const Fix& fix) { return fix.safe ? "" : " (suggested)"; }

}  // namespace

/// All fixes of one finding are one question, which is asked at the first of them.
bool Fixing::ask(const Sources& sources, const Diagnostic& diagnostic, const Fix& fix) {
  if (answer_ == Answer::none) return false;
  if (answer_ == Answer::all) return fix.safe || options_.suggested;
  const auto place = static_cast<std::size_t>(&fix - diagnostic.fixes.data());
  if (asked_ == diagnostic && place > 0) return chosen_ == place;
  asked_ = diagnostic;
  chosen_ = choose(sources, diagnostic, place);
  return chosen_ == place || (answer_ == Answer::all && (fix.safe || options_.suggested));
}

std::optional<std::size_t> Fixing::choose(const Sources& sources, const Diagnostic& diagnostic,
                                          std::size_t first) {
  const Source& source = sources[diagnostic.span.file];
  terminal_.err << fmt::format(
      "\n{}:{}: {}[{}]: {}\n", visible(source.path()), source.position(diagnostic.span.begin).line,
      to_string(diagnostic.level), diagnostic.code, visible(diagnostic.message));
  if (!diagnostic.help.empty()) terminal_.err << "help: " << visible(diagnostic.help) << '\n';
  const std::size_t count = diagnostic.fixes.size();
  const bool one = first + 1 == count;
  for (std::size_t i = first; i < count; ++i) {
    const Fix& fix = diagnostic.fixes[i];
    if (!one)
      terminal_.err << fmt::format("{}: {}{}\n", i - first + 1, visible(fix.title),
                                   suggested_mark(fix));
    terminal_.err << change_of(sources, fix);
  }
  const Fix& only = diagnostic.fixes[first];
  const std::string question =
      one ? fmt::format("{}{}? [y]es, [n]o, [a]ll safe ones, [q]uit: ", visible(only.title),
                        suggested_mark(only))
          : fmt::format("which? 1 to {}, [n]one, [a]ll safe ones, [q]uit: ", count - first);
  for (;;) {
    terminal_.err << question << std::flush;
    std::string answer;
    if (!std::getline(terminal_.in, answer) || answer == "q") {
      answer_ = Answer::none;
      return std::nullopt;
    }
    if (answer == "n" || answer.empty()) return std::nullopt;
    if (answer == "a") {
      answer_ = Answer::all;
      return std::nullopt;
    }
    if (one && answer == "y") return first;
    for (std::size_t i = first; i < count; ++i) {
      if (answer == std::to_string(i - first + 1)) return i;
    }
  }
}

void Fixing::say_what_happened(bool quiet) const {
  for (const std::string& remark : remarks_) terminal_.err << "capalint: " << remark << '\n';
  if (quiet) return;
  if (options_.diff) {
    terminal_.err << (files_ == 0 ? "nothing to fix\n"
                                  : fmt::format("{} in {}; nothing was written\n",
                                                counted(applied_, "fix", "fixes"),
                                                counted(files_, "file")));
  } else {
    if (applied_ > 0) terminal_.err << counted(applied_, "fix", "fixes") << " applied\n";
    if (not_written_ > 0)
      terminal_.err << counted(not_written_, "fix", "fixes") << " could not be written\n";
  }
}

}  // namespace capalint::cli
