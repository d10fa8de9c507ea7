#include "model/surroundings.h"

#include "words/activities.h"

namespace capalint {
namespace {

std::vector<std::string_view> views_of(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

}  // namespace

NamesAround::NamesAround(AllNames all) : all_(std::move(all)) {
  for (const std::string& team : all_.teams) teams_.insert(normalised(team));
}

std::vector<std::string_view> NamesAround::teams() const { return views_of(all_.teams); }

std::vector<std::string_view> NamesAround::teams_near(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  if (!near_teams_) near_teams_.emplace(views_of(all_.teams));
  return near_teams_->nearest_to(name);
}

std::vector<std::string_view> NamesAround::people_near(std::string_view name,
                                                       std::string_view except) const {
  const std::lock_guard lock(mutex_);
  if (!near_people_) near_people_.emplace(views_of(all_.people));
  return near_people_->nearest_to(name, except);
}

std::vector<std::string_view> NamesAround::people_called(std::string_view part,
                                                         std::string_view except) const {
  const std::lock_guard lock(mutex_);
  if (!near_people_) near_people_.emplace(views_of(all_.people));
  return near_people_->called(part, except);
}

std::vector<std::string_view> NamesAround::anybody_near(std::string_view name) const {
  const std::lock_guard lock(mutex_);
  if (!near_anybody_) {
    std::vector<std::string_view> names = views_of(all_.people);
    names.insert(names.end(), all_.teams.begin(), all_.teams.end());
    near_anybody_.emplace(std::move(names));
  }
  return near_anybody_->nearest_to(name);
}

std::optional<std::string_view> NamesAround::anybody(const std::string& normalised_name) const {
  const std::lock_guard lock(mutex_);
  if (anybody_.empty()) {
    for (const auto* names : {&all_.people, &all_.teams}) {
      for (const std::string& name : *names) anybody_.emplace(normalised(name), name);
    }
  }
  const auto known = anybody_.find(normalised_name);
  return known == anybody_.end() ? std::nullopt : std::optional(known->second);
}

}  // namespace capalint
