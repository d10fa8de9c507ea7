// A place in a file: what every value, finding and edit points with.
#pragma once

#include <cstdint>

namespace capalint {

using FileId = std::uint32_t;
inline constexpr FileId no_file = ~FileId{0};

/// Bytes `begin` up to, not including, `end` of the file with id `file`.
struct Span {
  FileId file = no_file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] bool valid() const { return file != no_file; }
  [[nodiscard]] std::uint32_t size() const { return end - begin; }
  friend bool operator==(const Span&, const Span&) = default;
};

/// Whether the second lies within the first.
[[nodiscard]] inline bool holds(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// The smallest span that holds both; one that is not valid does not count.
[[nodiscard]] inline Span join(Span a, Span b) {
  if (!a.valid() || a.file != b.file) return b.valid() ? b : a;
  return {a.file, a.begin < b.begin ? a.begin : b.begin, a.end > b.end ? a.end : b.end};
}

}  // namespace capalint
