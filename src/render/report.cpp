#include "render/report.h"

#include <fmt/format.h>

#include <set>

namespace capalint {
namespace {

std::string checked(const Report& report, const Tally& found) {
  if (report.plans == 0) return counted(found.files, "file");
  if (report.teams == 0) return counted(report.plans, "plan");
  return counted(report.plans, "plan") + " of " + counted(report.teams, "team");
}

}  // namespace

void Tally::add(Level level) {
  switch (level) {
    case Level::error: ++errors; break;
    case Level::warning: ++warnings; break;
    case Level::note: ++notes; break;
    case Level::off: break;
  }
}

Tally tally(const Report& report) {
  Tally result = report.not_shown;
  for (const Section& section : report.sections) {
    result.files += section.files.size();
    result.suppressed += section.suppressed.size();
    for (const Diagnostic& diagnostic : section.diagnostics) result.add(diagnostic.level);
  }
  return result;
}

std::string counted(std::size_t count, const std::string& noun, const std::string& several) {
  if (count == 1) return "1 " + noun;
  return fmt::format("{} {}", count, several.empty() ? noun + "s" : several);
}

std::string summary(const Report& report) {
  const Tally found = tally(report);
  std::string levels;
  const auto add = [&](std::size_t count, const std::string& noun) {
    if (count != 0) levels += (levels.empty() ? "" : ", ") + counted(count, noun);
  };
  add(found.errors, "error");
  add(found.warnings, "warning");
  add(found.notes, "note");

  std::string text = levels.empty() ? checked(report, found) + " checked: nothing found"
                                    : levels + " in " + checked(report, found);
  if (found.suppressed == 1) text += "; 1 more is allowed by an exception";
  if (found.suppressed > 1)
    text += fmt::format("; {} more are allowed by exceptions", found.suppressed);
  return text;
}

std::string explain_hint(const Report& report) {
  std::set<std::string> codes;
  for (const Section& section : report.sections) {
    for (const Diagnostic& diagnostic : section.diagnostics) codes.insert(diagnostic.code);
  }
  if (codes.empty()) return {};
  if (codes.size() == 1)
    return fmt::format("`capalint explain {}` says more about it", *codes.begin());
  return fmt::format("`capalint explain {}` says more about the first, and so on for each code",
                     *codes.begin());
}

}  // namespace capalint
