#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "model/builder.h"
#include "model/order.h"
#include "model/rule_names.h"
#include "model/vacant_names.h"
#include "syntax/dump.h"
#include "syntax/parse.h"
#include "units/arithmetic.h"

namespace capalint {

std::string_view to_string(Origin origin) {
  switch (origin) {
    case Origin::pack: return "default";
    case Origin::workspace: return "workspace";
    case Origin::team: return "team";
    case Origin::plan: return "plan";
  }
  return "default";
}

Ratio hours_of(const HoursByActivity& hours, ActivitySet set) {
  Ratio sum;
  for (ActivityId id = 0; id < activity_count; ++id) {
    if (contains(set, id)) sum += hours[id];
  }
  return sum;
}

SettingId Model::find_setting(std::string_view name) const {
  for (SettingId id = 0; id < setting_declarations.size(); ++id) {
    if (setting_declarations[id].name == name) return id;
  }
  return no_setting;
}

ModelResult build_model(const ModelInput& input) { return Builder(input).build(); }

ModelResult Builder::build() {
  model_.today = input_.today;
  collect();
  choose_quarters();
  resolve_settings();
  resolve_rules();
  for (const TeamId team : model_.teams.ids()) build_team(team);
  for (const DeclaredPlan& plan : plans_) {
    if (plan.vacant) note_vacant(*plan.said);
    if (!plan.vacant || input_.with_vacant_posts) build_plan(plan);
  }
  check_groups();
  choose_plans_in_force();
  for (const TeamId team : model_.teams.ids()) {
    join_allocations(team);
    join_team(team);
  }
  for (Block& block : model_.blocks) check_block_names(block);
  if (!input_.with_vacant_posts && !model_.vacant_posts.empty()) look_at_vacant_posts();
  return {std::move(model_), std::move(diagnostics_)};
}

Diagnostic& Builder::report(Builtin id, Span span, std::string message, std::string help) {
  diagnostics_.push_back(make(id, span, std::move(message), std::move(help)));
  return diagnostics_.back();
}

void Builder::report_twice(Span span, Span first, std::string_view what) {
  report(Builtin::duplicate_statement, span, fmt::format("{} is said twice", what),
         "delete one of the two lines")
      .labels.push_back({first, "this one counts"});
}

void Builder::suggest_names(Diagnostic& diagnostic, Span span,
                            const std::vector<std::string_view>& near) {
  if (near.empty() || near.size() > most_offered) return;
  diagnostic.help = fmt::format("did you mean \"{}\"?", fmt::join(near, "\" or \""));
  for (const std::string_view name : near)
    diagnostic.fixes.push_back(
        {fmt::format("write \"{}\"", name), false, {{span, fmt::format("\"{}\"", name)}}});
}

void Builder::suggest_words(Diagnostic& diagnostic, const ast::Word& word,
                            const std::vector<std::string_view>& near) {
  if (near.empty()) return;
  diagnostic.help = fmt::format("did you mean `{}`?", fmt::join(near, "` or `"));
  const bool slip = near.size() == 1 && one_slip(word.text, near.front());
  for (const std::string_view other : near)
    diagnostic.fixes.push_back(
        {fmt::format("write `{}`", other), slip, {{word.span, std::string(other)}}});
}

bool Builder::require_positive(const ast::Number& number, std::string_view what) {
  if (number.value > 0) return true;
  report(Builtin::not_positive, number.span, fmt::format("{} must be more than zero", what),
         "write a number above zero");
  return false;
}

// ---- names ---------------------------------------------------------------------------------------

template <class Node, class Head>
std::vector<Builder::In<Node>> Builder::all_in_order(Head head) const {
  std::vector<In<Node>> of_packs;
  std::vector<std::pair<std::string, In<Node>>> others;
  for (const auto& [file, pack] : input_.files) {
    for (const ast::Item& item : file->items) {
      const auto* said = std::get_if<Node>(&item);
      if (said == nullptr) continue;
      if (pack.empty()) {
        others.emplace_back(head(*said), In<Node>{file, said, pack});
      } else {
        of_packs.push_back({file, said, pack});
      }
    }
  }
  // Of two with one name, the one that says more comes first, and counts.
  put_in_order(
      others, [](const auto& each) -> const std::string& { return each.first; },
      [](const auto& each) {
        std::string content = content_of(dump(each.second.file->exprs, *each.second.said));
        return std::pair(-static_cast<std::ptrdiff_t>(content.size()), std::move(content));
      });
  for (const auto& [name, each] : others) of_packs.push_back(each);
  return of_packs;
}

void Builder::collect() {
  for (const auto& [file, pack] : input_.files) {
    if (file->damaged) model_.damaged = true;
    check_language(*file);
    for (const ast::Item& item : file->items) {
      if (const auto* said = std::get_if<ast::Pack>(&item)) model_.packs.push_back(said);
    }
  }
  const auto name = [](const auto& said) { return normalised(said.name.text); };
  for (const auto& each : all_in_order<ast::Team>(name)) add_team(*each.file, *each.said);
  for (const auto& each : all_in_order<ast::Plan>([](const ast::Plan& said) {
         return fmt::format("{}\n{}\n{}", normalised(said.clinician.text),
                            said.team ? normalised(said.team->text) : "",
                            said.since ? to_string(said.since->value) : "");
       })) {
    const bool vacant = each.said->vacant || post_in_name(each.said->clinician.text);
    plans_.push_back({each.file, each.said, vacant});
  }
  for (const auto& each : all_in_order<ast::Rules>([](const ast::Rules& said) {
         return said.team ? normalised(said.team->text) : std::string();
       }))
    rules_.push_back(
        {each.file, each.said, each.pack, none, in_order(each.file->exprs, *each.said)});
  for (const auto& each : all_in_order<ast::Setting>(name))
    add_setting(*each.file, each.pack, *each.said);
  for (const auto& each : all_in_order<ast::Activity>(name))
    add_activity(*each.said, workspace_words_);
  for (const auto& each : all_in_order<ast::Rule>(name))
    model_.rules.push_back({each.said, &each.file->exprs, each.pack, none});
  for (const RulesBlock& block : rules_) {
    for (const ast::RulesStatement* statement : block.statements) {
      if (const auto* setting = std::get_if<ast::Setting>(statement))
        add_setting(*block.file, block.pack, *setting);
    }
  }
}

void Builder::check_language(const ast::File& file) {
  const ast::Language* first = nullptr;
  for (const ast::Item& item : file.items) {
    const auto* said = std::get_if<ast::Language>(&item);
    if (said == nullptr) continue;
    if (first != nullptr) report_twice(said->span, first->span, "the language");
    first = said;
    if (said->version.value == 1) continue;
    report(Builtin::unknown_language, said->version.span,
           fmt::format("this capalint reads language 1, and the file is in language {}",
                       to_decimal(said->version.value, 2)),
           "use a newer capalint, or write `language 1` if the number is a slip");
  }
}

void Builder::require_name(const ast::Text& name, std::string_view whose) {
  if (!normalised(name.text).empty()) return;
  report(Builtin::empty_name, name.span, fmt::format("the name of the {} is empty", whose),
         "write the name between the quotes");
}

void Builder::add_team(const ast::File& file, const ast::Team& said) {
  require_name(said.name, "team");
  const auto index = model_.teams.next();
  const auto [known, fresh] = team_names_.emplace(normalised(said.name.text), index);
  if (!fresh) {
    report(Builtin::duplicate_team, said.name.span,
           fmt::format("there are two teams called \"{}\"", said.name.text), "rename one of them")
        .labels.push_back({model_.teams[known->second].said->name.span, "this one counts"});
    model_.teams[known->second].damaged = true;
    return;
  }
  model_.teams.push_back({.said = &said, .damaged = said.damaged});
  team_files_.push_back(&file);
  team_words_.emplace_back();
  team_statements_.push_back(in_order(file.exprs, said));
  for (const ast::TeamStatement* statement : team_statements_.back()) {
    if (const auto* activity = std::get_if<ast::Activity>(statement))
      add_activity(*activity, team_words_.back());
  }
}

void Builder::add_activity(const ast::Activity& said, OwnWords& words) {
  const std::string own = normalised(said.name.text);
  const auto id = find_activity(normalised(said.is.text));
  if (!id) {
    std::vector<std::string_view> names;
    for (const ActivityInfo& info : activities()) names.push_back(info.name);
    suggest_words(report(Builtin::unknown_activity, said.is.span,
                         fmt::format("`{}` is not an activity", single_spaced(said.is.text)),
                         "say which known activity it is, such as `other`"),
                  said.is, all_nearest(said.is.text, names));
    return;
  }
  if (const auto known = find_activity(own)) {
    report(
        Builtin::duplicate_statement, said.name.span,
        fmt::format("`{}` already is the activity `{}`", said.name.text, activities()[*known].name),
        "choose another word");
    return;
  }
  if (!words.emplace(own, *id).second) {
    report(Builtin::duplicate_statement, said.name.span,
           fmt::format("`{}` is said twice", said.name.text), "delete one of the two lines");
    return;
  }
  const auto team = std::find_if(team_words_.begin(), team_words_.end(),
                                 [&](const OwnWords& team_words) { return &team_words == &words; });
  model_.own_activities.push_back(
      {team == team_words_.end() ? TeamId()
                                 : TeamId(static_cast<std::size_t>(team - team_words_.begin())),
       &said, *id});
}

namespace {

std::string teams_here(const std::vector<std::string_view>& names) {
  constexpr std::size_t most = 3;
  const auto last = names.begin() + static_cast<std::ptrdiff_t>(std::min(most, names.size()));
  const std::string some = fmt::format("\"{}\"", fmt::join(names.begin(), last, "\", \""));
  return names.size() == 1 ? "the team here is " + some
         : names.size() <= most
             ? "the teams here are " + some
             : fmt::format("the teams here are {} and {} more", some, names.size() - most);
}

}  // namespace

std::optional<TeamId> Builder::find_team(const ast::Text& name) {
  const auto known = team_names_.find(normalised(name.text));
  if (known != team_names_.end()) return known->second;
  if (model_.damaged) return std::nullopt;  // it may stand in what could not be read
  if (!near_teams_) {
    std::vector<std::string_view> names;
    for (const Team& team : model_.teams) names.push_back(team.said->name.text);
    near_teams_.emplace(std::move(names));
  }
  const auto& names = near_teams_->names();
  const auto near = near_teams_->nearest_to(name.text);
  suggest_names(
      report(Builtin::unknown_team, name.span,
             fmt::format("there is no team called \"{}\" in this workspace", name.text),
             names.empty() ? fmt::format("add a file with `team \"{}\" {{ … }}`", name.text)
                           : teams_here(names)),
      name.span, near);
  // Nothing more is to be said of a slip of the pen.
  if (near.size() != 1 || !may_be_misspelt(name.text, near.front())) return std::nullopt;
  return team_names_.at(normalised(near.front()));
}

void Builder::choose_quarters() {
  const Quarter now = input_.quarter.value_or(quarter_of(input_.today));
  for (const TeamId id : model_.teams.ids()) {
    Team& team = model_.teams[id];
    team.quarter = now;
    if (input_.quarter) continue;
    for (const ast::TeamStatement* statement : team_statements_[id.index()]) {
      const auto* said = std::get_if<ast::TeamQuarter>(statement);
      if (said == nullptr) continue;
      team.quarter = said->quarter.value;
      break;
    }
  }
  // What belongs to no team is planned for the quarter that all teams plan.
  const auto& teams = model_.teams;
  const bool alike = std::all_of(teams.begin(), teams.end(), [&](const Team& team) {
    return team.quarter == teams.front().quarter;
  });
  model_.quarter = teams.empty() || !alike ? now : teams.front().quarter;
}

void Builder::report_within_quarter(const ast::DateValue& since, const Quarter& quarter,
                                    const std::string& what) {
  const Quarter next = quarter.next();
  report(
      Builtin::starts_within_quarter, since.span,
      fmt::format("{} changes on {}, within {}, so the change counts from {} on", what,
                  to_string(since.value), to_string(quarter), to_string(next)),
      fmt::format("write `from {}` to count it in {}, or `from {}`", to_string(quarter.first_day()),
                  to_string(quarter), to_string(next.first_day())));
}

bool Builder::has_begun(const ast::DateValue& since, TeamId team, const std::string& what) {
  const Quarter& quarter = model_.quarter_of(team);
  if (since.value <= quarter.first_day()) return true;
  if (since.value > quarter.last_day()) return false;
  report_within_quarter(since, quarter, what);
  if (team != none) model_.teams[team].later.push_back({what, since.value});
  return false;
}

// ---- settings ------------------------------------------------------------------------------------

namespace {

struct TypeWord {
  std::string_view word;
  Type type;
};

const std::vector<TypeWord>& type_words() {
  static const std::vector<TypeWord> words{
      {"hours", {.kind = Kind::quantity, .unit = Unit::of(Base::hour)}},
      {"appointments", {.kind = Kind::quantity, .unit = Unit::of(Base::appointment)}},
      {"weeks", {.kind = Kind::quantity, .unit = Unit::of(Base::week)}},
      {"families", {.kind = Kind::quantity, .unit = Unit::of(Base::family)}},
      {"referrals", {.kind = Kind::quantity, .unit = Unit::of(Base::referral)}},
      {"number", {.kind = Kind::quantity}},
      {"percent", {.kind = Kind::quantity, .percent = true}},
      {"truth", {.kind = Kind::boolean}},
      {"text", {.kind = Kind::text}},
      {"date", {.kind = Kind::date}},
      {"clock", {.kind = Kind::clock}},
      {"activities", {.kind = Kind::activities}},
  };
  return words;
}

}  // namespace

void Builder::declare_type(const ast::File& file, const ast::Setting& said,
                           SettingDeclaration& setting) {
  setting.type.kind = Kind::unknown;
  if (said.damaged) return;
  if (said.value != ast::no_expr) {
    const auto value = constant(file.exprs, said.value, 0, diagnostics_);
    if (!value) return;
    setting.standard = *value;
    setting.type = type_of(*value);
  } else if (said.type) {
    const auto& words = type_words();
    const auto known = std::find_if(words.begin(), words.end(), [&](const TypeWord& word) {
      return word.word == said.type->text;
    });
    if (known == words.end()) {
      std::vector<std::string_view> names;
      for (const TypeWord& word : words) names.push_back(word.word);
      const auto near = nearest(said.type->text, names);
      report(
          Builtin::wrong_type, said.type->span,
          fmt::format("`{}` is not a kind of value", said.type->text),
          near
              ? fmt::format("did you mean `{}`?", *near)
              : "write `hours`, `appointments`, `weeks`, `number`, `percent`, `truth`, `text`, `date` or `activities`");
      return;
    }
    setting.type = known->type;
  } else {
    report(Builtin::wrong_type, said.name.span,
           fmt::format("the setting `{}` has neither a value nor a kind", said.name.text),
           "write `setting NAME = VALUE { … }`, or `setting NAME is hours { … }`");
    return;
  }
}

void Builder::add_setting(const ast::File& file, std::string_view pack, const ast::Setting& said) {
  SettingDeclaration declaration{.name = said.name.text, .span = said.name.span, .pack = pack};
  declare_type(file, said, declaration);
  for (const ast::Text& text : said.doc)
    declaration.doc += (declaration.doc.empty() ? "" : " ") + std::string(text.text);
  if (said.source) declaration.source = said.source->text;
  if (const auto activity = find_activity(normalised(said.name.text))) {
    report(Builtin::duplicate_setting, said.name.span,
           fmt::format("`{}` already is the activity `{}`", said.name.text,
                       activities()[*activity].name),
           "choose another name");
    return;
  }
  if (model_.setting_declarations.size() == no_setting) {
    report(Builtin::file_too_large, said.name.span,
           fmt::format("more than {} settings cannot be told apart", no_setting),
           "delete those that no rule reads");
    return;
  }
  const auto id = static_cast<SettingId>(model_.setting_declarations.size());
  const auto [known, fresh] = setting_names_.emplace(said.name.text, id);
  if (!fresh) {
    const SettingDeclaration& first = model_.setting_declarations[known->second];
    if (first.pack.empty()) {
      report(Builtin::duplicate_setting, said.name.span,
             fmt::format("the setting `{}` is declared twice", said.name.text),
             "rename one of them")
          .labels.push_back({first.span, "this one counts"});
    } else {
      report(Builtin::duplicate_setting, said.name.span,
             fmt::format("the pack `{}` has a setting called `{}`", first.pack, said.name.text),
             fmt::format("rename yours, or write `set {} …` to change the standard one",
                         said.name.text));
    }
    return;
  }
  model_.setting_declarations.push_back(std::move(declaration));
}

void Builder::resolve_settings() {
  SettingValues defaults;
  for (SettingId id = 0; id < model_.setting_declarations.size(); ++id) {
    const SettingDeclaration& declaration = model_.setting_declarations[id];
    defaults.push_back({id, declaration.standard, Origin::pack, declaration.span});
  }
  model_.settings.push_back(std::move(defaults));
  const std::pair<SettingId KnownSettings::*, std::string_view> known[] = {
      {&KnownSettings::session, "session"},
      {&KnownSettings::contacts_per_session, "contacts-per-session"},
      {&KnownSettings::big_admin_per_session, "big-admin-per-session"},
      {&KnownSettings::big_admin_base, "big-admin-base"},
      {&KnownSettings::big_admin_added, "big-admin-added"},
      {&KnownSettings::choice_length, "choice-length"},
      {&KnownSettings::core_appointments, "core-appointments"},
      {&KnownSettings::working_weeks, "working-weeks"},
      {&KnownSettings::multiplier, "multiplier"},
      {&KnownSettings::choice_loss, "choice-loss"},
      {&KnownSettings::transfer_low, "transfer-low"},
      {&KnownSettings::transfer_high, "transfer-high"},
      {&KnownSettings::trainee, "trainee"},
      {&KnownSettings::trainees_count, "trainees-count"},
      {&KnownSettings::full_time, "full-time"},
      {&KnownSettings::am_start, "am-start"},
      {&KnownSettings::pm_start, "pm-start"},
      {&KnownSettings::eve_start, "eve-start"},
      {&KnownSettings::balance_low, "balance-low"},
      {&KnownSettings::balance_high, "balance-high"},
      {&KnownSettings::core_share_low, "core-share-low"},
      {&KnownSettings::core_share_high, "core-share-high"},
      {&KnownSettings::fair_share_spread, "fair-share-spread"},
      {&KnownSettings::referrals_per_fte, "referrals-per-fte"},
      {&KnownSettings::sessions_per_referral, "sessions-per-referral"},
      {&KnownSettings::full_time_sessions, "full-time-sessions"},
      {&KnownSettings::programmed_activity, "programmed-activity"},
      {&KnownSettings::out_of_hours_activity, "out-of-hours-activity"},
      {&KnownSettings::consultant_wales, "consultant-wales"},
  };
  for (const auto& [member, name] : known) model_.known.*member = model_.find_setting(name);

  for (RulesBlock& block : rules_) {
    if (block.said->team) {
      if (const auto team = find_team(*block.said->team)) block.team = *team;
    }
    if (block.said->team && block.team == none) continue;
    for (const ast::RulesStatement* statement : block.statements) {
      if (const auto* activity = std::get_if<ast::Activity>(statement)) {
        add_activity(*activity,
                     block.team == none ? workspace_words_ : team_words_[block.team.index()]);
      }
    }
  }
  for (const RulesBlock& block : rules_) {
    if (block.team != none) rules_of_team_[block.team.index()].push_back(&block);
  }
  const SettingValues standard = model_.settings.front();
  set_in_workspace(SettingsId(0), none);
  for (const TeamId team : model_.teams.ids()) {
    const auto values = model_.settings.next();
    model_.settings.push_back(standard);
    model_.teams[team].settings = values;
    set_in_workspace(values, team);
    set_in_team(values, team);
  }
}

Builder::Told Builder::place_of(const Diagnostic& found) {
  return {found.code, found.span.file, found.span.begin, found.span.end};
}

void Builder::set_in_workspace(SettingsId values, TeamId team) {
  const std::size_t known = diagnostics_.size();
  std::vector<Declared> sets;
  for (const RulesBlock& block : rules_) {
    if (block.said->team) continue;
    for (const ast::RulesStatement* statement : block.statements) {
      if (const auto* set = std::get_if<ast::Set>(statement)) sets.push_back({block.file, set});
    }
  }
  apply(values, Origin::workspace, std::move(sets), team);
  check_ranges(values, Origin::workspace);
  // The lines are read for each team's quarter, and a mistake in them is one mistake.
  if (known == diagnostics_.size()) return;
  if (!told_of_workspace_) {
    told_of_workspace_.emplace();
    for (std::size_t i = 0; i < known; ++i) told_of_workspace_->insert(place_of(diagnostics_[i]));
  }
  const auto first = diagnostics_.begin() + static_cast<std::ptrdiff_t>(known);
  std::set<Told> now;
  const auto again = [&](const Diagnostic& found) {
    now.insert(place_of(found));
    return told_of_workspace_->contains(place_of(found));
  };
  diagnostics_.erase(std::remove_if(first, diagnostics_.end(), again), diagnostics_.end());
  told_of_workspace_->merge(now);
}

void Builder::set_in_team(SettingsId values, TeamId team) {
  std::vector<Declared> sets;
  for (const RulesBlock* block : rules_of_team_[team.index()]) {
    for (const ast::RulesStatement* statement : block->statements) {
      if (const auto* set = std::get_if<ast::Set>(statement)) sets.push_back({block->file, set});
    }
  }
  const auto& statements = team_statements_[team.index()];
  for (const ast::TeamStatement* statement : statements) {
    if (const auto* set = std::get_if<ast::Set>(statement))
      sets.push_back({team_files_[team.index()], set});
  }
  apply(values, Origin::team, std::move(sets), team);
  for (const ast::TeamStatement* statement : statements) {
    if (const auto* core = std::get_if<ast::CoreAppointments>(statement)) {
      const auto unit = unit_word(core->unit.text);
      if (!unit || unit->unit != Unit::of(Base::appointment)) {
        report(Builtin::wrong_unit, core->unit.span,
               fmt::format("`core` counts appointments here, not `{}`", core->unit.text),
               fmt::format("write `core {} appointments`", to_decimal(core->number.value, 2)))
            .fixes.push_back({"write `appointments`", false, {{core->unit.span, "appointments"}}});
      }
      if (require_positive(core->number, "the average number of Core appointments")) {
        apply(values, Origin::team, "core-appointments",
              Value::of({.value = core->number.value, .unit = Unit::of(Base::appointment)},
                        core->number.span),
              core->span, core->since, team);
      } else {
        refuse(values, "core-appointments", core->span);
      }
    }
    if (const auto* weeks = std::get_if<ast::WorkingWeeks>(statement)) {
      const auto weeks_in_year = *weeks_in("year");
      const auto weeks_in_period = weeks_in(weeks->period.text);
      bool counts = false;
      if (weeks->period.text != "year") {
        report(
            Builtin::wrong_unit, weeks->period.span,
            fmt::format("weeks worked are counted in a year, not in a `{}`", weeks->period.text),
            weeks_in_period && weeks->number.value <= *weeks_in_period
                ? fmt::format("write `weeks {} per year`",
                              to_decimal(weeks->number.value * weeks_in_year / *weeks_in_period, 2))
                : fmt::format(
                      "write the weeks worked of the 52 in a year, such as `weeks {} per year`",
                      weeks->number.value > 0 && weeks->number.value <= weeks_in_year
                          ? to_decimal(weeks->number.value, 2)
                          : "45"));
      } else if (weeks->number.value > weeks_in_year) {
        report(Builtin::too_long, weeks->number.span, "a year has 52 weeks",
               "write the weeks worked, such as `weeks 45 per year`");
      } else {
        counts = require_positive(weeks->number, "the number of weeks worked");
      }
      if (counts) {
        apply(values, Origin::team, "working-weeks",
              Value::of({.value = weeks->number.value, .unit = Unit::of(Base::week)},
                        weeks->number.span),
              weeks->span, weeks->since, team);
      } else {
        refuse(values, "working-weeks", weeks->span);
      }
    }
  }
  check_ranges(values, Origin::team);
}

void Builder::apply(SettingsId values, Origin origin, std::vector<Declared> sets, TeamId team) {
  std::stable_partition(sets.begin(), sets.end(), [&](const Declared& declared) {
    const auto known = setting_names_.find(declared.set->name.text);
    return known != setting_names_.end() && known->second == model_.known.session;
  });
  refused_.clear();
  for (const Declared& declared : sets)
    apply(values, origin, declared.file->exprs, *declared.set, team);
  // Another line for the same setting says no more clearly what was meant.
  for (const auto& [id, line] : refused_) model_.settings[values][id].refused = line;
}

void Builder::apply(SettingsId values, Origin origin, const ast::Exprs& exprs, const ast::Set& set,
                    TeamId team) {
  const auto known = setting_names_.find(set.name.text);
  if (known == setting_names_.end()) {
    if (model_.damaged) return;
    if (!near_settings_) {
      std::vector<std::string_view> names;
      for (const SettingDeclaration& declaration : model_.setting_declarations)
        names.push_back(declaration.name);
      near_settings_.emplace(std::move(names));
    }
    const auto near = near_settings_->nearest_to(set.name.text);
    if (!near.empty()) refuse(values, near.front(), set.span);
    suggest_words(report(Builtin::unknown_setting, set.name.span,
                         fmt::format("`{}` is not a setting", set.name.text),
                         "`capalint rules --settings` lists them all"),
                  set.name, near);
    return;
  }
  const SettingDeclaration& declaration = model_.setting_declarations[known->second];
  if (declaration.type.kind == Kind::unknown) return;
  const Ratio session = model_.known.session == no_setting
                            ? Ratio(0)
                            : model_.setting_value(values, model_.known.session);
  auto value = constant(exprs, set.value, session, diagnostics_);
  if (!value) return refuse(values, set.name.text, set.span);
  const Type type = type_of(*value);
  if (!(type == declaration.type)) {
    refuse(values, set.name.text, set.span);
    report(Builtin::wrong_type, exprs[set.value].span,
           fmt::format("`{}` takes {}, not {}", set.name.text, name_of(declaration.type),
                       name_of(type)),
           declaration.standard.known()
               ? fmt::format("the default is `{}`", to_text(declaration.standard))
               : std::string{});
    return;
  }
  if (set.since.unreadable) {
    refuse(values, set.name.text, set.span);
    return;
  }
  if (const auto mistake = outside_of_sense(known->second, declaration, *value)) {
    refuse(values, set.name.text, set.span);
    report(mistake->id, exprs[set.value].span, fmt::format("`{}` {}", set.name.text, mistake->what),
           mistake->help);
    return;
  }
  value->span = exprs[set.value].span;
  value->quantity.percent = value->quantity.percent || declaration.type.percent;
  apply(values, origin, set.name.text, *value, set.span, set.since, team);
}

std::optional<Builder::Mistake> Builder::outside_of_sense(SettingId id,
                                                          const SettingDeclaration& declaration,
                                                          const Value& value) const {
  if (declaration.type.kind != Kind::quantity) return std::nullopt;
  const Ratio& number = value.quantity.value;
  if (declaration.type.percent) {
    // More than all of the families has a finding of its own, which knows the line `transfer`.
    const bool is_transfer = id == model_.known.transfer_low || id == model_.known.transfer_high;
    if (number < 0) return Mistake{.what = "cannot be less than 0%", .help = "write 0% or more"};
    if (number > 1 && !is_transfer)
      return Mistake{.what = "cannot be more than 100%", .help = "write 100% or less"};
    if (number == 1 && id == model_.known.choice_loss)
      return Mistake{.what = "of 100% leaves no Choice at all", .help = "write less than 100%"};
    return std::nullopt;
  }
  if (number < 0) return Mistake{Builtin::not_positive, "cannot be negative", "write zero or more"};
  if (number == 0 && model_.known.divides(id))
    return Mistake{Builtin::not_positive, "must be more than zero",
                   fmt::format("the default is `{}`", to_text(declaration.standard))};
  return std::nullopt;
}

void Builder::check_ranges(SettingsId values, Origin origin) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 2> ends{
      {{"-low", "-high"}, {"-least", "-most"}}};
  for (SettingId id = 0; id < model_.settings[values].size(); ++id) {
    const std::string_view name = model_.setting_declarations[id].name;
    for (const auto& [lower, upper] : ends) {
      if (!name.ends_with(lower) || id == model_.known.transfer_low) continue;
      const std::string other =
          std::string(name.substr(0, name.size() - lower.size())) + std::string(upper);
      const auto found = setting_names_.find(other);
      if (found == setting_names_.end()) continue;
      SettingValue& low = model_.settings[values][id];
      SettingValue& high = model_.settings[values][found->second];
      if (low.origin != origin && high.origin != origin) continue;
      if (low.refused || high.refused || low.value.kind != Kind::quantity ||
          high.value.kind != Kind::quantity ||
          low.value.quantity.value <= high.value.quantity.value)
        continue;
      const SettingValue& said = high.origin == origin ? high : low;
      report(Builtin::end_before_start, said.span,
             fmt::format("`{}` is {} and `{}` is {}, so this range ends before it starts", name,
                         to_text(low.value), other, to_text(high.value)),
             "write the lower number for the lower end");
      low.refused = high.refused = said.span;
      model_.doubts = true;
    }
  }
}

void Builder::refuse(SettingsId values, std::string_view name, Span line) {
  const auto known = setting_names_.find(name);
  if (known == setting_names_.end()) return;
  refused_.emplace_back(known->second, line);
  model_.settings[values][known->second].refused = line;
  model_.doubts = true;
}

void Builder::apply(SettingsId values, Origin origin, std::string_view name, Value value, Span span,
                    const std::optional<ast::DateValue>& from, TeamId team) {
  const auto known = setting_names_.find(name);
  if (known == setting_names_.end()) return;
  if (from && !has_begun(*from, team, fmt::format("the setting `{}`", name))) return;
  const std::optional<Date> since = from ? std::optional(from->value) : std::nullopt;
  SettingValue& slot = model_.settings[values][known->second];
  std::optional<Date>& start = set_since_[{values, known->second}];
  if (slot.origin == origin) {
    if (since == start) report_twice(span, slot.span, fmt::format("the setting `{}`", name));
    if (since <= start) return;  // the latest one in force counts; no date is the earliest
  }
  slot = {known->second, value, origin, span};
  start = since;
}

// ---- rules ---------------------------------------------------------------------------------------

void Builder::resolve_rules() {
  for (const RulesBlock& block : rules_) {
    if (block.said->team && block.team == none) continue;
    for (const ast::RulesStatement* statement : block.statements) {
      if (const auto* use = std::get_if<ast::Use>(statement))
        model_.uses.push_back({block.team, use});
      if (const auto* level = std::get_if<ast::LevelStatement>(statement))
        model_.levels.push_back({block.team, level, Level::error});
      if (const auto* allow = std::get_if<ast::Allow>(statement))
        model_.allows.push_back({block.team, allow});
      if (const auto* rule = std::get_if<ast::Rule>(statement)) {
        model_.rules.push_back({rule, &block.file->exprs, block.pack, block.team});
      }
    }
  }
  std::vector<RuleAllow> comments;
  for (const auto& [file, pack] : input_.files) {
    for (const ast::Allow& allow : file->comments) comments.push_back({none, &allow});
  }
  put_in_order(
      comments, [](const RuleAllow& each) { return each.said->rule.text; },
      [](const RuleAllow& each) { return content_of(dump({}, *each.said)); });
  model_.allows.insert(model_.allows.end(), comments.begin(), comments.end());
  check_rule_references();
}

// A pack for a staff group that no plan names would be no pack at all.
void Builder::check_groups() {
  for (const RuleUse& use : model_.uses) {
    if (!use.said->group || model_.damaged) continue;
    const ast::Text& group = *use.said->group;
    std::vector<std::string_view> groups;
    bool known = false;
    for (const Plan& plan : model_.plans) {
      known = known || plan.damaged;  // it may be the line that could not be read
      if (plan.group == nullptr || (use.team != none && use.team != plan.team)) continue;
      groups.push_back(plan.group->text.text);
      known = known || normalised(groups.back()) == normalised(group.text);
    }
    if (known) continue;
    suggest_names(
        report(Builtin::unused_text, group.span,
               fmt::format("no plan here says `group \"{}\"`, so nothing is checked by `{}`",
                           group.text, use.said->pack.text),
               fmt::format("write `group \"{}\"` in the plans that it is for", group.text)),
        group.span, all_nearest(group.text, groups));
  }
}

void Builder::check_rule_references() {
  std::vector<std::string_view> packs;
  for (const ast::Pack* pack : model_.packs) packs.push_back(pack->name.text);
  const std::vector<std::string_view> rules = rule_names(model_);
  using Names = std::unordered_set<std::string_view>;
  const Names known_packs(packs.begin(), packs.end());
  const Names known_rules(rules.begin(), rules.end());
  std::optional<KnownNames> near_rules;  // made for the first that is not known
  const auto check_pack = [&](const ast::Use& use) {
    if (known_packs.contains(use.pack.text)) return;
    suggest_words(report(Builtin::unknown_pack, use.pack.span,
                         fmt::format("`{}` is not a rule pack", use.pack.text),
                         fmt::format("the packs are {}", fmt::join(packs, ", "))),
                  use.pack, all_nearest(use.pack.text, packs));
  };
  const auto check_rule = [&](const ast::Word& rule, bool packs_too) {
    if (known_rules.contains(rule.text) || (packs_too && known_packs.contains(rule.text)) ||
        model_.damaged)
      return;
    if (!near_rules) near_rules.emplace(rules);
    suggest_words(
        report(Builtin::unknown_rule, rule.span, fmt::format("`{}` is not a rule", rule.text),
               "`capalint rules` lists them all"),
        rule, near_rules->nearest_to(rule.text));
  };
  for (const RuleUse& use : model_.uses) check_pack(*use.said);
  for (const DeclaredPlan& plan : plans_) {
    for (const ast::PlanStatement& statement : plan.said->statements) {
      if (const auto* use = std::get_if<ast::Use>(&statement)) check_pack(*use);
    }
  }
  for (RuleLevel& level : model_.levels) {
    check_rule(level.said->rule, true);
    const std::string_view name = level.said->rule.text;
    const auto row = std::find_if(
        builtins().begin(), builtins().end(),
        [&](const BuiltinInfo& each) { return each.code == name || each.name == name; });
    if (row != builtins().end() && leaves_unread({.code = std::string(row->code)})) {
      report(Builtin::unused_text, level.said->rule.span,
             fmt::format("`{}` is no rule, and what could not be read is always told", name),
             "delete the line");
    } else if (row != builtins().end()) {
      report(Builtin::unused_text, level.said->rule.span,
             fmt::format("`{}` is no rule, so a level in a file does not change it", name),
             fmt::format("delete the line; `capalint check --level {}={}` changes it for a run",
                         name, level.said->level.text));
    }
    if (const auto value = level_from(level.said->level.text)) {
      level.level = *value;
    } else {
      suggest_words(report(Builtin::unknown_level, level.said->level.span,
                           fmt::format("`{}` is not a level", level.said->level.text),
                           "the levels are `error`, `warning`, `note` and `off`"),
                    level.said->level,
                    all_nearest(level.said->level.text, {"error", "warning", "note", "off"}));
    }
  }
  for (const RuleAllow& allow : model_.allows) {
    check_rule(allow.said->rule, false);
    const auto& because = allow.said->because;
    if (because && !because->text.empty()) continue;
    report(Builtin::missing_reason, because ? because->span : allow.said->span,
           fmt::format("this exception from `{}` has no reason", allow.said->rule.text),
           because ? "write the reason between the quotes" : "add `because \"…\"`");
  }
}

}  // namespace capalint
