// SARIF 2.1.0, for code scanning services and viewers.
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "diagnostics/references.h"
#include "render/fingerprint.h"
#include "render/formats.h"
#include "render/json_text.h"
#include "render/manual.h"
#include "render/place.h"
#include "render/values_json.h"

namespace capalint {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view schema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
// Services know this name for the root of the repository.
constexpr std::string_view base = "%SRCROOT%";

std::string_view level_word(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::warning: return "warning";
    case Level::note: return "note";
    case Level::off: return "none";
  }
  return "none";
}

/// The words that GitHub sorts and filters by.
std::string_view problem_severity(Level level) {
  switch (level) {
    case Level::error: return "error";
    case Level::warning: return "warning";
    case Level::note:
    case Level::off: return "recommendation";
  }
  return "recommendation";
}

/// `[text](1)` is a link in SARIF, even in plain text; a name in a plan is not.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if ((c == '[' || c == ']') && text.find("](") != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

Json message(std::string_view text) { return {{"text", plain(text)}}; }

Json artifact(const Report& report, std::string_view path) {
  const std::string uri = uri_of(report.root, path);
  Json location{{"uri", uri}};
  if (!uri.starts_with("file:")) location["uriBaseId"] = base;
  return location;
}

Json region(const Place& place) {
  return {{"startLine", place.start.line},
          {"startColumn", place.start.column},
          {"endLine", place.end.line},
          {"endColumn", place.end.column}};
}

Json physical(const Report& report, const Place& place) {
  return {{"artifactLocation", artifact(report, place.path)}, {"region", region(place)}};
}

Json related(const Report& report, const Section& section, const Diagnostic& diagnostic) {
  Json all = Json::array();
  for (const Label& label : diagnostic.labels) {
    const auto place = place_of(section, label.span);
    if (!place) continue;
    all.push_back({{"id", all.size() + 1},
                   {"physicalLocation", physical(report, *place)},
                   {"message", message(label.message)}});
  }
  return all;
}

Json fixes(const Report& report, const Section& section, const Diagnostic& diagnostic) {
  Json all = Json::array();
  for (const Fix& fix : diagnostic.fixes) {
    Json changes = Json::array();
    std::map<FileId, std::size_t> change_of;
    for (const Edit& edit : fix.edits) {
      const auto place = place_of(section, edit.span);
      if (!place) continue;
      const auto [found, added] = change_of.emplace(edit.span.file, changes.size());
      if (added) {
        changes.push_back(
            {{"artifactLocation", artifact(report, place->path)}, {"replacements", Json::array()}});
      }
      Json replacement{{"deletedRegion", region(*place)}};
      if (!edit.replacement.empty()) replacement["insertedContent"] = {{"text", edit.replacement}};
      changes[found->second]["replacements"].push_back(std::move(replacement));
    }
    if (changes.empty()) continue;
    all.push_back({{"description", message(fix.title)},
                   {"artifactChanges", std::move(changes)},
                   {"properties", {{"safe", fix.safe}}}});
  }
  return all;
}

// A page on this machine is no address for whoever else reads the file.
std::string page_on_the_web(const Report& report, const std::string& code) {
  return report.docs.starts_with("http") ? documentation_of(report.docs, code) : std::string{};
}

Json rule(const Report& report, const RuleInfo& info) {
  std::string text = info.why + (info.help.empty() ? "" : "\n\n" + info.help);
  if (!info.source.empty()) text += "\n\nSource: " + in_words(info.source);
  Json tags = Json::array();
  if (!info.pack.empty()) tags.push_back(info.pack);
  Json rule{{"id", info.code}, {"name", info.name}, {"shortDescription", message(info.title)}};
  if (!info.why.empty()) rule["fullDescription"] = message(info.why);
  if (const std::string page = page_on_the_web(report, info.code); !page.empty())
    rule["helpUri"] = page;
  rule["help"] = {{"text", plain(text)},
                  {"markdown", "**" + info.title + "**\n\n" + text +
                                   "\n\nMore: `capalint explain " + info.code + "`"}};
  rule["defaultConfiguration"] = {{"enabled", info.level != Level::off},
                                  {"level", level_word(info.level)}};
  rule["properties"] = {{"tags", std::move(tags)},
                        {"problem.severity", problem_severity(info.level)}};
  return rule;
}

class Run {
 public:
  explicit Run(const Report& report) : report_(report) {
    for (const RuleInfo& info : report.rules) {
      index_.emplace(info.code, rules_.size());
      rules_.push_back(rule(report, info));
    }
  }

  Json json() {
    const auto identities = fingerprints(report_);
    for (std::size_t s = 0; s < report_.sections.size(); ++s) {
      const Section& section = report_.sections[s];
      for (std::size_t i = 0; i < section.diagnostics.size(); ++i) {
        add(section, section.diagnostics[i], identities[s].diagnostics[i], Json::array());
      }
      for (std::size_t i = 0; i < section.suppressed.size(); ++i) {
        const Suppressed& each = section.suppressed[i];
        add(section, each.diagnostic, identities[s].suppressed[i],
            Json::array({suppression(section, each)}));
      }
    }
    if (const std::string left = not_judged(report_); !left.empty())
      notifications_.push_back(
          {{"level", "error"}, {"descriptor", {{"id", "not-judged"}}}, {"message", message(left)}});
    Json driver{{"name", "capalint"}};
    if (!report_.version.empty()) driver["semanticVersion"] = report_.version;
    driver["rules"] = std::move(rules_);
    Json invocation{{"executionSuccessful", true}};
    if (!notifications_.empty())
      invocation["toolExecutionNotifications"] = std::move(notifications_);
    return {{"tool", {{"driver", std::move(driver)}}},
            {"invocations", Json::array({std::move(invocation)})},
            {"columnKind", "unicodeCodePoints"},
            {"originalUriBaseIds",
             {{base, {{"description", {{"text", "The folder in which capalint ran."}}}}}}},
            {"results", std::move(results_)}};
  }

 private:
  [[nodiscard]] Json suppression(const Section& section, const Suppressed& suppressed) const {
    Json all{{"kind", "inSource"}, {"status", "accepted"}, {"justification", suppressed.reason}};
    if (const auto place = place_of(section, suppressed.exception)) {
      all["location"] = {{"physicalLocation", physical(report_, *place)}};
    }
    return all;
  }

  [[nodiscard]] Json descriptor(const std::string& code) const {
    Json reference{{"id", code}};
    if (const auto found = index_.find(code); found != index_.end())
      reference["index"] = found->second;
    return reference;
  }

  void add(const Section& section, const Diagnostic& diagnostic, const std::string& fingerprint,
           Json suppressions) {
    std::string text = diagnostic.message;
    if (!diagnostic.help.empty()) text += "\nhelp: " + diagnostic.help;
    const auto place = place_of(section, diagnostic.span);
    if (!place) {
      // Services refuse a result without a place; what is about the run itself is a notification.
      notifications_.push_back({{"level", level_word(diagnostic.level)},
                                {"message", message(text)},
                                {"associatedRule", descriptor(diagnostic.code)}});
      return;
    }
    Json location{{"physicalLocation", physical(report_, *place)}};
    if (!diagnostic.subject.empty()) {
      location["logicalLocations"] = Json::array({{{"fullyQualifiedName", diagnostic.subject}}});
    }
    Json result{{"ruleId", diagnostic.code}};
    if (const auto found = index_.find(diagnostic.code); found != index_.end())
      result["ruleIndex"] = found->second;
    result["level"] = level_word(diagnostic.level);
    result["message"] = message(text);
    result["locations"] = Json::array({std::move(location)});
    if (Json all = related(report_, section, diagnostic); !all.empty())
      result["relatedLocations"] = std::move(all);
    if (Json all = fixes(report_, section, diagnostic); !all.empty())
      result["fixes"] = std::move(all);
    result["partialFingerprints"] = {{"capalint/v2", fingerprint}};
    // Either every result of a run says whether it is suppressed, or none does.
    result["suppressions"] = std::move(suppressions);
    Json properties = Json::object();
    if (!diagnostic.standard.empty()) properties["standard"] = diagnostic.standard;
    if (!diagnostic.source.empty()) properties["source"] = diagnostic.source;
    if (Json pages = references_json(diagnostic.source); !pages.empty())
      properties["references"] = std::move(pages);
    if (!diagnostic.values.empty()) properties["values"] = values_json(diagnostic);
    if (!properties.empty()) result["properties"] = std::move(properties);
    results_.push_back(std::move(result));
  }

  const Report& report_;
  Json rules_ = Json::array();
  std::map<std::string, std::size_t> index_;
  Json results_ = Json::array();
  Json notifications_ = Json::array();
};

}  // namespace

std::string render_sarif(const Report& report, const Style&) {
  const Json document{
      {"$schema", schema}, {"version", "2.1.0"}, {"runs", Json::array({Run(report).json()})}};
  return json_text(document, 2) + "\n";
}

}  // namespace capalint
