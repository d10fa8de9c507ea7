#include "syntax/readable.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include "diagnostics/builtin.h"
#include "syntax/parse.h"
#include "syntax/spellings.h"

namespace capalint::syntax {

namespace {

/// What the file is and how it becomes plain text, when its first bytes say so.
std::pair<std::string_view, std::string_view> other_kind_of_file(const Source& source) {
  const std::string_view text = source.text();
  if (in_lower_case(source.path()).ends_with(".csv"))
    return {
        "a table (CSV)",
        "write each clinician's week as a plan, such as `mon am core 3.5h`; `capalint init` makes one to begin with"};
  if (text.starts_with("{\\rtf"))
    return {"a rich-text file (RTF)",
            "save it as plain text: in TextEdit, choose Format, Make Plain Text"};
  if (text.starts_with("PK\x03\x04"))
    return {"a Word or Excel document, or another packed file",
            "copy its text into a file of a plain editor, such as Notepad or VS Code"};
  if (text.starts_with("%PDF-"))
    return {"a PDF", "copy its text into a file of a plain editor, such as Notepad or VS Code"};
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))
    return {"text in UTF-16", "save it again with the encoding UTF-8"};
  return {};
}

/// Where a line begins that git wrote between two versions.
std::size_t conflict_marker(std::string_view text) {
  constexpr std::string_view ours = "<<<<<<<";
  if (text.starts_with(ours)) return 0;
  const std::size_t before = text.find("\n<<<<<<<");
  return before == std::string_view::npos ? before : before + 1;
}

}  // namespace

bool is_readable(const Source& source, FileId id, std::vector<Diagnostic>& diagnostics) {
  const std::string_view text = source.text();
  if (!source.problem().empty()) {
    const Builtin kind = source.is_misnamed() ? Builtin::misnamed_file : Builtin::unreadable_file;
    diagnostics.push_back(make(kind, {id, 0, 0}, source.problem(), source.advice()));
    return false;
  }
  if (text.size() > largest_file) {
    diagnostics.push_back(make(
        Builtin::file_too_large, {id, 0, 0},
        fmt::format("this file has {} MB, and plans have a few kilobytes", text.size() / 1'000'000),
        "split the file, or move it out of the folder"));
    return false;
  }
  if (const auto other = other_kind_of_file(source); !other.first.empty()) {
    diagnostics.push_back(make(Builtin::not_text, {id, 0, 0},
                               fmt::format("this is {}, not a plan in plain text", other.first),
                               std::string(other.second)));
    return false;
  }
  if (const std::size_t at = conflict_marker(text); at != std::string_view::npos) {
    const auto begin = static_cast<std::uint32_t>(at);
    const auto end = static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
    diagnostics.push_back(make(
        Builtin::conflict_markers, {id, begin, end},
        "git could not merge two versions of this file, and both stand in it",
        "between `<<<<<<<` and `>>>>>>>`, keep the lines that hold, and delete the others and the three markers"));
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

}  // namespace capalint::syntax
