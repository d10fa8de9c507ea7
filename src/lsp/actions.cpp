#include <fmt/format.h>

#include <algorithm>

#include "lsp/edits.h"
#include "lsp/features.h"
#include "lsp/lookup.h"

namespace capalint::lsp {
namespace {

constexpr std::string_view kind_of_one = "quickfix";
constexpr std::string_view kind_of_all = "source.fixAll";

/// A client that wants `source` wants `source.fixAll` as well.
bool wanted(const Json& params, std::string_view kind) {
  const Json only = params.at("context").value("only", Json());
  if (!only.is_array()) return true;
  return std::any_of(only.begin(), only.end(), [&](const Json& prefix) {
    if (!prefix.is_string()) return false;
    const auto text = prefix.get<std::string>();
    return text.empty() || kind == text || kind.starts_with(text + ".");
  });
}

/// Where a comment starts in a line; its end when there is none.
std::size_t comment_in(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') quoted = !quoted;
    if (line[i] == '#' && !quoted) return i;
  }
  return line.size();
}

/// `# capa: allow RULE because ""` at the end of the finding's line. The reason is left for people
/// to write, and nothing is allowed before they have.
std::optional<Edit> allowance(const Asked& asked, const Diagnostic& diagnostic) {
  if (find_rule(asked.for_all(), diagnostic.rule) == nullptr) return std::nullopt;
  const Source& source = asked.source();
  const std::uint32_t number = source.position(diagnostic.span.begin).line;
  const std::string_view line = source.line(number);
  const std::size_t comment = comment_in(line);
  std::size_t end = comment;
  while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '\t')) --end;
  std::string text = fmt::format("  # capa: allow {} because \"\"", diagnostic.rule);
  if (comment < line.size()) {
    // One line has one exception; a comment that says something else may follow it.
    if (line.find("capa:", comment) != std::string_view::npos) return std::nullopt;
    text += ' ';
  }
  const auto begin = static_cast<std::uint32_t>(source.line_start(number) + end);
  const auto to = static_cast<std::uint32_t>(source.line_start(number) + comment);
  return Edit{{asked.at.id, begin, to}, std::move(text)};
}

}  // namespace

Json code_actions(const Asked& asked, const Json& params) {
  const Folder& folder = *asked.at.folder;
  const Json& range = params.at("range");
  const std::uint32_t begin = offset_of(asked.source(), range.at("start"), asked.client.encoding);
  const std::uint32_t end = offset_of(asked.source(), range.at("end"), asked.client.encoding);
  const Json as_told = diagnostics_of(folder, asked.at.id, asked.client);
  Json actions = Json::array();
  Json allowances = Json::array();

  const std::vector<const Diagnostic*> findings = folder.findings(asked.at.id);
  std::size_t index = 0;
  for (const Diagnostic* diagnostic : findings) {
    const Json& told = as_told[index++];
    const Span span = diagnostic->span;
    if (!wanted(params, kind_of_one) || span.file != asked.at.id || span.begin > end ||
        span.end < begin)
      continue;
    for (const Fix& fix : diagnostic->fixes) {
      actions.push_back({{"title", fix.title},
                         {"kind", kind_of_one},
                         {"isPreferred", fix.safe},
                         {"diagnostics", Json::array({told})},
                         {"edit", workspace_edit(folder, fix.edits, asked.client)}});
    }
    if (const auto edit = allowance(asked, *diagnostic)) {
      allowances.push_back({{"title", fmt::format("allow {} with reason…", diagnostic->rule)},
                            {"kind", kind_of_one},
                            {"diagnostics", Json::array({told})},
                            {"edit", workspace_edit(folder, {*edit}, asked.client)}});
    }
  }
  for (Json& allow : allowances) actions.push_back(std::move(allow));

  const bool fixable = std::any_of(findings.begin(), findings.end(), [](const auto* diagnostic) {
    return std::any_of(diagnostic->fixes.begin(), diagnostic->fixes.end(),
                       [](const Fix& fix) { return fix.safe; });
  });
  if (fixable && wanted(params, kind_of_all)) {
    const std::string text = with_safe_fixes(folder, asked.at.id, asked.options);
    if (const auto edit = edit_between(asked.at.id, asked.source(), text)) {
      actions.push_back({{"title", "apply all safe fixes in this file"},
                         {"kind", kind_of_all},
                         {"edit", workspace_edit(folder, {*edit}, asked.client)}});
    }
  }
  return actions;
}

}  // namespace capalint::lsp
