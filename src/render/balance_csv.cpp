// The six steps for a spreadsheet: RFC 4180, one number a line, UTF-8.
#include <fmt/format.h>

#include "render/balance.h"
#include "source/display.h"

namespace capalint {
namespace {

constexpr int decimals = 6;

// A spreadsheet runs what begins like a formula.
std::string field(std::string_view raw) {
  std::string text = visible(raw);
  if (!text.empty() && std::string_view("=+-@").find(text.front()) != std::string_view::npos)
    text.insert(text.begin(), '\'');
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + '"';
}

void row(std::string& out, const std::string& team, const std::string& quarter,
         std::string_view who, const std::string& step, std::string_view key,
         const Figure& figure) {
  if (!figure.known() && !figure.unknown) return;
  const Quantity value = figure.value.value_or(Quantity{});
  const std::string unit = value.unit.plain() ? "" : name_of(value.unit);
  out += fmt::format("{},{},{},{},{},{},{},{},{},{}\r\n", field(team), quarter, field(who), step,
                     field(key), figure.known() ? to_decimal(value.value, decimals) : "unknown",
                     figure.known() ? to_exact(value.value) : "", unit,
                     figure.at_least ? "yes" : "no", field(figure.working));
}

void lost_rows(std::string& out, const std::string& team, const std::string& quarter,
               const LostFigures& lost) {
  for (const LostFigure& one : lost) row(out, team, quarter, "", "", "lost_" + one.key, one.figure);
}

/// `2026-Q4..2027-Q3`: of a total.
std::string quarters_of(const TeamLoss& loss) {
  return fmt::format("{}..{}", to_string(loss.quarters.front().quarter),
                     to_string(loss.quarters.back().quarter));
}

}  // namespace

std::string render_balance_csv(const BalanceReport& report, const Style&) {
  std::string out = "team,quarter,clinician,step,figure,value,exact,unit,at least,working\r\n";
  for (const BalanceSection& section : report.sections) {
    for (const TeamBalance& team : section.teams) {
      const std::string quarter = to_string(team.quarter);
      for (const TeamFigure& figure : team_figures())
        row(out, team.team, quarter, "", std::to_string(figure.step), figure.key,
            team.*figure.figure);
      for (const ClinicianBalance& who : team.clinicians) {
        for (const ClinicianFigure& figure : clinician_figures())
          row(out, team.team, quarter, who.title(), "", figure.key, who.*figure.figure);
        for (const ActivityInfo& info : activities()) {
          const Ratio& value = who.hours[static_cast<std::size_t>(&info - activities().data())];
          if (value == 0) continue;
          row(out, team.team, quarter, who.title(), "", hours_key(info),
              who.hours_unknown ? Figure{.unknown = true} : Figure{.value = hours(value)});
        }
      }
    }
    for (const TeamLoss& loss : section.losses) {
      for (const LostInQuarter& one : loss.quarters)
        lost_rows(out, loss.team, to_string(one.quarter), one.lost);
      lost_rows(out, loss.team, quarters_of(loss), loss.total);
    }
  }
  return out;
}

}  // namespace capalint
