// What half-days and days hold in the week of a rotation that holds most. Lines with clock times belong
// to the half-day in which they begin, as lines with `am` do.
#pragma once

#include <optional>

#include "figures/reading.h"

namespace capalint {

/// Whether the plan says that this line's day, or its half of it, is off: the statement, or null.
[[nodiscard]] const ast::DayOff* off_at(const Model& model, LineId line);
/// Average paid hours of a day in what the plan has off of it.
[[nodiscard]] Ratio hours_when_off(Reading& reading, DayId day);

/// Appointments with a number in a half-day, in the week of its rotation in which they exceed the room for
/// them most. Work whose weeks are not said may be in each of them.
struct Booked {
  Ratio appointments;
  Ratio hours;      // of the work with these appointments
  Ratio all_hours;  // of all work of the half-day
  Span span;        // of the block with most appointments
};
/// Of Core and Specific work (S1), over all lines of the half-day; nothing in all but the first of them.
[[nodiscard]] std::optional<Booked> clinical_booking(Reading& reading, LineId line);
/// Of Choice (W2), likewise.
[[nodiscard]] std::optional<Booked> choice_booking(Reading& reading, LineId line);

/// Hours of the work of a line in the week of its rotation that holds most.
[[nodiscard]] Ratio fullest_week(Reading& reading, LineId line);
/// Hours of these activities in the line, each time that they take place.
[[nodiscard]] Ratio hours_of_line(Reading& reading, LineId line, ActivitySet activities);
/// Pieces of work on a day in the week that holds most of them.
[[nodiscard]] std::int64_t pieces(Reading& reading, DayId day);

/// Appointments that the time of a block holds by the standard (S1).
[[nodiscard]] Ratio appointments_that_fit(Reading& reading, BlockId block);

}  // namespace capalint
