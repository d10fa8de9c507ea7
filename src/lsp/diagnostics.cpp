#include <fmt/format.h>

#include "lsp/features.h"
#include "lsp/lookup.h"
#include "render/manual.h"

namespace capalint::lsp {
namespace {

int severity(Level level) {
  switch (level) {
    case Level::error: return 1;
    case Level::warning: return 2;
    case Level::note:
    case Level::off: return 3;
  }
  return 3;
}

bool in_workspace(const Folder& folder, Span span) {
  return span.valid() && span.file < folder.sources.size();
}

/// The manual's section of the code, or the lines of a team's own rule; empty when there is neither.
std::string code_description(const Folder& folder, const Diagnostic& diagnostic,
                             const Client& client) {
  const RuleSource* rule = find_rule(folder.for_all(), diagnostic.rule);
  if (rule == nullptr || !in_workspace(folder, rule->rule->span))
    return documentation_of(client.manual, diagnostic.code);
  const Span span = rule->rule->span;
  return fmt::format("{}#L{}", folder.files[span.file].uri,
                     folder.sources[span.file].position(span.begin).line);
}

Json to_json(const Folder& folder, FileId id, const Diagnostic& diagnostic, const Client& client) {
  // What has no place is shown at the top.
  const Span span = in_workspace(folder, diagnostic.span) ? diagnostic.span : Span{id, 0, 0};
  std::string message = diagnostic.message;
  Json related = Json::array();
  for (const Label& label : diagnostic.labels) {
    if (client.related_information && in_workspace(folder, label.span)) {
      const Json range = range_of(folder.sources[label.span.file], label.span, client.encoding);
      related.push_back(
          {{"location", {{"uri", folder.files[label.span.file].uri}, {"range", range}}},
           {"message", label.message}});
    } else {
      message += "\nnote: " + label.message;
    }
  }
  if (!diagnostic.help.empty()) message += "\nhelp: " + diagnostic.help;
  Json json{{"range", range_of(folder.sources[id], span, client.encoding)},
            {"severity", severity(diagnostic.level)},
            {"code", diagnostic.code},
            {"source", "capalint"},
            {"message", std::move(message)}};
  if (!related.empty()) json["relatedInformation"] = std::move(related);
  if (client.code_descriptions) {
    const std::string page = code_description(folder, diagnostic, client);
    if (!page.empty()) json["codeDescription"] = {{"href", page}};
  }
  return json;
}

}  // namespace

Json diagnostics_of(const Folder& folder, FileId id, const Client& client) {
  Json all = Json::array();
  for (const Diagnostic* diagnostic : folder.findings(id))
    all.push_back(to_json(folder, id, *diagnostic, client));
  return all;
}

}  // namespace capalint::lsp
