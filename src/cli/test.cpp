// `capalint test`: runs the examples inside rules, and says what no example would notice.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <ostream>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/version.h"
#include "render/formats.h"
#include "rules/mutation.h"
#include "rules/packs.h"

namespace capalint::cli {
namespace {

struct TestOptions {
  InputOptions inputs;
  std::string format = "text";
  std::string colour = "auto";
  bool standard = false;
  bool examples_only = false;
};

struct Tried {
  ExampleCounts examples;
  MutationCounts changes;
};

bool is_standard(const RuleSource& rule) { return !rule.pack.empty(); }
bool is_own(const RuleSource& rule) { return rule.pack.empty(); }

Tried try_rules(const Sources& sources, const std::vector<ModelFile>& files, bool changes,
                RuleFilter wanted, std::vector<Diagnostic>& diagnostics) {
  Tried tried;
  visit_examples(
      sources, files,
      [&](const CheckedRule& rule, const std::vector<ExampleCase>& examples) {
        const std::size_t before = diagnostics.size();
        tried.examples += try_examples(rule, examples, diagnostics);
        const bool sound = diagnostics.size() == before;
        if (!changes || !sound) return;  // a change says nothing while the examples fail
        const MutationCounts counts = try_mutations(rule, examples, diagnostics);
        tried.changes.tried += counts.tried;
        tried.changes.unnoticed += counts.unnoticed;
      },
      diagnostics, wanted);
  return tried;
}

bool holds_a_rule(const ast::File& file) {
  return std::any_of(file.items.begin(), file.items.end(), [](const ast::Item& item) {
    return std::holds_alternative<ast::Rule>(item) || std::holds_alternative<ast::Rules>(item);
  });
}

class Tester {
 public:
  Tester(const TestOptions& options, Terminal& terminal) : options_(options), terminal_(terminal) {}

  int run() {
    const bool paths = !options_.inputs.paths.empty();
    bool failed = false;
    if (options_.standard || !paths) test_standard();
    Inputs inputs;
    if (paths) {
      inputs = read_inputs(options_.inputs, terminal_, failed);
    } else if (!options_.standard) {
      inputs = look_around(options_.inputs, terminal_, failed);
    }
    failed = failed || !unread_files(inputs).empty();
    for (const Workspace& workspace : inputs.workspaces) test_workspace(workspace);

    Report report{.sections = std::move(sections_), .version = std::string(version)};
    Style style{.colour = use_colour(options_.colour, terminal_), .width = terminal_.width};
    show_report(terminal_.out, options_.format, report, style);
    terminal_.out.flush();
    terminal_.err << summary(report) << '\n';
    if (failed) return failure;
    return tally(report).errors > 0 ? found : success;
  }

 private:
  void test_standard() {
    std::vector<ModelFile> files;
    for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
    Section section{.workspace = "rules", .sources = &pack_sources()};
    add(try_rules(pack_sources(), files, !options_.examples_only, &is_standard,
                  section.diagnostics));
    for (FileId id = 0; id < pack_sources().size(); ++id) section.files.push_back(id);
    for (Diagnostic& diagnostic : section.diagnostics) to_pack_sources(diagnostic);
    finish(std::move(section));
  }

  void test_workspace(const Workspace& workspace) {
    parsed_.push_back(parse_all(workspace.sources, options_.inputs.threads));
    std::vector<ModelFile> files;
    for (const PackFile& pack : standard_packs()) files.push_back({&pack.file, pack.pack});
    Section section{
        .workspace = workspace.root, .sources = &workspace.sources, .files = workspace.requested};
    for (const ParsedFile& file : parsed_.back()) {
      const Parsed& parsed = *file;
      files.push_back({&parsed.file, {}});
      // A rule that could not be read is not tested, which must not look like success.
      if (holds_a_rule(parsed.file) || parsed.file.damaged) {
        section.diagnostics.insert(section.diagnostics.end(), parsed.diagnostics.begin(),
                                   parsed.diagnostics.end());
      }
    }
    add(try_rules(workspace.sources, files, !options_.examples_only, &is_own, section.diagnostics));
    std::vector<bool> requested(workspace.sources.size());
    for (const FileId id : workspace.requested) requested[id] = true;
    auto& all = section.diagnostics;
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const Diagnostic& d) { return !requested[d.span.file]; }),
              all.end());
    finish(std::move(section));
  }

  void add(const Tried& tried) {
    tried_.examples += tried.examples;
    tried_.changes.tried += tried.changes.tried;
    tried_.changes.unnoticed += tried.changes.unnoticed;
  }

  void finish(Section section) {
    sort_and_deduplicate(section.diagnostics);
    sections_.push_back(std::move(section));
  }

  static void to_pack_sources(Diagnostic& diagnostic) {
    diagnostic.span.file -= first_pack_file;
    for (Label& label : diagnostic.labels) {
      if (label.span.valid()) label.span.file -= first_pack_file;
    }
  }

  [[nodiscard]] std::string summary(const Report& report) const {
    const ExampleCounts& examples = tried_.examples;
    if (examples.rules == 0 && tally(report).errors == 0)
      return "no rules of your own here; `capalint test --standard` runs those of the standard packs";
    std::string text =
        fmt::format("{} with {} and {}", counted(examples.rules, "rule"),
                    counted(examples.good, "good example"), counted(examples.bad, "bad example"));
    const std::size_t errors = tally(report).errors;
    text += errors == 0 ? ": all behave as they say" : ": " + counted(errors, "error");
    if (tried_.changes.tried > 0) {
      text += fmt::format("; {} of {} would go unnoticed", tried_.changes.unnoticed,
                          counted(tried_.changes.tried, "small change"));
    }
    return text;
  }

  const TestOptions& options_;
  Terminal& terminal_;
  std::vector<std::vector<ParsedFile>> parsed_;
  std::vector<Section> sections_;
  Tried tried_;
};

}  // namespace

Run declare_test(CLI::App& app) {
  const auto options = std::make_shared<TestOptions>();
  app.add_option("path", options->inputs.paths,
                 "files or folders with rules of your own (default: this folder, and the standard "
                 "packs)");
  declare_reading(app, options->inputs);
  app.add_flag("--standard", options->standard, "run the examples of the standard packs");
  app.add_flag("--examples-only", options->examples_only,
               "do not look for changes that no example would notice");
  declare_format(app, options->format, names_in(formats()), "how findings are shown");
  app.add_option("--color", options->colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  return [options](Terminal& terminal) { return Tester(*options, terminal).run(); };
}

}  // namespace capalint::cli
