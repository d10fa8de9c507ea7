#include "cli/outputs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <boost/algorithm/string/predicate.hpp>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>
#include <system_error>

#include "cli/gate.h"
#include "diagnostics/nearest.h"
#include "render/place.h"
#include "source/display.h"
#include "source/files.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

std::string check_format(const std::string& name, const std::vector<std::string_view>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  const auto near = nearest(name, known);
  return fmt::format("`{}` is not a format{}", name,
                     near ? fmt::format("; did you mean `{}`?", *near) : "");
}

/// Where a file is, or would be, whatever links are on the way.
std::string where_it_lies(const std::string& path) {
  if (std::string real = real_path(path); !real.empty()) return real;
  return join_path(real_path(parent_path(path)), file_name(path));
}

bool is_plan_name(const std::string& path) { return boost::algorithm::iends_with(path, ".capa"); }

std::string check_output(const std::string& output) {
  const auto [format, file] = name_and_value(output);
  if (file.empty())
    return fmt::format("`{}` does not say a format and a file, such as `sarif=out.sarif`", output);
  if (file == "-")
    return fmt::format("`{}` goes to standard output with `--format {}`", format, format);
  return check_format(format, names_in(formats()));
}

}  // namespace

void declare_outputs(CLI::App& app, OutputOptions& options) {
  declare_format(app, options.format, names_in(formats()), "how findings are shown");
  app.add_option(
         "--output", options.outputs,
         "also write the findings to a file, a new one or a report of before; may be repeated")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false)
      ->check(check_output);
  app.add_option("--color", options.colour, "when to use colours; auto means on a terminal")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--explain", options.explain,
               "with each finding, show its sums as the rule writes them, and what the rule asks");
  app.add_flag("--statistics", options.statistics, "count the findings of each rule");
  app.add_flag("--show-passes", options.show_passes,
               "also list what was checked and is as it should be, for whoever approves the plans");
  app.add_option("--max-findings", options.most_findings, "show at most this many findings")
      ->type_name("N")
      ->check([](const std::string& number) {
        const bool above_zero = number.find_first_not_of("0123456789") == std::string::npos &&
                                number.find_first_not_of('0') != std::string::npos;
        return above_zero ? std::string() : "write a number above zero";
      });
  app.add_flag("-q,--quiet", options.quiet, "print no summary");
}

void declare_format(CLI::App& app, std::string& format, const std::vector<std::string_view>& names,
                    const std::string& says) {
  app.add_option("--format", format, says)
      ->type_name(fmt::format("{{{}}}", fmt::join(names, ",")))
      ->check([names](const std::string& name) { return check_format(name, names); });
}

std::string docs_folder() {
  if (const char* url = std::getenv("CAPALINT_DOCS_URL"); url != nullptr) return url;
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::path above = fs::read_symlink("/proc/self/exe", unknown).parent_path().parent_path();
  for (const fs::path& folder :
       {above / "share/doc/capalint/rules", above.parent_path() / "docs/rules"}) {
    if (fs::exists(folder / "README.md", unknown)) return file_uri("", folder.string());
  }
  return {};
}

bool for_people(const std::string& format) { return format == "text" || format == "short"; }

std::vector<OutputFile> output_files(const OutputOptions& options) {
  std::vector<OutputFile> files;
  for (const std::string& output : options.outputs)
    files.push_back({name_and_value(output).second, &begins_like_a_report});
  return files;
}

bool may_be_written(const std::vector<OutputFile>& files, const Inputs& inputs,
                    Terminal& terminal) {
  if (files.empty()) return true;
  std::set<FileIdentity> read;
  for (const Workspace& workspace : inputs.workspaces) {
    for (FileId id = 0; id < workspace.sources.size(); ++id)
      read.insert(status(workspace.sources[id].path()).identity);
  }
  read.erase(FileIdentity{});
  std::set<std::string> written;
  bool good = true;
  for (const auto& [path, may_go] : files) {
    const std::string real = where_it_lies(path);
    std::string problem;
    if (is_plan_name(path) || is_plan_name(real)) {
      problem = "plans have such names, and nothing else is written to them; name another file";
    } else if (read.contains(status(path).identity)) {
      problem = "this file is read as a plan, so nothing else is written to it; name another file";
    } else if (!written.insert(real).second) {
      problem = "two things would be written to this file; give each its own";
    } else {
      problem = why_not_saved(path, may_go);
    }
    if (problem.empty()) continue;
    good = false;
    terminal.err << "capalint: " << visible(path) << ": " << problem << '\n';
  }
  return good;
}

void show_report(std::ostream& out, const std::string& format, const Report& report,
                 const Style& style) {
  const Format& row = *find_format(format);
  const std::string text = row.render(report, style);
  row.commands ? void(exact(out) << text) : show(out, text);
}

bool write_outputs(const OutputOptions& options, const Report& report, Terminal& terminal) {
  bool good = true;
  for (const std::string& output : options.outputs) {
    const auto [name, path] = name_and_value(output);
    const Format& format = *find_format(name);
    std::string text = format.render(report, {.explain = options.explain});
    if (!format.commands) text = guarded(text);
    good = say_written(path, save_file(path, text, &begins_like_a_report), terminal) && good;
  }
  return good;
}

bool say_written(const std::string& path, const Written& written, Terminal& terminal) {
  const bool is_there = written.problem.empty();
  if (const std::string& what = is_there ? written.remark : written.problem; !what.empty())
    terminal.err << "capalint: " << visible(path) << ": " << what << '\n';
  return is_there;
}

std::string statistics(const Report& report) {
  struct Count {
    std::size_t count = 0;
    Level level = Level::error;
    std::string rule;
    std::size_t fixable = 0;
  };
  std::map<std::string, Count> by_code;
  for (const Section& section : report.sections) {
    for (const Diagnostic& diagnostic : section.diagnostics) {
      Count& count = by_code[diagnostic.code];
      if (count.count++ == 0) count.rule = diagnostic.rule;
      if (count.count == 1 || diagnostic.level < count.level) count.level = diagnostic.level;
      if (std::any_of(diagnostic.fixes.begin(), diagnostic.fixes.end(),
                      [](const Fix& fix) { return fix.safe; }))
        ++count.fixable;
    }
  }
  std::vector<std::pair<std::string, Count>> rows(by_code.begin(), by_code.end());
  std::stable_sort(rows.begin(), rows.end(),
                   [](const auto& a, const auto& b) { return a.second.count > b.second.count; });
  std::string text = rows.empty() ? "" : "found, and how often:\n";
  for (const auto& [code, count] : rows) {
    text += fmt::format(
        "{:>5}  {:<8} {:<8} {}{}\n", count.count, code, to_string(count.level), visible(count.rule),
        count.fixable == 0 ? "" : fmt::format("  ({} fixed by `--fix`)", count.fixable));
  }
  return text;
}

std::string passes(const std::vector<Passed>& passed) {
  if (passed.empty()) return "nothing that was checked held\n";
  std::string text = "checked and held, and how often:\n";
  for (const Passed& pass : passed)
    text += fmt::format("{:>5}  {:<8} {}\n", pass.count, pass.code, visible(pass.title));
  return text;
}

void shorten(Report& report, std::size_t most) {
  std::size_t left = most;
  for (Section& section : report.sections) {
    auto& findings = section.diagnostics;
    for (std::size_t i = left; i < findings.size(); ++i) report.not_shown.add(findings[i].level);
    findings.resize(std::min(findings.size(), left));
    left -= findings.size();
  }
}

}  // namespace capalint::cli
