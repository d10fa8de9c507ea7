// What rests on a setting that was refused is unknown in every output, and nothing else is.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "balance/balance.h"
#include "balance/lost.h"
#include "render/balance.h"
#include "support/lint.h"

using namespace capalint;

namespace {

// Everything that a setting may touch: a conversion, a rotation, leave, joint work, posts by contract, a
// visitor, a trainee that counts.
const std::string team_lines = "  quarter 2027-Q1\n  referrals 3 per week\n  transfer 60%..70%\n";
const std::string list = "  choice weekly {\n    \"Ann\" 1 per week\n    \"Ben\" 2 per week\n  }\n";
const std::string plans = R"(
plan "Ann" in "North" {
  contract 30h
  before big admin
  mon am core 3.5h
  mon pm core 3.5h with "Ben"
  tue am choice 1.5h, specific "trauma" 2h
  wed am core 3.5h every 2 weeks
  leave "secondment" 2027-02-01..2027-02-28
}
plan "Ben" in "North" {
  contract 37.5h
  mon pm core 3.5h with "Ann"
  tue am choice 3h
  wed pm core 3.5h, big admin 30m
  fri am big admin 1h
}
plan "Cleo" in "North" {
  contract 20h
  set trainee yes
  set trainees-count yes
  thu am core 3.5h
  thu pm choice 1.5h x1
}
)";

std::string workspace(const std::string& choice, const std::string& setting) {
  return "team \"North\" {\n" + team_lines + choice + "}\n" + plans + "rules {\n" + setting +
         "\n}\n";
}

TeamBalance balance(const Linted& linted) { return balance_of(linted.analysis.model, TeamId(0)); }

using Named = std::map<std::string, Figure>;

Named figures_of(const TeamBalance& team) {
  Named all;
  for (const TeamFigure& row : team_figures()) all[std::string(row.key)] = team.*row.figure;
  for (const ClinicianBalance& who : team.clinicians) {
    for (const ClinicianFigure& row : clinician_figures())
      all[who.name + " " + std::string(row.key)] = who.*row.figure;
  }
  return all;
}

struct Other {
  std::string setting;
  std::string value;   // that changes what rests on it
  bool simple = true;  // … all of it; what rests on one of the conversion may keep its number
};

const std::vector<Other> others{
    {"session", "4h", false},
    {"contacts-per-session", "3 appointments"},
    {"big-admin-per-session", "45m", false},
    {"big-admin-base", "core + specific + choice", false},
    {"big-admin-added", "yes", false},
    {"choice-length", "1h"},
    {"choice-loss", "20%"},
    {"core-appointments", "6 appointments"},
    {"working-weeks", "40 weeks"},
    {"full-time", "40h"},
    {"referrals-per-fte", "2"},
    {"sessions-per-referral", "4"},
    {"full-time-sessions", "12"},
};

}  // namespace

TEST_CASE("what a setting changes is unknown when it is refused", "[balance][unknown][property]") {
  for (const std::string& choice : {list, std::string()}) {
    const TeamBalance standard = balance(lint({{"a.capa", workspace(choice, "")}}));
    const Named before = figures_of(standard);
    CHECK_FALSE(standard.remedies.empty());
    for (const Other& other : others) {
      INFO(other.setting << (choice.empty() ? ", Choice as in the plans" : ", Choice by a list"));
      const Linted changed =
          lint({{"a.capa", workspace(choice, "  set " + other.setting + " " + other.value)}});
      const Linted refused =
          lint({{"a.capa", workspace(choice, "  set " + other.setting + " 1 our")}});
      const Named after = figures_of(balance(changed));
      const TeamBalance team = balance(refused);
      const Named unknown = figures_of(team);
      int rests = 0;
      for (const auto& [name, figure] : before) {
        INFO(name);
        const bool differs = figure.value != after.at(name).value;
        if (differs || other.simple) CHECK(unknown.at(name).unknown == differs);
        CHECK(unknown.at(name).known() == (figure.known() && !unknown.at(name).unknown));
        rests += differs;
      }
      CHECK(rests > 0);
      const bool verdict_rests = before.at("choice_left").value != after.at("choice_left").value ||
                                 before.at("ratio").value != after.at("ratio").value;
      if (verdict_rests || other.simple)
        CHECK((team.verdict == BalanceVerdict::not_judged) == verdict_rests);
      CHECK(team.unread_settings == std::vector<std::string>{other.setting});
      CHECK(team.remedies.empty());  // they would be sums by a default
    }
  }
}

TEST_CASE("every format says what is unknown", "[balance][unknown]") {
  const Linted linted = lint({{"a.capa", workspace(list, "  set session 1 our")}});
  BalanceReport report;
  report.sections.push_back({.workspace = ".", .teams = {balance(linted)}});
  const TeamBalance& team = report.sections.front().teams.front();
  CHECK(team.headline ==
        "balance cannot be judged, because a setting that it rests on could not be read");
  REQUIRE_FALSE(team.remarks.empty());
  CHECK(team.remarks.front().text == "`session` could not be read; what rests on it is unknown");
  CHECK(team.remarks.front().missing);
  CHECK_FALSE(team.whole.has_value());
  CHECK(team.remedies.empty());

  const std::string text = render_balance_text(report, {});
  CHECK(text.find("New Core a quarter") != std::string::npos);
  CHECK(text.find("unknown  rests on a setting that could not be read") != std::string::npos);
  const std::string csv = render_balance_csv(report, {});
  CHECK(csv.find("North,2027-Q1,,5,new_core,unknown,,,no,rests on a setting that could not be "
                 "read\r\n") != std::string::npos);
  CHECK(csv.find("North,2027-Q1,Ann,,hours_core,unknown") != std::string::npos);
  const auto json = nlohmann::json::parse(render_balance_json(report, {}));
  const auto& shown = json["workspaces"][0]["teams"][0];
  CHECK(shown["doubtful"] == true);
  CHECK(shown["unread_settings"] == nlohmann::json::array({"session"}));
  CHECK(shown["new_core_by_quarter"].is_null());
}

TEST_CASE("what is lost is unknown where it rests on a refused setting", "[balance][unknown]") {
  const std::string refused = "  set session 1 our";
  const Linted with = lint({{"a.capa", workspace(list, refused)}});
  std::string away = workspace(list, refused);
  const std::string line = "  fri am big admin 1h\n";
  away.insert(away.find(line), "  leave \"maternity\" 2027-01-01..2027-03-31\n");
  const Linted without = lint({{"a.capa", away}});
  const std::vector<TeamLoss> losses = lost({{with.analysis.model, without.analysis.model}});
  REQUIRE(losses.size() == 1);
  for (const LostFigure& figure : losses.front().total) {
    INFO(figure.key);
    // Ann's week is still to be converted by the length of a session; Choice goes by the list.
    CHECK(figure.figure.unknown == (figure.key != "choice" && figure.key != "fte"));
  }
}

TEST_CASE("of somebody who may be a trainee nobody knows what they bring", "[balance][unknown]") {
  const TeamBalance team = balance(lint({{"a.capa", workspace("", "  set trainee 1 our")}}));
  for (const Figure* figure :
       {&team.fte, &team.core_hours, &team.choice_hours, &team.choice_planned, &team.core_sessions,
        &team.new_core, &team.big_admin_needed, &team.choice_left, &team.ratio})
    CHECK(figure->unknown);
  CHECK_FALSE(team.whole.has_value());
}

TEST_CASE("a rate that was refused hides the one of the workspace", "[balance][unknown]") {
  const std::string rates = "  set transfer-low 60%\n  set transfer-high 70%";
  const auto with = [&](const std::string& transfer) {
    std::string text = workspace(list, rates);
    const std::string said = "  transfer 60%..70%\n";
    text.replace(text.find(said), said.size(), transfer);
    return balance(lint({{"a.capa", text}}));
  };
  const TeamBalance known = with("");
  CHECK(known.core_needed_low.known());
  CHECK(known.exact_share.known());
  const TeamBalance refused = with("  transfer 60%..170%\n");
  for (const Figure* figure :
       {&refused.core_needed_low, &refused.core_needed_high, &refused.core_gap_low,
        &refused.core_gap_high, &refused.sessions_needed_low, &refused.sessions_needed_high,
        &refused.exact_share, &refused.ratio})
    CHECK(figure->unknown);
  CHECK(refused.new_core.known());
  CHECK(refused.multiplier.known());
}

TEST_CASE("nothing is said beside the numbers by a refused setting", "[balance][unknown]") {
  const auto remarks = [](const std::string& setting) {
    std::string text;
    const TeamBalance team = balance(lint({{"a.capa", workspace(list, setting)}}));
    for (const Remark& remark : team.remarks)
      text += std::to_string(remark.step) + " " + remark.text + "\n";
    return text;
  };
  const std::string standard = remarks("");
  CHECK(standard.find("5 Ann: 1h") != std::string::npos);
  CHECK(standard.find("of Core a week with a colleague") != std::string::npos);
  const std::string session = remarks("  set session 1 our");
  CHECK(session.find("have still to become Big Admin") == std::string::npos);
  CHECK(session.find("Ann: 3.5h of Core a week with") == std::string::npos);
  CHECK(session.starts_with("0 `session` could not be read; what rests on it is unknown\n"));
  // Cleo's plan says its appointments; how many Ben's hours hold rests on the length of one.
  const auto with_more = [](const std::string& setting) {
    std::string more = list;
    more.replace(more.find("\"Ben\" 2"), 7, "\"Ben\" 3");
    std::string text;
    for (const Remark& remark : balance(lint({{"a.capa", workspace(more, setting)}})).remarks)
      text += std::to_string(remark.step) + " " + remark.text + "\n";
    return text;
  };
  const std::string refused = with_more("  set choice-length 1 our");
  CHECK(with_more("").find("4 Ben: given 3 appointments a week, and the plan holds 2") !=
        std::string::npos);
  CHECK(refused.find("4 Ben") == std::string::npos);
  CHECK(refused.find("4 Cleo: given 0") != std::string::npos);
  CHECK(balance(lint({{"a.capa", workspace(list, "")}})).core_share.working.find("teams manage") !=
        std::string::npos);
  CHECK(balance(lint({{"a.capa", workspace(list, "  set core-share-low 1 our")}}))
            .core_share.working.find("teams manage") == std::string::npos);
}

TEST_CASE("how work is spread is not shown by a refused setting", "[balance][unknown]") {
  const auto spreads = [](const std::string& setting) {
    std::string rows;
    for (const Spread& spread : balance(lint({{"a.capa", workspace(list, setting)}})).spreads)
      rows += spread.what + "\n";
    return rows;
  };
  const std::string share = "share of Choice and Core\n";
  const std::string admin = "Big Admin for each full-time equivalent\n";
  CHECK(spreads("") == share + admin);
  CHECK(spreads("  set fair-share-spread 1 our") == admin);
  CHECK(spreads("  set session 1 our").empty());
  CHECK(spreads("  set full-time 1 our") == share);
}

TEST_CASE("half-days rest on the length of a session, and hours do not", "[balance][unknown]") {
  const std::string text =
      "team \"T\" {\n  quarter 2027-Q1\n  referrals 1 per week\n}\n"
      "plan \"A\" in \"T\" {\n  contract 7h\n  mon am core 3.5h\n  mon pm choice 3h\n}\n"
      "rules {\n  set session 1 our\n}\n";
  const TeamBalance team = balance(lint({{"a.capa", text}}));
  CHECK(team.core_hours.known());
  CHECK(team.core_share.known());
  CHECK(team.planned_share.unknown);
}

TEST_CASE("no post is nothing to divide by", "[balance]") {
  const auto team = [](const std::string& more) {
    return balance(lint({{"a.capa",
                          "team \"T\" {\n  quarter 2027-Q1\n  referrals 1 per week\n}\n"
                          "plan \"A\" in \"T\" {\n  fte 0\n  mon am core 3.5h, big admin 30m\n}\n" +
                              more}}));
  };
  const TeamBalance alone = team("");
  CHECK(alone.headline.find("cannot be done") == std::string::npos);
  CHECK_FALSE(alone.thumb_referrals.known());
  const TeamBalance three = team(
      "plan \"B\" in \"T\" {\n  fte 1\n  mon am big admin 1h\n}\n"
      "plan \"C\" in \"T\" {\n  fte 0.5\n  mon am big admin 1h\n}\n");
  CHECK(three.headline.find("cannot be done") == std::string::npos);
  REQUIRE(three.spreads.size() == 2);
  CHECK(three.spreads.back().least == 1);
  CHECK(three.spreads.back().most == 2);
}

TEST_CASE("an unknown figure is another than none", "[unknown]") {
  CHECK(Figure{}.same(Figure{}));
  CHECK_FALSE(Figure{}.same(Figure{.unknown = true}));
}

TEST_CASE("doubt of before and doubt of the work are both kept", "[unknown]") {
  const Linted linted = lint({{"a.capa", workspace(list, "")}});
  Reading reading(linted.analysis.model);
  reading.doubt(true);
  CHECK_FALSE(rests_on_default(reading, [] {}));
  CHECK(reading.doubt().lines);
  (void)reading.take_doubt();
  CHECK_FALSE(rests_on_default(reading, [&] { reading.doubt(true); }));
  CHECK(reading.doubt().lines);
  (void)reading.take_doubt();
  reading.doubt({.settings = true});
  CHECK_FALSE(rests_on_default(reading, [] {}));
  CHECK(reading.doubt().settings);
}

TEST_CASE("what is lost over several quarters is unknown when it is in one of them", "[unknown]") {
  using ByDefault = QuarterWork::ByDefault;
  const QuarterWork known{.posts = Ratio(0)};
  const QuarterWork unknown{.posts = Ratio(0), .by_default = {true, true, true, true}};
  for (const ByDefault& all :
       {total({known, unknown}).by_default, total({unknown, known}).by_default}) {
    CHECK(all.choice);
    CHECK(all.new_core);
    CHECK(all.hours);
    CHECK(all.posts);
  }
  const ByDefault nothing = total({known, known}).by_default;
  CHECK_FALSE((nothing.choice || nothing.new_core || nothing.hours || nothing.posts));
}

TEST_CASE("what is said beside the steps does not rest on a refused setting", "[unknown]") {
  const auto remarks = [](const std::string& setting) {
    std::string text;
    for (const Remark& remark : balance(lint({{"a.capa", workspace(list, setting)}})).remarks)
      text += fmt::format("{}: {}\n", remark.step, remark.text);
    return text;
  };
  using Catch::Contains;
  const std::string to_convert = "clinical time have still to become Big Admin";
  const std::string joint = "of Core a week with a colleague";
  CHECK_THAT(remarks(""), Contains(to_convert) && Contains(joint));
  const std::string refused = remarks("  set big-admin-per-session xyzzy");
  CHECK_THAT(refused, !Contains(to_convert) && !Contains("Ann: 3.5h of Core"));
  CHECK_THAT(refused, Contains("0: `big-admin-per-session` could not be read"));
}

TEST_CASE("a name of work that goes on in the next line is quoted on one", "[unknown]") {
  const Linted linted = lint({{"a.capa",
                               "team \"T\" {\n  activity \"duty\" is other\n  and foo\n}\n"
                               "plan \"A\" in \"T\" {\n  mon am other\n  and bar 2h\n}\n"}});
  std::string messages;
  for (const Diagnostic& each : linted.analysis.diagnostics) messages += each.message + "\n";
  using Catch::Contains;
  CHECK_THAT(messages, Contains("`other and foo` is not an activity\n"));
  CHECK_THAT(messages, Contains("`other and bar` is not an activity"));
}

TEST_CASE("joint work is not told in hours that rest on a refused setting", "[unknown]") {
  const auto told = [](const std::string& session) {
    const Linted linted = lint(
        {{"a.capa", "team \"T\" {\n  quarter 2027-Q1\n" + session +
                        "}\nplan \"Ann\" in \"T\" {\n  mon am core 1 session with \"Ben\"\n}\n"
                        "plan \"Ben\" in \"T\" {\n  mon am core 1 session with \"Ann\"\n}\n"}});
    const TeamBalance team = balance(linted);
    return std::count_if(team.remarks.begin(), team.remarks.end(), [](const Remark& remark) {
      return remark.text.find("with a colleague") != std::string::npos;
    });
  };
  CHECK(told("  set session 3.5h\n") == 2);
  CHECK(told("  set session 2\n") == 0);
}
