#include "cli/progress.h"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <ostream>
#include <system_error>

#include "cli/gate.h"

namespace capalint::cli {

Progress::Progress(Terminal& terminal, bool quiet) : terminal_(terminal) {
  if (!terminal.err_is_terminal || quiet) return;
  try {
    shower_ = std::thread([this] { run(); });
  } catch (const std::system_error&) {
    // The system gives no more threads; the work goes on unshown.
  }
}

void Progress::now(std::string what) {
  const std::lock_guard lock(mutex_);
  what_ = std::move(what);
}

void Progress::end() {
  if (!shower_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  shower_.join();
}

void Progress::run() {
  using std::chrono::milliseconds;
  constexpr milliseconds patience{1000};
  constexpr milliseconds step{200};
  // Signals are for the thread that works, which holds them while it writes a file.
  sigset_t all;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
  std::unique_lock lock(mutex_);
  const auto start = std::chrono::steady_clock::now();
  if (changed_.wait_for(lock, patience, [this] { return ended_; })) return;
  do {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    exact(terminal_.err) << fmt::format("\r\x1b[K{} … {} s", what_, seconds.count()) << std::flush;
  } while (!changed_.wait_for(lock, step, [this] { return ended_; }));
  exact(terminal_.err) << "\r\x1b[K" << std::flush;
}

}  // namespace capalint::cli
