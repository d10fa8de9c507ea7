// Exceptions: which findings they allow, and what is said of those that are not needed, have ended or
// soon will. A comment is for what is found on its line, and for what is found about the whole day, half-day,
// plan or team that the line belongs to.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "diagnostics/nearest.h"
#include "model/model.h"
#include "rules/about.h"
#include "source/source.h"

namespace capalint {

/// What one part of a workspace means for the exceptions in another.
struct ExceptionsUsed {
  bool anything_unjudged = false;       // so that an exception may be needed that nothing uses now
  bool has_unused = false;              // of its own
  std::vector<const ast::Allow*> used;  // of those for all teams, ascending
  std::vector<const ast::Allow*> covered;  // what they allow, an earlier one may allow as well
  friend bool operator==(const ExceptionsUsed&, const ExceptionsUsed&) = default;
};

class Exceptions {
 public:
  Exceptions(const Sources& sources, const Model& model);

  /// The exception that allows the finding, which is used from then on; null when none does.
  const ast::Allow* allowing(const Diagnostic& diagnostic, const About& about);

  /// What is wrong with the exceptions themselves, once all findings have been asked about.
  [[nodiscard]] std::vector<Diagnostic> findings(const ExceptionsUsed& elsewhere);
  /// Of files for all teams in other parts, and what may be unjudged in this one.
  [[nodiscard]] ExceptionsUsed used() const;

 private:
  /// Whom an exception is for: by the name that a plan or a team has, where the one that is written is
  /// that name misspelt.
  struct Subject {
    std::string_view name;
    bool known = true;
    std::vector<std::string_view> near;
  };

  void note_missed(std::string_view rule, const Diagnostic& diagnostic);
  /// Of which team, or of all; and for whom, or for all.
  using Whom = std::pair<const ast::Team*, std::optional<std::string>>;
  /// The exceptions of a rule that hold, by where they do.
  struct OfRule {
    using Line = std::pair<FileId, std::uint32_t>;
    std::multimap<Line, std::size_t> comments;
    std::multimap<FileId, std::size_t> of_files;
    std::multimap<Whom, std::size_t> statements;
  };
  /// Of a rule, those comments that stand in these lines.
  template <class Use>
  void each_comment(const OfRule& of_rule, Span text, Use use) const;
  /// Adds those of a rule that cover the finding; one may be added twice.
  void add_covering(std::vector<std::size_t>& all, const OfRule& of_rule,
                    const Diagnostic& diagnostic, const About& about) const;
  [[nodiscard]] About whose_is(const Diagnostic& diagnostic, const About& about) const;
  /// Whom the finding is about, normalised.
  [[nodiscard]] static std::string subject_of(const Diagnostic& diagnostic, const About& whose);
  struct Declaration {
    Span text;
    About who;
  };
  /// The plan or the team that the place stands in; null in none.
  [[nodiscard]] const Declaration* around(Span span) const;
  [[nodiscard]] About writer(Span span) const;
  [[nodiscard]] Diagnostic unused(std::size_t index) const;
  /// What an exception is for, in words: the plan, the half-day or the team that it stands in or names.
  [[nodiscard]] std::string what_it_is_for(std::size_t index) const;
  [[nodiscard]] std::string what_it_stands_beside(const ast::Allow& said) const;
  struct Names {  // of plans and teams
    KnownNames near;
    std::unordered_map<std::string, std::string_view> known;
  };
  [[nodiscard]] static Names names_of(const Model& model);
  [[nodiscard]] static Subject subject_of(const ast::Allow& said, const Names& names);
  [[nodiscard]] static Subject subject_of(const ast::Allow& said, const NamesAround& names);
  [[nodiscard]] static Subject unknown_subject_of(const ast::Allow& said,
                                                  std::vector<std::string_view> near);
  [[nodiscard]] static Diagnostic unknown_subject(const ast::Allow& said, const Subject& subject);
  [[nodiscard]] Span deletion(const ast::Allow& said) const;

  const Sources& sources_;
  const Model& model_;
  std::unordered_map<std::string_view, OfRule> by_rule_;
  std::vector<Declaration> declarations_;  // by place
  std::vector<Subject> subjects_;          // one for each exception of the model
  std::vector<bool> used_;
  std::vector<bool> covered_;  // something that this one allows, or an earlier one
  /// Of a comment in a plan or a team: the first finding of its rule there that nothing allows.
  std::vector<Span> missed_;
};

}  // namespace capalint
