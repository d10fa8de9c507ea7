#include "pipeline/unread.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "diagnostics/builtin.h"
#include "syntax/parse.h"

namespace capalint {
namespace {

/// Whether what it points at has no value, though its line could be read.
bool leaves_uncounted(const Diagnostic& diagnostic) {
  static constexpr std::array kinds{
      Builtin::impossible_date,  Builtin::impossible_quarter, Builtin::impossible_time,
      Builtin::unknown_unit,     Builtin::number_too_large,   Builtin::unknown_activity,
      Builtin::wrong_unit,       Builtin::not_positive,       Builtin::too_long,
      Builtin::end_before_start, Builtin::missing_amount,     Builtin::out_of_range};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](Builtin kind) { return info(kind).code == diagnostic.code; });
}

struct BySpan {
  bool operator()(Span a, Span b) const {
    return std::tuple(a.file, a.begin, a.end) < std::tuple(b.file, b.begin, b.end);
  }
};

/// The places of plans and teams that have lost something.
std::vector<Span> damaged_places(const Model& model) {
  std::vector<Span> places;
  for (const Plan& plan : model.plans) {
    if (plan.damaged) places.push_back(plan.said->span);
  }
  for (const Team& team : model.teams) {
    if (team.damaged) places.push_back(team.said->span);
  }
  return places;
}

/// The lines of settings that cannot count, each with the settings that it is for.
std::map<Span, std::set<SettingId>, BySpan> refused_lines(const Model& model) {
  std::map<Span, std::set<SettingId>, BySpan> lines;
  if (!model.doubts) return lines;
  for (const SettingValues& values : model.settings) {
    for (const SettingValue& value : values) {
      if (value.refused) lines[*value.refused].insert(value.id);
    }
  }
  return lines;
}

bool in_any(const std::vector<Span>& places, Span span) {
  return std::any_of(places.begin(), places.end(), [&](Span place) { return holds(place, span); });
}

/// Reasons why totals are in doubt, by what they stand in.
class Reasons {
 public:
  Reasons(const Model& model, const std::vector<Diagnostic>& found) : model_(model) {
    std::vector<Span> declarations;
    for (const Plan& plan : model.plans) declarations.push_back(plan.said->span);
    for (const Team& team : model.teams) declarations.push_back(team.said->span);
    for (const Diagnostic& diagnostic : found) {
      if (!diagnostic.unread) continue;
      unread_.push_back(&diagnostic);
      if (!in_any(declarations, diagnostic.span)) outside_.push_back(&diagnostic);
    }
  }

  void add_within(NotJudged& to, Span place) const {
    for (const Diagnostic* each : unread_) {
      if (holds(place, each->span)) add(to, *each);
    }
  }

  /// A plan may stand in what could not be read at the outermost level of a file.
  void add_outside(NotJudged& to) const {
    if (!model_.damaged) return;
    for (const Diagnostic* each : outside_) add(to, *each);
  }

  [[nodiscard]] const std::vector<const Diagnostic*>& outside() const { return outside_; }

 private:
  static void add(NotJudged& to, const Diagnostic& diagnostic) {
    to.uncounted = leaves_uncounted(diagnostic) && (to.because.empty() || to.uncounted);
    to.because.push_back(diagnostic.span);
  }

  const Model& model_;
  std::vector<const Diagnostic*> unread_;
  std::vector<const Diagnostic*> outside_;
};

bool is_whole_file(const Diagnostic& diagnostic) {
  static constexpr std::array kinds{Builtin::unreadable_file, Builtin::file_too_large,
                                    Builtin::not_text, Builtin::not_utf8, Builtin::misnamed_file};
  return std::any_of(kinds.begin(), kinds.end(),
                     [&](Builtin kind) { return info(kind).code == diagnostic.code; });
}

}  // namespace

void leave_out_echoes(const Sources& sources, std::vector<Diagnostic>& found) {
  const auto line_of = [&](const Diagnostic& diagnostic) {
    const Span span = diagnostic.span;
    return std::pair(span.file, sources[span.file].position(span.begin).line);
  };
  std::set<std::pair<FileId, std::size_t>> unread;
  for (const Diagnostic& each : found) {
    if (leaves_unread(each)) unread.insert(line_of(each));
  }
  if (unread.empty()) return;
  std::erase_if(found, [&](const Diagnostic& each) {
    const bool may_be_echo = each.code == info(Builtin::missing_amount).code ||
                             each.code == info(Builtin::missing_brace).code;
    return may_be_echo && unread.contains(line_of(each));
  });
}

void mark_unread(const Model& model, std::vector<Diagnostic>& found) {
  const std::vector<Span> damaged = damaged_places(model);
  std::vector<Span> refused;
  for (const auto& [line, settings] : refused_lines(model)) refused.push_back(line);
  for (Diagnostic& diagnostic : found) {
    diagnostic.unread = leaves_unread(diagnostic) ||
                        (leaves_uncounted(diagnostic) && in_any(damaged, diagnostic.span)) ||
                        (diagnostic.level == Level::error && in_any(refused, diagnostic.span));
  }
}

std::vector<NotJudged> not_judged(const Model& model, const std::vector<Diagnostic>& found,
                                  const std::vector<Judged>& judged) {
  const Reasons reasons(model, found);
  std::vector<NotJudged> all;
  const auto add = [&](NotJudged each) {
    if (each.because.empty()) return;
    std::sort(each.because.begin(), each.because.end(), BySpan());
    each.because.erase(std::unique(each.because.begin(), each.because.end()), each.because.end());
    all.push_back(std::move(each));
  };
  for (const Diagnostic* each : reasons.outside()) {
    if (is_whole_file(*each))
      add({NotJudged::Kind::file, {}, {each->span.file, 0, 0}, {each->span}});
  }
  for (const PlanId id : model.plans.ids()) {
    const Plan& plan = model.plans[id];
    if (!plan.damaged) continue;
    NotJudged each{NotJudged::Kind::plan, std::string(model.plan_name(id)), plan.said->span, {}};
    reasons.add_within(each, plan.said->span);
    add(std::move(each));
  }
  for (const Team& team : model.teams) {
    if (!team.incomplete && !team.damaged) continue;
    NotJudged each{NotJudged::Kind::team, std::string(team.said->name.text), team.said->span, {}};
    reasons.add_within(each, team.said->span);
    for (const auto* plans : {&team.plans, &team.visiting}) {
      for (const PlanId plan : *plans) {
        if (model.plans[plan].damaged) reasons.add_within(each, model.plans[plan].said->span);
      }
    }
    reasons.add_outside(each);
    add(std::move(each));
  }
  for (const RuleSource& source : model.rules) {
    NotJudged each{NotJudged::Kind::rule, std::string(source.rule->name.text), source.rule->span, {}};
    const auto add_if_wrong = [&](const Diagnostic& diagnostic, bool wrong) {
      if (wrong && diagnostic.level == Level::error && holds(source.rule->span, diagnostic.span))
        each.because.push_back(diagnostic.span);
    };
    for (const Diagnostic& diagnostic : found) add_if_wrong(diagnostic, source.rule->damaged);
    for (const Judged& finding : judged) add_if_wrong(finding.diagnostic, finding.home == no_file);
    add(std::move(each));
  }
  const std::vector<NotJudged> totals = all;
  for (const auto& [of_settings, settings] : refused_lines(model)) {
    const Span line = of_settings;
    const bool told = std::any_of(totals.begin(), totals.end(), [&](const NotJudged& each) {
      return in_any(each.because, line);
    });
    if (told) continue;
    for (const SettingId id : settings) {
      add({NotJudged::Kind::setting,
           std::string(model.setting_declarations[id].name),
           line,
           {line}});
    }
  }
  return all;
}

}  // namespace capalint
