#include "figures/half_day.h"

#include <algorithm>

#include "capacity/capacity.h"
#include "figures/week.h"
#include "model/halves.h"
#include "model/turns.h"
#include "units/arithmetic.h"

namespace capalint {

namespace {

/// Calls `use` with the lines of the same half-day; with none for all but the first of them. A line of no
/// half stands alone.
template <class Use>
void each_line_of_half_day(const Model& model, LineId id, Use use) {
  const auto half = half_of(*model.lines[id].said);
  if (!half) return use(id);
  const Range<Line>& lines = model.days[model.lines[id].day].lines;
  const auto together = [&](LineId other) { return half_of(*model.lines[other].said) == half; };
  if (std::any_of(lines.begin(), lines.end(),
                  [&](LineId other) { return other < id && together(other); }))
    return;
  for (const LineId other : lines) {
    if (other == id || together(other)) use(other);
  }
}

struct Work {
  const Block* block = nullptr;
  std::optional<Ratio> appointments;  // of the wanted kind
};

/// Empty when none of the work has appointments of the wanted kind.
template <class Appointments>
std::vector<Work> work_of_half_day(Reading& reading, LineId id, Appointments appointments) {
  bool any = false;
  each_line_of_half_day(*reading, id, [&](LineId line) {
    reading.doubt(reading->lines[line].blocks.size() != reading->lines[line].said->blocks.size());
    for (const BlockId block : reading->lines[line].blocks) {
      (void)hours_each_time(reading, block);
      any = any || appointments(block);
    }
  });
  std::vector<Work> work;
  if (!any) return work;
  each_line_of_half_day(*reading, id, [&](LineId line) {
    for (const BlockId block : reading->lines[line].blocks)
      work.push_back({&reading->blocks[block], appointments(block)});
  });
  return work;
}

int weeks_to_repeat(const std::vector<Work>& all) {
  int weeks = 1;
  for (const Work& work : all) weeks = weeks_to_repeat(weeks, *work.block);
  return weeks;
}

Booked booked_in_week(const std::vector<Work>& all, int week) {
  Booked booked;
  Ratio most;
  for (const auto& [block, appointments] : all) {
    if (weeks_are_said(*block) && !takes_place(*block, week)) continue;
    booked.all_hours += block->hours;
    if (!appointments) continue;
    booked.appointments += *appointments;
    booked.hours += block->hours;
    if (*appointments <= most) continue;
    most = *appointments;
    booked.span = block->said->contacts ? block->said->contacts->span : block->said->activity.span;
  }
  return booked;
}

template <class Room>
std::optional<Booked> fullest_booking(const std::vector<Work>& work, Room room) {
  std::optional<Booked> fullest;
  const int weeks = work.empty() ? 0 : weeks_to_repeat(work);
  for (int week = 0; week < weeks; ++week) {
    const Booked booked = booked_in_week(work, week);
    const bool more =
        !fullest || booked.appointments - room(booked) > fullest->appointments - room(*fullest);
    if (booked.appointments > 0 && more) fullest = booked;
  }
  return fullest;
}

Ratio room_for(Reading& reading, PlanId plan, const Ratio& hours) {
  const SettingsId settings = reading->plans[plan].settings;
  return capacity::appointments_in(hours, reading.number(settings, reading->known.session),
                                   reading.number(settings, reading->known.contacts_per_session));
}

}  // namespace

const ast::DayOff* off_at(const Model& model, LineId id) {
  const Line& line = model.lines[id];
  const auto weekday = model.weekday_of(line.day);
  const auto half = half_of(*line.said);
  for (const DayOff& off : model.plans[line.plan].days_off) {
    if (weekday == off.weekday && (!off.said->half || off.said->half == half)) return off.said;
  }
  return nullptr;
}

Ratio hours_when_off(Reading& reading, DayId id) {
  const Day& day = reading->days[id];
  reading.doubt(reading->plans[day.plan].damaged);
  Ratio sum;
  for (const BlockId block : day.blocks) {
    const bool works = contains(paid_activities(), reading->blocks[block].activity);
    if (works && off_at(*reading, reading->blocks[block].line) != nullptr)
      sum += average_hours(reading, block);
  }
  return sum;
}

std::optional<Booked> clinical_booking(Reading& reading, LineId line) {
  const auto work = work_of_half_day(reading, line, [&](BlockId id) -> std::optional<Ratio> {
    const Block& block = reading->blocks[id];
    const bool counted = block.activity == activity::core || block.activity == activity::specific;
    return counted ? block.contacts : std::nullopt;
  });
  return fullest_booking(work, [&](const Booked& booked) {
    return room_for(reading, reading->lines[line].plan, booked.hours);
  });
}

std::optional<Booked> choice_booking(Reading& reading, LineId line) {
  const auto work =
      work_of_half_day(reading, line, [&](BlockId id) { return choice_each_time(reading, id); });
  return fullest_booking(work, [](const Booked&) { return Ratio(0); });
}

Ratio fullest_week(Reading& reading, LineId id) {
  std::vector<Work> work;
  for (const BlockId block : reading->lines[id].blocks) {
    (void)hours_each_time(reading, block);
    work.push_back({&reading->blocks[block], {}});
  }
  const int weeks = weeks_to_repeat(work);
  Ratio most;
  for (int week = 0; week < weeks; ++week)
    most = std::max(most, booked_in_week(work, week).all_hours);
  return most;
}

Ratio hours_of_line(Reading& reading, LineId id, ActivitySet activities) {
  const Line& line = reading->lines[id];
  reading.doubt(line.blocks.size() != line.said->blocks.size());
  Ratio sum;
  for (const BlockId block : line.blocks) {
    if (!contains(activities, reading->blocks[block].activity)) continue;
    reading.look_at(block);
    sum += hours_each_time(reading, block);
  }
  return sum;
}

std::int64_t pieces(Reading& reading, DayId id) {
  const Range<Block>& blocks = reading->days[id].blocks;
  reading.doubt(reading->plans[reading->days[id].plan].damaged);
  int weeks = 1;
  for (const BlockId block : blocks) weeks = weeks_to_repeat(weeks, reading->blocks[block]);
  std::int64_t most = 0;
  for (int week = 0; week < weeks; ++week) {
    most = std::max(most, std::count_if(blocks.begin(), blocks.end(), [&](BlockId id_of_block) {
                      const Block& block = reading->blocks[id_of_block];
                      return !weeks_are_said(block) || takes_place(block, week);
                    }));
  }
  return most;
}

Ratio appointments_that_fit(Reading& reading, BlockId id) {
  return room_for(reading, reading->blocks[id].plan, hours_each_time(reading, id));
}

}  // namespace capalint
