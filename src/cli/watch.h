// `check --watch`: runs again whenever a file is saved, added or deleted, until `q` or Ctrl-C.
#pragma once

#include <functional>
#include <set>
#include <string>

#include "cli/command.h"

namespace capalint::cli {

/// `looked_at` lists the files and folders that a run depends on; `run` gives its exit code. The exit
/// code of the last run.
int watch(const std::function<std::set<std::string>()>& looked_at, const std::function<int()>& run,
          Terminal& terminal);

}  // namespace capalint::cli
