#include "pipeline/parts.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <utility>

#include "model/places.h"
#include "pipeline/passes.h"
#include "rules/packs.h"
#include "source/parallel.h"

namespace capalint {
namespace {

/// Communities of a few files share a part with their neighbours, since each part sees all packs.
constexpr std::size_t small_community = 8;
constexpr FileId files_in_a_stretch = 64;
/// Parts over this many files are judged on several threads.
constexpr std::size_t large_part = 400;

template <class Diagnostics>
auto range_of_file(Diagnostics& diagnostics, FileId file) {
  struct ByFile {
    bool operator()(const Diagnostic& a, FileId b) const { return a.span.file < b; }
    bool operator()(FileId a, const Diagnostic& b) const { return a < b.span.file; }
  };
  return std::equal_range(diagnostics.begin(), diagnostics.end(), file, ByFile{});
}

bool same_surroundings(const Surroundings& a, const Surroundings& b) {
  return a.damaged == b.damaged && a.quarter == b.quarter && a.quarters == b.quarters;
}

/// `settled` holds what others have to say.
std::shared_ptr<const Settled> settle_part(const Sources& sources, const AnalysisOptions& options,
                                           const WorkspacePart& part, Settled settled) {
  std::vector<Diagnostic> earlier = settled.unknown_groups;
  mark_unread(part.model, earlier);
  earlier.insert(earlier.begin(), part.earlier.begin(), part.earlier.end());
  settled.result = settle(sources, part.model, std::move(earlier), part.judged, options.rules,
                          settled.elsewhere);
  put_in_order(settled.result, Places(part.model));
  settled.outside.clear();
  for (const Diagnostic& each : settled.result.diagnostics) {
    const FileId file = each.span.file;
    const bool own = std::binary_search(part.files.begin(), part.files.end(), file);
    if (!own && (settled.outside.empty() || settled.outside.back() != file))
      settled.outside.push_back(file);
  }
  return std::make_shared<const Settled>(std::move(settled));
}

template <class Thing>
void sort_unique(std::vector<Thing>& things) {
  std::sort(things.begin(), things.end(), std::less<>());
  things.erase(std::unique(things.begin(), things.end()), things.end());
}

}  // namespace

// ---- what belongs together -------------------------------------------------------------------------

void Parts::lay_out() {
  std::map<std::size_t, std::vector<FileId>> stretches;
  std::vector<std::vector<FileId>> layout;
  for (const std::vector<FileId>& files : communities_.files) {
    if (files.size() > small_community) {
      layout.push_back(files);
    } else {
      auto& stretch = stretches[files.front() / files_in_a_stretch];
      stretch.insert(stretch.end(), files.begin(), files.end());
    }
  }
  for (auto& [begin, files] : stretches) {
    std::sort(files.begin(), files.end());
    layout.push_back(std::move(files));
  }
  std::sort(layout.begin(), layout.end());

  std::vector<Known> parts;
  std::vector<std::size_t> part_of(files_.size());
  for (std::vector<FileId>& files : layout) {
    for (const FileId file : files) part_of[file] = parts.size();
    Known known;
    if (!parts_.empty()) known = parts_[part_of_[files.front()]];
    if (known.part == nullptr || known.part->files != files) {
      WorkspacePart nothing_yet;
      nothing_yet.files = std::move(files);
      known = {std::make_shared<const WorkspacePart>(std::move(nothing_yet)),
               std::make_shared<const Settled>()};
    }
    parts.push_back(std::move(known));
  }
  parts_ = std::move(parts);
  part_of_ = std::move(part_of);
}

std::vector<std::size_t> Parts::out_of_date() const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    const WorkspacePart& part = *parts_[i].part;
    const bool same_names =
        part.model.names_around == communities_.surroundings.names || !part.model.asks_around;
    const bool same =
        part.for_all == for_all_ && same_names && part.parsed.size() == part.files.size() &&
        same_surroundings(part.around, communities_.surroundings) &&
        std::equal(part.files.begin(), part.files.end(), part.parsed.begin(),
                   [&](FileId file, const ParsedFile& parsed) { return files_[file] == parsed; });
    if (!same) result.push_back(i);
  }
  return result;
}

// ---- one part --------------------------------------------------------------------------------------

ModelInput Parts::input_of(const std::vector<ParsedFile>& files) const {
  ModelInput input{.today = options_.today, .quarter = options_.quarter};
  for (const PackFile& pack : standard_packs()) input.files.push_back({&pack.file, pack.pack});
  const auto first = static_cast<std::ptrdiff_t>(input.files.size());
  for (const ParsedFile& parsed : files) input.files.push_back({&parsed->file, {}});
  const auto own = [&](FileId file) {
    return std::any_of(files.begin(), files.end(),
                       [&](const ParsedFile& parsed) { return parsed->file.id == file; });
  };
  for (const FileId file : communities_.for_all) {
    if (!own(file)) input.files.push_back({&files_[file]->file, {}, true});
  }
  std::sort(input.files.begin() + first, input.files.end(),
            [](const ModelFile& a, const ModelFile& b) { return a.file->id < b.file->id; });
  input.around = &communities_.surroundings;
  return input;
}

Model Parts::model_of(const std::vector<ParsedFile>& files) const {
  return build_model(input_of(files)).model;
}

WorkspacePart Parts::make(const Sources& sources, const std::vector<FileId>& files,
                          unsigned threads) const {
  WorkspacePart part;
  part.files = files;
  part.for_all = for_all_;
  part.around = communities_.surroundings;
  for (const FileId file : files) part.parsed.push_back(files_[file]);
  ModelResult built = build_model(input_of(part.parsed));
  part.model = std::move(built.model);
  part.earlier = earlier_findings(sources, part.parsed, std::move(built.diagnostics));
  leave_out_echoes(sources, part.earlier);
  mark_unread(part.model, part.earlier);
  part.judged = judge(sources, part.model, for_all_->rules, options_.rules, threads).findings;
  return part;
}

// ---- all of them -----------------------------------------------------------------------------------

std::vector<FileId> Parts::update(const Sources& sources, const std::vector<FileId>& changed,
                                  const AnalysisOptions& options) {
  const bool anew = files_.size() != sources.size() || options_ != options;
  if (anew) {
    for_all_.reset();
    parts_.clear();
    options_ = options;
  }
  const std::vector<Known> parts_before = parts_;
  const std::vector<std::size_t> part_of_before = part_of_;
  const std::map<FileId, std::vector<Diagnostic>> shared_before = shared_;

  for (const FileId file : changed) {
    if (file < files_.size()) files_[file] = nullptr;
  }
  files_ = anew ? parse_all(sources, options.threads, std::move(files_))
                : parse_all(sources, options.threads, std::move(files_), changed);
  bool renamed = anew || communities_.ambiguous;
  names_.resize(files_.size());
  const auto name = [&](FileId file) {
    FileNames names = names_in(files_[file]->file);
    if (names == names_[file]) return;
    renamed = true;
    names_[file] = std::move(names);
  };
  if (anew) {
    for (FileId file = 0; file < files_.size(); ++file) name(file);
  } else {
    for (const FileId file : changed) name(file);
  }
  if (renamed) {
    Communities now = communities_of(files_, names_, options);
    const auto& names = communities_.surroundings.names;
    if (names != nullptr && names->all() == now.surroundings.names->all())
      now.surroundings.names = names;
    communities_ = std::move(now);
    lay_out();
  }

  const auto is_for_all_the_same = [&] {
    return for_all_ != nullptr && for_all_->files == communities_.for_all &&
           same_surroundings(for_all_->around, communities_.surroundings) &&
           (for_all_->model.names_around == communities_.surroundings.names ||
            !for_all_->model.asks_around) &&
           std::equal(
               for_all_->files.begin(), for_all_->files.end(), for_all_->parsed.begin(),
               [&](FileId file, const ParsedFile& parsed) { return files_[file] == parsed; });
  };
  if (!is_for_all_the_same()) {
    ForAll made;
    made.files = communities_.for_all;
    made.around = communities_.surroundings;
    for (const FileId file : made.files) made.parsed.push_back(files_[file]);
    made.model = build_model(input_of({})).model;
    made.rules = check_rules(made.model);
    for_all_ = std::make_shared<const ForAll>(std::move(made));
  }

  const std::vector<std::size_t> old = out_of_date();
  in_parallel(old.size(), options.threads, 1, [&](std::size_t i) {
    Known& known = parts_[old[i]];
    const bool many = old.size() == 1 && known.part->files.size() > large_part;
    known.part = std::make_shared<const WorkspacePart>(
        make(sources, known.part->files, many ? options.threads : 1));
    known.settled = settle_part(sources, options_, *known.part, *known.settled);
  });
  settle(sources);
  gather_shared();

  // ---- what is news --------------------------------------------------------------------------------
  std::vector<FileId> news;
  if (parts_before.empty()) {
    for (FileId file = 0; file < files_.size(); ++file) news.push_back(file);
    return news;
  }
  const auto text_changed = [&](FileId file) {
    return std::find(changed.begin(), changed.end(), file) != changed.end();
  };
  const auto points_elsewhere_now = [&](const Diagnostic& found) {
    return std::any_of(found.labels.begin(), found.labels.end(),
                       [&](const Label& label) { return text_changed(label.span.file); });
  };
  const auto differ = [&](const auto& now, const auto& then) {
    return !std::equal(now.first, now.second, then.first, then.second) ||
           std::any_of(now.first, now.second, points_elsewhere_now);
  };
  for (const auto& [part, settled] : parts_) {
    for (const FileId file : part->files) {
      const auto& before = parts_before[part_of_before[file]].settled;
      if (before == settled) break;  // and so it is for its other files
      if (text_changed(file) || differ(range_of_file(settled->result.diagnostics, file),
                                       range_of_file(before->result.diagnostics, file)))
        news.push_back(file);
    }
  }
  static const std::vector<Diagnostic> nothing;
  const auto of = [](const auto& shared, FileId file) -> const std::vector<Diagnostic>& {
    const auto known = shared.find(file);
    return known == shared.end() ? nothing : known->second;
  };
  for (const auto* either : {&std::as_const(shared_), &shared_before}) {
    for (const auto& [file, found] : *either) {
      const auto& now = of(shared_, file);
      const auto& then = of(shared_before, file);
      if (differ(std::pair(now.begin(), now.end()), std::pair(then.begin(), then.end())))
        news.push_back(file < files_.size() ? file : 0);
    }
  }
  sort_unique(news);
  return news;
}

void Parts::settle(const Sources& sources) {
  ExceptionsUsed all;
  std::size_t unjudged = 0;
  for (const auto& [part, settled] : parts_) {
    const ExceptionsUsed& used = settled->result.used;
    unjudged += used.anything_unjudged ? 1 : 0;
    all.used.insert(all.used.end(), used.used.begin(), used.used.end());
    all.covered.insert(all.covered.end(), used.covered.begin(), used.covered.end());
  }
  sort_unique(all.used);
  sort_unique(all.covered);
  const auto& uses = for_all_->model.uses;
  const bool any_group = std::any_of(
      uses.begin(), uses.end(), [](const RuleUse& use) { return use.said->group.has_value(); });
  std::vector<const Model*> models;
  if (any_group) {
    for (const Known& known : parts_) models.push_back(&known.part->model);
  }
  for (auto& [part, settled] : parts_) {
    const auto is_own = [&, &part = part](FileId file) {
      return std::binary_search(part->files.begin(), part->files.end(), file);
    };
    const auto of_own = [&](const ast::Allow* said) { return is_own(said->span.file); };
    const ExceptionsUsed& here = settled->result.used;
    Settled now;
    // Only an exception that nothing needs asks whether anything could not be judged.
    now.elsewhere.anything_unjudged =
        here.has_unused && unjudged > (here.anything_unjudged ? 1U : 0U);
    std::copy_if(all.used.begin(), all.used.end(), std::back_inserter(now.elsewhere.used), of_own);
    std::copy_if(all.covered.begin(), all.covered.end(), std::back_inserter(now.elsewhere.covered),
                 of_own);
    for (const FileId file : for_all_->files) {
      if (!any_group || !is_own(file)) continue;
      std::vector<Diagnostic> found = unknown_groups(models, file);
      std::move(found.begin(), found.end(), std::back_inserter(now.unknown_groups));
    }
    if (now.elsewhere != settled->elsewhere || now.unknown_groups != settled->unknown_groups)
      settled = settle_part(sources, options_, *part, std::move(now));
  }
}

void Parts::gather_shared() {
  shared_.clear();
  for (const Known& known : parts_) {
    for (const FileId file : known.settled->outside) shared_[file];
  }
  for (auto& [file, found] : shared_) {
    for (const Known& known : parts_) {
      const auto [first, last] = range_of_file(known.settled->result.diagnostics, file);
      found.insert(found.end(), first, last);
    }
    sort_and_deduplicate(found);
  }
}

std::vector<const Diagnostic*> Parts::findings(FileId file) const {
  std::vector<const Diagnostic*> all;
  const auto add = [&](const auto& range) {
    for (auto each = range.first; each != range.second; ++each) all.push_back(&*each);
  };
  if (const auto shared = shared_.find(file); shared != shared_.end()) {
    add(std::pair(shared->second.begin(), shared->second.end()));
  } else if (file < part_of_.size()) {
    add(range_of_file(parts_[part_of_[file]].settled->result.diagnostics, file));
  }
  return all;
}

}  // namespace capalint
