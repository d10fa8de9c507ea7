#include "figures/reading.h"

#include <algorithm>

namespace capalint {

namespace {

template <class Thing>
void note(std::vector<Thing>& all, const Thing& thing) {
  if (std::find(all.begin(), all.end(), thing) == all.end()) all.push_back(thing);
}

}  // namespace

const Value& Reading::setting(SettingsId layer, SettingId id) {
  if (record_ != nullptr) note(record_->settings, {layer, id});
  const SettingValue& found = model_.settings[layer][id];
  doubt(found.doubtful);
  return found.value;
}

bool Reading::yes(SettingsId layer, SettingId id) {
  return id != no_setting && setting(layer, id).truth();
}

ActivitySet Reading::activities(SettingsId layer, SettingId id) {
  return static_cast<ActivitySet>(setting(layer, id).number);
}

void Reading::look_at(BlockId block) {
  if (record_ != nullptr) note(record_->blocks, block);
}

}  // namespace capalint
