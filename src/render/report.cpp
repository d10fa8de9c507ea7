#include "render/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <map>
#include <set>

#include "source/display.h"

namespace capalint {
namespace {

std::string checked(const Report& report, const Tally& found) {
  if (report.plans == 0) return counted(found.files, "file");
  if (report.teams == 0) return counted(report.plans, "plan");
  return counted(report.plans, "plan") + " of " + counted(report.teams, "team");
}

constexpr std::size_t most_named = 3;

/// `a, b and c`, or `a, b, c and 4 more`.
std::string some_of(std::vector<std::string> names, std::string_view more = "{} more") {
  if (names.size() > most_named + 1) {
    const std::size_t others = names.size() - most_named;
    names.resize(most_named);
    names.push_back(fmt::format(fmt::runtime(more), others));
  }
  const std::string last = names.back();
  names.pop_back();
  return names.empty() ? last : fmt::format("{} and {}", fmt::join(names, ", "), last);
}

/// `line 9`, or `lines 9 and 12 of a.capa and line 3 of b.capa`.
std::string places_in_words(const std::map<std::string, std::set<std::size_t>>& lines,
                            bool several_files) {
  std::vector<std::string> places;
  for (const auto& [path, numbers] : lines) {
    std::vector<std::string> texts;
    for (const std::size_t number : numbers) texts.push_back(std::to_string(number));
    places.push_back(fmt::format("{} {}{}", texts.size() == 1 ? "line" : "lines", some_of(texts),
                                 several_files ? " of " + path : ""));
  }
  return some_of(places, "lines of {} more files");
}

bool is_checked(const Report& report, const std::string& path) {
  return std::any_of(report.sections.begin(), report.sections.end(), [&](const Section& section) {
    return std::any_of(section.files.begin(), section.files.end(), [&](FileId file) {
      return visible((*section.sources)[file].path()) == path;
    });
  });
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

std::string not_judged(const Report& report) {
  std::vector<std::string> totals;
  std::vector<std::string> settings;
  std::vector<std::string> rules;
  std::vector<std::string> files;
  std::map<std::string, std::set<std::size_t>> lines;
  bool uncounted = true;
  for (const Section& section : report.sections) {
    for (const NotJudged& each : section.not_judged) {
      if (each.kind == NotJudged::Kind::file) {
        files.push_back(visible((*section.sources)[each.place.file].path()));
        continue;
      }
      if (each.kind == NotJudged::Kind::setting) {
        settings.push_back(fmt::format("`{}`", visible(each.name)));
      } else if (each.kind == NotJudged::Kind::rule) {
        rules.push_back(fmt::format("`{}`", visible(each.name)));
      } else {
        totals.push_back(visible(each.name));
      }
      uncounted = uncounted && each.uncounted;
      for (const Span span : each.because) {
        const Source& source = (*section.sources)[span.file];
        lines[visible(source.path())].insert(source.position(span.begin).line);
      }
    }
  }
  // Of a file that cannot be read at all no line is worth naming.
  for (const std::string& file : files) lines.erase(file);
  const std::string all_of_them =
      files.empty() ? std::string() : fmt::format("what stands in {}", some_of(files));
  const std::size_t parts = totals.size() + settings.size() + rules.size();
  std::string sums = totals.empty() ? std::string() : "totals of " + some_of(totals);
  if (!settings.empty())
    sums += fmt::format("{}what rests on {}", sums.empty() ? "" : " and ", some_of(settings));
  if (!rules.empty())
    sums += fmt::format("{}what the rule{} {} asks", sums.empty() ? "" : " and ",
                        rules.size() == 1 ? "" : "s", some_of(rules));
  std::string text = sums.empty() ? all_of_them : sums;
  if (!lines.empty()) {
    const bool named =
        tally(report).files > 1 || lines.size() > 1 || !is_checked(report, lines.begin()->first);
    text += fmt::format(", since {} could not be {}", places_in_words(lines, named),
                        rules.size() == parts ? "used"
                        : uncounted           ? "counted"
                                              : "read");
  }
  if (!sums.empty() && !files.empty())
    text += fmt::format("{} {}", lines.empty() ? ", which may need" : "; and", all_of_them);
  return text.empty() ? text : "not judged: " + text;
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
