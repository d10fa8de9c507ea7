// What makes a finding the same one after an edit elsewhere: its rule, whom it is about and the text
// that it points at, never a line number. Services use it to tell new findings from old ones.
#pragma once

#include <string>
#include <vector>

#include "render/report.h"

namespace capalint {

/// For one section, in the order of its findings; no two in a report are equal.
struct Fingerprints {
  std::vector<std::string> diagnostics;
  std::vector<std::string> suppressed;
};

/// One for each section. They hold wherever the program is run, as long as what was checked lies in
/// the same place seen from `folder`, which is absolute; without one, from the root of the report.
[[nodiscard]] std::vector<Fingerprints> fingerprints(const Report& report,
                                                     const std::string& folder = {});

/// The path, which is seen from the root of the report, as it is seen from there.
[[nodiscard]] std::string path_from(const Report& report, const std::string& folder,
                                    std::string_view path);

}  // namespace capalint
