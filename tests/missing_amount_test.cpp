// What is offered for work that does not say how long it is.
#include <catch2/catch.hpp>

#include "support/lint.h"

using namespace capalint;

namespace {

std::string help_for(const std::string& rules, const std::string& lines) {
  const std::string team = "team \"North\" {\n  quarter 2026-Q4\n" + rules + "}\n";
  const std::string plan = "plan \"Ann\" in \"North\" {\n" + lines + "}\n";
  return lint({{"plan.capa", team + plan}}).only("CAPA113").help;
}

const std::string starts = "  set am-start 08:30\n  set pm-start 13:00\n";

}  // namespace

TEST_CASE("a half-day between two set times offers what is left of it", "[missing-amount]") {
  CHECK(help_for(starts, "  mon am core\n") == "add the hours, such as `core 4.5h`");
  CHECK(help_for(starts, "  mon-fri lunch 30m\n  mon am core\n") ==
        "add the hours, such as `core 4h`");
  CHECK(help_for(starts, "  mon lunch 30m\n  mon am core, big admin 1h\n") ==
        "add the hours, such as `core 3h`");
}

TEST_CASE("without set times the example says what it takes for granted", "[missing-amount]") {
  CHECK(help_for("", "  mon am core\n") ==
        "add the hours, such as `core 3.5h` if the half-day has 3.5h");
  CHECK(help_for(starts, "  mon pm core\n") ==
        "add the hours, such as `core 3.5h` if the half-day has 3.5h");
  CHECK(help_for("", "  mon am other \"duty\"\n") ==
        "add the hours, such as `other \"duty\" 1h` if it takes one hour");
}
