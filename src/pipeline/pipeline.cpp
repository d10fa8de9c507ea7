#include "pipeline/pipeline.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "diagnostics/builtin.h"
#include "model/places.h"
#include "rules/packs.h"
#include "source/workspace.h"

namespace capalint {
namespace {

void say_where(Analysis& analysis) {
  const Places places(analysis.model);
  const auto say = [&](Diagnostic& diagnostic) {
    diagnostic.where = places.place(diagnostic.span);
    const std::string clinician(places.clinician(diagnostic.span));
    if (diagnostic.subject.empty() && !clinician.empty())
      diagnostic.where = clinician + ": " + diagnostic.where;
  };
  for (Diagnostic& diagnostic : analysis.diagnostics) say(diagnostic);
  for (Suppressed& suppressed : analysis.suppressed) say(suppressed.diagnostic);
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
  const std::size_t count = unknown.size();
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < count; i = next++) {
      const FileId id = unknown[i];
      files[id] = std::make_shared<const Parsed>(parse(id, sources[id]));
    }
  };
  const std::size_t cores =
      threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
  const std::size_t wanted = std::min(cores, 1 + count / files_worth_a_thread);
  std::vector<std::thread> helpers;
  for (std::size_t i = 1; i < wanted; ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  return files;
}

ModelResult build_model(const std::vector<ParsedFile>& files, const AnalysisOptions& options) {
  ModelInput input{.today = options.today, .quarter = options.quarter};
  for (const PackFile& pack : standard_packs()) input.files.push_back({&pack.file, pack.pack});
  for (const ParsedFile& parsed : files) input.files.push_back({&parsed->file, {}});
  return build_model(input);
}

Analysis analyse(const Sources& sources, std::vector<ParsedFile> files,
                 const AnalysisOptions& options) {
  Analysis analysis;
  analysis.files = std::move(files);

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

  ModelResult built = build_model(analysis.files, options);
  std::move(built.diagnostics.begin(), built.diagnostics.end(), std::back_inserter(found));
  analysis.model = std::move(built.model);

  RuleResult judged = run_rules(sources, analysis.model, std::move(found), options.rules);
  analysis.diagnostics = std::move(judged.diagnostics);
  analysis.suppressed = std::move(judged.suppressed);
  analysis.passed = std::move(judged.passed);
  sort_and_deduplicate(analysis.diagnostics);
  say_where(analysis);
  return analysis;
}

Analysis analyse(const Sources& sources, const AnalysisOptions& options) {
  return analyse(sources, parse_all(sources, options.threads), options);
}

}  // namespace capalint
