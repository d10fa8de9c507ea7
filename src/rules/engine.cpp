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

/// A rule over things of its scope, one after the other.
class Judge {
 public:
  Judge(const Evidence& evidence, const CheckedRule& rule)
      : evidence_(evidence), rule_(rule), reading_(evidence.reading()) {}

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
  Reading reading_;
  Lets lets_;
};

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

  Level of(Object object) {
    if (chosen_) return *chosen_;
    const TeamId team = team_of(model_, object);
    // Last stands what has no team.
    std::optional<Level>& known = by_team_[team == none ? model_.teams.size() : team.index()];
    if (!known) known = level_in_force(model_, *rule_.source, team, none);
    if (*known != Level::off) return *known;
    const PlanId plan = plan_of(model_, object);
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

using ObjectsByScope = std::array<std::vector<Object>, scope_count>;

ObjectsByScope objects(const Model& model, const std::vector<bool>* files) {
  ObjectsByScope all;
  for (std::size_t scope = 0; scope < scope_count; ++scope) {
    const std::size_t end = count(model, static_cast<Scope>(scope));
    for (std::size_t index = 0; index < end; ++index) {
      const Object object = object_in(static_cast<Scope>(scope), index);
      if (files == nullptr || (*files)[span_of(model, object).file]) all[scope].push_back(object);
    }
  }
  return all;
}

/// The settings that a rule reads of a plan, or of something in it.
std::vector<bool> read_of_plans(const Model& model, const RuleChecks& checked) {
  std::vector<bool> read(model.setting_declarations.size());
  const auto mark = [&](SettingId id) {
    if (id != no_setting) read[id] = true;
  };
  // Clock times of a half-day are read with the week itself.
  for (const SettingId id : {model.known.am_start, model.known.pm_start, model.known.eve_start})
    mark(id);
  for (const RuleChecks::Check& check : checked.checks) {
    if (!check.rule) continue;
    for (const SettingId id : settings_read_of_plans(model, *check.rule)) mark(id);
  }
  return read;
}

/// What a plan sets for itself and only teams are judged by would have no effect in silence.
void add_settings_of_teams(const Model& model, const RuleChecks& checked,
                           const std::vector<bool>* files, Judgement& judgement) {
  std::vector<bool> read;
  for (const PlanId plan : model.plans.ids()) {
    const Object object(plan);
    const FileId home = span_of(model, object).file;
    if (files != nullptr && !(*files)[home]) continue;
    for (const SettingValue& value : model.settings[model.plans[plan].settings]) {
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
      judgement.findings.push_back({std::move(diagnostic), std::move(whom), home});
    }
  }
}

}  // namespace

RuleChecks check_rules(const Model& model) {
  RuleChecks result;
  RuleNames taken;
  for (const RuleSource& source : model.rules) {
    RuleChecks::Check& check = result.checks.emplace_back();
    check.twice = duplicate(source, taken);
    if (check.twice) continue;
    check.rule = check_rule(model, source, check.mistakes);
    for (Diagnostic& mistake : check.mistakes)
      mistake.unread = !check.rule;  // nothing is judged by it
  }
  return result;
}

Judgement judge(const Sources& sources, const Model& model, const RuleOptions& options,
                unsigned threads, const std::vector<bool>* files) {
  return judge(sources, model, check_rules(model), options, threads, files);
}

Judgement judge(const Sources& sources, const Model& model, const RuleChecks& checked,
                const RuleOptions& options, unsigned threads, const std::vector<bool>* files) {
  Judgement judgement;
  const std::vector<RuleInForce> rules = rules_in_force(model, checked, judgement);
  add_settings_of_teams(model, checked, files, judgement);
  const ObjectsByScope things = objects(model, files);
  const bool plans_choose = plans_choose_packs(model);
  // Of everything when everything is judged; a few things work out what they need themselves.
  std::optional<Figures> figures;
  const bool everything =
      files == nullptr || std::all_of(files->begin(), files->end(), [](bool file) { return file; });
  if (everything) figures.emplace(model);
  const Evidence evidence{sources, model, figures ? &*figures : nullptr};

  std::vector<std::vector<Judged>> found(rules.size());
  std::vector<std::uint32_t> held(rules.size());
  in_parallel(rules.size(), threads, 1, [&](std::size_t i) {
    const CheckedRule& rule = *rules[i].rule;
    Levels levels(model, rule, options, plans_choose);
    Judge judge_one(evidence, rule);
    for (const Object& object : things[static_cast<std::size_t>(rule.scope)]) {
      if (rules[i].team != none && rules[i].team != team_of(model, object)) continue;
      const Level level = levels.of(object);
      if (level != Level::off && judge_one(object, level, found[i])) ++held[i];
    }
  });

  for (std::size_t i = 0; i < rules.size(); ++i) {
    std::move(found[i].begin(), found[i].end(), std::back_inserter(judgement.findings));
    if (!options.collect_passes || held[i] == 0) continue;
    const ast::Rule& said = said_by(*rules[i].rule);
    judgement.passed.push_back({std::string(said.code->text), std::string(said.name.text),
                                std::string(said.title->text), held[i]});
  }
  return judgement;
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
