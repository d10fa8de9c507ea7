#include "pipeline/unread.h"

#include <algorithm>
#include <array>
#include <iterator>
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

/// Places, without those that lie in another of them.
class PlacesApart {
 public:
  explicit PlacesApart(std::vector<Span> places) {
    std::sort(places.begin(), places.end(), [](Span a, Span b) {
      return std::tuple(a.file, a.begin, b.end) < std::tuple(b.file, b.begin, a.end);
    });
    for (const Span place : places) {
      if (places_.empty() || !holds(places_.back(), place)) places_.push_back(place);
    }
  }

  [[nodiscard]] bool hold(Span span) const {
    const auto next = std::upper_bound(places_.begin(), places_.end(), span, [](Span a, Span b) {
      return std::pair(a.file, a.begin) < std::pair(b.file, b.begin);
    });
    return next != places_.begin() && holds(*std::prev(next), span);
  }

 private:
  std::vector<Span> places_;
};

using ByPlace = std::multimap<Span, const Diagnostic*, BySpan>;

/// Of findings, those that stand in a place.
template <class Use>
void each_within(const ByPlace& found, Span place, Use use) {
  for (auto each = found.lower_bound({place.file, place.begin, place.begin});
       each != found.end() && each->first.file == place.file && each->first.begin <= place.end;
       ++each) {
    if (holds(place, each->first)) use(*each->second);
  }
}

/// Reasons why totals are in doubt, by what they stand in.
class Reasons {
 public:
  Reasons(const Model& model, const std::vector<Diagnostic>& found) : model_(model) {
    std::vector<Span> spans;
    for (const Plan& plan : model.plans) spans.push_back(plan.said->span);
    for (const Team& team : model.teams) spans.push_back(team.said->span);
    const PlacesApart declarations(std::move(spans));
    for (const Diagnostic& diagnostic : found) {
      if (!diagnostic.unread) continue;
      unread_.emplace(diagnostic.span, &diagnostic);
      if (!declarations.hold(diagnostic.span)) outside_.push_back(&diagnostic);
    }
  }

  void add_within(NotJudged& to, Span place) const {
    each_within(unread_, place, [&](const Diagnostic& each) { add(to, each); });
  }

  /// A plan may stand in what could not be read at the outermost level of a file.
  void add_outside(NotJudged& to) const {
    constexpr std::size_t most_reasons = 100;
    if (!model_.damaged) return;
    for (std::size_t i = 0; i < std::min(outside_.size(), most_reasons); ++i) add(to, *outside_[i]);
  }

  [[nodiscard]] const std::vector<const Diagnostic*>& outside() const { return outside_; }

 private:
  static void add(NotJudged& to, const Diagnostic& diagnostic) {
    to.uncounted = leaves_uncounted(diagnostic) && (to.because.empty() || to.uncounted);
    to.because.push_back(diagnostic.span);
  }

  const Model& model_;
  ByPlace unread_;
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
  const PlacesApart damaged(damaged_places(model));
  std::vector<Span> lines;
  for (const auto& [line, settings] : refused_lines(model)) lines.push_back(line);
  const PlacesApart refused(std::move(lines));
  for (Diagnostic& diagnostic : found) {
    diagnostic.unread = leaves_unread(diagnostic) ||
                        (leaves_uncounted(diagnostic) && damaged.hold(diagnostic.span)) ||
                        (diagnostic.level == Level::error && refused.hold(diagnostic.span));
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
  ByPlace errors;
  for (const Diagnostic& each : found) {
    if (each.level == Level::error) errors.emplace(each.span, &each);
  }
  ByPlace of_rules;
  for (const Judged& each : judged) {
    if (each.home == no_file && each.diagnostic.level == Level::error)
      of_rules.emplace(each.diagnostic.span, &each.diagnostic);
  }
  for (const RuleSource& source : model.rules) {
    const Span rule = source.rule->span;
    NotJudged each{NotJudged::Kind::rule, std::string(source.rule->name.text), rule, {}};
    const auto note = [&](const Diagnostic& why) { each.because.push_back(why.span); };
    if (source.rule->damaged) each_within(errors, rule, note);
    each_within(of_rules, rule, note);
    add(std::move(each));
  }
  std::vector<Span> told;
  for (const NotJudged& each : all)
    told.insert(told.end(), each.because.begin(), each.because.end());
  const PlacesApart because(std::move(told));
  for (const auto& [line, settings] : refused_lines(model)) {
    if (because.hold(line)) continue;
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
