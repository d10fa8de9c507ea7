// `capalint init`: a small workspace that lints clean, for whoever has none yet.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <memory>
#include <ostream>
#include <system_error>
#include <vector>

#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/write.h"
#include "source/display.h"
#include "source/paths.h"

namespace capalint::cli {
namespace {

struct InitOptions {
  std::string folder = ".";
};

struct StartingFile {
  std::string_view name;
  std::string_view about;
  std::string_view text;
};

// Where the texts have this quarter, the files have the one that comes next.
constexpr std::string_view written_quarter = "2026-Q4";

constexpr std::array<StartingFile, 4> starting_files{{
    {"capalint.capa", "marks the top of the workspace; what your teams decide goes here",
     R"(# This file marks the top of the workspace, and what it says holds for every team below it.
# `capalint rules` lists the rules and `capalint rules --settings` the settings; `capalint explain NAME` explains one.
# A line takes effect when the `#` before it is gone.

# Which version of the language this is: a later capalint reads it as this one does, or says that it cannot.
language 1

rules {
  # set big-admin-base choice + core + specific
  # level hygiene note
}
)"},
    {"team.capa", "the team: what comes in, and who does Choice",
     R"(team "Riverside CAMHS" {
  quarter 2026-Q4                  # the quarter being planned
  referrals 1 per week range 0..3  # accepted referrals: the average, and the range
  transfer 66%..70%                # the share of Choice that goes on to Core Partnership

  choice weekly {  # who does Choice: more than the referrals, since leave takes a tenth of it
    "Nadia Hassan"  1 per week
    "Tom Becker"    1 every 2 weeks
  }

  target 2026-Q4 choice 13, core 9  # for the whole team, in the quarter
}
)"},
    {"nadia-hassan.capa", "the plan of a full-time clinician",
     R"(# One line is one half-day. Hours are session hours; `x2` is the number of one-hour appointments in them.

plan "Nadia Hassan" in "Riverside CAMHS" {
  role "Clinical psychologist"
  contract 37.5h

  mon am   choice x1, core 2h x1
  mon      lunch 30m
  mon pm   core 3.5h x2, other "supervision" 30m
  tue am   team meeting 1.5h, big admin 2h
  tue      lunch 30m
  tue pm   specific "ADHD clinic" 3.5h x2, cpd 30m
  wed am   other "consultation to schools" 3.5h
  wed      lunch 30m
  wed pm   specific "ADHD clinic" 3.5h x2, management 30m
  thu am   specific "autism assessments" 3.5h x2
  thu      lunch 30m
  thu pm   specific "parent group" 3.5h x2, big admin 30m
  fri am   cpd 2h, other "supervision of trainees" 1.5h
  fri      lunch 30m
  fri pm   other "liaison with social care" 3h, big admin 1h

  target 2026-Q4 choice 13, core 5
}
)"},
    {"tom-becker.capa", "the plan of a part-time clinician",
     R"(plan "Tom Becker" in "Riverside CAMHS" {
  role "Mental health nurse"
  contract 18.75h

  mon am   choice x1 week 1 of 2, core 1.5h, big admin 1h
  mon      lunch 30m
  mon pm   core 3.5h x2, other "supervision" 30m
  tue am   team meeting 1.5h, other "duty desk" 2.5h
  tue      lunch 30m
  tue pm   specific "eating disorders clinic" 3.5h x2, cpd 30m
  wed am   other "consultation to schools" 3.5h

  target 2026-Q4 choice 7, core 4
}
)"},
}};

std::string for_quarter(std::string_view text, const Quarter& quarter) {
  std::string result{text};
  for (std::size_t at = 0; (at = result.find(written_quarter, at)) != std::string::npos;)
    result.replace(at, written_quarter.size(), to_string(quarter));
  return result;
}

class Starter {
 public:
  Starter(const InitOptions& options, Terminal& terminal)
      : folder_(shown_path(options.folder)), terminal_(terminal) {}

  int run() {
    if (!make_folder() || holds_plans()) return failure;
    const Quarter planned = quarter_of(analysis_options({}).today).next();
    std::string wrote;
    for (const StartingFile& file : starting_files) {
      const std::string path = join_path(folder_, file.name);
      const std::string problem = create_file(path, for_quarter(file.text, planned));
      if (!problem.empty()) {
        say(path, problem);
        take_back();
        return failure;
      }
      made_.push_back(path);
      wrote += fmt::format("wrote {}: {}\n", visible(path), file.about);
    }
    const std::string here = folder_ == "." ? "" : " " + visible(folder_);
    wrote += fmt::format(
        "\nnow: `capalint check{0}` finds nothing yet, and `capalint balance{0}` shows the team's sums\n"
        "then: make the team and the names yours, write a file for each clinician, and check again\n",
        here);
    terminal_.out << wrote;
    return success;
  }

 private:
  void say(std::string_view path, std::string_view what) {
    terminal_.err << fmt::format("capalint: {}: {}\n", visible(path), what);
  }

  bool make_folder() {
    namespace fs = std::filesystem;
    std::error_code problem;
    std::vector<std::string> missing{folder_};
    for (std::string above = parent_path(folder_); !fs::exists(above, problem);
         above = parent_path(above))
      missing.insert(missing.begin(), above);
    for (const std::string& folder : missing) {
      if (fs::create_directory(folder, problem)) made_.push_back(folder);
      if (!problem) continue;
      say(folder, "this folder cannot be made: " + problem.message());
      take_back();
      return false;
    }
    return true;
  }

  // Half a team is no start.
  void take_back() {
    std::error_code stays;
    for (auto each = made_.rbegin(); each != made_.rend(); ++each)
      std::filesystem::remove(*each, stays);
  }

  // Plans that are there already would get a second team beside them.
  bool holds_plans() {
    const Inputs there = find_workspaces({folder_}, {.respect_gitignore = false});
    if (there.workspaces.empty()) return false;
    const Workspace& first = there.workspaces.front();
    say(first.sources[first.requested.front()].path(),
        "there are plans here already, so nothing was written");
    terminal_.err
        << "`capalint check` checks them; `capalint init FOLDER` starts in another folder\n";
    return true;
  }

  const std::string folder_;
  Terminal& terminal_;
  std::vector<std::string> made_;  // folders and files, in the order in which they were made
};

}  // namespace

Run declare_init(CLI::App& app) {
  const auto options = std::make_shared<InitOptions>();
  app.add_option("folder", options->folder,
                 "where to write, a new folder or one without plans (default: this folder)");
  return [options](Terminal& terminal) { return Starter(*options, terminal).run(); };
}

}  // namespace capalint::cli
