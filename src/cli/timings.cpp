#include "cli/timings.h"

#include <fmt/format.h>

#include <algorithm>

namespace capalint::cli {
namespace {

std::string milliseconds(Timings::Seconds time) {
  return time.count() > 0 ? fmt::format("{:.2f} ms", 1000 * time.count()) : "-";
}

std::string row(const Timings::Stage& stage, std::size_t items_width) {
  return fmt::format("{:<12} {:>12} {:>12}  {:>{}} {:<8} {:>12}\n", stage.name,
                     milliseconds(stage.wall), milliseconds(stage.cpu),
                     stage.of.empty() ? "" : std::to_string(stage.items), items_width, stage.of,
                     stage.bytes == 0 ? "" : std::to_string(stage.bytes));
}

}  // namespace

std::string table_of(const Timings& timings, const Timings::Stage& whole) {
  std::size_t width = std::string_view("items").size();
  for (const Timings::Stage& stage : timings.stages)
    width = std::max(width, std::to_string(stage.items).size());
  std::string text = fmt::format("{:<12} {:>12} {:>12}  {:>{}} {:<8} {:>12}\n", "stage", "time",
                                 "CPU time", "items", width, "", "bytes");
  for (const Timings::Stage& stage : timings.stages) text += row(stage, width);
  text += row(whole, width);
  // Lines end where their text does.
  std::string trimmed;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    trimmed += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
    begin = end + 1;
  }
  return trimmed;
}

}  // namespace capalint::cli
