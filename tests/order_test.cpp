// Nothing that is found depends on the order of lines, declarations or files, nor on whether they have been
// formatted: only where it is found does.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <memory>
#include <random>
#include <set>

#include "balance/compare.h"
#include "format/format.h"
#include "format/words.h"
#include "render/fingerprint.h"
#include "support/teams.h"
#include "support/workspaces.h"

using namespace capalint;

namespace {

/// What was found in a workspace, without its places, and what its numbers are.
struct Found {
  std::unique_ptr<Made> made;
  std::vector<std::string> findings;      // in alphabetical order
  std::vector<std::string> fingerprints;  // likewise
};

/// With what it quotes of a file as fmt writes it.
std::string neat(const std::string& message) {
  std::string result;
  for (std::size_t start = 0; start <= message.size();) {
    const std::size_t end = std::min(message.find('`', start), message.size());
    const std::string part = message.substr(start, end - start);
    const bool quoted = start > 0 && std::count(result.begin(), result.end(), '`') % 2 == 1;
    result += (quoted ? canonical_words(part) : part) + (end < message.size() ? "`" : "");
    start = end + 1;
  }
  return result;
}

std::string all_of(const Diagnostic& found) {
  std::string text =
      fmt::format("{} {} {}: {}\n  about {}, {}\n  help: {}", to_string(found.level), found.code,
                  found.rule, neat(found.message), found.subject, found.where, neat(found.help));
  for (const Distance& each : found.distances)
    text += fmt::format("\n  off by {} {}", each.exact, each.unit);
  for (const TracedValue& each : found.values)
    text += fmt::format("\n  {} {} = {} {}", each.name, each.label, each.value, each.exact);
  std::multiset<std::string> labels;
  for (const Label& label : found.labels) labels.insert("\n  label: " + label.message);
  for (const std::string& label : labels) text += label;
  for (const Fix& fix : found.fixes)
    text += fmt::format("\n  {} fix: {}", fix.safe ? "safe" : "suggested", fix.title);
  return text;
}

Found found_in(const Texts& texts) {
  Found found{.made = make(texts), .findings = {}, .fingerprints = {}};
  const Sources& sources = found.made->sources;
  const Analysis& analysis = found.made->analysis;
  for (const Diagnostic& each : analysis.diagnostics) found.findings.push_back(all_of(each));
  for (const Suppressed& each : analysis.suppressed)
    found.findings.push_back("allowed because " + each.reason + ": " + all_of(each.diagnostic));
  Report report;
  report.sections.push_back({.workspace = ".",
                             .sources = &sources,
                             .diagnostics = analysis.diagnostics,
                             .suppressed = analysis.suppressed});
  for (FileId id = 0; id < sources.size(); ++id) report.sections.front().files.push_back(id);
  const Fingerprints marks = fingerprints(report).front();
  const auto add = [&](const std::string& mark, const Diagnostic& of) {
    found.fingerprints.push_back(
        fmt::format("{} {} {} {} {}", of.code, of.subject, of.where, of.message, mark));
  };
  for (std::size_t i = 0; i < analysis.diagnostics.size(); ++i)
    add(marks.diagnostics[i], analysis.diagnostics[i]);
  for (std::size_t i = 0; i < analysis.suppressed.size(); ++i)
    add(marks.suppressed[i], analysis.suppressed[i].diagnostic);
  std::sort(found.findings.begin(), found.findings.end());
  std::sort(found.fingerprints.begin(), found.fingerprints.end());
  return found;
}

std::vector<std::string> only_in(const std::vector<std::string>& these,
                                 const std::vector<std::string>& others) {
  std::vector<std::string> only;
  std::set_difference(these.begin(), these.end(), others.begin(), others.end(),
                      std::back_inserter(only));
  return only;
}

std::string all_texts(const Texts& texts) {
  std::string all;
  for (const auto& [path, text] : texts) all += "#--- " + path + "\n" + text;
  return all;
}

void check_same(const Texts& before, const Texts& after, bool same_files = true) {
  const Found one = found_in(before);
  const Found other = found_in(after);
  INFO(all_texts(before) << "\n===\n" << all_texts(after));
  CHECK(only_in(one.findings, other.findings) == std::vector<std::string>());
  CHECK(only_in(other.findings, one.findings) == std::vector<std::string>());
  std::vector<std::string> changed;
  for (const TeamChange& team : compare(one.made->teams(), other.made->teams())) {
    for (const FigureChange& figure : team.figures) changed.push_back(team.team + " " + figure.key);
    for (const ClinicianChange& who : team.clinicians) {
      for (const FigureChange& figure : who.figures) changed.push_back(who.name + " " + figure.key);
    }
  }
  CHECK(changed == std::vector<std::string>());
  if (same_files && one.findings == other.findings)
    CHECK(only_in(one.fingerprints, other.fingerprints) == std::vector<std::string>());
}

Texts formatted(const Texts& texts) {
  Texts result;
  for (const auto& [path, text] : texts)
    result.emplace_back(path, format(0, Source(path, text)).text);
  return result;
}

std::vector<std::vector<Declaration>> crowded(unsigned count) {
  std::vector<std::vector<Declaration>> all;
  for (unsigned seed = 0; seed < count; ++seed) all.push_back(crowded_workspace(seed));
  return all;
}

Texts in_one_file(const std::vector<Declaration>& declarations) {
  std::string text;
  for (const Declaration& each : declarations) text += text_of(each) + "\n";
  return {{"a.capa", text}};
}

template <class T>
void shuffle(std::vector<T>& items, std::mt19937& random) {
  for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[random() % i]);
}

}  // namespace

TEST_CASE("fmt changes nothing that is found but its place", "[order]") {
  std::vector<Workspace> all = made_up_workspaces(60);
  for (auto& more : {workspaces_of_rules(), workspaces_of_cases(), workspaces_to_read()})
    all.insert(all.end(), more.begin(), more.end());
  unsigned seed = 0;
  for (const auto& declarations : crowded(200))
    all.push_back({fmt::format("crowded workspace {}", seed++), in_one_file(declarations)});
  std::size_t changed = 0;
  for (const Workspace& workspace : all) {
    INFO(workspace.name);
    const Texts neat = formatted(workspace.texts);
    changed += neat != workspace.texts ? 1 : 0;
    check_same(workspace.texts, neat);
  }
  CHECK(changed > 200);
}

TEST_CASE("the order of lines changes nothing that is found but its place", "[order]") {
  unsigned seed = 0;
  for (std::vector<Declaration> declarations : crowded(200)) {
    INFO("crowded workspace " << seed);
    const Texts before = in_one_file(declarations);
    std::mt19937 random(seed++);
    for (Declaration& each : declarations) shuffle(each.lines, random);
    check_same(before, in_one_file(declarations));
  }
}

TEST_CASE("the order of declarations and of files changes nothing that is found but its place",
          "[order]") {
  unsigned seed = 0;
  for (std::vector<Declaration> declarations : crowded(200)) {
    INFO("crowded workspace " << seed);
    const Texts before = in_one_file(declarations);
    std::mt19937 random(seed++);
    shuffle(declarations, random);
    check_same(before, in_one_file(declarations));
    Texts files;
    for (const Declaration& each : declarations) {
      // What stands beside other declarations only stands in another file.
      if (files.empty() || random() % 2 == 0)
        files.emplace_back(fmt::format("{}.capa", files.size()), "");
      files.back().second += text_of(each);
    }
    check_same(before, files, false);
  }
}
