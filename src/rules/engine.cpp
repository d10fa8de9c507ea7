#include "rules/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

#include "diagnostics/builtin.h"
#include "rules/evidence.h"
#include "rules/finding.h"
#include "rules/levels.h"
#include "rules/message.h"
#include "rules/packs.h"
#include "rules/reads.h"
#include "rules/verdict.h"
#include "source/parallel.h"

namespace capalint {
namespace {

const ast::Rule& said_by(const CheckedRule& rule) { return *rule.source->rule; }

// ---- one rule, one thing -------------------------------------------------------------------------

/// Whether what a finding about it points at stands for several days, as `mon-fri lunch 30m` does.
bool is_written_for_several_days(const Model& model, const Object& object) {
  const auto several = [&](LineId line) { return model.lines[line].said->days.several(); };
  if (const auto* line = std::get_if<LineId>(&object)) return several(*line);
  if (const auto* block = std::get_if<BlockId>(&object)) return several(model.blocks[*block].line);
  const auto* day = std::get_if<DayId>(&object);
  if (day == nullptr) return false;
  const Range<Line>& lines = model.days[*day].lines;
  return std::all_of(lines.begin(), lines.end(), several);
}

/// The kinds of work that a rule for each block can be about: those in `activity in …` where its filter
/// begins so, which most blocks are not.
ActivitySet kinds_of_work(const CheckedRule& rule) {
  constexpr ActivitySet all = ~ActivitySet{0};
  if (rule.scope != Scope::block || rule.where == no_node) return all;
  const auto node = [&](NodeId id) -> const Node& { return rule.nodes[id]; };
  NodeId first = rule.where;
  while (node(first).op == ast::Operator::conjunction) first = node(first).children[0];
  if (node(first).op != ast::Operator::in) return all;
  const Node& left = node(node(first).children[0]);
  const Node& right = node(node(first).children[1]);
  const bool of_the_block =
      left.property == find_property(Scope::block, "activity") && left.children.empty();
  return of_the_block && right.kind == NodeKind::constant
             ? static_cast<ActivitySet>(right.constant.number)
             : all;
}

/// A rule over things of its scope, one after the other.
class Judge {
 public:
  Judge(const Evidence& evidence, const CheckedRule& rule)
      : evidence_(evidence),
        rule_(rule),
        kinds_(kinds_of_work(rule)),
        reading_(evidence.reading()) {}

  /// False when it is plain at once that the rule does not apply.
  [[nodiscard]] bool may_apply(const Object& object) const {
    const auto* block = std::get_if<BlockId>(&object);
    return block == nullptr || contains(kinds_, evidence_.model.blocks[*block].activity);
  }

  /// True when the rule applies to the object and holds; a finding goes to `findings`.
  bool operator()(const Object& object, Level level, std::vector<Judged>& findings) {
    const Context context(rule_, object, reading_, lets_);
    const Outcome outcome = outcome_of(context);
    if (outcome.verdict == Verdict::finding)
      add(findings, object, finding_of(context, evidence_.sources, level));
    if (outcome.verdict == Verdict::failed) add(findings, object, failure_of(context, outcome.why));
    return outcome.verdict == Verdict::holds;
  }

 private:
  void add(std::vector<Judged>& findings, const Object& object, Diagnostic diagnostic) const {
    const Model& model = evidence_.model;
    About whom = about(model, object, diagnostic);
    if (is_written_for_several_days(model, object) && is_known(findings, diagnostic, whom)) return;
    diagnostic.where = lasting_place(model, object, diagnostic.span);
    findings.push_back({std::move(diagnostic), std::move(whom), span_of(model, object).file});
  }

  /// Whether another day of the same line has the finding already.
  static bool is_known(const std::vector<Judged>& findings, const Diagnostic& diagnostic,
                       const About& about) {
    for (auto before = findings.rbegin(); before != findings.rend(); ++before) {
      if (before->about.plan != about.plan) return false;
      if (before->diagnostic.span == diagnostic.span) return true;
    }
    return false;
  }

  const Evidence& evidence_;
  const CheckedRule& rule_;
  ActivitySet kinds_;
  Reading reading_;
  Lets lets_;
};

// ---- things --------------------------------------------------------------------------------------

struct Thing {
  Object object;
  TeamId team;  // `none` when it belongs to none
};
using ThingsByScope = std::array<std::vector<Thing>, scope_count>;

ThingsByScope things_of(const Model& model, const std::vector<bool>* files) {
  ThingsByScope all;
  for (std::size_t scope = 0; scope < scope_count; ++scope) {
    const std::size_t end = count(model, static_cast<Scope>(scope));
    if (files == nullptr) all[scope].reserve(end);
    for (std::size_t index = 0; index < end; ++index) {
      const Object object = object_in(static_cast<Scope>(scope), index);
      if (files == nullptr || (*files)[span_of(model, object).file])
        all[scope].push_back({object, team_of(model, object)});
    }
  }
  return all;
}

/// Some plans with all that they hold, or other things. All rules are applied to one piece before the next, so that
/// it stays at hand.
std::vector<ThingsByScope> in_pieces(const Model& model, const ThingsByScope& things) {
  constexpr std::size_t plans_in_piece = 64;
  std::vector<ThingsByScope> pieces(model.plans.size() / plans_in_piece + 1);
  const auto piece_of = [&](const Thing& thing) {
    if (const PlanId plan = plan_of(model, thing.object); plan != none)
      return plan.index() / plans_in_piece;
    return thing.team == none ? 0 : thing.team.index() * pieces.size() / model.teams.size();
  };
  for (std::size_t scope = 0; scope < scope_count; ++scope) {
    for (const Thing& thing : things[scope]) pieces[piece_of(thing)][scope].push_back(thing);
  }
  return pieces;
}

// ---- levels --------------------------------------------------------------------------------------

std::optional<Level> chosen_level(const RuleOptions& options, std::string_view code,
                                  std::string_view name, std::string_view pack) {
  const auto last =
      std::find_if(options.levels.rbegin(), options.levels.rend(),
                   [&](const LevelChoice& choice) { return names(choice.rule, code, name, pack); });
  return last == options.levels.rend() ? std::nullopt : std::optional(last->level);
}

/// The levels of one rule, each team's worked out when it is first wanted.
class Levels {
 public:
  Levels(const Model& model, const CheckedRule& rule, const RuleOptions& options, bool plans_choose)
      : model_(model),
        rule_(rule),
        chosen_(chosen_level(options, said_by(rule).code->text, said_by(rule).name.text,
                             rule.source->pack)),
        asked_for_(is_asked_for(options, rule)),
        plans_choose_(plans_choose),
        by_team_(model.teams.size() + 1) {}

  Level of(const Thing& thing) {
    if (chosen_) return *chosen_;
    const TeamId team = thing.team;
    // Last stands what has no team.
    std::optional<Level>& known = by_team_[team == none ? model_.teams.size() : team.index()];
    if (!known) known = level_in_force(model_, *rule_.source, team, none);
    if (*known != Level::off || !(plans_choose_ || asked_for_)) return *known;
    const PlanId plan = plan_of(model_, thing.object);
    const Level level =
        plans_choose_ ? level_in_force(model_, *rule_.source, team, plan) : Level::off;
    // Asking for a rule puts its pack in use; a `level … off` in a file stays.
    const bool pack_is_off =
        !rule_.source->pack.empty() && !pack_in_use(model_, rule_.source->pack, team, plan);
    return level == Level::off && asked_for_ && pack_is_off ? rule_.level : level;
  }

 private:
  static bool is_asked_for(const RuleOptions& options, const CheckedRule& rule) {
    const ast::Rule& said = said_by(rule);
    return std::any_of(options.asked_for.begin(), options.asked_for.end(),
                       [&](const std::string& asked) {
                         return names(asked, said.code->text, said.name.text, rule.source->pack);
                       });
  }

  const Model& model_;
  const CheckedRule& rule_;
  std::optional<Level> chosen_;
  bool asked_for_;
  bool plans_choose_;
  std::vector<std::optional<Level>> by_team_;
};

// For the findings that no rule made.
void choose_levels(std::vector<Diagnostic>& found, const RuleOptions& options) {
  if (options.levels.empty()) return;
  for (Diagnostic& diagnostic : found) {
    if (!is_builtin(diagnostic)) continue;
    const auto level = chosen_level(options, diagnostic.code, diagnostic.rule, {});
    if (level && !(diagnostic.unread && *level == Level::off)) diagnostic.level = *level;
  }
  std::erase_if(found, [](const Diagnostic& each) { return each.level == Level::off; });
}

// ---- all rules -----------------------------------------------------------------------------------

using RuleNames = std::unordered_map<std::string_view, const RuleSource*>;

std::optional<Diagnostic> duplicate(const RuleSource& source, RuleNames& taken) {
  const ast::Rule& rule = *source.rule;
  for (const std::string_view name :
       {rule.name.text, rule.code ? rule.code->text : std::string_view{}}) {
    if (name.empty()) continue;
    const auto [known, fresh] = taken.emplace(name, &source);
    if (fresh || known->second == &source) continue;
    const Span span = rule.code && name == rule.code->text ? rule.code->span : rule.name.span;
    const std::string_view pack = known->second->pack;
    Diagnostic diagnostic =
        make(Builtin::duplicate_rule, span,
             fmt::format("there is already a rule called `{}`{}", name,
                         pack.empty() ? "" : fmt::format(" in the pack `{}`", pack)),
             pack.empty() ? "choose another name and code"
                          : fmt::format("choose another name and code; `level {0} …` and `allow "
                                        "{0} …` change what the standard rule does",
                                        name));
    const Span first = known->second->rule->name.span;
    if (first.file < first_pack_file) diagnostic.labels.push_back({first, "this one counts"});
    return diagnostic;
  }
  return std::nullopt;
}

bool names_pack(const std::vector<const ast::Use*>& uses, std::string_view pack) {
  return std::any_of(uses.begin(), uses.end(),
                     [&](const ast::Use* use) { return use->pack.text == pack; });
}

/// Whether the pack is on by default, or anything in the workspace or the run may switch it on.
bool may_be_in_use(const Model& model, std::string_view pack, const RuleOptions& options) {
  return !options.levels.empty() || !options.asked_for.empty() ||
         std::any_of(
             model.packs.begin(), model.packs.end(),
             [&](const ast::Pack* known) { return known->standard && known->name.text == pack; }) ||
         std::any_of(model.uses.begin(), model.uses.end(),
                     [&](const RuleUse& use) { return use.said->pack.text == pack; }) ||
         std::any_of(model.plans.begin(), model.plans.end(),
                     [&](const Plan& plan) { return names_pack(plan.uses, pack); });
}

/// Says of the rules of the standard packs, which are sound, whether anything is judged by them.
class Needed {
 public:
  Needed(const Model& model, const RuleOptions& options, const ThingsByScope& things)
      : model_(model), options_(options), things_(things) {}

  bool operator()(const RuleSource& source) {
    if (source.pack.empty()) return true;
    Scope scope = Scope::plan;
    if (!source.rule->scope || !scope_from(source.rule->scope->text, scope) ||
        things_[static_cast<std::size_t>(scope)].empty())
      return false;
    const auto [known, fresh] = in_use_.emplace(source.pack, false);
    if (fresh) known->second = may_be_in_use(model_, source.pack, options_);
    return known->second;
  }

 private:
  const Model& model_;
  const RuleOptions& options_;
  const ThingsByScope& things_;
  std::unordered_map<std::string_view, bool> in_use_;
};

template <class Needed>
RuleChecks check_those(const Model& model, Needed is_needed) {
  RuleChecks result;
  RuleNames taken;
  taken.reserve(2 * model.rules.size());
  for (const RuleSource& source : model.rules) {
    RuleChecks::Check& check = result.checks.emplace_back();
    check.twice = duplicate(source, taken);
    if (check.twice || !is_needed(source)) continue;
    check.rule = check_rule(model, source, check.mistakes);
    for (Diagnostic& mistake : check.mistakes)
      mistake.unread = !check.rule;  // nothing is judged by it
  }
  return result;
}

/// A rule, and the team that it is for in this model.
struct RuleInForce {
  const CheckedRule* rule = nullptr;
  TeamId team;  // none: for all teams
};

/// Those that are sound and not for a team in another part; what is wrong with the others goes to `judgement`.
std::vector<RuleInForce> rules_in_force(const Model& model, const RuleChecks& checked,
                                        Judgement& judgement) {
  std::vector<RuleInForce> rules;
  for (std::size_t i = 0; i < checked.checks.size(); ++i) {
    const RuleChecks::Check& check = checked.checks[i];
    const RuleSource& source = model.rules[i];
    if (!model.is_neighbour(source.rule->span.file)) {
      if (check.twice) judgement.findings.push_back({*check.twice, {}});
      const About whose{source.team == none ? nullptr : model.teams[source.team].said};
      for (const Diagnostic& mistake : check.mistakes)
        judgement.findings.push_back({mistake, whose});
    }
    if (check.rule && !source.elsewhere) rules.push_back({&*check.rule, source.team});
  }
  return rules;
}

/// The settings that a rule reads of a plan, or of something in it: one of those checked or of the standard packs,
/// whether or not anything is judged by that.
std::vector<bool> read_of_plans(const Model& model, const RuleChecks& checked) {
  std::vector<bool> read(model.setting_declarations.size());
  const auto mark = [&](SettingId id) {
    if (id != no_setting) read[id] = true;
  };
  // Clock times of a half-day are read with the week itself.
  for (const SettingId id : {model.known.am_start, model.known.pm_start, model.known.eve_start})
    mark(id);
  for (const std::string_view name : settings_read_of_plans_by_packs())
    mark(model.find_setting(name));
  for (std::size_t i = 0; i < checked.checks.size(); ++i) {
    const RuleChecks::Check& check = checked.checks[i];
    if (!check.rule || !model.rules[i].pack.empty()) continue;
    for (const SettingId id : settings_read_of_plans(model, *check.rule)) mark(id);
  }
  return read;
}

/// What a plan sets for itself and only teams are judged by would have no effect in silence.
void add_settings_of_teams(const Model& model, const RuleChecks& checked,
                           const std::vector<Thing>& plans, Judgement& judgement) {
  std::vector<bool> read;
  for (const auto& [object, team] : plans) {
    const SettingsId own = settings_of(model, object);
    const bool shared = own == (team == none ? SettingsId(0) : model.teams[team].settings);
    if (shared) continue;
    for (const SettingValue& value : model.settings[own]) {
      if (value.origin != Origin::plan) continue;
      if (read.empty()) read = read_of_plans(model, checked);
      if (read[value.id]) continue;
      const std::string_view name = model.setting_declarations[value.id].name;
      Diagnostic diagnostic = make(
          Builtin::unused_text, value.span,
          fmt::format("`{}` is looked at for a whole team, so a plan does not change it", name),
          "set it in the team, or in `rules { … }`");
      diagnostic.subject = subject_of(model, object);
      About whom = about(model, object, diagnostic);
      judgement.findings.push_back(
          {std::move(diagnostic), std::move(whom), span_of(model, object).file});
    }
  }
}

Judgement judge(const Sources& sources, const Model& model, const RuleChecks& checked,
                const RuleOptions& options, unsigned threads, const ThingsByScope& things,
                bool everything) {
  Judgement judgement;
  const std::vector<RuleInForce> rules = rules_in_force(model, checked, judgement);
  add_settings_of_teams(model, checked, things[static_cast<std::size_t>(Scope::plan)], judgement);
  const bool plans_choose = plans_choose_packs(model);
  // Of everything when everything is judged; a few things work out what they need themselves.
  std::optional<Figures> figures;
  if (everything) figures.emplace(model);
  const Evidence evidence{sources, model, figures ? &*figures : nullptr};

  struct Found {
    std::vector<Judged> findings;
    std::uint32_t held = 0;
  };
  const std::vector<ThingsByScope> pieces = in_pieces(model, things);
  std::vector<std::vector<Found>> found(pieces.size());
  in_parallel(pieces.size(), threads, 1, [&](std::size_t piece) {
    found[piece].resize(rules.size());
    for (std::size_t i = 0; i < rules.size(); ++i) {
      const CheckedRule& rule = *rules[i].rule;
      const std::vector<Thing>& those = pieces[piece][static_cast<std::size_t>(rule.scope)];
      if (those.empty()) continue;
      Levels levels(model, rule, options, plans_choose);
      Judge judge_one(evidence, rule);
      auto& [findings, held] = found[piece][i];
      for (const Thing& thing : those) {
        if (rules[i].team != none && rules[i].team != thing.team) continue;
        if (!judge_one.may_apply(thing.object)) continue;
        const Level level = levels.of(thing);
        if (level != Level::off && judge_one(thing.object, level, findings)) ++held;
      }
    }
  });

  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::uint32_t held = 0;
    for (std::vector<Found>& by_rule : found) {
      held += by_rule[i].held;
      std::move(by_rule[i].findings.begin(), by_rule[i].findings.end(),
                std::back_inserter(judgement.findings));
    }
    if (!options.collect_passes || held == 0) continue;
    const ast::Rule& said = said_by(*rules[i].rule);
    judgement.passed.push_back({std::string(said.code->text), std::string(said.name.text),
                                std::string(said.title->text), held});
  }
  return judgement;
}

}  // namespace

RuleChecks check_rules(const Model& model) {
  return check_those(model, [](const RuleSource&) { return true; });
}

Judgement judge(const Sources& sources, const Model& model, const RuleOptions& options,
                unsigned threads, const std::vector<bool>* files) {
  const ThingsByScope things = things_of(model, files);
  const RuleChecks checked = check_those(model, Needed(model, options, things));
  const bool everything =
      files == nullptr || std::all_of(files->begin(), files->end(), [](bool file) { return file; });
  return judge(sources, model, checked, options, threads, things, everything);
}

Judgement judge(const Sources& sources, const Model& model, const RuleChecks& checked,
                const RuleOptions& options, unsigned threads) {
  return judge(sources, model, checked, options, threads, things_of(model, nullptr), true);
}

RuleResult settle(const Sources& sources, const Model& model, std::vector<Diagnostic> earlier,
                  std::vector<Judged> judged, const RuleOptions& options,
                  const ExceptionsUsed& elsewhere) {
  RuleResult result;
  Exceptions exceptions(sources, model);
  const auto add = [&](Diagnostic& diagnostic, const About& about) {
    const ast::Allow* said =
        options.ignore_exceptions ? nullptr : exceptions.allowing(diagnostic, about);
    if (said == nullptr) {
      result.diagnostics.push_back(std::move(diagnostic));
    } else {
      result.suppressed.push_back(
          {std::move(diagnostic), std::string(said->because->text), said->span});
    }
  };
  for (Diagnostic& diagnostic : earlier) add(diagnostic, {});
  for (Judged& each : judged) add(each.diagnostic, each.about);
  result.used = exceptions.used();
  if (!options.ignore_exceptions) {
    for (Diagnostic& diagnostic : exceptions.findings(elsewhere))
      result.diagnostics.push_back(std::move(diagnostic));
  }
  choose_levels(result.diagnostics, options);
  return result;
}

std::vector<Diagnostic> apply_rule(const Sources& sources, const Model& model,
                                   const CheckedRule& rule) {
  const Evidence evidence{sources, model};
  Judge judge_one(evidence, rule);
  std::vector<Judged> found;
  const std::size_t end = count(model, rule.scope);
  for (std::size_t index = 0; index < end; ++index)
    (void)judge_one(object_in(rule.scope, index), rule.level, found);
  std::vector<Diagnostic> diagnostics;
  for (Judged& each : found) diagnostics.push_back(std::move(each.diagnostic));
  return diagnostics;
}

}  // namespace capalint
