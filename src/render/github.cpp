// Workflow commands of GitHub Actions: each becomes an annotation on the changed lines.
#include <fmt/format.h>

#include "render/formats.h"
#include "render/place.h"
#include "source/display.h"

namespace capalint {
namespace {

enum class Within { property, message };

std::string escaped(std::string_view text, Within within) {
  std::string out;
  for (const char c : text) {
    const bool separator = within == Within::property && (c == ':' || c == ',');
    if (c == '%' || c == '\n' || c == '\r' || separator) {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view command(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::warning: return "warning";
    case Level::note:
    case Level::off: return "notice";
  }
  return "notice";
}

}  // namespace

std::string render_github(const Report& report, const Style&) {
  std::string out;
  for (const Section& section : report.sections) {
    for (const Diagnostic& diagnostic : section.diagnostics) {
      const std::string title = diagnostic.code + " " + diagnostic.rule;
      std::string properties = "title=" + escaped(visible(title), Within::property);
      if (const auto place = place_of(section, diagnostic.span)) {
        const std::string path = visible(relative_path(report.root, place->path));
        properties +=
            fmt::format(",file={},line={}", escaped(path, Within::property), place->start.line);
        // Columns over several lines are refused.
        if (place->start.line != place->end.line) {
          properties += fmt::format(",endLine={}", place->end.line);
        } else {
          properties += fmt::format(",endLine={},col={},endColumn={}", place->end.line,
                                    place->start.column, place->end.column);
        }
      }
      std::string message = visible(diagnostic.message);
      if (!diagnostic.help.empty()) message += "\nhelp: " + visible(diagnostic.help);
      out += fmt::format("::{} {}::{}\n", command(diagnostic.level), properties,
                         escaped(message, Within::message));
    }
  }
  return out;
}

}  // namespace capalint
