// How long work may be that does not say so: asked with the amounts that a line can stand with.
#include <fmt/format.h>

#include <algorithm>

#include "capacity/capacity.h"
#include "model/builder.h"
#include "model/halves.h"
#include "model/turns.h"
#include "units/arithmetic.h"

namespace capalint {
namespace {

Ratio half_an_hour() { return {1, 2}; }

/// Choice goes by its appointments.
bool fills_half_days(ActivityId activity) {
  return activity == activity::core || activity == activity::specific;
}

/// Of work in one half-day that is added up: nobody reads a plan with more.
constexpr std::size_t most_pieces = 20;

std::size_t index_of(Weekday day) { return static_cast<std::size_t>(day); }
std::size_t index_of(ast::Half half) { return static_cast<std::size_t>(half); }

/// As a plan can write them, and no longer.
Ratio whole_minutes(const Ratio& hours) {
  constexpr int minutes_in_hour = 60;
  return {(hours * minutes_in_hour).floor(), minutes_in_hour};
}

}  // namespace

std::optional<Ratio> Builder::hours_said(const Block& block, const ast::Block& said,
                                         const ast::DayLine& line) const {
  const SettingsId settings = model_.plans[block.plan].settings;
  if (said.amount) {
    const Ratio& amount = said.amount->value;
    return said.amount->sessions ? amount * model_.setting_value(settings, model_.known.session)
                                 : amount;
  }
  if (line.clock && line.blocks.size() == 1)
    return hours_between(line.clock->start, line.clock->end);
  if (block.activity == activity::choice && said.contacts) {
    return capacity::choice_hours(said.contacts->value,
                                  model_.setting_value(settings, model_.known.choice_length));
  }
  return std::nullopt;
}

void Builder::ask_how_long(const Block& block, const ast::Block& said, const ast::DayLine& line) {
  const Room room = room_for(block, said, line);
  const std::uint32_t end = said.what ? said.what->span.end : said.activity.span.end;
  Diagnostic& diagnostic = report(Builtin::missing_amount, said.activity.span,
                                  fmt::format("`{}` does not say how long", said.activity.text));
  const auto offer = [&](const std::string& amount) {
    std::string work =
        fmt::format("{}{} {}", said.activity.text,
                    said.what ? fmt::format(" \"{}\"", said.what->text) : "", amount);
    diagnostic.fixes.push_back(
        {fmt::format("write `{}`", work), false, {{{said.span.file, end, end}, " " + amount}}});
    return work;
  };

  if (block.activity == activity::choice) {
    const Ratio length = usual_hours(activity::choice, model_.plans[block.plan].settings);
    std::string appointments = fmt::format("`{}`", offer("x1"));
    if (room.left && length * 2 <= *room.left) appointments += fmt::format(" or `{}`", offer("x2"));
    diagnostic.help = fmt::format("write the appointments, such as {}, or the hours", appointments);
    return;
  }
  for (const Ratio& hours : likely_lengths(block, line, room)) {
    diagnostic.help += fmt::format("{}`{}`", diagnostic.help.empty() ? "write " : ", or ",
                                   offer(hours_text(hours)));
    const bool is_the_rest = room.left && hours == whole_minutes(*room.left);
    if (!is_the_rest || (block.activity == activity::lunch && !line.clock)) continue;
    if (line.clock) {
      if (room.sure)
        diagnostic.help += fmt::format(", which is left of {}-{}", to_string(line.clock->start),
                                       to_string(line.clock->end));
    } else {
      diagnostic.help += fmt::format(" if it takes {}{} half-day of {}",
                                     *room.left < room.all ? "what is left of " : "",
                                     line.half ? "the" : "a", hours_text(room.all));
    }
  }
  if (diagnostic.fixes.empty())
    diagnostic.help =
        "the other work of the line takes all of its time; shorten it, or correct "
        "the times, and say how long this is";
}

Ratio Builder::likely_hours(const Block& block, const ast::Block& said, const ast::DayLine& line) {
  const auto lengths = likely_lengths(block, line, room_for(block, said, line));
  return lengths.empty() ? Ratio(1) : lengths.front();
}

std::vector<Ratio> Builder::likely_lengths(const Block& block, const ast::DayLine& line,
                                           const Room& room) const {
  if (block.activity == activity::lunch && !line.clock) return {half_an_hour(), Ratio(1)};
  const Ratio usual = usual_hours(block.activity, model_.plans[block.plan].settings);
  if (!room.left) return {usual};
  const Ratio left = whole_minutes(*room.left);
  const bool full = left <= 0;
  if (line.clock) return full ? std::vector<Ratio>{} : std::vector<Ratio>{left};
  if (full) return {usual};
  if (left <= usual) return {left};
  if (fills_half_days(block.activity)) return {left, usual};
  return {usual, left};
}

Ratio Builder::usual_hours(ActivityId activity, SettingsId settings) const {
  if (activity == activity::lunch) return half_an_hour();
  if (activity == activity::choice)
    return model_.setting_value(settings, model_.known.choice_length);
  // For each session (S1).
  if (activity == activity::big_admin)
    return model_.setting_value(settings, model_.known.big_admin_per_session);
  return 1;
}

// The least on any of the line's days.
Builder::Room Builder::room_for(const Block& block, const ast::Block& said,
                                const ast::DayLine& line) {
  if (line.days.any()) return room_on(std::nullopt, block, said, line);
  std::optional<Room> least;
  for (const Weekday day : ast::weekdays(line.days)) {
    const Room room = room_on(day, block, said, line);
    if (!least || room.left < least->left) least = room;
  }
  return *least;
}

Builder::Room Builder::room_on(std::optional<Weekday> day, const Block& block,
                               const ast::Block& said, const ast::DayLine& line) {
  const Plan& plan = model_.plans[block.plan];
  const Ratio session = model_.setting_value(plan.settings, model_.known.session);
  Room room{.all = session};
  std::vector<const ast::DayLine*> lines{&line};
  if (line.clock) {
    room.all = hours_between(line.clock->start, line.clock->end);
  } else if (day && line.half) {
    const HalfDays& half_days = half_days_of(block.plan);
    room.all = half_day_length(half_days, *day, *line.half).value_or(session);
    for (const ast::DayLine* other : half_days.lines.at(index_of(*day)).at(index_of(*line.half))) {
      if (other != &line) lines.push_back(other);
    }
  }

  // An impossible frequency is told where it stands.
  const auto in_its_weeks = [&](Block each, const ast::Block& of) {
    const std::size_t told = diagnostics_.size();
    if (of.frequency) {
      if (const auto recurrence = recurrence_of(*of.frequency, plan.settings))
        each.recurrence = *recurrence;
    }
    diagnostics_.resize(told);
    return each;
  };
  int sharing = 1;  // the rest
  std::vector<Block> work{in_its_weeks(block, said)};
  for (const ast::DayLine* other_line : lines) {
    for (const ast::Block& other : other_line->blocks) {
      if (work.size() == most_pieces) break;
      Block each{.plan = block.plan, .team = block.team, .said = &other};
      each.activity =
          known_activity(normalised(other.activity.text), block.team).value_or(activity::other);
      // A half-day is so long beside its lunch.
      const bool beside_it = each.activity == activity::lunch && !line.clock;
      if (&other == &said || beside_it) continue;
      const auto hours = hours_said(each, other, *other_line);
      room.sure = room.sure && hours;
      if (!hours && fills_half_days(each.activity)) {
        ++sharing;
        continue;
      }
      each.hours = hours.value_or(usual_hours(each.activity, plan.settings));
      work.push_back(in_its_weeks(each, other));
    }
  }

  std::vector<const Block*> all;
  for (const Block& each : work) all.push_back(&each);
  Ratio most;
  for (int week = 0; week < weeks_to_repeat(all); ++week) {
    if (weeks_are_said(work.front()) && !takes_place(work.front(), week)) continue;
    Ratio sum;
    for (const Block* each : all) {
      if (!weeks_are_said(*each) || takes_place(*each, week)) sum += each->hours;
    }
    most = std::max(most, sum);
  }
  if (fills_half_days(block.activity)) {
    room.left = (room.all - most) / sharing;
  } else if (sharing == 1) {
    room.left = room.all - most;
  }
  return room;
}

const Builder::HalfDays& Builder::half_days_of(PlanId plan) {
  if (half_days_.plan == plan) return half_days_;
  half_days_ = {.plan = plan};
  for (const ast::PlanStatement& statement : model_.plans[plan].said->statements) {
    const auto* line = std::get_if<ast::DayLine>(&statement);
    if (line == nullptr) continue;
    const auto half = half_of(*line);
    for (const Weekday day : ast::weekdays(line->days)) {
      if (half) {
        auto& lines = half_days_.lines.at(index_of(day)).at(index_of(*half));
        if (lines.size() < most_pieces) lines.push_back(line);
      }
      for (const ast::Block& piece : line->blocks) {
        if (piece.activity.text == "lunch" && piece.amount && !piece.amount->sessions)
          half_days_.lunch.at(index_of(day)) += piece.amount->value;
      }
    }
  }
  return half_days_;
}

// From one start to the next, without the lunch of the day between them.
std::optional<Ratio> Builder::half_day_length(const HalfDays& half_days, Weekday day,
                                              ast::Half half) const {
  const SettingsId settings = model_.plans[half_days.plan].settings;
  const bool morning = half == ast::Half::am;
  if (!morning && half != ast::Half::pm) return std::nullopt;
  const auto begins = start_of(half, settings);
  const auto ends = start_of(morning ? ast::Half::pm : ast::Half::eve, settings);
  if (!begins || !ends || !(*begins < *ends)) return std::nullopt;
  const Ratio length =
      hours_between(*begins, *ends) - (morning ? half_days.lunch.at(index_of(day)) : Ratio(0));
  return length > 0 ? std::optional(length) : std::nullopt;
}

}  // namespace capalint
