// The six steps for programs. Every number has its exact value; a JSON number would round.
#include <nlohmann/json.hpp>

#include "render/balance.h"
#include "render/balance_data.h"
#include "render/json_text.h"

namespace capalint {
namespace {

using Json = nlohmann::ordered_json;

// Raised when a member changes its meaning or goes; not when one is added.
constexpr int balance_version = 1;

std::string unit_of(const Quantity& quantity) {
  return quantity.unit.plain() ? "" : name_of(quantity.unit);
}

Json exact(const std::optional<Ratio>& value) {
  return value ? Json(to_exact(*value)) : Json(nullptr);
}

Json whole_json(const std::optional<WholeByQuarter>& whole) {
  return whole ? Json(*whole) : Json(nullptr);
}

Json clinician_json(const ClinicianBalance& who) {
  Json out{{"name", who.name},         {"from", who.from},
           {"has_plan", who.has_plan}, {"damaged", who.damaged},
           {"visiting", who.visiting}, {"figures", Json::object()},
           {"hours", Json::object()},  {"new_core_by_quarter", whole_json(who.whole)},
           {"away", who.away},         {"reasons", who.reasons}};
  for (const ClinicianFigure& row : clinician_figures())
    out["figures"][std::string(row.key)] = figure_json(who.*row.figure);
  for (const ActivityInfo& info : activities()) {
    const Ratio& value = who.hours[static_cast<std::size_t>(&info - activities().data())];
    if (value != 0)
      out["hours"][std::string(info.name)] = who.hours_unknown ? Json() : Json(to_exact(value));
  }
  return out;
}

Json figure_changes(const std::vector<FigureChange>& changes) {
  Json all = Json::array();
  for (const FigureChange& change : changes) {
    all.push_back({{"key", change.key},
                   {"name", change.name},
                   {"before", figure_json(change.before)},
                   {"after", figure_json(change.after)}});
  }
  return all;
}

std::string_view word_of(Presence presence) {
  switch (presence) {
    case Presence::both: return "changed";
    case Presence::before: return "gone";
    case Presence::after: return "new";
  }
  return "changed";
}

std::string_view word_of(Remedy::Kind kind) {
  switch (kind) {
    case Remedy::Kind::choice: return "choice_per_week";
    case Remedy::Kind::core_hours: return "core_hours";
    case Remedy::Kind::referrals: return "referrals";
  }
  return "referrals";
}

Json lost_json(const LostFigures& lost) {
  Json out = Json::object();
  for (const LostFigure& one : lost) out[one.key] = figure_json(one.figure);
  return out;
}

Json loss_json(const TeamLoss& loss) {
  Json out{{"team", loss.team}, {"quarters", Json::array()}, {"total", lost_json(loss.total)}};
  for (const LostInQuarter& one : loss.quarters) {
    out["quarters"].push_back({{"quarter", to_string(one.quarter)},
                               {"lost", lost_json(one.lost)},
                               {"verdict_before", to_string(one.before)},
                               {"verdict_after", to_string(one.after)},
                               {"headline_after", one.headline}});
  }
  return out;
}

}  // namespace

Json figure_json(const Figure& figure) {
  if (!figure.known()) return nullptr;
  Json out{{"value", to_text(*figure.value)},
           {"exact", to_exact(figure.ratio())},
           {"unit", unit_of(*figure.value)},
           {"working", figure.working}};
  if (figure.at_least) out["at_least"] = true;
  return out;
}

Json team_json(const TeamBalance& team) {
  Json out{{"team", team.team},
           {"quarter", to_string(team.quarter)},
           {"verdict", to_string(team.verdict)},
           {"headline", team.headline},
           {"at_least", team.at_least},
           {"doubtful", !team.unread_settings.empty()},
           {"unread_settings", team.unread_settings},
           {"remarks", Json::array()},
           {"new_core_by_quarter", whole_json(team.whole)},
           {"steps", Json::array()},
           {"clinicians", Json::array()},
           {"remedies", Json::array()},
           {"monitoring", Json::array()},
           {"spread", Json::array()}};
  if (!team.vacant_posts.empty()) {
    out["vacant_posts"] = team.vacant_posts;
    out["with_vacant_posts"] = team.with_vacant_posts;
  }
  for (const Remark& remark : team.remarks) {
    if (remark.step == 0) out["remarks"].push_back(remark.text);
  }
  for (std::size_t step = 0; step < step_titles.size(); ++step) {
    Json one{{"step", step + 1},
             {"title", step_titles[step]},
             {"figures", Json::object()},
             {"missing", Json::array()},
             {"remarks", Json::array()}};
    for (const TeamFigure& row : team_figures()) {
      if (row.step != static_cast<int>(step) + 1) continue;
      Json figure = figure_json(team.*row.figure);
      if (!figure.is_null()) figure["source"] = row.source;
      one["figures"][std::string(row.key)] = std::move(figure);
    }
    for (const Remark& remark : team.remarks) {
      if (remark.step == static_cast<int>(step) + 1)
        one[remark.missing ? "missing" : "remarks"].push_back(remark.text);
    }
    out["steps"].push_back(std::move(one));
  }
  for (const ClinicianBalance& who : team.clinicians)
    out["clinicians"].push_back(clinician_json(who));
  for (const Remedy& remedy : team.remedies) {
    out["remedies"].push_back({{"changes", word_of(remedy.kind)},
                               {"exact", to_exact(remedy.change.value)},
                               {"unit", unit_of(remedy.change)},
                               {"and_the_one_before", remedy.and_the_one_before},
                               {"text", remedy.text},
                               {"check", remedy.check}});
  }
  for (const Monitored& row : team.monitored) {
    out["monitoring"].push_back({{"quarter", to_string(row.quarter)},
                                 {"clinician", row.who.empty() ? Json(nullptr) : Json(row.who)},
                                 {"choice_target", exact(row.choice_target)},
                                 {"choice_actual", exact(row.choice_actual)},
                                 {"core_target", exact(row.core_target)},
                                 {"core_actual", exact(row.core_actual)},
                                 {"at_least", row.at_least}});
  }
  for (const Spread& spread : team.spreads) {
    out["spread"].push_back({{"what", spread.what},
                             {"least", to_exact(spread.least)},
                             {"least_name", spread.least_name},
                             {"median", to_exact(spread.median)},
                             {"most", to_exact(spread.most)},
                             {"most_name", spread.most_name},
                             {"far", spread.far}});
  }
  return out;
}

Json change_json(const TeamChange& change) {
  Json out{{"team", change.team},
           {"change", change.nothing() ? "same" : word_of(change.presence)},
           {"quarter", to_string(change.quarter)},
           {"quarter_before", to_string(change.quarter_before)},
           {"verdict_before", change.before ? Json(to_string(change.before->verdict)) : Json()},
           {"verdict_after", change.after ? Json(to_string(change.after->verdict)) : Json()},
           {"figures", figure_changes(change.figures)},
           {"clinicians", Json::array()}};
  for (const ClinicianChange& who : change.clinicians) {
    out["clinicians"].push_back({{"name", who.name},
                                 {"change", word_of(who.presence)},
                                 {"figures", figure_changes(who.figures)}});
  }
  return out;
}

std::string render_balance_json(const BalanceReport& report, const Style&) {
  Json out{{"version", balance_version},
           {"tool", {{"name", "capalint"}, {"version", report.version}}},
           {"what_if", report.what_if},
           {"workspaces", Json::array()}};
  for (const BalanceSection& section : report.sections) {
    Json one{{"workspace", section.workspace}, {"teams", Json::array()}};
    for (const TeamBalance& team : section.teams) one["teams"].push_back(team_json(team));
    if (!report.what_if.empty()) {
      one["changes"] = Json::array();
      for (const TeamChange& change : section.changes)
        one["changes"].push_back(change_json(change));
      one["losses"] = Json::array();
      for (const TeamLoss& loss : section.losses) one["losses"].push_back(loss_json(loss));
    }
    out["workspaces"].push_back(std::move(one));
  }
  return json_text(out, 2) + '\n';
}

}  // namespace capalint
