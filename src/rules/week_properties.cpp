#include <fmt/format.h>

#include "model/places.h"
#include "model/turns.h"
#include "rules/person.h"
#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

// Of the person's whole day, at the first of the plans that have it.
template <class Work>
Value of_person_day(const Model& model, std::uint32_t index, Work work_out) {
  if (person::damaged(model, model.days[index].plan)) return Value::unknown();
  if (person::told_elsewhere(model, index)) return Value::absent();
  return work_out();
}

Value rest_block(const Model& model, std::uint32_t index, std::uint32_t person::Rest::*which) {
  return of_person_day(model, index, [&] {
    const auto rest = person::rest_before(model, index);
    return rest ? object(model, block, (*rest).*which) : Value::absent();
  });
}

Value overlapped_line(const Model& model, std::uint32_t index, bool surely) {
  const std::uint32_t other = person::overlap(model, index, surely);
  return other == nobody ? Value::absent() : object(model, line, other);
}

// When the work of a line begins or ends; nothing when one of its blocks has no time.
std::optional<Clock> edge(const Model& model, const Line& said, bool of_end) {
  std::optional<Clock> found;
  for (std::uint32_t b = said.first_block; b < said.end_block; ++b) {
    const Block& block = model.blocks[b];
    if (!block.start) return std::nullopt;
    const Clock time = of_end ? *block.end : *block.start;
    if (!found || (of_end ? *found < time : time < *found)) found = time;
  }
  return found;
}

Span place_of_time(const Line& said) {
  return said.said->clock ? said.said->clock->span : said.said->day_span;
}

Value edge_value(const Model& model, std::uint32_t index, bool of_end) {
  const Line& said = model.lines[index];
  const auto time = edge(model, said, of_end);
  return time ? Value::of(*time, place_of_time(said)) : Value::absent();
}

bool same_text(const std::optional<ast::Text>& a, const std::optional<ast::Text>& b) {
  return a.has_value() == b.has_value() && (!a || normalised(a->text) == normalised(b->text));
}

bool same_work(const Block& a, const Block& b) {
  return a.activity == b.activity && a.hours == b.hours && a.contacts == b.contacts &&
         a.cycle == b.cycle && a.team == b.team && meeting(a, b) == Meeting::surely &&
         normalised(a.said->activity.text) == normalised(b.said->activity.text) &&
         same_text(a.said->what, b.said->what) && same_text(a.said->site, b.said->site) &&
         same_text(a.said->with, b.said->with);
}

// The same work in an earlier line for the same part of the day.
std::uint32_t first_copy(const Model& model, std::uint32_t index) {
  const Block& later = model.blocks[index];
  const Line& its_line = model.lines[later.line];
  for (std::uint32_t b = model.days[later.day].first_block; b < index; ++b) {
    const Block& earlier = model.blocks[b];
    const Line& other = model.lines[earlier.line];
    if (earlier.line == later.line || other.said->half != its_line.said->half) continue;
    const auto times = [](const Line& l) {
      return l.said->clock ? std::optional(std::pair(l.said->clock->start, l.said->clock->end))
                           : std::nullopt;
    };
    if (times(other) == times(its_line) && same_work(earlier, later)) return b;
  }
  return nobody;
}

struct Copies {
  std::uint32_t first = nobody;
  std::size_t count = 0;
};

// The blocks of a line that stand in earlier lines as well.
Copies copies_in(const Model& model, const Line& said) {
  Copies copies;
  for (std::uint32_t b = said.first_block; b < said.end_block; ++b) {
    if (first_copy(model, b) == nobody) continue;
    if (copies.count++ == 0) copies.first = b;
  }
  return copies;
}

// The block before at another site, when neither travel nor a gap of clock time lies between.
std::uint32_t left_site(const Model& model, std::uint32_t index) {
  const Block& later = model.blocks[index];
  if (!later.said->site) return nobody;
  for (std::uint32_t b = index; b-- > model.days[later.day].first_block;) {
    const Block& earlier = model.blocks[b];
    if (meeting(earlier, later) == Meeting::never) continue;
    if (earlier.activity == activity::travel) return nobody;
    if (!earlier.said->site) continue;
    if (same_text(earlier.said->site, later.said->site)) return nobody;
    const bool gap = earlier.end && later.start && *earlier.end < *later.start;
    return gap || meeting(earlier, later) != Meeting::surely ? nobody : b;
  }
  return nobody;
}

// ---- half-days -------------------------------------------------------------------------------------

// Whether some work of the line could not be read.
bool lacks_work(const Line& said) {
  return said.end_block - said.first_block != said.said->blocks.size();
}

// The lines that say the same half of the same day, at the first of them; a line that says none stands alone.
std::vector<std::uint32_t> lines_of_half_day(const Model& model, std::uint32_t index) {
  const Line& said = model.lines[index];
  const Day& its_day = model.days[said.day];
  std::vector<std::uint32_t> lines;
  for (std::uint32_t l = its_day.first_line; l < its_day.end_line; ++l) {
    const bool together =
        l == index || (said.said->half && model.lines[l].said->half == said.said->half);
    if (together && l < index) return {};
    if (together) lines.push_back(l);
  }
  return lines;
}

std::vector<const Block*> blocks_of_half_day(const Model& model, std::uint32_t index) {
  std::vector<const Block*> blocks;
  for (const std::uint32_t l : lines_of_half_day(model, index)) {
    for (std::uint32_t b = model.lines[l].first_block; b < model.lines[l].end_block; ++b)
      blocks.push_back(&model.blocks[b]);
  }
  return blocks;
}

bool is_counted_clinical(const Block& block) {
  return block.said->contacts &&
         (block.activity == activity::core || block.activity == activity::specific);
}
bool is_choice(const Block& block) { return block.activity == activity::choice && block.contacts; }

// What a half-day holds in one week of its cycle. Work whose weeks are not said may be in each of them.
struct Booked {
  Ratio appointments;
  Ratio hours;      // of the work with these appointments
  Ratio all_hours;  // of all work
  Span span;        // of the block with most appointments
};

template <class Wanted>
Booked booked_in_week(const std::vector<const Block*>& blocks, int week, Wanted wanted) {
  Booked booked;
  Ratio most;
  for (const Block* block : blocks) {
    if (weeks_are_said(*block) && !takes_place(*block, week)) continue;
    booked.all_hours += block->hours;
    if (!wanted(*block)) continue;
    booked.appointments += *block->contacts;
    booked.hours += block->hours;
    if (*block->contacts <= most) continue;
    most = *block->contacts;
    booked.span = block->said->contacts ? block->said->contacts->span : block->said->activity.span;
  }
  return booked;
}

// Of the week that holds most beyond what its hours have room for.
template <class Wanted, class Room>
std::optional<Booked> fullest_booking(const Model& model, std::uint32_t index, Wanted wanted,
                                      Room room) {
  const auto blocks = blocks_of_half_day(model, index);
  std::optional<Booked> fullest;
  for (int week = 0; week < weeks_to_repeat(blocks); ++week) {
    const Booked booked = booked_in_week(blocks, week, wanted);
    const bool more =
        !fullest || booked.appointments - room(booked) > fullest->appointments - room(*fullest);
    if (booked.appointments > 0 && more) fullest = booked;
  }
  return fullest;
}

std::optional<Booked> clinical_booking(const Model& model, std::uint32_t index) {
  const std::uint32_t s = model.plans[model.lines[index].plan].settings;
  return fullest_booking(model, index, is_counted_clinical, [&](const Booked& booked) {
    return capacity::appointments_in(booked.hours, model.setting_value(s, model.known.session),
                                     model.setting_value(s, model.known.contacts_per_session));
  });
}

std::optional<Booked> choice_booking(const Model& model, std::uint32_t index) {
  return fullest_booking(model, index, is_choice, [](const Booked&) { return Ratio(0); });
}

Value booked_value(const Model& model, std::uint32_t index, const std::optional<Booked>& booked,
                   const Type& type, Ratio Booked::*number) {
  for (const std::uint32_t line : lines_of_half_day(model, index)) {
    if (lacks_work(model.lines[line])) return Value::unknown();
  }
  return booked ? quantity(type, (*booked).*number, booked->span) : Value::absent();
}

// Minutes after midnight that put lines in order; half-days stand where they usually begin.
std::optional<int> order_of(const ast::DayLine& line) {
  if (line.clock) return line.clock->start.minutes;
  if (!line.half) return std::nullopt;
  constexpr int noon = 12 * 60;
  constexpr int evening = 17 * 60;
  return *line.half == ast::Half::am ? 0 : *line.half == ast::Half::pm ? noon : evening;
}

Value at_edge_of_day(const Model& model, std::uint32_t index, bool first) {
  const Block& block = model.blocks[index];
  if (person::damaged(model, block.plan)) return Value::unknown();
  const auto own = order_of(*model.lines[block.line].said);
  if (!own) return Value::absent();
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
      {day, "name", false, text_type, "The day of the week.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(full_name(m.days[i].weekday), m.days[i].span);
       }},
      {day, "plan", false, object_type(plan), "The plan that the day belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, plan, m.days[i].plan);
       }},
      {day, "hours", true, hours_type, "Average hours of these activities on this day.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         const Day& d = m.days[i];
         return m.plans[d.plan].damaged ? Value::unknown()
                                        : quantity(hours_type, hours_of(d.hours, set));
       }},
      {day, "weekend", false, truth_type, "Whether it is a Saturday or a Sunday.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::boolean(m.days[i].weekday >= Weekday::sat, m.days[i].span);
       }},
      {day, "short-name", false, text_type, "The day as a plan writes it, such as `mon`.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return Value::of(to_string(m.days[i].weekday), m.days[i].span);
       }},
      {day, "fullest", false, hours_type,
       "Paid hours on this day in the week of the cycle that holds most; of the person over all plans in force, and absent on the same day of a second plan.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return of_person_day(
             m, i, [&] { return quantity(hours_type, person::fullest(m, i), m.days[i].span); });
       }},
      {day, "both-halves", false, truth_type,
       "Whether a morning and an afternoon of the same week hold work; of the person over all plans in force.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return of_person_day(m, i, [&] { return Value::boolean(person::both_halves(m, i)); });
       }},
      {day, "longest-break", false, hours_type,
       "The longest lunch, or gap between clock times where all work of the day has them; of the person over all plans in force.",
       "N6",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return of_person_day(m, i,
                              [&] { return quantity(hours_type, person::longest_break(m, i)); });
       }},
      {day, "longest-run", false, hours_type,
       "The longest work without a break: a half-day without lunch in it, or clock times that follow one another; of the person over all plans in force.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return of_person_day(
             m, i, [&] { return quantity(hours_type, person::longest_run(m, i), m.days[i].span); });
       }},
      {day, "rest-before", false, hours_type,
       "Hours from the last known end on the day before to the first known start, without on call; of the person over all plans in force.",
       "N6",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return of_person_day(m, i, [&] {
           const auto rest = person::rest_before(m, i);
           return rest ? quantity(hours_type, rest->hours) : Value::absent();
         });
       }},
      {day, "rest-from", false, object_type(block),
       "The last work of the day before, by the clock.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return rest_block(m, i, &person::Rest::from);
       }},
      {day, "rest-to", false, object_type(block), "The first work of the day, by the clock.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return rest_block(m, i, &person::Rest::to);
       }},
      {day, "paid-hours", false, hours_type,
       "Average paid hours on this day of this plan: everything but lunch.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Day& d = m.days[i];
         return m.plans[d.plan].damaged
                    ? Value::unknown()
                    : quantity(hours_type, hours_of(d.hours, paid_activities()));
       }},
      {day, "sites", false, number_type, "How many different sites the day names.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Day& d = m.days[i];
         if (m.plans[d.plan].damaged) return Value::unknown();
         return quantity(number_type, sites_named(m, d.first_block, d.end_block));
       }},
      {line, "plan", false, object_type(plan), "The plan that the line belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, plan, m.lines[i].plan);
       }},
      {line, "day", false, object_type(day), "The day that the line belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return object(m, day, m.lines[i].day); }},
      {line, "half", false, text_type, "`am`, `pm` or `eve`; absent for clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::DayLine& said = *m.lines[i].said;
         return said.half ? Value::of(to_string(*said.half), said.span) : Value::absent();
       }},
      {line, "length", false, hours_type,
       "Hours between the clock times of the line, when it has them.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::DayLine& said = *m.lines[i].said;
         if (!said.clock) return Value::absent();
         return quantity(hours_type, hours_between(said.clock->start, said.clock->end),
                         said.clock->span);
       }},
      {line, "hours", true, hours_type,
       "Hours of these activities in this line, when they take place.", "",
       [](const Model& m, std::uint32_t i, ActivitySet set) {
         const Line& l = m.lines[i];
         if (lacks_work(l)) return Value::unknown();
         Ratio sum;
         for (std::uint32_t b = l.first_block; b < l.end_block; ++b) {
           if (contains(set, m.blocks[b].activity)) sum += m.blocks[b].hours;
         }
         return quantity(hours_type, sum);
       }},
      {line,
       "contacts-booked",
       false,
       appointments_type,
       "Appointments of Core and Specific work with a number, of all lines of the half-day, in the week of the cycle that holds most for its time; absent in all but the first of these lines.",
       "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return booked_value(m, i, clinical_booking(m, i), appointments_type,
                             &Booked::appointments);
       },
       nullptr,
       {"core", "specific", "session", "contacts-per-session"}},
      {line,
       "contacts-time",
       false,
       hours_type,
       "Hours of the same work in the same week.",
       "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return booked_value(m, i, clinical_booking(m, i), hours_type, &Booked::hours);
       },
       nullptr,
       {"core", "specific", "session", "contacts-per-session"}},
      {line,
       "choice-together",
       false,
       appointments_type,
       "Choice appointments of all lines of the half-day, in the week of the cycle that holds most; absent in all but the first of these lines.",
       "W2",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return booked_value(m, i, choice_booking(m, i), appointments_type, &Booked::appointments);
       },
       nullptr,
       {"choice", "choice-length"}},
      {line,
       "time-with-choice",
       false,
       hours_type,
       "Hours of all work of the half-day in the same week.",
       "W2",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return booked_value(m, i, choice_booking(m, i), hours_type, &Booked::all_hours);
       },
       nullptr,
       {"choice", "choice-length"}},
      {line, "start", false, clock_type, "When its work begins, where that is known.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return edge_value(m, i, false); }},
      {line, "end", false, clock_type, "When its work ends, where that is known.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return edge_value(m, i, true); }},
      {line, "overlap", false, object_type(line),
       "An earlier line of the same person with work at the same clock time in the same week; of all plans in force.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return overlapped_line(m, i, true); }},
      {line, "possible-overlap", false, object_type(line),
       "An earlier line with work at the same clock time, where the plan does not say in which weeks.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return overlapped_line(m, i, false); }},
      {line, "repeated", false, object_type(block),
       "The first block of the line that stands in an earlier line for the same half-day as well.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, block, copies_in(m, m.lines[i]).first);
       }},
      {line, "whole-copy", false, object_type(line),
       "The line itself, when all of it stands in earlier lines for the same half-day.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const bool whole = copies_in(m, m.lines[i]).count == m.lines[i].said->blocks.size();
         return whole ? object(m, line, i) : Value::absent();
       }},
      {line, "only-copy", false, object_type(block),
       "The block that stands in an earlier line as well, when the line holds other work and no second one.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Copies copies = copies_in(m, m.lines[i]);
         const bool only = copies.count == 1 && m.lines[i].said->blocks.size() > 1;
         return only ? object(m, block, copies.first) : Value::absent();
       }},
      {block, "plan", false, object_type(plan), "The plan that the block belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, plan, m.blocks[i].plan);
       }},
      {block, "day", false, object_type(day), "The day that the block belongs to.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, day, m.blocks[i].day);
       }},
      {block, "line", false, object_type(line), "The line that the block stands in.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, line, m.blocks[i].line);
       }},
      {block, "activity", false, activities_type, "What is done.", "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return Value::activities(set_of(b.activity), b.said->activity.span);
       }},
      {block, "word", false, text_type, "The word for it in the plan, such as `duty desk`.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const ast::Word& word = m.blocks[i].said->activity;
         return Value::of(word.text, word.span);
       }},
      {block, "what", false, text_type,
       "The text after the activity, such as the name of Specific work.", capa,
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return text_or_missing(m.blocks[i].said->what);
       }},
      {block, "site", false, text_type, "Where it takes place, when said.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return text_or_missing(m.blocks[i].said->site);
       }},
      {block, "shared-with", false, text_type, "Whom it is shared with, when said.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return text_or_missing(m.blocks[i].said->with);
       }},
      {block, "length", false, hours_type, "Hours each time that it takes place.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return quantity(hours_type, b.hours,
                         b.said->amount ? b.said->amount->span : b.said->activity.span);
       }},
      {block, "first-in-day", false, truth_type,
       "Whether nothing but lunch comes before it on its day, over all plans in force of the person; absent when the order is not said.",
       "", [](const Model& m, std::uint32_t i, ActivitySet) { return at_edge_of_day(m, i, true); }},
      {block, "last-in-day", false, truth_type,
       "Whether nothing but lunch comes after it on its day, over all plans in force of the person; absent when the order is not said.",
       "",
       [](const Model& m, std::uint32_t i, ActivitySet) { return at_edge_of_day(m, i, false); }},
      {block, "average", false, hours_type, "Average hours a week.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return quantity(hours_type, m.blocks[i].hours * m.blocks[i].share);
       }},
      {block, "contacts", false, appointments_type, "Appointments each time (`x2`), when said.",
       "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.said->contacts
                    ? quantity(appointments_type, b.said->contacts->value, b.said->contacts->span)
                    : Value::absent();
       }},
      {block,
       "choice-booked",
       false,
       appointments_type,
       "Choice appointments each time: as said, or as many as its time holds; absent for other work.",
       "W2",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         if (b.activity != activity::choice || !b.contacts) return Value::absent();
         return quantity(appointments_type, *b.contacts,
                         b.said->contacts ? b.said->contacts->span : b.said->activity.span);
       },
       nullptr,
       {"choice-length"}},
      {block, "appointments-that-fit", false, appointments_type,
       "Appointments that its time holds by the standard: hours / session × contacts for a session.",
       "S1",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         const std::uint32_t s = m.plans[b.plan].settings;
         return quantity(appointments_type, capacity::appointments_in(
                                                b.hours, m.setting_value(s, m.known.session),
                                                m.setting_value(s, m.known.contacts_per_session)));
       },
       [](const Model& m, std::uint32_t i) {
         const std::uint32_t s = m.plans[m.blocks[i].plan].settings;
         return fmt::format("{} / {} × {}", hours_text(m.blocks[i].hours),
                            hours_text(m.setting_value(s, m.known.session)),
                            to_decimal(m.setting_value(s, m.known.contacts_per_session), 2));
       }},
      {block, "start", false, clock_type, "When it begins, when the line has clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.start ? Value::of(*b.start, place_of_time(m.lines[b.line])) : Value::absent();
       }},
      {block, "end", false, clock_type, "When it ends, when the line has clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.end ? Value::of(*b.end, place_of_time(m.lines[b.line])) : Value::absent();
       }},
      {block, "copy-of", false, object_type(block),
       "The same work in an earlier line for the same half-day of the plan.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, block, first_copy(m, i));
       }},
      {block, "left-site", false, object_type(block),
       "The work before it on the day, when that is at another site with neither travel nor a gap of clock time between.",
       "W10",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         return object(m, block, left_site(m, i));
       }},
      {block, "in-sessions", false, truth_type,
       "Whether its amount is written in sessions; absent when it says no amount.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const auto& amount = m.blocks[i].said->amount;
         return amount ? Value::boolean(amount->sessions, amount->span) : Value::absent();
       }},
  };
}

}  // namespace capalint::property
