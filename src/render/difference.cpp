#include "render/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <tuple>

#include "model/places.h"
#include "render/balance.h"
#include "render/balance_data.h"
#include "render/fingerprint.h"
#include "render/json_text.h"
#include "render/place.h"

namespace capalint {
namespace {

using Json = nlohmann::ordered_json;

// Raised when a member changes its meaning or goes; not when one is added.
constexpr int difference_version = 1;

/// The lines of a model's weeks, by where they stand.
class LinesByPlace {
 public:
  explicit LinesByPlace(const Model& model) {
    for (const Line& line : model.lines) {
      const Span span = line.said->span;
      by_place_.emplace(std::pair(span.file, span.begin), line.said);
    }
  }

  /// When the line is that the span stands in; empty when it stands in none.
  [[nodiscard]] std::string when_at(Span span) const {
    const auto next = by_place_.upper_bound({span.file, span.begin});
    if (next == by_place_.begin()) return {};
    const ast::DayLine& line = *std::prev(next)->second;
    return line.span.file == span.file && span.end <= line.span.end ? when(line) : std::string();
  }

 private:
  std::map<std::pair<FileId, std::uint32_t>, const ast::DayLine*> by_place_;
};

std::vector<Finding> findings_of(const Version& version) {
  const std::vector<Fingerprints> identities = fingerprints(version.report);
  std::vector<Finding> all;
  for (std::size_t s = 0; s < version.report.sections.size(); ++s) {
    const Section& section = version.report.sections[s];
    const LinesByPlace lines(*version.models[s]);
    for (std::size_t i = 0; i < section.diagnostics.size(); ++i) {
      const Diagnostic& found = section.diagnostics[i];
      const auto place = place_of(section, found.span);
      all.push_back({.code = found.code,
                     .rule = found.rule,
                     .level = found.level,
                     .message = found.message,
                     .subject = found.subject,
                     .where = lines.when_at(found.span),
                     .path = std::string(place ? place->path : std::string_view()),
                     .line = place ? place->start.line : 0,
                     .identity = identities[s].diagnostics[i]});
    }
  }
  return all;
}

bool less(const Finding& a, const Finding& b) {
  return std::tie(a.level, a.code, a.path, a.line, a.message) <
         std::tie(b.level, b.code, b.path, b.line, b.message);
}

/// Takes pairs with the same key out of both lists.
template <class Key, class Use>
void pair_off(std::vector<Finding>& before, std::vector<Finding>& after, Key key, Use use) {
  std::multimap<std::string, std::size_t> waiting;
  for (std::size_t i = 0; i < before.size(); ++i) waiting.emplace(key(before[i]), i);
  std::vector<bool> taken(before.size());
  std::vector<Finding> rest;
  for (Finding& finding : after) {
    // The first in the order of the list, so that the same input always makes the same pairs.
    const auto it = waiting.find(key(finding));
    if (it == waiting.end()) {
      rest.push_back(std::move(finding));
      continue;
    }
    taken[it->second] = true;
    use(before[it->second], finding);
    waiting.erase(it);
  }
  after = std::move(rest);
  std::vector<Finding> left;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (!taken[i]) left.push_back(std::move(before[i]));
  }
  before = std::move(left);
}

std::string line_of(const Finding& finding) {
  std::string about = finding.subject;
  if (!finding.where.empty()) about += (about.empty() ? "" : ", ") + finding.where;
  if (about.empty()) about = finding.path;
  return fmt::format("{} {}{}: {}", to_string(finding.level), finding.code,
                     about.empty() ? "" : ", " + about, finding.message);
}

Json finding_json(const Finding& finding) {
  return {{"code", finding.code},
          {"rule", finding.rule},
          {"level", to_string(finding.level)},
          {"message", finding.message},
          {"subject", finding.subject},
          {"place", finding.where},
          {"path", finding.path},
          {"line", finding.line},
          {"fingerprint", finding.identity}};
}

Json findings_json(const std::vector<Finding>& findings) {
  Json all = Json::array();
  for (const Finding& finding : findings) all.push_back(finding_json(finding));
  return all;
}

void add_findings(Document& document, const std::string& title,
                  const std::vector<Finding>& findings) {
  if (findings.empty()) return;
  document.heading(2, title);
  std::vector<std::string> lines;
  for (const Finding& finding : findings) lines.push_back(line_of(finding));
  document.list(std::move(lines));
}

Document document_of(const Difference& difference) {
  Document document;
  document.heading(1,
                   fmt::format("What changes from {} to {}", difference.before, difference.after));
  if (difference.nothing()) {
    document.line("nothing: the numbers and the findings are the same");
    return document;
  }
  for (const TeamChange& change : difference.teams) {
    const std::string state = change.presence == Presence::after    ? " (new)"
                              : change.presence == Presence::before ? " (no longer)"
                                                                    : "";
    if (change.nothing() && change.quarter == change.quarter_before) {
      document.heading(2, change.team);
      document.line("the numbers are the same: " + change.after->headline);
      continue;
    }
    document.heading(2, change.team + state);
    add_changes(document, change);
  }
  add_findings(document, "New findings", difference.added);
  add_findings(document, "Findings that are gone", difference.gone);
  if (!difference.changed.empty()) {
    document.heading(2, "Findings that say something else now");
    std::vector<std::string> lines;
    for (const ChangedFinding& changed : difference.changed)
      lines.push_back(line_of(changed.after) + "; before: " + changed.before.message);
    document.list(std::move(lines));
  }
  document.heading(2, fmt::format("{} the same", counted(difference.same, "finding")));
  return document;
}

}  // namespace

bool Difference::nothing() const {
  return added.empty() && gone.empty() && changed.empty() &&
         std::all_of(teams.begin(), teams.end(), [](const TeamChange& change) {
           return change.nothing() && change.quarter == change.quarter_before;
         });
}

Difference difference(const Version& before, const Version& after) {
  Difference result;
  result.teams = compare(before.teams, after.teams);
  result.gone = findings_of(before);
  result.added = findings_of(after);
  const auto add = [&](Finding& a, Finding& b) {
    if (a.message == b.message && a.level == b.level) {
      ++result.same;
    } else {
      result.changed.push_back({std::move(a), std::move(b)});
    }
  };
  pair_off(
      result.gone, result.added, [](const Finding& finding) { return finding.identity; }, add);
  pair_off(
      result.gone, result.added,
      [](const Finding& finding) {
        const std::string about = finding.subject.empty() ? finding.path : finding.subject;
        return fmt::format("{}\n{}\n{}", finding.code, about, finding.where);
      },
      add);
  std::sort(result.added.begin(), result.added.end(), less);
  std::sort(result.gone.begin(), result.gone.end(), less);
  std::sort(
      result.changed.begin(), result.changed.end(),
      [](const ChangedFinding& a, const ChangedFinding& b) { return less(a.after, b.after); });
  return result;
}

std::string render_difference_text(const Difference& difference, const Style& style) {
  return document_text(document_of(difference), style);
}

std::string render_difference_markdown(const Difference& difference, const Style&) {
  return document_markdown(document_of(difference));
}

std::string render_difference_json(const Difference& difference, const Style&) {
  Json out{{"version", difference_version},
           {"tool", {{"name", "capalint"}, {"version", difference.version}}},
           {"before", difference.before},
           {"after", difference.after},
           {"teams", Json::array()},
           {"findings",
            {{"new", findings_json(difference.added)},
             {"gone", findings_json(difference.gone)},
             {"changed", Json::array()},
             {"same", difference.same}}}};
  for (const TeamChange& change : difference.teams) {
    const bool same = change.nothing() && change.quarter == change.quarter_before;
    if (!same) out["teams"].push_back(change_json(change));
  }
  for (const ChangedFinding& changed : difference.changed) {
    out["findings"]["changed"].push_back(
        {{"before", finding_json(changed.before)}, {"after", finding_json(changed.after)}});
  }
  return json_text(out, 2) + '\n';
}

const std::vector<DifferenceFormat>& difference_formats() {
  static const std::vector<DifferenceFormat> table{
      {"text", "for people", &render_difference_text},
      {"markdown", "for a comment on a review", &render_difference_markdown},
      {"json", "for programs", &render_difference_json},
  };
  return table;
}

}  // namespace capalint
