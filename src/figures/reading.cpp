#include "figures/reading.h"

#include <algorithm>

namespace capalint {

namespace {

template <class Thing>
void note(std::vector<Thing>& all, const Thing& thing) {
  const auto place = std::lower_bound(all.begin(), all.end(), thing);
  if (place == all.end() || *place != thing) all.insert(place, thing);
}

}  // namespace

const Value& Reading::setting(SettingsId layer, SettingId id) {
  if (record_ != nullptr) note(record_->settings, {id, layer});
  const SettingValue& found = model_.settings[layer][id];
  if (found.refused) {
    doubt({.settings = true});
    note(doubtful_settings_, id);
  }
  return found.value;
}

bool Reading::yes(SettingsId layer, SettingId id) { return setting(layer, id).truth(); }

ActivitySet Reading::activities(SettingsId layer, SettingId id) {
  return static_cast<ActivitySet>(setting(layer, id).number);
}

void Reading::look_at(BlockId block) {
  if (record_ != nullptr) note(record_->blocks, block);
}

}  // namespace capalint
