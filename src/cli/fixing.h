// `--fix`, `--unsafe-fixes`, `--diff` and `--ask`: which fixes are applied, and what is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/selection.h"
#include "pipeline/fixes.h"
#include "source/workspace.h"

namespace capalint::cli {

struct FixOptions {
  bool safe = false;
  bool suggested = false;
  bool diff = false;
  bool ask = false;

  [[nodiscard]] bool any() const { return safe || suggested || diff || ask; }
};

void declare_fixing(CLI::App& app, FixOptions& options);

class Fixing {
 public:
  /// `standard_input` is the path of the text that `-` stands for; its fixed text goes to `out`.
  Fixing(const FixOptions& options, const Selection& selection, std::string standard_input,
         Terminal& terminal)
      : options_(options),
        selection_(selection),
        standard_input_(std::move(standard_input)),
        terminal_(terminal) {}

  /// Fixes the requested files of a workspace and writes them, or shows what would be written. The
  /// workspace has the new texts afterwards, but for what could not be written and for `--diff`.
  [[nodiscard]] Analysis apply(Workspace& workspace, const AnalysisOptions& options);

  /// What was done, for `err`.
  void say_what_happened(bool quiet) const;
  [[nodiscard]] bool failed() const { return failed_ > 0; }
  /// Whether `--diff` showed anything.
  [[nodiscard]] bool shown() const { return options_.diff && files_ > 0; }

 private:
  bool ask(const Sources& sources, const Diagnostic& diagnostic, const Fix& fix);
  /// The fix that is wanted of those from `first` on.
  std::optional<std::size_t> choose(const Sources& sources, const Diagnostic& diagnostic,
                                    std::size_t first);
  void leave_out(const Fixed& fixed, const std::vector<bool>& requested);
  bool write(const std::string& workspace, const Source& before, const Source& after);

  const FixOptions& options_;
  const Selection& selection_;
  std::string standard_input_;
  Terminal& terminal_;
  enum class Answer { ask, all, none } answer_ = Answer::ask;
  std::optional<Diagnostic> asked_;
  std::optional<std::size_t> chosen_;  // of the fixes of `asked_`
  std::size_t applied_ = 0;
  std::size_t not_written_ = 0;  // fixes
  std::size_t files_ = 0;
  std::size_t failed_ = 0;  // files
  std::vector<std::string> remarks_;
};

}  // namespace capalint::cli
