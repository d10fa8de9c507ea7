#include "figures/person.h"

#include <algorithm>

#include "model/halves.h"
#include "model/turns.h"
#include "units/arithmetic.h"

namespace capalint::person {
namespace {

constexpr int hours_in_day = 24;
constexpr int minutes_in_day = hours_in_day * 60;

bool is_work(const Block& block) { return block.activity != activity::lunch; }

std::vector<const Block*> blocks_on(const Model& model, PlanId plan, Weekday weekday) {
  constexpr std::size_t usual = 8;
  std::vector<const Block*> found;
  found.reserve(usual);
  for (const PlanId p : Plans(model, plan)) {
    for (const DayId d : model.plans[p].days) {
      const Day& day = model.days[d];
      if (day.weekday != weekday) continue;
      for (const BlockId b : day.blocks) found.push_back(&model.blocks[b]);
    }
  }
  return found;
}

struct Stretch {
  Clock start;
  Clock end;
  bool of_day = true;  // not only of the day before
};

Weekday day_before(Weekday day) {
  return static_cast<Weekday>((static_cast<int>(day) + days_in_week - 1) % days_in_week);
}

std::vector<const Block*> blocks_before(const Model& model, DayId day) {
  return blocks_on(model, model.days[day].plan, day_before(model.days[day].weekday));
}

bool has_time_in(const Block& block, int week) {
  return is_work(block) && block.start && takes_place(block, week);
}

// Work with clock times in one week, joined where it follows without a gap. `before` is that of the day
// before, which may go on through midnight, `week_before` the week in which it begins.
std::vector<Stretch> stretches(const std::vector<const Block*>& blocks, int week,
                               const std::vector<const Block*>& before, int week_before) {
  std::vector<Stretch> all;
  for (const Block* block : blocks) {
    if (has_time_in(*block, week)) all.push_back({*block->start, *block->end});
  }
  for (const Block* block : before) {
    if (!has_time_in(*block, week_before)) continue;
    all.push_back({Clock{block->start->minutes - minutes_in_day},
                   Clock{block->end->minutes - minutes_in_day}, false});
  }
  std::sort(all.begin(), all.end(),
            [](const Stretch& a, const Stretch& b) { return a.start < b.start; });
  std::vector<Stretch> joined;
  for (const Stretch& next : all) {
    if (!joined.empty() && next.start <= joined.back().end) {
      joined.back().end = std::max(joined.back().end, next.end);
      joined.back().of_day = next.of_day;  // what began the day before comes first
    } else {
      joined.push_back(next);
    }
  }
  return joined;
}

// Whether two lines meet when the day of the second is so many days after that of the first.
bool overlap(const Model& model, const Line& first, const Line& second, int days_later,
             bool surely) {
  const bool next_week = days_later == 1 && model.weekday_of(second.day) == Weekday::mon;
  const int shift = days_later * minutes_in_day;
  for (const BlockId i : first.blocks) {
    for (const BlockId j : second.blocks) {
      const Block& a = model.blocks[i];
      const Block& b = model.blocks[j];
      if (!a.start || !b.start || a.end->minutes <= b.start->minutes + shift ||
          b.end->minutes + shift <= a.start->minutes)
        continue;
      const Meeting met = meeting(a, b, next_week ? 1 : 0);
      if (met == Meeting::surely || (!surely && met == Meeting::perhaps)) return true;
    }
  }
  return false;
}

// Work of each week that takes at least a minute less than the line does by the clock.
bool leaves_time_free(const Model& model, const Line& line) {
  if (!line.said->clock) return false;
  const Ratio minute(1, 60);
  Ratio sum;
  for (const BlockId b : line.blocks) {
    if (!takes_place_each_week(model.blocks[b])) return false;
    sum += model.blocks[b].hours;
  }
  return sum + minute <= hours_between(line.said->clock->start, line.said->clock->end);
}

bool same_time(const ast::DayLine& a, const ast::DayLine& b) {
  const auto times = [](const ast::DayLine& line) {
    return line.clock ? std::optional(std::pair(line.clock->start, line.clock->end)) : std::nullopt;
  };
  return times(a) == times(b);
}

// -1, 0 or 1 when the second day is the day before the first, the same or the day after.
std::optional<int> days_between(Weekday first, Weekday second) {
  if (first == second) return 0;
  if (second == day_before(first)) return -1;
  return first == day_before(second) ? std::optional(1) : std::nullopt;
}

// Whether the times of a line and of one that is said after it, on the same day or the one beside it, meet;
// parts that leave time free have none.
bool at_one_time(const Model& model, const Line& earlier, const Line& later, int days,
                 bool surely) {
  const bool met = days < 0 ? overlap(model, earlier, later, -days, surely)
                            : overlap(model, later, earlier, days, surely);
  return met && !leaves_time_free(model, earlier);
}

// Work of no day has no times.
bool has_times(const Model& model, const Line& line) {
  return line.day && std::any_of(line.blocks.begin(), line.blocks.end(), [&](BlockId block) {
           return model.blocks[block].start.has_value();
         });
}

BlockId index_of(const Model& model, const Block* block) { return model.blocks.id_of(*block); }

}  // namespace

std::vector<const Block*> blocks_on(const Model& model, DayId day) {
  return blocks_on(model, model.days[day].plan, model.days[day].weekday);
}

bool damaged(const Model& model, PlanId plan) {
  for (const PlanId each : Plans(model, plan)) {
    if (model.plans[each].damaged) return true;
  }
  return false;
}

bool told_elsewhere(const Model& model, DayId day) {
  for (const PlanId p : Plans(model, model.days[day].plan)) {
    for (const DayId d : model.plans[p].days) {
      if (model.days[d].weekday == model.days[day].weekday) return d != day;
    }
  }
  return false;
}

LineId overlap(const Model& model, LineId line, bool surely) {
  const Line& later = model.lines[line];
  if (!has_times(model, later) || leaves_time_free(model, later)) return none;
  for (const PlanId p : Plans(model, later.plan)) {
    for (const DayId day : model.plans[p].days) {
      const auto days = days_between(model.days[later.day].weekday, model.days[day].weekday);
      if (!days) continue;
      for (const LineId l : model.days[day].lines) {
        if (l < line && at_one_time(model, model.lines[l], later, *days, surely)) return l;
      }
    }
  }
  return none;
}

bool clash_told(const Model& model, LineId line) {
  const LineId other = overlap(model, line, true);
  if (other == none) return false;
  const Line& later = model.lines[line];
  const auto& lines = model.days[later.day].lines;
  return std::any_of(lines.begin(), lines.end(), [&](LineId id) {
    return other < id && id < line && same_time(*model.lines[id].said, *later.said) &&
           overlap(model, id, true) == other;
  });
}

Ratio fullest(const Model& model, DayId day) {
  std::vector<const Block*> work;
  Ratio alone;  // of those whose weeks are not said, one at least takes place some time
  for (const Block* block : blocks_on(model, day)) {
    if (!is_work(*block)) continue;
    if (weeks_are_said(*block)) {
      work.push_back(block);
    } else {
      alone = std::max(alone, block->hours);
    }
  }
  Ratio every_week;
  Ratio most;
  for (const Block* block : work) {
    if (takes_place_each_week(*block)) every_week += block->hours;
  }
  for (int week = 0; week < weeks_to_repeat(work); ++week) {
    Ratio sum;
    for (const Block* block : work) {
      if (takes_place(*block, week)) sum += block->hours;
    }
    most = std::max(most, sum);
  }
  return std::max(most, every_week + alone);
}

bool both_halves(const Model& model, DayId day) {
  const auto blocks = blocks_on(model, day);
  const auto in = [&](const Block* block, ast::Half half) {
    return is_work(*block) && model.lines[block->line].said->half == half;
  };
  return std::any_of(blocks.begin(), blocks.end(), [&](const Block* morning) {
    return in(morning, ast::Half::am) &&
           std::any_of(blocks.begin(), blocks.end(), [&](const Block* afternoon) {
             return in(afternoon, ast::Half::pm) &&
                    meeting(*morning, *afternoon) == Meeting::surely;
           });
  });
}

bool has_lunch(const Model& model, DayId day) {
  const auto blocks = blocks_on(model, day);
  return !std::all_of(blocks.begin(), blocks.end(), [](const Block* b) { return is_work(*b); });
}

Ratio longest_break(const Model& model, DayId day) {
  const auto blocks = blocks_on(model, day);
  Ratio longest;
  bool clocked = true;
  for (const Block* block : blocks) {
    if (!is_work(*block)) longest = std::max(longest, block->hours);
    if (is_work(*block) && (!block->start || !weeks_are_said(*block))) clocked = false;
  }
  if (!clocked) return longest;
  for (int week = 0; week < weeks_to_repeat(blocks); ++week) {
    const auto work = stretches(blocks, week, {}, week);
    for (std::size_t i = 1; i < work.size(); ++i)
      longest = std::max(longest, hours_between(work[i - 1].end, work[i].start));
  }
  return longest;
}

Ratio longest_run(const Model& model, DayId day) {
  const auto blocks = blocks_on(model, day);
  const auto day_before = blocks_before(model, day);
  int weeks = weeks_to_repeat(blocks);
  for (const Block* block : day_before) weeks = weeks_to_repeat(weeks, *block);
  const bool new_week = model.days[day].weekday == Weekday::mon;
  Ratio longest;
  for (int week = 0; week < weeks; ++week) {
    const int week_before = new_week ? (week + weeks - 1) % weeks : week;
    for (const Stretch& work : stretches(blocks, week, day_before, week_before)) {
      if (work.of_day) longest = std::max(longest, hours_between(work.start, work.end));
    }
    const Block* before = nullptr;
    Ratio run;
    for (const Block* block : blocks) {
      if (before == nullptr || before->line != block->line || !is_work(*block)) run = 0;
      before = block;
      const bool counts =
          is_work(*block) && takes_place(*block, week) && model.lines[block->line].said->half;
      if (counts) run += block->hours;
      longest = std::max(longest, run);
    }
  }
  return longest;
}

std::optional<Rest> rest_before(const Model& model, DayId day) {
  constexpr ActivityId on_call = activity::on_call;
  const Weekday weekday = model.days[day].weekday;
  const bool new_week = weekday == Weekday::mon;
  const auto counts = [](const Block* block) {
    return is_work(*block) && block->activity != on_call && block->start;
  };
  std::optional<Rest> shortest;
  for (const Block* from : blocks_before(model, day)) {
    if (!counts(from)) continue;
    for (const Block* to : blocks_on(model, day)) {
      if (!counts(to) || meeting(*from, *to, new_week ? 1 : 0) != Meeting::surely) continue;
      const Ratio rest = hours_in_day + hours_between(*from->end, *to->start);
      // A night that goes on beyond the start overlaps it.
      if (rest >= 0 && (!shortest || rest < shortest->hours))
        shortest = Rest{rest, index_of(model, from), index_of(model, to)};
    }
  }
  return shortest;
}

namespace {

bool same_site(const Block& a, const Block& b) {
  return normalised(a.said->site->text) == normalised(b.said->site->text);
}

/// The day's work in the order of the day; what has no time of the day stays with the plan that says it.
std::vector<const Block*> in_order(const Model& model, const Block& block) {
  std::vector<const Block*> blocks = person::blocks_on(model, block.day);
  const auto order = [&](const Block* each) { return order_of(*model.lines[each->line].said); };
  std::erase_if(blocks,
                [&](const Block* each) { return each->plan != block.plan && !order(each); });
  if (std::all_of(blocks.begin(), blocks.end(), order)) {
    std::stable_sort(blocks.begin(), blocks.end(),
                     [&](const Block* a, const Block* b) { return *order(a) < *order(b); });
  } else {
    std::erase_if(blocks, [&](const Block* each) { return each->plan != block.plan; });
  }
  return blocks;
}

}  // namespace

BlockId left_site(const Model& model, BlockId id) {
  const Block& later = model.blocks[id];
  if (!later.said->site || !later.day) return none;
  const auto blocks = in_order(model, later);
  const auto place = std::find(blocks.begin(), blocks.end(), &later);
  for (auto before = std::make_reverse_iterator(place); before != blocks.rend(); ++before) {
    const Block& earlier = **before;
    if (meeting(earlier, later) == Meeting::never) continue;
    if (earlier.activity == activity::travel) return none;
    if (!earlier.said->site) continue;
    if (same_site(earlier, later)) return none;
    const bool gap = earlier.end && later.start && *earlier.end < *later.start;
    return gap || meeting(earlier, later) != Meeting::surely ? none : index_of(model, &earlier);
  }
  return none;
}

int free_days(const Model& model, PlanId plan) {
  std::vector<const Block*> work;
  for (int weekday = 0; weekday < days_in_week; ++weekday) {
    for (const Block* block : blocks_on(model, plan, static_cast<Weekday>(weekday))) {
      if (is_work(*block)) work.push_back(block);
    }
  }
  const int weeks = weeks_to_repeat(work);
  const auto works_on = [&](const Block* block, Weekday day, int week) {
    const Weekday own = model.days[block->day].weekday;
    if (own == day && takes_place(*block, week)) return true;
    // Its night goes on into the day.
    const int week_before = day == Weekday::mon ? week + weeks - 1 : week;
    return block->end && block->end->minutes > minutes_in_day && own == day_before(day) &&
           takes_place(*block, week_before);
  };
  const auto free_in = [&](int week) {
    int free = days_in_week;
    for (int weekday = 0; weekday < days_in_week; ++weekday) {
      free -= std::any_of(work.begin(), work.end(), [&](const Block* block) {
        return works_on(block, static_cast<Weekday>(weekday), week);
      });
    }
    return free;
  };
  int fewest = 2 * days_in_week;
  for (int week = 0; week < weeks; ++week)
    fewest = std::min(fewest, free_in(week) + free_in(week + 1));
  return fewest;
}

}  // namespace capalint::person
