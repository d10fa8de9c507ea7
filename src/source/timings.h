// What each stage of a run takes: for `check --timings`. Whoever asks owns one and hands a pointer to it along the
// options; with a null pointer nothing is measured.
#pragma once

#include <chrono>
#include <cstddef>
#include <string_view>
#include <vector>

namespace capalint {

struct Timings {
  using Seconds = std::chrono::duration<double>;

  struct Stage {
    std::string_view name;
    std::string_view of;  // what its items are, such as `files`
    Seconds wall{0};
    Seconds cpu{0};  // of all threads
    std::size_t items = 0;
    std::size_t bytes = 0;
  };
  std::vector<Stage> stages;  // in the order in which they began

  /// One that runs several times, once a workspace, is one stage.
  Stage& stage(std::string_view name, std::string_view of);
};

/// The CPU time of this process so far.
[[nodiscard]] Timings::Seconds cpu_time();

/// Measures a stage from here to `end`, or to the end of the scope. One thread at a time has such a thing.
class Timed {
 public:
  /// The texts outlive `timings`.
  Timed(Timings* timings, std::string_view name, std::string_view of);
  Timed(const Timed&) = delete;
  Timed& operator=(const Timed&) = delete;
  ~Timed() { end(); }

  [[nodiscard]] bool wanted() const { return timings_ != nullptr; }
  void count(std::size_t items, std::size_t bytes = 0);
  void end();

 private:
  Timings* timings_;
  std::string_view name_;
  std::string_view of_;
  std::chrono::steady_clock::time_point start_;
  Timings::Seconds cpu_at_start_{0};
};

}  // namespace capalint
