// Settings: the nearest line wins, and every contested reading of the standard is one, with what it is
// and its source.
#include <algorithm>
#include <catch2/catch.hpp>

#include "rules/describe.h"
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
  for (const ChainLink& link : setting_chain(model, id, nobody, 0))
    text += (text.empty() ? "" : ", ") + link.from + " " + link.value;
  const std::string in_force = to_text(model.setting(model.plans[0].settings, id));
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
