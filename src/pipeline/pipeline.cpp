#include "pipeline/pipeline.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "diagnostics/builtin.h"
#include "model/places.h"
#include "rules/packs.h"
#include "source/parallel.h"
#include "source/workspace.h"

namespace capalint {
namespace {

void say_where(Diagnostic& diagnostic, const Places& places) {
  if (!diagnostic.where.empty()) return;  // said by an earlier run
  diagnostic.where = places.place(diagnostic.span);
  const std::string clinician(places.clinician(diagnostic.span));
  if (diagnostic.subject.empty() && !clinician.empty())
    diagnostic.where = clinician + ": " + diagnostic.where;
}

}  // namespace

std::vector<ParsedFile> parse_all(const Sources& sources, unsigned threads,
                                  std::vector<ParsedFile> known) {
  constexpr std::size_t files_worth_a_thread = 16;
  std::vector<ParsedFile> files = std::move(known);
  files.resize(sources.size());
  std::vector<FileId> unknown;
  for (FileId id = 0; id < files.size(); ++id) {
    if (!files[id]) unknown.push_back(id);
  }
  in_parallel(unknown.size(), threads, files_worth_a_thread, [&](std::size_t i) {
    const FileId id = unknown[i];
    files[id] = std::make_shared<const Parsed>(parse(id, sources[id]));
  });
  return files;
}

ModelResult build_model(const std::vector<ParsedFile>& files, const AnalysisOptions& options,
                        bool with_vacant_posts) {
  ModelInput input{
      .today = options.today, .quarter = options.quarter, .with_vacant_posts = with_vacant_posts};
  for (const PackFile& pack : standard_packs()) input.files.push_back({&pack.file, pack.pack});
  for (const ParsedFile& parsed : files) input.files.push_back({&parsed->file, {}});
  return build_model(input);
}

namespace {

Communities communities_of(const Analysis& analysis) {
  std::vector<const ast::File*> files;
  for (const ParsedFile& parsed : analysis.files) files.push_back(&parsed->file);
  return communities(analysis.model, files);
}

/// The files whose findings may differ from those of `before`.
std::vector<bool> files_to_judge(const Analysis& analysis, const Communities& now,
                                 const AnalysisOptions& options, const Analysis& before) {
  const std::size_t count = analysis.files.size();
  const auto same_file = [&](FileId id) { return analysis.files[id] == before.files[id]; };
  const auto same_files = [&](const std::vector<FileId>& files) {
    return std::all_of(files.begin(), files.end(), same_file);
  };
  if (!before.memory || options.rules.collect_passes || before.files.size() != count ||
      before.memory->options != options || before.model.damaged != analysis.model.damaged ||
      before.model.quarter != analysis.model.quarter ||
      before.memory->communities.for_all != now.for_all || !same_files(now.for_all))
    return std::vector<bool>(count, true);

  const auto& then = before.memory->communities.files;
  std::vector<std::size_t> community_then(count);
  for (std::size_t i = 0; i < then.size(); ++i) {
    for (const FileId id : then[i]) community_then[id] = i;
  }
  std::vector<bool> judge(count, true);
  for (const std::vector<FileId>& files : now.files) {
    if (files != then[community_then[files.front()]] || !same_files(files)) continue;
    for (const FileId id : files) judge[id] = false;
  }
  return judge;
}

std::vector<Diagnostic> earlier_findings(const Sources& sources, const Analysis& analysis,
                                         std::vector<Diagnostic> of_the_model) {
  std::vector<Diagnostic> found;
  for (const ParsedFile& shared : analysis.files) {
    const Parsed& parsed = *shared;
    found.insert(found.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
    const bool silent =
        parsed.file.items.empty() && !parsed.file.damaged && parsed.diagnostics.empty();
    if (silent && !is_marker(sources[parsed.file.id])) {
      found.push_back(make(Builtin::nothing_in_file, {parsed.file.id, 0, 0},
                           "this file says nothing", "write a plan, or delete the file"));
    }
  }
  std::move(of_the_model.begin(), of_the_model.end(), std::back_inserter(found));
  return found;
}

Analysis analyse(const Sources& sources, std::vector<ParsedFile> files,
                 const AnalysisOptions& options, const Analysis* before) {
  Analysis analysis{.files = std::move(files)};
  Timed building(options.timings, "model", "plans");
  ModelResult built = build_model(analysis.files, options);
  analysis.model = std::move(built.model);
  const Places places(analysis.model);
  building.count(analysis.model.plans.size());
  building.end();

  Timed judging(options.timings, "judge", "rules");
  Judgement judged;
  if (before == nullptr) {
    judged = judge(sources, analysis.model, options.rules, options.threads);
  } else {
    Communities now = communities_of(analysis);
    const std::vector<bool> anew = files_to_judge(analysis, now, options, *before);
    judged = judge(sources, analysis.model, options.rules, options.threads, &anew);
    analysis.memory = Memory{options, std::move(now), {}};
    auto& findings = analysis.memory->findings;
    for (Judged& fresh : judged.findings) {
      say_where(fresh.diagnostic, places);
      findings.push_back(std::make_shared<const Judged>(std::move(fresh)));
    }
    if (before->memory) {
      const auto& known = before->memory->findings;
      std::copy_if(known.begin(), known.end(), std::back_inserter(findings),
                   [&](const auto& each) { return each->home != no_file && !anew[each->home]; });
    }
    judged.findings.clear();
    judged.findings.reserve(findings.size());
    for (const auto& each : findings) judged.findings.push_back(*each);
  }

  judging.count(analysis.model.rules.size());
  judging.end();

  Timed settling(options.timings, "settle", "findings");
  std::vector<Diagnostic> earlier =
      earlier_findings(sources, analysis, std::move(built.diagnostics));
  leave_out_echoes(sources, earlier);
  mark_unread(analysis.model, earlier);
  analysis.not_judged = not_judged(analysis.model, earlier, judged.findings);
  RuleResult settled = settle(sources, analysis.model, std::move(earlier),
                              std::move(judged.findings), options.rules);
  analysis.diagnostics = std::move(settled.diagnostics);
  analysis.suppressed = std::move(settled.suppressed);
  analysis.passed = std::move(judged.passed);
  sort_and_deduplicate(analysis.diagnostics);
  for (Diagnostic& diagnostic : analysis.diagnostics) say_where(diagnostic, places);
  for (Suppressed& suppressed : analysis.suppressed) say_where(suppressed.diagnostic, places);
  std::stable_sort(analysis.suppressed.begin(), analysis.suppressed.end(),
                   [](const Suppressed& a, const Suppressed& b) {
                     const auto place = [](const Diagnostic& found) {
                       return std::tie(found.span.file, found.span.begin, found.span.end,
                                       found.code, found.message, found.subject);
                     };
                     return place(a.diagnostic) < place(b.diagnostic);
                   });
  settling.count(analysis.diagnostics.size() + analysis.suppressed.size());
  return analysis;
}

}  // namespace

Analysis analyse(const Sources& sources, const AnalysisOptions& options) {
  return analyse(sources, {}, options);
}

Analysis analyse(const Sources& sources, std::vector<ParsedFile> known,
                 const AnalysisOptions& options) {
  Timed parsing(options.timings, "parse", "files");
  std::vector<ParsedFile> files = parse_all(sources, options.threads, std::move(known));
  if (parsing.wanted()) parsing.count(files.size(), bytes_in(sources));
  parsing.end();
  return analyse(sources, std::move(files), options, nullptr);
}

Analysis analyse_again(const Sources& sources, std::vector<ParsedFile> files,
                       const AnalysisOptions& options, const Analysis& before) {
  return analyse(sources, parse_all(sources, options.threads, std::move(files)), options, &before);
}

}  // namespace capalint
