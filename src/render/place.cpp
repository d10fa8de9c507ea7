#include "render/place.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace capalint {
namespace {

namespace fs = std::filesystem;

std::string encoded(std::string_view path) {
  constexpr std::string_view as_they_are =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string uri;
  for (const char c : path) {
    if (as_they_are.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

}  // namespace

std::optional<Place> place_of(const Section& section, Span span) {
  if (!span.valid() || section.sources == nullptr || span.file >= section.sources->size())
    return std::nullopt;
  const Source& source = (*section.sources)[span.file];
  const std::uint32_t end = std::max(span.begin, span.end);
  return Place{source.path(), source.position(span.begin), source.position(end)};
}

std::string relative_path(const std::string& root, std::string_view path) {
  if (root.empty()) return fs::path(path).lexically_normal().string();
  const fs::path base = fs::path(root).lexically_normal();
  const fs::path full = (base / fs::path(path)).lexically_normal();
  const fs::path below = full.lexically_relative(base);
  return below.empty() || *below.begin() == ".." ? full.string() : below.string();
}

std::string uri_of(const std::string& root, std::string_view path) {
  const std::string relative = relative_path(root, path);
  return (relative.starts_with('/') ? "file://" : "") + encoded(relative);
}

std::string file_uri(const std::string& root, std::string_view path) {
  const fs::path full = (fs::path(root) / fs::path(path)).lexically_normal();
  return full.is_absolute() ? "file://" + encoded(full.string()) : "";
}

}  // namespace capalint
