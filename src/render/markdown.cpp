// Markdown, for a comment on a merge request or the summary of a job.
#include <fmt/format.h>

#include <cctype>
#include <string>

#include "render/document.h"
#include "render/formats.h"
#include "render/notes.h"
#include "render/place.h"
#include "source/display.h"

namespace capalint {

std::string markdown(std::string_view raw, Mentions mentions) {
  constexpr std::string_view special = "\\*_[]<>|~$`";
  const std::string text = visible(raw);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const std::size_t close = c == '`' ? text.find('`', i + 1) : std::string::npos;
    if (close != std::string::npos && close > i + 1) {
      out += text.substr(i, close + 1 - i);
      i = close;
      continue;
    }
    if (special.find(c) != std::string_view::npos) out += '\\';
    if (c == '&') {
      out += "&amp;";
      continue;
    }
    out += c;
    // A name must not call a person, nor a number an issue, on the service that shows it.
    const bool before_word = mentions == Mentions::live && i + 1 < text.size() &&
                             std::isalnum(static_cast<unsigned char>(text[i + 1])) != 0;
    if ((c == '@' || c == '#') && before_word) out += "<!-- -->";
  }
  return out;
}

namespace {

std::string item(const Section& section, const Diagnostic& diagnostic, const Style& style) {
  std::string text = "- ";
  const auto place = place_of(section, diagnostic.span);
  if (place) text += fmt::format("line {}: ", place->start.line);
  text += fmt::format("**{}** `{}` {}\n", to_string(diagnostic.level), diagnostic.code,
                      markdown(diagnostic.message));
  for (const Note& note : notes_of(diagnostic, sums_of(style))) {
    text += fmt::format("  - {}: {}\n", note.key, markdown(note.text));
  }
  return text;
}

}  // namespace

std::string render_markdown(const Report& report, const Style& style) {
  std::string out = fmt::format("## capalint: {}\n", markdown(summary(report)));
  if (const std::string left = not_judged(report); !left.empty())
    out += fmt::format("\n{}\n", markdown(left));
  for (const Section& section : report.sections) {
    std::string heading;
    for (const Diagnostic& diagnostic : section.diagnostics) {
      const auto place = place_of(section, diagnostic.span);
      const std::string of_this =
          "### " + markdown(place ? relative_path(report.root, place->path) : section.workspace);
      if (of_this != heading) out += "\n" + of_this + "\n\n";
      heading = of_this;
      out += item(section, diagnostic, style);
    }
  }
  return out;
}

}  // namespace capalint
