// What is offered for work that does not say how long it is.
#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "pipeline/fixes.h"
#include "support/lint.h"

using namespace capalint;

namespace {

std::string text_of(const std::string& rules, const std::string& lines) {
  const std::string team = "team \"North\" {\n  quarter 2026-Q4\n" + rules + "}\n";
  return team + "plan \"Ann\" in \"North\" {\n" + lines + "}\n";
}

std::vector<const Diagnostic*> questions(const Linted& linted) {
  std::vector<const Diagnostic*> found;
  for (const Diagnostic& diagnostic : linted.analysis.diagnostics) {
    if (diagnostic.code == "CAPA113") found.push_back(&diagnostic);
  }
  return found;
}

/// What each answer of the file's questions is, and the help that goes with them: each answer stands in the
/// help, and its line can be read and is asked about no more.
std::vector<std::string> answers(const std::string& rules, const std::string& lines) {
  const std::string text = text_of(rules, lines);
  const Linted linted = lint({{"plan.capa", text}});
  const auto asked = questions(linted);
  std::vector<std::string> all;
  for (const Diagnostic* question : asked) {
    CHECK(question->fixes.size() < 3);
    for (const Fix& fix : question->fixes) {
      INFO(question->help << " | " << fix.title);
      CHECK_FALSE(fix.safe);
      const std::string work = fix.title.substr(fix.title.find('`'));
      CHECK(question->help.find(work) != std::string::npos);
      const Linted answered = lint({{"plan.capa", with_edits(text, fix.edits)}});
      CHECK(questions(answered).size() + 1 == asked.size());
      CHECK(problem_of_change(*question, linted.sources, linted.analysis, answered.sources,
                              answered.analysis)
                .empty());
      all.push_back(work.substr(1, work.size() - 2));
    }
  }
  return all;
}

std::string help_for(const std::string& rules, const std::string& lines) {
  return lint({{"plan.capa", text_of(rules, lines)}}).only("CAPA113").help;
}

using Answers = std::vector<std::string>;
const std::string starts = "  set am-start 08:30\n  set pm-start 13:00\n";

}  // namespace

TEST_CASE("work of a half-day takes all of it, or an hour", "[missing-amount]") {
  CHECK(answers("", "  mon am core\n") == Answers{"core 3.5h", "core 1h"});
  CHECK(help_for("", "  mon am core\n") ==
        "write `core 3.5h` if it takes the half-day of 3.5h, or `core 1h`");
  CHECK(answers("  set session 4h\n", "  mon am specific \"trauma\"\n") ==
        Answers{"specific \"trauma\" 4h", "specific \"trauma\" 1h"});
  CHECK(help_for("", "  mon am other \"duty\"\n") ==
        "write `other \"duty\" 1h`, or `other \"duty\" 3.5h` if it takes the half-day of 3.5h");
  CHECK(help_for("", "  any day cpd\n") ==
        "write `cpd 1h`, or `cpd 3.5h` if it takes a half-day of 3.5h");
}

TEST_CASE("what the other work of the half-day says is taken off", "[missing-amount]") {
  CHECK(help_for("", "  mon am core, big admin 1h\n") ==
        "write `core 2.5h` if it takes what is left of the half-day of 3.5h, or `core 1h`");
  CHECK(answers("", "  mon am core x2, choice x1\n") == Answers{"core 2h", "core 1h"});
  CHECK(answers("", "  mon am core 1 session, big admin\n") == Answers{"big admin 30m"});
  CHECK(answers("", "  mon am core 2.5h, big admin\n") == Answers{"big admin 30m", "big admin 1h"});
  CHECK(answers("", "  mon am core 3h, supervision\n") == Answers{"supervision 30m"});

  // On other lines of the half-day, by the clock or not.
  CHECK(answers("", "  mon am team meeting 1h\n  mon am core\n") ==
        Answers{"core 2.5h", "core 1h"});
  CHECK(
      answers("", "  mon 09:00-10:00 team meeting\n  mon am core\n  mon pm other \"duty\" 2h\n") ==
      Answers{"core 2.5h", "core 1h"});
  CHECK(answers("", "  wed am team meeting 1h\n  mon-fri am core\n") ==
        Answers{"core 2.5h", "core 1h"});

  // In the weeks in which it takes place.
  CHECK(answers("", "  mon am core week 1 of 2, other \"duty\" 2h week 2 of 2\n") ==
        Answers{"core 3.5h", "core 1h"});
  CHECK(answers("", "  mon am core, cpd 1h week 1 of 2, other \"duty\" 2h week 2 of 2\n") ==
        Answers{"core 1.5h", "core 1h"});
  CHECK(answers("", "  mon am core, cpd 1h every 2 weeks\n") == Answers{"core 2.5h", "core 1h"});
}

TEST_CASE("a lunch is beside the half-day", "[missing-amount]") {
  CHECK(answers("", "  mon lunch\n") == Answers{"lunch 30m", "lunch 1h"});
  CHECK(help_for("", "  mon lunch\n") == "write `lunch 30m`, or `lunch 1h`");
  CHECK(answers("", "  mon am core, lunch 30m\n") == Answers{"core 3.5h", "core 1h"});
  CHECK(answers("", "  mon am core 3h, lunch\n") == Answers{"lunch 30m", "lunch 1h"});
}

TEST_CASE("where several pieces of work do not say how long, all of them fit", "[missing-amount]") {
  CHECK(answers("", "  mon am core, big admin\n") ==
        Answers{"core 3h", "core 1h", "big admin 30m"});
  CHECK(answers("", "  mon am core, specific \"trauma\"\n") ==
        Answers{"core 1.75h", "core 1h", "specific \"trauma\" 1.75h", "specific \"trauma\" 1h"});
  CHECK(answers("", "  mon am core, lunch\n") ==
        Answers{"core 3.5h", "core 1h", "lunch 30m", "lunch 1h"});
}

TEST_CASE("the rest of two clock times is known", "[missing-amount]") {
  CHECK(answers("", "  mon 09:00-16:00 core, lunch 30m\n") == Answers{"core 6.5h"});
  CHECK(help_for("", "  mon 09:00-16:00 core, lunch 30m\n") ==
        "write `core 6.5h`, which is left of 09:00-16:00");
  CHECK(answers("", "  mon 09:00-12:00 core 2h, big admin\n") == Answers{"big admin 1h"});
  CHECK(answers("", "  mon 09:00-12:00 core 3h, big admin\n").empty());
  CHECK(help_for("", "  mon 09:00-12:00 core 3h, big admin\n") ==
        "the other work of the line takes all of its time; shorten it, or correct the times, and "
        "say how long this is");
}

TEST_CASE("Choice is asked for its appointments", "[missing-amount]") {
  CHECK(answers("", "  mon am choice\n") == Answers{"choice x1", "choice x2"});
  CHECK(help_for("", "  mon am choice\n") ==
        "write the appointments, such as `choice x1` or `choice x2`, or the hours");
  CHECK(answers("", "  mon am choice, core 2h\n") == Answers{"choice x1"});
  CHECK(answers("", "  mon am choice, core\n") == Answers{"choice x1", "core 2h", "core 1h"});
}

TEST_CASE("a half-day between two set times is as long as they say", "[missing-amount]") {
  CHECK(help_for(starts, "  mon am core\n") ==
        "write `core 4.5h` if it takes the half-day of 4.5h, or `core 1h`");
  CHECK(answers(starts, "  mon-fri lunch 30m\n  mon am core\n") == Answers{"core 4h", "core 1h"});
  CHECK(answers(starts, "  mon lunch 30m\n  mon am core, big admin 1h\n") ==
        Answers{"core 3h", "core 1h"});
  CHECK(answers(starts, "  tue lunch 30m\n  mon-tue am core\n") == Answers{"core 4h", "core 1h"});
  CHECK(answers(starts, "  mon pm core\n") == Answers{"core 3.5h", "core 1h"});
}

TEST_CASE("the amount stands where the line can be read with it", "[missing-amount]") {
  CHECK(answers("", "  mon am core every 2 weeks\n") == Answers{"core 3.5h", "core 1h"});
  CHECK(answers("", "  mon am core 12 per year\n") == Answers{"core 3.5h", "core 1h"});
  CHECK(answers("", "  mon am core 3x\n") == Answers{"core 3.5h", "core 1h"});
  CHECK(answers("", "  Monday morning: Core with \"Ben\"\n") == Answers{"core 3.5h", "core 1h"});
}
