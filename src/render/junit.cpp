// JUnit XML, for services that know test results and nothing else: a suite for each file, a test for
// each finding, which fails when its level fails the run. A file without findings is one test passed.
#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "render/formats.h"
#include "render/notes.h"
#include "render/place.h"
#include "source/display.h"

namespace capalint {
namespace {

/// `visible` leaves nothing that XML has no way to say.
std::string xml(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

struct Suite {
  std::string name;
  std::string tests;
  std::size_t count = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;
  std::map<std::string, std::size_t> names;

  /// Services follow a test by its name, so it holds no line number.
  std::string test(const Diagnostic& diagnostic) {
    std::string title = diagnostic.code + " " + diagnostic.rule;
    if (!diagnostic.subject.empty()) title += ": " + diagnostic.subject;
    const std::size_t before = names[title]++;
    if (before != 0) title += fmt::format(" ({})", before + 1);
    ++count;
    return fmt::format(R"(    <testcase classname="{}" name="{}")", xml(name), xml(title));
  }
};

std::string body(const Section& section, const Diagnostic& diagnostic, Sums sums) {
  std::string text;
  if (const auto place = place_of(section, diagnostic.span)) {
    text += fmt::format("{}:{}:{}: ", xml(place->path), place->start.line, place->start.column);
  }
  text += xml(diagnostic.message) + "\n";
  for (const Note& note : notes_of(diagnostic, sums))
    text += xml(note.key) + ": " + xml(note.text) + "\n";
  return text;
}

void add(Suite& suite, const Report& report, const Section& section, const Diagnostic& diagnostic,
         Sums sums) {
  suite.tests += suite.test(diagnostic) + ">\n";
  // Levels go down from error.
  if (diagnostic.level <= report.fail_on && report.fail_on != Level::off) {
    ++suite.failures;
    suite.tests += fmt::format("      <failure type=\"{}\" message=\"{}\">{}</failure>\n",
                               to_string(diagnostic.level), xml(diagnostic.message),
                               body(section, diagnostic, sums));
  } else {
    suite.tests += fmt::format("      <system-out>{}: {}</system-out>\n",
                               to_string(diagnostic.level), body(section, diagnostic, sums));
  }
  suite.tests += "    </testcase>\n";
}

void add(Suite& suite, const Suppressed& suppressed) {
  ++suite.skipped;
  suite.tests += fmt::format("{}>\n      <skipped message=\"{}\"/>\n    </testcase>\n",
                             suite.test(suppressed.diagnostic), xml(suppressed.reason));
}

}  // namespace

std::string render_junit(const Report& report, const Style& style) {
  std::vector<Suite> suites;
  Suite run{.name = "capalint"};
  for (const Section& section : report.sections) {
    std::map<FileId, Suite> files;
    const auto suite_of = [&](Span span) -> Suite& {
      const auto place = place_of(section, span);
      if (!place) return run;
      Suite& suite = files[span.file];
      suite.name = relative_path(report.root, place->path);
      return suite;
    };
    for (const FileId file : section.files) suite_of({file, 0, 0});
    for (const Diagnostic& diagnostic : section.diagnostics) {
      add(suite_of(diagnostic.span), report, section, diagnostic, sums_of(style));
    }
    for (const Suppressed& suppressed : section.suppressed) {
      add(suite_of(suppressed.diagnostic.span), suppressed);
    }
    for (auto& [file, suite] : files) {
      if (suite.count == 0) {
        suite.count = 1;
        suite.tests =
            fmt::format("    <testcase classname=\"{0}\" name=\"{0}\"/>\n", xml(suite.name));
      }
      suites.push_back(std::move(suite));
    }
  }
  if (run.count != 0) suites.push_back(std::move(run));

  std::size_t count = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;
  std::string inside;
  for (const Suite& suite : suites) {
    count += suite.count;
    failures += suite.failures;
    skipped += suite.skipped;
    inside += fmt::format(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n{}  </testsuite>\n",
        xml(suite.name), suite.count, suite.failures, suite.skipped, suite.tests);
  }
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"capalint\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\">\n{}</testsuites>\n",
      count, failures, skipped, inside);
}

}  // namespace capalint
