// A workspace that is edited, known by parts: a part is a team with its plans, or whatever else stands in one
// community, and what an edit does not touch is kept as it is. The language server holds one for each folder; it
// finds what `analyse` finds.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "pipeline/pipeline.h"

namespace capalint {

/// What files for all teams say, which every part sees.
struct ForAll {
  std::vector<FileId> files;
  std::vector<ParsedFile> parsed;  // likewise
  Model model;                     // of nothing else
  RuleChecks rules;
  Surroundings around;
};

/// Views in it point into texts as they were when it was made.
struct WorkspacePart {
  std::vector<FileId> files;  // ascending; what is wrong with them is told here
  std::vector<ParsedFile> parsed;
  std::shared_ptr<const ForAll> for_all;
  Surroundings around;
  Model model;
  std::vector<Diagnostic> earlier;  // than rules
  std::vector<Judged> judged;
};

/// What is found in a part, once exceptions are weighed.
struct Settled {
  std::vector<Diagnostic> unknown_groups;  // of packs for all teams, when no part has them
  ExceptionsUsed elsewhere;
  RuleResult result;            // with these two; in the order of places
  std::vector<FileId> outside;  // files of others, and `no_file`, that findings stand in
};

class Parts {
 public:
  /// Makes true for these texts what is known. `changed` are those that differ from the last call; the list of
  /// files is the same from call to call. Gives the files of which something else is found now, or whose text has
  /// changed; all at first.
  [[nodiscard]] std::vector<FileId> update(const Sources& sources,
                                           const std::vector<FileId>& changed,
                                           const AnalysisOptions& options);

  [[nodiscard]] const std::vector<ParsedFile>& files() const { return files_; }
  struct Known {
    std::shared_ptr<const WorkspacePart> part;
    std::shared_ptr<const Settled> settled;
  };
  [[nodiscard]] const std::vector<Known>& parts() const { return parts_; }
  [[nodiscard]] const ForAll& for_all() const { return *for_all_; }
  /// In the order of places; `no_file` for those that have none.
  [[nodiscard]] std::vector<const Diagnostic*> findings(FileId file) const;
  [[nodiscard]] std::size_t part_of(FileId file) const { return part_of_[file]; }
  /// The files of the part that it stands in.
  [[nodiscard]] const std::vector<FileId>& around(FileId file) const {
    return parts_[part_of_[file]].part->files;
  }
  /// As if these, and no more, were one part.
  [[nodiscard]] Model model_of(const std::vector<ParsedFile>& files) const;

 private:
  /// The parts whose files or whose surroundings are not those that they were made with.
  [[nodiscard]] std::vector<std::size_t> out_of_date() const;
  void lay_out();
  [[nodiscard]] ModelInput input_of(const std::vector<ParsedFile>& files) const;
  [[nodiscard]] WorkspacePart make(const Sources& sources, const std::vector<FileId>& files,
                                   unsigned threads) const;
  /// Weighs exceptions again where other parts have a say in them.
  void settle(const Sources& sources);
  void gather_shared();

  AnalysisOptions options_;
  std::vector<ParsedFile> files_;  // by FileId
  std::vector<FileNames> names_;   // likewise
  Communities communities_;
  std::shared_ptr<const ForAll> for_all_;
  std::vector<Known> parts_;
  std::vector<std::size_t> part_of_;  // by FileId
  std::map<FileId, std::vector<Diagnostic>>
      shared_;  // of files that findings of other parts stand in
};

}  // namespace capalint
