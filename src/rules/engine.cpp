#include "rules/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "diagnostics/builtin.h"
#include "diagnostics/nearest.h"
#include "rules/evaluate.h"
#include "rules/packs.h"

namespace capalint {
namespace {

constexpr int soon_in_days = 30;

bool names_rule(std::string_view written, std::string_view code, std::string_view name) {
  return written == code || written == name;
}

// The statement that switches a pack on; null when there is none, or when none is needed.
struct PackUse {
  bool in_use = false;
  const ast::Use* said = nullptr;
  std::uint32_t team = nobody;
};

PackUse pack_use(const Model& model, std::string_view pack, std::uint32_t team,
                 std::uint32_t plan) {
  for (const ast::Pack* known : model.packs) {
    if (known->name.text == pack && known->standard) return {true};
  }
  const ast::Group* group = plan == nobody ? nullptr : model.plans[plan].group;
  for (const RuleUse& use : model.uses) {
    if (use.said->pack.text != pack || (use.team != nobody && use.team != team)) continue;
    const bool covers =
        !use.said->group ||
        (group != nullptr && normalised(group->text.text) == normalised(use.said->group->text));
    if (covers) return {true, use.said, use.team};
  }
  if (plan == nobody) return {};
  for (const ast::Use* use : model.plans[plan].uses) {
    if (use->pack.text == pack) return {true, use};
  }
  return {};
}

class Engine {
 public:
  Engine(const Sources& sources, const Model& model, const RuleOptions& options)
      : sources_(sources), model_(model), options_(options) {}

  std::vector<Diagnostic> apply(const CheckedRule& rule) {
    const std::uint32_t end = count(model_, rule.scope);
    for (std::uint32_t index = 0; index < end; ++index)
      judge(rule, {rule.scope, index}, rule.level);
    return std::move(result_.diagnostics);
  }

  RuleResult run(std::vector<Diagnostic> earlier) {
    for (Diagnostic& diagnostic : earlier) add(std::move(diagnostic), nobody, nobody);
    for (const RuleSource& rule : model_.rules) {
      if (is_duplicate(rule)) continue;
      std::vector<Diagnostic> mistakes;
      const auto program = check_rule(model_, rule, mistakes);
      for (Diagnostic& mistake : mistakes) add(std::move(mistake), rule.team, nobody);
      if (program) run_rule(*program);
    }
    if (!options_.ignore_exceptions) report_exceptions();
    choose_levels();
    return std::move(result_);
  }

 private:
  bool is_duplicate(const RuleSource& source) {
    const ast::Rule& rule = *source.rule;
    for (const std::string_view name :
         {rule.name.text, rule.code ? rule.code->text : std::string_view{}}) {
      if (name.empty()) continue;
      const auto [known, fresh] = rule_names_.emplace(name, &source);
      if (fresh || known->second == &source) continue;
      const Span span = rule.code && name == rule.code->text ? rule.code->span : rule.name.span;
      const std::string_view pack = known->second->pack;
      Diagnostic diagnostic =
          make(Builtin::duplicate_rule, span,
               fmt::format("there is already a rule called `{}`{}", name,
                           pack.empty() ? "" : fmt::format(" in the pack `{}`", pack)),
               pack.empty()
                   ? "choose another name and code"
                   : fmt::format("choose another name and code; `level {0} …` and `allow {0} …` "
                                 "change what the standard rule does",
                                 name));
      const Span first = known->second->rule->name.span;
      if (first.file < first_pack_file)
        diagnostic.labels.push_back({first, "the first one is here"});
      result_.diagnostics.push_back(std::move(diagnostic));
      return true;
    }
    return false;
  }

  // Whether a plan can have a pack in use that its team has not.
  [[nodiscard]] bool plans_choose_packs() {
    if (!plans_choose_packs_) {
      plans_choose_packs_ =
          std::any_of(model_.uses.begin(), model_.uses.end(),
                      [](const RuleUse& use) { return use.said->group.has_value(); }) ||
          std::any_of(model_.plans.begin(), model_.plans.end(),
                      [](const Plan& plan) { return !plan.uses.empty(); });
    }
    return *plans_choose_packs_;
  }

  void run_rule(const CheckedRule& rule) {
    const std::uint32_t end = count(model_, rule.scope);
    const std::optional<Level> chosen = chosen_level(
        rule.source->rule->code->text, rule.source->rule->name.text, rule.source->pack);
    // By team, and last for what has none; plans only matter to packs that are off for the team.
    std::vector<std::optional<Level>> levels(model_.teams.size() + 1);
    std::uint32_t held = 0;
    for (std::uint32_t index = 0; index < end; ++index) {
      const Object object{rule.scope, index};
      const std::uint32_t team = team_of(model_, object);
      if (rule.source->team != nobody && rule.source->team != team) continue;
      std::optional<Level>& known = levels[team == nobody ? model_.teams.size() : team];
      if (!known) known = level_in_force(model_, *rule.source, team, nobody);
      Level level = *known;
      if (level == Level::off && plans_choose_packs())
        level = level_in_force(model_, *rule.source, team, plan_of(model_, object));
      if (level == Level::off && asked_for(*rule.source, team, plan_of(model_, object)))
        level = rule.level;
      if (chosen) level = *chosen;
      if (level == Level::off) continue;
      if (judge(rule, object, level)) ++held;
    }
    if (options_.collect_passes && held > 0) {
      const ast::Rule& said = *rule.source->rule;
      result_.passed.push_back({std::string(said.code->text), std::string(said.name.text),
                                std::string(said.title->text), held});
    }
  }

  // ---- what the run asks for ---------------------------------------------------------------------

  [[nodiscard]] std::optional<Level> chosen_level(std::string_view code, std::string_view name,
                                                  std::string_view pack) const {
    const auto& levels = options_.levels;
    const auto last = std::find_if(levels.rbegin(), levels.rend(), [&](const LevelChoice& choice) {
      return names(choice.rule, code, name, pack);
    });
    return last == levels.rend() ? std::nullopt : std::optional(last->level);
  }

  // Asking for a rule puts its pack in use; a `level … off` in a file stays.
  [[nodiscard]] bool asked_for(const RuleSource& rule, std::uint32_t team,
                               std::uint32_t plan) const {
    const ast::Rule& said = *rule.rule;
    return std::any_of(options_.asked_for.begin(), options_.asked_for.end(),
                       [&](const std::string& asked) {
                         return names(asked, said.code->text, said.name.text, rule.pack);
                       }) &&
           !rule.pack.empty() && !pack_use(model_, rule.pack, team, plan).in_use;
  }

  // For the findings that no rule made.
  void choose_levels() {
    if (options_.levels.empty()) return;
    auto& found = result_.diagnostics;
    for (Diagnostic& diagnostic : found) {
      const auto same = [&](const BuiltinInfo& row) { return row.code == diagnostic.code; };
      if (std::none_of(builtins().begin(), builtins().end(), same)) continue;
      if (const auto level = chosen_level(diagnostic.code, diagnostic.rule, {}))
        diagnostic.level = *level;
    }
    std::erase_if(found, [](const Diagnostic& each) { return each.level == Level::off; });
  }

  // True when the rule applies to the object and holds.
  bool judge(const CheckedRule& rule, Object object, Level level) {
    try {
      Evaluation evaluation(model_, rule, object);
      if (rule.where != no_node && !evaluation.value(rule.where).truth()) return false;
      const Value verdict = evaluation.value(rule.require);
      if (!verdict.known()) return false;
      if (verdict.truth()) return true;
      add(finding(rule, evaluation, object, level), team_of(model_, object),
          plan_of(model_, object));
    } catch (const DivisionByZero& error) {
      failed(rule, object, error.what());
    } catch (const ArithmeticOverflow& error) {
      failed(rule, object, error.what());
    }
    return false;
  }

  Diagnostic finding(const CheckedRule& rule, Evaluation& evaluation, Object object, Level level) {
    const ast::Rule& said = *rule.source->rule;
    Diagnostic diagnostic;
    diagnostic.code = said.code->text;
    diagnostic.rule = said.name.text;
    diagnostic.level = level;
    diagnostic.message = evaluation.text(rule.say);
    diagnostic.help = evaluation.text(rule.help);
    if (said.standard) diagnostic.standard = said.standard->text;
    if (said.source) diagnostic.source = said.source->text;
    diagnostic.subject = subject(object);
    diagnostic.span = evaluation.place();
    for (const CheckedNote& note : rule.notes) {
      const Span place = note.at == no_node ? Span{} : evaluation.place(note.at);
      if (note.at != no_node && (!place.valid() || place.file >= first_pack_file)) continue;
      diagnostic.labels.push_back({place, evaluation.text(note.text)});
    }
    for (const CheckedFix& fix : rule.fixes) add_fix(fix, evaluation, diagnostic);
    diagnostic.values = evaluation.trace(sources_);
    return diagnostic;
  }

  void add_fix(const CheckedFix& fix, Evaluation& evaluation, Diagnostic& diagnostic) const {
    const Span place = evaluation.place(fix.place);
    if (!place.valid() || place.file >= first_pack_file) return;
    Edit edit{place, evaluation.text(fix.text)};
    switch (fix.kind) {
      case ast::EditKind::replace: break;
      case ast::EditKind::insert: edit.span.begin = place.end; break;
      case ast::EditKind::insert_line: edit = line_below(place, edit.replacement); break;
      case ast::EditKind::remove: edit.span = with_its_comma_or_line(place); break;
    }
    diagnostic.fixes.push_back({evaluation.text(fix.title), fix.safe, {std::move(edit)}});
  }

  // ---- edits -------------------------------------------------------------------------------------

  static bool is_blank(char c) { return c == ' ' || c == '\t'; }

  // Indented like the line above it, or, where that opens a brace, by two spaces more.
  [[nodiscard]] Edit line_below(Span place, const std::string& line) const {
    const Source& source = sources_[place.file];
    const std::uint32_t number =
        source.position(place.end > place.begin ? place.end - 1 : place.end).line;
    const std::string_view above = source.line(number);
    const std::size_t text = std::min(above.find_first_not_of(" \t"), above.size());
    const std::size_t last = above.find_last_not_of(" \t");
    const bool opens = last != std::string_view::npos && above[last] == '{';
    const auto end = static_cast<std::uint32_t>(source.line_start(number) + above.size());
    return {{place.file, end, end},
            fmt::format("\n{}{}{}", above.substr(0, text), opens ? "  " : "", line)};
  }

  // What stands between commas goes with one of them; what stands alone goes with its line.
  [[nodiscard]] Span with_its_comma_or_line(Span span) const {
    const std::string_view text = sources_[span.file].text();
    Span wide = span;
    while (wide.begin > 0 && is_blank(text[wide.begin - 1])) --wide.begin;
    while (wide.end < text.size() && is_blank(text[wide.end])) ++wide.end;
    if (wide.begin > 0 && text[wide.begin - 1] == ',') return {span.file, wide.begin - 1, span.end};
    if (wide.end < text.size() && text[wide.end] == ',') {
      ++wide.end;
      while (wide.end < text.size() && is_blank(text[wide.end])) ++wide.end;
      return {span.file, span.begin, wide.end};
    }
    const bool from_start = wide.begin == 0 || text[wide.begin - 1] == '\n';
    if (!from_start) return {span.file, wide.begin, span.end};
    if (wide.end < text.size() && text[wide.end] == '\r') ++wide.end;
    if (wide.end < text.size() && text[wide.end] != '\n') return span;
    if (wide.end < text.size()) ++wide.end;
    return wide;
  }

  [[nodiscard]] std::string subject(Object object) const {
    const std::uint32_t plan = plan_of(model_, object);
    if (plan != nobody) return std::string(model_.plan_name(plan));
    return std::string(name_of(model_, object));
  }

  void failed(const CheckedRule& rule, Object object, std::string_view why) {
    const ast::Rule& said = *rule.source->rule;
    Diagnostic diagnostic = make(Builtin::rule_failed, span_of(model_, object),
                                 fmt::format("the rule `{}` could not be worked out for {}: {}",
                                             said.name.text, subject(object), why),
                                 "guard the rule with `where`, or correct the number");
    diagnostic.subject = subject(object);
    if (said.name.span.file < first_pack_file)
      diagnostic.labels.push_back({said.name.span, "this is the rule"});
    add(std::move(diagnostic), team_of(model_, object), plan_of(model_, object));
  }

  // ---- exceptions --------------------------------------------------------------------------------

  void add(Diagnostic diagnostic, std::uint32_t team, std::uint32_t plan) {
    if (!options_.ignore_exceptions) {
      for (std::size_t i = 0; i < model_.allows.size(); ++i) {
        if (!covers(model_.allows[i], diagnostic, team, plan)) continue;
        used_.resize(model_.allows.size());
        used_[i] = true;
        const ast::Allow& said = *model_.allows[i].said;
        result_.suppressed.push_back(
            {std::move(diagnostic), std::string(said.because->text), said.span});
        return;
      }
    }
    result_.diagnostics.push_back(std::move(diagnostic));
  }

  [[nodiscard]] bool in_force(const ast::Allow& allow) const {
    return allow.because && !allow.because->text.empty() &&
           (!allow.until || allow.until->value >= model_.today);
  }

  [[nodiscard]] bool covers(const RuleAllow& allow, const Diagnostic& diagnostic,
                            std::uint32_t team, std::uint32_t plan) const {
    const ast::Allow& said = *allow.said;
    if (!names_rule(said.rule.text, diagnostic.code, diagnostic.rule) || !in_force(said))
      return false;
    if (said.comment) {
      if (said.span.file != diagnostic.span.file) return false;
      const Source& source = sources_[said.span.file];
      return said.whole_file ||
             source.position(said.span.begin).line == source.position(diagnostic.span.begin).line;
    }
    // A built-in diagnostic belongs to the plan or team that it stands in.
    if (plan == nobody && team == nobody) locate(diagnostic.span, team, plan);
    if (allow.team != nobody && allow.team != team) return false;
    if (!said.subject) return true;
    const std::string subject = normalised(said.subject->text);
    if (plan != nobody) return normalised(model_.plan_name(plan)) == subject;
    return normalised(diagnostic.subject) == subject;
  }

  void locate(Span span, std::uint32_t& team, std::uint32_t& plan) const {
    const auto inside = [&](Span outer) {
      return outer.file == span.file && outer.begin <= span.begin && span.end <= outer.end;
    };
    for (std::uint32_t i = 0; i < model_.plans.size(); ++i) {
      if (!inside(model_.plans[i].said->span)) continue;
      plan = i;
      team = model_.plans[i].team;
      return;
    }
    for (std::uint32_t i = 0; i < model_.teams.size(); ++i) {
      if (inside(model_.teams[i].said->span)) team = i;
    }
  }

  // A name in `for "…"` that nobody here has.
  [[nodiscard]] bool unknown_subject(const ast::Allow& said, Diagnostic& diagnostic) const {
    if (!said.subject) return false;
    std::vector<std::string_view> names;
    for (const Clinician& clinician : model_.clinicians) names.push_back(clinician.name);
    for (const Team& team : model_.teams) names.push_back(team.said->name.text);
    const std::string subject = normalised(said.subject->text);
    for (const std::string_view name : names) {
      if (normalised(name) == subject) return false;
    }
    const auto near = nearest(said.subject->text, names);
    diagnostic = make(Builtin::unknown_clinician, said.subject->span,
                      fmt::format("there is no plan or team of \"{}\" to make an exception for",
                                  said.subject->text),
                      near ? fmt::format("did you mean \"{}\"?", *near)
                           : "correct the name, or delete the exception");
    return true;
  }

  void report_exceptions() {
    used_.resize(model_.allows.size());
    for (std::size_t i = 0; i < model_.allows.size(); ++i) {
      const ast::Allow& said = *model_.allows[i].said;
      if (!said.because || said.because->text.empty()) continue;
      if (said.until && said.until->value < model_.today) {
        Diagnostic diagnostic = make(Builtin::expired_exception, said.until->span,
                                     fmt::format("this exception from `{}` ended on {}",
                                                 said.rule.text, to_string(said.until->value)),
                                     "delete it, or agree a new date");
        result_.diagnostics.push_back(std::move(diagnostic));
        continue;
      }
      if (!used_[i]) {
        if (model_.damaged || said.rule.text.empty() || anything_damaged()) continue;
        if (!known_rule(said.rule.text)) continue;  // reported by its name
        if (Diagnostic diagnostic; unknown_subject(said, diagnostic)) {
          result_.diagnostics.push_back(std::move(diagnostic));
          continue;
        }
        Diagnostic diagnostic = make(
            Builtin::unused_exception, said.rule.span,
            fmt::format("nothing here needs an exception from `{}`", said.rule.text), "delete it");
        diagnostic.fixes.push_back({"delete the exception", true, {{deletion(said), ""}}});
        result_.diagnostics.push_back(std::move(diagnostic));
      } else if (said.until && said.until->value < model_.today + std::chrono::days(soon_in_days)) {
        result_.diagnostics.push_back(
            make(Builtin::exception_expires_soon, said.until->span,
                 fmt::format("this exception from `{}` ends on {}", said.rule.text,
                             to_string(said.until->value)),
                 "plan the change, or agree a new date"));
      }
    }
  }

  [[nodiscard]] bool anything_damaged() const {
    return std::any_of(model_.plans.begin(), model_.plans.end(),
                       [](const Plan& plan) { return plan.damaged; }) ||
           std::any_of(model_.teams.begin(), model_.teams.end(),
                       [](const Team& team) { return team.damaged; });
  }

  [[nodiscard]] bool known_rule(std::string_view written) const {
    const auto& table = builtins();
    return rule_names_.contains(written) ||
           std::any_of(table.begin(), table.end(), [&](const BuiltinInfo& row) {
             return names_rule(written, row.code, row.name);
           });
  }

  // A comment goes with its `#`; a statement goes with its line.
  [[nodiscard]] Span deletion(const ast::Allow& said) const {
    const std::string_view text = sources_[said.span.file].text();
    Span span = said.span;
    if (said.comment) {
      while (span.begin > 0 && text[span.begin] != '#') --span.begin;
      while (span.end < text.size() && text[span.end] != '\n' && text[span.end] != '\r') ++span.end;
    }
    return with_its_comma_or_line(span);
  }

  const Sources& sources_;
  const Model& model_;
  const RuleOptions& options_;
  std::optional<bool> plans_choose_packs_;
  RuleResult result_;
  std::unordered_map<std::string_view, const RuleSource*> rule_names_;
  std::vector<bool> used_;
};

}  // namespace

bool pack_in_use(const Model& model, std::string_view pack, std::uint32_t team,
                 std::uint32_t plan) {
  return pack_use(model, pack, team, plan).in_use;
}

bool names(std::string_view written, std::string_view code, std::string_view rule,
           std::string_view pack) {
  if (written.empty()) return false;
  const std::string asked = normalised(written);
  return asked == normalised(code) || asked == normalised(rule) || asked == normalised(pack);
}

Level level_in_force(const Model& model, const RuleSource& rule, std::uint32_t team,
                     std::uint32_t plan, std::vector<LevelStep>* steps) {
  const ast::Rule& said = *rule.rule;
  Level level = said.level ? level_from(said.level->text).value_or(Level::error) : Level::error;
  const auto step = [&](std::string_view what, Span span, std::uint32_t whose) {
    if (steps != nullptr) steps->push_back({what, level, span, whose});
  };
  step("the rule", said.level ? said.level->span : said.name.span, nobody);
  if (!rule.pack.empty()) {
    const PackUse use = pack_use(model, rule.pack, team, plan);
    if (!use.in_use) {
      level = Level::off;
      step("its pack is not in use", {}, nobody);
      return level;
    }
    if (use.said != nullptr) step("`use`", use.said->span, use.team);
  }
  // From far to near, and from a pack to the rule itself.
  for (const bool by_name : {false, true}) {
    for (const bool for_team : {false, true}) {
      for (const RuleLevel& set : model.levels) {
        if ((set.team != nobody) != for_team || (for_team && set.team != team)) continue;
        const bool matches =
            by_name ? names_rule(set.said->rule.text,
                                 said.code ? said.code->text : std::string_view{}, said.name.text)
                    : !rule.pack.empty() && set.said->rule.text == rule.pack;
        if (!matches) continue;
        level = set.level;
        step(by_name ? "`level`" : "`level` of its pack", set.said->span, set.team);
      }
    }
  }
  return level;
}

std::vector<Diagnostic> apply_rule(const Sources& sources, const Model& model,
                                   const CheckedRule& rule) {
  return Engine(sources, model, {.ignore_exceptions = true}).apply(rule);
}

RuleResult run_rules(const Sources& sources, const Model& model, std::vector<Diagnostic> earlier,
                     const RuleOptions& options) {
  return Engine(sources, model, options).run(std::move(earlier));
}

}  // namespace capalint
