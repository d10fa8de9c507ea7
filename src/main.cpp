#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <new>

#include "cli/command.h"
#include "cli/standard_streams.h"

namespace {

std::terminate_handler otherwise = nullptr;

[[noreturn]] void end_without_memory() {
  using namespace capalint::cli;
  [[maybe_unused]] const ssize_t written =
      ::write(STDERR_FILENO, not_enough_memory, std::strlen(not_enough_memory));
  ::_exit(failure);
}

/// Where nothing catches it, before `main` or where nothing may throw, a lack of memory still ends with its reason.
[[noreturn]] void end() {
  try {
    if (const std::exception_ptr why = std::current_exception()) std::rethrow_exception(why);
    // There may have been no room even for an exception.
    if (void* volatile room = std::malloc(1); room == nullptr) end_without_memory();
  } catch (const std::bad_alloc&) {
    end_without_memory();
  } catch (...) {
  }
  otherwise();
  std::abort();
}

constexpr int before_all_others = 101;
[[gnu::constructor(before_all_others)]] void set_how_to_end() {
  otherwise = std::set_terminate(&end);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace capalint::cli;
  keep_closed_streams_closed();
  // A file that grows too large is a write that fails, with a reason to tell.
  std::signal(SIGXFSZ, SIG_IGN);
  DescriptorBuffer input(STDIN_FILENO);
  DescriptorBuffer output(STDOUT_FILENO);
  std::istream in(&input);
  std::ostream out(&output);
  Terminal terminal{.in = in,
                    .out = out,
                    .err = std::cerr,
                    .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                    .err_is_terminal = isatty(STDERR_FILENO) == 1};
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) terminal.width = size.ws_col;
  return run(argc, argv, terminal);
}
