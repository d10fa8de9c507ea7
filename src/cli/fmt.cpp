#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/gate.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/write.h"
#include "format/diff.h"
#include "format/format.h"
#include "render/formats.h"
#include "source/display.h"

namespace capalint::cli {
namespace {

struct FormatOptions {
  InputOptions inputs;
  bool check = false;
  bool diff = false;
  bool quiet = false;
};

class Formatting {
 public:
  Formatting(const FormatOptions& options, Terminal& terminal)
      : options_(options),
        terminal_(terminal),
        from_standard_input_(options.inputs.paths == std::vector<std::string>{"-"}) {}

  int run() {
    const std::vector<std::string>& paths = options_.inputs.paths;
    if (!from_standard_input_ && std::find(paths.begin(), paths.end(), "-") != paths.end()) {
      terminal_.err << "capalint: `-` is formatted to standard output, so it is the only path\n";
      return failure;
    }
    const Inputs inputs = read_inputs(options_.inputs, terminal_, failed_);
    for (const Workspace& workspace : inputs.workspaces) {
      Section refused{.workspace = workspace.root, .sources = &workspace.sources};
      for (const FileId id : workspace.requested) format_one(workspace, id, refused);
      if (!refused.files.empty()) refusals_.sections.push_back(std::move(refused));
    }
    terminal_.out.flush();
    say_what_happened();
    if (failed_) return failure;
    return options_.check && changed_ > 0 ? found : success;
  }

 private:
  void format_one(const Workspace& workspace, FileId id, Section& refused) {
    const Source& source = workspace.sources[id];
    ++files_;
    Formatted formatted = format(id, source);
    if (!formatted.refusals.empty()) {
      failed_ = true;
      ++refused_;
      refused.files.push_back(id);
      std::move(formatted.refusals.begin(), formatted.refusals.end(),
                std::back_inserter(refused.diagnostics));
      return;
    }
    const bool changes = formatted.text != source.text();
    if (options_.diff) {
      terminal_.out << unified_diff(source.path(), source.text(), formatted.text);
    } else if (options_.check) {
      if (changes) terminal_.out << visible(source.path()) << '\n';
    } else if (from_standard_input_) {
      exact(terminal_.out) << formatted.text;
    } else if (changes && !write(workspace.root, source, formatted.text)) {
      return;
    }
    if (changes) ++changed_;
  }

  bool write(const std::string& workspace, const Source& source, const std::string& text) {
    const Written written = replace_file(source.path(), workspace, source.text(), text);
    const bool is_there = written.problem.empty();
    failed_ = failed_ || !is_there;
    if (is_there && !options_.quiet)
      terminal_.err << "formatted " << visible(source.path()) << '\n';
    return say_written(source.path(), written, terminal_);
  }

  void say_what_happened() {
    terminal_.err << render_text(refusals_, {.width = terminal_.width});
    if (refused_ > 0) {
      terminal_.err << counted(refused_, "file")
                    << (refused_ == 1 ? " stays as it is: it" : " stay as they are: they")
                    << " can be formatted once the errors are mended\n";
    }
    if (options_.quiet || files_ == refused_ || from_standard_input_) return;
    const bool only_looked = options_.check || options_.diff;
    if (changed_ == 0) {
      if (failed_) return;
      terminal_.err << fmt::format("{}: nothing to format\n", counted(files_, "file"));
    } else {
      terminal_.err << fmt::format(
          "{} of {} {}\n", changed_, counted(files_, "file"),
          only_looked ? "would change: `capalint fmt` formats them" : "formatted");
    }
  }

  const FormatOptions& options_;
  Terminal& terminal_;
  bool from_standard_input_;
  bool failed_ = false;
  std::size_t files_ = 0;
  std::size_t changed_ = 0;
  std::size_t refused_ = 0;
  Report refusals_;
};

}  // namespace

Run declare_fmt(CLI::App& app) {
  const auto options = std::make_shared<FormatOptions>();
  app.add_option("path", options->inputs.paths,
                 "files, folders or patterns such as 'plans/**'; `-` formats standard input to "
                 "standard output (default: this folder)");
  app.add_flag(
      "--check", options->check,
      "list the files that would change, and change nothing; the exit code is 1 when there are any");
  app.add_flag("--diff", options->diff, "show what would change, and change nothing");
  declare_leaving_out(app, options->inputs);
  declare_stdin_filename(app, options->inputs);
  app.add_flag("-q,--quiet", options->quiet, "say only what went wrong");
  return [options](Terminal& terminal) { return Formatting(*options, terminal).run(); };
}

}  // namespace capalint::cli
