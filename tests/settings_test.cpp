// Settings: the nearest line wins, and every contested reading of the standard is one, with what it is
// and its source.
#include <algorithm>
#include <catch2/catch.hpp>
#include <regex>
#include <sstream>

#include "rules/describe.h"
#include "rules/properties.h"
#include "support/cases.h"
#include "support/lint.h"

using namespace capalint;

namespace {

const std::string team = "team \"T\" {\n  quarter 2027-Q1\n";
const std::string plan = "plan \"A\" in \"T\" {\n";

std::string rules(const std::string& lines) { return "rules {\n" + lines + "}\n"; }

/// What the plan of A reads, with where each value came from, from far to near.
std::string chain(const Texts& texts, const std::string& setting) {
  const Linted linted = lint(texts);
  const Model& model = linted.analysis.model;
  REQUIRE(model.plans.size() == 1);
  const SettingId id = model.find_setting(setting);
  REQUIRE(id != no_setting);
  std::string text;
  for (const ChainLink& link : setting_chain(model, id, none, PlanId(0)))
    text += (text.empty() ? "" : ", ") + link.from + " " + link.value;
  const std::string in_force = to_text(model.setting(model.plans.front().settings, id));
  CHECK(text.ends_with(" " + in_force));
  return text;
}

}  // namespace

TEST_CASE("the nearest line wins: plan, team, workspace, default", "[settings]") {
  const std::string workspace = rules("  set choice-length 1h\n");
  CHECK(chain({{"a.capa", team + "}\n" + plan + "}\n"}}, "choice-length") == "default 1.5h");
  CHECK(chain({{"a.capa", team + "}\n" + plan + "}\n"}, {"r.capa", workspace}}, "choice-length") ==
        "default 1.5h, workspace 1h");
  CHECK(chain({{"a.capa", team + "  set choice-length 2h\n}\n" + plan + "}\n"},
               {"r.capa", workspace}},
              "choice-length") == "default 1.5h, workspace 1h, team \"T\" 2h");
  CHECK(chain({{"a.capa",
                team + "  set choice-length 2h\n}\n" + plan + "  set choice-length 3h\n}\n"},
               {"r.capa", workspace}},
              "choice-length") == "default 1.5h, workspace 1h, team \"T\" 2h, plan \"A\" 3h");
  CHECK(chain({{"a.capa", team + "}\n" + plan + "}\nrules \"T\" {\n  set choice-length 2h\n}\n"}},
              "choice-length") == "default 1.5h, team \"T\" 2h");
}

TEST_CASE("every contested reading of the standard is a setting with its doc and source",
          "[settings]") {
  struct Contested {
    std::string name;
    std::string type;
    std::string standard;
  };
  const std::vector<Contested> table{
      {"session", "hours", "3.5h"},
      {"contacts-per-session", "appointments", "2 appointments"},
      {"multiplier", "a plain number", "not set"},
      {"core-appointments", "appointments", "7.5 appointments"},
      {"working-weeks", "weeks", "45 weeks"},
      {"big-admin-base", "activities", "core + specific"},
      {"big-admin-tolerance", "hours", "15m"},
      {"choice-length", "hours", "1.5h"},
      {"choice-loss", "percent", "10%"},
      {"big-admin-added", "yes or no", "no"},
      {"transfer-low", "percent", "not set"},
      {"transfer-high", "percent", "not set"},
      {"trainee", "yes or no", "no"},
      {"trainees-count", "yes or no", "no"},
      {"core-target-tolerance", "families", "1 family"},
      {"choice-per-clinic", "appointments", "2 appointments"},
      {"referrals-per-fte", "a plain number", "1"},
      {"full-time-sessions", "a plain number", "10"},
      {"transfer-least", "percent", "50%"},
      {"transfer-most", "percent", "80%"},
      {"balance-low", "a plain number", "8"},
      {"balance-high", "a plain number", "9"},
      {"core-share-low", "percent", "30%"},
      {"core-share-high", "percent", "40%"},
      {"wait-to-choice-aim", "weeks", "4 weeks"},
      {"wait-to-choice-limit", "weeks", "6 weeks"},
      {"wait-to-core-aim", "weeks", "4 weeks"},
      {"wait-to-core-limit", "weeks", "6 weeks"},
      {"full-time", "hours", "37.5h"},
  };
  const Linted linted = lint({{"a.capa", ""}});
  const Model& model = linted.analysis.model;
  for (const Contested& wanted : table) {
    INFO(wanted.name);
    const SettingId id = model.find_setting(wanted.name);
    REQUIRE(id != no_setting);
    const DescribedSetting described = describe_setting(model, id);
    CHECK(described.type == wanted.type);
    CHECK(described.chain.front().value == wanted.standard);
  }
  for (SettingId id = 0; id < model.setting_declarations.size(); ++id) {
    const DescribedSetting described = describe_setting(model, id);
    INFO(described.name);
    CHECK_FALSE(described.doc.empty());
    CHECK_FALSE(described.source.empty());
  }
}

TEST_CASE("the line `transfer` sets both ends of the rate, and a setting does the same",
          "[settings]") {
  const std::string plan_of_a = plan + "}\n";
  const Texts line{{"a.capa", team + "  transfer 60%..65%\n}\n" + plan_of_a},
                   {"r.capa", rules("  set transfer-low 50%\n")}};
  CHECK(chain(line, "transfer-low") == "default not set, workspace 50%, team \"T\" 60%");
  CHECK(chain(line, "transfer-high") == "default not set, team \"T\" 65%");
  const Texts one{{"a.capa", team + "}\n" + plan_of_a},
                  {"r.capa", "rules \"T\" {\n  set transfer-low 60%\n}\n"}};
  CHECK(chain(one, "transfer-low") == "default not set, team \"T\" 60%");
  CHECK(chain(one, "transfer-high") == "default not set, team \"T\" 60%");
}

TEST_CASE("a transfer rate that is set is what balance is judged by", "[settings]") {
  const std::string text = team + "  referrals 1 per week\n  set core-share-high 100%\n}\n" + plan +
                           "  mon am core 9h\n  tue am core 1h\n}\n";
  const auto finds = [&](const std::string& lines, const std::string& code) {
    const auto codes = lint({{"a.capa", text}, {"r.capa", rules(lines)}}).codes();
    return std::find(codes.begin(), codes.end(), code) != codes.end();
  };
  CHECK_FALSE(finds("", "CAPA245"));
  CHECK(finds("  set transfer-low 70%\n", "CAPA245"));
  CHECK(finds("  set transfer-low 50%\n  set transfer-high 55%\n", "CAPA246"));
  CHECK(finds("  set transfer-low 70%\n  set transfer-high 60%\n", "CAPA111"));
  CHECK(finds("  set transfer-high 101%\n", "CAPA110"));
}

TEST_CASE("a transfer rate is said once", "[settings]") {
  const Linted linted = lint({{"a.capa", team + "  transfer 66%\n}\n" + plan + "}\n"},
                              {"r.capa", "rules \"T\" {\n  set transfer-low 60%\n}\n"}});
  CHECK(linted.only("CAPA112").message == "the setting `transfer-low` is said twice");
}

TEST_CASE("a trainee's hours are no capacity of the team unless it is said", "[settings]") {
  const auto new_core = [&](const std::string& in_plan, const std::string& lines) {
    const Linted linted =
        lint({{"a.capa", team + "}\n" + plan + "  mon am core 7h\n}\nplan \"B\" in \"T\" {\n" +
                             in_plan + "  mon am core 3.5h\n}\n"},
              {"r.capa", rules(lines)}});
    Reading reading(linted.analysis.model);
    return to_text(find_property(Scope::team, "new-core")->value(reading, TeamId(0), 0));
  };
  CHECK(new_core("", "") == "9 families");
  CHECK(new_core("  set trainee yes\n", "") == "6 families");
  CHECK(new_core("  set trainee yes\n", "  set trainees-count yes\n") == "9 families");
  CHECK(new_core("  set trainee yes\n  set trainees-count yes\n", "") == "9 families");
}

TEST_CASE("Big Admin is taken out of the clinical hours, or added to them", "[settings]") {
  const auto value = [&](const std::string& lines, std::string_view property) {
    const Linted linted =
        lint({{"a.capa", plan.substr(0, 9) + "{\n  before big admin\n"
                                             "  mon am core 7h\n  tue am core 7h\n}\n"},
              {"r.capa", rules(lines)}});
    Reading reading(linted.analysis.model);
    return to_text(find_property(Scope::plan, property)->value(reading, PlanId(0), 0));
  };
  CHECK(value("", "new-core") == "10.5 families");
  CHECK(value("  set big-admin-added yes\n", "new-core") == "12 families");
  CHECK(value("  set big-admin-added yes\n", "new-core-gross") == "12 families");
  const Linted linted =
      lint({{"a.capa", plan.substr(0, 9) + "{\n  before big admin\n"
                                           "  set big-admin-added yes\n"
                                           "  mon am core 7h\n  tue am core 7h\n}\n"}});
  const Diagnostic& finding = linted.only("CAPA203");
  CHECK(finding.message == "2h of Big Admin have still to be added to these 14h of clinical time");
  CHECK(finding.help == "add 2h of `big admin`, then delete this line");
}

TEST_CASE("what a line could not set is not judged by its default", "[settings]") {
  const std::string short_by_half_an_hour =
      plan.substr(0, 9) + "{\n  mon am core 3.5h\n  tue am core 3.5h, big admin 30m\n}\n";
  const auto codes = [&](const std::string& lines) {
    const auto all = lint({{"a.capa", short_by_half_an_hour}, {"r.capa", rules(lines)}}).codes();
    std::string text;
    for (const std::string& code : all) {
      if (code == "CAPA202" || code < "CAPA200") text += code + " ";
    }
    return text;
  };
  CHECK(codes("") == "CAPA202 ");
  CHECK(codes("  set big-admin-tolerence 1h\n") == "CAPA115 ");
  CHECK(codes("  set big-admin-tolerance 1 appointment\n") == "CAPA117 ");
  CHECK(codes("  set big-admin-tolerance 1 our\n") == "CAPA021 ");
  CHECK(codes("  set sesion 7h\n") == "CAPA115 ");
  CHECK(codes("  set choice-lenght 1h\n") == "CAPA202 CAPA115 ");
}

TEST_CASE("the page of contested readings names settings that there are", "[settings]") {
  const std::string page = read_text(std::string(CAPALINT_SOURCE_DIR) + "/docs/candidates.md");
  const std::size_t table = page.find("| Reading |");
  REQUIRE(table != std::string::npos);
  const Linted linted = lint({{"a.capa", ""}});
  const std::regex name("`([a-z-]+)`");
  int named = 0;
  std::istringstream lines(page.substr(table));
  for (std::string line; std::getline(lines, line) && line.starts_with("|");) {
    const std::string settings = line.substr(line.rfind('|', line.size() - 2));
    for (auto it = std::sregex_iterator(settings.begin(), settings.end(), name);
         it != std::sregex_iterator(); ++it) {
      INFO((*it)[1].str());
      CHECK(linted.analysis.model.find_setting((*it)[1].str()) != no_setting);
      ++named;
    }
  }
  CHECK(named > 30);
}

TEST_CASE("a setting of the team has no effect in a plan, which is told", "[settings]") {
  const auto codes = [&](const std::string& line) {
    const auto all =
        lint({{"a.capa", team + "}\n" + plan + line + "  mon am core 3.5h, big admin 30m\n}\n"}})
            .codes();
    return std::count(all.begin(), all.end(), "CAPA114");
  };
  for (const char* line : {"balance-low 7", "transfer-low 60%", "wait-to-choice 5 weeks"}) {
    INFO(line);
    CHECK(codes(std::string("  set ") + line + "\n") == 1);
  }
  for (const char* line : {"session 4h", "am-start 09:00", "trainee yes", "trainees-count yes",
                           "full-time 40h", "multiplier 2.5", "big-admin-added yes",
                           "contract-tolerance 1h", "objectives \"none\"", "opt-out yes"}) {
    INFO(line);
    CHECK(codes(std::string("  set ") + line + "\n") == 0);
  }
}
