#include "syntax/readable.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include "diagnostics/builtin.h"
#include "syntax/parse.h"

namespace capalint::syntax {

bool is_readable(const Source& source, FileId id, std::vector<Diagnostic>& diagnostics) {
  const std::string_view text = source.text();
  if (!source.problem().empty()) {
    diagnostics.push_back(make(Builtin::unreadable_file, {id, 0, 0}, source.problem()));
    return false;
  }
  if (text.size() > largest_file) {
    diagnostics.push_back(make(
        Builtin::file_too_large, {id, 0, 0},
        fmt::format("this file has {} MB, and plans have a few kilobytes", text.size() / 1'000'000),
        "split the file, or move it out of the folder"));
    return false;
  }
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    const auto offset = static_cast<std::uint32_t>(at);
    diagnostics.push_back(make(Builtin::not_text, {id, offset, offset + 1},
                               "this file is not plain text",
                               "save the plan as plain text, in UTF-8"));
    return false;
  }
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    utf8proc_int32_t code_point = 0;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + i);
    const utf8proc_ssize_t length =
        utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - i), &code_point);
    if (length < 0) {
      const auto offset = static_cast<std::uint32_t>(i);
      diagnostics.push_back(make(
          Builtin::not_utf8, {id, offset, offset + 1},
          fmt::format("the byte 0x{:02X} here is not UTF-8", static_cast<unsigned char>(text[i])),
          "save the file again with the encoding UTF-8"));
      return false;
    }
    i += static_cast<std::size_t>(length);
  }
  return true;
}

Span after_marks(const Source& source, Span part) {
  while (source.text().substr(part.begin, part.size()).starts_with(byte_order_mark)) {
    part.begin += static_cast<std::uint32_t>(byte_order_mark.size());
  }
  return part;
}

}  // namespace capalint::syntax
