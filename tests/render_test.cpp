// Every output format, from sources and findings made by hand.
#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "render/display.h"
#include "render/formats.h"
#include "render/place.h"
#include "render/report.h"
#include "support/golden.h"
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace {

using namespace capalint;
using Json = nlohmann::json;

/// The `nth` place where `text` stands in the file.
Span find(const Sources& sources, FileId file, const std::string& text, int nth = 1) {
  std::size_t at = std::string::npos;
  for (int i = 0; i < nth; ++i) at = sources[file].text().find(text, at + 1);
  REQUIRE(at != std::string::npos);
  return {file, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + text.size())};
}

const std::string team_text = R"(team "Anywhere CAMHS" {
  quarter 2026-Q4
  referrals 11 per week
  transfer 66%
  core 7.5 appointments
  weeks 45 per year


  # Who does Choice
  choice weekly {
    "Andrew Down" 2 per week
    "Karen Peters" 1 per week
  }
}
)";

const std::string plan_text = R"(plan "Karen Peters" in "Anywhere CAMHS" {
  role "Clinical psychologist"
  contract 37.5h

  mon am   core 3.5h
  mon pm   core 3.5h
  mon am   core 2h

  tue am   team meeting 1.5h, other "supervision" 1h, big admin 1.5h
  tue pm   suprevision 1h
}
)";

Diagnostic big_admin(const Sources& sources, FileId team, FileId plan) {
  Diagnostic d;
  d.code = "CAPA201";
  d.rule = "big-admin";
  d.level = Level::warning;
  d.message = "1h30m of Big Admin supports 18h of clinical time, which needs 2h34m";
  d.span = find(sources, plan, "big admin");
  d.subject = "Karen Peters";
  d.labels = {{find(sources, team, "\"Karen Peters\""), "Choice is allocated here"},
              {find(sources, plan, "team meeting 1.5h"), "counted as support"}};
  d.values = {{"clinical", "hours(big-admin-base)", "", "18h", "18", "hours"},
              {"needed", "clinical / 7", "18h / 7", "2h34m", "18/7", "hours"},
              {"", "planned + big-admin-tolerance >= needed", "1h30m + 0h >= 2h34m", "no", "", ""}};
  d.standard = "half an hour of Big Admin for each 3.5 h clinical session";
  d.source = "CAPA, Job Plans, step 1";
  d.help = "convert 1h4m of clinical time to Big Admin";
  d.fixes = {{"write `big admin 2h34m`", false, {{find(sources, plan, "1.5h", 2), "2h34m"}}}};
  return d;
}

Diagnostic misspelt(const Sources& sources, FileId plan) {
  Diagnostic d;
  d.code = "CAPA101";
  d.rule = "unknown-activity";
  d.message = "`suprevision` is not a known activity";
  d.span = find(sources, plan, "suprevision");
  d.subject = "Karen Peters";
  d.help = "did you mean `supervision`?";
  d.fixes = {{"write `supervision`", true, {{d.span, "supervision"}}}};
  return d;
}

Diagnostic twice(const Sources& sources, FileId plan) {
  Diagnostic d;
  d.code = "CAPA112";
  d.rule = "duplicate-statement";
  d.message = "Monday morning is planned twice";
  d.span = find(sources, plan, "mon am   core 2h");
  d.subject = "Karen Peters";
  d.labels = {{find(sources, plan, "mon am   core 3.5h"), "the first is here"}};
  return d;
}

Diagnostic unreadable(FileId file) {
  Diagnostic d;
  d.code = "CAPA001";
  d.rule = "unreadable-file";
  d.message = "the file could not be read: permission denied";
  d.span = {file, 0, 0};
  d.help = "check that you may read it";
  return d;
}

/// Two workspaces, with all that a finding can have.
struct Run {
  Sources first;
  Sources second;
  Report report;

  Run() {
    const FileId team = first.add(Source("team.capa", team_text));
    const FileId plan = first.add(Source("plans/karen peters.capa", plan_text));
    const FileId locked = first.add(Source::unreadable("plans/māia.capa", "permission denied"));
    const FileId other =
        second.add(Source("../north/plan.capa", "plan \"Siân\" {\n  contract 7h\n}\n"));

    Diagnostic allowed = big_admin(first, team, plan);
    allowed.code = "CAPA210";
    allowed.rule = "core-contacts";
    Diagnostic note;
    note.code = "CAPA305";
    note.rule = "review-date";
    note.level = Level::note;
    note.message = "the plan of Siân has no date of review";
    note.span = find(second, other, "plan \"Siân\"");
    note.subject = "Siân";
    Diagnostic nowhere;
    nowhere.code = "CAPA140";
    nowhere.rule = "no-plans";
    nowhere.level = Level::warning;
    nowhere.message = "there are no plans here";

    report.sections.push_back({".",
                               &first,
                               {team, plan, locked},
                               {twice(first, plan), big_admin(first, team, plan),
                                misspelt(first, plan), unreadable(locked)},
                               {{allowed, "joint clinic", find(first, team, "weeks 45")}}});
    report.sections.push_back({"../north", &second, {other}, {note, nowhere}, {}});
    report.rules = {{"CAPA001", "unreadable-file", Level::error, "A file could not be read",
                     "Nothing in it was checked.", "Check that you may read it.", "", ""},
                    {"CAPA201", "big-admin", Level::warning,
                     "Big Admin covers the clinical sessions", "Clinical work makes paperwork.",
                     "Convert clinical time to Big Admin.", "CAPA, Job Plans, step 1", "capa"}};
    report.plans = 2;
    report.teams = 1;
    report.version = "0.1.0";
    report.root = "/home/team/plans";
  }
};

std::string text_of(const std::string& text, Diagnostic diagnostic, const Style& style = {}) {
  Sources sources;
  sources.add(Source("a.capa", text));
  Report report;
  report.sections.push_back({"", &sources, {0}, {std::move(diagnostic)}, {}});
  return render_text(report, style);
}

Diagnostic at(std::uint32_t begin, std::uint32_t end) {
  Diagnostic d;
  d.code = "CAPA999";
  d.message = "here";
  d.span = {0, begin, end};
  return d;
}

/// The lines from the source line on, without those before it.
std::string snippet(const std::string& text, Diagnostic diagnostic, const Style& style = {}) {
  const std::string all = text_of(text, std::move(diagnostic), style);
  const std::size_t bar = all.find(" |\n");
  REQUIRE(bar != std::string::npos);
  return "\n" + all.substr(bar + 3);
}

}  // namespace

TEST_CASE("formats look as they did", "[render]") {
  const Run run;
  for (const Format& format : formats()) {
    check_golden("render/all." + std::string(format.name), format.render(run.report, {}));
  }
  check_golden("render/colour.text", render_text(run.report, {.colour = true, .links = true}));
}

TEST_CASE("empty, long and multi-line spans are underlined", "[render][text]") {
  CHECK(snippet("core 2h\n", at(5, 5)) == "\n1 | core 2h\n  |      ^\n");
  CHECK(snippet("core 2h\n", at(7, 7)) == "\n1 | core 2h\n  |        ^\n");
  CHECK(snippet("core 2h\n", at(7, 8)) == "\n1 | core 2h\n  |        ^\n");
  CHECK(snippet("core 2h  \nx\n", at(0, 11)) == "\n1 | core 2h\n  | ^^^^^^^\n");
  CHECK(snippet("core 2h\n", at(8, 8)) == "\n2 |\n  | ^\n");
}
