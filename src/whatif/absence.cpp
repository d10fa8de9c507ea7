// Who is away: for good, or between two days.
#include <fmt/ranges.h>

#include <algorithm>

#include "figures/plan.h"
#include "figures/repair.h"
#include "whatif/draft.h"

namespace capalint {

using namespace whatif;

namespace {

constexpr int quarters_without_an_end = 4;
constexpr std::size_t most_quarters = 20;

struct Days {
  Date first;
  Date last;
};

Quarter first_planned(const Model& model) {
  Quarter first = model.teams.empty() ? model.quarter : model.teams.front().quarter;
  for (const Team& team : model.teams) first = std::min(first, team.quarter);
  return first;
}

Days days_of(const WhoIsAway& absence, const Model& model) {
  const Date first = absence.from.value_or(first_planned(model).first_day());
  Quarter last = quarter_of(first);
  for (int i = 1; i < quarters_without_an_end; ++i) last = last.next();
  return {first, absence.to.value_or(last.last_day())};
}

std::vector<Quarter> quarters_of(const Days& days) {
  std::vector<Quarter> quarters{quarter_of(days.first)};
  while (quarters.back() < quarter_of(days.last) && quarters.size() <= most_quarters)
    quarters.push_back(quarters.back().next());
  return quarters;
}

bool makes_sense(Draft& draft, const WhoIsAway& absence, const Days& days) {
  if (days.last < days.first) {
    const std::string what = "--to " + to_string(days.last);
    if (absence.from) {
      draft.problem(what, "the absence ends before it starts", "write the later date after `--to`");
    } else {
      draft.problem(what,
                    fmt::format("the absence ends before {}, the quarter that is planned",
                                to_string(quarter_of(days.first))),
                    "write its first day after `--from`");
    }
    return false;
  }
  if (quarters_of(days).size() > most_quarters) {
    draft.problem(fmt::format("--from {} --to {}", to_string(days.first), to_string(days.last)),
                  "the absence is longer than five years",
                  "leave out both dates to see the team without this plan");
    return false;
  }
  return true;
}

bool gives_choice(Draft& draft, const std::string& name) {
  bool given = false;
  draft.each_method([&](ast::Team&, ast::ChoiceMethod& method) {
    given = given || std::any_of(method.allocations.begin(), method.allocations.end(),
                                 [&](const ast::Allocation& allocation) {
                                   return same_name(allocation.clinician.text, name);
                                 });
  });
  return given;
}

/// The posts that the team states, less those of the plan.
void take_out_of_posts(Draft& draft, PlanId plan) {
  const TeamId team = draft.model.plans[plan].team;
  Reading reading(draft.model);
  const auto post = full_time_equivalent(reading, plan);
  if (!team || !post) return;
  draft.each_part_of(draft.team_name(team), [&](ast::Team& part) {
    std::erase_if(part.statements, [&](ast::TeamStatement& statement) {
      auto* posts = std::get_if<ast::Fte>(&statement);
      if (posts == nullptr) return false;
      posts->number.value = posts_without(posts->number.value, *post);
      return posts->number.value <= 0;
    });
  });
}

void leave_the_team(Draft& draft, const std::string& what, const std::string& name) {
  const auto plans = draft.plans_of(name, none);
  if (plans.empty() && !gives_choice(draft, name)) return draft.no_plan(what, name);
  for (Parsed& parsed : draft.files) {
    std::erase_if(parsed.file.items, [&](const ast::Item& item) {
      const auto* plan = std::get_if<ast::Plan>(&item);
      return plan != nullptr && same_name(plan->clinician.text, name);
    });
  }
  draft.each_method([&](ast::Team&, ast::ChoiceMethod& method) {
    std::erase_if(method.allocations, [&](const ast::Allocation& allocation) {
      return same_name(allocation.clinician.text, name);
    });
  });
  for (const PlanId plan : plans) take_out_of_posts(draft, plan);
  draft.words.push_back(fmt::format("without {}", name));
}

template <class Use>
void each_plan_of(Draft& draft, const std::string& name, Use use) {
  for (Parsed& parsed : draft.files) {
    for (ast::Item& item : parsed.file.items) {
      auto* plan = std::get_if<ast::Plan>(&item);
      if (plan != nullptr && same_name(plan->clinician.text, name)) use(*plan);
    }
  }
}

/// Takes these days out of the leave of every plan of the clinician.
void be_there(Draft& draft, const std::string& name, const Days& days) {
  const std::chrono::days day(1);
  each_plan_of(draft, name, [&](ast::Plan& plan) {
    std::vector<ast::PlanStatement> kept;
    for (const ast::PlanStatement& statement : plan.statements) {
      const auto* leave = std::get_if<ast::Leave>(&statement);
      if (leave == nullptr || leave->last.value < days.first || leave->first.value > days.last) {
        kept.push_back(statement);
        continue;
      }
      if (leave->first.value < days.first) {
        ast::Leave before = *leave;
        before.last.value = days.first - day;
        kept.emplace_back(before);
      }
      if (leave->last.value > days.last) {
        ast::Leave after = *leave;
        after.first.value = days.last + day;
        kept.emplace_back(after);
      }
    }
    plan.statements = std::move(kept);
  });
}

/// `maternity, 2027-01-11 to 2027-07-09`: leave in these days that the plans have already, once each.
std::vector<std::string> leave_of(Draft& draft, const std::string& name, const Days& days) {
  std::vector<std::string> all;
  each_plan_of(draft, name, [&](const ast::Plan& plan) {
    for (const ast::PlanStatement& statement : plan.statements) {
      const auto* leave = std::get_if<ast::Leave>(&statement);
      if (leave == nullptr || leave->last.value < days.first || leave->first.value > days.last)
        continue;
      std::string text = fmt::format("{}, {} to {}", leave->reason.text,
                                     to_string(leave->first.value), to_string(leave->last.value));
      if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
    }
  });
  return all;
}

/// Leave in every plan of the clinician: another one may be in force in a later quarter.
void be_away(Draft& draft, const std::string& what, const std::string& name, const Days& days,
             bool ends) {
  bool any = false;
  const std::vector<std::string> already = leave_of(draft, name, days);
  each_plan_of(draft, name, [&](ast::Plan& plan) {
    any = true;
    plan.statements.emplace_back(ast::Leave{.span = plan.span,
                                            .reason = {plan.span, "away"},
                                            .first = {plan.span, days.first},
                                            .last = {plan.span, days.last}});
  });
  if (!any) {
    draft.problem(what,
                  fmt::format("{} has no plan here, so there are no weeks to be away from", name),
                  "leave out `--from` and `--to`");
    return;
  }
  std::string words =
      fmt::format("{} away from {} to {}", name, to_string(days.first), to_string(days.last));
  if (!ends) words += ", the end of the fourth quarter; `--to` says another last day";
  if (!already.empty())
    words += fmt::format("; the plan has leave then already: {}", fmt::join(already, "; "));
  draft.words.push_back(std::move(words));
}

}  // namespace

Away take_out(const WhoIsAway& absence, const Model& model, const std::vector<ParsedFile>& files) {
  Draft there(model, files);
  Draft away(model, files);
  const bool dated = absence.from || absence.to;
  const Days days = days_of(absence, model);
  if (dated && !makes_sense(away, absence, days)) return {.away = away.finished()};
  for (const std::string& typed : absence.without) {
    const std::string what = fmt::format("--without \"{}\"", typed);
    const auto name = away.clinician(what, typed);
    if (!name) continue;
    if (dated) {
      be_there(there, *name, days);
      be_away(away, what, *name, days, absence.to.has_value());
    } else {
      leave_the_team(away, what, *name);
    }
  }
  Away result{.there = there.finished().files, .away = away.finished()};
  if (dated) result.quarters = quarters_of(days);
  return result;
}

}  // namespace capalint
