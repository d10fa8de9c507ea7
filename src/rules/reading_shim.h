// Stands in for figures/reading.h until the model has typed ids; goes with them.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "model/model.h"
#include "rules/properties.h"

namespace capalint {

struct Record {};

class Reading {
 public:
  explicit Reading(const Model& model, Record* = nullptr) : model_(model) {}
  [[nodiscard]] const Model& model() const { return model_; }
  const Value& setting(std::uint32_t layer, SettingId id) {
    doubt(model_.settings[layer][id].doubtful);
    return model_.setting(layer, id);
  }
  void doubt(bool doubtful = true) { doubtful_ = doubtful_ || doubtful; }
  bool take_doubt() { return std::exchange(doubtful_, false); }

 private:
  const Model& model_;
  bool doubtful_ = false;
};

inline Scope scope_of(const Object& object) { return object.scope; }
inline Object object_in(Scope scope, std::size_t index) {
  return {scope, static_cast<std::uint32_t>(index)};
}

template <class Use>
void each_of(const Model& model, const Object& from, Scope collection, Use use) {
  const std::vector<std::uint32_t>* list = nullptr;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  for_each(model, from, collection, list, first, end);
  if (list != nullptr) end = static_cast<std::uint32_t>(list->size());
  for (std::uint32_t i = first; i < end; ++i) use(Object{collection, list ? (*list)[i] : i});
}

inline Value property_value(const Property& property, Reading& reading, const Object& object,
                            ActivitySet activities) {
  const Model& model = reading.model();
  const SettingValues& values = model.settings[settings_of(model, object)];
  if (model.doubts) {
    for (const std::string_view name : property.reads) {
      const SettingId id = model.find_setting(name);
      reading.doubt(id != no_setting && values[id].doubtful);
    }
  }
  return property.value(model, object.index, activities);
}

inline std::string property_working(const Property& property, Reading& reading,
                                    const Object& object) {
  return property.working == nullptr ? std::string()
                                     : property.working(reading.model(), object.index);
}

}  // namespace capalint
