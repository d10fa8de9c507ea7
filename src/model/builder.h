// The steps from parsed files to the model; private to `model`. Each step reads what the ones
// before it made: names, then settings, then teams, then plans, then what joins them.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "model/model.h"
#include "model/people.h"

namespace capalint {

/// As typed, on one line with one space between words.
[[nodiscard]] std::string single_spaced(std::string_view text);

class Builder {
 public:
  explicit Builder(const ModelInput& input) : input_(input) {}
  ModelResult build();
  /// A staff group that no plan of the parts names, and what to write instead.
  [[nodiscard]] static std::optional<Diagnostic> unknown_group(
      const RuleUse& use, const std::vector<const Model*>& parts);

 private:
  struct Declared {  // a statement and the file that it stands in
    const ast::File* file = nullptr;
    const ast::Set* set = nullptr;
  };
  template <class Node>
  struct In {  // a declaration and where it stands
    const ast::File* file = nullptr;
    const Node* said = nullptr;
    std::string_view pack;
  };
  struct DeclaredPlan {
    const ast::File* file = nullptr;
    const ast::Plan* said = nullptr;
    bool vacant = false;  // by its name, if not by a word
  };
  struct RulesBlock {
    const ast::File* file = nullptr;
    const ast::Rules* said = nullptr;
    std::string_view pack;
    TeamId team = none;
    std::vector<const ast::RulesStatement*> statements;  // in the model's order
    bool neighbour = false;
    bool elsewhere = false;  // of a team that stands in another part
  };
  using OwnWords = std::unordered_map<std::string, ActivityId>;

  // build.cpp: names, settings, rules
  void collect();
  /// Of all files, those of the packs first, the others in the model's order.
  template <class Node, class Head>
  [[nodiscard]] std::vector<In<Node>> all_in_order(Head head, bool of_neighbours = true) const;
  void choose_quarters();
  void add_team(const ast::File& file, const ast::Team& team);
  void add_setting(const ast::File& file, std::string_view pack, const ast::Setting& setting);
  /// The type and the default of a setting; the type stays unknown when they could not be read.
  void declare_type(const ast::File& file, const ast::Setting& said, SettingDeclaration& setting);
  /// Of one file: `language 1`, which is the only one.
  void check_language(const ast::File& file);
  void add_activity(const ast::Activity& activity, OwnWords& words);
  void resolve_rules();
  void resolve_settings();
  /// The settings of the workspace for a team's quarter, or for the workspace's own (`none`).
  void set_in_workspace(SettingsId values, TeamId team);
  void set_in_team(SettingsId values, TeamId team);
  /// In any order: a length in sessions waits for the length of a session. `team` is the one whose
  /// quarter decides what is in force.
  void apply(SettingsId values, Origin origin, std::vector<Declared> sets, TeamId team);
  void apply(SettingsId values, Origin origin, const ast::Exprs& exprs, const ast::Set& set,
             TeamId team);
  void apply(SettingsId values, Origin origin, std::string_view name, Value value, Span span,
             const std::optional<ast::DateValue>& from, TeamId team);
  struct Mistake {
    Builtin id = Builtin::out_of_range;
    std::string what;  // after the setting's name
    std::string help;
  };
  /// What is wrong with a value of the right kind that a setting cannot have.
  [[nodiscard]] std::optional<Mistake> outside_of_sense(SettingId id,
                                                        const SettingDeclaration& declaration,
                                                        const Value& value) const;
  /// Of two settings that are the ends of one range, such as `balance-low` and `balance-high`.
  void check_ranges(SettingsId values, Origin origin);
  /// Reports a target of less than nothing; such a target is not used.
  bool can_be(const ast::Target& target);
  void require_name(const ast::Text& name, std::string_view whose);
  /// A line for this setting cannot count, so its value here is not known.
  void refuse(SettingsId values, std::string_view name, Span line);
  /// Whether a line of this date is in force in the quarter. One that starts within it is reported,
  /// and noted for the team.
  bool has_begun(const ast::DateValue& since, TeamId team, const std::string& what);
  void report_within_quarter(const ast::DateValue& since, const Quarter& quarter,
                             const std::string& what);
  void check_groups();
  void check_rule_references();
  std::optional<TeamId> find_team(const ast::Text& name);
  /// Of the whole workspace, in the model's order.
  [[nodiscard]] std::vector<std::string_view> team_names();
  [[nodiscard]] std::vector<std::string_view> teams_near(std::string_view name);
  /// Whether the name is, or is taken for, that of a team in another part.
  [[nodiscard]] bool is_team_elsewhere(std::string_view name);
  /// Tells of settings for all teams what is wrong with them in quarters that other parts plan.
  void set_in_quarters_elsewhere();

  // build_team.cpp
  void build_team(TeamId index);
  /// The line `transfer` is the team's word for two settings.
  void set_transfer(TeamId team, const ast::Transfer* said);
  void build_targets(TeamId team);
  void join_allocations(TeamId team);
  /// Whoever of a team has no line of Choice, and the team's plans by name.
  struct WithoutChoice {
    WithoutChoice(const Model& model, const Team& team);
    People people;
    std::unordered_map<std::string_view, std::vector<PlanId>> plans;
  };
  [[nodiscard]] bool has_plan_in_an_unknown_team(const std::string& clinician) const;
  /// Reports Choice for somebody without a plan; gives the plan of whom it must be, when the name is misspelt.
  PlanId unknown_clinician_of(const ast::Allocation& said, const Team& team,
                              WithoutChoice& without_choice);
  /// Of somebody whose `plan` is not in force in the quarter.
  void report_choice_without_plan(const ast::Allocation& said, const Team& team, const Plan& plan);
  void join_team(TeamId index);

  // build_plan.cpp
  void build_plan(const DeclaredPlan& declared);
  void build_week(PlanId index);
  /// `day` is `none` for work of any day.
  void build_line(PlanId index, const ast::DayLine& said, DayId day);
  void report_too_much_work(const ast::DayLine& line);
  void add_days_off(Plan& plan, const ast::DayOff& said);
  [[nodiscard]] std::optional<Clock> start_of(const ast::DayLine& said, SettingsId settings) const;
  [[nodiscard]] std::optional<Clock> start_of(ast::Half half, SettingsId settings) const;
  bool build_block(Block& block, const ast::Block& said, const ast::DayLine& line);
  std::optional<Ratio> block_hours(Block& block, const ast::Block& said, const ast::DayLine& line);
  void check_day(const Day& day);
  void ask_for_hours_of_each(const ast::Word& word, const std::vector<std::string_view>& parts,
                             const Ratio& hours, const ast::Block& said);
  [[nodiscard]] Ratio activity_length(SettingsId settings) const;
  void check_vacant(const ast::Plan& said);
  void note_vacant(const ast::Plan& said);
  void report_vacant_name(const ast::Plan& said);
  /// What stands in vacant posts is read with the same care as a plan, and is no part of the model.
  void look_at_vacant_posts();
  [[nodiscard]] bool is_vacant(const std::string& name, TeamId team);
  void choose_plans_in_force();
  [[nodiscard]] std::optional<ActivityId> activity_of(const Block& block, const ast::Block& said,
                                                      const ast::DayLine& line);

  void name_other_work(const ast::Block& said);

  // missing_amount.cpp: how long work may be that does not say so
  /// Nothing when the line does not say how long the block is.
  [[nodiscard]] std::optional<Ratio> hours_said(const Block& block, const ast::Block& said,
                                                const ast::DayLine& line) const;
  /// Reports it, with the answers to choose from.
  void ask_how_long(const Block& block, const ast::Block& said, const ast::DayLine& line);
  /// The likeliest hours of the block.
  [[nodiscard]] Ratio likely_hours(const Block& block, const ast::Block& said,
                                   const ast::DayLine& line);
  struct Room {                 // for a block whose hours are not said
    Ratio all;                  // of the half-day, or between the line's two times
    std::optional<Ratio> left;  // beside the other work; nothing when that will take the rest
    bool sure = true;           // the other work all says its hours
  };
  [[nodiscard]] Room room_for(const Block& block, const ast::Block& said, const ast::DayLine& line);
  [[nodiscard]] Room room_on(std::optional<Weekday> day, const Block& block, const ast::Block& said,
                             const ast::DayLine& line);
  [[nodiscard]] std::vector<Ratio> likely_lengths(const Block& block, const ast::DayLine& line,
                                                  const Room& room) const;
  /// What work of this kind takes that is not the main work of a half-day.
  [[nodiscard]] Ratio usual_hours(ActivityId activity, SettingsId settings) const;
  /// The lines of a plan by half-days, and its hours of lunch by days.
  struct HalfDays {
    PlanId plan;
    std::array<std::array<std::vector<const ast::DayLine*>, 3>, 7> lines;
    std::array<Ratio, 7> lunch;
  };
  const HalfDays& half_days_of(PlanId plan);
  /// Nothing where the team's settings do not say when the half-day and the next one begin.
  [[nodiscard]] std::optional<Ratio> half_day_length(const HalfDays& half_days, Weekday day,
                                                     ast::Half half) const;

  // unknown_work.cpp: what an unknown activity was meant to be
  /// Reports it; gives the activity that it counts as all the same, when it can only be one.
  std::optional<ActivityId> unknown_work(const Block& block, const ast::Block& said,
                                         const ast::DayLine& line);
  /// The words that a team may use: those of the catalogue, of the workspace and its own.
  [[nodiscard]] const KnownNames& activity_words(TeamId team);
  [[nodiscard]] std::optional<ActivityId> known_activity(std::string_view words, TeamId team) const;
  std::optional<int> whole(const ast::Number& number, std::string_view what);
  void check_block_names(Block& block);
  void find_colleague(Block& block);
  [[nodiscard]] std::vector<std::string_view> people_called(std::string_view part,
                                                            std::string_view except);
  [[nodiscard]] std::vector<std::string_view> people_near(std::string_view name,
                                                          std::string_view except);
  People& colleagues();
  [[nodiscard]] ClinicianId clinician_called(std::string_view name) const;
  /// The sites of a team.
  struct Sites {
    KnownNames names;
    std::unordered_set<std::string> normalised;
    std::string help;  // that names them
  };
  const Sites& sites_of(TeamId team);
  /// `with Ruth`, of one or more people who are called so.
  bool find_by_first_name(Block& block, const ast::Text& said, std::string_view own);

  /// Nothing (and a finding) when it is impossible. `settings` say how many weeks are worked.
  std::optional<Recurrence> recurrence_of(const ast::Frequency& frequency, SettingsId settings);
  std::optional<Recurrence> recurrence_of(const ast::WeeksOfCycle& weeks);
  std::optional<Recurrence> recurrence_of(const ast::WeeksIn& weeks);
  std::optional<Recurrence> recurrence_of(const ast::PerPeriod& per, SettingsId settings);

  template <class T>
  void once(const T*& slot, const T& said, std::string_view what) {
    if (slot != nullptr) {
      report_twice(said.span, slot->span, what);
    } else {
      slot = &said;
    }
  }
  void report_twice(Span span, Span first, std::string_view what);
  Diagnostic& report(Builtin id, Span span, std::string message, std::string help = {});
  /// "did you mean …?", with a suggested fix for each: a name is never changed unasked.
  static void suggest_names(Diagnostic& diagnostic, Span span,
                            const std::vector<std::string_view>& near);
  /// The same for words of the language, which have one spelling: one slip has a safe fix.
  static void suggest_words(Diagnostic& diagnostic, const ast::Word& word,
                            const std::vector<std::string_view>& near);
  bool require_positive(const ast::Number& number, std::string_view what);

  /// Of the whole workspace, when this is a part of one; else null.
  const NamesAround* ask_around() {
    model_.asks_around = true;
    return model_.names_around.get();
  }

  const ModelInput& input_;
  Model model_;
  std::vector<Diagnostic> diagnostics_;
  std::unordered_map<std::string, TeamId> team_names_;
  std::unordered_map<std::string, ClinicianId> clinician_names_;
  std::unordered_map<std::string_view, SettingId> setting_names_;
  /// What a finding is about and where it stands.
  using Told = std::tuple<std::string, FileId, std::uint32_t, std::uint32_t>;
  [[nodiscard]] static Told place_of(const Diagnostic& found);
  std::optional<std::set<Told>> told_of_workspace_;  // by `set_in_workspace`, and before it
  std::unordered_map<std::size_t, std::vector<const RulesBlock*>> rules_of_team_;
  SettingValues standard_;                           // as the packs have them
  std::vector<std::pair<SettingId, Span>> refused_;  // of the lines that are being applied
  /// Since when the value counts that stands in `Model::settings`, for those set by a line.
  std::map<std::pair<SettingsId, SettingId>, std::optional<Date>> set_since_;
  std::vector<OwnWords> team_words_;
  OwnWords workspace_words_;
  std::vector<RulesBlock> rules_;
  std::vector<DeclaredPlan> plans_;  // in the model's order
  // Of each team of the model:
  std::vector<const ast::File*> team_files_;
  std::vector<std::vector<const ast::TeamStatement*>> team_statements_;  // in the model's order
  HalfDays half_days_;  // of the plan that was asked about last
  // What unknown names are compared with, each made when it is first needed.
  std::optional<KnownNames> near_teams_;
  std::optional<KnownNames> near_settings_;
  std::unordered_map<std::size_t, Sites> sites_;                 // by team
  std::unordered_map<std::size_t, KnownNames> near_activities_;  // by team; the last for none
  std::optional<People> colleagues_;
  std::optional<std::set<std::pair<std::size_t, std::string>>> vacant_names_;  // by team
};

}  // namespace capalint
