// Every output format, from sources and findings made by hand.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "render/fingerprint.h"
#include "render/formats.h"
#include "render/place.h"
#include "render/report.h"
#include "source/display.h"
#include "support/golden.h"

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
  d.values = {{"clinical", "clinical time", "hours(big-admin-base)", "", "", "18h", "18", "hours"},
              {"needed", "Big Admin for it", "clinical / 7", "18h / 7", "18h ÷ 7", "2h34m", "18/7",
               "hours"},
              {.expression = "planned + big-admin-tolerance >= needed",
               .substituted = "1h30m + 0h >= 2h34m",
               .value = "no"}};
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

/// Everything that might break out of its place in an output.
struct Hostile {
  Sources sources;
  Report report;

  Hostile() {
    const std::string text =
        "plan \"\x1b[2J\u202Egnp.exe\" {\r\n"
        "\tmon am  core \xFF\xC0 3.5h\r\n"
        "\ttue am  other \"::error::%0A]]> <b>&amp;</b> [x](1) {0} @team #1 | ` $a$\"\n"
        "}\n";
    const FileId file = sources.add(Source("a b/%41,c:d\n<e>&\"f\".capa", text));
    Diagnostic name;
    name.code = "CAPA999";
    name.rule = "name";
    name.message =
        "the plan of \x1b[2J\u202Egnp.exe has\na name <b>&amp;</b> [x](1) {0} @team #1 | ` ]]>";
    name.help = "write `a | b`\r\n::error::%0A";
    name.subject = "\x1b[2J\u202Egnp.exe";
    name.span = find(sources, file, "\"\x1b[2J\u202Egnp.exe\"");
    name.labels = {{find(sources, file, "::error::%0A]]>"), "and \x07 here"}};
    Diagnostic bytes = name;
    bytes.message = "bytes \xFF\xC0 are not UTF-8";
    bytes.span = find(sources, file, "\xFF\xC0");
    bytes.labels.clear();
    bytes.fixes = {{"delete \xFF", true, {{bytes.span, ""}}}};
    report.sections.push_back({"a\nb", &sources, {file}, {name, bytes}, {}});
    report.root = "/";
  }
};

}  // namespace

TEST_CASE("formats look as they did", "[render]") {
  const Run run;
  const Hostile hostile;
  Report nothing;
  Sources sources;
  nothing.sections.push_back(
      {".", &sources, {sources.add(Source("a.capa", "plan \"A\" {\n}\n"))}, {}, {}});
  nothing.plans = 1;
  for (const Format& format : formats()) {
    const std::string name(format.name);
    check_golden("render/all." + name, format.render(run.report, {}));
    check_golden("render/nothing." + name, format.render(nothing, {}));
    check_golden("render/hostile." + name, format.render(hostile.report, {}));
  }
  check_golden("render/colour.text", render_text(run.report, {.colour = true, .links = true}));
}

TEST_CASE("people read sums in words, and those who ask for it as the rule writes them",
          "[render]") {
  const Run run;
  for (const auto& render : {render_text, render_markdown, render_junit}) {
    const std::string words = render(run.report, {});
    CHECK(words.find("sum: Big Admin for it: 18h ÷ 7 = 2h34m") != std::string::npos);
    // The message says it already.
    CHECK(words.find("clinical time: 18h") == std::string::npos);
    CHECK(words.find("wanted") == std::string::npos);
    CHECK(words.find("hours(big") == std::string::npos);

    const std::string explained = render(run.report, {.explain = true});
    CHECK(explained.find("sum: needed = clinical / 7 = 18h / 7 = 2h34m") != std::string::npos);
    CHECK(explained.find("wanted: planned + big-admin-tolerance") != std::string::npos);
  }
}

TEST_CASE("a number is told below a finding unless its message says just this number", "[render]") {
  const auto sums = [](const std::string& message) {
    Diagnostic d;
    d.message = message;
    d.values = {{.label = "lunch", .value = "1h"}};
    return notes_of(d, Sums::in_words).size();
  };
  CHECK(sums("1h of lunch") == 0);
  CHECK(sums("lunch of 1h") == 0);
  CHECK(sums("lunch of 1h30m") == 1);
  CHECK(sums("lunch of 11h") == 1);
  CHECK(sums("lunch of 0.1h") == 1);
  CHECK(sums("lunch of 11h, and not of 1h") == 0);
}

TEST_CASE("the table of formats finds its rows", "[render]") {
  CHECK(find_format("sarif")->render == render_sarif);
  CHECK(find_format("SARIF") == nullptr);
  for (const Format& format : formats()) CHECK(find_format(format.name) == &format);
}

TEST_CASE("nothing that people read moves the cursor or turns text round", "[render]") {
  const Hostile hostile;
  for (const std::string name : {"text", "short", "github", "junit", "markdown"}) {
    INFO(name);
    const std::string out = find_format(name)->render(hostile.report, {});
    for (const char c : out) CHECK((c == '\n' || static_cast<unsigned char>(c) >= ' '));
    CHECK(out.find("\u202E") == std::string::npos);
    CHECK(out.find('\xFF') == std::string::npos);
  }
}

TEST_CASE("the summary counts", "[render]") {
  Run run;
  CHECK(summary(run.report) ==
        "3 errors, 2 warnings, 1 note in 2 plans of 1 team; 1 more is allowed by an exception");
  CHECK(explain_hint(run.report).find("`capalint explain CAPA001`") == 0);
  Report nothing;
  CHECK(summary(nothing) == "0 files checked: nothing found");
  nothing.plans = 12;
  nothing.teams = 1;
  CHECK(summary(nothing) == "12 plans of 1 team checked: nothing found");
  nothing.teams = 0;
  CHECK(summary(nothing) == "12 plans checked: nothing found");
  CHECK(explain_hint(nothing).empty());
}

TEST_CASE("paths are relative to the root, or whole", "[render]") {
  CHECK(relative_path("/w", "a/b.capa") == "a/b.capa");
  CHECK(relative_path("/w", "./a/../b.capa") == "b.capa");
  CHECK(relative_path("/w/", "/w/a.capa") == "a.capa");
  CHECK(relative_path("/w", "../x/a.capa") == "/x/a.capa");
  CHECK(relative_path("/w", "..a/b.capa") == "..a/b.capa");
  CHECK(relative_path("", "./a.capa") == "a.capa");
  CHECK(uri_of("/w", "Māia O'Neill/50% a:b.capa") == "M%C4%81ia%20O%27Neill/50%25%20a%3Ab.capa");
  CHECK(uri_of("/w", "/x y.capa") == "file:///x%20y.capa");
  CHECK(file_uri("/w", "a.capa") == "file:///w/a.capa");
  CHECK(file_uri("", "a.capa").empty());
}

TEST_CASE("empty, long and multi-line spans are underlined", "[render][text]") {
  CHECK(snippet("core 2h\n", at(5, 5)) == "\n1 | core 2h\n  |      ^\n");
  CHECK(snippet("core 2h\n", at(7, 7)) == "\n1 | core 2h\n  |        ^\n");
  CHECK(snippet("core 2h\n", at(7, 8)) == "\n1 | core 2h\n  |        ^\n");
  CHECK(snippet("core 2h\r\nx", at(7, 9)) == "\n1 | core 2h\n  |        ^\n");
  CHECK(snippet("core 2h  \nx\n", at(0, 11)) == "\n1 | core 2h\n  | ^^^^^^^\n");
  CHECK(snippet("core 2h\n", at(8, 8)) == "\n2 |\n  | ^\n");
  // Spans that are wrong are a bug elsewhere, which must not hide the finding.
  CHECK(snippet("core 2h", at(900, 1000)) == "\n1 | core 2h\n  |        ^\n");
  CHECK(snippet("core 2h", at(5, 2)) == "\n1 | core 2h\n  |      ^\n");
}

TEST_CASE("underlines stand below what they mean", "[render][text]") {
  const auto line = [](const std::string& before, const std::string& marked) {
    const auto begin = static_cast<std::uint32_t>(before.size());
    return snippet(before + marked + " x\n",
                   at(begin, begin + static_cast<std::uint32_t>(marked.size())));
  };
  CHECK(line("\t", "core") == "\n1 |     core x\n  |     ^^^^\n");
  CHECK(line("a\t", "\t") == "\n1 | a         x\n  |      ^^^^\n");
  CHECK(line("李明 ", "core") == "\n1 | 李明 core x\n  |      ^^^^\n");
  CHECK(line("", "李明") == "\n1 | 李明 x\n  | ^^^^\n");
  // Letters with marks of their own: composed, decomposed, Thai, and a family in one picture.
  CHECK(line("Māia ", "core") == "\n1 | Māia core x\n  |      ^^^^\n");
  CHECK(line("Ma\u0304ia ", "core") == "\n1 | Ma\u0304ia core x\n  |      ^^^^\n");
  CHECK(line("กำ ", "core") == "\n1 | กำ core x\n  |    ^^^^\n");
  CHECK(line("👩‍👩‍👧 ", "core") == "\n1 | 👩‍👩‍👧 core x\n  |    ^^^^\n");
  CHECK(line("🇳🇿🇬🇧 ", "core") == "\n1 | 🇳🇿🇬🇧 core x\n  |      ^^^^\n");
  // Half of a character is all of it.
  CHECK(snippet("a李b\n", at(2, 3)) == "\n1 | a李b\n  |  ^^\n");
  CHECK(line("a\u200Bb\u202Ec\x1b ", "core") ==
        "\n1 | a<U+200B>b<U+202E>c␛ core x\n  |                      ^^^^\n");
  CHECK(line("\xFF ", "core") == "\n1 | \\xFF core x\n  |      ^^^^\n");
  CHECK(line("\u0301 ", "core") == "\n1 | ◌\u0301 core x\n  |   ^^^^\n");
}

TEST_CASE("endless marks on one letter are cut", "[render][text]") {
  std::string zalgo = "e";
  for (int i = 0; i < 100; ++i) zalgo += "\u0301";
  CHECK(visible(zalgo).size() < 30);
  CHECK(display_width(zalgo) == 2);
}

TEST_CASE("several labels share a line", "[render][text]") {
  const std::string text = "mon am core 2h, choice x1\n";
  Diagnostic d = at(7, 11);
  d.labels = {{{0, 0, 3}, "one"}, {{0, 16, 22}, "three"}, {{0, 4, 6}, "two"}, {{0, 7, 11}, "mine"}};
  CHECK(snippet(text, d) ==
        "\n1 | mon am core 2h, choice x1\n"
        "  | --- -- ^^^^     ------ three\n"
        "  | |   |  |\n"
        "  | |   |  mine\n"
        "  | |   two\n"
        "  | one\n");

  // The outer one ends last, so no words stand beside the row.
  d = at(7, 11);
  d.labels = {{{0, 7, 11}, "inner"}, {{0, 0, 14}, "outer"}, {{0, 7, 9}, "same place"}};
  CHECK(snippet(text, d) ==
        "\n1 | mon am core 2h, choice x1\n"
        "  | -------^^^^---\n"
        "  | |      |\n"
        "  | |      same place\n"
        "  | |      inner\n"
        "  | outer\n");
}

TEST_CASE("lines between are shown when it is one, and said to be left out when more",
          "[render][text]") {
  Diagnostic d = at(0, 1);
  d.labels = {{{0, 4, 5}, "near"}, {{0, 12, 13}, "far"}};
  CHECK(snippet("a\nb\nc\nd\ne\nf\ng\n", d) ==
        "\n1 | a\n  | ^\n2 | b\n3 | c\n  | - near\n...\n7 | g\n  | - far\n");
}

TEST_CASE("a label that has no text to show is said in words", "[render][text]") {
  Sources sources;
  const FileId empty = sources.add(Source("empty.capa", ""));
  const FileId file = sources.add(Source("a.capa", "team \"A\" {\n"));
  Diagnostic d = at(0, 0);
  d.span = {empty, 0, 0};
  d.labels = {{{file, 0, 4}, "the team"}, {{empty, 0, 0}, "nothing here"}, {{}, "nowhere"}};
  Report report;
  report.sections.push_back({"", &sources, {empty, file}, {d}, {}});
  CHECK(
      render_text(report, {}) ==
      "error[CAPA999]: here\n --> empty.capa\n also a.capa:1:1\n  |\n1 | team \"A\" {\n  | ---- the team\n  |\n"
      "  = note: nothing here (empty.capa)\n  = note: nowhere\n");
}

TEST_CASE("a long line is shown around what is marked", "[render][text]") {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "core " + std::to_string(100 + i) + "h, ";
  const auto lines = [&](std::uint32_t begin, std::uint32_t end, std::size_t width) {
    return snippet(text + "\n", at(begin, end), {.width = width});
  };
  CHECK(lines(0, 4, 40) == "\n1 | core 100h, core 101h, core 102h, co…\n  | ^^^^\n");
  CHECK(lines(555, 559, 40) ==
        "\n1 | …ore 149h, core 150h, core 151h, co…\n  |                 ^^^^\n");
  CHECK(lines(1094, 1098, 40) ==
        "\n1 | …, core 197h, core 198h, core 199h,\n  |                               ^^^^\n");
  for (std::uint32_t begin = 0; begin < text.size(); begin += 7) {
    for (const std::uint32_t size : {0U, 1U, 30U, 200U}) {
      std::istringstream out(lines(begin, begin + size, 60));
      for (std::string line; std::getline(out, line);) CHECK(display_width(line) <= 60);
    }
  }
  // An unknown width is 80 columns.
  CHECK(lines(555, 559, 0) == lines(555, 559, 80));
}

TEST_CASE("a line of a megabyte is not looked at as a whole", "[render][text]") {
  const std::string text = std::string(1'000'000, 'x') + "core\n";
  const std::string shown = snippet(text, at(1'000'000, 1'000'004));
  CHECK(shown.size() < 300);
  CHECK(shown.find("xcore\n") != std::string::npos);
  CHECK(shown.find("xx^^^^") == std::string::npos);
  CHECK(shown.find(" ^^^^\n") != std::string::npos);
  std::string wide;
  for (int i = 0; i < 10'000; ++i) wide += "李";
  CHECK(snippet(wide, at(15'000, 15'003)).find("\\x") == std::string::npos);
}

TEST_CASE("JSON keeps what a finding says", "[render][json]") {
  const Run run;
  const Json document = Json::parse(render_json(run.report, {}));
  REQUIRE(document["findings"].size() == 6);
  const Json& finding = document["findings"][1];
  CHECK(finding["code"] == "CAPA201");
  CHECK(finding["rule"] == "big-admin");
  CHECK(finding["level"] == "warning");
  CHECK(finding["path"] == "plans/karen peters.capa");
  CHECK(finding["range"]["start"] == Json{{"line", 9}, {"column", 55}});
  CHECK(finding["range"]["end"] == Json{{"line", 9}, {"column", 64}});
  CHECK(finding["notes"][0]["path"] == "team.capa");
  CHECK(finding["values"][1]["exact"] == "18/7");
  CHECK(finding["values"][1]["substituted"] == "18h / 7");
  CHECK(finding["values"][1]["label"] == "Big Admin for it");
  CHECK(finding["values"][1]["sum"] == "18h ÷ 7");
  CHECK(finding["references"].empty());
  CHECK(finding["fixes"][0]["edits"][0]["replacement"] == "2h34m");
  CHECK(document["findings"][5]["range"].is_null());
  CHECK(document["suppressed"][0]["exception"]["reason"] == "joint clinic");

  std::istringstream lines(render_jsonl(run.report, {}));
  std::vector<std::string> types;
  for (std::string line; std::getline(lines, line);) types.push_back(Json::parse(line)["type"]);
  CHECK(types == std::vector<std::string>{"finding", "finding", "finding", "finding", "suppressed",
                                          "finding", "finding", "summary"});
}

TEST_CASE("columns are Unicode characters", "[render][json]") {
  Sources sources;
  const FileId file = sources.add(Source("a.capa", "李明 👩 core"));
  Diagnostic d = at(0, 0);
  d.span = find(sources, file, "core");
  Report report;
  report.sections.push_back({"", &sources, {file}, {d}, {}});
  CHECK(Json::parse(render_json(report, {}))["findings"][0]["range"]["start"]["column"] == 6);
  CHECK(render_short(report, {}) == "a.capa:1:6: error: here [CAPA999]\n");
}

TEST_CASE("JUnit fails a test when the level fails the run", "[render][junit]") {
  Run run;
  const auto failures = [&](Level level) {
    run.report.fail_on = level;
    const std::string out = render_junit(run.report, {});
    std::size_t count = 0;
    for (std::size_t i = out.find("<failure"); i != std::string::npos;
         i = out.find("<failure", i + 1))
      ++count;
    CHECK(out.find(" tests=\"8\" failures=\"" + std::to_string(count) + "\"") != std::string::npos);
    return count;
  };
  CHECK(failures(Level::error) == 3);
  CHECK(failures(Level::warning) == 5);
  CHECK(failures(Level::note) == 6);
  CHECK(failures(Level::off) == 0);
}

TEST_CASE("fingerprints outlive edits elsewhere and tell equals apart", "[render][fingerprint]") {
  const auto of = [](const std::string& text, const std::vector<std::string>& marked,
                     bool suppress_first = false) {
    Sources sources;
    const FileId file = sources.add(Source("a.capa", text));
    Section section{"", &sources, {file}, {}, {}};
    std::map<std::string, int> nth;
    for (const std::string& mark : marked) {
      Diagnostic d = at(0, 0);
      d.subject = "Karen Peters";
      d.span = find(sources, file, mark, ++nth[mark]);
      if (suppress_first && section.suppressed.empty()) {
        section.suppressed.push_back({d, "agreed", d.span});
      } else {
        section.diagnostics.push_back(d);
      }
    }
    Report report;
    report.sections.push_back(section);
    return fingerprints(report)[0];
  };
  const auto before =
      of("core 2h\ncore 3h\ncore 2h\n", {"core 2h", "core 2h", "core 3h"}).diagnostics;
  CHECK(std::set<std::string>(before.begin(), before.end()).size() == 3);
  CHECK(of("# moved\n\ncore 2h\n\n  core  3h # more\ncore 2h\n", {"core 2h", "core 2h", "core  3h"})
            .diagnostics == before);
  const Fingerprints suppressed =
      of("core 2h\ncore 3h\ncore 2h\n", {"core 2h", "core 2h", "core 3h"}, true);
  CHECK(suppressed.suppressed[0] == before[0]);
  CHECK(suppressed.diagnostics[0] == before[1]);

  // Where the repository is, and whether paths were given whole, makes no difference.
  const auto placed = [](const std::string& root, const std::string& folder) {
    Sources sources;
    Section section{
        folder, &sources, {sources.add(Source(folder + "/a.capa", "core"))}, {at(0, 4)}, {}};
    Report report;
    report.sections.push_back(section);
    report.root = root;
    return fingerprints(report)[0].diagnostics[0];
  };
  CHECK(placed("/home/one/r", "plans") == placed("/home/two/r", "/home/two/r/plans"));
  CHECK(placed("/home/one/r", ".") == placed("/home/two/r", "/home/two/r"));
  CHECK(placed("/home/one/r", "../x") == placed("/home/two/r", "/home/two/x"));
  CHECK(placed("/home/one/r", "x") != placed("/home/one/r", "y"));

  Run run;
  const std::string sarif = render_sarif(run.report, {});
  const std::string first = fingerprints(run.report)[0].diagnostics[0];
  CHECK(sarif.find(first) != std::string::npos);
  CHECK(render_gitlab(run.report, {}).find(first) != std::string::npos);
}

TEST_CASE("what makes a finding another one", "[render][fingerprint]") {
  const auto of = [](const std::vector<Diagnostic>& found, const std::string& text = "core 2h",
                     const std::string& path = "a.capa") {
    Sources sources;
    const FileId file = sources.add(Source(path, text));
    Report report;
    report.sections.push_back({"", &sources, {file}, found, {}});
    for (Diagnostic& each : report.sections[0].diagnostics)
      each.span = {file, 0, static_cast<std::uint32_t>(text.size())};
    return fingerprints(report)[0].diagnostics;
  };
  const auto finding = [](const std::string& code, const std::string& subject,
                          const std::string& where, const std::string& distance = "") {
    Diagnostic d = at(0, 0);
    d.code = code;
    d.subject = subject;
    d.where = where;
    if (!distance.empty()) d.distances = {{distance, "hours", ""}};
    return d;
  };
  struct Case {
    Diagnostic found;
    bool by_text;
    bool by_file;
  };
  for (const Case& each : {Case{finding("OWN001", "A", "mon am core"), false, false},
                           Case{finding("CAPA112", "A", "mon am core"), true, false},
                           Case{finding("OWN001", "", "mon am core"), true, false},
                           Case{finding("OWN001", "A", ""), true, false},
                           Case{finding("OWN001", "", ""), true, true}}) {
    INFO(each.found.code << " " << each.found.subject << " " << each.found.where);
    const auto before = of({each.found});
    CHECK((of({each.found}, "core 3h") != before) == each.by_text);
    CHECK((of({each.found}, "core 2h", "b.capa") != before) == each.by_file);
  }

  // `fmt` gives what stands in braces a line of its own; a brace in quotes is none.
  const std::vector<Diagnostic> one{finding("OWN001", "A", "")};
  CHECK(of(one, "x{ y }") == of(one, "x{\n  z\n}"));
  CHECK(of(one, "\"a{b\" {c") == of(one, "\"a{b\" {d"));
  CHECK(of(one, "\"a{b\" {c") != of(one, "\"a{d\" {c"));
  // The same for ever: services and baselines keep it.
  CHECK(of(one, "plan \"A\" { contract 10h }") ==
        std::vector<std::string>{"0ab26b5c910229dd91bc1d0806c5d3f6"});

  // Of those that are alike the furthest off is the first one, and then the first by what it says.
  const auto order = [&](const std::vector<std::string>& distances) {
    std::vector<Diagnostic> alike;
    for (const std::string& distance : distances) {
      alike.push_back(finding("OWN001", "A", "mon", distance));
      alike.back().message = std::to_string(alike.size());
    }
    const std::vector<Diagnostic> plain{finding("OWN001", "A", "mon"),
                                        finding("OWN001", "A", "mon")};
    const std::vector<std::string> marks = of(plain);
    std::string all;
    for (const std::string& mark : of(alike))
      all += std::to_string(std::find(marks.begin(), marks.end(), mark) - marks.begin());
    return all;
  };
  CHECK(order({"1", "3/2"}) == "10");
  CHECK(order({"3/2", "1"}) == "01");
  CHECK(order({"1", "1"}) == "01");
  CHECK(order({"", "1/2"}) == "10");
  CHECK(order({"unknown", "1/2"}) == "10");
  CHECK(order({"", "0"}) == "01");
  CHECK(order({"unknown", "0"}) == "01");
}

TEST_CASE("no text and no span breaks a format", "[render]") {
  const std::vector<std::string> pieces{"core",
                                        " ",
                                        "\t",
                                        "\n",
                                        "\r\n",
                                        "\xFF",
                                        "\xE6",
                                        "李",
                                        "\u0301",
                                        "\u200D",
                                        "\u202E",
                                        "\x1b[31m",
                                        "\u0600",
                                        "👩‍👩‍👧",
                                        "🇳",
                                        "`",
                                        "]]>&<\"'\\|%0A",
                                        std::string(1, '\0')};
  std::mt19937 random(1);
  const auto below = [&](std::size_t limit) {
    return static_cast<std::uint32_t>(random() % limit);
  };
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::uint32_t i = below(60); i > 0; --i) text += pieces[below(pieces.size())];
    Sources sources;
    const FileId file = sources.add(Source(text.substr(0, 20), text));
    const auto span = [&] {
      const std::uint32_t begin = below(text.size() + 1);
      return Span{file, begin, begin + below(text.size() + 1 - begin)};
    };
    Diagnostic d = at(0, 0);
    d.span = span();
    d.message = d.help = d.subject = text;
    d.labels = {{span(), text}, {span(), "second"}, {span(), ""}};
    d.fixes = {{text, true, {{span(), text}}}};
    Report report;
    report.sections.push_back({text, &sources, {file}, {d, d}, {{d, text, span()}}});
    report.root = "/";
    for (const Format& format : formats()) {
      const std::string out = format.render(report, {.width = 40});
      CHECK(out == format.render(report, {.width = 40}));
      if (format.name == "json" || format.name == "sarif" || format.name == "gitlab")
        CHECK_FALSE(Json::parse(out).is_discarded());
      if (format.name == "short") CHECK(std::count(out.begin(), out.end(), '\n') == 2);
      if (format.name == "github") CHECK(std::count(out.begin(), out.end(), '\n') == 2);
    }
  }
}
