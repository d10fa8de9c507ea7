#include "support/workspaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "rules/packs.h"
#include "support/dice.h"

using namespace capalint;
namespace fs = std::filesystem;

namespace {

const fs::path root = CAPALINT_SOURCE_DIR;

std::string dedented(std::string_view body) {
  std::string text;
  std::size_t indent = std::string::npos;
  std::size_t start = 0;
  std::vector<std::string> lines;
  while (start < body.size()) {
    const std::size_t end = std::min(body.find('\n', start), body.size());
    lines.emplace_back(body.substr(start, end - start));
    start = end + 1;
  }
  for (const std::string& line : lines) {
    if (const std::size_t first = line.find_first_not_of(' '); first != std::string::npos)
      indent = std::min(indent, first);
  }
  for (const std::string& line : lines) {
    if (line.find_first_not_of(' ') != std::string::npos) text += line.substr(indent) + "\n";
  }
  return text;
}

// A rule that is off until a team wants it is on in its case.
std::string switched_on(const ast::Rule& rule) {
  if (rule.level->text != "off") return {};
  return "\n  level " + std::string(rule.name.text) + " note";
}

std::vector<fs::path> capa_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".capa") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// ---- made-up teams -------------------------------------------------------------------------------

class TeamMaker {
 public:
  explicit TeamMaker(unsigned seed) : dice_(seed) {}

  Texts make() {
    const unsigned teams = dice_.any({1U, 1U, 1U, 2U, 3U});
    Texts texts;
    for (unsigned team = 0; team < teams; ++team) {
      const std::string name = fmt::format("Team {}", static_cast<char>('A' + team));
      std::string plans;
      choice_.clear();
      const unsigned members = dice_.any({1U, 2U, 3U, 3U, 4U, 5U, 6U});
      for (unsigned member = 0; member < members; ++member) {
        // Some of the second team work in the first as well.
        const unsigned number = team > 0 && member == 0 && dice_.one_in(2) ? 0 : people_++;
        plans += "\n" + plan(fmt::format("Person {}", number), name);
      }
      texts.emplace_back(fmt::format("team-{}.capa", team), this->team(name, members) + plans);
    }
    return texts;
  }

 private:
  std::string team(const std::string& name, unsigned members) {
    std::string text = fmt::format("team \"{}\" {{\n  quarter 2026-Q4\n", name);
    text += fmt::format("  referrals {} per week\n",
                        dice_.any({"1", "1.5", "2", "3", "4", "0.9", "6"}));
    if (dice_.one_in(2))
      text += fmt::format("  transfer {}\n", dice_.any({"66%..70%", "60%", "85%", "75%..80%"}));
    if (dice_.one_in(5))
      text += fmt::format("  core {} appointments\n", dice_.any({"7.5", "6", "9"}));
    if (dice_.one_in(6)) text += fmt::format("  weeks {} per year\n", dice_.any({"45", "42"}));
    if (dice_.one_in(3)) text += fmt::format("  fte {}\n", dice_.any({"1", "2.4", "3", "4.6"}));
    if (dice_.one_in(10)) text += "  skills \"CBT\", \"Systemic\"\n";
    const bool quota = dice_.one_in(4);
    text += quota ? "  choice quota {\n" : "  choice weekly {\n";
    for (const auto& [who, appointments] : choice_) {
      if (dice_.one_in(8)) continue;
      const unsigned wrong = dice_.one_in(6) ? 1 : 0;
      text += quota ? fmt::format("    \"{}\" {}\n", who, (appointments + wrong) * 12)
                    : fmt::format("    \"{}\" {} per week\n", who, appointments + wrong);
    }
    text += "  }\n";
    if (!dice_.one_in(4)) {
      text += fmt::format("  target 2026-Q4 choice {}, core {}\n", dice_.any({13, 20, 26, 39, 52}),
                          members * dice_.any({3U, 6U, 9U}));
    }
    if (dice_.one_in(8)) text += fmt::format("  set choice-loss {}\n", dice_.any({"0%", "15%"}));
    if (dice_.one_in(8)) text += fmt::format("  set multiplier {}\n", dice_.any({"3", "2.7", "4"}));
    return text + "}\n";
  }

  std::string plan(const std::string& who, const std::string& team) {
    const std::string from =
        dice_.one_in(12) ? dice_.any({" from 2026-10-01", " from 2026-11-16"}) : std::string();
    std::string text = fmt::format("plan \"{}\" in \"{}\"{} {{\n", who, team, from);
    if (dice_.one_in(8)) text += "  before big admin\n";
    if (!dice_.one_in(4))
      text += fmt::format("  contract {}\n", dice_.any({"37.5h", "30h", "22.5h", "18.75h", "10h"}));
    if (dice_.one_in(8)) text += fmt::format("  fte {}\n", dice_.any({"1", "0.8", "0.6", "0.5"}));
    if (dice_.one_in(8))
      text += fmt::format("  until {}\n", dice_.any({"2026-11-15", "2026-12-31", "2026-09-30"}));
    if (dice_.one_in(6))
      text +=
          fmt::format("  leave \"{}\" {}\n", dice_.any({"maternity", "sick leave", "secondment"}),
                      dice_.any({"2026-10-01..2026-12-31", "2026-11-02..2027-03-31",
                                 "2026-10-12..2026-10-25", "2026-09-01..2026-11-20"}));
    if (dice_.one_in(10)) text += "  skills \"CBT\"\n";
    if (dice_.one_in(4))
      text += fmt::format("  agreed \"{}\" {}{}\n", who, dice_.any({"2026-09-18", "2026-11-20"}),
                          dice_.one_in(2) ? ", \"Team lead\" 2026-09-21" : "");
    if (dice_.one_in(6))
      text += fmt::format("  review {}\n", dice_.any({"2027-09-01", "2026-09-01", "2028-09-01"}));
    const unsigned choice = dice_.any({0U, 1U, 1U, 2U});
    if (choice > 0) choice_.emplace_back(who, choice);
    text += week(choice);
    if (!dice_.one_in(4)) {
      text +=
          fmt::format("  target 2026-Q4 choice {}, core {}\n", choice * dice_.any({13U, 12U, 10U}),
                      dice_.any({"3", "5", "6", "8", "9", "6.5"}));
    }
    return text + "}\n";
  }

  std::string week(unsigned choice) {
    std::string text;
    const unsigned days = dice_.any({2U, 3U, 4U, 5U, 5U});
    const char* names[] = {"mon", "tue", "wed", "thu", "fri"};
    for (unsigned day = 0; day < days; ++day) {
      const bool by_the_clock = dice_.one_in(6);
      const auto half = [&](const char* word, const char* clock, const std::string& work) {
        text += fmt::format("  {} {} {}\n", names[day], by_the_clock ? clock : word, work);
      };
      half("am", "09:00-12:30", day == 0 && choice > 0 ? choice_line(choice) : morning());
      if (!dice_.one_in(6))
        text += fmt::format("  {} lunch {}\n", names[day], dice_.any({"30m", "30m", "1h", "20m"}));
      if (!dice_.one_in(6)) half("pm", "13:00-16:30", afternoon());
    }
    return text;
  }

  std::string choice_line(unsigned choice) {
    if (choice == 2) return dice_.any({"choice x2, other \"notes\" 30m", "choice x2"});
    return dice_.any(
        {"choice x1, core 2h x1", "choice 1.5h x1, core 2h", "choice x1, team meeting 2h"});
  }

  std::string morning() {
    return dice_.any({"core 3.5h x2", "core 3.5h", "core 3h, big admin 30m",
                      "team meeting 1.5h, cpd 2h", "specific \"ADHD clinic\" 3.5h x2",
                      "core 3.5h x3", "core 3.5h every 2 weeks",
                      "specific \"groups\" 2h x1, big admin 1.5h"});
  }

  std::string afternoon() {
    return dice_.any({"core 3.5h x2", "big admin 2h, other \"duty\" 1.5h",
                      "supervision 1h, audit 2.5h", "specific \"autism\" 3.5h",
                      "core 3h, big admin 30m", "management 3.5h",
                      "core 3.5h week 1 of 2, other \"liaison\" 3.5h week 2 of 2",
                      "core 2h, big admin 26m, other 1h"});
  }

  Dice dice_;
  unsigned people_ = 0;
  std::vector<std::pair<std::string, unsigned>> choice_;  // of the team that is being made
};

// ---- crowded weeks -------------------------------------------------------------------------------

class Crowd {
 public:
  explicit Crowd(unsigned seed) : dice_(seed) {}

  std::vector<Declaration> make() {
    std::vector<Declaration> all;
    teams_ = dice_.any({1U, 2U, 3U});
    for (unsigned team = 0; team < teams_; ++team) all.push_back(this->team(team));
    const unsigned plans = dice_.any({1U, 2U, 3U, 5U});
    for (unsigned plan = 0; plan < plans; ++plan) all.push_back(this->plan());
    if (dice_.one_in(2)) all.push_back(rules("rules"));
    if (dice_.one_in(4)) all.push_back(rules("rules \"Team A\""));
    return all;
  }

 private:
  std::string team_name() {
    if (dice_.one_in(20)) return "Team X";
    return fmt::format("Team {}", static_cast<char>('A' + dice_.below(teams_)));
  }

  std::string person() { return dice_.any({"Ann", "Ann", "Ben Low", "Ben Law", "Eve", "Céline"}); }

  Declaration team(unsigned number) {
    Declaration said{fmt::format("team \"Team {}\"", static_cast<char>('A' + number)), {}};
    const auto maybe = [&](unsigned times, std::string line) {
      if (dice_.one_in(times)) said.lines.push_back(std::move(line));
    };
    said.lines.emplace_back("quarter 2026-Q4");
    maybe(2, fmt::format("referrals {} per week", dice_.any({"2", "8", "1.5"})));
    maybe(12, "referrals 3 per week");
    maybe(2, "sites \"Elm House\", \"Main\"");
    maybe(3, "skills \"CBT\", \"EMDR\"");
    maybe(2, "activity \"duty desk\" is other");
    maybe(4, "transfer 66%..70%");
    maybe(4, fmt::format("target 2026-Q4 choice {}, core {}", dice_.below(30), dice_.below(12)));
    maybe(6, fmt::format("set multiplier {}", dice_.any({"2", "3", "4"})));
    maybe(6, fmt::format("set session {}", dice_.any({"3h", "4h"})));
    maybe(5, fmt::format("# capa: allow {} because \"agreed\"", rule()));
    std::string list = dice_.one_in(2) ? "choice weekly {" : "choice quota {";
    const bool quota = list == "choice quota {";
    for (unsigned lines = dice_.below(4); lines > 0; --lines)
      list += quota
                  ? fmt::format("\n    \"{}\" {}", person(), dice_.any({"13", "4"}))
                  : fmt::format("\n    \"{}\" {}", person(),
                                dice_.any({"1 per week", "2 every 3 weeks", "1", "0.5 per week"}));
    if (!dice_.one_in(3)) said.lines.push_back(list + "\n  }");
    return said;
  }

  Declaration plan() {
    Declaration said{fmt::format("plan \"{}\"", person()), {}};
    if (!dice_.one_in(8)) said.head += fmt::format(" in \"{}\"", team_name());
    if (dice_.one_in(5))
      said.head += dice_.any({" from 2026-03-09", " from 2026-11-09", " from 2027-01-04"});
    const auto maybe = [&](unsigned times, std::string line) {
      if (dice_.one_in(times)) said.lines.push_back(std::move(line));
    };
    maybe(2, fmt::format("contract {}", dice_.any({"37.5h", "20h", "10h"})));
    maybe(12, "contract 30h");
    maybe(8, "before big admin");
    maybe(5, "until 2026-11-30");
    maybe(4, "leave \"annual\" 2026-10-03..2026-10-25");
    maybe(6, "leave \"sick\" 2026-10-20..2026-12-20");
    maybe(3, fmt::format("target 2026-Q4 choice {}, core {}", dice_.below(20), dice_.below(9)));
    maybe(8, fmt::format("target 2026-Q4 core {}", dice_.below(9)));
    maybe(6, "actual 2026-Q3 choice 12, core 8");
    maybe(5, "agreed \"Lead\" 2026-01-18");
    maybe(8, "wed pm off");
    maybe(12, "wed off");
    maybe(8, "use working-time");
    maybe(8, fmt::format("set session {}", dice_.any({"3h", "4h"})));
    maybe(4, fmt::format("# capa: allow {} because \"agreed\"", rule()));
    for (unsigned lines = 2 + dice_.below(12); lines > 0; --lines) said.lines.push_back(line());
    return said;
  }

  Declaration rules(const std::string& head) {
    Declaration said{head, {}};
    const auto maybe = [&](unsigned times, std::string line) {
      if (dice_.one_in(times)) said.lines.push_back(std::move(line));
    };
    maybe(3, "set choice-loss 5%");
    maybe(8, "set choice-loss 12%");
    maybe(4, "use working-time");
    maybe(3, fmt::format("level {} note", rule()));
    maybe(6, "set am-start 08:30");
    maybe(3, fmt::format("allow {} because \"everywhere\"", rule()));
    maybe(3, fmt::format("allow {} for \"{}\" because \"agreed\"", rule(), person()));
    maybe(6, fmt::format("allow {} for \"{}\" because \"other reason\"", rule(), person()));
    return said;
  }

  std::string rule() {
    return dice_.any({"big-admin", "contacts", "overlap", "no-travel", "CAPA228", "over-contract",
                      "lunch-missing", "core-target", "which-week", "specific-named"});
  }

  std::string line() {
    const std::string day = dice_.any(
        {"mon", "mon", "tue", "wed", "thu", "fri", "mon-fri", "mon,wed", "any day", "sat"});
    std::string text = day;
    if (day != "any day" && !dice_.one_in(4)) {
      text += dice_.one_in(3) ? dice_.any({" 08:00-14:00", " 08:30-15:00", " 10:00-13:00",
                                           " 09:00-12:00", " 20:00-07:00"})
                              : dice_.any({" am", " pm", " eve"});
    }
    for (unsigned blocks = 1 + dice_.below(3); blocks > 0; --blocks)
      text += (text.back() == ',' ? " " : " ") + block() + (blocks > 1 ? "," : "");
    if (dice_.one_in(6)) text += fmt::format("  # capa: allow {} because \"agreed\"", rule());
    if (dice_.one_in(12)) text += "  # a remark";
    return text;
  }

  std::string block() {
    std::string text = dice_.any({"core", "core", "choice", "specific \"ADHD\"", "specific",
                                  "other", "big admin", "travel", "lunch", "cpd", "management",
                                  "duty desk", "team meeting", "big admn"});
    const bool clinical = text == "core" || text == "choice" || text.starts_with("specific");
    text += dice_.any({" 3h", " 1.50h", " 90m", " 30m", " 1 session", " 2h", " 3.5h"});
    if (clinical && dice_.one_in(2)) text += dice_.any({" x1", " x2", " x4"});
    if (dice_.one_in(4))
      text += dice_.any(
          {" every 2 weeks", " week 1 of 2", " week 2 of 2", " 4 per year", " every 4 weeks"});
    if (dice_.one_in(8)) text += fmt::format(" with \"{}\"", person());
    if (dice_.one_in(3)) text += dice_.any({" at \"Elm House\"", " at \"Main\"", " at \"Mian\""});
    if (dice_.one_in(14)) text += fmt::format(" in \"{}\"", team_name());
    return text;
  }

  Dice dice_;
  unsigned teams_ = 1;
};

}  // namespace

std::string text_of(const Declaration& declaration) {
  std::string text = declaration.head + " {\n";
  for (const std::string& line : declaration.lines) text += "  " + line + "\n";
  return text + "}\n";
}

std::vector<Declaration> crowded_workspace(unsigned seed) { return Crowd(seed).make(); }

std::string example_as_case(const ast::Rule& rule, const ast::Example& example,
                            std::string_view source, std::string_view pack) {
  return dedented(source.substr(example.body.begin, example.body.size())) +
         "#--- rules.capa\nrules {\n  use " + std::string(pack) + switched_on(rule) + "\n}\n";
}

std::vector<Workspace> workspaces_of_rules() {
  std::vector<Workspace> all;
  for (const PackFile& pack : standard_packs()) {
    const Source source = pack_source(pack.file.id);
    for (const ast::Item& item : pack.file.items) {
      const auto* rule = std::get_if<ast::Rule>(&item);
      if (rule == nullptr) continue;
      for (const ast::Example& example : rule->examples) {
        if (example.good) continue;
        all.push_back({fmt::format("{}, \"{}\"", source.path(),
                                   example.name ? example.name->text : "no name"),
                       files_of(example_as_case(*rule, example, source.text(), pack.pack))});
      }
    }
  }
  return all;
}

std::vector<Workspace> workspaces_of_cases() {
  std::vector<Workspace> all;
  for (const char* folder : {"cases", "grids"}) {
    for (const fs::path& path : capa_files(root / "tests" / folder))
      all.push_back(
          {path.filename().string(), files_of(without_expectations(read_text(path.string())))});
  }
  return all;
}

std::vector<Workspace> workspaces_to_read() {
  std::vector<Workspace> all;
  for (const auto& folder : fs::directory_iterator(root / "examples")) {
    Workspace workspace{.name = folder.path().filename().string(), .texts = {}};
    for (const fs::path& path : capa_files(folder.path()))
      workspace.texts.emplace_back(fs::relative(path, folder.path()).string(),
                                   read_text(path.string()));
    all.push_back(std::move(workspace));
  }
  return all;
}

std::vector<Workspace> made_up_workspaces(unsigned count) {
  std::vector<Workspace> all;
  for (unsigned seed = 0; seed < count; ++seed)
    all.push_back({fmt::format("made-up workspace {}", seed), TeamMaker(seed).make()});
  return all;
}
