#include "cli/watch.h"

#include <poll.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <ostream>
#include <set>
#include <tuple>

#include "source/paths.h"

namespace capalint::cli {
namespace {

volatile std::sig_atomic_t interrupted = 0;

// Keys come at once and unseen; as it was before when this ends, also by Ctrl-C.
class Keys {
 public:
  Keys() : terminal_(::isatty(STDIN_FILENO) == 1) {
    struct sigaction action {};
    action.sa_handler = [](int) { interrupted = 1; };
    ::sigaction(SIGINT, &action, &interrupt_);
    ::sigaction(SIGTERM, &action, &terminate_);
    if (!terminal_ || ::tcgetattr(STDIN_FILENO, &before_) != 0) {
      terminal_ = false;
      return;
    }
    termios keys = before_;
    keys.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &keys);
  }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys() {
    if (terminal_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
    ::sigaction(SIGINT, &interrupt_, nullptr);
    ::sigaction(SIGTERM, &terminate_, nullptr);
  }

  /// Waits a moment; true when it is time to end.
  [[nodiscard]] bool quit(int milliseconds) {
    pollfd input{open_ ? STDIN_FILENO : -1, POLLIN, 0};
    if (::poll(&input, 1, milliseconds) > 0) {
      char key = 0;
      // Without a keyboard, the end of the input does not end the watch.
      if (::read(STDIN_FILENO, &key, 1) <= 0) open_ = false;
      if (key == 'q') return true;
    }
    return interrupted != 0;
  }

 private:
  bool terminal_;
  bool open_ = true;
  termios before_{};
  struct sigaction interrupt_ {};
  struct sigaction terminate_ {};
};

using Stamp = std::tuple<ino_t, off_t, time_t, long>;

// Files, and their folders, in which files come and go.
std::map<std::string, Stamp> stamps(const std::vector<std::string>& files) {
  std::set<std::string> paths(files.begin(), files.end());
  for (const std::string& file : files) paths.insert(parent_path(file));
  std::map<std::string, Stamp> all;
  for (const std::string& path : paths) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) continue;
    all[path] = {found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
  }
  return all;
}

}  // namespace

int watch(const std::function<WatchedRun()>& run, Terminal& terminal) {
  constexpr int moment = 200;  // milliseconds
  Keys keys;
  interrupted = 0;
  std::vector<std::string> files;
  for (;;) {
    const auto before = stamps(files);
    if (terminal.out_is_terminal) terminal.out << "\x1b[2J\x1b[3J\x1b[H";
    WatchedRun last = run();
    files = std::move(last.files);
    terminal.out.flush();
    terminal.err << "watching for changes; q ends\n" << std::flush;
    // What was saved during the run starts another.
    auto seen = stamps(files);
    for (auto& [path, stamp] : seen) {
      if (const auto known = before.find(path); known != before.end()) stamp = known->second;
    }
    do {
      if (keys.quit(moment)) return last.code;
    } while (stamps(files) == seen);
  }
}

}  // namespace capalint::cli
