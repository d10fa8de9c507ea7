#include "cli/baseline.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>

#include "render/fingerprint.h"
#include "render/place.h"
#include "source/files.h"
#include "source/git.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int format_version = 2;

std::string folder_of(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code unknown;
  const fs::path folder = fs::weakly_canonical(fs::absolute(path, unknown).parent_path(), unknown);
  return folder.native();
}

Json distances_json(const std::vector<Distance>& distances) {
  Json all = Json::array();
  for (const Distance& each : distances)
    all.push_back({{"exact", each.exact}, {"unit", each.unit}, {"text", each.text}});
  return all;
}

/// Empty where there is none, as in what is no object.
std::string text_in(const Json& json, const char* name) {
  return json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                       : std::string();
}

std::vector<Distance> distances_in(const Json& finding) {
  std::vector<Distance> distances;
  if (!finding.contains("distances")) return distances;
  for (const Json& each : finding["distances"])
    distances.push_back({text_in(each, "exact"), text_in(each, "unit"), text_in(each, "text")});
  return distances;
}

/// The first comparison that fails by more than it did; nothing when none does.
std::optional<std::size_t> worse(const std::vector<Distance>& before,
                                 const std::vector<Distance>& now) {
  if (before.size() != now.size()) return std::nullopt;  // another condition than then
  for (std::size_t i = 0; i < now.size(); ++i) {
    const auto then = parse_exact(before[i].exact);
    const auto today = parse_exact(now[i].exact);
    if (then && today && before[i].unit == now[i].unit && *today > *then) return i;
  }
  return std::nullopt;
}

}  // namespace

Baseline read_baseline(const std::string& path) {
  const auto refused = [](std::string problem) { return Baseline{.problem = std::move(problem)}; };
  if (is_absent(path))
    return refused(fmt::format("there is no such file; `--write-baseline {}` makes it", path));
  const FileText file = read_file(path);
  if (!file.source.problem().empty()) return refused(file.source.problem());
  const Json json = Json::parse(file.source.text(), nullptr, false);
  if (json.contains("findings") && json.value("format", Json()) != Json(format_version))
    return refused(fmt::format(
        "another version of capalint wrote this baseline; `capalint check --write-baseline {}` "
        "writes it anew, with what is found today",
        path));
  if (!json.contains("findings") || !json["findings"].is_array())
    return refused("this is not a baseline; `--write-baseline FILE` makes one");
  Baseline baseline{.folder = folder_of(path)};
  for (const Json& each : json["findings"]) {
    baseline.findings.push_back({text_in(each, "fingerprint"), text_in(each, "code"),
                                 text_in(each, "rule"), text_in(each, "subject"),
                                 text_in(each, "where"), text_in(each, "path"),
                                 distances_in(each)});
    if (baseline.findings.back().fingerprint.empty())
      return refused("a finding of this baseline has no fingerprint; write the baseline again");
  }
  return baseline;
}

bool begins_like_a_baseline(std::string_view beginning) {
  if (beginning.empty()) return true;
  const auto quoted = [&](std::string_view name) {
    return std::min(beginning.find(fmt::format("\"{}\"", name)), beginning.size());
  };
  // A report has its version between the two.
  return beginning.starts_with('{') && quoted("format") < quoted("findings") &&
         quoted("findings") < quoted("version");
}

std::string baseline_text(const Report& report, const std::string& path) {
  const std::string folder = folder_of(path);
  const std::vector<Fingerprints> identities = fingerprints(report, folder);
  Json findings = Json::array();
  for (std::size_t s = 0; s < report.sections.size(); ++s) {
    const Section& section = report.sections[s];
    for (std::size_t i = 0; i < section.diagnostics.size(); ++i) {
      const Diagnostic& diagnostic = section.diagnostics[i];
      if (diagnostic.unread) continue;
      const auto place = place_of(section, diagnostic.span);
      findings.push_back({{"fingerprint", identities[s].diagnostics[i]},
                          {"code", diagnostic.code},
                          {"rule", diagnostic.rule},
                          {"subject", diagnostic.subject},
                          {"where", diagnostic.where},
                          {"path", place ? path_from(report, folder, place->path) : ""},
                          {"distances", distances_json(diagnostic.distances)}});
    }
  }
  const Json document{{"format", format_version}, {"findings", std::move(findings)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

AlreadyKnown leave_out_known(Report& report, const std::vector<KnownFingerprints>& known) {
  std::vector<std::vector<Fingerprints>> identities;
  for (const KnownFingerprints& each : known)
    identities.push_back(fingerprints(report, each.folder));
  AlreadyKnown result;
  for (std::size_t s = 0; s < report.sections.size(); ++s) {
    std::vector<Diagnostic> fresh;
    Section& section = report.sections[s];
    auto& found = section.diagnostics;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Diagnostic& diagnostic = found[i];
      bool is_known = false;
      std::optional<WorseFinding> got_worse;
      for (std::size_t k = 0; k < known.size(); ++k) {
        const auto then = known[k].fingerprints.find(identities[k][s].diagnostics[i]);
        if (then == known[k].fingerprints.end()) continue;
        if (const auto which = worse(then->second, diagnostic.distances)) {
          const auto place = place_of(section, diagnostic.span);
          got_worse = {{.code = diagnostic.code,
                        .rule = diagnostic.rule,
                        .subject = diagnostic.subject,
                        .where = diagnostic.where,
                        .path = std::string(place ? place->path : std::string_view())},
                       then->second[*which],
                       diagnostic.distances[*which],
                       known[k].name};
        } else {
          is_known = true;
        }
      }
      if (is_known && !diagnostic.unread) {
        ++result.left_out;
      } else {
        if (got_worse) result.worse.push_back(std::move(*got_worse));
        fresh.push_back(std::move(found[i]));
      }
    }
    found = std::move(fresh);
  }
  return result;
}

std::vector<KnownFinding> gone(const Report& report, const Baseline& baseline,
                               const Selection& selection) {
  std::set<std::string> here;
  for (const Fingerprints& section : fingerprints(report, baseline.folder)) {
    here.insert(section.diagnostics.begin(), section.diagnostics.end());
    here.insert(section.suppressed.begin(), section.suppressed.end());
  }
  std::set<std::string> looked_at;
  for (const Section& section : report.sections) {
    for (const FileId id : section.files)
      looked_at.insert(path_from(report, baseline.folder, (*section.sources)[id].path()));
  }
  std::vector<KnownFinding> result;
  for (const KnownFinding& finding : baseline.findings) {
    const std::string path = join_path(baseline.folder, finding.path);
    const bool file_gone = is_absent(path);
    if (!selection.reported({.code = finding.code, .rule = finding.rule}) ||
        here.contains(finding.fingerprint) ||
        !(finding.path.empty() || file_gone || looked_at.contains(finding.path)))
      continue;
    result.push_back(finding);
    if (!finding.path.empty()) result.back().path = relative_path(report.root, path);
  }
  return result;
}

Sources sources_at(const Workspace& workspace, const std::string& revision, std::string& problem) {
  RevisionFiles then = files_at(workspace.root, revision, ".capa");
  problem = std::move(then.problem);
  std::set<std::string> now;
  for (FileId id = 0; id < workspace.sources.size(); ++id) now.insert(workspace.sources[id].path());
  Sources sources;
  for (RevisionFile& file : then.files) {
    std::string path = join_path(workspace.root, file.path);
    if (now.contains(path) || is_absent(path))
      sources.add(Source(std::move(path), std::move(file.text)));
  }
  return sources;
}

}  // namespace capalint::cli
