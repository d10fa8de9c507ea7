#include "render/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string_view>
#include <tuple>

#include "diagnostics/builtin.h"
#include "format/words.h"
#include "render/place.h"
#include "units/ratio.h"

namespace capalint {
namespace {

/// FNV-1a from a given start, then mixed so that every bit counts.
std::uint64_t hash(std::string_view text, std::uint64_t start) {
  constexpr std::uint64_t prime = 0x100000001B3;
  std::uint64_t value = start;
  for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * prime;
  value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCD;
  value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53;
  return value ^ (value >> 33);
}

std::string digest(std::string_view text) {
  return fmt::format("{:016x}{:016x}", hash(text, 0xCBF29CE484222325),
                     hash(text, 0x9E3779B97F4A7C15));
}

/// Without what stands in its braces: `fmt` gives that a line of its own.
std::string_view before_brace(std::string_view line) {
  bool quoted = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    quoted = quoted != (line[i - 1] == '"');
    if (line[i] == '{' && !quoted) return line.substr(0, i + 1);
  }
  return line;
}

/// The first line that the span points at, as `fmt` writes it.
std::string pointed_at(const Section& section, Span span) {
  if (!place_of(section, span)) return {};
  const std::string_view text = section.sources->text(span);
  return canonical_words(before_brace(text.substr(0, text.find_first_of("\r\n"))));
}

/// Of the first comparison; 0 where there is none.
Ratio distance_of(const Diagnostic& diagnostic) {
  return diagnostic.distances.empty()
             ? Ratio(0)
             : parse_exact(diagnostic.distances.front().exact).value_or(Ratio(0));
}

std::string identity(const Report& report, const std::string& folder, const Section& section,
                     const Diagnostic& diagnostic) {
  std::string about = "subject " + diagnostic.subject;
  if (diagnostic.subject.empty() && diagnostic.where.empty()) {
    const auto place = place_of(section, diagnostic.span);
    about = "file " + (place ? path_from(report, folder, place->path) : std::string());
  }
  // What a rule says of somebody's plan is the same when the hours there have changed.
  const bool by_text =
      diagnostic.subject.empty() || diagnostic.where.empty() || is_builtin(diagnostic);
  const std::string text = by_text ? pointed_at(section, diagnostic.span) : std::string();
  // A line end stands in none of the parts.
  return fmt::format("{}\n{}\n{}\n{}{}\n", path_from(report, folder, section.workspace),
                     diagnostic.code, about, diagnostic.where, text);
}

}  // namespace

// Also to what is beside it: the same on every machine.
std::string path_from(const Report& report, const std::string& folder, std::string_view path) {
  namespace fs = std::filesystem;
  if (report.root.empty()) return fs::path(path).lexically_normal().string();
  const fs::path root = fs::path(report.root).lexically_normal();
  const fs::path from = folder.empty() ? root : fs::path(folder).lexically_normal();
  fs::path full = (root / fs::path(path)).lexically_normal();
  if (!full.has_filename()) full = full.parent_path();  // `.` leaves a slash
  return full.lexically_relative(from).string();
}

std::vector<Fingerprints> fingerprints(const Report& report, const std::string& folder) {
  std::vector<Fingerprints> all;
  std::map<std::string, std::size_t> seen;
  for (const Section& section : report.sections) {
    Fingerprints& result = all.emplace_back();
    result.diagnostics.resize(section.diagnostics.size());
    result.suppressed.resize(section.suppressed.size());

    // Of those that are alike, the one first that is furthest from what its rule asks for, whether
    // suppressed or not: neither the order of lines, nor an exception, nor that one of them has been
    // mended must turn one finding into another.
    struct Entry {
      const Diagnostic* diagnostic;
      std::string* fingerprint;
    };
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < section.diagnostics.size(); ++i) {
      entries.push_back({&section.diagnostics[i], &result.diagnostics[i]});
    }
    for (std::size_t i = 0; i < section.suppressed.size(); ++i) {
      entries.push_back({&section.suppressed[i].diagnostic, &result.suppressed[i]});
    }
    const auto order = [](const Entry& entry) {
      const Diagnostic& diagnostic = *entry.diagnostic;
      return std::tie(diagnostic.message, diagnostic.span.file, diagnostic.span.begin,
                      diagnostic.span.end);
    };
    std::stable_sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
      const Ratio of_a = distance_of(*a.diagnostic);
      const Ratio of_b = distance_of(*b.diagnostic);
      return of_a == of_b ? order(a) < order(b) : of_b < of_a;
    });

    for (const Entry& entry : entries) {
      const std::string text = identity(report, folder, section, *entry.diagnostic);
      *entry.fingerprint = digest(fmt::format("{}{}", text, seen[text]++));
    }
  }
  return all;
}

}  // namespace capalint
