// The six steps for people, in a terminal or in Markdown.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "figures/week.h"
#include "render/balance.h"

namespace capalint {

std::string short_text(const Figure& figure) {
  if (!figure.known()) return figure.unknown ? "unknown" : "-";
  const Quantity& value = *figure.value;
  std::string text = value.percent                        ? to_text(value)
                     : value.unit == Unit::of(Base::hour) ? hours_text(value.value)
                                                          : to_decimal(value.value, 2);
  return figure.at_least ? "at least " + text : text;
}

namespace {

constexpr int steps = 6;

std::string number(const Ratio& value) { return to_decimal(value, 2); }
std::string number(const std::optional<Ratio>& value) { return value ? number(*value) : "-"; }

void figures_of_step(Document& document, const TeamBalance& team, int step) {
  Table table{.columns = {{"", false}, {"", true}, {"", false}}, .rows = {}};
  for (const TeamFigure& row : team_figures()) {
    const Figure& figure = team.*row.figure;
    if (row.step == step && (figure.known() || figure.unknown))
      table.rows.push_back({std::string(row.name), short_text(figure), figure.working});
  }
  document.table(std::move(table));
}

void remarks_of_step(Document& document, const TeamBalance& team, int step) {
  std::vector<std::string> lines;
  for (const Remark& remark : team.remarks) {
    if (remark.step == step) lines.push_back((remark.missing ? "missing: " : "") + remark.text);
  }
  document.list(std::move(lines));
}

/// Hours of an average week, of a plan of which a line may not have been read.
std::string hours_of_plan(const ClinicianBalance& who, ActivityId activity) {
  if (who.hours_unknown) return "unknown";
  return (who.damaged ? "at least " : "") + hours_text(who.hours[activity]);
}

/// What the service does: hours of an average week, for the kinds of work that anybody does.
void hours_table(Document& document, const TeamBalance& team) {
  const HoursByActivity& all = team.hours;
  std::vector<ActivityId> kinds;
  Table table{.columns = {{"Hours a week", false}}, .rows = {}};
  for (ActivityId id = 0; id < activity_count; ++id) {
    if (!contains(paid_activities(), id) || all[id] == 0) continue;
    kinds.push_back(id);
    table.columns.push_back({title_of(activities()[id]), true});
  }
  table.columns.push_back({"all paid", true});
  const auto row_of = [&](std::string name, const HoursByActivity& hours, bool at_least,
                          bool unknown) {
    std::vector<std::string> row{std::move(name)};
    const auto text = [&](const Ratio& value) { return unknown ? "unknown" : hours_text(value); };
    for (const ActivityId id : kinds) row.push_back(hours[id] == 0 ? "" : text(hours[id]));
    row.push_back((at_least && !unknown ? "at least " : "") + text(paid(hours)));
    table.rows.push_back(std::move(row));
  };
  bool damaged = false;
  for (const ClinicianBalance& who : team.clinicians) {
    if (!who.has_plan) continue;
    damaged = damaged || who.damaged;
    row_of(who.title(), who.hours, who.damaged, who.hours_unknown);
  }
  if (kinds.empty()) return;
  if (table.rows.size() > 1) row_of("the team", all, damaged || team.at_least, team.hours_unknown);
  document.table(std::move(table));
}

void choice_table(Document& document, const TeamBalance& team) {
  Table table{.columns = {{"Who", false},
                          {"given a week", true},
                          {"in the plan", true},
                          {"in 13 weeks", true},
                          {"hours", true}},
              .rows = {}};
  for (const ClinicianBalance& who : team.clinicians) {
    table.rows.push_back({who.title(), short_text(who.choice_given), short_text(who.choice_planned),
                          who.choice_in_quarter ? number(*who.choice_in_quarter) : "-",
                          who.has_plan ? hours_of_plan(who, activity::choice) : "-"});
  }
  document.table(std::move(table));
}

/// New Core for each quarter of the year; none where something is missing, since a target wants it all.
void add_whole_numbers(std::vector<std::string>& row, const std::optional<WholeByQuarter>& numbers,
                       bool lacks) {
  for (const std::int64_t whole : numbers.value_or(WholeByQuarter{}))
    row.push_back(!numbers ? "unknown" : lacks ? "-" : std::to_string(whole));
}

void core_table(Document& document, const TeamBalance& team) {
  Table table{.columns = {{"Who", false},
                          {"Core", true},
                          {"sessions", true},
                          {"new Core", true},
                          {"Q1", true},
                          {"Q2", true},
                          {"Q3", true},
                          {"Q4", true}},
              .rows = {}};
  for (const ClinicianBalance& who : team.clinicians) {
    if (!who.has_plan) continue;
    std::vector<std::string> row{who.title(), hours_of_plan(who, activity::core),
                                 short_text(who.core_sessions), short_text(who.new_core)};
    add_whole_numbers(row, who.whole, who.damaged);
    table.rows.push_back(std::move(row));
  }
  if (table.rows.size() > 1) {
    std::vector<std::string> row{"the team", short_text(team.core_hours),
                                 short_text(team.core_sessions), short_text(team.new_core)};
    add_whole_numbers(row, team.whole, team.at_least);
    table.rows.push_back(std::move(row));
  }
  document.table(std::move(table));
}

void week_table(Document& document, const TeamBalance& team) {
  Table table{.columns = {{"Who", false},
                          {"contract", true},
                          {"FTE", true},
                          {"Specific", true},
                          {"Big Admin", true},
                          {"needed", true},
                          {"Choice+Core", true}},
              .rows = {}};
  for (const ClinicianBalance& who : team.clinicians) {
    if (!who.has_plan) continue;
    table.rows.push_back({who.title(), short_text(who.contract), short_text(who.fte),
                          hours_of_plan(who, activity::specific),
                          hours_of_plan(who, activity::big_admin), short_text(who.big_admin_needed),
                          short_text(who.core_share)});
  }
  document.table(std::move(table));
}

void absence_table(Document& document, const TeamBalance& team) {
  Table table{.columns = {{"Away", false},
                          {"weeks", true},
                          {"Choice", true},
                          {"new Core", true},
                          {"why", false}},
              .rows = {}};
  for (const ClinicianBalance& who : team.clinicians) {
    if (!who.weeks_away.known()) continue;
    table.rows.push_back({who.title(), short_text(who.weeks_away), short_text(who.choice_away),
                          short_text(who.core_away), fmt::format("{}", fmt::join(who.away, "; "))});
  }
  if (table.rows.empty()) return;
  document.heading(2, fmt::format("What absence takes out of {}", to_string(team.quarter)));
  document.table(std::move(table));
  document.line(
      "13 weeks are the whole quarter: each line of a week loses the share of its weekday's dates. "
      "Annual leave and bank holidays take nothing off here: they are in the weeks worked already, and "
      "in what the weekly method loses.");
}

void remedies(Document& document, const TeamBalance& team) {
  if (team.remedies.empty()) return;
  document.heading(2, "What would restore balance");
  Table table{.columns = {{"Smallest change", false}, {"and then", false}}, .rows = {}};
  for (const Remedy& remedy : team.remedies) {
    const std::string_view join = remedy.and_the_one_before ? "and "
                                  : table.rows.empty()      ? ""
                                                            : "or ";
    table.rows.push_back({fmt::format("{}{}", join, remedy.text), remedy.check});
  }
  document.table(std::move(table));
}

std::string beside(const std::optional<Ratio>& actual, const std::optional<Ratio>& target,
                   bool at_least) {
  if (!actual) return "";
  if (!target) return "no target";
  if (at_least) return fmt::format("of {} planned", number(*target));
  const Ratio apart = *above_target(actual, target);
  if (apart == 0) return "as planned";
  return fmt::format("{} {} than planned", number(absolute(apart)), apart > 0 ? "more" : "fewer");
}

void monitoring(Document& document, const TeamBalance& team) {
  if (team.monitored.empty()) return;
  document.heading(2, "What the quarters brought, beside the plan");
  Table table{.columns = {{"Quarter", false},
                          {"Who", false},
                          {"Choice", true},
                          {"", false},
                          {"new Core", true},
                          {"", false}},
              .rows = {}};
  for (const Monitored& row : team.monitored) {
    const std::string at_least = row.at_least ? "at least " : "";
    const auto shown = [&](const std::optional<Ratio>& value) {
      return value ? at_least + number(value) : "-";
    };
    table.rows.push_back(
        {to_string(row.quarter), row.who.empty() ? "the team" : row.who, shown(row.choice_actual),
         beside(row.choice_actual, row.choice_target, row.at_least), shown(row.core_actual),
         beside(row.core_actual, row.core_target, row.at_least)});
  }
  document.table(std::move(table));
}

void fairness(Document& document, const TeamBalance& team) {
  if (team.spreads.empty()) return;
  document.heading(2, "How the work is spread");
  Table table{.columns = {{"", false},
                          {"least", true},
                          {"", false},
                          {"middle", true},
                          {"most", true},
                          {"", false}},
              .rows = {}};
  std::vector<std::string> far;
  for (const Spread& spread : team.spreads) {
    const auto shown = [&](const Ratio& value) {
      return short_text({.value = Quantity{value, spread.unit, spread.percent}});
    };
    table.rows.push_back({spread.what, shown(spread.least), spread.least_name, shown(spread.median),
                          shown(spread.most), spread.most_name});
    far.insert(far.end(), spread.far.begin(), spread.far.end());
  }
  document.table(std::move(table));
  document.list(std::move(far));
}

void add_team(Document& document, const TeamBalance& team) {
  document.heading(1, fmt::format("{}, {}", team.team, to_string(team.quarter)));
  document.line(team.headline);
  if (!team.vacant_posts.empty()) document.line(team.with_vacant_posts);
  remarks_of_step(document, team, 0);
  for (int step = 1; step <= steps; ++step) {
    document.heading(2,
                     fmt::format("{} {}", step, step_titles[static_cast<std::size_t>(step - 1)]));
    figures_of_step(document, team, step);
    if (step == 1) hours_table(document, team);
    if (step == 4) choice_table(document, team);
    if (step == 5) core_table(document, team);
    if (step == 6) week_table(document, team);
    remarks_of_step(document, team, step);
  }
  absence_table(document, team);
  remedies(document, team);
  monitoring(document, team);
  fairness(document, team);
}

std::string named(const std::string& name, Presence presence) {
  if (presence == Presence::before) return name + " (no longer)";
  if (presence == Presence::after) return name + " (new)";
  return name;
}

std::string difference(const FigureChange& change) {
  if (!change.before.known() || !change.after.known()) return "";
  const Quantity apart = difference(*change.after.value, *change.before.value);
  if (apart.value == 0) return "";
  const std::string text = (apart.value > 0 ? "+" : "") + short_text({.value = apart});
  return apart.percent ? text.substr(0, text.size() - 1) + " points" : text;
}

/// One row for each kind of work, so that a year of quarters fits beside it.
void add_loss(Document& document, const TeamLoss& loss) {
  document.heading(1, fmt::format("{}: what is lost", loss.team));
  Table table{.columns = {{"", false}}, .rows = {}};
  for (const LostInQuarter& one : loss.quarters)
    table.columns.push_back({to_string(one.quarter), true});
  const bool several = loss.quarters.size() > 1;
  if (several) table.columns.push_back({"in all", true});
  for (std::size_t i = 0; i < loss.total.size(); ++i) {
    const LostFigure& total = loss.total[i];
    if (total.nothing()) continue;
    std::vector<std::string> row{total.name};
    for (const LostInQuarter& one : loss.quarters) row.push_back(short_text(one.lost[i].figure));
    if (several) row.push_back(short_text(total.figure));
    table.rows.push_back(std::move(row));
  }
  document.table(std::move(table));
  document.line(fmt::format("Choice and hours are as planned, for {} weeks a quarter{}",
                            capacity::weeks_in_quarter,
                            several ? "; full-time equivalents in all are the average of these "
                                      "quarters."
                                    : "."));
  std::vector<std::string> left;
  for (const LostInQuarter& one : loss.quarters)
    left.push_back(fmt::format("{}: {}; with them: {}", to_string(one.quarter), one.headline,
                               to_string(one.before)));
  document.line("What is left:");
  document.list(std::move(left));
}

/// Whether the team loses something, and nothing of it in the quarter that is planned.
bool only_elsewhere(const BalanceSection& section, const std::string& team) {
  const auto is_it = [&](const auto& row) { return row.team == team; };
  const auto change = std::find_if(section.changes.begin(), section.changes.end(), is_it);
  return change != section.changes.end() && change->nothing() &&
         std::any_of(section.losses.begin(), section.losses.end(), is_it);
}

Document document_of(const BalanceReport& report) {
  Document document;
  if (!report.what_if.empty()) {
    document.line("What if:");
    document.list(report.what_if);
  }
  for (const BalanceSection& section : report.sections) {
    if (report.sections.size() > 1) document.heading(1, section.workspace);
    if (section.teams.empty()) document.line("no team is written down here");
    for (const TeamLoss& loss : section.losses) add_loss(document, loss);
    if (report.somebody_away && section.losses.empty() && !section.changes.empty())
      document.line("nothing is lost that counts for a team in these quarters");
    for (const TeamChange& change : section.changes) {
      if (change.nothing()) {
        document.line(
            fmt::format("{}: nothing would change in {}; `--quarter` shows another quarter",
                        change.team, to_string(change.quarter)));
        continue;
      }
      document.heading(1, fmt::format("{}: what would change", change.team));
      add_changes(document, change);
    }
    for (const TeamBalance& team : section.teams) {
      // Who asks about other quarters has the answer already.
      if (!only_elsewhere(section, team.team)) add_team(document, team);
    }
  }
  return document;
}

}  // namespace

void add_changes(Document& document, const TeamChange& change) {
  if (change.quarter != change.quarter_before)
    document.line(fmt::format("quarter: {}, was {}", to_string(change.quarter),
                              to_string(change.quarter_before)));
  if (change.before) document.line("before: " + change.before->headline);
  if (change.after) document.line("after: " + change.after->headline);
  const std::vector<Column> numbers{{"before", true}, {"after", true}, {"change", true}};
  const auto row_of = [](const FigureChange& figure) {
    return std::vector<std::string>{figure.name, short_text(figure.before),
                                    short_text(figure.after), difference(figure)};
  };
  Table team{.columns = {{"The team", false}}, .rows = {}};
  team.columns.insert(team.columns.end(), numbers.begin(), numbers.end());
  for (const FigureChange& figure : change.figures) team.rows.push_back(row_of(figure));
  document.table(std::move(team));

  Table plans{.columns = {{"Plan", false}, {"", false}}, .rows = {}};
  plans.columns.insert(plans.columns.end(), numbers.begin(), numbers.end());
  for (const ClinicianChange& clinician : change.clinicians) {
    std::string name = named(clinician.name, clinician.presence);
    if (clinician.figures.empty()) plans.rows.push_back({name, "", "", "", ""});
    for (const FigureChange& figure : clinician.figures) {
      std::vector<std::string> row = row_of(figure);
      row.insert(row.begin(), std::exchange(name, {}));
      plans.rows.push_back(std::move(row));
    }
  }
  document.table(std::move(plans));
}

std::string render_balance_text(const BalanceReport& report, const Style& style) {
  return document_text(document_of(report), style);
}

std::string render_balance_markdown(const BalanceReport& report, const Style&) {
  return document_markdown(document_of(report));
}

const std::vector<BalanceFormat>& balance_formats() {
  static const std::vector<BalanceFormat> table{
      {"text", "for people", &render_balance_text},
      {"markdown", "for a page or a comment", &render_balance_markdown},
      {"json", "for programs: every number exactly, with its working", &render_balance_json},
      {"csv", "for a spreadsheet: one number a line", &render_balance_csv},
  };
  return table;
}

}  // namespace capalint
