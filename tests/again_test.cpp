// What is not judged again must be what judging again would have said.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "pipeline/pipeline.h"
#include "support/lint.h"

using namespace capalint;

namespace {

std::string read(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

Sources texts_below(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(CAPALINT_SOURCE_DIR "/" + folder)) {
    if (entry.path().extension() == ".capa") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Sources sources;
  for (const auto& path : paths) sources.add(Source(path.string(), read(path)));
  return sources;
}

AnalysisOptions options_of_test_day(unsigned threads = 1) {
  AnalysisOptions result = options();
  result.threads = threads;
  return result;
}

/// A workspace of two teams, one who works in both, a file for all teams and one for a team alone.
Sources two_teams() {
  const auto plan = [](const std::string& name, const std::string& team) {
    return "plan \"" + name + "\" in \"" + team +
           "\" {\n  contract 14h\n  mon am choice x1, core 2h x1\n  mon pm core 3.5h x3\n"
           "  tue am core 3.5h\n  tue pm big admin 1h, team meeting 2.5h\n}\n";
  };
  Sources sources;
  const auto add = [&](const char* path, std::string text) {
    sources.add(Source(path, std::move(text)));
  };
  add("capalint.capa", "rules {\n  level core-share-low note\n}\n");
  add("north.capa",
      "team \"North\" {\n  quarter 2026-Q4\n  referrals 2 per week\n  choice weekly {\n"
      "    \"Ann\" 1 per week\n    \"Ben\" 1 per week\n  }\n}\n");
  add("north-rules.capa", "rules \"North\" {\n  set big-admin-base core\n}\n");
  add("south.capa",
      "team \"South\" {\n  quarter 2026-Q4\n  referrals 1 per week\n  choice quota {\n"
      "    \"Cat\" 13\n  }\n}\n");
  for (const auto& [name, team] : {std::pair{"Ann", "North"}, {"Ben", "North"}, {"Dan", "North"}})
    add((std::string(name) + ".capa").c_str(), plan(name, team));
  for (const auto& [name, team] : {std::pair{"Cat", "South"}, {"Dan", "South"}})
    add((std::string(name) + "-south.capa").c_str(), plan(name, team));
  return sources;
}

std::string edited(std::string text, std::mt19937& random) {
  static const std::vector<std::string> scraps{"core",
                                               "3.5h",
                                               "x2",
                                               "\"",
                                               "}",
                                               "{",
                                               "\n",
                                               "plan \"Eve\" in \"North\" {\n",
                                               "South",
                                               "North",
                                               "level contacts off\n",
                                               "use working-time\n",
                                               "set session 4h\n",
                                               "2",
                                               "team",
                                               "Ann",
                                               "#",
                                               "# capa: allow contacts because \"joint\"\n",
                                               "  mon eve core 2h x4\n"};
  const auto any = [&](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>(0, below - 1)(random);
  };
  const std::size_t at = any(text.size() + 1);
  if (any(3) == 0) return text.erase(at, any(12));
  return text.insert(at, scraps[any(scraps.size())]);
}

void check_edits(const Sources& start, unsigned seed, int edits) {
  std::mt19937 random(seed);
  const AnalysisOptions options = options_of_test_day();
  Sources sources = start;
  // Views of the memory point into earlier texts.
  std::vector<Sources> kept{sources};
  Analysis before = analyse_again(sources, {}, options, {});
  for (int edit = 0; edit < edits; ++edit) {
    const auto id = static_cast<FileId>(
        std::uniform_int_distribution<std::size_t>(0, sources.size() - 1)(random));
    // Mostly a slip that is taken back, as when somebody types.
    const bool back = std::bernoulli_distribution(0.4)(random);
    const std::string text =
        back ? std::string(start[id].text()) : edited(std::string(sources[id].text()), random);
    sources.replace(id, std::make_shared<const Source>(sources[id].path(), text));
    kept.push_back(sources);
    std::vector<ParsedFile> files = before.files;
    files[id] = nullptr;
    Analysis again = analyse_again(sources, std::move(files), options, before);
    const Analysis afresh = analyse(sources, options);
    INFO("seed " << seed << ", edit " << edit << ", " << sources[id].path() << "\n" << text);
    REQUIRE(again.diagnostics == afresh.diagnostics);
    REQUIRE(again.suppressed.size() == afresh.suppressed.size());
    before = std::move(again);
  }
}

}  // namespace

TEST_CASE("after any edits the findings are those of a fresh run") {
  for (unsigned seed = 1; seed <= 12; ++seed) check_edits(two_teams(), seed, 60);
  check_edits(texts_below("examples/anywhere-camhs"), 1, 60);
}

TEST_CASE("a second plan or team of one name counts when the first has gone") {
  const std::string plan = "plan \"Eve\" {\n  contract 7h\n}\n";
  const std::string team = "team \"North\" {\n  quarter 2026-Q4\n}\n";
  for (const std::string& text : {plan, team}) {
    Sources sources;
    for (const char* path : {"a.capa", "b.capa", "c.capa"}) sources.add(Source(path, text));
    const AnalysisOptions options = options_of_test_day();
    const std::vector<Sources> kept{sources};
    const Analysis before = analyse_again(sources, {}, options, {});
    sources.replace(0, std::make_shared<const Source>("a.capa", "plan \"Tom\" {\n}\n"));
    std::vector<ParsedFile> files = before.files;
    files[0] = nullptr;
    const Analysis again = analyse_again(sources, std::move(files), options, before);
    CHECK(again.diagnostics == analyse(sources, options).diagnostics);
  }
}

TEST_CASE("the quarter that all teams plan counts for a plan without a team") {
  const auto team = [](const std::string& name, const std::string& quarter) {
    return std::make_shared<const Source>(
        name + ".capa", "team \"" + name + "\" {\n  quarter " + quarter + "\n}\n");
  };
  Sources sources;
  sources.add(Source("eve.capa",
                     "plan \"Eve\" {\n  mon am core 3.5h\n  target 2026-Q4 core 99\n"
                     "  target 2027-Q1 core 3\n}\n"));
  for (const char* name : {"North", "South"})
    sources.add(Source(std::string(name) + ".capa", std::string(team(name, "2027-Q1")->text())));
  const AnalysisOptions options = options_of_test_day();
  const Analysis before = analyse_again(sources, {}, options, {});
  const std::vector<Sources> kept{sources};
  sources.replace(2, team("South", "2026-Q4"));
  std::vector<ParsedFile> files = before.files;
  files[2] = nullptr;
  const Analysis again = analyse_again(sources, std::move(files), options, before);
  CHECK(again.diagnostics == analyse(sources, options).diagnostics);
  const auto target = [](const Analysis& analysis) {
    return std::count_if(analysis.diagnostics.begin(), analysis.diagnostics.end(),
                         [](const Diagnostic& found) { return found.rule == "core-target"; });
  };
  CHECK(target(before) == 0);
  CHECK(target(again) == 1);
}

TEST_CASE("work that is shared with somebody of another team is judged again with theirs") {
  const auto plan = [](const std::string& name, const std::string& team,
                       const std::string& shared) {
    return "team \"" + team + "\" {\n  quarter 2026-Q4\n}\nplan \"" + name + "\" in \"" + team +
           "\" {\n  contract 7h\n  mon am core 3.5h" + shared + "\n}\n";
  };
  Sources sources;
  sources.add(Source("ann.capa", plan("Ann", "North", "")));
  sources.add(Source("ben.capa", plan("Ben", "South", " with \"Ann\"")));
  const AnalysisOptions options = options_of_test_day();
  const std::vector<Sources> kept{sources};
  const Analysis before = analyse_again(sources, {}, options, {});
  sources.replace(
      0, std::make_shared<const Source>("ann.capa", plan("Ann", "North", " with \"Ben\"")));
  std::vector<ParsedFile> files = before.files;
  files[0] = nullptr;
  const Analysis again = analyse_again(sources, std::move(files), options, before);
  CHECK(again.diagnostics == analyse(sources, options).diagnostics);
  CHECK(again.diagnostics != before.diagnostics);
}

TEST_CASE("teams that share none are judged apart") {
  const AnalysisOptions options = options_of_test_day();
  Sources teams = two_teams();
  const auto apart = [&] { return analyse_again(teams, {}, options, {}).memory->communities; };
  // Both teams have a plan of Dan's.
  CHECK(apart().files == std::vector<std::vector<FileId>>{{0}, {1, 2, 3, 4, 5, 6, 7, 8}});
  const FileId dan = 8;
  teams.replace(dan,
                std::make_shared<const Source>("eve.capa", "plan \"Eve\" in \"South\" {\n}\n"));
  CHECK(apart().files == std::vector<std::vector<FileId>>{{0}, {1, 2, 4, 5, 6}, {3, 7, 8}});
  CHECK(apart().for_all == std::vector<FileId>{0});
}

TEST_CASE("any number of threads finds the same in the same order", "[threads]") {
  for (const char* folder : {"examples/anywhere-camhs", "examples/broken", "tests/cases"}) {
    const Sources sources = texts_below(folder);
    const Analysis one = analyse(sources, options_of_test_day(1));
    const Analysis many = analyse(sources, options_of_test_day(7));
    INFO(folder);
    CHECK_FALSE(one.diagnostics.empty());
    CHECK(one.diagnostics == many.diagnostics);
    CHECK(one.suppressed.size() == many.suppressed.size());
  }
}
