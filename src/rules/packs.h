// The standard rule packs that are built into the program.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "source/source.h"
#include "syntax/ast.h"

namespace capalint {

/// A file of `rules/` as the build left it; `path` is `PACK/NAME.capa`.
struct EmbeddedFile {
  std::string_view path;
  std::string_view text;
  std::string_view ast;
};
[[nodiscard]] const std::vector<EmbeddedFile>& embedded_files();

/// Spans into the packs have file ids from here on, so that they never mean a file of a workspace.
inline constexpr FileId first_pack_file = FileId{1} << 31;

/// Of a place that a user can change; not of one in a pack, or nowhere.
[[nodiscard]] inline bool in_workspace(Span span) {
  return span.valid() && span.file < first_pack_file;
}

struct PackFile {
  std::string_view pack;
  ast::File file;
};

/// All of them, read once; they never change.
[[nodiscard]] const std::vector<PackFile>& standard_packs();

/// The text of a pack file as a source with path `rules/PACK/NAME.capa`; `id` is a span's file.
[[nodiscard]] Source pack_source(FileId id);

/// The texts of all pack files, made once; the file with id `i` there has `first_pack_file + i` in spans.
[[nodiscard]] const Sources& pack_sources();

/// The file that a span points into, of the workspace or of a pack.
[[nodiscard]] const Source& file_of(const Sources& sources, FileId id);

/// The text of a span, and its place as `path:line:column`; both are empty when it is nowhere.
[[nodiscard]] std::string_view text_of(const Sources& sources, Span span);
/// The text on one line, with single spaces.
[[nodiscard]] std::string line_of(const Sources& sources, Span span);
[[nodiscard]] std::string place_text(const Sources& sources, Span span);

}  // namespace capalint
