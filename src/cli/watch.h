// `check --watch`: runs again whenever a file is saved, added or deleted, until `q` or Ctrl-C.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/command.h"

namespace capalint::cli {

/// One run: its exit code, and the files that it read.
struct WatchedRun {
  int code = success;
  std::vector<std::string> files;
};

/// The exit code of the last run.
int watch(const std::function<WatchedRun()>& run, Terminal& terminal);

}  // namespace capalint::cli
