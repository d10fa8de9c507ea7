#include "lsp/framing.h"

#include <algorithm>
#include <istream>
#include <nlohmann/json.hpp>
#include <ostream>

namespace capalint::lsp {
namespace {

// A line without its end; nothing at the end of the input. Of a line that never ends only the last
// part is kept, which is where a header may start after a body that was not announced.
std::optional<std::string> read_line(std::istream& in) {
  constexpr std::size_t longest = 64 * 1024;
  std::string line;
  for (int c = in.get(); c != std::istream::traits_type::eof(); c = in.get()) {
    if (c == '\n') {
      if (line.ends_with('\r')) line.pop_back();
      return line;
    }
    line += static_cast<char>(c);
    if (line.size() == 2 * longest) line.erase(0, longest);
  }
  return std::nullopt;
}

std::optional<std::size_t> announced_length(std::string line) {
  constexpr std::string_view name = "content-length:";
  std::transform(line.begin(), line.end(), line.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t at = line.rfind(name);
  if (at == std::string::npos) return std::nullopt;
  std::size_t digit = line.find_first_not_of(" \t", at + name.size());
  if (digit == std::string::npos || line[digit] < '0' || line[digit] > '9') return std::nullopt;
  std::size_t length = 0;
  for (; digit < line.size() && line[digit] >= '0' && line[digit] <= '9'; ++digit) {
    length =
        std::min(length * 10 + static_cast<std::size_t>(line[digit] - '0'), std::size_t{1} << 48);
  }
  return length;
}

}  // namespace

std::optional<std::string> read_message(std::istream& in) {
  std::optional<std::size_t> length;
  while (true) {
    const auto line = read_line(in);
    if (!line) return std::nullopt;
    if (line->empty() && length) break;
    if (const auto announced = announced_length(*line)) length = announced;
  }
  // A length may be a lie, so memory is taken only for what has come.
  constexpr std::size_t chunk = 1024 * 1024;
  std::string body;
  for (std::size_t left = *length; left > 0;) {
    const std::size_t size = std::min(left, chunk);
    const std::size_t begin = *length > largest_message ? 0 : body.size();
    body.resize(begin + size);
    if (!in.read(body.data() + begin, static_cast<std::streamsize>(size))) return std::nullopt;
    left -= size;
  }
  if (*length > largest_message) body.clear();
  return body;
}

void write_message(std::ostream& out, const nlohmann::json& message) {
  // Text that is not UTF-8 may be quoted in a finding about just that.
  const std::string body = message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  out << "Content-Length: " << body.size() << "\r\n\r\n" << body;
  out.flush();
}

}  // namespace capalint::lsp
