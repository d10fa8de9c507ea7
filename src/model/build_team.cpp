#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "capacity/capacity.h"
#include "model/builder.h"
#include "model/order.h"
#include "units/arithmetic.h"

namespace capalint {

namespace {

// Of statements that count from a date, the one in force on the first day of the quarter.
template <class T>
bool later(const T* now, const T& candidate) {
  if (now == nullptr) return true;
  if (!candidate.since) return false;
  return !now->since || candidate.since->value > now->since->value;
}

template <class T>
bool same_start(const T* now, const T& candidate) {
  if (now == nullptr) return false;
  if (!now->since || !candidate.since) return !now->since && !candidate.since;
  return now->since->value == candidate.since->value;
}

}  // namespace

void Builder::build_team(TeamId index) {
  Team& team = model_.teams[index];
  const ast::TeamQuarter* quarter = nullptr;
  const ast::Transfer* transfer = nullptr;
  const auto choose = [&](auto*& slot, const auto& said, std::string_view what) {
    if (said.since && !has_begun(*said.since, index, std::string(what))) return;
    if (same_start(slot, said)) {
      report_twice(said.span, slot->span, what);
    } else if (later(slot, said)) {
      slot = &said;
    }
  };
  for (const ast::TeamStatement* statement : team_statements_[index.index()]) {
    if (const auto* said = std::get_if<ast::TeamQuarter>(statement))
      once(quarter, *said, "the quarter");
    if (const auto* said = std::get_if<ast::Referrals>(statement))
      choose(team.referrals, *said, "the number of referrals");
    if (const auto* said = std::get_if<ast::Transfer>(statement))
      choose(transfer, *said, "the transfer rate");
    if (const auto* said = std::get_if<ast::ChoiceMethod>(statement))
      choose(team.choice, *said, "who does Choice");
    if (const auto* said = std::get_if<ast::Fte>(statement)) {
      choose(team.fte, *said, "the team's full-time equivalent");
      require_positive(said->number, "the full-time equivalent");
    }
    if (const auto* said = std::get_if<ast::Sites>(statement))
      once(team.sites, *said, "the list of sites");
    if (const auto* said = std::get_if<ast::Skills>(statement))
      once(team.skills, *said, "the list of skills");
  }
  if (quarter != nullptr) team.quarter_span = quarter->quarter.span;
  if (team.referrals != nullptr) {
    const ast::Referrals& said = *team.referrals;
    const auto weeks = weeks_in(said.period.text);
    if (!weeks) {
      report(Builtin::unknown_unit, said.period.span,
             fmt::format("`{}` is not a period", said.period.text),
             "write `per week`, `per month`, `per quarter` or `per year`");
      team.damaged = true;
    } else if (said.mean.value < 0) {
      report(Builtin::not_positive, said.mean.span, "there cannot be fewer than no referrals",
             "write the accepted referrals, such as `referrals 11 per week`");
      team.damaged = true;
    } else {
      team.referrals_per_week = said.mean.value / *weeks;
      if (said.least && said.most) {
        team.referrals_least = said.least->value / *weeks;
        team.referrals_most = said.most->value / *weeks;
        if (said.least->value > said.most->value) {
          const Span span = join(said.least->span, said.most->span);
          const std::string range = fmt::format("{}..{}", to_decimal(said.most->value, 2),
                                                to_decimal(said.least->value, 2));
          report(Builtin::end_before_start, span, "this range ends before it starts",
                 fmt::format("write `range {}`", range))
              .fixes.push_back({fmt::format("write `{}`", range), false, {{span, range}}});
        }
      }
    }
  }
  set_transfer(index, transfer);
  build_targets(index);
}

void Builder::set_transfer(TeamId index, const ast::Transfer* said) {
  Team& team = model_.teams[index];
  if (said != nullptr) {
    const auto set = [&](std::string_view name, const ast::Number& share) {
      apply(team.settings, Origin::team, name,
            Value::of({.value = share.value, .percent = true}, share.span), said->span, said->since,
            index);
    };
    set("transfer-low", said->low);
    set("transfer-high", said->high ? *said->high : said->low);
  }
  if (model_.known.transfer_low == no_setting || model_.known.transfer_high == no_setting) return;
  SettingValue& low = model_.settings[team.settings][model_.known.transfer_low];
  SettingValue& high = model_.settings[team.settings][model_.known.transfer_high];
  if (!low.value.known() && !high.value.known()) return;
  // One end that is said alone is the whole rate.
  const auto same = [](SettingValue& empty, const SettingValue& other) {
    const SettingId id = empty.id;
    empty = other;
    empty.id = id;
  };
  if (!high.value.known()) same(high, low);
  if (!low.value.known()) same(low, high);
  const Ratio least = low.value.quantity.value;
  const Ratio most = high.value.quantity.value;
  if (least > most) {
    const Span first = low.value.span;
    const Span second = high.value.span;
    const Span both =
        first.file == second.file && first.begin < second.begin ? join(first, second) : second;
    report(Builtin::end_before_start, both, "this range ends before it starts",
           "write the lower percentage first");
    team.damaged = model_.doubts = true;
    low.refused = high.refused = both;
  }
  for (const SettingValue* share : {&low, &high}) {
    if (share->value.quantity.value <= 1) continue;
    report(Builtin::too_long, share->value.span,
           "more than 100% of families cannot go on to Core Partnership",
           "write the share, such as `transfer 66%..70%`");
    team.damaged = model_.doubts = true;
    low.refused = high.refused = share->value.span;
    break;
  }
}

bool Builder::can_be(const ast::Target& target) {
  bool sound = true;
  for (const auto& number : {target.choice, target.core}) {
    if (!number || number->value >= 0) continue;
    report(
        Builtin::not_positive, number->span,
        target.actual ? "a number that was done cannot be negative" : "a target cannot be negative",
        "write zero or more");
    sound = false;
  }
  return sound;
}

void Builder::build_targets(TeamId index) {
  Team& team = model_.teams[index];
  for (const ast::TeamStatement* statement : team_statements_[index.index()]) {
    const auto* said = std::get_if<ast::Target>(statement);
    if (said == nullptr) continue;
    if (!can_be(*said)) {
      team.damaged = true;
      continue;
    }
    for (const TargetId other : team.targets) {
      const ast::Target& first = *model_.targets[other].said;
      if (first.actual == said->actual && first.quarter.value == said->quarter.value) {
        report_twice(said->span, first.span,
                     fmt::format("the {} of {}", said->actual ? "actual number" : "target",
                                 to_string(said->quarter.value)));
      }
    }
    team.targets.push_back(model_.targets.next());
    model_.targets.push_back({.team = index, .plan = none, .said = said});
  }
}

// Of such a plan it is said that its team is not there, and that is the one mistake.
bool Builder::has_plan_in_an_unknown_team(const std::string& clinician) const {
  const auto known = clinician_names_.find(clinician);
  if (known == clinician_names_.end()) return false;
  const std::vector<PlanId>& plans = model_.clinicians[known->second].plans;
  return std::any_of(plans.begin(), plans.end(), [&](PlanId plan) {
    return model_.plans[plan].team == none && model_.plans[plan].said->team;
  });
}

void Builder::join_allocations(TeamId index) {
  Team& team = model_.teams[index];
  if (team.choice == nullptr) return;
  team.damaged = team.damaged || team.choice->damaged;
  const bool quota = team.choice->method.text == "quota";
  // The one in force, where the clinician has several.
  std::unordered_map<std::string, PlanId> by_name;
  for (const PlanId plan : team.plans) {
    const auto [known, fresh] = by_name.emplace(normalised(model_.plan_name(plan)), plan);
    if (!fresh && model_.plans[plan].in_force) known->second = plan;
  }
  std::unordered_map<std::string, const ast::Allocation*> seen;
  std::optional<WithoutChoice> without_choice;
  for (const ast::Allocation* each : in_order(team_files_[index.index()]->exprs, *team.choice)) {
    const ast::Allocation& said = *each;
    const std::string name = normalised(said.clinician.text);
    if (const auto [known, fresh] = seen.emplace(name, &said); !fresh) {
      report(Builtin::duplicate_allocation, said.clinician.span,
             fmt::format("there are two lines of Choice for {}", said.clinician.text),
             "delete one of the two lines")
          .labels.push_back({known->second->clinician.span, "this one counts"});
      continue;
    }
    Allocation allocation{.team = index, .said = &said};
    const auto plan = by_name.find(name);
    if (plan != by_name.end() && model_.plans[plan->second].in_force) {
      allocation.plan = plan->second;
    } else if (plan != by_name.end()) {
      report_choice_without_plan(said, team, model_.plans[plan->second]);
    } else if (is_vacant(name, index)) {
      report(Builtin::vacant_post, said.clinician.span,
             fmt::format("\"{}\" is a vacant post, and Choice is for somebody who is there",
                         said.clinician.text),
             "take the line out until somebody has the post");
    } else if (!model_.damaged && !has_plan_in_an_unknown_team(name)) {
      // Who has a line of Choice is somebody else.
      if (!without_choice) without_choice.emplace(model_, team);
      allocation.plan = unknown_clinician_of(said, team, *without_choice);
    }
    if (said.number.value < 0) {
      report(Builtin::not_positive, said.number.span, "Choice cannot be negative",
             "write how many appointments");
      team.damaged = true;
      continue;
    }
    if (quota) {
      if (said.frequency) {
        const Span span =
            std::visit([](const auto& frequency) { return frequency.span; }, *said.frequency);
        report(Builtin::unused_text, span, "a quota is always for the quarter",
               "delete it, or write `choice weekly {`");
      }
      allocation.per_week = capacity::choice_a_week(said.number.value);
    } else if (!said.frequency) {
      Diagnostic& diagnostic =
          report(Builtin::wrong_unit, said.number.span, "this does not say how often",
                 "write `1 per week` or `1 every 2 weeks`");
      const Span after{said.number.span.file, said.number.span.end, said.number.span.end};
      for (const char* often : {"per week", "every 2 weeks"})
        diagnostic.fixes.push_back(
            {fmt::format("write `{}`", often), false, {{after, fmt::format(" {}", often)}}});
      team.damaged = true;
      continue;
    } else if (const auto recurrence = recurrence_of(*said.frequency, team.settings)) {
      allocation.per_week = said.number.value * recurrence->times_a_week;
    } else {
      team.damaged = true;
      continue;
    }
    const auto id = model_.allocations.next();
    model_.allocations.push_back(allocation);
    team.allocations.push_back(id);
    if (allocation.plan != none) model_.plans[allocation.plan].allocations.push_back(id);
  }
}

Builder::WithoutChoice::WithoutChoice(const Model& model, const Team& team)
    : people([&] {
        std::unordered_set<std::string> with_choice;
        for (const ast::Allocation& said : team.choice->allocations)
          with_choice.insert(normalised(said.clinician.text));
        std::vector<std::string_view> names;
        for (const PlanId plan : team.plans) {
          const std::string_view name = model.plan_name(plan);
          if (!with_choice.contains(normalised(name))) names.push_back(name);
        }
        return names;
      }()) {
  for (const PlanId plan : team.plans) plans[model.plan_name(plan)].push_back(plan);
}

PlanId Builder::unknown_clinician_of(const ast::Allocation& said, const Team& team,
                                     WithoutChoice& without_choice) {
  const std::vector<std::string_view> called = without_choice.people.called(said.clinician.text);
  const std::vector<std::string_view> near =
      called.empty() ? without_choice.people.nearest_to(said.clinician.text) : called;
  Diagnostic& diagnostic =
      report(Builtin::unknown_clinician, said.clinician.span,
             fmt::format("there is Choice for {}, who has no plan in {}", said.clinician.text,
                         team.said->name.text),
             fmt::format("add `plan \"{}\" in \"{}\" {{ … }}`, or take the line out",
                         said.clinician.text, team.said->name.text));
  suggest_names(diagnostic, said.clinician.span, near);
  if (near.size() != 1) return none;
  const auto holds_choice = [&](PlanId plan) {
    const auto blocks = model_.plans[plan].blocks;
    return std::any_of(blocks.begin(), blocks.end(),
                       [&](BlockId b) { return model_.blocks[b].activity == activity::choice; });
  };
  // Either of the two may be the slip, and the Choice is that of one clinician.
  PlanId meant;
  for (const PlanId plan : without_choice.plans.at(near.front())) {
    if (called.size() == 1) return model_.plans[plan].in_force ? plan : meant;
    if (!may_be_misspelt(said.clinician.text, near.front()) && !holds_choice(plan)) continue;
    const Span span = model_.plans[plan].said->clinician.span;
    diagnostic.labels.push_back({span, "this plan has nearly the same name"});
    diagnostic.fixes.push_back({fmt::format("call the plan \"{}\"", said.clinician.text),
                                false,
                                {{span, fmt::format("\"{}\"", said.clinician.text)}}});
    if (model_.plans[plan].in_force) meant = plan;
  }
  return meant;
}

bool Builder::is_vacant(const std::string& name, TeamId team) {
  if (!vacant_names_) {
    vacant_names_.emplace();
    for (const VacantPost& post : model_.vacant_posts) {
      if (post.team != none)
        vacant_names_->emplace(post.team.index(), normalised(post.said->clinician.text));
    }
  }
  return vacant_names_->contains({team.index(), name});
}

void Builder::report_choice_without_plan(const ast::Allocation& said, const Team& team,
                                         const Plan& plan) {
  const bool ended = plan.until != nullptr && plan.until->date.value < team.quarter.first_day();
  report(Builtin::unknown_clinician, said.clinician.span,
         fmt::format("there is Choice for {} in {}, and the plan {}", said.clinician.text,
                     to_string(team.quarter),
                     ended ? "ended on " + to_string(plan.until->date.value)
                           : "counts from " + to_string(plan.said->since->value)),
         fmt::format("take the line out for {}, or write a plan for it", to_string(team.quarter)))
      .labels.push_back({ended ? plan.until->date.span : plan.said->since->span,
                         ended ? "the plan ends here" : "the plan starts here"});
}

void Builder::join_team(TeamId index) {
  Team& team = model_.teams[index];
  team.incomplete = team.incomplete || team.damaged || model_.damaged;
  for (const PlanId plan : team.plans)
    team.incomplete = team.incomplete || model_.plans[plan].damaged;
  if (index != TeamId(0)) return;
  // One pass over all blocks serves every team.
  for (const Block& block : model_.blocks) {
    if (block.team == none || !model_.plans[block.plan].counts) continue;
    Team& counts_for = model_.teams[block.team];
    const bool visits = model_.plans[block.plan].team != block.team;
    // The blocks of a plan stand side by side.
    if (visits && (counts_for.visiting.empty() || counts_for.visiting.back() != block.plan))
      counts_for.visiting.push_back(block.plan);
    counts_for.incomplete = counts_for.incomplete || (visits && model_.plans[block.plan].damaged);
  }
}

}  // namespace capalint
