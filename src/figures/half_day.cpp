#include "figures/half_day.h"

#include <algorithm>

#include "capacity/capacity.h"
#include "figures/week.h"
#include "model/halves.h"
#include "model/turns.h"
#include "units/arithmetic.h"

namespace capalint {

namespace {

/// The lines of the same half-day; none for all but the first of them. A line of no half stands alone.
std::vector<LineId> lines_of_half_day(Reading& reading, LineId id) {
  const auto half = half_of(*reading->lines[id].said);
  std::vector<LineId> lines;
  if (!half) return {id};
  for (const LineId other : reading->days[reading->lines[id].day].lines) {
    const bool together = half_of(*reading->lines[other].said) == half;
    if (together && other < id) return {};
    if (together) lines.push_back(other);
  }
  return lines;
}

struct Work {
  const Block* block = nullptr;
  std::optional<Ratio> appointments;  // of the wanted kind
};

template <class Appointments>
std::vector<Work> work_of_half_day(Reading& reading, LineId id, Appointments appointments) {
  std::vector<Work> work;
  for (const LineId line : lines_of_half_day(reading, id)) {
    reading.doubt(reading->lines[line].blocks.size() != reading->lines[line].said->blocks.size());
    for (const BlockId block : reading->lines[line].blocks) {
      (void)hours_each_time(reading, block);
      work.push_back({&reading->blocks[block], appointments(block)});
    }
  }
  return work;
}

std::vector<const Block*> blocks_in(const std::vector<Work>& all) {
  std::vector<const Block*> blocks;
  for (const Work& work : all) blocks.push_back(work.block);
  return blocks;
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
  for (int week = 0; week < weeks_to_repeat(blocks_in(work)); ++week) {
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
  Ratio most;
  for (int week = 0; week < weeks_to_repeat(blocks_in(work)); ++week)
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
  std::vector<const Block*> blocks;
  for (const BlockId block : reading->days[id].blocks) blocks.push_back(&reading->blocks[block]);
  reading.doubt(reading->plans[reading->days[id].plan].damaged);
  std::int64_t most = 0;
  for (int week = 0; week < weeks_to_repeat(blocks); ++week) {
    most = std::max(most, std::count_if(blocks.begin(), blocks.end(), [&](const Block* block) {
                      return !weeks_are_said(*block) || takes_place(*block, week);
                    }));
  }
  return most;
}

Ratio appointments_that_fit(Reading& reading, BlockId id) {
  return room_for(reading, reading->blocks[id].plan, hours_each_time(reading, id));
}

}  // namespace capalint
