#include "cli/outputs.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <ostream>
#include <system_error>
#include <tuple>

#include "diagnostics/nearest.h"
#include "render/place.h"
#include "source/display.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

std::string check_format(const std::string& name) {
  if (find_format(name) != nullptr) return {};
  std::vector<std::string_view> known;
  for (const Format& format : formats()) known.push_back(format.name);
  const auto near = nearest(name, known);
  return fmt::format("`{}` is not a format{}", name,
                     near ? fmt::format("; did you mean `{}`?", *near) : "");
}

std::pair<std::string, std::string> split(const std::string& output) {
  const std::size_t equals = output.find('=');
  if (equals == std::string::npos) return {output, ""};
  return {output.substr(0, equals), output.substr(equals + 1)};
}

std::string check_output(const std::string& output) {
  const auto [format, file] = split(output);
  if (file.empty())
    return fmt::format("`{}` does not say a format and a file, such as `sarif=out.sarif`", output);
  return check_format(format);
}

std::string why(int error) { return std::generic_category().message(error); }

}  // namespace

void declare_outputs(CLI::App& app, OutputOptions& options) {
  std::string names;
  for (const Format& format : formats())
    names += (names.empty() ? "" : ",") + std::string(format.name);
  app.add_option("--format", options.format, "how findings are shown")
      ->type_name("{" + names + "}")
      ->check(check_format);
  app.add_option("--output", options.outputs, "write the findings to a file, too; may be repeated")
      ->type_name("FORMAT=FILE")
      ->allow_extra_args(false)
      ->check(check_output);
  app.add_option("--color", options.colour, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--statistics", options.statistics, "count the findings of each rule");
  app.add_flag("--show-passes", options.show_passes,
               "list what was checked and held, for approval");
  app.add_option("--max-findings", options.most_findings, "show no more than this many")
      ->type_name("N")
      ->check([](const std::string& number) {
        return number.find_first_not_of('0') == std::string::npos ? "write a number above zero"
                                                                  : std::string();
      });
  app.add_flag("-q,--quiet", options.quiet, "no summary");
}

std::string docs_folder() {
  if (const char* url = std::getenv("CAPALINT_DOCS_URL"); url != nullptr) return url;
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::path above = fs::read_symlink("/proc/self/exe", unknown).parent_path().parent_path();
  for (const fs::path& folder :
       {above / "share/doc/capalint/rules", above.parent_path() / "docs/rules"}) {
    if (fs::exists(folder / "built-in.md", unknown)) return file_uri("", folder.string());
  }
  return {};
}

bool for_people(const std::string& format) { return format == "text" || format == "short"; }

std::string save_file(const std::string& path, std::string_view text) {
  namespace fs = std::filesystem;
  std::error_code problem;
  const fs::file_status status = fs::status(path, problem);
  const bool in_place = fs::exists(status) && !fs::is_regular_file(status);
  // A pipe or a device is written to as it is; a link leads to the file that is meant.
  std::string target = path;
  if (fs::is_regular_file(status)) target = fs::canonical(path, problem).string();
  const std::string written =
      in_place ? target
               : join_path(parent_path(target), "." + std::string(file_name(target)) + ".new");
  errno = 0;
  std::ofstream file(written, std::ios::binary | std::ios::trunc);
  file << text;
  file.close();
  if (!file) {
    const std::string reason = why(errno == 0 ? EIO : errno);
    if (!in_place) std::remove(written.c_str());
    return reason;
  }
  if (in_place) return {};
  if (fs::exists(status)) fs::permissions(written, status.permissions(), problem);
  if (std::rename(written.c_str(), target.c_str()) != 0) {
    const std::string reason = why(errno);
    std::remove(written.c_str());
    return reason;
  }
  return {};
}

bool write_outputs(const OutputOptions& options, const Report& report, Terminal& terminal) {
  bool good = true;
  for (const std::string& output : options.outputs) {
    const auto [name, path] = split(output);
    const std::string problem = save_file(path, find_format(name)->render(report, {}));
    if (problem.empty()) continue;
    good = false;
    terminal.err << "capalint: " << visible(path) << ": " << problem << '\n';
  }
  return good;
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
  std::string text;
  for (const auto& [code, count] : rows) {
    text += fmt::format(
        "{:>5}  {:<8} {:<8} {}{}\n", count.count, code, to_string(count.level), visible(count.rule),
        count.fixable == 0 ? "" : fmt::format("  ({} fixed by `--fix`)", count.fixable));
  }
  return text;
}

std::string passes(const std::vector<Passed>& passed) {
  if (passed.empty()) return "nothing that was checked held\n";
  std::string text = "checked and held:\n";
  for (const Passed& pass : passed)
    text += fmt::format("{:>5}  {:<8} {}\n", pass.count, pass.code, visible(pass.title));
  return text;
}

std::size_t shorten(Report& report, std::size_t most) {
  std::size_t left = most;
  std::size_t left_out = 0;
  for (Section& section : report.sections) {
    auto& found = section.diagnostics;
    if (found.size() > left) {
      left_out += found.size() - left;
      found.resize(left);
    }
    left -= found.size();
  }
  return left_out;
}

}  // namespace capalint::cli
