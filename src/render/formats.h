// The output formats of `check`: one row for each, one file for each, all from the same report.
// A format is a function from plain data to text; the same report gives the same bytes.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "render/notes.h"
#include "render/report.h"

namespace capalint {

inline constexpr std::size_t usual_width = 80;

/// What a terminal can show; only formats for people look at it.
struct Style {
  bool colour = false;
  bool links = false;               // OSC 8 hyperlinks on paths
  std::size_t width = usual_width;  // in columns; 0 when unknown
  bool explain = false;             // show sums as the rule writes them, and what it asks
};

[[nodiscard]] inline Sums sums_of(const Style& style) {
  return style.explain ? Sums::as_written : Sums::in_words;
}

/// The usual one when it is unknown.
[[nodiscard]] inline std::size_t width_of(const Style& style) {
  return style.width == 0 ? usual_width : style.width;
}

struct Format {
  std::string_view name;
  std::string_view doc;
  std::string (*render)(const Report&, const Style&);
  bool commands = false;  // its lines are commands to the service that reads them
};

[[nodiscard]] const std::vector<Format>& formats();
/// Whether a text that begins so is a report in one of these formats, or empty. Programs may have written its
/// JSON anew, in other lines.
[[nodiscard]] bool begins_like_a_report(std::string_view beginning);
/// Nothing for a name that is not in the table.
[[nodiscard]] const Format* find_format(std::string_view name);

// One file each.
[[nodiscard]] std::string render_text(const Report& report, const Style& style);
[[nodiscard]] std::string render_short(const Report& report, const Style& style);
[[nodiscard]] std::string render_json(const Report& report, const Style& style);
[[nodiscard]] std::string render_jsonl(const Report& report, const Style& style);
[[nodiscard]] std::string render_sarif(const Report& report, const Style& style);
[[nodiscard]] std::string render_github(const Report& report, const Style& style);
[[nodiscard]] std::string render_gitlab(const Report& report, const Style& style);
[[nodiscard]] std::string render_junit(const Report& report, const Style& style);
[[nodiscard]] std::string render_markdown(const Report& report, const Style& style);

}  // namespace capalint
