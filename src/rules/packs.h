// The standard rule packs that are built into the program.
#pragma once

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

struct PackFile {
  std::string_view pack;
  ast::File file;
};

/// All of them, read once; they never change.
[[nodiscard]] const std::vector<PackFile>& standard_packs();

/// The text of a pack file as a source with path `rules/PACK/NAME.capa`; `id` is a span's file.
[[nodiscard]] Source pack_source(FileId id);

}  // namespace capalint
