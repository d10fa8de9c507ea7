#include <fmt/format.h>

#include "rules/property_tables.h"

namespace capalint::property {

using enum Scope;

namespace {

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
  const auto own = order_of(*model.lines[block.line].said);
  if (!own) return Value::absent();
  const Day& day = model.days[block.day];
  for (std::uint32_t b = day.first_block; b < day.end_block; ++b) {
    const Block& other = model.blocks[b];
    if (b == index || other.activity == activity::lunch) continue;
    const auto place = order_of(*model.lines[other.line].said);
    if (!place) return Value::absent();
    const bool earlier = *place < *own || (*place == *own && b < index);
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
         if (!said.half) return Value::absent();
         return Value::of(*said.half == ast::Half::am   ? "am"
                          : *said.half == ast::Half::pm ? "pm"
                                                        : "eve",
                          said.span);
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
         if (l.end_block - l.first_block != l.said->blocks.size()) return Value::unknown();
         Ratio sum;
         for (std::uint32_t b = l.first_block; b < l.end_block; ++b) {
           if (contains(set, m.blocks[b].activity)) sum += m.blocks[b].hours;
         }
         return quantity(hours_type, sum);
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
       "Whether nothing but lunch comes before it on its day; absent when the order is not said.",
       "", [](const Model& m, std::uint32_t i, ActivitySet) { return at_edge_of_day(m, i, true); }},
      {block, "last-in-day", false, truth_type,
       "Whether nothing but lunch comes after it on its day; absent when the order is not said.",
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
      {block, "choice-booked", false, appointments_type,
       "Choice appointments each time: as said, or as many as its time holds; absent for other work.",
       "W2",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         if (b.activity != activity::choice || !b.contacts) return Value::absent();
         return quantity(appointments_type, *b.contacts,
                         b.said->contacts ? b.said->contacts->span : b.said->activity.span);
       }},
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
       },
       {"session", "contacts-per-session"}},
      {block, "start", false, clock_type, "When it begins, when the line has clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.start ? Value::of(*b.start, m.lines[b.line].said->clock->span) : Value::absent();
       }},
      {block, "end", false, clock_type, "When it ends, when the line has clock times.", "",
       [](const Model& m, std::uint32_t i, ActivitySet) {
         const Block& b = m.blocks[i];
         return b.end ? Value::of(*b.end, m.lines[b.line].said->clock->span) : Value::absent();
       }},
  };
}

}  // namespace capalint::property
