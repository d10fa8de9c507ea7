// GitLab's code quality report: shown in the merge request, compared by fingerprint.
#include <nlohmann/json.hpp>

#include "render/fingerprint.h"
#include "render/formats.h"
#include "render/json_text.h"
#include "render/place.h"

namespace capalint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity(Level level) {
  switch (level) {
    case Level::error: return "major";
    case Level::warning: return "minor";
    case Level::note:
    case Level::off: return "info";
  }
  return "info";
}

/// A place is required: what is in no file is at the root.
Json location(const Report& report, const Section& section, Span span) {
  const auto place = place_of(section, span);
  if (!place) return {{"path", "."}, {"lines", {{"begin", 1}, {"end", 1}}}};
  return {{"path", relative_path(report.root, place->path)},
          {"lines", {{"begin", place->start.line}, {"end", place->end.line}}}};
}

}  // namespace

std::string render_gitlab(const Report& report, const Style&) {
  const auto identities = fingerprints(report);
  Json findings = Json::array();
  for (std::size_t s = 0; s < report.sections.size(); ++s) {
    const Section& section = report.sections[s];
    for (std::size_t i = 0; i < section.diagnostics.size(); ++i) {
      const Diagnostic& diagnostic = section.diagnostics[i];
      Json finding{{"type", "issue"},
                   {"description", diagnostic.message},
                   {"check_name", diagnostic.code},
                   {"categories", {"Bug Risk"}},
                   {"fingerprint", identities[s].diagnostics[i]},
                   {"severity", severity(diagnostic.level)},
                   {"location", location(report, section, diagnostic.span)}};
      if (!diagnostic.help.empty()) finding["content"] = {{"body", diagnostic.help}};
      findings.push_back(std::move(finding));
    }
  }
  return json_text(findings, 2) + "\n";
}

}  // namespace capalint
