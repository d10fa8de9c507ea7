#include "cli/watch.h"

#include <poll.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <map>
#include <ostream>
#include <tuple>

#include "cli/gate.h"

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
      const ssize_t count = ::read(STDIN_FILENO, &key, 1);
      // Without a keyboard, the end of the input does not end the watch.
      if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) open_ = false;
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
using Stamps = std::map<std::string, Stamp>;

// Of what is not there, too, so that its coming is seen.
Stamp stamp(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return {};
  return {found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

// Listed again afterwards: what came in between has no stamp, and its folder's is already new.
Stamps stamps(const std::function<std::set<std::string>()>& looked_at) {
  for (std::set<std::string> paths = looked_at();;) {
    Stamps all;
    for (const std::string& path : paths) all[path] = stamp(path);
    std::set<std::string> again = looked_at();
    if (again == paths) return all;
    paths = std::move(again);
  }
}

bool changed(const Stamps& seen) {
  return std::any_of(seen.begin(), seen.end(),
                     [](const auto& each) { return stamp(each.first) != each.second; });
}

}  // namespace

int watch(const std::function<std::set<std::string>()>& looked_at, const std::function<int()>& run,
          Terminal& terminal) {
  constexpr int moment = 200;  // milliseconds
  // An editor may save in several steps: what is half saved is not shown.
  constexpr int step = 50;
  Keys keys;
  interrupted = 0;
  int code = success;
  for (;;) {
    // Before the run, so that what is saved during it starts another.
    Stamps seen;
    do {
      seen = stamps(looked_at);
      if (keys.quit(step)) return code;
    } while (changed(seen));
    if (terminal.out_is_terminal) exact(terminal.out) << "\x1b[2J\x1b[3J\x1b[H";
    code = run();
    terminal.out.flush();
    terminal.err << "watching for changes; q ends\n" << std::flush;
    do {
      if (keys.quit(moment)) return code;
    } while (!changed(seen));
  }
}

}  // namespace capalint::cli
