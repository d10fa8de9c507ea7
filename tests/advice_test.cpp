// Advice that is followed works: whoever does what a fix or a help says is rid of the finding, and has
// no other one that weighs as much.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <memory>

#include "diagnostics/builtin.h"
#include "pipeline/fixes.h"
#include "support/following.h"
#include "support/workspaces.h"

using namespace capalint;

namespace {

// The days of a week, and a few more.
constexpr int most_steps = 8;
constexpr int most_targets = 30;

// Findings that advice may bring, and why it is right all the same.
bool may_bring(const Diagnostic& mended, const std::string& problem) {
  struct Row {
    std::string_view advice;  // codes
    std::string_view brings;
  };
  static const std::vector<Row> rows{
      // Whose hours are moved is for the team to choose; here the first plans with room are taken.
      {"CAPA245 CAPA246 CAPA248", "CAPA220 CAPA226 CAPA227 CAPA228 CAPA229 CAPA232"},
      // A plan is compared with the middle of its team, and a little may tip that over.
      {"CAPA222 CAPA227 CAPA229", "CAPA220 CAPA232"},
      // A contract is one of two numbers, and the week goes with the other one.
      {"CAPA307", "CAPA303 CAPA304 CAPA306 CAPA314"},
      // Rules of thumb and shares of a team look at contracts that were wrong before.
      {"CAPA303 CAPA304 CAPA306", "CAPA248 CAPA251 CAPA307 CAPA471"},
      // Less clinical time needs less Big Admin, and what is planned may be enough for it.
      {"CAPA246 CAPA303", "CAPA261"},
      // Choice that stands in the plan of somebody who is away is told of as such once it is on the list.
      {"CAPA205", "CAPA315"},
      // A day of more than twelve hours, or without a gap in its clock times, needs more than a lunch.
      {"CAPA305 CAPA472", "CAPA318"},
      // Lines that differ in their appointments alone are the same without them.
      {"CAPA201 CAPA305", "CAPA302"},
      // A plan without any work is not judged by what it holds.
      {"CAPA304", "CAPA431"},
      // Work of an unsaid week was not judged with what stands before it on the day.
      {"CAPA309", "CAPA318"},
      // Help is in hours, and this plan counts in sessions.
      {"CAPA227", "CAPA317"},
  };
  return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
    return row.advice.find(mended.code) != std::string_view::npos &&
           problem.starts_with("it would add") &&
           row.brings.find(problem.substr(13, 7)) != std::string_view::npos;
  });
}

struct State {
  Sources sources;
  Analysis analysis;
};

State analysed(const Texts& texts) {
  State state;
  for (const auto& [path, text] : texts) state.sources.add(Source(path, text));
  state.analysis =
      analyse_again(state.sources, std::vector<ParsedFile>(texts.size()), options(), {});
  return state;
}

State changed(const State& before, const std::vector<Edit>& edits) {
  std::map<FileId, std::vector<Edit>> of_files;
  for (const Edit& edit : edits) of_files[edit.span.file].push_back(edit);
  State after{.sources = before.sources, .analysis = {}};
  std::vector<ParsedFile> files = before.analysis.files;
  for (const auto& [id, some] : of_files) {
    const Source& source = before.sources[id];
    after.sources.replace(
        id, std::make_shared<const Source>(source.path(), with_edits(source.text(), some)));
    files[id] = nullptr;
  }
  after.analysis = analyse_again(after.sources, std::move(files), options(), before.analysis);
  return after;
}

std::ptrdiff_t count_of(const State& state, const Diagnostic& diagnostic) {
  const auto& all = state.analysis.diagnostics;
  return std::count_if(all.begin(), all.end(), [&](const Diagnostic& other) {
    return other.code == diagnostic.code && other.subject == diagnostic.subject;
  });
}

// With the targets that follow from the week as their own advice has them.
State with_targets(const State& before, State after) {
  for (int round = 0; round < most_targets; ++round) {
    const auto& all = after.analysis.diagnostics;
    const auto target = std::find_if(all.begin(), all.end(), [&](const Diagnostic& each) {
      return follows_from_the_week(each) && count_of(after, each) > count_of(before, each);
    });
    if (target == all.end()) break;
    const auto todo = instructions(after.sources, after.analysis, *target);
    if (todo.empty() || todo.front().edits.empty()) break;
    after = changed(after, todo.front().edits);
  }
  return after;
}

class Follower {
 public:
  void follow_all(const std::vector<Workspace>& workspaces) {
    for (const Workspace& workspace : workspaces) follow(workspace);
  }

  std::map<std::string, std::size_t> followed;  // how often each kind of advice was
  std::map<std::string, std::size_t> left_to_people;
  std::map<std::string, std::vector<std::string>> wrong;
  std::map<std::string, std::vector<std::string>> not_understood;

 private:
  void follow(const Workspace& workspace) {
    const State before = analysed(workspace.texts);
    for (const Diagnostic& diagnostic : before.analysis.diagnostics) {
      if (diagnostic.span.file >= before.sources.size()) continue;
      const auto shown = [&] {
        return fmt::format("{}: {}: {} | {}", workspace.name, diagnostic.code, diagnostic.message,
                           diagnostic.help);
      };
      for (const Fix& fix : diagnostic.fixes)
        check(before, diagnostic, diagnostic.code + " fix", fix.edits, shown() + " | " + fix.title);
      if (diagnostic.help.empty()) continue;
      const auto todo = instructions(before.sources, before.analysis, diagnostic);
      if (todo.empty()) not_understood[diagnostic.code].push_back(shown());
      for (const Instruction& instruction : todo) {
        if (!instruction.left_to_people.empty()) {
          ++left_to_people[instruction.kind];
        } else if (!instruction.edits.empty()) {
          check(before, diagnostic, instruction.kind, instruction.edits, shown());
        }
      }
    }
  }

  // What the same advice says now, when it says something else than before.
  static std::vector<Edit> next_step(const State& now, const Diagnostic& before,
                                     const std::string& kind) {
    for (const Diagnostic& diagnostic : now.analysis.diagnostics) {
      if (diagnostic.code != before.code || diagnostic.subject != before.subject ||
          diagnostic.message == before.message)
        continue;
      for (const Instruction& instruction : instructions(now.sources, now.analysis, diagnostic)) {
        if (instruction.kind == kind && !instruction.edits.empty()) return instruction.edits;
      }
    }
    return {};
  }

  static auto count(const State& state, const std::vector<std::string_view>& codes) {
    const auto& all = state.analysis.diagnostics;
    return std::count_if(all.begin(), all.end(), [&](const Diagnostic& each) {
      return std::find(codes.begin(), codes.end(), each.code) != codes.end();
    });
  }

  // What comes of an advice and does not make it wrong.
  static bool expected(const State& before, const State& after, const Diagnostic& mended,
                       const std::string& problem) {
    // One fact about hours under contract, and one about a team's size, is explained in several ways.
    static const std::vector<std::vector<std::string_view>> same_facts{
        {"CAPA304", "CAPA306"}, {"CAPA245", "CAPA246", "CAPA248", "CAPA249", "CAPA251", "CAPA263"}};
    for (const auto& codes : same_facts) {
      const bool added = std::any_of(codes.begin(), codes.end(), [&](std::string_view code) {
        return problem.starts_with(fmt::format("it would add {}", code));
      });
      if (added && count(after, codes) <= count(before, codes)) return true;
    }
    // What could not be read, or was set to something unknown, was not judged before.
    const auto& table = builtins();
    if (std::any_of(table.begin(), table.end(),
                    [&](const BuiltinInfo& row) { return row.code == mended.code; }))
      return problem.starts_with("it would add");
    return may_bring(mended, problem);
  }

  void check(const State& before, const Diagnostic& diagnostic, const std::string& kind,
             const std::vector<Edit>& edits, const std::string& shown) {
    ++followed[kind];
    State after = with_targets(before, changed(before, edits));
    std::string problem;
    for (int step = 0; step < most_steps; ++step) {
      problem = problem_of_change(diagnostic, before.sources, before.analysis, after.sources,
                                  after.analysis);
      if (!problem.ends_with("would still be found")) break;
      // Some help names one thing at a time: the next day without lunch, the next skill.
      const auto next = next_step(after, diagnostic, kind);
      if (next.empty()) break;
      after = with_targets(before, changed(after, next));
    }
    if (problem.empty() || expected(before, after, diagnostic, problem)) return;
    std::string texts;
    for (FileId id = 0; id < after.sources.size(); ++id) {
      if (before.sources[id].text() != after.sources[id].text())
        texts += "\n" + std::string(after.sources[id].text());
    }
    wrong[kind].push_back(shown + "\n  " + problem + texts);
  }
};

void report(Follower& follower) {
  for (const auto& [kind, examples] : follower.not_understood)
    FAIL_CHECK(kind << " has " << examples.size() << " helps that nobody can follow, such as\n"
                    << examples.front());
  for (const auto& [kind, examples] : follower.wrong)
    FAIL_CHECK(kind << " is wrong " << examples.size() << " times, such as\n" << examples.front());
  if (std::getenv("CAPALINT_SHOW_ADVICE") == nullptr) return;
  for (const auto& [kind, count] : follower.followed)
    fmt::print("{:6} followed: {}\n", count, kind);
  for (const auto& [kind, count] : follower.left_to_people)
    fmt::print("{:6} left to people: {}\n", count, kind);
  for (const auto& [kind, examples] : follower.wrong) {
    for (const std::string& example : examples) fmt::print("WRONG {} || {}\n", kind, example);
  }
}

}  // namespace

TEST_CASE("Advice in the examples of rules and in cases works, of every kind", "[advice]") {
  Follower follower;
  follower.follow_all(workspaces_of_rules());
  follower.follow_all(workspaces_of_cases());
  follower.follow_all(workspaces_to_read());
  report(follower);
  for (const std::string& kind : kinds_to_follow()) {
    if (follower.followed[kind] == 0) FAIL_CHECK("nothing was followed of: " << kind);
  }
}

TEST_CASE("Advice in made-up workspaces works", "[advice]") {
  Follower follower;
  follower.follow_all(made_up_workspaces(40));
  report(follower);
  CHECK(follower.followed.size() > 40);
}
