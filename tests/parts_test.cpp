// What is kept of a workspace by parts must be what a fresh run would have found.
#include "pipeline/parts.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "support/lint.h"

using namespace capalint;

namespace {

AnalysisOptions options_of_test_day() {
  AnalysisOptions result = options();
  result.threads = 2;
  return result;
}

std::string plan_of(const std::string& name, const std::string& team,
                    const std::string& more = {}) {
  return "plan \"" + name + "\" in \"" + team +
         "\" {\n  contract 14h\n  mon am choice x1, core 2h x1\n  mon pm core 3.5h x3\n"
         "  tue am core 3.5h\n  tue pm big admin 1h, team meeting 2.5h\n" +
         more + "}\n";
}

std::string team_of(const std::string& name, const std::vector<std::string>& people,
                    const std::string& more = {}) {
  std::string text = "team \"" + name + "\" {\n  quarter 2026-Q4\n  referrals 2 per week\n" + more +
                     "  choice weekly {\n";
  for (const std::string& each : people) text += "    \"" + each + "\" 1 per week\n";
  return text + "  }\n}\n";
}

/// Four teams, with whatever ties one to another: somebody in two of them, settings, rules, words and exceptions for
/// all teams and for one, vacant posts, a plan in no team, two teams in one file.
Sources four_teams() {
  Sources sources;
  const auto add = [&](const std::string& path, std::string text) {
    sources.add(Source(path, std::move(text)));
  };
  add("capalint.capa",
      "rules {\n  level core-share-low note\n  set session 3.5h\n  set session 4h from 2027-01-01\n"
      "  use working-time for group \"Nursing\"\n  allow contacts for \"Ann\" because \"joint\"\n"
      "  allow core-share-low for \"Nobody\" because \"left\"\n}\n"
      "activity \"duty desk\" is other\n");
  add("own.capa",
      "rules {\n  setting tea = 30m { \"Tea.\" }\n"
      "  rule short-tea {\n    code TEA001\n    title \"Tea\"\n    for each plan\n"
      "    require hours(core) > tea\n    say \"no tea\"\n    level note\n  }\n}\n"
      "rules \"North\" {\n  rule north-core {\n    code TEA002\n    title \"Core\"\n"
      "    for each plan\n    require hours(core) > 20h\n    say \"little Core\"\n  }\n"
      "  allow north-core for \"Ben\" because \"trainee\"\n}\n");
  add("north.capa", team_of("North", {"Ann", "Ben"}, "  sites \"Elm House\"\n"));
  add("north-rules.capa", "rules \"North\" {\n  set big-admin-base core\n}\n");
  add("south.capa", team_of("South", {"Cat"}));
  add("east-west.capa",
      team_of("East", {"Eve"}) + team_of("West", {"Fay"}) + plan_of("Eve", "East"));
  add("ann.capa", plan_of("Ann", "North", "  wed am core 2h with \"Ben\"\n"));
  add("ben.capa", plan_of("Ben", "North", "  wed am core 2h with \"Ann\" at \"Elm House\"\n"));
  add("dan.capa", plan_of("Dan", "North"));
  add("cat.capa", plan_of("Cat", "South", "  group \"Nursing\"\n  wed pm core 2h in \"East\"\n"));
  add("dan-south.capa", plan_of("Dan", "South"));
  add("fay.capa", plan_of("Fay", "West", "  set session 3h\n  wed pm duty desk 1h\n"));
  add("vacant.capa",
      "plan vacant \"Band 6 nurse\" in \"West\" {\n  contract 7h\n  mon am core 3h\n}\n");
  add("alone.capa", "plan \"Gus\" {\n  contract 7h\n  mon am core 3h\n}\n");
  return sources;
}

std::string edited(std::string text, std::mt19937& random) {
  static const std::vector<std::string> scraps{
      "core",
      "3.5h",
      "x2",
      "\"",
      "}",
      "{",
      "\n",
      "plan \"Eve\" in \"North\" {\n",
      "South",
      "North",
      "East",
      "Nroth",
      "level contacts off\n",
      "use working-time\n",
      "set session 4h\n",
      "set tea 1h\n",
      "2",
      "team",
      "Ann",
      "Ben",
      "Bne",
      "#",
      "vacant ",
      " with \"An\"",
      " with \"Cat\"",
      " in \"South\"",
      "  group \"Nursing\"\n",
      "  quarter 2027-Q1\n",
      "plan vacant \"Post\" in \"South\" {\n  contract 7h\n}\n",
      "team \"Nort\" {\n}\n",
      "# capa: allow contacts because \"joint\"\n",
      "# capa: allow core-share-low in file because \"joint\"\n",
      "  allow big-admin because \"new\"\n",
      "rules \"East\" {\n  level contacts off\n}\n",
      "rules {\n  set balance-low 90% from 2026-11-15\n}\n",
      "  mon eve core 2h x4\n"};
  const auto any = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  const std::size_t at = any(text.size() + 1);
  if (any(3) == 0) return text.erase(at, any(12));
  if (any(2) == 0) return text.insert(at, scraps[any(scraps.size())]);
  // Whole lines mostly leave a file sound.
  const std::size_t line = text.rfind('\n', at == 0 ? 0 : at - 1);
  return text.insert(line == std::string::npos ? 0 : line + 1, scraps[any(scraps.size())] + "\n");
}

/// A name for another, as when somebody moves or is renamed.
std::string renamed(std::string text, std::mt19937& random) {
  static const std::vector<std::string> names{"\"Ann\"",  "\"Ben\"",  "\"Cat\"",   "\"Dan\"",
                                              "\"Eve\"",  "\"Zoe\"",  "\"North\"", "\"South\"",
                                              "\"East\"", "\"West\"", "\"Nrth\"",  "\"Ann Bee\""};
  const auto any = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const std::string& name : names) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1))
      places.emplace_back(at, name.size());
  }
  if (places.empty()) return text;
  const auto [at, size] = places[any(places.size())];
  return text.replace(at, size, names[any(names.size())]);
}

std::vector<Diagnostic> all_of(const Parts& parts, std::size_t files) {
  std::vector<Diagnostic> all;
  const auto add = [&](FileId file) {
    for (const Diagnostic* each : parts.findings(file)) all.push_back(*each);
  };
  for (FileId file = 0; file < files; ++file) add(file);
  add(no_file);
  return all;
}

std::size_t suppressed_in(const Parts& parts) {
  std::size_t count = 0;
  for (const auto& known : parts.parts()) count += known.settled->result.suppressed.size();
  return count;
}

std::string differences(const std::vector<Diagnostic>& now, const std::vector<Diagnostic>& afresh) {
  std::string text;
  const auto tell = [&](const char* whose, const std::vector<Diagnostic>& some,
                        const std::vector<Diagnostic>& others) {
    for (const Diagnostic& each : some) {
      if (std::find(others.begin(), others.end(), each) == others.end())
        text += std::string(whose) + std::to_string(each.span.file) + ":" +
                std::to_string(each.span.begin) + " " + each.code + " " + each.message + " | " +
                each.help + " | " + each.subject + " | " + each.where + "\n";
    }
  };
  tell("only by parts: ", now, afresh);
  tell("only afresh: ", afresh, now);
  return text;
}

void check_edits(const Sources& start, unsigned seed, int edits) {
  std::mt19937 random(seed);
  const AnalysisOptions options = options_of_test_day();
  Sources sources = start;
  Parts parts;
  (void)parts.update(sources, {}, options);
  std::map<FileId, std::vector<Diagnostic>> told;
  const auto found_in = [&](FileId file) {
    std::vector<Diagnostic> found;
    for (const Diagnostic* each : parts.findings(file)) found.push_back(*each);
    return found;
  };
  for (FileId file = 0; file < sources.size(); ++file) told[file] = found_in(file);
  for (int edit = 0; edit < edits; ++edit) {
    std::vector<FileId> changed;
    std::string what;
    const int together = std::bernoulli_distribution(0.2)(random) ? 2 : 1;
    for (int i = 0; i < together; ++i) {
      const auto id = static_cast<FileId>(
          std::uniform_int_distribution<std::size_t>(0, sources.size() - 1)(random));
      const int kind = std::uniform_int_distribution<int>(0, 9)(random);
      const std::string now(sources[id].text());
      // Mostly a slip that is taken back, as when somebody types.
      const std::string text = kind < 5   ? std::string(start[id].text())
                               : kind < 7 ? renamed(now, random)
                                          : edited(now, random);
      sources.replace(id, std::make_shared<const Source>(sources[id].path(), text));
      changed.push_back(id);
      what += sources[id].path() + "\n" + text;
    }
    const std::vector<FileId> news = parts.update(sources, changed, options);
    const Analysis afresh = analyse(sources, options);
    const std::vector<Diagnostic> now = all_of(parts, sources.size());
    INFO("seed " << seed << ", edit " << edit << ", " << what
                 << differences(now, afresh.diagnostics));
    REQUIRE(now == afresh.diagnostics);
    REQUIRE(suppressed_in(parts) == afresh.suppressed.size());
    for (FileId file = 0; file < sources.size(); ++file) {
      const bool is_news = std::find(news.begin(), news.end(), file) != news.end();
      if (is_news) told[file] = found_in(file);
      REQUIRE(told[file] == found_in(file));
    }
  }
}

Sources texts_below(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(CAPALINT_SOURCE_DIR "/" + folder)) {
    if (entry.path().extension() == ".capa") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Sources sources;
  for (const auto& path : paths) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    sources.add(Source(path.string(), text.str()));
  }
  return sources;
}

std::vector<std::vector<FileId>> layout_of(const Parts& parts) {
  std::vector<std::vector<FileId>> layout;
  for (const auto& known : parts.parts()) layout.push_back(known.part->files);
  return layout;
}

}  // namespace

TEST_CASE("after any edits the findings by parts are those of a fresh run", "[parts]") {
  for (unsigned seed = 1; seed <= 12; ++seed) check_edits(four_teams(), seed, 60);
  check_edits(texts_below("examples/anywhere-camhs"), 1, 40);
}

TEST_CASE("folders of every kind are found the same by parts", "[parts]") {
  for (const char* folder : {"examples/anywhere-camhs", "examples/broken", "tests/cases"}) {
    const Sources sources = texts_below(folder);
    Parts parts;
    (void)parts.update(sources, {}, options_of_test_day());
    const Analysis afresh = analyse(sources, options_of_test_day());
    const std::vector<Diagnostic> now = all_of(parts, sources.size());
    INFO(folder << "\n" << differences(now, afresh.diagnostics));
    CHECK(now == afresh.diagnostics);
  }
}

TEST_CASE("an edit makes anew the part that it stands in and no other", "[parts]") {
  // Large enough that no two teams share a part.
  Sources sources;
  std::vector<FileId> first_plans;
  for (const char* team : {"North", "South"}) {
    std::vector<std::string> people;
    for (int i = 0; i < 12; ++i)
      people.push_back(std::string(team) + " " + std::string(1, static_cast<char>('A' + i)));
    sources.add(Source(std::string(team) + ".capa", team_of(team, people)));
    for (const std::string& name : people) {
      if (name == people.front()) first_plans.push_back(static_cast<FileId>(sources.size()));
      sources.add(Source(name + ".capa", plan_of(name, team)));
    }
  }
  Parts parts;
  const AnalysisOptions options = options_of_test_day();
  CHECK(parts.update(sources, {}, options).size() == sources.size());
  REQUIRE(parts.parts().size() == 2);
  const std::vector<std::vector<FileId>> layout = layout_of(parts);
  const auto before = parts.parts();
  const FileId plan = first_plans[1];
  const auto edit = [&](const std::string& from, const std::string& to) {
    std::string text(sources[plan].text());
    text.replace(text.find(from), from.size(), to);
    sources.replace(plan, std::make_shared<const Source>(sources[plan].path(), text));
    return parts.update(sources, {plan}, options);
  };
  CHECK(edit("core 3.5h x3", "core 2.5h x3").size() >= 1);
  CHECK(layout_of(parts) == layout);
  CHECK(parts.parts()[0].part == before[0].part);
  CHECK(parts.parts()[0].settled == before[0].settled);
  CHECK(parts.parts()[1].part != before[1].part);
  // Somebody who moves joins the other team.
  (void)edit("in \"South\"", "in \"North\"");
  REQUIRE(parts.parts().size() == 1);
  (void)edit("in \"North\"", "in \"South\"");
  CHECK(layout_of(parts) == layout);
  CHECK(parts.update(sources, {}, options).empty());
}
