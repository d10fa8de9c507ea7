// Where a span is, as output names it: a path with a range of lines and columns, a path relative to
// the root for the services that want one, a URI.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "render/report.h"

namespace capalint {

struct Place {
  std::string_view path;  // as the user gave it
  Position start;
  Position end;
};

/// Nothing for a span that is in no file, such as a finding about the run itself.
[[nodiscard]] std::optional<Place> place_of(const Section& section, Span span);

/// The path below `root`; absolute when it is not below it, as it is when `root` is empty.
[[nodiscard]] std::string relative_path(const std::string& root, std::string_view path);

/// The same as a URI reference: `plans/M%C4%81ia.capa`, or `file:///…` when it is not below `root`.
[[nodiscard]] std::string uri_of(const std::string& root, std::string_view path);
/// `file:///…` always; empty when that cannot be known.
[[nodiscard]] std::string file_uri(const std::string& root, std::string_view path);

}  // namespace capalint
