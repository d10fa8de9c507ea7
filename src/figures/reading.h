// Looks up what a number rests on, and notes it: the one way from figures and rules to settings and to
// what could not be read. Doubt and the inputs that `explain` lists both come from these notes.
#pragma once

#include <compare>
#include <utility>
#include <vector>

#include "model/model.h"

namespace capalint {

struct Figures;

/// What was looked up while something was worked out.
struct Record {
  struct SettingRead {
    SettingId id = no_setting;
    SettingsId layer;
    friend auto operator<=>(const SettingRead&, const SettingRead&) = default;
  };
  // Each once, in ascending order: the order in which arguments are worked out is the compiler's.
  std::vector<SettingRead> settings;
  std::vector<BlockId> blocks;  // work of the week
};

/// What a number may rest on that is not what somebody wrote.
struct Doubt {
  bool lines = false;  // a line that could not be read, so that there may be more
  bool settings =
      false;  // a setting that could not be read or was refused, so that its default stands in

  [[nodiscard]] bool any() const { return lines || settings; }
  friend Doubt operator|(const Doubt& a, const Doubt& b) {
    return {.lines = a.lines || b.lines, .settings = a.settings || b.settings};
  }
};

class Reading {
 public:
  explicit Reading(const Model& model, Record* record = nullptr) : model_(model), record_(record) {}
  /// With what has been worked out for the model already.
  Reading(const Model& model, const Figures& figures, Record* record = nullptr)
      : model_(model), figures_(&figures), record_(record) {}

  [[nodiscard]] const Model& model() const { return model_; }
  /// Whether everything is noted, for somebody who asks where a number comes from.
  [[nodiscard]] bool recording() const { return record_ != nullptr; }
  /// Null when nothing is worked out yet.
  [[nodiscard]] const Figures* figures() const { return figures_; }

  /// The value in force. One whose line could not be read is doubtful.
  const Value& setting(SettingsId layer, SettingId id);
  /// Of a setting that is a number, in its unit; of a length of time, in hours.
  const Ratio& number(SettingsId layer, SettingId id) { return setting(layer, id).quantity.value; }
  [[nodiscard]] const Model* operator->() const { return &model_; }
  [[nodiscard]] const Model& operator*() const { return model_; }

  bool yes(SettingsId layer, SettingId id);
  ActivitySet activities(SettingsId layer, SettingId id);
  void look_at(BlockId block);

  /// What is worked out may rest on a line that could not be read.
  void doubt(bool line) { doubt({.lines = line}); }
  void doubt(const Doubt& doubt) { doubt_ = doubt_ | doubt; }
  /// What has come up since `take_doubt`.
  [[nodiscard]] const Doubt& doubt() const { return doubt_; }
  /// The same, and forgets it.
  Doubt take_doubt() { return std::exchange(doubt_, {}); }
  /// The settings that could not be read or were refused, of all that were looked up.
  [[nodiscard]] const std::vector<SettingId>& doubtful_settings() const {
    return doubtful_settings_;
  }

 private:
  const Model& model_;
  const Figures* figures_ = nullptr;
  Record* record_ = nullptr;
  Doubt doubt_;
  std::vector<SettingId> doubtful_settings_;
};

/// Whether what `work` works out rests on a setting that could not be read or was refused.
template <class Work>
bool rests_on_default(Reading& reading, Work work) {
  const Doubt before = reading.take_doubt();
  work();
  const bool by_default = reading.doubt().settings;
  reading.doubt(before);
  return by_default;
}

}  // namespace capalint
