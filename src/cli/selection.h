// Which findings a run reports, and how much they weigh: `--select`, `--ignore`, `--level` and
// `--fail-on`, by code, name or pack.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "render/report.h"

namespace CLI {
class App;
}

namespace capalint::cli {

struct SelectionOptions {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> levels;  // `CODE=warning`
  std::vector<std::string> fail_on{"error"};
};

void declare_selection(CLI::App& app, SelectionOptions& options);

/// What the engine has to know of it.
void use_selection(const SelectionOptions& options, RuleOptions& rules);

class Selection {
 public:
  /// `rules` are all that there are, and outlive this.
  Selection(const SelectionOptions& options, const std::vector<RuleInfo>& rules);

  /// Names that stand for no rule and no pack, said for people.
  [[nodiscard]] const std::vector<std::string>& problems() const { return problems_; }
  [[nodiscard]] bool reported(const Diagnostic& diagnostic) const;
  [[nodiscard]] bool fails(const Diagnostic& diagnostic) const;
  /// The least level that fails the run; `off` when none does.
  [[nodiscard]] Level fail_level() const { return fail_level_; }

 private:
  [[nodiscard]] bool named(const std::vector<std::string>& names,
                           const Diagnostic& diagnostic) const;
  void check(const std::string& option, const std::string& name);

  const SelectionOptions& options_;
  const std::vector<RuleInfo>& rules_;
  std::vector<std::string> fail_names_;
  Level fail_level_ = Level::off;
  std::vector<std::string> problems_;
};

}  // namespace capalint::cli
