#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "capacity/capacity.h"
#include "model/builder.h"
#include "model/order.h"
#include "model/turns.h"
#include "model/vacant_names.h"
#include "syntax/dump.h"
#include "units/arithmetic.h"

namespace capalint {
namespace {
constexpr int hours_in_day = 24;
constexpr int longest_cycle = 52;
/// Of the sites of a team, in the help for one that is none of them.
constexpr std::size_t most_named = 20;

/// The blocks of a line that come before one.
class Earlier {
 public:
  void add(const Block& block) {
    none_ = false;
    said_ = said_ && weeks_are_said(block);
    const int weeks = weeks_to_repeat(weeks_, block);
    for (int week = weeks_; week < weeks; ++week) in_week(week) = in_week(week % weeks_);
    weeks_ = weeks;
    for (int week = 0; week < weeks_; ++week) {
      if (takes_place(block, week)) in_week(week) += block.hours;
    }
  }

  /// How long they take whenever `block` takes place; nothing when that differs from week to week or is not
  /// said.
  [[nodiscard]] std::optional<Ratio> hours_before(const Block& block) const {
    if (none_) return Ratio(0);
    if (!said_ || !weeks_are_said(block)) return std::nullopt;
    std::optional<Ratio> before;
    const int weeks = weeks_to_repeat(weeks_, block);
    for (int week = 0; week < weeks; ++week) {
      if (!takes_place(block, week)) continue;
      const Ratio& sum = hours_.at(static_cast<std::size_t>(week % weeks_));
      if (before && *before != sum) return std::nullopt;
      before = sum;
    }
    return before;
  }

 private:
  Ratio& in_week(int week) { return hours_.at(static_cast<std::size_t>(week)); }

  bool none_ = true;
  bool said_ = true;  // in which weeks they all take place
  int weeks_ = 1;     // after so many the hours repeat
  std::array<Ratio, longest_cycle> hours_;
};
}  // namespace

void Builder::build_plan(const DeclaredPlan& declared) {
  const ast::Plan& said = *declared.said;
  require_name(said.clinician, "clinician");
  const auto index = model_.plans.next();
  Plan plan{.said = &said, .damaged = said.damaged};
  if (said.team) {
    if (const auto team = find_team(*said.team)) plan.team = *team;
  } else if (const auto teams = team_names(); teams.size() == 1) {
    // The team may stand in another version of the files than these are.
    if (model_.teams.size() == 1) plan.team = TeamId(0);
  } else if (teams.size() > 1) {
    Diagnostic& diagnostic =
        report(Builtin::plan_without_team, said.clinician.span,
               fmt::format("this plan does not say which team {} works in", said.clinician.text),
               fmt::format("write `plan \"{}\" in \"{}\"`", said.clinician.text, teams.front()));
    const Span after{said.clinician.span.file, said.clinician.span.end, said.clinician.span.end};
    for (const std::string_view team : teams) {
      const std::string text = fmt::format("in \"{}\"", team);
      diagnostic.fixes.push_back({fmt::format("write `{}`", text), false, {{after, " " + text}}});
    }
  }
  if (declared.vacant) check_vacant(said);
  // Two posts of one name are two posts.
  const std::string name =
      declared.vacant ? fmt::format("vacant {}", index.index()) : normalised(said.clinician.text);
  const auto [known, fresh] = clinician_names_.emplace(name, model_.clinicians.next());
  if (fresh)
    model_.clinicians.push_back({.name = said.clinician.text, .span = said.clinician.span});
  plan.clinician = known->second;
  Clinician& clinician = model_.clinicians[plan.clinician];
  for (const PlanId other : clinician.plans) {
    const Plan& first = model_.plans[other];
    if (first.said->since.unreadable || said.since.unreadable) continue;
    const bool same_start = first.said->since.has_value() == said.since.has_value() &&
                            (!said.since || first.said->since->value == said.since->value);
    if (first.team != plan.team || !same_start) continue;
    Diagnostic& diagnostic =
        report(Builtin::duplicate_plan, said.clinician.span,
               fmt::format("{} has two plans in one team", said.clinician.text),
               "merge them, or give the later one a date: `from 2027-01-01`");
    diagnostic.subject = said.clinician.text;
    diagnostic.where = "plan";  // whichever of the two is in the model
    diagnostic.labels.push_back({first.said->clinician.span, "this one counts"});
    return;
  }
  clinician.plans.push_back(index);
  clinician.damaged = clinician.damaged || plan.damaged;
  if (plan.team != none) model_.teams[plan.team].plans.push_back(index);

  plan.settings = plan.team == none ? SettingsId(0) : model_.teams[plan.team].settings;
  plan.leaves.first = model_.leaves.next();
  plan.targets.first = model_.targets.next();
  std::vector<Declared> sets;
  for (const ast::PlanStatement* statement : beside_the_week(declared.file->exprs, said)) {
    if (const auto* role = std::get_if<ast::Role>(statement)) once(plan.role, *role, "the role");
    if (const auto* group = std::get_if<ast::Group>(statement))
      once(plan.group, *group, "the staff group");
    if (const auto* contract = std::get_if<ast::Contract>(statement))
      once(plan.contract, *contract, "the contract");
    if (const auto* fte = std::get_if<ast::Fte>(statement)) {
      once(plan.fte, *fte, "the full-time equivalent");
      require_positive(fte->number, "the full-time equivalent");
    }
    if (const auto* skills = std::get_if<ast::Skills>(statement))
      once(plan.skills, *skills, "the list of skills");
    if (const auto* before = std::get_if<ast::BeforeBigAdmin>(statement))
      once(plan.before_big_admin, *before, "`before big admin`");
    if (const auto* review = std::get_if<ast::Review>(statement))
      once(plan.review, *review, "the review date");
    if (const auto* agreed = std::get_if<ast::Agreed>(statement))
      once(plan.agreed, *agreed, "who agreed the plan");
    if (const auto* until = std::get_if<ast::Until>(statement))
      once(plan.until, *until, "the last day");
    if (const auto* use = std::get_if<ast::Use>(statement)) plan.uses.push_back(use);
    if (const auto* leave = std::get_if<ast::Leave>(statement)) {
      if (leave->last.value < leave->first.value) {
        const std::string dates =
            fmt::format("{}..{}", to_string(leave->last.value), to_string(leave->first.value));
        const Span span = join(leave->first.span, leave->last.span);
        report(Builtin::end_before_start, span, "this leave ends before it starts",
               fmt::format("write `{}`", dates))
            .fixes.push_back({fmt::format("write `{}`", dates), false, {{span, dates}}});
        plan.damaged = true;
      } else {
        model_.leaves.push_back({index, leave});
      }
    }
    if (const auto* target = std::get_if<ast::Target>(statement)) {
      for (const TargetId other : Range<Target>{plan.targets.first, model_.targets.next()}) {
        const ast::Target& first = *model_.targets[other].said;
        if (first.actual == target->actual && first.quarter.value == target->quarter.value) {
          report_twice(target->span, first.span,
                       fmt::format("the {} of {}", target->actual ? "actual number" : "target",
                                   to_string(target->quarter.value)));
        }
      }
      if (can_be(*target)) {
        model_.targets.push_back({plan.team, index, target});
      } else {
        plan.damaged = true;
      }
    }
    if (const auto* off = std::get_if<ast::DayOff>(statement)) add_days_off(plan, *off);
    if (const auto* set = std::get_if<ast::Set>(statement)) sets.push_back({declared.file, set});
  }
  if (!sets.empty()) {
    const SettingValues inherited = model_.settings[plan.settings];
    model_.settings.push_back(inherited);
    plan.settings = SettingsId(model_.settings.size() - 1);
    apply(plan.settings, Origin::plan, std::move(sets), plan.team);
    check_ranges(plan.settings, Origin::plan);
  }
  plan.leaves.last = model_.leaves.next();
  plan.targets.last = model_.targets.next();
  if (plan.until != nullptr && said.since && plan.until->date.value < said.since->value) {
    report(Builtin::end_before_start, plan.until->date.span, "this plan ends before it starts",
           "correct one of the dates")
        .labels.push_back({said.since->span, "it starts here"});
  }
  if (plan.contract != nullptr) {
    Ratio hours = plan.contract->amount.value;
    if (plan.contract->amount.sessions)
      hours *= model_.setting_value(plan.settings, model_.known.session);
    if (plan.contract->amount.activities) {
      plan.contract_activities = hours;
      hours *= activity_length(plan.settings);
    }
    if (hours <= 0) {
      report(Builtin::not_positive, plan.contract->amount.span,
             "contract hours must be more than zero",
             "write the paid hours a week, such as `contract 37.5h`");
      plan.damaged = true;
    } else if (hours > hours_in_day * 7) {
      report(Builtin::too_long, plan.contract->amount.span, "a week has 168 hours",
             "write the paid hours a week, such as `contract 37.5h`");
      plan.damaged = true;
    } else {
      plan.contract_hours = hours;
    }
  }
  model_.plans.push_back(std::move(plan));
  build_week(index);
}

/// Of a programmed activity in plain time: in Wales ten of them make 37.5 h (N1).
Ratio Builder::activity_length(SettingsId settings) const {
  constexpr int quarters_of_an_hour = 15;
  const KnownSettings& known = model_.known;
  return model_.is_set_to_yes(settings, known.consultant_wales)
             ? Ratio(quarters_of_an_hour, 4)
             : model_.setting_value(settings, known.programmed_activity);
}

/// A post that nobody has, in the model as if somebody had it, is nobody all the same.
void Builder::check_vacant(const ast::Plan& said) {
  const auto is_of_a_person = [&](Span span, std::string_view what) {
    report(Builtin::vacant_post, span,
           fmt::format("{} is of a person, and \"{}\" is a vacant post", what, said.clinician.text),
           "leave it out until somebody has the post");
  };
  for (const ast::PlanStatement& statement : said.statements) {
    if (const auto* leave = std::get_if<ast::Leave>(&statement))
      is_of_a_person(leave->span, "leave");
    if (const auto* review = std::get_if<ast::Review>(&statement))
      is_of_a_person(review->span, "a review");
    if (const auto* agreed = std::get_if<ast::Agreed>(&statement))
      is_of_a_person(agreed->span, "an agreement");
    if (const auto* target = std::get_if<ast::Target>(&statement))
      is_of_a_person(target->span, target->actual ? "what was done" : "a target");
  }
}

void Builder::note_vacant(const ast::Plan& said) {
  VacantPost post{&said, none};
  if (said.team) {
    const auto known = team_names_.find(normalised(said.team->text));
    if (known != team_names_.end()) post.team = known->second;
  } else if (team_names().size() == 1 && model_.teams.size() == 1) {
    post.team = TeamId(0);
  }
  model_.vacant_posts.push_back(post);
  if (!said.vacant) report_vacant_name(said);
}

/// `VACANT - Band 6 nurse` in the place of a name.
void Builder::report_vacant_name(const ast::Plan& said) {
  std::string post = post_in_name(said.clinician.text).value_or("");
  for (const ast::PlanStatement& statement : said.statements) {
    const auto* role = std::get_if<ast::Role>(&statement);
    if (post.empty() && role != nullptr) post = role->text.text;
  }
  if (post.empty()) post = said.clinician.text;
  const std::string text = fmt::format("vacant \"{}\"", post);
  report(Builtin::vacant_post, said.clinician.span,
         fmt::format("\"{}\" is nobody's name, so this plan is read as that of a vacant post",
                     said.clinician.text),
         fmt::format("write `plan {}`, or the name of whoever has the post", text))
      .fixes.push_back({fmt::format("write `{}`", text), false, {{said.clinician.span, text}}});
}

void Builder::look_at_vacant_posts() {
  Model finished = model_;
  for (const DeclaredPlan& plan : plans_) {
    if (plan.vacant) build_plan(plan);
  }
  for (BlockId block = finished.blocks.next(); block < model_.blocks.next(); ++block)
    check_block_names(model_.blocks[block]);
  model_ = std::move(finished);
}

void Builder::add_days_off(Plan& plan, const ast::DayOff& said) {
  bool told = false;
  for (const Weekday weekday : ast::weekdays(said.days)) {
    const auto first =
        std::find_if(plan.days_off.begin(), plan.days_off.end(), [&](const DayOff& off) {
          return off.weekday == weekday &&
                 (!off.said->half || !said.half || off.said->half == said.half);
        });
    if (first == plan.days_off.end()) {
      plan.days_off.push_back({weekday, &said});
    } else if (!std::exchange(told, true)) {
      report(Builtin::duplicate_statement, said.span,
             fmt::format("{} is off already", full_name(weekday)), "delete one of the two lines")
          .labels.push_back({first->said->span, "this one counts"});
    }
  }
}

void Builder::build_week(PlanId index) {
  struct Placed {
    const ast::DayLine* line;
    Weekday day;
    bool again;  // a later day of a line for several
  };
  std::vector<Placed> week;
  std::vector<const ast::DayLine*> any_day;
  for (const ast::PlanStatement& statement : model_.plans[index].said->statements) {
    const auto* line = std::get_if<ast::DayLine>(&statement);
    if (line == nullptr) continue;
    if (line->days.any()) any_day.push_back(line);
    bool again = false;
    for (const Weekday day : ast::weekdays(line->days))
      week.push_back({line, day, std::exchange(again, true)});
  }
  put_in_order(
      week, [](const Placed& each) { return std::pair(each.day, place_in_day(*each.line)); },
      [](const Placed& each) { return content_of(dump({}, *each.line)); });
  put_in_order(
      any_day, [](const ast::DayLine*) { return 0; },
      [](const ast::DayLine* each) { return content_of(dump({}, *each)); });

  Plan& plan = model_.plans[index];
  plan.days.first = model_.days.next();
  plan.lines.first = model_.lines.next();
  plan.blocks.first = model_.blocks.next();
  std::size_t pieces = 0;
  const auto is_read = [&](const ast::DayLine& line) {
    const bool before = pieces <= most_work_in_a_week;
    pieces += line.blocks.size();
    if (pieces <= most_work_in_a_week) return true;
    if (before) report_too_much_work(line);
    model_.plans[index].damaged = true;
    return false;
  };
  for (const Placed& placed : week) {
    if (!is_read(*placed.line)) continue;
    const bool new_day =
        model_.days.next() == plan.days.first || model_.days.back().weekday != placed.day;
    if (new_day) {
      const auto alone = std::find_if(week.begin(), week.end(), [&](const Placed& other) {
        return other.day == placed.day && !other.line->days.several();
      });
      const Span span = (alone == week.end() ? placed : *alone).line->days.span;
      model_.days.push_back({.plan = index,
                             .weekday = placed.day,
                             .span = span,
                             .lines = {model_.lines.next(), {}},
                             .blocks = {model_.blocks.next(), {}}});
    }
    const std::size_t told = diagnostics_.size();
    build_line(index, *placed.line, DayId(model_.days.size() - 1));
    // What is wrong with the line is told of its first day.
    if (placed.again) diagnostics_.resize(told);
    model_.days.back().lines.last = model_.lines.next();
    model_.days.back().blocks.last = model_.blocks.next();
  }
  for (const ast::DayLine* line : any_day) {
    if (is_read(*line)) build_line(index, *line, none);
  }
  plan.days.last = model_.days.next();
  plan.lines.last = model_.lines.next();
  plan.blocks.last = model_.blocks.next();

  for (const DayId i : plan.days) {
    check_day(model_.days[i]);
  }
  if (plan.damaged) model_.clinicians[plan.clinician].damaged = true;
}

void Builder::report_too_much_work(const ast::DayLine& line) {
  report(Builtin::too_long, line.span,
         fmt::format("from this line on, the week holds more than {} pieces of work, which is "
                     "more than anybody can do or check",
                     most_work_in_a_week),
         "delete the lines that stand there by mistake");
}

void Builder::build_line(PlanId index, const ast::DayLine& said, DayId day) {
  Line line{.plan = index, .day = day, .said = &said, .blocks = {model_.blocks.next(), {}}};
  const auto line_index = model_.lines.next();
  std::optional<Clock> start = start_of(said, model_.plans[index].settings);
  std::vector<Block> blocks;
  Earlier earlier;
  for (const ast::Block& said_block : said.blocks) {
    Block block{.plan = index,
                .team = model_.plans[index].team,
                .day = day,
                .line = line_index,
                .said = &said_block};
    if (!build_block(block, said_block, said)) {
      model_.plans[index].damaged = true;
      start.reset();
      continue;
    }
    if (start) {
      if (const auto before = earlier.hours_before(block)) {
        constexpr int minutes_in_hour = 60;
        // What does not fit between the line's two times has no time of its own.
        const Clock last = said.clock ? said.clock->end : Clock{hours_in_day * minutes_in_hour};
        const auto minutes = [&](const Ratio& hours) {
          const auto after = static_cast<int>((hours * minutes_in_hour).round());
          return std::min(Clock{start->minutes + after}, last);
        };
        if (minutes(*before) < last) {
          block.start = minutes(*before);
          block.end = minutes(*before + block.hours);
        }
      }
    }
    earlier.add(block);
    blocks.push_back(block);
  }
  for (Block& block : blocks) model_.blocks.push_back(std::move(block));
  line.blocks.last = model_.blocks.next();
  model_.lines.push_back(line);
}

// A half-day has a time of its own only where the team's settings give it one.
std::optional<Clock> Builder::start_of(ast::Half half, SettingsId settings) const {
  const KnownSettings& known = model_.known;
  const SettingId id = half == ast::Half::am   ? known.am_start
                       : half == ast::Half::pm ? known.pm_start
                                               : known.eve_start;
  if (id == no_setting) return std::nullopt;
  const Value& start = model_.setting(settings, id);
  return start.known() ? std::optional(Clock{static_cast<int>(start.number)}) : std::nullopt;
}

std::optional<Clock> Builder::start_of(const ast::DayLine& said, SettingsId settings) const {
  if (said.clock) return said.clock->start;
  return said.half ? start_of(*said.half, settings) : std::nullopt;
}

bool Builder::build_block(Block& block, const ast::Block& said, const ast::DayLine& line) {
  const auto activity = activity_of(block, said, line);
  if (!activity) return false;
  block.activity = *activity;
  if (said.contacts) {
    if (!require_positive(*said.contacts, "the number of appointments")) return false;
    block.contacts = said.contacts->value;
  }
  const auto hours = block_hours(block, said, line);
  if (!hours) return false;
  block.hours = *hours;
  if (said.frequency) {
    const auto recurrence = recurrence_of(*said.frequency, model_.plans[block.plan].settings);
    if (!recurrence) return false;
    block.recurrence = *recurrence;
  }
  if (said.team) {
    const auto team = find_team(*said.team);
    block.team = team.value_or(none);
  }
  return true;
}

namespace {

constexpr int minutes_in_hour = 60;

/// `35h` with its point forgotten.
Ratio meant_hours(Ratio hours) {
  constexpr int digit = 10;
  constexpr int longest_session = 12;
  while (hours > longest_session) hours /= digit;
  return hours;
}

}  // namespace

std::optional<Ratio> Builder::block_hours(Block& block, const ast::Block& said,
                                          const ast::DayLine& line) {
  const auto said_hours = hours_said(block, said, line);
  if (!said_hours) {
    ask_how_long(block, said, line);
    return std::nullopt;
  }
  if (!said.amount) return said_hours;
  const Ratio hours = *said_hours;
  if (hours <= 0) {
    report(Builtin::not_positive, said.amount->span,
           fmt::format("{} of {} is not an amount of work",
                       hours == 0 ? "no time" : "less than no time", said.activity.text),
           hours == 0 ? "write the hours, or leave the activity out"
                      : fmt::format("write `{} {}` without the minus, or leave the activity out",
                                    said.activity.text, hours_text(Ratio(0) - hours)));
    return std::nullopt;
  }
  if (hours > hours_in_day) {
    report(Builtin::too_long, said.amount->span,
           fmt::format("{} does not fit in a day", hours_text(hours)),
           fmt::format("write `{0} {1}` or `{0} {2}`, whichever is meant", said.activity.text,
                       hours_text(meant_hours(hours)), hours_text(hours / minutes_in_hour)));
    return std::nullopt;
  }
  return hours;
}

std::optional<int> Builder::whole(const ast::Number& number, std::string_view what) {
  if (number.value.is_whole() && number.value >= 1 && number.value <= longest_cycle)
    return static_cast<int>(number.value.numerator());
  report(Builtin::not_positive, number.span,
         fmt::format("{} must be a whole number from 1 to {}", what, longest_cycle),
         "write a whole number, such as 2");
  return std::nullopt;
}

namespace {

// Of the first weeks of a cycle.
constexpr std::uint64_t first_weeks(int count) { return (std::uint64_t{1} << count) - 1; }

}  // namespace

std::optional<Recurrence> Builder::recurrence_of(const ast::Frequency& frequency,
                                                 SettingsId settings) {
  if (const auto* every = std::get_if<ast::EveryWeeks>(&frequency)) {
    const auto weeks = whole(every->weeks, "the number of weeks");
    if (!weeks) return std::nullopt;
    return Recurrence{.times_a_week = Ratio(1, *weeks),
                      .cycle = *weeks,
                      .weeks = *weeks == 1 ? std::uint64_t{1} : std::uint64_t{0}};
  }
  if (const auto* week = std::get_if<ast::WeekOfCycle>(&frequency))
    return recurrence_of(ast::WeeksOfCycle{week->span, {week->week}, week->of});
  if (const auto* weeks = std::get_if<ast::WeeksOfCycle>(&frequency)) return recurrence_of(*weeks);
  if (const auto* weeks = std::get_if<ast::WeeksIn>(&frequency)) return recurrence_of(*weeks);
  return recurrence_of(std::get<ast::PerPeriod>(frequency), settings);
}

std::optional<Recurrence> Builder::recurrence_of(const ast::WeeksOfCycle& said) {
  const auto of = whole(said.of, "the length of the cycle");
  if (!of) return std::nullopt;
  Recurrence result{.cycle = *of, .times = 0, .weeks = 0};
  for (const ast::Number& each : said.weeks) {
    const auto week = whole(each, "the week");
    if (!week) return std::nullopt;
    if (*week > *of) {
      report(Builtin::end_before_start, said.weeks.size() == 1 ? said.span : each.span,
             fmt::format("a cycle of {} weeks has no week {}", *of, *week),
             "correct one of the numbers");
      return std::nullopt;
    }
    const std::uint64_t bit = std::uint64_t{1} << (*week - 1);
    if ((result.weeks & bit) != 0) {
      report(Builtin::duplicate_statement, each.span, fmt::format("week {} is said twice", *week),
             "delete one of the two");
      return std::nullopt;
    }
    result.weeks |= bit;
    ++result.times;
  }
  result.times_a_week = Ratio(result.times, *of);
  return result;
}

std::optional<Recurrence> Builder::recurrence_of(const ast::WeeksIn& said) {
  const auto of = whole(said.of, "the length of the cycle");
  const auto times = of ? whole(said.times, "the number of weeks") : std::nullopt;
  if (!times) return std::nullopt;
  if (*times > *of) {
    report(Builtin::too_long, said.span, fmt::format("there are no {} weeks in {}", *times, *of),
           "correct one of the numbers");
    return std::nullopt;
  }
  return Recurrence{.times_a_week = Ratio(*times, *of),
                    .cycle = *of,
                    .times = *times,
                    .weeks = *times == *of ? first_weeks(*of) : 0};
}

std::optional<Recurrence> Builder::recurrence_of(const ast::PerPeriod& said, SettingsId settings) {
  const auto weeks = weeks_in(said.period.text);
  if (!weeks) {
    report(Builtin::unknown_unit, said.period.span,
           fmt::format("`{}` is not a period", said.period.text),
           "write `per week`, `per month`, `per quarter` or `per year`");
    return std::nullopt;
  }
  if (!require_positive(said.times, "the number of times")) return std::nullopt;
  if (*weeks == 1) return Recurrence{.times_a_week = said.times.value};
  Recurrence result{.times_a_week = said.times.value / *weeks,
                    .times_a_year = said.times.value * *weeks_in("year") / *weeks,
                    .weeks = 0};
  // As often as there are weeks to work in: in each of them.
  if (*result.times_a_year >= model_.setting_value(settings, model_.known.working_weeks))
    result.weeks = 1;
  return result;
}

std::optional<ActivityId> Builder::activity_of(const Block& block, const ast::Block& said,
                                               const ast::DayLine& line) {
  // Most are written as the catalogue has them.
  auto id = find_activity(said.activity.text);
  if (!id) id = known_activity(normalised(said.activity.text), block.team);
  if (!id) return unknown_work(block, said, line);
  if (*id == activity::other) name_other_work(said);
  return id;
}

// `supervision` is read as `other`, whose text is the one place for a name.
void Builder::name_other_work(const ast::Block& said) {
  const std::string name = normalised(said.activity.text);
  if (said.what || (name != "supervision" && name != "consultation")) return;
  const std::string text = fmt::format("other \"{}\"", said.activity.text);
  report(
      Builtin::unnamed_work, said.activity.span,
      fmt::format("`{}` counts as `other`, and only a text in quotes names it", said.activity.text),
      fmt::format("write `{}`", text))
      .fixes.push_back({fmt::format("write `{}`", text), true, {{said.activity.span, text}}});
}

void Builder::check_day(const Day& day) {
  Ratio sum;
  for (const BlockId b : day.blocks) {
    const Block& block = model_.blocks[b];
    const bool every_week = takes_place_each_week(block);
    if (!every_week) continue;
    const bool fitted = sum <= hours_in_day;
    sum += block.hours;
    if (fitted && sum > hours_in_day) {
      report(Builtin::too_long, block.said->amount ? block.said->amount->span : block.said->span,
             fmt::format("with this, {} holds {}, and a day has 24 hours", full_name(day.weekday),
                         hours_text(sum)),
             "correct the hours");
      model_.plans[day.plan].damaged = true;
    }
  }
}

// A plan that starts later, or has ended, stands beside the one in force and is left out of totals; so
// is a trainee's, unless it is said to count.
void Builder::choose_plans_in_force() {
  for (const Clinician& clinician : model_.clinicians) {
    for (const PlanId index : clinician.plans) {
      Plan& plan = model_.plans[index];
      const Quarter& quarter = model_.quarter_of(plan.team);
      if (plan.until != nullptr && plan.until->date.value < quarter.first_day())
        plan.in_force = false;
      if (plan.said->since && plan.said->since->value > quarter.last_day()) plan.in_force = false;
    }
    for (const PlanId index : clinician.plans) {
      for (const PlanId other : clinician.plans) {
        Plan& a = model_.plans[index];
        const Plan& b = model_.plans[other];
        if (index == other || a.team != b.team || !a.in_force || !b.in_force) continue;
        const Quarter& quarter = model_.quarter_of(a.team);
        const Date first_day = quarter.first_day();
        const Date a_start = a.said->since ? a.said->since->value : Date::min();
        const Date b_start = b.said->since ? b.said->since->value : Date::min();
        const bool b_replaces_a = b_start > a_start && b_start <= first_day;
        const bool a_is_later_in_the_quarter = a_start > first_day && b_start < a_start;
        if (b_replaces_a || a_is_later_in_the_quarter) a.in_force = false;
        if (a_is_later_in_the_quarter)
          report_within_quarter(*a.said->since, quarter,
                                fmt::format("the plan of {}", a.said->clinician.text));
      }
    }
  }
  for (Plan& plan : model_.plans) {
    const bool left_out = model_.is_set_to_yes(plan.settings, model_.known.trainee) &&
                          !model_.is_set_to_yes(plan.settings, model_.known.trainees_count);
    plan.counts = plan.in_force && !left_out;
  }
}

void Builder::check_block_names(Block& block) {
  const Plan& plan = model_.plans[block.plan];
  if (block.said->site && plan.team != none && !model_.teams[plan.team].damaged) {
    const Team& team = model_.teams[plan.team];
    const Sites& sites = sites_of(plan.team);
    if (!sites.normalised.contains(normalised(block.said->site->text))) {
      suggest_names(
          report(Builtin::unknown_site, block.said->site->span,
                 fmt::format("\"{}\" is not a site of {}", block.said->site->text,
                             team.said->name.text),
                 sites.names.names().empty()
                     ? fmt::format("add `sites \"{}\"` to the team", block.said->site->text)
                     : sites.help),
          block.said->site->span, sites.names.nearest_to(block.said->site->text));
    }
  }
  if (block.said->with) find_colleague(block);
}

const Builder::Sites& Builder::sites_of(TeamId team) {
  const auto known = sites_.find(team.index());
  if (known != sites_.end()) return known->second;
  std::vector<std::string_view> names;
  if (const ast::Sites* said = model_.teams[team].sites) {
    for (const ast::Text& site : said->names) names.push_back(site.text);
  }
  Sites sites{KnownNames(names), {}, {}};
  for (const std::string_view name : names) sites.normalised.insert(normalised(name));
  const bool more = names.size() > most_named;
  if (more) names.resize(most_named);
  sites.help = fmt::format("the team's sites are \"{}\"{}", fmt::join(names, "\", \""),
                           more ? " and others" : "");
  return sites_.emplace(team.index(), std::move(sites)).first->second;
}

bool Builder::find_by_first_name(Block& block, const ast::Text& said, std::string_view own) {
  const auto called = people_called(said.text, own);
  if (called.empty()) return false;
  suggest_names(report(Builtin::unknown_clinician, said.span,
                       called.size() == 1
                           ? fmt::format("a plan names people in full, and {} is one name of {}",
                                         said.text, called.front())
                           : fmt::format("more than one person is called {}", said.text)),
                said.span, called);
  if (called.size() == 1) block.colleague = clinician_called(called.front());
  return true;
}

void Builder::find_colleague(Block& block) {
  const ast::Text& said = *block.said->with;
  const auto known = clinician_names_.find(normalised(said.text));
  if (known != clinician_names_.end()) {
    block.colleague = known->second;
    return;
  }
  if (model_.damaged) return;
  const std::string_view own = model_.clinicians[model_.plans[block.plan].clinician].name;
  if (find_by_first_name(block, said, own)) return;
  const auto near = people_near(said.text, own);
  suggest_names(report(Builtin::unknown_clinician, said.span,
                       fmt::format("there is no plan for {} in this workspace", said.text),
                       "correct the name, or add the plan"),
                said.span, near);
  if (near.size() == 1 && may_be_misspelt(said.text, near.front()))
    block.colleague = clinician_called(near.front());
}

People& Builder::colleagues() {
  if (!colleagues_) {
    std::vector<std::string_view> names;
    for (const Clinician& clinician : model_.clinicians) {
      if (clinician_names_.contains(normalised(clinician.name))) names.push_back(clinician.name);
    }
    colleagues_.emplace(std::move(names));
  }
  return *colleagues_;
}

std::vector<std::string_view> Builder::people_called(std::string_view part,
                                                     std::string_view except) {
  return ask_around() != nullptr ? ask_around()->people_called(part, except)
                                 : colleagues().called(part, except);
}

std::vector<std::string_view> Builder::people_near(std::string_view name, std::string_view except) {
  return ask_around() != nullptr ? ask_around()->people_near(name, except)
                                 : colleagues().nearest_to(name, except);
}

ClinicianId Builder::clinician_called(std::string_view name) const {
  const auto known = clinician_names_.find(normalised(name));
  return known == clinician_names_.end() ? ClinicianId() : known->second;
}

}  // namespace capalint
