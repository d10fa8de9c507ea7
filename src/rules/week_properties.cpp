#include <fmt/format.h>

#include "figures/half_day.h"
#include "figures/person.h"
#include "figures/week.h"
#include "model/halves.h"
#include "model/places.h"
#include "model/turns.h"
#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

// Of the person's whole day, at the first of the plans that have it.
template <class Work>
Value of_person_day(const Model& model, DayId index, Work work_out) {
  if (person::damaged(model, model.days[index].plan)) return Value::unknown();
  if (person::told_elsewhere(model, index)) return Value::absent();
  return work_out();
}

Value rest_block(const Model& model, DayId index, BlockId person::Rest::*which) {
  return of_person_day(model, index, [&] {
    const auto rest = person::rest_before(model, index);
    return rest ? object(model, (*rest).*which) : Value::absent();
  });
}

Value overlapped_line(const Model& model, LineId index, bool surely) {
  const LineId other = person::overlap(model, index, surely);
  return other == none ? Value::absent() : object(model, other);
}

// When the work of a line begins or ends; nothing when one of its blocks has no time.
std::optional<Clock> edge(const Model& model, const Line& said, bool of_end) {
  std::optional<Clock> found;
  for (const BlockId b : said.blocks) {
    const Block& block = model.blocks[b];
    if (!block.start) return std::nullopt;
    const Clock time = of_end ? *block.end : *block.start;
    if (!found || (of_end ? *found < time : time < *found)) found = time;
  }
  return found;
}

Span place_of_time(const Line& said) {
  return said.said->clock ? said.said->clock->span : said.said->days.span;
}

// The first number of weeks after which work that is not in each week comes again.
Value cycle(const Model& model, const Line& said) {
  for (const BlockId b : said.blocks) {
    const Recurrence& each = model.blocks[b].recurrence;
    if (!each.times_a_year && !takes_place_each_week(model.blocks[b]))
      return quantity(number_type, each.cycle);
  }
  return Value::absent();
}

// A clock line begins and ends when it says so, whatever its parts add up to.
Value edge_value(const Model& model, LineId index, bool of_end) {
  const Line& said = model.lines[index];
  if (const auto& clock = said.said->clock)
    return Value::of(of_end ? clock->end : clock->start, clock->span);
  const auto time = edge(model, said, of_end);
  return time ? Value::of(*time, place_of_time(said)) : Value::absent();
}

bool same_text(const std::optional<ast::Text>& a, const std::optional<ast::Text>& b) {
  return a.has_value() == b.has_value() && (!a || normalised(a->text) == normalised(b->text));
}

bool same_work(const Block& a, const Block& b) {
  return a.activity == b.activity && a.hours == b.hours && a.contacts == b.contacts &&
         a.recurrence.times_a_week == b.recurrence.times_a_week && a.team == b.team &&
         meeting(a, b) == Meeting::surely &&
         normalised(a.said->activity.text) == normalised(b.said->activity.text) &&
         same_text(a.said->what, b.said->what) && same_text(a.said->site, b.said->site) &&
         same_text(a.said->with, b.said->with);
}

// The same work in an earlier line for the same part of the day.
BlockId first_copy(const Model& model, BlockId index) {
  const Block& later = model.blocks[index];
  const Line& its_line = model.lines[later.line];
  const BlockId first =
      later.day ? model.days[later.day].blocks.first : model.plans[later.plan].blocks.first;
  for (const BlockId b : Range<Block>{first, index}) {
    const Block& earlier = model.blocks[b];
    if (earlier.day != later.day) continue;
    const Line& other = model.lines[earlier.line];
    if (earlier.line == later.line || other.said->half != its_line.said->half) continue;
    const auto times = [](const Line& l) {
      return l.said->clock ? std::optional(std::pair(l.said->clock->start, l.said->clock->end))
                           : std::nullopt;
    };
    if (times(other) == times(its_line) && same_work(earlier, later)) return b;
  }
  return none;
}

struct Copies {
  BlockId first;
  std::size_t count = 0;
};

// The blocks of a line that stand in earlier lines as well.
Copies copies_in(const Model& model, const Line& said) {
  Copies copies;
  for (const BlockId b : said.blocks) {
    if (first_copy(model, b) == none) continue;
    if (copies.count++ == 0) copies.first = b;
  }
  return copies;
}

Value booked_value(const std::optional<Booked>& booked, const Type& type, Ratio Booked::*number) {
  return booked ? quantity(type, (*booked).*number, booked->span) : Value::absent();
}

// The first line of a day with paid work in the time that the plan has off; `none` without any.
LineId line_when_off(const Model& model, DayId day) {
  for (const LineId line : model.days[day].lines) {
    const Range<Block>& blocks = model.lines[line].blocks;
    const bool works = std::any_of(blocks.begin(), blocks.end(), [&](BlockId block) {
      return contains(paid_activities(), model.blocks[block].activity);
    });
    if (works && off_at(model, line) != nullptr) return line;
  }
  return none;
}

// A day and its half, as text that outlives the value.
std::string_view time_name(Weekday day, const std::optional<ast::Half>& half) {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (int i = 0; i < days_in_week; ++i) {
      const std::string_view name = full_name(static_cast<Weekday>(i));
      for (const ast::Half part : {ast::Half::am, ast::Half::pm, ast::Half::eve})
        all.push_back(fmt::format("{} {}", name, full_name(part)));
      all.emplace_back(name);
    }
    return all;
  }();
  constexpr std::size_t whole_day = 3;
  const std::size_t part = half ? static_cast<std::size_t>(*half) : whole_day;
  return names[static_cast<std::size_t>(day) * (whole_day + 1) + part];
}

Value time_off(const Model& model, DayId day) {
  const Weekday weekday = model.days[day].weekday;
  const auto value = [&](const ast::DayOff& off) {
    return Value::of(time_name(weekday, off.half), off.span);
  };
  if (const LineId line = line_when_off(model, day)) return value(*off_at(model, line));
  const Plan& plan = model.plans[model.days[day].plan];
  for (const DayOff& off : plan.days_off) {
    if (off.weekday == weekday) return value(*off.said);
  }
  return missing(plan.damaged);
}

Value at_edge_of_day(const Model& model, BlockId index, bool first) {
  const Block& block = model.blocks[index];
  if (person::damaged(model, block.plan)) return Value::unknown();
  const auto own = order_of(*model.lines[block.line].said);
  if (!own || !block.day) return Value::absent();
  for (const Block* other : person::blocks_on(model, block.day)) {
    if (other == &block || other->activity == activity::lunch) continue;
    const auto place = order_of(*model.lines[other->line].said);
    if (!place) return Value::absent();
    const bool earlier = *place < *own || (*place == *own && other < &block);
    if (earlier == first) return Value::boolean(false);
  }
  return Value::boolean(true);
}

}  // namespace

std::vector<Property> of_week() {
  return {
      Property::of<DayId>("name", text_type, "The day of the week.", "",
                          [](Reading& r, DayId i) {
                            return Value::of(full_name(r->days[i].weekday), r->days[i].span);
                          }),
      Property::of<DayId>("plan", object_type(plan), "The plan that the day belongs to.", "",
                          [](Reading& r, DayId i) { return object(*r, r->days[i].plan); }),
      Property::of_activities<DayId>("hours", hours_type,
                                     "Average hours of these activities on this day.", "",
                                     [](Reading& r, DayId i, ActivitySet set) {
                                       return quantity(hours_type, planned_hours_of(r, i, set));
                                     }),
      Property::of<DayId>("weekend", truth_type, "Whether it is a Saturday or a Sunday.", "",
                          [](Reading& r, DayId i) {
                            return Value::boolean(r->days[i].weekday >= Weekday::sat,
                                                  r->days[i].span);
                          }),
      Property::of<DayId>("short-name", text_type, "The day as a plan writes it, such as `mon`.",
                          "",
                          [](Reading& r, DayId i) {
                            return Value::of(to_string(r->days[i].weekday), r->days[i].span);
                          }),
      Property::of<DayId>(
          "fullest", hours_type,
          "Paid hours on this day in the week of the cycle that holds most; of the person over all plans in force, and absent on the same day of a second plan.",
          "",
          [](Reading& r, DayId i) {
            return of_person_day(*r, i, [&] {
              return quantity(hours_type, person::fullest(*r, i), r->days[i].span);
            });
          }),
      Property::of<DayId>(
          "both-halves", truth_type,
          "Whether a morning and an afternoon of the same week hold work; of the person over all plans in force.",
          "",
          [](Reading& r, DayId i) {
            return of_person_day(*r, i, [&] { return Value::boolean(person::both_halves(*r, i)); });
          }),
      Property::of<DayId>(
          "has-lunch", truth_type,
          "Whether a lunch stands on this day; of the person over all plans in force.", "",
          [](Reading& r, DayId i) {
            return of_person_day(*r, i, [&] { return Value::boolean(person::has_lunch(*r, i)); });
          }),
      Property::of<DayId>(
          "longest-break", hours_type,
          "The longest lunch, or gap between clock times where all work of the day has them; of the person over all plans in force.",
          "N6",
          [](Reading& r, DayId i) {
            return of_person_day(
                *r, i, [&] { return quantity(hours_type, person::longest_break(*r, i)); });
          }),
      Property::of<DayId>(
          "longest-run", hours_type,
          "The longest work without a break: a half-day without lunch in it, or clock times that follow one another; of the person over all plans in force.",
          "",
          [](Reading& r, DayId i) {
            return of_person_day(*r, i, [&] {
              return quantity(hours_type, person::longest_run(*r, i), r->days[i].span);
            });
          }),
      Property::of<DayId>(
          "rest-before", hours_type,
          "Hours from the last known end on the day before to the first known start, without on call; of the person over all plans in force.",
          "N6",
          [](Reading& r, DayId i) {
            return of_person_day(*r, i, [&] {
              const auto rest = person::rest_before(*r, i);
              return rest ? quantity(hours_type, rest->hours) : Value::absent();
            });
          }),
      Property::of<DayId>(
          "rest-from", object_type(block), "The last work of the day before, by the clock.", "",
          [](Reading& r, DayId i) { return rest_block(*r, i, &person::Rest::from); }),
      Property::of<DayId>("rest-to", object_type(block), "The first work of the day, by the clock.",
                          "",
                          [](Reading& r, DayId i) { return rest_block(*r, i, &person::Rest::to); }),
      Property::of<DayId>("paid-hours", hours_type,
                          "Average paid hours on this day of this plan: everything but lunch.", "",
                          [](Reading& r, DayId i) {
                            return quantity(hours_type, planned_hours_of(r, i, paid_activities()));
                          }),
      Property::of<DayId>(
          "pieces", number_type,
          "How many pieces of work the day holds in the week of its rotation that holds most.", "",
          [](Reading& r, DayId i) { return quantity(number_type, pieces(r, i)); }),
      Property::of<DayId>(
          "off", text_type,
          "What the plan says is off of this day, by a line such as `mon off` or `wed pm off`: `Monday`, or `Wednesday afternoon`.",
          "", [](Reading& r, DayId i) { return time_off(*r, i); }),
      Property::of<DayId>(
          "work-when-off", hours_type, "Average paid hours in that time.", "",
          [](Reading& r, DayId i) { return quantity(hours_type, hours_when_off(r, i)); }),
      Property::of<DayId>("line-when-off", object_type(line),
                          "The first line with paid work in that time.", "",
                          [](Reading& r, DayId i) { return object(*r, line_when_off(*r, i)); }),
      Property::of<DayId>("sites", number_type, "How many different sites the day names.", "S1",
                          [](Reading& r, DayId i) {
                            const Day& d = r->days[i];
                            if (r->plans[d.plan].damaged) return Value::unknown();
                            return quantity(number_type, sites_named(*r, d.blocks));
                          }),
      Property::of<LineId>("plan", object_type(plan), "The plan that the line belongs to.", "",
                           [](Reading& r, LineId i) { return object(*r, r->lines[i].plan); }),
      Property::of<LineId>("day", object_type(day), "The day that the line belongs to.", "",
                           [](Reading& r, LineId i) { return object(*r, r->lines[i].day); }),
      Property::of<LineId>("half", text_type, "`am`, `pm` or `eve`; absent for clock times.", "",
                           [](Reading& r, LineId i) {
                             const ast::DayLine& said = *r->lines[i].said;
                             return said.half ? Value::of(to_string(*said.half), said.span)
                                              : Value::absent();
                           }),
      Property::of<LineId>(
          "length", hours_type, "Hours between the clock times of the line, when it has them.", "",
          [](Reading& r, LineId i) {
            const ast::DayLine& said = *r->lines[i].said;
            if (!said.clock) return Value::absent();
            return quantity(hours_type, hours_between(said.clock->start, said.clock->end),
                            said.clock->span);
          }),
      Property::of_activities<LineId>(
          "hours", hours_type, "Hours of these activities in this line, when they take place.", "",
          [](Reading& r, LineId i, ActivitySet set) {
            return quantity(hours_type, hours_of_line(r, i, set));
          }),
      Property::of<LineId>(
          "fullest", hours_type,
          "Hours of all work of the line in the week of its rotation that holds most.", "",
          [](Reading& r, LineId i) { return quantity(hours_type, fullest_week(r, i)); }),
      Property::of<LineId>(
          "contacts-booked", appointments_type,
          "Appointments of Core and Specific work with a number, of all lines of the half-day, in the week of the cycle that holds most for its time; absent in all but the first of these lines.",
          "S1",
          [](Reading& r, LineId i) {
            return booked_value(clinical_booking(r, i), appointments_type, &Booked::appointments);
          }),
      Property::of<LineId>(
          "contacts-time", hours_type, "Hours of the same work in the same week.", "S1",
          [](Reading& r, LineId i) {
            return booked_value(clinical_booking(r, i), hours_type, &Booked::hours);
          }),
      Property::of<LineId>(
          "choice-together", appointments_type,
          "Choice appointments of all lines of the half-day, in the week of the cycle that holds most; absent in all but the first of these lines.",
          "W2",
          [](Reading& r, LineId i) {
            return booked_value(choice_booking(r, i), appointments_type, &Booked::appointments);
          }),
      Property::of<LineId>("time-with-choice", hours_type,
                           "Hours of all work of the half-day in the same week.", "W2",
                           [](Reading& r, LineId i) {
                             return booked_value(choice_booking(r, i), hours_type,
                                                 &Booked::all_hours);
                           }),
      Property::of<LineId>("start", clock_type, "When its work begins, where that is known.", "",
                           [](Reading& r, LineId i) { return edge_value(*r, i, false); }),
      Property::of<LineId>("end", clock_type, "When its work ends, where that is known.", "",
                           [](Reading& r, LineId i) { return edge_value(*r, i, true); }),
      Property::of<LineId>(
          "overlap", object_type(line),
          "An earlier line of the same person with work at the same clock time in the same week; of all plans in force.",
          "", [](Reading& r, LineId i) { return overlapped_line(*r, i, true); }),
      Property::of<LineId>(
          "clash-told", truth_type,
          "Whether an earlier line of the day at the same time overlaps the same line.", "",
          [](Reading& r, LineId i) { return Value::boolean(person::clash_told(*r, i)); }),
      Property::of<LineId>(
          "cycle", number_type,
          "Weeks after which its first work of some weeks comes again, such as 2 for `every 2 weeks`; absent when all of it is in each week, or counted by the year.",
          "", [](Reading& r, LineId i) { return cycle(*r, r->lines[i]); }),
      Property::of<LineId>(
          "possible-overlap", object_type(line),
          "An earlier line with work at the same clock time, where the plan does not say in which weeks.",
          "", [](Reading& r, LineId i) { return overlapped_line(*r, i, false); }),
      Property::of<LineId>(
          "repeated", object_type(block),
          "The first block of the line that stands in an earlier line for the same half-day as well.",
          "", [](Reading& r, LineId i) { return object(*r, copies_in(*r, r->lines[i]).first); }),
      Property::of<LineId>(
          "whole-copy", object_type(line),
          "The line itself, when all of it stands in earlier lines for the same half-day.", "",
          [](Reading& r, LineId i) {
            const bool whole = copies_in(*r, r->lines[i]).count == r->lines[i].said->blocks.size();
            return whole ? object(*r, i) : Value::absent();
          }),
      Property::of<LineId>(
          "only-copy", object_type(block),
          "The block that stands in an earlier line as well, when the line holds other work and no second one.",
          "",
          [](Reading& r, LineId i) {
            const Copies copies = copies_in(*r, r->lines[i]);
            const bool only = copies.count == 1 && r->lines[i].said->blocks.size() > 1;
            return only ? object(*r, copies.first) : Value::absent();
          }),
      Property::of<BlockId>("plan", object_type(plan), "The plan that the block belongs to.", "",
                            [](Reading& r, BlockId i) { return object(*r, r->blocks[i].plan); }),
      Property::of<BlockId>("day", object_type(day), "The day that the block belongs to.", "",
                            [](Reading& r, BlockId i) { return object(*r, r->blocks[i].day); }),
      Property::of<BlockId>("line", object_type(line), "The line that the block stands in.", "",
                            [](Reading& r, BlockId i) { return object(*r, r->blocks[i].line); }),
      Property::of<BlockId>("activity", activities_type, "What is done.", "S1",
                            [](Reading& r, BlockId i) {
                              const Block& b = r->blocks[i];
                              return Value::activities(set_of(b.activity), b.said->activity.span);
                            }),
      Property::of<BlockId>("word", text_type, "The word for it in the plan, such as `duty desk`.",
                            "",
                            [](Reading& r, BlockId i) {
                              const ast::Word& word = r->blocks[i].said->activity;
                              return Value::of(word.text, word.span);
                            }),
      Property::of<BlockId>(
          "what", text_type, "The text after the activity, such as the name of Specific work.",
          capa, [](Reading& r, BlockId i) { return text_or_missing(r->blocks[i].said->what); }),
      Property::of<BlockId>(
          "site", text_type, "Where it takes place, when said.", "",
          [](Reading& r, BlockId i) { return text_or_missing(r->blocks[i].said->site); }),
      Property::of<BlockId>(
          "shared-with", text_type, "Whom it is shared with, when said.", "",
          [](Reading& r, BlockId i) { return text_or_missing(r->blocks[i].said->with); }),
      Property::of<BlockId>(
          "joint-work", object_type(block),
          "The work of the colleague that it is shared with, when that is shared with this clinician on the same day.",
          "", [](Reading& r, BlockId i) { return object(*r, joint_block(r, i)); }),
      Property::of<BlockId>("shared-with-oneself", truth_type,
                            "Whether it is said to be shared with the clinician.", "",
                            [](Reading& r, BlockId i) {
                              const Block& b = r->blocks[i];
                              return Value::boolean(b.colleague != none &&
                                                    b.colleague == r->plans[b.plan].clinician);
                            }),
      Property::of<BlockId>("partner-has-plan", truth_type,
                            "Whether the colleague that it is shared with has a plan in force.", "",
                            [](Reading& r, BlockId i) {
                              const ClinicianId colleague = r->blocks[i].colleague;
                              if (colleague == none) return Value::boolean(false);
                              const auto& plans = r->clinicians[colleague].plans;
                              return Value::boolean(
                                  std::any_of(plans.begin(), plans.end(),
                                              [&](PlanId p) { return r->plans[p].in_force; }));
                            }),
      Property::of<BlockId>("length", hours_type, "Hours each time that it takes place.", "",
                            [](Reading& r, BlockId i) {
                              const Block& b = r->blocks[i];
                              return quantity(
                                  hours_type, hours_each_time(r, i),
                                  b.said->amount ? b.said->amount->span : b.said->activity.span);
                            }),
      Property::of<BlockId>(
          "first-in-day", truth_type,
          "Whether nothing but lunch comes before it on its day, over all plans in force of the person; absent when the order is not said.",
          "", [](Reading& r, BlockId i) { return at_edge_of_day(*r, i, true); }),
      Property::of<BlockId>(
          "last-in-day", truth_type,
          "Whether nothing but lunch comes after it on its day, over all plans in force of the person; absent when the order is not said.",
          "", [](Reading& r, BlockId i) { return at_edge_of_day(*r, i, false); }),
      Property::of<BlockId>(
          "times-a-year", number_type,
          "How often it takes place in a year: as said, or whenever its turn comes in all 52 weeks.",
          "",
          [](Reading& r, BlockId i) { return quantity(number_type, times_a_year(r->blocks[i])); }),
      Property::of<BlockId>(
          "average", hours_type, "Average hours a week.", "",
          [](Reading& r, BlockId i) { return quantity(hours_type, average_hours(r, i)); }),
      Property::of<BlockId>(
          "contacts", appointments_type, "Appointments each time (`x2`), when said.", "S1",
          [](Reading& r, BlockId i) {
            const Block& b = r->blocks[i];
            return b.said->contacts ? quantity(appointments_type, b.said->contacts->value,
                                               b.said->contacts->span)
                                    : Value::absent();
          }),
      Property::of<BlockId>(
          "choice-booked", appointments_type,
          "Choice appointments each time: as said, or as many as its time holds; absent for other work.",
          "W2",
          [](Reading& r, BlockId i) {
            const Block& b = r->blocks[i];
            const auto choice = choice_each_time(r, i);
            if (!choice) return Value::absent();
            return quantity(appointments_type, *choice,
                            b.said->contacts ? b.said->contacts->span : b.said->activity.span);
          }),
      Property::of<BlockId>(
          "appointments-that-fit", appointments_type,
          "Appointments that its time holds by the standard: hours / session × contacts for a session.",
          "S1",
          [](Reading& r, BlockId i) {
            return quantity(appointments_type, appointments_that_fit(r, i));
          },
          [](Reading& r, BlockId i) {
            const SettingsId s = r->plans[r->blocks[i].plan].settings;
            return fmt::format("{} / {} × {}", hours_text(r->blocks[i].hours),
                               hours_text(r.number(s, r->known.session)),
                               to_decimal(r.number(s, r->known.contacts_per_session), 2));
          }),
      Property::of<BlockId>(
          "start", clock_type, "When it begins, when the line has clock times.", "",
          [](Reading& r, BlockId i) {
            const Block& b = r->blocks[i];
            return b.start ? Value::of(*b.start, place_of_time(r->lines[b.line])) : Value::absent();
          }),
      Property::of<BlockId>("end", clock_type, "When it ends, when the line has clock times.", "",
                            [](Reading& r, BlockId i) {
                              const Block& b = r->blocks[i];
                              return b.end ? Value::of(*b.end, place_of_time(r->lines[b.line]))
                                           : Value::absent();
                            }),
      Property::of<BlockId>("copy-of", object_type(block),
                            "The same work in an earlier line for the same half-day of the plan.",
                            "",
                            [](Reading& r, BlockId i) { return object(*r, first_copy(*r, i)); }),
      Property::of<BlockId>(
          "left-site", object_type(block),
          "The work before it on the day, when that is at another site with neither travel nor a gap of clock time between.",
          "W10", [](Reading& r, BlockId i) { return object(*r, person::left_site(*r, i)); }),
      Property::of<BlockId>(
          "in-sessions", truth_type,
          "Whether its amount is written in sessions; absent when it says no amount.", "",
          [](Reading& r, BlockId i) {
            const auto& amount = r->blocks[i].said->amount;
            return amount ? Value::boolean(amount->sessions, amount->span) : Value::absent();
          }),
  };
}

}  // namespace capalint::property
