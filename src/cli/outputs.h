// What a run shows and writes besides its findings: `--format`, `--output`, `--explain`,
// `--statistics`, `--show-passes`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/write.h"
#include "render/formats.h"
#include "rules/engine.h"
#include "source/workspace.h"

namespace capalint::cli {

struct OutputOptions {
  std::string format = "text";
  std::string colour = "auto";
  std::vector<std::string> outputs;  // `FORMAT=FILE`
  bool statistics = false;
  bool show_passes = false;
  bool explain = false;
  bool quiet = false;
  std::size_t most_findings = 0;  // 0: all
};

void declare_outputs(CLI::App& app, OutputOptions& options);

/// The names in a table of formats.
template <class Table>
[[nodiscard]] std::vector<std::string_view> names_in(const Table& formats) {
  std::vector<std::string_view> names;
  for (const auto& format : formats) names.push_back(format.name);
  return names;
}
/// `--format`, one of these names; for another one the nearest is named.
void declare_format(CLI::App& app, std::string& format, const std::vector<std::string_view>& names,
                    const std::string& says);

/// Where the pages are that codes link to, as a URL: what `CAPALINT_DOCS_URL` says, or the pages
/// that came with the program, installed or in the checkout that it was built in; else empty.
[[nodiscard]] std::string docs_folder();

/// Whether people read this format, so that lines for people may follow it.
[[nodiscard]] bool for_people(const std::string& format);

/// A file that is to be written besides the findings, and what may stand in it now.
struct OutputFile {
  std::string path;
  MayGo may_go;
};

/// The files of `--output`.
[[nodiscard]] std::vector<OutputFile> output_files(const OutputOptions& options);

/// Says on `err` why these are not to be written: no file that is read is written over, no plan and nothing
/// but what capalint wrote there, and no two to one file. False when it said anything.
bool may_be_written(const std::vector<OutputFile>& files, const Inputs& inputs, Terminal& terminal);

/// Writes the findings to a stream of the terminal.
void show_report(std::ostream& out, const std::string& format, const Report& report,
                 const Style& style);

/// Writes the files of `--output`; false when one could not be written, which is said on `err`.
bool write_outputs(const OutputOptions& options, const Report& report, Terminal& terminal);

/// Says on `err` why a file was not written, or what to know about one that was. Returns whether it was.
bool say_written(const std::string& path, const Written& written, Terminal& terminal);

/// How often each rule found something, the most frequent first; empty when none did.
[[nodiscard]] std::string statistics(const Report& report);

/// What was checked and held, by rule.
[[nodiscard]] std::string passes(const std::vector<Passed>& passed);

/// Leaves only the first findings in the report; the others are counted.
void shorten(Report& report, std::size_t most);

}  // namespace capalint::cli
