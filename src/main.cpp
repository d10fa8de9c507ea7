#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <iostream>

#include "cli/command.h"
#include "cli/standard_streams.h"

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
