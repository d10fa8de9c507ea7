// Exceptions: which findings they allow, and what is said of those that are not needed, have ended or
// soon will.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/model.h"
#include "source/source.h"

namespace capalint {

/// Whom a finding is about; null for what is about no plan or no team.
struct About {
  const ast::Team* team = nullptr;
  const ast::Plan* plan = nullptr;
};

class Exceptions {
 public:
  Exceptions(const Sources& sources, const Model& model);

  /// The exception that allows the finding, which is used from then on; null when none does.
  const ast::Allow* allowing(const Diagnostic& diagnostic, About about);

  /// What is wrong with the exceptions themselves, once all findings have been asked about.
  [[nodiscard]] std::vector<Diagnostic> findings() const;

 private:
  /// Whom an exception is for: by the name that a plan or a team has, where the one that is written is
  /// that name misspelt.
  struct Subject {
    std::string_view name;
    bool known = true;
    std::vector<std::string_view> near;
  };

  [[nodiscard]] bool covers(std::size_t index, const Diagnostic& diagnostic, About about) const;
  [[nodiscard]] About writer(Span span) const;
  [[nodiscard]] Subject subject_of(const ast::Allow& said) const;
  [[nodiscard]] static Diagnostic unknown_subject(const ast::Allow& said, const Subject& subject);
  [[nodiscard]] Span deletion(const ast::Allow& said) const;

  const Sources& sources_;
  const Model& model_;
  std::unordered_map<std::string_view, std::vector<std::size_t>> by_rule_;
  std::vector<Subject> subjects_;  // one for each exception of the model
  std::vector<bool> used_;
};

}  // namespace capalint
