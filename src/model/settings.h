// Settings: declared once (by a pack or a team), set in the workspace, a team or a plan; the nearest
// wins, and every value knows where it was set.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "model/value.h"
#include "syntax/ast.h"

namespace capalint {

using SettingId = std::uint16_t;
inline constexpr SettingId no_setting = 0xFFFF;

/// Where a value comes from, from far to near.
enum class Origin : std::uint8_t { pack, workspace, team, plan };
[[nodiscard]] std::string_view to_string(Origin origin);

struct SettingDeclaration {
  std::string_view name;
  Type type;       // unknown when the declaration could not be read
  Value standard;  // absent when the setting has no default
  Span span;
  std::string_view pack;  // empty for a team's own
  std::string doc;
  std::string_view source;
};

struct SettingValue {
  SettingId id = no_setting;
  Value value;
  Origin origin = Origin::pack;
  Span span;  // of the `set` line
  /// A line for it that cannot count: nothing is judged with the setting.
  std::optional<Span> refused = {};
};

/// The values in force for one team or plan, by `SettingId`.
using SettingValues = std::vector<SettingValue>;

/// The settings that the model and the capacity arithmetic themselves read; the packs `capa`,
/// `hygiene` and `nhs-consultant` declare them.
struct KnownSettings {
  SettingId session = no_setting;
  SettingId contacts_per_session = no_setting;
  SettingId big_admin_per_session = no_setting;
  SettingId big_admin_base = no_setting;
  SettingId big_admin_added = no_setting;
  SettingId choice_length = no_setting;
  SettingId core_appointments = no_setting;
  SettingId working_weeks = no_setting;
  SettingId multiplier = no_setting;
  SettingId choice_loss = no_setting;
  SettingId transfer_low = no_setting;
  SettingId transfer_high = no_setting;
  SettingId trainee = no_setting;
  SettingId trainees_count = no_setting;
  SettingId full_time = no_setting;
  SettingId balance_low = no_setting;
  SettingId balance_high = no_setting;
  SettingId core_share_low = no_setting;
  SettingId core_share_high = no_setting;
  SettingId fair_share_spread = no_setting;
  SettingId referrals_per_fte = no_setting;
  SettingId sessions_per_referral = no_setting;
  SettingId full_time_sessions = no_setting;
  SettingId am_start = no_setting;
  SettingId pm_start = no_setting;
  SettingId eve_start = no_setting;
  SettingId programmed_activity = no_setting;
  SettingId out_of_hours_activity = no_setting;
  SettingId consultant_wales = no_setting;

  /// Whether hours, appointments or families are divided by it, so that it cannot be zero.
  [[nodiscard]] bool divides(SettingId id) const {
    return id == session || id == contacts_per_session || id == choice_length ||
           id == core_appointments || id == working_weeks || id == full_time ||
           id == full_time_sessions || id == programmed_activity || id == out_of_hours_activity;
  }
};

}  // namespace capalint
