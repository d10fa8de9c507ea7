#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <set>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "cli/baseline.h"
#include "cli/fixing.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/progress.h"
#include "cli/selection.h"
#include "cli/timings.h"
#include "cli/version.h"
#include "cli/watch.h"
#include "cli/write.h"
#include "diagnostics/builtin.h"
#include "model/communities.h"
#include "render/catalogue.h"
#include "render/fingerprint.h"
#include "render/formats.h"
#include "rules/packs.h"
#include "source/display.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

struct CheckOptions {
  InputOptions inputs;
  OutputOptions outputs;
  SelectionOptions selection;
  FixOptions fixes;
  std::string baseline;
  std::string write_baseline;
  std::string since;
  bool no_allow = false;
  bool watch = false;
  bool timings = false;
};

// Findings in files that were only read as context are left out.
Section section_of(const Workspace& workspace, const Sources& sources, Analysis& analysis,
                   const Selection& selection) {
  Section section{.workspace = workspace.root, .sources = &sources, .files = workspace.requested};
  std::vector<bool> wanted(sources.size());
  for (const FileId id : workspace.requested) wanted[id] = true;
  for (Diagnostic& diagnostic : analysis.diagnostics) {
    // Standard packs are proved sound by the tests; should one not be, none can mend it here.
    if (diagnostic.span.file >= first_pack_file && diagnostic.span.valid()) {
      throw std::logic_error(pack_source(diagnostic.span.file).path() + ": " + diagnostic.message);
    }
    if ((!diagnostic.span.valid() || wanted[diagnostic.span.file]) &&
        selection.reported(diagnostic))
      section.diagnostics.push_back(std::move(diagnostic));
  }
  for (Suppressed& suppressed : analysis.suppressed) {
    if (wanted[suppressed.diagnostic.span.file] && selection.reported(suppressed.diagnostic))
      section.suppressed.push_back(std::move(suppressed));
  }
  for (NotJudged& each : analysis.not_judged) {
    const bool asked_for = std::any_of(each.because.begin(), each.because.end(),
                                       [&](Span span) { return wanted[span.file]; });
    if (asked_for && wanted[each.place.file]) section.not_judged.push_back(std::move(each));
  }
  return section;
}

/// Files beside those that were asked for, with errors that keep sums of these from being judged.
std::vector<std::string> in_doubt(const Workspace& workspace, const Analysis& analysis) {
  if (workspace.requested.size() == workspace.sources.size()) return {};
  std::set<FileId> damaged;
  std::set<FileId> refused;  // with settings that cannot count
  for (const NotJudged& each : analysis.not_judged) {
    if (each.kind == NotJudged::Kind::setting) refused.insert(each.place.file);
  }
  for (const Plan& plan : analysis.model.plans) {
    if (plan.damaged) damaged.insert(plan.said->span.file);
  }
  for (const Team& team : analysis.model.teams) {
    if (team.damaged) damaged.insert(team.said->span.file);
  }
  const auto asked_for = [&](FileId id) {
    return std::binary_search(workspace.requested.begin(), workspace.requested.end(), id);
  };
  std::vector<const ast::File*> files;
  for (const ParsedFile& parsed : analysis.files) files.push_back(&parsed->file);
  std::set<std::string> paths;
  const Communities all = communities(analysis.model, files);
  for (const FileId id : all.for_all) {
    if (refused.contains(id) && !asked_for(id)) paths.insert(workspace.sources[id].path());
  }
  damaged.insert(refused.begin(), refused.end());
  for (const auto& community : all.files) {
    const bool concerns = std::any_of(community.begin(), community.end(), asked_for);
    for (const FileId id : community) {
      const bool in_doubt = files[id]->damaged || (concerns && damaged.contains(id));
      if (in_doubt && !asked_for(id)) paths.insert(workspace.sources[id].path());
    }
  }
  return {paths.begin(), paths.end()};
}

/// `a`, `b` and 3 more.
std::string some_of(const std::vector<std::string>& paths) {
  constexpr std::size_t most = 3;
  std::string text;
  for (std::size_t i = 0; i < std::min(paths.size(), most); ++i)
    text += (i == 0 ? "" : ", ") + visible(paths[i]);
  return paths.size() <= most ? text : fmt::format("{} and {} more", text, paths.size() - most);
}

std::size_t plans_in(const Workspace& workspace, const Model& model) {
  std::vector<bool> wanted(workspace.sources.size());
  for (const FileId id : workspace.requested) wanted[id] = true;
  return static_cast<std::size_t>(
      std::count_if(model.plans.begin(), model.plans.end(),
                    [&](const Plan& plan) { return wanted[plan.said->span.file]; }));
}

/// What could not be read is never known: tomorrow it may say something else.
bool can_be_known(const Diagnostic& diagnostic) { return !diagnostic.unread; }

/// Its rule, whom it is about, its place in the week and its file.
std::string in_one_line(const KnownFinding& finding) {
  return fmt::format("{} {}{}{}{}", finding.code, finding.rule,
                     finding.subject.empty() ? "" : ", " + visible(finding.subject),
                     finding.where.empty() ? "" : ", " + visible(finding.where),
                     finding.path.empty() ? "" : " (" + visible(finding.path) + ")");
}

/// A finding by its code and its place.
using Place = std::tuple<std::string, FileId, std::uint32_t, std::uint32_t>;

Place place_of(const Diagnostic& diagnostic) {
  return {diagnostic.code, diagnostic.span.file, diagnostic.span.begin, diagnostic.span.end};
}

/// The findings with a fix that cannot be made before something else is mended.
std::set<Place> waiting_fixes(const Sources& sources, const Analysis& analysis) {
  std::set<Place> waiting;
  for (const Diagnostic& diagnostic : analysis.diagnostics) {
    const bool kept =
        std::any_of(diagnostic.fixes.begin(), diagnostic.fixes.end(), [&](const Fix& fix) {
          return std::any_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
            return in_the_way(sources, analysis, edit.span) != nullptr;
          });
        });
    if (kept) waiting.insert(place_of(diagnostic));
  }
  return waiting;
}

class Check {
 public:
  Check(const CheckOptions& options, Terminal& terminal) : options_(options), terminal_(terminal) {}

  int run() {
    if (!options_.timings) return run(nullptr);
    Timings timings;
    // Only the first of several runs is a start, whose time nobody took.
    if (!options_.watch) timings.stage("start", "").cpu = cpu_time();
    const auto start = std::chrono::steady_clock::now();
    const Timings::Seconds cpu_before = options_.watch ? cpu_time() : Timings::Seconds{0};
    const int code = run(&timings);
    terminal_.err << table_of(timings, {.name = "together",
                                        .wall = std::chrono::steady_clock::now() - start,
                                        .cpu = cpu_time() - cpu_before});
    return code;
  }

 private:
  int run(Timings* timings) {
    Progress progress(terminal_, options_.outputs.quiet);
    progress.now("reading");
    InputOptions reading = options_.inputs;
    reading.timings = timings;
    inputs_ = read_inputs(reading, terminal_, failed_);
    std::vector<OutputFile> files = output_files(options_.outputs);
    if (!options_.write_baseline.empty())
      files.push_back({options_.write_baseline, &begins_like_a_baseline});
    if (!may_be_written(files, inputs_, terminal_)) return failure;
    AnalysisOptions settings = analysis_options(reading);
    settings.rules.ignore_exceptions = options_.no_allow;
    settings.rules.collect_passes = options_.outputs.show_passes;
    use_selection(options_.selection, settings.rules);

    progress.now("checking");
    std::vector<Analysis> analyses;
    for (const Workspace& workspace : inputs_.workspaces) {
      analyses.push_back(analyse(workspace.sources, settings));
      const Timed reporting(timings, "report", "findings");
      add_rules(workspace.sources, analyses.back().model, report_.rules);
    }
    settings.timings = nullptr;  // what is analysed from here on is part of another stage
    if (analyses.empty()) add_rules({}, {}, report_.rules);
    const Selection selection(options_.selection, report_.rules);
    if (!selection.problems().empty() && !analyses.empty()) {
      progress.end();
      for (const std::string& problem : selection.problems())
        terminal_.err << "capalint: " << problem << '\n';
      return failure;
    }

    if (!inputs_.ignored.empty())
      remarks_.push_back(fmt::format("left out, because git ignores it: {} (`--no-gitignore`)",
                                     some_of(inputs_.ignored)));

    FixOptions fixes = options_.fixes;
    const auto unread = std::find_if(inputs_.problems.begin(), inputs_.problems.end(),
                                     [](const Problem& problem) { return problem.unread; });
    // Suggested fixes may follow from sums.
    if (unread != inputs_.problems.end() && std::exchange(fixes.suggested, false))
      remarks_.push_back(
          fmt::format("suggested fixes wait until {} can be read", visible(unread->path)));
    std::optional<Fixing> fixing;
    if (options_.fixes.any()) {
      progress.end();
      fixing.emplace(fixes, selection, standard_input(), terminal_);
      const Timed timed(timings, "fix", "");
      for (std::size_t i = 0; i < analyses.size(); ++i)
        analyses[i] = fixing->apply(inputs_.workspaces[i], settings);
    }
    Timed reporting(timings, "report", "findings");
    make_report(analyses, selection);
    reporting.count(tally(report_).findings());
    reporting.end();
    progress.now("comparing");
    Timed comparing(timings, "compare", "findings");
    if (!leave_out_old(settings, selection)) return failure;
    comparing.count(tally(report_).findings());
    comparing.end();
    progress.end();
    const Timed showing(timings, "show", "");
    return show(selection, fixing ? &*fixing : nullptr);
  }

  [[nodiscard]] std::string standard_input() const {
    const auto& paths = options_.inputs.paths;
    if (std::find(paths.begin(), paths.end(), "-") == paths.end()) return {};
    return options_.inputs.stdin_filename.empty() ? "<stdin>"
                                                  : shown_path(options_.inputs.stdin_filename);
  }

  void make_report(std::vector<Analysis>& analyses, const Selection& selection) {
    report_.fail_on = selection.fail_level();
    report_.version = version;
    report_.docs = docs_folder();
    std::error_code unknown;
    report_.root = std::filesystem::current_path(unknown).string();
    for (std::size_t i = 0; i < analyses.size(); ++i) {
      const Workspace& workspace = inputs_.workspaces[i];
      report_.plans += plans_in(workspace, analyses[i].model);
      report_.teams += analyses[i].model.teams.size();
      if (const auto paths = in_doubt(workspace, analyses[i]); !paths.empty())
        remarks_.push_back(fmt::format("sums with {} are not judged here: {} errors of {} own",
                                       some_of(paths), paths.size() == 1 ? "it has" : "they have",
                                       paths.size() == 1 ? "its" : "their"));
      waiting_.push_back(waiting_fixes(workspace.sources, analyses[i]));
      report_.sections.push_back(section_of(workspace, workspace.sources, analyses[i], selection));
      for (Passed& pass : analyses[i].passed) {
        if (!selection.reported({.code = pass.code, .rule = pass.rule})) continue;
        auto [known, fresh] = passed_.try_emplace(pass.code, pass);
        if (!fresh) known->second.count += pass.count;
      }
    }
  }

  // What the baseline or the revision had already. False when these cannot be had.
  bool leave_out_old(const AnalysisOptions& settings, const Selection& selection) {
    const auto refuse = [&](const std::string& about, const std::string& why) {
      terminal_.err << "capalint: " << visible(about) << ": " << why << '\n';
      return false;
    };
    if (!options_.write_baseline.empty()) {
      const std::string& path = options_.write_baseline;
      // It would lack what was not read, and all that were new the next time.
      if (failed_ || !unread_files(inputs_).empty())
        return refuse(path, "not all could be read, so this baseline is not written");
      const Written written =
          save_file(path, baseline_text(report_, path), &begins_like_a_baseline);
      if (!say_written(path, written, terminal_)) return false;
      std::size_t count = 0;
      for (const Section& section : report_.sections)
        count += static_cast<std::size_t>(
            std::count_if(section.diagnostics.begin(), section.diagnostics.end(), can_be_known));
      remarks_.push_back(fmt::format("{} written to {}", counted(count, "finding"), visible(path)));
    }
    std::vector<KnownFingerprints> known;
    if (!options_.baseline.empty()) {
      const Baseline baseline = read_baseline(options_.baseline);
      if (!baseline.problem.empty()) return refuse(options_.baseline, baseline.problem);
      known.push_back({.name = options_.baseline, .folder = baseline.folder});
      for (const KnownFinding& finding : baseline.findings)
        known.back().fingerprints.emplace(finding.fingerprint, finding.distances);
      for (const KnownFinding& finding : gone(report_, baseline, selection))
        remarks_.push_back("gone from the baseline: " + in_one_line(finding));
    }
    if (!options_.since.empty()) {
      Report then{.root = report_.root};
      std::vector<Sources> sources(inputs_.workspaces.size());
      for (std::size_t i = 0; i < sources.size(); ++i) {
        std::string problem;
        sources[i] = sources_at(inputs_.workspaces[i], options_.since, problem);
        if (!problem.empty()) return refuse("--since " + options_.since, problem);
        Analysis analysis = analyse(sources[i], settings);
        Workspace workspace{.root = inputs_.workspaces[i].root};
        for (FileId id = 0; id < sources[i].size(); ++id) workspace.requested.push_back(id);
        then.sections.push_back(section_of(workspace, sources[i], analysis, selection));
      }
      known.push_back({.name = options_.since});
      const std::vector<Fingerprints> identities = fingerprints(then);
      for (std::size_t s = 0; s < identities.size(); ++s) {
        const std::vector<Diagnostic>& found = then.sections[s].diagnostics;
        for (std::size_t i = 0; i < found.size(); ++i)
          known.back().fingerprints.emplace(identities[s].diagnostics[i], found[i].distances);
      }
    }
    const AlreadyKnown already = leave_out_known(report_, known);
    if (!options_.write_baseline.empty()) {
      for (Section& section : report_.sections) std::erase_if(section.diagnostics, can_be_known);
    } else {
      for (const WorseFinding& worse : already.worse)
        remarks_.push_back(fmt::format("worse than in {}: {}, off by {} and then by {}",
                                       visible(worse.than), in_one_line(worse.finding),
                                       worse.now.text, worse.before.text));
      if (already.left_out > 0)
        remarks_.push_back(fmt::format("{} known already and not shown",
                                       counted(already.left_out, "finding is", "findings are")));
    }
    return true;
  }

  int show(const Selection& selection, const Fixing* fixing) {
    bool reached = fixing != nullptr && fixing->shown();
    bool failed = failed_ || (fixing != nullptr && fixing->failed());
    std::size_t fixable = 0;
    std::size_t suggested = 0;
    std::size_t waiting = 0;
    for (std::size_t i = 0; i < report_.sections.size(); ++i) {
      for (const Diagnostic& diagnostic : report_.sections[i].diagnostics) {
        reached = reached || selection.fails(diagnostic);
        failed = failed || diagnostic.code == info(Builtin::unreadable_file).code;
        if (i < waiting_.size() && waiting_[i].contains(place_of(diagnostic))) {
          ++waiting;
          continue;
        }
        const bool safe = std::any_of(diagnostic.fixes.begin(), diagnostic.fixes.end(),
                                      [](const Fix& fix) { return fix.safe; });
        fixable += safe ? 1 : 0;
        suggested += !safe && !diagnostic.fixes.empty() ? 1 : 0;
      }
    }
    failed = !write_outputs(options_.outputs, report_, terminal_) || failed;
    const std::string summed_up = report_.sections.empty() ? "" : summary(report_);
    const std::string counts = options_.outputs.statistics ? statistics(report_) : "";
    if (options_.outputs.most_findings > 0) shorten(report_, options_.outputs.most_findings);

    // The fixed text of standard input, or a diff, is what `out` is for then.
    const bool out_is_taken =
        fixing != nullptr && (options_.fixes.diff || !standard_input().empty());
    std::ostream& out = out_is_taken ? terminal_.err : terminal_.out;
    const bool terminal_out = !out_is_taken && terminal_.out_is_terminal;
    Style style{.colour = use_colour(options_.outputs.colour, terminal_),
                .width = terminal_.width,
                .explain = options_.outputs.explain};
    if (out_is_taken && options_.outputs.colour == "auto") style.colour = false;
    style.links = style.colour && terminal_out && shows_links();
    if (!options_.fixes.diff) {
      show_report(out, options_.outputs.format, report_, style);
    }
    std::ostream& beside = for_people(options_.outputs.format) ? out : terminal_.err;
    if (options_.outputs.show_passes) {
      std::vector<Passed> all;
      for (const auto& [code, pass] : passed_) all.push_back(pass);
      beside << (report_.sections.empty() ? "" : passes(all));
    }
    beside << counts;
    terminal_.out.flush();

    if (fixing != nullptr) fixing->say_what_happened(options_.outputs.quiet);
    for (const std::string& remark : remarks_) {
      if (!options_.outputs.quiet) terminal_.err << remark << '\n';
    }
    if (!options_.outputs.quiet) {
      if (const std::size_t not_shown = report_.not_shown.findings(); not_shown > 0)
        terminal_.err << counted(not_shown, "more finding is", "more findings are")
                      << " not shown (`--max-findings`)\n";
      if (const std::string left = not_judged(report_); !left.empty())
        terminal_.err << left << '\n';
      if (!summed_up.empty() && options_.write_baseline.empty()) terminal_.err << summed_up << '\n';
      if (fixing == nullptr) say_fixable(fixable, suggested, waiting);
    }
    return failed ? failure : reached ? found : success;
  }

  void say_fixable(std::size_t fixable, std::size_t suggested, std::size_t waiting) {
    if (fixable > 0)
      terminal_.err << counted(fixable, "can be fixed with `--fix`", "can be fixed with `--fix`")
                    << '\n';
    if (suggested > 0)
      terminal_.err << counted(suggested, "has a suggested fix; `--ask` shows it",
                               "have suggested fixes; `--ask` shows them")
                    << '\n';
    if (waiting > 0)
      terminal_.err << counted(waiting, "has a fix that waits", "have fixes that wait")
                    << " for what cannot be read in the file\n";
  }

  const CheckOptions& options_;
  Terminal& terminal_;
  Inputs inputs_;
  Report report_;
  std::map<std::string, Passed> passed_;
  std::vector<std::set<Place>> waiting_;  // for each section
  std::vector<std::string> remarks_;
  bool failed_ = false;
};

int check(const CheckOptions& options, Terminal& terminal) {
  if (!options.watch) return Check(options, terminal).run();
  return watch([&] { return looked_at(options.inputs); },
               [&] { return Check(options, terminal).run(); }, terminal);
}

}  // namespace

Run declare_check(CLI::App& app) {
  const auto options = std::make_shared<CheckOptions>();
  declare_inputs(app, options->inputs);
  declare_outputs(app, options->outputs);
  declare_selection(app, options->selection);
  app.add_flag("--no-allow", options->no_allow, "also show what exceptions allow");
  declare_fixing(app, options->fixes);
  not_empty(
      app.add_option(
             "--baseline", options->baseline,
             "report only what is not in this file, or has got worse; it does not matter when lines have moved")
          ->type_name("FILE"));
  not_empty(
      app.add_option(
             "--write-baseline", options->write_baseline,
             "write the findings to this file, a new one or a baseline of before, for `--baseline`")
          ->type_name("FILE"));
  not_empty(
      app.add_option(
             "--since", options->since,
             "report only what has come in or got worse since this git revision, wherever it shows")
          ->type_name("REVISION"));
  app.add_flag("--timings", options->timings,
               "also show how long each stage of the run took, and how much it worked on");
  app.add_flag("--watch", options->watch, "check again whenever a file is saved; q ends");
  return [options](Terminal& terminal) {
    const auto& paths = options->inputs.paths;
    const bool from_input = std::find(paths.begin(), paths.end(), "-") != paths.end();
    if (from_input && (options->watch || options->fixes.ask)) {
      terminal.err << "capalint: `-` reads standard input, which "
                   << (options->watch ? "`--watch` cannot read again" : "`--ask` needs for answers")
                   << '\n';
      return failure;
    }
    if (options->watch && options->fixes.any()) {
      terminal.err << "capalint: `--watch` only looks; run it without fixes\n";
      return failure;
    }
    return check(*options, terminal);
  };
}

}  // namespace capalint::cli
