// The catalogue of activities: what kinds of work a job plan is made of, and what each counts as.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace capalint {

/// Index into `activities()`.
using ActivityId = std::uint8_t;

/// A set of activities, one bit for each id.
using ActivitySet = std::uint32_t;

namespace activity {
inline constexpr ActivityId choice = 0;
inline constexpr ActivityId core = 1;
inline constexpr ActivityId specific = 2;
inline constexpr ActivityId big_admin = 3;
inline constexpr ActivityId travel = 5;
inline constexpr ActivityId lunch = 8;
inline constexpr ActivityId other = 9;
inline constexpr ActivityId on_call = 10;
}  // namespace activity

/// What hours count as (CAPA, individual and team job planning, S1).
enum class ActivityClass : std::uint8_t {
  core_clinical,     // Choice and Core Partnership: time that makes core clinical capacity
  clinical,          // Specific Partnership
  clinical_support,  // Big Admin
  non_clinical,      // meetings, travel, management, research
  other_tasks,       // consultation, supervision, work outside the team
  unpaid_break,      // attended, not paid
};

[[nodiscard]] std::string_view to_string(ActivityClass kind);

struct ActivityInfo {
  std::string_view name;
  ActivityClass kind;
  std::vector<std::string_view> other_words;
  std::string_view definition;
  std::string_view source;
};

[[nodiscard]] const std::vector<ActivityInfo>& activities();
[[nodiscard]] inline ActivitySet set_of(ActivityId id) { return ActivitySet{1} << id; }
[[nodiscard]] inline bool contains(ActivitySet set, ActivityId id) {
  return ((set >> id) & 1U) != 0;
}

/// Everything but unpaid breaks: the hours that a contract pays.
[[nodiscard]] ActivitySet paid_activities();

/// `choice + core`, in the order of the catalogue.
[[nodiscard]] std::string to_text(ActivitySet set);

/// Lower case with single spaces: two spellings of one activity are equal after this.
[[nodiscard]] std::string normalised(std::string_view words);

/// The activity that the catalogue knows by these words (already normalised).
[[nodiscard]] std::optional<ActivityId> find_activity(std::string_view words);

}  // namespace capalint
