#include "source/timings.h"

#include <algorithm>
#include <ctime>

namespace capalint {

Timings::Stage& Timings::stage(std::string_view name, std::string_view of) {
  const auto known = std::find_if(stages.begin(), stages.end(),
                                  [&](const Stage& each) { return each.name == name; });
  if (known != stages.end()) return *known;
  return stages.emplace_back(Stage{.name = name, .of = of});
}

Timings::Seconds cpu_time() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

Timed::Timed(Timings* timings, std::string_view name, std::string_view of)
    : timings_(timings), name_(name), of_(of) {
  if (timings_ == nullptr) return;
  (void)timings_->stage(name_, of_);
  cpu_at_start_ = cpu_time();
  start_ = std::chrono::steady_clock::now();
}

void Timed::count(std::size_t items, std::size_t bytes) {
  if (timings_ == nullptr) return;
  Timings::Stage& stage = timings_->stage(name_, of_);
  stage.items += items;
  stage.bytes += bytes;
}

void Timed::end() {
  if (timings_ == nullptr) return;
  Timings::Stage& stage = timings_->stage(name_, of_);
  stage.wall += std::chrono::steady_clock::now() - start_;
  stage.cpu += cpu_time() - cpu_at_start_;
  timings_ = nullptr;
}

}  // namespace capalint
