#include "rules/reads.h"

#include <algorithm>

#include "rules/packs.h"
#include "syntax/parse.h"

namespace capalint {
namespace {

constexpr std::string_view text_of_sample = R"(team "T" {
  quarter 2026-Q4
  referrals 11 per week range 5..20 from 2026-07-01
  transfer 66%..70%
  fte 2
  sites "Elm House", "Harbour Road"
  skills "CBT", "Systemic"
  choice weekly {
    "Ann Fry"  1 per week
    "Ben Hill" 1 every 2 weeks
  }
  target 2026-Q4 choice 20, core 20
  set big-admin-added yes
}

team "U" {
  quarter 2026-Q4
  referrals 3 per week
  choice quota {
    "Cy Lane" 13
  }
  set multiplier 2.5
}

plan "Ann Fry" in "T" from 2026-01-01 {
  role "Nurse"
  group "Nurses"
  contract 30h
  fte 0.8
  skills "CBT"
  review 2027-01-15
  agreed "Ann Fry" 2026-09-15, "Team lead" 2026-09-15
  target 2026-Q4 choice 10, core 10
  leave "maternity" 2026-12-01..2027-07-09
  until 2027-12-31
  set session 4h
  mon 09:00-12:30 choice 1.5h x1 at "Elm House", core 1h x1 with "Ben Hill"
  mon 12:30-13:00 lunch 30m
  mon 12:00-16:00 core 3.5h x2 at "Harbour Road", other 30m
  tue 09:00-12:30 core 3.5h x1
  tue pm core 1h x1 at "Elm House", core 1h x1 at "Harbour Road"
  wed am core 2h every 2 weeks, core 2h every 2 weeks
  wed pm core 3.5h x2 week 1 of 2
  thu am core 2h x1
  thu am core 2h x1
  fri am core 2h x1
  fri am core 2h x1, choice 1h x1
  fri pm choice x1
  sat am big admin 1 session
  sat 14:00-15:00 other "rota" 1h every 2 weeks
  sat 14:00-15:00 other "calls" 1h every 4 weeks
}

plan "Ben Hill" in "T" {
  before big admin
  set trainee yes
  mon am choice 1.5h, core 1h with "Ann Fry"
  tue am specific "Trauma" 3.5h x2 with "Ann Fry"
}

plan "Ben Hill" in "U" {
  contract 15h
  set choice-length 1h
  wed am core 3.5h x2, lunch 30m
}

plan "Cy Lane" in "U" {
  contract 3.75 PA
  set big-admin-added yes
  before big admin
  thu am core 3.5h x2, choice 1.5h x1
  fri am core 1h x1 12 per year, choice 1.5h x1 12 per year
  fri am off
}
)";

struct Sample {
  Sources sources;
  Parsed parsed;
  Model model;

  Sample() {
    const FileId id = sources.add({"sample.capa", std::string(text_of_sample)});
    parsed = parse(id, sources[id]);
    ModelInput input{
        .today = Date(std::chrono::sys_days(std::chrono::year(2026) / std::chrono::October / 15))};
    for (const PackFile& pack : standard_packs()) input.files.push_back({&pack.file, pack.pack});
    input.files.push_back({&parsed.file, {}});
    model = build_model(input).model;
  }
};

std::vector<SettingRead> observed(const Property& property) {
  const Model& model = sample();
  Record record;
  Reading reading(model, &record);
  for (std::size_t i = 0; i < count(model, property.scope); ++i) {
    const Object object = object_in(property.scope, i);
    (void)property.value(reading, object, paid_activities());
    (void)property.working(reading, object);
  }
  const auto of_plan = [&](SettingsId layer) {
    return std::any_of(model.plans.begin(), model.plans.end(),
                       [&](const Plan& plan) { return plan.settings == layer; });
  };
  std::vector<SettingRead> reads;
  for (const Record::SettingRead& read : record.settings) {
    const SettingRead found{model.setting_declarations[read.id].name, of_plan(read.layer)};
    if (std::find(reads.begin(), reads.end(), found) == reads.end()) reads.push_back(found);
  }
  return reads;
}

// Whose settings are looked up for a thing.
bool has_plan(Scope scope) { return scope != Scope::team && scope != Scope::clinician; }

template <class Wanted>
std::vector<SettingId> settings_read_where(const Model& model, const CheckedRule& rule,
                                           Wanted wanted) {
  std::vector<SettingId> found;
  const auto add = [&](SettingId id, bool of_plan) {
    const bool known = std::find(found.begin(), found.end(), id) != found.end();
    if (id != no_setting && wanted(of_plan) && !known) found.push_back(id);
  };
  for (const Node& node : rule.nodes) {
    if (node.kind == NodeKind::setting)
      add(static_cast<SettingId>(node.index), has_plan(node.looked_at));
    if (node.kind == NodeKind::session) add(model.known.session, has_plan(node.looked_at));
  }
  for (const Node& node : rule.nodes) {
    if (node.kind != NodeKind::property) continue;
    for (const SettingRead& read : settings_read(*node.property))
      add(model.find_setting(read.setting), read.of_plan);
  }
  return found;
}

}  // namespace

std::string_view sample_text() { return text_of_sample; }

const Model& sample() {
  static const Sample made;
  return made.model;
}

const std::vector<SettingRead>& settings_read(const Property& property) {
  static const std::vector<std::vector<SettingRead>> all = [] {
    std::vector<std::vector<SettingRead>> reads;
    for (const Property& each : properties()) reads.push_back(observed(each));
    return reads;
  }();
  return all[static_cast<std::size_t>(&property - properties().data())];
}

std::vector<SettingId> settings_read(const Model& model, const CheckedRule& rule) {
  return settings_read_where(model, rule, [](bool) { return true; });
}

std::vector<SettingId> settings_read_of_plans(const Model& model, const CheckedRule& rule) {
  return settings_read_where(model, rule, [](bool of_plan) { return of_plan; });
}

const std::vector<std::string_view>& settings_read_of_plans_by_packs() {
  static const std::vector<std::string_view> names = [] {
    const Model& model = sample();
    std::vector<bool> read(model.setting_declarations.size());
    for (const RuleSource& source : model.rules) {
      std::vector<Diagnostic> mistakes;
      const auto rule = check_rule(model, source, mistakes);
      if (!rule) continue;
      for (const SettingId id : settings_read_of_plans(model, *rule)) read[id] = true;
    }
    std::vector<std::string_view> all;
    for (SettingId id = 0; id < read.size(); ++id) {
      if (read[id]) all.push_back(model.setting_declarations[id].name);
    }
    return all;
  }();
  return names;
}

}  // namespace capalint
