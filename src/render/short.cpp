// `path:line:column: level: message [CODE]`: what editors, grep and make understand.
#include <fmt/format.h>

#include "render/formats.h"
#include "render/place.h"
#include "source/display.h"

namespace capalint {

std::string render_short(const Report& report, const Style&) {
  std::string out;
  for (const Section& section : report.sections) {
    for (const Diagnostic& diagnostic : section.diagnostics) {
      if (const auto place = place_of(section, diagnostic.span)) {
        out +=
            fmt::format("{}:{}:{}: ", visible(place->path), place->start.line, place->start.column);
      }
      out += fmt::format("{}: {} [{}]\n", to_string(diagnostic.level), visible(diagnostic.message),
                         diagnostic.code);
    }
  }
  return out;
}

}  // namespace capalint
