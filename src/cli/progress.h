// A line on a terminal that says what takes so long; nothing for the first second, nothing elsewhere.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "cli/command.h"

namespace capalint::cli {

class Progress {
 public:
  Progress(Terminal& terminal, bool quiet);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { end(); }

  void now(std::string what);
  /// Clears the line; before anything else is written.
  void end();

 private:
  void run();

  Terminal& terminal_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::string what_;
  bool ended_ = false;
  std::thread shower_;
};

}  // namespace capalint::cli
