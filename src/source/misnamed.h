// Files that were meant to be plans, and whose names nobody reads: `tom.capa.txt`, `tom.CAPA`, `tom.cap`.
// Called by the walk for what is no `.capa` file.
#pragma once

#include <string>
#include <string_view>

#include "source/files.h"

namespace capalint {

/// The name that the file should have, such as `tom.capa`; empty for one that was hardly meant to be a
/// plan, and for a copy beside the plan itself.
[[nodiscard]] std::string meant_name(const Folder& folder, const std::string& folder_path,
                                     std::string_view name);

/// A document of a word processor or of a spreadsheet, which no other name makes a plan.
[[nodiscard]] bool is_packed_document(std::string_view name);

}  // namespace capalint
