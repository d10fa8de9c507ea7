// The workspace as CAPA sees it: teams, clinicians, plans, weeks and blocks, with names resolved and
// every number in one unit. Plain values and indices; made once a run by `build_model`.
#pragma once

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnostics/diagnostic.h"
#include "model/ids.h"
#include "model/settings.h"
#include "model/surroundings.h"
#include "model/value.h"
#include "source/source.h"
#include "syntax/ast.h"

namespace capalint {

inline constexpr std::size_t activity_count = 11;

/// Average hours a week of each activity.
using HoursByActivity = std::array<Ratio, activity_count>;
[[nodiscard]] Ratio hours_of(const HoursByActivity& hours, ActivitySet set);

/// How often something takes place, and in which weeks.
struct Recurrence {
  Ratio times_a_week = 1;             // in an average week; of `times_a_year`, see `figures/week.h`
  std::optional<Ratio> times_a_year;  // said by month, quarter or year, with no cycle of weeks
  int cycle = 1;                      // it takes place in …
  int times = 1;                      // … so many of each `cycle` weeks …
  std::uint64_t weeks = 1;  // … in these, the lowest bit for the first; 0 when that is not said
};

/// A piece of work at one place of the week.
struct Block {
  PlanId plan;
  TeamId team;  // whose capacity it is; the plan's team unless the block says
  DayId day;    // `none` for work of any day
  LineId line;
  ActivityId activity = 0;
  const ast::Block* said = nullptr;
  ClinicianId colleague;  // whom it is shared with; none for somebody without a plan
  Ratio hours;            // each time that it happens
  Recurrence recurrence;
  std::optional<Ratio> contacts;  // appointments each time, when said
  std::optional<Clock> start;     // from the midnight before its day: beyond 24:00 in a night …
  std::optional<Clock> end;       // … that goes on into the next day
};

/// One line of the week: a half-day, a stretch of clock time, or just a day. A line for several days
/// stands once in each of them.
struct Line {
  PlanId plan;
  DayId day;  // `none` for work of any day
  const ast::DayLine* said = nullptr;
  Range<Block> blocks;
};

struct Day {
  PlanId plan;
  Weekday weekday = Weekday::mon;
  Span span;  // of the day's word in its first line, one for this day alone if there is one
  Range<Line> lines;
  Range<Block> blocks;
};

/// A day, or half of one, on which nobody works by this plan.
struct DayOff {
  Weekday weekday = Weekday::mon;
  const ast::DayOff* said = nullptr;
};

struct Leave {
  PlanId plan;
  const ast::Leave* said = nullptr;
};

struct Target {
  TeamId team;  // the team of the plan, or the team that it is for
  PlanId plan;  // none for a team's target
  const ast::Target* said = nullptr;
};

/// Who does how much Choice, as the team decides it.
struct Allocation {
  TeamId team;
  PlanId plan;  // none when the name has no plan
  const ast::Allocation* said = nullptr;
  Ratio per_week;  // appointments a week; a quota is spread over 13 weeks
};

struct Plan {
  const ast::Plan* said = nullptr;
  TeamId team;
  ClinicianId clinician;
  bool damaged = false;    // a line could not be read: totals are not judged
  bool in_force = true;    // in the quarter that is planned
  bool counts = true;      // for the team: in force, and not a trainee's that is left out
  SettingsId settings{0};  // index into Model::settings
  const ast::Role* role = nullptr;
  const ast::Group* group = nullptr;
  const ast::Contract* contract = nullptr;
  const ast::Fte* fte = nullptr;
  const ast::Skills* skills = nullptr;
  const ast::BeforeBigAdmin* before_big_admin = nullptr;
  const ast::Review* review = nullptr;
  const ast::Agreed* agreed = nullptr;
  const ast::Until* until = nullptr;
  std::optional<Ratio> contract_hours;
  std::optional<Ratio> contract_activities;  // of a contract in programmed activities
  std::vector<AllocationId> allocations;
  Range<Day> days;
  Range<Line> lines;
  Range<Block> blocks;
  Range<Leave> leaves;
  Range<Target> targets;
  std::vector<DayOff> days_off;
  std::vector<const ast::Use*> uses;
};

/// A line of a team, or a setting, that starts within the quarter: it counts from the next one on.
struct LaterLine {
  std::string what;
  Date since;
};

struct Team {
  const ast::Team* said = nullptr;
  bool damaged = false;     // its own lines
  bool incomplete = false;  // something of it or of a plan could not be read: totals are not judged
  SettingsId settings{0};
  Quarter quarter;
  Span quarter_span;
  const ast::Referrals* referrals = nullptr;  // the one in force in the quarter
  std::optional<Ratio> referrals_per_week;
  std::optional<Ratio> referrals_least;
  std::optional<Ratio> referrals_most;
  const ast::ChoiceMethod* choice = nullptr;
  const ast::Fte* fte = nullptr;
  const ast::Sites* sites = nullptr;
  const ast::Skills* skills = nullptr;
  std::vector<PlanId> plans;
  std::vector<PlanId> visiting;  // plans of other teams with hours that count for this one
  std::vector<AllocationId> allocations;
  std::vector<TargetId> targets;
  std::vector<LaterLine> later;
};

/// One person over all teams.
struct Clinician {
  std::string_view name;
  Span span;
  bool damaged = false;
  std::vector<PlanId> plans;
};

struct RuleUse {
  TeamId team;  // none: the whole workspace
  const ast::Use* said = nullptr;
};

struct RuleLevel {
  TeamId team;
  const ast::LevelStatement* said = nullptr;
  Level level = Level::error;
};

struct RuleAllow {
  TeamId team;
  const ast::Allow* said = nullptr;
};

/// A team's own word for an activity.
/// Pieces of work in the week of one plan, a line for several days counted for each of them: what goes beyond
/// is not read. Rules compare each with each.
inline constexpr std::size_t most_work_in_a_week = 1000;

struct OwnActivity {
  TeamId team;  // none: for all teams
  const ast::Activity* said = nullptr;
  ActivityId is = 0;
};

/// A plan for nobody yet, which is in no other list of the model.
struct VacantPost {
  const ast::Plan* said = nullptr;
  TeamId team;  // none when it is not known
};

/// A rule and where it comes from.
struct RuleSource {
  const ast::Rule* rule = nullptr;
  const ast::Exprs* exprs = nullptr;
  std::string_view pack;   // empty for a team's own rule
  TeamId team;             // none: for all teams
  bool elsewhere = false;  // of a team that stands in another part of the workspace
};

struct Model {
  Indexed<Team> teams;
  Indexed<Clinician> clinicians;
  Indexed<Plan> plans;
  Indexed<Day> days;
  Indexed<Line> lines;
  Indexed<Block> blocks;
  Indexed<Leave> leaves;
  Indexed<Target> targets;
  Indexed<Allocation> allocations;

  std::vector<VacantPost> vacant_posts;

  std::vector<SettingDeclaration> setting_declarations;
  Indexed<SettingValues> settings;  // [0] is the workspace's
  KnownSettings known;
  bool doubts = false;  // some setting somewhere is doubtful

  std::vector<const ast::Pack*> packs;
  std::vector<RuleSource> rules;
  std::vector<OwnActivity> own_activities;
  std::vector<RuleUse> uses;
  std::vector<RuleLevel> levels;
  std::vector<RuleAllow> allows;

  Date today;
  Quarter quarter;       // that is planned where no team says its own
  bool damaged = false;  // some file could not be read at its outermost level: names may be missing

  /// Of a part of a workspace: what is known of the rest, and the files of others that speak for all teams.
  std::shared_ptr<const NamesAround> names_around;
  std::vector<FileId> neighbours;  // in ascending order
  bool asks_around = false;        // something in it rests on names of the rest

  [[nodiscard]] bool is_neighbour(FileId file) const {
    return std::binary_search(neighbours.begin(), neighbours.end(), file);
  }
  [[nodiscard]] const Value& setting(SettingsId values, SettingId id) const {
    return settings[values][id].value;
  }
  /// The hours of a setting that is a length of time.
  [[nodiscard]] Ratio setting_value(SettingsId values, SettingId id) const {
    return setting(values, id).quantity.value;
  }
  [[nodiscard]] bool is_set_to_yes(SettingsId values, SettingId id) const {
    return id != no_setting && setting(values, id).truth();
  }
  [[nodiscard]] const Quarter& quarter_of(TeamId team) const {
    return team ? teams[team].quarter : quarter;
  }
  [[nodiscard]] SettingId find_setting(std::string_view name) const;
  /// Nothing for work of any day.
  [[nodiscard]] std::optional<Weekday> weekday_of(DayId day) const {
    return day ? std::optional(days[day].weekday) : std::nullopt;
  }
  [[nodiscard]] std::string_view plan_name(PlanId plan) const {
    return plans[plan].said->clinician.text;
  }
};

/// One parsed file, and the pack that it belongs to (empty for a file of the workspace).
struct ModelFile {
  const ast::File* file = nullptr;
  std::string_view pack;
  bool neighbour =
      false;  // of another part of the workspace: only what it says for all teams counts
};

struct ModelInput {
  std::vector<ModelFile> files;  // the packs first
  Date today;
  std::optional<Quarter> quarter;        // instead of each team's own
  bool with_vacant_posts = false;        // as if somebody had them
  const Surroundings* around = nullptr;  // of a part of a workspace
};

struct ModelResult {
  Model model;
  std::vector<Diagnostic> diagnostics;
};

/// Resolves names, units and settings. Views in the result point into the files and their sources.
[[nodiscard]] ModelResult build_model(const ModelInput& input);

/// Of a file that speaks for all teams: the staff groups that it has packs for and no plan of any part names.
[[nodiscard]] std::vector<Diagnostic> unknown_groups(const std::vector<const Model*>& parts,
                                                     FileId file);

/// Works out an expression made of constants only, as in `set NAME EXPRESSION`. `session` is the
/// length of a session in hours. Reports what is wrong with it and gives nothing then.
[[nodiscard]] std::optional<Value> constant(const ast::Exprs& exprs, ast::ExprId id,
                                            const Ratio& session,
                                            std::vector<Diagnostic>& diagnostics);

}  // namespace capalint
