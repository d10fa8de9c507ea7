// JSON for programs: one document, or one object a line. docs/schemas says what each member means.
#include <nlohmann/json.hpp>

#include "render/formats.h"
#include "render/json_text.h"
#include "render/place.h"
#include "render/values_json.h"

namespace capalint {
namespace {

using Json = nlohmann::ordered_json;

// Raised when a member changes its meaning or goes; not when one is added.
constexpr int findings_version = 1;

Json position(const Position& position) {
  return {{"line", position.line}, {"column", position.column}};
}

/// Adds `path` and `range`; both null for what is in no file.
void add_place(Json& object, const Section& section, Span span) {
  object["path"] = nullptr;
  object["range"] = nullptr;
  if (const auto place = place_of(section, span)) {
    object["path"] = place->path;
    object["range"] = {{"start", position(place->start)}, {"end", position(place->end)}};
  }
}

Json notes(const Section& section, const Diagnostic& diagnostic) {
  Json all = Json::array();
  for (const Label& label : diagnostic.labels) {
    Json note{{"message", label.message}};
    add_place(note, section, label.span);
    all.push_back(std::move(note));
  }
  return all;
}

Json fixes(const Section& section, const Diagnostic& diagnostic) {
  Json all = Json::array();
  for (const Fix& fix : diagnostic.fixes) {
    Json edits = Json::array();
    for (const Edit& edit : fix.edits) {
      Json change = Json::object();
      add_place(change, section, edit.span);
      change["replacement"] = edit.replacement;
      edits.push_back(std::move(change));
    }
    all.push_back({{"title", fix.title}, {"safe", fix.safe}, {"edits", std::move(edits)}});
  }
  return all;
}

void add_finding(Json& object, const Section& section, const Diagnostic& diagnostic) {
  object["code"] = diagnostic.code;
  object["rule"] = diagnostic.rule;
  object["level"] = to_string(diagnostic.level);
  object["message"] = diagnostic.message;
  add_place(object, section, diagnostic.span);
  object["subject"] = diagnostic.subject;
  object["workspace"] = section.workspace;
  object["notes"] = notes(section, diagnostic);
  object["values"] = values_json(diagnostic);
  object["standard"] = diagnostic.standard;
  object["source"] = diagnostic.source;
  object["references"] = references_json(diagnostic.source);
  object["help"] = diagnostic.help;
  object["fixes"] = fixes(section, diagnostic);
}

void add_suppressed(Json& object, const Section& section, const Suppressed& suppressed) {
  add_finding(object, section, suppressed.diagnostic);
  Json exception{{"reason", suppressed.reason}};
  add_place(exception, section, suppressed.exception);
  object["exception"] = std::move(exception);
}

std::string_view to_string(NotJudged::Kind kind) {
  switch (kind) {
    case NotJudged::Kind::plan: return "plan";
    case NotJudged::Kind::team: return "team";
    case NotJudged::Kind::setting: return "setting";
    case NotJudged::Kind::rule: return "rule";
    case NotJudged::Kind::file: return "file";
  }
  return "file";
}

Json not_judged_json(const Report& report) {
  Json all = Json::array();
  for (const Section& section : report.sections) {
    for (const NotJudged& each : section.not_judged) {
      Json because = Json::array();
      for (const Span span : each.because)
        add_place(because.emplace_back(Json::object()), section, span);
      all.push_back({{"kind", to_string(each.kind)},
                     {"name", each.name},
                     {"workspace", section.workspace},
                     {"because", std::move(because)}});
    }
  }
  return all;
}

void add_summary(Json& object, const Report& report) {
  const Tally found = tally(report);
  object["errors"] = found.errors;
  object["warnings"] = found.warnings;
  object["notes"] = found.notes;
  object["not_shown"] = report.not_shown.findings();
  object["suppressed"] = found.suppressed;
  object["files"] = found.files;
  object["plans"] = report.plans;
  object["teams"] = report.teams;
  object["not_judged"] = not_judged_json(report);
}

/// Text that is not UTF-8 is itself a finding, which has to come out like any other.
std::string dumped(const Json& json, int indent) { return json_text(json, indent) + "\n"; }

}  // namespace

std::string render_json(const Report& report, const Style&) {
  Json findings = Json::array();
  Json suppressed = Json::array();
  for (const Section& section : report.sections) {
    for (const Diagnostic& diagnostic : section.diagnostics) {
      add_finding(findings.emplace_back(Json::object()), section, diagnostic);
    }
    for (const Suppressed& each : section.suppressed) {
      add_suppressed(suppressed.emplace_back(Json::object()), section, each);
    }
  }
  Json totals = Json::object();
  add_summary(totals, report);
  const Json document{{"format", findings_version},
                      {"version", report.version},
                      {"findings", std::move(findings)},
                      {"suppressed", std::move(suppressed)},
                      {"summary", std::move(totals)}};
  return dumped(document, 2);
}

std::string render_jsonl(const Report& report, const Style&) {
  constexpr int one_line = -1;
  std::string out;
  for (const Section& section : report.sections) {
    for (const Diagnostic& diagnostic : section.diagnostics) {
      Json finding{{"type", "finding"}};
      add_finding(finding, section, diagnostic);
      out += dumped(finding, one_line);
    }
    for (const Suppressed& each : section.suppressed) {
      Json finding{{"type", "suppressed"}};
      add_suppressed(finding, section, each);
      out += dumped(finding, one_line);
    }
  }
  Json last{{"type", "summary"}, {"format", findings_version}, {"version", report.version}};
  add_summary(last, report);
  return out + dumped(last, one_line);
}

}  // namespace capalint
